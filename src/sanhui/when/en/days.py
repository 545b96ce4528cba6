"""Single days and what lies before and after them, in English."""

from __future__ import annotations

import string

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.en.words import en
from sanhui.when.errors import Reject
from sanhui.when.tree import EachHoliday, Festival, Fixed, Lunar, Periodic, Relative, Rule


@en.rule("monthday", "at=here d=date_digits 'of'? m=month", "m=month at=here 'the'? d=date_digits")
def _month_day(at: int, d: int, m: int) -> tuple[int, int]:
    return c.month_day(m, d, at)


@en.rule("calendar_day", "md=monthday")
def _yearly_date(md: tuple[int, int]) -> Rule:
    return c.yearly(md[0], [md[1]])


en.token("year", r"(\d{4})(?![\d:])", lambda m: int(m[1]), N_("a year"), first=string.digits)


@en.rule("calendar_day", "md=monthday ','? y=year", "date=full_date")
@en.rule("dated_day", "md=monthday ','? y=year", "date=full_date")
def _full_date(md: tuple[int, int] = (1, 1), y: int = 0, date: Fixed | None = None) -> Fixed:
    return date or c.fixed(y, *md)


@en.rule("calendar_day", "'the'? name=festival")
@en.rule("named", "'the'? name=festival")
def _festival(name: str) -> Rule:
    return Festival(name)


@en.rule("calendar_day", "'day' d=num 'of'? ('the')? 'lunar month' m=num", "'lunar' m=num '-|/' d=num")
def _lunar(m: int, d: int) -> Lunar:
    return c.lunar(m, d)


@en.rule("each_holiday", "('every|each')? ('public|statutory|national')? 'holiday|holidays'")
def _each_holiday() -> Rule:
    return EachHoliday()


en.same("point", "periodic")
en.same("base", "each_holiday", "calendar_day", "point")
en.same("holiday_base", "each_holiday", "named")
en.words("side", {"before": -1, "ahead of": -1, "after": 1, "following": 1}, N_("before or after"))


@en.rule(
    "relative",
    "('on|the|on the')? n=num 'working days|working day|business days|workdays' sign=side base=base",
)
def _working_days_from(n: int, sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), sign * n, True)


@en.rule(
    "relative",
    "('on|the|on the')? 'last|first|next|previous|1st' 'working day|business day|workday' sign=side base=base",
)
def _working_day_from(sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), sign, True)


@en.rule("relative", "('on|the|on the')? n=ordinal 'working day|business day|workday' sign=side base=base")
def _nth_working_day_from(n: int, sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), sign * n, True)


@en.rule("relative", "n=num 'days|day|calendar days' sign=side base=base", "'the' 'day' sign=side base=base")
def _days_from(sign: int, base: Rule, n: int = 1) -> Rule:
    return c.relative(_single(base), sign * n, False)


@en.rule("relative", "n=num 'weeks|week' sign=side base=base")
def _weeks_from(n: int, sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), 7 * sign * n, False)


@en.rule("relative", "sign=side base=holiday_base")
def _next_to(sign: int, base: Rule) -> Rule:
    return c.relative(base, sign, True)


@en.rule("steps", "n=num 'working days|working day|business days|business day|workdays|workday'")
def _working_steps(n: int) -> tuple[int, bool]:
    return n, True


@en.rule("steps", "n=num 'days|day|calendar days|calendar day'")
def _day_steps(n: int) -> tuple[int, bool]:
    return n, False


@en.rule("steps", "n=num 'weeks|week'")
def _week_steps(n: int) -> tuple[int, bool]:
    return 7 * n, False


def _single(base: Rule) -> Rule:
    if isinstance(base, Periodic) and len(base.picks) > 1:
        raise Reject(_("before which of these days?"))
    return base


# “1 week before Spring Festival and Party Day” is a week before each: a day behind that means itself says so.
@en.rule("itself", "day=calendar_day 'itself'")
def _the_day_itself(day: Rule) -> Rule:
    return day


@en.rule("item", "day=itself", "day=relative")
def _one_day(day: Rule) -> tuple[Rule, ...]:
    return (day,)


@en.rule("item", "day=relative and more=named%and")
def _relative_to_each(day: Relative, more: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if not isinstance(day.base, Festival):
        raise Reject(_("a day that means itself says “itself” here"))
    return (day, *(c.relative(base, day.n, day.working) for base in more))


@en.rule(
    "rules",
    "('on|every|each|every year on|each year on|yearly on')? days=calendar_day%and ('every year|each year|of every year')?",
)
def _dates(days: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return days


@en.rule("rules", "'on'? items=item%and", "'on'? days=calendar_day%and and items=item%and")
def _mixed_dates(items: tuple[tuple[Rule, ...], ...], days: tuple[Rule, ...] = ()) -> tuple[Rule, ...]:
    return (*days, *(day for item in items for day in item))


en.same("rules", "rrule")
