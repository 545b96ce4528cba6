"""A report as a value: every number and every sentence of it, in the plan's language.

What nobody can know is None or missing, and `remarks` says why; nothing is filled in. What people judge and intend (问题分析,
下一步打算) is no part of it: documents leave room for that.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from sanhui.i18n import N_
from sanhui.publish.placeholders import about
from sanhui.rules.verdict import State

#: 季, 半年, 年.
Span = Literal["quarter", "half", "year"]
SPANS: tuple[Span, ...] = ("quarter", "half", "year")
#: Of a make-up: in time, too late, still possible, not made in time.
Settled = Literal["done", "late", "open", "overdue"]
Became = Literal["held", "unrecorded", "ahead", "cancelled"]


class KindRow(msgspec.Struct, frozen=True, kw_only=True):
    """One kind: what was planned, and what became of it. A session that counts as two kinds stands in both rows."""

    kind: Annotated[str, about(N_("its code"))]
    name: Annotated[str, about(N_("its name"))]
    planned: Annotated[int, about(N_("planned, without those that were called off"))] = 0
    held: Annotated[int, about(N_("recorded as held"))] = 0
    unrecorded: Annotated[int, about(N_("over, and not in the ledger"))] = 0
    ahead: Annotated[int, about(N_("still to come"))] = 0
    cancelled: Annotated[int, about(N_("called off"))] = 0


class RuleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One rule with the periods that ended in these days: how many findings stand how, and the gravest state."""

    rule: Annotated[str, about(N_("its id"))]
    name: Annotated[str, about(N_("its name"))]
    severity: Annotated[str, about(N_("how firm it is: must, should, generally"))]
    source: Annotated[str, about(N_("the document and the article"))]
    asks: Annotated[str, about(N_("what it asks for, in a sentence"))]
    state: Annotated[State, about(N_("the gravest of its findings, as a code"))]
    counts: dict[State, int]
    result: Annotated[str, about(N_("how many of its findings stand how, in words"))]


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule misses, a sentence a period; waived ones have their reason in it."""

    rule: Annotated[str, about(N_("the id of the rule"))]
    name: Annotated[str, about(N_("its name"))]
    source: Annotated[str, about(N_("the document, the article, the wording, and how sure that is"))]
    asks: Annotated[str, about(N_("what it asks for, in a sentence"))]
    sentences: Annotated[tuple[str, ...], about(N_("what is missing, a sentence a period"))]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How many were due and came, of one subject: all of it, a kind, a group, a member."""

    key: Annotated[str, about(N_("its code, or the member's key"))] = ""
    name: Annotated[str, about(N_("its name"))] = ""
    group: Annotated[str, about(N_("of a member the group (党小组)"))] = ""
    sessions: Annotated[int, about(N_("how many sessions"))] = 0
    due: Annotated[int, about(N_("due (应到), over all sessions"))] = 0
    present: Annotated[int, about(N_("present (实到)"))] = 0
    late: Annotated[int, about(N_("of those present came late"))] = 0
    leave: Annotated[int, about(N_("on leave"))] = 0
    absent: Annotated[int, about(N_("absent"))] = 0
    rate: Annotated[float | None, about(N_("present / due, from 0 to 1"))] = None
    percent: Annotated[str, about(N_("the same as a percentage, cut off and not rounded"))] = ""
    before: Annotated[str, about(N_("the percentage of the period before"))] = ""
    curve: Annotated[str, about(N_("how the rate went, a bar a month"))] = ""
    owed: Annotated[int, about(N_("make-ups that are open"))] = 0
    hours: Annotated[float, about(N_("hours of study (学时) in these days"))] = 0.0
    hours_year: Annotated[float, about(N_("hours of study since the year began"))] = 0.0
    target: Annotated[float | None, about(N_("hours of study that the rules ask for in a year"))] = None


class MakeUpRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session that a member had to make up."""

    name: Annotated[str, about(N_("the member"))]
    day: Annotated[dt.date, about(N_("the day of the session"))]
    session: Annotated[str, about(N_("the session's name in the plan"))]
    title: Annotated[str, about(N_("the session's title"))]
    mark: Annotated[str, about(N_("absent, or which leave"))]
    until: Annotated[dt.date, about(N_("the last day that is in time"))]
    done_on: Annotated[dt.date | None, about(N_("when it was made up"))] = None
    state: Annotated[Settled, about(N_("done, late, open or overdue, as a code"))]
    said: Annotated[str, about(N_("the same in words, with the day"))]


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What took another course than the rule of the plan."""

    day: Annotated[dt.date, about(N_("the day under which it stands"))]
    session: Annotated[str, about(N_("the session's name in the plan"))]
    title: Annotated[str, about(N_("the session's title"))]
    what: Annotated[str, about(N_("what became of it: moved, called off, added …"))]
    before: Annotated[str, about(N_("when it was to be"))]
    after: Annotated[str, about(N_("when it is, or was"))]
    reason: Annotated[str, about(N_("why"))] = ""


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One session of these days, held, unrecorded, still to come or called off."""

    session: Annotated[str, about(N_("the session's name in the plan"))]
    day: Annotated[dt.date | None, about(N_("its day"))]
    date: Annotated[str, about(N_("day and weekday, short"))]
    kinds: Annotated[str, about(N_("what it counts as"))]
    title: Annotated[str, about(N_("the title of the activity"))]
    topic: Annotated[str, about(N_("the topic of this session"))] = ""
    place: Annotated[str, about(N_("the place"))] = ""
    chair: Annotated[str, about(N_("who takes the chair"))] = ""
    speaker: Annotated[str, about(N_("who speaks"))] = ""
    state: Annotated[Became, about(N_("held, unrecorded, ahead or cancelled, as a code"))]
    said: Annotated[str, about(N_("the same in words"))]
    due: Annotated[int | None, about(N_("due (应到), where that is recorded"))] = None
    present: Annotated[int | None, about(N_("present (实到), where that is recorded"))] = None
    percent: Annotated[str, about(N_("the rate as a percentage"))] = ""
    documents: Annotated[int, about(N_("how many files are attached"))] = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say of the days from `first` to `last`, as it stood on `as_of`.

    `kinds` and `sessions` come from the plan and the record, `rules` and `shortfalls` from the audit, `figures` and the rows
    below it from the attendance: None without any record.
    """

    plan: Annotated[str, about(N_("the id of the plan"))]
    year: Annotated[int, about(N_("the year of the plan"))]
    organization: Annotated[str, about(N_("the body whose plan it is"))]
    plan_title: Annotated[str, about(N_("the title of the plan"))]
    title: Annotated[str, about(N_("the title of the report"))]
    span: Annotated[Span, about(N_("quarter, half or year, as a code"))]
    period: Annotated[str, about(N_("the period, such as 2026-Q1"))]
    name: Annotated[str, about(N_("the period in words"))]
    first: Annotated[dt.date, about(N_("its first day"))]
    last: Annotated[dt.date, about(N_("its last day"))]
    as_of: Annotated[dt.date, about(N_("the day as of which it is written"))]
    remarks: Annotated[tuple[str, ...], about(N_("what cannot be known, and why"))] = ()
    summary: Annotated[tuple[str, ...], about(N_("the whole in two or three sentences"))] = ()
    kinds: Annotated[tuple[KindRow, ...], about(N_("the kinds of sessions"))] = ()
    rules: Annotated[tuple[RuleRow, ...], about(N_("the rules that hold"))] = ()
    shortfalls: Annotated[tuple[Shortfall, ...], about(N_("what is missing, rule by rule"))] = ()
    figures: Annotated[Figures | None, about(N_("attendance of these days together"))] = None
    by_kind: Annotated[tuple[Figures, ...], about(N_("attendance by kind"))] = ()
    by_group: Annotated[tuple[Figures, ...], about(N_("attendance by group"))] = ()
    members: Annotated[tuple[Figures, ...], about(N_("attendance and hours by member"))] = ()
    makeups: Annotated[tuple[MakeUpRow, ...], about(N_("make-ups that were owed"))] = ()
    changes: Annotated[tuple[ChangeRow, ...], about(N_("changes of the plan"))] = ()
    sessions: Annotated[tuple[SessionRow, ...], about(N_("the sessions one by one"))] = ()
    disclaimer: Annotated[str, about(N_("that the report reminds, and the organisation decides"))] = ""
