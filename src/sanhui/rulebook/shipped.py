"""The rulebooks that come with the program: the regulations with national standing, a file each in `books/`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from sanhui.plan.kinds import Lookup
from sanhui.plan.kinds import shipped as shipped_kinds
from sanhui.plan.marks import MarkLookup
from sanhui.plan.marks import shipped as shipped_marks
from sanhui.rulebook.model import Rulebook
from sanhui.rulebook.reading import read_rulebook
from sanhui.rulebook.values import Known

FOLDER = Path(__file__).with_name("books")


@functools.cache
def titles() -> Mapping[str, Path]:
    """The files of the books by every name that a plan may use: the id, the titles, what people say for short."""
    found = {}
    for file in sorted(FOLDER.glob("*.toml")):
        book = shipped_book(file)
        for name in (book.id, book.zh, book.en, *book.aliases):
            found[_fold(name)] = file
    return MappingProxyType(found)


@functools.cache
def shipped_book(file: Path) -> Rulebook:
    """Read one of them. They are tested to be right, so nobody has to be told of their mistakes."""
    reading = read_rulebook(file, known(), national=True)
    reading.report.check()
    return reading.book


def known() -> Known:
    """What a rulebook may name that no plan goes with."""
    return Known(Lookup(shipped_kinds().values()), MarkLookup(shipped_marks().values()))


def books() -> tuple[Rulebook, ...]:
    """All of them, those that bind every branch first, by the year of their issue."""
    found = [shipped_book(file) for file in FOLDER.glob("*.toml")]
    return tuple(sorted(found, key=lambda book: (book.reference, book.issued, book.id)))


def binding() -> tuple[Rulebook, ...]:
    """Those that bind every branch, whether its plan names them or not."""
    return tuple(book for book in books() if not book.reference)


def find(name: str) -> Rulebook | None:
    """The book of a name; None if there is none."""
    file = titles().get(_fold(name))
    return shipped_book(file) if file else None


def names() -> Iterable[str]:
    """What the books are called in messages."""
    return [book.short for book in books()]


def _fold(name: str) -> str:
    """Take away case, spaces and the marks of a title."""
    return "".join(name.casefold().split()).strip("《》").replace("(", "（").replace(")", "）")
