"""Many writers on one plan at once: each change is applied or refused, none is lost, and the file is always a plan."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest

from sanhui.edit.rewrite import undo
from sanhui.plan.load import load
from small_plans import write_plan

# Each thread moves one session of its own, all at the same moment; with "retry" until it is let in.
WRITERS = """
import datetime as dt, sys, threading, time
from pathlib import Path
from sanhui.edit.change import move
from sanhui.errors import UnableError
path, first, count, retry = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "retry"
go, told = threading.Event(), {}

def write(number):
    day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
    name = f"a/{day:%Y-%m-%d}"
    go.wait()
    while True:
        try:
            move(path, name, dt.time(9, 30), now=dt.datetime(2026, 1, 1), reason=str(number))
            told[name] = "applied"
            return
        except UnableError as error:
            told[name] = "refused" if "another writer" in str(error) else f"failed: {error}"
            if not retry or told[name] != "refused":
                return
            time.sleep(0.005)

threads = [threading.Thread(target=write, args=(first + nth,)) for nth in range(count)]
for thread in threads: thread.start()
print("ready", flush=True)
sys.stdin.readline()
go.set()
for thread in threads: thread.join()
for name, outcome in told.items(): print(name, outcome)
"""


def race(path: Path, processes: int, threads: int, *, retry: bool) -> dict[str, str]:
    """What so many writers are told, by session; meanwhile the file is read again and again."""
    writers = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                WRITERS,
                path,
                str(nth * threads),
                str(threads),
                "retry" if retry else "once",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for nth in range(processes)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert "ready\n" == writer.stdout.readline()
    over = threading.Event()
    seen: list[int] = []

    def watch() -> None:
        while not over.is_set():
            seen.append(tomllib.loads(path.read_text(encoding="utf-8"))["plan"].get("revision", 1))
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [writer.communicate()[0].splitlines() for writer in writers]
    over.set()
    watcher.join()
    assert seen
    assert sorted(seen) == seen, "the file went back in time"
    return dict(line.split(" ", 1) for lines in told for line in lines)


@pytest.mark.slow
def test_two_hundred_writers(tmp_path: Path) -> None:
    """What was said to be applied is in the file, what was refused is not; and all of it can be undone."""
    path = write_plan(tmp_path, 'when = "每天 15:00"\non_holiday = "keep"')
    original = path.read_bytes()
    told = race(path, 8, 25, retry=False)
    assert 200 == len(told)
    assert {"applied", "refused"} >= set(told.values())
    applied = {name for name, outcome in told.items() if outcome == "applied"}
    assert applied
    plan = load(path)
    assert sorted(applied) == sorted(change.session for change in plan.changes)
    assert 1 + len(applied) == plan.revision
    assert {"plan.toml", ".plan.toml.undo"} == {each.name for each in tmp_path.iterdir()}
    for _name in applied:
        undo(path)
    assert original == path.read_bytes()


@pytest.mark.slow
def test_writers_that_try_again_all_get_in(tmp_path: Path) -> None:
    """Refusals pass: who asks again is let in, and no change overwrites another."""
    path = write_plan(tmp_path, 'when = "每天 15:00，1月"\non_holiday = "keep"')
    told = race(path, 4, 5, retry=True)
    assert ["applied"] * 20 == list(told.values())
    assert sorted(told) == sorted(change.session for change in load(path).changes)
    assert 21 == load(path).revision
