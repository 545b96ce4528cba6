"""One component in two versions: whether they say the same, and the newer one's lines.

What counts as a change is what is said: neither what a client compares versions by, nor the order of properties, nor where
lines are folded, for programs that store a calendar write it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sanhui.i18n import _
from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.text import content_lines, fold

_UTC = re.compile(r"\d{4}[01]\d[0-3]\dT[0-2]\d[0-5]\d[0-6]\dZ")
#: By what clients tell versions apart (RFC 5546 2.1.5), and when somebody's client stored it: no meaning.
_VERSION = frozenset(["DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "CREATED"])
#: What only an event has that takes place, or a task that is to be done.
_LIVE = frozenset(["TRANSP", "PERCENT-COMPLETE", "COMPLETED", "RRULE", "EXDATE"])


def content(component: Component) -> Any:
    """A value that two versions of a component share when a reader learns the same from both."""
    return _content(_logical(component))


def last_modified(component: Component) -> str:
    """When it was last changed by its own account: 20250101T000100Z; empty if it says nothing that can be compared."""
    told = (component.value("DTSTAMP"), component.value("LAST-MODIFIED"))
    return max(filter(_UTC.fullmatch, told), default="")


def revised(component: Component, sequence: int, at: str) -> Component:
    """The component as a newer version: SEQUENCE, DTSTAMP, and LAST-MODIFIED, which a first version has not."""
    lines = []
    for line in _logical(component):
        name = _name(line)
        if name not in ("DTSTAMP", "SEQUENCE", "LAST-MODIFIED"):
            lines.append(fold(line))
        if name == "UID":  # only components of their own have one, alarms have none
            lines += [f"DTSTAMP:{at}", f"SEQUENCE:{sequence}", f"LAST-MODIFIED:{at}"]
    return replace(component, lines="\r\n".join(lines))


def called_off(component: Component) -> Component:
    """The component as cancelled: said in words too, for most clients show it like any other; without alarms.

    Of a series the first date alone, since a cancelled instance still counts as one in every reader that was tried.
    """
    lines: list[str] = []
    depth = 0
    for line in _logical(component):
        name = _name(line)
        depth += name == "BEGIN"
        if depth == 1 and name == "SUMMARY":
            head, colon, title = line.partition(":")
            line = head + colon + _("{title} (cancelled)").format(title=title)
        if depth == 1 and name not in _LIVE and name != "STATUS":
            if name == "END":
                lines.append("STATUS:CANCELLED")
                if component.name == "VEVENT":
                    lines.append("TRANSP:TRANSPARENT")
            lines.append(fold(line))
        depth -= name == "END"
    return replace(component, lines="\r\n".join(lines))


def _logical(component: Component) -> list[str]:
    return content_lines(component.lines)


def _name(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0].upper()


def _content(lines: list[str]) -> Any:
    """Of lines from BEGIN to END: properties in the order of their text, then components in theirs."""
    rows = iter(lines[1:-1])
    own: list[str] = []
    inner = []
    for line in rows:
        name = _name(line)
        if name == "BEGIN":
            inner.append(_content([line, *_until_end(rows)]))
        elif name not in _VERSION and line:
            own.append(line)
    return lines[0].upper(), tuple(sorted(own)), tuple(sorted(inner))


def _until_end(rows: Iterator[str]) -> Iterator[str]:
    depth = 1
    for line in rows:
        depth += (_name(line) == "BEGIN") - (_name(line) == "END")
        yield line
        if depth == 0:
            return
