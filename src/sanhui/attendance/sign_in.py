"""A sign-in sheet (签到表) before it is signed: who is to sign, who need not come, and what is known of them already.

Who is due is what `attend` takes them for: the plan's words, looked up in the roster of the session's day; those who are
exempt or live elsewhere stand apart, and who has a leave keeps a line, for they may come after all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.attendance.due import due, guests, observers
from sanhui.attendance.naming import roster_of
from sanhui.attendance.recording import held_of
from sanhui.attendance.sheet import ELSEWHERE, Sheet, begin
from sanhui.attendance.tally import Tally, tally
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import held, leaves, marks, plans
from sanhui.ledger.held import Held
from sanhui.ledger.leaves import Leave
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import EXEMPT, PRESENT, Mark

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger
    from sanhui.schedule.expand import Schedule
    from sanhui.schedule.model import Session


class Signer(msgspec.Struct, frozen=True):
    """One of those due. `mark` is what is known of them before they sign, None for nothing; `note` why."""

    name: str
    group: str
    mark: Mark | None = None
    note: str = ""


class SignIn(msgspec.Struct, frozen=True):
    """The sheet of one session: in the order of the roster, as it was on the day of the session.

    `held` is the session as it was held, or as the plan has it; `due` is 应到, for which those who are exempt do not count.
    `others` attend without being due, or are in no roster. `recorded` is how many came, once the record says it.
    """

    session: Session
    held: Held
    signers: tuple[Signer, ...]
    apart: tuple[Signer, ...]
    others: tuple[str, ...]
    due: int
    recorded: Tally | None = None


def sign_ins(ledger: Ledger, schedule: Schedule, sessions: Iterable[Session]) -> tuple[SignIn, ...]:
    """The sheets of these sessions, with what the ledger knows of them. Raises `InputError` like `sign_in`."""
    plan = schedule.plan
    with ledger.reading():
        took_place = held.read(ledger, plan.id)
        granted = leaves.read(ledger, plans.body_of(ledger, plan.id, plan.organization))
        return tuple(
            sign_in(
                schedule,
                each,
                took_place.get(each.id),
                {row.member: row for row in marks.read(ledger, plan.id, each.id)},
                granted,
            )
            for each in sessions
        )


def sign_in(
    schedule: Schedule,
    session: Session,
    took_place: Held | None = None,
    known: Mapping[str, Marked] = {},
    granted: Iterable[Leave] = (),
) -> SignIn:
    """The sheet of a session; raises `InputError` for a plan without a roster, and for a session without a day."""
    plan = schedule.plan
    roster = roster_of(plan)
    if took_place is None and session.start is None:
        message = _("this session has no day yet")
        remedy = _("give it one first: sanhui fix {session} …").format(session=session.id)
        raise InputError(Problem(message, remedy, value=session.id))
    there = took_place or held_of(plan, session)
    people = due(schedule, session, there.day)
    rows = begin(
        Sheet(there, people, roster, plan.marks, ""), PRESENT, leaves=granted, known=known, keep=True
    ).rows
    unmarked = plan.marks[PRESENT]
    signers = [
        Signer(each.name, each.group, mark if (mark := plan.marks[row.mark]) != unmarked else None, row.note)
        for each in people
        for row in [rows[each.key]]
    ]
    apart = [each for each in signers if each.mark and each.mark.code in (EXEMPT, ELSEWHERE)]
    attending = observers(schedule, session, there.day)
    return SignIn(
        session,
        there,
        tuple(each for each in signers if each not in apart),
        tuple(apart),
        (*(each.name for each in attending), *guests(schedule, session, there.day)),
        sum(plan.marks[rows[each.key].mark].due for each in people),
        tally(known.values(), plan.marks) if took_place is not None and known else None,
    )
