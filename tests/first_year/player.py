"""Plays a session in the terminal that it is started in: the steps of a file of JSON, one command after the other.

One process runs them all, for sixty would take a minute. Not a test: `tests/test_first_year.py` starts it.
"""

import contextlib
import io
import json
import os
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from sanhui.cli.run import main

READY, ENDED = "\x1e", "\x1d"


class _Keys(io.TextIOBase):
    """What is typed ahead is shown when it is read, as if it had been typed then."""

    def __init__(self, keys: TextIO) -> None:
        super().__init__()
        self._keys = keys

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._keys.fileno()

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = self._keys.readline()
        sys.stderr.write(line)
        return line


def _quiet_keys() -> None:
    """Keys are not shown when they are pressed."""
    modes = termios.tcgetattr(0)
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(0, termios.TCSANOW, modes)


@contextlib.contextmanager
def _slip(old: str, new: str) -> Iterator[None]:
    """The plan with one thing written otherwise."""
    plan = Path("plan.toml")
    right = plan.read_text(encoding="utf-8")
    if old:
        assert old in right, old
        plan.write_text(right.replace(old, new, 1), encoding="utf-8")
    yield
    if old:
        plan.write_text(right, encoding="utf-8")


def play(steps: list[dict[str, list[str]]]) -> None:
    """Every step in its order: the day, the slip in the plan, the words."""
    for step in steps:
        os.environ["SANHUI_NOW"] = step["now"][0]
        with _slip(*step["slip"]):
            code = main(step["words"])
        sys.stdout.write(f"{ENDED}{code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _quiet_keys()
    sys.stdin = _Keys(sys.stdin)
    sys.stdout.write(READY)
    sys.stdout.flush()
    play(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
