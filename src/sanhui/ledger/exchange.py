"""The whole ledger as plain files, and back: a table a file, the log with its hashes among them.

    ledger.json     what there is: version, head of the log, and every file with its columns, types, rows and SHA-256
    mark.csv        a table, in the order of its keys; or mark.jsonl, a row a line

Every column is there, the period keys as well, so that DuckDB, Spark and spreadsheets need nothing else. In CSV an empty
cell is null where a column may be null, and an empty text elsewhere. The same ledger gives the same bytes, and `load` gives
back the same ledger: rows, log and chain.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.files import make_folder, read_bytes, take_away, write_atomic
from sanhui.i18n import _
from sanhui.ledger import log
from sanhui.ledger.change import KEYS
from sanhui.ledger.copies import image_of
from sanhui.ledger.failures import explained
from sanhui.ledger.migrate import files, migrate
from sanhui.ledger.store import COMPANIONS, Ledger, connect
from sanhui.ledger.verify import verify

if TYPE_CHECKING:
    import sqlite3

#: The file that lists the others.
CONTENTS = "ledger.json"

Form = Literal["csv", "jsonl"]
Type = Literal["TEXT", "INTEGER", "REAL"]

#: The order in which tables are filled: a row stands after those that it refers to.
TABLES = (*KEYS, "log")

_LARGEST = 2**30  # a ledger of many thousand meetings; a file that is larger is something else


class Column(msgspec.Struct, frozen=True):
    """One column, as Parquet would call for it."""

    name: str
    type: Type
    null: bool = False


class Part(msgspec.Struct, frozen=True):
    """One file: its table."""

    file: str
    table: str
    columns: tuple[Column, ...]
    rows: int
    sha256: str


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an export holds."""

    format: Literal[1]
    form: Form
    version: Annotated[int, msgspec.Meta(ge=1)]
    entries: int
    head: str
    parts: tuple[Part, ...]


