"""What an event says of its time, whichever program wrote it: RFC 5545 lets most of it be told in several ways.

For calendars that people have edited, or kept in a program of theirs. What was published last is read as lines
instead (`sanhui.publish.ics.previous`), for it must come back byte for byte.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import InputError
from sanhui.i18n import _
from sanhui.publish.ics.structure import damaged, export_again

if TYPE_CHECKING:
    from icalendar import Component

_DAY = dt.timedelta(days=1)
_MOMENTS = {"DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID"}
#: What icalendar and its like raise: whatever a broken line leads to.
BROKEN = (ValueError, KeyError, IndexError, AttributeError, TypeError)


def moment(part: Component, name: str) -> dt.date | None:
    """The day, or the moment, that a property holds; None if there is none."""
    found = part.get(name)
    value: dt.date | None = found.dt if found is not None else None
    return value


def end(part: Component) -> dt.date | None:
    """When an event ends, or a task is due.

    RFC 5545 3.6.1: an end may be told by its DURATION, or left out: “one day” after a date, at once after a moment.
    """
    if part.name == "VTODO":
        return moment(part, "DUE")
    finish, start = moment(part, "DTEND"), moment(part, "DTSTART")
    if finish is None and start is not None:
        length = part.get("DURATION")
        whole = dt.timedelta() if isinstance(start, dt.datetime) else _DAY
        finish = start + (length.dt if length is not None else whole)
    return finish


def settle(part: Component, zone: dt.tzinfo) -> None:
    """Read a time without a zone, which is the same on everybody's clock (RFC 5545 3.3.5), by the clock of a zone."""
    for name in ("DTSTART", "DTEND", "DUE"):
        found = part.get(name)
        if found is not None and isinstance(found.dt, dt.datetime) and found.dt.tzinfo is None:
            found.dt = found.dt.replace(tzinfo=zone)


def is_lost(part: Component) -> bool:
    """Whether its moment cannot be told: a value that is none, or a time zone that nobody knows."""
    if _MOMENTS & {str(name).upper() for name, _message in part.errors}:
        return True
    found = part.get("DTSTART") or part.get("DUE")
    if found is None:
        return part.name == "VEVENT"
    unknown = isinstance(found.dt, dt.datetime) and found.dt.tzinfo is None
    return unknown and "TZID" in found.params


def recurrence_set(
    parts: Sequence[Component], first: dt.date, last: dt.date, zone: dt.tzinfo
) -> dict[dt.date, Component]:
    """The instances of a series from one day to another, by the day where the rule puts each (RFC 5545 3.8.5).

    Each is an event of its own: the series', or what stands in for it (RECURRENCE-ID). Raises one of `BROKEN` where there is
    no rule that can be read.
    """
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar()
    for part in parts:
        calendar.add_component(part)
    found = {}
    for part in recurring_ical_events.of(calendar).between(first, last + _DAY):
        at = part.get("RECURRENCE-ID") or part.get("DTSTART")
        found[day(at.dt, zone)] = part
        for name in ("RECURRENCE-ID", "RRULE", "EXDATE", "RDATE"):
            part.pop(name, None)
    return found


def excluded(parts: Sequence[Component], zone: dt.tzinfo) -> set[dt.date]:
    """The days that are left out of a series (EXDATE)."""
    days = set()
    for part in parts:
        groups = part.get("EXDATE", [])
        for group in groups if isinstance(groups, list) else [groups]:
            days |= {day(each.dt, zone) for each in group.dts}
    return days


def day(moment: dt.date, zone: dt.tzinfo) -> dt.date:
    """The day of a moment in a zone; one without a zone is everybody's (RFC 5545 3.3.5)."""
    if not isinstance(moment, dt.datetime):
        return moment
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def unreadable(path: Path, uid: str) -> InputError:
    """A calendar in which an event, or a series, does not say when it is."""
    return damaged(_("an event has no date that can be read"), path, export_again(), key="UID", value=uid)
