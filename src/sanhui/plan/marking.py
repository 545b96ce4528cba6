"""The marks of a plan: the shipped ones, with what its `[[mark]]` tables change, and those that they add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from sanhui.i18n import _
from sanhui.plan.definitions import Mark as MarkTable
from sanhui.plan.marks import Mark, MarkLookup, shipped
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report


def read_marks(tables: Iterable[MarkTable], report: Report) -> Mapping[str, Mark]:
    """The marks by code; what contradicts itself or another mark is reported."""
    marks = dict(shipped())
    places: dict[str, KeyPath] = {}
    for number, table in enumerate(tables):
        path: KeyPath = ("mark", number)
        if table.code in places:
            message = _("there is a mark “{name}” already").format(name=table.code)
            report.at_value((*path, "code"), message, _("use that one, or take another name"))
            continue
        places[table.code] = path
        mark = _mark(table, marks.get(table.code), path, report)
        _check(mark, path, report)
        marks[mark.code] = mark
    for code, path in places.items():
        _check_spellings(marks[code], [mark for mark in marks.values() if mark.code != code], path, report)
    return marks


def _mark(table: MarkTable, known: Mark | None, path: KeyPath, report: Report) -> Mark:
    """What a table says, on top of the shipped mark that it changes."""
    stated = msgspec.structs.asdict(table)
    given = {name: value for name, value in stated.items() if value not in (None, "", ())}
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
