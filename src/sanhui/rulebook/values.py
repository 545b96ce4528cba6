"""The values of a rulebook, one by one: kinds, roles, months, shares, days, minutes, bodies. A problem goes to the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.body import BRANCHES, branch_code
from sanhui.plan.kinds import Lookup
from sanhui.plan.marks import MarkLookup
from sanhui.plan.phrases import read_phrase
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.rulebook import document as form
from sanhui.rulebook.model import Applies
from sanhui.rulebook.roles import spelled_out
from sanhui.when import parse_days, parse_duration
from sanhui.wording import separate

_FRACTION = re.compile(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*")
_PERCENT = re.compile(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*[%％]\s*")
_WINDOWS = {
    **{f"Q{n}": tuple(range(3 * n - 2, 3 * n + 1)) for n in range(1, 5)},
    "H1": tuple(range(1, 7)),
    "H2": tuple(range(7, 13)),
}


class Known(NamedTuple):
    """What a rulebook may name: the kinds and marks of the plan that it holds for."""

    kinds: Lookup
    marks: MarkLookup


def kinds_of(names: Iterable[str], path: KeyPath, known: Known, report: Report) -> tuple[str, ...]:
    """The codes of kinds that are named, each once."""
    codes = []
    for number, name in enumerate(names):
        code = known.kinds.code(name)
        if code is None:
            remedy = _("{known}; [[kind]] in a plan adds another").format(known=known.kinds.remedy(name))
            report.at_value((*path, number), _("unknown kind of activity"), remedy)
        else:
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def words_of(words: str | tuple[str, ...]) -> tuple[str, ...]:
    """The words of a list or a text, and after each role what else it is called."""
    texts = (words,) if isinstance(words, str) else words
    return spelled_out(word for text in texts for word in separate(text))


def months_of(window: str | tuple[int, ...], path: KeyPath, report: Report) -> tuple[int, ...]:
    """The months of a part of the year: Q4, H1, or themselves."""
    if not isinstance(window, str):
        return tuple(sorted(set(window)))
    months = _WINDOWS.get(window.strip().upper())
    if months is None:
        report.at_value(path, _("not a part of the year"), did_you_mean(window, _WINDOWS))
    return months or ()


def share_of(share: str | float | None, path: KeyPath, report: Report) -> Fraction:
    """Read 4/5, 80% and 0.8, exactly."""
    found = None
    if isinstance(share, str):
        if (shape := _FRACTION.fullmatch(share)) and int(shape[2]):
            found = Fraction(int(shape[1]), int(shape[2]))
        elif shape := _PERCENT.fullmatch(share):
            found = Fraction(shape[1]) / 100
    elif share is not None and abs(share) <= 1:  # neither infinite nor no number
        found = Fraction(str(share))
    if found is None or not 0 <= found <= 1:
        remedy = _("for example {example}").format(example='"4/5", "85%"')
        report.at_value(path, _("not a share of a whole"), remedy)
        return Fraction(0)
    return found


def days_of(text: str, path: KeyPath, report: Report) -> int:
    """So many days."""
    return read_phrase(parse_days, text, path, report, example="30天") or 0


def minutes_of(text: str, path: KeyPath, report: Report) -> int:
    """So many minutes."""
    return read_phrase(parse_duration, text, path, report, example="30分钟") or 0


def applies_of(table: form.Applies, path: KeyPath, report: Report) -> Applies:
    """For which bodies a rule holds."""
    branches = _branches(table.branches, (*path, "branches"), report)
    others = _branches(table.other_branches, (*path, "other_branches"), report)
    if branches and others:
        message = _("this contradicts “{other}”").format(other="branches")
        report.at_value((*path, "other_branches"), message, _("say it in one place only"))
    return Applies(
        min_full_members=table.min_full_members,
        has_groups=table.has_groups,
        has_centre_group=table.has_centre_group,
        has_role=words_of(table.has_role),
        branches=branches,
        other_branches=others,
    )


def _branches(names: tuple[str, ...], path: KeyPath, report: Report) -> tuple[str, ...]:
    codes = []
    for number, name in enumerate(names):
        code = branch_code(name)
        if code is None:
            known = [chinese for chinese, _english in BRANCHES.values()]
            report.at_value((*path, number), _("unknown type of branch"), did_you_mean(name, known))
        else:
            codes.append(code)
    return tuple(codes)
