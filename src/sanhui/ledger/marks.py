"""How each member stood to each session: present, late, on leave, or absent.

The codes are data (`sanhui.plan.marks`); here they are texts. Everybody who was due has a row once a session is recorded, so
the record keeps who was due. A mark may be there before its session was held: a leave that was asked for in time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sanhui.ledger import periods, plans
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, records_of, row_of

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


class Marked(Entered, frozen=True, kw_only=True):
    """One member's mark for one session. `member` is the roster's key, `name` and `group` are as they were."""

    plan: str
    session: str
    member: str
    name: str
    mark: str
    votes: bool = False
    group: str = ""
    arrived: dt.datetime | None = None
    departed: dt.datetime | None = None
    minutes: int | None = None  # that a meeting program measured
    source: str = "typed"  # typed, interactive, leave, file:<sha256>
    note: str = ""
    day: dt.date


def record(change: Change, marks: Iterable[Marked]) -> int:
    """Write marks down, over those that the same members have; gives how many say something new.

    What says the same already keeps who entered it first.
    """
    new = 0
    for marked in marks:
        if not new:
            plans.require(change, marked.plan)
        new += change.enter("mark", row_of(marked) | periods.keys(marked.day))
    return new


def remove(change: Change, plan_id: str, session_id: str, member: str) -> None:
    """Take one mark back; the log keeps it."""
    change.remove("mark", plan=plan_id, session=session_id, member=member)


def of_session(change: Change, plan_id: str, session_id: str) -> dict[str, Marked]:
    """The marks of a session as they are inside a change, by member."""
    rows = change.rows("mark", plan=plan_id, session=session_id)
    return {marked.member: marked for marked in (record_of(Marked, row) for row in rows)}


def read(ledger: Ledger, plan_id: str, session_id: str | None = None) -> tuple[Marked, ...]:
    """The marks of a plan, or of one session of it, in order of day, session and member."""
    where, values = "plan = ?", [plan_id]
    if session_id is not None:
        where, values = f"{where} AND session = ?", [plan_id, session_id]
    rows = ledger.query(f"SELECT * FROM mark WHERE {where} ORDER BY day, session, member", *values)
    return records_of(Marked, rows)
