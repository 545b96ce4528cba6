"""VCALENDAR: the whole file, in the order that RFC 5545 3.6 asks for and Google needs.

(A header of over 200 lines garbles Chinese there: TimeTree-Exporter#157. So: properties, one small
VTIMEZONE, events.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sanhui.i18n import _, speaking
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.event import EventWriter, Floating
from sanhui.publish.ics.identity import stamp as revision_stamp
from sanhui.publish.ics.text import escape, fold
from sanhui.publish.ics.timezone import vtimezone
from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule

#: What Google imports at most (seminars#777): bytes, and events by its help pages.
LARGEST = 1_000_000
MOST_EVENTS = 1_000

_COLOUR = "crimson"
#: How often a subscribed calendar is fetched again: daily, as meetings are announced days ahead.
_REFRESH = dt.timedelta(days=1)
_NO_SEQUENCES: Mapping[str, int] = MappingProxyType({})


def calendar(
    schedule: Schedule,
    *,
    for_import: bool = True,
    names: bool = False,
    floating: Floating = "events",
    stamp: dt.datetime | None = None,
    sequence: Mapping[str, int] = _NO_SEQUENCES,
) -> bytes:
    """The schedule as an iCalendar file, UTF-8 without BOM, CRLF everywhere; always the same bytes.

    One event a session (Outlook, Google and macOS each lose other forms of RDATE: Squire#214 #107,
    python-remind#20). A file that is imported names cancelled sessions as such, since importers do not
    delete what is merely absent; one that is subscribed to (`for_import=False`) leaves them out. Names of
    people stay out without `names`. Sessions without a day (待定) are `floating` "events" on the last working day of
    their window, "tasks" due on it, or left out ("none").

    `stamp` is every event's DTSTAMP, in place of the one that follows from the plan's revision:
    SOURCE_DATE_EPOCH, if the caller found it set. `sequence` is the SEQUENCE by UID of what was published
    before and has changed since.
    """
    plan = schedule.plan
    zone = ZoneInfo(plan.timezone)
    sessions = [each for each in schedule.sessions if for_import or each.status is not Status.CANCELLED]
    with speaking(plan.language):
        writer = EventWriter(
            plan,
            zone,
            stamp or revision_stamp(plan.year, plan.revision),
            sequence,
            names=names,
            floating=floating,
        )
        events = sorted(event for session in sessions if (event := writer.write(session)) is not None)
        lines = _header(plan, zone, sessions)
        lines += [event.lines for event in events]
    lines.append("END:VCALENDAR\r\n")
    return "\r\n".join(lines).encode()


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


def _header(plan: Plan, zone: dt.tzinfo, sessions: Iterable[Session]) -> list[str]:
    """Everything before the first event, as physical lines."""
    from icalendar import Calendar
    from icalendar.prop import vDuration, vInline

    component = Calendar()
    # No version number: another release of the program does not make another calendar.
    component.add("PRODID", f"-//sanhui//sanhui//{plan.language.upper()}")
    component.add("VERSION", "2.0")
    component.add("CALSCALE", "GREGORIAN")
    if plan.organizer:
        # RFC 5546 3.2.1: PUBLISH needs an ORGANIZER; libical refuses it without. Never REQUEST: Outlook then
        # takes the first event only (gromox#262).
        component.add("METHOD", "PUBLISH")
    title = escape(one_line(plan.title))
    component.add("NAME", vInline(title))  # RFC 7986 5.1
    component.add("X-WR-CALNAME", vInline(title))  # the older name, which Google, Apple and Outlook read
    component.add("COLOR", _COLOUR)
    component.add("REFRESH-INTERVAL", vDuration(_REFRESH), {"VALUE": "DURATION"})  # RFC 7986 5.7
    component.add("X-PUBLISHED-TTL", vDuration(_REFRESH))  # the same for Outlook
    years = {plan.year, *(each.date.year for each in sessions if each.date)}
    component.add_component(vtimezone(plan.timezone, zone, min(years), max(years) + 1))
    lines = component.content_lines(sorted=False)
    return [fold(line) for line in lines[:-2]]  # without END:VCALENDAR and icalendar's empty last line
