"""A plan, understood: what `sanhui.schedule` expands.

Everything that the document said as text has become a value here, defaults are filled in, kinds are codes.
Immutable; no file is read after loading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sanhui.days.calendar import WorkCalendar
from sanhui.i18n import Language
from sanhui.plan.kinds import Kind
from sanhui.plan.roster import Roster
from sanhui.when.tree import Policy, When


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What is particular to one session."""

    topic: str = ""
    speaker: str = ""
    place: str = ""
    materials: tuple[str, ...] = ()
    notes: str = ""
    line: int | None = None


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the plan, with the defaults filled in.

    `when` carries the whole time: text and fields joined. `minutes` is the length of a session that its time
    does not state. Each entry of `speakers` speaks at one session when `rotates`, else all at every one.
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
    speakers: tuple[str, ...] = ()
    rotates: bool = False
    topics: tuple[str, ...] = ()
    hours: float | None = None
    materials: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()  # minutes before the start
    url: str = ""
    notes: str = ""
    particulars: Mapping[str, Particulars] = {}
    index: int = 0  # its place among the activities, from 1: errors name `activity[index]`
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
    periods: Mapping[str, tuple[dt.date, dt.date]]  # by name, first and last day
    calendar: WorkCalendar
    roster: Roster | None
    path: Path  # the file it was read from, for messages and for files beside it
