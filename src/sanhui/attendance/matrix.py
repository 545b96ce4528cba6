"""Members × sessions: what each member was at each session, by the symbol of the mark."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sanhui.attendance.record import Entry, Record
from sanhui.attendance.tally import Tally
from sanhui.ledger.held import Held
from sanhui.plan.marks import MAKEUP, OBSERVER, Mark
from sanhui.roster.model import Roster


class Row(msgspec.Struct, frozen=True):
    """One member's marks, one a session; None where they have none, for they were not due."""

    key: str
    name: str
    group: str
    marks: tuple[Mark | None, ...]
    tally: Tally


class Matrix(msgspec.Struct, frozen=True):
    """The sessions in order of day, and the members in the order of the roster; who is no longer in it comes last."""

    sessions: tuple[Held, ...]
    rows: tuple[Row, ...]
    totals: tuple[Tally, ...]  # of each session

    def used(self) -> tuple[Mark, ...]:
        """The marks that are in it, each once."""
        return tuple(
            {mark.code: mark for row in self.rows for mark in row.marks if mark is not None}.values()
        )


def matrix(record: Record, roster: Roster | None) -> Matrix:
    """The record as a matrix. A leave or absence that was made up has the mark of a make-up; it counts as what it was."""
    order = {member.key: number for number, member in enumerate(roster.members)} if roster else {}
    people: dict[str, dict[tuple[str, str], Entry]] = {}
    per_session: dict[tuple[str, str], list[Entry]] = {}
    for entry in record.entries:
        at = (entry.row.plan, entry.row.session)
        per_session.setdefault(at, []).append(entry)
        if entry.mark.code != OBSERVER or entry.row.member in order:
            people.setdefault(entry.row.member, {})[at] = entry
    keys = sorted(people, key=lambda key: (order.get(key, len(order)), key))
    places = [(each.plan, each.session) for each in record.sessions]
    return Matrix(
        record.sessions,
        tuple(_row(key, people[key], places, record) for key in keys),
        tuple(_tally(per_session.get(place, []), record) for place in places),
    )


def _row(
    key: str, entries: Mapping[tuple[str, str], Entry], places: list[tuple[str, str]], record: Record
) -> Row:
    latest = list(entries.values())[-1].row
    marks = tuple(_shown(entries.get(place), record) for place in places)
    return Row(key, latest.name, latest.group, marks, _tally(list(entries.values()), record))


def _shown(entry: Entry | None, record: Record) -> Mark | None:
    if entry is None:
        return None
    return record.marks[MAKEUP] if entry.made_up is not None and entry.mark.owes else entry.mark


def _tally(entries: list[Entry], record: Record) -> Tally:
    return msgspec.structs.replace(record, entries=tuple(entries)).tally()
