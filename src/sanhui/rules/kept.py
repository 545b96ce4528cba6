"""What the checks look at, whether it was recorded or is planned: sessions with what they counted as, and who was there.

recorded(ledger, plan)   what the ledger has of a plan up to a day
as_planned(schedule)     the plan taken at its word: every live session held, everybody due present
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sanhui.attendance.recording import check_marks, held_of
from sanhui.ledger import documents, held, makeups, marks, plans, points, tasks, waivers
from sanhui.ledger.documents import Document
from sanhui.ledger.held import Held, Vote
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.ledger.points import Point
from sanhui.ledger.waivers import Waiver
from sanhui.roster.audience import Directories
from sanhui.roster.model import Enrolled
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger
    from sanhui.plan.model import Plan


class Elsewhere(NamedTuple):
    """A session of another plan of the body: an absence and a term of office go on over New Year."""

    held: Held
    marks: tuple[tuple[Marked, bool], ...]  # and whether it was made up


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a plan, and what was held by the body's other plans; `strangers` are their ids, if this one is unknown."""

    held: Mapping[str, Held] = {}
    marks: tuple[Marked, ...] = ()
    votes: Mapping[str, tuple[Vote, ...]] = {}
    makeups: Mapping[tuple[str, str], MakeUp] = {}
    documents: Mapping[str, tuple[Document, ...]] = {}
    waivers: tuple[Waiver, ...] = ()
    points: tuple[Point, ...] = ()  # given by hand
    done: frozenset[str] = frozenset()  # tasks
    elsewhere: tuple[Elsewhere, ...] = ()
    floating: Mapping[str, tuple[dt.date, dt.date]] = {}  # sessions whose day is anywhere in a span
    strangers: tuple[str, ...] = ()


def recorded(ledger: Ledger, plan: Plan, as_of: dt.date) -> Kept:
    """What the ledger has, up to a day, all of one moment. Raises `InputError` for a mark that the plan does not have."""
    with ledger.reading():
        took_place = {key: each for key, each in held.read(ledger, plan.id).items() if each.day <= as_of}
        rows = tuple(row for row in marks.read(ledger, plan.id) if row.session in took_place)
        states = tasks.states(ledger, plan.id)
        known = [row["id"] for row in ledger.query("SELECT id FROM plan ORDER BY year, id")]
        elsewhere = tuple(_elsewhere(ledger, plan, as_of))
        check_marks(plan, [*rows, *(row for each in elsewhere for row, _made_up in each.marks)])
        return Kept(
            held=took_place,
            marks=rows,
            votes={key: each for key, each in held.votes(ledger, plan.id).items() if key in took_place},
            makeups=_made_up(ledger, plan.id, as_of),
            documents={key: _by(each, as_of) for key, each in documents.read(ledger, plan.id).items()},
            waivers=waivers.read(ledger, plan.id),
            points=tuple(each for each in points.read(ledger, plan.id) if each.day <= as_of),
            done=frozenset(
                key for key, state in states.items() if state.done is not None and state.done.on <= as_of
            ),
            elsewhere=elsewhere,
            strangers=() if plan.id in known else tuple(known),
        )


def _elsewhere(ledger: Ledger, plan: Plan, as_of: dt.date) -> Iterator[Elsewhere]:
    """What was held by the body's other plans up to a day."""
    body = plans.body_of(ledger, plan.id, plan.organization)
    others = ledger.query("SELECT id FROM plan WHERE body = ? ORDER BY year, id", body) if body else []
    for other in [row["id"] for row in others if row["id"] != plan.id]:
        made_up = _made_up(ledger, other, as_of)
        rows: dict[str, list[tuple[Marked, bool]]] = {}
        for row in marks.read(ledger, other):
            rows.setdefault(row.session, []).append((row, (row.session, row.member) in made_up))
        for key, each in held.read(ledger, other).items():
            if each.day <= as_of:
                yield Elsewhere(each, tuple(rows.get(key, ())))


def _made_up(ledger: Ledger, plan_id: str, as_of: dt.date) -> dict[tuple[str, str], MakeUp]:
    return {key: each for key, each in makeups.read(ledger, plan_id).items() if each.done_on <= as_of}


def _by(items: Iterable[Document], as_of: dt.date) -> tuple[Document, ...]:
    """Those that had been attached by a day: documents have no other."""
    return tuple(each for each in items if each.entered_at is None or each.entered_at.date() <= as_of)


def as_planned(schedule: Schedule) -> Kept:
    """The plan taken at its word. A floating session stands for whatever period it may fall into."""
    plan = schedule.plan
    took_place: dict[str, Held] = {}
    rows: list[Marked] = []
    floating: dict[str, tuple[dt.date, dt.date]] = {}
    due = due_by(schedule)
    present = next(mark.code for mark in plan.marks.values() if mark.present and mark.quorum)
    for session in schedule.sessions:
        if session.status is Status.CANCELLED or session.dropped or session.unplaceable:
            continue
        if session.date is None:
            if session.first is None or session.last is None:
                continue
            floating[session.id] = (session.first, session.last)
        took_place[session.id] = held_of(plan, session)
        rows += [
            Marked(
                plan=plan.id,
                session=session.id,
                member=each.key,
                name=each.name,
                mark=present,
                votes=each.votes,
                group=each.group,
                day=session.day,
            )
            for each in due(session)
            if not each.exempt
        ]
    return Kept(held=took_place, marks=tuple(rows), floating=floating)


def due_by(schedule: Schedule) -> Callable[[Session], tuple[Enrolled, ...]]:
    """Tells who is due at a session; where the plan does not say for whom it is, all members of the party."""
    roster = schedule.plan.roster
    directories = Directories(roster)
    places = {member.key: number for number, member in enumerate(roster.members)} if roster else {}

    def due(session: Session) -> tuple[Enrolled, ...]:
        people = roster.on(session.day) if roster else ()
        if not session.audience:
            return tuple(each for each in people if each.status.belongs)
        wanted = directories.on(session.day).company(session.audience).due
        return tuple(each for each in people if places[each.key] in wanted)

    return due
