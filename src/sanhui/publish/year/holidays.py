"""A year's days off and worked weekends: holiday by holiday, and as a calendar of twelve months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sanhui.days import festivals
from sanhui.i18n import Language, _, language, ngettext, speaking
from sanhui.publish.terminal.columns import Line, Span, table, width
from sanhui.publish.terminal.month_grid import twelve
from sanhui.publish.year.daily import Sort, sort_of
from sanhui.wording import enumeration, short_date, weekday

if TYPE_CHECKING:
    from sanhui.days.calendar import Break, WorkCalendar

_DAY = dt.timedelta(days=1)
_REACH = dt.timedelta(days=60)  # no 补班 day is further from its holiday


class Arranged(NamedTuple):
    """One holiday as it is arranged: ids or own names, first and last day off, the days worked for it."""

    ids: tuple[str, ...]
    first: dt.date
    last: dt.date
    working: tuple[dt.date, ...]

    @property
    def days(self) -> int:
        """How many days it has off."""
        return (self.last - self.first).days + 1

    def name(self, spoken: Language) -> str:
        """Its festivals' names in a language."""
        return ("、" if spoken == "zh" else ", ").join(festivals.name(each, spoken) for each in self.ids)


def arrangement(calendar: WorkCalendar, year: int) -> tuple[Arranged, ...]:
    """Every holiday of a year in order: the statutory ones, and those that an overlay adds."""
    statutory = [
        Arranged(found.ids, found.first, found.last, worked_for(calendar, found))
        for found in calendar.breaks(year)
    ]
    return tuple(sorted([*statutory, *_additions(calendar, year)], key=lambda each: each.first))


def worked_for(calendar: WorkCalendar, found: Break) -> tuple[dt.date, ...]:
    """The 补班 days of a holiday, in order."""
    span = _days(found.first - _REACH, found.last + _REACH)
    return tuple(day for day in span if calendar.worked_for(day) in found.ids)


def _additions(calendar: WorkCalendar, year: int) -> Iterator[Arranged]:
    """Days off beside the statutory holidays: runs of days that belong to one holiday of an overlay."""
    covered = {
        day
        for near in (year - 1, year, year + 1)
        for found in calendar.breaks(near)
        for day in _days(found.first, found.last)
    }
    run: list[dt.date] = []
    for day in _days(dt.date(year, 1, 1), dt.date(year, 12, 31)):
        name = calendar.holiday(day)
        if run and (name != calendar.holiday(run[0]) or day in covered):
            yield _addition(calendar, run)
            run = []
        if name is not None and day not in covered:
            run.append(day)
    if run:
        yield _addition(calendar, run)


def _addition(calendar: WorkCalendar, run: list[dt.date]) -> Arranged:
    name = calendar.holiday(run[0])
    assert name is not None
    near = _days(run[0] - _REACH, run[-1] + _REACH)
    return Arranged((name,), run[0], run[-1], tuple(day for day in near if calendar.worked_for(day) == name))


def _worked_weekends(calendar: WorkCalendar, year: int) -> list[dt.date]:
    span = _days(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return [day for day in span if calendar.is_working_weekend(day)]


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += _DAY


# -- for programs ------------------------------------------------------------------------------------------


def to_dict(calendar: WorkCalendar, year: int) -> dict[str, Any]:
    """The contract of `holidays --json`; the same in every locale: names in Chinese and English."""
    with speaking("zh"):
        source = calendar.source(year)
    return {
        "year": year,
        "status": "provisional" if calendar.is_provisional(year) else "official",
        "source": source,
        "holidays": [
            {
                "name": each.name("zh"),
                "en": each.name("en"),
                "ids": list(each.ids),
                "from": each.first.isoformat(),
                "to": each.last.isoformat(),
                "days": each.days,
                "working": [day.isoformat() for day in each.working],
            }
            for each in arrangement(calendar, year)
        ],
        "working": [day.isoformat() for day in _worked_weekends(calendar, year)],
    }


# -- for people --------------------------------------------------------------------------------------------


def overview(calendar: WorkCalendar, year: int, room: int | None) -> list[Line]:
    """The year as a table of holidays and a calendar, with its source and status."""
    status = _("provisional: no official notice yet") if calendar.is_provisional(year) else _("official")
    style = "yellow" if calendar.is_provisional(year) else "green"
    lines: list[Line] = [
        ((_("Holidays {year}").format(year=year), "bold"), ("  ", ""), (status, style)),
        ((_("Source: {source}").format(source=calendar.source(year)), "dim"),),
        (),
    ]
    lines += holiday_table(calendar, year, room)
    lines += twelve(year, 2 + width(off_mark()) + 1, lambda day: _date(calendar, day), room)
    legend = _("{off} day off  {working} weekend day that is worked")
    return [*lines, (), ((legend.format(off=off_mark(), working=worked_mark()), "dim"),)]


def holiday_table(calendar: WorkCalendar, year: int, room: int | None) -> list[Line]:
    """The year's holidays: off from when to when, how many days, which weekends are worked."""
    rows = [
        [
            [(each.name(language()), "")],
            [(_span(each.first, each.last), "red")],
            [(ngettext("{n} day", "{n} days", each.days).format(n=each.days), "")],
            [(enumeration(f"{short_date(day)} {weekday(day)}" for day in each.working), "cyan")],
        ]
        for each in arrangement(calendar, year)
    ]
    heads = (_("Holiday"), _("Days off"), _("Number"), _("Worked in exchange"))
    return table(heads, rows, room, (8, 16, 99, 10))


def _span(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"{short_date(first)} {weekday(first)}"
    text = _("{first} to {last}")
    return text.format(
        first=f"{short_date(first)} {weekday(first)}", last=f"{short_date(last)} {weekday(last)}"
    )


def off_mark() -> str:
    """休: the mark of a day off."""
    # Translators: the mark of a day off in a calendar, as narrow as possible
    return _("H")


def worked_mark() -> str:
    """班: the mark of a weekend day that is worked."""
    # Translators: the mark of a weekend day that is worked, as wide as that of a day off
    return _("W")


def _date(calendar: WorkCalendar, day: dt.date) -> Span:
    match sort_of(calendar, day):
        case Sort.WORKED:
            return f"{day.day:2}{worked_mark()}", "bold cyan"
        case Sort.OFF:
            return f"{day.day:2}{off_mark()}", "red"
        case Sort.WEEKEND:
            return f"{day.day:2}", "dim"
        case Sort.WORKING:  # pragma: no branch - there is no other
            return f"{day.day:2}", ""
