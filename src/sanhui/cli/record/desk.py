"""What a command about one session's record has before it: the plan, the session, and what the ledger knows of it."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sanhui.cli import clock
from sanhui.cli.dates import in_full, misread
from sanhui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sanhui.attendance.sheet import Sheet
    from sanhui.ledger.documents import Document
    from sanhui.ledger.held import Held, Vote
    from sanhui.ledger.leaves import Leave
    from sanhui.ledger.makeups import MakeUp
    from sanhui.ledger.marks import Marked
    from sanhui.plan.model import Plan
    from sanhui.rulebook.model import Rules
    from sanhui.schedule.expand import Schedule
    from sanhui.schedule.model import Session


class Desk(msgspec.Struct, frozen=True, dict=True):
    """A session, its plan, and its record as it was read; `held` is None while it is not recorded as held."""

    schedule: Schedule
    session: Session
    ledger: Path
    now: dt.datetime
    held: Held | None
    rows: Mapping[str, Marked]
    leaves: tuple[Leave, ...]
    votes: tuple[Vote, ...]
    documents: Mapping[str, tuple[Document, ...]]  # of all sessions
    makeups: Mapping[tuple[str, str], MakeUp]

    @property
    def plan(self) -> Plan:
        """The plan of the session."""
        return self.schedule.plan

    @functools.cached_property
    def rules(self) -> Rules:
        """What holds for the plan."""
        from sanhui.rulebook.load import rules_of

        return rules_of(self.plan)

    @functools.cached_property
    def as_held(self) -> Held:
        """The session as it was held, or, while nobody recorded it, as the plan has it."""
        from sanhui.attendance.recording import held_of

        return self.held or held_of(self.plan, self.session)

    @property
    def future(self) -> bool:
        """Whether signing in has not begun yet."""
        return self.begins_later(self.as_held)

    def begins_later(self, held: Held) -> bool:
        """The same, if it was held so."""
        start = held.start
        if start is None:
            return held.day > self.now.date()
        return self.now < start - dt.timedelta(minutes=self.rules.settings.sign_in_before)

    def blank(self, source: str) -> Sheet:
        """Its sign-in sheet without any mark; raises InputError when the plan has no roster."""
        from sanhui.attendance.due import due
        from sanhui.attendance.naming import roster_of
        from sanhui.attendance.sheet import Sheet

        roster = roster_of(self.plan)
        held = self.as_held
        return Sheet(held, due(self.schedule, self.session, held.day), roster, self.plan.marks, source)

    def recorded(self) -> Sheet | None:
        """Its sign-in sheet as it is recorded; None while nobody's mark is."""
        if self.held is None or not self.rows or self.plan.roster is None:
            return None
        return msgspec.structs.replace(self.blank("typed"), rows=self.rows)


def open_desk(said: str, plan: Path | None, ledger: Path | None) -> Desk:
    """What a command needs about the session that is meant; raises InputError for one that cannot have been held."""
    from sanhui.cli.plan_file import load_schedule
    from sanhui.edit.find import find_session

    schedule = load_schedule(plan)
    now = clock.aware(schedule.plan.timezone)
    with misread(_("SESSION")):
        session = find_session(schedule, said, now.replace(tzinfo=None))
    return desk_of(schedule, session, ledger, now)


def desk_of(schedule: Schedule, session: Session, given: Path | None, now: dt.datetime) -> Desk:
    """The same for a session that is known already."""
    from sanhui.attendance.recording import check_marks
    from sanhui.cli.plan_file import ledger_of
    from sanhui.ledger import documents, held, leaves, makeups, marks, plans, store

    plan = schedule.plan
    path = ledger_of(plan, given)
    with store.read_ledger(path) as opened:
        rows = {row.member: row for row in marks.read(opened, plan.id, session.id)}
        record = held.read(opened, plan.id).get(session.id)
        desk = Desk(
            schedule,
            session,
            path,
            now,
            record,
            rows,
            leaves.read(opened, plans.body_of(opened, plan.id, plan.organization)),
            held.votes(opened, plan.id).get(session.id, ()),
            documents.read(opened, plan.id),
            makeups.read(opened, plan.id),
        )
    check_marks(plan, [*rows.values(), *desk.leaves])
    _refuse(desk)
    return desk


def _refuse(desk: Desk) -> None:
    """A session that was called off or has no day took no place, unless the ledger says that it did."""
    from sanhui.errors import InputError, Problem
    from sanhui.schedule.model import Status

    session = desk.session
    if desk.held is not None:
        return
    if session.status is Status.CANCELLED:
        message = _("this session was called off")
        remedy = _(
            "if it took place after all, take its cancellation out of the plan: “sanhui undo”, or by hand"
        )
    elif session.start is None:
        message = _("this session has no day yet")
        remedy = _("give it one first: sanhui fix {session} …").format(session=session.id)
    else:
        return
    raise InputError(Problem(message, remedy, value=session.id))


def name_of(desk: Desk) -> str:
    """weekly-study/2026-W11: 每周有学习, 2026年3月9日 周一 15:00."""
    held = desk.as_held
    when = in_full(held.start or held.day)
    return _("{session}: {title}, {date}").format(session=held.session, title=held.title, date=when)
