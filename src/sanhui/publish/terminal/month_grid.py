"""Small calendars for a terminal: months beside each other, a cell a day, as many across as there is room for."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

from sanhui.publish.terminal.columns import GAP, Line, Span, pad
from sanhui.wording import month, weekday

#: Where nobody says how wide the screen is.
_USUAL_ROOM = 120
_MOST_ACROSS = 4


def twelve(year: int, cell: int, cell_of: Callable[[dt.date], Span], room: int | None) -> list[Line]:
    """The months of a year; `cell` is how many cells of the terminal a day takes, with the blank after it."""
    return beside([small_month(year, number, cell, cell_of) for number in range(1, 13)], 7 * cell, room)


def beside(blocks: Sequence[Sequence[Line]], width: int, room: int | None) -> list[Line]:
    """Blocks of lines of equal width in rows, each after an empty line; no spaces at the ends of lines."""
    room = _USUAL_ROOM if room is None else room
    across = next((n for n in range(_MOST_ACROSS, 1, -1) if n * width + (n - 1) * GAP <= room), 1)
    blank: Line = ((" " * width, ""),)
    lines: list[Line] = []
    for first in range(0, len(blocks), across):
        together = blocks[first : first + across]
        height = max(map(len, together))
        padded = [[*block, *[blank] * (height - len(block))] for block in together]
        lines += [(), *(_joined(parts) for parts in zip(*padded, strict=True))]
    return lines


def small_month(year: int, number: int, cell: int, cell_of: Callable[[dt.date], Span]) -> list[Line]:
    """One month: its name, the weekdays, the weeks from Monday."""
    weeks = months.Calendar().monthdatescalendar(year, number)
    return [
        ((pad(month(number), 7 * cell), "bold"),),
        _heads(cell),
        *(
            tuple(_cell(cell_of(day) if day.month == number else ("", ""), cell) for day in week)
            for week in weeks
        ),
    ]


def weekdays(cell: int) -> Line:
    """The heads of the columns, in as many characters as a cell has room for, as a line of its own."""
    return _trimmed(_heads(cell))


def _heads(cell: int) -> Line:
    heads = [weekday(dt.date(2024, 1, nth)) for nth in range(1, 8)]  # 2024 began on a Monday
    return tuple((pad(head.removeprefix("周")[: cell - 1], cell), "dim") for head in heads)


def _cell(span: Span, cell: int) -> Span:
    return pad(span[0], cell), span[1]


def _joined(parts: Sequence[Line]) -> Line:
    """Parts of equal width as one line, without spaces at its end."""
    spans: list[Span] = list(parts[0])
    for _left, right in pairwise(parts):
        spans += [(" " * GAP, ""), *right]
    return _trimmed(spans)


def _trimmed(spans: Sequence[Span]) -> Line:
    """The spans without blanks at the end of the line."""
    kept = list(spans)
    while kept and not kept[-1][0].strip():
        kept.pop()
    return (*kept[:-1], (kept[-1][0].rstrip(), kept[-1][1])) if kept else ()
