"""Ctrl-C leaves things whole: interrupted before any single step on the disk, every file is the old one or the new one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from records import MEETING, branch, clerk
from sanhui.ledger.log import head
from sanhui.ledger.store import read_ledger
from sanhui.ledger.verify import verify
from shipped import PLANS

_STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "sqlite3.connect")


class Interrupter:
    """Python's own audit of events (PEP 578) interrupts before a step that concerns a folder; it stays, and is idle."""

    def __init__(self) -> None:
        self.folder, self.after, self.steps = "", 0, 0
        sys.addaudithook(self._hook)

    def run(self, folder: Path, words: tuple[str, ...], after: int) -> int:
        """Run a command that is interrupted after so many steps; 0 is never. Gives the exit code."""
        self.folder, self.after, self.steps = str(folder), after, 0
        try:
            return clerk(folder, *words).code
        finally:
            self.folder = ""

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.folder and event in _STEPS and self._concerned(arguments[0]):
            self.steps += 1
            if self.steps == self.after:
                raise KeyboardInterrupt

    def _concerned(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        name = os.fsdecode(path).removeprefix("file://")
        return not name.startswith("/") or name.startswith(self.folder)


@pytest.fixture(scope="module")
def interrupter() -> Interrupter:
    return Interrupter()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch with a published calendar, a folder of single ones, and a meeting that is recorded; then a session moved."""
    folder = branch(tmp_path_factory.mktemp("desk"))
    (folder / "记录.txt").write_text("记录", encoding="utf-8")
    for words in (
        ("export", "ics"),
        ("export", "ics", "--kind", "支部党员大会", "--split", "single"),
        ("attend", MEETING, "--all-present"),
        ("move", "general/2026-Q1", "--to", "3月27日"),
    ):
        assert 0 == clerk(folder, *words).code
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but the ledger, whose bytes say when."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in files if "ledger.db" not in path.name
    }


def entries(folder: Path) -> int:
    """How many entries the log of the ledger has; it is sound."""
    with read_ledger(folder / "ledger.db") as ledger:
        assert () == verify(ledger)
        return head(ledger).n


COMMANDS = {
    "export": ("export", "ics"),
    "split": ("export", "ics", "--kind", "支部党员大会", "--split", "single"),
    "move": ("move", MEETING, "--to", "3月12日"),
    "record": ("attend", MEETING, "--absent", "张三", "--yes"),
    "attach": ("attach", MEETING, "记录.txt", "--sort", "会议记录"),
    "back up": ("ledger", "backup", "backup.db"),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_interrupted_before_every_step(
    desk: Path, tmp_path: Path, interrupter: Interrupter, words: tuple[str, ...]
) -> None:
    """Exit code 130, no leftovers, each file old or new, the ledger sound; once more without a stop, and all is done."""
    whole = shutil.copytree(desk, tmp_path / "whole")
    old, recorded = content(whole), entries(whole)
    assert 0 == interrupter.run(whole, words, 0)
    steps, new, now = interrupter.steps, content(whole), entries(whole)
    assert (old, recorded) != (new, now)
    assert steps > 2
    for step in range(1, steps + 1, 3 if "--split" in words else 1):  # many files are written alike
        folder = shutil.copytree(desk, tmp_path / str(step))
        assert 130 == interrupter.run(folder, words, step)
        assert [] == [name for name in content(folder) if ".tmp" in name]
        for name, data in content(folder).items():
            if not name.endswith(
                ".lock"
            ):  # it stays where somebody was about to take it, and holds nobody up
                assert data in (old.get(name), new.get(name)), (step, name)
        assert entries(folder) in (recorded, now)
        assert clerk(folder, *words).code in (0, 2)  # 2: it was done, and says so
        assert new.keys() >= content(folder).keys() - {
            name for name in content(folder) if name.endswith(".lock")
        }
        assert now == entries(folder)
        shutil.rmtree(folder)


def test_a_new_folder_is_there_or_not(tmp_path: Path, interrupter: Interrupter) -> None:
    """What `sanhui init` makes comes all at once, or nothing comes."""
    for step in _until_done(interrupter, tmp_path):
        names = (
            {each.name for each in (tmp_path / str(step)).rglob("*")}
            if (tmp_path / str(step)).exists()
            else set()
        )
        assert names in (set(), {"plan-2026.toml", "roster.csv", "README.md"}), (step, names)


def _until_done(interrupter: Interrupter, folder: Path) -> Iterator[int]:
    for step in range(1, 100):
        words = ("init", str(step), "--template", "minimal", "--year", "2026", "--yes")
        code = interrupter.run(folder, words, step)
        yield step
        if code == 0:
            return
        assert 130 == code
    pytest.fail("it never came to its end")


# What is imported one after the other before a command begins, and while it runs.
@pytest.mark.parametrize(
    "module",
    [
        "sanhui.cli",
        "sanhui.cli.settings",
        "sanhui.i18n",
        "typer",
        "sanhui.cli.app",
        "sanhui.plan.load",
        "msgspec",
    ],
)
def test_interrupted_while_python_imports(module: str) -> None:
    """From the first line of ours on, Ctrl-C ends the process like an interrupted command: no traceback, exit code 130."""
    program = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which what runs in the background ignores
def interrupt(event, arguments):
    if event == "import" and arguments[0] == {module!r}:
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(interrupt)
sys.argv = ["sanhui", "--lang=en", "show", {str(PLANS[0])!r}]
from sanhui.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (130, "") == (done.returncode, done.stdout)
    assert done.stderr in ("", "Interrupted.\n")
