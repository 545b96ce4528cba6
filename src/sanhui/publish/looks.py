"""How things look, on a screen, a sheet, a page and a picture alike: kinds, attendance marks, states of findings, rates.

Each has a character and a colour. The character says everything, so that nothing is lost without colours, on a printer or
to a colour-blind reader; the colours of one table are far apart to these readers as well (`tests/test_colours.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.plan.colours import ink_on, rgb
from sanhui.plan.marks import MAKEUP
from sanhui.publish.terminal.shades import shade

if TYPE_CHECKING:
    from fractions import Fraction

    from sanhui.plan.kinds import Kind
    from sanhui.plan.marks import Mark
    from sanhui.rules.verdict import Verdict


class Look(msgspec.Struct, frozen=True):
    """A character on a ground (rrggbb), and its style on a terminal, whose ground is its owner's."""

    symbol: str
    ground: str
    style: str = ""

    @property
    def ink(self) -> str:
        """The colour of the character, black or white."""
        return ink_on(self.ground)


def _look(symbol: str, colour: str, style: str = "") -> Look:
    """A look by the name of its colour."""
    return Look(symbol, rgb(colour), style or shade(colour))


def kind_look(kinds: Mapping[str, Kind], code: str) -> Look:
    """A kind: its own colour and symbol (`kinds.toml`, or the plan's own kinds)."""
    kind = kinds.get(code)
    return _look(kind.symbol or "·", kind.colour) if kind else _look("·", "gray")


#: Of somebody who was not due at a session.
NOT_DUE = Look("·", "ffffff", "dim")


def mark_look(mark: Mark | None) -> Look:
    """A mark: its own symbol (`marks.toml`, or the plan's own marks), coloured by what it counts as."""
    if mark is None:
        return NOT_DUE
    if mark.code == MAKEUP:
        return _look(mark.symbol, "mediumpurple")
    if not mark.due:
        return _look(mark.symbol, "silver", "dim")
    if mark.present:
        return _look(mark.symbol, "gold") if mark.late else Look(mark.symbol, rgb("honeydew"))
    return _look(mark.symbol, "lightskyblue", "cyan") if mark.leave else _look(mark.symbol, "firebrick")


#: The states of findings, and `AT_RISK`: still to come, and what is planned does not make up for it.
AT_RISK = "at-risk"
STATES: Mapping[str, Look] = {
    "met": _look("√", "mediumseagreen"),
    "short": _look("×", "crimson", "bold red"),
    AT_RISK: _look("!", "orange", "bold yellow"),
    "upcoming": _look("·", "lightskyblue", "cyan"),
    "not-applicable": _look("-", "silver", "dim"),
    "waived": _look("~", "mediumpurple"),
    "unchecked": _look("?", "khaki"),
}


def state_look(verdict: Verdict) -> Look:
    """What the rules say of a period."""
    return STATES[AT_RISK if verdict.at_risk else verdict.state]


class Level(msgspec.Struct, frozen=True):
    """A span of rates from `least` per cent up: a shaded block, a bar, and a look whose symbol is the block."""

    least: int
    bar: str
    look: Look


#: From the best down. Blue against red: who does not tell red from green tells these (after ColorBrewer 2.0, “RdYlBu”).
LEVELS = (
    Level(95, "█", Look("█", "6baed6", "blue")),
    Level(85, "▆", Look("▓", "c6dbef", "cyan")),
    Level(75, "▄", Look("▒", "ffffbf", "")),
    Level(60, "▃", Look("░", "fdae61", "yellow")),
    Level(0, "▁", Look("_", "d7191c", "red")),
)
#: Where nobody was due.
NO_RATE = Level(0, "·", Look("·", "ffffff", "dim"))


def level(rate: Fraction | None) -> Level:
    """The level in which a rate lies."""
    return NO_RATE if rate is None else next(each for each in LEVELS if rate * 100 >= each.least)
