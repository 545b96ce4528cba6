"""A plan becomes sessions: their times, speakers, topics, order and identity."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import plan
from sanhui.plan.model import Activity, Particulars, Plan, Turns
from sanhui.schedule.expand import Schedule, expand, explain
from sanhui.schedule.model import Reason, Session, Status
from sanhui.when.tree import (
    Day,
    Fixed,
    Part,
    Periodic,
    Policy,
    Rule,
    Time,
    Unit,
    Weekday,
    Weekly,
    When,
    Window,
)

AT_THREE = Time(start=dt.time(15))
FRIDAYS = Periodic(Unit.MONTH, (Weekday(1, 5),))


def activity(*rules: Rule, **given: Any) -> Activity:
    """An activity with these rules, at 15:00 for 90 minutes; anything may be given otherwise."""
    when: dict[str, Any] = {"rules": rules, "time": AT_THREE}
    when |= {key: given.pop(key) for key in list(given) if key in When.__struct_fields__}
    rotates = given.pop("rotates", False)
    if "speakers" in given:
        given["speakers"] = Turns(given["speakers"], rotates)
    values: dict[str, Any] = {
        "id": "study",
        "title": "每周有学习",
        "kinds": ("study",),
        "when": When(**when),
        "minutes": 90,
        "on_holiday": Policy.POSTPONE,
        "within": 7,
        "working_weekends": True,
    }
    return Activity(**values | given)


def sessions(*activities: Activity, **given: Any) -> tuple[Session, ...]:
    """The sessions of a plan with these activities."""
    return expand(plan(activities=activities, **given)).sessions


# -- times -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        (Time(start=dt.time(15)), "2026-03-11T15:00:00+08:00", "2026-03-11T16:30:00+08:00"),
        (Time(start=dt.time(15), minutes=45), "2026-03-11T15:00:00+08:00", "2026-03-11T15:45:00+08:00"),
        (Time(part=Part.AFTERNOON), "2026-03-11T14:00:00+08:00", "2026-03-11T15:30:00+08:00"),
        (Time(start=dt.time(9), part=Part.MORNING), "2026-03-11T09:00:00+08:00", "2026-03-11T10:30:00+08:00"),
        (Time(start=dt.time(0)), "2026-03-11T00:00:00+08:00", "2026-03-11T01:30:00+08:00"),
        (Time(start=dt.time(23, 30)), "2026-03-11T23:30:00+08:00", "2026-03-12T01:00:00+08:00"),
        (
            Time(start=dt.time(9), minutes=480, days=3),
            "2026-03-11T09:00:00+08:00",
            "2026-03-13T17:00:00+08:00",
        ),
        (Time(all_day=True), "2026-03-11", "2026-03-12"),
        (Time(all_day=True, days=3), "2026-03-11", "2026-03-14"),
        (Time(minutes=60), "2026-03-11", "2026-03-12"),
        (None, "2026-03-11", "2026-03-12"),
    ],
)
def test_times(said: Time | None, start: str, end: str) -> None:
    """A start and a length, or whole days with an exclusive end; without any time a session takes the day."""
    (only,) = sessions(activity(Fixed(dt.date(2026, 3, 11)), time=said))
    assert only.start is not None
    assert only.end is not None
    assert (start, end) == (only.start.isoformat(), only.end.isoformat())
    assert ("T" not in start) == only.all_day


@pytest.mark.parametrize(
    ("zone", "day", "clock", "start", "end"),
    [
        # Berlin leaves 02:00–03:00 out on 2026-03-29 and has it twice on 2026-10-25
        ("Europe/Berlin", (3, 29), "02:30", "2026-03-29T03:30:00+02:00", "2026-03-29T05:00:00+02:00"),
        ("Europe/Berlin", (3, 29), "01:00", "2026-03-29T01:00:00+01:00", "2026-03-29T03:30:00+02:00"),
        ("Europe/Berlin", (10, 25), "02:30", "2026-10-25T02:30:00+02:00", "2026-10-25T03:00:00+01:00"),
        ("Asia/Urumqi", (3, 29), "02:30", "2026-03-29T02:30:00+06:00", "2026-03-29T04:00:00+06:00"),
    ],
)
def test_summer_time(zone: str, day: tuple[int, int], clock: str, start: str, end: str) -> None:
    """Local times that do not exist or exist twice become real ones (RFC 5545 3.3.5), and lengths are real."""
    at = Time(start=dt.time.fromisoformat(clock))
    rule = Fixed(dt.date(2026, *day))
    (only,) = sessions(activity(rule, time=at, on_holiday=Policy.KEEP), timezone=zone)
    assert isinstance(only.start, dt.datetime)
    assert isinstance(only.end, dt.datetime)
    assert (start, end) == (only.start.isoformat(), only.end.isoformat())


@given(
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    st.times().map(lambda clock: clock.replace(microsecond=0)),
    st.integers(1, 3000),
)
def test_lengths_are_real(zone: str, day: dt.date, clock: dt.time, minutes: int) -> None:
    """Whatever the zone does on that day, a session is as long as it says."""
    at = Time(start=clock, minutes=minutes)
    (only,) = sessions(activity(Fixed(day), time=at, on_holiday=Policy.KEEP), timezone=zone)
    assert isinstance(only.start, dt.datetime)
    assert isinstance(only.end, dt.datetime)
    assert dt.timedelta(minutes=minutes) == only.end.astimezone(dt.UTC) - only.start.astimezone(dt.UTC)


# -- speakers and topics -----------------------------------------------------------------------------------


def test_speakers_take_turns() -> None:
    """One a session, in order, beginning again after the last."""
    found = sessions(activity(FRIDAYS, speakers=("甲", "乙", "丙"), rotates=True))
    assert list("甲乙丙甲乙丙甲乙丙甲乙丙") == [each.speaker for each in found]


@pytest.mark.parametrize(("language", "expected"), [("zh", "甲、乙"), ("en", "甲, 乙")])
def test_several_speakers_speak_together(language: str, expected: str) -> None:
    """Without a rotation all of them speak every time."""
    found = sessions(activity(FRIDAYS, speakers=("甲", "乙")), language=language)
    assert {expected} == {each.speaker for each in found}


def test_a_dropped_week_takes_no_turn() -> None:
    """The Spring Festival week has neither speaker nor topic; who would have spoken speaks a week later."""
    found = sessions(
        activity(Weekly((1,)), months=(2,), speakers=("甲", "乙"), rotates=True, topics=("一", "二", "三"))
    )
    expected = [
        ("2026-W06", "甲", "一"),
        ("2026-W07", "乙", "二"),
        ("2026-W08", "", ""),
        ("2026-W09", "甲", "三"),
    ]
    assert expected == [(each.slot, each.speaker, each.topic) for each in found]
    assert [False, False, True, False] == [each.dropped for each in found]


def test_what_is_to_be_settled_keeps_its_turn() -> None:
    """A session that somebody must place by hand will be held, so it keeps speaker and topic."""
    found = sessions(activity(FRIDAYS, within=3, months=(4, 5, 6), topics=("一", "二", "三")))
    assert [("一", False), ("二", True), ("三", False)] == [(each.topic, each.unplaceable) for each in found]
    assert not found[1].dropped


def test_topics_end() -> None:
    """The topics go to the first sessions, the rest have none."""
    found = sessions(activity(FRIDAYS, topics=("一", "二")))
    assert ["一", "二", "", ""] == [each.topic for each in found[:4]]


def test_particulars_replace_what_the_turn_gives() -> None:
    """Filling in one session changes no other: the turn it would have had is not handed on."""
    own = Particulars(
        topic="专题", speaker="外请专家", place="报告厅", materials=("b", "c"), notes="请提前到场"
    )
    base = activity(
        FRIDAYS,
        speakers=("甲", "乙"),
        rotates=True,
        topics=("一", "二", "三"),
        place="三楼",
        materials=("a", "b"),
        notes="常规",
    )
    plain = sessions(base)
    filled = sessions(activity(
        FRIDAYS, speakers=("甲", "乙"), rotates=True, topics=("一", "二", "三"), place="三楼", materials=("a", "b"), notes="常规",
        particulars={"2026-02": own},
    ))  # fmt: skip
    assert plain[:1] + plain[2:] == filled[:1] + filled[2:]
    second = filled[1]
    assert ("专题", "外请专家", "报告厅") == (second.topic, second.speaker, second.place)
    assert (("a", "b", "c"), "常规\n请提前到场") == (second.materials, second.notes)


# -- the whole ---------------------------------------------------------------------------------------------


def test_everything_of_an_activity_reaches_its_sessions() -> None:
    """Title, kinds, audience and the rest, with an id of activity and slot."""
    given_values: dict[str, Any] = {
        "title": "处长上讲台",
        "kinds": ("lecture", "theme-day"),
        "audience": ("全体党员",),
        "hours": 2.0,
        "remind": (1440, 30),
        "url": "https://example.org/",
    }
    (only,) = sessions(activity(Fixed(dt.date(2026, 3, 11)), id="heads", **given_values))
    assert ("heads/2026", "heads", "2026", Status.PLANNED) == (only.id, only.activity, only.slot, only.status)
    assert given_values == {key: getattr(only, key) for key in given_values}
    assert dt.date(2026, 3, 11) == only.nominal == only.date


def test_floating_sessions() -> None:
    """A quota has no day yet: the window, and no start."""
    found = sessions(activity(Window(Unit.QUARTER)))
    assert 4 == len(found)
    for each in found:
        assert (None, None, None, Status.FLOATING, False) == (
            each.start, each.end, each.nominal, each.status, each.dropped,
        )  # fmt: skip
    assert ("2026-04-01", "2026-06-30") == (str(found[1].first), str(found[1].last))


def test_order_of_start() -> None:
    """By day and time; what has no time before what has one; what falls together in the order of the plan."""
    day = Fixed(dt.date(2026, 3, 11))
    found = sessions(
        activity(day, id="late", time=Time(start=dt.time(16))),
        activity(day, id="second"),
        activity(Window(Unit.MONTH), id="float", months=(3,)),
        activity(day, id="whole", time=None),
        activity(day, id="third"),
        activity(Weekly((1,)), id="dropped", months=(2,), since=(2, 16), until=(2, 16)),
        activity(Fixed(dt.date(2026, 2, 17)), id="february", on_holiday=Policy.KEEP),
    )
    expected = ["dropped", "february", "float", "whole", "second", "third", "late"]
    assert expected == [each.activity for each in found]


def test_order_is_by_the_day_that_it_moved_to() -> None:
    """A postponed session stands after those that it was moved behind."""
    found = sessions(
        activity(Fixed(dt.date(2026, 5, 1)), id="moved"),
        activity(Fixed(dt.date(2026, 5, 4)), id="kept", on_holiday=Policy.KEEP),
    )
    assert ["kept", "moved"] == [each.activity for each in found]


def test_look_ups() -> None:
    """Sessions are found by id and by activity; an activity without sessions is there."""
    schedule: Schedule = expand(
        plan(activities=(activity(FRIDAYS, id="a"), activity(Fixed(dt.date(2025, 1, 1)), id="b")))
    )
    assert dt.date(2026, 1, 4) == schedule.by_id["a/2026-01"].date
    assert [12, 0] == [len(schedule.by_activity[name]) for name in ("a", "b")]


def test_provisional_sessions() -> None:
    """A plan for 2027 is provisional as long as its notice is missing; the last days of 2026 are not."""
    assert {True} == {each.provisional for each in sessions(activity(FRIDAYS), year=2027)}
    assert {False} == {each.provisional for each in sessions(activity(FRIDAYS))}


def test_named_periods_are_left_out() -> None:
    """寒假除外 looks the period up in the plan."""
    holidays = {"寒假": (dt.date(2026, 1, 1), dt.date(2026, 2, 28))}
    found = sessions(activity(FRIDAYS, without=("寒假",)), periods=holidays)
    assert 10 == len(found)


def test_explaining_a_session() -> None:
    """The rule of several that gave the session, with the policy and limit that were in force."""
    pair = activity(FRIDAYS, Periodic(Unit.YEAR, (Day(1),), month=7), on_holiday=Policy.SKIP, within=3)
    its_plan: Plan = plan(activities=(pair,))
    schedule = expand(its_plan)
    found = explain(its_plan, schedule.by_id["study/2026-05"])
    assert found is not None
    assert (FRIDAYS, Policy.SKIP, 3) == (found.rule, found.policy, found.within)
    assert Reason.SKIPPED is found.session.steps[0].reason
    yearly = explain(its_plan, schedule.by_id["study/2026"])
    assert yearly is not None
    assert Periodic(Unit.YEAR, (Day(1),), month=7) == yearly.rule


def test_expanding_twice_gives_equal_sessions() -> None:
    """Nothing but the plan goes into it."""
    activities = (activity(Weekly((1, 4)), id="a"), activity(Window(Unit.MONTH, times=2), id="b"))
    assert sessions(*activities) == sessions(*activities)


def test_a_year_of_sessions_takes_milliseconds() -> None:
    """150 sessions are expanded in a few milliseconds; the bound leaves room for a busy machine."""
    activities = tuple(activity(Weekly((day,)), id=f"a{day}") for day in (1, 3, 5))
    its_plan = plan(activities=activities)
    assert 150 < len(expand(its_plan).sessions)  # and the calendar knows its year now
    start = time.perf_counter()
    expand(its_plan)
    assert 0.1 > time.perf_counter() - start
