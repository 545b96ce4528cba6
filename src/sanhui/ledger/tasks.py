"""Which tasks are done, and which items of their checklists are ticked.

A task is named by its occurrence (work-order/2026-Q1, weekly-study/2026-W11/notice), an item by its text: a list that is
put in another order keeps its ticks, an item that is worded anew is open. Whether the plan has them is not asked here.
A task with open items can be done, and stays open when all are ticked: that is for people to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import log, periods, plans
from sanhui.ledger.change import Change
from sanhui.wording import long_date

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """That something was done: on which day, by whom; and who entered it, when."""

    on: dt.date
    by: str
    note: str = ""
    entered_by: str
    entered_at: dt.datetime


class State(msgspec.Struct, frozen=True):
    """What the ledger has of a task: when it was done, None while it is open, and its ticked items by text."""

    done: Tick | None = None
    items: Mapping[str, Tick] = {}


#: Of a task that the ledger does not know.
OPEN = State()


def done(change: Change, task_id: str, plan_id: str, *, on: dt.date, by: str, note: str = "") -> None:
    """Record that a task was done. Raises `InputError` when it was already, with who and when."""
    _record(change, "task_done", {"plan": plan_id, "task": task_id}, on, by, note)


def reopen(change: Change, task_id: str, plan_id: str) -> None:
    """Take back that a task was done; the log keeps it, with the reason of the change. Its items keep their ticks.

    Raises `InputError` when it is open.
    """
    _take_back(change, "task_done", {"plan": plan_id, "task": task_id})


def tick(
    change: Change, task_id: str, plan_id: str, item: str, *, on: dt.date, by: str, note: str = ""
) -> None:
    """Record that one item of a checklist was done. Raises `InputError` when it was already."""
    _record(change, "task_item", {"plan": plan_id, "task": task_id, "item": item}, on, by, note)


def untick(change: Change, task_id: str, plan_id: str, item: str) -> None:
    """Take back that an item was done. Raises `InputError` when it is open."""
    _take_back(change, "task_item", {"plan": plan_id, "task": task_id, "item": item})


def states(ledger: Ledger, plan_id: str) -> dict[str, State]:
    """What the ledger has of each task of a plan; a task of which it has nothing is missing, see `OPEN`."""
    with ledger.reading():
        ticked = ledger.query("SELECT * FROM task_item WHERE plan = ? ORDER BY task, item", plan_id)
        finished = ledger.query("SELECT * FROM task_done WHERE plan = ? ORDER BY task", plan_id)
    items: dict[str, dict[str, Tick]] = {}
    for row in ticked:
        items.setdefault(row["task"], {})[row["item"]] = _tick(row)
    ticks = {row["task"]: _tick(row) for row in finished}
    return {task: State(ticks.get(task), items.get(task, {})) for task in sorted(ticks.keys() | items.keys())}


def history(ledger: Ledger, task_id: str, plan_id: str) -> tuple[log.Entry, ...]:
    """Everything that was ever recorded of a task and its items, in order."""
    with ledger.reading():
        entries = [*log.entries(ledger, "task_done"), *log.entries(ledger, "task_item")]
    mine = (each for each in entries if (each.key["plan"], each.key["task"]) == (plan_id, task_id))
    return tuple(sorted(mine, key=lambda entry: entry.n))


def _record(change: Change, table: str, key: dict[str, str], on: dt.date, by: str, note: str) -> None:
    plans.require(change, key["plan"])
    if not by.strip():
        raise InputError(Problem(_("it is not said who did it"), key="by"))
    if on > change.stamp.at.date():
        message = _("{date} is still to come; what is done was done today or before").format(
            date=long_date(on)
        )
        raise InputError(Problem(message, key="on", value=on.isoformat()))
    row = change.row(table, **key)
    if row is not None:
        raise InputError(Problem(_already(_tick(row), key), _("reopen it first if that is wrong")))
    stamp = {"entered_by": change.stamp.actor, "entered_at": change.stamp.time}
    did = {"done_on": on.isoformat(), "done_by": by.strip(), "note": note.strip()}
    change.put(table, {**key, **did, **stamp, **periods.keys(on)})


def _take_back(change: Change, table: str, key: dict[str, str]) -> None:
    if change.row(table, **key) is None:
        raise InputError(
            Problem(_("“{what}” is open: there is nothing to take back").format(what=_named(key)))
        )
    change.remove(table, **key)


def _already(tick: Tick, key: Mapping[str, str]) -> str:
    return _("“{what}” was already done on {date} by {who}; {clerk} entered it at {time}").format(
        what=_named(key),
        date=long_date(tick.on),
        who=tick.by,
        clerk=tick.entered_by,
        time=tick.entered_at.strftime("%Y-%m-%d %H:%M"),
    )


def _named(key: Mapping[str, str]) -> str:
    return ": ".join(key[name] for name in ("task", "item") if name in key)


def _tick(row: Mapping[str, Any]) -> Tick:
    return Tick(
        on=dt.date.fromisoformat(row["done_on"]),
        by=row["done_by"],
        note=row["note"],
        entered_by=row["entered_by"],
        entered_at=dt.datetime.fromisoformat(row["entered_at"]),
    )
