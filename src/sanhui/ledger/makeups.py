"""Make-ups (补课): a later study that settles a leave or an absence.

The mark stays what it was; a make-up never counts for a quorum.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import periods, plans
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, row_of
from sanhui.wording import long_date

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


class MakeUp(Entered, frozen=True, kw_only=True):
    """That a member made a session up: on which day, and how."""

    plan: str
    session: str
    member: str
    done_on: dt.date
    how: str = ""
    note: str = ""


def record(change: Change, makeup: MakeUp, name: str = "") -> None:
    """Write a make-up down; `name` is how the member is called.

    Raises `InputError` when the member has no mark for the session, or made it up already.
    """
    plans.require(change, makeup.plan)
    key = {"plan": makeup.plan, "session": makeup.session, "member": makeup.member}
    if change.row("mark", **key) is None:
        message = _("{member} has no mark for {session}: there is nothing to make up")
        raise InputError(Problem(message.format(member=name or makeup.member, session=makeup.session)))
    if (row := change.row("makeup", **key)) is not None:
        message = _("{member} made {session} up already, on {date}").format(
            member=name or makeup.member,
            session=makeup.session,
            date=long_date(record_of(MakeUp, row).done_on),
        )
        raise InputError(Problem(message, _("take it back first if that is wrong: sanhui makeup undo")))
    change.enter("makeup", row_of(makeup) | periods.keys(makeup.done_on))


def undo(change: Change, plan_id: str, session_id: str, member: str) -> bool:
    """Take a make-up back; gives whether there was one."""
    key = {"plan": plan_id, "session": session_id, "member": member}
    known = change.row("makeup", **key) is not None
    change.remove("makeup", **key)
    return known


def read(ledger: Ledger, plan_id: str) -> dict[tuple[str, str], MakeUp]:
    """The make-ups of a plan, by session and member."""
    rows = ledger.query("SELECT * FROM makeup WHERE plan = ? ORDER BY session, member", plan_id)
    return {(row["session"], row["member"]): record_of(MakeUp, row) for row in rows}
