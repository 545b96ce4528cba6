"""What `sanhui --help` and a year's agenda import, as `python -X importtime` measures it, by package."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import ROOT, Measurement, variables

_PLAN = str(ROOT / "plans/qiyou-2026.toml")
_LINE = re.compile(r"import time:\s+(?P<alone>\d+) \|\s+\d+ \|\s+(?P<name>\S+)")
_SHOWN = 0.5  # milliseconds; what is less is summed up
_FEW, _MANY = ("--help",), ("show", _PLAN)


def measure(_folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """Packages from the costliest down; ours by their steps in the picture of docs/ARCHITECTURE.md, the standard library as one."""
    for words in (_FEW, _MANY) if size >= 1 else (_FEW,):
        alone = _alone(words, rounds)
        sums: Counter[str] = Counter()
        modules: Counter[str] = Counter()
        for module, milliseconds in alone.items():
            sums[_package(module)] += milliseconds  # type: ignore[assignment]  # a Counter of floats
            modules[_package(module)] += 1
        told = f"imports: sanhui {words[0]}"
        yield Measurement(name=told, ours=sum(alone.values()), correct="sanhui.cli.run" in alone)
        small = [package for package, milliseconds in sums.items() if milliseconds < _SHOWN]
        for package, milliseconds in sums.most_common():
            if package not in small:
                yield Measurement(
                    name=f"  {package}, {modules[package]} modules",
                    ours=milliseconds,
                    correct=milliseconds > 0,
                )
        rest = sum(sums[package] for package in small)
        yield Measurement(
            name=f"  others, {sum(modules[package] for package in small)} modules",
            ours=rest,
            correct=rest > 0,
        )


def _alone(words: Sequence[str], rounds: int) -> dict[str, float]:
    """How many milliseconds each module takes without those that it imports: the quickest of some rounds."""
    best: dict[str, float] = {}
    command = [sys.executable, "-X", "importtime", "-m", "sanhui", *words]
    for _round in range(rounds + 1):  # the first one compiles
        done = subprocess.run(command, env=variables(), capture_output=True, encoding="utf-8", check=True)
        for line in _LINE.finditer(done.stderr):
            best[line["name"]] = min(best.get(line["name"], 1e9), int(line["alone"]) / 1000)
    return best


def _package(module: str) -> str:
    first, _point, rest = module.partition(".")
    if first == "sanhui":
        return f"sanhui.{rest.partition('.')[0]}" if rest else first
    return (
        "the standard library"
        if first.lstrip("_") in _STANDARD or first in sys.stdlib_module_names
        else first
    )


_STANDARD = frozenset({"frozen_importlib", "frozen_importlib_external", "sysconfigdata"})
