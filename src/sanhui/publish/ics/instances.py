"""Which instances a series has, and what one is that stands where its rule puts it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.text import fold

_UTC = "Z"


class _Moment(NamedTuple):
    """A property that holds one moment or several: its name with parameters, and the moments without a zone."""

    head: str
    values: tuple[dt.datetime, ...]


def instances(master: Component) -> frozenset[str]:
    """The RECURRENCE-IDs that a series has, as they are written: what its rule gives, less its EXDATEs.

    Empty for an event that does not recur, so also for a series that was called off.
    """
    from dateutil.rrule import rrulestr

    rule = master.value("RRULE")
    start = _first(master, "DTSTART")
    if not rule or start is None:
        return frozenset()
    given = {_text(each, start.head) for each in rrulestr(_local(rule, start.head), dtstart=start.values[0])}
    return frozenset(given - {value for each in _all(master, "EXDATE") for value in each.split(",")})


def plain(master: Component, recurrence_id: str) -> Component:
    """An override that says what the series says anyhow, for an instance that was another once."""
    start, end = _first(master, "DTSTART"), _first(master, "DTEND")
    assert start is not None
    assert end is not None
    begins = _read(recurrence_id)
    ends = _text(begins + (end.values[0] - start.values[0]), start.head)
    _name, semicolon, parameters = start.head.partition(";")
    rest = [
        f"{name}:{value}"
        for name, value in master.properties()
        if name.partition(";")[0] in ("UID", "DTSTAMP", "SEQUENCE")
    ]
    lines = [
        f"BEGIN:{master.name}",
        *map(fold, rest),
        fold(f"RECURRENCE-ID{semicolon}{parameters}:{recurrence_id}"),
        fold(f"{start.head}:{recurrence_id}"),
        fold(f"{end.head}:{ends}"),
        _content(master),
    ]
    return replace(master, recurrence_id=recurrence_id, lines="\r\n".join(lines))


def _content(master: Component) -> str:
    """What stands after the dates of a series, down to its END, as it is written: from SUMMARY on."""
    at = master.lines.index("\r\nSUMMARY")
    return master.lines[at + 2 :]


def _first(component: Component, wanted: str) -> _Moment | None:
    for name, value in component.properties():
        if name.partition(";")[0] == wanted:
            return _Moment(name, (_read(value),))
    return None


def _all(component: Component, wanted: str) -> list[str]:
    return [value for name, value in component.properties() if name.partition(";")[0] == wanted]


def _read(value: str) -> dt.datetime:
    form = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
    return dt.datetime.strptime(value.removesuffix(_UTC), form)  # noqa: DTZ007 (local, as it stands)


def _text(moment: dt.datetime, head: str) -> str:
    return f"{moment:%Y%m%d}" if "VALUE=DATE" in head else f"{moment:%Y%m%dT%H%M%S}"


def _local(rule: str, head: str) -> str:
    """The rule with UNTIL in local time: the dates are counted without a zone."""
    parts = []
    for part in rule.split(";"):
        name, _equals, value = part.partition("=")
        if name == "UNTIL" and value.endswith(_UTC):
            zone = ZoneInfo(head.partition("TZID=")[2])
            until = _read(value).replace(tzinfo=dt.UTC).astimezone(zone)
            value = f"{until:%Y%m%dT%H%M%S}"
        parts.append(f"{name}={value}")
    return ";".join(parts)
