"""A session's sign-in sheet: everybody who was due, with a mark; and what people say of them, put into it.

Who is not named gets what the sheet began with. Nobody is guessed: a name that two members bear, a member who was not due, a
time outside the session are refused, all of them at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from sanhui.attendance.naming import find
from sanhui.errors import InputError, Problem
from sanhui.i18n import _, language
from sanhui.ledger.held import Held
from sanhui.ledger.leaves import Leave
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import ABSENT, EXEMPT, MAKEUP, OBSERVER, Mark
from sanhui.roster.model import Enrolled, Roster
from sanhui.when.tree import Time

#: Of those who live elsewhere and take part there (流动党员).
ELSEWHERE = "elsewhere"


class Said(msgspec.Struct, frozen=True):
    """What somebody says of one person: a mark by its code, from or until when, and why. `option` is where it was said."""

    who: str
    mark: str
    time: Time | None = None
    note: str = ""
    option: str = ""


class Seat(msgspec.Struct, frozen=True):
    """One line of a sheet: somebody, and their mark if they have one yet."""

    key: str
    name: str
    group: str
    row: Marked | None


class Sheet(msgspec.Struct, frozen=True):
    """The marks of one session while they are being entered, by the keys of the members.

    `held` has the session's day and times; `due` are the members due, as of that day.
    """

    held: Held
    due: tuple[Enrolled, ...]
    roster: Roster
    marks: Mapping[str, Mark]
    source: str
    rows: Mapping[str, Marked] = {}

    @property
    def unmarked(self) -> tuple[Enrolled, ...]:
        """Those due of whom nobody knows yet what they were: neither present nor absent."""
        return tuple(person for person in self.due if person.key not in self.rows)

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The members due in the order of the roster, then whoever else has a mark."""
        due = [Seat(each.key, each.name, each.group, self.rows.get(each.key)) for each in self.due]
        known = {seat.key for seat in due}
        rest = (row for key, row in self.rows.items() if key not in known)
        return (*due, *(Seat(row.member, row.name, row.group, row) for row in rest))

    @property
    def at_worst(self) -> tuple[Marked, ...]:
        """The rows, with those unmarked as absent: whether there was a quorum is not to rest on what nobody knows."""
        return (*self.rows.values(), *(row_for(self, person, ABSENT) for person in self.unmarked))


def begin(
    sheet: Sheet,
    rest: str,
    *,
    leaves: Iterable[Leave] = (),
    known: Mapping[str, Marked] = {},
    keep: bool = False,
) -> Sheet:
    """The sheet with a mark for everybody due: `rest`, unless something else is known of them.

    Those who are exempt or live elsewhere are so; who has a leave on that day has that, or what was entered ahead. With
    `keep` everybody stays what they are already, also those who are no longer due, and those without a mark.
    """
    granted = {leave.member: leave for leave in leaves if leave.covers(sheet.held.day)}
    rows = dict(known) if keep else {}
    if keep and not all(_entered_ahead(row, sheet) for row in known.values()):
        return msgspec.structs.replace(sheet, rows=rows)
    for person in sheet.due:
        if person.key not in rows:
            before = known.get(person.key)
            if not keep and before is not None and _entered_ahead(before, sheet):
                rows[person.key] = before
            else:
                rows[person.key] = _usual(sheet, person, rest, granted.get(person.key))
    return msgspec.structs.replace(sheet, rows=rows)


def fill(sheet: Sheet, said: Iterable[Said]) -> Sheet:
    """The sheet with what was said. Raises `InputError` with everything that cannot be, a member named twice among it."""
    problems: list[Problem] = []
    named: dict[str, Said] = {}
    for each in said:
        try:
            row = row_of(sheet, each)
        except InputError as error:
            problems += error.problems
            continue
        if row.member in named:
            message = _("{name} is named twice, also as {mark}").format(
                name=row.name, mark=sheet.marks[named[row.member].mark].name(language())
            )
            problems.append(Problem(message, _("say one thing of each"), key=each.option, value=each.who))
        named[row.member] = each
        sheet = msgspec.structs.replace(sheet, rows={**sheet.rows, row.member: row})
    if problems:
        raise InputError(*problems)
    return sheet


