"""The Chinese calendar of `days/lunar.tsv`: lunar days, leap months and solar terms, beside two other programs."""

import datetime as dt

import lunar_table
import pytest
from chinese_calendar import get_solar_terms
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar, Solar

from sanhui.days import festivals, lunar


def test_the_table_is_what_the_generator_writes() -> None:
    """Byte for byte."""
    assert lunar_table.text() == lunar_table.TABLE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_lunar_month_of_1950_to_2099() -> None:
    """Each month's ends as lunar_python's conversion of those days gives them, which the generator does not use."""
    wrong = []
    for year in range(1949, 2100):
        for month in range(1, 13):
            for day in (1, 30):
                try:
                    found = lunar.lunar_date(year, month, day).isoformat()
                except ValueError:
                    found = ""
                if _converted(year, month, day) != found:
                    wrong.append((year, month, day, found))
    assert [] == wrong


def _converted(year: int, month: int, day: int) -> str:
    try:
        text: str = Lunar.fromYmd(year, month, day).getSolar().toYmd()
    except Exception:  # it raises nothing more special
        return ""
    return text


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_there_and_back(day: dt.date) -> None:
    """A day of the Gregorian calendar, made lunar by lunar_python, is found again here."""
    there = Lunar.fromSolar(Solar.fromYmd(day.year, day.month, day.day))
    if there.getMonth() > 0:  # a leap month is negative, and cannot be asked for
        assert day == lunar.lunar_date(there.getYear(), there.getMonth(), there.getDay())


def test_every_solar_term_of_1950_to_2099() -> None:
    """Each day as lunar_python's table of moments has it, which the generator does not use."""
    wrong = []
    for year in range(1950, 2100):
        moments = Lunar.fromYmd(year, 6, 1).getJieQiTable()
        moments["冬至"] = moments["DONG_ZHI"]  # under its own name stands that of the year before
        for term in lunar.TERMS:
            day = lunar.solar_term(year, term)
            if day.isoformat() != moments[_zh(term)].toYmd():
                wrong.append((term, day))
    assert [] == wrong


def _zh(term: str) -> str:
    return festivals.name(term, "zh").removesuffix("节")


def test_solar_terms_as_chinese_calendar_has_them() -> None:
    """2004–2026, computed there by a formula of its own."""
    first, last = dt.date(2004, 1, 1), dt.date(2026, 12, 31)
    theirs = {(day.year, name): day for day, name in get_solar_terms(first, last)}
    ours = {
        (year, _zh(term)): lunar.solar_term(year, term) for year in range(2004, 2027) for term in lunar.TERMS
    }
    assert {} == {key: (day, theirs.get(key)) for key, day in ours.items() if theirs.get(key) != day}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2020, "2020-01-25 2020-06-25 2020-10-01"),
        (2023, "2023-01-22 2023-06-22 2023-09-29"),  # 闰二月
        (2025, "2025-01-29 2025-05-31 2025-10-06"),  # 闰六月
        (2026, "2026-02-17 2026-06-19 2026-09-25"),
        (2027, "2027-02-06 2027-06-09 2027-09-15"),
        (2033, "2033-01-31 2033-06-01 2033-09-08"),  # 闰十一月, and not 闰七月
    ],
)
def test_festivals_from_a_printed_calendar(year: int, expected: str) -> None:
    """春节, 端午节, 中秋节."""
    found = [lunar.lunar_date(year, month, day) for month, day in ((1, 1), (5, 5), (8, 15))]
    assert expected == " ".join(map(str, found))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 31), (2026, 1, -1), (1899, 1, 1), (2201, 1, 1)],
)
def test_days_that_are_not_there(year: int, month: int, day: int) -> None:
    """A month or a day that does not exist, and years that the table does not know."""
    with pytest.raises(ValueError, match=str(year)):
        lunar.lunar_date(year, month, day)


def test_terms_that_are_not_there() -> None:
    """An id that no term has, and years that the table does not know."""
    for year, term in ((2026, "party-day"), (1899, "qingming"), (2201, "qingming")):
        with pytest.raises(ValueError, match=r".+"):
            lunar.solar_term(year, term)
