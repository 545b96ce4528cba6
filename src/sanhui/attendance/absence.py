"""Long absence: members who have not taken part in organisational life for months, without a good reason.

《中国共产党党员教育管理工作条例》(2019) 第三十一条: six months on end lead to removal. What is found here is a prompt for people to
look and to talk, months before; it decides nothing.

A member takes part who was present at a session, or made it up. A leave, an exemption and life elsewhere are good reasons.
So the count begins with the first absence after the last of all these, and goes on from there to today in whole months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from sanhui.attendance.record import Entry, Record
from sanhui.days.years import month_end
from sanhui.roster.model import Enrolled

#: After so many months people are told, and every month from then on.
FIRST = 3
#: After so many the regulation speaks.
LIMIT = 6


class LongAbsence(msgspec.Struct, frozen=True):
    """A member who was absent since a day: how many whole months, and at how many sessions in a row."""

    member: str
    name: str
    since: dt.date
    months: int
    sessions: int
    last: dt.date | None  # the last session with them, or with a good reason


def long_absences(record: Record, people: Iterable[Enrolled], today: dt.date) -> tuple[LongAbsence, ...]:
    """Who of these people has been absent for three months or more, the longest first.

    Who is exempt or lives elsewhere today is not among them.
    """
    histories: dict[str, list[Entry]] = {}
    for entry in record.entries:
        if entry.day <= today:
            histories.setdefault(entry.row.member, []).append(entry)
    found = [
        absence
        for each in people
        if not each.exempt and not each.elsewhere
        if (absence := _absence(each, histories.get(each.key, []), today)) is not None
    ]
    return tuple(sorted(found, key=lambda each: each.since))


def _absence(person: Enrolled, history: list[Entry], today: dt.date) -> LongAbsence | None:
    run: list[Entry] = []
    last = None
    for entry in history:
        if entry.mark.absent and entry.made_up is None:
            run.append(entry)
        else:
            run, last = [], entry.day
    if not run or (months := _months(run[0].day, today)) < FIRST:
        return None
    return LongAbsence(person.key, person.name, run[0].day, months, len(run), last)


def _months(first: dt.date, last: dt.date) -> int:
    """How many whole months lie between two days; the 31st of a month is reached on the last day of a shorter one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day and last != month_end(last.year, last.month))
