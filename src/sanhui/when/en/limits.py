"""Limits and exceptions, in English: March to November, from 5 March, except January."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from sanhui.i18n import N_
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, Season
from sanhui.when.en.words import en
from sanhui.when.errors import Reject
from sanhui.when.tree import Fixed, Rule, Unit


@en.rule("monthspan", "m=month")
def _single_month(m: int) -> tuple[int, ...]:
    return (m,)


@en.rule("monthspan", "a=month to b=month")
def _months_between(a: int, b: int) -> tuple[int, ...]:
    return c.month_range(a, b)


@en.rule("monthset", "parts=monthspan%and")
@en.rule("monthlist", "parts=monthspan%and")
def _monthset(parts: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    return tuple(month for part in parts for month in part)


en.words(
    "alternate",
    {
        "odd months": tuple(range(1, 13, 2)),
        "even months": tuple(range(2, 13, 2)),
        "every other month": tuple(range(1, 13, 2)),
    },
    N_("odd months or even months"),
)


@en.rule("clause", "at=here 'in|only in|during' ms=monthset")
def _months(at: int, ms: tuple[int, ...]) -> tuple[Piece, ...]:
    if len(ms) < 2:
        raise Reject("")  # a single month is a season
    return (Piece(at, "months", ms, "list"),)


@en.rule(
    "clause",
    "at=here ('from|between')? first=month to last=month",
    "at=here 'between' first=month 'and' last=month",
)
def _from_to_month(at: int, first: int, last: int) -> tuple[Piece, ...]:
    return (Piece(at, "months", c.month_range(first, last), "range"),)


@en.rule("clause", "at=here 'in'? ms=alternate")
def _alternate(at: int, ms: tuple[int, ...]) -> tuple[Piece, ...]:
    return (Piece(at, "months", ms, "list"),)


@en.rule("clause", "at=here ('from|since|starting in|starting|beginning in') m=month ('on|onwards')?")
def _from_month(at: int, m: int) -> tuple[Piece, ...]:
    return (Piece(at, "months", tuple(range(m, 13)), "range"),)


@en.rule("clause", "at=here ('until|till|through|up to|ending in') ('the end of')? m=month")
def _until_month(at: int, m: int) -> tuple[Piece, ...]:
    return (Piece(at, "months", tuple(range(1, m + 1)), "range"),)


@en.rule("limit_date", "d=dated_day", "md=monthday")
def _limit_date(d: Fixed | None = None, md: tuple[int, int] | None = None) -> dt.date | tuple[int, int]:
    return d.date if d else md or (1, 1)


@en.rule("clause", "at=here ('from|since|starting|starting on|beginning') d=limit_date")
def _since(at: int, d: dt.date) -> tuple[Piece, ...]:
    return (Piece(at, "since", d),)


@en.rule("clause", "at=here ('until|till|through|up to') d=limit_date")
def _until(at: int, d: dt.date) -> tuple[Piece, ...]:
    return (Piece(at, "until", d),)


@en.rule("exception", "ms=monthspan", "s=season_not_month")
def _except_months(ms: tuple[int, ...] = (), s: Season | None = None) -> Piece:
    return Piece(0, "months", c.without_months(s.months if s else ms), "except")


@en.rule("season_not_month", "s=season")
def _season_not_month(s: Season) -> Season:
    if s.unit is Unit.MONTH:
        raise Reject("")
    return s


@en.rule("exception", "day=calendar_day", "day=each_holiday")
def _except_day(day: Rule) -> Piece:
    return Piece(0, "without", (day,))


@en.rule("exception", "('from')? first=monthday to last=monthday")
def _except_span(first: tuple[int, int], last: tuple[int, int]) -> Piece:
    return Piece(0, "without", (c.span(first, last),))


@en.rule("exception", "at=here day=itself", "at=here day=relative")
def _except_one_day(at: int, day: Rule) -> Piece:
    return Piece(0, "without", (c.one_left_out(day, at),))


en.token(
    "exception", r'"([^"]+)"', lambda m: Piece(0, "without", (m[1],)), N_("the name of a period"), first='"'
)


@en.rule(
    "except", "at=here 'except|excluding|but not|except for|without|except in|except on' items=exception%and"
)
def _except(at: int, items: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(replace(item, at=at) for item in items)
