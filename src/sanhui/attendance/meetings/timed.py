"""Joins get their times: what no clock can show makes a row that is told, not dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from sanhui.attendance.meetings.cells import Clock
from sanhui.attendance.meetings.joins import Join
from sanhui.i18n import _
from sanhui.sheets.reading import shown


def timed(clock: Clock, join: Join, came: Any, went: Any, date: dt.date | None = None) -> Join:
    """The join with the times of two cells; with a problem, if they say none."""
    moments: list[dt.datetime | None] = []
    for value in (came, went):
        try:
            moments.append(clock.moment(value, date))
        except ValueError as error:
            problem = _("“{value}”: {problem}").format(value=shown(value), problem=error)
            return msgspec.structs.replace(join, date=join.date or date, problem=problem)
    arrived, left = moments
    problem = ""
    if arrived is not None and left is not None and left < arrived:
        problem = _("left before coming: {first} – {last}").format(
            first=f"{arrived:%Y-%m-%d %H:%M}", last=f"{left:%Y-%m-%d %H:%M}"
        )
    there = arrived is not None or left is not None
    return msgspec.structs.replace(
        join, arrived=arrived, left=left, date=join.date or date, came=there, problem=problem
    )
