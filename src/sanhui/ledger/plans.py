"""Whose plans the ledger serves: every record hangs on a plan's id, and a plan on its body.

The body keeps the name under which its plan was entered first: leaves, columns and other years' plans are found by it, also
when the plan calls its organisation otherwise by now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger.change import Change

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


def enter(change: Change, plan_id: str, year: int, organization: str = "") -> str:
    """Make a plan known, before anything is recorded for it, and give its body; one that is known leaves no trace."""
    known = change.row("plan", id=plan_id)
    body = str(known["body"]) if known and known["body"] else organization
    if body:
        change.put("body", {"name": body})
    change.put("plan", {"id": plan_id, "body": body or None, "year": year})
    return body


def body_of(ledger: Ledger, plan_id: str, organization: str = "") -> str:
    """The body of a plan as the ledger knows it; one that it does not know has its organisation's name."""
    rows = ledger.query("SELECT body FROM plan WHERE id = ?", plan_id)
    return (rows[0]["body"] if rows else "") or organization


def require(change: Change, plan_id: str) -> None:
    """Raise `InputError` when the ledger does not know the plan."""
    if change.row("plan", id=plan_id) is None:
        message = _("the ledger does not know the plan “{plan}”").format(plan=plan_id)
        raise InputError(Problem(message, _("check that this is the ledger of that plan")))
