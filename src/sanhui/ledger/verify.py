"""Can the ledger be trusted? The file is whole, the chain holds, and the tables are what the log says."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from sanhui.i18n import _
from sanhui.ledger import log
from sanhui.ledger.change import KEYS
from sanhui.ledger.failures import explained
from sanhui.ledger.log import Head, Row
from sanhui.ledger.migrate import migrate
from sanhui.ledger.store import Ledger, connect

if TYPE_CHECKING:
    import sqlite3


class Flaw(msgspec.Struct, frozen=True):
    """One thing that is not as it should be; the codes are stable.

    `file`: SQLite finds the file damaged. `schema`: a table, index or trigger is not as we made it. `chain`: an entry
    of the log is missing or was changed. `row`: a row is not what the log says. `head`: the log does not go through the
    entry that was kept elsewhere. `entry` is the number of the log's entry concerned.
    """

    code: Literal["file", "schema", "chain", "row", "head"]
    message: str
    entry: int | None = None


def verify(ledger: Ledger, kept: Head | None = None) -> tuple[Flaw, ...]:
    """Everything that is wrong with a ledger; nothing when it can be trusted.

    `kept` is a head of the log that was noted elsewhere: the log must still go through it. Raises `UnableError` when
    the file is too damaged to be read.
    """
    with explained(ledger.path), _any_bytes(ledger.connection), ledger.reading():
        damage = [*_damage(ledger), *_foreign_schema(ledger)]
        if any(flaw.code == "schema" for flaw in damage):
            return tuple(damage)  # what follows asks for the tables as we made them
        return (*damage, *_broken_chain(ledger), *_lost_head(ledger, kept), *_unlogged_rows(ledger))


@contextlib.contextmanager
def _any_bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Read texts that are no UTF-8 as well: a tampered byte must be found, not stop the search."""
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = str


def _damage(ledger: Ledger) -> Iterator[Flaw]:
    for row in ledger.query("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield Flaw("file", _("the file is damaged: {reason}").format(reason=row["integrity_check"]))
    for row in ledger.query("PRAGMA foreign_key_check"):
        yield Flaw("file", _("{table}: a row refers to one that there is not").format(table=row["table"]))


def _foreign_schema(ledger: Ledger) -> Iterator[Flaw]:
    fresh = connect(Path("fresh"), "memory")
    with contextlib.closing(fresh):
        migrate(fresh)
        wanted = _schema(dict(row) for row in fresh.execute(_OBJECTS))
    actual = _schema(ledger.query(_OBJECTS))
    for name in sorted(wanted.keys() | actual.keys()):
        if name not in actual:
            yield Flaw("schema", _("{object} is missing").format(object=name))
        elif name not in wanted:
            yield Flaw("schema", _("{object} is not of this program").format(object=name))
        elif wanted[name] != actual[name]:
            yield Flaw("schema", _("{object} was changed").format(object=name))


# Without the indexes of keys and the statistics that SQLite makes by itself.
_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def _schema(rows: Any) -> dict[str, str]:
    return {f"{row['type']} {row['name']}": row["sql"] for row in rows}


def _broken_chain(ledger: Ledger) -> Iterator[Flaw]:
    expected, previous = 1, log.START.hash
    for row in ledger.query("SELECT * FROM log ORDER BY n"):
        number = row["n"]
        if number != expected:
            message = _("the log goes from entry {before} to {number}").format(
                before=expected - 1, number=number
            )
            yield Flaw("chain", message, number)
        elif row["hash"] != log.chained(previous, (row[name] for name in log.FIELDS)):
            message = _("entry {number} of the log, or the one before it, was changed").format(number=number)
            yield Flaw("chain", message, number)
        # The chain goes on from what stands there, so that one change is told once.
        expected, previous = number + 1, row["hash"]


def _lost_head(ledger: Ledger, kept: Head | None) -> Iterator[Flaw]:
    if kept is None or kept == log.START:
        return
    found = ledger.query("SELECT hash FROM log WHERE n = ?", kept.n)
    if not found:
        message = _("entry {number} of the log, which was noted elsewhere, is missing").format(number=kept.n)
        yield Flaw("head", message, kept.n)
    elif found[0]["hash"] != kept.hash:
        message = _("entry {number} of the log is not the one that was noted elsewhere").format(number=kept.n)
        yield Flaw("head", message, kept.n)


def _unlogged_rows(ledger: Ledger) -> Iterator[Flaw]:
    """Rows that differ from the newest entry of the log for their key, as text for text."""
    said = {
        (row["subject"], row["key"]): row
        for row in ledger.query(
            "SELECT subject, key, after, n FROM log WHERE n IN (SELECT max(n) FROM log GROUP BY subject, key)"
        )
    }
    for table, names in KEYS.items():
        for row in ledger.query(f"SELECT * FROM {table}"):
            key = _key({name: row[name] for name in names})
            entry = said.pop((table, key), None)
            if entry is None or entry["after"] is None:
                message = _("{table} {key}: the log does not say that this row is there")
                yield Flaw("row", message.format(table=table, key=key), entry["n"] if entry else None)
            elif not _same(row, entry["after"]):
                message = _("{table} {key}: the row is not what entry {number} of the log says")
                yield Flaw("row", message.format(table=table, key=key, number=entry["n"]), entry["n"])
    for (table, key), entry in said.items():
        if entry["after"] is not None:
            message = _("{table} {key}: the row of entry {number} of the log is gone")
            yield Flaw("row", message.format(table=table, key=key, number=entry["n"]), entry["n"])


def _key(key: Row) -> str:
    """The key as the log writes it; one with bytes that are no text is in no log."""
    try:
        return log.as_json(key)
    except UnicodeEncodeError:
        return ascii(key)


def _same(row: Row, after: str) -> bool:
    """Whether a row is what was logged; a column that was added later is null in rows logged before."""
    try:
        logged = msgspec.json.decode(
            after.encode("utf-8", "surrogateescape"), type=dict[str, str | int | float | None]
        )
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return all(logged.get(name) == value for name, value in row.items())
