"""Tables for tests: the usual 年度组织生活计划表 as a workbook or as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

TITLE = "某支部2026年度组织生活计划表"
HEADER = (
    "序号",
    "月份",
    "日期(星期)",
    "类别",
    "主题/内容",
    "主讲(主持)人",
    "参加范围",
    "地点",
    "责任人",
    "学习资料",
    "完成情况",
    "备注",
)

Row = Sequence[Any]


def row(**cells: Any) -> list[Any]:
    """A row of the usual table; the keys are 月份, 日期, 类别, 主题 and so on, by how their headers begin."""
    found: list[Any] = [""] * len(HEADER)
    for name, value in cells.items():
        found[next(n for n, header in enumerate(HEADER) if header.startswith(name))] = value
    return found


def workbook(
    path: Path,
    rows: Sequence[Row],
    *,
    title: str = TITLE,
    header: Row = HEADER,
    merged: Sequence[tuple[int, int, int]] = (),
    sheet: str = "计划",
) -> Path:
    """A workbook with a title, an empty row, the header in row 3 and the rows below it.

    `merged` are areas of one column: first and last of the rows (from 0) and the column; the first row gives the value.
    """
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy年m月d日"}) as book:
        page = book.add_worksheet(sheet)
        page.merge_range(0, 0, 0, len(header) - 1, title)
        page.write_row(2, 0, header)
        inside = {(number, column) for first, last, column in merged for number in range(first, last + 1)}
        for number, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value == "" or (number, column) in inside:
                    continue
                if isinstance(value, dt.date | dt.time):
                    page.write_datetime(number + 3, column, value)
                elif isinstance(value, str):
                    page.write_string(number + 3, column, value)  # never a formula
                else:
                    page.write_number(number + 3, column, value)
        for first, last, column in merged:
            page.merge_range(first + 3, column, last + 3, column, rows[first][column])
    return path


def csv_file(path: Path, rows: Sequence[Row], *, encoding: str = "utf-8", header: Row = HEADER) -> Path:
    """A CSV table, with a title above the header."""
    out = io.StringIO()
    csv.writer(out).writerows([[TITLE], header, *rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def members_of(path: Path) -> list[bytes]:
    """The parts of a workbook, as they are in its archive."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]
