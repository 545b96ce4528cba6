"""Any other table, with somebody saying which column is what: --map name=姓名,in=签到时间, or mark=考勤 for √, 事假, ×.

The columns are told by their headings, so the header may be in any row. A heading that two columns bear says nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sanhui.attendance.meetings.cells import Clock, minutes
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.layout import Format, Layout, Row, cell, people, text
from sanhui.attendance.meetings.timed import timed
from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.i18n import N_, _
from sanhui.roster.matching import fold
from sanhui.sheets.reading import shown

#: What a column may hold.
FIELDS = ("name", "id", "email", "mark", "in", "out", "minutes", "date")


def parse_map(texts: Iterable[str]) -> dict[str, str]:
    """The headings by what they hold, from `name=姓名,in=签到时间`. Raises `InputError`."""
    found: dict[str, str] = {}
    for part in (part for said in texts for part in re.split("[,，]", said) if part.strip()):
        field, sign, heading = (piece.strip() for piece in part.replace("＝", "=").partition("="))
        if field not in FIELDS or not sign or not heading:
            message = _("this names no column")
            remedy = _("such as {example}").format(example="name=姓名,in=签到时间")
            near = did_you_mean(field, list(FIELDS)) if sign and heading else remedy
            raise InputError(Problem(message, near, key="--map", value=part.strip()))
        if field in found:
            raise InputError(
                Problem(_("“{field}” is said twice").format(field=field), key="--map", value=part)
            )
        found[field] = heading
    if found and "name" not in found and "id" not in found and "email" not in found:
        message = _("it is not said which column has the names")
        raise InputError(Problem(message, _("such as {example}").format(example="name=姓名"), key="--map"))
    return found


def fingerprint(row: Row) -> str:
    """By what a table is known again: the words of its header, whatever order its rows and files have."""
    words = [fold(shown(value)) for value in row]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\t".join(words).encode()).hexdigest() if words else ""


def find_mapped(rows: Sequence[Row], mapping: Mapping[str, str], file: str = "") -> Layout | None:
    """The header that has all the headings; raises `InputError` for one that two columns bear."""
    for index, row in enumerate(rows):
        names = [fold(shown(value)) for value in row]
        if all(fold(heading) in names for heading in mapping.values()):
            for heading in mapping.values():
                if names.count(fold(heading)) > 1:
                    message = _("several columns have the heading “{heading}”").format(heading=heading)
                    raise InputError(
                        Problem(message, _("rename one of them"), file=file, line=index + 1, key="--map")
                    )
            columns = {field: names.index(fold(heading)) for field, heading in mapping.items()}
            return Layout(index + 1, columns, tuple(names))
    return None


def format_of(mapping: Mapping[str, str]) -> Format:
    """The format that a mapping makes."""
    return Format(N_("a table"), lambda rows: find_mapped(rows, mapping), _read)


def _read(rows: Iterable[Row], layout: Layout, clock: Clock) -> Iterator[Join]:
    columns = layout.columns
    known = next(columns[field] for field in ("name", "id", "email") if field in columns)
    for number, row, _name in people(rows, _named(layout, known)):
        join = Join(
            row=number,
            name=text(row, columns.get("name")),
            id=text(row, columns.get("id")),
            email=text(row, columns.get("email")),
            minutes=minutes(cell(row, columns.get("minutes"))),
            mark=text(row, columns.get("mark")),
        )
        yield _dated(clock, join, row, columns)


def _named(layout: Layout, column: int) -> Layout:
    """The layout, with the column that tells people apart in the place of names."""
    return msgspec.structs.replace(layout, columns={**layout.columns, "name": column})


def _dated(clock: Clock, join: Join, row: Row, columns: Mapping[str, int]) -> Join:
    date: Any = cell(row, columns.get("date"))
    try:
        day = clock.date(date)
    except ValueError as error:
        problem = _("“{value}”: {problem}").format(value=shown(date), problem=error)
        return msgspec.structs.replace(join, problem=problem)
    if "in" not in columns and "out" not in columns:
        # A list of names: to be in it is to have come. In one with marks, what has none says nothing.
        problem = "" if join.mark or "mark" not in columns else _("there is no mark")
        return msgspec.structs.replace(join, date=day, problem=problem)
    return timed(clock, join, cell(row, columns.get("in")), cell(row, columns.get("out")), day)
