"""Makes a rule stricter as a local rulebook says; what would make it weaker is told and not taken over."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec

from sanhui.i18n import _
from sanhui.plan.positions import KeyPath
from sanhui.rulebook.model import Applies, Refined, Rule, Slip
from sanhui.rulebook.sorts import KEYS, Sort, known_sorts
from sanhui.rulebook.understand import Reading, Refinement
from sanhui.rulebook.weaker import changed, weaker

_FIELDS = {"list": "task_list"}


def refine(rule: Rule, refinement: Refinement, reading: Reading, slips: list[Slip]) -> Rule:
    """Give the rule with what is stricter taken over; problems go to the report, what is weaker to the slips."""
    values, place, report = refinement.values, refinement.path, reading.report
    refused = changed(rule, values)
    sort = known_sorts().get(rule.sort, Sort("", (), KEYS))  # an unknown sort has been reported
    for key in values:
        if key in refused:
            message = _("this makes another rule of it: {rule} has {value}").format(
                rule=rule.id, value=_shown(rule, key)
            )
            report.at_value((*place, key), message, _("remove it, or write a rule with an id of its own"))
        elif key in KEYS and key not in (*sort.needs, *sort.takes):
            message = _("this key says nothing in a rule of the sort “{sort}”").format(sort=rule.sort)
            keys = ", ".join((*sort.needs, *sort.takes)) or _("none")
            report.at_key((*place, key), message, _("the keys for it are: {keys}").format(keys=keys))
    less = weaker(rule, values)
    slips += [_slip(rule, key, values, place, reading) for key in less]
    kept = {key: value for key, value in values.items() if key not in (*less, *refused)}
    if "period" in less:  # a number in a period that is not taken over means nothing
        kept = {key: value for key, value in kept.items() if key not in ("at_least", "at_most", "hours")}
    if not kept:
        return rule
    refined = Refined(
        rulebook=reading.book.id,
        citation=reading.book.zh,
        article=refinement.source["article"],
        wording=refinement.source["wording"],
        keys=tuple(kept),
        file=reading.book.file,
        line=report.line(place),
    )
    return msgspec.structs.replace(
        rule,
        refined=(*rule.refined, refined),
        note_zh=_both(rule.note_zh, refinement.source["note"]),
        note_en=_both(rule.note_en, refinement.source["note_en"]),
        **{_FIELDS.get(key, key): value for key, value in kept.items()},
    )


def _both(note: str, more: str) -> str:
    return " ".join(filter(None, (note, more)))


def _slip(rule: Rule, key: str, values: Mapping[str, Any], place: KeyPath, reading: Reading) -> Slip:
    message = _("{key} = {local} is weaker than what {cited} asks for: {wanted} ({rule})").format(
        key=key,
        local=plain(values[key]),
        cited=rule.cited,
        rule=rule.id,
        wanted=_shown(rule, key),
    )
    return Slip(
        code="weakened",
        message=message,
        remedy=_("the stricter one holds; remove this line, or ask for more"),
        rule=rule.id,
        rulebook=reading.book.id,
        file=reading.book.file,
        line=reading.report.line((*place, key)),
    )


def _shown(rule: Rule, key: str) -> str:
    return f"{key} = {plain(getattr(rule, _FIELDS.get(key, key)))}"


def plain(value: Any) -> str:
    """Write a value about as the file does."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(plain, value))}]"
    if isinstance(value, Applies):
        stated = {key: getattr(value, key) for key in value.__struct_fields__ if getattr(value, key)}
        return f"{{ {', '.join(f'{key} = {plain(each)}' for key, each in stated.items())} }}"
    if isinstance(value, bool):
        return str(value).lower()
    return _("none") if value is None else str(value)
