"""Pushing to a real server: what is sent, what is left alone, and what people edited there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from caldav_pushes import asking, edit, pushed, resource, resources
from handmade import SHANGHAI, schedule, session
from radicale_server import Radicale, serving
from sanhui.caldav.decide import Action, Choice, Why
from sanhui.caldav.discovery import Collection, find
from sanhui.caldav.push import Report
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status

pytestmark = pytest.mark.slow

FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//someone//else//EN\r\nBEGIN:VEVENT\r\nUID:lunch@example.org\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260311T040000Z\r\nDTEND:20260311T050000Z\r\nSUMMARY:Lunch\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """One server for all stories; each has a plan of its own, and so a calendar of its own."""
    with serving(tmp_path_factory.mktemp("radicale")) as running:
        yield running


def _weeks(*slots: int, **given: object) -> list[Session]:
    first = dt.datetime(2026, 3, 11, 15, tzinfo=SHANGHAI)
    return [
        session(
            slot=f"2026-W{slot}",
            start=first + dt.timedelta(weeks=slot - 11),
            end=first + dt.timedelta(weeks=slot - 11, hours=1),
            place="三楼会议室",
            **given,
        )
        for slot in slots
    ]


def _plan(name: str, *sessions: Session) -> Schedule:
    return schedule(*sessions, id=name, title="计划")


def _done(report: Report) -> dict[str, int]:
    assert report.stopped is None
    assert () == report.failed
    counted = {action.value: len(report.steps(action)) for action in Action}
    return {name: n for name, n in counted.items() if n}


def _conflicts(report: Report) -> list[tuple[str, Why | None]]:
    return [(step.uid.partition("@")[0], step.why) for step in report.steps(Action.CONFLICT)]


def test_the_first_push_makes_a_calendar(server: Radicale, tmp_path: Path) -> None:
    """Found from the server's address alone; named, coloured and described; a resource for each session."""
    report = pushed(server.url, _plan("first", *_weeks(11, 12)), tmp_path)
    assert {"added": 2} == _done(report)
    assert report.made
    assert f"{server.home}first/" == report.collection.url
    assert ("计划", ("VEVENT", "VTODO")) == (report.collection.name, report.collection.kinds)
    about = server.request("PROPFIND", report.collection.url, Depth="0").body.decode()
    assert "#DC143C" in about
    assert "市社科联机关党支部" in about
    for text in resources(server, report.collection.url).values():
        assert 1 == text.count("BEGIN:VEVENT")
        assert "BEGIN:VTIMEZONE" in text
        assert not re.search("^(METHOD|X-WR-CALNAME|NAME|REFRESH-INTERVAL)", text, re.MULTILINE)


@pytest.mark.parametrize("remembering", [True, False], ids=["with-memory", "without"])
def test_the_second_push_sends_nothing(server: Radicale, tmp_path: Path, remembering: bool) -> None:
    """Nothing is written again, also when the memory of the first push is lost."""
    plan = _plan(f"second-{remembering}", *_weeks(11, 12))
    before = resources(server, pushed(server.url, plan, tmp_path).collection.url)
    if not remembering:
        (tmp_path / "memory.json").unlink()
    report = pushed(server.url, plan, tmp_path)
    assert {"unchanged": 2} == _done(report)
    assert before == resources(server, report.collection.url)


def test_only_what_changed_is_sent(server: Radicale, tmp_path: Path) -> None:
    """A moved session is newer at its old address, a cancelled one is marked, a vanished one removed."""
    first, second, third, fourth = _weeks(11, 12, 13, 14)
    report = pushed(server.url, _plan("changes", first, second, third, fourth), tmp_path)
    before = resources(server, report.collection.url)
    moved = session(
        slot="2026-W11",
        start=dt.datetime(2026, 3, 12, 15, tzinfo=SHANGHAI),
        end=dt.datetime(2026, 3, 12, 16, tzinfo=SHANGHAI),
    )
    cancelled = _weeks(12, status=Status.CANCELLED)[0]
    report = pushed(server.url, _plan("changes", moved, cancelled, fourth), tmp_path)
    assert {"updated": 1, "cancelled": 1, "removed": 1, "unchanged": 1} == _done(report)
    after = resources(server, report.collection.url)
    assert 3 == len(after)
    assert set() == after.keys() - before.keys()
    _href, text = resource(server, report.collection.url, "2026-W11")
    assert "20260312T150000" in text
    assert "SEQUENCE:1" in text
    assert "STATUS:CANCELLED" in resource(server, report.collection.url, "2026-W12")[1]
    assert before[resource(server, report.collection.url, "2026-W14")[0]] in after.values()


