"""The changes that people make to single sessions: move, fix, cancel, add, note.

Each reads the plan, finds the session, adds what is to be added to the text, raises `revision`, reads the result again,
and writes it only if it is a plan that holds the session as wanted. Every line but the added ones and that of the
revision stays as it is, to the byte. `dry_run` does the same without writing, and takes no lock.

`now` is when it is said, for sessions that are named by a date (`sanhui.edit.find`). All of them raise `InputError` for
what must not be, `WhenError` for a date that is not understood, and `UnableError` for what cannot be done; then nothing
was written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sanhui.edit import judge
from sanhui.edit.find import find_activity, find_session
from sanhui.edit.outcome import Edit
from sanhui.edit.rewrite import Design, Wanted, rewrite
from sanhui.edit.surgery import Surgery
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.plan.model import Change, Particulars, Plan
from sanhui.schedule import slots
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.wording import long_date

#: A new day, a new day and time, or a new time on the same day; naive, of the plan's place.
Target = dt.date | dt.datetime | dt.time


def move(
    path: Path,
    session: str,
    to: Target | None = None,
    *,
    now: dt.datetime,
    place: str = "",
    reason: str = "",
    outside: bool = False,
    dry_run: bool = False,
) -> Edit:
    """Move a session to another day, time or place (`to` may be None if there is a place).

    Not to a day off, not to what another session holds, and, unless it is `outside` for a `reason`, not out of the
    period of its slot. A session that was cancelled is held again; one without a day gets one.
    """
    design = moving(session, to, now=now, place=place, reason=reason, outside=outside)
    return rewrite(path, "move", design, dry_run=dry_run)


def moving(
    session: str,
    to: Target | None,
    *,
    now: dt.datetime,
    place: str = "",
    reason: str = "",
    outside: bool = False,
) -> Design:
    """What `move` does to a plan."""

    def design(schedule: Schedule, surgery: Surgery) -> Wanted:
        found = find_session(schedule, session, now)
        return _to(schedule, surgery, found, to, place, reason, outside)

    return design


def fix(
    path: Path,
    session: str,
    to: dt.date | dt.datetime,
    *,
    now: dt.datetime,
    place: str = "",
    reason: str = "",
    outside: bool = False,
    dry_run: bool = False,
) -> Edit:
    """Give a floating session its day; without a time of day it takes that of its activity."""

    def design(schedule: Schedule, surgery: Surgery) -> Wanted:
        found = find_session(schedule, session, now)
        if found.status is not Status.FLOATING:
            raise InputError(
                Problem(_("{session} does not float").format(session=found.id), _("“sanhui move” moves it"))
            )
        return _to(schedule, surgery, found, to, place, reason, outside)

    return rewrite(path, "fix", design, dry_run=dry_run)


def cancel(path: Path, session: str, *, now: dt.datetime, reason: str = "", dry_run: bool = False) -> Edit:
    """Call a session off. It stays in the plan, as cancelled."""
    return rewrite(path, "cancel", cancelling(session, now=now, reason=reason), dry_run=dry_run)


def cancelling(session: str, *, now: dt.datetime, reason: str = "") -> Design:
    """What `cancel` does to a plan."""

    def design(schedule: Schedule, surgery: Surgery) -> Wanted:
        found = find_session(schedule, session, now)
        if found.status is Status.CANCELLED:
            raise InputError(Problem(_("{session} is cancelled already").format(session=found.id)))
        if found.dropped:
            message = _("{session} does not take place anyhow").format(session=found.id)
            raise InputError(
                Problem(message, _("“sanhui explain {session}” tells why").format(session=found.id))
            )
        _write(surgery, found.id, cancelled=True, reason=reason)
        return Wanted(found.id, status=Status.CANCELLED)

    return design


def add(
    path: Path,
    activity: str,
    to: dt.date | dt.datetime,
    *,
    place: str = "",
    reason: str = "",
    outside: bool = False,
    dry_run: bool = False,
) -> Edit:
    """Add an extra session of an activity, named by id or title; its slot is `2026-extra`, then `2026-extra.2`."""
    design = adding(activity, to, place=place, reason=reason, outside=outside)
    return rewrite(path, "add", design, dry_run=dry_run)


def adding(
    activity: str,
    to: dt.date | dt.datetime,
    *,
    place: str = "",
    reason: str = "",
    outside: bool = False,
    said: Mapping[str, Any] = {},
) -> Design:
    """What `add` does to a plan; `said` is what is particular to the session, as for `note`."""

    def design(schedule: Schedule, surgery: Surgery) -> Wanted:
        found = find_activity(schedule.plan, activity)
        slot = _extra_slot(schedule, found.id)
        name = f"{found.id}/{slot}"
        day = _day(to)
        year = schedule.plan.year
        beyond = day.year != year
        if beyond and not outside:
            message = _("{date} is not in {year}").format(date=long_date(day), year=year)
            raise InputError(Problem(message, _("if it is so ordered: --outside, with --reason")))
        _refuse_unreasoned(beyond, reason)
        judge.refuse_day_off(schedule.plan, None, day)
        _write(surgery, name, to=to, place=place, added=True, outside=beyond, reason=reason)
        if said:
            _note(surgery, schedule.plan, found.id, slot, said)
        return Wanted(name, to, Status.ADDED, placed=True)

    return design


def note(
    path: Path,
    session: str,
    *,
    now: dt.datetime,
    topic: str | None = None,
    speaker: str | None = None,
    chair: str | None = None,
    recorder: str | None = None,
    place: str | None = None,
    materials: Sequence[str] | None = None,
    notes: str | None = None,
    dry_run: bool = False,
) -> Edit:
    """Write down what is particular to one session, in its table `[activity.session."2026-W11"]`.

    None leaves a particular as it is, an empty text takes back what the table said.
    """
    given = {
        "topic": topic,
        "speaker": speaker,
        "chair": chair,
        "recorder": recorder,
        "place": place,
        "materials": None if materials is None else list(materials),
        "notes": notes,
    }
    said = {key: value for key, value in given.items() if value is not None}
    return rewrite(path, "note", noting(session, said, now=now), dry_run=dry_run)


def noting(session: str, said: Mapping[str, Any], *, now: dt.datetime) -> Design:
    """What `note` does to a plan."""

    def design(schedule: Schedule, surgery: Surgery) -> Wanted:
        found = find_session(schedule, session, now)
        _note(surgery, schedule.plan, found.activity, found.slot, said)
        return Wanted(found.id)

    return design


# -- what they share ---------------------------------------------------------------------------------------


def _to(
    schedule: Schedule,
    surgery: Surgery,
    session: Session,
    to: Target | None,
    place: str,
    reason: str,
    outside: bool,
) -> Wanted:
    """Write down a session's new day or place, after the checks that need no expansion."""
    changes = [each for each in schedule.plan.changes if each.session == session.id]
    last = next((each for each in reversed(changes) if not each.cancelled), Change(activity="", slot=""))
    target = _target(session, to) or last.to
    if _stands(session, target, place):
        raise InputError(Problem(_("{session} is held there and then already").format(session=session.id)))
    beyond = False
    if target is not None:
        day = _day(target)
        same = day == session.date
        beyond = last.outside if same else _beyond(schedule.plan, session, day, outside)
        reason = reason or (last.reason if same and beyond else "")
        _refuse_unreasoned(beyond, reason)
        if not same:
            judge.refuse_day_off(schedule.plan, session, day)
    _write(
        surgery,
        session.id,
        to=target,
        place=place or last.place,
        added=any(each.added for each in changes),
        outside=beyond,
        reason=reason,
    )
    return Wanted(session.id, target, placed=True)


