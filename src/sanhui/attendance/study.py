"""Hours of study (学时): what a session counts for.

That is the hours that were recorded of it, or else that the plan gives it; without any, if it is of a kind of `study`, the
time from its start to its end, as it was held or else planned, divided by the length of an hour (`[settings] hour`, 45
minutes: no regulation says it). A member comes to a share of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sanhui.ledger.held import Held
from sanhui.plan.kinds import Kind
from sanhui.plan.marks import MAKEUP, Mark


def hours_of(held: Held, kinds: Mapping[str, Kind], hour_minutes: int) -> float:
    """What a session counts for, unrounded: three of an hour's time are four of 45 minutes. 0 for one that is no study."""
    if held.hours is not None:
        return held.hours
    study = any(kinds[code].study for code in held.kinds if code in kinds)
    if not study or held.start is None or held.end is None:
        return 0.0
    return (held.end - held.start) / dt.timedelta(minutes=hour_minutes)


def counted_share(mark: Mark, marks: Mapping[str, Mark], *, made_up: bool) -> float:
    """How much of a session's hours a member comes to: what the mark counts, or, made up, what a make-up does, if that is more."""
    return max(mark.hours, marks[MAKEUP].hours) if made_up and mark.owes else mark.hours
