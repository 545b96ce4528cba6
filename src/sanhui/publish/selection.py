"""Some of a year's sessions: those of a kind, of a party group, or those at which a member is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from sanhui.roster.audience import Directories
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Task


def only(schedule: Schedule, sessions: Iterable[Session]) -> Schedule:
    """The same schedule with these sessions and their tasks; with all of them, every task stays."""
    chosen = tuple(sessions)
    if len(chosen) == len(schedule.sessions):
        return Schedule(schedule.plan, chosen, schedule.tasks)
    ids = {session.id for session in chosen}
    return Schedule(schedule.plan, chosen, tuple(task for task in schedule.tasks if task.session in ids))


def of_kinds(schedule: Schedule, codes: Collection[str]) -> Schedule:
    """The sessions that count for one of these kinds."""
    return only(schedule, (each for each in schedule.sessions if not set(codes).isdisjoint(each.kinds)))


def for_people(schedule: Schedule, words: Iterable[str]) -> Schedule:
    """The sessions at which somebody of these is due, and the tasks that are theirs.

    They are a member by name, or the members of a group or role as of that day. Somebody who speaks, chairs, records or
    observes is there too.
    """
    words = tuple(words)
    directories = Directories(schedule.plan.roster)
    observers = {activity.id: activity.observers for activity in schedule.plan.activities}

    def concerns(session: Session) -> bool:
        directory = directories.on(session.day)
        duties = filter(None, (session.speaker, session.chair, session.recorder))
        there = directory.company(session.audience, observers.get(session.activity, ()), duties)
        return there.everyone or not directory.company(words).due.isdisjoint(there.due | there.others)

    def belongs(task: Task) -> bool:
        directory = directories.on(task.due or task.nominal or task.last or dt.date.max)
        return not directory.company(words).due.isdisjoint(directory.company((task.owner,)).due)

    return Schedule(
        schedule.plan, tuple(filter(concerns, schedule.sessions)), tuple(filter(belongs, schedule.tasks))
    )
