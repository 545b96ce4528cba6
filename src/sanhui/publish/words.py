"""Phrases that every publication shares, in the language that is being spoken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sanhui.i18n import language

if TYPE_CHECKING:
    from sanhui.plan.model import Plan


def kind_names(plan: Plan, codes: Iterable[str]) -> list[str]:
    """The kinds' names; a code that the plan does not know names itself."""
    spoken = language()
    return [kind.name(spoken) if (kind := plan.kinds.get(code)) else code for code in codes]


def enumeration(items: Iterable[str]) -> str:
    """Items as a list inside a sentence: 、 between them in Chinese."""
    return ("、" if language() == "zh" else ", ").join(items)
