"""Texts of a plan made harmless, before any format writes them: nothing in them ends a line unawares."""

from __future__ import annotations

import re

from sanhui.sheets.formulas import quoted

_BREAKS = "\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"

# RFC 5545 3.1 allows no control characters but HTAB. U+001C to U+001E too end a line for `str.splitlines`,
# which some readers use; a byte order mark inside a text is a leftover of joined files; a lone surrogate
# cannot be written in UTF-8.
_UNPRINTABLE = "[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]"


def clean(text: str) -> str:
    """The text without control characters; line breaks of every kind are line feeds, tabs are spaces."""
    if text.isprintable():
        return text
    return re.sub(_UNPRINTABLE, "", re.sub(_BREAKS, "\n", text.replace("\t", " ")))


def csv_cell(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet runs as a formula."""
    return quoted(clean(text))


def one_line(text: str) -> str:
    """The text on one line: titles, places and names have no line breaks, and clients show them badly."""
    if text.isprintable():
        return text
    return " ".join(clean(text).split("\n"))
