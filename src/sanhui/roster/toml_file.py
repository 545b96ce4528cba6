"""A roster as TOML: a `[[member]]` a person, with what is dated as tables within.

    [[member]]
    id = "07"
    name = "王五"
    joined = 2024-09-01
    exempt = [{ from = 2026-03-01, to = 2026-08-31, reason = "因病" }]

    [[member.standing]]
    to = 2026-05-31
    group = "第一党小组"
    status = "预备党员"

    [[member.standing]]
    from = 2026-06-01
    group = "第二党小组"
    status = "正式党员"

Whoever has one standing for good writes group, roles and status beside the name.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sanhui.errors import Problem, did_you_mean
from sanhui.i18n import _
from sanhui.roster import cells
from sanhui.roster.drafts import Draft, Noted
from sanhui.roster.model import AWAY, Span, Standing
from sanhui.roster.statuses import Status

T = TypeVar("T")

_STANDING = ("group", "roles", "status")
_DATED = ("from", "to", "joined", "left", *_STANDING)
_SPANS = ("exempt", "elsewhere", "no_vote")
_MEMBER = ("id", "name", "aliases", "email", "joined", "left", *_STANDING, "standing", *_SPANS)
_HEADING = re.compile(r"\s*\[\[\s*member\s*(?:\.\s*(\w+)\s*)?\]\]")


class TomlFile:
    """Reads the text of a roster; what is wrong with it is in `problems`."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._file = file
        self._lines = _Lines(text)
        self._line: int | None = None

    def drafts(self) -> tuple[Draft, ...]:
        """The members in the order of the file."""
        try:
            document = tomllib.loads(self._text)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            place = re.search(r"at line (\d+), column (\d+)", str(error))
            self._line = int(place[1]) if place else None
            message = _("this is not valid TOML: {reason}").format(reason=error)
            self._problem(message, _("see toml.io"))
            return ()
        self._only(document, ("member",), "")
        members = document.get("member", [])
        if not isinstance(members, list) or not members:
            example = '[[member]] name = "甲同志"'
            self._problem(_("the roster is empty"), _("add {example}").format(example=example))
            return ()
        return tuple(
            draft
            for number, table in enumerate(members)
            if (draft := self._member(table, number)) is not None
        )

    def _member(self, table: Any, number: int) -> Draft | None:
        path = f"member[{number + 1}]"
        self._line = line = self._lines.member(number)
        if not self._is_table(table, path):
            return None
        self._only(table, _MEMBER, path)
        name = self._value(table, "name", path, cells.name)
        if not name:
            if name is not None or "name" not in table:
                self._problem(_("a member without a name"), _("write the name, or remove the table"), path)
            return None
        draft = Draft(name, self._value(table, "id", path, cells.one_line) or "", line or 1)
        draft.aliases += self._value(table, "aliases", path, _several) or ()
        draft.email = self._value(table, "email", path, cells.one_line) or ""
        draft.joined = self._value(table, "joined", path, _day)
        standings = self._tables(table, "standing", path)
        if standings and (here := [key for key in _STANDING if key in table]):
            message = _("“{key}” stands beside [[member.standing]]").format(key=here[0])
            self._problem(message, _("write it into the standings, or leave these out"), f"{path}.{here[0]}")
        for nth, (where, inner) in enumerate(standings or [(path, table)]):
            if standings:
                self._line = self._lines.standing(number, nth) or line
                self._only(inner, _DATED, where)
                self._belong(draft, inner, where)
            draft.standings.append(self._standing(inner, where, dated=bool(standings)))
        self._line = line
        self._belong(draft, {"left": table["left"]} if "left" in table else {}, path)
        for sort in _SPANS:
            for where, inner in self._tables(table, sort, path):
                self._only(inner, ("from", "to", "reason"), where)
                if (span := self._span(inner, where, sort)) is not None:
                    getattr(draft, sort).append(Noted(span, line or 1))
        return draft

    def _belong(self, draft: Draft, table: Mapping[str, Any], path: str) -> None:
        """Take when somebody left, and when they came back: beside the standings before and after it."""
        days = (self._value(table, key, path, _day) for key in ("joined", "left"))
        for known, value in draft.belong(*days):
            message = _("this contradicts {value}").format(value=known)
            self._problem(message, _("correct one of them"), path, str(value))

    def _standing(self, table: Mapping[str, Any], path: str, *, dated: bool) -> Standing:
        return Standing(
            self._value(table, "from", path, _day) or self._value(table, "joined", path, _day)
            if dated
            else None,
            self._value(table, "to", path, _day) if dated else None,
            self._value(table, "group", path, cells.one_line) or "",
            self._value(table, "roles", path, _roles) or (),
            self._value(table, "status", path, cells.status) or Status.UNSTATED,
            self._line,
        )

    def _span(self, table: Mapping[str, Any], path: str, sort: str) -> Span | None:
        reason = self._value(table, "reason", path, cells.one_line) or (AWAY if sort == "elsewhere" else "")
        if not reason:
            message = _("the reason is missing under “{column}”").format(column="reason")
            self._problem(message, _("write why; whoever reads the record will ask"), path)
            return None
        return Span(self._value(table, "from", path, _day), self._value(table, "to", path, _day), reason)

    def _tables(self, table: Mapping[str, Any], key: str, path: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The tables of an array, with their paths."""
        found = table.get(key, [])
        if not isinstance(found, list):
            example = f"{key} = [{{ from = 2026-03-01 }}]"
            self._problem(_("this is no list of tables"), _("write {example}").format(example=example), path)
            return []
        numbered = ((f"{path}.{key}[{n}]", inner) for n, inner in enumerate(found, 1))
        return [(where, inner) for where, inner in numbered if self._is_table(inner, where)]

    def _is_table(self, table: Any, path: str) -> bool:
        if not isinstance(table, dict):
            self._problem(_("this is no table"), _("write {example}").format(example="{ … }"), path)
        return isinstance(table, dict)

    def _value(self, table: Mapping[str, Any], key: str, path: str, read: Callable[[Any], T]) -> T | None:
        """What a key says; None if it is missing, or says nothing right."""
        if key not in table:
            return None
        try:
            return read(table[key])
        except ValueError as error:
            self._problem(str(error), cells.remedy(key, str(table[key])), f"{path}.{key}", str(table[key]))
            return None

    def _only(self, table: Mapping[str, Any], known: Sequence[str], path: str) -> None:
        for key in table:
            if key not in known:
                where = f"{path}.{key}" if path else key
                self._problem(_("unknown key"), did_you_mean(key, known), where)

    def _problem(self, message: str, remedy: str, key: str = "", value: str | None = None) -> None:
        shown = value if value is None or value.isprintable() else repr(value)
        self.problems.append(Problem(message, remedy, file=self._file, line=self._line, key=key, value=shown))


class _Lines:
    """On which lines the headings of members and of their standings stand, as far as they have headings."""

    def __init__(self, text: str) -> None:
        self._members: list[int] = []
        self._standings: list[list[int]] = []
        for line, content in enumerate(text.split("\n"), 1):
            heading = _HEADING.match(content)
            if heading and heading[1] is None:
                self._members.append(line)
                self._standings.append([])
            elif heading and heading[1] == "standing" and self._standings:
                self._standings[-1].append(line)

    def member(self, number: int) -> int | None:
        return self._members[number] if number < len(self._members) else None

    def standing(self, number: int, nth: int) -> int | None:
        lines = self._standings[number] if number < len(self._standings) else []
        return lines[nth] if nth < len(lines) else None


def _several(value: Any, read: Callable[[Any], tuple[str, ...]] = cells.several) -> tuple[str, ...]:
    """A list of texts, or one text with several entries."""
    texts = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(entry for text in texts for entry in read(text)))


def _roles(value: Any) -> tuple[str, ...]:
    return _several(value, cells.roles)


def _day(value: Any) -> dt.date | None:
    if not isinstance(value, str | dt.date):
        raise ValueError(_("this is no day"))
    return cells.day(value)
