"""What happened to single sessions: moved, given a day, cancelled, added. The plan's `[[change]]` tables.

Changes come after placement, so they move no other session and hand on nobody's turn. Of several changes of
one session the last holds, as a whole; a cancellation calls off what the change before it made of the
session. A change that cannot be carried out is never passed over: who moved a session must not find it on
its old day.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.i18n import _
from sanhui.plan.model import Activity, Change, Plan
from sanhui.plan.report import file_of
from sanhui.schedule import clock, slots
from sanhui.schedule.model import Reason, Session, Status, Step
from sanhui.schedule.sessions import session_of, time_at
from sanhui.schedule.slots import Period
from sanhui.schedule.turns import Rota
from sanhui.wording import long_date


def apply(
    plan: Plan, sessions: Iterable[Session], periods: Mapping[str, Period], zone: dt.tzinfo
) -> list[Session]:
    """The sessions after all changes of the plan; `periods` are those of their slots, by session.

    Raises `InputError`, with everything that is wrong, for a change to a session that there is not, an added
    one that there is already, a day outside the period of the slot without `outside`, a time of day for what
    takes several whole days, and a day on which the activity has another session.
    """
    found = {session.id: session for session in sessions}
    activities = {activity.id: activity for activity in plan.activities}
    history: dict[str, list[Change]] = {}
    for change in plan.changes:
        history.setdefault(change.session, []).append(change)
    problems: list[Problem] = []
    moved: dict[str, Change] = {}  # the change that gave a session its day
    for name, changes in history.items():
        last = changes[-1]
        activity = activities[last.activity]
        base = _base(plan, activity, changes, found, zone, problems)
        if base is None:
            continue
        holds = next((change for change in reversed(changes) if not change.cancelled), None)
        if holds is not None:
            if holds.to is not None and not last.cancelled:
                wrong = list(_misplaced(plan, activity, holds, periods.get(name)))
                problems += wrong
                if not wrong:
                    moved[name] = holds
            base = _changed(base, activity, holds, zone)
        found[name] = _cancelled(base, last) if last.cancelled else base
    problems += _doubles(plan, found, moved)
    if problems:
        raise InputError(*sorted(problems, key=lambda problem: problem.line or 0))
    return list(found.values())


def _base(
    plan: Plan,
    activity: Activity,
    changes: list[Change],
    found: Mapping[str, Session],
    zone: dt.tzinfo,
    problems: list[Problem],
) -> Session | None:
    """The session before its changes; an added one is on the day that it was first given."""
    base = found.get(changes[0].session)
    added = next((change for change in changes if change.added), None)
    if added is None:
        if base is None:
            known = [each.slot for each in found.values() if each.activity == activity.id]
            message = _("“{title}” has no session “{slot}”").format(
                title=activity.title, slot=changes[-1].slot
            )
            problems.append(_problem(plan, changes[-1], "session", message, _meant(changes[-1], known)))
        return base
    if base is not None:
        message = _("“{title}” has a session “{slot}” already").format(title=activity.title, slot=added.slot)
        remedy = _("remove “added”, or take another name, such as {example}").format(
            example=f"{added.activity}/{plan.year}-extra"
        )
        problems.append(_problem(plan, added, "session", message, remedy))
        return None
    assert added.to is not None  # the loader has seen to it
    blank = session_of(activity, added.slot, None, zone, Rota(activity, plan.language).extra(), "")
    there = _on(blank, activity, added.to, zone)
    step = Step(Reason.ADDED, to=there.start, text=added.reason)
    return replace(there, place=added.place or there.place, status=Status.ADDED, steps=(step,))


def _changed(session: Session, activity: Activity, change: Change, zone: dt.tzinfo) -> Session:
    """The session on its new day, at its new place."""
    there = session if change.to is None else _on(session, activity, change.to, zone)
    there = replace(there, place=change.place or there.place)
    if (there.start, there.place) == (session.start, session.place):
        return there
    reason = Reason.FIXED if session.start is None and there.start else Reason.CHANGED
    step = Step(reason, origin=session.start, to=there.start, text=change.reason)
    return replace(there, steps=(*session.steps, step))


def _on(session: Session, activity: Activity, to: dt.date, zone: dt.tzinfo) -> Session:
    """The session on another day. Somebody has set it, so it no longer depends on a notice."""
    time = time_at(activity, to)
    day = to.date() if isinstance(to, dt.datetime) else to
    start, end = clock.span(time, day, activity.minutes, zone)
    status = Status.PLANNED if session.status is Status.FLOATING else session.status
    return replace(
        session, start=start, end=end, all_day=clock.is_all_day(time), status=status, provisional=False
    )


def _cancelled(session: Session, change: Change) -> Session:
    """The session called off; it keeps the start that it would have had."""
    step = Step(Reason.CANCELLED, origin=session.start, text=change.reason)
    return replace(session, status=Status.CANCELLED, steps=(*session.steps, step))


# -- what cannot be ----------------------------------------------------------------------------------------


def _misplaced(plan: Plan, activity: Activity, change: Change, period: Period | None) -> Iterator[Problem]:
    """What is wrong with the day of a change, whatever the other sessions are."""
    assert change.to is not None
    time = activity.when.time
    if isinstance(change.to, dt.datetime) and time is not None and time.all_day and time.days > 1:
        message = _("“{title}” takes {n} whole days, without a time of day").format(
            title=activity.title, n=time.days
        )
        yield _problem(plan, change, "to", message, _("write the first day alone"))
    day = change.to.date() if isinstance(change.to, dt.datetime) else change.to
    first, last = (period.first, period.last) if period else slots.bounds(change.slot)
    if not change.outside and not first <= day <= last:
        message = _("{date} is outside of {slot}, which is from {first} to {last}").format(
            date=long_date(day), slot=change.slot, first=long_date(first), last=long_date(last)
        )
        remedy = _("choose a day of this period; or, if it must be, add {example}").format(
            example='outside = true, reason = "…"'
        )
        yield _problem(plan, change, "to", message, remedy)


def _doubles(plan: Plan, found: Mapping[str, Session], moved: Mapping[str, Change]) -> Iterator[Problem]:
    """Days that were given to a session, and that another session of its activity holds."""
    held: dict[tuple[str, dt.date], list[Session]] = {}
    for session in found.values():
        if session.date and session.status is not Status.CANCELLED:
            held.setdefault((session.activity, session.date), []).append(session)
    for name, change in moved.items():
        session = found[name]
        assert session.date is not None
        for other in held[session.activity, session.date]:
            rival = moved.get(other.id)
            if other is session or (rival is not None and _later(plan, rival, change)):
                continue
            message = _("“{title}” has {session} on {date} already").format(
                title=session.title, session=other.id, date=long_date(session.date)
            )
            yield _problem(
                plan, change, "to", message, _("choose another day, or cancel or move that session")
            )
            break


def _meant(change: Change, known: list[str]) -> str:
    """A remedy for a slot that there is not."""
    near = difflib.get_close_matches(change.slot, known, n=1, cutoff=0.6)
    if near:
        return did_you_mean(change.slot, near)
    return _("`sanhui show` lists the sessions; an extra one needs {example}").format(example="added = true")


def _problem(plan: Plan, change: Change, key: str, message: str, remedy: str) -> Problem:
    value = f'"{change.session}"' if key == "session" else str(change.to).replace(" ", "T")
    file = str(file_of(change.line, plan.path))
    return Problem(message, remedy, file, change.line, None, f"change[{change.index}].{key}", value)


def _later(plan: Plan, one: Change, other: Change) -> bool:
    return plan.changes.index(one) > plan.changes.index(other)
