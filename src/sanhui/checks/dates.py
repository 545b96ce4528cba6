"""Checks of the days that sessions take, or do not find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from sanhui.checks.finding import Found, by_hand, ids, live
from sanhui.checks.words import days, reasons
from sanhui.i18n import _, ngettext
from sanhui.plan.model import Activity
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Reason, Session
from sanhui.schedule.reasons import moved
from sanhui.wording import long_date


def unplaceable(schedule: Schedule) -> Iterator[Found]:
    """A slot has no day that its session may take: somebody must settle it."""
    for activity, found in _each(schedule, lambda session: session.unplaceable):
        for session in found:
            message = _("“{title}” has no day for {slot}: {reason}")
            yield Found(
                message=message.format(title=activity.title, slot=session.slot, reason=moved(session)),
                remedy=_("allow more days with “within”, choose another “on_holiday”, or another day"),
                sessions=(session.id,),
                activity=activity.id,
                line=activity.line,
            )


def tasks_without_day(schedule: Schedule) -> Iterator[Found]:
    """A task has no day by which it can be done: somebody must settle it."""
    lines = {rule.id: rule.line for rule in schedule.plan.tasks}
    for task in schedule.tasks:
        if task.unplaceable:
            yield Found(
                message=_("“{title}” has no day for {slot}: {reason}").format(
                    title=task.title, slot=task.slot, reason=moved(task)
                ),
                remedy=_("allow more days with “within”, choose another “on_holiday”, or another day"),
                line=lines.get(task.rule),
            )


def changed_to_day_off(schedule: Schedule) -> Iterator[Found]:
    """Somebody moved a session to a day off, or added one there.

    A session whose rule names a weekend day may be moved to another one.
    """
    calendar = schedule.plan.calendar
    lines = {change.session: change.line for change in schedule.plan.changes}
    for activity, found in _each(schedule, by_hand):
        for session in found:
            if session.date is None or calendar.is_working(session.date):
                continue
            weekend = session.nominal is not None and session.nominal.isoweekday() > 5
            if weekend and calendar.holiday(session.date) is None:
                continue
            yield Found(
                message=_("“{title}” {slot} was changed to {date}, a day off").format(
                    title=activity.title, slot=session.slot, date=long_date(session.date)
                ),
                remedy=_("choose a working day, if nobody is meant to come on a day off"),
                sessions=(session.id,),
                activity=activity.id,
                line=lines.get(session.id, activity.line),
            )


def kept(schedule: Schedule) -> Iterator[Found]:
    """Sessions stand on days off, because `on_holiday` says keep (不变)."""
    for activity, found in _each(
        schedule, lambda session: _has(session, Reason.KEPT) and not by_hand(session)
    ):
        yield Found(
            message=_("“{title}” is held on days off, by “keep”: {days}").format(
                title=activity.title, days=days(found)
            ),
            remedy=_("let “on_holiday” move them, or leave the days out with “except”"),
            sessions=ids(found),
            activity=activity.id,
            line=activity.line,
        )


def doubled(schedule: Schedule) -> Iterator[Found]:
    """A session moved onto a day on which the same activity has a session already."""
    for activity, found in doubled_days(schedule):
        yield Found(
            message=_("“{title}” has several sessions on one day, since one was moved there: {days}").format(
                title=activity.title, days=days(found)
            ),
            remedy=_("choose another “on_holiday” or a smaller “within”, or leave one of them out"),
            sessions=ids(found),
            activity=activity.id,
            line=activity.line,
        )


def doubled_days(schedule: Schedule) -> Iterator[tuple[Activity, list[Session]]]:
    """The activities with several sessions on one day because of a move, and those sessions."""
    for activity in schedule.plan.activities:
        by_day: dict[dt.date, list[Session]] = {}
        for session in live(schedule.by_activity[activity.id]):
            if session.date is not None:
                by_day.setdefault(session.date, []).append(session)
        doubles = [
            session
            for found in by_day.values()
            if len(found) > 1 and any(each.date != each.nominal for each in found)
            for session in found
        ]
        if doubles:
            yield activity, doubles


def provisional(schedule: Schedule) -> Iterator[Found]:
    """Sessions depend on the days of a year whose official notice is not out (暂定)."""
    found = [session for session in live(schedule.sessions) if session.provisional]
    if not found:
        return
    plan = schedule.plan
    year = plan.year if plan.calendar.is_provisional(plan.year) else plan.year + 1
    message = ngettext(
        "{count} session of {total} is provisional: the notice of the holidays of {year} is not out yet",
        "{count} sessions of {total} are provisional: the notice of the holidays of {year} is not out yet",
        len(found),
    )
    yield Found(
        message=message.format(count=len(found), total=len(schedule.sessions), year=year),
        remedy=_("when the notice comes, name its overlay file under “holidays” in [plan]"),
        sessions=ids(found),
    )


def dropped(schedule: Schedule) -> Iterator[Found]:
    """Slots get no session, for a reason that asks for no decision: 整周放假, skip."""
    for activity, found in _each(schedule, lambda session: session.dropped):
        yield Found(
            message=_("“{title}” has no session for {slots}").format(
                title=activity.title, slots=reasons(found)
            ),
            sessions=ids(found),
            activity=activity.id,
            line=activity.line,
        )


def worked_weekends(schedule: Schedule) -> Iterator[Found]:
    """Sessions stand on a Saturday or Sunday that is worked (补班), which people may not expect."""
    calendar = schedule.plan.calendar
    for activity, found in _each(
        schedule, lambda session: session.date is not None and calendar.is_working_weekend(session.date)
    ):
        yield Found(
            message=_("“{title}” is held on a worked weekend day: {days}").format(
                title=activity.title, days=days(found)
            ),
            remedy=_("if these days are not wanted: working_weekends = false in [defaults]")
            if any(session.date != session.nominal for session in found)
            else "",
            sessions=ids(found),
            activity=activity.id,
            line=activity.line,
        )


def short_months(schedule: Schedule) -> Iterator[Found]:
    """A month lacks the day of the rule, and its last day stands for it: 30日 in February."""
    for activity, found in _each(
        schedule,
        lambda session: (
            session.date is not None and _has(session, Reason.SHORT_MONTH) and not by_hand(session)
        ),
    ):
        yield Found(
            message=_("“{title}” takes another day in short periods: {slots}").format(
                title=activity.title, slots=reasons(found)
            ),
            sessions=ids(found),
            activity=activity.id,
            line=activity.line,
        )


def _each(schedule: Schedule, wanted: Callable[[Session], bool]) -> Iterator[tuple[Activity, list[Session]]]:
    """The activities that have such sessions, and those sessions in order."""
    for activity in schedule.plan.activities:
        found = [session for session in live(schedule.by_activity[activity.id]) if wanted(session)]
        if found:
            yield activity, sorted(found, key=lambda each: each.day)


def _has(session: Session, reason: Reason) -> bool:
    return any(step.reason is reason for step in session.steps)
