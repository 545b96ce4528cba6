"""BEGIN and END: which lines of a file are whole calendars, and which are their components (RFC 5545 3.4, 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sanhui.errors import InputError, Problem
from sanhui.i18n import _

#: How deep a component stands: in a calendar.
COMPONENT = 2


def depths(lines: Iterable[str], path: Path, remedy: str) -> Iterator[int]:
    """Of each line in how many components it stands, with its own BEGIN or END; 0 outside of all calendars.

    Raises `InputError`, about the file at `path` and with the remedy, where one is not whole, or is in no calendar.
    """
    opened: list[tuple[str, int]] = []
    number = 0
    for number, line in enumerate(lines, 1):
        mark, _colon, kind = line.partition(":")
        mark, kind = mark.upper(), kind.strip().upper()
        if mark == "BEGIN":
            if not opened and kind != "VCALENDAR":
                raise no_calendar(path, number)
            opened.append((kind, number))
        elif mark == "END":
            begun, first = opened[-1] if opened else ("", 0)
            if begun != kind:
                message = _("BEGIN:{begun} of line {first} ends as {name}")
                if len(opened) < COMPONENT:
                    message = _("END:{name} without its BEGIN")
                message = message.format(begun=begun, first=first, name=kind)
                raise damaged(message, path, remedy, number, line)
        yield len(opened)
        if mark == "END":
            opened.pop()
    if opened:
        begun, first = opened[:COMPONENT][-1]
        message = _("it breaks off: BEGIN:{begun} of line {first} has no END")
        raise damaged(message.format(begun=begun, first=first), path, remedy, number)


def no_calendar(path: Path, line: int) -> InputError:
    """A file that is something else."""
    message = _("this is not a calendar file: it does not begin with BEGIN:VCALENDAR")
    return InputError(Problem(message, _("check that this is the file you meant"), file=str(path), line=line))


def damaged(
    reason: str, path: Path, remedy: str, line: int | None = None, value: str = "", key: str = ""
) -> InputError:
    """A calendar that is none as it stands."""
    message = _("the calendar is damaged: {reason}").format(reason=reason)
    return InputError(Problem(message, remedy, file=str(path), line=line, key=key, value=value[:80] or None))


def export_again() -> str:
    """What to do about a calendar that people have kept in a program of theirs."""
    return _("export it again as iCalendar (.ics)")
