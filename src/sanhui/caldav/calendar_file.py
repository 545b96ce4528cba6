"""A calendar file that people have edited: its events, whichever program has written it anew.

A file may hold several calendars, as exports of khal and Radicale joined together do. Every event keeps its own zone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem
from sanhui.files import read_text
from sanhui.i18n import _
from sanhui.publish.ics.reading import BROKEN

if TYPE_CHECKING:
    from icalendar import Component

_BREAK = re.compile("\r\n|\n|\r")
_MARKS = ("BEGIN", "END")
_TOLD = ("VEVENT", "VTODO", "VJOURNAL")


def read_events(path: Path) -> list[Component]:
    """The events, tasks and journal entries of a file, in its order; `InputError` for what is not whole calendars."""
    from icalendar import Calendar

    text = read_text(path)
    _refuse_damaged(_BREAK.split(text), path)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        return [part for calendar in calendars for part in calendar.walk() if part.name in _TOLD]
    except BROKEN as error:
        raise _damaged(str(error), path, None) from error


def _refuse_damaged(lines: list[str], path: Path) -> None:
    """Every BEGIN has its END, and nothing stands outside."""
    opened: list[tuple[str, int]] = []
    calendars = 0
    for number, line in enumerate(lines, 1):
        mark, _colon, kind = line.strip().upper().partition(":")
        if line[:1] in (" ", "\t") or mark not in _MARKS:
            if line.strip() and not opened:
                raise _no_calendar(path, number)
        elif mark == "BEGIN":
            if not opened and kind != "VCALENDAR":
                raise _no_calendar(path, number)
            calendars += not opened
            opened.append((kind, number))
        elif not opened:
            raise _damaged(_("END:{name} without its BEGIN").format(name=kind), path, number)
        else:
            begun, first = opened.pop()
            if begun != kind:
                message = _("BEGIN:{begun} of line {first} ends as {name}")
                raise _damaged(message.format(begun=begun, first=first, name=kind), path, number)
    if opened:
        message = _("it breaks off: BEGIN:{begun} of line {first} has no END")
        raise _damaged(message.format(begun=opened[0][0], first=opened[0][1]), path, len(lines))
    if not calendars:
        raise _no_calendar(path, 1)


def _no_calendar(path: Path, line: int) -> InputError:
    message = _("this is not a calendar file: it does not begin with BEGIN:VCALENDAR")
    return InputError(Problem(message, _("check that this is the file you meant"), file=str(path), line=line))


def _damaged(reason: str, path: Path, line: int | None) -> InputError:
    message = _("the calendar is damaged: {reason}").format(reason=reason)
    remedy = _("export it again as iCalendar (.ics)")
    return InputError(Problem(message, remedy, file=str(path), line=line))
