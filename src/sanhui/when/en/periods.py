"""What comes back every week, month, quarter, half or year, in English."""

from __future__ import annotations

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, Season
from sanhui.when.en.words import en
from sanhui.when.errors import Reject
from sanhui.when.tree import Daily, Day, Periodic, Pick, Rule, Unit, Weekly

# -- every week, month, quarter, half, year -----------------------------------------------------------------


@en.rule("rules", "('every|each|on')? days=weekdays", "'on'? days=plural_weekday%and")
def _weekly(days: tuple[int, ...]) -> Rule:
    return Weekly(days)


@en.rule("rules", "n=every_weeks 'on'? days=weekdays")
def _every_weeks(n: int, days: tuple[int, ...]) -> Rule:
    return Weekly(days, every=n)


@en.rule("rules", "'every other' days=weekdays", "'every second' days=weekdays")
def _every_other(days: tuple[int, ...]) -> Rule:
    return Weekly(days, every=2)


@en.rule(
    "every_weeks",
    "('every|each')? n=num 'weeks'",
    "'every other week|every second week|biweekly|fortnightly|every fortnight'",
)
def _weeks(n: int = 2) -> int:
    return c.every_weeks(n)


@en.rule("rules", "('every|each|on')? days=weekdays ('in|of|on')? p=parity", "p=parity 'on'? days=weekdays")
def _by_parity(days: tuple[int, ...], p: int) -> Rule:
    return Weekly(days, parity=p)


en.words(
    "parity",
    {"odd weeks": 1, "even weeks": 0, "odd iso weeks": 1, "even iso weeks": 0},
    N_("odd weeks or even weeks"),
)


@en.rule(
    "rules",
    "'every|each|on every|on each' 'working day|workday|business day'",
    "'on working days|working days|weekdays except holidays'",
)
def _working_days() -> Rule:
    return Daily()


@en.rule("rules", "'every day|each day|daily'")
def _every_day() -> Rule:
    return Daily(working=False)


@en.rule("rules", "('every|each')? 'weekend|weekends'")
def _weekend() -> Rule:
    raise Reject(
        _("which day of the weekend? Write {saturday} or {sunday}").format(
            saturday="every Saturday", sunday="every Sunday"
        )
    )


@en.rule("periodic", "at=here ('on|at')? picks=picks 'of|in' frame=frame")
def _periodic(at: int, picks: tuple[Pick, ...], frame: tuple[Unit, int | None]) -> Periodic:
    return c.periodic(frame[0], picks, frame[1], at)


en.same("rules", "periodic")


@en.rule("seasonal", "at=here ('on|at')? picks=picks 'of|in' s=season")
def _in_season(at: int, picks: tuple[Pick, ...], s: Season) -> tuple[Piece, ...]:
    if s.unit is Unit.MONTH and all(isinstance(pick, Day) and pick.nth > 0 for pick in picks):
        days = [pick.nth for pick in picks]
        return (Piece(at, "rules", (c.yearly(s.months[0], map(c.day_number, days), at),)),)
    return (Piece(at, "rules", (c.periodic(s.unit, picks, at=at),)), Piece(at, "months", s.months, "season"))


@en.rule("seasonal", "at=here ('on|at')? picks=picks 'of|in' ms=monthlist")
def _in_months(at: int, picks: tuple[Pick, ...], ms: tuple[int, ...]) -> tuple[Piece, ...]:
    if len(ms) < 2:
        raise Reject("")  # a single month is a season
    return (Piece(at, "rules", (c.periodic(Unit.MONTH, picks, at=at),)), Piece(at, "months", ms, "list"))


@en.rule("seasonal", "at=here ('on|at')? picks=picks 'of|in the|of the|in' month=ordinal 'month of' s=season")
def _in_month_of_season(at: int, picks: tuple[Pick, ...], month: int, s: Season) -> tuple[Piece, ...]:
    return (
        Piece(at, "rules", (c.periodic(s.unit, picks, month, at),)),
        Piece(at, "months", s.months, "season"),
    )


