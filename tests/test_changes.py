"""Changes to single sessions: moved, given a day, cancelled, added; and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import plan as handmade_plan
from sanhui.checks import moved_by_notice
from sanhui.errors import InputError, Problem
from sanhui.i18n import speaking
from sanhui.plan.load import load
from sanhui.plan.model import Activity, Change, Plan, Turns
from sanhui.publish.ics import calendar
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule, expand, explain
from sanhui.schedule.model import Reason, Session, Status
from sanhui.schedule.reasons import account, moved
from sanhui.schedule.slots import bounds
from sanhui.when.tree import Policy, Time, Unit, Weekly, When, Window
from small_plans import found, said, small_plan, write_plan
from test_check_notice import HOLIDAYS, NOTICE, WEDNESDAYS

MONDAYS = 'when = "每周一 15:00"'
QUARTERLY = 'when = "每季度1次"\ntime = "15:00"\nduration = "2小时"'


def change(session: str, *lines: str) -> str:
    """One `[[change]]` of a plan."""
    return "\n".join(["[[change]]", f'session = "{session}"', *lines, ""])


def schedule(folder: Path, activity: str, *changes: str) -> Schedule:
    """The schedule of a plan with one activity, called a, and these changes."""
    return expand(small_plan(folder, activity, head="\n".join(changes)))


def only(folder: Path, activity: str, *changes: str) -> Session:
    """The session that the changes are about."""
    name = changes[-1].split('"')[1]
    return schedule(folder, activity, *changes).by_id[name]


def times(session: Session) -> tuple[str, str]:
    """Start and end, without the offset."""
    assert session.start is not None
    assert session.end is not None
    return session.start.isoformat().removesuffix(":00+08:00"), session.end.isoformat().removesuffix(
        ":00+08:00"
    )


def refused(folder: Path, *activities: str, head: str) -> list[tuple[str, int | None, str, str]]:
    """Key, line, message and remedy of everything that loading or expanding says against a plan."""
    path = write_plan(folder, *activities, head=head)
    with pytest.raises(InputError) as caught:
        expand(load(path))
    assert {str(path)} == {problem.file for problem in caught.value.problems}
    return [(each.key, each.line, each.message, each.remedy) for each in caught.value.problems]


# -- what a change does ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("activity", "slot", "to", "expected"),
    [
        # a day keeps the time of day and the length, a time keeps the length
        (MONDAYS, "2026-W11", "2026-03-11", ("2026-03-11T15:00", "2026-03-11T16:30")),
        (MONDAYS, "2026-W11", "2026-03-11T09:30:00", ("2026-03-11T09:30", "2026-03-11T11:00")),
        (MONDAYS, "2026-W11", "2026-03-09T16:00:00", ("2026-03-09T16:00", "2026-03-09T17:30")),
        ('when = "每周一 14:30-16:30"', "2026-W11", "2026-03-11T15:00:00", ("2026-03-11T15:00", "2026-03-11T17:00")),
        # floating ones take the activity's time
        (QUARTERLY, "2026-Q1", "2026-03-11", ("2026-03-11T15:00", "2026-03-11T17:00")),
        (QUARTERLY, "2026-Q1", "2026-03-11T09:00:00", ("2026-03-11T09:00", "2026-03-11T11:00")),
        ('when = "每季度1次"', "2026-Q1", "2026-03-11", ("2026-03-11", "2026-03-12")),
        ('when = "每季度1次"', "2026-Q1", "2026-03-11T09:00:00", ("2026-03-11T09:00", "2026-03-11T10:30")),
        # whole days
        ('when = "每月10日"', "2026-03", "2026-03-11", ("2026-03-11", "2026-03-12")),
        ('when = "每月10日"', "2026-03", "2026-03-11T15:00:00", ("2026-03-11T15:00", "2026-03-11T16:30")),
        ('when = "每月10日"\nduration = "3天"', "2026-03", "2026-03-11", ("2026-03-11", "2026-03-14")),
    ],
)  # fmt: skip
def test_new_days_and_times(
    tmp_path: Path, activity: str, slot: str, to: str, expected: tuple[str, str]
) -> None:
    """Of what stands on a day, of what floats, of what takes whole days."""
    session = only(tmp_path, activity, change(f"a/{slot}", f"to = {to}"))
    assert expected == times(session)
    assert ("T" not in expected[0]) == session.all_day
    assert Status.PLANNED is session.status


def test_a_moved_session_keeps_what_it_is(tmp_path: Path) -> None:
    """Slot, nominal day and everything else; the step says from where, to where and why."""
    before = schedule(tmp_path, MONDAYS).by_id["a/2026-W11"]
    after = only(
        tmp_path, MONDAYS, change("a/2026-W11", "to = 2026-03-11T16:00:00", 'reason = "与局务会冲突"')
    )
    assert (before.id, before.nominal, before.title) == (after.id, after.nominal, after.title)
    (step,) = after.steps
    assert (Reason.CHANGED, before.start, after.start, "与局务会冲突") == (
        step.reason,
        step.origin,
        step.to,
        step.text,
    )


def test_no_other_session_changes(tmp_path: Path) -> None:
    """Nobody's turn and no topic is handed on, whatever becomes of one session."""
    activity = f'{MONDAYS}\nspeakers = {{ rotate = ["甲", "乙", "丙"] }}\ntopics = ["一", "二", "三", "四"]'
    changes = (
        change("a/2026-W02", "to = 2026-01-08"),
        change("a/2026-W03", "cancelled = true"),
        change("a/2026-extra", "to = 2026-01-09", "added = true"),
    )
    plain = schedule(tmp_path, activity).by_id
    after = schedule(tmp_path, activity, *changes).by_id
    touched = {"a/2026-W02", "a/2026-W03", "a/2026-extra"}
    assert {name: each for name, each in plain.items() if name not in touched} == {
        name: each for name, each in after.items() if name not in touched
    }
    for name in ("a/2026-W02", "a/2026-W03"):
        assert (plain[name].speaker, plain[name].topic) == (after[name].speaker, after[name].topic)
    assert ("", "") == (after["a/2026-extra"].speaker, after["a/2026-extra"].topic)


