"""The record of a body: every mark of every session that was held, with what became of it, over all its plans.

A ledger spans years, and so do absences and comparisons; a mark that was entered ahead counts once its session was held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.attendance.owed import Owed
from sanhui.attendance.study import counted_share, hours_of
from sanhui.attendance.tally import Tally, tally
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import held, makeups, marks, plans
from sanhui.ledger.held import Held
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import Mark

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger
    from sanhui.plan.model import Plan
    from sanhui.rulebook.model import Settings


class Entry(msgspec.Struct, frozen=True):
    """One person at one session: the mark that the session's record gives them, and the make-up, if there was one."""

    session: Held
    row: Marked
    mark: Mark
    made_up: MakeUp | None = None

    @property
    def day(self) -> dt.date:
        """The day of the session."""
        return self.session.day


class Record(msgspec.Struct, frozen=True):
    """The sessions that were held, in order of day, and their entries; `within` days a make-up is in time."""

    sessions: tuple[Held, ...]
    entries: tuple[Entry, ...]
    marks: Mapping[str, Mark]
    within: int

    def between(self, first: dt.date, last: dt.date) -> Record:
        """What lies in these days."""
        return self._chosen(
            lambda session: first <= session.day <= last, lambda entry: first <= entry.day <= last
        )

    def of_kinds(self, kinds: Iterable[str]) -> Record:
        """The sessions that count as one of these kinds."""
        wanted = frozenset(kinds)
        return self._chosen(
            lambda session: not wanted.isdisjoint(session.kinds),
            lambda entry: not wanted.isdisjoint(entry.session.kinds),
        )

    def of(self, *, members: Iterable[str] = (), groups: Iterable[str] = ()) -> Record:
        """The entries of these members, of these groups; of all where none are named. Their sessions stay."""
        people, places = frozenset(members), frozenset(groups)
        found = [
            entry
            for entry in self.entries
            if (not people or entry.row.member in people) and (not places or entry.row.group in places)
        ]
        known = {(entry.row.plan, entry.row.session) for entry in found}
        sessions = tuple(each for each in self.sessions if (each.plan, each.session) in known)
        return msgspec.structs.replace(self, sessions=sessions, entries=tuple(found))

    def _chosen(self, sessions: Callable[[Held], bool], entries: Callable[[Entry], bool]) -> Record:
        return msgspec.structs.replace(
            self,
            sessions=tuple(filter(sessions, self.sessions)),
            entries=tuple(filter(entries, self.entries)),
        )

    def tally(self) -> Tally:
        """How many were due, came, were excused or absent, over all sessions."""
        return tally((entry.row for entry in self.entries), self.marks)

    def hours(self) -> float:
        """The hours of study (学时) that the entries count for, together."""
        return round(sum(hours(entry, self.marks) for entry in self.entries), 6)

    def owed(self) -> tuple[Owed, ...]:
        """Every leave and absence that is to be made up, also those that were."""
        return tuple(
            Owed(entry.row, entry.day + dt.timedelta(days=self.within), entry.made_up)
            for entry in self.entries
            if entry.mark.owes
        )


def hours(entry: Entry, marks: Mapping[str, Mark]) -> float:
    """What a session's hours come to for one person."""
    return counted_share(entry.mark, marks, made_up=entry.made_up is not None) * (entry.session.hours or 0.0)


def read(ledger: Ledger, plan: Plan, settings: Settings) -> Record:
    """The record of the plan's body, of all years in the ledger; its sessions have the hours that they count for.

    Raises `InputError` for a mark that the plan does not have: what it counts for is not guessed.
    """
    sessions: list[Held] = []
    entries: list[Entry] = []
    with ledger.reading():
        for name in _plans(ledger, plan):
            took_place = {
                key: msgspec.structs.replace(each, hours=hours_of(each, plan.kinds, settings.hour_minutes))
                for key, each in held.read(ledger, name).items()
            }
            made_up = makeups.read(ledger, name)
            sessions += took_place.values()
            entries += [
                Entry(
                    took_place[row.session],
                    row,
                    _mark(row, plan),
                    made_up.get((row.session, row.member)),
                )
                for row in marks.read(ledger, name)
                if row.session in took_place
            ]
    sessions.sort(key=_order)
    entries.sort(key=lambda entry: _order(entry.session))
    return Record(tuple(sessions), tuple(entries), plan.marks, settings.makeup_within)


def _order(session: Held) -> tuple[dt.date, str, str]:
    return session.day, session.start.isoformat() if session.start else "", session.session


def _plans(ledger: Ledger, plan: Plan) -> list[str]:
    """The plans of the body: those of its organisation, and this one."""
    body = plans.body_of(ledger, plan.id, plan.organization)
    rows = ledger.query("SELECT id FROM plan WHERE body = ? ORDER BY year, id", body)
    return list(dict.fromkeys([*(row["id"] for row in rows), plan.id]))


def _mark(row: Marked, plan: Plan) -> Mark:
    mark = plan.marks.get(row.mark)
    if mark is None:
        message = _("{name} has a mark at {session} that the plan does not have").format(
            name=row.name, session=row.session
        )
        remedy = _('add it to the plan with [[mark]]: code = "{code}"').format(code=row.mark)
        raise InputError(Problem(message, remedy, file=str(plan.path), value=row.mark))
    return mark
