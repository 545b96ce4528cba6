"""A calendar file that people have edited comes back into the plan, whoever has written it anew."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_readers import expanded
from commandline import ROOT, Outcome, sanhui, write

PLAN = """\
[plan]
id = "p-2026"
year = 2026
title = "计划"

[[activity]]
id = "meeting"
title = "会议"
kind = "集中学习"
when = "3月到5月每周三 15:00"
place = "三楼会议室"
"""
UID = "meeting+2026-W{week}@p-2026.sanhui"
HOME = ZoneInfo("Asia/Shanghai")
STYLES = ("events", "series")
FOREIGN = """\
BEGIN:VEVENT
UID:42@example.org
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20260401
SUMMARY:春游
END:VEVENT
"""


class Desk:
    """A folder with a plan, and its calendar in the hands of somebody who edits it as programs do."""

    def __init__(self, folder: Path, style: str = "events", plan: str = PLAN) -> None:
        self.style = style
        self.plan = write(folder, plan)
        self.file = folder / "edited.ics"
        self.export(self.file)
        self.calendar: Any = icalendar.Calendar.from_ical(self.file.read_bytes())

    def export(self, file: Path) -> None:
        """Publish the plan."""
        assert 0 == sanhui("export", "ics", self.plan, "-o", file, "--style", self.style).code

    def event(self, day: dt.date) -> Any:
        """The event of this day; of a series an exception that says what the series says."""
        for each in self.calendar.events:
            if "RRULE" not in each and each.start.date() == day:
                return each
        master = self.master()
        part: Any = icalendar.Event.from_ical(master.to_ical())
        del part["RRULE"]
        part.pop("EXDATE", None)
        moment = dt.datetime.combine(day, master.start.timetz(), HOME)
        part["RECURRENCE-ID"] = icalendar.vDDDTypes(moment)
        self.at(part, moment)
        self.calendar.add_component(part)
        return part

    def master(self) -> Any:
        """The series."""
        return next(part for part in self.calendar.events if "RRULE" in part)

    def at(self, part: Any, moment: dt.datetime) -> None:
        """Drag an event to another day or time."""
        length = part.end - part.start
        part["DTSTART"] = icalendar.vDDDTypes(moment)
        part["DTEND"] = icalendar.vDDDTypes(moment + length)

    def save(self, rewrite: Callable[[str], str] = str) -> None:
        """As the program writes it."""
        self.file.write_text(rewrite(self.calendar.to_ical().decode()), encoding="utf-8", newline="")

    def pull(self, *words: object) -> Outcome:
        """Compare."""
        return sanhui("pull", self.file, self.plan, *words)

    def found(self, *words: object) -> Any:
        """The comparison for programs."""
        return json.loads(self.pull("--json", *words).out)


@pytest.mark.parametrize("style", STYLES)
def test_moved_retimed_elsewhere_and_cancelled(tmp_path: Path, style: str) -> None:
    """What a plan can say is shown, then written into the plan, then nothing is left."""
    desk = Desk(tmp_path, style)
    desk.at(desk.event(dt.date(2026, 3, 11)), dt.datetime(2026, 3, 12, 15, tzinfo=HOME))
    desk.at(desk.event(dt.date(2026, 3, 18)), dt.datetime(2026, 3, 18, 9, 30, tzinfo=HOME))
    desk.event(dt.date(2026, 3, 25))["LOCATION"] = icalendar.vText("一楼礼堂")
    desk.event(dt.date(2026, 4, 1))["STATUS"] = icalendar.vText("CANCELLED")
    desk.save()
    before = desk.plan.read_bytes()
    shown = desk.pull()
    assert (1, before) == (shown.code, desk.plan.read_bytes())
    assert "edited in the file" in shown.out
    done = desk.pull("--apply")
    assert (0, True) == (done.code, "4 sessions were changed in the plan" in done.err)
    written = desk.plan.read_text(encoding="utf-8")
    wanted = [
        "to = 2026-03-12T15:00:00",
        "to = 2026-03-18T09:30:00",
        'place = "一楼礼堂"',
        "cancelled = true",
    ]
    assert [] == [each for each in wanted if each not in written]
    assert 'reason = "在 edited.ics 中改动"' in written
    again = desk.pull()
    assert (0, "edited.ics: as the plan says") == (again.code, again.out.strip().rpartition("/")[2])


@pytest.mark.parametrize("style", STYLES)
def test_what_is_missing_is_cancelled_on_request_only(tmp_path: Path, style: str) -> None:
    """A file may be a part of the year: only --theirs reads silence as a cancellation."""
    desk = Desk(tmp_path, style)
    if style == "events":
        desk.calendar.subcomponents.remove(desk.event(dt.date(2026, 5, 27)))
    else:
        desk.master()["RRULE"]["UNTIL"] = [dt.datetime(2026, 5, 21, tzinfo=dt.UTC)]
    desk.save()
    found = desk.found("--apply")
    assert ([], [("meeting/2026-W22", "deleted")]) == (
        found["differences"],
        [(each["session"], each["reason"]) for each in found["conflicts"]],
    )
    assert "missing" in desk.pull().out
    assert 0 == desk.pull("--theirs", "--apply").code
    assert "cancelled = true" in desk.plan.read_text(encoding="utf-8")


def test_an_instance_deleted_from_a_series_is_called_off(tmp_path: Path) -> None:
    """A program writes an EXDATE for it, which nobody writes by accident."""
    desk = Desk(tmp_path, "series")
    desk.master().add("EXDATE", dt.datetime(2026, 4, 22, 15, tzinfo=HOME))
    desk.save()
    assert [("meeting/2026-W17", True)] == [
        (each["session"], each["cancelled"]) for each in desk.found()["differences"]
    ]
    assert 0 == desk.pull("--apply").code
    assert 0 == desk.pull().code


def test_a_whole_series_moved_to_another_weekday(tmp_path: Path) -> None:
    """Every session moves along; none is called off."""
    desk = Desk(tmp_path, "series")
    count = len(desk.found()["differences"]) + len(expanded(desk.file.read_bytes()))
    master = desk.master()
    desk.at(master, master.start + dt.timedelta(days=1))
    master["RRULE"]["BYDAY"] = ["TH"]
    master["RRULE"]["UNTIL"] = [dt.datetime(2026, 5, 31, tzinfo=dt.UTC)]
    desk.save()
    found = desk.found()
    assert (count, []) == (len(found["differences"]), found["conflicts"])
    assert {"3"} == {str(dt.datetime.fromisoformat(each["to"]).weekday()) for each in found["differences"]}


@pytest.mark.parametrize("style", STYLES)
def test_what_is_not_the_plans_is_listed_and_never_written(tmp_path: Path, style: str) -> None:
    """Foreign events have a title and a time, and stay out of the plan."""
    desk = Desk(tmp_path, style)
    before = desk.plan.read_bytes()
    desk.save(lambda text: text.replace("END:VCALENDAR", FOREIGN.replace("\n", "\r\n") + "END:VCALENDAR"))
    done = desk.pull("--apply", "--theirs")
    assert (0, before) == (done.code, desk.plan.read_bytes())
    assert ("unknown" in done.out, "春游" in done.out, "1 Apr" in done.out, "sanhui add" in done.err) == (
        True,
    ) * 4


def test_an_event_that_the_plan_does_not_know(tmp_path: Path) -> None:
    """One with a UID of this plan for no session of it is left to decide."""
    desk = Desk(tmp_path)
    desk.save(lambda text: text.replace("2026-W12@", "2026-W60@"))
    found = desk.found()
    assert [("meeting/2026-W12", "deleted"), ("meeting/2026-W60", "unknown")] == [
        (each["session"], each["reason"]) for each in found["conflicts"]
    ]


def test_another_title_is_no_change_of_the_plan(tmp_path: Path) -> None:
    """Texts are the plan's: an edited one is left to decide, and its time is taken with --theirs."""
    desk = Desk(tmp_path)
    event = desk.event(dt.date(2026, 3, 11))
    event["SUMMARY"] = icalendar.vText("别的")
    desk.save()
    assert ["edited"] == [each["reason"] for each in desk.found("--apply", "--theirs")["conflicts"]]
    desk.at(event, dt.datetime(2026, 3, 12, 15, tzinfo=HOME))
    desk.save()
    assert [] == desk.found()["differences"]
    assert ["2026-03-12T15:00:00"] == [each["to"] for each in desk.found("--theirs")["differences"]]


