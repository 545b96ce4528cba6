"""A year day by day: what every picture of it is drawn from, on a screen, a sheet, a page or as an image.

So that all of them agree on which days are off (休), which weekends are worked (班), and what takes place on them.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from sanhui.days.calendar import WorkCalendar
    from sanhui.schedule.expand import Schedule

_DAY = dt.timedelta(days=1)


class Sort(enum.StrEnum):
    """What a day is in the working-day calendar."""

    WORKING = "working"
    WEEKEND = "weekend"  # a plain Saturday or Sunday, also one that adjoins a holiday
    OFF = "off"  # 放假, 休: a holiday's day
    WORKED = "worked"  # 补班, 班: a weekend day that is worked


class Day(msgspec.Struct, frozen=True):
    """One day; `holiday` is the id of the holiday that it is off for, `sessions` are in order of start."""

    date: dt.date
    sort: Sort
    holiday: str | None = None
    sessions: tuple[Session, ...] = ()


class Month(msgspec.Struct, frozen=True):
    """One month in weeks from Monday; None stands for the days of the months beside it."""

    year: int
    number: int
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def days(self) -> tuple[Day, ...]:
        """Its days in order."""
        return tuple(day for week in self.weeks for day in week if day)


def months_of(schedule: Schedule) -> tuple[Month, ...]:
    """The twelve months of a plan's year, with the sessions that take place.

    What was cancelled, dropped or has no day yet is on none; a session of several days is on each of them.
    """
    found: dict[dt.date, list[Session]] = {}
    for session in schedule.sessions:
        for day in days_of(session):
            found.setdefault(day, []).append(session)
    year = schedule.plan.year
    return tuple(_month(year, number, schedule.plan.calendar, found) for number in range(1, 13))


def days_of(session: Session) -> Iterator[dt.date]:
    """The days on which a session takes place; none for one that is cancelled or has no day."""
    if session.status is Status.CANCELLED or session.date is None or session.end is None:
        return
    # An end is exclusive: a session until midnight, or an all-day one, does not reach into its last date.
    end = session.end
    last = (end - dt.timedelta(microseconds=1)).date() if isinstance(end, dt.datetime) else end - _DAY
    day = session.date
    yield day
    while (day := day + _DAY) <= last:
        yield day


def sort_of(calendar: WorkCalendar, day: dt.date) -> Sort:
    """What a day is: a holiday's day off, a plain weekend, a worked weekend, or a working day."""
    if calendar.is_working_weekend(day):
        return Sort.WORKED
    if calendar.holiday(day) is not None:
        return Sort.OFF
    return Sort.WEEKEND if calendar.is_off(day) else Sort.WORKING


def _month(year: int, number: int, calendar: WorkCalendar, found: Mapping[dt.date, list[Session]]) -> Month:
    def day_of(date: dt.date) -> Day | None:
        if date.month != number:
            return None
        return Day(date, sort_of(calendar, date), calendar.holiday(date), tuple(found.get(date, ())))

    weeks = months.Calendar().monthdatescalendar(year, number)
    return Month(year, number, tuple(tuple(map(day_of, week)) for week in weeks))
