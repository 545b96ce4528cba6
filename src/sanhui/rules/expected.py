"""What is to be judged: every rule in every period of a year, for the body, every group, or every member meant.

A rule that does not hold, or of which nobody can tell, is there too, with the reason: it never passes for met.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator

import msgspec

from sanhui.i18n import _
from sanhui.plan.model import Plan
from sanhui.roster.audience import Directories
from sanhui.roster.model import Enrolled
from sanhui.rulebook.applies import Facts, Standing, facts_on, standing
from sanhui.rulebook.model import Rule
from sanhui.rulebook.sorts import known_sorts
from sanhui.rules.checks import sorts
from sanhui.schedule.slots import Period, periods
from sanhui.when.tree import Unit
from sanhui.wording import long_date

UNITS = {"month": Unit.MONTH, "quarter": Unit.QUARTER, "half": Unit.HALF, "year": Unit.YEAR}


class Expected(msgspec.Struct, frozen=True):
    """A rule in a period for a subject, and whether it is judged; if not, `standing` says why."""

    rule: Rule
    period: Period
    subject: str = ""
    name: str = ""
    standing: Standing = Standing("holds")
    joined: dt.date | None = (
        None  # where a member came in the midst of the period: a shortage says nothing of them
    )


def unit_of(rule: Rule) -> str:
    """The period in which a rule is judged."""
    return rule.period or ("month" if known_sorts()[rule.sort].of == "session" else "year")


def of_members(rule: Rule) -> bool:
    """Whether a rule is judged for every member by themselves."""
    return known_sorts()[rule.sort].of == "member" or rule.per == "member"


def expected(plan: Plan, rules: tuple[Rule, ...], as_of: dt.date) -> Iterator[Expected]:
    """All that is to be judged, rule by rule. Where a body changes within a period, its last day tells, or the day of judgement."""
    first, last = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    directories = Directories(plan.roster)
    known = set(sorts())
    body = functools.cache(lambda day: facts_on(plan, day))
    for rule in rules:
        if rule.sort not in known:  # text, for people to know
            continue
        for period in periods(UNITS[unit_of(rule)], first, last):
            day = min(period.last, max(period.first, as_of))
            there = _standing(plan, rule, period, day, body)
            if there.state != "holds":
                yield Expected(rule, period, standing=there)
            elif of_members(rule):
                yield from _members(plan, rule, period, day, directories)
            elif rule.per == "group":
                yield from _groups(rule, period, body(day))
            else:
                yield Expected(rule, period)


def _standing(
    plan: Plan, rule: Rule, period: Period, day: dt.date, body: Callable[[dt.date], Facts]
) -> Standing:
    if not (rule.holds_on(period.first) and rule.holds_on(period.last)):
        return Standing("not-applicable", _("the rule is not in force in all of this period"))
    if body(day).people == 0:  # it was founded later, or dissolved before
        return Standing(
            "not-applicable", _("nobody of the roster belonged here on {day}").format(day=long_date(day))
        )
    found = standing(rule.applies, body(day))
    if found.state == "holds" and plan.roster is None and _needs_roster(rule):
        return Standing("unknown", _("the plan has no roster, and this rule is about its members"))
    return found


def _needs_roster(rule: Rule) -> bool:
    return of_members(rule) or rule.per == "group"


def _groups(rule: Rule, period: Period, body: Facts) -> Iterator[Expected]:
    groups = body.groups or ()
    if not groups:
        yield Expected(rule, period, standing=Standing("not-applicable", _("the branch has no groups")))
    for group in groups:
        yield Expected(rule, period, group, group)


def _members(
    plan: Plan, rule: Rule, period: Period, day: dt.date, directories: Directories
) -> Iterator[Expected]:
    assert plan.roster is not None
    meant = directories.on(day).company(rule.audience).due if rule.audience else None
    places = {member.key: number for number, member in enumerate(plan.roster.members)}
    people = [each for each in plan.roster.on(day) if each.status.belongs]
    found = [each for each in people if meant is None or places[each.key] in meant]
    if not found:
        reason = _("nobody in the roster is meant")
        yield Expected(rule, period, standing=Standing("not-applicable", reason))
    for each in found:
        joined = each.member.joined
        midway = joined is not None and joined > period.first and known_sorts()[rule.sort].sums
        yield Expected(rule, period, each.key, each.name, _excuse(each), joined if midway else None)


def _excuse(person: Enrolled) -> Standing:
    """Why nothing strict is asked of a member: 教育管理条例 第二十三条."""
    if person.exempt:
        return Standing("not-applicable", _("exempt: {reason}").format(reason=person.exempt))
    return Standing("holds")
