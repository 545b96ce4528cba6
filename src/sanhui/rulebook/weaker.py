"""What is weaker than a rule asks for, key by key: a local rulebook may ask for more, never for less.

A value is *weaker* when there is a record that satisfies it and does not satisfy the regulation's. So of numbers the
smaller one is, and the same number in a longer period; where they bound something from above the larger one, and the same
in a shorter period. Of kinds it depends on the sort: where sessions are counted, further kinds let more sessions count; where
every session is looked at, fewer kinds let more pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sanhui.rulebook.model import MONTHS, SEVERITIES, Applies, Period, Rule

#: Sorts for which it is enough that there are sessions; all others look at each of them.
COUNTING = (
    "count",
    "member-count",
    "given",
    "hours",
    "points",
    "attendance",
    "long-absence",
    "term",
    "window",
)
#: Keys that say what a rule is about: another one makes another rule, neither weaker nor stricter.
IDENTITY = ("per", "duty", "denominator", "list")

_Check = Callable[[Rule, Any], bool]


def weaker(rule: Rule, values: Mapping[str, Any]) -> list[str]:
    """Which of the values, by the keys of the file, ask for less than the rule; in the order of the values."""
    period = values.get("period", rule.period)
    found = []
    for key, value in values.items():
        if key in ("period", _amount(rule)):
            if _asks_less(rule, values, period) and key == _blamed(rule, values, period):
                found.append(key)
        elif key in _WEAKER and _WEAKER[key](rule, value):
            found.append(key)
    return found


def changed(rule: Rule, values: Mapping[str, Any]) -> list[str]:
    """Which of the values would make another rule of it."""
    names = {"list": "task_list"}
    identity = (
        (*IDENTITY, "kinds") if rule.sort == "attendance" else IDENTITY
    )  # neither share implies the other
    return [
        key
        for key, value in values.items()
        if key in identity and value != getattr(rule, names.get(key, key))
    ]


def _amount(rule: Rule) -> str:
    """The key of the number that a rule asks for, in its period if it has one."""
    return {"hours": "hours", "absences": "at_most", "length": "at_most"}.get(rule.sort, "at_least")


def _asks_less(rule: Rule, values: Mapping[str, Any], period: Period | None) -> bool:
    """Whether a number in a period asks for less than the rule's number in the rule's period.

    Twice a quarter asks for what once every half year does; four times a year asks for less than once a quarter, for
    all four may be in March. At most one a year is stricter than one a quarter, and one a month is not.
    """
    wanted = getattr(rule, _amount(rule))
    number = values.get(_amount(rule), wanted)
    ours, theirs = _months(rule, period)
    if _amount(rule) == "at_most":
        return bool(number * max(1, theirs // ours) > wanted)
    return ours > theirs or bool(number * (theirs // ours) < wanted)


def _blamed(rule: Rule, values: Mapping[str, Any], period: Period | None) -> str:
    """The key to blame: the period if it is the wrong way, else the number, if the file states both."""
    ours, theirs = _months(rule, period)
    wrong = ours < theirs if _amount(rule) == "at_most" else ours > theirs
    return "period" if wrong or _amount(rule) not in values else _amount(rule)


def _months(rule: Rule, period: Period | None) -> tuple[int, int]:
    """How many months a period has, and the rule's."""
    return (MONTHS[period], MONTHS[rule.period]) if period and rule.period else (1, 1)


def _kinds(rule: Rule, kinds: tuple[str, ...]) -> bool:
    """No kinds are all kinds."""
    ours, theirs = set(kinds), set(rule.kinds)
    if rule.sort in COUNTING:
        return bool(theirs) and not (ours and ours <= theirs)
    return bool(ours) and not (theirs and ours >= theirs)


def _fewer_people(rule: Rule, audience: tuple[str, ...]) -> bool:
    """No words are everybody."""
    return bool(audience) and not (rule.audience and set(audience) >= set(rule.audience))


def _fewer_bodies(rule: Rule, ours: Applies) -> bool:
    """Whether there may be a body for which the rule holds and the refinement does not."""
    theirs = rule.applies
    return (
        ours.min_full_members > theirs.min_full_members
        or (ours.has_groups and not theirs.has_groups)
        or (ours.has_centre_group and not theirs.has_centre_group)
        or bool(ours.has_role and not (theirs.has_role and set(theirs.has_role) <= set(ours.has_role)))
        or bool(ours.branches and not (theirs.branches and set(theirs.branches) <= set(ours.branches)))
        or not _leaves_out(theirs, ours)
    )


def _leaves_out(theirs: Applies, ours: Applies) -> bool:
    """Whether all types that the refinement leaves out are left out by the rule as well."""
    out = set(ours.other_branches)
    return out <= set(theirs.other_branches) or bool(theirs.branches and not out & set(theirs.branches))


def _later(rule: Rule, day: dt.date | None) -> bool:
    return day is not None and day > (rule.effective_from or dt.date.min)


def _sooner(rule: Rule, day: dt.date | None) -> bool:
    return day is not None and day < (rule.effective_until or dt.date.max)


_WEAKER: Mapping[str, _Check] = {
    "share": lambda rule, value: value < rule.share,
    "months": lambda rule, value: value > rule.months,
    "within": lambda rule, value: value > rule.within,
    "window": lambda rule, value: not set(value) <= set(rule.window),
    "after": lambda rule, value: not set(value) <= set(rule.after),
    "by": lambda rule, value: not set(value) <= set(rule.by),
    "documents": lambda rule, value: not set(value) >= set(rule.documents),
    "voting_only": lambda rule, value: value and not rule.voting_only,
    "severity": lambda rule, value: SEVERITIES.index(value) > SEVERITIES.index(rule.severity),
    "kinds": _kinds,
    "audience": _fewer_people,
    "applies": _fewer_bodies,
    "effective_from": _later,
    "effective_until": _sooner,
}
