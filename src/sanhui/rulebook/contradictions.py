"""Rules that contradict each other: each asks for its own sessions before those of the other.

Numbers do not exclude each other, nor do windows: one session in each of them is enough, and more may lie elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from sanhui.i18n import _
from sanhui.plan.report import Report
from sanhui.rulebook.model import Rule


def contradictions(rules: Iterable[Rule], reports: Mapping[str, Report]) -> None:
    """Report them at the later rule of each pair. The shipped rules are tested not to contradict each other."""
    for one, other in combinations((rule for rule in rules if rule.sort == "order"), 2):
        if not (set(one.after) & set(other.kinds) and set(other.after) & set(one.kinds)):
            continue
        for blamed, kept in ((other, one), (one, other)):
            report = reports.get(str(blamed.file))
            if report and _together(blamed, kept):
                message = _("this contradicts {cited}, {rule}: nobody could keep both").format(
                    cited=kept.cited, rule=kept.id
                )
                remedy = _("correct one of them, or let one end before the other begins")
                report.at_value(("rule", blamed.index - 1, "after"), message, remedy)
                break


def _together(one: Rule, other: Rule) -> bool:
    """Whether there is a day on which both are in force, and a body for which both are."""
    first = max((day for day in (one.effective_from, other.effective_from) if day), default=None)
    last = min((day for day in (one.effective_until, other.effective_until) if day), default=None)
    if first and last and last < first:
        return False
    branches, others = set(one.applies.branches), set(other.applies.branches)
    return not (branches and others) or bool(branches & others)