def test_what_was_never_there_is_not_made_to_be_cancelled(server: Radicale, tmp_path: Path) -> None:
    """A session that was called off before the first push does not appear."""
    plan = _plan("called-off", *_weeks(11), *_weeks(12, status=Status.CANCELLED))
    assert {"added": 1} == _done(pushed(server.url, plan, tmp_path))


def test_a_calendar_that_others_use(server: Radicale, tmp_path: Path) -> None:
    """Events of other programs, and of another plan, stay byte for byte; the plan's own are added beside them."""
    url = f"{server.home}shared/"
    assert 201 == server.request("MKCALENDAR", url).status
    assert (
        201 == server.request("PUT", f"{url}lunch.ics", FOREIGN.encode(), Content_Type="text/calendar").status
    )
    pushed(url, _plan("a-b", *_weeks(11)), tmp_path)
    others = resources(server, url)
    assert {"added": 1} == _done(pushed(url, _plan("b", *_weeks(11)), tmp_path))
    assert {"removed": 1} == _done(pushed(url, _plan("b"), tmp_path))
    assert others == resources(server, url)


def test_addresses_are_found_by_uid(server: Radicale, tmp_path: Path) -> None:
    """An event that another program put there under a name of its own is updated in place, not doubled."""
    url = f"{server.home}imported/"
    plan = _plan("imported", *_weeks(11))
    pushed(url, plan, tmp_path)
    href, text = resource(server, url, "2026-W11")
    server.request("DELETE", href)
    server.request("PUT", f"{url}0815.ics", text.encode(), Content_Type="text/calendar")
    report = pushed(url, _plan("imported", *_weeks(11, title="新的名称")), tmp_path)
    assert {"updated": 1} == _done(report)
    assert [f"{url}0815.ics"] == list(resources(server, url))


def test_what_somebody_edited_is_shown_and_not_overwritten(server: Radicale, tmp_path: Path) -> None:
    """An edit on the server is a conflict until somebody decides: theirs leaves it, ours overwrites it."""
    plan = _plan("edited", *_weeks(11, 12))
    url = pushed(server.url, plan, tmp_path).collection.url
    edit(server, url, "2026-W11", "20260311T150000", "20260311T143000")
    report = pushed(server.url, plan, tmp_path)
    assert [("weekly-study+2026-W11", Why.EDITED)] == _conflicts(report)
    assert "20260311T143000" in resource(server, url, "2026-W11")[1]
    assert {"unchanged": 2} == _done(pushed(server.url, plan, tmp_path, Choice.THEIRS))
    assert [("weekly-study+2026-W11", Why.EDITED)] == _conflicts(pushed(server.url, plan, tmp_path))
    assert {"updated": 1, "unchanged": 1} == _done(pushed(server.url, plan, tmp_path, Choice.OURS))
    text = resource(server, url, "2026-W11")[1]
    assert "20260311T150000" in text
    assert "SEQUENCE:2" in text
    assert {"unchanged": 2} == _done(pushed(server.url, plan, tmp_path))


def test_edited_on_both_sides_or_gone_from_the_plan(server: Radicale, tmp_path: Path) -> None:
    """Each kind of disagreement has its name."""
    url = pushed(server.url, _plan("both", *_weeks(11, 12, 13)), tmp_path).collection.url
    edit(server, url, "2026-W11", "三楼会议室", "一楼大厅")
    edit(server, url, "2026-W12", "三楼会议室", "一楼大厅")
    server.request("DELETE", resource(server, url, "2026-W13")[0])
    changed = _plan("both", *_weeks(11, title="新的名称"), *_weeks(13))
    expected = [
        ("weekly-study+2026-W11", Why.BOTH),
        ("weekly-study+2026-W12", Why.VANISHED),
        ("weekly-study+2026-W13", Why.DELETED),
    ]
    assert expected == _conflicts(pushed(server.url, changed, tmp_path))
    assert {"added": 1, "updated": 1, "removed": 1} == _done(
        pushed(server.url, changed, tmp_path, Choice.OURS)
    )


