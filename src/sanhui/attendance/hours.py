"""How many hours of study (学时) a member should come to in a year: what the rules ask of them.

32 of every member (教育管理条例 第二十条), 56 of secretary and committee (the national training plan); both are rows of the
rulebooks, and a local one may ask for more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from sanhui.attendance.answers import Answer
from sanhui.roster.audience import Directory
from sanhui.roster.model import Roster
from sanhui.rulebook.model import Rule


def targets(rules: Iterable[Rule], roster: Roster | None, day: dt.date) -> dict[str, float]:
    """The hours a year that the rules ask of each member as of a day, by key; the most where several speak of them."""
    if roster is None:
        return {}
    directory = Directory(roster, day)
    found: dict[str, float] = {}
    for rule in rules:
        if rule.sort != "hours" or rule.period != "year" or not rule.holds_on(day):
            continue
        meant = directory.company(rule.audience).due if rule.audience else None
        for number, member in enumerate(roster.members):
            standing = member.on(day)
            if standing is None or not standing.status.belongs:
                continue
            if meant is None or number in meant:
                found[member.key] = max(found.get(member.key, 0.0), rule.hours)
    return found


def with_targets(found: Answer, rules: Iterable[Rule], roster: Roster | None) -> Answer:
    """The lines of members with what the rules ask of them; of less than whole years nothing is asked."""
    if found.by != "member" or not (found.first.month == found.first.day == 1 and found.last.month == 12):
        return found
    wanted = targets(rules, roster, found.last)
    lines = tuple(msgspec.structs.replace(line, target=wanted.get(line.key)) for line in found.lines)
    return msgspec.structs.replace(found, lines=lines)
