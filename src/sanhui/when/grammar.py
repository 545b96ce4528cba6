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
from collections.abc import Callable, Mapping, Sequence
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
    """One parse of one text: the memory of what was tried and how far it came."""

    def __init__(self, grammar: Grammar, text: str) -> None:
        self.grammar = grammar
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
        for match, action in self.grammar.productions[name]:
            for end, captures in match(self, at):
                try:
                    value = action(**dict(captures))
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


class Grammar:
    """Named rules over words and tokens.

    `glue` is a regular expression for spaces that are not there as far as the language is concerned.
    """

    def __init__(self, glue: str = "") -> None:
        self.glue = re.compile(glue) if glue else None
        self.productions: dict[str, list[tuple[Matcher, Callable[..., Any]]]] = {}
        self.patterns: dict[str, list[str]] = {}
        self.says: dict[str, str] = {}
        self.productions["here"] = [(lambda run, at: [(at, (("it", run.skip[at]),))], _itself)]

    def rule(self, name: str, *patterns: str) -> Callable[[Action], Action]:
        """Let the decorated function give the meaning of these patterns."""

        def register(action: Action) -> Action:
            for pattern in patterns:
                self.add(name, pattern, action)
            return action

        return register

    def add(self, name: str, pattern: str, action: Callable[..., Any]) -> None:
        """Let `action` give the meaning of one more pattern of the rule."""
        self.productions.setdefault(name, []).append((_Compiler(pattern).alternatives(), action))
        self.patterns.setdefault(name, []).append(pattern)

    def same(self, name: str, *others: str) -> None:
        """Let a rule stand for any of the others."""
        for other in others:
            self.add(name, f"it={other}", _itself)

    def token(self, name: str, regex: str, convert: Callable[[re.Match[str]], Any], say: str = "") -> None:
        """A terminal symbol, given by a regular expression; `say` names it in error messages."""
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

        self.productions.setdefault(name, []).append((match, _itself))
        self.patterns.setdefault(name, []).append(f"/{regex}/")

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

        self.productions.setdefault(name, []).append((match, _itself))
        self.patterns.setdefault(name, []).append("|".join(table))

    def say(self, name: str, text: str) -> None:
        """Name a rule, so that messages say “a weekday” instead of listing its words."""
        self.says[name] = text

    def readings(self, start: str, text: str) -> tuple[list[Any], Run]:
        """All meanings of the whole text, and the run, which knows why there are none."""
        run = Run(self, text)
        whole = [value for end, value in run.values(start, 0) if run.skip[end] == len(run.text)]
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

_TOKENS = re.compile(r"\s*(?:'(?P<words>[^']*)'|(?P<name>[a-z_]+)|(?P<mark>[()|?=%]))")


class _Compiler:
    """Compiles one pattern to a matcher, by recursive descent."""

    def __init__(self, pattern: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(pattern.rstrip()):
            found = _TOKENS.match(pattern, at)
            if not found:
                raise ValueError(f"pattern {pattern!r} is wrong at {at}")
            self.tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
            at = found.end()

    def peek(self) -> tuple[str, str]:
        return self.tokens[0] if self.tokens else ("", "")

    def take(self, mark: str) -> bool:
        if self.peek() == ("mark", mark):
            self.tokens.pop(0)
            return True
        return False

    def alternatives(self) -> Matcher:
        options = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else _any_of(options)

    def sequence(self) -> Matcher:
        parts: list[Matcher] = []
        while self.tokens and self.peek() not in (("mark", "|"), ("mark", ")")):
            parts.append(self.item())
        return parts[0] if len(parts) == 1 else _in_order(parts)

    def item(self) -> Matcher:
        part = self.atom()
        return _maybe(part) if self.take("?") else part

    def atom(self) -> Matcher:
        if self.take("("):
            inner = self.alternatives()
            if not self.take(")"):
                raise ValueError("a parenthesis is not closed")
            return inner
        sort, text = self.tokens.pop(0)
        if sort == "words":
            return _literal(text.split("|"))
        if not self.take("="):
            return _reference(text)
        label, (_sort, name) = text, self.tokens.pop(0)
        if not self.take("%"):
            return _captured(label, name)
        _sort, separator = self.tokens.pop(0)
        return _listed(label, name, separator)


def _literal(words: Sequence[str]) -> Matcher:
    options = [(plain(word), len(word)) for word in words]
    shown = words[0]

    def run_literal(run: Run, at: int) -> Ends:
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

    return run_literal


def _reference(name: str) -> Matcher:
    return lambda run, at: [(end, ()) for end, _value in run.values(name, at)]


def _captured(label: str, name: str) -> Matcher:
    return lambda run, at: [(end, ((label, value),)) for end, value in run.values(name, at)]


def _listed(label: str, name: str, separator: str) -> Matcher:
    def run_list(run: Run, at: int) -> Ends:
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

    return run_list


def _in_order(parts: Sequence[Matcher]) -> Matcher:
    def run_sequence(run: Run, at: int) -> Ends:
        ends: Ends = [(at, ())]
        for part in parts:
            ends = [(e, (*caps, *more)) for end, caps in ends for e, more in part(run, end)]
            if not ends:
                break
        return ends

    return run_sequence


def _any_of(options: Sequence[Matcher]) -> Matcher:
    return lambda run, at: [end for option in options for end in option(run, at)]


def _maybe(part: Matcher) -> Matcher:
    return lambda run, at: [(at, ()), *part(run, at)]
