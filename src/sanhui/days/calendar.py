"""The working-day calendar (工作日历): which days are worked, which are off, and which holiday makes them so.

Years with a notice of the 国务院办公厅 are official. A year without one is provisional (暂定): weekends and the days off by
law (`festivals.statutory`) are off, nothing is worked in exchange. Overlays (`sanhui.days.overlay`) come on top of
either, day by day; one of official status ends the provisional state of its year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sanhui.days.festivals import statutory, statutory_days
from sanhui.days.official import official_years, origin
from sanhui.i18n import _

if TYPE_CHECKING:
    from sanhui.days.overlay import Overlay

_DAY = dt.timedelta(days=1)


class Break(msgspec.Struct, frozen=True):
    """One holiday's stretch of days off, or several holidays' when no working day lies between them.

    `ids` are its festivals in order of their first day off by law, 国庆节 first on a shared day; `first` and `last` the
    first and the last day off. It may reach into the years beside `year`.
    """

    ids: tuple[str, ...]
    first: dt.date
    last: dt.date
    year: int

    @property
    def id(self) -> str:
        """The festival that it is called after: the earliest."""
        return self.ids[0]


class _Year(msgspec.Struct, frozen=True):
    """One year: the days off (放假) and the days worked (补班) that differ from the plain week, with their holidays."""

    off: dict[dt.date, str | None]
    working: dict[dt.date, str | None]
    provisional: bool


class WorkCalendar:
    """The working days of every year, with overlays on top: of two overlays that disagree, the later one holds.

    A value: calendars with equal overlays are equal, and their answers never change.
    """

    __slots__ = ("_years", "overlays")

    def __init__(self, overlays: Sequence[Overlay] = ()) -> None:
        self.overlays: tuple[Overlay, ...] = tuple(overlays)
        self._years: dict[int, _Year] = {}

    def __eq__(self, other: object) -> bool:
        return self.overlays == other.overlays if isinstance(other, WorkCalendar) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.overlays)

    def __repr__(self) -> str:
        return f"WorkCalendar({', '.join(overlay.source for overlay in self.overlays)})"

    def _year(self, year: int) -> _Year:
        if year not in self._years:
            self._years[year] = self._build(year)
        return self._years[year]

    def _build(self, year: int) -> _Year:
        official = official_years().get(year)
        off: dict[dt.date, str | None] = dict(official.off if official else statutory(year))
        working: dict[dt.date, str | None] = dict(official.working if official else {})
        for overlay in self.overlays:
            for day, holiday in overlay.off.items():
                if day.year == year:
                    working.pop(day, None)
                    off[day] = holiday or off.get(day)
            for day, holiday in overlay.working.items():
                if day.year == year:
                    off.pop(day, None)
                    working[day] = holiday or working.get(day)
        known = official is not None or any(year in overlay.years for overlay in self.overlays)
        return _Year(off, working, provisional=not known)

    def is_working(self, day: dt.date) -> bool:
        """Whether the day is worked: 补班 days are, days off and plain weekends are not."""
        year = self._year(day.year)
        return day in year.working or (day.isoweekday() < 6 and day not in year.off)

    def is_off(self, day: dt.date) -> bool:
        """Whether the day is not worked."""
        return not self.is_working(day)

    def is_working_weekend(self, day: dt.date) -> bool:
        """Whether the day is a Saturday or Sunday that is worked (补班)."""
        return day.isoweekday() > 5 and self.is_working(day)

    def holiday(self, day: dt.date) -> str | None:
        """The holiday whose 放假 covers the day: an id, or the own name of an overlay's holiday.

        None for working days, for plain weekends, also those that adjoin a holiday, and for days off without a name.
        """
        return self._year(day.year).off.get(day)

    def worked_for(self, day: dt.date) -> str | None:
        """The holiday for which a 补班 day is worked, where the source says it; None for every other day."""
        return self._year(day.year).working.get(day)

    def is_provisional(self, year: int) -> bool:
        """Whether no official notice covers the year (暂定)."""
        return self._year(year).provisional

    def source(self, year: int) -> str:
        """What the year's days rest on, as a phrase for people."""
        parts = []
        if year in official_years():
            parts.append(_("notices of the State Council ({package})").format(package=origin()))
        elif self.is_provisional(year):
            parts.append(_("weekends and the statutory days of 全国年节及纪念日放假办法; no notice yet"))
        parts += [overlay.source for overlay in self.overlays if overlay.touches(year)]
        return ", ".join(parts)

    def step(self, day: dt.date, n: int) -> dt.date:
        """The `n`th working day after `day` (before it, if `n` is negative); `day` itself does not count.

        Raises ValueError for `n` = 0.
        """
        if n == 0:
            raise ValueError(_("the zeroth working day does not exist"))
        stride = _DAY if n > 0 else -_DAY
        for _nth in range(abs(n)):
            day += stride
            while not self.is_working(day):
                day += stride
        return day

    def working_days(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """The working days from `first` to `last`, both included."""
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.is_working(day)]

    def breaks(self, year: int) -> tuple[Break, ...]:
        """The statutory holidays whose festival lies in `year`, in order; adjoining ones are one.

        A break is the run of days off around the festival. In an official year it begins and ends with a day that the
        notice names, as 端午节 2018 does on Monday 06-18, the weekend before it being a plain one; in a provisional year
        adjoining weekends belong to it.
        """
        runs: dict[tuple[dt.date, dt.date], list[str]] = {}
        placed = set()
        for day, festival in statutory_days(year):
            if festival not in placed and self.is_off(day):
                placed.add(festival)
                runs.setdefault(self._run(day), []).append(festival)
        return tuple(Break(tuple(ids), first, last, year) for (first, last), ids in runs.items())

    def _run(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """The days off around a day off, without plain weekends at the ends if its year is official."""
        whole = self.is_provisional(day.year)
        ends = []
        for stride in (-_DAY, _DAY):
            end = at = day
            while self.is_off(at := at + stride):
                if whole or at in self._year(at.year).off:
                    end = at
            ends.append(end)
        return ends[0], ends[1]

    def break_of(self, festival_id: str, year: int) -> Break | None:
        """The break of `year` to which a statutory holiday belongs; None if it has none."""
        return next((found for found in self.breaks(year) if festival_id in found.ids), None)
