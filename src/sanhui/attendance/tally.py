"""How many were due, present, late, excused and absent: the formulas, once.

Due (应到) are the rows whose mark is `due`; each of them was present (实到), on leave (请假) or absent (缺席), and nothing
else, so present + leave + absent = due. Late are some of those present. Those exempt, observers and made-up sessions are
not due. The rate is present / due, None where nobody was due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

from sanhui.ledger.marks import Marked
from sanhui.plan.marks import OBSERVER, Mark


class Tally(msgspec.Struct, frozen=True):
    """How many stand how."""

    due: int = 0
    present: int = 0
    late: int = 0
    leave: int = 0
    absent: int = 0
    exempt: int = 0  # in the record, neither due nor an observer
    observers: int = 0

    @property
    def rate(self) -> Fraction | None:
        """The share of those due who came; None where nobody was due."""
        return Fraction(self.present, self.due) if self.due else None

    def __add__(self, other: Tally) -> Tally:
        names = Tally.__struct_fields__
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})


def tally(rows: Iterable[Marked], marks: Mapping[str, Mark]) -> Tally:
    """How many of the rows stand how; the marks are those of the plan, by code."""
    counts = dict.fromkeys(Tally.__struct_fields__, 0)
    for row in rows:
        mark = marks[row.mark]
        counts["due"] += mark.due
        counts["present"] += mark.due and mark.present
        counts["late"] += mark.due and mark.late
        counts["leave"] += mark.due and mark.leave and not mark.present
        counts["absent"] += mark.absent
        counts["observers"] += mark.code == OBSERVER
        counts["exempt"] += not mark.due and mark.code != OBSERVER
    return Tally(**counts)