def test_a_cancelled_session_keeps_its_start(tmp_path: Path) -> None:
    """It stays in the list, as cancelled, where it would have been."""
    session = only(tmp_path, MONDAYS, change("a/2026-W11", "cancelled = true", 'reason = "防汛"'))
    assert (Status.CANCELLED, ("2026-03-09T15:00", "2026-03-09T16:30")) == (session.status, times(session))
    assert [(Reason.CANCELLED, "防汛")] == [(step.reason, step.text) for step in session.steps]
    assert not session.dropped
    assert not session.unplaceable


def test_a_cancelled_session_was_where_it_had_been_moved(tmp_path: Path) -> None:
    """What people were told last is what is called off."""
    moved_first = change("a/2026-W11", "to = 2026-03-11", 'place = "二楼"')
    session = only(tmp_path, MONDAYS, moved_first, change("a/2026-W11", "cancelled = true"))
    assert (("2026-03-11T15:00", "2026-03-11T16:30"), "二楼") == (times(session), session.place)
    assert [Reason.CHANGED, Reason.CANCELLED] == [step.reason for step in session.steps]


def test_a_floating_session_that_is_cancelled_has_its_window(tmp_path: Path) -> None:
    """So calendars that showed it, on the last working day of the window, can take it back."""
    made = schedule(tmp_path, QUARTERLY, change("a/2026-Q1", "cancelled = true"))
    session = made.by_id["a/2026-Q1"]
    assert (Status.CANCELLED, None, dt.date(2026, 3, 31)) == (session.status, session.start, session.last)
    (event,) = [each for each in calendar(made).decode().split("BEGIN:VEVENT") if "a+2026-Q1" in each]
    assert "STATUS:CANCELLED" in event
    assert "DTSTART;VALUE=DATE:20260331" in event


def test_an_added_session_takes_over_from_its_activity(tmp_path: Path) -> None:
    """Outside the rule, with a place of its own; its particulars are described like any other's."""
    activity = f'{MONDAYS}\nplace = "三楼"\nspeakers = ["甲", "乙"]\nsession."2026-extra".topic = "专题"'
    session = only(
        tmp_path, activity, change("a/2026-extra", "to = 2026-03-12", "added = true", 'place = "二楼"')
    )
    assert (Status.ADDED, None, ("2026-03-12T15:00", "2026-03-12T16:30")) == (
        session.status, session.nominal, times(session),
    )  # fmt: skip
    assert ("二楼", "甲、乙", "专题") == (session.place, session.speaker, session.topic)
    assert [Reason.ADDED] == [step.reason for step in session.steps]
    assert [] == said(
        "unknown-slot", tmp_path, activity, head=change("a/2026-extra", "to = 2026-03-12", "added = true")
    )


