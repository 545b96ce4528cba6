"""Which row names the columns, and which column holds what: found by their texts, wherever they stand.

A header may have two levels: 内容 over 主题, 主讲人 and 地点, beside headings that go over both.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from sanhui.i18n import _
from sanhui.sheets.reading import HEADER_ROWS, Grid, shown

# What may stand above a column, as offices write it; the first is the one of the usual table, and of messages.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "no", "no."),
    "month": ("月份", "月度", "月", "计划月份", "month"),
    "date": (
        *(
            "日期",
            "日期星期",
            "具体日期",
            "计划日期",
            "活动日期",
            "日期时间",
            "计划时间",
            "活动时间",
            "时间安排",
        ),
        *("开展时间", "学习时间", "会议时间", "召开时间", "时间", "完成时限", "date", "dateweekday"),
    ),
    "time": ("时间", "时刻", "起止时间", "开始时间", "具体时间", "time"),
    "kind": (
        *("类别", "类型", "活动类别", "活动类型", "会议类别", "会议类型", "学习形式", "活动形式", "形式"),
        *("组织生活类别", "组织生活形式", "项目", "kind", "type"),
    ),
    "topic": (
        *(
            "主题内容",
            "主题",
            "内容",
            "活动主题",
            "活动内容",
            "学习内容",
            "学习主题",
            "会议主题",
            "会议内容",
            "议题",
        ),
        *(
            "主要内容",
            "计划内容",
            "工作内容",
            "活动名称",
            "名称",
            "题目",
            "主题及内容",
            "topic",
            "title",
            "topicorcontent",
        ),
    ),
    "speaker": (
        "主讲主持人",
        "主讲人",
        "主讲",
        "授课人",
        "主讲人主持人",
        "主持主讲人",
        "领学人",
        "speaker",
        "speakerchair",
    ),
    "chair": ("主持人", "主持", "chair"),
    "recorder": ("记录人", "记录", "recorder"),
    "audience": ("参加范围", "参加人员", "参会人员", "参加对象", "范围", "参与人员", "对象", "audience"),
    "observers": ("列席", "列席人员", "observers"),
    "place": ("地点", "活动地点", "会议地点", "学习地点", "场所", "place"),
    "owner": ("责任人", "负责人", "责任部门", "责任单位", "牵头人", "owner", "responsible"),
    "materials": ("学习资料", "资料", "学习材料", "材料", "materials", "studymaterial"),
    "done": ("完成情况", "落实情况", "完成", "status", "progress"),
    "notes": ("备注", "说明", "notes", "remarks"),
    # What our own files say, of rejected rows and of which row is whose: no part of a row.
    "reason": ("未导入原因",),
    "session": ("场次编号", "sessionid"),
    "seal": ("校验码", "seal"),
}
_ALL = {text: field for field in reversed([*COLUMNS]) for text in COLUMNS[field]}
_DROPPED = re.compile(r"[\s()（）/／、,，:：&+*＊·|-]+")


class Header(msgspec.Struct, frozen=True):
    """Row `row` (from 1) is the last that names the columns: which field stands where, and what the others are called."""

    row: int
    columns: dict[int, str]
    others: dict[int, str]
    names: tuple[str, ...]  # of all columns, as the table has them

    def named(self, column: int) -> str:
        """What the table calls a column; empty where it has no name."""
        return self.others.get(column, "")


def find_header(grid: Grid) -> Header | None:
    """The first row that names a subject and a date, or a month; None when no row does."""
    for number, row in enumerate(grid.rows[:HEADER_ROWS], 1):
        header = _header(number, row)
        if _is_one(header):
            return _of_two_levels(grid, header) or header
    return None


def _is_one(header: Header) -> bool:
    fields = set(header.columns.values())
    return bool(fields & {"kind", "topic"} and fields & {"date", "month"})


def _of_two_levels(grid: Grid, upper: Header) -> Header | None:
    """The header with the row below, if that names at least two columns more: no session is called so."""
    below = grid.rows[upper.row] if upper.row < len(grid.rows) else ()
    own = [("" if (upper.row, column) in grid.merged else shown(cell)) for column, cell in enumerate(below)]
    if len({_ALL[text] for text in map(_folded, own) if text in _ALL}) < 2:
        return None
    names = itertools.zip_longest(own, upper.names, fillvalue="")
    both = _header(upper.row + 1, tuple(text or over for text, over in names))
    return both if _is_one(both) else None


def _header(number: int, row: tuple[Any, ...]) -> Header:
    columns: dict[int, str] = {}
    others: dict[int, str] = {}
    texts = [_folded(cell) if isinstance(cell, str) else "" for cell in row]
    dated = any(_ALL.get(text) == "date" and "日期" in text for text in texts)
    for column, cell in enumerate(row):
        text = shown(cell)
        field = _ALL.get(texts[column])
        if field == "date" and dated and "日期" not in texts[column]:
            field = "time"  # 日期 and 时间 beside each other
        if field and field not in columns.values():
            columns[column] = field
        elif text:
            others[column] = text
    return Header(number, columns, others, tuple(map(shown, row)))


def _folded(text: str) -> str:
    return _DROPPED.sub("", shown(text)).casefold()


def repeats(header: Header, grid: Grid, row: tuple[Any, ...]) -> bool:
    """Whether a row says the header again, as tables do at the top of each page."""
    first = grid.rows[header.row - 1]
    return all(
        column < len(row) and shown(row[column]) == shown(first[column])
        for column, field in header.columns.items()
        if field != "number"
    )


def looked_for() -> str:
    """The columns that are looked for, for a message."""
    wanted = ("month", "date", "kind", "topic", "speaker", "audience", "place", "owner", "materials", "notes")
    return _(", ").join(COLUMNS[field][0] for field in wanted)
