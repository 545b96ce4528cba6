"""Dates as they are said in English, from the day on which they are said; the rest is the `when` language."""

from __future__ import annotations

import string

from sanhui.i18n import N_, _
from sanhui.moment.meaning import Expression, InPeriod, InWeek, InYear, Moment, Next, Shift, dated
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, compose
from sanhui.when.en import read
from sanhui.when.errors import Reject
from sanhui.when.tree import Day, Part, Periodic, Pick, Time, Unit, Weekly, When, Window

en = read.GRAMMAR

_EVENING = Time(part=Part.EVENING)

en.words(
    "day_word",
    {"today": 0, "tomorrow": 1, "yesterday": -1, "now": 0}
    | {"day after tomorrow": 2, "the day after tomorrow": 2}
    | {"day before yesterday": -2, "the day before yesterday": -2},
    "today",
)
en.words(
    "ref", {"this": 0, "next": 1, "last": -1, "previous": -1, "the": 0, "the next": 1, "the last": -1}, "next"
)
en.token(
    "short_date",
    r"(\d{1,2})[-/.](\d{1,2})(?![\d:])",
    lambda m: (int(m[1]), int(m[2])),
    "3-5",
    first=string.digits,
)
en.token("some", r"\d+(?![\d:.])", lambda m: int(m[0]), N_("a number"), first=string.digits)
en.same("some", "cardinal")
en.words("ago", {"ago": -1, "earlier": -1, "later": 1, "from now": 1, "from today": 1}, "ago")


@en.rule("expression", "n=day_word")
def _day(n: int) -> Expression:
    return Shift(days=n)


@en.rule("expression", "weeks=ref day=weekday", "day=weekday weeks=ref 'week'")
def _in_week(weeks: int, day: int) -> Expression:
    return InWeek(weeks, day)


@en.rule("expression", "'next|the next|following' 'working day|workday|business day'")
def _next_working_day() -> Expression:
    return Shift(working_days=1)


@en.rule("expression", "'last|previous|the last|the previous' 'working day|workday|business day'")
def _last_working_day() -> Expression:
    return Shift(working_days=-1)


@en.rule("amount_of_time", "n=some 'days|day'")
def _days(n: int) -> Shift:
    return Shift(days=n)


@en.rule("amount_of_time", "n=some 'weeks|week'")
def _weeks(n: int) -> Shift:
    return Shift(days=7 * n)


@en.rule("amount_of_time", "n=some 'months|month'")
def _months(n: int) -> Shift:
    return Shift(months=n)


@en.rule("amount_of_time", "n=some 'years|year'")
def _years(n: int) -> Shift:
    return Shift(months=12 * n)


@en.rule("amount_of_time", "n=some 'working days|working day|business days|workdays'")
def _working_days(n: int) -> Shift:
    return Shift(working_days=n)


@en.rule("amount_of_time", "minutes=amount")
def _minutes(minutes: int) -> Shift:
    return Shift(minutes=minutes)


@en.rule("expression", "'in' it=amount_of_time", "it=amount_of_time sign=ago")
def _offset(it: Shift, sign: int = 1) -> Expression:
    return Shift(*(sign * value for value in it))


@en.rule("expression", "n=ref unit=unit")
def _same_day(n: int, unit: Unit) -> Expression:
    if n == 0:
        raise Reject(_("which day of it?"))
    if unit in (Unit.QUARTER, Unit.HALF):  # as 下季度: its first day
        return InPeriod(unit, n, When((Periodic(unit, (Day(1),)),)))
    return Shift(days=7 * n) if unit is Unit.WEEK else Shift(months=n * unit.months)


@en.rule("point_in", "'the'? 'end'")
def _end() -> tuple[Pick, ...]:
    return (Day(-1),)


@en.rule("point_in", "'the'? 'beginning|start'")
def _beginning() -> tuple[Pick, ...]:
    return (Day(1),)


