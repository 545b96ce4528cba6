"""Records for tests: sessions of a small body with marks in rows, as short as they can be said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from ledgers import stamp
from sanhui.ledger import held, makeups, marks, plans, points
from sanhui.ledger.held import Held
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.ledger.points import Point
from sanhui.ledger.store import open_ledger

#: What a letter of a row stands for.
LETTERS = {
    "p": "present",
    "l": "late",
    "o": "online",
    "s": "leave-sick",
    "d": "leave-duty",
    "a": "absent",
    "e": "exempt",
    "w": "elsewhere",
    "g": "observer",
}
BODY = "示例支部"


def write_record(
    path: Path,
    days: Sequence[str],
    rows: Mapping[str, str],
    *,
    plan: str = "p",
    year: int = 2026,
    kinds: Sequence[tuple[str, ...]] = (),
    hours: Sequence[float | None] = (),
    groups: Mapping[str, str] | None = None,
    made_up: Sequence[tuple[int, str]] = (),
    by_hand: Sequence[tuple[str, float, str]] = (),
) -> Path:
    """A ledger in which a session was held on each of the days, and each member has a letter (LETTERS) or `.` a session.

    `made_up` are sessions by their number and members who made them up; `by_hand` are points.
    """
    with open_ledger(path) as ledger, ledger.change(stamp("attend")) as change:
        plans.enter(change, plan, year, BODY)
        for number, text in enumerate(days):
            day = dt.date.fromisoformat(text)
            held.record(
                change,
                Held(
                    plan=plan,
                    session=f"a/{text}",
                    day=day,
                    title=f"第{number + 1}场",
                    kinds=kinds[number] if kinds else ("study",),
                    hours=hours[number] if hours else None,
                    chair="甲同志",
                ),
            )
            marks.record(
                change,
                [
                    Marked(
                        plan=plan,
                        session=f"a/{text}",
                        member=name,
                        name=name,
                        mark=LETTERS[row[number]],
                        group=(groups or {}).get(name, ""),
                        votes=True,
                        day=day,
                    )
                    for name, row in rows.items()
                    if row[number] != "."
                ],
            )
        for number, name in made_up:
            done = dt.date.fromisoformat(days[number]) + dt.timedelta(days=10)
            makeups.record(change, MakeUp(plan=plan, session=f"a/{days[number]}", member=name, done_on=done))
        for name, given, reason in by_hand:
            day = dt.date.fromisoformat(days[0])
            points.add(change, Point(plan=plan, member=name, day=day, points=given, reason=reason))
    return path
