"""Which days are worked: every day of 2018–2026 beside two witnesses, the golden cases, years without a notice."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.days import festivals
from sanhui.days.calendar import WorkCalendar
from sanhui.days.official import official_years
from sanhui.days.overlay import Overlay

CALENDAR = WorkCalendar()
DAYS = st.dates(dt.date(2004, 1, 1), dt.date(2035, 12, 31))


def days_of(*years: int) -> list[dt.date]:
    """Every day of the years."""
    return [
        dt.date(year, 1, 1) + dt.timedelta(n)
        for year in years
        for n in range((dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days)
    ]


def day(text: str) -> dt.date:
    """A day of 2026, 02-14, or of any year."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


# -- official years ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2018, 2027))
def test_as_the_holidays_package_has_it(year: int) -> None:
    """Day by day; `holidays` has the notices in tables of its own."""
    witness = holidays.country_holidays("CN", years=[year])
    wrong = [each for each in days_of(year) if witness.is_working_day(each) != CALENDAR.is_working(each)]
    assert [] == wrong


@pytest.mark.parametrize("year", range(2004, 2027))
def test_as_chinese_calendar_has_it(year: int) -> None:
    """Day by day, from 2004 on; and 补班 is what is worked on a weekend."""
    assert [] == [
        each for each in days_of(year) if chinese_calendar.is_workday(each) != CALENDAR.is_working(each)
    ]
    assert sorted(official_years()[year].working) == [
        each for each in days_of(year) if CALENDAR.is_working_weekend(each)
    ]
    assert not CALENDAR.is_provisional(year)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_days_off_by_law_are_off(year: int) -> None:
    """Every day of the 全国年节及纪念日放假办法 is off in the year's notice."""
    assert [] == [each for each in festivals.statutory(year) if CALENDAR.is_working(each)]


def test_the_notice_of_2026() -> None:
    """The table of the notice (国务院办公厅, 2025-11-04)."""
    assert [
        "new-year 01-01 01-03",
        "spring-festival 02-15 02-23",
        "qingming 04-04 04-06",
        "labour-day 05-01 05-05",
        "dragon-boat 06-19 06-21",
        "mid-autumn 09-25 09-27",
        "national-day 10-01 10-07",
    ] == [f"{found.id} {found.first:%m-%d} {found.last:%m-%d}" for found in CALENDAR.breaks(2026)]
    assert "01-04 02-14 02-28 05-09 09-20 10-10" == " ".join(
        f"{each:%m-%d}" for each in days_of(2026) if CALENDAR.is_working_weekend(each)
    )


def test_first_fridays_of_2026() -> None:
    """Those of January, May and October meet a holiday; after 01-02 the next working day is Sunday 01-04."""
    fridays = [each for each in days_of(2026) if each.isoweekday() == 5 and each.day < 8]
    assert ["01-02", "05-01", "10-02"] == [f"{each:%m-%d}" for each in fridays if CALENDAR.is_off(each)]
    assert day("01-04") == CALENDAR.step(day("01-02"), 1)


def test_mondays_of_2026() -> None:
    """Five Mondays are off."""
    mondays = [each for each in days_of(2026) if each.isoweekday() == 1 and CALENDAR.is_off(each)]
    assert ["02-16", "02-23", "04-06", "05-04", "10-05"] == [f"{each:%m-%d}" for each in mondays]


def test_two_holidays_in_one_break() -> None:
    """In 2025 and 2020 中秋节 lies inside 国庆节; in 2020 on the very day."""
    assert ("national-day", "mid-autumn") == CALENDAR.breaks(2025)[-1].ids
    assert ("national-day", "mid-autumn") == CALENDAR.breaks(2020)[-1].ids
    assert CALENDAR.break_of("mid-autumn", 2020) == CALENDAR.break_of("national-day", 2020)


def test_a_break_across_new_year() -> None:
    """元旦 2019 began on 2018-12-30, and a Saturday was worked for it in December."""
    found = CALENDAR.break_of("new-year", 2019)
    assert found is not None
    assert (dt.date(2018, 12, 30), dt.date(2019, 1, 1)) == (found.first, found.last)
    assert "new-year" == CALENDAR.worked_for(dt.date(2018, 12, 29))


def test_plain_weekends_belong_to_no_holiday() -> None:
    """端午节 2018 was off on Monday 06-18; the weekend before it is a plain one."""
    found = CALENDAR.break_of("dragon-boat", 2018)
    assert found is not None
    assert (dt.date(2018, 6, 18), dt.date(2018, 6, 18)) == (found.first, found.last)
    assert None is CALENDAR.holiday(dt.date(2018, 6, 17))


