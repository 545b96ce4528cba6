"""A calendar file that people have edited: its events, whichever program has written it anew.

A file may hold several calendars, as exports of khal and Radicale joined together do. Every event keeps its own zone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.files import read_text
from sanhui.publish.ics.reading import BROKEN
from sanhui.publish.ics.structure import damaged, depths, export_again, no_calendar

if TYPE_CHECKING:
    from icalendar import Component

_BREAK = re.compile("\r\n|\n|\r")
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
        raise damaged(str(error), path, export_again()) from error


def _refuse_damaged(lines: list[str], path: Path) -> None:
    """Every BEGIN has its END, and nothing stands outside."""
    calendars = 0
    for number, (depth, line) in enumerate(zip(depths(lines, path, export_again()), lines, strict=True), 1):
        if not depth and line.strip():
            raise no_calendar(path, number)
        calendars += depth
    if not calendars:
        raise no_calendar(path, 1)
