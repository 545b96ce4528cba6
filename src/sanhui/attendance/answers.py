"""What the record says by session, member, group, kind or period: a line for each, and how it went before.

The formulas stand in `tally` (due, present, rate), `owed` (make-ups) and `record.hours`; here entries are put together. A
session that counts as two kinds stands under both. What it was before is the rate of the same subject in the period of the
same length before, and for lines that are periods themselves the one before. Lines that are no periods or sessions also say
how it went month by month.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

import msgspec

from sanhui.attendance.record import Entry, Record
from sanhui.attendance.tally import Tally, tally
from sanhui.ledger.held import Held
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import OBSERVER
from sanhui.plan.model import Plan
from sanhui.schedule.slots import bounds, period, periods
from sanhui.when.tree import Unit

By = Literal["session", "member", "group", "kind", "month", "quarter", "half", "year"]
BY: tuple[By, ...] = ("session", "member", "group", "kind", "month", "quarter", "half", "year")
_UNITS: Mapping[str, Unit] = {
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "half": Unit.HALF,
    "year": Unit.YEAR,
}
_DAY = dt.timedelta(days=1)


class Line(msgspec.Struct, frozen=True):
    """One subject: how many sessions, the tally of its entries, what is still owed, the hours, and the rate before."""

    key: str  # the member's key, the group, the kind's code, the period's slot, or plan:session
    name: str
    day: dt.date | None  # of a session
    sessions: int
    tally: Tally
    owed: int
    hours: float
    before: Fraction | None = None
    target: float | None = None  # of hours a year
    months: Mapping[str, Tally] = {}  # of months with entries, by slot

    @property
    def rate(self) -> Fraction | None:
        """Present of those due."""
        return self.tally.rate

    @property
    def trend(self) -> Fraction | None:
        """By how much the rate has changed; None where there is nothing to compare."""
        return None if self.rate is None or self.before is None else self.rate - self.before


class Answer(msgspec.Struct, frozen=True):
    """The lines of a span of days, and all of it together."""

    by: By
    first: dt.date
    last: dt.date
    lines: tuple[Line, ...]
    total: Line

    @property
    def months(self) -> tuple[str, ...]:
        """The slots of the months from the first to the last that has entries."""
        if not self.total.months:
            return ()
        first, last = (bounds(pick(self.total.months))[0] for pick in (min, max))
        return tuple(each.slot for each in periods(Unit.MONTH, first, last))


def answer(record: Record, by: By, first: dt.date, last: dt.date, order: Iterable[str] = ()) -> Answer:
    """What the record says of these days: by time, or in the `order` of the subjects' keys, others after them."""
    chosen, earlier = record.between(first, last), record.between(*_before(first, last))
    rates = {key: part.tally().rate for key, (_name, part) in _parts(earlier, by).items()}
    places = {key: number for number, key in enumerate(order)}
    lines = []
    for key, (name, part) in _parts(chosen, by).items():
        if by in _UNITS:
            before = record.between(*_unit_before(part, by)).tally().rate
        else:
            before = None if by == "session" else rates.get(key)
        lines.append(_line(key, name, part, before, by))
    lines.sort(key=lambda line: places.get(line.key, len(places)))
    return Answer(by, first, last, tuple(lines), _line("", "", chosen, earlier.tally().rate, by, total=True))


def order_of(plan: Plan, by: By) -> Iterable[str]:
    """The order of the lines: the roster's for members and groups, that of the table of kinds."""
    if by == "kind":
        return plan.kinds
    if plan.roster is None:
        return ()
    return {"member": [each.key for each in plan.roster.members], "group": plan.roster.groups}.get(by, ())


def below(found: Answer, share: Fraction) -> Answer:
    """The lines whose rate is less than a share; those of nobody due are not."""
    lines = tuple(line for line in found.lines if line.rate is not None and line.rate < share)
    return msgspec.structs.replace(found, lines=lines)


def _line(key: str, name: str, part: Record, before: Fraction | None, by: By, *, total: bool = False) -> Line:
    day = part.sessions[0].day if by == "session" and not total else None
    open_ = sum(each.done is None for each in part.owed())
    months = {} if by == "session" or by in _UNITS else _months(part)
    return Line(key, name, day, len(part.sessions), part.tally(), open_, part.hours(), before, months=months)


def _months(part: Record) -> Mapping[str, Tally]:
    months: dict[str, list[Marked]] = {}
    for entry in part.entries:
        months.setdefault(_month(entry.day), []).append(entry.row)
    return {slot: tally(rows, part.marks) for slot, rows in months.items()}


@functools.lru_cache(
    maxsize=1024
)  # a year has a few hundred days, and a record a few hundred thousand entries
def _month(day: dt.date) -> str:
    return period(Unit.MONTH, day).slot


def _parts(record: Record, by: By) -> dict[str, tuple[str, Record]]:
    """The record in parts: by key the name and the part."""
    if by == "session":
        entries: dict[str, list[Entry]] = {}
        for entry in record.entries:
            entries.setdefault(_key(entry.session), []).append(entry)
        return {
            _key(each): (
                each.title or each.session,
                msgspec.structs.replace(record, sessions=(each,), entries=tuple(entries.get(_key(each), ()))),
            )
            for each in record.sessions
        }
    parts: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    for entry in record.entries:
        for key in _subjects(entry, by):
            parts.setdefault(key, []).append(entry)
            names[key] = entry.row.name if by == "member" else key
    return {key: (names[key], _of_entries(record, entries)) for key, entries in parts.items()}


def _subjects(entry: Entry, by: By) -> tuple[str, ...]:
    """The lines in which an entry counts. Guests and observers are in no group's and nobody's line."""
    if by == "kind":
        return entry.session.kinds
    if by in _UNITS:
        return (period(_UNITS[by], entry.day).slot,)
    if entry.mark.code == OBSERVER:
        return ()
    return (entry.row.member if by == "member" else entry.row.group,)


def _key(session: Held) -> str:
    return f"{session.plan}:{session.session}"


def _of_entries(record: Record, entries: list[Entry]) -> Record:
    sessions = tuple({(each.row.plan, each.row.session): each.session for each in entries}.values())
    return msgspec.structs.replace(record, sessions=sessions, entries=tuple(entries))


def _unit_before(part: Record, by: By) -> tuple[dt.date, dt.date]:
    here = period(_UNITS[by], part.sessions[0].day)
    before = period(_UNITS[by], here.first - _DAY)
    return before.first, before.last


def _before(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The period before: the calendar's, if the days are a month, quarter, half or year; else as many days before."""
    for unit in _UNITS.values():
        here = period(unit, first)
        if (here.first, here.last) == (first, last):
            before = period(unit, first - _DAY)
            return before.first, before.last
    length = last - first
    return first - _DAY - length, first - _DAY
