"""Which sessions took place, and what was voted on in them.

A row says that the session was held. What it was called, what it counted as and its hours are written down with it, for the
record outlives the plan. Votes are numbered within their session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from sanhui.ledger import periods, plans
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, row_of

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger

#: Of what a vote is: a resolution, the admission of a member, an election.
Sort = Literal["ordinary", "admission", "election"]


class Held(Entered, frozen=True, kw_only=True):
    """A session that took place; `start` and `end` are aware, None where nobody knows."""

    plan: str
    session: str
    day: dt.date
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    title: str = ""
    topic: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    hours: float | None = None
    note: str = ""
    kinds: tuple[str, ...] = ()  # codes


class Vote(Entered, frozen=True, kw_only=True):
    """One vote; `due` and `present` are those with the right to vote."""

    plan: str
    session: str
    item: int
    title: str = ""
    sort: Sort = "ordinary"
    due: int
    present: int
    in_favour: int
    against: int
    abstained: int
    day: dt.date


def record(change: Change, held: Held) -> None:
    """Write down that a session was held, or what is known better of it now."""
    plans.require(change, held.plan)
    change.enter("held", row_of(held, "kinds") | periods.keys(held.day))
    key = {"plan": held.plan, "session": held.session}
    for row in change.rows("held_kind", **key):
        if row["kind"] not in held.kinds:
            change.remove("held_kind", **key, kind=row["kind"])
    for kind in held.kinds:
        change.enter("held_kind", {**key, "kind": kind})


def record_votes(change: Change, plan_id: str, session_id: str, votes: Iterable[Vote]) -> None:
    """Write down the votes of a session: these and no others."""
    key = {"plan": plan_id, "session": session_id}
    wanted = {vote.item: vote for vote in votes}
    for row in change.rows("vote", **key):
        if row["item"] not in wanted:
            change.remove("vote", **key, item=row["item"])
    for vote in wanted.values():
        change.enter("vote", row_of(vote) | periods.keys(vote.day))


def forget(change: Change, plan_id: str, session_id: str) -> bool:
    """Take back that a session was held, with its votes; its marks are not touched. Gives whether there was anything."""
    key = {"plan": plan_id, "session": session_id}
    record_votes(change, plan_id, session_id, ())
    for row in change.rows("held_kind", **key):
        change.remove("held_kind", **key, kind=row["kind"])
    known = change.row("held", **key) is not None
    change.remove("held", **key)
    return known


def read(ledger: Ledger, plan_id: str) -> dict[str, Held]:
    """The sessions of a plan that were held, by id, in order of their days."""
    with ledger.reading():
        kinds: dict[str, list[str]] = {}
        for row in ledger.query("SELECT session, kind FROM held_kind WHERE plan = ? ORDER BY kind", plan_id):
            kinds.setdefault(row["session"], []).append(row["kind"])
        rows = ledger.query("SELECT * FROM held WHERE plan = ? ORDER BY day, start, session", plan_id)
    return {row["session"]: record_of(Held, row, kinds=tuple(kinds.get(row["session"], ()))) for row in rows}


def votes(ledger: Ledger, plan_id: str) -> dict[str, tuple[Vote, ...]]:
    """The votes of a plan's sessions, by the session's id."""
    found: dict[str, list[Vote]] = {}
    for row in ledger.query("SELECT * FROM vote WHERE plan = ? ORDER BY day, session, item", plan_id):
        found.setdefault(row["session"], []).append(record_of(Vote, row))
    return {session: tuple(items) for session, items in found.items()}
