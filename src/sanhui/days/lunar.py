"""The Chinese calendar: lunar days and solar terms as Gregorian dates, Beijing time.

`lunar_python` computes them astronomically; it costs 30 ms to import, so it is loaded when the first such date is asked for.
"""

from __future__ import annotations

import datetime as dt
import functools

from sanhui.i18n import _

#: The 24 solar terms (二十四节气) in the order of the Gregorian year, by their ids in `sanhui.days.festivals`.
TERMS = (
    "minor-cold",
    "major-cold",
    "start-of-spring",
    "rain-water",
    "awakening-of-insects",
    "spring-equinox",
    "qingming",
    "grain-rain",
    "start-of-summer",
    "grain-buds",
    "grain-in-ear",
    "summer-solstice",
    "minor-heat",
    "major-heat",
    "start-of-autumn",
    "end-of-heat",
    "white-dew",
    "autumn-equinox",
    "cold-dew",
    "frost-descent",
    "start-of-winter",
    "minor-snow",
    "major-snow",
    "winter-solstice",
)


@functools.cache
def lunar_date(year: int, month: int, day: int) -> dt.date:
    """The Gregorian date of a day of lunar year `year`, which begins at the Spring Festival of that year.

    Months 11 and 12 may lie in the next Gregorian year: 农历2026年腊月初八 is 2027-01-15. Leap months (闰月) are not
    meant: `month` is 1…12. Raises ValueError for a day that does not exist, such as the 30th of a short month.
    """
    from lunar_python import LunarYear, Solar

    found = LunarYear.fromYear(year).getMonth(month) if 1 <= month <= 12 else None
    if found is None or not 1 <= day <= found.getDayCount():
        raise ValueError(
            _("lunar year {year} has no day {day} in month {month}").format(year=year, month=month, day=day)
        )
    start = Solar.fromJulianDay(found.getFirstJulianDay())
    return dt.date(start.getYear(), start.getMonth(), start.getDay()) + dt.timedelta(days=day - 1)


@functools.cache
def solar_term(year: int, term: str) -> dt.date:
    """The day of Gregorian year `year` on which a solar term falls. Raises ValueError for an unknown id."""
    from lunar_python import LunarYear, Solar

    # The library's table starts with 大雪 and 冬至 of the year before.
    moment = LunarYear.fromYear(year).getJieQiJulianDays()[TERMS.index(term) + 2]
    found = Solar.fromJulianDay(moment)
    return dt.date(found.getYear(), found.getMonth(), found.getDay())
