"""Many events: writing them beside icalendar's own components, and reading them back beside its parser.

Both write the same sessions with every line the same: icalendar builds a component for each event and serialises it, as
programs that use it do; sanhui lets icalendar write what the sessions of an activity share, once, and adds the rest. Both
calendars are read back by icalendar and compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar

from benchmarks.many_sessions import many_sessions
from benchmarks.measuring import Measurement, compared, in_turn
from sanhui.i18n import speaking
from sanhui.publish.ics.alarm import alarms
from sanhui.publish.ics.identity import stamp, uid
from sanhui.publish.ics.timezone import vtimezone
from sanhui.publish.ics.wording import description, summary
from sanhui.publish.ics.writer import calendar
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session

EVENTS = 12_000


def measure(_folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """In this process, a few times: one run takes seconds."""
    events = max(60, round(EVENTS * size))
    schedule = many_sessions(events)
    pairs = in_turn(lambda: calendar(schedule), lambda: _by_components(schedule), min(rounds, 3))
    one, other = (
        icalendar.Calendar.from_ical(data) for data in (calendar(schedule), _by_components(schedule))
    )
    yield compared(
        f"writing {events} events",
        pairs,
        f"icalendar {version('icalendar')}, a component for each",
        correct=one == other and one.to_ical() == other.to_ical(),  # equality leaves parameters out
    )


def _by_components(schedule: Schedule) -> bytes:
    """The same calendar by icalendar's components and nothing else."""
    plan = schedule.plan
    whole = icalendar.Calendar()
    whole.add("PRODID", f"-//sanhui//sanhui//{plan.language.upper()}")
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("NAME", plan.title)
    whole.add("X-WR-CALNAME", plan.title)
    whole.add("COLOR", "crimson")
    whole.add("REFRESH-INTERVAL", dt.timedelta(days=1), {"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", icalendar.vDuration(dt.timedelta(days=1)))
    years = {plan.year, *(each.day.year for each in schedule.sessions)}
    whole.add_component(vtimezone(plan.timezone, ZoneInfo(plan.timezone), min(years), max(years) + 1))
    at = stamp(plan.year, plan.revision)
    with speaking(plan.language):
        for each in sorted(
            schedule.sessions, key=lambda each: (each.start, uid(plan.id, each.activity, each.slot))
        ):
            whole.add_component(_event(each, schedule, at))
    return bytes(whole.to_ical(sorted=False))


def _event(each: Session, schedule: Schedule, at: dt.datetime) -> icalendar.Event:
    plan = schedule.plan
    event = icalendar.Event()
    event.add("UID", uid(plan.id, each.activity, each.slot))
    event.add("DTSTAMP", at)
    event.add("SEQUENCE", 0)
    event.add("DTSTART", each.start)
    event.add("DTEND", each.end)
    event.add("SUMMARY", summary(each))
    event.add("DESCRIPTION", description(each, plan, names=False))
    if each.place:
        event.add("LOCATION", each.place)
    kind = plan.kinds[each.kinds[0]]
    event.add("CATEGORIES", [kind.name(plan.language)])
    event.add("COLOR", kind.colour)
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    for alarm in alarms(each.remind, each.title, all_day=False):
        event.add_component(alarm)
    return event
