"""How long does recording 30 marks take, and how many transactions? One: all of a session's marks are there, or none.

python benchmarks/recording.py
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path

from sanhui.ledger import marks, plans
from sanhui.ledger.log import Stamp
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger

MEMBERS = 30
SESSIONS = 50
NOON = dt.datetime(2026, 3, 31, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def measure(path: Path) -> tuple[float, int]:
    """The median of milliseconds a session, and the most transactions that one took."""
    took, commits = [], []
    for number in range(SESSIONS):
        rows = [
            Marked(
                plan="p",
                session=f"study/{number}",
                member=f"{n:02}",
                name=f"{n:02}",
                mark="present",
                day=NOON.date(),
            )
            for n in range(MEMBERS)
        ]
        said: list[str] = []
        start = time.perf_counter()
        with open_ledger(path) as ledger:
            ledger.connection.set_trace_callback(said.append)
            with ledger.change(Stamp("甲同志", NOON, "attend")) as change:
                plans.enter(change, "p", 2026)
                assert marks.record(change, rows) == MEMBERS
        took.append(1000 * (time.perf_counter() - start))
        commits.append(said.count("COMMIT"))
    return statistics.median(took), max(commits)


def main() -> None:
    """Print one line."""
    with tempfile.TemporaryDirectory() as folder:
        milliseconds, transactions = measure(Path(folder) / "ledger.db")
    print(f"{MEMBERS} marks: {milliseconds:.1f} ms, {transactions} transaction(s)")
    assert transactions == 1


if __name__ == "__main__":
    main()
