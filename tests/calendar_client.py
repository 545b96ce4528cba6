"""A calendar client as RFC 5546 has it: what it holds after it was given file after file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sanhui.publish.ics.instances import instances
from sanhui.publish.ics.previous import parsed
from sanhui.publish.ics.publication import Component


class Held(NamedTuple):
    """A session in a calendar: its title, and its start and end as they are written."""

    title: str
    start: str
    end: str


class Client:
    """Holds components by UID and RECURRENCE-ID; the highest SEQUENCE wins, what is absent stays.

    CANCELLED removes the component, of a master the whole series; EXDATE removes an instance, and so does a rule that
    does not give it. With `whole`, it keeps a UID as one thing, as CalDAV servers and many programs do.
    """

    def __init__(self, *, whole: bool = False) -> None:
        self._whole = whole
        self._held: dict[tuple[str, str], Component] = {}

    def take(self, data: bytes) -> None:
        """Import a file, or import it again."""
        components = parsed(data.decode(), Path("file.ics")).components
        if self._whole:
            for uid in {each.uid for each in components}:
                self._take_whole(uid, [each for each in components if each.uid == uid])
            return
        for each in components:
            known = self._held.get(each.key)
            if known is None or each.sequence > known.sequence:
                self._held[each.key] = each

    def _take_whole(self, uid: str, given: list[Component]) -> None:
        known = [each for each in self._held.values() if each.uid == uid]
        if known and max(each.sequence for each in given) <= max(each.sequence for each in known):
            return
        for each in known:
            del self._held[each.key]
        self._held |= {each.key: each for each in given}

    def sessions(self) -> list[Held]:
        """What it shows."""
        found = []
        for (uid, recurrence_id), each in self._held.items():
            master = self._held.get((uid, ""))
            if each.status == "CANCELLED" or (master and master.status == "CANCELLED"):
                continue
            if recurrence_id:
                if master is not None and recurrence_id in instances(master):
                    found.append(_held(each))
            elif each.value("RRULE"):
                found += [_held(each, at) for at in instances(each) if (uid, at) not in self._held]
            else:
                found.append(_held(each))
        return sorted(found)


def versions(data: bytes) -> dict[tuple[str, str], tuple[int, str]]:
    """SEQUENCE and text of every component of a file."""
    components = parsed(data.decode(), Path("file.ics")).components
    return {each.key: (each.sequence, each.lines) for each in components}


def shown(titles: Iterable[tuple[str, dt.date, dt.date]]) -> list[Held]:
    """Sessions as a client should show them."""
    return sorted(Held(title, _text(start), _text(end)) for title, start, end in titles)


def _held(component: Component, at: str = "") -> Held:
    start, end = component.value("DTSTART"), component.value("DTEND")
    if at:
        length = _read(end) - _read(start)
        start, end = at, _text(_read(at) + length, day="T" not in at)
    return Held(component.value("SUMMARY"), start, end)


def _read(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")


def _text(moment: dt.date, *, day: bool = False) -> str:
    if day or not isinstance(moment, dt.datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment:%Y%m%dT%H%M%S}"
