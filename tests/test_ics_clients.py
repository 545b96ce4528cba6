"""Other programs read from the calendar what `show --json` says, session by session, in either style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shipped
import when_trees
from calendar_readers import Khal, announced, expanded, ical_js, stored, to_the_minute
from handmade import plan
from programs import folder_in_memory
from radicale_server import Radicale, serving
from sanhui.plan.load import load
from sanhui.plan.model import Activity
from sanhui.publish.ics import Options, Style, Tasks, calendar
from sanhui.publish.ics.identity import uid
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule, expand
from sanhui.when.tree import Policy, When

HERE = Path(__file__).parent
PLANS = sorted([*(HERE / "ics_clients").glob("*.toml"), *shipped.PLANS])
STYLES = pytest.mark.parametrize("style", Style, ids=str)


@pytest.fixture(scope="module")
def schedules() -> dict[str, Schedule]:
    """Every plan."""
    return {path.stem: expand(load(path)) for path in PLANS}


@pytest.fixture(scope="module")
def radicale() -> Iterator[Radicale]:
    with folder_in_memory() as folder, serving(folder) as server:
        yield server


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for khal."""
    with folder_in_memory() as folder:
        yield folder


def test_there_are_plans(schedules: dict[str, Schedule]) -> None:
    """The tests below are not about nothing: one plan has every shape of session, and its series every exception."""
    whole = schedules["everything-2026"]
    records = to_dict(whole)["sessions"]
    assert {"planned", "floating", "cancelled", "added"} == {record["status"] for record in records}
    assert {True, False} == {record["all_day"] for record in records}
    assert {True, False} == {record["moved"] is None for record in records}
    assert {True, False} == {record["start"] is None for record in records}
    series = calendar(whole, Options(style=Style.SERIES))
    for name in (b"RRULE:FREQ=WEEKLY", b"RRULE:FREQ=MONTHLY", b"EXDATE;TZID", b"EXDATE;VALUE=DATE"):
        assert name in series
    for name in (b"RECURRENCE-ID;TZID", b"RECURRENCE-ID;VALUE=DATE"):
        assert name in series


@STYLES
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_recurring_ical_events_sees_the_sessions_of_show(
    path: Path, style: Style, schedules: dict[str, Schedule]
) -> None:
    """Each session once, at its instants; whole days as days."""
    schedule = schedules[path.stem]
    assert announced(schedule) == expanded(calendar(schedule, Options(style=style)))


@pytest.mark.slow
@STYLES
def test_ical_js_sees_the_sessions_of_show(style: Style, schedules: dict[str, Schedule]) -> None:
    """The engine of Thunderbird and Nextcloud: every plan, each session once."""
    read = ical_js({name: calendar(schedule, Options(style=style)) for name, schedule in schedules.items()})
    for name, schedule in schedules.items():
        assert announced(schedule) == read[name].seen, name


@pytest.mark.slow
@STYLES
def test_radicale_gives_back_the_sessions_of_show(
    style: Style, schedules: dict[str, Schedule], radicale: Radicale
) -> None:
    """A CalDAV server takes the whole file, and expands its series to the sessions."""
    for name, schedule in schedules.items():
        data = calendar(schedule, Options(style=style))
        assert announced(schedule) == stored(radicale, f"{name}-{style}", data), name


@pytest.mark.slow
@STYLES
def test_khal_lists_the_sessions_of_show(style: Style, schedules: dict[str, Schedule], home: Path) -> None:
    """Every plan, imported into one calendar; a second import doubles nothing."""
    files = []
    for name, schedule in schedules.items():
        files.append(home / f"{name}.ics")
        files[-1].write_bytes(calendar(schedule, Options(style=style)))
    expected = to_the_minute(seen for schedule in schedules.values() for seen in announced(schedule))
    khal = Khal(home)
    khal.take(files)
    assert expected == khal.seen()
    khal.take(file for file in files if file.stem == "everything-2026")
    assert expected == khal.seen()


@pytest.mark.slow
def test_tasks_and_days_off_are_read(schedules: dict[str, Schedule], radicale: Radicale, home: Path) -> None:
    """Radicale keeps tasks, ical.js finds them, khal passes them over; days off are whole days everywhere.

    A new file replaces the old one on Radicale.
    """
    schedule = schedules["yangjiang-2026"]
    data = calendar(schedule, Options(tasks=Tasks.VTODO, holidays=True))
    due = sorted(task.title for task in schedule.tasks if task.due)
    assert due
    read = ical_js({"it": data})["it"]
    assert due == sorted(read.todos)
    days = [(title, start) for title, start, _end in read.seen if "（休）" in title or "（班）" in title]
    assert 39 == len(days)
    stored(radicale, "layers", calendar(schedule))
    assert read.seen == stored(radicale, "layers", data)
    kept = radicale.request("GET", f"{radicale.home}layers/").body
    for name in (b"BEGIN:VTODO", b"BEGIN:VEVENT"):
        assert data.count(name) == kept.count(name)
    file = home / "layers.ics"
    file.write_bytes(data)
    khal = Khal(home)
    khal.take([file])
    assert to_the_minute(read.seen) == khal.seen()


@STYLES
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_file_is_clean(path: Path, style: Style, schedules: dict[str, Schedule]) -> None:
    """At most 75 octets a line, each valid UTF-8; every UID once; no value that icalendar cannot read; no RDATE."""
    data = calendar(schedules[path.stem], Options(style=style))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode().isprintable()
        assert not line.startswith(b"RDATE")
    read = icalendar.Calendar.from_ical(data)
    assert [] == [error for component in read.walk() for error in component.errors]
    names = [(str(event["UID"]), str(event.get("RECURRENCE-ID"))) for event in read.events]
    assert sorted(set(names)) == sorted(names)


def test_every_event_has_the_uid_of_its_session(schedules: dict[str, Schedule]) -> None:
    """In the style of events, that is how clients know it again."""
    whole = schedules["everything-2026"]
    expected = sorted(
        uid(whole.plan.id, each.activity, each.slot) for each in whole.sessions if each.start or each.first
    )
    read = icalendar.Calendar.from_ical(calendar(whole))
    assert expected == sorted(str(event["UID"]) for event in read.events)


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
@given(
    st.lists(
        st.tuples(when_trees.whens(), st.text(max_size=40), st.sampled_from(Policy)), min_size=1, max_size=3
    ),
    st.sampled_from([2026, 2027]),
    st.sampled_from(Style),
)
def test_any_plan_is_read_as_it_is_shown(
    drawn: list[tuple[When, str, Policy]], year: int, style: Style
) -> None:
    """Whatever phrases a plan has, its calendar expands to the sessions of `show --json`."""
    activities = tuple(_activity(number, *each) for number, each in enumerate(drawn))
    named = {each: (dt.date(year, 7, 1), dt.date(year, 8, 31)) for when, *_ in drawn for each in when.without}
    periods = {name: span for name, span in named.items() if isinstance(name, str)}
    schedule = expand(plan(activities=activities, year=year, periods=periods))
    assert announced(schedule) == expanded(calendar(schedule, Options(style=style)))
