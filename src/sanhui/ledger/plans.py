"""Whose plans the ledger serves: every record hangs on a plan's id, and a plan on its body."""

from __future__ import annotations

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger.change import Change


def enter(change: Change, plan_id: str, year: int, organization: str = "") -> None:
    """Make a plan known, before anything is recorded for it; one that is known as it is leaves no trace."""
    if organization:
        change.put("body", {"name": organization})
    change.put("plan", {"id": plan_id, "body": organization or None, "year": year})


def require(change: Change, plan_id: str) -> None:
    """Raise `InputError` when the ledger does not know the plan."""
    if change.row("plan", id=plan_id) is None:
        message = _("the ledger does not know the plan “{plan}”").format(plan=plan_id)
        raise InputError(Problem(message, _("check that this is the ledger of that plan")))
