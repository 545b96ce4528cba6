"""Rules that cannot be kept both: no plan and no record would satisfy the one and the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from sanhui.i18n import _
from sanhui.plan.report import Report
from sanhui.rulebook.model import MONTHS, Rule


def contradictions(rules: Iterable[Rule], reports: Mapping[str, Report]) -> None:
    """Report them at the later rule of each pair. The shipped rules are tested not to contradict each other."""
    for one, other in combinations(rules, 2):
        for blamed, kept in ((other, one), (one, other)):
            report = reports.get(str(blamed.file))
            key = report and _contradicted(blamed, kept)
            if report and key:
                message = _("this contradicts {cited}, {rule}: nobody could keep both").format(
                    cited=kept.cited, rule=kept.id
                )
                remedy = _("correct one of them, or let one end before the other begins")
                report.at_value(("rule", blamed.index - 1, key), message, remedy)
                break


def _contradicted(blamed: Rule, kept: Rule) -> str | None:
    """The key of the one rule in which it excludes the other; None if both can be kept."""
    if not _together(blamed, kept):
        return None
    sorts = {blamed.sort, kept.sort}
    if sorts == {"order"}:
        return (
            "after" if set(blamed.after) & set(kept.kinds) and set(kept.after) & set(blamed.kinds) else None
        )
    if not set(blamed.kinds) & set(kept.kinds):
        return None
    if sorts == {"window"} and not set(blamed.window) & set(kept.window):
        return "window"
    if sorts == {"window", "count"}:
        window, count = (blamed, kept) if blamed.sort == "window" else (kept, blamed)
        if set(count.kinds) <= set(window.kinds) and not _reaches(window, count):
            return "window" if blamed is window else "period"
    return None


def _reaches(window: Rule, count: Rule) -> bool:
    """Whether every period in which sessions are asked for has a month in which they may be."""
    length = MONTHS[count.period or "year"]
    return all(
        any(first <= month < first + length for month in window.window) for first in range(1, 13, length)
    )


def _together(one: Rule, other: Rule) -> bool:
    """Whether there is a day on which both are in force, and a body for which both are."""
    first = max((day for day in (one.effective_from, other.effective_from) if day), default=None)
    last = min((day for day in (one.effective_until, other.effective_until) if day), default=None)
    if first and last and last < first:
        return False
    branches, others = set(one.applies.branches), set(other.applies.branches)
    return not (branches and others) or bool(branches & others)
