"""Leaves that were granted for a time: who is excused from which day to which, as what, and by whom.

A leave belongs to the body, not to a plan: it may cross New Year. When a session on one of its days is recorded, it fills in
the member's mark.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, row_of
from sanhui.wording import long_date

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


class Leave(Entered, frozen=True, kw_only=True):
    """One leave, both days included. `mark` is what it becomes in a session: 事假, 病假, 公差."""

    body: str  # the organisation; '' for plans that have none
    member: str
    first: dt.date
    last: dt.date
    mark: str
    reason: str = ""
    approved_by: str = ""

    def covers(self, day: dt.date) -> bool:
        """Whether a day is one of its days."""
        return self.first <= day <= self.last


def record(change: Change, leave: Leave, name: str = "") -> None:
    """Write a leave down; `name` is how the member is called.

    Raises `InputError` when it ends before it begins, or overlaps another of the member.
    """
    if leave.last < leave.first:
        message = _("the leave would end before it begins")
        raise InputError(Problem(message, value=f"{leave.first} – {leave.last}"))
    for row in change.rows("leave", body=leave.body, member=leave.member):
        other = record_of(Leave, row)
        if other.first <= leave.last and leave.first <= other.last:
            message = _("{member} has a leave from {first} to {last} already").format(
                member=name or leave.member, first=long_date(other.first), last=long_date(other.last)
            )
            remedy = _("cancel that one first: sanhui leave cancel {member} {first}")
            raise InputError(Problem(message, remedy.format(member=name or leave.member, first=other.first)))
    change.enter("leave", row_of(leave))


def cancel(change: Change, body: str, member: str, first: dt.date, name: str = "") -> None:
    """Take a leave back; the log keeps it. Raises `InputError` when there is none that begins on that day."""
    if change.row("leave", body=body, member=member, first=first.isoformat()) is None:
        message = _("{member} has no leave from {first}").format(
            member=name or member, first=long_date(first)
        )
        raise InputError(Problem(message, _("“sanhui leave list” lists them")))
    change.remove("leave", body=body, member=member, first=first.isoformat())


def read(ledger: Ledger, body: str) -> tuple[Leave, ...]:
    """The leaves of a body, in order of their first days."""
    rows = ledger.query("SELECT * FROM leave WHERE body = ? ORDER BY first, member", body)
    return tuple(record_of(Leave, row) for row in rows)
