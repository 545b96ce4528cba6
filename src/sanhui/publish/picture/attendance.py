"""The heat map of attendance as a drawing: members, groups or kinds down, months across, a box and a number for each rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanhui.i18n import _, ngettext
from sanhui.publish.looks import level
from sanhui.publish.members.attendance import name_of, subject
from sanhui.publish.members.heat import signs, whole
from sanhui.publish.members.rates import percent
from sanhui.publish.picture.drawing import Box, Drawing, Text, fitting
from sanhui.publish.terminal.columns import width
from sanhui.wording import long_date, short_month

if TYPE_CHECKING:
    import datetime as dt

    from sanhui.attendance.answers import Answer, Line
    from sanhui.plan.model import Plan

_EDGE = 36.0
_TOP, _HEAD = 92.0, 34.0
_CELL, _ROW = 48.0, 30.0
_NAMES = 88.0, 200.0  # at least and at most
_SUM = 148.0
_NAME, _NUMBER, _SMALL = 15.0, 14.0, 13.0
_TITLE = 26.0
_LINE, _FAINT, _INK = "ffffff", "5c5c5c", "1a1a1a"
_NARROWEST = 560.0  # so that the title and the legend have room above and below two months


def attendance(found: Answer, plan: Plan, as_of: dt.date) -> Drawing:
    """The picture, in the language that is being spoken; at most the last twelve months."""
    slots = found.months[-12:]
    lines = [(name_of(line, plan, found.by), line) for line in found.lines]
    names = min(max(max(width(name) for name, _line in lines) * _NAME / 2 + 16, _NAMES[0]), _NAMES[1])
    across = max(2 * _EDGE + names + len(slots) * _CELL + _SUM, _NARROWEST)
    title = _("{body}: attendance {year}").format(body=plan.organization or plan.title, year=plan.year)
    items: list[Box | Text] = [
        Text(
            across / 2, 38, fitting(title, _TITLE, across - 2 * _EDGE), _TITLE, "a3001b", "middle", bold=True
        ),
        Text(across / 2, 68, _about(found, as_of), _SMALL, _FAINT, "middle"),
        Text(_EDGE, _TOP + _HEAD / 2, subject(found.by), _SMALL, _FAINT),
    ]
    for column, slot in enumerate(slots):
        middle = _EDGE + names + (column + 0.5) * _CELL
        items.append(Text(middle, _TOP + _HEAD / 2, short_month(int(slot[-2:])), _SMALL, _FAINT, "middle"))
    right = _EDGE + names + len(slots) * _CELL + _SUM
    items.append(Text(right, _TOP + _HEAD / 2, _("Present/due"), _SMALL, _FAINT, "end"))
    top = _TOP + _HEAD
    for name, line in lines:
        items += _row(name, line, slots, names, top)
        top += _ROW
    if len(lines) > 1:
        top += 6
        items += _row(_("Total"), found.total, slots, names, top, bold=True)
        top += _ROW
    legend, bottom = _legend(top + 26, across - 2 * _EDGE)
    return Drawing(across, bottom + _EDGE * 0.8, title, (*items, *legend))


def _about(found: Answer, as_of: dt.date) -> str:
    n = found.total.sessions
    said = ngettext(
        "as of {day}, {n} session, attendance {rate}", "as of {day}, {n} sessions, attendance {rate}", n
    )
    return said.format(day=long_date(as_of), n=n, rate=percent(found.total.rate))


def _row(
    name: str, line: Line, slots: tuple[str, ...], names: float, top: float, *, bold: bool = False
) -> list[Box | Text]:
    middle = top + _ROW / 2
    items: list[Box | Text] = [Text(_EDGE, middle, fitting(name, _NAME, names - 8), _NAME, _INK, bold=bold)]
    for column, slot in enumerate(slots):
        rate = line.months[slot].rate if slot in line.months else None
        if rate is None:
            continue
        left, look = _EDGE + names + column * _CELL, level(rate).look
        items.append(Box(left + 1, top + 1, _CELL - 2, _ROW - 2, look.ground, corner=3))
        items.append(Text(left + _CELL / 2, middle, str(whole(rate)), _NUMBER, look.ink, "middle", bold=bold))
    left = _EDGE + names + len(slots) * _CELL
    counts = f"{line.tally.present}/{line.tally.due}"
    items.append(Text(left + 68, middle, percent(line.rate), _NUMBER, _INK, "end", bold=True))
    items.append(Text(left + _SUM, middle, counts, _SMALL, _FAINT, "end"))
    return items


def _legend(top: float, room: float) -> tuple[list[Box | Text], float]:
    """What the colours mean, in as many lines as it takes; and where it ends."""
    items: list[Box | Text] = []
    left, at = _EDGE, top
    for look, meaning in signs()[:-1]:
        wide = 28 + width(meaning) * _SMALL / 2 + 26
        if left + wide > _EDGE + room and left > _EDGE:
            left, at = _EDGE, at + 24
        items.append(Box(left, at - 9, 22, 18, look.ground, corner=3))
        items.append(Text(left + 28, at, meaning, _SMALL, _INK))
        left += wide
    return items, at + 12
