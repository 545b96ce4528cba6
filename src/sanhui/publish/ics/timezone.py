"""VTIMEZONE: the rules of the clock that go with the file.

Always written: without it Outlook shifts every event (owncloud/calendar#687). TZID is the IANA name, never an
abbreviation like CST, which is China's and Chicago's. Every observance has a DTSTART; strict readers refuse
a file with one that has none (ics-py#419).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Timezone

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


def vtimezone(tzid: str, zone: dt.tzinfo, first: int, last: int) -> Timezone:
    """The zone in the years from `first` to `last`: what is in force at their start, then each change.

    A zone without a change in these years, as Asia/Shanghai since 1992, is exactly one STANDARD. Changes
    are written one by one: a yearly rule would promise what no law has promised, and a plan is for one
    year.
    """
    from icalendar import Timezone

    start = dt.datetime(first, 1, 1, tzinfo=dt.UTC) - _DAY
    component = Timezone()
    component.add("TZID", tzid)
    now = start.astimezone(zone)
    # In force since long before: the traditional onset, so that no event comes before all observances.
    onset = dt.datetime(1970 if first > 1970 else first - 1, 1, 1)  # noqa: DTZ001 (local, by RFC 5545 3.6.5)
    component.add_component(_observance(now, onset, _offset(now)))
    for instant in _changes(zone, start, dt.datetime(last + 1, 1, 2, tzinfo=dt.UTC)):
        before = _offset((instant - _SECOND).astimezone(zone))
        # RFC 5545 3.6.5: DTSTART is the onset “as a local time”, told by the clock before the change.
        component.add_component(
            _observance(instant.astimezone(zone), instant.replace(tzinfo=None) + before, before)
        )
    return component


def _observance(now: dt.datetime, onset: dt.datetime, before: dt.timedelta) -> Timezone:
    """One stretch of unchanged clock, from `onset`, with what the clock says `now` in it."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    component = TimezoneDaylight() if now.dst() else TimezoneStandard()
    component.add("DTSTART", onset)
    component.add("TZOFFSETFROM", before)
    component.add("TZOFFSETTO", _offset(now))
    component.add("TZNAME", now.tzname() or "")
    return cast("Timezone", component)


def _changes(zone: dt.tzinfo, start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """The instants, in UTC, at which the clock or its name changes; no zone has two of them within a day."""
    at, state = start, _state(zone, start)
    while at < end:
        following = at + _DAY
        new = _state(zone, following)
        if new != state:
            early, late = at, following
            while late - early > _SECOND:
                middle = early + (late - early) // 2 // _SECOND * _SECOND
                if _state(zone, middle) == state:
                    early = middle
                else:
                    late = middle
            yield late
        at, state = following, new


def _state(zone: dt.tzinfo, instant: dt.datetime) -> tuple[dt.timedelta, str | None, bool]:
    local = instant.astimezone(zone)
    return _offset(local), local.tzname(), bool(local.dst())


def _offset(local: dt.datetime) -> dt.timedelta:
    return local.utcoffset() or dt.timedelta()
