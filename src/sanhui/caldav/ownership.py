"""Which events on a server are the plan's: those with its UIDs, and no others."""

from __future__ import annotations

from urllib.parse import unquote

from sanhui.publish.ics.identity import uid


def suffix(plan_id: str) -> str:
    """What all UIDs of a plan end with, and those of no other plan: no identifier has an `@` in it."""
    return uid(plan_id, "", "").removeprefix("+")


def session_of(identity: str, plan_id: str) -> str | None:
    """The id of the session that a UID stands for; None for a series, a task, or what is not the plan's."""
    parts = identity.removesuffix(suffix(plan_id)).split("+")
    if not identity.endswith(suffix(plan_id)) or len(parts) != 2:
        return None
    return "/".join(map(unquote, parts))
