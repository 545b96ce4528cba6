"""补班 days are working days when working days are counted, and holidays are counted from their days off.

The dates are worked out from the notice for 2026 (domain.md, section 3) and a printed calendar.
"""

from __future__ import annotations

import datetime as dt

import pytest

from sanhui.days.calendar import WorkCalendar
from sanhui.days.overlay import Overlay
from sanhui.schedule.expand import sessions_of
from sanhui.when.tree import (
    EachHoliday,
    Festival,
    Fixed,
    Lunar,
    Periodic,
    Relative,
    Rule,
    Unit,
    Weekday,
    When,
    Window,
    Workday,
)

OFFICIAL = WorkCalendar()


def nominal(rule: Rule, year: int = 2026, calendar: WorkCalendar = OFFICIAL) -> str:
    """The nominal dates of a rule in a year, without the year."""
    found = sessions_of(When(rules=(rule,)), year, calendar)
    return " ".join(f"{placed.candidate.nominal:%m-%d}" for placed in found)


@pytest.mark.parametrize(
    ("unit", "nth", "expected"),
    [
        (Unit.YEAR, 1, "01-04"),  # Sunday, 补班
        (Unit.YEAR, -1, "12-31"),
        (Unit.MONTH, 1, "01-04 02-02 03-02 04-01 05-06 06-01 07-01 08-03 09-01 10-08 11-02 12-01"),
        (Unit.MONTH, -1, "01-30 02-28 03-31 04-30 05-29 06-30 07-31 08-31 09-30 10-30 11-30 12-31"),
        (Unit.MONTH, 3, "01-06 02-04 03-04 04-03 05-08 06-03 07-03 08-05 09-03 10-10 11-04 12-03"),
        (
            Unit.MONTH,
            18,
            "01-27 03-25 04-27 05-28 06-25 07-24 08-26 09-23 10-30 11-25 12-24",
        ),  # February has 16
        (Unit.QUARTER, -1, "03-31 06-30 09-30 12-31"),
        (Unit.HALF, 1, "01-04 07-01"),
    ],
)
def test_working_days_of_a_period(unit: Unit, nth: int, expected: str) -> None:
    """The nth working day of a period; a period with fewer has none."""
    assert expected == nominal(Periodic(unit, (Workday(nth),)))


def test_working_days_of_a_week() -> None:
    """The week of the Spring Festival has no first working day, so it has no slot."""
    found = nominal(Periodic(Unit.WEEK, (Workday(1),))).split()
    assert ["01-05", "01-12"] == found[:2]  # that of W01 lies in 2025
    assert ["02-09", "02-24"] == found[5:7]
    assert "12-28" == found[-1]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Relative(Festival("spring-festival"), -1), "02-14"),  # Saturday, 补班
        (Relative(Festival("spring-festival"), -3), "02-12"),
        (Relative(Festival("spring-festival"), -3, working=False), "02-14"),
        (Relative(Festival("spring-festival"), 1), "02-24"),
        (Relative(Festival("spring-festival"), 5), "02-28"),  # Saturday, 补班
        (Relative(Festival("labour-day"), -3, working=False), "04-28"),
        (Relative(Festival("qingming"), -1, working=False), "04-04"),
        (Relative(Festival("qingming"), -1), "04-03"),
        (Relative(Festival("national-day"), -1), "09-30"),
        (Relative(Festival("national-day"), 2), "10-09"),
        (Relative(Festival("national-day"), 3), "10-10"),
        (Relative(Festival("new-year"), -3), "12-29"),  # before New Year 2027
        (Relative(Festival("new-year"), 1), "01-04"),
        (Relative(Festival("party-day"), -7, working=False), "06-24"),
        (Relative(Festival("youth-day"), -1), "04-30"),  # no day off of its own: before 05-04 itself
        (Relative(Fixed(dt.date(2026, 5, 3)), 1), "05-06"),
        (Relative(Lunar(8, 15), 1), "09-28"),
        (Relative(Periodic(Unit.MONTH, (Weekday(1, 1),)), 1, working=False), "01-06 02-03 03-03 04-07 05-05 06-02"
         " 07-07 08-04 09-08 10-06 11-03 12-08"),
        (Relative(Relative(Festival("national-day"), -1), -2), "09-28"),
        (Relative(EachHoliday(), -3), "02-12 04-01 04-28 06-16 09-22 09-28 12-29"),
        (Relative(EachHoliday(), -3, working=False), "02-14 04-02 04-28 06-16 09-22 09-28 12-29"),
        (Relative(EachHoliday(), 1), "01-04 02-24 04-07 05-06 06-22 09-28 10-08"),
    ],
)  # fmt: skip
def test_days_before_and_after(rule: Rule, expected: str) -> None:
    """Working days from the first or last day off, calendar days from the festival, others from the day itself."""
    assert expected == nominal(rule)


def test_adjoining_holidays_are_one() -> None:
    """In 2025 and 2020 中秋节 lies inside the National Day holiday: one reminder before, one day after."""
    before, after = Relative(EachHoliday(), -1), Relative(EachHoliday(), 1)
    assert "01-27 04-03 04-30 05-30 09-30 12-31" == nominal(before, 2025)
    assert "10-09" == nominal(after, 2025).split()[-1]
    assert "09-30" == nominal(Relative(Festival("mid-autumn"), -1), 2025)
    assert ["09-30", "12-31"] == nominal(before, 2020).split()[-2:]


def test_calendar_days_around_adjoining_holidays() -> None:
    """Before the first festival of a break, after its last: 2023 had 中秋节 on 09-29 and 国庆节 on 10-01."""
    assert "09-28" in nominal(Relative(EachHoliday(), -1, working=False), 2023).split()
    assert "10-02" in nominal(Relative(EachHoliday(), 1, working=False), 2023).split()


def test_a_holiday_without_days_off_is_an_ordinary_day() -> None:
    """清明节 gave no day off before 2008: Thursday 2007-04-05."""
    assert "04-04" == nominal(Relative(Festival("qingming"), -1), 2007)


def test_a_local_holiday_is_counted_around() -> None:
    """Days off of an overlay are no working days when days are counted."""
    local = WorkCalendar([Overlay(source="local.toml", off={dt.date(2026, 3, 2): None})])
    assert "03-03" == nominal(Periodic(Unit.MONTH, (Workday(1),)), calendar=local).split()[2]
    assert "02-28" == nominal(Relative(Fixed(dt.date(2026, 3, 3)), -1), calendar=local)


@pytest.mark.parametrize(
    "rule",
    [
        Relative(Festival("national-day"), 0),
        Relative(Window(Unit.MONTH), -1),
        EachHoliday(),
    ],
)
def test_rules_without_meaning(rule: Rule) -> None:
    """Zero days before, a day before a session without a day, and bare “every holiday” are errors."""
    with pytest.raises(ValueError, match=r".+"):
        nominal(rule)
