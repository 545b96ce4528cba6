"""One workbook: the same plan gives the same bytes, and what somebody typed stays text.

A cell that begins with `=` is a formula to every spreadsheet that meets it as one; here every text is written as a text
(ECMA-376, 18.3.1.4: `t="s"`), and one that looks like a formula has the quote prefix (18.8.45), so that it stays a text
also when somebody edits the cell (OWASP, “CSV Injection”).
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sanhui.errors import UnableError
from sanhui.i18n import _
from sanhui.installed import installing
from sanhui.publish.cleaning import clean
from sanhui.publish.terminal.columns import width
from sanhui.sheets.formulas import FORMULA

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: What every Office and WPS on a Chinese Windows has; elsewhere the nearest font stands in.
FONT = "宋体"
_LONGEST = 32_767  # characters of a cell (Excel specifications and limits)
_LONGEST_NAME = 31  # of a sheet
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
A3, A4 = 8, 9  # sizes of paper (ECMA-376, 18.3.1.63)
#: Around the cells of a table, and the ground below its heads.
BORDER = {"border": 1, "border_color": "#808080"}
HEAD = {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2", **BORDER}
_POINTS = 15.0  # a line of text at the usual size


def height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """How high a row is, in points, whose texts fold in columns of these widths (in characters).

    Excel works it out when it opens a file, other programs do not always.
    """
    lines = (
        sum(math.ceil(max(width(line), 1) / max(room - 1, 1)) for line in text.split("\n"))
        for text, room in zip(texts, widths, strict=False)
    )
    return _POINTS * max(lines, default=1) + 3


class Book:
    """A workbook in the making; `to_bytes` ends it. Raises `UnableError` without the library that writes it."""

    def __init__(self, title: str, stamp: dt.datetime) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            text = _("writing .xlsx needs a package that is not installed\n  → {command}")
            raise UnableError(text.format(command=installing("XlsxWriter"))) from error

        self._file = io.BytesIO()
        self._book: xlsxwriter.Workbook = xlsxwriter.Workbook(self._file, {"in_memory": True})
        # The time is the plan's: the same plan gives the same bytes.
        created = stamp.replace(tzinfo=None)
        self._book.set_properties({"title": clean(title), "author": "sanhui", "created": created})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str, *, landscape: bool = False, paper: int = A4, fit: bool = True) -> Sheet:
        """A new sheet with numbered pages, one page wide unless it shall not `fit`; a name that is taken gets a number.

        Excel does not look at breaks between pages that somebody set where a sheet is made to fit.
        """
        page = self._book.add_worksheet(self._free(name))
        page.set_paper(paper)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.set_footer("&C&P / &N")
        if fit:
            page.fit_to_pages(1, 0)
        if landscape:
            page.set_landscape()
        return Sheet(self, page)

    def style(self, **properties: Any) -> Format:
        """A format, made once for equal properties (the names of XlsxWriter)."""
        wanted = {"font_name": FONT, "font_size": 11, "valign": "vcenter", **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def look(self, **properties: Any) -> Format:
        """What a condition adds to the format of a cell."""
        return self._book.add_format(properties)

    def to_bytes(self) -> bytes:
        """The whole file."""
        self._book.close()
        return self._file.getvalue()

    def _free(self, name: str) -> str:
        base = clean(name).translate(_NOT_IN_A_NAME).strip(" '") or "1"
        for number in range(1, 10_000):
            ending = "" if number == 1 else f" {number}"
            free = base[: _LONGEST_NAME - len(ending)] + ending
            if free.casefold() not in self._names:
                self._names.add(free.casefold())
                return free
        raise ValueError(f"ten thousand sheets are called {base}")


class Sheet:
    """One sheet; rows and columns count from 0."""

    def __init__(self, book: Book, page: Worksheet) -> None:
        self._book = book
        self.page = page

    def write(self, row: int, column: int, value: object, **properties: Any) -> None:
        """Write a text, a number, a date or nothing; a text is never a formula or a link."""
        if isinstance(value, str):
            text, style = self._text(value, properties)
            self.page.write_string(row, column, text, style)
        elif isinstance(value, dt.date):
            moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
            self.page.write_datetime(row, column, moment, self._book.style(**properties))
        elif isinstance(value, int | float):
            self.page.write_number(row, column, value, self._book.style(**properties))
        else:
            self.page.write_blank(row, column, None, self._book.style(**properties))

    def merge(self, first: tuple[int, int], last: tuple[int, int], text: str, **properties: Any) -> None:
        """Write a text across cells; a single cell is just written."""
        if first == last:
            self.write(*first, text, **properties)
            return
        said, style = self._text(text, properties)
        self.page.merge_range(*first, *last, "", style)
        self.page.write_string(*first, said, style)

    def colour(self, area: tuple[int, int, int, int], text: str, **properties: Any) -> None:
        """Give the cells of an area (first row and column, last row and column) a look as long as they say this text."""
        quoted = clean(text).replace('"', '""')
        self._condition(area, "==", f'"{quoted}"', properties)

    def below(self, area: tuple[int, int, int, int], least: float, **properties: Any) -> None:
        """Give the cells of an area a look as long as their number is less than this one."""
        self._condition(area, "<", least, properties)

    def _condition(
        self, area: tuple[int, int, int, int], criteria: str, value: str | float, look: dict[str, Any]
    ) -> None:
        options = {"type": "cell", "criteria": criteria, "value": value, "format": self._book.look(**look)}
        self.page.conditional_format(*area, options)

    def _text(self, text: str, properties: dict[str, Any]) -> tuple[str, Format]:
        said = clean(text)[:_LONGEST]
        if said.startswith(FORMULA):
            properties = {**properties, "quote_prefix": True}
        return said, self._book.style(**properties)
