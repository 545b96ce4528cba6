"""What the page says of the year: its months, its sessions one by one, and what the symbols mean."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.i18n import _
from sanhui.publish.changes.outcome import start
from sanhui.publish.looks import Look, kind_look
from sanhui.publish.names import kind_names
from sanhui.publish.year.agenda import count
from sanhui.publish.year.daily import Day, Sort, months_of
from sanhui.publish.year.holidays import off_mark, worked_mark
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import moved
from sanhui.wording import enumeration, month, short_date, short_month, weekday

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule

#: More sessions on a day than these make no deeper colour.
_DEEPEST = 4


class Chip(msgspec.Struct, frozen=True):
    """A kind: its code, its name, its character and colours."""

    code: str
    name: str
    look: Look


class Cell(msgspec.Struct, frozen=True):
    """A day in a month's table: `load` is how full it is, from 0 to 4; `marks` link to the sessions' rows."""

    day: int
    sort: str
    mark: str
    load: int
    said: str  # the day in words, for those who hear it
    marks: tuple[tuple[Chip, str, str], ...]  # kind, the session's anchor, what it is


class MonthTable(msgspec.Struct, frozen=True):
    """A month: its name, also a short one, the heads of its columns, its weeks."""

    name: str
    short: str
    number: int
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Cell | None, ...], ...]


class Entry(msgspec.Struct, frozen=True):
    """A session as a row of the agenda."""

    anchor: str
    day: dt.date | None
    when: str
    month: int
    chips: tuple[Chip, ...]
    title: str
    topic: str
    place: str
    people: str
    remark: str
    done: str
    cancelled: bool


def months(schedule: Schedule) -> tuple[MonthTable, ...]:
    """The twelve months."""
    heads = tuple(
        weekday(dt.date(2024, 1, nth)).removeprefix("周") for nth in range(1, 8)
    )  # began on a Monday
    return tuple(
        MonthTable(
            month(each.number),
            short_month(each.number),
            each.number,
            heads,
            tuple(tuple(_cell(day, schedule.plan) if day else None for day in week) for week in each.weeks),
        )
        for each in months_of(schedule)
    )


def agenda(
    schedule: Schedule, done: Mapping[str, str], *, public: bool
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The sessions by month, with the month's name; what has no day stands in the last month that it may take."""
    found: dict[int, list[Entry]] = {}
    for session in schedule.sessions:
        if not session.dropped:
            entry = _entry(session, schedule.plan, done.get(session.id, ""), public=public)
            found.setdefault(entry.month, []).append(entry)
    return tuple((month(number), tuple(found[number])) for number in sorted(found))


def legend(schedule: Schedule) -> tuple[tuple[Chip, int], ...]:
    """The kinds that take place, the most frequent first, each with the number of its sessions."""
    live = (each for each in schedule.sessions if not each.dropped and each.status is not Status.CANCELLED)
    counted = Counter(each.kinds[0] for each in live if each.kinds)
    return tuple((_chip(schedule.plan, code), number) for code, number in counted.most_common())


def count_line(schedule: Schedule) -> str:
    """How many sessions there are, and how many are out of the ordinary."""
    return count(schedule.sessions)


def _cell(day: Day, plan: Plan) -> Cell:
    mark = {Sort.OFF: off_mark(), Sort.WORKED: worked_mark()}.get(day.sort, "")
    marks = tuple(
        (_chip(plan, each.kinds[0] if each.kinds else ""), each.id, each.title) for each in day.sessions
    )
    said = f"{short_date(day.date)} {weekday(day.date)}"
    return Cell(day.date.day, day.sort.value, mark, min(len(marks), _DEEPEST), said, marks)


def _chip(plan: Plan, code: str) -> Chip:
    return Chip(code, kind_names(plan, [code])[0], kind_look(plan.kinds, code))


def _entry(session: Session, plan: Plan, done: str, *, public: bool) -> Entry:
    day = session.date or session.nominal or session.last
    people = "" if public else enumeration(filter(None, (session.speaker, session.chair)))
    remarks = [moved(session) or "", _("provisional") if session.provisional else ""]
    remarks.append("" if public else session.notes)
    return Entry(
        anchor=session.id,
        day=session.date,
        when=start(session),
        month=day.month if day else 12,
        chips=tuple(_chip(plan, code) for code in session.kinds),
        title=session.title,
        topic=session.topic,
        place=session.place,
        people=people,
        remark="\n".join(filter(None, remarks)),
        done=done,
        cancelled=session.status is Status.CANCELLED and not done,  # the record says better what took place
    )
