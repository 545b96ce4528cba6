"""Make-ups (补课) that are owed: every leave and absence whose mark says so, until when, and whether it was made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import Mark


class Owed(msgspec.Struct, frozen=True):
    """A session that a member has to make up, or did."""

    row: Marked
    until: dt.date  # the last day that is in time
    done: MakeUp | None = None

    @property
    def late(self) -> bool:
        """Whether it was made up after its time."""
        return self.done is not None and self.done.done_on > self.until

    def overdue(self, today: dt.date) -> bool:
        """Whether it is still owed, and its time is over."""
        return self.done is None and today > self.until


def owed(
    rows: Iterable[Marked],
    makeups: Mapping[tuple[str, str], MakeUp],
    marks: Mapping[str, Mark],
    within: int,
    held: Iterable[str] | None = None,
) -> tuple[Owed, ...]:
    """What is owed, in the order of the rows; `within` days after the session.

    `held` are the sessions that took place: a leave that was asked for ahead owes nothing before.
    """
    known = None if held is None else set(held)
    return tuple(
        Owed(row, row.day + dt.timedelta(days=within), makeups.get((row.session, row.member)))
        for row in rows
        if marks[row.mark].owes and (known is None or row.session in known)
    )
