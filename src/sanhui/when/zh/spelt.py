"""Symbols of the Chinese grammar that are spelt out, word by word: `第? N 季度|季 的?`.

    季度|季     one of these words, the longest first
    N          a number
    !个|天      what must not follow
    的?        a step that may be left out

Each step takes what it can. Regular expressions could say the same, but one of them takes as long to compile as a phrase to
parse, above all with sets of Chinese characters in it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import msgspec

from sanhui.when.errors import Reject
from sanhui.when.grammar import Grammar

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
#: The letters of a number. What looks like one and is none, `number` rejects.
NUMBERS = "0123456789零一二两三四五六七八九十"

_ONES = ("", *"一二三四五六七八九")
_NUMBERS = frozenset(NUMBERS)
_NO_HOURS = ("时长", "时间")  # in these words 时 says no time of day


def number(text: str) -> int:
    """A number below 100 in Arabic or Chinese digits, 15, 十五, 二十五, or a year digit by digit, 二〇二六."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten and tens in _ONES and ones in _ONES:
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    if text in DIGITS or (len(text) == 4 and all(digit in DIGITS and digit != "两" for digit in text)):
        return int("".join(str(DIGITS[digit]) for digit in text))
    raise Reject("")


class _Step(msgspec.Struct, frozen=True):
    words: tuple[str, ...]  # none for a number
    optional: bool
    forbidden: bool

    def taken(self, text: str, at: int) -> str:
        """What the step takes of a text; nothing if it does not fit."""
        if not self.words:
            end = at
            while text[end : end + 1] in _NUMBERS:
                end += 1
            return text[at:end]
        word = next((word for word in self.words if text.startswith(word, at)), "")
        return "" if word == "时" and text.startswith(_NO_HOURS, at) else word

    @property
    def begins(self) -> str:
        return "".join(word[0] for word in self.words) or NUMBERS


class Spelt(msgspec.Struct, frozen=True):
    """What was found of a symbol: where, and what each step took."""

    at: int
    words: tuple[str, ...]
    number: int = 0  # the step that is one

    def end(self) -> int:
        """Where it ends."""
        return self.place(len(self.words))

    def place(self, nth: int) -> int:
        """Where a step begins."""
        return self.at + sum(map(len, self.words[:nth]))

    @property
    def n(self) -> int:
        """The number; raises `Reject` where its digits make none."""
        return number(self.words[self.number])


def spelt(grammar: Grammar, name: str, steps: str, meaning: Callable[[Spelt], Any], say: str = "") -> None:
    """Add a symbol to the grammar; `meaning` makes its value, `say` names it in messages."""
    wanted = [step for step in map(_read, steps.split()) if not step.forbidden]
    must = next((nth for nth, step in enumerate(wanted) if not step.optional), len(wanted))
    first = "".join(step.begins for step in wanted[: must + 1]) + ("" if must < len(wanted) else " ")
    needs = [step for step in wanted[must:] if not step.optional and step.words][-1:]
    ends = "".join(word[-1] for step in needs for word in step.words)
    grammar.terminal(name, finder(steps), meaning, say, first=first, needs=ends)


def finder(steps: str) -> Callable[[str, int], Spelt | None]:
    """What finds such a symbol at a place of a text."""
    read = [_read(step) for step in steps.split()]
    number_step = next((nth for nth, step in enumerate(read) if not step.words), 0)

    def find(text: str, at: int) -> Spelt | None:
        words: list[str] = []
        here = at
        for step in read:
            word = step.taken(text, here)
            if step.forbidden:
                if word:
                    return None
                continue
            if not word and not step.optional:
                return None
            words.append(word)
            here += len(word)
        return Spelt(at, tuple(words), number_step)

    return find


@functools.cache
def _read(step: str) -> _Step:
    optional, forbidden = step.endswith("?"), step.startswith("!")
    words = step.removesuffix("?").removeprefix("!")
    return _Step(() if words == "N" else tuple(words.split("|")), optional, forbidden)
