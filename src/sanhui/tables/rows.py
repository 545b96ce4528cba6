"""The rows below the header: what each says of one session, or why it cannot be read."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.sheets.reading import Grid, shown
from sanhui.tables.dates import Dating, date_row, month_of
from sanhui.tables.header import COLUMNS, Header, repeats

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_KEPT_AS_NOTES = ("owner", "done", "notes")
# A kind alone is a title between the rows; with one of these it is a session without a topic.
_WITH_A_KIND = {"month", "date", "speaker", "chair", "place", "audience"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row that goes into the plan. `row` counts from 1, as spreadsheets do; `doubt` is what was not understood."""

    row: int
    kind: str
    topic: str
    dating: Dating
    speaker: str = ""
    chair: str = ""
    recorder: str = ""
    place: str = ""
    audience: str = ""
    observers: str = ""
    materials: tuple[str, ...] = ()
    notes: str = ""

    @property
    def doubt(self) -> str:
        """What could not be read of it; its session floats in the month."""
        return self.dating.doubt


class Rejected(msgspec.Struct, frozen=True):
    """A row that cannot go into the plan, its cells as they are shown, and the reason."""

    row: int
    cells: tuple[str, ...]
    reason: str


def year_of(grid: Grid, header: Header, file: str) -> int:
    """The year that the table is for: of the texts above it, the sheet's or file's name, or all its dates.

    Raises `InputError` when they name none, or several.
    """
    above = " ".join(shown(cell) for row in grid.rows[: header.row - 1] for cell in row)
    dates: Counter[int] = Counter()
    columns = [column for column, field in header.columns.items() if field in ("date", "month")]
    for row in grid.rows[header.row :]:
        for column in columns:
            cell = row[column] if column < len(row) else ""
            if isinstance(cell, dt.date):
                dates[cell.year] += 1
            dates.update(int(found) for found in _YEAR.findall(shown(cell)) if isinstance(cell, str))
    for found in (
        {int(year) for year in _YEAR.findall(above)},
        {int(year) for year in _YEAR.findall(grid.name)},
        {int(year) for year in _YEAR.findall(file)},
        set(dates),
    ):
        if len(found) == 1:
            return found.pop()
    message = _("the table does not say for which year it is, or names several")
    raise InputError(Problem(message, _("say it with --year"), file=file))


def read_rows(grid: Grid, header: Header, year: int) -> tuple[tuple[Entry, ...], tuple[Rejected, ...]]:
    """Every row that says something, each once: those that can be planned, and those that cannot."""
    entries: list[Entry] = []
    rejected: list[Rejected] = []
    above: dict[str, Any] = {}
    for number, row in enumerate(grid.rows[header.row :], header.row + 1):
        if _blank(row, number - 1, grid, header):
            continue
        if repeats(header, grid, row):
            continue
        cells = {field: row[c] for c, field in header.columns.items() if c < len(row) and shown(row[c])}
        found = _entry(number, row, cells, above, header, year)
        if isinstance(found, Entry):
            entries.append(found)
            above |= {field: cells[field] for field in ("month", "kind") if field in cells}
            days = found.dating.dates
            if "month" not in cells and days and days[0].month != month_of(above.get("month", "")):
                above.pop("month", None)  # the rows below are no longer in it
        else:
            rejected.append(Rejected(number, tuple(map(shown, row)), found))
    return tuple(entries), tuple(rejected)


def _blank(row: tuple[Any, ...], index: int, grid: Grid, header: Header) -> bool:
    """Whether a row says nothing of its own: only its number, or only what merged cells say of it."""
    numbered = merged = False
    for column, cell in enumerate(row):
        text = shown(cell)
        if not text:
            continue
        if (index, column) in grid.merged:
            merged = True
        elif header.columns.get(column) == "number" and re.fullmatch(r"[\d.、]+", text):
            numbered = True
        else:
            return False
    return not (numbered and merged)


def _entry(
    number: int,
    row: tuple[Any, ...],
    cells: Mapping[str, Any],
    above: Mapping[str, Any],
    header: Header,
    year: int,
) -> Entry | str:
    """One row; month and kind that are given once for several rows come from `above`."""
    if "topic" not in cells and not ("kind" in cells and cells.keys() & _WITH_A_KIND):
        return _("the row names no subject")
    date = cells.get("date", "")
    month = cells.get("month", above.get("month", ""))
    dating = date_row(month, date, cells.get("time", ""), year, own_month="month" in cells)
    if isinstance(dating, str):
        return dating
    text = {field: shown(cells.get(field, "")) for field in COLUMNS}
    notes = [f"{COLUMNS[field][0]}：{text[field]}" for field in _KEPT_AS_NOTES if text[field]]
    notes += [
        f"{name}：{shown(row[c])}" for c, name in header.others.items() if c < len(row) and shown(row[c])
    ]
    named = header.columns.keys() | header.others.keys()
    notes += [shown(cell) for c, cell in enumerate(row) if c not in named and shown(cell)]
    if dating.doubt:
        said = " ".join(text[field] for field in ("date", "time") if text[field])
        notes.append(f"{COLUMNS['date'][0]}：{said}")
    return Entry(
        row=number,
        kind=text["kind"] or shown(above.get("kind", "")),
        topic=text["topic"],
        dating=dating,
        materials=lines_of(cells.get("materials", "")),
        notes="\n".join(notes),
        **{
            field: text[field] for field in ("speaker", "chair", "recorder", "place", "audience", "observers")
        },
    )


def lines_of(cell: Any) -> tuple[str, ...]:
    """Materials, one a line of the cell."""
    parts = re.split(r"[\n；;]", cell) if isinstance(cell, str) else [shown(cell)]
    return tuple(dict.fromkeys(shown(part) for part in parts if shown(part)))
