"""An activity as one recurring event: RRULE, EXDATE, RECURRENCE-ID, and what is left to events of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, reject
from hypothesis import strategies as st

from calendar_readers import announced, expanded, ical_js
from handmade import SHANGHAI, activity, plan
from sanhui.errors import InputError
from sanhui.i18n import speaking
from sanhui.plan.model import Change, Particulars, Plan, Turns
from sanhui.publish.ics import Audience, Options, Style, calendar
from sanhui.publish.ics.identity import holiday_uid, series_uid, task_uid, uid
from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.recurrence import recurrence
from sanhui.publish.ics.wording import description, summary
from sanhui.publish.ics.writer import publication
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Session
from sanhui.when import parse
from sanhui.when.examples import EXAMPLES
from sanhui.when.tree import Policy

SERIES = Options(style=Style.SERIES)


def written(made: Plan, options: Options = SERIES) -> tuple[Component, ...]:
    return publication([expand(made)], options).components


def weekly(*changes: Change, **given: object) -> Plan:
    return plan(activities=(activity("每周一 15:00", **given),), changes=changes)


def change(slot: str, **given: object) -> Change:
    return Change(activity="study", slot=slot, **given)  # type: ignore[arg-type]


def test_a_series_line_by_line() -> None:
    """From the first date of the rule to the end of the last one's day, in UTC; a week off is left out."""
    master, *overrides = written(weekly())
    assert """\
BEGIN:VEVENT
UID:study@skl-2026.sanhui
DTSTAMP:20250101T000100Z
SEQUENCE:0
DTSTART;TZID=Asia/Shanghai:20260105T150000
DTEND;TZID=Asia/Shanghai:20260105T163000
RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261228T155959Z
EXDATE;TZID=Asia/Shanghai:20260216T150000
SUMMARY:学习
DESCRIPTION:类别：集中学习
CATEGORIES:集中学习
COLOR:steelblue
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT""" == master.lines.replace("\r\n", "\n")
    moved = ["20260223T150000", "20260406T150000", "20260504T150000", "20261005T150000"]
    assert moved == [each.recurrence_id for each in overrides]


def test_an_override_line_by_line() -> None:
    """Its RECURRENCE-ID is the slot of the rule, with the same UID and TZID; it is newer than its master."""
    override = next(each for each in written(weekly()) if each.recurrence_id)
    assert """\
BEGIN:VEVENT
UID:study@skl-2026.sanhui
DTSTAMP:20250101T000100Z
SEQUENCE:1
RECURRENCE-ID;TZID=Asia/Shanghai:20260223T150000
DTSTART;TZID=Asia/Shanghai:20260224T150000
DTEND;TZID=Asia/Shanghai:20260224T163000
SUMMARY:学习
DESCRIPTION:类别：集中学习\\n春节放假，顺延至2月24日
CATEGORIES:集中学习
COLOR:steelblue
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT""" == override.lines.replace("\r\n", "\n")


@pytest.mark.parametrize("audience", Audience)
def test_what_is_called_off_is_left_out(audience: Audience) -> None:
    """A cancelled override would still count as an instance; the first date stays the start of the series."""
    made = weekly(change("2026-W02", cancelled=True), change("2026-W11", cancelled=True))
    components = written(made, Options(style=Style.SERIES, audience=audience))
    master = components[0]
    assert ("DTSTART;TZID=Asia/Shanghai", "20260105T150000") in master.properties()
    gone = [value for name, value in master.properties() if name == "EXDATE;TZID=Asia/Shanghai"]
    assert ["20260105T150000", "20260216T150000", "20260309T150000"] == gone
    assert [] == [each for each in components if each.status == "CANCELLED"]
    assert set(gone).isdisjoint(each.recurrence_id for each in components)


def test_a_series_is_what_icalendars_components_say() -> None:
    """Parsed back, master and overrides are those that icalendar builds one by one."""
    made = weekly(
        change("2026-W11", to=dt.datetime(2026, 3, 11, 9)),
        particulars={"2026-W12": Particulars(place="二楼")},
    )
    sessions = {each.nominal: each for each in expand(made).sessions}
    moved = dict.fromkeys(
        day for day, each in sessions.items() if each.date != day and each.date
    ) | dict.fromkeys([dt.date(2026, 3, 16)])
    expected = [
        _component(sessions[dt.date(2026, 1, 12)], made, dt.datetime(2026, 1, 5, 15, tzinfo=SHANGHAI))
    ]
    expected[0].add(
        "RRULE",
        {"FREQ": "WEEKLY", "BYDAY": "MO", "UNTIL": dt.datetime(2026, 12, 28, 15, 59, 59, tzinfo=dt.UTC)},
    )
    expected[0].add("EXDATE", dt.datetime(2026, 2, 16, 15, tzinfo=SHANGHAI))
    for day in sorted(each for each in moved if each):
        expected.append(_component(sessions[day], made, sessions[day].start))
        expected[-1].add("RECURRENCE-ID", dt.datetime.combine(day, dt.time(15), SHANGHAI))
        expected[-1]["SEQUENCE"] = icalendar.vInt(1)
    read = icalendar.Calendar.from_ical(calendar(expand(made), SERIES)).events
    assert expected == read
    for one, other in zip(expected, read, strict=True):
        assert sorted(map(str, one.content_lines())) == sorted(map(str, other.content_lines()))


