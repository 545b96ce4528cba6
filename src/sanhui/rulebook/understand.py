"""From the rulebook as it is written to rules, settings and refinements; problems are collected.

What a single value means is told by `values`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.marking import Layer, read_marks
from sanhui.plan.marks import MarkLookup
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.plan.texts import check_lines
from sanhui.rulebook import document as form
from sanhui.rulebook.model import Points, Rule, Rulebook
from sanhui.rulebook.sorts import KEYS, known_sorts
from sanhui.rulebook.values import (
    Known,
    applies_of,
    days_of,
    kinds_of,
    minutes_of,
    months_of,
    share_of,
    words_of,
)

_YEAR = re.compile(r"([12]\d{3})(?!\d)")
#: What a refinement may say besides that it is stricter.
SOURCE = ("article", "wording", "note", "note_en")


class Refinement(msgspec.Struct, frozen=True):
    """A `[[rule]]` that refines: the id of the rule, the values that it states, and where it stands."""

    refines: str
    values: Mapping[str, Any]  # by the keys of the file
    source: Mapping[str, str]
    path: KeyPath


class Reading(msgspec.Struct, frozen=True):
    """A rulebook file, understood by itself."""

    book: Rulebook
    settings: Mapping[str, Any]  # what is stated
    points: tuple[Points, ...] | None
    refinements: tuple[Refinement, ...]
    report: Report


def understand(
    document: form.Document,
    data: Mapping[str, Any],
    path: Path,
    known: Known,
    report: Report,
    *,
    national: bool = False,
) -> Reading:
    """Understand a rulebook; where something is wrong the report says what, and the rulebook is not to be used."""
    check_lines(data, (), report)
    if document.mark:
        own = read_marks([Layer(document.mark, report)])
        marks = {mark.code: mark for mark in known.marks.marks}
        marks |= {table.code: own[table.code] for table in document.mark}
        known = known._replace(marks=MarkLookup(marks.values()))
    head = document.rulebook
    _check_dates(head.effective_from, head.effective_until, ("rulebook",), report)
    rules: list[Rule] = []
    refinements: list[Refinement] = []
    first: dict[str, int] = {}
    for number, table in enumerate(document.rule):
        place: KeyPath = ("rule", number)
        stated = data["rule"][number] if number < len(data.get("rule", ())) else {}
        _check_dates(table.effective_from, table.effective_until, place, report)
        key = table.refines or table.id or ""
        other = first.setdefault(key, number) if key else number
        if other != number:
            message = _("line {line} has a rule of the same id").format(line=report.line(("rule", other)))
            where = "refines" if table.refines else "id"
            report.at_value((*place, where), message, _("give each rule an id of its own"))
        if table.refines:
            refinements.append(_refinement(table, stated, place, known, report))
        else:
            rules.append(_rule(table, stated, place, head, path, known, report, national=national))
    book = Rulebook(
        id=head.id,
        zh=head.zh,
        en=head.en or head.zh,
        aliases=head.aliases,
        issued=head.issued,
        effective_from=head.effective_from,
        effective_until=head.effective_until,
        reference=head.reference,
        national=national,
        rules=tuple(rules),
        file=path,
    )
    points = None
    if "points" in data:
        points = tuple(_points(table, number, known, report) for number, table in enumerate(document.points))
    return Reading(
        book, _settings(document.settings, data.get("settings"), report), points, tuple(refinements), report
    )


def _rule(
    table: form.Rule,
    stated: Mapping[str, Any],
    place: KeyPath,
    head: form.Book,
    path: Path,
    known: Known,
    report: Report,
    *,
    national: bool,
) -> Rule:
    for key, example in (("id", 'id = "lecture-quarter"'), ("zh", 'zh = "…"'), ("sort", 'sort = "count"')):
        if not stated.get(key):
            remedy = _("add {example}").format(example=example)
            report.at_key((*place, key), _("this key is missing"), remedy)
    _check_sort(table, stated, place, report)
    _check_source(table, stated, place, report)
    values = _values(table, stated, place, known, report)
    values["task_list"] = values.pop("list", "")
    if values.get("at_most") and table.at_least > table.at_most:
        report.at_value(
            (*place, "at_least"),
            _("this contradicts “{other}”").format(other="at_most"),
            _("exchange the two, or correct one"),
        )
    if set(values.get("kinds", ())) & set(values.get("after", ())):
        report.at_value(
            (*place, "after"),
            _("a session cannot come before itself"),
            _("name another kind than in “kinds”"),
        )
    return Rule(
        id=table.id or "",
        rulebook=head.id,
        zh=table.zh,
        en=table.en or table.zh,
        citation=head.zh,
        article=table.article,
        wording=table.wording,
        verbatim=table.verbatim,
        grade=table.grade,
        sort=table.sort,
        note_zh=table.note,
        note_en=table.note_en,
        national=national,
        effective_from=table.effective_from or head.effective_from or _first_day(head.issued),
        effective_until=table.effective_until or head.effective_until,
        file=path,
        index=report.number(place),
        line=report.line(place),
        **{key: value for key, value in values.items() if not key.startswith("effective")},
    )


def _refinement(
    table: form.Rule, stated: Mapping[str, Any], place: KeyPath, known: Known, report: Report
) -> Refinement:
    values = _values(table, stated, place, known, report)
    closed = stated.keys() - values.keys() - {"refines", *SOURCE}
    for key in sorted(closed):
        message = _("a rule that refines another cannot have this of its own")
        report.at_key((*place, key), message, _("remove it, or write a rule with an id of its own"))
    for key, value in values.items():
        if value == ():
            report.at_value((*place, key), _("the list is empty"), _("name at least one"))
    if not values:
        remedy = _("for example {example}").format(example="at_least = 2")
        report.at_key(place, _("the rule refines another, and says nothing that is stricter"), remedy)
    return Refinement(table.refines, values, {key: getattr(table, key) for key in SOURCE}, place)


def _values(
    table: form.Rule, stated: Mapping[str, Any], place: KeyPath, known: Known, report: Report
) -> dict[str, Any]:
    """Understand what decides how much a rule asks for, as far as it is stated, by the keys of the file."""
    readers: dict[str, Callable[[str], Any]] = {
        "kinds": lambda key: kinds_of(table.kinds, (*place, key), known, report),
        "after": lambda key: kinds_of(table.after, (*place, key), known, report),
        "audience": lambda key: words_of(table.audience),
        "by": lambda key: words_of(table.by),
        "window": lambda key: months_of(table.window, (*place, key), report),
        "share": lambda key: share_of(table.share, (*place, key), report),
        "within": lambda key: days_of(table.within, (*place, key), report),
        "applies": lambda key: applies_of(table.applies, (*place, key), report),
    }
    found = {}
    for key in (*KEYS, "applies", "severity", "effective_from", "effective_until"):
        if key in stated:
            found[key] = readers[key](key) if key in readers else getattr(table, key)
    return found


def _check_sort(table: form.Rule, stated: Mapping[str, Any], place: KeyPath, report: Report) -> None:
    """Report an unknown sort, the keys that it needs, and those that say nothing in it."""
    known = known_sorts()
    if not table.sort:
        return
    sort = known.get(table.sort)
    if sort is None:
        report.at_value((*place, "sort"), _("unknown sort of rule"), did_you_mean(table.sort, known))
        return
    for key in sort.needs:
        if not stated.get(key):
            message = _("a rule of the sort “{sort}” needs this key").format(sort=table.sort)
            remedy = _("it needs: {keys}").format(keys=", ".join(sort.needs))
            (report.at_value if key in stated else report.at_key)((*place, key), message, remedy)
    if "per" in stated and "per" in (*sort.needs, *sort.takes) and table.per not in sort.per:
        message = _("a rule of the sort “{sort}” is not judged for this").format(sort=table.sort)
        report.at_value((*place, "per"), message, _("it is one of {items}").format(items=", ".join(sort.per)))
    for key in KEYS:
        if key in stated and key not in (*sort.needs, *sort.takes):
            message = _("this key says nothing in a rule of the sort “{sort}”").format(sort=table.sort)
            keys = ", ".join((*sort.needs, *sort.takes)) or _("none")
            report.at_key((*place, key), message, _("the keys for it are: {keys}").format(keys=keys))


def _check_source(table: form.Rule, stated: Mapping[str, Any], place: KeyPath, report: Report) -> None:
    if table.article and not table.wording:
        message = _("an article is cited, and what it says is missing")
        remedy = _("add {example}").format(example='wording = "…"')
        report.at_value((*place, "article"), message, remedy)
    if table.verbatim and not table.wording:
        message = _("there is no wording that could be verbatim")
        report.at_key((*place, "verbatim"), message, _("add {example}").format(example='wording = "…"'))
    elif table.verbatim and table.grade != "V":
        message = _("only a text that was read, grade V, can be quoted word for word")
        report.at_value((*place, "verbatim"), message, _("remove it, or correct “grade”"))


def _check_dates(first: dt.date | None, last: dt.date | None, place: KeyPath, report: Report) -> None:
    if first and last and last < first:
        remedy = _("exchange “effective_from” and “effective_until”")
        report.at_value((*place, "effective_until"), _("it ends before it begins"), remedy)


def _first_day(issued: str) -> dt.date | None:
    """Nothing is asked for in years before the one in which it was issued."""
    year = _YEAR.match(issued)
    return dt.date(int(year[1]), 1, 1) if year else None


def _settings(table: form.Settings, stated: Any, report: Report) -> dict[str, Any]:
    """Give what is stated, by the names of `sanhui.rulebook.model.Settings`."""
    found: dict[str, Any] = {}
    for key in stated if isinstance(stated, dict) else ():
        path: KeyPath = ("settings", key)
        value = getattr(table, key, None)
        if key in ("sign_in_before", "sign_in_after", "early_by"):
            found[key] = minutes_of(str(value), path, report)
        elif key == "hour":
            found["hour_minutes"] = minutes_of(table.hour, path, report)
        elif key == "makeup_within":
            found[key] = days_of(table.makeup_within, path, report)
        elif key in ("present_share", "attendance_target"):
            found[key] = share_of(value, path, report)
        elif value is not None:
            found[key] = value
    return found


def _points(table: form.Points, number: int, known: Known, report: Report) -> Points:
    kinds = kinds_of(table.kinds, ("points", number, "kinds"), known, report)
    marks = []
    for place, name in enumerate(table.marks):
        if code := known.marks.code(name):
            marks.append(code)
        else:
            path: KeyPath = ("points", number, "marks", place)
            report.at_value(path, _("unknown attendance mark"), known.marks.remedy(name))
    return Points(kinds=kinds, marks=tuple(marks), duty=table.duty, points=table.points)
