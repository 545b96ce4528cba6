"""Joins: that somebody was there from when until when, as one row of a file has it; and those of one person, merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

_MANY = 256  # spans that are merged at once, so that a million rejoins need no memory
_Span = tuple[dt.datetime, dt.datetime]


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a file. `row` counts from 1, as spreadsheets do.

    Somebody may have arrived without leaving (a sign-in list), or be there without any time (a list of names). `came` is
    False for rows of those who did not come (未打卡); `mark` is what a table says of somebody, as it is written there;
    `problem` says what cannot be read in the row.
    """

    row: int
    name: str = ""
    original_name: str = ""
    email: str = ""
    id: str = ""
    arrived: dt.datetime | None = None
    left: dt.datetime | None = None
    minutes: float | None = None  # as measured; less than the span for somebody who went out in between
    waiting: bool = False  # in the waiting room, and not let in
    date: dt.date | None = None  # of rows without times
    came: bool = True
    mark: str = ""
    problem: str = ""

    @property
    def day(self) -> dt.date | None:
        """Of which day it is; None where the file does not say."""
        moment = self.arrived or self.left
        return moment.date() if moment else self.date


class Window(msgspec.Struct, frozen=True):
    """When a session was: its start and end, and from when one could sign in; all None for one of a whole day."""

    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    opens: dt.datetime | None = None

    def holds(self, join: Join) -> bool:
        """Whether a join has part in it: overlaps it, or is a sign-in that is neither too early nor after its end."""
        if self.ends is not None and join.arrived is not None and join.arrived >= self.ends:
            return False
        if join.left is not None:
            return self.begins is None or join.left > self.begins
        return self.opens is None or join.arrived is None or join.arrived >= self.opens

    def meets(self, join: Join) -> bool:
        """Whether a join has part in it for sure, on whichever side of midnight it began."""
        first, last = join.arrived or join.left, join.left or join.arrived
        if first is None or last is None or self.begins is None or self.ends is None:
            return False
        return first < self.ends and last > self.begins


class Presence(msgspec.Struct, frozen=True):
    """All joins of one person: first arrival, last departure, and how long they were in the session meanwhile."""

    arrived: dt.datetime | None = None
    left: dt.datetime | None = None
    minutes: float | None = None


class Stay:
    """Takes the joins of one person, on however many devices, and merges them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._spans: list[_Span] = []
        self._arrivals: list[dt.datetime] = []  # whose end nobody knows
        self._departures: list[dt.datetime] = []
        self._minutes = 0.0
        self._measured = True

    def add(self, join: Join) -> None:
        """Take one more join."""
        if join.minutes is None and join.arrived is not None and join.left is not None:
            self._minutes += _minutes(join.arrived, join.left)
        elif join.minutes is None:
            self._measured = False
        else:
            self._minutes += join.minutes
        if join.arrived is not None and join.left is not None:
            self._spans.append((join.arrived, join.left))
            if len(self._spans) > _MANY:
                self._spans = union(self._spans)
        elif join.arrived is not None:
            self._arrivals = [min([*self._arrivals, join.arrived]), max([*self._arrivals, join.arrived])]
        elif join.left is not None:
            self._departures = [max([*self._departures, join.left])]

    @property
    def presence(self) -> Presence:
        """What the joins come to.

        Two devices at once count once: nobody was there longer than their joins together cover.
        """
        spans = union(self._spans)
        arrivals = [*self._arrivals, *(first for first, _last in spans)]
        departures = [*self._departures, *(last for _first, last in spans)]
        stayed = bool(self._arrivals) and (not departures or max(self._arrivals) > max(departures))
        return Presence(
            min(arrivals, default=None),
            None if stayed else max(departures, default=None),
            self._within(spans) if self._measured else None,
        )

    def _within(self, spans: list[_Span]) -> float:
        if not spans:
            return self._minutes
        begins, ends = self._window.begins, self._window.ends
        covered = sum(
            max(0.0, _minutes(max(first, begins or first), min(last, ends or last))) for first, last in spans
        )
        return min(covered, self._minutes)


def union(spans: Iterable[_Span]) -> list[_Span]:
    """The spans in order, those that overlap or touch as one."""
    found: list[_Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _minutes(first: dt.datetime, last: dt.datetime) -> float:
    return (last - first) / dt.timedelta(minutes=1)
