"""腾讯会议: the sheet 成员参会概况, one row a person, below rows about the meeting that may be missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sanhui.attendance.meetings.cells import Clock, minutes
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.layout import Format, Layout, Row, cell, find_header, people
from sanhui.attendance.meetings.timed import timed
from sanhui.i18n import N_

_WORDS = {
    "name": ("用户昵称（入会昵称）", "用户昵称"),
    "in": ("首次入会时间",),
    "out": ("最后退会时间",),
    "minutes": ("累计参会时长",),
}


def _find(rows: Sequence[Row]) -> Layout | None:
    return find_header(rows, _WORDS, ("name", "in", "out"))


def _read(rows: Iterable[Row], layout: Layout, clock: Clock) -> Iterator[Join]:
    # The name is 账号昵称(入会昵称), either part of which may be missing: whoever matches names knows brackets.
    columns = layout.columns
    for number, row, name in people(rows, layout):
        yield timed(
            clock,
            Join(row=number, name=name, minutes=minutes(cell(row, columns.get("minutes")))),
            cell(row, columns["in"]),
            cell(row, columns["out"]),
        )


TENCENT = Format(N_("Tencent Meeting"), _find, _read, online=True)
