"""Checks of names that the roster does not have. A plan without a roster may name anybody."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sanhui.checks.finding import Found, ids
from sanhui.checks.words import several
from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.model import Activity, Turns
from sanhui.roster.audience import Directory
from sanhui.schedule.expand import Schedule
from sanhui.wording import separate


class _Unknown(msgspec.Struct, frozen=True):
    """Somebody who is not in the roster, perhaps a slip for `near`; where the plan says it."""

    name: str
    near: str | None
    sessions: tuple[str, ...] = ()
    line: int | None = None


def unknown_in_rotation(schedule: Schedule) -> Iterator[Found]:
    """A rotation names somebody who is not in the roster: taking turns is for one's own people."""
    directory = Directory(schedule.plan.roster)
    for activity in _activities(schedule):
        rotations = [turns.people for _duty, turns in _duties(activity) if turns.rotates]
        for name in dict.fromkeys(name for people in rotations for name in people):
            if not directory.knows(name):
                speaking = [
                    each
                    for each in schedule.by_activity[activity.id]
                    if name in (each.speaker, each.chair, each.recorder)
                ]
                yield Found(
                    message=_("“{name}” takes turns in “{title}”, and is not in the roster").format(
                        name=name, title=activity.title
                    ),
                    remedy=_remedy(schedule, name, directory.nearest(name)),
                    sessions=ids(speaking),
                    activity=activity.id,
                    line=activity.line,
                )


def misspelt(schedule: Schedule) -> Iterator[Found]:
    """Somebody with a duty or a task, or an observer, is not in the roster, and looks like a slip for one who is."""
    yield from _misspelt_owners(schedule)
    for activity in _activities(schedule):
        for unknown in _strangers(activity, schedule):
            if unknown.near:
                yield Found(
                    message=_("“{name}” of “{title}” is not in the roster").format(
                        name=unknown.name, title=activity.title
                    ),
                    remedy=_remedy(schedule, unknown.name, unknown.near),
                    sessions=unknown.sessions,
                    activity=activity.id,
                    line=unknown.line,
                )


def _misspelt_owners(schedule: Schedule) -> Iterator[Found]:
    """Tasks whose owner looks like a slip. An owner like nobody in the roster is another body's, most likely."""
    if schedule.plan.roster is None:
        return
    directory = Directory(schedule.plan.roster)
    owned = [(task.title, task.owner, "", task.line) for task in schedule.plan.tasks]
    owned += [
        (task.title, task.owner, each.id, task.line)
        for each in schedule.plan.activities
        for task in each.tasks
    ]
    for title, owner, activity, line in owned:
        for name in [] if directory.knows(owner) else separate(owner):
            if not directory.knows(name) and (near := directory.nearest(name)):
                yield Found(
                    message=_("“{name}” of “{title}” is not in the roster").format(name=name, title=title),
                    remedy=_remedy(schedule, name, near),
                    activity=activity,
                    line=line,
                )


def guests(schedule: Schedule) -> Iterator[Found]:
    """People with a duty, and observers, who are not in the roster and like nobody there: guests, most likely."""
    for activity in _activities(schedule):
        found = [unknown for unknown in _strangers(activity, schedule) if not unknown.near]
        if found:
            names = list(dict.fromkeys(unknown.name for unknown in found))
            yield Found(
                message=_("“{title}” has guests, who are not in the roster: {names}").format(
                    title=activity.title, names=several(names)
                ),
                sessions=tuple(dict.fromkeys(each for unknown in found for each in unknown.sessions)),
                activity=activity.id,
                line=activity.line,
            )


def unknown_audience(schedule: Schedule) -> Iterator[Found]:
    """Somebody is due who is not in the roster: no group, role, status or member is called so."""
    directory = Directory(schedule.plan.roster)
    for activity in _activities(schedule):
        for words in activity.audience:
            for word in [] if directory.knows(words) else separate(words):
                if not directory.knows(word):
                    yield Found(
                        message=_("“{title}” is for “{name}”, which the roster does not have").format(
                            title=activity.title, name=word
                        ),
                        remedy=_remedy(schedule, word, directory.nearest(word)),
                        activity=activity.id,
                        line=activity.line,
                    )


def _activities(schedule: Schedule) -> tuple[Activity, ...]:
    return schedule.plan.activities if schedule.plan.roster else ()


def _strangers(activity: Activity, schedule: Schedule) -> Iterator[_Unknown]:
    """Who observes or has a duty, outside a rotation, and is not in the roster."""
    directory = Directory(schedule.plan.roster)
    sessions = schedule.by_activity[activity.id]
    told = [(name, ids(sessions), activity.line) for name in activity.observers]
    told += [
        (name, tuple(each.id for each in sessions if name in getattr(each, duty)), activity.line)
        for duty, turns in _duties(activity)
        if not turns.rotates
        for name in turns.people
    ]
    told += [
        (name, (f"{activity.id}/{slot}",), own.line or activity.line)
        for slot, own in activity.particulars.items()
        for name in filter(None, (own.speaker, own.chair, own.recorder))
    ]
    for words, concerned, line in told:
        for name in [] if directory.knows(words) else separate(words):
            if not directory.knows(name):
                yield _Unknown(name, directory.nearest(name), concerned, line)


def _duties(activity: Activity) -> tuple[tuple[str, Turns], ...]:
    """Who has which duty, by the field of a session that names them."""
    return (("speaker", activity.speakers), ("chair", activity.chair), ("recorder", activity.recorder))


def _remedy(schedule: Schedule, name: str, near: str | None) -> str:
    if near:
        return did_you_mean(name, [near])
    assert schedule.plan.roster is not None
    file = schedule.plan.roster.source.name
    return _("write a name, role or group of {file}, or add this one there").format(file=file)