def test_a_day_that_the_plan_refuses(tmp_path: Path) -> None:
    """A day off is reported with its reason; the rest is written."""
    desk = Desk(tmp_path)
    desk.at(desk.event(dt.date(2026, 3, 11)), dt.datetime(2026, 3, 14, 15, tzinfo=HOME))
    desk.at(desk.event(dt.date(2026, 3, 18)), dt.datetime(2026, 3, 19, 15, tzinfo=HOME))
    desk.save()
    found = desk.found("--apply")
    assert [True, False] == [each["refused"] is not None for each in found["differences"]]
    assert 1 == desk.pull("--apply").code
    assert ["2026-03-19"] == [
        line[5:15] for line in desk.plan.read_text("utf-8").split("\n") if line[:4] == "to ="
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_session_that_the_plan_moved_since(tmp_path: Path, style: str) -> None:
    """With the calendar of then it is no edit that the file has it where it was; an edit of it is one of both."""
    desk = Desk(tmp_path, style)
    last = tmp_path / "last.ics"
    desk.export(last)
    desk.save()
    assert 0 == sanhui("move", "meeting/2026-W11", desk.plan, "--to", "2026-03-12").code
    assert 1 == desk.pull().code
    assert 0 == desk.pull("--previous", last).code
    desk.at(desk.event(dt.date(2026, 3, 11)), dt.datetime(2026, 3, 13, 15, tzinfo=HOME))
    desk.save()
    found = desk.found("--previous", last)
    assert ([], ["both-changed"]) == (found["differences"], [each["reason"] for each in found["conflicts"]])
    assert 0 == desk.pull("--previous", last, "--theirs", "--apply").code
    assert "to = 2026-03-13T15:00:00" in desk.plan.read_text(encoding="utf-8")


def _lines(text: str) -> str:
    """LF, folded elsewhere, a byte order mark."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return "\ufeff" + "\n".join(
        "\n ".join(line[i : i + 20] for i in range(0, max(1, len(line)), 20)) for line in lines
    )


def _utc(text: str) -> str:
    """Without its zone, all in UTC."""
    calendar: Any = icalendar.Calendar.from_ical(text)
    for part in calendar.events:
        for name in ("DTSTART", "DTEND"):
            part[name] = icalendar.vDDDTypes(part[name].dt.astimezone(dt.UTC))
            part[name].params.pop("TZID", None)
    calendar.subcomponents = [part for part in calendar.subcomponents if part.name != "VTIMEZONE"]
    return str(calendar.to_ical().decode())


def _zone(text: str) -> str:
    """A zone of its own, called as Windows calls none."""
    return text.replace("Asia/Shanghai", "Office")


def _floating(text: str) -> str:
    """On everybody's own clock."""
    return text.replace(";TZID=Asia/Shanghai:", ":")


def _endless(text: str) -> str:
    """With a rule that has lost its end."""
    return re.sub(";UNTIL=[0-9TZ]+", "", text)


def _reversed(text: str) -> str:
    """The other way round, and properties sorted."""
    calendar: Any = icalendar.Calendar.from_ical(text)
    calendar.subcomponents.reverse()
    return str(calendar.to_ical(sorted=True).decode())


def _apart(text: str) -> str:
    """A calendar for every event, as khal and Radicale keep them, one after the other."""
    calendar: Any = icalendar.Calendar.from_ical(text)
    files = []
    for part in calendar.events:
        single: Any = icalendar.Calendar()
        single.add("VERSION", "2.0")
        for each in (*calendar.timezones, part):
            single.add_component(each)
        files.append(single.to_ical().decode())
    return "".join(files)


@pytest.mark.parametrize(
    ("rewrite", "style"),
    [
        *((each, "events") for each in (_lines, _utc, _zone, _floating, _reversed, _apart)),
        *((each, "series") for each in (_lines, _zone, _floating, _endless, _reversed, _apart)),
    ],
)
def test_what_programs_write_anew_is_no_edit(
    tmp_path: Path, rewrite: Callable[[str], str], style: str
) -> None:
    """Only the one event that was moved differs."""
    desk = Desk(tmp_path, style)
    desk.at(desk.event(dt.date(2026, 3, 11)), dt.datetime(2026, 3, 12, 15, tzinfo=HOME))
    desk.save(rewrite)
    found = desk.found()
    assert ([("meeting/2026-W11", "2026-03-12T15:00:00")], [], []) == (
        [(each["session"], each["to"]) for each in found["differences"]],
        found["conflicts"],
        found["foreign"],
    )


@pytest.mark.parametrize("style", STYLES)
def test_every_layer_of_every_plan_reads_as_it_was_written(tmp_path: Path, style: str) -> None:
    """Tasks, holidays, floating sessions and all: a file that nobody edited has no difference."""
    for plan in (ROOT / "plans/huaian-2026.toml", ROOT / "plans/communications-2026.toml"):
        file = tmp_path / f"{plan.stem}.ics"
        layers = ("--holidays", "--tasks", "vtodo" if style == "events" else "events")
        assert 0 == sanhui("export", "ics", plan, "-o", file, "--style", style, *layers).code
        outcome = sanhui("pull", file, plan)
        assert (plan, 0, "as the plan says") == (plan, outcome.code, outcome.out.strip().rpartition(": ")[2])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a calendar file"),
        ("hello\n", "edited.ics:1: "),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "edited.ics:3: "),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "it breaks off"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\nBEGIN:VEVENT\n", "edited.ics:4: "),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\nEND:VEVENT\n", "END:VEVENT without its BEGIN"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "no event of the plan p-2026"),
        (f"BEGIN:VCALENDAR\nVERSION:2.0\n{FOREIGN}END:VCALENDAR\n", "no event of the plan p-2026"),
    ],
)
def test_files_that_are_none(tmp_path: Path, text: str, message: str) -> None:
    """Refused with what is wrong, and where."""
    desk = Desk(tmp_path)
    desk.file.write_text(text, encoding="utf-8")
    outcome = desk.pull("--apply")
    assert (2, True) == (outcome.code, message in outcome.err), outcome.err