# -- quotas and windows -------------------------------------------------------------------------------------


@en.rule("times", "'once'")
def _once() -> int:
    return 1


@en.rule("times", "'twice'")
def _twice() -> int:
    return 2


@en.rule("times", "n=num 'times|sessions|time'")
def _several(n: int) -> int:
    return c.count(n)


@en.rule("rules", "n=times 'in'? frame=frame")
def _quota(n: int, frame: tuple[Unit, int | None]) -> Rule:
    return c.window(frame[0], times=n, month=frame[1])


@en.rule("rules", "b=bounds 'of|in'? frame=frame", "n=times b=bounds 'of|in'? frame=frame")
def _window(b: tuple[int, int], frame: tuple[Unit, int | None], n: int = 1) -> Rule:
    return c.window(frame[0], *b, times=n, month=frame[1])


# “by the 10th of July” may be in June: it is a span from the beginning of the year.
@en.rule(
    "seasonal", "at=here b=inner_bounds 'of|in'? s=season", "at=here n=times b=inner_bounds 'of|in'? s=season"
)
def _window_in_season(at: int, b: tuple[int, int], s: Season, n: int = 1) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (c.window(s.unit, *b, times=n),)), Piece(at, "months", s.months, "season"))


@en.rule("seasonal", "at=here n=times b=bounds 'of|in' ms=monthlist", "at=here b=bounds 'of|in' ms=monthlist")
def _window_in_months(at: int, b: tuple[int, int], ms: tuple[int, ...], n: int = 1) -> tuple[Piece, ...]:
    if len(ms) < 2:
        raise Reject("")  # a single month is read above
    return (Piece(at, "rules", (c.window(Unit.MONTH, *b, times=n),)), Piece(at, "months", ms, "list"))


@en.rule("position", "'the'? n=ordinal 'day'?", "'the'? 'last day|end'")
def _position(n: int = -1) -> int:
    return n


# “6th to last day” is one day; “6th to the last day” are many
@en.rule("day_position", "'the'? n=ordinal 'day'?", "'the last day|the end|end'")
def _day_position(n: int = -1) -> int:
    return n


@en.rule("back_position", "'the'? n=ordinal 'to last day'")
def _back_position(n: int) -> int:
    return -n


en.same("bounds", "inner_bounds")


@en.rule("inner_bounds", "'between' a=position 'and' b=position", "'from'? a=position to b=day_position")
@en.rule("inner_bounds", "'between' a=position 'and' b=back_position")
def _bounds(a: int, b: int) -> tuple[int, int]:
    if 0 < b < a:
        raise Reject(_("it ends before it begins"))
    return a, b


@en.rule("bounds", "'by|before|no later than' b=position")
def _bounds_by(b: int) -> tuple[int, int]:
    return 1, b


@en.rule("clause", "at=here n=times")
def _times_clause(at: int, n: int) -> tuple[Piece, ...]:
    return (Piece(at, "times", n),)


@en.rule(
    "rules",
    "n=times ('between|from') first=monthday 'and|to' last=monthday",
    "('between|from') first=monthday 'and' last=monthday",
)
def _span(first: tuple[int, int], last: tuple[int, int], n: int = 1) -> Rule:
    return c.span(first, last, n)


@en.rule("year_position", "'the'? last=monthday")
def _year_position(last: tuple[int, int]) -> tuple[int, int]:
    return last


@en.rule("year_position", "('the')? 'end of' m=month")
def _end_of_month(m: int) -> tuple[int, int]:
    return c.month_end(m)


@en.rule(
    "rules",
    "n=times 'by|before|no later than' last=year_position",
    "'by|before|no later than' last=year_position",
)
def _until_date(last: tuple[int, int], n: int = 1) -> Rule:
    return c.span((1, 1), last, n)
