"""The cells of a table, whichever file it stands in: Excel workbooks, and CSV in UTF-8, GB18030 or UTF-16."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.files import read_text
from sanhui.i18n import _
from sanhui.sheets.formulas import as_text

#: A year has 366 days; a table of so many rows is no plan of one body.
ROWS = 5_000
COLUMNS = 256
#: How far down a header may stand, below titles and remarks.
HEADER_ROWS = 30

_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_LISTED = 30  # so many lines tell what separates the cells
# What no line of a plan may have, and does not part words either; the rest of the control characters are spaces.
_CONTROL = "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]"


class Grid(msgspec.Struct, frozen=True):
    """One sheet: rows of cells from the first, so that row 1 of the sheet is `rows[0]`.

    A cell is a text, a number, a date, a date with time, a time of day or a duration; an empty one is "". `merged` are
    the cells (row and column from 0) that have their value from the top of a merged area. A `hidden` sheet is nothing that
    its owner sees.
    """

    name: str
    rows: tuple[tuple[Any, ...], ...]
    merged: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False

    @property
    def empty(self) -> bool:
        """Whether no cell says anything."""
        return not any(shown(cell) for row in self.rows for cell in row)


def read_grids(path: Path) -> tuple[Grid, ...]:
    """All sheets of a file that have cells, those that are seen first.

    Raises `InputError` for what cannot be read, or holds nothing.
    """
    ending = path.suffix.lower()
    if ending in _WORKBOOKS:
        from sanhui.sheets.workbook import (
            read_workbook,  # zipfile and what it needs take as long as all else here
        )

        grids = read_workbook(path)
    elif ending in _TEXTS:
        grids = (_read_csv(path),)
    else:
        message = _("tables are read from {endings}").format(endings=", ".join(_WORKBOOKS + _TEXTS))
        remedy = _("open it in Excel or WPS, and save it as .xlsx or as CSV")
        raise InputError(Problem(message, remedy, file=str(path)))
    grids = tuple(grid for grid in grids if not grid.empty)
    if not grids:
        raise InputError(
            Problem(_("the table is empty"), _("check that this is the file you meant"), file=str(path))
        )
    return tuple(sorted(grids, key=lambda grid: grid.hidden))


def delimiter_of(lines: Sequence[str]) -> str:
    """What separates the cells of a table: what most of its first lines have, for a list within a cell is in fewer of them."""
    first = lines[:_LISTED]
    return max(
        ",\t;",
        key=lambda mark: (sum(mark in line for line in first), sum(line.count(mark) for line in first)),
    )


def _read_csv(path: Path) -> Grid:
    text = read_text(path, gb18030=True)
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text.splitlines()), strict=True)
    line = 1
    try:
        for row in reader:
            if len(rows) == ROWS or len(row) > COLUMNS:
                message = _("the table has more than {rows} rows or {columns} columns")
                problem = Problem(
                    message.format(rows=ROWS, columns=COLUMNS),
                    _("check that this is the file you meant"),
                    file=str(path),
                    line=reader.line_num,
                )
                raise InputError(problem)
            rows.append(tuple(map(as_text, row)))
            line = reader.line_num + 1
    except csv.Error as error:
        message = _("this row cannot be read: {reason}").format(reason=error)
        raise InputError(
            Problem(message, _("check its quotation marks"), file=str(path), line=line)
        ) from error
    return Grid(path.stem, tuple(rows))


def shown(cell: Any) -> str:
    """The text of a cell on one line, as a person reads it; empty for an empty one."""
    match cell:
        case str():
            bare = cell if cell.isprintable() else re.sub(_CONTROL, "", cell)
            return " ".join(bare.split())
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
        case dt.time():
            return cell.isoformat("minutes")
        case _:
            return str(cell)
