"""VCALENDAR: the whole file, in the order that RFC 5545 3.6 asks for and Google needs.

(A header of over 200 lines garbles Chinese there: TimeTree-Exporter#157. So: properties, one small
VTIMEZONE, events.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sanhui.errors import InputError, Problem
from sanhui.i18n import _, speaking
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.choices import Style, Tasks
from sanhui.publish.ics.event import EventWriter
from sanhui.publish.ics.holidays import holidays
from sanhui.publish.ics.identity import stamp as revision_stamp
from sanhui.publish.ics.opening import Opening
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.publication import Component, Publication
from sanhui.publish.ics.series import SeriesWriter, Written
from sanhui.publish.ics.tasks import TaskWriter
from sanhui.publish.ics.text import escape, fold
from sanhui.publish.ics.timezone import vtimezone
from sanhui.wording import enumeration

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule

#: What Google imports at most (seminars#777): bytes, and events by its help pages.
LARGEST = 1_000_000
MOST_EVENTS = 1_000

_COLOUR = "crimson"
#: How often a subscribed calendar is fetched again: daily, as meetings are announced days ahead.
_REFRESH = dt.timedelta(days=1)
DEFAULT = Options()


def publication(
    schedules: Sequence[Schedule], options: Options = DEFAULT, stamp: dt.datetime | None = None
) -> Publication:
    """The schedules of one plan or several as one calendar; always the same for the same plans.

    A file that is imported names cancelled sessions as such, since importers do not
    delete what is merely absent; one that is subscribed to leaves them out. `stamp` is every component's DTSTAMP, in
    place of the one that follows from the plan's revision: SOURCE_DATE_EPOCH, if the caller found it set.

    The texts are in each plan's language, those of the calendar in the first one's. Raises `InputError` when two plans
    have one id, for then they have the same UIDs.
    """
    _refuse_doubles([schedule.plan for schedule in schedules])
    components: list[Component] = []
    for schedule in schedules:
        components += _components(schedule, options, stamp)
    if options.holidays:
        components += _holidays(schedules, stamp)
    components.sort()
    return Publication(_header(schedules, options), tuple(components))


def calendar(schedule: Schedule, options: Options = DEFAULT, stamp: dt.datetime | None = None) -> bytes:
    """The publication of one schedule as a file."""
    return publication([schedule], options, stamp).to_bytes()


def _components(schedule: Schedule, options: Options, stamp: dt.datetime | None) -> Iterator[Component]:
    """The sessions, then the tasks, as they were asked for."""
    plan = schedule.plan
    opening = _opening(plan, stamp)
    with speaking(plan.language):
        written = _sessions(schedule, opening, options)
        for each in written:
            yield from each.components
        if options.tasks is not Tasks.NONE:
            uids = dict(pair for each in written for pair in each.uids.items())
            states = None if options.progress is None else options.progress.get(plan.id, {})
            tasks = TaskWriter(plan, opening, options, uids, states)
            yield from (found for task in schedule.tasks if (found := tasks.write(task)) is not None)


def _sessions(schedule: Schedule, opening: Opening, options: Options) -> list[Written]:
    """The sessions in the style that was asked for."""
    events = EventWriter(schedule.plan, opening, options)
    writer = SeriesWriter(schedule.plan, opening, events)
    if options.style is Style.EVENTS:
        return [writer.apart(schedule.sessions)]
    activities = {activity.id: activity for activity in schedule.plan.activities}
    return [
        writer.write(activities[name], sessions) if name in activities else writer.apart(sessions)
        for name, sessions in schedule.by_activity.items()
    ]


def _holidays(schedules: Iterable[Schedule], stamp: dt.datetime | None) -> Iterator[Component]:
    """The layer of every plan; a day that an earlier plan has told of in the same words is told once."""
    told = set()
    for schedule in schedules:
        plan = schedule.plan
        with speaking(plan.language):
            for each in holidays(plan, _opening(plan, stamp)):
                if (what := (each.start, each.value("SUMMARY"))) not in told:
                    told.add(what)
                    yield each


def _opening(plan: Plan, stamp: dt.datetime | None) -> Opening:
    return Opening(plan.timezone, ZoneInfo(plan.timezone), stamp or revision_stamp(plan.year, plan.revision))


def _refuse_doubles(plans: Iterable[Plan]) -> None:
    known: dict[str, Plan] = {}
    for plan in plans:
        if (other := known.setdefault(plan.id, plan)) is not plan:
            message = _("{file} has the same id: their sessions would replace each other in a calendar")
            raise InputError(
                Problem(
                    message.format(file=other.path),
                    _(
                        "export them into two files, or give one of them another id before it is first published"
                    ),
                    file=str(plan.path),
                    key="plan.id",
                    value=plan.id,
                )
            )


def size_warnings(data: bytes) -> tuple[str, ...]:
    """What to tell the user about a calendar that is too large for Google's import."""
    found = []
    if len(data) > LARGEST:
        found.append(
            _("the calendar has {size:.1f} MB; Google imports at most 1 MB").format(size=len(data) / 1e6)
        )
    events = data.count(b"\r\nBEGIN:VEVENT\r\n")
    if events > MOST_EVENTS:
        found.append(
            _("the calendar has {events} events; some programs import at most {most}").format(
                events=events, most=MOST_EVENTS
            )
        )
    return tuple(found)


def _header(schedules: Sequence[Schedule], options: Options) -> str:
    """Everything before the first component, as physical lines."""
    from icalendar import Calendar
    from icalendar.prop import vDuration, vInline

    plans = [schedule.plan for schedule in schedules]
    component = Calendar()
    # No version number: another release of the program does not make another calendar.
    component.add("PRODID", f"-//sanhui//sanhui//{plans[0].language.upper()}")
    component.add("VERSION", "2.0")
    component.add("CALSCALE", "GREGORIAN")
    if all(plan.organizer for plan in plans):
        # RFC 5546 3.2.1: PUBLISH needs an ORGANIZER; libical refuses it without. Never REQUEST: Outlook then
        # takes the first event only (gromox#262).
        component.add("METHOD", "PUBLISH")
    with speaking(plans[0].language):
        given = enumeration(plan.title for plan in plans) if options.title is None else options.title
    if given or options.title is None:
        title = escape(one_line(given))
        component.add("NAME", vInline(title))  # RFC 7986 5.1
        component.add("X-WR-CALNAME", vInline(title))  # the older name, which Google, Apple and Outlook read
    component.add("COLOR", _COLOUR)
    component.add("REFRESH-INTERVAL", vDuration(_REFRESH), {"VALUE": "DURATION"})  # RFC 7986 5.7
    component.add("X-PUBLISHED-TTL", vDuration(_REFRESH))  # the same for Outlook
    for tzid, (first, last) in _zones(schedules).items():
        component.add_component(vtimezone(tzid, ZoneInfo(tzid), first, last + 1))
    lines = component.content_lines(sorted=False)
    # without END:VCALENDAR and icalendar's empty last line
    return "\r\n".join(fold(line) for line in lines[:-2])


def _zones(schedules: Iterable[Schedule]) -> dict[str, tuple[int, int]]:
    """The time zones of the plans, with the first and the last year that each must cover."""
    found: dict[str, tuple[int, int]] = {}
    for schedule in schedules:
        plan = schedule.plan
        years = {plan.year, *(each.date.year for each in schedule.sessions if each.date)}
        first, last = found.get(plan.timezone, (plan.year, plan.year))
        found[plan.timezone] = min(first, *years), max(last, *years)
    return found
