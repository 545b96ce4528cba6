"""Recording who came to a session: how long it takes to be safe on the disk, and in how many transactions.

One: all of a session's marks are there, or none.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measurement, seconds
from sanhui.ledger import marks, plans
from sanhui.ledger.log import Stamp
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger, read_ledger

_MEMBERS = 30
_NOON = dt.datetime(2026, 3, 31, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """In this process, a session after the other."""
    path = folder / "ledger.db"
    sessions = max(3, round(50 * size))
    commits: list[int] = []
    times = [
        seconds(lambda number=number: commits.append(_record(path, number)))  # type: ignore[misc]
        for number in range(sessions)
    ]
    with read_ledger(path) as ledger:
        kept = len(marks.read(ledger, "p"))
    yield Measurement(
        name=f"recording {_MEMBERS} marks of a session",
        ours=statistics.median(times) * 1000,
        correct=set(commits) == {1} and kept == _MEMBERS * sessions,
        remark="one transaction a session",
    )


def _record(path: Path, number: int) -> int:
    """Record one session; gives the number of transactions."""
    rows = [
        Marked(
            plan="p",
            session=f"study/{number}",
            member=f"{n:02}",
            name=f"{n:02}",
            mark="present",
            day=_NOON.date(),
        )
        for n in range(_MEMBERS)
    ]
    said: list[str] = []
    with open_ledger(path) as ledger:
        ledger.connection.set_trace_callback(said.append)
        with ledger.change(Stamp("甲同志", _NOON, "attend")) as change:
            plans.enter(change, "p", 2026)
            marks.record(change, rows)
    return said.count("COMMIT")
