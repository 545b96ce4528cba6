"""Cells of 月份, 日期 and 时间 as Excel gives them, and those of which nobody can say a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sanhui.tables.dates import Dating, date_row, month_of
from sanhui.when import describe


def said(month: Any, date: Any, time: Any, *, own_month: bool = True) -> tuple[str, str]:
    """The phrase that comes of a row, and the doubt about it."""
    found = date_row(month, date, time, 2026, own_month=own_month)
    assert isinstance(found, Dating), found
    assert found.when is not None
    return describe(found.when, "zh"), found.doubt


@pytest.mark.parametrize(
    ("month", "date", "time", "phrase"),
    [
        (3, dt.date(2026, 3, 10), dt.datetime(1899, 12, 31, 15, 30), "2026年3月10日 15:30"),
        (3, dt.datetime(2026, 3, 10, 9, 0), "", "2026年3月10日 09:00"),
        ("", 46091.625, "", "2026年3月10日 15:00"),
        ("", "3月10日", 0.625, "3月10日 15:00"),
        (dt.date(2026, 3, 1), "10日", "下午3点", "3月10日 15:00"),
        ("3月", "10日", "为期3天", "3月10日 为期3天"),
        ("", 46091.9999999, "", "2026年3月11日"),
        ("", dt.date(2026, 3, 10), dt.timedelta(hours=15), "2026年3月10日 15:00"),
        ("", "2026/3/10", "15:00:00", "2026年3月10日 15:00"),
        ("", "2026-03-10 00:00:00", "", "2026年3月10日"),
        ("", "2026-03-10T15:00:00", "", "2026年3月10日 15:00"),
        ("3月", "5、12、19日", "", "3月5日、12日、19日"),
        ("3月", "10-12日", "", "3月10日至12日"),
    ],
)
def test_cells_of_excel_are_dates(month: Any, date: Any, time: Any, phrase: str) -> None:
    """Dates, times, serial numbers and parts of a day are what they look like in Excel."""
    assert (phrase, "") == said(month, date, time)


@pytest.mark.parametrize(
    ("date", "time", "doubt"),
    [
        (dt.time(15, 30), "", "“15:30” is no date"),
        ("10日 9:00", "15:00", "two different times of day are stated"),
        ("10日", "某时", "“某时”: "),
        ("3月32日", "", "“3月32日”: "),
        (3.5, "", "could be more than one date"),
    ],
)
def test_what_nobody_can_say_floats_in_its_month(date: Any, time: Any, doubt: str) -> None:
    """With the reason; the row is not lost."""
    phrase, found = said("3月", date, time)
    assert "3月" in phrase
    assert doubt in found


def test_days_from_to_are_of_the_month_above() -> None:
    """10-12日 is no day of October, also where the month stands in another row."""
    assert ("3月10日至12日", "") == said("3月", "10-12日", "", own_month=False)
    assert "several days" in str(date_row("", "10-12日", "", 2026, own_month=False))


def test_without_a_month_there_is_only_the_reason() -> None:
    """Nothing is known of the row's day then."""
    assert "“某日”" in str(date_row("", "某日", "", 2026, own_month=False))
    assert (3, None) == (month_of(dt.date(2026, 3, 5)), month_of("某月"))
