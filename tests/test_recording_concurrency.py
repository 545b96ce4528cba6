"""Five hundred SIGKILLs while several processes record attendance: every acknowledged mark is there, and the chain holds."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from ledgers import PLAN, TODAY, raw, stamp
from sanhui.ledger import log, marks, plans
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify

_ROUND = 25  # so many processes are killed between two proofs
_AT_ONCE = 5


def _records(path: Path, name: str, pipe: int) -> None:
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
        os.write(pipe, f"{session}\n".encode())


def _writer(path: Path, name: str) -> tuple[int, int]:
    """A process that records, and the pipe on which it says what it has recorded."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        try:
            os.close(heard)
            _records(path, name, told)
        finally:
            os._exit(1)
    os.close(told)
    return child, heard


def _heard(pipe: int) -> set[str]:
    """Everything that was said on a pipe whose writer has gone; a line without its end was not said."""
    data = b""
    while piece := os.read(pipe, 65536):
        data += piece
    os.close(pipe)
    return {line.decode() for line in data.split(b"\n")[:-1]}


@pytest.mark.skipif(sys.platform == "win32", reason="fork, SIGKILL")
@pytest.mark.parametrize("kills", [25, pytest.param(500, marks=pytest.mark.slow)])
def test_killed_recorders_lose_no_mark(tmp_path: Path, kills: int) -> None:
    """Five record at once; each is killed at any moment, also while it opens or creates the ledger, and replaced."""
    path = tmp_path / "ledger.db"
    chance = random.Random(20260331)
    told: set[str] = set()
    for start in range(0, kills, _ROUND):
        for number in range(start, start + _ROUND, _AT_ONCE):
            writers = [_writer(path, f"w{number + each}") for each in range(_AT_ONCE)]
            for child, _pipe in writers:
                time.sleep(chance.uniform(0, 0.02))
                os.kill(child, signal.SIGKILL)
                assert -signal.SIGKILL == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            for _child, pipe in writers:
                told |= _heard(pipe)
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
