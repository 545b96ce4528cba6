"""What a check says: one finding, and the check that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from sanhui.schedule.model import Reason, Session, Status

if TYPE_CHECKING:
    from sanhui.checks.recorded import Recorded
    from sanhui.schedule.expand import Schedule

Severity = Literal["error", "warning", "note"]

#: The graver first: an error must be settled, a warning is likely a mistake, a note is good to know.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found, in the language that is being spoken.

    `message` is one sentence without its full stop, `remedy` what can be done, empty if nothing need be.
    `sessions` are the ids of all sessions concerned in order of date, `activity` the id of the (first)
    activity concerned, `line` the line of the plan file where to look, from 1, and `key` the key path there.
    `rule` is the id of the rule of a rulebook that is not satisfied.
    """

    message: str
    remedy: str = ""
    sessions: tuple[str, ...] = ()
    activity: str = ""
    line: int | None = None
    key: str = ""
    rule: str = ""


class Finding(Found, frozen=True, kw_only=True):
    """What a check found, with its code and how grave it is. Codes are stable: scripts rely on them."""

    severity: Severity
    code: str


class Check(msgspec.Struct, frozen=True):
    """A check of the plan: its code, how grave what it finds is, and the function that looks."""

    code: str
    severity: Severity
    find: Callable[[Schedule], Iterable[Found]]


class RecordCheck(msgspec.Struct, frozen=True):
    """A check of the plan against the ledger."""

    code: str
    severity: Severity
    find: Callable[[Schedule, Iterable[Recorded]], Iterable[Found]]


def live(sessions: Iterable[Session]) -> list[Session]:
    """The sessions that were not called off."""
    return [session for session in sessions if session.status is not Status.CANCELLED]


def by_hand(session: Session) -> bool:
    """Whether somebody gave the session its day: moved or fixed it, or added it."""
    return any(step.reason in (Reason.CHANGED, Reason.FIXED, Reason.ADDED) for step in session.steps)


def ids(sessions: Iterable[Session]) -> tuple[str, ...]:
    """The ids of sessions."""
    return tuple(session.id for session in sessions)
