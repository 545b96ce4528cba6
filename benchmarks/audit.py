"""`sanhui audit` for a year of a branch by all rulebooks, from the start of the process to its end, beside a bare Typer program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import branch
from benchmarks.measuring import Measurement, bare_typer, compared, in_turn, process, sanhui


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """Correct is: a session of every kind was held each month, so these rules are met in every period."""
    members = max(10, round(branch.MEMBERS * size))
    sessions, _counts = branch.make(folder, members)
    words = ("audit", "plan.toml", "--as-of", "2026-12-31")
    found = json.loads(process(sanhui(*words, "--json"), folder, codes=(0, 1))())["findings"]
    told = Counter((each["rule"], each["state"]) for each in found)
    periods = {"general-meeting": 4, "committee-meeting": 12, "theme-day": 12, "group-meeting": 12 * 5}
    ours = process(sanhui(*words), folder, codes=(0, 1))
    yield compared(
        f"audit: {sessions} sessions, {members} members",
        in_turn(ours, process(bare_typer(folder), folder), rounds),
        f"a program of Typer {version('typer')}",
        correct=all(told[rule, "met"] == n and not told[rule, "short"] for rule, n in periods.items()),
    )