def _component(session: Session, made: Plan, start: dt.date | None) -> icalendar.Event:
    """An event by icalendar alone, with what the session says."""
    assert isinstance(start, dt.datetime)
    event = icalendar.Event()
    event.add("UID", "study@skl-2026.sanhui")
    event.add("DTSTAMP", dt.datetime(2025, 1, 1, 0, 1, tzinfo=dt.UTC))
    event.add("SEQUENCE", 0)
    event.add("DTSTART", start)
    event.add("DTEND", start + dt.timedelta(minutes=90))
    with speaking("zh"):
        event.add("SUMMARY", summary(session))
        event.add("DESCRIPTION", description(session, made, names=False))
    if session.place:
        event.add("LOCATION", session.place)
    event.add("CATEGORIES", ["集中学习"])
    event.add("COLOR", "steelblue")
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    return event


def test_what_differs_is_overridden() -> None:
    """Place, topic, speaker if names are asked for; what most instances say is said by the series."""
    own = {"2026-W12": Particulars(topic="《条例》"), "2026-W13": Particulars(place="二楼")}
    made = weekly(particulars=own, topics=(), speakers=Turns(("甲同志",)))
    ids = {each.recurrence_id for each in written(made)}
    assert {"20260316T150000", "20260323T150000"} <= ids
    rotating = weekly(speakers=Turns(("甲同志", "乙同志"), rotates=True))
    without, named = (
        len(written(rotating, Options(style=Style.SERIES, names=names))) for names in (False, True)
    )
    assert without < 10 < named


def test_what_the_rule_does_not_give_has_its_own_uid() -> None:
    """An extra session, one in another year, and a whole day that got a time are events under the session's UID."""
    made = plan(
        activities=(activity("每周一", id="study"),),
        changes=(
            change("2026-extra", to=dt.date(2026, 4, 2), added=True),
            change("2026-W53", to=dt.date(2027, 1, 4), outside=True),
            change("2026-W11", to=dt.datetime(2026, 3, 11, 9)),
        ),
    )
    components = written(made)
    apart = {each.uid: each.start for each in components if each.uid != "study@skl-2026.sanhui"}
    assert {
        "study+2026-extra@skl-2026.sanhui": "20260402",
        "study+2026-W53@skl-2026.sanhui": "20270104",
        "study+2026-W11@skl-2026.sanhui": "20260311T090000",
    } == apart
    master = next(each for each in components if each.uid not in apart)
    gone = {value for name, value in master.properties() if name.startswith("EXDATE")}
    assert {"20260216", "20260309", "20261228"} == gone


def test_what_has_no_rule_stays_events() -> None:
    """Working days, holidays and odd weeks are beyond RFC 5545; a single date is no series."""
    for when in (
        "每月最后一个工作日",
        "每个法定节假日前3个工作日",
        "单周周三",
        "农历八月十五",
        "3月5日",
        "每季度1次",
    ):
        components = written(plan(activities=(activity(when),)))
        assert components, when
        assert not [each for each in components if "\r\nRRULE:" in each.lines], when


def test_the_zone_of_the_plan_ends_the_last_day() -> None:
    """UNTIL is the last second of the day there, told in UTC, summer time or not."""
    made = plan(activities=(activity("6月至7月每周一 15:00"),), timezone="Europe/Berlin")
    master = written(made)[0]
    assert master.value("RRULE").endswith("UNTIL=20260727T215959Z")


def test_the_thirtieth_lacks_february() -> None:
    """Its last day stands for it, and the rule cannot say so in words that ical.js understands: an event of its own."""
    components = written(plan(activities=(activity("每月30日 9:00", on_holiday=Policy.KEEP),)))
    assert "FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20261230T155959Z" in {each.value("RRULE") for each in components}
    assert "20260228T090000" in {each.start for each in components if "+2026-02@" in each.uid}


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=1",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20,30;BYDAY=MO",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=3,5",
    ],
)
def test_what_programs_miscount_is_not_written(rule: str) -> None:
    """ical.js takes each of these for something else."""
    assert None is recurrence(parse(f"RRULE:{rule}"), [dt.date(2026, 1, 5), dt.date(2026, 2, 2)])


