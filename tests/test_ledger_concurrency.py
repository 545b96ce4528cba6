"""Several people record at once, and processes are killed: what was acknowledged is there, and the chain holds."""

from __future__ import annotations

import functools
import os
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forks import Fork, Tell, fork
from ledgers import PLAN, TODAY, writing
from sanhui.ledger import log, tasks
from sanhui.ledger.migrate import files, origin
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify


def record(path: Path, name: str, tell: Tell, count: int = -1) -> None:
    """Complete so many tasks, or go on for ever, each with an item and in a change of its own, and say which are done."""
    number = 0
    while number != count:
        number += 1
        with writing(path, f"task done {name}/{number}") as change:
            tasks.tick(change, f"{name}/{number}", PLAN, "报送", on=TODAY, by=name)
            tasks.done(change, f"{name}/{number}", PLAN, on=TODAY, by=name)
        tell(f"{name}/{number}")


def recorder(path: Path, name: str, count: int = -1) -> Fork:
    """A process that does so."""
    return fork(functools.partial(record, path, name, count=count))


def recorded(path: Path) -> dict[str, tasks.State]:
    """The tasks of the ledger, once it proved to be sound."""
    with read_ledger(path) as ledger:
        assert () == verify(ledger)
        return tasks.states(ledger, PLAN)


def whole(state: tasks.State) -> bool:
    """Whether both halves of a change are there."""
    return state.done is not None and ["报送"] == list(state.items)


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_everybody_who_records_at_once_succeeds(tmp_path: Path) -> None:
    """Six processes meet at a ledger that is not there yet; all that they record is there, in one chain."""
    path = tmp_path / "ledger.db"
    processes = [recorder(path, f"writer-{number}", 15) for number in range(6)]
    told = set().union(*(process.heard() for process in processes))
    for process in processes:
        os.waitpid(process.child, 0)
    assert {f"writer-{number}/{task}" for number in range(6) for task in range(1, 16)} == told
    found = recorded(path)
    assert told == found.keys()
    assert all(map(whole, found.values()))
    with read_ledger(path) as ledger:
        assert 2 + 6 * 15 * 2 == log.head(ledger).n
    assert [path] == list(tmp_path.iterdir())


def test_ledger_is_made_once(tmp_path: Path) -> None:
    """Eight who open a ledger that is not there yet, at the same moment, all get it."""
    for number in range(20):
        path, start = tmp_path / f"{number}.db", threading.Barrier(8)

        def opened(path: Path = path, start: threading.Barrier = start) -> int:
            start.wait()
            with open_ledger(path) as ledger:
                return origin(ledger.connection).version

        with ThreadPoolExecutor(8) as pool:
            versions = [pool.submit(opened) for _each in range(8)]
        assert {len(files())} == {version.result() for version in versions}


@pytest.mark.skipif(sys.platform == "win32", reason="fork, SIGKILL")
def test_killed_processes_lose_nothing_that_was_said(tmp_path: Path) -> None:
    """Two processes record until SIGKILL meets each at any moment, on one ledger, over and over.

    Every task that was acknowledged is there, none is half there, the chain holds and the file is sound.
    """
    path = tmp_path / "ledger.db"
    chance = random.Random(20260331)
    told: set[str] = set()
    for number in range(40):
        processes = [recorder(path, f"round-{number}-{each}") for each in "ab"]
        for process in processes:
            told |= process.hear(chance.randrange(4))
            time.sleep(chance.uniform(0, 0.01))
            process.kill()
        told |= set().union(*(process.heard() for process in processes))
        if number % 10 == 9:
            found = recorded(path)
            assert told <= found.keys()
            assert all(map(whole, found.values()))
    assert 40 < len(told)


@pytest.mark.skipif(sys.platform == "win32", reason="fork, SIGKILL")
def test_killed_writer_leaves_the_ledger_to_others(tmp_path: Path) -> None:
    """Its companions stay beside the file; the next writer takes them up, and cleans up behind itself."""
    path = tmp_path / "ledger.db"
    process = recorder(path, "killed")
    assert {"killed/1"} == process.hear(1)
    process.kill()
    process.heard()
    with writing(path) as change:
        tasks.done(change, "next/1", PLAN, on=TODAY, by="张三")
    assert {"killed/1", "next/1"} <= recorded(path).keys()
    assert [path] == list(tmp_path.iterdir())
