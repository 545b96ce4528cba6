"""Other programs read from the calendar what `show --json` says, session by session."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

import when_trees
from handmade import plan
from sanhui.plan.load import load
from sanhui.plan.model import Activity
from sanhui.publish.ics import calendar
from sanhui.publish.ics.floating import placed
from sanhui.publish.ics.identity import uid
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule, expand
from sanhui.when.tree import Policy, When

HERE = Path(__file__).parent
PLANS = sorted([*(HERE / "ics_clients").glob("*.toml"), *(HERE.parent / "plans").rglob("*.toml")])

#: UID, start and end as `show --json` gives them.
Seen = tuple[str, str, str]


def announced(schedule: Schedule) -> list[Seen]:
    """The sessions that a reader of the calendar should see: those of `show --json`.

    A floating session has no start there; the calendar shows it on the day that `placed` says.
    """
    found = []
    for record, session in zip(to_dict(schedule)["sessions"], schedule.sessions, strict=True):
        start, end = record["start"], record["end"]
        if record["status"] == "floating":
            start, end = (day.isoformat() for day in placed(session, schedule.plan.calendar) or ())
        if start is not None:
            found.append((uid(schedule.plan.id, record["activity"], record["slot"]), start, end))
    return sorted(found)


def expanded(data: bytes, year: int) -> list[Seen]:
    """What recurring-ical-events, which many programs use, finds in the year and around it."""
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    events = query.between(dt.date(year - 1, 12, 1), dt.date(year + 1, 2, 1))
    return sorted((str(event["UID"]), event.start.isoformat(), event.end.isoformat()) for event in events)


class Khal:
    """The khal calendar program in a home of its own."""

    def __init__(self, home: Path) -> None:
        self._home = home
        (home / "calendar").mkdir()
        (home / "config").write_text(
            f"""
[calendars]
[[sanhui]]
path = {home / "calendar"}
type = calendar
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {home / "khal.db"}
""",
            encoding="utf-8",
        )

    def run(self, *words: str) -> str:
        """What khal prints; it must succeed without a warning."""
        environ = {
            "HOME": str(self._home),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
        }
        command = [sys.executable, "-m", "khal", "-c", str(self._home / "config"), *words]
        done = subprocess.run(
            command, env=environ, capture_output=True, text=True, encoding="utf-8", check=True
        )
        assert not re.search("critical|error|warning", done.stderr.lower()), done.stderr
        return done.stdout

    def sessions(self, year: int) -> list[Seen]:
        """What khal lists; for a whole day it gives the last day, not the one after."""
        columns = [word for name in ("uid", "start-long", "end-long", "all-day") for word in ("--json", name)]
        out = self.run("list", "--once", *columns, f"{year - 1}-12-01", "427d")
        events: list[dict[str, Any]] = [event for line in out.splitlines() for event in json.loads(line)]
        return sorted(
            (event["uid"], event["start-long"], _after(event["end-long"], event["all-day"] == "True"))
            for event in events
        )


def _after(end: str, all_day: bool) -> str:
    return (dt.date.fromisoformat(end) + dt.timedelta(days=1)).isoformat() if all_day else end


def _to_the_minute(seen: list[Seen]) -> list[Seen]:
    return [(uid, start.removesuffix(":00+08:00"), end.removesuffix(":00+08:00")) for uid, start, end in seen]


def test_there_are_plans() -> None:
    """The tests below are not about nothing: one plan has every shape of session."""
    first = to_dict(expand(load(HERE / "ics_clients" / "everything-2026.toml")))["sessions"]
    assert {"planned", "floating"} == {record["status"] for record in first}
    assert {True, False} == {record["all_day"] for record in first}
    assert {True, False} == {record["moved"] is None for record in first}
    assert {True, False} == {record["start"] is None for record in first}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_recurring_ical_events_sees_the_sessions_of_show(path: Path) -> None:
    """Each session once, at its instants; whole days as days."""
    schedule = expand(load(path))
    assert announced(schedule) == expanded(calendar(schedule), schedule.plan.year)


@pytest.mark.slow
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_khal_lists_the_sessions_of_show(path: Path, tmp_path: Path) -> None:
    """Imported once, and imported again: the second import doubles nothing."""
    schedule = expand(load(path))
    file = tmp_path / "plan.ics"
    file.write_bytes(calendar(schedule))
    khal = Khal(tmp_path)
    for _time in ("first", "second"):
        khal.run("import", "--batch", "-a", "sanhui", str(file))
        assert _to_the_minute(announced(schedule)) == khal.sessions(schedule.plan.year)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_file_is_clean(path: Path) -> None:
    """At most 75 octets a line, each valid UTF-8; every UID once; no value that icalendar cannot read."""
    data = calendar(expand(load(path)))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode().isprintable()
    read = icalendar.Calendar.from_ical(data)
    assert [] == [error for component in read.walk() for error in component.errors]
    uids = [str(event["UID"]) for event in read.events]
    assert sorted(set(uids)) == sorted(uids)


def _activity(number: int, when: When, title: str, policy: Policy) -> Activity:
    return Activity(
        id=f"a-{number}",
        title=title,
        kinds=("study",),
        when=when,
        minutes=90,
        on_holiday=policy,
        within=7,
        working_weekends=True,
        remind=(1440, 30),
    )


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.lists(
        st.tuples(when_trees.whens(), st.text(max_size=40), st.sampled_from(Policy)), min_size=1, max_size=3
    ),
    st.sampled_from([2018, 2026, 2027]),
)
def test_any_plan_is_read_as_it_is_shown(drawn: list[tuple[When, str, Policy]], year: int) -> None:
    """Whatever phrases a plan has, its calendar expands to the sessions of `show --json`."""
    activities = tuple(_activity(number, *each) for number, each in enumerate(drawn))
    named = {each: (dt.date(year, 7, 1), dt.date(year, 8, 31)) for when, *_ in drawn for each in when.without}
    periods = {name: span for name, span in named.items() if isinstance(name, str)}
    schedule = expand(plan(activities=activities, year=year, periods=periods))
    assert announced(schedule) == expanded(calendar(schedule), year)
