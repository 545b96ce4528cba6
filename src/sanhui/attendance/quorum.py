"""Was there a quorum? What a rule asks for, held against the marks of one session.

Only marks that count for a quorum count as present; a make-up changes no mark, so it never makes one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import msgspec

from sanhui.ledger.marks import Marked
from sanhui.plan.marks import Mark
from sanhui.rulebook.model import Rule


class Quorum(msgspec.Struct, frozen=True):
    """How many there must be by a rule, and how many there were; of those with a vote only, if the rule says so."""

    rule: Rule
    due: int
    present: int

    @property
    def needed(self) -> int:
        """So many must be present."""
        return math.ceil(self.rule.share * self.due)

    @property
    def reached(self) -> bool:
        """Whether there were enough; a meeting of nobody has no quorum."""
        return self.due > 0 and self.present >= self.needed


def quorum(rule: Rule, rows: Iterable[Marked], marks: Mapping[str, Mark]) -> Quorum:
    """What the rows of a session come to by a rule of the sort `quorum`."""
    counted = [row for row in rows if marks[row.mark].due and (row.votes or rule.denominator == "due")]
    return Quorum(rule, len(counted), sum(marks[row.mark].quorum for row in counted))


def quorums(
    rules: Iterable[Rule], kinds: Iterable[str], rows: Iterable[Marked], marks: Mapping[str, Mark]
) -> tuple[Quorum, ...]:
    """What each rule about the quorum of these kinds of sessions comes to."""
    every, wanted = tuple(rows), set(kinds)
    return tuple(
        quorum(rule, every, marks)
        for rule in rules
        if rule.sort == "quorum" and wanted.intersection(rule.kinds)
    )
