"""Days with names: their dates in any year, their names in both languages, which are off by law."""

import datetime as dt
from collections import Counter

import pytest
from chinese_calendar.constants import holidays

from sanhui.days import festivals
from sanhui.days.festivals import NAMED_DAYS, date_of, dates_in, find, name, statutory, statutory_days
from sanhui.days.lunar import TERMS
from sanhui.days.official import official_years


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("元旦", "2026-01-01"),
        ("除夕", "2026-02-16"),
        ("春节", "2026-02-17"),
        ("元宵节", "2026-03-03"),
        ("学雷锋纪念日", "2026-03-05"),
        ("三八", "2026-03-08"),
        ("植树节", "2026-03-12"),
        ("清明", "2026-04-05"),
        ("国安日", "2026-04-15"),
        ("五一国际劳动节", "2026-05-01"),
        ("五四", "2026-05-04"),
        ("六一", "2026-06-01"),
        ("端午", "2026-06-19"),
        ("七一", "2026-07-01"),
        ("八一", "2026-08-01"),
        ("七夕", "2026-08-19"),
        ("九一八", "2026-09-18"),
        ("中秋", "2026-09-25"),
        ("烈士纪念日", "2026-09-30"),
        ("国庆", "2026-10-01"),
        ("重阳节", "2026-10-18"),
        ("国家宪法日", "2026-12-04"),
        ("国家公祭日", "2026-12-13"),
        ("冬至", "2026-12-22"),
        ("Spring Festival", "2026-02-17"),
        ("labor day", "2026-05-01"),
        ("  Mid-Autumn  ", "2026-09-25"),
        ("winter solstice", "2026-12-22"),
    ],
)
def test_dates_of_2026(word: str, expected: str) -> None:
    """As a printed calendar has them, under any of their names."""
    found = find(word)
    assert found is not None
    assert expected == str(date_of(found, 2026))


def test_the_eve_of_a_short_month() -> None:
    """除夕 is 腊月二十九 in a short month: 2025-01-28, and 2026-02-16."""
    assert dt.date(2025, 1, 28) == date_of("new-years-eve", 2025)
    assert dt.date(2026, 2, 16) == date_of("new-years-eve", 2026)


def test_days_before_the_spring_festival_belong_to_it() -> None:
    """腊八节 of 2026 is in January 2026; the Gregorian year 2022 had two, 2023 none."""
    assert dt.date(2026, 1, 26) == date_of("laba", 2026)
    assert (dt.date(2022, 1, 10), dt.date(2022, 12, 30)) == dates_in("laba", 2022)
    assert () == dates_in("laba", 2023)
    assert (dt.date(2026, 7, 1),) == dates_in("party-day", 2026)


@pytest.mark.parametrize("named", NAMED_DAYS.values(), ids=lambda named: named.id)
def test_every_day_has_a_date_in_every_year(named: festivals.NamedDay) -> None:
    """From 1950 to 2099, once a year but for 腊八节, and in the order of the years."""
    found = [date_of(named.id, year) for year in range(1950, 2100)]
    assert found == sorted(set(found))
    if named.id != "laba":
        assert list(range(1950, 2100)) == [day.year for day in found]


def test_names_are_unambiguous() -> None:
    """No two days share a name, in whichever language, and the first name of each leads back to it."""
    words = Counter(word.casefold() for day in NAMED_DAYS.values() for word in (*day.zh, *day.en))
    assert [] == [word for word, times in words.items() if times > 1]
    for each in NAMED_DAYS:
        assert each == find(name(each, "zh")) == find(name(each, "en"))


def test_what_has_no_name() -> None:
    """An unknown word is no day; a local holiday is its own name."""
    assert None is find("校庆")
    assert "校庆" == name("校庆", "zh") == name("校庆", "en")
    with pytest.raises(ValueError, match="校庆"):
        date_of("校庆", 2026)


def test_every_solar_term_is_named() -> None:
    """All 24, in the order of the year."""
    dates = [date_of(term, 2026) for term in TERMS]
    assert 24 == len(dates)
    assert dates == sorted(dates)


def test_half_days() -> None:
    """Article 3 of the 放假办法: women, young people, soldiers."""
    assert {"womens-day": "women", "youth-day": "youth", "army-day": "soldiers"} == {
        day.id: day.half_day_for for day in NAMED_DAYS.values() if day.half_day_for
    }


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1949, 0),
        (1950, 7),  # 新年 1, 春节 3, 劳动节 1, 国庆纪念日 2
        (1998, 7),
        (1999, 8),  # 国庆节 3 in that autumn, 劳动节 3 the year after
        (2000, 10),
        (2007, 10),
        (2008, 11),
        (2014, 11),
        (2015, 12),  # and 09-03, for once
        (2024, 11),
        (2025, 13),
        (2026, 13),
    ],
)
def test_days_off_by_law(year: int, expected: int) -> None:
    """How many days the text of each year gives."""
    assert expected == len(statutory_days(year))


def test_the_days_off_by_law_of_2026() -> None:
    """The text of 2024-11-10: four days for 春节 from its eve, two for 劳动节."""
    assert (
        "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03"
        == " ".join(f"{day:%m-%d}" for day in statutory(2026))
    )  # fmt: skip


def test_the_eve_by_law() -> None:
    """除夕 was off from 2008 to 2013 and is again from 2025."""
    off = [year for year in range(2000, 2030) if date_of("new-years-eve", year) in statutory(year)]
    assert [*range(2008, 2014), *range(2025, 2030)] == off


def test_a_day_that_two_festivals_share() -> None:
    """中秋节 2020 was on 10-01: the day stands twice, and is 国庆节."""
    assert [(dt.date(2020, 10, 1), "national-day"), (dt.date(2020, 10, 1), "mid-autumn")] == list(
        statutory_days(2020)[-4:-2]
    )
    assert "national-day" == statutory(2020)[dt.date(2020, 10, 1)]


def test_the_official_data_have_our_names() -> None:
    """No name of chinese_calendar's is unknown here."""
    known = {
        holiday
        for year in official_years().values()
        for holiday in (*year.off.values(), *year.working.values())
    }
    assert known <= NAMED_DAYS.keys()
    assert len(holidays) == sum(len(year.off) for year in official_years().values())
