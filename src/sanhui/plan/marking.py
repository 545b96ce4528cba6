"""The marks of a plan: the shipped ones, with what `[[mark]]` tables change, and those that they add.

The tables stand in the plan, or in the local rulebooks that it names, whose other contents are read later
(`sanhui.rulebook`): what a mark means is asked for by everything that knows attendance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from sanhui.errors import InputError
from sanhui.files import read_text
from sanhui.i18n import _
from sanhui.plan.body import RulesName
from sanhui.plan.decode import decode
from sanhui.plan.definitions import Mark as MarkTable
from sanhui.plan.fields import Table
from sanhui.plan.marks import Mark, MarkLookup, shipped
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.plan.syntax import parse_toml

# What a text has that has a key `mark`: a rulebook speaks of marks all the time, and need not be read twice for that.
_MARKS = r"""(?m)^[\s["']*mark["']?\s*[].=]"""


class Marks(Table, frozen=True, kw_only=True):
    """The `[[mark]]` tables of a file."""

    mark: tuple[MarkTable, ...] = ()


class Layer(msgspec.Struct, frozen=True):
    """The tables of one file, and where their problems go."""

    tables: Iterable[MarkTable]
    report: Report


class _Stated(msgspec.Struct, frozen=True):
    value: Any
    file: str
    line: int | None


def marks_of(tables: Iterable[MarkTable], rules: Iterable[RulesName], report: Report) -> Mapping[str, Mark]:
    """The marks of a plan by code: the shipped ones, those of its local rulebooks, and its own."""
    layers = [*_layers(rules), Layer(tables, report)]
    marks = read_marks(layers)
    for layer in layers[:-1]:
        report.elsewhere(("plan", "rules"), tuple(layer.report.ordered()))
    return marks


def read_marks(layers: Iterable[Layer]) -> Mapping[str, Mark]:
    """The marks by code; what contradicts itself, another mark, or another file is reported."""
    marks = dict(shipped())
    stated: dict[tuple[str, str], _Stated] = {}
    for layer in layers:
        report = layer.report
        places: dict[str, KeyPath] = {}
        for number, table in enumerate(layer.tables):
            path: KeyPath = ("mark", number)
            if table.code in places:
                message = _("there is a mark “{name}” already").format(name=table.code)
                report.at_value((*path, "code"), message, _("use that one, or take another name"))
                continue
            places[table.code] = path
            for key, value in _given(table).items():
                before = stated.setdefault((table.code, key), _Stated(value, report.file, report.line(path)))
                if key not in ("code", "aliases") and before.value != value:
                    message = _("{file}, line {line}, says otherwise").format(
                        file=before.file, line=before.line
                    )
                    report.at_value((*path, key), message, _("say it in one place only"))
            mark = _mark(table, marks.get(table.code), path, report)
            _check(mark, path, report)
            marks[mark.code] = mark
        for code, path in places.items():
            others = [mark for mark in marks.values() if mark.code != code]
            _check_spellings(marks[code], others, path, report)
    return marks


def _layers(rules: Iterable[RulesName]) -> Iterator[Layer]:
    """The tables of the rulebooks that are files; one that cannot be read is told of by whoever needs its rules."""
    for path in dict.fromkeys(name.path for name in rules if name.path is not None):
        try:
            text = read_text(path)
            if not re.search(_MARKS, text):
                continue
            tables = parse_toml(text, str(path)).get("mark")
        except InputError:
            continue
        if tables is not None:
            report = Report(str(path), text)
            yield Layer(decode({"mark": tables}, Marks, report).mark, report)


def _given(table: MarkTable) -> dict[str, Any]:
    stated = msgspec.structs.asdict(table)
    return {name: value for name, value in stated.items() if value not in (None, "", ())}


def _mark(table: MarkTable, known: Mark | None, path: KeyPath, report: Report) -> Mark:
    """What a table says, on top of the shipped mark that it changes."""
    given = _given(table)
    if known is not None:
        given["aliases"] = tuple(dict.fromkeys((*known.aliases, *table.aliases)))
        return msgspec.structs.replace(known, **given)
    if not table.zh:
        remedy = _("add {example}").format(example='zh = "…"')
        report.at_key((*path, "zh"), _("this key is missing"), remedy)
    defaults = {"en": table.zh, "symbol": table.zh[:1], "hours": 1.0 if table.present else 0.0}
    return Mark(**{"zh": "", **defaults, **given})


def _check(mark: Mark, path: KeyPath, report: Report) -> None:
    wrong = {
        "present": mark.present and not mark.due,
        "leave": mark.leave and (mark.present or not mark.due),
        "late": mark.late and not mark.present,
        "quorum": mark.quorum and not mark.present,
    }
    reasons = {
        "present": _("who is present is due as well"),
        "leave": _("who is on leave was due, and is not present"),
        "late": _("who is late is present as well"),
        "quorum": _("who counts for the quorum is present as well"),
    }
    for key, contradicts in wrong.items():
        if contradicts:
            report.at_key((*path, key), reasons[key], _("correct “due”, “present” or this key"))


def _check_spellings(mark: Mark, others: Iterable[Mark], path: KeyPath, report: Report) -> None:
    """See that nothing that this mark is called by is the name or symbol of another."""
    lookup = MarkLookup(msgspec.structs.replace(other, aliases=()) for other in others)
    keys = {"code": (mark.code,), "zh": (mark.zh,), "symbol": (mark.symbol,), "aliases": mark.aliases}
    if mark.en != mark.zh:
        keys["en"] = (mark.en,)
    for key, spellings in keys.items():
        taken = next((spelling for spelling in spellings if spelling and lookup.code(spelling)), None)
        if taken:
            message = _("“{name}” is the mark “{other}” already").format(name=taken, other=lookup.code(taken))
            remedy = _("take another, or give that mark another symbol by a [[mark]] of its own")
            report.at_key((*path, key), message, remedy)