def row_of(sheet: Sheet, said: Said) -> Marked:
    """What one saying comes to; raises `InputError`."""
    mark = sheet.marks[said.mark]
    person = find(said.who, sheet.due, sheet.roster, sheet.held.day, said.option, guest=mark.code == OBSERVER)
    if isinstance(person, Enrolled) and mark.code == OBSERVER and person in sheet.due:
        message = _("{name} is due at this session, and no observer").format(name=person.name)
        raise InputError(Problem(message, key=said.option, value=said.who))
    if mark.code == MAKEUP:
        remedy = _("sanhui makeup record {session} {name}").format(session=sheet.held.session, name=said.who)
        raise InputError(
            Problem(_("a make-up is recorded by itself"), remedy, key=said.option, value=said.who)
        )
    arrived, departed = _times(sheet, said, mark, person if isinstance(person, str) else person.name)
    row = row_for(sheet, person, mark.code)
    return msgspec.structs.replace(row, arrived=arrived, departed=departed, note=said.note)


def _usual(sheet: Sheet, person: Enrolled, rest: str, leave: Leave | None) -> Marked:
    if person.exempt:
        return msgspec.structs.replace(row_for(sheet, person, EXEMPT), note=person.exempt)
    if leave is not None:
        return msgspec.structs.replace(row_for(sheet, person, leave.mark), source="leave", note=leave.reason)
    if person.elsewhere:
        return msgspec.structs.replace(row_for(sheet, person, ELSEWHERE), note=person.elsewhere)
    return row_for(sheet, person, rest)


def _entered_ahead(row: Marked, sheet: Sheet) -> bool:
    """Whether a mark stood there before its session began."""
    begins = sheet.held.start
    return (
        sheet.marks[row.mark].ahead
        and row.entered_at is not None
        and (row.entered_at < begins if begins else row.entered_at.date() < sheet.held.day)
    )


def row_for(sheet: Sheet, person: Enrolled | str, mark: str) -> Marked:
    """The row of a member, or of a guest by name, who is in no group and has no vote."""
    row = Marked(
        plan=sheet.held.plan,
        session=sheet.held.session,
        member=person if isinstance(person, str) else person.key,
        name=person if isinstance(person, str) else person.name,
        mark=mark,
        source=sheet.source,
        day=sheet.held.day,
    )
    if isinstance(person, str):
        return row
    return msgspec.structs.replace(row, group=person.group, votes=person.votes and mark != OBSERVER)


def _times(sheet: Sheet, said: Said, mark: Mark, name: str) -> tuple[dt.datetime | None, dt.datetime | None]:
    """When somebody came and went; one time alone is when they came, if the mark says late, else when they went."""
    time = said.time
    if time is None:
        return None, None
    if time.start is None or not mark.present:
        message = _("“{mark}” has no time of day").format(mark=mark.name(language()))
        raise InputError(Problem(message, key=said.option, value=said.who))
    begins, ends = sheet.held.start, sheet.held.end
    zone = begins.tzinfo if begins else None
    at = dt.datetime.combine(sheet.held.day, time.start, zone)
    moments = [at] if time.minutes is None else [at, at + dt.timedelta(minutes=time.minutes)]
    for moment in moments:
        if begins is None or moment < begins or (ends is not None and moment > ends):
            message = _("{time} lies outside the session, {span}").format(
                time=f"{moment:%H:%M}", span=_span(begins, ends)
            )
            remedy = _(
                "if it was held at another time, say so first: sanhui held {session} --start … --end …"
            )
            raise InputError(
                Problem(message, remedy.format(session=sheet.held.session), key=said.option, value=name)
            )
    if len(moments) == 2:
        return moments[0], moments[1]
    return (at, None) if mark.late else (None, at)


def _span(begins: dt.datetime | None, ends: dt.datetime | None) -> str:
    if begins is None:
        return _("all day")
    return f"{begins:%H:%M}–{ends:%H:%M}" if ends else f"{begins:%H:%M}–"
