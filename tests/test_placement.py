"""Sessions on days off: which day they move to, and when they do not move or cannot."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.days.calendar import WorkCalendar
from sanhui.days.overlay import Overlay
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.expand import Placed, sessions_of
from sanhui.schedule.model import Reason, Step
from sanhui.schedule.placement import place
from sanhui.schedule.slots import period
from sanhui.when.tree import (
    Daily,
    Day,
    EachHoliday,
    Festival,
    Fixed,
    Periodic,
    Policy,
    Relative,
    Rule,
    Unit,
    Weekday,
    Weekly,
    When,
    Window,
    Workday,
)

OFFICIAL = WorkCalendar()
FIRST_FRIDAY = Periodic(Unit.MONTH, (Weekday(1, 5),))
MONTH_END = Periodic(Unit.MONTH, (Day(-1),))


def placed(rule: Rule, policy: Policy = Policy.POSTPONE, **settings: int | bool) -> list[Placed]:
    """The sessions of one rule in 2026."""
    within, weekends = int(settings.get("within", 7)), bool(settings.get("working_weekends", True))
    return sessions_of(When(rules=(rule,)), 2026, OFFICIAL, policy, within, weekends)


def moves(rule: Rule, policy: Policy = Policy.POSTPONE, **settings: int | bool) -> str:
    """From where to where sessions moved; `-` for a dropped one, `!` for one that must be settled by hand."""
    return " ".join(
        f"{each.candidate.nominal:%m-%d}>"
        + (f"{each.date:%m-%d}" if each.date else "-" if each.dropped else "!")
        for each in placed(rule, policy, **settings)
        if each.date != each.candidate.nominal
    )


def test_golden_first_fridays() -> None:
    """domain.md, section 3: the first Friday of the month collides three times in 2026."""
    assert "01-02>01-04 05-01>05-06 10-02>10-08" == moves(FIRST_FRIDAY)


def test_golden_mondays() -> None:
    """domain.md, section 3: Mondays collide five times in 2026, and one week is off whole."""
    assert "02-16>- 02-23>02-24 04-06>04-07 05-04>05-06 10-05>10-08" == moves(Weekly((1,)))
    week_8 = next(each for each in placed(Weekly((1,))) if each.candidate.slot == "2026-W08")
    assert (Step(Reason.WEEK_OFF, dt.date(2026, 2, 16), None, "spring-festival", 7),) == week_8.steps


@pytest.mark.parametrize(
    ("rule", "policy", "expected"),
    [
        # the month's end turns back, for the next working day is in the next month
        (MONTH_END, Policy.POSTPONE, "01-31>01-30 05-31>05-29 10-31>10-30"),
        (Periodic(Unit.QUARTER, (Day(1),)), Policy.ADVANCE, "01-01>01-04 10-01>10-08"),
        (FIRST_FRIDAY, Policy.ADVANCE, "01-02>01-04 05-01>05-06 10-02>10-08"),
        (FIRST_FRIDAY, Policy.SKIP, "01-02>- 05-01>- 10-02>-"),
        (FIRST_FRIDAY, Policy.KEEP, ""),
        (FIRST_FRIDAY, Policy.NEAREST, "01-02>01-04 05-01>05-06 10-02>10-08"),
        # 05-10 is a Sunday between Saturday 05-09 (补班) and Monday 05-11: a tie goes later
        (Periodic(Unit.MONTH, (Day(10),)), Policy.NEAREST, "01-10>01-09 05-10>05-11"),
        (Periodic(Unit.MONTH, (Day(10),)), Policy.ADVANCE, "01-10>01-09 05-10>05-09"),
        (Periodic(Unit.MONTH, (Weekday(3, 1),)), Policy.POSTPONE, "02-16>02-14"),
        (Weekly((4,)), Policy.POSTPONE, "01-01>01-04 02-19>- 10-01>09-30"),
        (Weekly((1,)), Policy.ADVANCE, "02-16>- 02-23>02-24 04-06>04-07 05-04>05-06 10-05>10-08"),
        (Weekly((7,)), Policy.POSTPONE, "02-15>02-14 02-22>- 04-05>04-03 05-03>04-30 06-21>06-18 09-27>09-24 10-04>09-30"),
        (Festival("spring-festival"), Policy.POSTPONE, "02-17>02-24"),
        (Festival("new-years-eve"), Policy.POSTPONE, "02-16>02-14"),
        (Festival("national-day"), Policy.NEAREST, "10-01>09-30"),
        (Fixed(dt.date(2026, 10, 1)), Policy.ADVANCE, "10-01>09-30"),
        (Relative(Festival("qingming"), -1, working=False), Policy.POSTPONE, "04-04>04-07"),
        # the day before the first of a month stays in the month in which it lies
        (Relative(Periodic(Unit.MONTH, (Day(1),)), -1, working=False), Policy.POSTPONE,
         "01-31>01-30 05-31>05-29 10-31>10-30"),
        (Relative(EachHoliday(), -3), Policy.POSTPONE, ""),
        (Periodic(Unit.MONTH, (Workday(1), Workday(-1))), Policy.SKIP, ""),
        (Daily(), Policy.POSTPONE, ""),
    ],
)  # fmt: skip
def test_moves_by_hand(rule: Rule, policy: Policy, expected: str) -> None:
    """Dates worked out from the notice for 2026 and a printed calendar."""
    assert expected == moves(rule, policy)


def test_every_day_means_weekends_but_no_holidays() -> None:
    """Daily sessions are never moved: on a public holiday there is none."""
    days = {each.candidate.nominal: each for each in placed(Daily(working=False))}
    assert dt.date(2026, 3, 7) == days[dt.date(2026, 3, 7)].date
    assert Reason.DAY_OFF is days[dt.date(2026, 5, 1)].steps[0].reason
    assert 33 == sum(each.date is None for each in days.values())  # 放假 days of the notice: 3+9+3+5+3+3+7


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (0, "01-02>! 05-01>! 10-02>!"),
        (2, "01-02>01-04 05-01>! 10-02>!"),
        (5, "01-02>01-04 05-01>05-06 10-02>!"),
        (6, "01-02>01-04 05-01>05-06 10-02>10-08"),
    ],
)
def test_a_session_moves_at_most_so_many_days(within: int, expected: str) -> None:
    """What finds no day within reach, either way, must be settled by hand."""
    assert expected == moves(FIRST_FRIDAY, within=within)


def test_turning_because_of_the_limit_is_said() -> None:
    """除夕 would be postponed by eight days, so it turns back by two, over the first days off."""
    (only,) = placed(Festival("new-years-eve"))
    assert (
        Step(Reason.TURNED, dt.date(2026, 2, 16), dt.date(2026, 2, 14), "spring-festival", 7),
    ) == only.steps


def test_working_weekends_may_be_spared() -> None:
    """A 补班 day receives no moved session where the plan says so; what stands there stays."""
    assert "01-02>01-05 05-01>05-06 10-02>10-08" == moves(FIRST_FRIDAY, working_weekends=False)
    assert "02-16>- 02-23>02-24" in moves(Weekly((1,)), working_weekends=False)
    assert "" == moves(Fixed(dt.date(2026, 1, 4)), working_weekends=False)
    # W01 of 2026, seen from its Thursday: Sunday 01-04 is spared, so back to 2025-12-31
    assert moves(Weekly((4,)), working_weekends=False).startswith("01-01>12-31")


def test_a_week_with_nothing_but_a_spared_day_is_not_off() -> None:
    """A week whose only working day is a 补班 Saturday is not 整周放假: somebody must decide."""
    off = {dt.date(2026, 3, day): "new-year" for day in range(9, 14)}
    calendar = WorkCalendar([Overlay(source="x", off=off, working={dt.date(2026, 3, 14): None})])
    when = When(rules=(Weekly((3,)),), months=(3,))
    spared = sessions_of(when, 2026, calendar, working_weekends=False)[1]
    assert (None, False) == (spared.date, spared.dropped)
    assert dt.date(2026, 3, 14) == sessions_of(when, 2026, calendar)[1].date


def test_named_weekend_days_move_for_holidays_only() -> None:
    """A Saturday class meets on plain Saturdays and on 补班 Saturdays alike, and moves off public holidays."""
    assert "01-03>01-04 02-21>- 04-04>04-03 05-02>04-30 06-20>06-18 09-26>09-24 10-03>09-30" == moves(
        Weekly((6,))
    )
    assert "" == moves(Weekly((6,)), Policy.KEEP)
    # 05-09 (补班) and 08-01 (plain) are first or second Saturdays, and stay
    actual = [each.date for each in placed(Periodic(Unit.MONTH, (Weekday(2, 6), Weekday(1, 6))))]
    assert dt.date(2026, 5, 9) in actual
    assert dt.date(2026, 8, 1) in actual


def test_moved_sessions_say_why() -> None:
    """Origin, target, the holiday in the way, the limit; a plain weekend has no holiday."""
    friday, saturday = placed(FIRST_FRIDAY)[0], placed(MONTH_END)[0]
    assert (Step(Reason.MOVED, dt.date(2026, 1, 2), dt.date(2026, 1, 4), "new-year", 7),) == friday.steps
    assert (Step(Reason.TURNED, dt.date(2026, 1, 31), dt.date(2026, 1, 30), None, 7),) == saturday.steps
    kept, skipped = placed(FIRST_FRIDAY, Policy.KEEP)[0], placed(FIRST_FRIDAY, Policy.SKIP)[0]
    assert (Reason.KEPT, dt.date(2026, 1, 2)) == (kept.steps[0].reason, kept.date)
    assert (Reason.SKIPPED, None, True) == (skipped.steps[0].reason, skipped.date, skipped.dropped)


def test_steps_add_up() -> None:
    """31日 in a month of thirty days whose last day is off: two steps, in order."""
    short = sessions_of(When(rules=(Periodic(Unit.MONTH, (Day(31),)),), months=(5, 6)), 2024, OFFICIAL)
    assert [[], ["short-month", "turned"]] == [[step.reason.value for step in each.steps] for each in short]
    assert [dt.date(2024, 5, 31), dt.date(2024, 6, 28)] == [each.date for each in short]


def test_the_phrase_overrides_the_settings() -> None:
    """遇节假日取消 and 三天内 in the phrase win over the plan's defaults."""
    skip = When(rules=(FIRST_FRIDAY,), on_holiday=Policy.SKIP)
    near = When(rules=(FIRST_FRIDAY,), within=3)
    assert [0, 4, 9] == [n for n, each in enumerate(sessions_of(skip, 2026, OFFICIAL)) if each.dropped]
    assert [4, 9] == [n for n, each in enumerate(sessions_of(near, 2026, OFFICIAL)) if each.date is None]


