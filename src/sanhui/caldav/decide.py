"""What is to be done with each event: a pure function of the plan, the server, and the memory of the last push.

Three versions are compared by their meaning: what the plan says (ours), what the server has (theirs), what was pushed
last (the base). Ours alone changed: it is sent. Theirs alone, or both: a person edited the session on the server, and
only a person decides. Without a base it is not known who changed what, which is treated as an edit.

Somebody else may push the plan as well, from another computer. What was pushed there since, while ours stayed as it was
when we pushed it, is not overwritten either: it is our plan that is the older one.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

import msgspec

from sanhui.caldav.memory import Known
from sanhui.caldav.resource import Mark, Ours, Theirs, mark_of


class Action(enum.StrEnum):
    """What to do with an event; the words of the JSON report."""

    ADD = "added"
    UPDATE = "updated"
    CANCEL = "cancelled"  # an update that marks it as cancelled
    REMOVE = "removed"  # the plan has no such session any more
    SAME = "unchanged"
    CONFLICT = "conflicts"


class Why(enum.StrEnum):
    """Why an event is a conflict."""

    EDITED = "edited"  # on the server; the plan's session did not change
    BOTH = "both-changed"
    ELSEWHERE = "pushed-elsewhere"  # by another computer, whose plan is not ours
    DELETED = "deleted"  # on the server
    VANISHED = "edited-and-vanished"  # edited on the server, and no longer in the plan
    UNKNOWN = "unknown"  # nothing tells who changed it
    DOUBLED = "doubled"  # the server has several events with this UID
    UNREADABLE = "unreadable"


class Choice(enum.StrEnum):
    """Whose version holds where the two disagree."""

    ASK = "ask"
    OURS = "ours"
    THEIRS = "theirs"


class Step(msgspec.Struct, frozen=True):
    """One event, and what to do with it."""

    action: Action
    uid: str
    ours: Ours | None = None
    theirs: Theirs | None = None
    base: Mark | None = None
    why: Why | None = None


def decide(
    ours: Mapping[str, Ours],
    theirs: Mapping[str, Sequence[Theirs]],
    known: Mapping[str, Known],
    choice: Choice = Choice.ASK,
) -> tuple[Step, ...]:
    """One step for each event that the plan or the server has, or had at the last push, in the order of UIDs.

    `theirs` has the plan's own events only. Where the server has none of them at all, the calendar is new, or was
    cleared as a whole: then nothing was “deleted” one by one, and all is added.
    """
    cleared = not theirs
    steps = []
    for uid in sorted({*ours, *theirs, *known}):
        there = theirs.get(uid, ())
        remembered = known.get(uid)
        step = _step(uid, ours.get(uid), there, None if cleared else remembered, pushed_before=bool(known))
        if step is not None:
            steps.append(_chosen(step, choice))
    return tuple(steps)


def edited(theirs: Theirs, known: Known | None) -> tuple[Mark | None, bool]:
    """The base of an event, and whether somebody has edited it since."""
    if theirs.meaning is None:
        return None, True
    if known is not None and known.etag and known.etag == theirs.etag and known.base is not None:
        return known.base, False
    own = mark_of(theirs)
    remembered = known.base if known is not None else None
    if remembered is not None and (own is None or own.written == remembered.written):
        own = remembered  # it knows what the server made of our text
    if own is None:
        return None, True
    return own, own.core != theirs.meaning.core


def _step(
    uid: str, ours: Ours | None, there: Sequence[Theirs], known: Known | None, *, pushed_before: bool
) -> Step | None:
    if len(there) > 1:
        return Step(Action.CONFLICT, uid, ours, there[0], why=Why.DOUBLED)
    if not there:
        return _absent(uid, ours, known)
    theirs = there[0]
    if theirs.meaning is None:
        return Step(Action.CONFLICT, uid, ours, theirs, why=Why.UNREADABLE)
    base, changed = edited(theirs, known)
    if ours is None:
        if changed:
            return Step(Action.CONFLICT, uid, None, theirs, base, Why.VANISHED if base else Why.UNKNOWN)
        if pushed_before and known is None:
            return Step(Action.CONFLICT, uid, None, theirs, base, Why.ELSEWHERE)
        return Step(Action.REMOVE, uid, None, theirs, base)
    if base is not None and base.written == ours.mark.written and not changed:
        return Step(Action.SAME, uid, ours, theirs, base)
    if theirs.meaning.core == ours.meaning.core:
        # Without a base the rest (colour, reminders) may differ as well: not worth overwriting what nobody knows.
        action = Action.SAME if base is None else Action.UPDATE
        return Step(action, uid, ours, theirs, base)
    if changed:
        ours_alone = base is not None and base.written == ours.mark.written
        why = Why.UNKNOWN if base is None else Why.EDITED if ours_alone else Why.BOTH
        return Step(Action.CONFLICT, uid, ours, theirs, base, why)
    if known is not None and known.base is not None and known.base.written == ours.mark.written:
        return Step(Action.CONFLICT, uid, ours, theirs, base, Why.ELSEWHERE)
    cancels = ours.meaning.cancelled and not theirs.meaning.cancelled
    return Step(Action.CANCEL if cancels else Action.UPDATE, uid, ours, theirs, base)


def _absent(uid: str, ours: Ours | None, known: Known | None) -> Step | None:
    """The server has no such event. What is cancelled need not be made for being seen as cancelled."""
    if ours is None or ours.meaning.cancelled:
        return None
    if known is not None:
        return Step(Action.CONFLICT, uid, ours, base=known.base, why=Why.DELETED)
    return Step(Action.ADD, uid, ours)


def _chosen(step: Step, choice: Choice) -> Step:
    """A conflict settled by the side that was chosen; what no choice can settle stays one."""
    if step.action is not Action.CONFLICT or choice is Choice.ASK or step.why is Why.DOUBLED:
        return step
    if choice is Choice.THEIRS:
        return msgspec.structs.replace(step, action=Action.SAME)
    if step.ours is None:
        action = Action.REMOVE
    elif step.theirs is None:
        action = Action.ADD
    else:
        there = step.theirs.meaning
        cancels = step.ours.meaning.cancelled and (there is None or not there.cancelled)
        action = Action.CANCEL if cancels else Action.UPDATE
    return msgspec.structs.replace(step, action=action)
