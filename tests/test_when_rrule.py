"""Phrases as RFC 5545 rules: the same dates, by dateutil's reading of the rule."""

import datetime as dt
from pathlib import Path

import hypothesis
import pytest
from dateutil.rrule import rrulestr
from hypothesis import strategies as st

import when_trees
from sanhui.days.calendar import WorkCalendar
from sanhui.plan.load import load
from sanhui.schedule.expand import expand
from sanhui.schedule.occurrences import candidates
from sanhui.when import WhenError, describe, from_rrule, parse, to_rrule
from sanhui.when.normal import normal
from sanhui.when.tree import Day, Periodic, Recurrence, Time, Unit, Weekday, When
from small_plans import write_plan

YEAR = 2026
CALENDAR = WorkCalendar()


def nominal(when: When, year: int = YEAR) -> list[dt.date]:
    """The nominal dates of a phrase; two sessions on one day are one date, as in a recurrence set."""
    return sorted({c.nominal for c in candidates(when, year, CALENDAR, {}) if c.nominal})


def by_dateutil(rule: str, start: dt.date, year: int = YEAR) -> list[dt.date]:
    """The dates of a year by dateutil, counted from `start`."""
    beginning = dt.datetime.combine(start, dt.time())
    found = rrulestr(rule, dtstart=beginning).between(beginning, dt.datetime(year, 12, 31), inc=True)
    return [moment.date() for moment in found if moment.year == year]


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("每周一 15:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("每周一、三、五", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每两周周四", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("每天", "FREQ=DAILY"),
        ("每月第二个周三", "FREQ=MONTHLY;BYDAY=2WE"),
        ("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每月10日", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("每月31日", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月30日", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("每月月底", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("3月至11月每月第二个周三", "FREQ=MONTHLY;BYMONTH=3,4,5,6,7,8,9,10,11;BYDAY=2WE"),
        ("每季度第一个月第二个周三", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=2WE"),
        ("每季末", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("7月1日", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1"),
        ("每年第一个周一", "FREQ=YEARLY;BYDAY=1MO"),
        ("每月第一个工作日", None),
        ("单周周三", None),
        ("春节前3个工作日", None),
        ("每季度1次", None),
        ("每月15日、30日", None),
        ("每周一，除5月1日外", None),
    ],
)
def test_phrase_as_a_rule(phrase: str, rule: str | None) -> None:
    """What RFC 5545 can say is said; the rest is not."""
    assert rule == to_rrule(parse(phrase))


weekday_picks = st.lists(
    st.builds(Weekday, when_trees.signed(4), when_trees.weekdays), min_size=1, max_size=3
)
day_picks = st.lists(st.builds(Day, st.integers(1, 28) | st.just(-1)), min_size=1, max_size=3)
one_day = st.tuples(st.builds(Day, st.integers(1, 31)))
picks = st.one_of(weekday_picks.map(tuple), day_picks.map(tuple), one_day)
sayable = st.one_of(
    when_trees.weekly,
    st.builds(Periodic, st.just(Unit.MONTH), picks),
    st.sampled_from([Unit.QUARTER, Unit.HALF, Unit.YEAR]).flatmap(
        lambda unit: st.builds(Periodic, st.just(unit), picks, st.integers(1, unit.months))
    ),
    st.builds(Periodic, st.just(Unit.YEAR), weekday_picks.map(tuple)),
)
trees = st.builds(lambda rule, months: normal(When((rule,), months=months)), sayable, when_trees.some_months)


@hypothesis.settings(max_examples=400)
@hypothesis.given(trees, st.sampled_from([2024, 2026, 2027]))
def test_the_rule_has_the_dates_of_the_phrase(when: When, year: int) -> None:
    """Where there is a rule, dateutil finds the very nominal dates, in leap years too."""
    rule = to_rrule(when)
    hypothesis.assume(rule is not None)
    assert rule is not None
    # every N weeks: counted from the first occurrence of the year, whatever the months
    unlimited = nominal(When(when.rules), year)
    start = unlimited[0] if unlimited else dt.date(year, 1, 1)
    assert nominal(when, year) == by_dateutil(rule, start, year)


@hypothesis.settings(max_examples=300)
@hypothesis.given(trees)
def test_there_and_back(when: When) -> None:
    """A rule made from a phrase makes a phrase with the same dates."""
    rule = to_rrule(when)
    hypothesis.assume(rule is not None)
    assert rule is not None
    assert nominal(when) == nominal(from_rrule(rule))


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        ("FREQ=MONTHLY;BYDAY=2WE", "每月第二个周三"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=15;BYMINUTE=30", "每周一 15:30"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "每两周周四"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=4", "12月4日"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130T155959Z", "每周一，截至2026年11月30日"),
    ],
)
def test_rule_as_a_phrase(rule: str, phrase: str) -> None:
    """The language's own words where it has them; a 31st that skips short months is not ours, and stays as it is."""
    assert phrase == describe(from_rrule(rule), "zh")
    assert from_rrule(rule) == parse(phrase)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "BYDAY=MO",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=99;FREQ=DAILY",
        "每周一",
        "FREQ=",
        "FREQ=DAILY;INTERVAL=0",  # for ever on one day
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYDAY=60MO",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=2026-03-01",
        "FREQ=MONTHLY;BYMONTHDAY=1;INTERVAL=2,3",
    ],
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    """An error, with the place; and in a phrase as well."""
    with pytest.raises(WhenError) as caught:
        from_rrule(rule)
    assert 0 <= caught.value.position <= len(rule)
    with pytest.raises(WhenError):
        parse(f"RRULE:{rule}")


def test_weeks_that_begin_on_sunday_are_not_ours() -> None:
    """Every other week from Sunday to Saturday stays a rule of RFC 5545; every week is the same either way."""
    every_other = "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO"
    assert When((Recurrence(every_other),)) == from_rrule(every_other)
    assert parse("每周一、日") == from_rrule("FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO")


def test_a_rule_in_a_phrase_has_its_time_beside_it() -> None:
    """One inside it would be lost."""
    assert parse("RRULE:FREQ=DAILY;INTERVAL=3 9:00").time == Time(start=dt.time(9))
    with pytest.raises(WhenError, match="time of day beside"):
        parse("RRULE:FREQ=DAILY;INTERVAL=3;BYHOUR=9")


def test_second_wednesday_is_one_tree() -> None:
    """The rule and the phrase are the same value."""
    expected = When((Periodic(Unit.MONTH, (Weekday(2, 3),)),), time=Time(start=dt.time(15)))
    assert expected == parse("每月第二个周三 下午3点")
    assert expected == from_rrule("FREQ=MONTHLY;BYDAY=2WE;BYHOUR=15")


def test_a_yearly_rule_takes_its_day_from_the_plan(tmp_path: Path) -> None:
    """What RFC 5545 leaves to DTSTART is the first day of the year, month and day alike."""
    path = write_plan(tmp_path, 'rrule = "FREQ=YEARLY;COUNT=3"\non_holiday = "keep"', year=2027)
    (found,) = expand(load(path)).sessions
    assert dt.date(2027, 1, 1) == found.date
