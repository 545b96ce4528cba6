"""The sorts of rules: which keys each of them needs, which it may have besides, and whom and what it is about.

A sort is checked by an SQL file of the same name in `sanhui/rules/sql`. One that has such a file and no line here takes
every key: so a new sort needs no more than its file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from sanhui.i18n import N_
from sanhui.rulebook.model import Per

_SQL = Path(__file__).parents[1] / "rules" / "sql"


class Sort(msgspec.Struct, frozen=True):
    """What a rule of the sort asks for, the keys in which it says so, and what has to be known to judge it."""

    asks: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    #: Of whom something is said in every period: the body (or what `per` says), every member meant; or every session.
    of: Literal["body", "member", "session"] = "body"
    #: What `per` may say, if the sort takes it.
    per: tuple[Per, ...] = ("body", "group", "member")
    #: It can be told from a plan, before anything was recorded.
    planned: bool = False
    #: It counts sessions: those that are still planned tell whether it can be met.
    counts: bool = False
    #: It adds up what a member did; of who came in the midst of a period a shortage says nothing.
    sums: bool = False


#: What decides how much a rule asks for; every sort uses some of them.
KEYS = (
    "kinds",
    "audience",
    "per",
    "at_least",
    "at_most",
    "period",
    "window",
    "after",
    "by",
    "duty",
    "share",
    "denominator",
    "voting_only",
    "hours",
    "months",
    "warn_months",
    "within",
    "documents",
    "list",
)

SORTS: Mapping[str, Sort] = {
    "count": Sort(
        N_("so many sessions in every period, for the body or for every group"),
        ("kinds", "at_least", "period"),
        ("per",),
        per=("body", "group"), planned=True, counts=True,
    ),
    "member-count": Sort(
        N_("so many sessions attended in every period by every member meant"),
        ("kinds", "at_least", "period"),
        ("audience",),
        of="member", planned=True, counts=True, sums=True,
    ),
    "given": Sort(
        N_("so many sessions in every period at which somebody of a role has a duty"),
        ("kinds", "by", "at_least", "period"),
        ("duty",),
        planned=True, counts=True,
    ),
    "hours": Sort(
        N_("so many hours of study in every period for every member meant"),
        ("hours", "period"),
        ("kinds", "audience"),
        of="member", planned=True, sums=True,
    ),
    "quorum": Sort(
        N_("a share of those due, or of those with a vote, is present at every session, or wherever a vote is taken"),
        ("kinds", "share"),
        ("denominator", "voting_only"),
        of="session",
    ),
    "role": Sort(N_("somebody of a role has a duty at every session"), ("kinds", "by"), ("duty",), of="session", planned=True),
    "window": Sort(N_("one session of the year lies in these months"), ("kinds", "window"), planned=True, counts=True),
    "order": Sort(
        N_("before the first session of a period there is one of another kind"),
        ("kinds", "after", "period"),
        (),
        planned=True,
    ),
    "length": Sort(N_("no session is longer than so many minutes"), ("at_most",), ("kinds",), of="session", planned=True),
    "attendance": Sort(
        N_("a share of those due attends, for the body or for every member"),
        ("period",),
        ("share", "kinds", "audience", "per"),
        per=("body", "member"),
    ),
    "absences": Sort(
        N_("no member is absent without leave more often than this"),
        ("period",),
        ("at_most", "kinds", "audience"),
        of="member",
    ),
    "makeup": Sort(N_("what was missed is made up within so many days"), (), ("within", "kinds"), of="session"),
    "evidence": Sort(N_("every session that was held has its documents"), (), ("documents", "kinds"), of="session"),
    "work-order": Sort(N_("the tasks of a list are done in every period"), ("list", "period"), ()),
    "points": Sort(
        N_("so many points in every period for every member meant"),
        ("at_least", "period"),
        ("audience",),
        of="member", sums=True,
    ),
    "long-absence": Sort(
        N_("no member meant is away from all sessions for so many months on end"),
        ("months",),
        ("warn_months", "kinds", "audience"),
        of="member",
    ),
    "term": Sort(N_("an election after so many months"), ("months",), ("warn_months", "kinds"), planned=True),
    "text": Sort(N_("stated for people to know; the program does not check it")),
}  # fmt: skip


@functools.cache
def known_sorts() -> Mapping[str, Sort]:
    """Every sort: those of the table, and those that have an SQL file only."""
    found = {file.stem: Sort("", (), KEYS) for file in sorted(_SQL.glob("*.sql"))}
    return {**SORTS, **{name: sort for name, sort in found.items() if name not in SORTS}}