# -- against an oracle -------------------------------------------------------------------------------------

DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
CALENDARS = st.builds(
    lambda off, on: WorkCalendar(
        [Overlay(source="any", off=dict.fromkeys(off, "labour-day"), working=dict.fromkeys(on, None))]
    ),
    st.sets(st.sampled_from(DAYS[60:130])),
    st.sets(st.sampled_from(DAYS[60:130]), max_size=5),
)
CANDIDATES = st.builds(
    lambda day, unit, means: Candidate(
        slot="any",
        rule=Daily(),
        period=period(unit, day),
        nominal=day,
        means_weekend=means and day.isoweekday() > 5,
    ),
    st.sampled_from(DAYS[55:135]),
    st.sampled_from(Unit),
    st.booleans(),
)


@given(CANDIDATES, st.sampled_from(Policy), st.integers(0, 12), st.booleans(), CALENDARS)
def test_the_slow_way_agrees(
    candidate: Candidate, policy: Policy, within: int, weekends: bool, calendar: WorkCalendar
) -> None:
    """List every allowed day of the period, then take the first that the policy likes best."""
    nominal, unit = candidate.nominal, candidate.period.unit
    assert nominal is not None
    actual = place(candidate, policy, within, weekends, calendar)

    off = calendar.is_off(nominal) and not (candidate.means_weekend and calendar.holiday(nominal) is None)
    days = [candidate.period.first + dt.timedelta(days=n) for n in range(candidate.period.days)]
    allowed = [
        day
        for day in days
        if 0 < abs((day - nominal).days) <= within
        and not calendar.is_off(day)
        and (weekends or day.isoweekday() < 6)
    ]
    liking = {
        Policy.POSTPONE: lambda day: (day < nominal, abs(day - nominal)),
        Policy.ADVANCE: lambda day: (day > nominal, abs(day - nominal)),
        Policy.NEAREST: lambda day: (abs(day - nominal), day < nominal),
    }
    if not off or policy is Policy.KEEP:
        assert nominal == actual.date
        assert ([Reason.KEPT] if off else []) == [step.reason for step in actual.steps]
    elif policy is Policy.SKIP or unit is Unit.DAY or all(map(calendar.is_off, days)) or not allowed:
        assert actual.date is None
        reason = (
            Reason.SKIPPED
            if policy is Policy.SKIP
            else Reason.DAY_OFF
            if unit is Unit.DAY
            else Reason.WEEK_OFF
            if unit is Unit.WEEK and all(map(calendar.is_off, days))
            else Reason.UNPLACEABLE
        )
        assert [reason] == [step.reason for step in actual.steps]
    else:
        best = min(allowed, key=liking[policy])
        assert best == actual.date
        turned = policy is not Policy.NEAREST and (best > nominal) == (policy is Policy.ADVANCE)
        assert [Reason.TURNED if turned else Reason.MOVED] == [step.reason for step in actual.steps]


