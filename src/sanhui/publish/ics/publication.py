"""A calendar file as its parts: what stands before the first component, and the components, each as its very lines.

All that makes, reads back, compares or sends calendars passes this value around. A component is text, not an object of
a library: what has not changed since the last publication must stay byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from sanhui.publish.ics.text import content_lines

#: What a component is: an event, or something to be done.
Name = Literal["VEVENT", "VTODO"]


class Component(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One event or task, as lines.

    Components sort by `start`, as it stands in DTSTART (whole days lead their day), then by UID. An override of a
    series has the `start` and the `uid` of its master, and so follows it at once: some readers drop a RECURRENCE-ID
    whose master they have not seen (interop: calendarize#799).
    """

    start: str
    uid: str
    recurrence_id: str = ""  # the value alone, 20260311T150000; empty for events of their own and for masters
    name: str = "VEVENT"  # one of Name in what we write; another program's file may have others
    lines: str  # physical lines from BEGIN to END, CRLF between them, none at the end

    @property
    def key(self) -> tuple[str, str]:
        """What clients know it by (RFC 5546 2.1.5)."""
        return self.uid, self.recurrence_id

    def properties(self) -> Iterator[tuple[str, str]]:
        """Its own content lines, unfolded: what stands before the value (name and parameters), and the value."""
        depth = 0
        for line in content_lines(self.lines):
            name, _colon, value = line.partition(":")
            depth += (name == "BEGIN") - (name == "END")
            if depth == 1 and name not in ("BEGIN", "END"):
                if '"' in name:  # a colon in a quoted parameter
                    name, value = _parted(line)
                yield name, value

    def value(self, wanted: str) -> str:
        """The value of the first property of this name, as it is written; empty if there is none."""
        return next((value for name, value in self.properties() if name.partition(";")[0] == wanted), "")

    @property
    def sequence(self) -> int:
        """How often it has changed; 0 where it does not say."""
        text = self.value("SEQUENCE")
        return int(text) if text.isdecimal() else 0

    @property
    def status(self) -> str:
        """CONFIRMED, TENTATIVE, CANCELLED and the like; empty where it does not say."""
        return self.value("STATUS")


class Publication(msgspec.Struct, frozen=True):
    """A whole calendar file."""

    header: str  # physical lines from BEGIN:VCALENDAR to the last END:VTIMEZONE, CRLF between them
    components: tuple[Component, ...]

    def to_bytes(self) -> bytes:
        """The file: UTF-8 without BOM, CRLF everywhere, also at the end."""
        return "\r\n".join(
            [self.header, *(each.lines for each in self.components), "END:VCALENDAR\r\n"]
        ).encode()


def _parted(line: str) -> tuple[str, str]:
    """A content line at the first colon outside of quotation marks (RFC 5545 3.1)."""
    quoted = False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return line[:at], line[at + 1 :]
    return line, ""
