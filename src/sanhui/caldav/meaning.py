"""What an event says, as far as it matters: servers write the text of events anew, so meaning is compared, not text.

An edit that matters is one of time, title, text, place, address, attachment or recurrence, or a cancellation. What
people set for themselves (reminders, colours, categories) is no edit of a session, and is no conflict.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.publish.ics import reading

if TYPE_CHECKING:
    from icalendar import Component

_KINDS = ("VEVENT", "VTODO")
_MARK = "X-SANHUI-PUSHED"
# What differs between two writings of the same thing.
_VERSION = re.compile(rf"^(?:SEQUENCE|DTSTAMP|LAST-MODIFIED|CREATED|{_MARK})[;:]")


class Meaning(msgspec.Struct, frozen=True):
    """What one resource says: fingerprints, and what is shown to people."""

    core: str  # of what matters
    rest: str  # of what matters, but for when, where and whether it is, and what it is called
    frame: str  # of what matters, but for its title and text
    alarms: str  # of its reminders
    title: str
    start: dt.date | None  # or dt.datetime, as its zone has it; of a task the day that it is due
    length: float | None  # in seconds
    place: str
    cancelled: bool
    sequence: int  # the highest
    mark: str  # what `mark` wrote at the last push, empty if there is nothing left of it


def meaning(text: str) -> Meaning | None:
    """What a resource's text says; None if it cannot be read as a calendar with an event or a task."""
    from icalendar import Calendar

    try:
        parts = [part for part in Calendar.from_ical(text).walk() if part.name in _KINDS]
    except reading.BROKEN:
        return None
    return meaning_of(parts)


def meaning_of(found: Iterable[Component]) -> Meaning | None:
    """What the components of one event or task say; None if that cannot be told."""
    try:
        parts = sorted(found, key=lambda part: _moment(part, "RECURRENCE-ID"))
        if not parts:
            return None
        first = parts[0]
        return Meaning(
            core=_told(parts),
            rest=_told(parts, leave_out=("start", "end", "length", "summary", "location", "cancelled")),
            frame=_told(parts, leave_out=("summary", "description")),
            alarms=fingerprint(json.dumps([_alarms(part) for part in parts])),
            title=_text(first, "SUMMARY"),
            start=reading.moment(first, "DTSTART") or reading.moment(first, "DUE"),
            length=_length(first),
            place=_text(first, "LOCATION"),
            cancelled=_cancelled(first),
            sequence=max(int(part.get("SEQUENCE", 0)) for part in parts),
            mark=str(first.get(_MARK, "")),
        )
    except reading.BROKEN:
        return None


def written(lines: Iterable[str]) -> str:
    """The fingerprint of components as we write them, but for their version: whether a push would say anything new."""
    return fingerprint(
        "\n".join(line for text in lines for line in text.split("\r\n") if not _VERSION.match(line))
    )


def mark(text: str) -> str:
    """The line with which a pushed event remembers what was pushed."""
    return f"{_MARK}:{text}"


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits: enough to notice a change, and not to forge one, which nobody gains from."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _told(parts: Iterable[Component], leave_out: Iterable[str] = ()) -> str:
    said = [_core(part) for part in parts]
    left = [{key: value for key, value in each.items() if key not in leave_out} for each in said]
    return fingerprint(json.dumps(left, ensure_ascii=False, sort_keys=True))


def _core(part: Component) -> dict[str, Any]:
    attached = part.get("ATTACH", [])
    excluded = part.get("EXDATE", [])
    days = [each for group in (excluded if isinstance(excluded, list) else [excluded]) for each in group.dts]
    rule = part.get("RRULE")
    return {
        "kind": part.name,
        "recurrence": _moment(part, "RECURRENCE-ID"),
        "start": _moment(part, "DTSTART"),
        "end": _end(part),
        "length": _length(part),
        "summary": _text(part, "SUMMARY"),
        "description": _text(part, "DESCRIPTION"),
        "location": _text(part, "LOCATION"),
        "url": _text(part, "URL"),
        "attached": sorted(map(str, attached if isinstance(attached, list) else [attached])),
        "cancelled": _cancelled(part),
        "rule": sorted(rule.to_ical().decode().split(";")) if rule is not None else [],
        "excluded": sorted(_said(each.dt) for each in days),
    }


def _alarms(part: Component) -> list[str]:
    return sorted(
        alarm.get("TRIGGER").to_ical().decode() if alarm.get("TRIGGER") is not None else ""
        for alarm in part.walk("VALARM")
    )


def _cancelled(part: Component) -> bool:
    return _text(part, "STATUS").upper() == "CANCELLED"


def _text(part: Component, name: str) -> str:
    """A text, without what servers change in passing: line ends, spaces at the end, how characters are composed."""
    lines = str(part.get(name, "")).replace("\r\n", "\n").split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines).strip())


def _moment(part: Component, name: str) -> str:
    return _said(reading.moment(part, name))


def _end(part: Component) -> str:
    return _said(reading.end(part))


def _length(part: Component) -> float | None:
    """In seconds; also a day that an event is moved to has its end a day later, whatever the clocks do."""
    start, end = reading.moment(part, "DTSTART"), reading.end(part)
    return (end - start).total_seconds() if start is not None and end is not None else None


def _said(moment: dt.date | None) -> str:
    """A day, or a moment in UTC; one without a zone stays as it is."""
    if isinstance(moment, dt.datetime) and moment.tzinfo:
        moment = moment.astimezone(dt.UTC)
    return moment.isoformat() if moment is not None else ""