@given(CANDIDATES, st.sampled_from(Policy), st.integers(0, 12), st.booleans(), CALENDARS)
def test_promises_of_a_move(
    candidate: Candidate, policy: Policy, within: int, weekends: bool, calendar: WorkCalendar
) -> None:
    """A moved session is on a working day, in its period, within the limit, and tells the truth about it."""
    actual = place(candidate, policy, within, weekends, calendar)
    nominal = candidate.nominal
    if actual.date is not None and nominal is not None and actual.date != nominal:
        assert calendar.is_working(actual.date)
        assert candidate.period.first <= actual.date <= candidate.period.last
        assert abs((actual.date - nominal).days) <= within
        assert (nominal, actual.date) == (actual.steps[-1].origin, actual.steps[-1].to)


# -- provisional years -------------------------------------------------------------------------------------


def test_a_year_without_a_notice_is_provisional() -> None:
    """2027 can be planned: weekends and the days off by law are off, and every date is provisional."""
    found = sessions_of(When(rules=(FIRST_FRIDAY,)), 2027, OFFICIAL)
    assert all(each.provisional for each in found)
    assert "2027-01-04" == str(found[0].date)  # New Year's Day is a Friday


def test_a_notice_ends_the_provisional_state() -> None:
    """With an official overlay the same dates are no longer provisional."""
    notice = WorkCalendar([Overlay(source="2027.toml", years=frozenset([2027]))])
    assert not any(each.provisional for each in sessions_of(When(rules=(FIRST_FRIDAY,)), 2027, notice))


def test_a_date_before_next_new_year_is_provisional() -> None:
    """The reminder before New Year 2027 lies in 2026 and rests on a notice that is not out yet."""
    found = sessions_of(When(rules=(Relative(EachHoliday(), -3),)), 2026, OFFICIAL)
    assert [False] * 6 + [True] == [each.provisional for each in found]


def test_a_week_at_the_turn_of_the_year_looks_at_both() -> None:
    """Friday 2027-01-01 turns back to Thursday 2026-12-31, in its own week, and rests on both years."""
    friday = sessions_of(When(rules=(Weekly((5,)),)), 2027, OFFICIAL)[0]
    assert ("2026-W53", dt.date(2026, 12, 31)) == (friday.candidate.slot, friday.date)
    looked_at = place(friday.candidate, Policy.POSTPONE, 7, True, OFFICIAL).years
    assert {2026, 2027} == looked_at


def test_windows_are_never_provisional() -> None:
    """A session without a day rests on no notice."""
    assert not any(
        each.provisional for each in sessions_of(When(rules=(Window(Unit.QUARTER),)), 2027, OFFICIAL)
    )
