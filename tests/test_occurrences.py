"""What a phrase gives before working days are looked at: nominal dates, numbers, limits, windows."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekdays
from hypothesis import given
from hypothesis import strategies as st

from sanhui.days.calendar import WorkCalendar
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.model import Reason
from sanhui.schedule.occurrences import candidates
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
YEARS = st.integers(1990, 2090)


def found(
    when: When | Rule, year: int = 2026, periods: Mapping[str, tuple[dt.date, dt.date]] | None = None
) -> list[Candidate]:
    """The candidates of a phrase or of a single rule."""
    return candidates(when if isinstance(when, When) else When(rules=(when,)), year, CALENDAR, periods or {})


def dates(when: When | Rule, year: int = 2026) -> list[dt.date]:
    """Their nominal dates."""
    return [candidate.nominal for candidate in found(when, year) if candidate.nominal]


def text(when: When | Rule, year: int = 2026) -> str:
    """Slots with nominal dates or windows."""
    return " ".join(
        f"{each.slot}={each.nominal:%m-%d}"
        if each.nominal
        else f"{each.slot}={each.first:%m-%d}..{each.last:%m-%d}"
        for each in found(when, year)
    )


# -- against dateutil --------------------------------------------------------------------------------------


def midnight(year: int, month: int, day: int) -> dt.datetime:
    """What dateutil counts with; rules have no time zone."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def expected(rule: rrule, year: int) -> list[dt.date]:
    """The dates of a dateutil rule in one year."""
    return [moment.date() for moment in rule.between(midnight(year, 1, 1), midnight(year, 12, 31), inc=True)]


@given(YEARS, st.sets(st.integers(1, 7), min_size=1))
def test_weeks_agree_with_dateutil(year: int, days: set[int]) -> None:
    """Every week on some weekdays."""
    rule = rrule(WEEKLY, dtstart=midnight(year, 1, 1), byweekday=[day - 1 for day in days])
    assert expected(rule, year) == dates(Weekly(tuple(days)), year)


@given(YEARS, st.integers(1, 7), st.integers(2, 9), st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
def test_every_nth_week_agrees_with_dateutil(year: int, day: int, every: int, since: dt.date) -> None:
    """Every nth week, counted from the first occurrence after a date, which may lie years before."""
    first = since + dt.timedelta(days=(day - since.isoweekday()) % 7)
    rule = rrule(WEEKLY, dtstart=midnight(first.year, first.month, first.day), interval=every)
    assert expected(rule, year) == dates(When(rules=(Weekly((day,), every=every),), since=since), year)


@given(YEARS, st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3, -4, -5]), st.integers(1, 7))
def test_nth_weekdays_agree_with_dateutil(year: int, nth: int, day: int) -> None:
    """The nth weekday of every month, from either end; months without a fifth have none."""
    rule = rrule(MONTHLY, dtstart=midnight(year, 1, 1), byweekday=weekdays[day - 1](nth))
    assert expected(rule, year) == dates(Periodic(Unit.MONTH, (Weekday(nth, day),)), year)


@given(YEARS, st.integers(1, 28) | st.integers(-28, -1))
def test_days_of_the_month_agree_with_dateutil(year: int, nth: int) -> None:
    """Days that every month has, from either end."""
    rule = rrule(MONTHLY, dtstart=midnight(year, 1, 1), bymonthday=nth)
    assert expected(rule, year) == dates(Periodic(Unit.MONTH, (Day(nth),)), year)


@given(
    YEARS,
    st.sampled_from(["FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=WEEKLY;INTERVAL=3", "FREQ=DAILY;INTERVAL=5"])
    | st.sampled_from(["FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;COUNT=4", "FREQ=YEARLY;BYMONTH=5;BYDAY=SU"])
    | st.sampled_from(["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;UNTIL=20501231T155959Z"]),
)
def test_recurrence_rules_are_dateutils(year: int, text: str) -> None:
    """A recurrence rule gives what dateutil gives from 1 January on; UNTIL counts by its date."""
    from dateutil.rrule import rrulestr

    rule = rrulestr(text.replace("T155959Z", ""), dtstart=midnight(year, 1, 1))
    assert isinstance(rule, rrule)
    assert expected(rule, year) == dates(Recurrence(text), year)


# -- weeks -------------------------------------------------------------------------------------------------


