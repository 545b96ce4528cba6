"""Times and durations are read as every program writes them; what may be two things is not guessed."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.attendance.meetings.cells import Clock, minutes
from sanhui.attendance.meetings.joins import Join, Stay, Window, union

CHINA = ZoneInfo("Asia/Shanghai")
DAY = dt.date(2026, 3, 9)
CLOCK = Clock(DAY, CHINA)


def at(hour: int, minute: int, second: int = 0, day: int = 9) -> dt.datetime:
    """A time in March 2026."""
    return dt.datetime(2026, 3, day, hour, minute, second, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-09 14:58:03", at(14, 58, 3)),
        ("2026/3/9 下午2:58:03", at(14, 58, 3)),
        ("2026年3月9日 星期一 14:58", at(14, 58)),
        ("2026-03-09T14:58:03+08:00", at(14, 58, 3)),
        ("2026-03-09T06:58:03Z", at(14, 58, 3)),
        ("2026-03-09 07:58:03 (GMT+01:00)", at(14, 58, 3)),
        ("3/9/26, 2:58:03 PM", at(14, 58, 3)),
        ("3/9/2026, 12:58:03 AM", at(0, 58, 3)),
        ("9/3/2026, 2:58:03 pm", at(14, 58, 3)),
        ("09/03/2026 14:58", at(14, 58)),
        ("03/09/2026 14:58", at(14, 58)),
        ("09.03.26, 14:58:03", at(14, 58, 3)),
        ("Mar 9, 2026 2:58 PM", at(14, 58)),
        ("9 March 2026 14:58", at(14, 58)),
        ("26-03-09 14:58", at(14, 58)),
        ("１４：５８", at(14, 58)),
        ("14:58", at(14, 58)),
        ("中午12:10", at(12, 10)),
        ("2026/3/9 早上8:05", at(8, 5)),
        ("傍晚6:10", at(18, 10)),
        ("2026-03-09 06:58:03 UTC", at(14, 58, 3)),
        ("次日 00:10", at(0, 10, day=10)),
        ("14:58 外勤", at(14, 58)),
        (dt.time(14, 58), at(14, 58)),
        (dt.datetime(2026, 3, 9, 14, 58), at(14, 58)),
        (46090.624305555555, at(14, 59)),
        ("", None),
        ("未打卡", None),
        ("--", None),
    ],
)
def test_times(cell: Any, expected: dt.datetime | None) -> None:
    """In the time zone of the plan; a time alone is of the session's day."""
    assert expected == CLOCK.moment(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "昨天",
        "25:00",
        "2026-13-09 14:58",
        "14:58 迟到了",
        "2026-03-09",
        "3/9/2026",
        "14点",
        "晚上12:10",
        7.5,
        "12:30 13:30",
    ],
)
def test_no_times(cell: Any) -> None:
    """Rather an error than half a reading."""
    with pytest.raises(ValueError, match=r".+"):
        CLOCK.moment(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1:32:06", 92.1),
        ("1h 32m 6s", 92.1),
        ("1小时32分6秒", 92.1),
        ("1 Std. 32 Min. 6 Sek.", 92.1),
        ("32分钟", 32.0),
        ("92", 92.0),
        (92, 92.0),
        (dt.time(1, 32, 6), 92.1),
        (dt.timedelta(minutes=92.1), 92.1),
        ("1:32", None),
        ("很久", None),
        ("9" * 5000 + "h", None),
        (1e300, None),
        ("", None),
    ],
)
def test_durations(cell: Any, expected: float | None) -> None:
    """1:32 may be hours or minutes, so it says nothing."""
    found = minutes(cell)
    assert expected == (found if found is None else round(found, 3))


SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted), min_size=1, max_size=300)


@given(SPANS)
def test_minutes_are_those_that_some_device_was_there(spans: list[list[int]]) -> None:
    """However often and on however many devices; counted minute by minute, within the session from 14:30 to 16:00."""
    begins = at(14, 0)
    stay = Stay(Window(begins + dt.timedelta(minutes=30), begins + dt.timedelta(minutes=90)))
    for row, (first, last) in enumerate(spans, 1):
        moments = [begins + dt.timedelta(minutes=number) for number in (first, last)]
        stay.add(Join(row=row, arrived=moments[0], left=moments[1]))
    expected = {minute for first, last in spans for minute in range(max(30, first), min(90, last))}
    presence = stay.presence
    assert len(expected) == presence.minutes
    assert (min(first for first, _last in spans), max(last for _first, last in spans)) == tuple(
        (moment - begins) // dt.timedelta(minutes=1) for moment in (presence.arrived, presence.left) if moment
    )


@given(SPANS)
def test_merged_spans_are_apart(spans: list[list[int]]) -> None:
    """In order, none touching the next; merging them again changes nothing."""
    merged = union((at(0, 0) + dt.timedelta(minutes=a), at(0, 0) + dt.timedelta(minutes=b)) for a, b in spans)
    assert merged == union(merged)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(merged))
