"""Which sheets there are, and a workbook of those that are wanted, in the plan's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from sanhui.attendance.record import Record
from sanhui.i18n import speaking
from sanhui.publish.ics.identity import stamp
from sanhui.publish.xlsx.audit import audit_sheets
from sanhui.publish.xlsx.book import Book
from sanhui.publish.xlsx.matrix import matrix_sheets
from sanhui.publish.xlsx.plan_table import plan_table
from sanhui.publish.xlsx.points import points_sheets
from sanhui.publish.xlsx.sign_in import sign_in_sheets
from sanhui.publish.xlsx.wall import wall_calendar

if TYPE_CHECKING:
    from sanhui.attendance.points import Account
    from sanhui.attendance.sign_in import SignIn
    from sanhui.rules.verdict import Verdict
    from sanhui.schedule.expand import Schedule


class Material(msgspec.Struct, frozen=True):
    """What the sheets are made of: the schedule, and what the ledger and the rules say, as far as a sheet asks for it.

    `done` says what became of each session, by id. A `public` workbook leaves people out.
    """

    schedule: Schedule
    done: Mapping[str, str] = {}
    sign_ins: tuple[SignIn, ...] = ()
    record: Record = Record((), (), {}, 0)
    target: Fraction | None = None  # of attendance
    verdicts: tuple[Verdict, ...] = ()
    as_of: dt.date = dt.date.min
    accounts: tuple[Account, ...] = ()
    public: bool = False


def _plan(book: Book, material: Material) -> None:
    plan_table(book, material.schedule, material.done, public=material.public)


def _wall(book: Book, material: Material) -> None:
    wall_calendar(book, material.schedule)


def _sign_in(book: Book, material: Material) -> None:
    sign_in_sheets(book, material.schedule.plan, material.sign_ins)


def _matrix(book: Book, material: Material) -> None:
    matrix_sheets(book, material.schedule.plan, material.record, material.target)


def _audit(book: Book, material: Material) -> None:
    plan = material.schedule.plan
    audit_sheets(book, plan, material.verdicts, material.as_of, public=material.public)


def _points(book: Book, material: Material) -> None:
    points_sheets(book, material.schedule.plan, material.accounts)


#: The sheets by the names that the command line has for them, in the order in which they stand in a workbook.
SHEETS: Mapping[str, Callable[[Book, Material], None]] = {
    "plan": _plan,
    "wall": _wall,
    "sign-in": _sign_in,
    "matrix": _matrix,
    "audit": _audit,
    "points": _points,
}
#: Those that are about members, and say nothing without their names.
OF_MEMBERS = frozenset({"sign-in", "matrix", "points"})


def workbook(material: Material, sheets: Sequence[str]) -> bytes:
    """The sheets as one workbook; raises `KeyError` for one that there is not. Equal material gives equal bytes."""
    plan = material.schedule.plan
    book = Book(plan.title, stamp(plan.year, plan.revision))
    with speaking(plan.language):
        for name in sorted(set(sheets), key=[*SHEETS].index):
            SHEETS[name](book, material)
        return book.to_bytes()