def test_weeks_are_counted_from_the_first_occurrence() -> None:
    """Without a stated beginning every other week counts from the first occurrence of the plan's own year."""
    assert [dt.date(2026, 1, 1), dt.date(2026, 1, 15)] == dates(Weekly((4,), every=2))[:2]
    assert [dt.date(2026, 1, 7), dt.date(2026, 1, 21)] == dates(Weekly((3,), every=2))[:2]
    assert [dt.date(2027, 1, 6), dt.date(2027, 1, 20)] == dates(Weekly((3,), every=2), 2027)[:2]


def test_two_days_of_every_other_week_stay_together() -> None:
    """Monday and Friday of the same weeks, from the week in which the first of them falls."""
    actual = dates(Weekly((1, 5), every=2))[:5]
    assert [dt.date(2026, 1, day) for day in (2, 12, 16, 26, 30)] == actual


def test_parity_is_that_of_the_iso_week() -> None:
    """单周 has odd numbers: after W53 of 2026 comes W01, two odd weeks in a row."""
    assert [dt.date(2026, 1, 14), dt.date(2026, 1, 28)] == dates(Weekly((3,), parity=1))[:2]
    assert dt.date(2026, 12, 30) == dates(Weekly((3,), parity=1))[-1]
    assert dt.date(2027, 1, 6) == dates(Weekly((3,), parity=1), 2027)[0]


@given(YEARS, st.integers(1, 7), st.sampled_from([0, 1]))
def test_parity_halves_the_weeks(year: int, day: int, parity: int) -> None:
    """Odd and even weeks together are all weeks."""
    both = sorted(dates(Weekly((day,), parity=0), year) + dates(Weekly((day,), parity=1), year))
    assert dates(Weekly((day,)), year) == both
    assert all(date.isocalendar().week % 2 == parity for date in dates(Weekly((day,), parity=parity), year))


@given(YEARS, st.integers(1, 7))
def test_every_week_is_in_one_plan(year: int, day: int) -> None:
    """At the turn of the year no weekly session is missing and none is in two plans."""
    both = found(Weekly((day,)), year) + found(Weekly((day,)), year + 1)
    assert len(both) == len({candidate.slot for candidate in both})
    gaps = {two.begins - one.begins for one, two in itertools.pairwise(both)}
    assert {dt.timedelta(days=7)} == gaps


# -- positions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Periodic(Unit.QUARTER, (Weekday(2, 3),), month=1), "2026-Q1=01-14 2026-Q2=04-08 2026-Q3=07-08 2026-Q4=10-14"),
        (Periodic(Unit.QUARTER, (Day(10),), month=-1), "2026-Q1=03-10 2026-Q2=06-10 2026-Q3=09-10 2026-Q4=12-10"),
        (Periodic(Unit.QUARTER, (Day(-1),)), "2026-Q1=03-31 2026-Q2=06-30 2026-Q3=09-30 2026-Q4=12-31"),
        (Periodic(Unit.QUARTER, (Day(45),)), "2026-Q1=02-14 2026-Q2=05-15 2026-Q3=08-14 2026-Q4=11-14"),
        (Periodic(Unit.QUARTER, (Weekday(-1, 5),)), "2026-Q1=03-27 2026-Q2=06-26 2026-Q3=09-25 2026-Q4=12-25"),
        (Periodic(Unit.HALF, (Day(15),), month=6), "2026-H1=06-15 2026-H2=12-15"),
        (Periodic(Unit.YEAR, (Weekday(1, 5),), month=12), "2026=12-04"),
        (Periodic(Unit.QUARTER, (Day(1),), month=4), ""),
        (Window(Unit.QUARTER, last=10, month=1), "2026-Q1=01-01..01-10 2026-Q2=04-01..04-10"
         " 2026-Q3=07-01..07-10 2026-Q4=10-01..10-10"),
        (Window(Unit.HALF), "2026-H1=01-01..06-30 2026-H2=07-01..12-31"),
        (Window(Unit.YEAR, first=-31), "2026=12-01..12-31"),
        (Window(Unit.QUARTER, first=92), "2026-Q3=09-30..09-30 2026-Q4=12-31..12-31"),  # others are shorter
        (Span((3, 15), (5, 20), times=2), "2026=03-15..05-20 2026.2=03-15..05-20"),
        (Span((2, 20), (2, 29)), "2026=02-20..02-28"),
        (Lunar(1, 15), "2026-lunar-01-15=03-03"),
        (Lunar(12, 30), "2026-lunar-12-30=02-16"),  # 腊月 has 29 days
        (Fixed(dt.date(2025, 3, 5)), ""),
    ],
)  # fmt: skip
def test_positions(rule: Rule, expected: str) -> None:
    """Positions count in the period, or in one of its months, from either end."""
    assert expected == text(rule)


