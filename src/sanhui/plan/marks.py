"""Marks (考勤标记): what is recorded of a member at a session. The shipped ones are data, `marks.toml`; a plan adds its own."""

import functools
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from sanhui.errors import did_you_mean
from sanhui.i18n import Language, _, language

_DATA = Path(__file__).with_name("marks.toml")

#: What the program itself writes: for those of whom nothing else is said, and what a make-up shows.
PRESENT, ABSENT, EXEMPT, OBSERVER, MAKEUP = "present", "absent", "exempt", "observer", "makeup"


class Mark(msgspec.Struct, frozen=True):
    """One mark: its names and symbol, and what it counts for; `marks.toml` says what each field means.

    Of those who were due everybody was present, on leave, or absent: what is neither `present` nor `leave` is absence.
    """

    code: str
    zh: str
    en: str
    symbol: str
    aliases: tuple[str, ...] = ()
    due: bool = True
    present: bool = False
    quorum: bool = False
    hours: float = 0.0
    owes: bool = False
    ahead: bool = False
    late: bool = False
    leave: bool = False

    def name(self, language: Language) -> str:
        """Its name in a language."""
        return self.zh if language == "zh" else self.en

    @property
    def absent(self) -> bool:
        """Whether somebody with it was due, did not come, and was not excused."""
        return self.due and not self.present and not self.leave

    def spellings(self) -> tuple[str, ...]:
        """Everything that may be written for it."""
        return (self.zh, self.en, self.code, self.symbol, *self.aliases)


@functools.cache
def shipped() -> Mapping[str, Mark]:
    """Return the marks that every plan knows, by code."""
    tables = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return MappingProxyType(
        {code: msgspec.convert({"code": code, **table}, Mark) for code, table in tables.items()}
    )


class MarkLookup:
    """From what people write to the mark: a name, a symbol, an alias or the code."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = tuple(marks)
        spelled = [(spelling, mark) for mark in self.marks for spelling in mark.aliases]
        spelled += [(spelling, mark) for mark in self.marks for spelling in mark.spellings()[:4]]
        # An alias gives way to what another mark is really called.
        self._codes = {_fold(spelling): mark.code for spelling, mark in spelled if spelling}

    def code(self, spelling: str) -> str | None:
        """Return the code of the mark that is spelled so; None if there is none."""
        return self._codes.get(_fold(spelling))

    def remedy(self, spelling: str) -> str:
        """Name the known spelling nearest to an unknown one, or all names with their symbols."""
        names = [
            _("{name} ({symbol})").format(name=mark.name(language()), symbol=mark.symbol)
            for mark in self.marks
        ]
        # A symbol of one character is near to everything that has it: who wrote more meant a name.
        words = [known for mark in self.marks for known in mark.spellings() if len(known) > 1]
        near = did_you_mean(spelling, sorted(words, key=lambda word: len(word) != len(spelling)))
        return near if spelling and len(near) < 60 else did_you_mean("", names)


def _fold(spelling: str) -> str:
    return "".join(unicodedata.normalize("NFKC", spelling).casefold().split())
