"""An attendance file becomes the sheet of a session; every row of it is accounted for.

Rows of other days, of other hours and of the waiting room are counted. Rows that nobody can be made of for sure are
rejected, each with its reason. Everybody due whom the file does not have is absent, on leave, or what was entered ahead; but
whoever a rejected row may be of has no mark by the file, for nobody knows that they were absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

import msgspec

from sanhui.attendance.meetings.cells import Clock
from sanhui.attendance.meetings.formats import Recognised
from sanhui.attendance.meetings.joins import Join, Presence, Stay, Window
from sanhui.attendance.meetings.judging import EARLY, LATE, judge, window
from sanhui.attendance.meetings.people import People, Unsure, is_surely
from sanhui.attendance.sheet import ELSEWHERE, Sheet, row_for
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import ABSENT, EXEMPT, MAKEUP, OBSERVER, PRESENT, MarkLookup
from sanhui.roster.matching import fold
from sanhui.roster.model import Enrolled
from sanhui.rulebook.model import Settings
from sanhui.wording import long_date

# A make-up is recorded as one; observers are told by the plan, or by --observer.
_NEVER_READ = (MAKEUP, OBSERVER)
#: A file with more rows of nobody is another file than was meant.
MOST = 100_000


class Rejected(msgspec.Struct, frozen=True):
    """A row that nobody can be made of, and why."""

    join: Join
    reason: str


class Account(msgspec.Struct, frozen=True):
    """What became of the rows of a file. `told` are the marks of those in it, by the key of the member.

    `open` are the members due of whom it does not say what they were, so that they are not absent by it.
    """

    told: Mapping[str, Marked]
    open: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    rows: int = 0
    waiting: int = 0
    other_days: int = 0
    outside: int = 0  # of the session's hours
    missed: tuple[str, ...] = ()  # due, and in the file only outside the session's hours


def read_file(
    known: Recognised,
    sheet: Sheet,
    people: People,
    settings: Settings,
    *,
    zone: dt.tzinfo,
    came_as: str = PRESENT,
    file: str = "",
    days: int = 1,
) -> Account:
    """Read the rows of a file for a session that took so many days. Raises `InputError` for a file that has nothing of it."""
    when = window(sheet.held.start, sheet.held.end, settings)
    pile = _Pile(sheet, when, people, file, days)
    pile.take_all(known, zone)
    if pile.namesakes:  # only the whole file tells, so it is read once more
        pile = _Pile(sheet, when, people, file, days, pile.namesakes)
        pile.take_all(known, zone)
    pile.check()
    due = dict.fromkeys(person.key for person in sheet.due).keys()
    told = {
        key: _mark(sheet, person, pile, when, settings, came_as, due=key in due)
        for key, person in pile.people.items()
    }
    doubted = pile.doubted
    if "mark" in known.mapping:  # such a list says of everybody what they were
        doubted |= due - told.keys()
    open_ = tuple(key for key in due if key in doubted and (key not in told or pile.may_change(told[key])))
    return Account(
        {key: row for key, row in told.items() if key not in open_},
        open_,
        tuple(pile.rejected),
        pile.rows,
        pile.waiting,
        pile.other_days,
        pile.outside,
        tuple(name for key, name in pile.outsiders.items() if key in due and key not in told),
    )


def sheet_of(begun: Sheet, account: Account, known: Mapping[str, Marked], *, keep: bool = False) -> Sheet:
    """The session's sheet with those who came. Who was not there long enough keeps a leave, or an exemption.

    What somebody corrected after this very file was imported stays. With `keep` it is one file of several, of those in
    the room and those on the screen: whoever came by what is `known` did so. Of whom the file says nothing sure keeps what
    somebody said, and is not absent by a file.
    """
    rows = dict(begun.rows)
    for key, row in account.told.items():
        before = rows.get(key)
        came_before = keep and key in known and begun.marks[known[key].mark].present
        if not came_before and (row.mark != ABSENT or before is None or before.mark == ABSENT):
            rows[key] = row
    for key in account.open:
        said = known.get(key)
        if said is not None and not (said.mark == ABSENT and said.source.startswith("file:")):
            rows[key] = said
        elif key in rows and rows[key].mark == ABSENT:
            del rows[key]
    if any(row.source == begun.source for row in known.values()):
        rows |= {key: row for key, row in known.items() if not _of_a_file(row, begun.source, keep=keep)}
    return msgspec.structs.replace(begun, rows=rows)


def _of_a_file(row: Marked, source: str, *, keep: bool) -> bool:
    return row.source in (source, "leave") or (keep and row.source.startswith("file:"))


def came_on_leave(begun: Sheet, account: Account) -> tuple[str, ...]:
    """Who came although they had leave."""
    return _came(begun, account, [code for code, mark in begun.marks.items() if mark.leave])


def came_exempt(begun: Sheet, account: Account) -> tuple[str, ...]:
    """Who came although they need not."""
    return _came(begun, account, [EXEMPT])


def _came(begun: Sheet, account: Account, marks: Collection[str]) -> tuple[str, ...]:
    return tuple(
        row.name
        for key, row in account.told.items()
        if begun.marks[row.mark].present and key in begun.rows and begun.rows[key].mark in marks
    )


class _Pile:
    """The joins of a session by person, and a count of all the others."""

    def __init__(
        self,
        sheet: Sheet,
        when: Window,
        people: People,
        file: str,
        days: int,
        namesakes: Collection[str] = (),
    ) -> None:
        self.people: dict[str, Enrolled | str] = {}
        self.said: dict[str, str] = {}  # the code of a mark, of those of whom a table says one
        self.stays: dict[str, Stay] = {}
        self.rejected: list[Rejected] = []
        self.outsiders: dict[str, str] = {}
        self.rows = self.waiting = self.other_days = self.outside = 0
        self._row = 0
        self._days: list[dt.date] = []
        self._hours: list[dt.datetime] = []
        self._ids: dict[str, str] = {}
        self._anybody = False
        self._unsure: set[str] = set()
        self._sure: set[str] = set()
        self._torn: set[str] = set()  # of whom two rows say two things
        #: Members of whose name the file has several people, by their ids: the file is of more people than the roster.
        self.namesakes = set(namesakes)
        self._marks = MarkLookup(sheet.marks.values())
        self._last = sheet.held.day + dt.timedelta(days=days - 1)
        self._day, self._when, self._whose, self._file = sheet.held.day, when, people, file

    @property
    def doubted(self) -> frozenset[str]:
        """Of whom a rejected row may be; but of namesakes the one whose id is in the file is no other."""
        return frozenset(self._unsure | (self.namesakes - self._sure))

    def may_change(self, row: Marked) -> bool:
        """Whether a mark might be another one, if the rejected rows of the member could be read."""
        return row.member in self._torn or row.mark in (ABSENT, LATE, EARLY)

    def take_all(self, known: Recognised, zone: dt.tzinfo) -> None:
        """Put every join of a file where it belongs."""
        for join in known.format.read(known.page.rows(), known.layout, Clock(self._day, zone)):
            self.take(join)

    def take(self, join: Join) -> None:
        """Put one join where it belongs."""
        self.rows += join.row != self._row
        self._row = join.row
        if join.waiting:
            self.waiting += 1
        elif join.day is not None and not self._holds(join, join.day):
            self.other_days += 1
            self._days = [min([*self._days, join.day]), max([*self._days, join.day])]
        elif join.problem:
            self._reject(join, join.problem, self._whose.may_be(join))
        else:
            self._put(join)

    def _holds(self, join: Join, day: dt.date) -> bool:
        """Whether a join of a day is of the session: of one of its days, or beyond midnight."""
        return self._day <= day <= self._last or self._when.meets(join)

    def check(self) -> None:
        """Refuse a file in which nobody was there: it is another one. Raises `InputError`."""
        if not self.rows:
            message = _("there is nobody in the file")
        elif self.other_days and self.other_days + self.waiting == self.rows:
            first, last = map(long_date, self._days)
            text = (
                _("the file has nothing of {date}; it is of {first}")
                if first == last
                else _("the file has nothing of {date}; it is of {first} to {last}")
            )
            message = text.format(date=long_date(self._day), first=first, last=last)
            if first == last:
                remedy = _("if it was held then, say so first: sanhui held … --on {date}")
                remedy = remedy.format(date=self._days[0])
                raise InputError(Problem(message, remedy, file=self._file))
        elif self.rejected and not self._anybody:
            odd = self.rejected[0]
            message = _("no row of the file is of anybody who may have come; row {row}: {reason}").format(
                row=odd.join.row, reason=odd.reason
            )
        elif self.outside and not self.people:
            message = _(
                "everybody in the file was there at other times than the session: {first}–{last}"
            ).format(first=f"{self._hours[0]:%H:%M}", last=f"{self._hours[-1]:%H:%M}")
            remedy = _("if it was held then, say so first: sanhui held … --start … --end …")
            raise InputError(Problem(message, remedy, file=self._file))
        else:
            return
        raise InputError(Problem(message, _("check that this is the file you meant"), file=self._file))

    def _put(self, join: Join) -> None:
        try:
            person = self._whose.whose(join)
        except Unsure as reason:
            self._reject(join, str(reason), reason.people)
            return
        self._anybody = True
        key = person if isinstance(person, str) else person.key
        if isinstance(person, Enrolled):
            if join.id and fold(self._ids.setdefault(key, join.id)) != fold(join.id):
                self.namesakes.add(key)
            if is_surely(person, join):
                self._sure.add(key)
            elif key in self.namesakes:
                self._reject(join, _namesake(person))
                return
        if join.mark and not self._says(join, key):
            return
        if not join.came and not join.mark:
            return
        if not self._when.holds(join):
            self.outside += 1
            self.outsiders[key] = person if isinstance(person, str) else person.name
            moments = [moment for moment in (join.arrived, join.left) if moment]
            self._hours = [min([*self._hours, *moments]), max([*self._hours, *moments])]
            return
        self.people[key] = person
        self.stays.setdefault(key, Stay(self._when)).add(join)

    def _says(self, join: Join, key: str) -> bool:
        """Whether the mark of a row is one, and the only one of the member; what is not is rejected."""
        code = self._marks.code(join.mark)
        if code is None or code in _NEVER_READ:
            message = _("“{value}”: {problem}").format(value=join.mark, problem=_("there is no such mark"))
        elif self.said.setdefault(key, code) != code:
            message = _("“{value}”: another row says something else").format(value=join.mark)
            self._torn.add(key)
        else:
            return True
        self._reject(join, message, [key])
        return False

    def _reject(self, join: Join, reason: str, people: Iterable[str] = ()) -> None:
        self._unsure.update(people)
        if len(self.rejected) == MOST:
            message = _("more than {n} rows of the file are of nobody in the roster").format(n=MOST)
            raise InputError(Problem(message, _("check that this is the file you meant"), file=self._file))
        self.rejected.append(Rejected(join, reason))


def _namesake(person: Enrolled) -> str:
    message = _(
        "the file has several people of this name, by their ids; this is not the one that the roster has of {name}"
    )
    return message.format(name=person.name)


def _mark(
    sheet: Sheet,
    person: Enrolled | str,
    pile: _Pile,
    when: Window,
    settings: Settings,
    came_as: str,
    *,
    due: bool,
) -> Marked:
    """The mark of one who came, or the one that the table says; what the table says goes before the times.

    Who need not come is never late; who takes part elsewhere did so, and nothing else.
    """
    key = person if isinstance(person, str) else person.key
    presence = pile.stays[key].presence
    verdict = judge(presence, when, settings, came_as)
    code, note = verdict.mark, verdict.note
    if not due:
        code, note = OBSERVER, ""
    elif key in pile.said:
        code, note = pile.said[key], ""
        presence = presence if sheet.marks[code].present else Presence()
    elif isinstance(person, Enrolled) and person.elsewhere and not person.exempt:
        code, note = ELSEWHERE, person.elsewhere
    elif isinstance(person, Enrolled) and person.exempt and code != ABSENT:
        code = came_as
    return msgspec.structs.replace(
        row_for(sheet, person, code),
        arrived=presence.arrived and presence.arrived.replace(microsecond=0),
        departed=presence.left and presence.left.replace(microsecond=0),
        minutes=None if presence.minutes is None else int(presence.minutes),
        note=note,
    )