def test_a_floating_week_belongs_to_its_iso_year() -> None:
    """W01 of 2026 begins in December 2025 and is in the plan of 2026 alone."""
    assert text(Window(Unit.WEEK)).startswith("2026-W01=12-29..01-04 2026-W02=")
    assert text(Window(Unit.WEEK, last=5), 2025).endswith("2025-W52=12-22..12-26")


# -- short months ------------------------------------------------------------------------------------------


def test_a_short_month_gives_its_last_day() -> None:
    """31日 is the last day of the months that have none, and every one of them says so."""
    candidates_ = found(Periodic(Unit.MONTH, (Day(31),)))
    assert 12 == len(candidates_)
    short = {each.nominal: each.steps[0] for each in candidates_ if each.nominal and each.steps}
    assert [f"2026-{day}" for day in ("02-28", "04-30", "06-30", "09-30", "11-30")] == [
        str(day) for day in short
    ]
    for day, step in short.items():
        assert (Reason.SHORT_MONTH, day, day, 31) == (step.reason, step.origin, step.to, step.day)


def test_a_leap_year_has_its_29th() -> None:
    """29日 is short in February, but for leap years."""
    assert 1 == sum(bool(each.steps) for each in found(Periodic(Unit.MONTH, (Day(29),)), 2026))
    assert 0 == sum(bool(each.steps) for each in found(Periodic(Unit.MONTH, (Day(29),)), 2028))


def test_the_last_day_is_taken_once() -> None:
    """28日和30日: in February the 30th would fall on the 28th, so its slot stays without a session."""
    february = [
        each for each in found(Periodic(Unit.MONTH, (Day(28), Day(30)))) if each.slot.startswith("2026-02")
    ]
    assert ["2026-02", "2026-02.2"] == [each.slot for each in february]
    assert [False, True] == [each.doubled for each in february]
    march = [
        each.slot
        for each in found(Periodic(Unit.MONTH, (Day(28), Day(30))))
        if each.slot.startswith("2026-03")
    ]
    assert ["2026-03", "2026-03.2"] == march


# -- several rules, numbers and limits ---------------------------------------------------------------------


def test_rules_are_united() -> None:
    """Equal dates in equal slots are one session; numbers follow the dates over all rules."""
    when = When(
        rules=(
            Periodic(Unit.MONTH, (Day(20), Day(10))),
            Periodic(Unit.MONTH, (Weekday(2, 2),)),  # 10 February, 10 March, 10 November
        ),
        months=(2, 4),
    )
    assert "2026-02=02-10 2026-02.2=02-20 2026-04=04-10 2026-04.2=04-14 2026-04.3=04-20" == text(when)


def test_a_date_of_two_rules_keeps_what_both_say() -> None:
    """A Saturday that one rule names is meant, and a date that one rule leaves off another may still give."""
    fourteenth, saturday = Periodic(Unit.MONTH, (Day(14),)), Periodic(Unit.MONTH, (Weekday(2, 6),))
    for rules in ((fourteenth, saturday), (saturday, fourteenth)):
        (march,) = found(When(rules=rules, months=(3,)))
        assert (dt.date(2026, 3, 14), True) == (march.nominal, march.means_weekend)
    once, always = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10;COUNT=1"), Periodic(Unit.MONTH, (Day(10),))
    assert 12 == len(found(When(rules=(once, always))))
    assert 12 == len(found(When(rules=(always, once))))


def test_counting_from_a_recurrence_rule_ends_with_it() -> None:
    """The day before a session that there is not is none either."""
    once = Recurrence("FREQ=MONTHLY;BYMONTHDAY=10;COUNT=2")
    assert "2026-01=01-09 2026-02=02-09" == text(Relative(once, -1, working=False))


