"""In a check of the plan: the one period in which a session without a day is counted for a rule.

A session is held on one day, so it fills one period, whatever others it may fall into. Those with the earliest last day choose
first, and take the earliest period that lacks something they bring. Where a session brings one thing to one subject, as in a
count for the body, this fills as much as can be filled: spans are intervals, and nobody who chooses later has fewer late
periods to choose from. For hours, and for groups that share only some of the sessions, it is a way that works, though not always
the best.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from sanhui.rulebook.model import Rule
from sanhui.rules.expected import unit_of

Rows = list[tuple[object, ...]]
Needs = dict[tuple[str, str], int]


def placed(
    tables: Mapping[str, Rows], rules: Iterable[Rule], spans: Mapping[str, tuple[dt.date, dt.date]]
) -> Iterator[tuple[str, str, str, int]]:
    """Rows of `placed`, for sessions that may fall into several periods of a rule."""
    if not spans:
        return
    periods: dict[tuple[str, str], list[str]] = {}
    for session, unit, slot in tables["held_period"]:
        periods.setdefault((str(session), str(unit)), []).append(str(slot))
    kinds: dict[str, set[object]] = {}
    for session, kind in tables["held_kind"]:
        kinds.setdefault(str(session), set()).add(kind)
    wanted: dict[str, set[object]] = {}
    for name, kind in tables["rule_kind"]:
        wanted.setdefault(str(name), set()).add(kind)
    for rule in rules:
        unit = unit_of(rule)
        counting = [session for session in kinds if kinds[session] & wanted[rule.id]]
        choosing = {session for session in counting if len(periods[session, unit]) > 1}
        if not choosing:
            continue
        brings = _brings(tables, rule)
        lacking = _needs(tables, rule)
        for session in counting:
            if session not in choosing:
                _take(lacking, periods[session, unit][0], brings.get(session, {}))
        for session in sorted(choosing, key=lambda each: (spans[each][1], spans[each][0], each)):
            mine, gain = periods[session, unit], brings.get(session, {})
            short = [slot for slot in mine if any(lacking.get((slot, each), 0) > 0 for each in gain)]
            slot = short[0] if short else mine[0]
            _take(lacking, slot, gain)
            yield rule.id, session, slot, int(bool(short))


def _needs(tables: Mapping[str, Rows], rule: Rule) -> Needs:
    """What every period and subject lacks before anything is counted."""
    amount = round(rule.hours * 100) if rule.sort == "hours" else rule.at_least
    return {
        (str(slot), str(subject)): amount
        for name, slot, subject, *_more in tables["expected"]
        if name == rule.id
    }


def _brings(tables: Mapping[str, Rows], rule: Rule) -> dict[str, dict[str, int]]:
    """What every session brings to which subjects; nothing for a rule that does not add anything up."""
    found: list[tuple[object, object, object]] = []
    if rule.sort == "count" and rule.per == "group":
        found = [(session, name, 1) for session, name in tables["held_group"]]
    elif rule.sort == "count":
        found = [(row[0], "", 1) for row in tables["held"]]
    elif rule.sort == "given":
        found = [(session, "", 1) for name, session, fits in tables["duty"] if name == rule.id and fits]
    elif rule.sort in ("member-count", "hours"):
        hours = rule.sort == "hours"
        found = [(session, member, more[-1] if hours else 1) for session, member, *more in tables["mark"]]
    brings: dict[str, dict[str, int]] = {}
    for session, subject, amount in found:
        brings.setdefault(str(session), {})[str(subject)] = int(str(amount))
    return brings


def _take(lacking: Needs, slot: str, gain: Mapping[str, int]) -> None:
    for subject, amount in gain.items():
        if (slot, subject) in lacking:
            lacking[slot, subject] -= amount
