"""Cells of workbooks that are no texts: what Excel makes of a time, a day or a length is read as that."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sanhui.attendance.meetings.cells import Clock, minutes

DAY = dt.date(2026, 3, 9)
CLOCK = Clock(DAY, ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("cell", [46090.0, 46090.625, dt.datetime(2026, 3, 9, 15), DAY, "2026/03/09 星期一"])
def test_days(cell: Any) -> None:
    """A serial number, a date with or without a time, a text."""
    assert CLOCK.date(cell) == DAY


@pytest.mark.parametrize("cell", ["", "--", "未打卡"])
def test_no_day(cell: str) -> None:
    """What programs write for nothing."""
    assert CLOCK.date(cell) is None


@pytest.mark.parametrize("cell", ["星期一", "2026/03/09 某处", "14:58"])
def test_what_is_no_day(cell: str) -> None:
    """More than a day, or less."""
    with pytest.raises(ValueError, match="no day"):
        CLOCK.date(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (True, None),
        (dt.timedelta(minutes=61), 61),
        (dt.time(1, 1, 30), 61.5),
        (dt.datetime(1899, 12, 30, 1, 1), 61),
        (dt.datetime(2026, 3, 9, 1, 1), None),
        (61, 61),
        (-1, None),
    ],
)
def test_lengths(cell: Any, expected: float | None) -> None:
    """A time of day in a cell of lengths is a length; a date is none."""
    assert expected == minutes(cell)


@pytest.mark.parametrize("cell", ["9999-12-31 23:10 (GMT-05:00)", "14:58 (GMT+25:00)"])
def test_times_beyond_the_calendar_are_none(cell: str) -> None:
    """No error but the one that says so."""
    with pytest.raises(ValueError, match="no time"):
        CLOCK.moment(cell)
