"""Where in a file the rows of people are: the header, found by its words, and the columns below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sanhui.attendance.meetings.cells import Clock
from sanhui.attendance.meetings.joins import Join
from sanhui.roster.matching import fold, is_total
from sanhui.sheets.reading import shown

Row = Sequence[Any]


class Layout(msgspec.Struct, frozen=True):
    """`first` is the index of the first row below the header; `columns` are the columns by what they hold."""

    first: int
    columns: Mapping[str, int]
    names: tuple[str, ...] = ()  # the header's words


class Format(msgspec.Struct, frozen=True):
    """A format: what it is called, how a file of it is recognised by its first rows, and how its rows are read.

    Who is in a file of an `online` one was at a screen, and perhaps in no room.
    """

    name: str
    find: Callable[[Sequence[Row]], Layout | None]
    read: Callable[[Iterable[Row], Layout, Clock], Iterator[Join]]
    online: bool = False


def find_header(
    rows: Sequence[Row], words: Mapping[str, Iterable[str]], needed: Iterable[str]
) -> Layout | None:
    """The first row that has a column for everything `needed`; `words` are the beginnings of the headings.

    What is spelled out is preferred to what only begins so: “上班1打卡时间” is not “上班1打卡时间备注”.
    """
    for index, row in enumerate(rows):
        names = [fold(shown(cell)) for cell in row]
        columns = {
            field: found for field, said in words.items() if (found := _column(names, said)) is not None
        }
        if all(field in columns for field in needed):
            return Layout(index + 1, columns, tuple(names))
    return None


def _column(names: Sequence[str], words: Iterable[str]) -> int | None:
    folded = [fold(word) for word in words]
    exact = [index for word in folded for index, name in enumerate(names) if name == word]
    near = [index for word in folded for index, name in enumerate(names) if name.startswith(word)]
    return next(iter([*exact, *near]), None)


def people(rows: Iterable[Row], layout: Layout) -> Iterator[tuple[int, Row, str]]:
    """The rows of people below the header: number, row, name.

    Rows without a name, totals, the header once more and notes (导出时间：…) are of nobody.
    """
    column = layout.columns["name"]
    head = layout.names[column] if layout.names else ""
    for number, row in enumerate(rows, 1):
        if number <= layout.first:
            continue
        name = text(row, column)
        if not name or is_total(name) or fold(name) == head:
            continue
        if ":" not in fold(name) or sum(1 for value in row if value not in ("", None)) > 1:
            yield number, row, name


def cell(row: Row, column: int | None) -> Any:
    """A cell of a row; empty where the row is shorter, or there is no such column."""
    return row[column] if column is not None and column < len(row) else ""


def text(row: Row, column: int | None) -> str:
    """The text of a cell on one line."""
    return shown(cell(row, column))
