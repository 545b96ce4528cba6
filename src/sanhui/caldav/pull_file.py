"""A calendar file that people have edited, against the plan.

A file does not remember what was published last, so that is what the plan publishes now, or what `previous` says: the
calendar as it was when people began to edit it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sanhui.caldav.calendar_file import read_events
from sanhui.caldav.decide import Choice, decide
from sanhui.caldav.meaning import Meaning
from sanhui.caldav.memory import Known
from sanhui.caldav.pull import Comparison, compared
from sanhui.caldav.resource import Mark, Ours, Theirs, ours
from sanhui.caldav.sessions import Event, Told, told
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.publish.ics.choices import Floating, Tasks
from sanhui.publish.ics.identity import identity
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.writer import publication

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule

_NO_ETAG = ""


def compare_file(
    path: Path,
    previous: Path | None,
    schedule: Schedule,
    options: Options,
    zone: dt.tzinfo,
    choice: Choice,
) -> Comparison:
    """What of the file the plan could take over; where the file is said to be right, all that can be.

    Raises `InputError` for a file that cannot be read, and for one that has nothing of the plan.
    """
    found = _read(path, schedule, zone)
    before = _read(previous, schedule, zone) if previous is not None else None
    wanted = ours(publication([schedule], _as_written(options, found)))
    plan = {name: msgspec.structs.replace(each, mark=_mark(each.meaning)) for name, each in wanted.items()}
    sessions = {session.id for session in schedule.sessions}
    changed = {change.session for change in schedule.plan.changes}
    known = {}
    for name, each in plan.items():
        base = _base(name, before) or each.mark
        if name in found.own or _session(name) in sessions:
            known[name] = Known(_NO_ETAG, str(base))
    for name in before.own if before is not None else ():
        known.setdefault(name, Known(_NO_ETAG, str(_base(name, before))))
    theirs = {
        name: [_theirs(each, plan.get(name), changed) for each in events]
        for name, events in found.own.items()
        if name in plan or not all(_is_off(each) for each in events)
    }
    foreign = [
        Theirs(each.uid, "", _NO_ETAG, "", each.meaning or _bare(each.title or each.uid))
        for each in found.foreign
    ]
    return compared(path, decide(plan, theirs, known), foreign, schedule.plan.id, zone, choice)


def _read(path: Path, schedule: Schedule, zone: dt.tzinfo) -> Told:
    found = told(read_events(path), schedule, zone, path)
    if not found.own:
        message = _("the calendar has no event of the plan {plan}").format(plan=schedule.plan.id)
        remedy = _("check that it was exported from this plan")
        raise InputError(Problem(message, remedy, file=str(path)))
    return found


def _as_written(options: Options, found: Told) -> Options:
    """The options with the layers that the file has, so that they are compared with their like."""
    kinds: dict[int, set[str]] = {}
    holidays = False
    for name, said in found.kinds.items():
        known = identity(name)
        parts = known.parts if known is not None else ()
        if parts[:2] == ("holiday", ""):
            holidays = True
        else:
            kinds.setdefault(min(len(parts), 3), set()).update(said)
    tasks = kinds.get(3, set())
    return msgspec.structs.replace(
        options,
        floating=Floating.TASKS if "VTODO" in kinds.get(2, ()) else options.floating,
        tasks=Tasks.VTODO if "VTODO" in tasks else Tasks.EVENTS if tasks else Tasks.NONE,
        holidays=holidays,
    )


def _session(name: str) -> str:
    known = identity(name)
    return "/".join(known.parts) if known is not None else ""


def _is_off(event: Event) -> bool:
    """Called off: of what is gone from the plan, that is what an update of the file says."""
    return event.excluded or (event.meaning is not None and event.meaning.cancelled)


def _mark(said: Meaning) -> Mark:
    """By meaning alone, since whoever wrote the file anew has changed every letter."""
    return Mark(said.core, said.core, said.alarms)


def _base(name: str, before: Told | None) -> Mark | None:
    """What was published of a UID, if the file of then tells it once, and so that it can be read."""
    events = before.own.get(name, ()) if before is not None else ()
    if len(events) != 1:
        return None
    if events[0].excluded:
        return _mark(_excluded(name))
    return _mark(events[0].meaning) if events[0].meaning is not None else None


def _theirs(event: Event, plan: Ours | None, changed: Collection[str]) -> Theirs:
    said = _excluded(event.uid) if event.excluded else event.meaning
    if said is not None:
        said = msgspec.structs.replace(said, mark="")  # what a push wrote tells of a server, not of this file
        if plan is not None and _session(event.uid) in changed and _agrees(said, plan.meaning):
            said = plan.meaning
    return Theirs(event.uid, "", _NO_ETAG, "", said)


def _agrees(said: Meaning, plan: Meaning) -> bool:
    """Whether an event says what a changed session of the plan does, but for the words about the change.

    Whoever applies a file has written it before the plan said so: “(cancelled)”, why it was moved.
    """
    if said.cancelled or plan.cancelled:
        return said.cancelled and plan.cancelled
    return said.frame == plan.frame and (
        said.title.startswith(plan.title) or plan.title.startswith(said.title)
    )


def _excluded(name: str) -> Meaning:
    """What an EXDATE says: that there is nothing."""
    return msgspec.structs.replace(_bare(name), core="excluded", cancelled=True)


def _bare(title: str) -> Meaning:
    """Of what nothing else can be told."""
    return Meaning(
        core="bare",
        rest="",
        frame="",
        alarms="none",
        title=title,
        start=None,
        length=None,
        place="",
        cancelled=False,
        sequence=0,
        mark="",
    )
