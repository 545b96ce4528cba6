"""VALARM: reminders before a session.

Google and Outlook drop the alarms of imported files, which the guide says; for the others they are written
with care, for one bad trigger makes khal and Home Assistant refuse the whole file (ClasstableToIcal#1,
sportstimes/f1 PR#848).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.text import escape

if TYPE_CHECKING:
    from icalendar import Alarm

_DAY = 24 * 60


def alarms(remind: Iterable[int], title: str, *, all_day: bool, before_due: bool = False) -> list[Alarm]:
    """One DISPLAY alarm for each number of minutes before the start, longest first.

    RFC 5545 3.6.6 demands the DESCRIPTION. A session of a whole day begins at midnight, so “30 minutes
    before” would ring at 23:30: only whole days are kept there. Days are days (`-P1D`), never `-PT1D`,
    which is no duration. A task that has no start counts from its DUE (`before_due`, RFC 5545 3.8.6.3).
    """
    from icalendar import Alarm
    from icalendar.prop import vInline

    found = []
    for minutes in sorted(set(remind), reverse=True):
        if all_day and minutes % _DAY:
            continue
        component = Alarm()
        component.add("ACTION", "DISPLAY")
        related = {"RELATED": "END"} if before_due else {}
        component.add("TRIGGER", _trigger(minutes), related)
        component.add("DESCRIPTION", vInline(escape(one_line(title))))
        found.append(component)
    return found


def _trigger(minutes: int) -> dt.timedelta:
    return -dt.timedelta(minutes=minutes)
