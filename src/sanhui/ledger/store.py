"""Opening ledgers: one SQLite file, safe against crashes and against several writers at once.

WAL, so that readers and the writer do not wait for each other; synchronous=FULL, so that what was acknowledged survives a
power cut; foreign keys; a writer waits for another for a while. In WAL mode all processes must be on one computer
(https://www.sqlite.org/wal.html): a ledger on a network drive is for one computer at a time.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _
from sanhui.ledger import log
from sanhui.ledger.change import Change
from sanhui.ledger.failures import FullError, explained, how_to_restore
from sanhui.ledger.log import Stamp
from sanhui.ledger.migrate import Origin, files, migrate, origin

if TYPE_CHECKING:
    import sqlite3

NAME = "ledger.db"

#: Seconds to wait for another writer. One writes for milliseconds, so this is for a very slow disk.
WAIT = 10.0

SQLITE = (3, 37)  # STRICT tables

#: What the names of the files end with that lie beside an open ledger, or one whose writer was killed.
COMPANIONS = ("-wal", "-shm")


def beside(plan: Path) -> Path:
    """The ledger of a plan file, unless told otherwise: in its folder."""
    return plan.with_name(NAME)


class Ledger:
    """An open ledger; close it, or use it in a `with` block."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to close it leaves a single file behind."""
        self.connection.close()

    def query(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """The rows that a SELECT gives, by the names of their columns."""
        with explained(self.path):
            return [dict(row) for row in self.connection.execute(sql, values)]

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Inside the `with` block all queries see the ledger of one moment, also those of a block within it."""
        if self.connection.in_transaction:
            yield
            return
        self._execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self._execute("ROLLBACK")

    @contextlib.contextmanager
    def change(self, stamp: Stamp) -> Iterator[Change]:
        """Write inside the `with` block: all of it is kept, durably, when the block ends; nothing if it fails.

        Raises `UnableError` when the ledger cannot be written, is read-only, or another writer is in it too long.
        """
        self._execute("BEGIN IMMEDIATE")
        try:
            yield Change(self.path, self.connection, stamp, log.head(self))
            self._execute("COMMIT")
        except BaseException:  # also an interrupt by the keyboard
            if self.connection.in_transaction:
                self._execute("ROLLBACK")
            raise

    def _execute(self, sql: str) -> None:
        with explained(self.path):
            self.connection.execute(sql)


def open_ledger(path: Path, *, wait: float = WAIT) -> Ledger:
    """Open a ledger to write in it; a missing one is created, an older one brought up to date.

    Raises `InputError` for a file that is none, or is of a newer version of the program, or has no folder;
    `UnableError` for one that is damaged, locked, or may not be written.
    """
    _check(path)
    return _opened(path, "rwc", wait)


def read_ledger(path: Path, *, wait: float = WAIT) -> Ledger:
    """Open a ledger to look only: nothing is created. A missing one is an empty one; raises as `open_ledger`.

    Works also in a folder that may not be written, and on a full disk, when no writer is at work.
    """
    _check(path)
    if not path.exists():
        ledger = _opened(path, "memory", wait)
    elif _apart(path):
        ledger = _opened(path, "ro&immutable=1", wait)
    else:
        try:
            ledger = _opened(path, "rw", wait)
        except (
            FullError
        ):  # to look needs some room as well, unless nobody is writing: then the file alone is complete
            if _written_ahead(path):
                raise
            ledger = _opened(path, "ro&immutable=1", wait)
    ledger.connection.execute("PRAGMA query_only = ON")
    return ledger


def connect(path: Path, mode: str, wait: float = WAIT) -> sqlite3.Connection:
    """A bare connection in autocommit mode, rows by name; see https://www.sqlite.org/uri.html for the mode."""
    import sqlite3

    if sqlite3.sqlite_version_info < SQLITE:
        raise UnableError(
            _("SQLite {version} is too old for the ledger; it needs {needed}").format(
                version=sqlite3.sqlite_version, needed=".".join(map(str, SQLITE))
            )
        )
    name = path.absolute().as_posix()
    for mark in "%?#":
        name = name.replace(mark, f"%{ord(mark):02x}")
    address = f"file://{'' if name.startswith('/') else '/'}{name}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait)
    connection.row_factory = sqlite3.Row
    return connection


def identify(path: Path, connection: sqlite3.Connection) -> Origin:
    """Whose file it is and of which version; raises `InputError` when it is another program's, or too new for us."""
    found, newest = origin(connection), len(files())
    if not found.ours:
        message = _("this is a SQLite database of another program, not a ledger")
        raise InputError(Problem(message, how_to_restore(path), file=str(path)))
    if found.version > newest:
        message = _("the ledger has version {version}, this program knows only {newest}").format(
            version=found.version, newest=newest
        )
        raise InputError(Problem(message, _("use a newer sanhui; nothing was changed"), file=str(path)))
    return found


def _check(path: Path) -> None:
    """Refuse paths at which there can be no ledger; SQLite would only say that it cannot open them."""
    if "\0" in str(path):
        raise InputError(Problem(_("its name has a NUL character"), file=str(path).replace("\0", "\\0")))
    if path.is_dir():
        message = _("this is a folder, not a ledger")
        raise InputError(
            Problem(message, _("name the file in it, {file}").format(file=path / NAME), file=str(path))
        )
    if not path.parent.is_dir():
        message = _("there is no folder {folder}; check the path").format(folder=path.parent)
        raise InputError(Problem(message, file=str(path)))


def _opened(path: Path, mode: Literal["rwc", "rw", "memory", "ro&immutable=1"], wait: float) -> Ledger:
    with explained(path):
        connection = connect(path, mode, wait)
        try:
            _prepare(path, connection, mode, wait)
        except BaseException:
            connection.close()
            raise
    return Ledger(path, connection)


def _prepare(path: Path, connection: sqlite3.Connection, mode: str, wait: float) -> None:
    found = identify(path, connection)
    if mode in ("rwc", "memory") or found.version < len(files()):
        _use_wal(connection, wait)
        migrate(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_wal(connection: sqlite3.Connection, wait: float) -> None:
    """Keep a write-ahead log from now on, if not yet; the file remembers. Where it cannot be, the old way is as safe."""
    import sqlite3

    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            # Two who create a ledger at once: SQLite does not wait here by itself.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _written_ahead(path: Path) -> bool:
    """Whether there may be something in the write-ahead log."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _apart(path: Path) -> bool:
    """Whether the file can only be read by itself: it lies in a folder where WAL cannot put its companions.

    That is safe when there are none: then nobody writes, and the file alone is complete.
    """
    companions = (path.with_name(path.name + end) for end in COMPANIONS)
    return not os.access(path.parent, os.W_OK) and not any(each.exists() for each in companions)
