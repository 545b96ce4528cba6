"""The years that can be planned, and the days of a year that are said without it."""

from __future__ import annotations

import datetime as dt

#: From the first whose statutory days off are known (`sanhui.days.festivals`).
FIRST_YEAR, LAST_YEAR = 1950, 2099
_DAY = dt.timedelta(days=1)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - _DAY


def day_in(year: int, day: dt.date | tuple[int, int]) -> dt.date:
    """A (month, day) in this year, 28 February for a 29th that it does not have; a date stays what it is."""
    if isinstance(day, dt.date):
        return day
    month, number = day
    return min(dt.date(year, month, 1) + (number - 1) * _DAY, month_end(year, month))
