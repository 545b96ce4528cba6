"""What is said of a rule in one period: how far it is met, by what, and what can still be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from sanhui.ledger.waivers import Waiver
from sanhui.rulebook.model import SEVERITIES, Rule, Severity
from sanhui.rulebook.sorts import known_sorts

#: 达标, 缺, 未到期, 不适用, 已说明, 未核对.
State = Literal["met", "short", "upcoming", "not-applicable", "waived", "unchecked"]
#: What asks for attention first.
STATES: tuple[State, ...] = ("short", "upcoming", "unchecked", "waived", "met", "not-applicable")

#: In so many parts hours of study are counted, so that sums of them are exact; points are counted in hundredths.
HOUR = 3600


def exact_hours(hours: float) -> int:
    """Hours of study in parts, of which a minute has whole ones whether an hour has 40, 45, 50 or 60 minutes."""
    return round(hours * HOUR)


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in a period for a subject: '' is the body, else a group, or a member by the roster's key.

    `needed` and `got` are what the check counted; `counted` is what it said, whatever a waiver makes of it. `ahead` are
    planned sessions that would count and are still to come, `unrecorded` those whose day is over and that nobody recorded.
    """

    rule: Rule
    period: str
    first: dt.date
    last: dt.date
    subject: str = ""
    name: str = ""  # the subject, as people call it
    session: str = ""
    title: str = ""  # of the session
    state: State
    counted: State
    needed: int = 0
    got: int = 0
    sessions: tuple[str, ...] = ()  # those that counted
    ahead: tuple[str, ...] = ()
    coming: int = 0  # hours of study that are still planned for a member
    unrecorded: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # sorts of documents
    leaning: tuple[str, ...] = ()  # sessions without a day that must be held in this period for it
    idle: bool = False  # there was nothing to judge in this period
    reason: str = ""  # why it is not applicable, or not checked
    waiver: Waiver | None = None

    @property
    def at_risk(self) -> bool:
        """Whether what is planned so far does not make up for what is missing."""
        if self.state != "upcoming":
            return False
        if self.rule.sort == "long-absence":
            return self.got > 0
        if self.rule.sort == "term":
            return True
        if self.rule.sort == "hours":
            return self.got + self.coming < self.needed
        return known_sorts()[self.rule.sort].counts and self.got + len(self.ahead) < self.needed


def fails(verdicts: Iterable[Verdict], threshold: Severity) -> bool:
    """Whether something is short of a rule that is as firm as the threshold, or firmer."""
    firm = SEVERITIES[: SEVERITIES.index(threshold) + 1]
    return any(each.state == "short" and each.rule.severity in firm for each in verdicts)
