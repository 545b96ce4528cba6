"""The one form that all equal phrases share, so that equal meanings are equal trees."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sanhui.when.tree import Periodic, Pick, Relative, Rule, Time, Weekday, Weekly, When

ALL_MONTHS = tuple(range(1, 13))


def normal(when: When) -> When:
    """The same meaning in the one form that all equal phrases share.

    Lists are sorted and merged; limits that limit nothing are left out.
    """
    months = tuple(sorted(set(when.months))) if when.months is not None else ALL_MONTHS
    return msgspec.structs.replace(
        when,
        rules=_merged(when.rules),
        months=None if months == ALL_MONTHS else months,
        without=tuple(dict.fromkeys(when.without)),
        time=None if when.time == Time() else when.time,
    )


def _merged(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for rule in map(_normal_rule, rules):
        for i, other in enumerate(found):
            if joined := _join(other, rule):
                found[i] = joined
                break
        else:
            found.append(rule)
    return tuple(found)


def _normal_rule(rule: Rule) -> Rule:
    match rule:
        case Weekly():
            return msgspec.structs.replace(rule, days=tuple(sorted(set(rule.days))))
        case Periodic():
            return msgspec.structs.replace(rule, picks=tuple(sorted(set(rule.picks), key=_pick_order)))
        case Relative():
            return msgspec.structs.replace(rule, base=_normal_rule(rule.base))
        case _:
            return rule


def _pick_order(pick: Pick) -> tuple[str, int, int]:
    """Days first, then weekdays, then working days; those counted from the end after the others."""
    nth = pick.nth if pick.nth > 0 else 1000 + pick.nth
    return type(pick).__name__, nth, pick.day if isinstance(pick, Weekday) else 0


def _join(one: Rule, other: Rule) -> Rule | None:
    """Two rules as one, when they differ only in their days."""
    match one, other:
        case Weekly(), Weekly() if (one.every, one.parity) == (other.every, other.parity):
            return _normal_rule(msgspec.structs.replace(one, days=(*one.days, *other.days)))
        case Periodic(), Periodic() if (one.unit, one.month) == (other.unit, other.month):
            return _normal_rule(msgspec.structs.replace(one, picks=(*one.picks, *other.picks)))
        case _:
            return one if one == other else None
