"""Waivers (说明): why a rule was not met in a period, and who says so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sanhui.ledger import periods, plans
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, row_of

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


class Waiver(Entered, frozen=True, kw_only=True):
    """The reason for a shortfall. `subject` is '' for the body, else a group or a member; it holds `until` a day, or for good."""

    plan: str
    rule: str
    period: str
    subject: str = ""
    reason: str
    by: str = ""
    until: dt.date | None = None
    day: dt.date


def record(change: Change, waiver: Waiver) -> None:
    """Write a reason down, over the one that there is for the same rule, period and subject."""
    plans.require(change, waiver.plan)
    change.enter("waiver", row_of(waiver) | periods.keys(waiver.day))


def remove(change: Change, plan_id: str, rule: str, period: str, subject: str = "") -> bool:
    """Take a reason back; gives whether there was one."""
    key = {"plan": plan_id, "rule": rule, "period": period, "subject": subject}
    known = change.row("waiver", **key) is not None
    change.remove("waiver", **key)
    return known


def read(ledger: Ledger, plan_id: str) -> tuple[Waiver, ...]:
    """The reasons of a plan, in the order of their keys."""
    rows = ledger.query("SELECT * FROM waiver WHERE plan = ? ORDER BY rule, period, subject", plan_id)
    return tuple(record_of(Waiver, row) for row in rows)
