"""A roster as a workbook: the very columns that are read again, days as days."""

from __future__ import annotations

import datetime as dt

from sanhui.i18n import _
from sanhui.publish.terminal.columns import width
from sanhui.publish.xlsx.book import Book
from sanhui.roster.model import Roster
from sanhui.roster.writing import table

_WIDEST = 40


def workbook(roster: Roster, stamp: dt.datetime) -> bytes:
    """The bytes of the workbook; raises `UnableError` without the library that writes it."""
    book = Book(_("Roster"), stamp)
    sheet = book.sheet(_("Roster"), landscape=True)
    headings, rows = table(roster)
    for row, cells in enumerate([headings, *rows]):
        for column, cell in enumerate(cells):
            look = {"bold": row == 0, "border": 1, "num_format": "yyyy-mm-dd"}
            sheet.write(row, column, cell, **look)
    for column, cells in enumerate(zip(headings, *rows, strict=True)):
        wide = max(width(str(cell)) for cell in cells)
        sheet.page.set_column(column, column, min(wide, _WIDEST) + 2)
    sheet.page.freeze_panes(1, 2)
    return book.to_bytes()
