"""Rules about names that the roster does not have. A plan without a roster may name anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sanhui.check.finding import Found, ids
from sanhui.check.people import Directory, separate
from sanhui.check.words import several
from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.model import Activity
from sanhui.schedule.expand import Schedule


class _Unknown(NamedTuple):
    """Somebody who is not in the roster, perhaps a slip for `near`; where the plan says it."""

    name: str
    near: str | None
    sessions: tuple[str, ...] = ()
    line: int | None = None


def unknown_in_rotation(schedule: Schedule) -> Iterator[Found]:
    """A rotation names somebody who is not in the roster: taking turns is for one's own people."""
    directory = Directory(schedule.plan.roster)
    for activity in _activities(schedule):
        for name in dict.fromkeys(activity.speakers if activity.rotates else ()):
            if not directory.knows(name):
                speaking = [each for each in schedule.by_activity[activity.id] if each.speaker == name]
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
    """A speaker or observer is not in the roster, and looks like a slip for one who is."""
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


def guests(schedule: Schedule) -> Iterator[Found]:
    """Speakers and observers who are not in the roster, and like nobody there: guests, most likely."""
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
    """Who observes or speaks, outside a rotation, and is not in the roster."""
    directory = Directory(schedule.plan.roster)
    sessions = schedule.by_activity[activity.id]
    told = [(name, ids(sessions), activity.line) for name in activity.observers]
    if not activity.rotates:
        told += [
            (name, tuple(each.id for each in sessions if name in each.speaker), activity.line)
            for name in activity.speakers
        ]
    told += [
        (own.speaker, (f"{activity.id}/{slot}",), own.line or activity.line)
        for slot, own in activity.particulars.items()
    ]
    for words, concerned, line in told:
        for name in [] if directory.knows(words) else separate(words):
            if not directory.knows(name):
                yield _Unknown(name, directory.nearest(name), concerned, line)


def _remedy(schedule: Schedule, name: str, near: str | None) -> str:
    if near:
        return did_you_mean(name, [near])
    assert schedule.plan.roster is not None
    file = schedule.plan.roster.source.name
    return _("write a name, role or group of {file}, or add this one there").format(file=file)
