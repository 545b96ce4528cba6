r"""A small parser for small languages: finds every reading of a phrase, so that none is taken silently.

A grammar is a set of named rules; each has one or more patterns and a function that makes the meaning of one match
from its captured parts. Several patterns of a name are alternatives; all of them are tried and all readings kept.
A phrase with two different meanings is ambiguous and is refused with both: no order of rules decides in the dark.

A parser library was measured and left alone: `import lark` alone takes 90 ms, as long as Typer itself, and its
LALR parser needs a lexer that Chinese, written without spaces, does not have.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, TypeVar

import msgspec

from sanhui.i18n import N_, _
from sanhui.when.errors import Contradiction, Reject, WhenError
from sanhui.when.pattern import (
    ANY,
    NOTHING,
    Ends,
    First,
    Matcher,
    Needs,
    Node,
    Terminal,
    any_of,
    read_pattern,
)
from sanhui.when.plain import plain

Action = TypeVar("Action", bound=Callable[..., Any])
Values = list[tuple[int, Any]]

_LATIN = re.compile("[a-z]")


def _itself(it: Any) -> Any:
    return it


class Complaint(msgspec.Struct, frozen=True):
    """Why a reading was given up: how far it had come, where it began, and what is impossible about it."""

    end: int
    start: int
    message: str
    of_the_whole: bool = False


class Run:
    """One parse of one text: the memory of what was tried and how far it came.

    A quick one skips rules that cannot begin with the letter at hand, or need letters that the text does not have; it finds
    the same readings, and does not know what else would have been right.
    """

    def __init__(self, grammar: Grammar, text: str, quick: bool = False) -> None:
        self.grammar = grammar
        self.quick = quick
        self.text, self.origin = _glued(plain(text), *grammar.glues)
        self.letters = frozenset(self.text)
        self.skip = self._after_spaces()
        self.memo: dict[tuple[str, int], Values] = {}
        self.farthest = 0
        self.expected: list[str] = []
        self.complaints: list[Complaint] = []
        self._covers: list[tuple[int, str]] = []

    def _after_spaces(self) -> list[int]:
        after = [len(self.text)] * (len(self.text) + 1)
        for i in range(len(self.text) - 1, -1, -1):
            after[i] = after[i + 1] if self.text[i] == " " else i
        return after

    def ends_word(self, at: int) -> bool:
        """Whether a word may end here: a Latin one does not end in the middle of a longer one."""
        return not (
            self.text[at - 1 : at].isalpha() and _LATIN.match(self.text, at) and self.text[at - 1].isascii()
        )

    def fail(self, at: int, expected: str) -> None:
        """Remember that `expected` would have been right at `at`."""
        if self.quick or at < self.farthest or not expected:
            return
        if at > self.farthest:
            self.farthest, self.expected = at, []
        for start, name in self._covers:
            if start == at:
                expected = name
                break
        if expected not in self.expected:
            self.expected.append(expected)

    def whole(self, start: str) -> list[Any]:
        """The meanings of the text as one match of the rule."""
        return [value for end, value in self.values(start, 0) if self.skip[end] == len(self.text)]

    def values(self, name: str, at: int) -> Values:
        """All meanings of the rule at this place, with where each ends."""
        key = (name, at)
        known = self.memo.get(key)
        if known is None:
            self.memo[key] = []  # a rule that begins with itself finds nothing the second time
            say = None if self.quick else self.grammar.says.get(name)
            if say:
                self._covers.append((self.skip[at], say))
            known = self._work_out(name, at)
            if say:
                self._covers.pop()
            self.memo[key] = known
        return known

    def _work_out(self, name: str, at: int) -> Values:
        found: Values = []
        letter = self.text[self.skip[at] : self.skip[at] + 1]
        lacks = self.letters.isdisjoint
        for production, needs in (
            self.grammar.admitted(name, letter) if self.quick else self.grammar.all(name)
        ):
            if any(map(lacks, needs)):
                continue
            for end, captures in production.match(self, at):
                try:
                    value = production.action(**dict(captures))
                except Reject as reject:
                    if not str(reject):  # another rule takes these words
                        continue
                    start = self.skip[at] if reject.at is None else reject.at
                    of_the_whole = isinstance(reject, Contradiction)
                    self.complaints.append(Complaint(end, start, str(reject), of_the_whole))
                    continue
                if (end, value) not in found:
                    found.append((end, value))
        return found


def _glued(text: str, after: Set[str], before: Set[str]) -> tuple[str, list[int]]:
    """The text without the spaces that mean nothing, and for each position left its position in the text."""
    kept: list[int] = []
    for word in re.finditer(r"\S+|\s+", text):
        start, end = word.span()
        glued = text[start].isspace() and (text[start - 1 : start] in after or text[end : end + 1] in before)
        kept += () if glued else range(start, end)
    return "".join(text[i] for i in kept), [*kept, len(text)]


class Production:
    """One pattern of a rule, with the function that makes its meaning. It is compiled when a text first needs it."""

    def __init__(self, node: Node, action: Callable[..., Any]) -> None:
        self.node = node
        self.action = action
        self.first: First | None = None
        self.needs: Needs | None = None

    @functools.cached_property
    def match(self) -> Matcher:
        """What finds the ends of its matches."""
        return self.node.matcher()


class Grammar:
    """Named rules over words and tokens.

    Spaces after a letter of `glues_after`, and before one of `glues_before`, are not there as far as the language is
    concerned.
    """

    def __init__(self, glues_after: str = "", glues_before: str = "") -> None:
        self.glues = frozenset(glues_after), frozenset(glues_before)
        self.productions: dict[str, list[Production]] = {}
        self.says: dict[str, str] = {}
        self._firsts: dict[str, First] = {}
        self._needs: dict[str, Needs] = {}
        self._admitted: dict[tuple[str, str], list[tuple[Production, Needs]]] = {}
        here = Terminal(lambda run, at: [(at, (("it", run.skip[at]),))], frozenset({NOTHING}))
        self.productions["here"] = [Production(here, _itself)]

    def rule(self, name: str, *patterns: str) -> Callable[[Action], Action]:
        """Let the decorated function give the meaning of these patterns."""

        def register(action: Action) -> Action:
            for pattern in patterns:
                self.add(name, pattern, action)
            return action

        return register

    def add(self, name: str, pattern: str, action: Callable[..., Any]) -> None:
        """Let `action` give the meaning of one more pattern of the rule."""
        self._enter(name, Production(read_pattern(pattern), action))

    def _enter(self, name: str, production: Production) -> None:
        self.productions.setdefault(name, []).append(production)
        if self._firsts:  # what was worked out before may match more now
            for known in (self._firsts, self._needs, self._admitted):
                known.clear()
            for others in self.productions.values():
                for other in others:
                    other.first = other.needs = None

    def all(self, name: str) -> Iterable[tuple[Production, Needs]]:
        """The patterns of a rule, to be tried on any text."""
        return ((each, ()) for each in self.productions[name])

    def admitted(self, name: str, letter: str) -> list[tuple[Production, Needs]]:
        """The patterns of a rule that may match where a text goes on with this letter, with what they need; worked out once."""
        known = self._admitted.get((name, letter))
        if known is None:
            fits = {letter, NOTHING, ANY}
            admitted = [each for each in self.productions[name] if not fits.isdisjoint(self._begin(each))]
            known = self._admitted[name, letter] = [(each, self._needed(each)) for each in admitted]
        return known

    def _begin(self, production: Production) -> First:
        """The letters that a match of one pattern may begin with; worked out once."""
        if production.first is None:
            production.first = production.node.first(self)
        return production.first

    def first(self, name: str) -> First:
        """The letters that a match of the rule may begin with."""
        known = self._firsts.get(name)
        if known is None:
            self._firsts[name] = frozenset()  # a rule that begins with itself adds nothing
            known = self._firsts[name] = frozenset().union(
                *(each.node.first(self) for each in self.productions[name])
            )
        return known

    def _needed(self, production: Production) -> Needs:
        """The letters that a match of one pattern has; worked out once."""
        if production.needs is None:
            production.needs = production.node.needs(self)
        return production.needs

    def needs(self, name: str) -> Needs:
        """The letters that a match of the rule has."""
        known = self._needs.get(name)
        if known is None:
            self._needs[name] = ()  # of a rule that contains itself nothing is known
            known = self._needs[name] = any_of(map(self._needed, self.productions[name]))
        return known

    def same(self, name: str, *others: str) -> None:
        """Let a rule stand for any of the others."""
        for other in others:
            self.add(name, f"it={other}", _itself)

    def token(
        self,
        name: str,
        regex: str,
        convert: Callable[[re.Match[str]], Any],
        say: str = "",
        first: str | None = None,
        needs: str = "",
    ) -> None:
        """A terminal symbol, given by a regular expression; `say` names it in error messages.

        `first` and `needs` are those of `terminal`: what they keep away need not be compiled, which takes as long as a parse.
        """
        pattern = functools.cache(lambda: re.compile(regex).match)
        self.terminal(name, lambda text, at: pattern()(text, at), convert, say, first, needs)

    def terminal(
        self,
        name: str,
        find: Callable[[str, int], Any],
        convert: Callable[[Any], Any],
        say: str = "",
        first: str | None = None,
        needs: str = "",
    ) -> None:
        """A terminal symbol that `find` finds at a place of a text, or not: a match, or what has an `end()` like one.

        `first` are the letters that it begins with, if they are few: a text that goes on with another letter is not
        even looked at. The symbol may match nothing when "" is among them, written as a space. Every match has one of the
        letters in `needs`.
        """

        def match(run: Run, at: int) -> Ends:
            start = run.skip[at]
            found = find(run.text, start)
            if not found:
                run.fail(start, say)
                return []
            try:
                value = convert(found)
            except Reject as reject:
                if str(reject):
                    place = start if reject.at is None else reject.at
                    run.complaints.append(Complaint(found.end(), place, str(reject)))
                return []
            return [(found.end(), (("it", value),))]

        begins = frozenset({ANY} if first is None else (letter.strip() or NOTHING for letter in first))
        self._enter(name, Production(Terminal(match, begins, frozenset(needs)), _itself))

    def words(self, name: str, table: Mapping[str, Any], say: str = "") -> None:
        """A terminal symbol that is one of the words of a table; the longest that fits wins."""
        meanings = {plain(word): value for word, value in table.items()}
        lengths = sorted(set(map(len, meanings)), reverse=True)
        expected = say or next(iter(table))

        def match(run: Run, at: int) -> Ends:
            start = run.skip[at]
            for length in lengths:
                word = run.text[start : start + length]
                if word in meanings and run.ends_word(start + len(word)):
                    return [(start + len(word), (("it", meanings[word]),))]
            run.fail(start, expected)
            return []

        begins = frozenset(word[0] for word in meanings)
        self._enter(name, Production(Terminal(match, begins), _itself))

    def say(self, name: str, text: str) -> None:
        """Name a rule, so that messages say “a weekday” instead of listing its words."""
        self.says[name] = text

    def readings(self, start: str, text: str) -> tuple[list[Any], Run]:
        """All meanings of the whole text, and the run, which knows why there are none."""
        run = Run(self, text, quick=True)
        if whole := run.whole(start):
            return whole, run
        run = Run(self, text)
        whole = run.whole(start)
        for end, _value in run.memo[start, 0]:
            if run.skip[end] < len(run.text):
                run.fail(run.skip[end], N_("the end of the phrase"))
        return whole, run


def refusal(run: Run, text: str) -> WhenError:
    """The error for a text without a reading: the impossible part if one was found there, else what was expected."""
    worst = _worst(run)
    if worst:
        return WhenError(worst.message, text, run.origin[worst.start])
    at = run.origin[run.farthest]
    if at >= len(text.rstrip()):
        message = _("the phrase stops too early") if text.strip() else _("there is no phrase")
    else:
        message = _("“{word}” is not understood here").format(word=_word_at(text, at))
    listed = _(", ").join(dict.fromkeys(_(thing) for thing in run.expected[:8]))
    return WhenError(message, text, at, _("expected here: {things}").format(things=listed) if listed else "")


def _worst(run: Run) -> Complaint | None:
    """The complaint to show, if one came as far as the parse did.

    What is wrong inside a part counts more than that the parts do not go together; of several, the one found first.
    """
    whole = [complaint for complaint in run.complaints if complaint.of_the_whole]
    parts = [c for c in run.complaints if not c.of_the_whole and (whole or c.end >= run.farthest)]
    return max(parts or whole, key=lambda complaint: complaint.end, default=None)


def _word_at(text: str, at: int) -> str:
    """The character at a position, or the whole word when it is written with letters or digits."""
    found = re.compile(r"[A-Za-z]+|\d+|.", re.DOTALL).match(text, at)
    return found[0] if found else ""
