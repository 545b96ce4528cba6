"""The one period in which a session without a day is counted for a rule.

A session is held on one day, so it fills one period, whatever others it may fall into. Those with the earliest last day choose
first, and take the earliest period that lacks something they bring. Where a session brings one thing to one subject, as in a
count for the body, this fills as much as can be filled: spans are intervals, and nobody who chooses later has fewer late
periods to choose from. For hours, and for groups that share only some of the sessions, it is a way that works, though not always
the best.

placed(tables, rules, spans)   in a check of the plan, where all sessions are taken for held
spread(outcome, schedule)      in an audit, where they are still to come
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sanhui.rulebook.model import Rule
from sanhui.rules.expected import unit_of
from sanhui.rules.ordering import Ordering
from sanhui.rules.verdict import exact_hours

if TYPE_CHECKING:
    from sanhui.rules.checks import Outcome
    from sanhui.schedule.expand import Schedule

Rows = list[tuple[object, ...]]
Span = tuple[dt.date, dt.date]
#: What every period and subject lacks.
Needs = dict[tuple[str, str], int]
#: A rule, a session, the period and the day in which it is counted, and whether something hangs on it.
Placed = tuple[str, str, str, str, int]


def placed(tables: Mapping[str, Rows], rules: Iterable[Rule], spans: Mapping[str, Span]) -> Iterator[Placed]:
    """Rows of `placed`: for sessions that may fall into several periods of a rule, and all without a day where the order counts."""
    if not spans:
        return
    slots: dict[tuple[str, str], list[str]] = {}
    for session, unit, slot in tables["held_period"]:
        slots.setdefault((str(session), str(unit)), []).append(str(slot))
    of_kind: dict[object, list[str]] = {}
    for session, kind in tables["held_kind"]:
        of_kind.setdefault(kind, []).append(str(session))
    days = {str(session): str(day) for session, day, *_more in tables["held"]}
    bounds: dict[str, dict[str, tuple[str, str]]] = {}
    for name, slot, first, last, *_more in tables["period"]:
        bounds.setdefault(str(name), {})[str(slot)] = str(first), str(last)
    kinds = _by_rule(tables["rule_kind"], of_kind)
    after = _by_rule(tables["rule_after"], of_kind)
    for rule in rules:
        unit = unit_of(rule)
        mine = {session: slots[session, unit] for session in kinds.get(rule.id, ())}
        if rule.sort == "order":
            others = {session: slots[session, unit] for session in after.get(rule.id, ())}
            for session, slot, day, hangs in Ordering(mine, others, days, spans, bounds[unit]).placed():
                yield rule.id, session, slot, day, int(hangs)
            continue
        brings = _brings(tables, rule)
        lacking = _needs(tables, rule)
        for session, there in mine.items():
            if len(there) == 1:
                _take(lacking, there[0], brings.get(session, {}))
        several = {session: there for session, there in mine.items() if len(there) > 1}
        for session, slot, fills in _chosen(several, spans, brings, lacking):
            yield rule.id, session, slot, "", int(fills)


def spread(outcome: Outcome, schedule: Schedule) -> dict[tuple[str, str, str], tuple[tuple[str, bool], ...]]:
    """The planned sessions by rule, period and subject, and whether they are still to come; each in one period."""
    found: dict[tuple[str, str, str], list[tuple[str, bool]]] = {}
    several: dict[str, dict[str, list[str]]] = {}
    brings: dict[str, dict[str, dict[str, int]]] = {}
    for each in outcome.planned:
        found.setdefault((each.rule, each.period, each.subject), []).append((each.session, each.ahead))
        session = schedule.by_id[each.session]
        if session.date is None:
            slots = several.setdefault(each.rule, {}).setdefault(each.session, [])
            slots += [each.period] if each.period not in slots else []
            brings.setdefault(each.rule, {}).setdefault(each.session, {})[each.subject] = 1
    lacking: dict[str, Needs] = {}
    for row in outcome.rows:
        if row.rule in several:
            needs = lacking.setdefault(row.rule, {})
            # What members lack, the body's sessions bring to all of them.
            for key in ((row.period, row.subject), (row.period, "")):
                needs[key] = max(needs.get(key, 0), row.needed - row.got)
    for (rule, slot, subject), items in found.items():
        for name, _ahead in items:
            if name not in several.get(rule, {}) and (slot, subject) in lacking.get(rule, {}):
                lacking[rule][slot, subject] -= 1
    for rule, choosing in several.items():
        spans = {name: _span(schedule, name) for name in choosing}
        for name, slot, _fills in _chosen(choosing, spans, brings[rule], lacking.get(rule, {})):
            for other in choosing[name]:
                for subject in brings[rule][name]:
                    if other != slot and (rule, other, subject) in found:
                        items = found[rule, other, subject]
                        found[rule, other, subject] = [each for each in items if each[0] != name]
    return {key: tuple(items) for key, items in found.items()}


def _span(schedule: Schedule, name: str) -> Span:
    session = schedule.by_id[name]
    assert session.first is not None
    assert session.last is not None
    return session.first, session.last


def _chosen(
    choosing: Mapping[str, list[str]],
    spans: Mapping[str, Span],
    brings: Mapping[str, Mapping[str, int]],
    lacking: Needs,
) -> Iterator[tuple[str, str, bool]]:
    """Every session with its period, and whether it fills there what others leave open."""
    for session in _by_end(choosing, spans):
        mine, gain = choosing[session], brings.get(session, {})
        short = [slot for slot in mine if any(lacking.get((slot, each), 0) > 0 for each in gain)]
        slot = short[0] if short else mine[0]
        _take(lacking, slot, gain)
        yield session, slot, bool(short)


def _by_end(sessions: Iterable[str], spans: Mapping[str, Span]) -> list[str]:
    return sorted(sessions, key=lambda each: (spans[each][1], spans[each][0], each))


def _by_rule(rows: Rows, of_kind: Mapping[object, list[str]]) -> dict[str, list[str]]:
    """The sessions of the kinds that each rule names."""
    found: dict[str, dict[str, None]] = {}
    for rule, kind in rows:
        found.setdefault(str(rule), {}).update(dict.fromkeys(of_kind.get(kind, ())))
    return {rule: list(sessions) for rule, sessions in found.items()}


def _needs(tables: Mapping[str, Rows], rule: Rule) -> Needs:
    """What every period and subject lacks before anything is counted."""
    amount = exact_hours(rule.hours) if rule.sort == "hours" else rule.at_least
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
