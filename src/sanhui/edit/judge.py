"""What a session may not be moved to: a day off, a day outside its period, a time that another session holds."""

from __future__ import annotations

import datetime as dt

from sanhui.checks.clashes import clashes
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.plan.model import Plan
from sanhui.schedule import slots
from sanhui.schedule.expand import Schedule, explain
from sanhui.schedule.model import Session, Status
from sanhui.schedule.occurrences import candidates
from sanhui.when.tree import Policy
from sanhui.wording import long_date


def refuse_outside(plan: Plan, session: Session, day: dt.date) -> None:
    """Raise `InputError` when a day lies outside the period of the session's slot, or the window of a floating one.

    Of a week that two years share, the days of the other year are outside: another plan holds them.
    """
    first, last = _period(plan, session)
    if not first <= day <= last:
        message = _("{date} is outside the period of {session}, {first} to {last}").format(
            date=long_date(day), session=session.id, first=long_date(first), last=long_date(last)
        )
        remedy = _("choose a day within it; if it is so ordered: --outside, with --reason")
        raise InputError(Problem(message, remedy))


def _period(plan: Plan, session: Session) -> tuple[dt.date, dt.date]:
    """The first and the last day on which a session may be held without an order."""
    if session.status is Status.FLOATING and session.first and session.last:
        return session.first, session.last
    first, last = _slot(plan, session)
    year = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    if last < year[0] or year[1] < first:  # a reminder in December for next year's New Year
        return year
    return max(first, year[0]), min(last, year[1])


def _slot(plan: Plan, session: Session) -> tuple[dt.date, dt.date]:
    """The first and the last day of the period that a slot fills: as its rule has it, or as its name says."""
    for activity in plan.activities:
        if activity.id == session.activity:
            for candidate in candidates(activity.when, plan.year, plan.calendar, plan.periods):
                if candidate.slot == session.slot:
                    return candidate.period.first, candidate.period.last
    return slots.bounds(session.slot)


def refuse_day_off(plan: Plan, session: Session | None, day: dt.date) -> None:
    """Raise `InputError` for a day off.

    A session whose rule means a weekend day may be moved to another; one that its activity holds on days off (`keep`)
    may be moved to any day.
    """
    calendar = plan.calendar
    if calendar.is_working(day):
        return
    holiday = calendar.holiday(day)
    if session is not None:
        explanation = explain(plan, session)
        if explanation is not None and explanation.policy is Policy.KEEP:
            return
        if holiday is None and day.isoweekday() > 5 and _on_plain_weekend(plan, session):
            return
    message = _("{date} is a day off").format(date=long_date(day))
    days = [calendar.step(day, -1), calendar.step(day, 1)]
    remedy = _("the working days next to it are {before} and {after}").format(
        before=long_date(days[0]), after=long_date(days[1])
    )
    raise InputError(Problem(message, remedy))


def refuse_taken(schedule: Schedule, session: Session) -> None:
    """Raise `InputError` when a session meets another that shares people or a place with it.

    As `sanhui check` finds it, so two activities may share a day. That one activity has two sessions on a day, the
    expansion itself refuses (`sanhui.schedule.changes`).
    """
    for other in schedule.sessions:
        if other.id == session.id or other.status is Status.CANCELLED or not _near(session, other):
            continue
        for found in clashes(Schedule(schedule.plan, (session, other))):
            remedy = _("choose another time, day or place, or move {session} first").format(session=other.id)
            raise InputError(Problem(found.message, remedy))


def _near(one: Session, other: Session) -> bool:
    """Whether two sessions have a day in common, or nearly: enough to look closer."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    return _day(one.start) <= _day(other.end) and _day(other.start) <= _day(one.end)


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _on_plain_weekend(plan: Plan, session: Session) -> bool:
    day = session.nominal
    return day is not None and day.isoweekday() > 5 and plan.calendar.is_off(day)
