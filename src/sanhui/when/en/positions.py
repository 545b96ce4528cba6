"""Positions in a period, in English: 2nd Wednesday, last working day."""

from __future__ import annotations

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


@en.rule("anypick", "'the'? n=which 'day'?")
def _nth_day(n: int) -> Pick:
    return Day(n)


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


@en.rule("picks", "items=anypick%and")
def _picks(items: tuple[Pick, ...]) -> tuple[Pick, ...]:
    return items


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
