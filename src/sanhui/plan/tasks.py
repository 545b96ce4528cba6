"""What is to be done by a day: the tasks of a plan, and those of an activity's sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sanhui.i18n import _
from sanhui.plan import document as form
from sanhui.plan.dating import Frame, read_days
from sanhui.plan.model import SessionTask, TaskRule
from sanhui.plan.phrases import read_phrase
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.plan.timing import Defaults, read_policy, read_reminders
from sanhui.when import parse_lead
from sanhui.when.tree import Policy, When


def read_task(
    task: form.Task,
    stated: Mapping[str, Any],
    number: int,
    frame: Frame,
    table: form.Defaults,
    defaults: Defaults,
    report: Report,
) -> TaskRule:
    """Understand one `[[task]]`; `stated` has the keys that the file states.

    A deadline does not slip: where the task says nothing else, one on a day off is brought forward, whatever
    the plan's default for sessions is.
    """
    path: KeyPath = ("task", number)
    when = read_days(task, stated, path, frame, report) or When(rules=())
    if when.time is not None:
        key = "dates" if "dates" in stated else "due"
        remedy = _("remove the time of day, or write it under “notes”")
        report.at_value((*path, key), _("a task is due on a day, without a time of day"), remedy)
    when = read_policy(when, task, stated, path, report)
    return TaskRule(
        id=task.id,
        title=task.title,
        when=msgspec.structs.replace(when, time=None),
        on_holiday=when.on_holiday or Policy.ADVANCE,
        within=defaults.within if when.within is None else when.within,
        working_weekends=table.working_weekends,
        owner=task.owner,
        list=task.list,
        checklist=task.checklist,
        remind=read_reminders(task.remind, (*path, "remind"), report),
        notes=task.notes,
        sources=report.sources(path),
        index=report.number(path),
        line=report.line(path),
    )


def read_session_tasks(
    tasks: Iterable[form.SessionTask], path: KeyPath, report: Report
) -> tuple[SessionTask, ...]:
    """Understand the tasks of an activity. One without an id is called t1, t2 … by its place."""
    found: list[SessionTask] = []
    for number, task in enumerate(tasks):
        where = (*path, "tasks", number)
        days, working = _lead(task, where, report)
        own = SessionTask(
            id=task.id or f"t{number + 1}",
            title=task.title,
            days=days,
            working=working,
            owner=task.owner,
            list=task.list,
            checklist=task.checklist,
            remind=read_reminders(task.remind, (*where, "remind"), report),
            notes=task.notes,
            line=report.line(where),
        )
        other = next((other for other in found if other.id == own.id), None)
        if other is not None:
            message = _("line {line} has a task of the same id").format(line=other.line)
            report.at_value((*where, "id"), message, _("give each task an id of its own"), text=f'"{own.id}"')
        found.append(own)
    return tuple(found)


def check_task_ids(document: form.Document, report: Report) -> None:
    """Report ids that two tasks share, or a task and an activity: what they give is known by them."""
    taken: dict[str, KeyPath] = {
        activity.id: ("activity", number) for number, activity in enumerate(document.activity)
    }
    for number, task in enumerate(document.task):
        path: KeyPath = ("task", number)
        other = taken.setdefault(task.id, path)
        if other == path:
            continue
        if other[0] == "task":
            message = _("line {line} has a task of the same id")
        else:
            message = _("line {line} has an activity of the same id")
        report.at_value(
            (*path, "id"),
            message.format(line=report.line((*other, "id"))),
            _("give it an id of its own, such as {example}").format(example=f"{task.id}-task"),
        )


def _lead(task: form.SessionTask, path: KeyPath, report: Report) -> tuple[int, bool]:
    """Give the days from the session to the task, and whether they are working days."""
    if task.before and task.after:
        message = _("“before” says already when this is due")
        report.at_value((*path, "after"), message, _("keep one of the two"))
    key, text, sign = ("before", task.before, -1) if task.before else ("after", task.after, 1)
    if not text:
        return 0, False
    found = read_phrase(parse_lead, text, (*path, key), report, example="3个工作日")
    return (sign * found[0], found[1]) if found else (0, False)
