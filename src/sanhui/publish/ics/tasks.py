"""The plan's tasks in a calendar: as VTODO, or, for phones that show none, as whole days on which they are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sanhui.i18n import _
from sanhui.publish.cleaning import clean, one_line
from sanhui.publish.ics.alarm import alarms
from sanhui.publish.ics.choices import Tasks
from sanhui.publish.ics.identity import task_uid
from sanhui.publish.ics.opening import Opening, utc
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.publication import Component, Name
from sanhui.publish.ics.text import fold, text_line
from sanhui.schedule.model import Task
from sanhui.schedule.reasons import moved, provisional

if TYPE_CHECKING:
    from sanhui.ledger.tasks import State
    from sanhui.plan.model import Plan

_DAY = dt.timedelta(days=1)


class TaskWriter:
    """Writes the tasks of one plan, in the language that is being spoken.

    `uids` are those of the sessions in the calendar, by id: what belongs to one of them says so. With `states`, what the
    ledger has of the tasks, each says how far it is; without, nothing is said of that.
    """

    def __init__(
        self,
        plan: Plan,
        opening: Opening,
        options: Options,
        uids: Mapping[str, str],
        states: Mapping[str, State] | None,
    ) -> None:
        self._plan = plan
        self._opening = opening
        self._options = options
        self._uids = uids
        self._states = states

    def write(self, task: Task) -> Component | None:
        """The task as it was asked for; None while it has no day."""
        if task.due is None or self._options.tasks is Tasks.NONE:
            return None
        todo = self._options.tasks is Tasks.VTODO
        identity = task_uid(self._plan.id, task.id)
        name: Name = "VTODO" if todo else "VEVENT"
        lines = self._opening.lines(name, identity, 0)
        if todo:
            lines.append(self._opening.moment("DUE", task.due))
        else:
            lines += (
                self._opening.moment("DTSTART", task.due),
                self._opening.moment("DTEND", task.due + _DAY),
            )
        lines.append(text_line("SUMMARY", self._summary(task, todo=todo)))
        if text := self._description(task):
            lines.append(text_line("DESCRIPTION", text))
        lines += self._progress(task) if todo else ["STATUS:CONFIRMED", "TRANSP:TRANSPARENT"]
        if task.session is not None and task.session in self._uids:
            lines.append(fold(f"RELATED-TO:{self._uids[task.session]}"))
        if not self._done(task):
            lines += self._alarms(task, todo=todo)
        lines.append(f"END:{name}")
        return Component(
            start=self._opening.text(task.due),
            uid=identity,
            name=name,
            lines="\r\n".join(lines),
        )

    def _state(self, task: Task) -> State:
        from sanhui.ledger.tasks import OPEN

        return (self._states or {}).get(task.id, OPEN)

    def _done(self, task: Task) -> bool:
        return self._state(task).done is not None

    def _summary(self, task: Task, *, todo: bool) -> str:
        """Its title; among events it says that it is something to do, and whether it is done."""
        title = one_line(task.title)
        if todo:
            return title
        return (_("Done: {title}") if self._done(task) else _("To do: {title}")).format(title=title)

    def _description(self, task: Task) -> str:
        lines = []
        if self._options.names and task.owner:
            lines.append(_("Owner: {owner}").format(owner=one_line(task.owner)))
        ticked = self._state(task).items
        lines += [f"{'☑' if item in ticked else '☐'} {one_line(item)}" for item in task.checklist]
        if reason := moved(task):
            lines.append(one_line(reason))
        if task.provisional:
            lines.append(provisional())
        if task.notes:
            lines.append(clean(task.notes).strip("\n"))
        return "\n".join(lines)

    def _progress(self, task: Task) -> list[str]:
        """STATUS, and what the ledger knows: PERCENT-COMPLETE from the ticked items, COMPLETED on the day it was done."""
        if self._states is None:
            return ["STATUS:NEEDS-ACTION"]
        state = self._state(task)
        if state.done is not None:
            noon = dt.datetime.combine(state.done.on, dt.time(12), self._opening.zone)
            return ["STATUS:COMPLETED", "PERCENT-COMPLETE:100", f"COMPLETED:{utc(noon)}"]
        ticked = sum(item in state.items for item in task.checklist)
        status = "IN-PROCESS" if ticked else "NEEDS-ACTION"
        return [f"STATUS:{status}", f"PERCENT-COMPLETE:{ticked * 100 // max(len(task.checklist), 1)}"]

    def _alarms(self, task: Task, *, todo: bool) -> list[str]:
        minutes = task.remind if self._options.alarms is None else self._options.alarms
        found = alarms(minutes, task.title, all_day=True, before_due=todo)
        return [fold(line) for each in found for line in each.content_lines(sorted=False) if line]
