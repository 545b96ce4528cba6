"""A plan file as bytes: read once, written only if nobody changed it in between."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sanhui.edit.lock import exclusive
from sanhui.errors import UnableError
from sanhui.files import read_bytes, read_text, refuse_read_only, write_atomic
from sanhui.i18n import _

_BOM = "\ufeff"


class Source(msgspec.Struct, frozen=True):
    """What a plan file held when it was read, to the byte."""

    path: Path
    data: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the bytes."""
        return fingerprint(self.data)

    @property
    def text(self) -> str:
        """The text without a byte order mark; line ends are those of the file."""
        return self.data.decode("utf-8").removeprefix(_BOM)

    def encoded(self, text: str) -> bytes:
        """The bytes of a changed text, with the byte order mark if the file has one."""
        mark = _BOM if self.data.startswith(_BOM.encode()) else ""
        return (mark + text).encode("utf-8")


def fingerprint(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def open_plan(path: Path) -> Source:
    """Read a plan file; raises `InputError` when it cannot be read or is not UTF-8."""
    data = read_bytes(path)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        read_text(path)  # which tells what it is instead
        raise
    return Source(path, data)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Source]:
    """Read a plan file in order to change it: until the block ends, nobody else does by these functions.

    Raises `InputError` when it cannot be read, `UnableError` when it is read-only or being written.
    """
    read_bytes(path)  # a lock beside a file that is not there would be a riddle
    refuse_read_only(path)
    with exclusive(path):
        yield open_plan(path)


def save(source: Source, data: bytes) -> None:
    """Write the new bytes of a plan whole, or not at all.

    Raises `UnableError` when the file holds other bytes than those that were read: editors take no locks, so somebody
    may have saved it meanwhile.
    """
    refuse_read_only(source.path)
    if read_bytes(source.path) != source.data:
        text = _("{file} was changed by somebody else meanwhile; nothing was written\n  → try again")
        raise UnableError(text.format(file=source.path))
    write_atomic(source.path, data)
