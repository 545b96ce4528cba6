"""Days and times as spreadsheets count them: the number of days since the end of 1899, whose fraction is the time of day.

Such a number shows in a cell that lost its format. A workbook that counts from 1904 gives dates by itself: only what has
no format is ambiguous, and read as of 1899.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

#: Day 0 of Excel, whose 1900 has a 29 February.
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (of spreadsheets, whose times are local)
_FIRST, _LAST = 20_000, 80_000  # 1954 to 2119: a number beside them is no day that anybody plans or records
_DAY = 24 * 60 * 60  # seconds


def moment_of(number: float) -> dt.datetime | None:
    """The moment that a number means, to the second; None for one that is likely no day."""
    if not _FIRST < number < _LAST:
        return None
    return EPOCH + dt.timedelta(seconds=round(number * _DAY))


def time_of_day(cell: Any) -> dt.time | None:
    """The time of day of a cell that holds one, in whichever form programs keep it; None for any other cell."""
    match cell:
        case dt.datetime():
            return cell.time()
        case dt.time():
            return cell
        case dt.timedelta() if dt.timedelta() <= cell < dt.timedelta(days=1):
            return (EPOCH + cell).time()
        case float() if 0 <= cell < 1:
            return (EPOCH + dt.timedelta(seconds=round(cell * _DAY) % _DAY)).time()
        case _:
            return None
