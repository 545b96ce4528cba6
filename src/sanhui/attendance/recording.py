"""Writing a session's sheet into the ledger: in one change, with what it changes known beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import held, makeups, marks, plans
from sanhui.ledger.change import Change
from sanhui.ledger.held import Held
from sanhui.ledger.leaves import Leave
from sanhui.ledger.marks import Marked
from sanhui.plan.model import Plan
from sanhui.schedule.model import Session

# What a mark says; by whom, from which source and when it was entered is about the entry.
_SAYS = ("name", "mark", "votes", "group", "arrived", "departed", "minutes", "note", "day")


class Difference(msgspec.Struct, frozen=True):
    """What becomes of one member's mark: before and after, None where there is none."""

    member: str
    name: str
    before: Marked | None
    after: Marked | None


def check_marks(plan: Plan, records: Iterable[Marked | Leave]) -> None:
    """See that the plan knows the marks that were recorded; raises InputError."""
    unknown = sorted({record.mark for record in records} - plan.marks.keys())
    if unknown:
        message = _("the ledger has marks that the plan does not know: {items}")
        remedy = _("put their [[mark]] into the plan again")
        raise InputError(
            Problem(message.format(items=_(", ").join(unknown)), remedy, file=str(plan.path), key="mark")
        )


def held_of(plan: Plan, session: Session) -> Held:
    """The session as the plan has it, as if it was held so."""
    start, end = session.start, session.end
    return Held(
        plan=plan.id,
        session=session.id,
        day=session.day,
        start=start if isinstance(start, dt.datetime) else None,
        end=end if isinstance(end, dt.datetime) else None,
        title=session.title,
        topic=session.topic,
        place=session.place,
        chair=session.chair,
        recorder=session.recorder,
        hours=session.hours,
        kinds=session.kinds,
    )


def held_on(took_place: Held, day: dt.date) -> Held:
    """The same session, held on a day at the times of day that it has."""
    at = {name: _on(getattr(took_place, name), took_place.day, day) for name in ("start", "end")}
    return msgspec.structs.replace(took_place, day=day, **at)


def marked_on(rows: Iterable[Marked], day: dt.date) -> tuple[Marked, ...]:
    """The marks of a session that was held on another day than they say."""
    return tuple(
        msgspec.structs.replace(
            row, day=day, arrived=_on(row.arrived, row.day, day), departed=_on(row.departed, row.day, day)
        )
        for row in rows
    )


def _on(moment: dt.datetime | None, before: dt.date, day: dt.date) -> dt.datetime | None:
    return moment and moment + (day - before)


def differences(
    before: Mapping[str, Marked], after: Mapping[str, Marked], *, whole: bool = True
) -> tuple[Difference, ...]:
    """The marks that would change, in the order of the sheet; those that are not in a `whole` sheet would go."""
    found = [
        Difference(key, row.name, before.get(key), row)
        for key, row in after.items()
        if not same(before.get(key), row)
    ]
    gone = [Difference(key, row.name, row, None) for key, row in before.items() if key not in after]
    return (*found, *(gone if whole else ()))


def same(one: Marked | None, other: Marked | None) -> bool:
    """Whether two marks say the same."""
    if one is None or other is None:
        return one is other
    return all(getattr(one, name) == getattr(other, name) for name in _SAYS)


def record(
    change: Change,
    plan: Plan,
    took_place: Held,
    rows: Mapping[str, Marked],
    *,
    seen: Mapping[str, Marked],
    ahead: bool = False,
) -> tuple[Difference, ...]:
    """Write the rows of a session down, and that it took place unless they are entered `ahead`; gives what changed.

    A sheet that is entered ahead is not whole: nothing is taken away. A make-up of what is no longer owed goes with it.
    Raises `InputError` when the marks are no longer those that were `seen` when the decision was made: somebody else
    recorded them meanwhile.
    """
    plans.enter(change, plan.id, plan.year, plan.organization)
    key = {"plan_id": plan.id, "session_id": took_place.session}
    if not ahead and change.row("held", plan=plan.id, session=took_place.session) is None:
        held.record(change, took_place)
    known = marks.of_session(change, **key)
    changed = differences(known, rows, whole=not ahead)
    if not all(same(known.get(each.member), seen.get(each.member)) for each in changed):
        message = _("somebody else recorded this session in the meantime")
        remedy = _("look at it again: the same command shows what would change")
        raise InputError(Problem(message, remedy, value=took_place.session))
    marks.record(change, [each.after for each in changed if each.after is not None])
    for each in changed:
        if each.after is None or not plan.marks[each.after.mark].owes:
            makeups.undo(change, **key, member=each.member)
        if each.after is None:
            marks.remove(change, **key, member=each.member)
    return changed
