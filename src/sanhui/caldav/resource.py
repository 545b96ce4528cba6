"""A resource: what CalDAV keeps under one address, an event or task with its overrides (RFC 4791 4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

import msgspec

from sanhui.caldav.address import path_of
from sanhui.caldav.meaning import Meaning, mark, meaning, written
from sanhui.publish.ics import Component, Publication
from sanhui.publish.ics.text import unfold

# RFC 4791 4.1: “Calendar object resources … MUST NOT specify the iCalendar METHOD property”. A name is the
# collection's: with X-WR-CALNAME in it Outlook opens a new calendar (Event-Organiser#410).
_OF_FILES = ("METHOD", "NAME", "X-WR-CALNAME", "COLOR", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")
# What people add to an event on the server, and the plan never says: kept when the plan changes.
_KEPT = ("ATTENDEE", "CLASS", "COMMENT", "CONTACT", "PRIORITY")
# How far somebody is with a task (RFC 5545 3.8.1.11, 3.8.1.8, 3.8.2.1).
_PROGRESS = ("STATUS", "PERCENT-COMPLETE", "COMPLETED")
# A content line, with what it is folded into (RFC 5545 3.1).
_LINE = re.compile(r"^([A-Za-z0-9-]+)[;:].*\r\n(?:[ \t].*\r\n)*", re.MULTILINE)
_SUFFIX = ".ics"
_SEQUENCE = re.compile(r"^SEQUENCE:\d+", re.MULTILINE)
_ALARM = re.compile(r"^BEGIN:VALARM\r\n.*?^END:VALARM\r\n", re.MULTILINE | re.DOTALL)


class Mark(msgspec.Struct, frozen=True):
    """What was pushed last, as the event itself and the memory beside the plan remember it."""

    written: str  # the fingerprint of our own lines
    core: str  # of what they mean
    alarms: str

    def __str__(self) -> str:
        return f"{self.written}-{self.core}-{self.alarms}"

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """None for what is no mark."""
        parts = text.split("-")
        return cls(*parts) if len(parts) == 3 and all(parts) else None


class Ours(msgspec.Struct, frozen=True):
    """A resource as the plan wants it."""

    uid: str
    header: str  # physical lines up to the last END:VTIMEZONE
    components: tuple[Component, ...]
    mark: Mark
    meaning: Meaning

    @property
    def kind(self) -> str:
        """VEVENT or VTODO."""
        return self.components[0].name

    def text(self, theirs: Theirs | None = None, base: Mark | None = None) -> str:
        """What is sent: newer than what the server has, with what people added to that."""
        lines = [part.lines + "\r\n" for part in self.components]
        if theirs is not None and theirs.meaning is not None:
            least = theirs.meaning.sequence + 1
            lines = [_SEQUENCE.sub(f"SEQUENCE:{max(least, self.meaning.sequence)}", part) for part in lines]
            if base is not None and base.alarms != theirs.meaning.alarms:
                lines[0] = _ALARM.sub("", lines[0])
                at = _end_of(lines[0])
                lines[0] = lines[0][:at] + "".join(theirs.blocks("VALARM")) + lines[0][at:]
            kept = [*_KEPT]
            if theirs.has_guests:
                kept.append("ORGANIZER")
            if self.kind == theirs.kind == "VTODO" and not (
                self.meaning.cancelled or theirs.meaning.cancelled
            ):
                kept += _PROGRESS
            lines[0] = _with_lines(lines[0], [*theirs.lines_of(*kept)])
        lines[0] = re.sub(
            r"^(SEQUENCE:\d+\r\n)", rf"\1{mark(str(self.mark))}\r\n", lines[0], count=1, flags=re.MULTILINE
        )
        return f"{self.header}\r\n{''.join(lines)}END:VCALENDAR\r\n"


class Theirs(msgspec.Struct, frozen=True):
    """A resource as the server has it. `meaning` is None when its text cannot be read."""

    uid: str
    href: str
    etag: str
    text: str  # line ends are CRLF
    meaning: Meaning | None

    @property
    def kind(self) -> str:
        """VEVENT or VTODO, empty if it is neither."""
        return self._first().partition("\r\n")[0].removeprefix("BEGIN:")

    @property
    def has_guests(self) -> bool:
        """Whether people were invited to it; they lose their invitation with its ORGANIZER (RFC 6638 3.2.1)."""
        return any(self.lines_of("ATTENDEE"))

    def blocks(self, name: str) -> Iterator[str]:
        """Whole blocks of its first component, such as its alarms."""
        for found in re.finditer(
            rf"^BEGIN:{name}\r\n.*?^END:{name}\r\n", self._first(), re.MULTILINE | re.DOTALL
        ):
            yield found[0]

    def lines_of(self, *names: str) -> Iterator[str]:
        """Folded lines of its first component, but not of the alarms in it."""
        text = _ALARM.sub("", self._first())
        for found in _LINE.finditer(text):
            if found[1].upper() in names:
                yield found[0]

    def _first(self) -> str:
        found = re.search(r"^BEGIN:(VEVENT|VTODO)\r\n.*?^END:\1\r\n", self.text, re.MULTILINE | re.DOTALL)
        return found[0] if found else ""


def ours(publication: Publication) -> dict[str, Ours]:
    """What a publication becomes on a server, by UID."""
    header = _resource_header(publication.header)
    parts: dict[str, list[Component]] = {}
    for component in publication.components:
        parts.setdefault(component.uid, []).append(component)
    return {uid: _ours(uid, header, tuple(components)) for uid, components in parts.items()}


def _ours(uid: str, header: str, components: tuple[Component, ...]) -> Ours:
    body = "".join(part.lines + "\r\n" for part in components)
    said = meaning(f"{header}\r\n{body}END:VCALENDAR\r\n")
    if said is None:
        raise ValueError(f"{uid} does not read back")
    stamp = Mark(written(part.lines for part in components), said.core, said.alarms)
    return Ours(uid, header, components, stamp, said)


def theirs(href: str, etag: str, data: str) -> Theirs:
    """A resource from a server's answer; where its text has no UID, that which its name tells (`name_of`)."""
    text = "\r\n".join(data.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")) + "\r\n"
    resource = Theirs("", href, etag, text, meaning(text))
    line = unfold(next(resource.lines_of("UID"), ""))
    uid = line.partition(":")[2].strip() or path_of(href).rpartition("/")[2].removesuffix(_SUFFIX)
    return msgspec.structs.replace(resource, uid=uid)


def mark_of(resource: Theirs) -> Mark | None:
    """What the event remembers of the last push; None once a program has dropped it."""
    return Mark.read(resource.meaning.mark) if resource.meaning is not None else None


def name_of(uid: str) -> str:
    """The last part of a new resource's address."""
    return quote(uid, safe="+@") + _SUFFIX


def by_uid(resources: Iterable[Theirs]) -> dict[str, list[Theirs]]:
    """Resources by their UID: a server that has two under one is out of order, and is told so."""
    found: dict[str, list[Theirs]] = {}
    for each in resources:
        found.setdefault(each.uid, []).append(each)
    return found


def _resource_header(header: str) -> str:
    """The header without what belongs to files."""
    kept: list[str] = []
    dropping = False
    for line in header.split("\r\n"):
        if not line.startswith(" "):
            dropping = re.split("[;:]", line, maxsplit=1)[0] in _OF_FILES
        if not dropping:
            kept.append(line)
    return "\r\n".join(kept)


def _with_lines(component: str, lines: Sequence[str]) -> str:
    """A component with these lines of its own, in place of those of the same names."""
    names = {re.split("[;:]", line, maxsplit=1)[0].upper() for line in lines}
    at = component.find("\r\nBEGIN:VALARM\r\n") + 2
    if at < 2:
        at = _end_of(component)
    own = _LINE.sub(lambda found: "" if found[1].upper() in names else found[0], component[:at])
    return own + "".join(lines) + component[at:]


def _end_of(component: str) -> int:
    return component.rindex("END:V")
