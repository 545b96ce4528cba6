"""From a whole phrase to the candidates of one year: the union of its rules, numbered, then limited.

A plan holds the sessions whose nominal date lies in its year. Several sessions of one period are numbered
by nominal date, over the full period and over all rules of the phrase, before months, `since`, exceptions
or the year take any of them away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from sanhui.days.calendar import WorkCalendar
from sanhui.days.years import day_in
from sanhui.schedule import rules, slots
from sanhui.schedule.candidate import Candidate, Scope
from sanhui.schedule.limits import Limits
from sanhui.schedule.model import Reason
from sanhui.when.tree import When


def candidates(
    when: When, year: int, calendar: WorkCalendar, periods: Mapping[str, tuple[dt.date, dt.date]]
) -> list[Candidate]:
    """All slots of a phrase in a year, in order of nominal date or of the window's first day.

    `periods` are the plan's named ones, which a phrase may leave out. Raises ValueError for the name of a
    period that there is not, and for rules without meaning.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    anchor = day_in(year, when.since or first)
    scope = Scope(first, last, anchor, calendar).widened(max(map(rules.reach, when.rules)))
    limits = Limits(when, year, scope, periods)
    found = []
    for candidate in _numbered(c for rule in when.rules for c in rules.expand(rule, scope)):
        if candidate.year == year and not candidate.ghost:
            admitted = limits.apply(candidate)
            if admitted is not None:
                found.append(admitted)
    found.sort(key=lambda candidate: candidate.begins)
    return found


def _numbered(found: Iterable[Candidate]) -> Iterator[Candidate]:
    by_slot: dict[str, list[Candidate]] = {}
    for candidate in found:
        by_slot.setdefault(candidate.slot, []).append(candidate)
    for slot, group in by_slot.items():
        if len(group) == 1:
            yield group[0]
            continue
        for number, candidate in enumerate(_distinct(group), 1):
            yield replace(candidate, slot=slots.numbered(slot, number)) if number > 1 else candidate


def _distinct(group: list[Candidate]) -> list[Candidate]:
    """The sessions of one period in order, floating ones last; equal dates are one session.

    A day that stands for one which the month does not have is no equal date: where it is taken already, its
    slot stays and gets no session, so that the numbers mean the same in every month.
    """
    kept: list[Candidate] = []
    for candidate in sorted(group, key=_order):
        twin = kept[-1] if kept and candidate.nominal and kept[-1].nominal == candidate.nominal else None
        if twin is None:
            kept.append(candidate)
        elif _stands_in(candidate):
            steps = tuple(
                replace(step, to=None) if step.reason is Reason.SHORT_MONTH else step
                for step in candidate.steps
            )
            kept.append(replace(candidate, steps=steps))
        else:
            kept[-1] = replace(
                twin,
                means_weekend=twin.means_weekend or candidate.means_weekend,
                ghost=twin.ghost and candidate.ghost,
            )
    return kept


def _order(candidate: Candidate) -> tuple[bool, dt.date, int]:
    stand_in = next((step.day or 0 for step in candidate.steps if _stands_in(candidate)), 0)
    return candidate.floats, candidate.begins, abs(stand_in)


def _stands_in(candidate: Candidate) -> bool:
    return any(step.reason is Reason.SHORT_MONTH for step in candidate.steps)