RULES = st.lists(
    st.builds(Weekly, st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))))
    | st.builds(
        Periodic,
        st.sampled_from([Unit.MONTH, Unit.QUARTER]),
        st.lists(
            st.builds(Day, st.sampled_from([1, 9, 30, 31, -1, -2]))
            | st.builds(Weekday, st.sampled_from([1, 2, 5, -1]), st.integers(1, 7))
            | st.builds(Workday, st.sampled_from([1, 2, -1])),
            min_size=1,
            max_size=3,
        ).map(tuple),
    )
    | st.builds(Window, st.sampled_from([Unit.MONTH, Unit.QUARTER]), times=st.integers(1, 3))
    | st.builds(Relative, st.builds(Periodic, st.just(Unit.MONTH), st.just((Day(1), Day(20)))), st.sampled_from([-40, 3]))
    | st.just(Daily()),
    min_size=1,
    max_size=3,
).map(tuple)  # fmt: skip


@given(
    RULES,
    st.none() | st.sets(st.integers(1, 12), min_size=1).map(tuple),
    st.none() | st.dates(dt.date(2025, 6, 1), dt.date(2026, 12, 31)),
    st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 30)),
)
def test_limits_take_away_and_never_rename(
    rules: tuple[Rule, ...],
    months: tuple[int, ...] | None,
    since: dt.date | None,
    until: dt.date | None,
) -> None:
    """A limit leaves a part of the sessions, each with the slot that it had; windows only become narrower."""
    whole = {each.slot: each for each in found(When(rules=rules))}
    limited = found(When(rules=rules, months=months, since=since, until=until))
    assert len(limited) == len({each.slot for each in limited})
    for each in limited:
        before = whole[each.slot]
        assert before.nominal == each.nominal
        if each.first and each.last and before.first and before.last:
            assert before.first <= each.first <= each.last <= before.last
    for slot, before in whole.items():
        if before.nominal and slot not in {each.slot for each in limited}:
            out = months is not None and before.nominal.month not in months
            assert out or (since and before.nominal < since) or (until and before.nominal > until)


@given(RULES)
def test_slots_are_unique_over_the_years(rules: tuple[Rule, ...]) -> None:
    """Plans of following years never share a slot of a dated rule."""
    slots = [each.slot for year in (2025, 2026, 2027) for each in found(When(rules=rules), year)]
    assert len(slots) == len(set(slots))


def test_since_and_until_are_inclusive() -> None:
    """Dates, or a month and day of the plan's year; those of other years count as well."""
    weekly = (Weekly((1,)),)
    assert "2026-W10=03-02 2026-W11=03-09" == text(When(rules=weekly, since=(3, 2), until=(3, 9)))
    assert "2026-W10=03-02" == text(When(rules=weekly, since=dt.date(2026, 3, 2), until=dt.date(2026, 3, 8)))
    assert 52 == len(found(When(rules=weekly, since=dt.date(2020, 1, 1), until=dt.date(2030, 1, 1))))
    assert "" == text(When(rules=weekly, until=dt.date(2025, 12, 31)))
    assert "2026-W09=02-23" == text(When(rules=weekly, since=(2, 20), until=(2, 29)))


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        (Fixed(dt.date(2026, 3, 9)), "2026-W10 2026-W12 2026-W13 2026-W14"),
        (Periodic(Unit.MONTH, (Weekday(1, 1),)), "2026-W11 2026-W12 2026-W13 2026-W14"),
        (Weekly((1,), parity=0), "2026-W11 2026-W13"),
        (Window(Unit.MONTH, last=10), "2026-W12 2026-W13 2026-W14"),
        (Span((3, 10), (3, 25)), "2026-W10 2026-W11 2026-W14"),
        (Relative(Fixed(dt.date(2026, 3, 5)), -3, working=False), "2026-W11 2026-W12 2026-W13 2026-W14"),
        ("寒假", "2026-W13 2026-W14"),
    ],
)
def test_exceptions(left_out: Rule | str, expected: str) -> None:
    """Days of rules, whole windows and whole named periods are left out; there is no slot for them."""
    when = When(rules=(Weekly((1,)),), months=(3,), without=(left_out,))
    periods = {"寒假": (dt.date(2026, 1, 20), dt.date(2026, 3, 16))}
    assert expected == " ".join(each.slot for each in found(when, periods=periods))


def test_holidays_left_out() -> None:
    """法定节假日除外 takes away every day of every break."""
    when = When(rules=(Weekly((5,)),), without=(EachHoliday(),))
    gone = set(dates(Weekly((5,)))) - set(dates(when))
    assert ["01-02", "02-20", "05-01", "06-19", "09-25", "10-02"] == [f"{day:%m-%d}" for day in sorted(gone)]


