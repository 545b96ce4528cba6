"""The heat map of attendance for a terminal: subjects down, months across, a shaded block and a number for each rate.

The block and the number say what the colour says. Where there is no room for numbers the blocks stand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanhui.attendance.answers import Answer, Line
from sanhui.i18n import _
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import LEVELS, NO_RATE, Look, level
from sanhui.publish.members.attendance import name_of, subject
from sanhui.publish.members.rates import percent
from sanhui.publish.terminal.columns import GAP, Span, cut, folded, pad, width
from sanhui.publish.terminal.columns import Line as Shown

if TYPE_CHECKING:
    from fractions import Fraction

    from sanhui.plan.model import Plan

_WIDE, _NARROW = 5, 2  # cells of a month: “▓ 92 ” or “▓ ”
_LEAST, _MOST = 8, 24  # of the names
_ACROSS = 12


def heat_map(found: Answer, plan: Plan, room: int | None) -> list[Shown]:
    """The map, with what all came to at its foot; more than twelve months in blocks below one another."""
    lines = [(one_line(name_of(line, plan, found.by)), line) for line in found.lines]
    lines += [(_("Total"), found.total)] if len(lines) > 1 else []
    sums = max(width(text) for text in (_("Rate"), *(percent(line.rate) for _name, line in lines)))
    wanted = min(max(map(width, [subject(found.by), *(name for name, _line in lines)])), _MOST)
    across = min(len(found.months), _ACROSS)
    cell = _WIDE
    if room and min(wanted, _LEAST + GAP) + GAP + across * _WIDE + sums > room:
        cell = _NARROW
    names = min(wanted, max(room - GAP - across * cell - sums, _LEAST)) if room else wanted
    shown: list[Shown] = []
    for start in range(0, len(found.months), across):
        slots = found.months[start : start + across]
        last = start + across >= len(found.months)
        shown += [()] if shown else []
        if found.months[0][:4] != found.months[-1][:4]:
            shown.append(_years(slots, names, cell))
        shown.append(_head(subject(found.by), slots, names, cell, sums if last else 0))
        for name, line in lines:
            spans = [(pad(cut(name, names), names + GAP), "bold" if line is found.total else "")]
            spans += [_cell(line, slot, cell) for slot in slots]
            if last:
                spans.append((f"{percent(line.rate):>{sums}}", "bold"))
            shown.append(_trimmed(spans))
    return [
        *shown,
        (),
        *folded("  ".join(f"{look.symbol} {meaning}" for look, meaning in signs()), "dim", room),
    ]


def signs() -> list[tuple[Look, str]]:
    """What the blocks mean."""
    told = [(each.look, f"≥{each.least}%") for each in LEVELS[:-1]]
    below = _("below {rate}").format(rate=f"{LEVELS[-2].least}%")
    return [*told, (LEVELS[-1].look, below), (NO_RATE.look, _("nobody due"))]


def whole(rate: Fraction) -> int:
    """A rate as a whole number of percent, cut off: 99 is not all."""
    return rate.numerator * 100 // rate.denominator


def _head(what: str, slots: tuple[str, ...], names: int, cell: int, sums: int) -> Shown:
    numbers = [int(slot[-2:]) for slot in slots]
    # Where a month has two cells, “10” would touch “11”: its last digit stands for it.
    months = "".join(f"{n:>{cell - 1}} " if cell > _NARROW else f"{n % 10} " for n in numbers)
    rate = " " * (sums - width(_("Rate"))) + _("Rate") if sums else ""
    return (pad(cut(what, names), names + GAP), "bold"), ((months + rate).rstrip(), "bold")


def _years(slots: tuple[str, ...], names: int, cell: int) -> Shown:
    """The year above its first month, in as many digits as there is room for."""
    heads = [slot[:4][-(cell - 1 if cell > _NARROW else cell) :] for slot in slots]
    begins = [nth == 0 or slot.endswith("-01") for nth, slot in enumerate(slots)]
    text = "".join(f"{head if new else '':<{cell}}" for head, new in zip(heads, begins, strict=True))
    return ((" " * (names + GAP) + text.rstrip(), "dim"),)


def _trimmed(spans: list[Span]) -> Shown:
    """Without blanks at the end of the line."""
    return (*spans[:-1], (spans[-1][0].rstrip(), spans[-1][1]))


def _cell(line: Line, slot: str, cell: int) -> Span:
    rate = line.months[slot].rate if slot in line.months else None
    look = level(rate).look
    number = "" if rate is None else str(whole(rate))
    if cell == _NARROW:
        return f"{look.symbol} ", look.style
    return (f"{look.symbol}{number:>3} " if number else f"{look.symbol:>4} "), look.style
