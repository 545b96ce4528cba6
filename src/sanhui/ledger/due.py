"""What is open, due, overdue and done: the plan's tasks joined with what the ledger has of them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping

import msgspec

from sanhui.ledger.tasks import OPEN, State
from sanhui.schedule.model import Task
from sanhui.schedule.slots import bounds, period
from sanhui.when.tree import Unit

#: Days ahead in which an open task counts as due.
SOON = 7


class Standing(enum.StrEnum):
    """How a task stands on a day; the most pressing first."""

    OVERDUE = "overdue"  # 逾期: its day has passed
    DUE = "due"  # 临期: its day is today or within some days
    OPEN = "open"  # 未到期: there is time, or it has no day yet
    DONE = "done"  # 已完成


class Item(msgspec.Struct, frozen=True):
    """A task on a day: how it stands, and what the ledger has of it.

    `days` are those from that day to the one on which it is due, negative for days past; None when it has no day.
    """

    task: Task
    state: State
    standing: Standing
    days: int | None

    @property
    def left(self) -> tuple[str, ...]:
        """The items of its checklist that are not ticked."""
        return tuple(item for item in self.task.checklist if item not in self.state.items)

    @property
    def late(self) -> bool:
        """Whether it was done, after its day."""
        done = self.state.done
        return done is not None and self.task.due is not None and done.on > self.task.due


class Tally(msgspec.Struct, frozen=True):
    """How many tasks stand how."""

    overdue: int = 0
    due: int = 0
    open: int = 0
    done: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.overdue + self.due + self.open + self.done


def due(
    tasks: Iterable[Task], states: Mapping[str, State], today: dt.date, soon: int = SOON
) -> tuple[Item, ...]:
    """How each task stands today, in the order in which they are given. What is due in `soon` days still counts as due."""
    return tuple(_item(task, states.get(task.id, OPEN), today, soon) for task in tasks)


def strays(tasks: Iterable[Task], states: Mapping[str, State]) -> dict[str, State]:
    """What the ledger has of tasks that are not, or no longer, in the plan: a record is kept, whatever the plan says."""
    known = {task.id for task in tasks}
    return {name: state for name, state in states.items() if name not in known}


def tally(items: Iterable[Item]) -> Tally:
    """How many of them stand how."""
    counts = dict.fromkeys(Standing, 0)
    for item in items:
        counts[item.standing] += 1
    return Tally(**{standing.value: count for standing, count in counts.items()})


def by_list(items: Iterable[Item]) -> dict[str, dict[str, tuple[Item, ...]]]:
    """The tasks of each list (季度工单, 责任清单) by the quarter that they belong to; those of no list are left out."""
    lists = _grouped((item for item in items if item.task.list), lambda item: item.task.list)
    return {name: _grouped(members, lambda item: quarter(item.task)) for name, members in lists.items()}


def quarter(task: Task) -> str:
    """The quarter that a task belongs to, `2026-Q1`: that of its slot, wherever its day went.

    For a slot that lies in no single quarter (a year, a week between two, a holiday) that of its day, or of the last day on
    which it can be; empty when it has neither.
    """
    first, last = (period(Unit.QUARTER, day).slot for day in bounds(task.slot))
    if first == last:
        return first
    day = task.due or task.nominal or task.last
    return period(Unit.QUARTER, day).slot if day else ""


def _item(task: Task, state: State, today: dt.date, soon: int) -> Item:
    days = (task.due - today).days if task.due else None
    if state.done:
        standing = Standing.DONE
    elif days is None or days > soon:
        standing = Standing.OPEN
    else:
        standing = Standing.DUE if days >= 0 else Standing.OVERDUE
    return Item(task, state, standing, days)


def _grouped(items: Iterable[Item], name: Callable[[Item], str]) -> dict[str, tuple[Item, ...]]:
    """By name in order, the empty one last; the order within a group stays."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return {key: tuple(groups[key]) for key in sorted(groups, key=lambda key: (not key, key))}
