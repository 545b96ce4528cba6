"""A plan table that people edited, against its plan: which cells differ, and what the plan can take over of them.

A row is known by the session's id, a cell by the fingerprint in the row's seal: what nobody touched is left alone, whatever the
plan says by now. What the table cannot decide (the kind, who is due, what the record says) is refused, with its cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _, speaking
from sanhui.plan.kinds import Lookup
from sanhui.plan.model import Plan
from sanhui.publish.year.plan_row import DERIVED, HIDDEN, columns, fingerprint, row_of, said, sealed
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.sheets.reading import Grid, shown
from sanhui.tables.compose import kinds_in
from sanhui.tables.dates import date_row, month_of
from sanhui.tables.header import Header, repeats
from sanhui.tables.importing import tables_in
from sanhui.tables.wishes import UnfitError, Wish, wishes_of

_LETTERS = 26


class Refused(msgspec.Struct, frozen=True):
    """A cell that the plan cannot take over, where it stands (`C12`), what the table calls its column, and why."""

    cell: str
    row: int
    column: str
    session: str
    text: str
    reason: str


class Row(msgspec.Struct, frozen=True):
    """A row with the cells that somebody edited, by column; `session` is None for one that the plan does not have."""

    number: int
    session: Session | None
    activity: str  # of a row that is to be a new session
    cells: Mapping[str, Any]  # as they are in the table
    places: Mapping[str, tuple[str, str]]  # where each stands, and what its column is called


class Comparison(msgspec.Struct, frozen=True):
    """What the table wishes, row by row, what is refused, and the sessions of the plan that it does not have."""

    sheet: str
    wishes: tuple[tuple[Row, Wish], ...]
    refused: tuple[Refused, ...]
    missing: tuple[str, ...]
    unread: tuple[str, ...]  # columns that are not of the plan's table
    sealed: bool  # else what differs counts as edited, also where the plan went on


def compare(path: Path, schedule: Schedule, sheet: str | None = None, reason: str = "") -> Comparison:
    """The table of a file against its plan; `reason` is why sessions are moved or called off.

    Raises `InputError` for a file that has no such table.
    """
    grid, header = _table(path, schedule, sheet)
    places = {field: column for column, field in header.columns.items()}
    wishes: list[tuple[Row, Wish]] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for number, cells in _rows(grid, header):
        where = {field: (_cell(places[field], number), _called(header, field)) for field in cells}
        try:
            row = _row(number, cells, where, schedule, seen)
            edits, conflicts = _edits(row, cells, schedule)
        except UnfitError as error:
            refused.append(_refusal(number, where, said(cells.get("session")), cells, error))
            continue
        refused += [_refusal(number, where, _name(row), cells, each) for each in conflicts]
        if not edits:
            continue
        row = msgspec.structs.replace(row, cells=edits)
        wanted, unfit = wishes_of(row.session, row.activity, cells, edits, schedule, reason)
        refused += [_refusal(number, where, _name(row), cells, each) for each in unfit]
        wishes += [(row, wish) for wish in wanted]
    if not seen and not wishes:
        message = _("no row of the table is a session of the plan {plan}").format(plan=schedule.plan.id)
        remedy = _("check that it was exported from this plan")
        raise InputError(Problem(message, remedy, file=str(path)))
    missing = [
        each.id
        for each in schedule.sessions
        if not each.dropped and each.status is not Status.CANCELLED and each.id not in seen
    ]
    unread = [name for column, name in header.others.items() if _filled(grid, header, column)]
    return Comparison(
        grid.name, tuple(wishes), tuple(refused), tuple(missing), tuple(unread), "seal" in places
    )


def edited_cells(path: Path, schedule: Schedule) -> tuple[str, ...]:
    """The cells of an existing table that somebody edited and that the plan does not have, by where they stand.

    None of a file that is no table, or has no seals: there nobody can tell.
    """
    try:
        found = compare(path, schedule)
    except (InputError, UnableError):  # another file, or the reader is not installed
        return ()
    if not found.sealed:
        return ()
    wished = [row.places[field][0] for row, _wish in found.wishes for field in row.cells]
    return tuple(dict.fromkeys([*wished, *(each.cell for each in found.refused)]))


def _table(path: Path, schedule: Schedule, sheet: str | None) -> tuple[Grid, Header]:
    """The sheet with a column of session ids."""
    found = tables_in(path, sheet)
    for grid, header in found:
        if "session" in header.columns.values():
            return grid, header
    with speaking(schedule.plan.language):
        name = columns()["session"].name
    message = _("the table has no column “{name}”, so nobody can tell which row is which session").format(
        name=name
    )
    remedy = _("edit a table that “sanhui export xlsx” wrote: there the column is hidden, at the right")
    raise InputError(Problem(message, remedy, file=str(path)))


def _rows(grid: Grid, header: Header) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows that say something, with their cells by column; a number alone says nothing."""
    for number, row in enumerate(grid.rows[header.row :], header.row + 1):
        cells = {field: row[at] if at < len(row) else "" for at, field in header.columns.items()}
        told = [field for field, cell in cells.items() if said(cell) and field not in (*DERIVED, "seal")]
        if told and not repeats(header, grid, row):
            yield number, cells


