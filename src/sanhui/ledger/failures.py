"""What SQLite says when it cannot, in plain words and with what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sanhui.errors import InputError, Problem, SanhuiError, UnableError
from sanhui.i18n import _


class DamagedError(UnableError):
    """A ledger that cannot be read, with how to get a good one back."""

    def __init__(self, path: Path, reason: str) -> None:
        message = _("the ledger {file} is damaged ({reason})").format(file=path, reason=reason)
        super().__init__(f"{message}\n  → {how_to_restore(path)}")


class NoDatabaseError(InputError):
    """A file that is something else, or whose beginning is damaged."""

    def __init__(self, path: Path) -> None:
        message = _("this is not a ledger: it is no SQLite database, or its beginning is damaged")
        super().__init__(Problem(message, how_to_restore(path), file=str(path)))


class FullError(UnableError):
    """A disk on which nothing more can be written."""

    def __init__(self, path: Path) -> None:
        message = _("cannot write the ledger {file}: the disk is full; nothing was changed")
        super().__init__(message.format(file=path))


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what SQLite cannot do inside the `with` block as `UnableError` or `InputError`.

    A broken constraint is a mistake of the program, and stays what it is.
    """
    import sqlite3

    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a message that quotes damaged text may be no text
        raise failure(path, error) from error


def failure(path: Path, error: Exception) -> SanhuiError:
    """The error to raise for one of SQLite's (https://www.sqlite.org/rescode.html)."""
    import sqlite3

    # The low byte is the kind of the failure. No code at all: a text that is not UTF-8.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    if code in (sqlite3.SQLITE_FULL, *_no_room()):
        return FullError(path)
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return NoDatabaseError(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:  # an error: a table is not as we made it
            return DamagedError(path, str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            message = _("the ledger {file} is in use by another program; try again in a moment")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            message = _("cannot write the ledger {file}: the file or its folder is read-only")
        case sqlite3.SQLITE_CANTOPEN:
            message = _("cannot open the ledger {file}: no permission to read it, or to write in its folder")
        case _other:
            message = _("the ledger {file} failed: {reason}")
    return UnableError(message.format(file=path, reason=error))


def _no_room() -> tuple[int, ...]:
    """What a full disk comes to as well: files that cannot grow, among them the one by which processes share the ledger."""
    import sqlite3

    return (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP)


def how_to_restore(path: Path) -> str:
    """What to do: `sanhui.ledger.copies.restore` moves the damaged file aside with its companions."""
    return _(
        "check that this is the file you meant; to go back to a backup: sanhui ledger restore BACKUP --ledger {file}"
    ).format(file=path.name)
