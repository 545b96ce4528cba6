"""What the ledger has and the plan has not, or otherwise: records outlive the plan, and must not be lost from sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.checks.finding import Found
from sanhui.i18n import _, ngettext
from sanhui.schedule.model import Status
from sanhui.wording import long_date

if TYPE_CHECKING:
    from sanhui.ledger.held import Held
    from sanhui.ledger.marks import Marked
    from sanhui.schedule.expand import Schedule


class Recorded(msgspec.Struct, frozen=True):
    """What the ledger knows of one session."""

    session: str
    day: dt.date
    title: str = ""
    held: bool = False
    marks: int = 0


def recorded(held: Mapping[str, Held], marks: Iterable[Marked]) -> tuple[Recorded, ...]:
    """What is recorded of each session of a plan, in order of the days."""
    found = {
        record.session: Recorded(record.session, record.day, record.title, held=True)
        for record in held.values()
    }
    for row in marks:
        known = found.get(row.session) or Recorded(row.session, row.day)
        found[row.session] = msgspec.structs.replace(known, marks=known.marks + 1)
    return tuple(sorted(found.values(), key=lambda each: (each.day, each.session)))


def lost(schedule: Schedule, records: Iterable[Recorded]) -> Iterator[Found]:
    """A session is recorded in the ledger, and left the plan. The record is kept, and counts no more for the plan.

    It happens when an activity gets another id, another `when` with other slots, or is taken out.
    """
    for each in records:
        if each.session not in schedule.by_id:
            n = each.marks
            message = ngettext(
                "{session} of {date} is recorded with {n} mark, and is not in the plan any more",
                "{session} of {date} is recorded with {n} marks, and is not in the plan any more",
                n,
            ).format(session=each.session, date=long_date(each.day), n=n)
            remedy = _(
                "put it back into the plan, or, if it never took place, take its record back; the ledger keeps it meanwhile"
            )
            yield Found(message=message, remedy=remedy, sessions=(each.session,))


def cancelled_but_held(schedule: Schedule, records: Iterable[Recorded]) -> Iterator[Found]:
    """A session is called off in the plan, and recorded as held in the ledger. One of the two is wrong."""
    for each in records:
        session = schedule.by_id.get(each.session)
        if session is not None and session.status is Status.CANCELLED and each.held:
            message = _("{session} is called off, and recorded as held on {date}").format(
                session=each.session, date=long_date(each.day)
            )
            remedy = _(
                "take the cancellation out of the plan, or the record back: sanhui held {session} --not-held"
            )
            yield Found(
                message=message,
                remedy=remedy.format(session=each.session),
                sessions=(each.session,),
                activity=session.activity,
            )


def held_another_day(schedule: Schedule, records: Iterable[Recorded]) -> Iterator[Found]:
    """A session was held on another day than the plan has now: it was moved after it was recorded."""
    for each in records:
        session = schedule.by_id.get(each.session)
        if session is None or session.status is Status.CANCELLED or not each.held:
            continue
        if session.date is not None and session.date != each.day:
            message = _("{session} was held on {date}, and the plan has it on {other}").format(
                session=each.session, date=long_date(each.day), other=long_date(session.date)
            )
            remedy = _(
                "move it in the plan to the day on which it was held: sanhui move {session} --to {date}"
            )
            yield Found(
                message=message,
                remedy=remedy.format(session=each.session, date=each.day),
                sessions=(each.session,),
                activity=session.activity,
            )