def save(ledger: Ledger, folder: Path, form: Form = "csv") -> Contents:
    """Write the ledger of one moment into a folder that is empty or not there yet.

    Raises `InputError` when there is something in it, `UnableError` when it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = _("there is something there already")
        raise InputError(Problem(message, _("name an empty or a new folder"), file=str(folder)))
    with ledger.reading():
        tables = {table: _columns(ledger, table) for table in TABLES}
        data = {table: _written(ledger, table, columns, form) for table, columns in tables.items()}
        top, version = log.head(ledger), ledger.query("PRAGMA user_version")[0]["user_version"]
    parts = tuple(
        Part(f"{table}.{form}", table, tables[table], rows, hashlib.sha256(text).hexdigest())
        for table, (text, rows) in data.items()
    )
    contents = Contents(1, form, version, top.n, top.hash, parts)
    make_folder(folder)
    text = msgspec.json.format(msgspec.json.encode(contents), indent=2) + b"\n"
    try:
        for part in parts:
            write_atomic(folder / part.file, data[part.table][0])
        write_atomic(folder / CONTENTS, text)  # last: a folder without it is no export
    except BaseException:  # also an interrupt: half of an export stands in the way of a whole one
        for part in parts:
            take_away(folder / part.file)
        raise
    return contents


def load(folder: Path, path: Path) -> Contents:
    """Make a new ledger of an export, the same as the one that was exported; only if it proves to be sound.

    Raises `InputError` when there is a ledger already, or the files are not what was exported.
    """
    for file in (path, *(path.with_name(path.name + end) for end in COMPANIONS)):
        if file.exists():  # a write-ahead log that was left behind would be read into the new ledger
            message = _("there is such a file already")
            remedy = _("move it away first, or name another one with --ledger")
            raise InputError(Problem(message, remedy, file=str(file)))
    contents = _contents(folder)
    with explained(path), contextlib.closing(connect(path, "memory")) as connection:
        migrate(connection, upto=contents.version)
        connection.execute("BEGIN")
        for part in _in_order(contents, folder):
            _fill(connection, folder / part.file, part, contents.form)
        connection.execute("COMMIT")
        migrate(connection)
        _prove(Ledger(path, connection), contents, folder)
        image = image_of(path, connection)
    write_atomic(path, image)
    return contents


# -- out ---------------------------------------------------------------------------------------------------


def _columns(ledger: Ledger, table: str) -> tuple[Column, ...]:
    rows = ledger.query('SELECT name, type, "notnull" AS n FROM pragma_table_info(?)', table)
    return tuple(Column(row["name"], row["type"], not row["n"]) for row in rows)


def _written(ledger: Ledger, table: str, columns: tuple[Column, ...], form: Form) -> tuple[bytes, int]:
    order = ", ".join(f'"{name}"' for name in KEYS.get(table, ("n",)))
    rows = ledger.query(f"SELECT * FROM {table} ORDER BY {order}")
    if form == "jsonl":
        return b"".join(msgspec.json.encode(row) + b"\n" for row in rows), len(rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text)  # CRLF, and whatever has a part of it in quotation marks
    writer.writerow(column.name for column in columns)
    writer.writerows(row.values() for row in rows)
    return text.getvalue().encode(), len(rows)


# -- back --------------------------------------------------------------------------------------------------


def _contents(folder: Path) -> Contents:
    file = folder / CONTENTS
    if not file.is_file():
        message = _("this is no export of a ledger: it has no {file}").format(file=CONTENTS)
        raise InputError(
            Problem(message, _("name the folder that “sanhui ledger export” wrote"), file=str(folder))
        )
    try:
        contents = msgspec.json.decode(read_bytes(file), type=Contents)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            Problem(_("this is not what was exported: {reason}").format(reason=error), file=str(file))
        ) from error
    newest = len(files())
    if contents.version > newest:
        message = _("the ledger has version {version}, this program knows only {newest}").format(
            version=contents.version, newest=newest
        )
        raise InputError(Problem(message, _("use a newer sanhui; nothing was changed"), file=str(file)))
    return contents


def _in_order(contents: Contents, folder: Path) -> Iterator[Part]:
    """The parts as they must be filled in; every table once, from a file of the folder itself."""
    parts = {part.table: part for part in contents.parts}
    for part in contents.parts:
        if (
            part.table not in TABLES
            or part.file != f"{part.table}.{contents.form}"
            or parts[part.table] is not part
        ):
            message = _("this is not what was exported: {reason}").format(reason=part.file)
            raise InputError(Problem(message, file=str(folder / CONTENTS)))
    yield from (parts[table] for table in TABLES if table in parts)


def _fill(connection: sqlite3.Connection, file: Path, part: Part, form: Form) -> None:
    import sqlite3

    data = read_bytes(file, _LARGEST)
    if hashlib.sha256(data).hexdigest() != part.sha256:
        message = _("the file is not what was exported: its SHA-256 is another")
        raise InputError(Problem(message, _("export the ledger again"), file=str(file)))
    known = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (part.table,))}
    names = [column.name for column in part.columns]
    if not set(names) <= known:
        message = _("the table {table} has no column {column}")
        strange = next(name for name in names if name not in known)
        raise InputError(Problem(message.format(table=part.table, column=strange), file=str(file)))
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" * len(names))
    done = 0
    try:
        for row in _rows(data, part, form):
            connection.execute(f"INSERT INTO {part.table} ({columns}) VALUES ({places})", row)
            done += 1
    except (sqlite3.Error, csv.Error, ValueError, KeyError, msgspec.DecodeError) as error:
        message = _("row {number} cannot be read: {reason}").format(number=done + 1, reason=error)
        raise InputError(Problem(message, _("export the ledger again"), file=str(file))) from error


def _rows(data: bytes, part: Part, form: Form) -> Iterable[list[Any]]:
    if form == "jsonl":
        for text in data.splitlines():
            row: Mapping[str, Any] = msgspec.json.decode(text, type=dict[str, str | int | float | None])
            yield [row[column.name] for column in part.columns]
        return
    csv.field_size_limit(_LARGEST)
    reader = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    next(reader, None)
    for cells in reader:
        yield [_value(cell, column) for cell, column in zip(cells, part.columns, strict=True)]


def _value(cell: str, column: Column) -> str | int | float | None:
    if cell == "" and column.null:
        return None
    if column.type == "TEXT":
        return cell
    return int(cell) if column.type == "INTEGER" else float(cell)


def _prove(ledger: Ledger, contents: Contents, folder: Path) -> None:
    """See that what came of it can be trusted, and is what was exported."""
    flaws = [Problem(flaw.message, file=str(folder)) for flaw in verify(ledger)]
    if not flaws and log.head(ledger) != (contents.entries, contents.head):
        flaws.append(Problem(_("the log is not the one that was exported"), file=str(folder / CONTENTS)))
    if flaws:
        raise InputError(*flaws)
