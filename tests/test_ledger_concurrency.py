"""Several people record at once, and processes are killed: what was acknowledged is there, and the chain holds."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ledgers import PLAN, TODAY, writing
from sanhui.ledger import log, tasks
from sanhui.ledger.migrate import files, origin
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify

# Completes so many tasks of its own, or goes on for ever, each with an item and in a change of its own, and says which are done.
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from ledgers import *
path, name, count = Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
number = 0
while number != count:
    number += 1
    with writing(path, f"task done {name}/{number}") as change:
        tasks.tick(change, f"{name}/{number}", PLAN, "报送", on=TODAY, by=name)
        tasks.done(change, f"{name}/{number}", PLAN, on=TODAY, by=name)
    print(f"{name}/{number}", flush=True)
"""


def writer(path: Path, name: str, count: int = -1) -> subprocess.Popen[str]:
    """A process that records; what it complains about stands among what it says."""
    arguments = [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(path), name, str(count)]
    return subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def said(process: subprocess.Popen[str], count: int = -1) -> set[str]:
    """The next tasks of which a process says that they are recorded, or all; a line without its end was not said."""
    assert process.stdout is not None
    lines = itertools.islice(process.stdout, count) if count >= 0 else process.stdout
    return {line.strip() for line in lines if line.endswith("\n")}


def ended(process: subprocess.Popen[str]) -> set[str]:
    """What a process says until it ends."""
    with process:
        return said(process)


def recorded(path: Path) -> dict[str, tasks.State]:
    """The tasks of the ledger, once it proved to be sound."""
    with read_ledger(path) as ledger:
        assert () == verify(ledger)
        return tasks.states(ledger, PLAN)


def whole(state: tasks.State) -> bool:
    """Whether both halves of a change are there."""
    return state.done is not None and ["报送"] == list(state.items)


@pytest.mark.slow
def test_everybody_who_records_at_once_succeeds(tmp_path: Path) -> None:
    """Six processes meet at a ledger that is not there yet; all that they record is there, in one chain."""
    path = tmp_path / "ledger.db"
    processes = [writer(path, f"writer-{number}", 15) for number in range(6)]
    told = set().union(*map(ended, processes))
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


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("rounds", [25, pytest.param(100, marks=pytest.mark.slow)])
def test_killed_processes_lose_nothing_that_was_said(tmp_path: Path, rounds: int) -> None:
    """Two processes record until SIGKILL meets each at any moment, on one ledger, over and over.

    Every task that was acknowledged is there, none is half there, the chain holds and the file is sound.
    """
    path = tmp_path / "ledger.db"
    chance = random.Random(20260331)
    told: set[str] = set()
    for number in range(rounds):
        processes = [writer(path, f"round-{number}-{each}") for each in "ab"]
        for process in processes:
            told |= said(process, chance.randrange(4))
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        told |= set().union(*map(ended, processes))
        found = recorded(path)
        assert told <= found.keys()
        assert all(map(whole, found.values()))
    assert rounds < len(told)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_writer_leaves_the_ledger_to_others(tmp_path: Path) -> None:
    """Its companions stay beside the file; the next writer takes them up, and cleans up behind itself."""
    path = tmp_path / "ledger.db"
    process = writer(path, "killed")
    assert {"killed/1"} == said(process, 1)
    process.kill()
    ended(process)
    with writing(path) as change:
        tasks.done(change, "next/1", PLAN, on=TODAY, by="张三")
    assert {"killed/1", "next/1"} <= recorded(path).keys()
    assert [path] == list(tmp_path.iterdir())
