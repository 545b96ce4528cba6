"""The official days off and working weekends of the years that `chinesecalendar` knows (2004–2026 in 1.11).

The package is data from the notices of the 国务院办公厅. It is loaded, in 4 ms, when a year is first asked for.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

import msgspec

# Its names, as ids of `sanhui.days.festivals`.
_IDS = {
    "New Year's Day": "new-year",
    "Spring Festival": "spring-festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour-day",
    "Dragon Boat Festival": "dragon-boat",
    "Mid-autumn Festival": "mid-autumn",
    "National Day": "national-day",
    "Anti-Fascist 70th Day": "victory-day",
}


class Year(msgspec.Struct, frozen=True):
    """What a notice says of one year: days off (放假) and working weekend days (补班), each with its holiday.

    Weekends that merely adjoin a holiday are not listed.
    """

    off: Mapping[dt.date, str]
    working: Mapping[dt.date, str]


@functools.cache
def official_years() -> dict[int, Year]:
    """Every year with official data."""
    from chinese_calendar.constants import holidays, workdays

    years: dict[int, Year] = {}
    for day, name in holidays.items():
        years.setdefault(day.year, Year({}, {})).off[day] = _IDS.get(name, name)  # type: ignore[index]
    for day, name in workdays.items():
        years[day.year].working[day] = _IDS.get(name, name)  # type: ignore[index]
    return years


def origin() -> str:
    """The package and version that the data came from."""
    import chinese_calendar  # it knows its version itself; importlib.metadata would cost 15 ms

    return f"chinesecalendar {chinese_calendar.__version__}"
