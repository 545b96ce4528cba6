"""Rules × periods: the board of an audit, whatever draws it. A period is a span of months of the plan's year."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sanhui.rulebook.model import Rule
from sanhui.rules.verdict import STATES, Verdict


class Cell(msgspec.Struct, frozen=True):
    """A rule in one period, from a month to a month: all that is said of it, the gravest first."""

    first: int
    last: int
    verdicts: tuple[Verdict, ...]

    @property
    def gravest(self) -> Verdict:
        """What the cell shows."""
        return self.verdicts[0]


class Row(msgspec.Struct, frozen=True):
    """One rule with its cells in order of time; months without one are those in which it was not judged."""

    rule: Rule
    cells: tuple[Cell, ...]


def board(verdicts: Iterable[Verdict]) -> tuple[Row, ...]:
    """The rows in the order in which the rules come."""
    rows: dict[str, dict[tuple[int, int], list[Verdict]]] = {}
    for each in verdicts:
        months = each.first.month, each.last.month
        rows.setdefault(each.rule.id, {}).setdefault(months, []).append(each)
    return tuple(
        Row(
            next(iter(cells.values()))[0].rule,
            tuple(
                Cell(first, last, tuple(sorted(told, key=gravity)))
                for (first, last), told in sorted(cells.items())
            ),
        )
        for cells in rows.values()
    )


def gravity(verdict: Verdict) -> tuple[int, bool]:
    """What asks for attention comes first."""
    return STATES.index(verdict.state), not verdict.at_risk
