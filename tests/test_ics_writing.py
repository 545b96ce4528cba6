"""A schedule becomes a calendar file: each session one event, by the rules of what programs accept."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import SHANGHAI, plan, schedule, session
from sanhui.publish.ics import Audience, Floating, Options, calendar, size_warnings
from sanhui.publish.ics.alarm import alarms
from sanhui.publish.ics.identity import uid
from sanhui.publish.ics.timezone import vtimezone
from sanhui.publish.ics.wording import description, summary
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status

STAMP = dt.datetime(2025, 1, 1, 0, 1, tzinfo=dt.UTC)


def read(data: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(data)


def _value(component: icalendar.Component, name: str) -> str:
    """The value of a property as it stands in the file."""
    return next(str(line).partition(":")[2] for line in component.content_lines() if line.startswith(name))


def only(data: bytes) -> icalendar.Event:
    (event,) = read(data).events
    return event


def slowly(made: Schedule) -> icalendar.Calendar:
    """The same calendar by icalendar's own components and nothing else: the oracle for the one writer."""
    of = made.plan
    whole = icalendar.Calendar()
    whole.add("PRODID", "-//sanhui//sanhui//EN")
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    if of.organizer:
        whole.add("METHOD", "PUBLISH")
    whole.add("NAME", of.title)
    whole.add("X-WR-CALNAME", of.title)
    whole.add("COLOR", "crimson")
    whole.add("REFRESH-INTERVAL", dt.timedelta(days=1), {"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", icalendar.vDuration(dt.timedelta(days=1)))
    whole.add_component(vtimezone(of.timezone, ZoneInfo(of.timezone), 2026, 2027))
    dated = [each for each in made.sessions if each.start is not None]
    for each in sorted(dated, key=lambda each: _order(each, of.id)):
        whole.add_component(_event(each, made))
    return whole


def _order(each: Session, plan_id: str) -> tuple[dt.datetime, bool, str]:
    """By start, whole days before meetings at midnight, then by UID."""
    start = each.start
    assert start is not None
    timed = isinstance(start, dt.datetime)
    moment = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time(), SHANGHAI)
    return moment, timed, uid(plan_id, each.activity, each.slot)


def _event(each: Session, made: Schedule) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", uid(made.plan.id, each.activity, each.slot))
    event.add("DTSTAMP", STAMP)
    event.add("SEQUENCE", 1 if each.status is Status.CANCELLED else 0)
    event.add("DTSTART", each.start)
    event.add("DTEND", each.end)
    event.add("SUMMARY", summary(each))
    event.add("DESCRIPTION", description(each, made.plan, names=False))
    if each.place:
        event.add("LOCATION", each.place)
    if each.url:
        event.add("URL", icalendar.vUri(each.url))
    event.add("CATEGORIES", [made.plan.kinds[kind].en for kind in each.kinds])
    event.add("COLOR", made.plan.kinds[each.kinds[0]].colour)
    cancelled = each.status is Status.CANCELLED
    event.add("STATUS", "CANCELLED" if cancelled else "TENTATIVE" if each.provisional else "CONFIRMED")
    busy = all(made.plan.kinds[code].busy for code in each.kinds)
    event.add("TRANSP", "TRANSPARENT" if cancelled or (each.all_day and not busy) else "OPAQUE")
    for material in each.materials:
        if material.startswith("https://"):
            event.add("ATTACH", icalendar.vUri(material))
    if made.plan.organizer:
        event.add("ORGANIZER", f"mailto:{made.plan.organizer}", {"CN": made.plan.organization})
    for alarm in [] if cancelled else alarms(each.remind, each.title, all_day=each.all_day):
        event.add_component(alarm)
    return event


# icalendar itself writes the two characters \N as a line break: of no use as an oracle there.
TEXTS = st.text(st.sampled_from(";,\\:\"'党é👩‍👩‍👧 abcn"), max_size=120)
STARTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
)


