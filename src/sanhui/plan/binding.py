"""What a plan may do to an activity or a task that is binding: add to it, and fill in what was left open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanhui.i18n import _
from sanhui.plan.lineage import Lineage
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report

#: Lists to which a plan may add.
_LISTS = {
    "activity": ("topics", "materials", "observers", "tasks"),
    "task": ("checklist",),
    "session": ("materials",),
}
#: Keys that a plan may fill in. What else decides when, for whom and as what something is held is closed.
_OPEN = {
    "activity": (
        "place",
        "time",
        "duration",
        "all_day",
        "speakers",
        "chair",
        "recorder",
        "remind",
        "url",
        "notes",
    ),
    "task": ("owner", "list", "remind", "notes"),
    "session": ("topic", "speaker", "chair", "recorder", "place", "notes"),
}
# What closes a key beside the key itself. A session may be given a topic of its own, and nobody else's chair.
_CLOSED_BY = {
    "time": ("all_day",),
    "all_day": ("time", "duration"),
    "duration": ("all_day",),
    "speaker": ("speakers",),
}
#: Keys of an activity that, where they are stated, a session may not answer otherwise.
SESSION_KEYS = ("place", "speakers", "chair", "recorder")
#: Keys of [defaults] that order, and that hold for what is binding whatever the plan's own [defaults] say …
FIXED_DEFAULTS = ("audience", "on_holiday", "within", "working_weekends")
#: … and those that do so where they are stated. Place and reminders are habits, not orders.
STATED_DEFAULTS = ("time", "duration")


def is_binding(table: Mapping[str, Any]) -> bool:
    """Whether a table says so."""
    return table.get("binding") is True


def additions(
    form: str,
    table: Mapping[str, Any],
    own: Mapping[str, Any],
    path: KeyPath,
    there: KeyPath,
    closed: Mapping[str, Any],
    report: Lineage,
) -> dict[str, Any]:
    """What one of the plan's own tables adds to a binding one; what it may not is reported.

    `form` is "activity", "task" or "session". `table` is what is inherited, at `path`; `own` is at `there` in the
    plan's own file. `closed` has more that is stated above: [defaults], or the activity of a session.
    """
    added: dict[str, Any] = {}
    for key, value in own.items():
        stands = table.get(key)
        if key in ("id", "session") or value == stands:
            continue
        if key in _LISTS[form] and isinstance(value, list) and isinstance(stands, list | None):
            added[key] = value
            if key == "tasks":
                _check_tasks(stands or [], value, (*path, key), (*there, key), report)
            continue
        holds = next(
            (each for each in (key, *_CLOSED_BY.get(key, ())) if _is_stated(table, each, closed)), None
        )
        if key in _OPEN[form] and holds is None:
            added[key] = value
            continue
        keys = ", ".join((*_LISTS[form], *_OPEN[form]))
        remedy = _("remove it; what may be added, where it is left open: {keys}").format(keys=keys)
        above = path[:2] if form == "session" and holds in closed else path
        refuse((*there, key), (*above, holds or key), remedy, report)
    return added


def refuse(own: KeyPath, path: KeyPath, remedy: str, report: Lineage) -> None:
    """Report a place of the plan's own file that goes against what is binding at a path."""
    home, there = report.home(path)
    message = _("this goes against {file}, line {line}, which is binding").format(
        file=home.file, line=home.line(there)
    )
    report.own_file.at_value(own, message, remedy)


def refuse_drop(own: KeyPath, above: KeyPath, parent: Report, report: Lineage) -> None:
    """Report a `[[drop]]` of what is binding; `above` is its path in the parent's tables."""
    home, there = parent.home(above)
    message = _("this goes against {file}, line {line}, which is binding").format(
        file=home.file, line=home.line(there)
    )
    report.at_value(own, message, _("keep it: what is binding may be added to, and not be dropped"))


def ordered(above: Mapping[str, Any], own: object) -> dict[str, Any]:
    """Give the [defaults] for something binding: the parent's where they order, else the plan's own."""
    mine = own if isinstance(own, dict) else {}
    free = {key: value for key, value in mine.items() if key not in FIXED_DEFAULTS}
    return free | {key: above[key] for key in (*FIXED_DEFAULTS, *STATED_DEFAULTS) if key in above}


def _is_stated(table: Mapping[str, Any], key: str, closed: Mapping[str, Any]) -> bool:
    return any(each.get(key) not in (None, "", []) for each in (table, closed))


def _check_tasks(stands: list[Any], added: list[Any], path: KeyPath, there: KeyPath, report: Lineage) -> None:
    taken = [task.get("id") for task in stands]
    for number, task in enumerate(added):
        if isinstance(task, dict) and task.get("id", ...) in taken:
            remedy = _("give each task an id of its own")
            refuse((*there, number, "id"), (*path, taken.index(task["id"])), remedy, report)
            report.silence((*path, len(stands) + number, "id"))
