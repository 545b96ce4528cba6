"""A plan, understood: what `sanhui.schedule` expands.

Everything that the document said as text has become a value here, defaults are filled in, kinds are codes.
Immutable; no file is read after loading. A `line` is one of the plan's own file, or a `ForeignLine`, which knows
the file above from which the line is inherited (`sanhui.plan.report`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sanhui.days.calendar import WorkCalendar
from sanhui.i18n import Language
from sanhui.plan.body import Body, RulesName
from sanhui.plan.kinds import Kind
from sanhui.plan.marks import Mark
from sanhui.roster.model import Roster
from sanhui.when.tree import Policy, When


class Leave(msgspec.Struct, frozen=True):
    """Somebody who takes no turn from `first` to `last`, both included; None is an open end."""

    name: str
    first: dt.date | None = None
    last: dt.date | None = None


class Turns(msgspec.Struct, frozen=True):
    """Who has a duty: all of `people` at every session, or, if it `rotates`, one of them at each.

    With `by_slot` everybody keeps their place: the nth slot of the year belongs to the nth of them, and who is
    left out is stood in for by the next. Without it the turn passes on, and only when a session takes place.
    """

    people: tuple[str, ...] = ()
    rotates: bool = False
    by_slot: bool = False
    leaves: tuple[Leave, ...] = ()


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What is particular to one session."""

    topic: str = ""
    speaker: str = ""
    chair: str = ""
    recorder: str = ""
    place: str = ""
    materials: tuple[str, ...] = ()
    notes: str = ""
    line: int | None = None


class SessionTask(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do for every session of an activity.

    It is due `days` days, or working days if `working`, after the session's day; before it, if negative.
    """

    id: str  # within the activity
    title: str
    days: int = 0
    working: bool = False
    owner: str = ""
    list: str = ""
    checklist: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()  # minutes before the day that it is due
    notes: str = ""
    line: int | None = None


class TaskRule(msgspec.Struct, frozen=True, kw_only=True):
    """One `[[task]]` of the plan, with the defaults filled in: something to do by a day.

    `when` has no time of day: a deadline is a day. What floats in it is due on the last day of its window.
    """

    id: str
    title: str
    when: When
    on_holiday: Policy
    within: int
    working_weekends: bool
    owner: str = ""
    list: str = ""
    checklist: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()  # minutes before the day that it is due
    notes: str = ""
    sources: tuple[Path, ...] = ()  # the files that it comes from, eldest first; () is the plan's own
    index: int = 0  # its place among the tasks of its file, from 1: errors name `task[index]`
    line: int | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one session, as one `[[change]]` says it.

    `to` is a naive local time, or a day, which keeps the session's time of day; None leaves the day alone.
    `outside` allows a day beyond the period of the slot. The loader has seen to what can be seen without
    the sessions; `sanhui.schedule.changes` refuses the rest.
    """

    activity: str
    slot: str
    to: dt.date | None = None  # or dt.datetime
    place: str = ""
    cancelled: bool = False
    added: bool = False
    outside: bool = False
    reason: str = ""
    index: int = 0  # its place among the changes of its file, from 1: errors name `change[index]`
    line: int | None = None

    @property
    def session(self) -> str:
        """The id of the session."""
        return f"{self.activity}/{self.slot}"


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the plan, with the defaults filled in.

    `when` carries the whole time: text and fields joined. `minutes` is the length of a session that its time
    does not state.
    """

    id: str
    title: str
    kinds: tuple[str, ...]
    when: When
    minutes: int
    on_holiday: Policy
    within: int
    working_weekends: bool
    place: str = ""
    audience: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    speakers: Turns = Turns()
    chair: Turns = Turns()
    recorder: Turns = Turns()
    topics: tuple[str, ...] = ()
    hours: float | None = None
    materials: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()  # minutes before the start
    url: str = ""
    notes: str = ""
    tasks: tuple[SessionTask, ...] = ()
    particulars: Mapping[str, Particulars] = {}
    sources: tuple[Path, ...] = ()  # the files that it comes from, eldest first; () is the plan's own
    index: int = 0  # its place among the activities of its file, from 1: errors name `activity[index]`
    line: int | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One body's plan for one year."""

    id: str
    year: int
    title: str
    organization: str
    timezone: str
    language: Language
    revision: int
    organizer: str
    activities: tuple[Activity, ...]
    kinds: Mapping[str, Kind]  # by code, shipped and own
    marks: Mapping[str, Mark]  # by code, shipped and own
    periods: Mapping[str, tuple[dt.date, dt.date]]  # by name, first and last day
    calendar: WorkCalendar
    roster: Roster | None
    tasks: tuple[TaskRule, ...] = ()
    changes: tuple[Change, ...] = ()  # in the order of the files: of several for one session the last holds
    body: Body = Body()
    rules: tuple[RulesName, ...] | None = None  # None: what binds every branch; see `sanhui.rulebook.load`
    busy: tuple[Path, ...] = ()  # calendars of those who must be free
    path: Path  # the file it was read from, for messages and for files beside it
    parents: tuple[Path, ...] = ()  # the files of the plans that it extends, the nearest first

    def sources(self, item: Activity | TaskRule) -> tuple[Path, ...]:
        """The files that an activity or a task comes from: where it stands first, then those that refine it."""
        return item.sources or (self.path,)
