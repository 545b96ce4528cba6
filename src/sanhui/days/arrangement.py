"""A year's arrangement of days off, holiday by holiday, as a notice tells it and an overlay file keeps it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from sanhui.days.festivals import NAMED_DAYS, find, statutory, statutory_days

#: `official`: the State Council's notice for the whole year; `local`: additions and exceptions; `provisional`: a guess.
Status = Literal["official", "local", "provisional"]

_DAY = dt.timedelta(days=1)


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """One holiday as it is arranged: the days off (放假) and the days worked for them (补班).

    The days off are whole stretches, mostly one; the notices of 2014 to 2017 also have a Saturday and a Monday (补休).
    """

    name: str  # as it was written: 国庆节、中秋节
    stretches: tuple[tuple[dt.date, dt.date], ...]  # first and last day, both off
    working: tuple[dt.date, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The named days that the name stands for; none for a local holiday."""
        return tuple(known for part in parts(self.name) if (known := find(part)) is not None)

    def days(self) -> Iterator[dt.date]:
        """Every day off."""
        for first, last in self.stretches:
            for n in range((last - first).days + 1):
                yield first + dt.timedelta(days=n)

    def label(self, day: dt.date) -> str:
        """The holiday that one of its days is off for, or worked for.

        Of two holidays in one stretch each has its own days by law; the one with more days by law has the others.
        """
        ids = self.ids
        if len(ids) < 2:
            return ids[0] if ids else self.name
        owner = statutory(day.year).get(day)
        law = [festival for _day, festival in statutory_days(day.year)]
        return owner if owner in ids else max(ids, key=law.count)


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """What is arranged for one year. `working` are days worked for no particular holiday."""

    year: int
    status: Status = "local"
    source: str = ""
    holidays: tuple[Holiday, ...] = ()
    working: tuple[dt.date, ...] = ()

    def uncovered(self) -> list[tuple[dt.date, str]]:
        """The days off by law of its year that it leaves worked, each with its festival.

        A day given once by a notice of its own, as 2015-09-03 was, is not looked for: the year's notice came before.
        """
        off = {day for holiday in self.holidays for day in holiday.days()}
        return [
            (day, festival)
            for day, festival in statutory_days(self.year)
            if day not in off and NAMED_DAYS[festival].statutory
        ]


def parts(name: str) -> list[str]:
    """The single names in a joint one: 国庆节、中秋节."""
    return re.split(r"[、和与及]", name)


def stretches(days: Iterable[dt.date]) -> tuple[tuple[dt.date, dt.date], ...]:
    """Single days as whole stretches, in order."""
    found: list[tuple[dt.date, dt.date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] <= _DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)