def test_an_added_session_is_moved_and_cancelled_like_any_other(tmp_path: Path) -> None:
    """It stays an added one."""
    added = change("a/2026-extra", "to = 2026-03-12", "added = true")
    session = only(tmp_path, MONDAYS, added, change("a/2026-extra", "to = 2026-03-13T09:00:00"))
    assert (Status.ADDED, "2026-03-13T09:00") == (session.status, times(session)[0])
    assert [Reason.ADDED, Reason.CHANGED] == [step.reason for step in session.steps]
    session = only(tmp_path, MONDAYS, added, change("a/2026-extra", "cancelled = true"))
    assert (Status.CANCELLED, "2026-03-12T15:00") == (session.status, times(session)[0])


def test_the_last_change_holds_as_a_whole(tmp_path: Path) -> None:
    """The history stays in the file: an earlier day or place is none of the last one's."""
    first = change("a/2026-W11", "to = 2026-03-11", 'place = "二楼"', 'reason = "一"')
    session = only(tmp_path, MONDAYS, first, change("a/2026-W11", "to = 2026-03-12", 'reason = "二"'))
    assert ("2026-03-12T15:00", "", ["二"]) == (
        times(session)[0], session.place, [step.text for step in session.steps],
    )  # fmt: skip
    back = only(tmp_path, MONDAYS, first, change("a/2026-W11", "to = 2026-03-09"))
    assert schedule(tmp_path, MONDAYS).by_id["a/2026-W11"] == back
    revived = only(tmp_path, MONDAYS, change("a/2026-W11", "cancelled = true"), first)
    assert (Status.PLANNED, "二楼") == (revived.status, revived.place)


def test_another_place_alone(tmp_path: Path) -> None:
    """It goes before the place of the activity and of the session's own table."""
    activity = f'{MONDAYS}\nplace = "三楼"\nsession."2026-W11".place = "一楼"'
    session = only(tmp_path, activity, change("a/2026-W11", 'place = "二楼"', 'reason = "装修"'))
    assert ("二楼", "2026-03-09T15:00") == (session.place, times(session)[0])
    with speaking("en"):
        assert "held in another place: 装修" == moved(session)


def test_what_is_settled_by_hand(tmp_path: Path) -> None:
    """A slot that finds no day, and a week that is off, are held where somebody puts them."""
    stuck = 'when = "2月19日 15:00"\nwithin = "2天"'
    assert schedule(tmp_path, stuck).by_id["a/2026"].unplaceable
    assert not only(tmp_path, stuck, change("a/2026", "to = 2026-02-26")).unplaceable
    assert not only(tmp_path, stuck, change("a/2026", "cancelled = true")).unplaceable
    session = only(tmp_path, MONDAYS, change("a/2026-W08", "to = 2026-02-20", 'reason = "值班学习"'))
    assert (False, "2026-02-20T15:00") == (session.dropped, times(session)[0])


def test_two_sessions_may_change_places(tmp_path: Path) -> None:
    """Both days are free once both have moved."""
    made = schedule(
        tmp_path,
        'when = "每周一、周三 15:00"',
        change("a/2026-W11", "to = 2026-03-11"),
        change("a/2026-W11.2", "to = 2026-03-09"),
    )
    assert ["2026-W11.2", "2026-W11"] == [each.slot for each in made.sessions if "W11" in each.slot]


def test_sessions_stand_in_the_order_of_their_new_days(tmp_path: Path) -> None:
    """Moved and added ones among the others."""
    made = schedule(
        tmp_path,
        MONDAYS,
        change("a/2026-W11", "to = 2027-01-15", "outside = true", 'reason = "按上级部署"'),
        change("a/2026-extra", "to = 2026-01-06", "added = true"),
    )
    slots = [each.slot for each in made.sessions]
    assert ("2026-extra", "2026-W11") == (slots[1], slots[-1])


def test_a_day_set_by_hand_waits_for_no_notice(tmp_path: Path) -> None:
    """In a provisional year, what somebody has fixed is not provisional."""
    plan = small_plan(tmp_path, MONDAYS, year=2027, head=change("a/2027-W11", "to = 2027-03-17"))
    found_sessions = expand(plan).by_id
    assert [False, True] == [found_sessions[name].provisional for name in ("a/2027-W11", "a/2027-W12")]


