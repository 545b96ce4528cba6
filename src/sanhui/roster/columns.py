"""The columns of a roster's table: what may stand above each, and which column of a table holds what."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sanhui.errors import Problem, did_you_mean
from sanhui.i18n import _, language
from sanhui.sheets.reading import HEADER_ROWS, Grid, shown

#: By field; the first heading is the Chinese one of messages and of what is written, the second the English one.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "id", "工号", "no", "人员编号", "党员编号"),
    "name": ("姓名", "name", "党员姓名"),
    "group": ("党小组", "group", "小组", "所在党小组", "所属党小组"),
    "roles": ("职务", "roles", "role", "党内职务"),
    "status": ("状态", "status", "政治面貌", "党员类别", "人员类别", "身份"),
    "joined": ("转入日期", "joined", "转入", "转入时间"),
    "left": ("转出日期", "left", "转出", "转出时间"),
    "first": ("自", "from", "起", "起始日期", "开始日期"),
    "last": ("至", "until", "to", "止", "终止日期", "结束日期"),
    "no_vote_first": ("停止表决权自", "voting withdrawn from"),
    "no_vote_last": ("停止表决权至", "voting withdrawn until"),
    "no_vote_reason": ("停止表决权原因", "voting withdrawn reason", "voting withdrawn", "停止表决权"),
    "exempt_first": ("免于参加自", "exempt from"),
    "exempt_last": ("免于参加至", "exempt until", "exempt to"),
    "exempt_reason": ("免于参加原因", "exempt reason", "exempt", "免于参加"),
    "elsewhere_first": ("外出自", "elsewhere from", "流动自", "外出日期"),
    "elsewhere_last": ("外出至", "elsewhere until", "elsewhere to", "流动至", "返回日期"),
    "elsewhere_reason": ("外出去向", "elsewhere reason", "elsewhere", "流动去向", "流动党员", "外出"),
    "aliases": ("别名", "aliases", "alias", "昵称", "会议昵称", "曾用名"),
    "email": ("邮箱", "email", "e-mail", "电子邮箱", "电子邮件"),
}
#: What a table numbers its rows with.
NUMBER = "序号"


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


_FIELDS = {_folded(heading): field for field, headings in COLUMNS.items() for heading in headings}


class Header(msgspec.Struct, frozen=True):
    """Row `row` (from 1) names the columns: which one (from 0) holds which field, and what others are called."""

    row: int
    columns: Mapping[str, int]
    others: Mapping[int, str]


def heading(field: str) -> str:
    """What a column is called in messages and in what is written: in the language that is being spoken."""
    return COLUMNS[field][language() == "en"]


def headings() -> str:
    """The usual columns, for a message."""
    return ",".join(COLUMNS[field][0] for field in ("id", "name", "group", "roles", "status"))


def find_header(grid: Grid) -> Header:
    """The first row that names a column of names; the first row with cells when none does."""
    rows = [(n, row) for n, row in enumerate(grid.rows[:HEADER_ROWS], 1) if any(map(shown, row))]
    found = next((each for each in rows if "name" in map(_field, each[1])), rows[0])
    return _header(*found)


def doubts(header: Header, grid: Grid, file: str) -> Iterator[Problem]:
    """What is wrong with the columns: one that is there twice, one that is unknown or has no name, no names at all."""
    cells = grid.rows[header.row - 1]
    for number, cell in enumerate(cells):
        field, text = _field(cell), shown(cell)
        if field and header.columns[field] != number:
            yield _problem(_("the roster has this column twice"), _("remove one"), file, header, text)
        elif number in header.others:
            yield _problem(_("unknown column"), _nearest(text), file, header, text)
    named = {*header.columns.values(), *header.others}
    for number in range(max(map(len, grid.rows))):
        unnamed = number not in named and not (number < len(cells) and shown(cells[number]))
        below = (row for row in grid.rows[header.row :] if number < len(row))
        if unnamed and (text := next((shown(row[number]) for row in below if shown(row[number])), "")):
            message = _("column {number} has no heading").format(number=number + 1)
            remedy = _("write one above every column; merged cells give theirs to the first one only")
            yield _problem(message, remedy, file, header, text)
    if "name" not in header.columns:
        remedy = _("the first line names the columns: {headers}").format(headers=headings())
        yield _problem(_("the roster has no column of names"), remedy, file, header)


def _header(row: int, cells: tuple[Any, ...]) -> Header:
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    for number, cell in enumerate(cells):
        field, text = _field(cell), shown(cell)
        if field:
            columns.setdefault(field, number)
        elif text and text != NUMBER:
            others[number] = text
    return Header(row, columns, others)


def _field(cell: Any) -> str | None:
    return _FIELDS.get(_folded(shown(cell))) if isinstance(cell, str) else None


def _nearest(text: str) -> str:
    """The heading that a text is likely a slip for, or all Chinese ones."""
    known = [heading for headings in COLUMNS.values() for heading in headings]
    near = difflib.get_close_matches(text.casefold(), known, n=1, cutoff=0.6)
    return did_you_mean(text, near or [headings[0] for headings in COLUMNS.values()])


def _problem(message: str, remedy: str, file: str, header: Header, value: str | None = None) -> Problem:
    return Problem(message, remedy, file=file, line=header.row, value=value)