def test_a_holiday_left_out_is_its_days_off() -> None:
    """春节除外 takes away the whole break, not the one day on which nothing is held anyway; a memorial day is itself."""
    when = When(rules=(Weekly((1, 3)),), without=(Festival("spring-festival"), Festival("party-day")))
    gone = set(dates(Weekly((1, 3)))) - set(dates(when))
    assert ["02-16", "02-18", "02-23", "07-01"] == [f"{day:%m-%d}" for day in sorted(gone)]


def test_an_exception_does_not_renumber() -> None:
    """Without its first session the second of the month is still the second."""
    when = When(
        rules=(Periodic(Unit.MONTH, (Day(10), Day(20))),), months=(3,), without=(Fixed(dt.date(2026, 3, 10)),)
    )
    assert "2026-03.2=03-20" == text(when)


def test_an_unknown_period_is_an_error() -> None:
    """A name that the plan does not have is not silently nothing."""
    with pytest.raises(ValueError, match="暑假"):
        found(When(rules=(Weekly((1,)),), without=("暑假",)))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(rules=(Window(Unit.QUARTER),), months=(10, 11, 12)), "2026-Q4=10-01..12-31"),
        (When(rules=(Window(Unit.QUARTER),), months=(3, 4)), "2026-Q1=03-01..03-31 2026-Q2=04-01..04-30"),
        (When(rules=(Window(Unit.MONTH),), since=(11, 20)), "2026-11=11-20..11-30 2026-12=12-01..12-31"),
        (When(rules=(Window(Unit.HALF),), until=(6, 15)), "2026-H1=01-01..06-15"),
        (When(rules=(Window(Unit.YEAR),), without=(Window(Unit.MONTH, last=20, month=None),), months=(5,)),
         "2026=05-21..05-31"),
        (When(rules=(Window(Unit.MONTH, last=10),), months=(1,), without=(Span((1, 1), (1, 10)),)), ""),
    ],
)  # fmt: skip
def test_windows_are_narrowed(when: When, expected: str) -> None:
    """Limits cut windows at both ends; of an empty window nothing stays."""
    assert expected == text(when)


# -- recurrence rules --------------------------------------------------------------------------------------


def test_recurrence_rules_start_where_the_phrase_says() -> None:
    """`since` is the DTSTART: counts and intervals begin there, also in an earlier year."""
    every_other = When(
        rules=(Recurrence("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),), since=dt.date(2025, 12, 25)
    )
    assert [dt.date(2026, 1, 8), dt.date(2026, 1, 22)] == dates(every_other)[:2]
    five = When(rules=(Recurrence("FREQ=MONTHLY;COUNT=5"),), since=dt.date(2025, 10, 15))
    assert [dt.date(2026, 1, 15), dt.date(2026, 2, 15)] == dates(five)


def test_recurrence_rules_are_numbered_over_the_full_period() -> None:
    """What COUNT, UNTIL or the start cut off does not change the names of the rest."""
    when = When(rules=(Recurrence("FREQ=MONTHLY;BYMONTHDAY=5,15,25;COUNT=3"),), since=dt.date(2026, 3, 10))
    assert "2026-03.2=03-15 2026-03.3=03-25 2026-04=04-05" == text(when)


@pytest.mark.parametrize(
    "rrule_text", ["", "FREQ=HOURLY", "BYDAY=MO", "FREQ=MONTHLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=x"]
)
def test_recurrence_rules_that_cannot_be_read(rrule_text: str) -> None:
    """A ValueError, not another exception, and not an empty year."""
    with pytest.raises(ValueError, match=r".+"):
        found(Recurrence(rrule_text))


def test_weekend_days_that_are_meant() -> None:
    """A rule that names Saturday means it; a date that happens to be one does not."""
    assert all(each.means_weekend for each in found(Weekly((6,))))
    assert all(each.means_weekend for each in found(Periodic(Unit.MONTH, (Weekday(1, 7),))))
    assert all(each.means_weekend for each in found(Recurrence("FREQ=MONTHLY;BYDAY=-1SA")))
    assert not any(each.means_weekend for each in found(Weekly((5,))))
    assert not any(each.means_weekend for each in found(Periodic(Unit.MONTH, (Day(10),))))
    assert not any(each.means_weekend for each in found(Recurrence("FREQ=MONTHLY;BYMONTHDAY=10")))
