"""The events of a calendar by session: each under the UID that it has as an event of its own, in whichever style.

The instances of a series are told by the day where the rule puts them (RECURRENCE-ID). Somebody who moves all of a
series moves its rule, so the days are all off by the same number then; the number that finds most sessions is taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sanhui.caldav.meaning import Meaning, meaning_of
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.publish.ics.identity import identity, uid

if TYPE_CHECKING:
    from icalendar import Component

    from sanhui.schedule.expand import Schedule

_SHIFTS = sorted(range(-6, 7), key=abs)  # a rule is moved within its week
_MOMENTS = {"DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID"}
_YEAR = dt.timedelta(days=366)


class Event(msgspec.Struct, frozen=True):
    """What a file says of one UID; `meaning` is None where it cannot be read."""

    uid: str
    meaning: Meaning | None
    title: str = ""
    excluded: bool = False  # called off by leaving it out of its series (EXDATE)


class Told(msgspec.Struct, frozen=True):
    """The events of one plan, and those that are of nothing in it."""

    own: Mapping[str, tuple[Event, ...]]
    foreign: tuple[Event, ...]
    kinds: Mapping[str, frozenset[str]]  # by the UID of an own event, what it is written as


def told(components: Iterable[Component], schedule: Schedule, zone: dt.tzinfo, path: Path) -> Told:
    """Sort the components of a file.

    Raises `InputError` for a series that cannot be read: each session of it would seem to be missing.
    """
    groups: dict[str, list[Component]] = {}
    others: list[Event] = []
    for part in components:
        name = str(part.get("UID", "")).strip()
        known = identity(name)
        if known is not None and known.plan == schedule.plan.id and part.name != "VJOURNAL":
            groups.setdefault(name, []).append(part)
        else:
            others.append(_event(name, [part]))
    own: dict[str, list[Event]] = {}
    series: list[Event] = []
    for name, parts in groups.items():
        known = identity(name)
        if known is not None and len(known.parts) == 1:
            if any(_is_lost(part) for part in parts):
                raise _unreadable(name, path)
            try:
                found, stray = _series(known.parts[0], parts, schedule, zone)
            except (ValueError, KeyError, TypeError, AttributeError) as error:  # as the libraries have it
                raise _unreadable(name, path) from error
            series += found
            others += stray
        else:
            own.setdefault(name, []).extend(_alike(name, parts))
    for each in series:  # what left its series is an event of its own, which says more
        own.setdefault(each.uid, [each])
    kinds = {name: frozenset(str(part.name) for part in parts) for name, parts in groups.items()}
    return Told({name: tuple(events) for name, events in own.items()}, tuple(others), kinds)


def _alike(name: str, parts: Sequence[Component]) -> list[Event]:
    """One event; several where the file has it more than once, and differently."""
    if any("RECURRENCE-ID" in part for part in parts):
        return [_event(name, parts)]
    found = [_event(name, [part]) for part in parts]
    return list({each.meaning.core if each.meaning else "": each for each in found}.values())


def _event(name: str, parts: Sequence[Component]) -> Event:
    said = None if any(_is_lost(part) for part in parts) else meaning_of(parts)
    return Event(name, said, str(parts[0].get("SUMMARY", "")))


def _is_lost(part: Component) -> bool:
    """Whether its moment cannot be told: a value that is none, or a time zone that nobody knows."""
    if _MOMENTS & {str(name).upper() for name, _message in part.errors}:
        return True
    found = part.get("DTSTART") or part.get("DUE")
    if found is None:
        return part.name == "VEVENT"
    unknown = isinstance(found.dt, dt.datetime) and found.dt.tzinfo is None
    return unknown and "TZID" in found.params


def _unreadable(name: str, path: Path) -> InputError:
    message = _("the calendar is damaged: {reason}").format(
        reason=_("a series has no dates that can be read")
    )
    return InputError(
        Problem(message, _("export it again as iCalendar (.ics)"), file=str(path), key="UID", value=name)
    )


def _series(
    activity: str, parts: Sequence[Component], schedule: Schedule, zone: dt.tzinfo
) -> tuple[list[Event], list[Event]]:
    """The sessions of an activity that a series tells of, and what is no session of it."""
    sessions = {
        each.nominal: uid(schedule.plan.id, activity, each.slot)
        for each in schedule.by_activity.get(activity, ())
        if each.nominal is not None
    }
    instances = _instances(parts, schedule.plan.year, zone)
    excluded = _excluded(parts, zone)
    days = {*instances, *excluded}
    shift = max(_SHIFTS, key=lambda n: sum(day - dt.timedelta(days=n) in sessions for day in days))
    found: list[Event] = []
    stray: list[Event] = []
    off = _called_off(parts)
    for day, part in sorted(instances.items()):
        name = sessions.get(day - dt.timedelta(days=shift))
        part["UID"] = name or str(part["UID"])
        for key in ("RECURRENCE-ID", "RRULE", "EXDATE", "RDATE"):
            part.pop(key, None)
        if off:
            part["STATUS"] = "CANCELLED"
        (found if name else stray).append(_event(name or str(part["UID"]), [part]))
    for day in sorted(excluded.difference(instances)):
        name = sessions.get(day - dt.timedelta(days=shift))
        if name:
            found.append(Event(name, None, excluded=True))
    return found, stray


def _called_off(parts: Sequence[Component]) -> bool:
    return any(
        "RECURRENCE-ID" not in part and str(part.get("STATUS", "")).upper() == "CANCELLED" for part in parts
    )


def _instances(parts: Sequence[Component], year: int, zone: dt.tzinfo) -> dict[dt.date, Component]:
    """By the day where the rule puts it, every instance with what stands in for it."""
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar()
    for part in parts:
        calendar.add_component(part)
    first = dt.datetime(year, 1, 1, tzinfo=zone) - _YEAR
    last = dt.datetime(year, 12, 31, tzinfo=zone) + _YEAR
    found = {}
    for part in recurring_ical_events.of(calendar).between(first, last):
        at = part.get("RECURRENCE-ID") or part.get("DTSTART")
        found[_day(at.dt, zone)] = part
    return found


def _excluded(parts: Sequence[Component], zone: dt.tzinfo) -> set[dt.date]:
    days = set()
    for part in parts:
        groups = part.get("EXDATE", [])
        for group in groups if isinstance(groups, list) else [groups]:
            days |= {_day(each.dt, zone) for each in group.dts}
    return days


def _day(moment: dt.date, zone: dt.tzinfo) -> dt.date:
    if not isinstance(moment, dt.datetime):
        return moment
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
