"""Joins the tables of a plan with the estate of its parent's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sanhui.i18n import _
from sanhui.plan.ancestry import Source
from sanhui.plan.binding import ordered, refuse
from sanhui.plan.estate import SECTIONS, Estate, Tables, tables
from sanhui.plan.lineage import Lineage
from sanhui.plan.positions import KeyPath
from sanhui.plan.refining import Items, check_apart, join_items, read_drops

_DOWN = ("timezone", "language")  # keys of [plan] that come down
_ADDED = ("holidays", "rules")  # and lists to which a plan adds
_NAMES = {"period": "name", "kind": "code", "mark": "code"}


def join(source: Source, parent: Estate) -> Estate:
    """Join a plan with what it inherits; what does not fit together is reported."""
    own, report = source.data, Lineage(source.report, parent.report)
    data = dict(own)
    _join_head(data, own, parent, report)
    _join_defaults(data, own, parent, report)
    drops = read_drops(own.get("drop"), parent, report)
    items = {
        section: join_items(section, own.get(section, []), parent, drops, report) for section in SECTIONS
    }
    data |= {section: joined.tables for section, joined in items.items() if joined.tables or section in own}
    check_apart(items, report)
    for section in _NAMES:
        _join_named(section, data, own, parent, report)
    bound: dict[KeyPath, Tables] = {
        (section, number): ordered(parent.defaults((section, there)), data.get("defaults"))
        for section, joined in items.items()
        for number, there in joined.bound.items()
    }
    _check_periods(data, own, parent, bound, report)
    gone = {name for section, name in drops if section == "activity"} | items["activity"].redated
    _join_changes(data, own, parent, gone, report)
    _check_cancelled(own, items["activity"], report)
    return Estate(data, report, bound)


def _join_head(data: Tables, own: Tables, parent: Estate, report: Lineage) -> None:
    above, mine = parent.data["plan"], own["plan"]  # it has a table: there stands what it extends
    head = data["plan"] = dict(mine)
    for key in _DOWN:
        if key in above and key not in mine:
            head[key] = above[key]
            report.inherit(("plan", key), parent.report, ("plan", key))
    for key in _ADDED:
        if above.get(key) and isinstance(added := mine.get(key, []), list):
            head[key] = [*above[key], *added]
            _tell((("plan", key)), len(above[key]), range(len(above[key])), len(added), parent, report)
    file = parent.report.file
    if isinstance(mine.get("year"), int) and mine["year"] != above["year"]:
        message = _("{file}, which this plan extends, is for {year}").format(file=file, year=above["year"])
        report.at_value(("plan", "year"), message, _("extend the parent's plan for the same year"))
    if mine.get("id") == above["id"]:
        message = _("{file}, which this plan extends, has the same id").format(file=file)
        report.at_value(("plan", "id"), message, _("take another: published events are known by it"))


def _join_defaults(data: Tables, own: Tables, parent: Estate, report: Lineage) -> None:
    above, mine = parent.data.get("defaults", {}), own.get("defaults", {})
    if above and isinstance(mine, dict):
        data["defaults"] = above | mine
        for key in above.keys() - mine.keys():
            report.inherit(("defaults", key), parent.report, ("defaults", key))


def _join_named(section: str, data: Tables, own: Tables, parent: Estate, report: Lineage) -> None:
    """Join periods, kinds or marks; the plan's own replace those of the same name."""
    above, mine = parent.data.get(section, []), own.get(section, [])
    if above and isinstance(mine, list):
        key = _NAMES[section]
        names = [table.get(key) for _number, table in tables(mine)]
        kept = [number for number, table in enumerate(above) if table[key] not in names]
        data[section] = [*(above[number] for number in kept), *mine]
        _tell((section,), len(kept), kept, len(mine), parent, report)


def _join_changes(data: Tables, own: Tables, parent: Estate, gone: Collection[str], report: Lineage) -> None:
    above, mine = parent.data.get("change", []), own.get("change", [])
    if above and isinstance(mine, list):
        kept = [number for number, table in enumerate(above) if _activity(table) not in gone]
        data["change"] = [*(above[number] for number in kept), *mine]
        _tell(("change",), len(kept), kept, len(mine), parent, report)


def _tell(path: KeyPath, count: int, above: Iterable[int], own: int, parent: Estate, report: Lineage) -> None:
    """Tell where the elements of a joined list stand: `count` of them above, at these places, the rest here."""
    for place, number in enumerate(above):
        report.inherit((*path, place), parent.report, (*path, number))
    for number in range(own):
        report.own((*path, count + number), (*path, number))


def _check_periods(
    data: Tables, own: Tables, parent: Estate, bound: Iterable[KeyPath], report: Lineage
) -> None:
    """Keep a plan from giving other days to a period that something binding leaves out."""
    above = {table["name"]: table for table in parent.data.get("period", [])}
    for number, period in tables(own.get("period")):
        name: Any = period.get("name")
        if not isinstance(name, str) or above.get(name, period) == period:
            continue
        for section, place in bound:
            table = data[section][place]  # type: ignore[index]
            if name in f"{table.get('when')} {table.get('due')} {table.get('except')}":
                refuse(("period", number, "name"), (section, place), _("take another name"), report)
                break


def _check_cancelled(own: Tables, activities: Items, report: Lineage) -> None:
    """See that nobody calls off a binding session without saying why."""
    for number, change in tables(own.get("change")):
        place = activities.places.get(_activity(change))
        if place in activities.bound and change.get("cancelled") is True and not change.get("reason"):
            remedy = _("add {example}").format(example='reason = "…"')
            refuse(("change", number, "cancelled"), ("activity", place), remedy, report)


def _activity(change: Tables) -> str:
    return str(change.get("session")).partition("/")[0]
