"""While a command works for more than a second a line says so: on a terminal only, and it leaves nothing behind."""

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from commandline import PLAN, seen, write
from sanhui.cli import progress, terminal

if sys.platform != "win32":
    from terminals import Terminal, in_terminal


class Screen(io.StringIO):
    """A terminal's stderr in memory, which knows when a text has come."""

    def __init__(self, awaited: str) -> None:
        super().__init__()
        self._awaited, self.came = awaited, threading.Event()

    def isatty(self) -> bool:
        """It is one."""
        return True

    def write(self, text: str) -> int:
        """Keep a text, and see whether it is the one."""
        written = super().write(text)
        if self._awaited in text:
            self.came.set()
        return written

    def rows(self) -> list[str]:
        """What one sees in the end."""
        return seen(self.getvalue())


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second in these tests."""
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_PULSE", 0.01)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("patient")
def test_the_line_goes_when_something_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is said on stdout or on stderr; afterwards it does not come back."""
    for speak in (lambda: sys.stdout.write("data\n"), lambda: terminal.say("talk")):
        screen = Screen("One moment")
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(sys, "stdout", screen)
        with progress.waiting():
            assert screen.came.wait(30)
            speak()
            said = screen.getvalue()
        assert said == screen.getvalue()
        assert [""] == screen.rows()[1:]
        assert screen.rows()[0] in ("data", "talk")


@pytest.mark.usefixtures("patient")
def test_how_much_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The amount stands on the line; what is said meanwhile stands above it; in the end the line is gone."""
    screen = Screen("Reading 7/10 (70%)")
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.working("Reading") as work:
        work.progress(7, 10)
        assert screen.came.wait(30)
        work.say("row 3 is nobody's")
    assert ["row 3 is nobody's", ""] == screen.rows()


@pytest.mark.usefixtures("patient")
def test_nobody_there_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, a dumb terminal and --quiet have no line, and no thread runs for it."""
    for variables, stream, quiet in (
        ({}, io.StringIO(), False),
        ({"TERM": "dumb"}, Screen(""), False),
        ({}, Screen(""), True),
    ):
        with monkeypatch.context() as patched:
            for name, value in variables.items():
                patched.setenv(name, value)
            patched.setattr(sys, "stderr", stream)
            patched.delattr(progress, "_Line")  # whoever drew one would fail
            terminal.hush(quiet)
            with progress.waiting(), progress.working("Reading") as work:
                work.progress(1, 2)
            terminal.hush(False)
        assert "" == stream.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudoterminals")
def test_a_plan_that_comes_slowly(tmp_path: Path) -> None:
    """In a real terminal: the line comes, and goes without a trace when the plan is there; Ctrl-C ends it as well."""
    slow = tmp_path / "slow.toml"
    os.mkfifo(slow)
    with Terminal("next", slow, "--no-pager", folder=tmp_path) as screen:
        screen.until("One moment")
        slow.write_text(PLAN, encoding="utf-8")
        ended = screen.end()
    expected = in_terminal("next", write(tmp_path), "--no-pager", folder=tmp_path)
    assert expected.code == ended.code
    assert expected.text == ended.text
    with Terminal("next", slow, "--no-pager", folder=tmp_path) as screen:
        screen.until("One moment")
        screen.type("\x03")
        ended = screen.end()
    assert (130, "Interrupted.\n") == (ended.code, ended.text)
