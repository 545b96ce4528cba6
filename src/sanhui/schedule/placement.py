"""From a nominal date to the day that a session takes: the working-day rules of design.md.

A session on a day off moves by the policy, at most `within` days away and never out of its slot's period;
if the chosen way has no such day, it turns the other way. A week without any working day is dropped
(整周放假), and so is a day of a daily rule; a longer period without one, or none within reach, must be
settled by hand. Days off are weekends and public holidays; for a rule that names a weekend day, public
holidays alone. A session always moves to a working day; whether that may be a 补班 weekend day is a
setting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from sanhui.days.calendar import WorkCalendar
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.model import Reason, Step
from sanhui.when.tree import Policy, Unit

_DAY = dt.timedelta(days=1)


class Placement(msgspec.Struct, frozen=True):
    """The day of a session, or None; what happened on the way; the years whose days were looked at."""

    date: dt.date | None
    steps: tuple[Step, ...] = ()
    years: frozenset[int] = frozenset()


def place(
    candidate: Candidate, policy: Policy, within: int, working_weekends: bool, calendar: WorkCalendar
) -> Placement:
    """Find the day of a candidate. A floating one has none, and nothing happened to it.

    `within` is in days; `working_weekends` says whether a 补班 weekend day may receive a moved session.
    """
    nominal = candidate.nominal
    if nominal is None:
        return Placement(None)
    years = frozenset((nominal.year, *candidate.rests_on))
    if candidate.doubled:
        return Placement(None, candidate.steps, years)
    if not _is_off(nominal, candidate, calendar):
        return Placement(nominal, candidate.steps, years)
    move = _Move(candidate, nominal, policy, within, working_weekends, calendar)
    return Placement(move.step.to, (*candidate.steps, move.step), years | move.years)


def _is_off(day: dt.date, candidate: Candidate, calendar: WorkCalendar) -> bool:
    if candidate.means_weekend:
        return calendar.is_off(day) and calendar.holiday(day) is not None
    return calendar.is_off(day)


class _Move:
    """One session's way off a day off, with the years that it looks at."""

    def __init__(
        self,
        candidate: Candidate,
        nominal: dt.date,
        policy: Policy,
        within: int,
        working_weekends: bool,
        calendar: WorkCalendar,
    ) -> None:
        self.years: set[int] = set()
        self._nominal, self._within = nominal, within
        self._period = candidate.period
        self._working_weekends, self._calendar = working_weekends, calendar
        self.step = self._decide(policy)

    def _decide(self, policy: Policy) -> Step:
        if policy is Policy.KEEP:
            return self._stay(Reason.KEPT, self._nominal)
        if policy is Policy.SKIP:
            return self._stay(Reason.SKIPPED)
        unit = self._period.unit
        if unit is Unit.DAY:
            return self._stay(Reason.DAY_OFF)
        if unit is Unit.WEEK and not any(self._calendar.is_working(day) for day in self._days_of_period()):
            return self._stay(Reason.WEEK_OFF)
        match policy:
            case Policy.POSTPONE:
                to, reason = self._next(_DAY), Reason.MOVED
            case Policy.ADVANCE:
                to, reason = self._next(-_DAY), Reason.MOVED
            case Policy.NEAREST:  # pragma: no branch - there is no other
                to, reason = self._nearest(), Reason.MOVED
        if to is None:
            to, reason = self._next(-_DAY if policy is Policy.POSTPONE else _DAY), Reason.TURNED
        return self._stay(Reason.UNPLACEABLE if to is None else reason, to)

    def _stay(self, reason: Reason, to: dt.date | None = None) -> Step:
        holiday = self._calendar.holiday(self._nominal)
        return Step(reason, origin=self._nominal, to=to, holiday=holiday, within=self._within)

    def _next(self, stride: dt.timedelta) -> dt.date | None:
        """The first day that may receive the session in this direction."""
        day = self._nominal
        for _nth in range(self._within):
            day += stride
            if not self._period.first <= day <= self._period.last:
                return None
            self.years.add(day.year)
            if self._receives(day):
                return day
        return None

    def _nearest(self) -> dt.date | None:
        """The closer of both directions; of two equally close ones the later."""
        later, earlier = self._next(_DAY), self._next(-_DAY)
        if later is None or earlier is None:
            return later or earlier
        return later if later - self._nominal <= self._nominal - earlier else earlier

    def _receives(self, day: dt.date) -> bool:
        return self._calendar.is_working(day) and (
            self._working_weekends or not self._calendar.is_working_weekend(day)
        )

    def _days_of_period(self) -> Iterator[dt.date]:
        for nth in range(self._period.days):
            day = self._period.first + nth * _DAY
            self.years.add(day.year)
            yield day
