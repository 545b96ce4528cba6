"""What can go wrong, with what to say about it and the exit code that goes with it.

Every failure that a user can cause or meet is a `SanhuiError`. The command line turns it into text in one
place (`sanhui.cli.run`); nothing else prints errors.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import ClassVar

import msgspec

from sanhui.i18n import _


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong in one place: where it stands, what it is, and what would be right.

    `line` and `column` count from 1. `key` is a path as one would write it in TOML, `activity[2].when`
    (arrays count from 1, as people do).
    """

    message: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    key: str = ""
    value: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in (None, ""))
        subject = self.key
        if self.value is not None:
            subject = f"{subject} = {self.value}" if subject else self.value
        text = subject + _(": {message}").format(message=self.message) if subject else self.message
        head = f"{place}: {text}" if place else text  # as compilers say it, so that editors find the place
        return f"{head}\n  → {self.remedy}" if self.remedy else head


class SanhuiError(Exception):
    """The root of all expected failures; `exit_code` is what the process returns."""

    exit_code: ClassVar[int] = 3


class InputError(SanhuiError):
    """What the user gave is wrong: all problems that were found, in order. Exit code 2."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class UnableError(SanhuiError):
    """What was asked is right, and could not be done: a disk, a permission, a server. Exit code 3."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy naming the nearest of the known words, or listing them all when none is near; none if there are none."""
    words = list(known)
    if not words:
        return ""
    near = nearest(word, words, n=3)
    near = [each for each in near if _skeleton(word) in _skeleton(each)] or near[
        :1
    ]  # all that go on from there
    if near:
        return _("did you mean {words}?").format(words=_(" or ").join(f"“{each}”" for each in near))
    return _("one of: {words}").format(words=_(", ").join(words))


def nearest(word: str, known: Iterable[str], n: int = 1, cutoff: float = 0.6) -> list[str]:
    """The known words that may have been meant, the likeliest first.

    One that differs by a leading zero, by full-width letters or by capitals is meant alone; then come those that go on where
    the word stops, or hold it (Chinese names are cut short from both ends), then those with nearly the same letters.
    """
    words = list(dict.fromkeys(known))
    said = _skeleton(word)
    if same := [each for each in words if _skeleton(each) == said]:
        return same[:n]
    begun = [each for each in words if len(said) > 1 and _skeleton(each).startswith(said)]
    held = [each for each in words if len(said) > 1 and not said.isascii() and said in _skeleton(each)]
    alike = difflib.get_close_matches(word, words, n=n, cutoff=cutoff)
    return list(dict.fromkeys([*sorted(begun, key=len), *sorted(held, key=len), *alike]))[:n]


def _skeleton(word: str) -> str:
    """What is left of a word when how it was typed does not count: 2026-01, 2026-1 and ２０２６-１ are the same."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", unicodedata.normalize("NFKC", word).casefold())
