"""What the readers of overlay files share: the problems of one file, collected, each with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.errors import InputError, Problem
from sanhui.files import read_text
from sanhui.i18n import _

T = TypeVar("T")


class Reading:
    """One file being read: its text, and the problems so far. Raises InputError if there is no text to read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = read_text(path)
        self.problems: list[Problem] = []

    def line(self, key: str) -> int | None:
        """The line of a key path: `holiday[2].to` in TOML, `days[2].date` in JSON."""
        raise NotImplementedError

    def problem(
        self,
        message: str,
        remedy: str,
        key: str = "",
        value: object = None,
        *,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Note a problem, at the line of its key unless told another."""
        shown = None if value is None else str(value)
        if key and line is None:
            line = self.line(key)
        self.problems.append(
            Problem(message, remedy, file=str(self.path), line=line, column=column, key=key, value=shown)
        )

    def raise_if_any(self) -> None:
        """Raise InputError with all problems, if there are any."""
        if self.problems:
            raise InputError(*self.problems)

    def take(
        self, table: Mapping[str, Any], key: str, kind: type[T], example: str, prefix: str = ""
    ) -> T | None:
        """Take a required value of one type out of a table; None after noting what is wrong with it."""
        if key not in table:
            self.problem(_("the key is missing"), for_example(example), prefix + key)
            return None
        return self.typed(table[key], kind, example, prefix + key)

    def typed(self, value: object, kind: type[T], example: str, key: str) -> T | None:
        """Give the value if it has the type (`true` is no number, a date with a time no date)."""
        if type(value) is kind:
            return value
        self.problem(_("this is not the right kind of value"), for_example(example), key, value)
        return None

    def one_line(self, text: str, key: str) -> bool:
        """Whether a text is one line that says something; notes it otherwise."""
        if text.strip() and text.isprintable():
            return True
        message = (
            _("the text has line breaks or control characters") if text.strip() else _("the text is empty")
        )
        self.problem(message, _("write one line of plain text"), key)
        return False

    def year(self, table: Mapping[str, Any], example: str) -> int | None:
        """Take the year that the file is for."""
        year = self.take(table, "year", int, example)
        if year is None or FIRST_YEAR <= year <= LAST_YEAR:
            return year
        remedy = _("from {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
        self.problem(_("the year is out of range"), remedy, "year", year)
        return None

    def within(self, day: dt.date, year: int | None, key: str) -> bool:
        """Whether a day is near enough to the file's year; notes it otherwise."""
        if year is None or dt.date(year - 1, 12, 1) <= day <= dt.date(year + 1, 1, 31):
            return True
        message = _("the day lies outside {year}").format(year=year)
        self.problem(message, _("correct the day, or put it into the file of its own year"), key, day)
        return False


def for_example(example: str) -> str:
    """The remedy that shows what to write."""
    return _("write, for example: {example}").format(example=example)
