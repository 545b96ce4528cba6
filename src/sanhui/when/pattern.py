"""The patterns of a grammar: what they match, with which letters a match may begin, and without which there is none.

    '每|每个'        one of these words; spaces before any word are skipped
    weekday         a rule or a token of the grammar
    day=weekday     … whose value is handed to the function as `day`
    day=weekday%and one or more, with `and` between them, handed over as a tuple
    (a | b)? c      groups, alternatives, options
    at=here         the position in the text, for messages

A pattern is read into nodes; a node makes the matcher, a closure that lists every end of a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.when.plain import plain

if TYPE_CHECKING:
    from sanhui.when.grammar import Grammar, Run

Captures = tuple[tuple[str, Any], ...]
Ends = list[tuple[int, Captures]]
Matcher = Callable[["Run", int], Ends]
#: The letters that a match may begin with; among them NOTHING if it may be empty, ANY for a match of whatever letters.
First = frozenset[str]
NOTHING, ANY = "", "any"
#: Sets of letters: every match has a letter of each. A phrase has few letters, so most rules need not be tried on it.
Needs = tuple[frozenset[str], ...]

_TOKENS = re.compile("'[^']*'|[a-z_]+|[()|?=%]")
_ENDS = ("", "|", ")")


def any_of(needs: Iterable[Needs]) -> Needs:
    """What is needed for one of several alternatives: a letter of their smallest sets; nothing if one of them needs nothing."""
    letters: set[str] = set()
    for each in needs:
        if not each:
            return ()
        letters |= min(each, key=len)
    return (frozenset(letters),)


class _Words(msgspec.Struct, frozen=True):
    words: tuple[str, ...]

    def first(self, _grammar: Grammar) -> First:
        return frozenset(word[0] for word in self.words)

    def needs(self, _grammar: Grammar) -> Needs:
        return tuple({frozenset(word[at] for word in self.words) for at in (0, -1)})

    def matcher(self) -> Matcher:
        options = [(word, len(word)) for word in self.words]
        shown = self.words[0]

        def match(run: Run, at: int) -> Ends:
            start = run.skip[at]
            text = run.text
            ends: Ends = [
                (start + length, ())
                for word, length in options
                if text.startswith(word, start) and run.ends_word(start + length)
            ]
            if not ends:
                run.fail(start, shown)
            return ends

        return match


class _Rule(msgspec.Struct, frozen=True):
    name: str
    label: str = ""

    def first(self, grammar: Grammar) -> First:
        return grammar.first(self.name)

    def needs(self, grammar: Grammar) -> Needs:
        return grammar.needs(self.name)

    def matcher(self) -> Matcher:
        name, label = self.name, self.label
        if not label:
            return lambda run, at: [(end, ()) for end, _value in run.values(name, at)]
        return lambda run, at: [(end, ((label, value),)) for end, value in run.values(name, at)]


class _List(msgspec.Struct, frozen=True):
    name: str
    label: str
    separator: str

    def first(self, grammar: Grammar) -> First:
        return grammar.first(self.name)

    def needs(self, grammar: Grammar) -> Needs:
        return grammar.needs(self.name)

    def matcher(self) -> Matcher:
        name, label, separator = self.name, self.label, self.separator

        def match(run: Run, at: int) -> Ends:
            ends: Ends = []
            open_lists: list[tuple[int, tuple[Any, ...]]] = [(at, ())]
            while open_lists:
                longer: list[tuple[int, tuple[Any, ...]]] = []
                for here, items in open_lists:
                    starts = [end for end, _value in run.values(separator, here)] if items else [here]
                    longer += [(end, (*items, v)) for start in starts for end, v in run.values(name, start)]
                ends += [(end, ((label, items),)) for end, items in longer]
                open_lists = [item for item in longer if item[0] > at]
            return ends

        return match


class _Sequence(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]

    def first(self, grammar: Grammar) -> First:
        letters: First = frozenset({NOTHING})
        for part in self.parts:
            if NOTHING not in letters:
                break
            letters = letters - {NOTHING} | part.first(grammar)
        return letters

    def needs(self, grammar: Grammar) -> Needs:
        return tuple({letters for part in self.parts for letters in part.needs(grammar)})

    def matcher(self) -> Matcher:
        parts = [part.matcher() for part in self.parts]

        def match(run: Run, at: int) -> Ends:
            ends: Ends = [(at, ())]
            for part in parts:
                ends = [(e, (*caps, *more)) for end, caps in ends for e, more in part(run, end)]
                if not ends:
                    break
            return ends

        return match


class _Choice(msgspec.Struct, frozen=True):
    options: tuple[Node, ...]

    def first(self, grammar: Grammar) -> First:
        return frozenset[str]().union(*(option.first(grammar) for option in self.options))

    def needs(self, grammar: Grammar) -> Needs:
        return any_of(option.needs(grammar) for option in self.options)

    def matcher(self) -> Matcher:
        options = [option.matcher() for option in self.options]
        return lambda run, at: [end for option in options for end in option(run, at)]


class _Option(msgspec.Struct, frozen=True):
    part: Node

    def first(self, grammar: Grammar) -> First:
        return self.part.first(grammar) | {NOTHING}

    def needs(self, _grammar: Grammar) -> Needs:
        return ()

    def matcher(self) -> Matcher:
        part = self.part.matcher()
        return lambda run, at: [(at, ()), *part(run, at)]


class Terminal(msgspec.Struct, frozen=True):
    """A symbol that is not made of others."""

    match: Matcher
    begins: First
    letters: frozenset[str] = frozenset()  # every match has one of them, if there are any

    def first(self, _grammar: Grammar) -> First:
        """What it was said to begin with."""
        return self.begins

    def needs(self, _grammar: Grammar) -> Needs:
        """What it was said to need, and a letter that it begins with."""
        begins = frozenset[str]() if {NOTHING, ANY} & self.begins else self.begins
        return tuple({letters for letters in (begins, self.letters) if letters})

    def matcher(self) -> Matcher:
        """Itself."""
        return self.match


Node = Terminal | _Words | _Rule | _List | _Sequence | _Choice | _Option


class _Pattern:
    """Reads one pattern, by recursive descent."""

    def __init__(self, pattern: str) -> None:
        if wrong := _TOKENS.sub("", pattern).strip():
            raise ValueError(f"pattern {pattern!r} is wrong at {wrong!r}")
        self.tokens: list[str] = [*_TOKENS.findall(pattern), ""]
        self.at = 0

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, mark: str) -> bool:
        taken = self.tokens[self.at] == mark
        self.at += taken
        return taken

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else _Choice(tuple(options))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.tokens[self.at] not in _ENDS:
            part = self.atom()
            parts.append(_Option(part) if self.take("?") else part)
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts))

    def atom(self) -> Node:
        token = self.next()
        if token == "(":
            inner = self.choice()
            if not self.take(")"):
                raise ValueError("a parenthesis is not closed")
            return inner
        if token[0] == "'":
            return _Words(tuple(plain(token[1:-1]).split("|")))
        if not self.take("="):
            return _Rule(token)
        name = self.next()
        return _List(name, token, self.next()) if self.take("%") else _Rule(name, token)


def read_pattern(pattern: str) -> Node:
    """The node of a pattern. Raises ValueError for one that is written wrong: a mistake of ours."""
    reader = _Pattern(pattern)
    node = reader.choice()
    if left := reader.tokens[reader.at]:
        raise ValueError(f"{left!r} was not expected in {pattern!r}")
    return node