@pytest.mark.slow
def test_ical_js_counts_every_rule_as_we_do() -> None:
    """Every form of the language, and rules that people bring: what is written as a series, ical.js counts alike."""
    rules = [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=5",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH;WKST=SU;COUNT=9",
        "FREQ=DAILY;INTERVAL=10",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1",
    ]
    phrases = [*(zh for zh, _en in EXAMPLES), *(f"RRULE:{rule}" for rule in rules)]
    schedules = {
        phrase: expand(
            plan(
                activities=(activity(phrase, on_holiday=Policy.KEEP),),
                periods={"寒假": (dt.date(2026, 1, 31), dt.date(2026, 3, 1))},
            )
        )
        for phrase in phrases
    }
    files = {phrase: calendar(schedule, SERIES) for phrase, schedule in schedules.items()}
    read = ical_js(files)
    assert {phrase: announced(schedule) for phrase, schedule in schedules.items()} == {
        phrase: read[phrase].seen for phrase in phrases
    }
    recurring = [phrase for phrase in phrases if b"RRULE" in files[phrase]]
    assert len(recurring) > 15


def test_a_rule_begins_and_counts_where_the_series_does() -> None:
    """From its first date the rule alone gives its dates; what the phrase leaves out is among them."""
    when = parse("每两周周四 除7月、8月")
    wanted = [each.nominal for each in expand(plan(activities=(activity("每两周周四 除7月、8月"),))).sessions]
    found = recurrence(when, [each for each in wanted if each])
    assert found is not None
    start = dt.datetime.combine(found.dates[0], dt.time())
    assert found.dates == tuple(
        at.date() for at in rrulestr(found.rule, dtstart=start).between(start, dt.datetime(2027, 1, 1), True)
    )
    assert set(wanted) <= set(found.dates)


PHRASES = [
    "每周一 15:00",
    "每周一、三 9:00",
    "每两周周四",
    "每月10日 15:00",
    "每月30日 23:30",
    "每月第二个周三 下午3点",
    "每月最后一个周五 全天",
    "每季度最后一个月15日 10:00",
    "工作日每天 8:30",
    "每月最后一个工作日",
]


@st.composite
def changed_plans(draw: st.DrawFn) -> Plan:
    """A plan whose sessions were called off, moved, held elsewhere, given another time, and added to."""
    whole = plan(
        activities=(
            activity(draw(st.sampled_from(PHRASES)), topics=draw(st.sampled_from([(), ("一", "二")]))),
        )
    )
    sessions = [each for each in expand(whole).sessions if each.date]
    changes: list[Change] = []
    for session in draw(st.lists(st.sampled_from(sessions), max_size=8, unique_by=lambda each: each.id)):
        assert session.date
        day = session.date + dt.timedelta(days=draw(st.integers(-9, 9)))
        at = dt.datetime.combine(day, draw(st.sampled_from([dt.time(8), dt.time(23, 30)])))
        changes.append(
            draw(
                st.sampled_from(
                    [
                        change(session.slot, cancelled=True),
                        change(session.slot, place="二楼"),
                        change(session.slot, to=day, outside=True, reason="改期"),
                        change(session.slot, to=at, outside=True, reason="改期"),
                        change(f"2026-x{len(changes)}", to=at, added=True, outside=True, reason="增加"),
                    ]
                )
            )
        )
    return plan(activities=whole.activities, changes=tuple(changes))


@pytest.mark.slow
@given(changed_plans(), st.sampled_from(Audience))
def test_whatever_happens_to_a_plan_its_series_are_its_sessions(made: Plan, audience: Audience) -> None:
    """Each session once, at its instants; no override of what is left out, none twice, none in another year."""
    try:
        schedule = expand(made)
    except InputError:  # two sessions on one day
        reject()
    options = Options(style=Style.SERIES, audience=audience)
    components = publication([schedule], options).components
    assert announced(schedule) == expanded(calendar(schedule, options))
    assert len(components) == len({each.key for each in components})
    gone = {value for each in components for name, value in each.properties() if name.startswith("EXDATE")}
    overrides = [each for each in components if each.recurrence_id]
    assert gone.isdisjoint(each.recurrence_id for each in overrides)
    assert {"2026"} >= {each.value("DTSTART")[:4] for each in overrides}
    assert all(each.sequence > 0 for each in overrides)
    assert not any("RDATE" in name for each in components for name, _value in each.properties())


IDENTIFIERS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,5}", fullmatch=True) | st.sampled_from(
    ["holiday", "task", "a", "2026-10-01"]
)


@given(st.lists(IDENTIFIERS, min_size=4, max_size=4))
def test_no_two_sorts_of_components_share_a_uid(names: list[str]) -> None:
    """A series, a session, a task of either sort and a day off, whatever they are called."""
    plan_id, name, slot, task = names
    found = [
        series_uid(plan_id, name),
        uid(plan_id, name, slot),
        task_uid(plan_id, f"{name}/{slot}"),
        task_uid(plan_id, f"{name}/{slot}/{task}"),
        holiday_uid(plan_id, dt.date(2026, 10, 1)),
    ]
    assert len(set(found)) == len(found)


def test_all_of_it_again_is_the_same(tmp_path: Path) -> None:
    """Same plan, same bytes; an icalendar that reads them finds nothing odd."""
    made = expand(weekly())
    assert calendar(made, SERIES) == calendar(Schedule(made.plan, made.sessions), SERIES)
    read = icalendar.Calendar.from_ical(calendar(made, SERIES))
    assert [] == [error for component in read.walk() for error in component.errors]
