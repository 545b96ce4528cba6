"""Teams: UTF-16 with tabs, in three sections, of which only the second, the participants, has each person once.

The third has their joins one by one, and would count them again. Headings and dates are in the organiser's language, so the
sections are known by their numbers and the columns by their places, unless the words are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sanhui.attendance.meetings.cells import Clock, minutes
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.layout import Format, Layout, Row, cell, find_header, people, text
from sanhui.attendance.meetings.timed import timed

_SECTION = re.compile(r"([123])\s*[.．、]\s*\S")
_PLACES = {"name": 0, "in": 1, "out": 2, "minutes": 3, "email": 4, "id": 5}
_WORDS = {
    "name": ("Name", "姓名", "名称"),
    "in": ("First Join", "首次加入", "第一次加入"),
    "out": ("Last Leave", "最后离开", "上次离开"),
    "minutes": ("In-Meeting Duration", "会议时长", "会议持续时间", "会议中的持续时间"),
    "email": ("Email", "电子邮件"),
    "id": ("Participant ID (UPN)", "Participant ID", "参与者 ID", "参会者 ID"),
}


def _find(rows: Sequence[Row]) -> Layout | None:
    sections = {found[1]: index for index, row in enumerate(rows) if (found := _section(row))}
    if "1" not in sections or "2" not in sections or sections["2"] + 1 >= len(rows):
        return None
    header = sections["2"] + 1
    known = find_header(rows[header : header + 1], _WORDS, ("name", "in", "out"))
    if known is not None:
        return Layout(header + 1, known.columns, known.names)
    if len(rows[header]) < len(_PLACES):
        return None
    return Layout(header + 1, _PLACES, tuple(map(str, rows[header])))


def _read(rows: Iterable[Row], layout: Layout, clock: Clock) -> Iterator[Join]:
    columns = layout.columns
    for number, row, name in people(_until_third(rows, layout.first), layout):
        upn = text(row, columns.get("id"))
        join = Join(
            row=number,
            name=name,
            email=text(row, columns.get("email")) or (upn if "@" in upn else ""),
            id="" if "@" in upn else upn,
            minutes=minutes(cell(row, columns.get("minutes"))),
        )
        yield timed(clock, join, cell(row, columns["in"]), cell(row, columns["out"]))


def _until_third(rows: Iterable[Row], first: int) -> Iterator[Row]:
    for index, row in enumerate(rows):
        if index >= first and _section(row):
            return
        yield row


def _section(row: Row) -> re.Match[str] | None:
    """The heading of a section: one cell, and nothing beside it."""
    return _SECTION.match(text(row, 0)) if not any(row[1:]) else None


TEAMS = Format("Teams", _find, _read, online=True)
