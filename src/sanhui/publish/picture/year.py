"""The year as a drawing: twelve months with 休 and 班, a chip of its kind's colour and symbol a session, a legend."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanhui.i18n import _
from sanhui.publish.looks import kind_look
from sanhui.publish.names import kind_names
from sanhui.publish.picture.drawing import Box, Drawing, Text, fitting
from sanhui.publish.terminal.columns import width
from sanhui.publish.year.agenda import count
from sanhui.publish.year.daily import Day, Month, Sort, months_of
from sanhui.publish.year.holidays import off_mark, worked_mark
from sanhui.wording import month, weekday

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule

_EDGE = 36.0
_CELL, _ROW = 38.0, 42.0
_ACROSS = 4
_BETWEEN = 26.0
_MONTH_WIDTH = 7 * _CELL
_MONTH_HEIGHT = 26 + 18 + 6 * _ROW
_TOP = 96.0
_LEGEND_ROW = 28.0
_LINE, _FAINT, _INK = "c9c9c9", "5c5c5c", "1a1a1a"
_GROUND = {Sort.OFF: "fde2e2", Sort.WORKED: "e2eefd", Sort.WEEKEND: "f3f3f3"}
_MARKS = {Sort.OFF: off_mark, Sort.WORKED: worked_mark}
_INKS = {Sort.OFF: "a00000", Sort.WORKED: _INK}
_SHOWN = 2  # chips beside each other in a cell


def year(schedule: Schedule) -> Drawing:
    """The picture, in the language that is being spoken."""
    across = 2 * _EDGE + _ACROSS * _MONTH_WIDTH + (_ACROSS - 1) * _BETWEEN
    drawn = months_of(schedule)
    items: list[Box | Text] = [
        Text(
            across / 2,
            40,
            fitting(schedule.plan.title, 30, across - 2 * _EDGE),
            30,
            "a3001b",
            "middle",
            bold=True,
        ),
        Text(across / 2, 72, count(schedule.sessions), 15, _FAINT, "middle"),
    ]
    for number, each in enumerate(drawn):
        left = _EDGE + number % _ACROSS * (_MONTH_WIDTH + _BETWEEN)
        items += _month(each, schedule.plan, left, _TOP + number // _ACROSS * (_MONTH_HEIGHT + _BETWEEN))
    bottom = _TOP + -(-len(drawn) // _ACROSS) * (_MONTH_HEIGHT + _BETWEEN)
    legend, bottom = _legend(schedule.plan, drawn, bottom, across - 2 * _EDGE)
    return Drawing(across, bottom + _EDGE, schedule.plan.title, (*items, *legend))


def _month(drawn: Month, plan: Plan, left: float, top: float) -> Iterator[Box | Text]:
    yield Text(left, top + 10, month(drawn.number), 17, bold=True)
    for column in range(7):
        head = weekday(dt.date(2024, 1, 1 + column)).removeprefix("周")  # 2024 began on a Monday
        yield Text(left + (column + 0.5) * _CELL, top + 34, head, 11, _FAINT, "middle")
    for nth, week in enumerate(drawn.weeks):
        for column, day in enumerate(week):
            if day is not None:
                yield from _day(day, plan, left + column * _CELL, top + 44 + nth * _ROW)


def _day(day: Day, plan: Plan, left: float, top: float) -> Iterator[Box | Text]:
    yield Box(left, top, _CELL, _ROW, _GROUND.get(day.sort, "ffffff"), _LINE)
    mark = _MARKS[day.sort]() if day.sort in _MARKS else ""
    yield Text(left + _CELL / 2, top + 10, f"{day.date.day}{mark}", 11, _INKS.get(day.sort, _INK), "middle")
    shown = day.sessions[:_SHOWN]
    for nth, session in enumerate(shown):
        at = left + _CELL / 2 + (nth - (len(shown) - 1) / 2) * 18
        yield from _chip(plan, session.kinds[0], at, top + 28, 17)
    if len(day.sessions) > _SHOWN:
        yield Text(left + _CELL - 2, top + 10, f"+{len(day.sessions) - _SHOWN}", 9, _FAINT, "end")


def _chip(plan: Plan, code: str, middle: float, height: float, size: float) -> Iterator[Box | Text]:
    look = kind_look(plan.kinds, code)
    yield Box(middle - size / 2, height - size / 2, size, size, look.ground, corner=3)
    yield Text(middle, height, look.symbol, size * 0.72, look.ink, "middle", bold=True)


def _legend(plan: Plan, drawn: tuple[Month, ...], top: float, room: float) -> tuple[list[Box | Text], float]:
    """The kinds with the number of their sessions, then the marks; and where it ends."""
    shown = {each.id: each for part in drawn for day in part.days for each in day.sessions if each.kinds}
    counted = Counter(session.kinds[0] for session in shown.values())
    told = [(f"{kind_names(plan, [code])[0]} {number}", code) for code, number in counted.most_common()]
    told += [(_("holiday"), Sort.OFF), (_("weekend day worked"), Sort.WORKED)]
    items: list[Box | Text] = []
    left, at = _EDGE, top + _LEGEND_ROW / 2
    for text, what in told:
        wide = 26 + width(text) * 7.5 + 18
        if left + wide > _EDGE + room and left > _EDGE:
            left, at = _EDGE, at + _LEGEND_ROW
        if isinstance(what, Sort):
            items.append(Box(left, at - 10, 20, 20, _GROUND[what], _LINE, corner=3))
            items.append(Text(left + 10, at, _MARKS[what](), 12, _INKS[what], "middle"))
        else:
            items += _chip(plan, what, left + 10, at, 20)
        items.append(Text(left + 26, at, text, 14))
        left += wide
    return items, at + _LEGEND_ROW / 2
