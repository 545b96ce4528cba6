"""Which sheets there are, and a workbook of those that are wanted, in the plan's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from sanhui.i18n import speaking
from sanhui.publish.ics.identity import stamp
from sanhui.publish.xlsx.book import Book
from sanhui.publish.xlsx.plan_table import plan_table
from sanhui.publish.xlsx.wall import wall_calendar

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule


class Material(msgspec.Struct, frozen=True):
    """What the sheets are made of: the schedule, and what the ledger says became of each session, by id."""

    schedule: Schedule
    done: Mapping[str, str] = {}


#: The sheets by the names that the command line has for them, in the order in which they stand in a workbook.
SHEETS: Mapping[str, Callable[[Book, Material], None]] = {
    "plan": lambda book, material: plan_table(book, material.schedule, material.done),
    "wall": lambda book, material: wall_calendar(book, material.schedule),
}


def workbook(material: Material, sheets: Sequence[str]) -> bytes:
    """The sheets as one workbook; raises `KeyError` for one that there is not. Equal material gives equal bytes."""
    plan = material.schedule.plan
    with speaking(plan.language):
        book = Book(plan.title, stamp(plan.year, plan.revision))
        for name in sorted(set(sheets), key=[*SHEETS].index):
            SHEETS[name](book, material)
        return book.to_bytes()