@st.composite
def sessions(draw: st.DrawFn, slot: str) -> Session:
    start = draw(STARTS)
    whole_days = draw(st.integers(0, 2))
    minutes = draw(st.integers(1, 999))
    return session(
        slot=slot,
        title=draw(TEXTS),
        topic=draw(TEXTS),
        place=draw(TEXTS),
        notes=draw(TEXTS),
        kinds=draw(st.sampled_from([("study",), ("lecture", "theme-day")])),
        start=start.date() if whole_days else start,
        end=start.date() + dt.timedelta(whole_days) if whole_days else start + dt.timedelta(minutes=minutes),
        all_day=bool(whole_days),
        materials=draw(st.sampled_from([(), ("党章", "https://e.org/a,b;c?d=1"), ("https://e.org/1",) * 2])),
        url=draw(st.sampled_from(["", "https://example.org/?a=b,c;d"])),
        remind=draw(st.sampled_from([(), (30,), (1440, 30), (90, 1560, 10080)])),
        hours=draw(st.sampled_from([None, 2.0, 1.5])),
        provisional=draw(st.booleans()),
        status=draw(st.sampled_from([Status.PLANNED, Status.ADDED, Status.CANCELLED])),
    )


@given(st.data(), st.sampled_from(["", "zuzhi@example.org"]))
def test_the_writer_says_what_icalendars_components_say(data: st.DataObject, organizer: str) -> None:
    """Parsed back, the file is the very components that icalendar builds one by one."""
    many = [data.draw(sessions(f"2026-W{week:02}")) for week in range(1, data.draw(st.integers(1, 6)) + 1)]
    made = schedule(*many, organizer=organizer, language="en")
    fast, slow = read(calendar(made)), read(slowly(made).to_ical())
    assert slow == fast
    assert slow.subcomponents == fast.subcomponents
    assert slow.to_ical() == fast.to_ical()  # parameters too, which equality leaves out


def test_the_whole_file() -> None:
    """The file line by line, as it goes to the members."""
    weekly = session(
        place="三楼会议室", remind=(1440, 30), hours=2, materials=("党章", "https://example.org/党章")
    )
    reminder = session(
        activity="holiday-reminder",
        slot="2026-spring-festival",
        title="节前廉洁提醒",
        kinds=("reminder",),
        start=dt.date(2026, 2, 11),
        end=dt.date(2026, 2, 12),
        all_day=True,
        remind=(1440, 30),
    )
    expected = """\
BEGIN:VCALENDAR
PRODID:-//sanhui//sanhui//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:市社科联机关党支部2026年度组织生活计划
X-WR-CALNAME:市社科联机关党支部2026年度组织生活计划
COLOR:crimson
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:holiday-reminder+2026-spring-festival@skl-2026.sanhui
DTSTAMP:20250101T000300Z
SEQUENCE:0
DTSTART;VALUE=DATE:20260211
DTEND;VALUE=DATE:20260212
SUMMARY:节前廉洁提醒
DESCRIPTION:Kind: reminder
CATEGORIES:reminder
COLOR:goldenrod
STATUS:CONFIRMED
TRANSP:TRANSPARENT
ORGANIZER;CN=市社科联机关党支部:mailto:zuzhi@example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
DESCRIPTION:节前廉洁提醒
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly-study+2026-W11@skl-2026.sanhui
DTSTAMP:20250101T000300Z
SEQUENCE:0
DTSTART;TZID=Asia/Shanghai:20260311T150000
DTEND;TZID=Asia/Shanghai:20260311T163000
SUMMARY:每周有学习：总书记的一周
DESCRIPTION:Kind: group study\\nHours of study: 2\\nMaterials: 党章
LOCATION:三楼会议室
CATEGORIES:group study
COLOR:steelblue
STATUS:CONFIRMED
TRANSP:OPAQUE
ATTACH:https://example.org/%E5%85%9A%E7%AB%A0
ORGANIZER;CN=市社科联机关党支部:mailto:zuzhi@example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
DESCRIPTION:每周有学习：总书记的一周
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
DESCRIPTION:每周有学习：总书记的一周
END:VALARM
END:VEVENT
END:VCALENDAR
"""
    data = calendar(schedule(weekly, reminder, revision=3, organizer="zuzhi@example.org", language="en"))
    assert expected == data.decode().replace("\r\n", "\n")


