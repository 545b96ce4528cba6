"""The names of kinds and files that every publication shares, in the language that is being spoken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sanhui.i18n import language
from sanhui.plan.ancestry import shown

if TYPE_CHECKING:
    from sanhui.plan.model import Activity, Plan, TaskRule


def kind_names(plan: Plan, codes: Iterable[str]) -> list[str]:
    """The kinds' names; a code that the plan does not know names itself."""
    spoken = language()
    return [kind.name(spoken) if (kind := plan.kinds.get(code)) else code for code in codes]


def sources(plan: Plan) -> dict[str, list[str]]:
    """The files that each activity and each task comes from, as seen from the plan's folder, the eldest first."""
    items: tuple[Activity | TaskRule, ...] = (*plan.activities, *plan.tasks)
    return {each.id: [shown(path, plan.path) for path in plan.sources(each)] for each in items}
