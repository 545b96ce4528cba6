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
        ours = process(sanhui(*words), folder, codes=(0, 1))  # into a pipe
        name = f"start: sanhui {' '.join(word.rsplit('/', 1)[-1] for word in words)}"
        peer = f"a program of Typer {version('typer')} that prints two characters"
        pairs = in_turn(ours, bare, rounds)
        remark = f"of the processor's time: {pairs.processor:.2f}" if pairs.processor else ""
        yield compared(name, pairs, peer, correct=bool(ours().strip()), remark=remark)
