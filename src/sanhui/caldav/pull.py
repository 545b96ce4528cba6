"""Taking back: what people edited on the server or in a file, as far as a plan can say it: when, where, and that it is off.

Titles and texts are the plan's own. What was edited there and cannot be taken stays a conflict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from sanhui.caldav import collection as requests
from sanhui.caldav.decide import Action, Choice, Step, Why, decide
from sanhui.caldav.discovery import Collection
from sanhui.caldav.meaning import Meaning
from sanhui.caldav.memory import Known, recall, remember
from sanhui.caldav.push import Job
from sanhui.caldav.resource import Mark, Theirs, by_uid
from sanhui.caldav.transport import Server
from sanhui.publish.ics.identity import session_of
from sanhui.publish.ics.wording import bare, says_floating

#: What nobody asked for by name: the plan did not change, so nothing of it is lost.
_PLAIN = (Why.EDITED,)
#: What is taken only where the server is said to be right. An event is deleted by mistake too easily; and what another
#: version of the plan says is better had from that plan, which says more than its events.
_ON_REQUEST = (Why.BOTH, Why.ELSEWHERE, Why.UNKNOWN, Why.DELETED)
_TAKEN = "taken"


class Wish(msgspec.Struct, frozen=True):
    """A change of the plan that would make it say what the server says."""

    step: Step
    session: str
    to: dt.date | None = None  # or a local dt.datetime; None leaves the day alone
    place: str = ""
    cancelled: bool = False
    whole: bool = True  # nothing else differs


class Comparison(msgspec.Struct, frozen=True):
    """A calendar that people have edited, against the plan."""

    calendar: Collection | Path  # on a server, or a file
    wishes: tuple[Wish, ...]
    open: tuple[Step, ...]  # conflicts that are not taken, or cannot be
    foreign: tuple[Theirs, ...]  # what is not the plan's


def compare(server: Server, collection: Collection, job: Job, plan_id: str, zone: dt.tzinfo) -> Comparison:
    """What of the calendar the plan could take over; where the server is said to be right, all that can be."""
    everything = requests.listing(server, collection)
    own = by_uid(each for each in everything if each.uid.endswith(job.suffix))
    foreign = [each for each in everything if not each.uid.endswith(job.suffix)]
    steps = decide(job.wanted, own, recall(job.memory, collection.url))
    return compared(collection, steps, foreign, plan_id, zone, job.choice)


def compared(
    calendar: Collection | Path,
    steps: Iterable[Step],
    foreign: Iterable[Theirs],
    plan_id: str,
    zone: dt.tzinfo,
    choice: Choice,
) -> Comparison:
    """What differs, parted into what the plan can say and what it cannot."""
    wishes, left = [], []
    for step in steps:
        if step.action is Action.CONFLICT:
            wish = _wish(step, plan_id, zone, choice)
            if wish is not None:
                wishes.append(wish)
            else:
                left.append(step)
    return Comparison(calendar, tuple(wishes), tuple(left), tuple(foreign))


def taken(job: Job, collection: Collection, wish: Wish) -> None:
    """Remember that the plan has taken an event's version over: what differs from it now is the plan's doing.

    Not where only a part could be taken. The rest is still somebody's edit, and no push may overwrite it unasked.
    """
    if not wish.whole:
        return
    known = recall(job.memory, collection.url)
    if wish.step.theirs is None or wish.step.theirs.meaning is None:
        known.pop(wish.step.uid, None)
    else:
        said = wish.step.theirs.meaning
        known[wish.step.uid] = Known(wish.step.theirs.etag, str(Mark(_TAKEN, said.core, said.alarms)))
    remember(job.memory, collection.url, known)


def _wish(step: Step, plan_id: str, zone: dt.tzinfo, choice: Choice) -> Wish | None:
    session = session_of(step.uid, plan_id)
    requested = choice is Choice.THEIRS
    if session is None or step.ours is None or step.why not in (_PLAIN + _ON_REQUEST * requested):
        return None
    if step.theirs is None:
        return Wish(step, session, cancelled=True)
    ours, theirs = step.ours.meaning, step.theirs.meaning
    if theirs is None:
        return None
    if theirs.cancelled and not ours.cancelled:
        return Wish(step, session, cancelled=True)
    whole = _is_whole(ours, theirs)
    if theirs.cancelled != ours.cancelled or not (whole or requested):
        return None
    to = _moved(_local(ours.start, zone), _local(theirs.start, zone))
    place = theirs.place if theirs.place != ours.place else ""
    return Wish(step, session, to, place, whole=whole) if to is not None or place else None


def _is_whole(ours: Meaning, theirs: Meaning) -> bool:
    """Whether a plan can say all in which an event differs: its time and its place, but not that there is none.

    A session without a day stands in the calendar for a whole one. Whoever gives it a time gives it a length too, which is
    the plan's, and may take back the words that say it has no day.
    """
    if theirs.rest != ours.rest or (ours.place and not theirs.place):
        return False
    if says_floating(ours.title):
        return bare(theirs.title) == bare(ours.title)
    return (theirs.title, theirs.length) == (ours.title, ours.length)


def _moved(ours: dt.date | None, theirs: dt.date | None) -> dt.date | None:
    """Where an event was moved to; None if it was not. One that was made a whole day of is where it was, at no other time."""
    if isinstance(ours, dt.datetime) and not isinstance(theirs, dt.datetime):
        ours = ours.date()
    return theirs if theirs != ours else None


def _local(start: dt.date | None, zone: dt.tzinfo) -> dt.date | None:
    if isinstance(start, dt.datetime) and start.tzinfo:
        return start.astimezone(zone).replace(tzinfo=None)
    return start
