"""The sorts of rules: which keys each of them needs, and which it may have besides.

A sort is checked by an SQL file of the same name in `sanhui/rules/sql`. One that has such a file and no line here takes
every key: so a new sort needs no more than its file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sanhui.i18n import N_

_SQL = Path(__file__).parents[1] / "rules" / "sql"


class Sort(NamedTuple):
    """What a rule of the sort asks for, and the keys in which it says so."""

    asks: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


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
    ),
    "member-count": Sort(
        N_("so many sessions attended in every period by every member meant"),
        ("kinds", "at_least", "period"),
        ("audience",),
    ),
    "given": Sort(
        N_("so many sessions in every period at which somebody of a role has a duty"),
        ("kinds", "by", "at_least", "period"),
        ("duty",),
    ),
    "hours": Sort(
        N_("so many hours of study in every period for every member meant"),
        ("hours", "period"),
        ("kinds", "audience"),
    ),
    "quorum": Sort(
        N_("a share of those due, or of those with a vote, is present at every session, or wherever a vote is taken"),
        ("kinds", "share"),
        ("denominator", "voting_only"),
    ),
    "role": Sort(N_("somebody of a role has a duty at every session"), ("kinds", "by"), ("duty",)),
    "window": Sort(N_("the sessions of a year lie in these months"), ("kinds", "window"), ()),
    "order": Sort(
        N_("before the first session of a period there is one of another kind"),
        ("kinds", "after", "period"),
        (),
    ),
    "length": Sort(N_("no session is longer than so many minutes"), ("at_most",), ("kinds",)),
    "attendance": Sort(
        N_("a share of those due attends, for the body or for every member"),
        ("period",),
        ("share", "kinds", "audience", "per"),
    ),
    "absences": Sort(
        N_("no member is absent without leave more often than this"),
        ("period",),
        ("at_most", "kinds", "audience"),
    ),
    "makeup": Sort(N_("what was missed is made up within so many days"), (), ("within", "kinds")),
    "evidence": Sort(N_("every session that was held has its documents"), (), ("documents", "kinds")),
    "work-order": Sort(N_("the tasks of a list are done in every period"), ("list", "period"), ()),
    "points": Sort(
        N_("so many points in every period for every member meant"),
        ("at_least", "period"),
        ("audience",),
    ),
    "long-absence": Sort(
        N_("no member meant is away from all sessions for so many months on end"),
        ("months",),
        ("warn_months", "kinds", "audience"),
    ),
    "term": Sort(N_("an election after so many months"), ("months",), ("warn_months", "kinds")),
    "text": Sort(N_("stated for people to know; the program does not check it")),
}  # fmt: skip


@functools.cache
def known_sorts() -> Mapping[str, Sort]:
    """Every sort: those of the table, and those that have an SQL file only."""
    found = {file.stem: Sort("", (), KEYS) for file in sorted(_SQL.glob("*.sql"))}
    return {**SORTS, **{name: sort for name, sort in found.items() if name not in SORTS}}
