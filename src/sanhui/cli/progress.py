"""What is shown while a command works for more than a second: on stderr, only on a terminal, and gone afterwards.

Every command shows how long it has been at work, until it says something itself. One that knows how much there is to do,
or talks to a server, shows that instead (`working`).
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TextIO, cast

import msgspec

from sanhui.cli import terminal
from sanhui.i18n import _

_PATIENCE = 1.0  # seconds in which nobody wonders
_PULSE = 0.2
_ECHO = len("^C")  # which a terminal writes behind the line when somebody interrupts it


class Working(msgspec.Struct, frozen=True):
    """How to show that work goes on, and how to say something meanwhile."""

    progress: Callable[[int, int], None]
    say: Callable[[str], None]


@contextlib.contextmanager
def working(text: str) -> Iterator[Working]:
    """While the block runs for more than a second, a line with this text, how much is done, and the time."""
    if not terminal.watched():
        yield Working(lambda done, of: None, terminal.say)
        return
    sys.stderr.write("")  # the line of the whole command, if there is one, goes
    with _shown(_Line(sys.stderr, text)) as line, terminal.talking_to(line.write):
        yield Working(line.progress, terminal.say)


@contextlib.contextmanager
def waiting() -> Iterator[None]:
    """While a command is at work for more than a second and has said nothing, a line with the time."""
    if not terminal.watched():
        yield
        return
    line = _Line(sys.stderr, _("One moment …"))
    with (
        _shown(line),
        contextlib.redirect_stdout(cast(TextIO, _Ending(sys.stdout, line))),
        contextlib.redirect_stderr(cast(TextIO, _Ending(sys.stderr, line))),
    ):
        yield


@contextlib.contextmanager
def _shown(line: _Line) -> Iterator[_Line]:
    try:
        yield line
    finally:
        line.end()


class _Line:
    """One line of the terminal, drawn again and again by a thread, and wiped out."""

    def __init__(self, stream: TextIO, text: str) -> None:
        self._stream, self._text, self._amount = stream, text, ""
        self._began = time.monotonic()
        self._drawn = 0
        self._lock = threading.RLock()  # an interrupt may come while it is held
        self._over = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def progress(self, done: int, of: int) -> None:
        """Show how much is done."""
        self._amount = f" {done}/{of} ({done * 100 // of}%)" if of else ""

    def write(self, text: str) -> None:
        """Write something above the line."""
        with self._lock:
            self._wipe()
            self._stream.write(text)
            self._stream.flush()

    def end(self) -> None:
        """Wipe it out for good; often called twice."""
        if not self._over.is_set():
            with self._lock:
                self._over.set()
                self._wipe()

    def _run(self) -> None:
        if self._over.wait(_PATIENCE):
            return
        while True:
            self._draw()
            if self._over.wait(_PULSE):
                return

    def _draw(self) -> None:
        from sanhui.publish.terminal.columns import fold, width

        passed = int(time.monotonic() - self._began)
        seconds = _("{n} s").format(n=passed)
        said = terminal.harmless(f"{self._text}{self._amount}  {seconds}")
        said = fold(said, max(10, shutil.get_terminal_size().columns - 1 - _ECHO))[0]
        with self._lock:
            if not self._over.is_set():
                self._stream.write("\r" + said + " " * (self._drawn - width(said)))
                self._stream.flush()
                self._drawn = width(said)

    def _wipe(self) -> None:
        if self._drawn:
            self._stream.write("\r" + " " * (self._drawn + _ECHO) + "\r")
            self._stream.flush()
            self._drawn = 0


class _Ending:
    """Stands for a stream: whatever is written to it ends the line first."""

    def __init__(self, stream: TextIO, line: _Line) -> None:
        self._stream, self._line = stream, line

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            self._line.end()
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        self._line.end()
        return self._stream.write(text)
