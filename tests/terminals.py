"""A real terminal for tests: a command runs in a pseudoterminal of its own, as at somebody's desk."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from pathlib import Path
from typing import ClassVar, NamedTuple, Self

from commandline import ROOT, seen, variables_with

_PATIENCE = 30  # seconds without a word, after which a test would only hang


class Left(NamedTuple):
    """What a command left on the terminal, as one sees it in the end: a slow machine shows a line that is gone again."""

    code: int
    text: str


class Terminal:
    """A terminal in which one command runs; it has Ctrl-C."""

    columns: ClassVar[int] = 80
    program: ClassVar[tuple[str, ...]] = ("-m", "sanhui")

    def __init__(self, *words: object, folder: Path, rows: int = 24, **environment: str) -> None:
        given = {"PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color"}
        variables = variables_with(given | environment)
        self._screen = b""
        self._pid, self._terminal = pty.fork()
        if not self._pid:
            for number in (
                signal.SIGHUP,
                signal.SIGINT,
                signal.SIGQUIT,
            ):  # ignored by what runs in the background
                signal.signal(number, signal.SIG_DFL)
            os.chdir(folder)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, self.columns, 0, 0))
            os.execve(sys.executable, [sys.executable, *self.program, *map(str, words)], variables)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._terminal)

    @property
    def text(self) -> str:
        """What came out so far."""
        return self._screen.decode(errors="replace").replace("\r\n", "\n")

    def until(self, text: str) -> None:
        """Wait until a text has come out."""
        while text not in self.text:
            assert self._read(), f"{text!r} never came: {self.text}"

    def type(self, text: str) -> None:
        """Press keys; an ETX is Ctrl-C."""
        os.write(self._terminal, text.encode())

    def end(self) -> Left:
        """Wait until the command has ended."""
        while self._read():
            pass
        _pid, status = os.waitpid(self._pid, 0)
        return Left(os.waitstatus_to_exitcode(status), "\n".join(seen(self.text)))

    def _read(self) -> bool:
        ready, _write, _error = select.select([self._terminal], [], [], _PATIENCE)
        assert ready, f"nothing comes any more: {self.text}"
        try:
            fresh = os.read(self._terminal, 65536)
        except OSError:  # nobody has the other end open
            return False
        self._screen += fresh
        return bool(fresh)


def in_terminal(*words: object, folder: Path, rows: int = 24, **environment: str) -> Left:
    """Run a command in a terminal to its end."""
    with Terminal(*words, folder=folder, rows=rows, **environment) as terminal:
        return terminal.end()