def test_an_event_without_any_memory_of_a_push(server: Radicale, tmp_path: Path) -> None:
    """A program that drops lines it does not know, and a lost memory: nothing is overwritten that may be an edit."""
    plan = _plan("forgotten", *_weeks(11, 12))
    url = pushed(server.url, plan, tmp_path).collection.url
    for week in (11, 12):
        href, text = resource(server, url, f"2026-W{week}")
        text = re.sub(r"X-SANHUI-PUSHED:.*\r\n", "", text)
        server.request("PUT", href, text.encode(), Content_Type="text/calendar")
    (tmp_path / "memory.json").unlink()
    changed = _plan("forgotten", *_weeks(11), *_weeks(12, title="新的名称"))
    assert [("weekly-study+2026-W12", Why.UNKNOWN)] == _conflicts(pushed(server.url, changed, tmp_path))


def test_a_server_that_drops_lines_is_no_editor(server: Radicale, tmp_path: Path) -> None:
    """With the memory a server may forget what it likes: what nobody edited is still updated."""
    plan = _plan("dropping", *_weeks(11))
    url = pushed(server.url, plan, tmp_path).collection.url
    href, text = resource(server, url, "2026-W11")
    text = re.sub(r"X-SANHUI-PUSHED:.*\r\n", "", text)
    server.request("PUT", href, text.encode(), Content_Type="text/calendar")
    changed = _plan("dropping", *_weeks(11, title="新的名称"))
    assert {"updated": 1} == _done(pushed(server.url, changed, tmp_path))


def test_what_people_add_for_themselves_stays(server: Radicale, tmp_path: Path) -> None:
    """A reminder and a guest that were added on the server are no conflict, and survive an update of the session."""
    url = pushed(server.url, _plan("personal", *_weeks(11, remind=(30,))), tmp_path).collection.url
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:!\r\nTRIGGER:-PT7M\r\nEND:VALARM\r\n"
    guest = "ATTENDEE:mailto:zhangsan@example.org\r\n"
    edit(server, url, "2026-W11", "END:VEVENT", guest + alarm + "END:VEVENT")
    report = pushed(server.url, _plan("personal", *_weeks(11, remind=(30,), title="新的名称")), tmp_path)
    assert {"updated": 1} == _done(report)
    text = resource(server, url, "2026-W11")[1]
    assert "新的名称" in text
    assert guest.strip() in text
    assert ["-PT30M", "-PT7M"] == sorted(re.findall(r"TRIGGER:(\S+)", text))


def test_a_calendar_that_was_cleared_is_filled_again(server: Radicale, tmp_path: Path) -> None:
    """When all is gone, nobody deleted single sessions: the push starts anew."""
    plan = _plan("cleared", *_weeks(11, 12))
    url = pushed(server.url, plan, tmp_path).collection.url
    server.request("DELETE", url)
    report = pushed(server.url, plan, tmp_path)
    assert report.made
    assert {"added": 2} == _done(report)


def test_a_dry_run_writes_nothing(server: Radicale, tmp_path: Path) -> None:
    """Neither on the server nor beside the plan."""
    report = pushed(server.url, _plan("dry", *_weeks(11)), tmp_path, dry_run=True)
    assert {"added": 1} == _done(report)
    assert 404 == server.request("PROPFIND", f"{server.home}dry/", Depth="0").status
    assert [] == list(tmp_path.iterdir())


def test_a_calendar_for_events_only(server: Radicale, tmp_path: Path) -> None:
    """What a calendar does not take is left out and named, and the rest is sent."""
    url = f"{server.home}events-only/"
    body = (
        '<mkcalendar xmlns="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:set><D:prop>'
        '<supported-calendar-component-set><comp name="VEVENT"/></supported-calendar-component-set>'
        "</D:prop></D:set></mkcalendar>"
    )
    server.request("MKCALENDAR", url, body.encode())
    with asking(url) as there:
        assert Collection(url, "", ("VEVENT",)).kinds == find(there, "", "x").kinds


def test_calendars_are_found_by_name(server: Radicale, tmp_path: Path) -> None:
    """By the name that people see, or by the last part of the address."""
    pushed(server.url, schedule(*_weeks(11), id="named", title="支部日历"), tmp_path)
    with asking(server.url) as there:
        assert f"{server.home}named/" == find(there, "支部日历", "x").url
        assert f"{server.home}named/" == find(there, "named", "x").url
        assert f"{server.home}named/" == find(there, "", "named").url
