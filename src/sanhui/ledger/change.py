"""Writing: rows go in and out through a change, which logs every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import log
from sanhui.ledger.failures import explained
from sanhui.ledger.log import Head, Row, Stamp, Value

if TYPE_CHECKING:
    import sqlite3

#: The tables and their keys. A table that is missing here cannot be written, so nothing escapes the log.
KEYS = {
    "body": ("name",),
    "plan": ("id",),
    "task_done": ("plan", "task"),
    "task_item": ("plan", "task", "item"),
    "held": ("plan", "session"),
    "held_kind": ("plan", "session", "kind"),
    "mark": ("plan", "session", "member"),
    "vote": ("plan", "session", "item"),
    "leave": ("body", "member", "first"),
    "makeup": ("plan", "session", "member"),
    "document": ("plan", "session", "path"),
    "waiver": ("plan", "rule", "period", "subject"),
    "point": ("plan", "member", "n"),
    "meeting_map": ("body", "fingerprint"),
}


class Change:
    """One transaction of one person. Made by `Ledger.change`; all of it is kept, or nothing."""

    def __init__(self, path: Path, connection: sqlite3.Connection, stamp: Stamp, head: Head) -> None:
        for name in ("actor", "command", "reason"):
            _text(name, getattr(stamp, name))
        self.stamp = stamp
        self._path = path
        self._connection = connection
        self._head = head
        #: That of its first entry, if it comes to have one.
        self.number = head.n + 1

    def row(self, table: str, **key: Value) -> dict[str, Value] | None:
        """The row with this key, None if there is none."""
        values = [_text(name, key[name]) for name in KEYS[table]]
        with explained(self._path):
            found = self._connection.execute(
                f"SELECT * FROM {table} WHERE {_where(table)}", values
            ).fetchone()
        return found and dict(found)

    def put(self, table: str, row: Row) -> None:
        """Insert the row, or replace the one with its key; a row that is there already leaves no trace.

        Raises `InputError` for a text that no file can hold.
        """
        key = {name: row[name] for name in KEYS[table]}
        values = [_text(name, value) for name, value in row.items()]
        before = self.row(table, **key)
        if before is None:
            places = ", ".join("?" * len(row))
            columns = ", ".join(map(_column, row))
            self._execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)
        elif any(before[name] != value for name, value in row.items()):
            settings = ", ".join(f"{_column(name)} = ?" for name in row)
            self._execute(f"UPDATE {table} SET {settings} WHERE {_where(table)}", [*values, *key.values()])
        else:
            return
        self._log(table, key, before, self.row(table, **key))

    def enter(self, table: str, row: Row) -> bool:
        """Put the row with who enters it and when; one that says the same already keeps its first entry, and no trace.

        Gives whether anything changed.
        """
        before = self.row(table, **{name: row[name] for name in KEYS[table]})
        if before is not None and all(before[name] == value for name, value in row.items()):
            return False
        self.put(table, {**row, "entered_by": self.stamp.actor, "entered_at": self.stamp.time})
        return True

    def rows(self, table: str, **values: Value) -> list[dict[str, Value]]:
        """The rows that have these values, in the order of their keys."""
        where = " AND ".join(f"{_column(name)} = ?" for name in values) or "1"
        order = ", ".join(map(_column, KEYS[table]))
        sought = [_text(name, value) for name, value in values.items()]
        with explained(self._path):
            found = self._connection.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY {order}", sought)
            return [dict(row) for row in found]

    def remove(self, table: str, **key: Value) -> None:
        """Take the row with this key out of the table; its content stays in the log. No row, no trace."""
        before = self.row(table, **key)
        if before is not None:
            self._execute(f"DELETE FROM {table} WHERE {_where(table)}", [key[name] for name in KEYS[table]])
            self._log(table, {name: key[name] for name in KEYS[table]}, before, None)

    def _execute(self, sql: str, values: Sequence[Value]) -> None:
        with explained(self._path):
            self._connection.execute(sql, values)

    def _log(self, table: str, key: Row, before: Row | None, after: Row | None) -> None:
        # What is logged is what was read back, not what was asked for.
        with explained(self._path):
            self._head = log.append(
                self._connection,
                self._head,
                self.stamp,
                change=self.number,
                subject=table,
                key=key,
                before=before,
                after=after,
            )


def _column(name: str) -> str:
    # Some are words of SQL: end, group, by.
    return f'"{name}"'


def _where(table: str) -> str:
    return " AND ".join(f"{_column(name)} = ?" for name in KEYS[table])


def _text(name: str, value: Value) -> Value:
    """The value, if SQLite can hold it: an argument in another encoding arrives as lone surrogates."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            message = _("the text has characters that are not Unicode")
            raise InputError(Problem(message, _("type it again"), key=name, value=ascii(value))) from error
    return value
