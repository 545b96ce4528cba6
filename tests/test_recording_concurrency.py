"""Five hundred SIGKILLs while several processes record attendance: every acknowledged mark is there, and the chain holds."""

from __future__ import annotations

import functools
import random
import sys
import time
from pathlib import Path

import pytest

from forks import Tell, fork
from ledgers import PLAN, TODAY, raw, stamp
from sanhui.ledger import log, marks, plans
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify

_ROUND = 50  # so many processes are killed between two proofs
_AT_ONCE = 5


def _records(path: Path, name: str, tell: Tell) -> None:
    """Record for ever, a session of three members a change, and say each once it is acknowledged."""
    number = 0
    while True:
        number += 1
        session = f"{name}/{number}"
        rows = [
            Marked(plan=PLAN, session=session, member=who, name=who, mark="present", day=TODAY)
            for who in ("张三", "李四", "王五")
        ]
        with open_ledger(path) as ledger, ledger.change(stamp("attend", actor=name)) as change:
            plans.enter(change, PLAN, 2026)
            marks.record(change, rows)
        tell(session)


@pytest.mark.skipif(sys.platform == "win32", reason="fork, SIGKILL")
@pytest.mark.parametrize("kills", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_killed_recorders_lose_no_mark(tmp_path: Path, kills: int) -> None:
    """Five record at once; each is killed at any moment, also while it opens or creates the ledger, and replaced."""
    path = tmp_path / "ledger.db"
    chance = random.Random(20260331)
    told: set[str] = set()
    for start in range(0, kills, _ROUND):
        for number in range(start, start + _ROUND, _AT_ONCE):
            writers = [
                fork(functools.partial(_records, path, f"w{number + each}")) for each in range(_AT_ONCE)
            ]
            for writer in writers:
                time.sleep(chance.uniform(0, 0.012))
                writer.kill()
            for writer in writers:
                told |= writer.heard()
        with read_ledger(path) as ledger:
            assert () == verify(ledger)
            found: dict[str, int] = {}
            for row in marks.read(ledger, PLAN):
                found[row.session] = found.get(row.session, 0) + 1
            assert told <= found.keys()
            assert {3} >= set(found.values())
            assert log.head(ledger).n == 3 * len(found) + bool(found)
    with raw(path) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    assert told
