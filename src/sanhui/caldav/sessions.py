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
from sanhui.publish.ics.identity import identity, uid
from sanhui.publish.ics.reading import BROKEN, excluded, is_lost, recurrence_set, settle, unreadable

if TYPE_CHECKING:
    from icalendar import Component

    from sanhui.schedule.expand import Schedule

_SHIFTS = sorted(range(-6, 7), key=abs)  # a rule is moved within its week
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
            others.append(_event(name, [part], zone))
    own: dict[str, list[Event]] = {}
    series: list[Event] = []
    for name, parts in groups.items():
        known = identity(name)
        if known is not None and len(known.parts) == 1:
            if any(is_lost(part) for part in parts):
                raise unreadable(path, name)
            try:
                found, stray = _series(known.parts[0], parts, schedule, zone)
            except BROKEN as error:
                raise unreadable(path, name) from error
            series += found
            others += stray
        else:
            own.setdefault(name, []).extend(_alike(name, parts, zone))
    for each in series:  # what left its series is an event of its own, which says more
        own.setdefault(each.uid, [each])
    kinds = {name: frozenset(str(part.name) for part in parts) for name, parts in groups.items()}
    return Told({name: tuple(events) for name, events in own.items()}, tuple(others), kinds)


def _alike(name: str, parts: Sequence[Component], zone: dt.tzinfo) -> list[Event]:
    """One event; several where the file has it more than once, and differently."""
    if any("RECURRENCE-ID" in part for part in parts):
        return [_event(name, parts, zone)]
    found = [_event(name, [part], zone) for part in parts]
    return list({each.meaning.core if each.meaning else "": each for each in found}.values())


def _event(name: str, parts: Sequence[Component], zone: dt.tzinfo) -> Event:
    title = str(parts[0].get("SUMMARY", ""))
    if any(is_lost(part) for part in parts):
        return Event(name, None, title)
    for part in parts:
        settle(part, zone)
    return Event(name, meaning_of(parts), title)


def _series(
    activity: str, parts: Sequence[Component], schedule: Schedule, zone: dt.tzinfo
) -> tuple[list[Event], list[Event]]:
    """The sessions of an activity that a series tells of, and what is no session of it."""
    sessions = {
        each.nominal: uid(schedule.plan.id, activity, each.slot)
        for each in schedule.by_activity.get(activity, ())
        if each.nominal is not None
    }
    year = schedule.plan.year
    instances = recurrence_set(parts, dt.date(year, 1, 1) - _YEAR, dt.date(year, 12, 31) + _YEAR, zone)
    left_out = excluded(parts, zone)
    days = {*instances, *left_out}
    shift = max(_SHIFTS, key=lambda n: sum(day - dt.timedelta(days=n) in sessions for day in days))
    found: list[Event] = []
    stray: list[Event] = []
    off = _called_off(parts)
    for day, part in sorted(instances.items()):
        name = sessions.get(day - dt.timedelta(days=shift))
        part["UID"] = name or str(part["UID"])
        if off:
            part["STATUS"] = "CANCELLED"
        event = _event(str(part["UID"]), [part], zone)
        if name:
            found.append(event)
        elif (day - dt.timedelta(days=shift)).year == year:  # a rule may have lost its end
            stray.append(event)
    for day in sorted(left_out.difference(instances)):
        name = sessions.get(day - dt.timedelta(days=shift))
        if name:
            found.append(Event(name, None, excluded=True))
    return found, stray


def _called_off(parts: Sequence[Component]) -> bool:
    return any(
        "RECURRENCE-ID" not in part and str(part.get("STATUS", "")).upper() == "CANCELLED" for part in parts
    )
