"""A recurring event for an activity: RRULE, EXDATE for what is not held, RECURRENCE-ID for what differs.

Never RDATE: Outlook drops it without RRULE (Squire#214), Google hides it after UNTIL (Squire#107), macOS ignores it
(python-remind#20). What the rule does not give is an event of its own, with the session's UID; so is what was moved
into another year or to another sort of day, for ical.js, KCalendarCore and node-ical lose an override whose id is not
in the set, and none crosses New Year. What is cancelled becomes an EXDATE: a cancelled override still counts as an
instance in every reader that was tried.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sanhui.publish.ics.event import EventWriter
from sanhui.publish.ics.identity import series_uid
from sanhui.publish.ics.opening import Opening, utc
from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.recurrence import recurrence
from sanhui.publish.ics.text import fold
from sanhui.schedule.clock import span
from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from sanhui.plan.model import Activity, Plan

#: An override is newer than its master, or some clients take the master's word (interop: calendarize#799).
_OVERRIDE = 1
_LAST_SECOND = dt.time(23, 59, 59)


class Written(msgspec.Struct, frozen=True):
    """The components of an activity, and the UID under which each session is found among them."""

    components: tuple[Component, ...]
    uids: Mapping[str, str]  # by the id of the session


class _Instance(NamedTuple):
    """A session in its series: where the rule puts it, and what it says."""

    start: dt.date
    end: dt.date
    session: Session
    content: str

    @property
    def in_place(self) -> bool:
        """Whether it stands where the rule puts it."""
        return (self.start, self.end) == (self.session.start, self.session.end)


class SeriesWriter:
    """Writes the sessions of an activity of one plan as a series, in the language that is being spoken."""

    def __init__(self, plan: Plan, opening: Opening, events: EventWriter) -> None:
        self._plan = plan
        self._opening = opening
        self._events = events

    def write(self, activity: Activity, sessions: Sequence[Session]) -> Written:
        """A series and what does not fit into it; events alone where there is no rule, or nobody left to follow it."""
        ruled = {each.nominal: each for each in sessions if each.nominal and each.status is not Status.ADDED}
        found = recurrence(activity.when, ruled) if len(ruled) > 1 else None
        if found is None:
            return self.apart(sessions)
        inside = {
            day: instance
            for day in found.dates
            if day in ruled and (instance := self._instance(activity, day, ruled[day])) is not None
        }
        if not inside:
            return self.apart(sessions)
        chosen = {instance.session.id for instance in inside.values()}
        # what is called off within the rule has its EXDATE
        excluded = {
            ruled[day].id for day in found.dates if day in ruled and ruled[day].status is Status.CANCELLED
        }
        left = self.apart(each for each in sessions if each.id not in chosen | excluded)
        identity = series_uid(self._plan.id, activity.id)
        slots = [span(activity.when.time, day, activity.minutes, self._opening.zone) for day in found.dates]
        starts = dict(zip(found.dates, (start for start, _end in slots), strict=True))
        gone = [start for day, start in starts.items() if day not in inside]
        usual = Counter(instance.content for instance in inside.values()).most_common(1)[0][0]
        series = self._master(
            identity, slots[0], f"{found.rule};UNTIL={self._until(*slots[-1])}", gone, usual
        )
        overrides = (
            self._override(instance, series)
            for instance in inside.values()
            if instance.content != usual or not instance.in_place
        )
        return Written(
            (series, *overrides, *left.components), {**dict.fromkeys(chosen, identity), **left.uids}
        )

    def apart(self, sessions: Iterable[Session]) -> Written:
        """The sessions as events of their own."""
        pairs = [(each, event) for each in sessions if (event := self._events.write(each)) is not None]
        return Written(
            tuple(event for _session, event in pairs), {each.id: event.uid for each, event in pairs}
        )

    def _instance(self, activity: Activity, day: dt.date, session: Session) -> _Instance | None:
        """The session as an instance: held, in the year of its day, a whole day if the others are whole days."""
        start, end = span(activity.when.time, day, activity.minutes, self._opening.zone)
        timed = isinstance(start, dt.datetime)
        if (
            session.status is not Status.PLANNED
            or session.date is None
            or session.date.year != day.year
            or isinstance(session.start, dt.datetime) != timed
        ):
            return None
        return _Instance(start, end, session, self._events.content(session, all_day=not timed))

    def _master(
        self,
        identity: str,
        slot: tuple[dt.date, dt.date],
        rule: str,
        gone: Iterable[dt.date],
        content: str,
    ) -> Component:
        """The event that recurs: what most of its instances say, from the first date of the rule, held or not."""
        start, end = slot
        lines = [
            *self._opening.lines("VEVENT", identity, 0),
            self._opening.moment("DTSTART", start),
            self._opening.moment("DTEND", end),
            fold(f"RRULE:{rule}"),
            *(self._opening.moment("EXDATE", each) for each in gone),
            content,
        ]
        return Component(start=self._opening.text(start), uid=identity, lines="\r\n".join(lines))

    def _override(self, instance: _Instance, series: Component) -> Component:
        """What one instance is instead; its RECURRENCE-ID is where the rule puts it, told as in DTSTART."""
        start, end = instance.session.start, instance.session.end
        assert start is not None
        assert end is not None
        lines = [
            *self._opening.lines("VEVENT", series.uid, _OVERRIDE),
            self._opening.moment("RECURRENCE-ID", instance.start),
            self._opening.moment("DTSTART", start),
            self._opening.moment("DTEND", end),
            instance.content,
        ]
        return Component(
            start=series.start,
            uid=series.uid,
            recurrence_id=self._opening.text(instance.start),
            lines="\r\n".join(lines),
        )

    def _until(self, last: dt.date, _end: dt.date) -> str:
        """The end of the last day: rrule.js loses an instance that begins at UNTIL itself.

        RFC 5545 3.3.10: in UTC where DTSTART has a time zone, a date where it is one (yaml2ics#129).
        """
        if not isinstance(last, dt.datetime):
            return f"{last:%Y%m%d}"
        return utc(dt.datetime.combine(last, _LAST_SECOND, self._opening.zone))
