"""English dates from here: working days, months and years away, and points in a period. By a printed calendar of 2026."""

import datetime as dt

import pytest

from sanhui.moment import read_moment
from sanhui.when import WhenError

NOW = dt.datetime(2026, 3, 2, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("next working day", dt.date(2026, 3, 3)),
        ("the last working day", dt.date(2026, 2, 28)),  # a Saturday, worked for the Spring Festival
        ("in 3 working days", dt.date(2026, 3, 5)),
        ("in 2 months", dt.date(2026, 5, 2)),
        ("in 2 years", dt.date(2028, 3, 2)),
        ("a year ago", dt.date(2025, 3, 2)),
        ("beginning of next month", dt.date(2026, 4, 1)),
        ("the start of this year", dt.date(2026, 1, 1)),
        ("end of next year", dt.date(2027, 12, 31)),
        ("3rd working day of next month", dt.date(2026, 4, 3)),
        ("last friday of last month", dt.date(2026, 2, 27)),
        ("first monday of next year", dt.date(2027, 1, 4)),
        ("5 March next year", dt.date(2027, 3, 5)),
    ],
)
def test_the_day(text: str, day: dt.date) -> None:
    """As people say it on Monday, 2 March 2026."""
    assert day == read_moment(text, NOW)


@pytest.mark.parametrize("text", ["this month", "this year"])
def test_a_period_is_no_day(text: str) -> None:
    """The one that is running asks which of its days is meant."""
    with pytest.raises(WhenError, match="which day of it"):
        read_moment(text, NOW)
