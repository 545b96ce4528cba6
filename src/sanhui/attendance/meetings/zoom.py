"""Zoom: a row for every join, perhaps below a preamble about the meeting; rows of the waiting room do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sanhui.attendance.meetings.cells import Clock, minutes
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.layout import Format, Layout, Row, cell, find_header, people, text
from sanhui.attendance.meetings.timed import timed

_WORDS = {
    "name": ("Name (original name)", "名称（原始名称）", "姓名（原始姓名）", "名称(原名)"),
    "email": ("Email", "User Email", "用户邮件", "用户电子邮件", "电子邮件"),
    "in": ("Join time", "加入时间"),
    "out": ("Leave time", "离开时间"),
    "minutes": (
        "Duration (minutes)",
        "Total duration (minutes)",
        "时长（分钟）",
        "总时长（分钟）",
        "持续时间（分钟）",
    ),
    "waiting": ("In waiting room", "在等候室", "等候室"),
}
_ORIGINAL = re.compile(r"\S\s*[(（]([^()（）]*)[)）]$")
_YES = ("yes", "true", "是", "y", "1")


def _find(rows: Sequence[Row]) -> Layout | None:
    # The export of “unique users” has a total for each instead of the times.
    return find_header(rows, _WORDS, ("name", "in", "out")) or find_header(rows, _WORDS, ("name", "minutes"))


def _read(rows: Iterable[Row], layout: Layout, clock: Clock) -> Iterator[Join]:
    columns = layout.columns
    for number, row, name in people(rows, layout):
        original = _ORIGINAL.search(name)
        join = Join(
            row=number,
            name=name,
            original_name=original[1] if original else "",
            email=text(row, columns.get("email")),
            minutes=minutes(cell(row, columns.get("minutes"))),
            waiting=text(row, columns.get("waiting")).casefold() in _YES,
        )
        if "in" in columns or "out" in columns:
            join = timed(clock, join, cell(row, columns.get("in")), cell(row, columns.get("out")))
        yield join


ZOOM = Format("Zoom", _find, _read, online=True)