def test_an_event_that_cannot_be_read_is_left_to_decide(tmp_path: Path) -> None:
    """A time that is none, or is in a zone that nobody knows; the rest of the file is compared."""
    desk = Desk(tmp_path)
    desk.save(
        lambda text: text.replace(
            "DTSTART;TZID=Asia/Shanghai:20260311", "DTSTART;TZID=Nowhere/X:20260311"
        ).replace("DTSTART;TZID=Asia/Shanghai:20260318T150000", "DTSTART:soon")
    )
    assert [("meeting/2026-W11", "unreadable"), ("meeting/2026-W12", "unreadable")] == [
        (each["session"], each["reason"]) for each in desk.found()["conflicts"]
    ]


def test_a_series_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """Not taken for one without sessions."""
    desk = Desk(tmp_path, "series")
    desk.save(lambda text: text.replace("RRULE:FREQ=WEEKLY", "RRULE:FREQ=SOMETIMES"))
    assert 2 == desk.pull("--theirs", "--apply").code


def test_words_that_do_not_fit(tmp_path: Path) -> None:
    """Options of servers with a file, of files with a server, and two calendars."""
    desk = Desk(tmp_path)
    assert 2 == desk.pull("--calendar", "x").code
    assert 2 == sanhui("pull", desk.file, desk.file).code
    assert 2 == sanhui("pull", "https://localhost:1/", desk.plan, "--previous", desk.file).code
    assert 0 == sanhui("pull", desk.plan, desk.file).code


DAYS = [dt.date(2026, 3, 4) + dt.timedelta(days=7 * n) for n in range(4)]


@settings(max_examples=15)
@given(
    style=st.sampled_from(STYLES),
    edits=st.dictionaries(
        st.sampled_from(DAYS),
        st.none() | st.tuples(st.integers(-2, 2), st.integers(8, 20)),
        max_size=4,
    ),
)
def test_what_was_dragged_in_the_calendar_is_exported_there(
    style: str, edits: dict[dt.date, tuple[int, int] | None]
) -> None:
    """Edit, pull, export: the calendar that comes out shows what the edited one shows."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), style)
        for day, edit in edits.items():
            event = desk.event(day)
            if edit is None:
                event["STATUS"] = icalendar.vText("CANCELLED")
            else:
                moved = day + dt.timedelta(days=edit[0])
                desk.at(event, dt.datetime.combine(moved, dt.time(edit[1]), HOME))
        desk.save()
        assert 0 == desk.pull("--apply").code
        fresh = Path(folder) / "fresh.ics"
        desk.export(fresh)
        assert expanded(desk.file.read_bytes()) == expanded(fresh.read_bytes())