def test_a_holiday_for_once() -> None:
    """2015-09-03 was off for all by a notice of its own."""
    assert "victory-day" == CALENDAR.holiday(dt.date(2015, 9, 3))
    assert CALENDAR.is_working(dt.date(2015, 9, 6))
    assert CALENDAR.is_working(dt.date(2018, 9, 3))


# -- counting ----------------------------------------------------------------------------------------------


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_steps_count_working_days(start: dt.date, n: int) -> None:
    """Between a day and its nth working day there are n working days, the last of them the found one."""
    found = CALENDAR.step(start, n)
    first, last = (start + dt.timedelta(1), found) if n > 0 else (found, start - dt.timedelta(1))
    between = CALENDAR.working_days(first, last)
    assert abs(n) == len(between)
    assert found == between[-1 if n > 0 else 0]


def test_the_zeroth_working_day() -> None:
    """There is none."""
    with pytest.raises(ValueError, match="zeroth"):
        CALENDAR.step(day("03-02"), 0)


def test_working_days_of_a_stretch() -> None:
    """Both ends count; a stretch that ends before it begins has none."""
    assert ["02-14", "02-24"] == [
        f"{each:%m-%d}" for each in CALENDAR.working_days(day("02-14"), day("02-24"))
    ]
    assert [] == CALENDAR.working_days(day("02-24"), day("02-14"))


# -- years without a notice --------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1950, 2003, 2027, 2040, 2099])
def test_a_year_without_a_notice_is_provisional(year: int) -> None:
    """Weekends and the days off by law are off, nothing is worked in exchange."""
    assert CALENDAR.is_provisional(year)
    law = festivals.statutory(year)
    assert [each for each in days_of(year) if each.isoweekday() < 6 and each not in law] == [
        each for each in days_of(year) if CALENDAR.is_working(each)
    ]
    assert "no notice yet" in CALENDAR.source(year)


def test_provisional_breaks_have_their_weekends() -> None:
    """春节 2027 (02-05 … 02-08 by law) with the Saturday and Sunday; 劳动节 begins on a Saturday."""
    spring = CALENDAR.break_of("spring-festival", 2027)
    assert spring is not None
    assert (dt.date(2027, 2, 5), dt.date(2027, 2, 8)) == (spring.first, spring.last)
    qingming = CALENDAR.break_of("qingming", 2027)  # Monday 04-05
    assert qingming is not None
    assert (dt.date(2027, 4, 3), dt.date(2027, 4, 5)) == (qingming.first, qingming.last)


@given(st.integers(1950, 2099))
def test_breaks_of_any_year(year: int) -> None:
    """In order, apart, off from end to end, with a working day on either side of what a provisional year has."""
    found = CALENDAR.breaks(year)
    assert all(left.last < right.first for left, right in pairwise(found))
    for each in found:
        assert [] == CALENDAR.working_days(each.first, each.last)
        if CALENDAR.is_provisional(each.first.year) and CALENDAR.is_provisional(each.last.year):
            assert CALENDAR.is_working(each.first - dt.timedelta(1))
            assert CALENDAR.is_working(each.last + dt.timedelta(1))


# -- overlays on top ---------------------------------------------------------------------------------------


def test_an_overlay_on_an_official_year() -> None:
    """Its days come on top; the year stays official and the notice's other days stay."""
    local = Overlay(source="local.toml", off={day("03-02"): "校庆"}, working={day("05-01"): None})
    calendar = WorkCalendar([local])
    assert calendar.is_off(day("03-02"))
    assert "校庆" == calendar.holiday(day("03-02"))
    assert calendar.is_working(day("05-01"))
    assert calendar.is_off(day("05-04"))
    assert not calendar.is_provisional(2026)
    assert calendar.source(2026).endswith(", local.toml")
    assert "local.toml" not in calendar.source(2025)


def test_the_later_overlay_holds() -> None:
    """Of two that disagree, in either order."""
    off = Overlay(source="off.toml", off={day("03-02"): None})
    worked = Overlay(source="worked.toml", working={day("03-02"): None})
    assert WorkCalendar([off, worked]).is_working(day("03-02"))
    assert WorkCalendar([worked, off]).is_off(day("03-02"))


def test_a_local_overlay_leaves_a_year_provisional() -> None:
    """Only a whole notice ends that."""
    days = {dt.date(2027, 3, 2): None}
    assert WorkCalendar([Overlay(source="x", off=days)]).is_provisional(2027)
    assert not WorkCalendar([Overlay(source="x", off=days, years=frozenset([2027]))]).is_provisional(2027)


def test_calendars_are_values() -> None:
    """Equal overlays, equal calendars."""
    one, other = (WorkCalendar([Overlay(source="x", off={day("03-02"): None})]) for _nth in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != CALENDAR
    assert CALENDAR != "WorkCalendar()"
    assert "WorkCalendar(x)" == repr(one)
