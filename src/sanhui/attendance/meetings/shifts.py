"""Shifts of a time clock: a day, and when somebody clocked in and out on it, once or several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sanhui.attendance.meetings.cells import Clock
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.timed import timed
from sanhui.i18n import _
from sanhui.sheets.reading import shown


def shifts(clock: Clock, join: Join, date: Any, cells: Iterable[tuple[Any, Any]]) -> Iterator[Join]:
    """A join for each shift that has a time; one of somebody who did not come, if none has."""
    try:
        day = clock.date(date)
    except ValueError as error:
        problem = _("“{value}”: {problem}").format(value=shown(date), problem=error)
        yield msgspec.structs.replace(join, problem=problem)
        return
    found = [timed(clock, msgspec.structs.replace(join, date=day), first, last, day) for first, last in cells]
    told = [each for each in found if each.came or each.problem]
    yield from told or [msgspec.structs.replace(join, date=day, came=False)]