def test_changes_reach_the_records(tmp_path: Path) -> None:
    """Status, new start, and the reason in the sentence."""
    made = schedule(
        tmp_path,
        MONDAYS,
        change("a/2026-W11", "to = 2026-03-11", 'reason = "与局务会冲突"'),
        change("a/2026-W12", "cancelled = true"),
        change("a/2026-extra", "to = 2026-03-20", "added = true"),
    )
    records = {each["slot"]: each for each in to_dict(made)["sessions"]}
    assert ["planned", "cancelled", "added"] == [
        records[slot]["status"] for slot in ("2026-W11", "2026-W12", "2026-extra")
    ]
    assert "2026-03-11T15:00:00+08:00" == records["2026-W11"]["start"]
    assert "2026-03-09" == records["2026-W11"]["nominal"]
    assert "与局务会冲突" in records["2026-W11"]["moved"]


@pytest.mark.parametrize(
    ("activity", "lines", "expected"),
    [
        (MONDAYS, ("to = 2026-03-11", 'reason = "x"'), "moved to 11 Mar: x"),
        (MONDAYS, ("to = 2026-03-11T16:00:00",), "moved to 11 Mar 16:00"),
        (MONDAYS, ("to = 2026-03-09T16:00:00",), "moved to 16:00"),
        (MONDAYS, ("cancelled = true", 'reason = "x"'), "cancelled: x"),
        ('when = "每周1次"\ntime = "15:00"', ("to = 2026-03-11",), "fixed on 11 Mar 15:00"),
        ('when = "每周1次"', ("to = 2026-03-11",), "fixed on 11 Mar"),
    ],
)
def test_sentences(tmp_path: Path, activity: str, lines: tuple[str, ...], expected: str) -> None:
    """What is new is said, and the reason."""
    with speaking("en"):
        assert expected == moved(only(tmp_path, activity, change("a/2026-W11", *lines)))


def test_the_account_of_a_cancelled_session(tmp_path: Path) -> None:
    """It does not say that the session is held."""
    with speaking("en"):
        told = account(only(tmp_path, MONDAYS, change("a/2026-W11", "cancelled = true")))
    assert "So there is no session." == told[-1]


def test_an_added_session_has_no_rule(tmp_path: Path) -> None:
    """There is nothing to explain its day with but the change."""
    made = schedule(tmp_path, MONDAYS, change("a/2026-extra", "to = 2026-03-20", "added = true"))
    assert explain(made.plan, made.by_id["a/2026-extra"]) is None


# -- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("session", "lines", "key", "words"),
    [
        ("b/2026-W11", ("to = 2026-03-11",), "session", "no activity “b”"),
        ("2026-W11", ("to = 2026-03-11",), "session", "no activity"),
        ("a", ("to = 2026-03-11",), "session", "not the name of a slot"),
        ("a/W11", ("to = 2026-03-11",), "session", "not the name of a slot"),
        ("a/2026-W54", ("to = 2026-03-11",), "session", "no session “2026-W54”"),
        ("a/2026-03", ("to = 2026-03-11",), "session", "no session “2026-03”"),
        ("a/2026-extra", ("to = 2026-03-11",), "session", "no session “2026-extra”"),
        ("a/2026-extra", ("cancelled = true",), "session", "no session “2026-extra”"),
        ("a/2026-W11", ("to = 2026-03-11", "added = true"), "session", "already"),
        ("a/2026-W11", ("to = 2026-03-11", "cancelled = true"), "to", "not moved as well"),
        ("a/2026-extra", ("added = true",), "to", "needs its day"),
        ("a/2026-extra", ("added = true", 'place = "二楼"'), "to", "needs its day"),
        ("a/2026-extra", ("added = true", "cancelled = true"), "cancelled", "one change"),
        ("a/2026-W11", (), "to", "changes nothing"),
        ("a/2026-W11", ('reason = "x"',), "to", "changes nothing"),
        ("a/2026-W11", ('to = "2026-03-11"',), "to", "without quotation marks"),
        ("a/2026-W11", ("to = 15:00:00",), "to", "without quotation marks"),
        ("a/2026-W11", ("to = 2026-03-11T15:00:00Z",), "to", "time zone"),
        ("a/2026-W11", ("to = 2027-03-11",), "to", "not in 2026"),
        ("a/2026-W11", ("to = 2026-03-16",), "to", "outside of 2026-W11"),
        ("a/2026-W11", ("to = 2026-03-08T15:00:00",), "to", "outside of 2026-W11"),
        ("a/2026-W11", ("to = 2026-03-17", "outside = true"), "reason", "needs a reason"),
        ("a/2026-W11", ("to = 2026-03-17", "outside = true", 'reason = " "'), "reason", "needs a reason"),
        ("a/2026-W11", ("to = 2026-03-16", "outside = true", 'reason = "x"'), "to", "has a/2026-W12 on"),
        ("a/2026-extra", ("to = 2026-03-16T09:00:00", "added = true"), "to", "has a/2026-W12 on"),
        ("a/2026-W11", ("to = 2026-03-11", 'place = "二\\n楼"'), "place", "line break"),
        ("a/2026-W11", ("to = 2026-03-11", 'room = "二楼"'), "room", "unknown key"),
    ],
)
def test_wrong_changes(tmp_path: Path, session: str, lines: tuple[str, ...], key: str, words: str) -> None:
    """One message each, at the change, with what would be right."""
    told = refused(tmp_path, MONDAYS, head=change(session, *lines))
    assert [f"change[1].{key}"] == [where for where, *_rest in told]
    _key, line, message, remedy = told[0]
    assert words in message
    assert remedy
    assert line is not None
    assert 5 <= line <= 6 + len(lines)


