"""Slots keep their names for ever: identities of published events and records of attendance are made of them."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.days.calendar import WorkCalendar
from sanhui.schedule import slots
from sanhui.schedule.expand import sessions_of
from sanhui.when.tree import (
    Daily,
    Day,
    EachHoliday,
    Festival,
    Fixed,
    Lunar,
    Periodic,
    Recurrence,
    Relative,
    Rule,
    Span,
    Unit,
    Weekday,
    Weekly,
    When,
    Window,
    Workday,
)

CALENDAR = WorkCalendar()

#: Rule, plan year, and the slots that it has there, with … for those in between.
FROZEN: list[tuple[Rule | When, int, str]] = [
    # weeks, by the ISO year
    (Weekly((1,)), 2026, "2026-W02 … 2026-W53"),
    (Weekly((5,)), 2026, "2026-W01 … 2026-W52"),
    (Weekly((5,)), 2027, "2026-W53 … 2027-W52"),
    (Weekly((1,)), 2024, "2024-W01 … 2025-W01"),
    (Weekly((4,), every=2), 2026, "2026-W01 … 2026-W53"),
    (Weekly((3,), parity=0), 2026, "2026-W02 … 2026-W52"),
    (Weekly((1, 4)), 2026, "2026-W01.2 … 2026-W53.2"),
    (Weekly((2, 3, 4)), 2025, "2025-W01.2 … 2026-W01.2"),
    # a weekly rule in one month has weekly slots
    (When(rules=(Weekly((1,)),), months=(3,)), 2026, "2026-W10 2026-W11 2026-W12 2026-W13 2026-W14"),
    # months
    (Periodic(Unit.MONTH, (Day(10),)), 2026, "2026-01 … 2026-12"),
    (Periodic(Unit.MONTH, (Weekday(2, 3),)), 2026, "2026-01 … 2026-12"),
    (Periodic(Unit.MONTH, (Workday(-1),)), 2026, "2026-01 … 2026-12"),
    (Periodic(Unit.MONTH, (Weekday(5, 5),)), 2026, "2026-01 2026-05 2026-07 2026-10"),
    (When(rules=(Periodic(Unit.MONTH, (Day(25),)),), months=(3, 6)), 2026, "2026-03 2026-06"),
    (
        When(rules=(Periodic(Unit.MONTH, (Day(15), Day(30))),), months=(2, 3)),
        2026,
        "2026-02 2026-02.2 2026-03 2026-03.2",
    ),
    # quarters, half-years, years
    (Periodic(Unit.QUARTER, (Workday(-1),)), 2026, "2026-Q1 2026-Q2 2026-Q3 2026-Q4"),
    (Periodic(Unit.QUARTER, (Weekday(2, 3),), month=1), 2026, "2026-Q1 2026-Q2 2026-Q3 2026-Q4"),
    (Periodic(Unit.HALF, (Day(1), Day(-1))), 2026, "2026-H1 2026-H1.2 2026-H2 2026-H2.2"),
    (Periodic(Unit.YEAR, (Day(1),), month=7), 2026, "2026"),
    # windows and quotas
    (Window(Unit.WEEK), 2026, "2026-W01 … 2026-W53"),
    (Window(Unit.MONTH, last=10), 2026, "2026-01 … 2026-12"),
    (Window(Unit.QUARTER), 2027, "2027-Q1 2027-Q2 2027-Q3 2027-Q4"),
    (Window(Unit.HALF, times=2), 2026, "2026-H1 2026-H1.2 2026-H2 2026-H2.2"),
    (Window(Unit.YEAR, times=3), 2026, "2026 2026.2 2026.3"),
    (Span((3, 15), (5, 20)), 2026, "2026"),
    # days
    (When(rules=(Daily(),), until=(1, 7)), 2026, "2026-01-04 2026-01-05 2026-01-06 2026-01-07"),
    (When(rules=(Daily(working=False),), until=(1, 2)), 2026, "2026-01-01 2026-01-02"),
    (Fixed(dt.date(2026, 3, 5)), 2026, "2026"),
    (
        When(rules=tuple(Fixed(dt.date(2026, month, 5)) for month in (12, 3, 7))),
        2026,
        "2026 2026.2 2026.3",
    ),
    # named days
    (Festival("lei-feng-day"), 2026, "2026-lei-feng-day"),
    (Festival("qingming"), 2026, "2026-qingming"),
    (Festival("new-years-eve"), 2026, "2026-new-years-eve"),
    (Festival("laba"), 2026, "2026-laba"),
    (Festival("laba"), 2022, "2022-laba 2023-laba"),
    (Festival("laba"), 2023, ""),
    (Festival("september-18"), 2026, "2026-september-18"),
    (Lunar(8, 15), 2026, "2026-lunar-08-15"),
    (Lunar(12, 8), 2026, "2026-lunar-12-08"),
    (Lunar(12, 8), 2022, "2022-lunar-12-08 2023-lunar-12-08"),
    (Lunar(11, 29), 2026, "2025-lunar-11-29"),
    # what is relative to other days
    (Relative(Festival("spring-festival"), -3), 2026, "2026-spring-festival"),
    (Relative(Festival("new-year"), -3), 2026, "2027-new-year"),
    (Relative(Festival("new-year"), 1), 2026, "2026-new-year"),
    (Relative(Festival("party-day"), -7, working=False), 2026, "2026-party-day"),
    (
        Relative(EachHoliday(), -3),
        2026,
        "2026-spring-festival 2026-qingming 2026-labour-day 2026-dragon-boat 2026-mid-autumn"
        " 2026-national-day 2027-new-year",
    ),
    (
        Relative(EachHoliday(), 1),
        2025,
        "2025-new-year 2025-spring-festival 2025-qingming 2025-labour-day 2025-dragon-boat 2025-national-day",
    ),
    (Relative(Lunar(8, 15), -2, working=False), 2026, "2026-lunar-08-15"),
    (Relative(Periodic(Unit.MONTH, (Day(1),)), -1), 2026, "2026-02 … 2027-01"),
    (Relative(Periodic(Unit.QUARTER, (Day(-1),)), 3), 2026, "2025-Q4 2026-Q1 2026-Q2 2026-Q3"),
    # recurrence rules, by their frequency
    (Recurrence("FREQ=DAILY;COUNT=2"), 2026, "2026-01-01 2026-01-02"),
    (Recurrence("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3"), 2026, "2026-W01.2 2026-W02 2026-W02.2"),
    (Recurrence("FREQ=MONTHLY;BYMONTHDAY=10,20;COUNT=3"), 2026, "2026-01 2026-01.2 2026-02"),
    (Recurrence("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1"), 2026, "2026"),
    # several rules
    (
        When(rules=(Periodic(Unit.YEAR, (Day(4),), month=12), Periodic(Unit.YEAR, (Day(5),), month=3))),
        2026,
        "2026 2026.2",
    ),
    (
        When(rules=(Festival("party-day"), Periodic(Unit.QUARTER, (Day(-1),)))),
        2026,
        "2026-Q1 2026-Q2 2026-party-day 2026-Q3 2026-Q4",
    ),
]


@pytest.mark.parametrize(("rule", "year", "expected"), FROZEN)
def test_names_are_frozen(rule: Rule | When, year: int, expected: str) -> None:
    """A change in this list is a defect: published events and recorded attendance would lose their sessions."""
    when = rule if isinstance(rule, When) else When(rules=(rule,))
    names = [placed.candidate.slot for placed in sessions_of(when, year, CALENDAR)]
    actual = f"{names[0]} … {names[-1]}" if "…" in expected else " ".join(names)
    assert expected == actual


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, st.sampled_from(Unit))
def test_a_slot_names_its_period(day: dt.date, unit: Unit) -> None:
    """From a day to its period and from the period's name back to its first and last day."""
    period = slots.period(unit, day)
    assert period.first <= day <= period.last
    assert (period.first, period.last) == slots.bounds(period.slot)
    assert (period.first, period.last) == slots.bounds(slots.numbered(period.slot, 3))


