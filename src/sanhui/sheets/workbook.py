"""Excel workbooks (.xlsx): the cells of every sheet, merged ones filled down; formulas give their last values.

A workbook is a ZIP of XML. It is measured before it is opened, for a few kilobytes can unpack to gigabytes, and one
cell in the last corner of a sheet makes a grid of seventeen thousand million.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sanhui.errors import InputError, Problem, UnableError
from sanhui.files import read_bytes
from sanhui.i18n import _
from sanhui.installed import installing
from sanhui.sheets.reading import COLUMNS, ROWS, Grid

#: 64 MiB of XML is some hundred thousand rows.
UNPACKED = 64 * 2**20
#: A sheet is held as a whole, empty cells too: long ones are narrow.
CELLS = 2_000_000

#: A container: an old .xls, or an encrypted .xlsx.
OLE = b"\xd0\xcf\x11\xe0"

# A cell with content. Every part has a limit, so that no file makes the search slow.
_FULL_CELL = re.compile(rb'<(?:\w{1,20}:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}(?<!/)>')
_CHUNK = 2**20
_OVERLAP = 16_384  # longer than a cell with its formula
# A cell with a formula: its tag, where it stands, and the beginning of a value, if one was ever worked out.
_FORMULA = re.compile(
    rb'<(?:\w{1,20}:)?c\s([^<>]{0,200}?\br="([A-Z]{1,3}\d{1,7})"[^<>]{0,200})>\s{0,20}'
    rb"<(?:\w{1,20}:)?f(?:\s[^<>]{0,200})?(?:/>|>[^<]{0,12000}</(?:\w{1,20}:)?f>)\s{0,20}(<(?:\w{1,20}:)?v>[^<])?"
)


class Long(NamedTuple):
    """A sheet of many rows, which are made one by one, as often as they are asked for."""

    name: str
    height: int
    rows: Callable[[], Iterator[tuple[Any, ...]]]
    hidden: bool = False


def read_workbook(path: Path, rows: int = ROWS) -> tuple[Grid, ...]:
    """Every sheet with cells, none of more than so many rows.

    Raises `InputError` for what is damaged, locked or too large, `UnableError` without the reader.
    """
    return tuple(_grid(sheet, hidden=hidden) for sheet, hidden in _sheets(path, rows))


def read_long(path: Path, rows: int) -> tuple[Long, ...]:
    """The same without holding all cells as Python has them, which takes half as much memory again."""
    return tuple(
        Long(sheet.name, sheet.total_height, functools.partial(_filled, sheet), hidden)
        for sheet, hidden in _sheets(path, rows)
    )


def _sheets(path: Path, rows: int) -> list[tuple[Any, bool]]:
    """The sheets, each with whether it is hidden."""
    data = read_bytes(path)
    if data.startswith(OLE):
        message = _("the workbook is protected by a password, or of a format older than .xlsx")
        raise _wrong(path, message, _("open it in Excel or WPS, take the password off, and save it as .xlsx"))
    _measure(path, data, rows)
    try:
        import python_calamine as calamine
    except ImportError as error:
        text = _(
            "reading .xlsx needs a package that is not installed\n  → {command}, or save the table as CSV"
        )
        raise UnableError(text.format(command=installing("python-calamine"))) from error
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                (book.get_sheet_by_name(each.name), each.visible != calamine.SheetVisibleEnum.Visible)
                for each in book.sheets_metadata
            ]
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise _damaged(path) from error


def _measure(path: Path, data: bytes, rows: int) -> None:
    """Unpack everything once, in pieces, and see how far its cells go; what the archive says of itself may be a lie."""
    total = 0
    formulas = _Formulas()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                sheet = "worksheets/" in entry.filename
                rest, extent = b"", (0, 0)
                with archive.open(entry) as stream:
                    while piece := stream.read(_CHUNK):
                        total += len(piece)
                        if total > UNPACKED:
                            message = _("the workbook unpacks to more than {limit} MB")
                            raise _too_large(path, message.format(limit=UNPACKED // 2**20))
                        if sheet:
                            formulas.look_at(rest + piece)
                            rest, extent = _look_at_cells(path, rest + piece, rows, extent)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _damaged(path) from error
    except Exception as error:
        if isinstance(error, InputError) or type(error).__module__ not in ("zlib", "lzma"):
            raise
        raise _damaged(path) from error
    if formulas.empty and not formulas.calculated:
        message = _("the formula in {place} was never calculated, so its value is not in the file")
        place = formulas.empty.decode()
        raise _wrong(path, message.format(place=place), _("open it in Excel or WPS, and save it"))


class _Formulas:
    """Whether a workbook that a program wrote was ever calculated: where not, all values of its formulas are missing.

    One without a value among others has the empty value.
    """

    def __init__(self) -> None:
        self.empty = b""  # where the first one without a value stands
        self.calculated = False

    def look_at(self, xml: bytes) -> None:
        """Look at a piece of a sheet."""
        if b"f>" not in xml and b"f " not in xml:
            return
        for attributes, place, value in _FORMULA.findall(xml):
            if value or b't="str"' in attributes:
                self.calculated = True
            else:
                self.empty = self.empty or place


def _look_at_cells(
    path: Path, xml: bytes, rows: int, extent: tuple[int, int]
) -> tuple[bytes, tuple[int, int]]:
    """Refuse a cell beyond the limits; give the end of the piece, in which a tag may have begun, and how far cells go."""
    bottom, right = extent
    for letters, digits in _FULL_CELL.findall(xml):
        bottom, right = max(bottom, int(digits)), max(right, _column(letters))
        if bottom > rows or right > COLUMNS or bottom * right > CELLS:
            message = _("there is a cell at {place}; {rows} rows and {columns} columns are read at most")
            place = (letters + digits).decode()
            columns = COLUMNS if bottom > rows or right > COLUMNS else CELLS // bottom
            raise _too_large(path, message.format(place=place, rows=rows, columns=columns))
    return xml[-_OVERLAP:], (bottom, right)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _grid(sheet: Any, *, hidden: bool) -> Grid:
    from sanhui.sheets.reading import Grid

    merged: set[tuple[int, int]] = set()
    return Grid(sheet.name, tuple(_filled(sheet, merged)), frozenset(merged), hidden)


def _filled(sheet: Any, merged: set[tuple[int, int]] | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows, with what stands at the top of a merged area in its left column; such cells are noted in `merged`."""
    begins: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if bottom > top:
            begins.setdefault(top, []).append((left, bottom))
    open_: dict[int, tuple[int, Any]] = {}  # by column: the last row, and the value
    before = [""] * (sheet.start[1] if sheet.start else 0)  # calamine begins at the first column with a cell
    for number, cells in enumerate(sheet.iter_rows()):
        row = [*before, *cells]
        for left, (bottom, value) in [*open_.items()]:
            if number > bottom:
                del open_[left]
            elif left < len(row) and row[left] == "" and value != "":
                row = [*row[:left], value, *row[left + 1 :]]
                if merged is not None:
                    merged.add((number, left))
        for left, bottom in begins.get(number, ()):
            if left < len(row):
                open_[left] = bottom, row[left]
        yield tuple(row)


def _wrong(path: Path, message: str, remedy: str) -> InputError:
    return InputError(Problem(message, remedy, file=str(path)))


def _damaged(path: Path) -> InputError:
    message = _("the file is no Excel workbook, or a damaged one")
    return _wrong(path, message, _("open it in Excel or WPS, and save it as .xlsx or as CSV"))


def _too_large(path: Path, message: str) -> InputError:
    return _wrong(path, message, _("copy the table to a new workbook, and import that"))
