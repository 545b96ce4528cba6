"""Numbers that people say, made into parts of the tree; what does not exist is rejected: 2月30日, 第六个周三."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sanhui.days.festivals import NAMED_DAYS
from sanhui.i18n import _
from sanhui.when.errors import Reject
from sanhui.when.normal import ALL_MONTHS
from sanhui.when.tree import (
    Day,
    Festival,
    Fixed,
    Lunar,
    Periodic,
    Pick,
    Relative,
    Rule,
    Span,
    Unit,
    Weekday,
    Window,
    Workday,
)

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of each month


def month_number(number: int, at: int | None = None) -> int:
    """A month, 1…12."""
    if not 1 <= number <= 12:
        raise Reject(_("there is no month {number}").format(number=number), at)
    return number


def month_number_or_none(number: int) -> int:
    """A month, 1…12; any other number is left to other readings, without a complaint."""
    if not 1 <= number <= 12:
        raise Reject("")
    return number


def quarter_number(number: int, at: int | None = None) -> int:
    """A quarter, 1…4."""
    if not 1 <= number <= 4:
        raise Reject(_("there is no quarter {number}").format(number=number), at)
    return number


def day_number(number: int) -> int:
    """A day of a month, 1…31."""
    if not 1 <= number <= 31:
        raise Reject(_("no month has a day {number}").format(number=number))
    return number


def weekday(said: str, number: int | None, at: int) -> int:
    """A weekday, 1…7, as the grammar's table has it for what was said."""
    if number is None:
        raise Reject(_("there is no weekday {said}").format(said=said), at)
    return number


MOST_WEEKS = 26  # from one session to the next: at least two of them in a year


def every_weeks(number: int) -> int:
    """How many weeks lie from one session to the next."""
    if not 1 <= number <= MOST_WEEKS:
        raise Reject(_("every 1 to {most} weeks").format(most=MOST_WEEKS))
    return number


def count(number: int) -> int:
    """How many times in a period."""
    if not 1 <= number <= 366:
        raise Reject(_("count from 1"))
    return number


def month_day(month: int, day: int, at: int | None = None) -> tuple[int, int]:
    """A date without a year; 29 February is one, 30 February is none."""
    if day > _LONGEST[month - 1]:
        raise Reject(_("month {month} has no day {day}").format(month=month, day=day), at)
    return month, day


def month_end(month: int) -> tuple[int, int]:
    """The last day of a month; 29 February stands for the 28th of a year that has no more."""
    return month, _LONGEST[month - 1]


def yearly(month: int, days: Iterable[int], at: int | None = None) -> Periodic:
    """These days of a month, every year."""
    return Periodic(Unit.YEAR, tuple(Day(month_day(month, day, at)[1]) for day in days), month=month)


def fixed(year: int, month: int, day: int, at: int | None = None) -> Fixed:
    """One date, of a year that a plan may have."""
    try:
        if 1900 <= year <= 2199:
            return Fixed(dt.date(year, month, day))
    except ValueError:
        pass
    raise Reject(_("there is no such date: {date}").format(date=f"{year}-{month}-{day}"), at)


def lunar(month: int, day: int) -> Lunar:
    """A day of the lunar calendar, whose months have 29 or 30 days."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise Reject(_("the lunar calendar has no such day"))
    return Lunar(month, day)


_LIMITS = {Unit.WEEK: 1, Unit.MONTH: 5, Unit.QUARTER: 14, Unit.HALF: 27, Unit.YEAR: 53}
_LENGTHS = {Unit.WEEK: 7, Unit.MONTH: 31, Unit.QUARTER: 92, Unit.HALF: 184, Unit.YEAR: 366}


def periodic(unit: Unit, picks: Iterable[Pick], month: int | None = None, at: int | None = None) -> Periodic:
    """Picks in a period; one that no such period has is rejected (每月第六个周三)."""
    if month is not None:
        if month > unit.months:
            raise Reject(_("the period has no month {number}").format(number=month), at)
        inside = Unit.MONTH
    else:
        inside = unit
    found = tuple(picks)
    for pick in found:
        limit = _LIMITS[inside] if isinstance(pick, Weekday) else _LENGTHS[inside]
        if isinstance(pick, Workday):
            limit = min(limit, 23 if inside is Unit.MONTH else limit)
        if not 1 <= abs(pick.nth) <= limit:
            raise Reject(_("the period has no number {number}").format(number=pick.nth), at)
    return Periodic(unit, found, month)


def window(unit: Unit, first: int = 1, last: int = -1, times: int = 1, month: int | None = None) -> Window:
    """A window in a period, or in its `month`-th month; both ends are days that the longest such period has."""
    longest = _LENGTHS[Unit.MONTH if month is not None else unit]
    if not (1 <= first <= longest and (1 <= last <= longest or -longest <= last <= -1)):
        raise Reject(_("the period has no such day"))
    if 0 < last < first:
        raise Reject(_("it ends before it begins"))
    return Window(unit, first, last, times, month)


def span(first: tuple[int, int], last: tuple[int, int], times: int = 1) -> Span:
    """A window between two dates of the year."""
    if last < first:
        raise Reject(_("it ends before it begins"))
    return Span(first, last, times)


def month_range(first: int, last: int) -> tuple[int, ...]:
    """The months from one to another, of one year."""
    if last < first:
        raise Reject(_("it ends before it begins; a plan holds one year"))
    return tuple(range(first, last + 1))


def without_months(left_out: Iterable[int]) -> tuple[int, ...]:
    """All other months."""
    gone = set(left_out)
    return tuple(month for month in ALL_MONTHS if month not in gone)


def one_left_out(day: Rule, at: int | None = None) -> Rule:
    """A single day left out of others, said by another day.

    A holiday stands for all its days off, so its day alone cannot be said by its name; and who leaves out 春节前三天 means three
    days, not the third.
    """
    if isinstance(day, Relative) and abs(day.n) > 1:
        raise Reject(_("that one day, or all the days up to it? Write the date, or name a period"), at)
    if isinstance(day, Festival) and NAMED_DAYS[day.name].statutory:
        raise Reject(_("a holiday that is left out is all its days off: say the date"), at)
    return day


def relative(base: Rule, n: int, working: bool, at: int | None = None) -> Relative:
    """Days before or after another day."""
    if n == 0:
        raise Reject(_("count from 1"), at)
    return Relative(base, n, working)
