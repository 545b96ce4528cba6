"""Opening an attendance file: a workbook, or CSV in any of the encodings of meeting programs, told by its bytes alone.

CSV is read row by row however long it is; what a workbook may hold is measured before (`sanhui.sheets.workbook`).
"""

from __future__ import annotations

import codecs
import csv
import functools
import hashlib
import itertools
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from sanhui.attendance.meetings.layout import Row
from sanhui.errors import InputError, Problem
from sanhui.files import read_bytes
from sanhui.i18n import _
from sanhui.sheets.formulas import as_text
from sanhui.sheets.reading import delimiter_of, shown
from sanhui.sheets.workbook import OLE, Long, read_long

#: By so many first rows a file is recognised; no preamble is longer.
HEAD = 60
#: A month of a time clock's days for some thousand people.
ROWS = 200_000
_LINE = 100_000  # characters
_CHUNK = 2**20
_STEP = 2_000  # so many rows between two steps of the progress

Progress = Callable[[int, int], None]


class Page(msgspec.Struct, frozen=True):
    """One sheet: `head` are its first rows, and `rows` begins all of them anew."""

    name: str
    head: Sequence[Row]
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False


class Source(msgspec.Struct, frozen=True):
    """A file with its sheets; `sha256` is of its bytes."""

    path: Path
    sha256: str
    pages: tuple[Page, ...]


def open_source(path: Path, progress: Progress = lambda done, of: None) -> Source:
    """Open an attendance file. Raises `InputError` for what cannot be read, or holds nothing."""
    start = read_start(path)
    if start.startswith((b"PK\x03\x04", OLE)):
        sha256 = hashlib.sha256(read_bytes(path)).hexdigest()
        pages = [
            Page(
                sheet.name,
                tuple(itertools.islice(sheet.rows(), HEAD)),
                functools.partial(_watched, sheet, progress),
                sheet.hidden,
            )
            for sheet in read_long(path, ROWS)
            if any(shown(cell) for row in sheet.rows() for cell in row)
        ]
        return Source(path, sha256, _some(pages, path))
    sha256, encoding = _survey(path)
    table = _Csv(path, encoding, progress)
    head = table.head()
    return Source(
        path, sha256, _some([Page(path.name, head, table.rows)] if any(map(any, head)) else [], path)
    )


def _watched(sheet: Long, progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(sheet.rows(), 1):
        if number % _STEP == 0:
            progress(number, sheet.height)
        yield row


def read_start(path: Path) -> bytes:
    """The first bytes of a file; raises `InputError` when it cannot be read, or is none that can be read twice."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            read_bytes(path, 0) if path.is_dir() else None
            message = _("this is no file on the disk")
            raise InputError(Problem(message, _("save it as a file first"), file=str(path)))
        with path.open("rb") as file:
            return file.read(8)
    except (OSError, ValueError):
        read_bytes(path)  # says why
        raise


def _some(pages: Sequence[Page], path: Path) -> tuple[Page, ...]:
    if not pages:
        raise InputError(
            Problem(_("the table is empty"), _("check that this is the file you meant"), file=str(path))
        )
    return tuple(pages)


def _survey(path: Path) -> tuple[str, str]:
    """The digest of a text file and its encoding, which one look at all of its bytes decides."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    encoding, zeros = "", False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if file.tell() == len(chunk):
                encoding = _by_mark(chunk)
            digest.update(chunk)
            zeros = zeros or (not encoding and b"\0" in chunk)
            if not encoding or encoding == "utf-8-sig":
                try:
                    utf8.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "gb18030"
    if zeros:
        message = _("the file has a NUL byte: it is not a text file")
        raise InputError(Problem(message, _("check that this is the file you meant"), file=str(path)))
    return digest.hexdigest(), encoding or "utf-8"


def _by_mark(chunk: bytes) -> str:
    """The encoding that a byte order mark names."""
    if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if chunk.startswith(codecs.BOM_UTF8) else ""


class _Csv:
    """A text file as rows."""

    def __init__(self, path: Path, encoding: str, progress: Progress) -> None:
        self._path, self._encoding, self._progress = path, encoding, progress
        self._size = path.stat().st_size
        self._delimiter = ","

    def head(self) -> tuple[Row, ...]:
        with self._open() as file:
            self._delimiter = delimiter_of(list(itertools.islice(self._lines(file), HEAD)))
        return tuple(row for row, _number in zip(self.rows(), range(HEAD), strict=False))

    def rows(self) -> Iterator[Row]:
        with self._open() as file:
            number = 0
            try:
                for number, row in enumerate(
                    csv.reader(self._lines(file), delimiter=self._delimiter, strict=True), 1
                ):
                    if number % _STEP == 0:
                        self._progress(min(file.buffer.tell(), self._size), self._size)  # type: ignore[attr-defined]
                    yield [*map(as_text, row)]
            except csv.Error as error:
                message = _("this row cannot be read: {reason}").format(reason=error)
                remedy = _("check its quotation marks")
                raise InputError(Problem(message, remedy, file=str(self._path), line=number + 1)) from error

    def _open(self) -> IO[str]:
        return self._path.open(encoding=self._encoding, newline="")

    def _lines(self, file: IO[str]) -> Iterator[str]:
        """The lines, none of them endless: a file without line ends must not fill the memory."""
        while line := self._line(file):
            if len(line) == _LINE and not line.endswith(("\n", "\r")):
                message = _("a line of the file is longer than any row of a table")
                raise InputError(
                    Problem(message, _("check that this is the file you meant"), file=str(self._path))
                )
            yield line

    def _line(self, file: IO[str]) -> str:
        try:
            return file.readline(_LINE)
        except UnicodeError as error:
            message = _("the file is neither UTF-8 nor GB18030, nor UTF-16 with a byte order mark")
            raise InputError(Problem(message, _("save it as UTF-8"), file=str(self._path))) from error
