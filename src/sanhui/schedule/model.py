"""What a plan comes down to: dated sessions, and tasks with the day that they are due."""

from __future__ import annotations

import datetime as dt
import enum

import msgspec


class Status(enum.StrEnum):
    """What a session is: on its day, without a day yet, called off, or outside the rule."""

    PLANNED = "planned"
    FLOATING = "floating"
    CANCELLED = "cancelled"
    ADDED = "added"


class Reason(enum.StrEnum):
    """Why a session does not stand on its nominal date, or has no date. One sentence each in `reasons`."""

    MOVED = "moved"  # its day is off; it went the way the policy says
    TURNED = "turned"  # … the other way, because the policy's way would leave the period or the limit
    SHORT_MONTH = "short-month"  # there is no such day in the month: its last day, or none if that is taken
    WEEK_OFF = "week-off"  # 整周放假: a week without a working day
    DAY_OFF = "day-off"  # a daily rule on a day off
    SKIPPED = "skipped"  # the policy says skip
    UNPLACEABLE = "unplaceable"  # to be settled by hand
    KEPT = "kept"  # on a day off by the policy keep
    CHANGED = "changed"  # somebody moved it, to another day, time or place
    FIXED = "fixed"  # somebody gave it the day that its rule does not
    CANCELLED = "cancelled"  # somebody called it off
    ADDED = "added"  # somebody added it to what the rule gives


class Step(msgspec.Struct, frozen=True):
    """One thing that happened to a date on its way from the rule to the calendar.

    `holiday` is the id of the holiday in the way, None for a plain weekend; `within` the limit in days that
    was in force. A SHORT_MONTH step says in `day` which day there is not, `origin` is the last day that
    stands for it, and `to` is the same day, or None when another session of the rule stands there already.
    What somebody changed goes from start to start, times of day included, and has the reason in `text`.
    """

    reason: Reason
    origin: dt.date | None = None
    to: dt.date | None = None
    holiday: str | None = None
    within: int | None = None
    day: int | None = None
    text: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One dated occurrence of an activity.

    `start` and `end` are aware datetimes, or plain dates with an exclusive end when `all_day` (RFC 5545
    3.6.1); both are None while there is no day. `first` and `last` are the window of a floating session,
    inclusive.
    """

    id: str  # activity/slot
    activity: str
    slot: str
    title: str
    kinds: tuple[str, ...]  # codes, the activity's own kind first; there is always that one
    start: dt.datetime | dt.date | None
    end: dt.datetime | dt.date | None
    all_day: bool = False
    place: str = ""
    speaker: str = ""
    chair: str = ""
    recorder: str = ""
    topic: str = ""
    audience: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    url: str = ""
    notes: str = ""
    hours: float | None = None
    remind: tuple[int, ...] = ()  # minutes before the start
    nominal: dt.date | None = None
    steps: tuple[Step, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    status: Status = Status.PLANNED
    provisional: bool = False

    @property
    def date(self) -> dt.date | None:
        """The local day it starts on."""
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start

    @property
    def day(self) -> dt.date:
        """The day under which it is listed: its own, else its nominal one, else its window's first."""
        return self.date or self.nominal or self.first or dt.date.max

    @property
    def days(self) -> int:
        """How many days it takes; one with a time of day takes one, also beyond midnight."""
        if not self.all_day or self.start is None or self.end is None:
            return 1
        return self.end.toordinal() - self.start.toordinal()

    @property
    def last_day(self) -> dt.date | None:
        """The last of the days that it takes (its `end` stands behind it); None while it has none."""
        day = self.date
        return day and day + dt.timedelta(days=self.days - 1)

    @property
    def dropped(self) -> bool:
        """Whether its slot gets no session, for a reason that asks for no decision: 整周放假, skipped."""
        return self.start is None and self.status is Status.PLANNED and not self.unplaceable

    @property
    def unplaceable(self) -> bool:
        """Whether its slot needs a day that somebody must find by hand."""
        return (
            self.start is None
            and self.status is not Status.CANCELLED
            and any(step.reason is Reason.UNPLACEABLE for step in self.steps)
        )


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be done, by a day: an occurrence of a `[[task]]`, or a task of a session.

    `due` is None while there is no day: the session floats, and `first` and `last` are its window; or the day
    must be found by hand.
    """

    id: str  # rule/slot, or activity/slot/task
    rule: str  # what its occurrences have in common: the id of the `[[task]]`, or activity/task
    slot: str
    title: str
    due: dt.date | None
    owner: str = ""
    session: str | None = None  # the id of the session that it belongs to
    list: str = ""
    checklist: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()  # minutes before the day that it is due
    notes: str = ""
    nominal: dt.date | None = None
    steps: tuple[Step, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    provisional: bool = False

    @property
    def unplaceable(self) -> bool:
        """Whether it needs a day that somebody must find by hand."""
        return self.due is None and any(step.reason is Reason.UNPLACEABLE for step in self.steps)
