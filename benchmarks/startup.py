"""Start-up: the version, the help and a year's agenda, from the start of the process to its end, beside a bare Typer program."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import ROOT, Measurement, bare_typer, compared, in_turn, process, sanhui

_PLAN = str(ROOT / "plans/qiyou-2026.toml")
_ASKED = (("--version",), ("--help",), ("show", "--help"), ("show", _PLAN), ("check", _PLAN), ("next", _PLAN))


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """Each command; of a small size, the first two."""
    bare = process(bare_typer(folder), folder)
    for words in _ASKED if size >= 1 else _ASKED[:2]:
        ours = process(sanhui(*words), folder, codes=(0, 1), environ={"COLUMNS": "80"})
        name = f"start: sanhui {' '.join(word.rsplit('/', 1)[-1] for word in words)}"
        peer = f"a program of Typer {version('typer')} that prints two characters"
        yield compared(name, in_turn(ours, bare, rounds), peer, correct=bool(ours().strip()))
