"""From a rule of the `when` language to its candidates; `periodic` and `recurrence` have the recurring ones.

Here stand the named days, 劳动节 or 农历八月十五, and what is counted from other days: 春节前3个工作日,
劳动节前三天, 每个法定节假日前3个工作日, 每月最后一天前两天. Working days are counted from the days off:
from the first one for what comes before a holiday, from the last one for what comes after it. Calendar days
are counted from the festival itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanhui.days import festivals
from sanhui.days.calendar import Break
from sanhui.i18n import _
from sanhui.schedule import periodic, recurrence, slots
from sanhui.schedule.candidate import Candidate, Scope
from sanhui.schedule.model import Step
from sanhui.schedule.slots import period
from sanhui.when.tree import (
    Daily,
    EachHoliday,
    Festival,
    Fixed,
    Lunar,
    Periodic,
    Recurrence,
    Relative,
    Rule,
    Span,
    Unit,
    Weekly,
    Window,
)


def expand(rule: Rule, scope: Scope) -> Iterator[Candidate]:
    """Every candidate of a rule in the periods that touch the stretch, and maybe more of them beside it.

    Raises ValueError for a rule that has no meaning, such as 0 days before a day.
    """
    match rule:
        case Daily():
            return periodic.daily(rule, scope)
        case Weekly():
            return periodic.weekly(rule, scope)
        case Periodic():
            return periodic.periodic(rule, scope)
        case Window():
            return periodic.window(rule, scope)
        case Span():
            return periodic.span(rule, scope)
        case Recurrence():
            return recurrence.expand(rule, scope)
        case Fixed(date):
            return iter([_on(date, period(Unit.YEAR, date).slot, rule)])
        case Festival(name):
            return (_on(festivals.date_of(name, year), slots.named(year, name), rule) for year in scope.years)
        case Lunar():
            return (_lunar(rule, year) for year in scope.years)
        case Relative():
            return _relative(rule, scope)
        case EachHoliday():  # pragma: no branch - there is no other
            raise ValueError(_("“every holiday” is no day by itself: say how many days before or after it"))


def reach(rule: Rule) -> int:
    """How many days a session of the rule may lie outside the period that names its slot."""
    if not isinstance(rule, Relative):
        return 0
    # Five working days take a week; a break lasts up to nine days beyond its festival.
    own = 2 * abs(rule.n) + 30 if rule.working else abs(rule.n)
    return own + reach(rule.base)


def _on(date: dt.date, slot: str, rule: Rule, steps: tuple[Step, ...] = ()) -> Candidate:
    """A day of its own, which may be moved within its year."""
    return Candidate(slot=slot, rule=rule, period=period(Unit.YEAR, date), nominal=date, steps=steps)


def _lunar(rule: Lunar, year: int) -> Candidate:
    """A lunar day; short lunar months have 29 days, and the last then stands for the 30th.

    The twelfth month counts for the Spring Festival that follows it, as it does for 腊八节 in `festivals`.
    """
    lunar_year = year - 1 if rule.month == 12 else year
    slot = slots.lunar(year, rule.month, rule.day)
    try:
        return _on(festivals.lunar_date(lunar_year, rule.month, rule.day), slot, rule)
    except ValueError:
        if rule.day != 30:
            raise
        date = festivals.lunar_date(lunar_year, rule.month, 29)
        return _on(date, slot, rule, (periodic.short_month(30, date),))


def _relative(rule: Relative, scope: Scope) -> Iterator[Candidate]:
    if rule.n == 0:
        raise ValueError(_("“0 days before” says nothing: name the day itself"))
    wide = scope.widened(reach(rule))
    match rule.base:
        case EachHoliday():
            for year in wide.years:
                for found in scope.calendar.breaks(year):
                    days = [festivals.date_of(name, year) for name in found.ids]
                    festival = min(days) if rule.n < 0 else max(days)
                    yield _beside(rule, slots.named(year, found.id), year, festival, found, scope)
        case Festival(name) if festivals.NAMED_DAYS[name].statutory:
            for year in wide.years:
                festival = festivals.date_of(name, year)
                off = scope.calendar.break_of(name, year)
                yield _beside(rule, slots.named(year, name), year, festival, off, scope)
        case base:
            for candidate in expand(base, wide):
                yield _from(rule, candidate, scope)


def _beside(
    rule: Relative, slot: str, year: int, festival: dt.date, off: Break | None, scope: Scope
) -> Candidate:
    """A day before or after a holiday. One without days off (清明节 before 2008) is an ordinary day."""
    if rule.working:
        edge = festival if off is None else off.first if rule.n < 0 else off.last
        date = scope.calendar.step(edge, rule.n)
        rests_on: tuple[int, ...] = (year, edge.year)
    else:
        date = festival + dt.timedelta(days=rule.n)
        rests_on = ()
    return Candidate(slot=slot, rule=rule, period=period(Unit.YEAR, date), nominal=date, rests_on=rests_on)


def _from(rule: Relative, base: Candidate, scope: Scope) -> Candidate:
    """A day counted from another rule's. It keeps that one's slot, though it may lie outside the period."""
    if base.nominal is None:
        raise ValueError(_("nothing can be counted from a session that has no day yet"))
    if rule.working:
        date = scope.calendar.step(base.nominal, rule.n)
        rests_on = (*base.rests_on, base.nominal.year)
    else:
        date = base.nominal + dt.timedelta(days=rule.n)
        rests_on = base.rests_on
    return Candidate(
        slot=base.slot,
        rule=rule,
        period=period(base.period.unit, date),
        nominal=date,
        steps=base.steps,
        rests_on=rests_on,
        ghost=base.ghost,
    )