def test_the_nearest_slot_is_named(tmp_path: Path) -> None:
    """A slip of one digit."""
    told = refused(tmp_path, MONDAYS, head=change("a/2026-W1O", "to = 2026-03-11"))
    assert "not the name of a slot" in told[0][2]
    told = refused(tmp_path, 'when = "每月10日"', head=change("a/2026-13", "to = 2026-03-11"))
    assert "“2026-1" in told[0][3]


def test_several_whole_days_take_no_time(tmp_path: Path) -> None:
    """Somebody who writes a time may not know that it is three days."""
    told = refused(
        tmp_path, 'when = "3月10日"\nduration = "3天"', head=change("a/2026", "to = 2026-03-11T09:00:00")
    )
    assert "3 whole days" in told[0][2]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """In the order of the file; two that were given one day are told once, at the later."""
    told = refused(
        tmp_path,
        MONDAYS,
        head="\n".join(
            [
                change("a/2026-99", "to = 2026-03-11"),
                change("a/2026-W11", "to = 2026-03-13", 'reason = "x"'),
                change("a/2026-extra", "to = 2026-03-13", "added = true"),
                change("a/2026-W20", "to = 2026-08-20"),
            ]
        ),
    )
    assert ["change[1].session", "change[3].to", "change[4].to"] == [key for key, *_rest in told]


def test_only_the_change_that_holds_is_judged(tmp_path: Path) -> None:
    """History may name days that another session has taken since."""
    made = schedule(
        tmp_path,
        MONDAYS,
        change("a/2026-W11", "to = 2026-03-16", "outside = true", 'reason = "x"'),
        change("a/2026-W11", "to = 2026-03-12"),
        change("a/2026-extra", "to = 2026-03-16", "added = true"),
        change("a/2026-extra", "cancelled = true"),
    )
    assert {Status.PLANNED, Status.CANCELLED} == {each.status for each in made.sessions}


def test_a_cancelled_session_holds_no_day(tmp_path: Path) -> None:
    """Another one may be put there."""
    made = schedule(
        tmp_path,
        MONDAYS,
        change("a/2026-W11", "cancelled = true"),
        change("a/2026-extra", "to = 2026-03-09", "added = true"),
    )
    assert 2 == sum(each.date == dt.date(2026, 3, 9) for each in made.sessions)


def test_a_reminder_for_a_holiday_stays_in_its_own_year(tmp_path: Path) -> None:
    """Its slot bears the festival's year, and its day lies in December before it."""
    activity = 'when = "每个法定节假日前3个工作日"'
    made = schedule(tmp_path, activity, change("a/2027-new-year", "to = 2026-12-28"))
    assert dt.date(2026, 12, 28) == made.by_id["a/2027-new-year"].date


# -- the checks --------------------------------------------------------------------------------------------


def test_a_session_moved_to_a_day_off(tmp_path: Path) -> None:
    """A warning, at the change: it may be meant. A worked Saturday is no day off."""
    head = "\n".join(
        [
            change("a/2026-W11", "to = 2026-03-14"),
            change("a/2026-W19", "to = 2026-05-09"),
            change("a/2026-W27", "to = 2026-07-04", "cancelled = false"),
            change("a/2026-W28", "to = 2026-07-11"),
            change("a/2026-W28", "cancelled = true"),
        ]
    )
    told = found("changed-to-day-off", tmp_path, MONDAYS, head=head)
    assert [("warning", ("a/2026-W11",)), ("warning", ("a/2026-W27",))] == [
        (each.severity, each.sessions) for each in told
    ]
    assert 5 == told[0].line