def test_bytes() -> None:
    """UTF-8 without byte order mark; CRLF after every line, and no other line end; at most 75 octets."""
    data = calendar(schedule(session(title="党" * 99, notes="一\r\n二\n三\u2028四")))
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert [] == re.findall(rb"[^\r]\n|\r[^\n]", data)
    assert [] == [line for line in data.split(b"\r\n") if len(line) > 75 or line.decode() == "\ufeff"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Neither the clock nor the order of the sessions shows."""
    one, other = session(), session(activity="other")
    assert calendar(schedule(one, other)) == calendar(schedule(other, one))


def test_the_language_is_the_plans() -> None:
    """The clerk's locale does not change what the members read."""
    from sanhui.i18n import speaking

    made = schedule(session(kinds=("lecture",)), language="zh")
    with speaking("en"):
        english = calendar(made)
    with speaking("zh"):
        chinese = calendar(made)
    assert english == chinese
    assert "CATEGORIES:党课\r\n" in chinese.decode()


def test_method_only_with_an_organiser() -> None:
    """PUBLISH without ORGANIZER breaks libical's check, so neither is written without an address."""
    assert "METHOD" not in read(calendar(schedule(session())))
    assert "ORGANIZER" not in only(calendar(schedule(session())))
    published = calendar(schedule(session(), organizer="zuzhi@example.org", organization='机关"第一";支部'))
    assert "PUBLISH" == read(published)["METHOD"]
    assert "mailto:zuzhi@example.org" == only(published)["ORGANIZER"]


def test_a_session_without_a_day_is_not_written() -> None:
    """A dropped slot and one to be settled by hand are in the lists, not in the calendar."""
    data = calendar(schedule(session(start=None, end=None)))
    assert [] == read(data).events


def test_a_floating_session_stands_on_the_last_working_day_of_its_window() -> None:
    """It takes a whole day, tentatively, and says that its day is to be fixed, and from when until when."""
    floating = session(
        slot="2026-Q2",
        start=None,
        end=None,
        first=dt.date(2026, 2, 1),
        last=dt.date(2026, 2, 22),  # 15 to 23 February are off; 14 February, a Saturday, is worked
        status=Status.FLOATING,
    )
    event = only(calendar(schedule(floating, language="en")))
    assert (dt.date(2026, 2, 14), dt.date(2026, 2, 15)) == (event.start, event.end)
    assert "每周有学习：总书记的一周 (day to be fixed)" == event["SUMMARY"]
    assert "A day is still to be fixed, from Sun 1 February 2026 to Sun 22 February 2026." in str(
        event["DESCRIPTION"]
    )
    assert ("TENTATIVE", "TRANSPARENT") == (event["STATUS"], event["TRANSP"])


def test_a_window_without_a_working_day_shows_its_last_day() -> None:
    """A body may meet on a holiday if its window is one."""
    window = {"first": dt.date(2026, 10, 1), "last": dt.date(2026, 10, 5)}
    made = schedule(session(start=None, end=None, status=Status.FLOATING, **window))
    assert dt.date(2026, 10, 5) == only(calendar(made)).start


def test_a_provisional_session_says_so() -> None:
    """暂定 is a word in the title, not only a STATUS that clients hide."""
    event = only(calendar(schedule(session(provisional=True), language="en")))
    assert "每周有学习：总书记的一周 (provisional)" == event["SUMMARY"]
    assert "the day may change" in str(event["DESCRIPTION"])
    assert "TENTATIVE" == event["STATUS"]


def test_a_cancelled_session_is_named_in_an_import_and_left_out_of_a_subscription() -> None:
    """An importer does not delete what is merely absent; a subscriber does."""
    made = schedule(session(status=Status.CANCELLED, remind=(30,)), language="en")
    event = only(calendar(made))
    assert ("CANCELLED", 1, "TRANSPARENT") == (event["STATUS"], event["SEQUENCE"], event["TRANSP"])
    assert "每周有学习：总书记的一周 (cancelled)" == event["SUMMARY"]
    assert [] == event.subcomponents
    assert [] == read(calendar(made, Options(audience=Audience.SUBSCRIPTION))).events


def test_names_are_left_out_unless_asked_for() -> None:
    """A calendar travels far; who speaks and who attends are personal data."""
    made = schedule(session(speaker="张三", audience=("甲同志", "乙同志"), topic="题"), language="en")
    assert "张三" not in calendar(made).decode()
    assert "甲同志" not in calendar(made).decode()
    text = only(calendar(made, Options(names=True)))["DESCRIPTION"]
    assert "Speaker: 张三\nFor: 甲同志, 乙同志" in str(text)


def test_the_stamp_can_be_given() -> None:
    """SOURCE_DATE_EPOCH sets it."""
    when = dt.datetime(2026, 3, 1, 8, tzinfo=SHANGHAI)
    assert when == only(calendar(schedule(session()), stamp=when)).DTSTAMP


def test_times_are_told_by_the_clock_of_the_plan() -> None:
    """A start in another zone is the same instant in the plan's zone."""
    elsewhere = dt.datetime(2026, 3, 11, 8, tzinfo=ZoneInfo("Europe/Berlin"))
    data = calendar(schedule(session(start=elsewhere, end=elsewhere + dt.timedelta(hours=1))))
    assert b"DTSTART;TZID=Asia/Shanghai:20260311T150000\r\n" in data


def test_events_stand_in_order_of_start() -> None:
    """Whole days first, then by time, then by UID."""
    many = [
        session(slot="b"),
        session(slot="a"),
        session(slot="c", start=dt.date(2026, 3, 11), end=dt.date(2026, 3, 12), all_day=True),
        session(slot="d", start=dt.datetime(2026, 3, 11, 9, tzinfo=SHANGHAI)),
    ]
    found = [str(event["UID"]).partition("+")[2][0] for event in read(calendar(schedule(*many))).events]
    assert ["c", "d", "a", "b"] == found


@pytest.mark.parametrize(
    ("minutes", "all_day", "expected"),
    [
        (0, False, ["P0D"]),
        (30, False, ["-PT30M"]),
        (90, False, ["-PT1H30M"]),
        (1440, False, ["-P1D"]),
        (1560, False, ["-P1DT2H"]),
        (10080, False, ["-P7D"]),
        (1440, True, ["-P1D"]),
        (30, True, []),  # it would ring at 23:30
    ],
)
def test_triggers(minutes: int, all_day: bool, expected: list[str]) -> None:
    """Days are -P1D, never -PT1D, which makes khal refuse the file; a whole day has alarms in whole days."""
    found = alarms((minutes,), "党课", all_day=all_day)
    assert expected == [_value(each, "TRIGGER") for each in found]


def test_materials_on_the_web_are_attached_and_others_are_named() -> None:
    """ATTACH takes addresses; a file beside the plan or a book is a line of the description."""
    made = session(materials=("党章", "https://example.org/a", "HTTP://example.org/b", "materials/c.pdf"))
    event = only(calendar(schedule(made, language="en")))
    assert ["https://example.org/a", "HTTP://example.org/b"] == [
        line.removeprefix("ATTACH:") for line in event.content_lines() if line.startswith("ATTACH")
    ]
    assert "Materials: 党章, materials/c.pdf" in str(event["DESCRIPTION"])


def test_a_large_calendar_is_warned_about() -> None:
    """Google imports at most a megabyte."""
    small = [session(slot=str(n)) for n in range(3)]
    assert () == size_warnings(calendar(schedule(*small)))
    many = [session(slot=str(n)) for n in range(1001)]
    assert 1 == len(size_warnings(calendar(schedule(*many))))
    large = [session(slot=str(n), notes="党" * 1000) for n in range(1001)]
    assert 2 == len(size_warnings(calendar(schedule(*large))))


def test_plan_titles_and_years() -> None:
    """The zone covers every session, also one after New Year."""
    late = session(start=dt.datetime(2027, 7, 1, 9, tzinfo=ZoneInfo("Europe/Berlin")),
                   end=dt.datetime(2027, 7, 1, 10, tzinfo=ZoneInfo("Europe/Berlin")))  # fmt: skip
    zone = read(calendar(schedule(late, timezone="Europe/Berlin"))).timezones[0].to_tz(lookup_tzid=False)
    assert dt.timedelta(hours=2) == dt.datetime(2027, 7, 1, 9, tzinfo=zone).utcoffset()
    assert plan().timezone == "Asia/Shanghai"


def test_sessions_without_a_day_as_tasks_or_not_at_all() -> None:
    """A floating session is an event on the last day that it may take, a task due on it, or nothing."""
    made = schedule(
        session(
            start=None,
            end=None,
            status=Status.FLOATING,
            first=dt.date(2026, 2, 1),
            last=dt.date(2026, 2, 22),
            remind=(30,),
        ),
        language="en",
    )
    task = read(calendar(made, Options(floating=Floating.TASKS))).todos[0]
    assert dt.date(2026, 2, 14) == task.decoded("DUE")
    assert "NEEDS-ACTION" == task["STATUS"]
    assert only(calendar(made))["UID"] == task["UID"]
    assert set() == {"DTSTART", "DTEND", "TRANSP"} & set(task)
    assert [] == task.subcomponents
    assert [] == read(calendar(made, Options(floating=Floating.NONE))).walk("VEVENT")
