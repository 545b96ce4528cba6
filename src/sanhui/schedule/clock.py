"""From a day and a time of day to the start and end of a session."""

from __future__ import annotations

import datetime as dt

from sanhui.when.tree import PART_STARTS, Time

Moment = dt.datetime | dt.date


def is_all_day(time: Time | None) -> bool:
    """Whether a session has no time of day: said so, or none is said at all."""
    return time is None or time.all_day or (time.start is None and time.part is None)


def span(
    time: Time | None, day: dt.date, minutes: int, zone: dt.tzinfo | None = None
) -> tuple[Moment, Moment]:
    """Start and end of a session that begins on `day`; `minutes` is its length where the time states none.

    All-day sessions give dates, the end exclusive (RFC 5545 3.6.1); over several days a session ends at its
    length after its start on the last of them. Without a zone the times are naive. A local time that a
    change to summer time leaves out is read with the offset before the change (RFC 5545 3.3.5), one that
    comes twice is the first.
    """
    days = dt.timedelta(days=time.days if time else 1)
    if time is None or is_all_day(time):
        return day, day + days
    clock = time.start or (PART_STARTS[time.part] if time.part else dt.time())
    length = dt.timedelta(minutes=time.minutes if time.minutes is not None else minutes)
    start = dt.datetime.combine(day, clock, zone)
    last = dt.datetime.combine(day + days - dt.timedelta(days=1), clock, zone)
    if zone is None:
        return start, last + length
    begins = start.astimezone(dt.UTC)
    ends = (begins if last == start else last.astimezone(dt.UTC)) + length
    return begins.astimezone(zone), ends.astimezone(zone)
