"""What is weaker than a rule asks for, key by key: a local rulebook may ask for more, never for less.

A value is *weaker* when there is a record that satisfies it and does not satisfy the regulation's. So of numbers the
smaller one is, except where they bound something from above; of a longer period the same number; and of kinds it
depends on the sort: where sessions are counted, further kinds let more sessions count; where every session is looked
at, fewer kinds let more pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sanhui.rulebook.model import MONTHS, SEVERITIES, Applies, Rule

#: Sorts that count sessions; all others look at each of them.
COUNTING = (
    "count",
    "member-count",
    "given",
    "hours",
    "points",
    "attendance",
    "long-absence",
    "term",
    "makeup",
)
#: Keys that say what a rule is about: another one makes another rule, neither weaker nor stricter.
IDENTITY = ("per", "duty", "denominator", "list")

_Check = Callable[[Rule, Any], bool]


def weaker(rule: Rule, values: Mapping[str, Any]) -> list[str]:
    """Which of the values, by the keys of the file, ask for less than the rule; in the order of the values."""
    period = values.get("period", rule.period)
    found = []
    for key, value in values.items():
        if key in ("at_least", "hours", "period"):
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


def _asks_less(rule: Rule, values: Mapping[str, Any], period: str | None) -> bool:
    """Whether a number in a period asks for less than the rule's number in the rule's period.

    Twice a quarter asks for what once every half year does; four times a year asks for less than once a quarter, for
    all four may be in March.
    """
    amount = "hours" if rule.sort == "hours" else "at_least"
    number, wanted = values.get(amount, getattr(rule, amount)), getattr(rule, amount)
    if period is None or rule.period is None:
        return bool(number < wanted)
    ours, theirs = MONTHS[period], MONTHS[rule.period]  # type: ignore[index]
    return ours > theirs or number * (theirs // ours) < wanted


def _blamed(rule: Rule, values: Mapping[str, Any], period: str | None) -> str:
    """The key to blame: the period if it is longer, else the number, if the file states both."""
    longer = period and rule.period and MONTHS[period] > MONTHS[rule.period]  # type: ignore[index]
    amount = "hours" if rule.sort == "hours" else "at_least"
    return "period" if longer or amount not in values else amount


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
    "at_most": lambda rule, value: value > rule.at_most,
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
