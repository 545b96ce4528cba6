"""The year, or one month of it, as a wall calendar for a terminal: what takes place on which day, by symbol and colour.

What a colour says is said by a character too: the kind's symbol, 休 and 班, `<` for today, `+` for a day with more than one
session. So it reads the same without colours, and to a colour-blind reader.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sanhui.i18n import _
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import Look, kind_look
from sanhui.publish.names import kind_names
from sanhui.publish.terminal.columns import GAP, Line, Span, folded, pad, row, width
from sanhui.publish.terminal.month_grid import twelve, weekdays
from sanhui.publish.year.agenda import agenda, count
from sanhui.publish.year.daily import Day, Month, Sort, months_of
from sanhui.publish.year.holidays import off_mark, worked_mark
from sanhui.schedule.model import Session, Status
from sanhui.wording import month

if TYPE_CHECKING:
    from sanhui.plan.kinds import Kind
    from sanhui.schedule.expand import Schedule

_TODAY, _MORE = "<", "+"
_CELL = 5  # two digits, a symbol of two cells, a mark
_USUAL_ROOM = 120


def year(schedule: Schedule, today: dt.date, room: int | None) -> list[Line]:
    """Twelve months; under them what the symbols mean, how often each kind takes place, and what has no day yet."""
    drawn = months_of(schedule)
    days = {day.date: day for each in drawn for day in each.days}
    kinds = schedule.plan.kinds
    return [
        ((one_line(schedule.plan.title), "bold"),),
        *twelve(schedule.plan.year, _CELL, lambda day: _small(days[day], kinds, today), room),
        (),
        *_legend(schedule, days.values(), room),
        *_undated(schedule, room),
        *folded(count(schedule.sessions), "", room),
    ]


def one_month(schedule: Schedule, number: int, today: dt.date, room: int | None) -> list[Line]:
    """One month with the times of its sessions, and the agenda of these sessions under it."""
    drawn = months_of(schedule)[number - 1]
    column = ((_USUAL_ROOM if room is None else room) - 6 * GAP) // 7
    lines: list[Line] = [((_("{month} {year}").format(month=month(number), year=drawn.year), "bold"),)]
    if column >= 8:  # “15:00” and a symbol; on a narrower screen the agenda says it all
        lines += [weekdays(column + GAP), *_weeks(drawn, schedule.plan.kinds, today, column)]
        lines += [(), *_legend(schedule, drawn.days, room)]
    return [*lines, (), *agenda(schedule, room)]


def _small(day: Day, kinds: Mapping[str, Kind], today: dt.date) -> Span:
    """A day in a small month: its number, the symbol of what takes place, a mark."""
    mark = _TODAY if day.date == today else _MORE if len(day.sessions) > 1 else ""
    symbol = _look(day.sessions[0], kinds).symbol if day.sessions else _mark_of(day.sort)
    return f"{day.date.day:2}{pad(symbol, 2) if mark else symbol}{mark}", _style(day, kinds, today)


def _mark_of(sort: Sort) -> str:
    return {Sort.OFF: off_mark(), Sort.WORKED: worked_mark()}.get(sort, "")


def _look(session: Session, kinds: Mapping[str, Kind]) -> Look:
    return kind_look(kinds, session.kinds[0])


def _style(day: Day, kinds: Mapping[str, Kind], today: dt.date) -> str:
    if day.sessions:
        style = f"bold {_look(day.sessions[0], kinds).style}".strip()
    else:
        style = {Sort.OFF: "red", Sort.WORKED: "cyan", Sort.WEEKEND: "dim", Sort.WORKING: ""}[day.sort]
    return f"reverse {style}".strip() if day.date == today else style


def _weeks(drawn: Month, kinds: Mapping[str, Kind], today: dt.date, column: int) -> list[Line]:
    lines: list[Line] = []
    for week in drawn.weeks:
        cells = [_box(day, kinds, today) if day else [("", "")] for day in week]
        lines += [*row(cells, [column] * 7), ()]
    return lines[:-1]


def _box(day: Day, kinds: Mapping[str, Kind], today: dt.date) -> list[Span]:
    """A day in a large month: its number and mark, then a line for each session."""
    head = f"{day.date.day:2}{_mark_of(day.sort)}{_TODAY if day.date == today else ''}"
    lines = [(head, _style(Day(day.date, day.sort), kinds, today))]
    return lines + [(_brief(each, kinds), _look(each, kinds).style) for each in day.sessions]


def _brief(session: Session, kinds: Mapping[str, Kind]) -> str:
    symbol = _look(session, kinds).symbol
    return f"{session.start:%H:%M}{symbol}" if isinstance(session.start, dt.datetime) else symbol


def _legend(schedule: Schedule, days: Iterable[Day], room: int | None) -> list[Line]:
    """What the characters mean: the kinds that are shown, with the number of their sessions, and the marks."""
    shown = {session.id: session for day in days for session in day.sessions}
    counted = Counter(session.kinds[0] for session in shown.values())
    kinds = schedule.plan.kinds
    parts = [
        f"{kind_look(kinds, code).symbol} {kind_names(schedule.plan, [code])[0]} {number}"
        for code, number in sorted(counted.items(), key=lambda item: -item[1])
    ]
    marks = (
        (off_mark(), _("holiday")),
        (worked_mark(), _("weekend day worked")),
        (_MORE, _("more than one")),
        (_TODAY, _("today")),
    )
    parts += [f"{mark} {meaning}" for mark, meaning in marks]
    return _wrapped(parts, room)


def _wrapped(parts: Iterable[str], room: int | None) -> list[Line]:
    """Parts two blanks apart, in lines that break between parts."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]}  {part}" if lines[-1] else part
        if room is None or width(joined) <= room or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(part)
    return [((line, "dim"),) for line in lines]


def _undated(schedule: Schedule, room: int | None) -> list[Line]:
    """The sessions that are to be held and have no day to be drawn on."""
    floating = [each for each in schedule.sessions if each.status is Status.FLOATING or each.unplaceable]
    if not floating:
        return []
    names = _(", ").join(dict.fromkeys(one_line(each.title) for each in floating))
    return folded(_("without a day yet: {sessions}").format(sessions=names), "cyan", room)
