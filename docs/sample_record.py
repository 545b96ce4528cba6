"""A record for the pictures of the documentation: what a branch of invented people came to up to a day.

Marks are drawn from a seeded generator, and written into a real ledger by the program's own parts.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

SEED = 2026
#: How often a member does not simply come: most hardly ever, some now and then, one rather often.
_HABITS = (0.0, 0.06, 0.02, 0.1, 0.0, 0.16, 0.04, 0.24)
_OTHERWISE = ("leave-duty", "late", "leave-personal", "online", "leave-sick", "absent")


def record(plan: Path, until: dt.date) -> None:
    """Record every session of the plan up to a day in the ledger beside it."""
    from sanhui.attendance.due import due
    from sanhui.attendance.recording import held_of
    from sanhui.ledger import held, marks, plans
    from sanhui.ledger.log import Stamp
    from sanhui.ledger.marks import Marked
    from sanhui.ledger.store import beside, open_ledger
    from sanhui.plan.load import load
    from sanhui.schedule.expand import expand
    from sanhui.schedule.model import Status

    loaded = load(plan)
    schedule = expand(loaded)
    habits = (
        dict(zip((each.key for each in loaded.roster.members), _HABITS * 9, strict=False))
        if loaded.roster
        else {}
    )
    chance = random.Random(SEED)
    noon = dt.datetime.combine(until, dt.time(12), dt.timezone(dt.timedelta(hours=8)))
    with open_ledger(beside(plan)) as ledger, ledger.change(Stamp("甲同志", noon, "attend", "")) as change:
        plans.enter(change, loaded.id, loaded.year, loaded.organization)
        for session in schedule.sessions:
            if session.date is None or session.date > until or session.status is Status.CANCELLED:
                continue
            rows = [
                Marked(
                    plan=loaded.id,
                    session=session.id,
                    member=each.key,
                    name=each.name,
                    mark=_mark(chance, habits[each.key]),
                    votes=each.votes,
                    group=each.group,
                    day=session.day,
                )
                for each in due(schedule, session)
            ]
            if rows:
                held.record(change, held_of(loaded, session))
                marks.record(change, rows)


def _mark(chance: random.Random, habit: float) -> str:
    if chance.random() >= habit:
        return "present"
    return _OTHERWISE[int(chance.random() * len(_OTHERWISE))]
