"""The Chinese calendar: lunar days and solar terms as Gregorian dates, Beijing time.

They stand in `lunar.tsv`, which `tools/lunar_table.py` wrote from `lunar_python` for 1900 to 2200.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

import msgspec

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


class _Year(msgspec.Struct, frozen=True):
    """One line of the table: a lunar year, and the solar terms of the Gregorian year of the same number."""

    start: dt.date
    months: str  # s has 29 days, l 30; a capital is a leap month
    terms: str  # two digits each


@functools.cache
def _lines() -> dict[str, str]:
    text = Path(__file__).with_name("lunar.tsv").read_text(encoding="utf-8")
    return {line[:4]: line for line in text.splitlines() if not line.startswith("#")}


@functools.cache
def _year(year: int) -> _Year:
    line = _lines().get(f"{year:04}")
    if line is None:
        known = list(_lines())
        raise ValueError(
            _("the Chinese calendar is known from {first} to {last}, not in {year}").format(
                first=known[0], last=known[-1], year=year
            )
        )
    _number, start, months, terms = line.split("\t")
    return _Year(dt.date.fromisoformat(f"{year:04}-{start}"), months, terms)


def lunar_date(year: int, month: int, day: int) -> dt.date:
    """The Gregorian date of a day of lunar year `year`, which begins at the Spring Festival of that year.

    Months 11 and 12 may lie in the next Gregorian year: 农历2026年腊月初八 is 2027-01-15. Leap months (闰月) are not
    meant: `month` is 1…12. Raises ValueError for a day that does not exist, such as the 30th of a short month, and
    for years before 1900 and after 2200.
    """
    table = _year(year)
    before = 0
    number = 0
    for letter in table.months:
        number += letter.islower()
        length = 30 if letter in "lL" else 29
        if number == month and letter.islower() and 1 <= day <= length:
            return table.start + dt.timedelta(days=before + day - 1)
        before += length
    raise ValueError(
        _("lunar year {year} has no day {day} in month {month}").format(year=year, month=month, day=day)
    )


def solar_term(year: int, term: str) -> dt.date:
    """The day of Gregorian year `year` on which a solar term falls.

    Raises ValueError for an unknown id, and for years before 1900 and after 2200.
    """
    nth = TERMS.index(term)
    return dt.date(year, nth // 2 + 1, int(_year(year).terms[2 * nth : 2 * nth + 2]))
