"""One session of an activity: what it takes over from it, and what is particular to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sanhui.plan.model import Activity, Particulars
from sanhui.schedule import clock
from sanhui.schedule.model import Session
from sanhui.schedule.turns import Duties
from sanhui.when.tree import Time

_NOTHING = Particulars()


def session_of(
    activity: Activity,
    slot: str,
    day: dt.date | None,
    zone: dt.tzinfo,
    duties: Duties,
    topic: str,
    **rest: Any,
) -> Session:
    """The session of a slot, on its day if it has one; `rest` are further fields.

    Particulars replace what the turn gives, so filling in one session changes no other.
    """
    own = activity.particulars.get(slot, _NOTHING)
    start = end = None
    if day is not None:
        start, end = clock.span(activity.when.time, day, activity.minutes, zone)
    return Session(
        id=f"{activity.id}/{slot}",
        activity=activity.id,
        slot=slot,
        title=activity.title,
        kinds=activity.kinds,
        start=start,
        end=end,
        all_day=clock.is_all_day(activity.when.time),
        place=own.place or activity.place,
        speaker=own.speaker or duties.speaker,
        chair=own.chair or duties.chair,
        recorder=own.recorder or duties.recorder,
        topic=own.topic or topic,
        audience=activity.audience,
        materials=(*activity.materials, *(each for each in own.materials if each not in activity.materials)),
        url=activity.url,
        notes="\n".join(filter(None, (activity.notes, own.notes))),
        hours=activity.hours,
        remind=activity.remind,
        **rest,
    )


def time_at(activity: Activity, to: dt.date) -> Time | None:
    """The time of day of a session that is put on another day, or on another day and time.

    A day alone keeps the activity's time of day. With a time, the length stays, and what took a whole day has
    the activity's length.
    """
    time = activity.when.time
    if not isinstance(to, dt.datetime):
        return time
    if time is None or time.all_day:
        return Time(start=to.time())
    return Time(start=to.time(), minutes=time.minutes, days=time.days)