@en.rule("point_in", "'on'? picks=picks")
def _picked(picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    if len(picks) > 1:
        raise Reject(_("that is more than one day"))
    return picks


@en.rule("expression", "picks=point_in 'of' n=ref unit=unit", "picks=point_in 'of' unit=unit")
def _in_period(picks: tuple[Pick, ...], unit: Unit, n: int = 0) -> Expression:
    if unit is Unit.WEEK:
        raise Reject(_("which day of it?"))
    return InPeriod(unit, n, When((Periodic(unit, picks),)))


@en.rule("expression", "'on'? 'the'? n=ordinal")
def _day_of_month(n: int) -> Expression:
    return Next(When((Periodic(Unit.MONTH, (Day(c.day_number(n)),)),)))


@en.rule("occasion", "clauses=occasion_clause%nothing")
def _occasion(clauses: tuple[tuple[Piece, ...], ...]) -> When:
    """A phrase of the `when` language; limits and policies are about many days, not one."""
    when = compose([piece for clause in clauses for piece in clause])
    rule = when.rules[0]
    if len(when.rules) > 1 or (isinstance(rule, Weekly) and len(rule.days) > 1):
        raise Reject(_("that is more than one day"))
    if isinstance(rule, Periodic) and len(rule.picks) > 1:
        raise Reject(_("that is more than one day"))
    if isinstance(rule, Window) and rule.times > 1:
        raise Reject(_("that is more than one day"))
    return when


en.token("nothing", "", lambda m: None, first=" ")


@en.rule("occasion_clause", "at=here rules=rules")
def _rules(at: int, rules: object) -> tuple[Piece, ...]:
    return (Piece(at, "rules", rules if isinstance(rules, tuple) else (rules,)),)


en.same("occasion_clause", "seasonal")


@en.rule("occasion_clause", "at=here s=season")
def _season(at: int, s: object) -> tuple[Piece, ...]:
    return (Piece(at, "season", s),)


@en.rule("expression", "when=occasion")
def _next(when: When) -> Expression:
    return Next(when)


@en.rule("expression", "when=occasion y=year", "when=occasion 'of|in' y=year")
def _in_year(y: int, when: When) -> Expression:
    return InYear(y, when)


@en.rule("expression", "when=occasion n=ref 'year'")
def _in_year_said(n: int, when: When) -> Expression:
    return InPeriod(Unit.YEAR, n, when)


@en.rule("expression", "md=short_date")
def _short_date(md: tuple[int, int]) -> Expression:
    return Next(When((c.yearly(c.month_number(md[0]), [md[1]]),)))


@en.rule(
    "moment",
    "sep day=expression sep",
    "sep 'on'? day=expression sep 't'? time=time sep",
    "sep time=time day=expression sep",
)
def _moment(day: Expression, time: Time | None = None) -> Moment:
    return Moment(day, None if time and time.all_day else time)


@en.rule(
    "moment",
    "sep 'on'? weekday=weekday sep day=expression sep",
    "sep 'on'? weekday=weekday sep day=expression sep 't'? time=time sep",
    "sep 'on'? day=expression sep weekday=weekday sep",
    "sep 'on'? day=expression sep weekday=weekday sep time=time sep",
)
def _moment_with_weekday(day: Expression, weekday: int, time: Time | None = None) -> Moment:
    return Moment(dated(day), None if time and time.all_day else time, weekday)


@en.rule("moment", "sep 'tonight' sep", "sep 'tonight' at=here time=time sep")
def _tonight(at: int = 0, time: Time = _EVENING) -> Moment:
    if time.start and time.start.hour < 12:  # tonight at 8:00
        raise Reject(_("{hour} o'clock is not in the evening").format(hour=time.start.hour), at)
    return Moment(Shift(), time)


@en.rule("moment", "sep time=time sep")
def _today(time: Time) -> Moment:
    return Moment(Shift(), time)