def _target(session: Session, to: Target | None) -> dt.date | dt.datetime | None:
    """The new day or moment; a time alone is of the session's day."""
    if not isinstance(to, dt.time):
        return to
    if session.date is None:
        message = _("{session} has no day yet, so a time of day is not enough").format(session=session.id)
        raise InputError(Problem(message, _("say the day as well")))
    return dt.datetime.combine(session.date, to)


def _stands(session: Session, target: dt.date | dt.datetime | None, place: str) -> bool:
    """Whether the session is held there and then without any change."""
    if session.status is Status.CANCELLED or place not in ("", session.place):
        return False
    if isinstance(target, dt.datetime) and isinstance(session.start, dt.datetime):
        return session.start.replace(tzinfo=None) == target
    return target is None or (session.date == target and not isinstance(target, dt.datetime))


def _beyond(plan: Plan, session: Session, day: dt.date, outside: bool) -> bool:
    """Whether the day is outside the slot's period; raises InputError if it must not be."""
    try:
        judge.refuse_outside(plan, session, day)
    except InputError:
        if not outside:
            raise
        return True
    return False


def _refuse_unreasoned(beyond: bool, reason: str) -> None:
    if beyond and not reason.strip():
        message = _("a session may leave its period only for a reason")
        raise InputError(Problem(message, _("give it: --reason")))


def _write(surgery: Surgery, session: str, **values: Any) -> None:
    """Add a `[[change]]`; what is empty or false is left out, as the document's defaults say it."""
    said = {key: value for key, value in values.items() if value not in (None, "", False)}
    surgery.append("change", {"session": session, **said})


def _extra_slot(schedule: Schedule, activity: str) -> str:
    taken = {each.slot for each in schedule.by_activity.get(activity, ())}
    taken |= {each.slot for each in schedule.plan.changes if each.activity == activity}
    number = 1
    while (slot := slots.numbered(f"{schedule.plan.year}-extra", number)) in taken:
        number += 1
    return slot


def _note(surgery: Surgery, plan: Plan, activity: str, slot: str, said: Mapping[str, Any]) -> None:
    """Write particulars into the session's table, which is made if need be; so is the entry of an inherited activity."""
    known = next((each.particulars for each in plan.activities if each.id == activity), {})
    own = known.get(slot, Particulars())
    values = {key: value for key, value in said.items() if value != _particular(own, key)}
    if not values:
        message = _("{session} says so already").format(session=f"{activity}/{slot}")
        raise InputError(Problem(message, _("give it another topic, speaker, place, material or notes")))
    for number, table in enumerate(surgery.data.get("activity", [])):
        if table.get("id") == activity:
            where = ("activity", number)
            if slot in table.get("session", {}):
                surgery.set((*where, "session", slot), values)
            else:
                surgery.add_table(where, ("session", slot), values)
            return
    surgery.append("activity", {"id": activity}, ("session", slot), values)


def _particular(own: Particulars, key: str) -> Any:
    value = getattr(own, key)
    return list(value) if isinstance(value, tuple) else value


def _day(moment: dt.date | dt.datetime) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
