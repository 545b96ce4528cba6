"""Who is due at a session, and who attends without being due: the plan's words, looked up in the roster of that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from sanhui.attendance.record import Record
from sanhui.ledger.held import Held
from sanhui.roster.audience import Directories, Directory, Who
from sanhui.roster.model import Enrolled
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session


def due(schedule: Schedule, session: Session, day: dt.date | None = None) -> tuple[Enrolled, ...]:
    """The members due at a session, in the order of the roster, as they were on its day, or on the day that it was held.

    Those who are exempt or live elsewhere are among them, and say so. A plan without a roster knows nobody.
    """
    day = day or session.day
    company = Directory(schedule.plan.roster, day).company(session.audience)
    return _members(schedule, company.due, day)


def observers(schedule: Schedule, session: Session, day: dt.date | None = None) -> tuple[Enrolled, ...]:
    """The members who attend without being due (列席): those whom the plan names so."""
    day = day or session.day
    company = Directory(schedule.plan.roster, day).company(session.audience, _named(schedule, session))
    return _members(schedule, company.others - company.due, day)


def guests(schedule: Schedule, session: Session, day: dt.date | None = None) -> tuple[str, ...]:
    """Those whom the plan names as due or as observers, and who are not in the roster on that day, by its words."""
    day = day or session.day
    company = Directory(schedule.plan.roster, day).company(session.audience, _named(schedule, session))
    return tuple(sorted(who for who in company.due | company.others if isinstance(who, str)))


def _named(schedule: Schedule, session: Session) -> tuple[str, ...]:
    """The observers of the session's activity, by the plan's words."""
    return next((each.observers for each in schedule.plan.activities if each.id == session.activity), ())


class Gap(msgspec.Struct, frozen=True):
    """A session that was recorded, and members due at it of whom it is not said what they were."""

    session: Held
    people: tuple[Enrolled, ...]


def gaps(
    schedule: Schedule, record: Record, *, members: Collection[str] = (), groups: Collection[str] = ()
) -> tuple[Gap, ...]:
    """The sessions of this plan whose record is not whole, for these members, these groups, or all.

    A session without any mark at all is not begun, and no gap.
    """
    marked: dict[str, set[str]] = {}
    for entry in record.entries:
        if entry.row.plan == schedule.plan.id:
            marked.setdefault(entry.row.session, set()).add(entry.row.member)
    here = (each for each in record.sessions if each.plan == schedule.plan.id)
    found = []
    for gap in unmarked(schedule, here, marked):
        people = tuple(
            person
            for person in gap.people
            if (not members or person.key in members) and (not groups or person.group in groups)
        )
        if people:
            found.append(Gap(gap.session, people))
    return tuple(found)


def unmarked(
    schedule: Schedule, took_place: Iterable[Held], marked: Mapping[str, Collection[str]]
) -> Iterator[Gap]:
    """The same of these sessions, by the members who have a mark at each."""
    directories = Directories(schedule.plan.roster)
    for held in took_place:
        session, known = schedule.by_id.get(held.session), marked.get(held.session)
        if session is None or not known:
            continue
        company = directories.on(held.day).company(session.audience)
        people = _members(schedule, company.due, held.day)
        if missing := tuple(person for person in people if person.key not in known):
            yield Gap(held, missing)


def _members(schedule: Schedule, people: Iterable[Who], day: dt.date) -> tuple[Enrolled, ...]:
    roster = schedule.plan.roster
    if roster is None:
        return ()
    keys = {roster.members[who].key for who in people if isinstance(who, int)}
    return tuple(each for each in roster.on(day) if each.key in keys)
