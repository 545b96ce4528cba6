"""Bringing a ledger up to date: numbered SQL files, applied once each, in order, whole or not at all.

`user_version` counts the files that were applied. A file is never edited once it was released. The log's rows keep the columns
that they were written with, so a later file may add columns that are null at first, and renames or removes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3

#: The files, `0001_*.sql` and on.
FOLDER = Path(__file__).with_name("migrations")

#: “sanh”: tells our files from the SQLite databases of other programs.
APPLICATION = int.from_bytes(b"sanh", "big")


class Origin(NamedTuple):
    """Whose database a file is, and how far it has come; an empty file has zeros."""

    application: int
    version: int
    objects: int  # tables and so on

    @property
    def ours(self) -> bool:
        """Whether it is a ledger, or nothing yet."""
        return self.application == APPLICATION or self == (0, 0, 0)


def origin(connection: sqlite3.Connection) -> Origin:
    """What the database says of itself, read at one moment."""
    return Origin(
        *connection.execute(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master) "
            "FROM pragma_application_id, pragma_user_version"
        ).fetchone()
    )


def files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The migrations in order; the nth brings a ledger to version n."""
    found = tuple(sorted(folder.glob("*.sql")))
    for number, file in enumerate(found, 1):
        if not file.name.startswith(f"{number:04}_"):
            raise ValueError(f"{file.name} should be number {number:04}")
    return found


def migrate(connection: sqlite3.Connection, folder: Path = FOLDER, upto: int | None = None) -> None:
    """Apply what is missing, each file in its own transaction; all of it, or up to a version.

    Foreign keys must be off, and are checked.

    Safe when several processes do it at once: the version is read again under the lock.
    """
    for number, file in enumerate(files(folder)[:upto], 1):
        if origin(connection).version >= number:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if origin(connection).version < number:
                _apply(connection, number, file)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _apply(connection: sqlite3.Connection, number: int, file: Path) -> None:
    for statement in statements(file.read_text(encoding="utf-8")):
        connection.execute(statement)
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise ValueError(f"{file.name} breaks {len(broken)} references")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {number}")


def statements(text: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them.

    Raises ValueError when the last one has no end.
    """
    import sqlite3

    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if re.sub(r"--.*", "", statement).strip():
        raise ValueError(f"no semicolon after: {statement.strip()}")
