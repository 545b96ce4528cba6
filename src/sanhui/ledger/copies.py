"""Backups: a copy of one moment, made while others write, proven to be whole; and the way back."""

from __future__ import annotations

import contextlib
import itertools
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem, UnableError
from sanhui.files import write_atomic
from sanhui.i18n import _
from sanhui.ledger.failures import DamagedError, NoDatabaseError, explained
from sanhui.ledger.store import COMPANIONS, WAIT, Ledger, connect, identify, open_ledger

if TYPE_CHECKING:
    import sqlite3


def backup(ledger: Ledger, to: Path) -> None:
    """Copy the ledger into a new file, which is there only when it is whole and checked. Others may go on writing.

    Raises `InputError` when there is such a file already, `UnableError` when it cannot be written or the ledger is
    damaged.
    """
    if to.exists():
        raise InputError(
            Problem(_("there is such a file already"), _("give the backup another name"), file=str(to))
        )
    write_atomic(to, image_of(ledger.path, ledger.connection))


def restore(source: Path, path: Path, *, wait: float = WAIT) -> Path | None:
    """Make the ledger what a backup says; gives the file that now keeps the former ledger, None if there was none.

    A sound ledger is backed up, then overwritten in one transaction, so that whoever has it open sees the restored one.
    A damaged one is moved aside with its companions, and so are those that a lost one left behind. Raises `InputError`
    when the backup is no ledger or newer than this program, `UnableError` when it is damaged, or the ledger is in use or
    cannot be written.
    """
    image = _checked(source)
    kept = _free_name(path)
    lost = not path.exists()
    try:
        if not lost:
            with open_ledger(path, wait=wait) as ledger:
                backup(ledger, kept)
                _overwrite(ledger, image, wait)
            return kept
    except (DamagedError, NoDatabaseError):
        pass
    # A write-ahead log that is left behind would be read into whatever ledger lies beside it.
    for end in ("", *COMPANIONS):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    write_atomic(path, image)
    return None if lost else kept


def require(source: Path) -> None:
    """Raise `InputError` for a backup that is not there: worth knowing before anybody is asked."""
    if not source.is_file():
        raise InputError(
            Problem(_("there is no such file"), _("check the name and the folder"), file=str(source))
        )


def _checked(source: Path) -> bytes:
    """The bytes of a backup that was checked. The file itself is left as it is, also when it is of an older version."""
    require(source)
    live = source.with_name(source.name + "-wal").exists()
    with (
        explained(source),
        contextlib.closing(connect(source, "ro" if live else "ro&immutable=1")) as connection,
    ):
        if identify(source, connection).version == 0:
            raise InputError(Problem(_("this is an empty file, not a backup of a ledger"), file=str(source)))
        return image_of(source, connection)


def image_of(path: Path, connection: sqlite3.Connection) -> bytes:
    """The database of one moment as the bytes of a file; raises `DamagedError` when they would not be whole."""
    with explained(path), contextlib.closing(connect(path, "memory")) as copy:
        connection.backup(copy)
        flaws = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if flaws:
            raise DamagedError(path, flaws[0])
        image = copy.serialize()
    # As a single file without a write-ahead log: read-only disks can hold it, and memory can (sqlite.org/c3ref/deserialize.html).
    return image[:18] + b"\x01\x01" + image[20:]


def _overwrite(ledger: Ledger, image: bytes, wait: float) -> None:
    import sqlite3

    until = time.monotonic() + wait

    def patience(status: int, _remaining: int, _total: int) -> None:
        # Python would try for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise UnableError(
                _("the ledger {file} is in use by another program; try again in a moment").format(
                    file=ledger.path
                )
            )

    with explained(ledger.path), contextlib.closing(connect(ledger.path, "memory")) as copy:
        copy.deserialize(image)
        copy.backup(ledger.connection, progress=patience, sleep=0.05)


def _free_name(path: Path) -> Path:
    """ledger.before-restore-1.db and so on: the first that is free."""
    names = (path.with_name(f"{path.stem}.before-restore-{n}{path.suffix}") for n in itertools.count(1))
    return next(
        name
        for name in names
        if not any(name.with_name(name.name + end).exists() for end in ("", *COMPANIONS))
    )
