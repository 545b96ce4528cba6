"""Joins activities and tasks with the inherited ones: dropped, refined by the same id, new."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, NamedTuple

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.binding import SESSION_KEYS, STATED_DEFAULTS, additions, is_binding, refuse_drop
from sanhui.plan.estate import SECTIONS, Estate, Tables, tables
from sanhui.plan.lineage import Lineage
from sanhui.plan.positions import KeyPath

#: Ways to say when: one of a plan's takes the place of whichever its parent has.
_DAYS = {"activity": ("when", "rrule", "dates"), "task": ("due", "dates")}

#: What a plan drops, by section and id, with the place of the `[[drop]]`.
Drops = dict[tuple[str, str], int]


class Items(NamedTuple):
    """The activities, or the tasks, after joining.

    `places` has the inherited ones by id. `bound` are the places of the binding ones, with their places above. `redated`
    are the ids of those that the plan gives other days.
    """

    tables: list[Any]
    places: dict[str, int]
    bound: dict[int, int]
    redated: set[str]


def read_drops(written: object, parent: Estate, report: Lineage) -> Drops:
    """Read what is left out; that there is a reason is checked when the tables are decoded."""
    drops: Drops = {}
    for number, table in tables(written):
        named = [section for section in SECTIONS if isinstance(table.get(section), str)]
        if len(named) != 1:
            example = _("add {example}").format(example='activity = "…"')
            message = _("this drops two things at once") if named else _("this drops nothing")
            report.at_key(("drop", number), message, _("write a [[drop]] for each") if named else example)
            continue
        section, path = named[0], ("drop", number, named[0])
        name = table[section]
        known = parent.ids(section)
        if (section, name) in drops:
            message = _("line {line} drops it already").format(
                line=report.line(("drop", drops[section, name]))
            )
            report.at_value(path, message, _("remove one of the two"))
        elif name not in known:
            report.at_value(path, _("nothing of this id is inherited"), _meant(name, section, parent))
        elif is_binding(parent.data[section][known[name]]):
            refuse_drop(path, (section, known[name]), parent.report, report)
        else:
            drops[section, name] = number
    return drops


def join_items(section: str, own: object, parent: Estate, drops: Drops, report: Lineage) -> Items:
    """Join the activities, or the tasks: the inherited ones in their order, then the plan's new ones."""
    items = Items([], {}, {}, set())
    for name, number in parent.ids(section).items():
        if (section, name) in drops:
            continue
        place = items.places[name] = len(items.tables)
        table = parent.data[section][number]
        if is_binding(table):
            items.bound[place] = number
        items.tables.append(dict(table))
        report.inherit((section, place), parent.report, (section, number))
    refined: dict[str, int] = {}
    for number, table in enumerate(own if isinstance(own, list) else []):
        there: KeyPath = (section, number)
        name = _id(table)
        if name not in items.places:
            place = len(items.tables)
            items.tables.append(table)
            report.own((section, place), there)
            _check_new(table, (section, place), drops, parent, report)
        elif refined.setdefault(name, number) != number:
            line = report.own_file.line((section, refined[name]))
            message = _("line {line} refines it already").format(line=line)
            report.own_file.at_value((*there, "id"), message, _("join the two"))
        else:
            path = (section, items.places[name])
            _refine(
                items.tables[items.places[name]], table, path, there, _closed(path, items, parent), report
            )
            if any(key in table for key in (*_DAYS[section], "except")):
                items.redated.add(name)
    return items


def check_apart(items: Mapping[str, Items], report: Lineage) -> None:
    """See that no activity has the id of a task of another file: their sessions and due days are known by them."""
    for section, other in (SECTIONS, SECTIONS[::-1]):
        inherited = items[other].places
        for place in range(len(items[section].places), len(items[section].tables)):
            name = _id(items[section].tables[place])
            if name in inherited:
                taken = (other, inherited[name])
                home, there = report.home(taken)
                message = _("{file}, line {line} has this id for something else")
                report.at_value(
                    (section, place, "id"),
                    message.format(file=home.file, line=home.line(there)),
                    _("give it an id of its own, such as {example}").format(example=f"{name}-{section}"),
                )
                report.silence((*taken, "id"))


