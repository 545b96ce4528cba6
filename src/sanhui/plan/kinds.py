"""Kinds (类别): what an activity counts as. The shipped ones are data, `kinds.toml`; a plan adds its own."""

import difflib
import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from sanhui.errors import did_you_mean
from sanhui.i18n import Language, language

_DATA = Path(__file__).with_name("kinds.toml")


class Kind(msgspec.Struct, frozen=True):
    """One kind: its code, its names, and how it looks.

    `colour` is a CSS colour name (RFC 7986), `symbol` one character that tells kinds apart where colours
    do not. A kind that is not `busy` says something and takes nobody's day: a reminder. One of `study` counts as many
    hours of it (学时) as it lasts.
    """

    code: str
    zh: str
    en: str
    colour: str = "gray"
    symbol: str = ""
    aliases: tuple[str, ...] = ()
    busy: bool = True
    study: bool = False

    def name(self, language: Language) -> str:
        """Its name in a language."""
        return self.zh if language == "zh" else self.en

    def spellings(self) -> tuple[str, ...]:
        """Everything that a plan may write for it."""
        return (self.zh, self.en, self.code, *self.aliases)


@functools.cache
def shipped() -> Mapping[str, Kind]:
    """Return the kinds that every plan knows, by code."""
    tables = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return MappingProxyType(
        {code: msgspec.convert({"code": code, **table}, Kind) for code, table in tables.items()}
    )


def keep_busy(kinds: Mapping[str, Kind], codes: Iterable[str]) -> bool:
    """Whether an all-day session of these kinds takes people's day."""
    return all(kinds[code].busy for code in codes if code in kinds)


class Lookup:
    """From what a plan writes to the kind: the Chinese or the English name, an alias or the code."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = tuple(kinds)
        self._codes = {
            _fold(spelling): kind.code for kind in self._kinds for spelling in kind.spellings() if spelling
        }

    def code(self, spelling: str) -> str | None:
        """Return the code of the kind that is spelled so; None if there is none."""
        return self._codes.get(_fold(spelling))

    def remedy(self, spelling: str) -> str:
        """Name the known spellings nearest to an unknown one, or all names."""
        known = [known for kind in self._kinds for known in kind.spellings()]
        # Of two characters one is half a word: a lower bar than for English.
        near = difflib.get_close_matches(spelling, known, n=3, cutoff=0.5)
        return did_you_mean(spelling, near or [kind.name(language()) for kind in self._kinds])


def _fold(spelling: str) -> str:
    """Take away case and spaces, as `Party Lecture` and `专题 党课` may differ in them."""
    return "".join(spelling.casefold().split())