def test_saturdays_may_be_moved_to_sundays(tmp_path: Path) -> None:
    """A rule that names a weekend day means it, so only a holiday is a day off for it."""
    head = "\n".join([change("a/2026-W11", "to = 2026-03-15"), change("a/2026-W14", "to = 2026-04-05")])
    told = found("changed-to-day-off", tmp_path, 'when = "每周六 9:00"', head=head)
    assert [("a/2026-W14",)] == [each.sessions for each in told]


def test_what_was_kept_on_a_day_off_and_then_moved(tmp_path: Path) -> None:
    """It is not there any more."""
    activity = 'when = "5月1日 15:00"\non_holiday = "keep"'
    assert 1 == len(said("day-off-kept", tmp_path, activity))
    assert [] == said("day-off-kept", tmp_path, activity, head=change("a/2026", "to = 2026-05-07"))


def test_a_notice_moves_no_session_that_somebody_has_set(tmp_path: Path) -> None:
    """Their day is the plan's, before the notice and after it; the others are told."""
    (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")
    by_hand = change("a/2027-05", "to = 2027-05-12")
    told = [
        {each.sessions for each in moved_by_notice(small_plan(tmp_path, WEDNESDAYS, year=2027, head=head))}
        for head in (HOLIDAYS, f"{HOLIDAYS}\n{by_hand}")
    ]
    assert {("a/2027-05",)} == told[0] - told[1]
    assert told[1] < told[0]


# -- all of them -------------------------------------------------------------------------------------------

WEEKLY = Activity(
    id="w", title="学", kinds=("study",), when=When(rules=(Weekly((1,)),), time=Time(start=dt.time(15))),
    minutes=90, on_holiday=Policy.POSTPONE, within=7, working_weekends=True,
    speakers=Turns(("甲", "乙", "丙"), rotates=True),
)  # fmt: skip
QUARTERS = Activity(
    id="q", title="课", kinds=("lecture",), when=When(rules=(Window(Unit.QUARTER),), time=Time(start=dt.time(9))),
    minutes=60, on_holiday=Policy.POSTPONE, within=7, working_weekends=True,
)  # fmt: skip
PLAIN = handmade_plan(activities=(WEEKLY, QUARTERS))
BEFORE = expand(PLAIN).by_id
YEAR = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@st.composite
def changed_plans(draw: st.DrawFn) -> Plan:
    """A plan with changes of sessions that there are, to days of their periods or to others."""
    changes = []
    for index in range(draw(st.integers(1, 6))):
        session = BEFORE[draw(st.sampled_from(sorted(BEFORE)))]
        first, last = bounds(session.slot)
        inside = st.dates(max(first, dt.date(2026, 1, 1)), min(last, dt.date(2026, 12, 31)))
        to = draw(st.none() | inside | YEAR | inside.map(lambda day: dt.datetime.combine(day, dt.time(8))))
        changes.append(
            Change(
                activity=session.activity, slot=session.slot, to=to, cancelled=to is None,
                outside=draw(st.booleans()), reason="由", index=index + 1,
            )
        )  # fmt: skip
    return handmade_plan(activities=(WEEKLY, QUARTERS), changes=tuple(changes))


def outcome(plan: Plan) -> tuple[tuple[Problem, ...], dict[str, Session]]:
    """What is said against a plan, or its sessions."""
    try:
        return (), dict(expand(plan).by_id)
    except InputError as error:
        return error.problems, {}


@given(changed_plans())
def test_changes_do_what_they_say_or_are_refused(plan: Plan) -> None:
    """Every session is where its last change puts it, within its period unless it may leave it, alone on its day."""
    last = {change.session: change for change in plan.changes}
    refusal, after = outcome(plan)
    assert {each.key.partition("]")[0] for each in refusal} <= {
        f"change[{each.index}" for each in plan.changes
    }
    if refusal:
        return
    assert BEFORE.keys() == after.keys()
    for name, session in after.items():
        change = last.get(name)
        if change is None:
            assert BEFORE[name] == session
        elif change.cancelled:
            assert Status.CANCELLED is session.status
        else:
            day = change.to.date() if isinstance(change.to, dt.datetime) else change.to
            assert day == session.date
            first, end = bounds(session.slot)
            assert day is not None
            assert change.outside or first <= day <= end
            assert 1 == sum(
                each.date == day and each.activity == session.activity and each.status is not Status.CANCELLED
                for each in after.values()
            )
        assert (BEFORE[name].nominal, BEFORE[name].speaker) == (session.nominal, session.speaker)