@given(DAYS, st.integers(0, 900), st.sampled_from(Unit))
def test_periods_leave_no_gap(first: dt.date, length: int, unit: Unit) -> None:
    """The periods of a stretch follow one another, have different names, and cover the stretch."""
    last = first + dt.timedelta(days=length)
    found = list(slots.periods(unit, first, last))
    assert found[0].first <= first
    assert last <= found[-1].last
    for one, following in itertools.pairwise(found):
        assert one.last + dt.timedelta(days=1) == following.first
    assert len(found) == len({period.slot for period in found})


@pytest.mark.parametrize(
    ("slot", "first", "last"),
    [
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-W01.2", "2025-12-29", "2026-01-04"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-H2.2", "2026-07-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-03-05", "2026-03-05", "2026-03-05"),
        ("2026-spring-festival", "2026-01-01", "2026-12-31"),
        ("2026-lunar-08-15", "2026-01-01", "2026-12-31"),
    ],
)
def test_bounds_by_hand(slot: str, first: str, last: str) -> None:
    """First and last day of what a slot names, worked out from a printed calendar."""
    assert (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == slots.bounds(slot)


@pytest.mark.parametrize(
    "text", ["", "2026-W54", "2026-13", "2026-Q5", "2026.1x", "26", "2026-02-30", "spring"]
)
def test_what_is_no_slot(text: str) -> None:
    """Other texts are refused with an error, not taken for some period."""
    with pytest.raises(ValueError, match=r".+"):
        slots.bounds(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("labour-day", "2026-labour-day"), ("Founding Day", "2026-founding-day"), ("厂庆", "2026-xn-fmr49w")],
)
def test_other_holidays_have_ascii_names(name: str, expected: str) -> None:
    """The own holiday of an overlay may have any name; a slot is ASCII, for it becomes part of UIDs."""
    assert expected == slots.named(2026, name)
