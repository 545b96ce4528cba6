"""A report as a value: every number and every sentence of it, in the plan's language.

What nobody can know is None or missing, and `remarks` says why; nothing is filled in. What people judge and intend (问题分析,
下一步打算) is no part of it: documents leave room for that.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from sanhui.rules.verdict import State

#: 季, 半年, 年.
Span = Literal["quarter", "half", "year"]
SPANS: tuple[Span, ...] = ("quarter", "half", "year")


#: Of a make-up: in time, too late, still possible, not made in time.
Settled = Literal["done", "late", "open", "overdue"]


class KindRow(msgspec.Struct, frozen=True, kw_only=True):
    """One kind: what was planned, and what became of it. A session that counts as two kinds stands in both rows."""

    kind: str
    name: str
    planned: int = 0  # without those that were called off
    held: int = 0
    unrecorded: int = 0  # over, and not in the ledger
    ahead: int = 0  # still to come
    cancelled: int = 0


class RuleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One rule with the periods that ended in these days: how many findings stand how, and the gravest state."""

    rule: str
    name: str
    severity: str
    source: str  # document and article
    asks: str
    state: State
    counts: dict[State, int]
    result: str  # the same in words


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule misses, with its source and wording, a sentence a period; waived ones have their reason in it."""

    rule: str
    name: str
    source: str
    asks: str
    sentences: tuple[str, ...]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How many were due and came, of one subject: all of it, a kind, a group, a member."""

    key: str = ""
    name: str = ""
    group: str = ""
    sessions: int = 0
    due: int = 0
    present: int = 0
    late: int = 0
    leave: int = 0
    absent: int = 0
    rate: float | None = None
    percent: str = ""  # of the rate, cut off and not rounded
    before: str = ""  # the period before
    owed: int = 0  # make-ups that are open
    hours: float = 0.0  # in these days
    hours_year: float = 0.0  # since the year began
    target: float | None = None  # a year


class MakeUpRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session that a member had to make up."""

    name: str
    day: dt.date
    session: str
    title: str
    mark: str
    until: dt.date
    done_on: dt.date | None = None
    state: Settled
    said: str  # the state in words


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What took another course than the rule of the plan: `what` became of it, from when to when, and why."""

    day: dt.date
    session: str
    title: str
    what: str
    before: str
    after: str
    reason: str = ""


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One session of these days, held, unrecorded or still to come."""

    session: str
    day: dt.date | None
    date: str
    kinds: str
    title: str
    topic: str = ""
    place: str = ""
    chair: str = ""
    speaker: str = ""
    state: Literal["held", "unrecorded", "ahead", "cancelled"]
    said: str
    due: int | None = None
    present: int | None = None
    percent: str = ""
    documents: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say of the days from `first` to `last`, as it stood on `as_of`.

    `kinds` and `sessions` come from the plan and the record, `rules` and `shortfalls` from the audit, `figures` and the rows
    below it from the attendance: None without any record.
    """

    plan: str
    year: int
    organization: str
    plan_title: str
    title: str
    span: Span
    period: str  # its slot
    name: str  # the same in words
    first: dt.date
    last: dt.date
    as_of: dt.date
    remarks: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    kinds: tuple[KindRow, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    figures: Figures | None = None
    by_kind: tuple[Figures, ...] = ()
    by_group: tuple[Figures, ...] = ()
    members: tuple[Figures, ...] = ()
    makeups: tuple[MakeUpRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    disclaimer: str = ""
