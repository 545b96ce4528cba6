"""A calendar file as a value: its parts are the very lines of the file, and can be asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest

from handmade import SHANGHAI, plan, session
from sanhui.errors import InputError
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.split import is_ours, split
from sanhui.publish.ics.version import called_off
from sanhui.publish.ics.writer import publication
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Status


def test_components_can_be_asked() -> None:
    """UID, SEQUENCE and STATUS are read from the lines, folded or not; alarms inside do not count."""
    made = Schedule(plan(), (session(title="党" * 60, remind=(30,), status=Status.CANCELLED),))
    (component,) = publication([made]).components
    assert ("weekly-study+2026-W11@skl-2026.sanhui", "") == component.key
    assert ("20260311T150000", 1, "CANCELLED") == (component.start, component.sequence, component.status)
    assert "党" * 60 in component.value("SUMMARY")
    assert ("DTSTART;TZID=Asia/Shanghai", "20260311T150000") in component.properties()
    alarm = Component(
        start="", uid="", lines="BEGIN:VEVENT\r\nBEGIN:VALARM\r\nTRIGGER:P0D\r\nEND:VALARM\r\nEND:VEVENT"
    )
    assert ("", 0, "") == (alarm.value("TRIGGER"), alarm.sequence, alarm.status)


def test_a_colon_in_a_quoted_parameter_is_no_end_of_the_name() -> None:
    """RFC 5545 3.1: `ORGANIZER;CN="a:b":mailto:…`."""
    lines = 'BEGIN:VEVENT\r\nORGANIZER;CN="a:b":mailto:x@example.org\r\nEND:VEVENT'
    component = Component(start="", uid="", lines=lines)
    assert [('ORGANIZER;CN="a:b"', "mailto:x@example.org")] == list(component.properties())
    assert [("NOTE", "")] == list(Component(start="", uid="", lines="BEGIN:X\r\nNOTE\r\nEND:X").properties())


def test_only_line_breaks_end_a_line() -> None:
    """Another program may leave U+2028 in a text; what is called off there then stays one whole event."""
    lines = "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:a\u2028b\x85c\r\nEND:VEVENT"
    component = Component(start="", uid="x", lines=lines)
    assert [("UID", "x"), ("SUMMARY", "a\u2028b\x85c")] == list(component.properties())
    assert "\r\nSUMMARY:a\u2028b\x85c" in called_off(component).lines


def test_an_override_follows_its_master() -> None:
    """Whatever starts between them."""
    names = [
        Component(start="20260106", uid="0", lines="3"),
        Component(start="20260105", uid="a", recurrence_id="20260309T150000", lines="2"),
        Component(start="20260105", uid="a", lines="1"),
    ]
    assert ["1", "2", "3"] == [each.lines for each in sorted(names)]


def test_several_plans_are_one_calendar() -> None:
    """All sessions in order of start, one VTIMEZONE a zone, and a name that says what is in it."""
    early = dt.datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    office = Schedule(plan(), (session(),))
    group = Schedule(
        plan(id="b-2026", title="第二支部"), (session(start=early, end=early + dt.timedelta(hours=1)),)
    )
    read = icalendar.Calendar.from_ical(publication([office, group]).to_bytes())
    assert "市社科联机关党支部2026年度组织生活计划、第二支部" == read["X-WR-CALNAME"]
    assert 1 == len(read.timezones)
    assert ["b-2026.sanhui", "skl-2026.sanhui"] == [
        str(event["UID"]).partition("@")[2] for event in read.events
    ]
    named = publication([office, group], Options(title="全年")).to_bytes()
    assert "全年" == icalendar.Calendar.from_ical(named)["NAME"]


def test_two_plans_of_one_id_are_refused() -> None:
    """Their sessions have the same UIDs: one would replace the other on every phone."""
    one, other = (Schedule(plan(path=Path(name)), (session(),)) for name in ("one.toml", "other.toml"))
    with pytest.raises(InputError) as caught:
        publication([one, other])
    (problem,) = caught.value.problems
    assert ("other.toml", "plan.id", "skl-2026") == (problem.file, problem.key, problem.value)
    assert "one.toml has the same id" in problem.message


def test_files_of_sessions_have_names_that_every_system_tells_apart() -> None:
    """Of two ids that differ in capitals alone, one gets a number; two plans are told apart by their ids; no device's name."""
    many = [session(activity=name, slot="2026-03") for name in ("study", "Study", "con.a")]
    one = Schedule(plan(), tuple(many))
    assert ["Study+2026-03.ics", "con_.a+2026-03.ics", "study+2026-03~2.ics"] == sorted(
        split(publication([one]))
    )
    other = Schedule(plan(id="b-2026"), (session(activity="study", slot="2026-03"),))
    assert {"study+2026-03@b-2026.sanhui.ics", "con_.a+2026-03@skl-2026.sanhui.ics"} < set(
        split(publication([one, other]))
    )


def test_our_files_are_known_by_their_uids() -> None:
    """All components are of the plan; a file with another's event in it, or with none, is not ours."""
    data = publication([Schedule(plan(), (session(),))]).to_bytes()
    assert is_ours(data, ["skl-2026"])
    assert not is_ours(data, ["b-2026"])
    assert not is_ours(data.replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nUID:1@x\r\nEND:VEVENT"), ["skl-2026"])
    assert not is_ours(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ["skl-2026"])
    long = publication([Schedule(plan(), (session(activity="a" * 90),))]).to_bytes()
    assert is_ours(long, ["skl-2026"])  # a UID over several lines
