"""What is to be done by when: the occurrences of the plan's tasks, and the tasks around its sessions.

A task of its own has slots as sessions have, `work-order/2026-Q1`. On a day off it goes the way that
`on_holiday` says, which for tasks is advance. A window (每月10日前, 每季度1次) is due on its last day. A slot
that is dropped (整周放假, skip) has no task; one that finds no working day stays, without a day.

A task of a session, `weekly-study/2026-W11/notice`, counts its days from the session's first day, or, after
it, from its last: working days as the calendar has them; calendar days to the day itself, and if that is off
to the working day before it, which for a task after a session is never a day before that session's end. What
has been moved is counted from where it was moved to. While the session has no day its tasks have none, and
stand in the window of the session; a session that was dropped or cancelled has no tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sanhui.plan.model import Plan, SessionTask, TaskRule
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.model import Session, Status, Task
from sanhui.schedule.occurrences import candidates
from sanhui.schedule.placement import Placement, place
from sanhui.schedule.slots import Period
from sanhui.when.tree import Fixed, Policy, Unit

_DAY = dt.timedelta(days=1)
_REACH = 31  # days: no run of days off is so long


def tasks_of(plan: Plan, sessions: Iterable[Session]) -> tuple[Task, ...]:
    """All tasks of a plan and of these sessions in order of the day that they are due.

    A task without a day stands at its nominal date or at the first day of its window. Raises ValueError for
    a phrase without meaning, like `expand`.
    """
    own = {activity.id: activity.tasks for activity in plan.activities if activity.tasks}
    found = [
        _around(plan, session, task)
        for session in sessions
        if session.activity in own and not session.dropped and session.status is not Status.CANCELLED
        for task in own[session.activity]
    ]
    found += [task for rule in plan.tasks for task in _of_rule(plan, rule)]
    found.sort(key=lambda task: task.due or task.nominal or task.first or dt.date.max)
    return tuple(found)


# -- tasks of their own ------------------------------------------------------------------------------------


def _of_rule(plan: Plan, rule: TaskRule) -> Iterator[Task]:
    for candidate in map(_at_its_end, candidates(rule.when, plan.year, plan.calendar, plan.periods)):
        placed = place(candidate, rule.on_holiday, rule.within, rule.working_weekends, plan.calendar)
        task = Task(
            id=f"{rule.id}/{candidate.slot}",
            rule=rule.id,
            slot=candidate.slot,
            title=rule.title,
            due=placed.date,
            owner=rule.owner,
            list=rule.list,
            checklist=rule.checklist,
            remind=rule.remind,
            notes=rule.notes,
            nominal=candidate.nominal,
            steps=placed.steps,
            provisional=any(map(plan.calendar.is_provisional, placed.years)),
        )
        if task.due is not None or task.unplaceable:
            yield task


def _at_its_end(candidate: Candidate) -> Candidate:
    """A window as its last day, which may be brought forward within the window."""
    if candidate.first is None or candidate.last is None:
        return candidate
    window = Period(candidate.period.slot, candidate.first, candidate.last, candidate.period.unit)
    return replace(candidate, nominal=candidate.last, first=None, last=None, period=window)


# -- tasks of sessions -------------------------------------------------------------------------------------


def _around(plan: Plan, session: Session, task: SessionTask) -> Task:
    base = Task(
        id=f"{session.id}/{task.id}",
        rule=f"{session.activity}/{task.id}",
        slot=session.slot,
        title=task.title,
        due=None,
        owner=task.owner,
        list=task.list,
        checklist=task.checklist,
        remind=task.remind,
        notes=task.notes,
        session=session.id,
        first=session.first,
        last=session.last,
        provisional=session.provisional,
    )
    if session.date is None:
        return base
    placed = _counted(plan, session, session.date, task)
    return replace(
        base,
        due=placed.date,
        nominal=placed.date if task.working else _nominal(session, session.date, task),
        steps=placed.steps,
        first=None,
        last=None,
        provisional=session.provisional or any(map(plan.calendar.is_provisional, placed.years)),
    )


def _counted(plan: Plan, session: Session, day: dt.date, task: SessionTask) -> Placement:
    """The day that a task is due, counted from the session's, with the years whose days off that rests on."""
    if task.days == 0:
        return Placement(day)
    edge = _edge(session, day, task)
    if task.working:
        due = plan.calendar.step(edge, task.days)
        return Placement(due, years=frozenset((edge.year, due.year)))
    before = task.days < 0
    nominal = _nominal(session, day, task)
    room = Period(session.slot, dt.date.min if before else edge, edge if before else dt.date.max, Unit.YEAR)
    candidate = Candidate(slot=session.slot, rule=Fixed(nominal), period=room, nominal=nominal)
    return place(candidate, Policy.ADVANCE, _REACH, True, plan.calendar)


def _nominal(session: Session, day: dt.date, task: SessionTask) -> dt.date:
    return _edge(session, day, task) + task.days * _DAY


def _edge(session: Session, day: dt.date, task: SessionTask) -> dt.date:
    """The day that is counted from: the session's first, or its last for what comes after it."""
    if task.days <= 0 or session.end is None:
        return day
    if isinstance(session.end, dt.datetime):  # one that ends at midnight ends on the day before
        return max(day, (session.end - dt.timedelta(microseconds=1)).date())
    return session.end - _DAY
