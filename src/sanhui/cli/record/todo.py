"""The tasks that a command is about: which one is meant, how each stands by the ledger, who is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.cli.plan_file import ledger_to_read
from sanhui.i18n import _

if TYPE_CHECKING:
    from sanhui.ledger.due import Item
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule
    from sanhui.schedule.model import Task

_MOST = 12  # so many candidates are listed


def items(schedule: Schedule, ledger: Path | None, today: dt.date) -> list[Item]:
    """How each task of the plan stands on a day; without a ledger nothing was done."""
    from sanhui.ledger import due, store, tasks

    with store.read_ledger(ledger_to_read(schedule.plan, ledger)) as opened:
        states = tasks.states(opened, schedule.plan.id)
    return list(due.due(schedule.tasks, states, today))


def strays(schedule: Schedule, ledger: Path | None) -> list[str]:
    """The tasks of which the ledger has something, and which are not, or no longer, in the plan."""
    from sanhui.ledger import due, store, tasks

    with store.read_ledger(ledger_to_read(schedule.plan, ledger)) as opened:
        return list(due.strays(schedule.tasks, tasks.states(opened, schedule.plan.id)))


def find_task(schedule: Schedule, said: str) -> Task:
    """The task with this id, or the only one of its rule; raises InputError with what it may have meant."""
    from sanhui.errors import InputError, Problem, did_you_mean

    found = [task for task in schedule.tasks if task.id == said] or [
        task for task in schedule.tasks if task.rule == said
    ]
    if len(found) == 1:
        return found[0]
    if found:
        remedy = _("name a single one: {items}").format(
            items=", ".join([task.id for task in found[:_MOST]] + ["…"] * (len(found) > _MOST))
        )
        raise InputError(Problem(_("this may be {n} tasks").format(n=len(found)), remedy, value=said))
    near = did_you_mean(said, [task.id for task in schedule.tasks])
    remedy = near or _("“sanhui task list --all” lists them")
    raise InputError(Problem(_("the plan has no such task"), remedy, value=said))


def item_of(task: Task, number: int) -> str:
    """The text of an item of the checklist, by its number from 1."""
    from sanhui.errors import InputError, Problem

    if 1 <= number <= len(task.checklist):
        return task.checklist[number - 1]
    message = _("the checklist of {task} has no item {number}").format(task=task.id, number=number)
    items = _("; ").join(f"{nth} {text}" for nth, text in enumerate(task.checklist, 1))
    raise InputError(Problem(message, _("its items are: {items}").format(items=items) if items else ""))


def check_lists(schedule: Schedule, names: Iterable[str]) -> None:
    """See that the plan has these lists; raises InputError."""
    from sanhui.errors import InputError, Problem, did_you_mean

    known = list(dict.fromkeys(task.list for task in schedule.tasks if task.list))
    problems = [
        Problem(
            _("the plan has no such list"),
            did_you_mean(name, known)
            or (_("its lists are: {items}").format(items=_(", ").join(known)) if known else ""),
            key="--list",
            value=name,
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(*problems)


def people(plan: Plan, task: Task) -> set[str]:
    """Everybody by whose name or role a task can be asked for."""
    from sanhui.wording import separate

    words = set(separate(task.owner))
    day = task.due or task.nominal or task.first or dt.date.max
    if plan.roster is not None:
        words |= {holder.name for word in words if (holder := plan.roster.holder(word, day)) is not None}
    return words
