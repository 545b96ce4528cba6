"""Which days suit a session that floats: working days of its window on which it is in nobody's way.

A day is no candidate on which, at no usual time of the plan, the session would be free of the other sessions and of what
the busy calendars hold. Of the rest those are best that hold no other session, are no worked weekend, lie away from deadlines,
leave the session its usual time, and are of the weekday on which the plan meets most; the earlier of two equals.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import msgspec

from sanhui.edit.busy import Busy, read_busy
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.schedule import clock
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import provisional
from sanhui.wording import long_date, weekday

_TIMES = 3  # so many of the plan's usual times are tried


class Suggestion(msgspec.Struct, frozen=True):
    """A day for a session, its start (a date if it takes the whole day), and why: sentences, good and bad."""

    day: dt.date
    start: dt.datetime | dt.date
    reasons: tuple[str, ...]


class _Span(NamedTuple):
    """Time that something takes up, and what."""

    start: dt.datetime
    end: dt.datetime
    by: str


_T = TypeVar("_T", int, dt.time)


class _Trait(NamedTuple):
    """One thing about a day: how much it speaks against it, and the sentence."""

    cost: int
    sentence: str


def suggest(
    schedule: Schedule, session: Session, *, today: dt.date | None = None, count: int = 3
) -> tuple[Suggestion, ...]:
    """The best days for a session that floats, the best one first; none before `today`.

    Reads the busy calendars of the plan, and is pure apart from that. Raises `InputError` for a session that does not
    float, for one whose window is over, for a calendar that cannot be read, and when no day is left.
    """
    if session.status is not Status.FLOATING or session.first is None or session.last is None:
        raise InputError(
            Problem(_("{session} does not float").format(session=session.id), _("“sanhui move” moves it"))
        )
    if today and today > session.last:
        raise InputError(
            Problem(
                _("its last day was {last}").format(last=long_date(session.last)),
                _("give it a day yourself: sanhui fix, with --outside and a reason for a later one"),
                value=session.id,
            )
        )
    first = max(session.first, today or session.first)
    days = schedule.plan.calendar.working_days(first, session.last)
    busy = (
        read_busy(schedule.plan.busy, first, session.last, zoneinfo.ZoneInfo(schedule.plan.timezone))
        if days
        else ()
    )
    survey = _Survey(schedule, session, busy)
    found = [pair for day in days if (pair := survey.judge(day)) is not None]
    if not found:
        message = _("from {first} to {last} no working day is free").format(
            first=long_date(first), last=long_date(session.last)
        )
        raise InputError(Problem(message, _("choose one yourself: sanhui fix"), value=session.id))
    found.sort(key=lambda pair: (pair[0], pair[1].day))
    return tuple(suggestion for _cost, suggestion in found[:count])


class _Survey:
    """What the plan usually does, and what takes up its days."""

    def __init__(self, schedule: Schedule, session: Session, busy: Iterable[Busy]) -> None:
        plan = schedule.plan
        self._plan = plan
        self._session = session
        self._zone = zoneinfo.ZoneInfo(plan.timezone)
        self._activity = next(each for each in plan.activities if each.id == session.activity)
        self._calendars = [path.name for path in plan.busy]
        self._busy = [_Span(each.start, each.end, each.calendar) for each in busy]
        self._others: dict[dt.date, list[Session]] = {}
        self._due: dict[dt.date, list[str]] = {}
        meetings = []
        for other in schedule.sessions:
            if other.date is not None and other.status is not Status.CANCELLED and other.id != session.id:
                self._others.setdefault(other.date, []).append(other)
                if isinstance(other.start, dt.datetime):
                    meetings.append(other.start)
        for task in schedule.tasks:
            if task.due is not None:
                self._due.setdefault(task.due, []).append(task.title)
        self._weekday = _most([each.isoweekday() for each in meetings])[:1]
        self._times = self._starts(_most([each.time() for each in meetings]))

    def judge(self, day: dt.date) -> tuple[int, Suggestion] | None:
        """How much speaks against a day, and the suggestion; None if the session cannot be held on it."""
        chosen = self._start(day)
        if chosen is None:
            return None
        start, about_time = chosen
        traits = [
            self._on_weekday(day),
            *about_time,
            self._beside_others(day),
            self._before_deadlines(day),
            *self._of_calendar(day),
        ]
        reasons = tuple(trait.sentence for trait in traits)
        return sum(trait.cost for trait in traits), Suggestion(day, start, reasons)

    # -- the time of day -----------------------------------------------------------------------------------

    def _starts(self, usual: list[dt.time]) -> list[dt.time]:
        """The times of day to try, the best first; none for a session that takes whole days."""
        time = self._activity.when.time
        if time is not None and time.all_day:
            return []
        if clock.is_all_day(time):
            return usual[:_TIMES]
        own = clock.span(time, dt.date(self._plan.year, 1, 1), self._activity.minutes)[0]
        assert isinstance(own, dt.datetime)
        return list(dict.fromkeys([own.time(), *usual[:_TIMES]]))

    def _start(self, day: dt.date) -> tuple[dt.datetime | dt.date, list[_Trait]] | None:
        """The first time of the day at which nothing else is, with what is to be said about it."""
        taken = [*self._spans(day), *self._busy]
        if not self._times:
            begin = dt.datetime.combine(day, dt.time(), self._zone)
            over = _overlapping(taken, begin, begin + dt.timedelta(days=1))
            return None if over else (day, self._free())
        blocked = ""
        for nth, time in enumerate(self._times):
            start = dt.datetime.combine(day, time, self._zone)
            over = _overlapping(taken, start, start + dt.timedelta(minutes=self._length()))
            if over:
                blocked = blocked or over
                continue
            if nth == 0:
                return start, [self._usual_time(time), *self._free()]
            text = _("At {time}, for at {usual} there is {other}.")
            told = text.format(time=f"{time:%H:%M}", usual=f"{self._times[0]:%H:%M}", other=blocked)
            return start, [_Trait(3, told), *self._free()]
        return None

    def _length(self) -> int:
        time = self._activity.when.time
        return time.minutes if time is not None and time.minutes is not None else self._activity.minutes

    def _usual_time(self, time: dt.time) -> _Trait:
        own = not clock.is_all_day(self._activity.when.time)
        text = (
            _("{time} is the activity's time of day.")
            if own
            else _("{time} is the plan's usual time of day.")
        )
        return _Trait(0, text.format(time=f"{time:%H:%M}"))

    def _spans(self, day: dt.date) -> list[_Span]:
        """The other sessions of the day that have a time of day; a reminder that lasts all day is in nobody's way."""
        return [
            _Span(other.start, other.end, f"“{other.title}”")
            for other in self._others.get(day, ())
            if isinstance(other.start, dt.datetime) and isinstance(other.end, dt.datetime)
        ]

    def _free(self) -> list[_Trait]:
        if not self._calendars:
            return []
        text = _("Nothing stands in the way in {calendars}.")
        return [_Trait(0, text.format(calendars=_(", ").join(self._calendars)))]

    # -- the day -------------------------------------------------------------------------------------------

    def _on_weekday(self, day: dt.date) -> _Trait:
        if not self._weekday:
            return _Trait(0, _("{weekday} is a working day.").format(weekday=weekday(day)))
        if self._weekday == [day.isoweekday()]:
            return _Trait(0, _("{weekday} is the plan's usual weekday.").format(weekday=weekday(day)))
        usual = day + dt.timedelta(days=self._weekday[0] - day.isoweekday())
        text = _("It is a {weekday}; the plan's usual weekday is {usual}.")
        return _Trait(2, text.format(weekday=weekday(day), usual=weekday(usual)))

    def _beside_others(self, day: dt.date) -> _Trait:
        others = self._others.get(day, ())
        if not others:
            return _Trait(0, _("The plan has no other session on this day."))
        titles = _(", ").join(f"“{other.title}”" for other in others)
        return _Trait(8, _("On the same day: {sessions}.").format(sessions=titles))

    def _before_deadlines(self, day: dt.date) -> _Trait:
        soon = self._plan.calendar.step(day, 1)
        for cost, due, text in (
            (4, day, _("Due on this day: {tasks}.")),
            (2, soon, _("Due on the next working day: {tasks}.")),
        ):
            if titles := self._due.get(due):
                return _Trait(cost, text.format(tasks=_(", ").join(dict.fromkeys(titles))))
        return _Trait(0, _("Nothing is due on this day or the next working day."))

    def _of_calendar(self, day: dt.date) -> list[_Trait]:
        calendar = self._plan.calendar
        found = []
        if calendar.is_working_weekend(day):
            found.append(_Trait(8, _("It is a weekend day that is worked.")))
        if calendar.is_provisional(day.year):
            found.append(_Trait(0, provisional()))
        return found


def _overlapping(spans: Iterable[_Span], start: dt.datetime, end: dt.datetime) -> str:
    """What takes up a part of the time; an empty text if nothing does."""
    return next((span.by for span in spans if span.start < end and start < span.end), "")


def _most(values: list[_T]) -> list[_T]:
    """The values, each once, the most frequent first; the smaller of equals."""
    return [value for value, _count in sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))]