def _row(
    number: int,
    cells: Mapping[str, Any],
    where: Mapping[str, tuple[str, str]],
    schedule: Schedule,
    seen: dict[str, int],
) -> Row:
    name = said(cells.get("session"))
    session = schedule.by_id.get(name)
    if session is None:
        if "/" in name:
            raise UnfitError("session", _("the plan has no session of this id"))
        return Row(number, None, _activity(name, cells, schedule.plan), cells, where)
    if name in seen:
        text = _("row {row} is this session already; for an extra one write its activity here: {activity}")
        raise UnfitError("session", text.format(row=seen[name], activity=session.activity))
    seen[name] = number
    return Row(number, session, "", cells, where)


def _activity(name: str, cells: Mapping[str, Any], plan: Plan) -> str:
    """The activity of which a row without an id is an extra session: as it says itself, or the only one that fits."""
    topic = said(cells.get("topic"))
    for text in filter(None, (name, topic)):
        found = [each.id for each in plan.activities if text in (each.id, each.title)]
        if len(found) == 1:
            return found[0]
    if not name:
        code = Lookup(plan.kinds.values()).code(said(cells.get("kind")))
        found = [each.id for each in plan.activities if code is not None and each.kinds[0] == code]
        if len(found) == 1:
            return found[0]
    text = _("nobody can tell of which activity this is an extra session; write it into this column: {items}")
    raise UnfitError("session", text.format(items=", ".join(each.id for each in plan.activities)))


def _edits(row: Row, cells: Mapping[str, Any], schedule: Schedule) -> tuple[dict[str, Any], list[UnfitError]]:
    """The cells that somebody edited; and those of which the plan says something else than when they were written."""
    fields = [field for field in cells if field not in HIDDEN and field != "number"]
    if row.session is None:
        return {field: cells[field] for field in fields if said(cells[field])}, []
    with speaking(schedule.plan.language):
        ours = row_of(schedule, row.session, 0)
    written = sealed(said(cells.get("seal")))
    edits: dict[str, Any] = {}
    conflicts = []
    for field in fields:
        theirs = _spelled(field, cells[field], schedule.plan.year)
        known = [fingerprint(ours[field]), written.get(field)]
        if field == "notes":
            known.append(fingerprint(ours["own"]))
        same_kinds = field == "kind" and _same_kinds(theirs, row.session, schedule.plan)
        # No seal has the month, which follows from the date: it is old when the plan has moved the session since.
        moved = "date" in written and fingerprint(ours["date"]) != written["date"]
        same_month = field == "month" and (moved or month_of(theirs) == ours["month"])
        if fingerprint(theirs) in known or same_kinds or same_month:
            continue
        if field == "done" and not written and not said(theirs):
            continue  # what the record said is not in the plan
        decided = "own" if field == "notes" else field
        if decided in written and written[decided] != fingerprint(ours[decided]) and field != "done":
            text = _("the plan says something else since the table was written: {text}")
            conflicts.append(UnfitError(field, text.format(text=said(ours[field]) or "—")))
        else:
            edits[field] = cells[field]
    return edits, conflicts


def _same_kinds(cell: Any, session: Session, plan: Plan) -> bool:
    """Whether a cell names the session's kinds, by whatever of their names."""
    lookup = Lookup(plan.kinds.values())
    return tuple(lookup.code(name) for name in kinds_in(shown(cell), lookup)) == session.kinds


def _spelled(field: str, cell: Any, year: int) -> Any:
    """A date as a date, however it was typed; what is no single day stays as it is."""
    if field != "date" or not said(cell) or type(cell) is dt.date:
        return cell
    found = date_row("", cell, "", year, own_month=False)
    plain = not isinstance(found, str) and not found.doubt and len(found.dates) == 1
    return found.dates[0] if plain and not isinstance(found, str) and _time_of(found.when) is None else cell


def _time_of(when: Any) -> Any:
    return when.time if when is not None else None


# -- where a cell stands ------------------------------------------------------------------------------------


def _refusal(
    number: int,
    where: Mapping[str, tuple[str, str]],
    session: str,
    cells: Mapping[str, Any],
    error: UnfitError,
) -> Refused:
    cell, column = where.get(error.field, ("", error.field))
    return Refused(cell, number, column, session, shown(cells.get(error.field, "")), error.reason)


def _name(row: Row) -> str:
    return row.session.id if row.session is not None else row.activity


def _called(header: Header, field: str) -> str:
    return next(header.names[at] for at, known in header.columns.items() if known == field)


def _cell(column: int, row: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _filled(grid: Grid, header: Header, column: int) -> bool:
    return any(shown(row[column]) for row in grid.rows[header.row :] if column < len(row))