# -- one of them -------------------------------------------------------------------------------------------


def _refine(
    table: Tables, own: Tables, path: KeyPath, there: KeyPath, closed: Tables | None, report: Lineage
) -> None:
    """Put the keys of one of the plan's own tables into an inherited one; `closed` is None unless it is binding."""
    section = str(path[0])
    report.refine(path, there)
    if "session" in own:
        held = None if closed is None else {key: table[key] for key in SESSION_KEYS if key in table}
        _refine_sessions(table, own["session"], path, there, held, report)
    if closed is not None:
        _put(
            table,
            additions(section, table, own, path, there, closed, report),
            path,
            there,
            report,
            adding=True,
        )
        return
    if any(key in own for key in _DAYS[section]):
        for key in _DAYS[section]:
            table.pop(key, None)
    _put(
        table, {key: value for key, value in own.items() if key not in ("id", "session")}, path, there, report
    )


def _refine_sessions(
    table: Tables, own: object, path: KeyPath, there: KeyPath, closed: Tables | None, report: Lineage
) -> None:
    """Join the particulars slot by slot, key by key."""
    path, there = (*path, "session"), (*there, "session")
    if not isinstance(own, dict):
        table["session"] = own
        report.own(path, there)
        return
    slots = table["session"] = dict(table.get("session", {}))
    for slot, particulars in own.items():
        where, here = (*path, slot), (*there, slot)
        if not isinstance(particulars, dict) or (slot not in slots and closed is None):
            slots[slot] = particulars
            report.own(where, here)
            continue
        if slot not in slots:
            report.own(where, here)
        above = slots.get(slot, {})
        slots[slot] = dict(above)
        added = (
            particulars
            if closed is None
            else additions("session", above, particulars, where, here, closed, report)
        )
        _put(slots[slot], added, where, here, report, adding=closed is not None)


def _put(
    table: Tables, own: Tables, path: KeyPath, there: KeyPath, report: Lineage, *, adding: bool = False
) -> None:
    for key, value in own.items():
        stands = table.get(key)
        if adding and isinstance(value, list) and isinstance(stands, list):
            table[key] = [*stands, *value]
            for number in range(len(value)):
                report.own((*path, key, len(stands) + number), (*there, key, number))
        else:
            table[key] = value
            report.own((*path, key), (*there, key))


def _closed(path: tuple[str, int], items: Items, parent: Estate) -> Tables | None:
    """What [defaults] state above for something binding; None for what is not."""
    section, place = path
    if place not in items.bound:
        return None
    stated = parent.defaults((section, items.bound[place]))
    return {key: stated[key] for key in STATED_DEFAULTS if key in stated}


def _check_new(table: object, path: KeyPath, drops: Drops, parent: Estate, report: Lineage) -> None:
    """Report what was meant to refine and does not."""
    section, name = str(path[0]), _id(table)
    if (section, name) in drops:
        message = _("line {line} drops it").format(line=report.line(("drop", drops[section, name])))
        report.at_value((*path, "id"), message, _("remove one of the two, or take another id"))
    elif not isinstance(table, dict) or not name or "title" in table or "kind" in table:
        return
    else:
        message = _("nothing of this id is inherited, and what is new needs a title")
        report.at_value((*path, "id"), message, _meant(name, section, parent))
    report.silence(path)


def _meant(name: str, section: str, parent: Estate) -> str:
    """A remedy for an id that is not inherited."""
    other = next(each for each in SECTIONS if each != section)
    if name in parent.ids(other):
        return _("there is a [[{section}]] of this id").format(section=other)
    known = list(parent.ids(section))
    near = difflib.get_close_matches(name, known, n=1)
    return did_you_mean(name, near or known) if known else _("there is none")


def _id(table: object) -> str:
    name = table.get("id") if isinstance(table, dict) else None
    return name if isinstance(name, str) else ""
