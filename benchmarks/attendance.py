"""`sanhui attendance` for a year of a branch, question by question, beside a bare Typer program; whole processes.

The sums are compared with those that were recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import branch
from benchmarks.measuring import Measurement, bare_typer, compared, in_turn, process, sanhui

_QUESTIONS = (
    ["--by", "member"],
    ["--matrix"],
    ["--by", "quarter"],
    ["--below", "85%"],
    ["--period", "2026-Q2", "--kind", "党课", "--group", "第一组"],
)


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """A large branch: four times the members of the audit. Of a small size, one question."""
    members = max(5, round(4 * branch.MEMBERS * size))
    sessions, counts = branch.make(folder, members)
    start = sanhui("attendance", "plan.toml", "--today", "2026-12-31")
    total = json.loads(process([*start, "--json"], folder)())["total"]
    expected = {
        "due": sum(counts.values()),
        "present": counts["present"] + counts["late"],
        "late": counts["late"],
        "leave": counts["leave-duty"],
        "absent": counts["absent"],
    }
    right = expected == {key: total[key] for key in expected}
    bare = process(bare_typer(folder), folder)
    for question in _QUESTIONS if size >= 1 else _QUESTIONS[:1]:
        ours = process([*start, *question], folder, codes=(0, 1))
        name = f"attendance {' '.join(question)}: {sessions * members} marks"
        peer = f"a program of Typer {version('typer')}"
        yield compared(name, in_turn(ours, bare, rounds), peer, correct=right)
