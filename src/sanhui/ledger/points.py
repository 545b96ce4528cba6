"""Points (积分) that were given, or taken, by hand; those for attendance and duties are worked out, not written down."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sanhui.ledger import periods, plans
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, row_of

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


class Point(Entered, frozen=True, kw_only=True):
    """One entry; a member's entries of a plan are numbered from 1."""

    plan: str
    member: str
    n: int = 0
    day: dt.date
    points: float
    reason: str


def add(change: Change, point: Point) -> int:
    """Write an entry down under the member's next number, and give that."""
    plans.require(change, point.plan)
    given = [record_of(Point, row).n for row in change.rows("point", plan=point.plan, member=point.member)]
    number = 1 + max(given, default=0)
    change.enter("point", row_of(point) | {"n": number} | periods.keys(point.day))
    return number


def remove(change: Change, plan_id: str, member: str, n: int) -> bool:
    """Take an entry back; gives whether there was one."""
    known = change.row("point", plan=plan_id, member=member, n=n) is not None
    change.remove("point", plan=plan_id, member=member, n=n)
    return known


def read(ledger: Ledger, plan_id: str) -> tuple[Point, ...]:
    """The entries of a plan, in order of member and number."""
    rows = ledger.query("SELECT * FROM point WHERE plan = ? ORDER BY member, n", plan_id)
    return tuple(record_of(Point, row) for row in rows)
