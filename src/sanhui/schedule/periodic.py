"""Rules that come back with the week, the month, the quarter, the half-year or the year.

Each is asked for a stretch of days and answers with every candidate of every period that touches the stretch.
Periods are always complete, so that sessions can be numbered before any limit takes some of them away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanhui.days.calendar import WorkCalendar
from sanhui.days.years import day_in
from sanhui.i18n import _
from sanhui.schedule import slots
from sanhui.schedule.candidate import Candidate, Scope
from sanhui.schedule.model import Reason, Step
from sanhui.schedule.slots import Period, period, periods
from sanhui.when.tree import Daily, Day, Periodic, Pick, Span, Unit, Weekday, Weekly, Window, Workday

_DAY = dt.timedelta(days=1)


def daily(rule: Daily, scope: Scope) -> Iterator[Candidate]:
    """Every day of the stretch, or every working day."""
    day = scope.first
    while day <= scope.last:
        if not rule.working or scope.calendar.is_working(day):
            here = period(Unit.DAY, day)
            # “Every day” names the weekend as well.
            yield Candidate(
                slot=here.slot, rule=rule, period=here, nominal=day, means_weekend=day.isoweekday() > 5
            )
        day += _DAY


def weekly(rule: Weekly, scope: Scope) -> Iterator[Candidate]:
    """The weekdays of every week, of every nth week, or of the weeks with odd or even numbers."""
    days = sorted(set(rule.days))
    start = _first_week(rule, days, scope.anchor) if rule.every > 1 else scope.anchor
    for week in periods(Unit.WEEK, scope.first, scope.last):
        if rule.every > 1 and (week.first - start).days // 7 % rule.every:
            continue
        if rule.parity is not None and week.first.isocalendar().week % 2 != rule.parity:
            continue
        for day in days:
            yield Candidate(
                slot=week.slot,
                rule=rule,
                period=week,
                nominal=week.first + (day - 1) * _DAY,
                means_weekend=day > 5,
            )


def _first_week(rule: Weekly, days: list[int], anchor: dt.date) -> dt.date:
    """The Monday of the week of the first occurrence on or after the anchor."""
    for week in periods(Unit.WEEK, anchor, anchor + 21 * _DAY):
        fits = rule.parity is None or week.first.isocalendar().week % 2 == rule.parity
        if fits and week.first + (days[-1] - 1) * _DAY >= anchor:
            return week.first
    raise AssertionError("of four weeks in a row at least one is odd and one is even")


def _position(first: dt.date, last: dt.date, nth: int) -> tuple[dt.date, bool]:
    """The nth day of a stretch, from its end when negative, and whether the stretch has so many days."""
    days = (last - first).days + 1
    if abs(nth) > days:
        return (last if nth > 0 else first), False
    return (first + (nth - 1) * _DAY if nth > 0 else last + (nth + 1) * _DAY), True


def _stretches(
    unit: Unit, month: int | None, scope: Scope
) -> Iterator[tuple[Period, tuple[dt.date, dt.date]]]:
    """Every period with the stretch in which positions count: the whole of it, or one of its months."""
    for here in periods(unit, scope.first, scope.last):
        stretch = (here.first, here.last) if month is None else slots.month_within(here, month)
        if stretch is not None:
            yield here, stretch


def periodic(rule: Periodic, scope: Scope) -> Iterator[Candidate]:
    """The picks of every period, or of one month of every period."""
    for here, (first, last) in _stretches(rule.unit, rule.month, scope):
        for pick in rule.picks:
            candidate = _pick(rule, pick, here, first, last, scope.calendar)
            if candidate is not None:
                yield candidate


def _pick(
    rule: Periodic, pick: Pick, here: Period, first: dt.date, last: dt.date, calendar: WorkCalendar
) -> Candidate | None:
    match pick:
        case Day(nth):
            date, exists = _position(first, last, nth)
            steps = () if exists else (short_month(nth, date),)
            return Candidate(slot=here.slot, rule=rule, period=here, nominal=date, steps=steps)
        case Weekday(nth, day):
            found = _nth_weekday(nth, day, first, last)
            if found is None:
                return None
            return Candidate(slot=here.slot, rule=rule, period=here, nominal=found, means_weekend=day > 5)
        case Workday(nth):  # pragma: no branch - there is no other
            found = _nth_working_day(nth, first, last, calendar)
            if found is None:
                return None
            counted = (first if nth > 0 else last).year
            return Candidate(slot=here.slot, rule=rule, period=here, nominal=found, rests_on=(counted,))


def short_month(nth: int, date: dt.date) -> Step:
    """There is no nth day: this last (or first) one stands for it."""
    return Step(Reason.SHORT_MONTH, origin=date, to=date, day=nth)


def _nth_weekday(nth: int, day: int, first: dt.date, last: dt.date) -> dt.date | None:
    if nth > 0:
        found = first + ((day - first.isoweekday()) % 7 + 7 * (nth - 1)) * _DAY
    else:
        found = last - ((last.isoweekday() - day) % 7 + 7 * (-nth - 1)) * _DAY
    return found if first <= found <= last else None


def _nth_working_day(nth: int, first: dt.date, last: dt.date, calendar: WorkCalendar) -> dt.date | None:
    """The nth working day of a stretch; 补班 days count, so the first of 2026 is Sunday 01-04."""
    day, stride = (first, _DAY) if nth > 0 else (last, -_DAY)
    left = abs(nth)
    while first <= day <= last:
        left -= calendar.is_working(day)
        if left == 0:
            return day
        day += stride
    return None


def window(rule: Window, scope: Scope) -> Iterator[Candidate]:
    """The same days of every period, in which sessions float."""
    for here, (first, last) in _stretches(rule.unit, rule.month, scope):
        opens, exists = _position(first, last, rule.first)
        closes, _long_enough = _position(first, last, rule.last)
        if exists and opens <= closes:
            for _nth in range(rule.times):
                yield Candidate(slot=here.slot, rule=rule, period=here, first=opens, last=closes)


def span(rule: Span, scope: Scope) -> Iterator[Candidate]:
    """The days between two dates of every year, in which sessions float.

    Raises ValueError if the last is before the first.
    """
    for here in periods(Unit.YEAR, scope.first, scope.last):
        opens, closes = (day_in(here.first.year, day) for day in (rule.first, rule.last))
        if opens > closes:
            raise ValueError(_("the span ends before it begins"))
        for _nth in range(rule.times):
            yield Candidate(slot=here.slot, rule=rule, period=here, first=opens, last=closes)
