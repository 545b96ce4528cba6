"""How many hours of study (学时) a member should come to in a year: what the rules ask of them.

32 of every member (教育管理条例 第二十条), 56 of secretary and committee (the national training plan); both are rows of the
rulebooks, and a local one may ask for more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from sanhui.attendance.answers import Answer
from sanhui.plan.model import Plan
from sanhui.roster.audience import Directory
from sanhui.rulebook.applies import facts_on, standing
from sanhui.rulebook.model import Rule


def targets(rules: Iterable[Rule], plan: Plan, day: dt.date) -> dict[str, float]:
    """The hours a year that the rules ask of each member as of a day, by key; the most where several speak of them.

    Nothing strict is asked of who is exempt (教育管理条例 第二十三条), nor by a rule that does not hold for this body.
    """
    if plan.roster is None:
        return {}
    directory, body = Directory(plan.roster, day), facts_on(plan, day)
    people = [each for each in plan.roster.on(day) if each.status.belongs and not each.exempt]
    found: dict[str, float] = {}
    for rule in rules:
        holds = rule.holds_on(day) and standing(rule.applies, body).state == "holds"
        if rule.sort != "hours" or rule.period != "year" or not holds:
            continue
        meant = directory.company(rule.audience).due if rule.audience else None
        keys = None if meant is None else {plan.roster.members[n].key for n in meant if isinstance(n, int)}
        for each in people:
            if keys is None or each.key in keys:
                found[each.key] = max(found.get(each.key, 0.0), rule.hours)
    return found


def with_targets(found: Answer, rules: Iterable[Rule], plan: Plan) -> Answer:
    """The lines of members with what the rules ask of them; of less than whole years nothing is asked."""
    if found.by != "member" or not (found.first.month == found.first.day == 1 and found.last.month == 12):
        return found
    wanted = targets(rules, plan, found.last)
    lines = tuple(msgspec.structs.replace(line, target=wanted.get(line.key)) for line in found.lines)
    return msgspec.structs.replace(found, lines=lines)
