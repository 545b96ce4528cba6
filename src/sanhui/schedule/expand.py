"""From a plan to its schedule: every slot of every activity, with its day and time, and every task."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Iterator, Mapping

import msgspec

from sanhui.days.calendar import WorkCalendar
from sanhui.plan.model import Activity, Plan
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.model import Reason, Session, Status, Step, Task
from sanhui.schedule.occurrences import candidates
from sanhui.schedule.placement import place
from sanhui.schedule.sessions import session_of
from sanhui.schedule.slots import Period
from sanhui.schedule.tasks import tasks_of
from sanhui.schedule.turns import Rota
from sanhui.when.tree import Policy, Rule, When


class Schedule(msgspec.Struct, frozen=True, dict=True):
    """A plan with its sessions in order of start, and its tasks in order of the day that they are due.

    A session without a start stands at its nominal date, a floating one at the first day of its window.
    What falls together stands in the order of the plan.
    """

    plan: Plan
    sessions: tuple[Session, ...]
    tasks: tuple[Task, ...] = ()

    @functools.cached_property
    def by_id(self) -> Mapping[str, Session]:
        """Every session by its id, `activity/slot`."""
        return {session.id: session for session in self.sessions}

    @functools.cached_property
    def by_activity(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of every activity, in the same order; an activity without any is there too."""
        found: dict[str, list[Session]] = {activity.id: [] for activity in self.plan.activities}
        for session in self.sessions:
            found.setdefault(session.activity, []).append(session)
        return {activity: tuple(sessions) for activity, sessions in found.items()}


class Placed(msgspec.Struct, frozen=True):
    """One slot of a phrase: what the rule gave, the day that it takes or None, what happened on the way."""

    candidate: Candidate
    date: dt.date | None
    steps: tuple[Step, ...]
    provisional: bool

    @property
    def dropped(self) -> bool:
        """Whether there is no session and nothing to decide."""
        return (
            self.date is None
            and not self.candidate.floats
            and all(step.reason is not Reason.UNPLACEABLE for step in self.steps)
        )


class Explanation(msgspec.Struct, frozen=True):
    """What a session's day rests on: the rule that gave it, the policy, the limit in days."""

    session: Session
    when: When
    rule: Rule
    policy: Policy
    within: int


def expand(plan: Plan) -> Schedule:
    """All sessions and tasks of a plan. Pure, and quick: some twenty milliseconds for a thousand sessions.

    Raises `InputError` for changes that cannot be carried out (`sanhui.schedule.changes`), and ValueError for
    a phrase without meaning, such as one that leaves out a period which the plan does not name; the loader
    finds those first.
    """
    zone = zoneinfo.ZoneInfo(plan.timezone)
    pairs = [pair for activity in plan.activities for pair in _sessions(plan, activity, zone)]
    found = [session for session, _period in pairs]
    if plan.changes:
        from sanhui.schedule import changes  # needed by some

        found = changes.apply(plan, found, {session.id: period for session, period in pairs}, zone)
    found.sort(key=_order)
    return Schedule(plan, tuple(found), tasks_of(plan, found))


def sessions_of(
    when: When,
    year: int,
    calendar: WorkCalendar,
    policy: Policy = Policy.POSTPONE,
    within: int = 7,
    working_weekends: bool = True,
    periods: Mapping[str, tuple[dt.date, dt.date]] | None = None,
) -> list[Placed]:
    """The slots of a phrase in a year with their days, in order of nominal date.

    `policy` and `within` (days) hold where the phrase does not say otherwise. Raises ValueError like
    `expand`.
    """
    policy = policy if when.on_holiday is None else when.on_holiday
    within = within if when.within is None else when.within
    placed = []
    for candidate in candidates(when, year, calendar, periods or {}):
        found = place(candidate, policy, within, working_weekends, calendar)
        provisional = any(map(calendar.is_provisional, found.years))
        placed.append(Placed(candidate, found.date, found.steps, provisional))
    return placed


def explain(plan: Plan, session: Session) -> Explanation | None:
    """What a session's day rests on; None for one that comes from no rule."""
    for activity in plan.activities:
        if activity.id == session.activity:
            for placed in _placed(plan, activity):
                if placed.candidate.slot == session.slot:
                    return Explanation(
                        session,
                        activity.when,
                        placed.candidate.rule,
                        activity.on_holiday if activity.when.on_holiday is None else activity.when.on_holiday,
                        activity.within if activity.when.within is None else activity.when.within,
                    )
    return None


def _placed(plan: Plan, activity: Activity) -> list[Placed]:
    return sessions_of(
        activity.when,
        plan.year,
        plan.calendar,
        activity.on_holiday,
        activity.within,
        activity.working_weekends,
        plan.periods,
    )


def _sessions(plan: Plan, activity: Activity, zone: dt.tzinfo) -> Iterator[tuple[Session, Period]]:
    """The sessions of one activity with the periods of their slots.

    Topics go to the slots in order. A slot that was dropped takes none, or a topic would be lost with a week
    of holidays; one that floats or must be settled by hand does, for it will be held.
    """
    rota = Rota(activity, plan.language)
    topics = iter(activity.topics)
    for placed in _placed(plan, activity):
        candidate = placed.candidate
        duties = rota.next(placed.date or candidate.begins, held=not placed.dropped)
        session = session_of(
            activity,
            candidate.slot,
            placed.date,
            zone,
            duties,
            "" if placed.dropped else next(topics, ""),
            nominal=candidate.nominal,
            steps=placed.steps,
            first=candidate.first,
            last=candidate.last,
            status=Status.FLOATING if candidate.floats else Status.PLANNED,
            provisional=placed.provisional,
        )
        yield session, candidate.period


def _order(session: Session) -> tuple[dt.date, dt.time]:
    """By the day and the time of day; what has no time stands before what has one."""
    if isinstance(session.start, dt.datetime):
        return session.start.date(), session.start.time()
    return session.start or session.nominal or session.first or dt.date.max, dt.time.min
