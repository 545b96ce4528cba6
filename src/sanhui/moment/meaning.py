"""What a date can be said by, and which day that is."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sanhui.days.calendar import WorkCalendar
from sanhui.i18n import _
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.model import Reason
from sanhui.schedule.occurrences import candidates
from sanhui.schedule.slots import period
from sanhui.when.errors import Reject
from sanhui.when.tree import PART_STARTS, Day, Fixed, Periodic, Time, Unit, When
from sanhui.wording import long_date


class Shift(NamedTuple):
    """So much later, or earlier when negative: 三天后, 一个月前, 10 minutes ago."""

    days: int = 0
    months: int = 0
    minutes: int = 0
    working_days: int = 0


class InWeek(NamedTuple):
    """A weekday of this week (0), the next (1), the last (-1)."""

    weeks: int
    weekday: int


class InPeriod(NamedTuple):
    """A day of this, the next or the last month, quarter or year: 下个月第一个周一, 去年12月31日."""

    unit: Unit
    offset: int
    when: When


class InYear(NamedTuple):
    """A day of a year: 2027年春节."""

    year: int
    when: When


class Next(NamedTuple):
    """The next one to come of a phrase, today included: 周三, 15日, 国庆节, 每月第二个周三."""

    when: When


Expression = Shift | InWeek | InPeriod | InYear | Next


class Moment(NamedTuple):
    """A day, perhaps with its weekday beside it (3月12日（周四）), and perhaps a time of it."""

    day: Expression
    time: Time | None = None
    weekday: int | None = None


def resolve(
    moment: Moment, now: dt.datetime, calendar: WorkCalendar, *, nearest: bool = False
) -> dt.date | dt.datetime:
    """The day meant on `now`, with its time if one was said.

    Of the days that a phrase has (3月5日, 周三) the next one, or the nearest, which may have gone by.
    Raises `Reject` when there is no such day: the 31st of a month with 30, a fifth Friday that does not come, a date that
    is another weekday than was said.
    """
    if isinstance(moment.day, Shift) and moment.day.minutes:
        if moment.time:
            raise Reject(_("two times are stated"))
        return now.replace(second=0, microsecond=0) + dt.timedelta(minutes=moment.day.minutes)
    try:
        day = _day(moment.day, now.date(), calendar, nearest=nearest)
    except (OverflowError, ValueError):
        raise Reject(_("that is too far away")) from None
    if moment.weekday not in (None, day.isoweekday()):
        raise Reject(_("{date} is another weekday").format(date=long_date(day)))
    if moment.time is None:
        return day
    start = PART_STARTS[moment.time.part] if moment.time.part else moment.time.start
    return day if start is None else dt.datetime.combine(day, start, now.tzinfo)


def dated(day: Expression) -> Expression:
    """A day that a weekday may stand beside: a date, or one counted from today. Raises `Reject` for any other.

    For beside 下周, 下个月 or 15日 a weekday might say which day is meant.
    """
    match day:
        case Shift(days=days, months=0, minutes=0, working_days=0) if not days or days % 7:
            return day
        case Next(when=When(rules=(rule,))) | InYear(when=When(rules=(rule,))):
            match rule:
                case Fixed() | Periodic(unit=Unit.YEAR, picks=(Day(),)):
                    return day
    raise Reject("")


def _day(expression: Expression, today: dt.date, calendar: WorkCalendar, *, nearest: bool) -> dt.date:
    match expression:
        case Shift(days=days, months=count, working_days=working):
            day = _months_later(today, count) + dt.timedelta(days=days)
            return calendar.step(day, working) if working else day
        case InWeek(weeks=weeks, weekday=weekday):
            return today + dt.timedelta(days=7 * weeks + weekday - today.isoweekday())
        case InPeriod(unit=unit, offset=offset, when=when):
            here = period(unit, period(unit, today).first)
            there = period(unit, _months_later(here.first, offset * unit.months))
            found = [
                c
                for c in _candidates(when, [there.first.year], calendar)
                if there.first <= c.begins <= there.last
            ]
            return _only(found)
        case InYear(year=year, when=when):
            return _only(_candidates(when, [year], calendar))
        case Next(when=When(rules=(Fixed(date=day),))):
            return day  # a date with its year is that day, past or far
        case Next(when=when):  # pragma: no branch - there is no other
            around = _candidates(when, range(today.year - nearest, today.year + 2), calendar)
            real = [c.begins for c in around if not _stands_in(c)]
            coming = [day for day in real if day >= today][:1]
            gone = [day for day in real if day < today][-1:] if nearest else []
            if not (coming or gone):
                raise Reject(_("there is no such day"))
            return min((*coming, *gone), key=lambda day: abs(day - today))


def _candidates(when: When, years: Iterable[int], calendar: WorkCalendar) -> list[Candidate]:
    return [candidate for year in years for candidate in candidates(when, year, calendar, {})]


def _first(found: Iterable[Candidate]) -> dt.date:
    for candidate in found:
        return candidate.begins
    raise Reject(_("there is no such day"))


def _only(found: list[Candidate]) -> dt.date:
    """The first day; the last of a month does not stand in for one that the month does not have."""
    return _first(candidate for candidate in found[:1] if not _stands_in(candidate))


def _stands_in(candidate: Candidate) -> bool:
    return any(step.reason is Reason.SHORT_MONTH for step in candidate.steps)


def _months_later(day: dt.date, count: int) -> dt.date:
    """The same day of another month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, months.monthrange(year, month + 1)[1]))
