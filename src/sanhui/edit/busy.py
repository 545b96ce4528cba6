"""When somebody is busy, by the calendars (.ics) that a plan names: `busy = ["leader.ics"]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.files import read_bytes
from sanhui.i18n import _

if TYPE_CHECKING:
    from icalendar import Event

_DAY = dt.timedelta(days=1)


class Busy(msgspec.Struct, frozen=True, order=True):
    """From a moment until another, both aware, by the calendar of this name. What it is about is nobody's business."""

    start: dt.datetime
    end: dt.datetime
    calendar: str


def read_busy(paths: Iterable[Path], first: dt.date, last: dt.date, zone: dt.tzinfo) -> tuple[Busy, ...]:
    """All that takes time from `first` to `last`, both included, in order.

    Recurring events are followed with their exceptions (recurring-ical-events, since RRULE alone would miss what was
    moved or called off). Events that take no time (TRANSP:TRANSPARENT) or were called off do not count; those
    without a zone are of `zone`, and a day without a time is taken whole. Raises `InputError` for a file that cannot be
    read.
    """
    found = [
        busy
        for path in paths
        for event in _events(path, first, last)
        for busy in _spans(event, path.name, zone)
    ]
    return tuple(sorted(found))


def _events(path: Path, first: dt.date, last: dt.date) -> list[Event]:
    import icalendar
    import recurring_ical_events

    data = read_bytes(path)
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
        if not calendars:
            raise ValueError(_("it holds no calendar"))
        return [
            event
            for calendar in calendars
            for event in recurring_ical_events.of(calendar).between(first, last + _DAY)
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # the libraries raise whatever a broken line leads to
        message = _("the calendar cannot be read: {reason}").format(reason=error)
        remedy = _("export it again as iCalendar (.ics)")
        raise InputError(Problem(message, remedy, file=str(path))) from error


def _spans(event: Event, name: str, zone: dt.tzinfo) -> Iterator[Busy]:
    if event.get("TRANSP", "OPAQUE") == "TRANSPARENT" or event.get("STATUS", "") == "CANCELLED":
        return
    start, end = _instant(event.start, zone), _instant(event.end, zone)
    if start < end:
        yield Busy(start, end, name)


def _instant(moment: dt.date, zone: dt.tzinfo) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time(), zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
