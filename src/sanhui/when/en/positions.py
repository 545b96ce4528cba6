"""Positions in a period, in English: 2nd Wednesday, last working day."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, Season
from sanhui.when.en.words import en
from sanhui.when.errors import Reject
from sanhui.when.tree import Day, Pick, Unit, Weekday, Workday

# -- positions in a period ----------------------------------------------------------------------------------


@en.rule("weekdays", "days=weekday%and")
def _weekdays(days: tuple[int, ...]) -> tuple[int, ...]:
    return days


@en.rule("weekdays", "first=weekday to last=weekday")
def _weekday_range(first: int, last: int) -> tuple[int, ...]:
    if last < first:
        raise Reject(_("it ends before it begins"))
    return tuple(range(first, last + 1))


@en.rule("which", "n=ordinal")
def _from_start(n: int) -> int:
    return n


@en.rule("which", "'last|final'")
def _the_last() -> int:
    return -1


@en.rule(
    "which",
    "n=ordinal ('to last|to the last|last|from the end|from last')",
    "'next to last|second to last|penultimate'",
)
def _from_end(n: int = 2) -> int:
    return -n


class _Bare(NamedTuple):
    """An ordinal alone: a day of the period, or, before a weekday or a working day, one more of these."""

    nth: int


@en.rule("anypick", "'the'? n=which 'day'")
def _nth_day(n: int) -> Pick:
    return Day(n)


@en.rule("anypick", "'the'? n=which")
def _nth(n: int) -> _Bare:
    return _Bare(n)


@en.rule("nthpick", "'the'? n=which day=weekday")
def _nth_weekday(n: int, day: int) -> Pick:
    return Weekday(n, day)


@en.rule("nthpick", "'the'? n=which 'working day|workday|business day'")
def _nth_workday(n: int) -> Pick:
    return Workday(n)


@en.rule("end_pick", "'the'? 'end'")
def _end() -> Pick:
    return Day(-1)


en.same("anypick", "nthpick", "end_pick")


# “1st and 3rd Friday” are two Fridays, “15th and last Friday” a day and a Friday; “15th and last working day” may be
# either, and is refused by its two readings.
_ALWAYS_SHARED = 5  # no month has more Fridays
_AT_MOST = {Weekday: _ALWAYS_SHARED, Workday: 23}


@en.rule("picks", "items=anypick%and")
def _picks_apart(items: tuple[Pick | _Bare, ...]) -> tuple[Pick, ...]:
    for item, head in zip(items, _heads(items), strict=True):
        if head and item.nth <= _ALWAYS_SHARED:
            raise Reject(_("which of them is a day of the period?"))
    return tuple(Day(item.nth) if isinstance(item, _Bare) else item for item in items)


@en.rule("picks", "items=anypick%and")
def _picks_shared(items: tuple[Pick | _Bare, ...]) -> tuple[Pick, ...]:
    heads = _heads(items)
    if not any(heads):
        raise Reject("")  # nothing is shared: read above
    picks: list[Pick] = []
    for item, head in zip(items, heads, strict=True):
        if head and item.nth > _AT_MOST[type(head)]:
            raise Reject(_("which of them is a day of the period?"))
        if head:
            picks.append(msgspec.structs.replace(head, nth=item.nth))
        else:
            picks.append(Day(item.nth) if isinstance(item, _Bare) else item)
    return tuple(picks)


def _heads(items: tuple[Pick | _Bare, ...]) -> list[Weekday | Workday | None]:
    """For each bare ordinal the weekday or working day that its run of ordinals ends with."""
    heads: list[Weekday | Workday | None] = []
    coming: Weekday | Workday | None = None
    for item in reversed(items):
        if isinstance(item, _Bare):
            heads.append(coming)
        else:
            coming = item if isinstance(item, Weekday | Workday) else None
            heads.append(None)
    return heads[::-1]


# -- periods ------------------------------------------------------------------------------------------------

en.words("each", dict.fromkeys(["every", "each", "a", "per", "any"]), "every")


@en.rule("frame", "each unit=unit")
def _each_period(unit: Unit) -> tuple[Unit, int | None]:
    return unit, None


@en.rule(
    "frame",
    "'the'? at=here month=ordinal 'month of' each unit=unit",
    "'the'? last=last_month 'month of' each unit=unit",
)
def _month_of_each(unit: Unit, month: int = 0, last: int = 0, at: int = 0) -> tuple[Unit, int | None]:
    if unit in (Unit.WEEK, Unit.MONTH):
        raise Reject(_("a month or a week has no months"))
    if month > unit.months:
        raise Reject(_("the period has no month {number}").format(number=month), at)
    return unit, unit.months if last else month


@en.rule("last_month", "'last|final'")
def _last_month() -> int:
    return 1


@en.rule("frame", "month=month ('every|each|of every|of each|in every') 'year'")
def _month_each_year(month: int) -> tuple[Unit, int | None]:
    return Unit.YEAR, month


en.token("q_number", r"q([1-4])(?![\da-z])", lambda m: int(m[1]), "Q1", first="q")
en.words("half_number", {"first": 1, "1st": 1, "second": 2, "2nd": 2}, N_("which half"))


@en.rule("season", "'the'? at=here q=ordinal 'quarter' ('of the year')?", "q=q_number")
def _quarter(q: int, at: int = 0) -> Season:
    c.quarter_number(q, at)
    return Season(Unit.QUARTER, tuple(range(3 * q - 2, 3 * q + 1)))


@en.rule("season", "'the'? h=half_number 'half-year|half' ('of the year|year')?")
def _half(h: int) -> Season:
    return Season(Unit.HALF, tuple(range(6 * h - 5, 6 * h + 1)))


@en.rule("season", "m=month")
def _one_month(m: int) -> Season:
    return Season(Unit.MONTH, (m,))


@en.rule("clause", "at=here 'in'? s=season")
def _season_clause(at: int, s: Season) -> tuple[Piece, ...]:
    return (Piece(at, "season", s),)
