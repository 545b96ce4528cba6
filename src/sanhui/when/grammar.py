r"""A small parser for small languages: finds every reading of a phrase, so that none is taken silently.

A grammar is a set of named rules; each has one or more patterns and a function that makes the meaning of one match
from its captured parts. Several patterns of a name are alternatives; all of them are tried and all readings kept.
A phrase with two different meanings is ambiguous and is refused with both: no order of rules decides in the dark.

Patterns are written as one reads them:

    '每|每个'        one of these words; spaces before any word are skipped
    weekday         a rule or a token of the grammar
    day=weekday     … whose value is handed to the function as `day`
    day=weekday%and one or more, with `and` between them, handed over as a tuple
    (a | b)? c      groups, alternatives, options
    at=here         the position in the text, for messages

A parser library was measured and left alone: `import lark` alone takes 90 ms, as long as Typer itself, and its
LALR parser needs a lexer that Chinese, written without spaces, does not have.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from sanhui.i18n import N_, _
from sanhui.when.errors import Contradiction, Reject, WhenError

Action = TypeVar("Action", bound=Callable[..., Any])
Captures = tuple[tuple[str, Any], ...]
Ends = list[tuple[int, Captures]]
Values = list[tuple[int, Any]]
Matcher = Callable[["Run", int], Ends]

#: Full-width forms, capitals and traditional characters, one for one, so that positions stay those of the text as typed.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    | {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("\u3000\u00a0\u2009\t\r\n", " ")
    | dict.fromkeys("–—―−‐‑~～〜", "-")
    | dict(zip("。“”‘’【】〔〕〇", ".\"\"''()()零", strict=True))
    | dict(
        zip(
            "週號點個後兩時間節開從學習鐘單雙順變國慶勞動陽兒錄雷鋒憲軍黨婦農曆陰",
            "周号点个后两时间节开从学习钟单双顺变国庆劳动阳儿录雷锋宪军党妇农历阴",
            strict=True,
        )
    )
)


def plain(text: str) -> str:
    """The text with full-width, traditional and capital letters made plain, character for character."""
    return text.translate(_PLAIN)


_LATIN = re.compile("[a-z]")


def _itself(it: Any) -> Any:
    return it


class Complaint(NamedTuple):
    """Why a reading was given up: how far it had come, where it began, and what is impossible about it."""

    end: int
    start: int
    message: str
    of_the_whole: bool = False


class Run:
    """One parse of one text: the memory of what was tried and how far it came.

    A quick one skips rules that cannot begin with the letter at hand; it finds the same readings, and does not know what
    else would have been right.
    """

    def __init__(self, grammar: Grammar, text: str, quick: bool = False) -> None:
        self.grammar = grammar
        self.quick = quick
        self.text, self.origin = _glued(plain(text), grammar.glue)
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
        if at < self.farthest or not expected:
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
            say = self.grammar.says.get(name)
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
        for production in self.grammar.productions[name]:
            if self.quick:
                first = production.first or self.grammar.begin(production)
                if not first.admits(letter):
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


def _glued(text: str, spaces: re.Pattern[str] | None) -> tuple[str, list[int]]:
    """The text without the spaces that mean nothing, and for each position left its position in the text."""
    gone = {i for found in spaces.finditer(text) for i in range(*found.span())} if spaces else set()
    kept = [i for i in range(len(text)) if i not in gone]
    return "".join(text[i] for i in kept), [*kept, len(text)]


class Production:
    """One pattern of a rule, with the function that makes its meaning. It is compiled when a text first needs it."""

    def __init__(self, node: Node | _Terminal, action: Callable[..., Any]) -> None:
        self.node = node
        self.action = action
        self.first: First | None = None

    @functools.cached_property
    def match(self) -> Matcher:
        """What finds the ends of its matches."""
        return self.node.matcher()


class _Terminal(NamedTuple):
    """A symbol that is not made of others."""

    match: Matcher
    begins: First

    def first(self, _grammar: Grammar) -> First:
        return self.begins

    def matcher(self) -> Matcher:
        return self.match


class Grammar:
    """Named rules over words and tokens.

    `glue` is a regular expression for spaces that are not there as far as the language is concerned.
    """

    def __init__(self, glue: str = "") -> None:
        self.glue = re.compile(glue) if glue else None
        self.productions: dict[str, list[Production]] = {}
        self.says: dict[str, str] = {}
        self._firsts: dict[str, First] = {}
        here = _Terminal(lambda run, at: [(at, (("it", run.skip[at]),))], First(frozenset(), nothing=True))
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
        self._enter(name, Production(_Pattern(pattern).whole(), action))

    def _enter(self, name: str, production: Production) -> None:
        self.productions.setdefault(name, []).append(production)
        if self._firsts:  # what was worked out before may begin with more letters now
            self._firsts.clear()
            for others in self.productions.values():
                for other in others:
                    other.first = None

    def begin(self, production: Production) -> First:
        """The letters that a match of one pattern may begin with; worked out once."""
        production.first = production.node.first(self)
        return production.first

    def first(self, name: str) -> First:
        """The letters that a match of the rule may begin with."""
        known = self._firsts.get(name)
        if known is None:
            self._firsts[name] = First(frozenset())  # a rule that begins with itself adds nothing
            known = self._firsts[name] = _either(p.node.first(self) for p in self.productions[name])
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
    ) -> None:
        """A terminal symbol, given by a regular expression; `say` names it in error messages.

        `first` are the letters that it begins with, if they are few: a text that goes on with another letter is not
        even looked at. The symbol may match nothing when "" is among them, written as a space.
        """
        pattern = functools.cache(
            lambda: re.compile(regex).match
        )  # compiled when a text comes that may need it

        def match(run: Run, at: int) -> Ends:
            start = run.skip[at]
            found = pattern()(run.text, start)
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

        letters = None if first is None else frozenset(first) - {" "}
        begins = First(letters, nothing=first is not None and " " in first)
        self._enter(name, Production(_Terminal(match, begins), _itself))

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

        begins = First(frozenset(word[0] for word in meanings))
        self._enter(name, Production(_Terminal(match, begins), _itself))

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
    listed = ", ".join(_(thing) for thing in run.expected[:8])
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


# -- patterns ----------------------------------------------------------------------------------------------
#
# A pattern is read into nodes; a node knows what it matches, and with which letters a match may begin.

_TOKENS = re.compile(r"\s*(?:'(?P<words>[^']*)'|(?P<name>[a-z_]+)|(?P<mark>[()|?=%]))")


class First(NamedTuple):
    """The letters that a match may begin with, None for any; and whether it may match nothing."""

    letters: frozenset[str] | None
    nothing: bool = False

    def admits(self, letter: str) -> bool:
        """Whether a match may begin at a text that goes on with this letter ("" at the end of the text)."""
        return self.nothing or self.letters is None or letter in self.letters


def _either(firsts: Iterable[First]) -> First:
    letters: frozenset[str] | None = frozenset()
    nothing = False
    for first in firsts:
        letters = None if letters is None or first.letters is None else letters | first.letters
        nothing = nothing or first.nothing
    return First(letters, nothing)


class _Words(NamedTuple):
    words: tuple[str, ...]

    def first(self, _grammar: Grammar) -> First:
        return First(frozenset(word[0] for word in self.words))

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


class _Rule(NamedTuple):
    name: str
    label: str = ""

    def first(self, grammar: Grammar) -> First:
        return grammar.first(self.name)

    def matcher(self) -> Matcher:
        name, label = self
        if not label:
            return lambda run, at: [(end, ()) for end, _value in run.values(name, at)]
        return lambda run, at: [(end, ((label, value),)) for end, value in run.values(name, at)]


class _List(NamedTuple):
    name: str
    label: str
    separator: str

    def first(self, grammar: Grammar) -> First:
        return grammar.first(self.name)

    def matcher(self) -> Matcher:
        name, label, separator = self

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


class _Sequence(NamedTuple):
    parts: tuple[Node, ...]

    def first(self, grammar: Grammar) -> First:
        firsts: list[First] = []
        for part in self.parts:
            firsts.append(part.first(grammar))
            if not firsts[-1].nothing:
                break
        return _either(firsts)._replace(nothing=all(first.nothing for first in firsts))

    def matcher(self) -> Matcher:
        parts = [part.matcher() for part in self.parts]
        if len(parts) == 1:
            return parts[0]

        def match(run: Run, at: int) -> Ends:
            ends: Ends = [(at, ())]
            for part in parts:
                ends = [(e, (*caps, *more)) for end, caps in ends for e, more in part(run, end)]
                if not ends:
                    break
            return ends

        return match


class _Choice(NamedTuple):
    options: tuple[Node, ...]

    def first(self, grammar: Grammar) -> First:
        return _either(option.first(grammar) for option in self.options)

    def matcher(self) -> Matcher:
        options = [option.matcher() for option in self.options]
        return lambda run, at: [end for option in options for end in option(run, at)]


class _Option(NamedTuple):
    part: Node

    def first(self, grammar: Grammar) -> First:
        return self.part.first(grammar)._replace(nothing=True)

    def matcher(self) -> Matcher:
        part = self.part.matcher()
        return lambda run, at: [(at, ()), *part(run, at)]


Node = _Words | _Rule | _List | _Sequence | _Choice | _Option


class _Pattern:
    """Reads one pattern, by recursive descent."""

    def __init__(self, pattern: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(pattern.rstrip()):
            found = _TOKENS.match(pattern, at)
            if not found:
                raise ValueError(f"pattern {pattern!r} is wrong at {at}")
            self.tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
            at = found.end()

    def whole(self) -> Node:
        """The pattern's node; ValueError for what is left over."""
        node = self.choice()
        if self.tokens:
            raise ValueError(f"{self.tokens[0][1]!r} was not expected")
        return node

    def peek(self) -> tuple[str, str]:
        return self.tokens[0] if self.tokens else ("", "")

    def take(self, mark: str) -> bool:
        if self.peek() == ("mark", mark):
            self.tokens.pop(0)
            return True
        return False

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else _Choice(tuple(options))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.tokens and self.peek() not in (("mark", "|"), ("mark", ")")):
            part = self.atom()
            parts.append(_Option(part) if self.take("?") else part)
        return _Sequence(tuple(parts))

    def atom(self) -> Node:
        if self.take("("):
            inner = self.choice()
            if not self.take(")"):
                raise ValueError("a parenthesis is not closed")
            return inner
        sort, text = self.tokens.pop(0)
        if sort == "words":
            return _Words(tuple(map(plain, text.split("|"))))
        if not self.take("="):
            return _Rule(text)
        label, (_sort, name) = text, self.tokens.pop(0)
        if not self.take("%"):
            return _Rule(name, label)
        _sort, separator = self.tokens.pop(0)
        return _List(name, label, separator)
