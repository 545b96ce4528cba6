"""Which session or activity is meant by what somebody said: `weekly-study/2026-W11`, `weekly-study@3月11日`, a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from sanhui.errors import InputError, Problem, nearest
from sanhui.i18n import _
from sanhui.moment import read_in_year
from sanhui.plan.model import Activity, Plan
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session
from sanhui.when.errors import WhenError
from sanhui.wording import long_date, short_date

_MOST = 6  # so many candidates are listed
_NEAR = 3
_DIGIT = re.compile(r"\d")


def find_session(schedule: Schedule, said: str, now: dt.datetime) -> Session:
    """The one session that is meant.

    By its id, its slot, its activity (id or title) if that has a single one, its activity and a date, or a date alone,
    as `moment.read_in_year` reads it. A session is known by the day that it is held on; if there is none, by the day that its
    rule means. Raises `InputError` with the candidates when there are several, with what is near when there is
    none, and `WhenError` for a date that is not understood.
    """
    said = said.strip()
    if (found := schedule.by_id.get(said)) is not None:
        return found
    name, at, date = said.rpartition("@")
    if at:
        sessions = schedule.by_activity.get(find_activity(schedule.plan, name).id, ())
        return _on(sessions, read_in_year(date, schedule.plan.year, now), said, now)
    of_name = [each for each in schedule.sessions if said in (each.activity, each.title, each.slot)]
    if of_name or "/" in said:
        return _only(of_name, said, now) or _none(said, schedule)
    try:
        day = read_in_year(said, schedule.plan.year, now)
    except WhenError as error:
        if _alike(said, schedule) or not (error.position or _DIGIT.search(said)):  # nothing of it is a date
            return _none(said, schedule)
        raise
    return _on(schedule.sessions, day, said, now)


def find_activity(plan: Plan, said: str) -> Activity:
    """The activity with this id, or with this title; raises `InputError`."""
    said = said.strip()
    by_id = {activity.id: activity for activity in plan.activities}
    if said in by_id:
        return by_id[said]
    titled = [activity for activity in plan.activities if activity.title == said]
    if len(titled) == 1:
        return titled[0]
    if titled:
        message = _("several activities have this title")
        raise InputError(Problem(message, _one_of(each.id for each in titled), value=said))
    titles = [activity.title for activity in plan.activities]
    near = nearest(said, [*by_id, *titles], n=_NEAR, cutoff=0.5)
    remedy = _did_you_mean(near) if near else _one_of(by_id)
    raise InputError(Problem(_("the plan has no such activity"), remedy, value=said))


def _on(sessions: Sequence[Session], moment: dt.date | dt.datetime, said: str, now: dt.datetime) -> Session:
    """The one session on a day."""
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    held = [each for each in sessions if each.date == day]
    if found := _only(held or [each for each in sessions if each.nominal == day], said, now):
        return found
    known = [_dated(each) for each in _around(sessions, day)[:_NEAR] if each.date]
    open_then = [each for each in sessions if each.first and each.last and each.first <= day <= each.last]
    if open_then and len({each.activity for each in sessions}) == 1:
        remedy = _("it has no day yet: sanhui fix {session} DATE").format(session=open_then[0].id)
    elif known:
        remedy = _("the nearest are {sessions}").format(sessions=_(", ").join(known))
    else:
        remedy = ""
    message = _("there is no session on {date}").format(date=long_date(day))
    raise InputError(Problem(message, remedy, value=said))


def _only(found: Sequence[Session], said: str, now: dt.datetime) -> Session | None:
    """The one that was found, if any; raises InputError for several, with those around today."""
    if len(found) < 2:
        return found[0] if found else None
    near = sorted(_around(found, now.date())[:_MOST], key=lambda each: each.day)
    remedy = _one_of([_dated(each) for each in near] + ["…"] * (len(found) > _MOST))
    raise InputError(Problem(_("this may be {n} sessions").format(n=len(found)), remedy, value=said))


def _around(sessions: Sequence[Session], day: dt.date) -> list[Session]:
    """The sessions, those nearest to a day first, those without a day last."""
    return sorted(sessions, key=lambda each: (each.date is None, abs((each.date or each.day) - day)))


def _dated(session: Session) -> str:
    """study/2026-01 (1月12日)."""
    return f"{session.id} ({short_date(session.date)})" if session.date else session.id


def _none(said: str, schedule: Schedule) -> NoReturn:
    near = _alike(said, schedule)
    remedy = _did_you_mean(near) if near else _("“sanhui show” lists the sessions")
    raise InputError(Problem(_("there is no such session"), remedy, value=said))


def _alike(said: str, schedule: Schedule) -> list[str]:
    titles = [each.title for each in schedule.plan.activities]
    return nearest(said, [*schedule.by_id, *schedule.by_activity, *titles], n=_NEAR, cutoff=0.5)


def _did_you_mean(near: Iterable[str]) -> str:
    choices = _(" or ").join(f"“{name}”" for name in near)
    return _("did you mean {words}?").format(words=choices)


def _one_of(names: Iterable[str]) -> str:
    return _("name one of them: {sessions}").format(sessions=_(", ").join(names))
