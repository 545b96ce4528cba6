"""What the page says of attendance: every member month by month, and session by session as long as a page can hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from sanhui.attendance.answers import Answer, Line
from sanhui.attendance.matrix import matrix
from sanhui.attendance.record import Record
from sanhui.attendance.tally import Tally
from sanhui.i18n import _, language, ngettext
from sanhui.publish.looks import NO_RATE, Look, level, mark_look
from sanhui.publish.members.attendance import hours_of
from sanhui.publish.members.heat import signs, whole
from sanhui.publish.members.rates import percent
from sanhui.schedule.slots import periods
from sanhui.when.tree import Unit
from sanhui.wording import short_date, short_month

if TYPE_CHECKING:
    from sanhui.ledger.held import Held
    from sanhui.plan.marks import Mark as Recorded
    from sanhui.schedule.expand import Schedule

#: Members × sessions. With more a phone no longer scrolls, and nobody reads them all: then the months must do.
MOST_CELLS = 20_000


class Cell(msgspec.Struct, frozen=True):
    """A month of a member: the rate in whole percent, what it comes from, how it looks."""

    rate: str
    counts: str
    look: Look


class Member(msgspec.Struct, frozen=True):
    """A row of the months, or the row of their sums."""

    name: str
    group: str
    months: tuple[Cell, ...]
    tally: Tally
    rate: str
    hours: str


class Column(msgspec.Struct, frozen=True):
    """A session: its head, and who came to it; the anchor leads to its row, if it is a session of this plan."""

    day: int
    title: str
    anchor: str
    tally: Tally


class Mark(msgspec.Struct, frozen=True):
    """A mark as a cell; one without colour is what everybody has."""

    look: Look
    name: str
    coloured: bool


class Person(msgspec.Struct, frozen=True):
    """A row of the sessions; None where the member was not due."""

    name: str
    group: str
    marks: tuple[Mark | None, ...]
    counts: str
    rate: str


class Quarter(msgspec.Struct, frozen=True):
    """The sessions of a quarter."""

    slot: str
    told: str
    months: tuple[tuple[str, int], ...]  # and how many sessions are in it
    columns: tuple[Column, ...]
    people: tuple[Person, ...]


class Attendance(msgspec.Struct, frozen=True):
    """The section; it says why it has no quarters, where it has none."""

    months: tuple[str, ...]
    members: tuple[Member, ...]
    total: Member
    groups: tuple[str, ...]
    levels: tuple[tuple[Look, str], ...]
    quarters: tuple[Quarter, ...]
    marks: tuple[Mark, ...]
    too_much: str


def attendance(record: Record, found: Answer, schedule: Schedule) -> Attendance:
    """The section; `found` is the same record by member."""
    plan = schedule.plan
    groups = {entry.row.member: entry.row.group for entry in record.entries}
    fits = len(found.lines) * len(record.sessions) <= MOST_CELLS
    marks = {code: _mark(mark) for code, mark in plan.marks.items()}
    quarters = tuple(_quarters(record, schedule, marks)) if fits else ()
    used = {mark for each in quarters for row in each.people for mark in row.marks if mark}
    return Attendance(
        months=tuple(short_month(int(slot[-2:])) for slot in found.months),
        members=tuple(_member(line, found, groups.get(line.key, "")) for line in found.lines),
        total=_member(found.total, found, ""),
        groups=tuple(sorted({groups[line.key] for line in found.lines} - {""})),
        levels=tuple(signs()),
        quarters=quarters,
        marks=tuple(mark for mark in marks.values() if mark in used),
        too_much="" if fits else _too_much(len(found.lines), len(record.sessions)),
    )


def _member(line: Line, found: Answer, group: str) -> Member:
    name = _("Total") if line is found.total else line.name or line.key
    cells = tuple(_cell(line.months.get(slot)) for slot in found.months)
    return Member(name, group, cells, line.tally, percent(line.rate), hours_of(line, found.by))


def _cell(tally: Tally | None) -> Cell:
    if tally is None or tally.rate is None:
        return Cell("", "", NO_RATE.look)
    return Cell(str(whole(tally.rate)), _counts(tally), level(tally.rate).look)


def _counts(tally: Tally) -> str:
    return f"{tally.present}/{tally.due}"


def _mark(mark: Recorded) -> Mark:
    return Mark(mark_look(mark), mark.name(language()), coloured=not mark.present or mark.late)


def _quarters(record: Record, schedule: Schedule, marks: Mapping[str, Mark]) -> Iterator[Quarter]:
    if not record.sessions:  # what was held lies in another year
        return
    first, last = record.sessions[0].day, record.sessions[-1].day
    for each in periods(Unit.QUARTER, first, last):
        found = matrix(record.between(each.first, each.last), schedule.plan.roster)
        if not found.rows:
            continue
        n = len(found.sessions)
        told = ngettext("{n} session", "{n} sessions", n).format(n=n)
        yield Quarter(
            each.slot,
            told,
            tuple((short_month(number), len(list(held))) for number, held in groupby(found.sessions, _month)),
            tuple(_column(*pair, schedule) for pair in zip(found.sessions, found.totals, strict=True)),
            tuple(
                Person(
                    row.name,
                    row.group,
                    tuple(None if mark is None else marks[mark.code] for mark in row.marks),
                    _counts(row.tally),
                    percent(row.tally.rate),
                )
                for row in found.rows
            ),
        )


def _column(held: Held, tally: Tally, schedule: Schedule) -> Column:
    title = f"{short_date(held.day)} {held.title or held.session}"
    planned = schedule.by_id.get(held.session) if held.plan == schedule.plan.id else None
    anchor = planned.id if planned is not None and not planned.dropped else ""
    return Column(held.day.day, title, anchor, tally)


def _month(held: Held) -> int:
    return held.day.month


def _too_much(members: int, sessions: int) -> str:
    text = _(
        "{members} members at {sessions} sessions are more than a page can show one by one: the months stand for them, and "
        "“sanhui attendance --matrix --csv” has every session."
    )
    return text.format(members=members, sessions=sessions)
