"""Runs the benchmarks and prints their table: `python benchmarks [NAME…] [--json] [--rounds N] [--size X]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # run as `python benchmarks`, from anywhere

from benchmarks.measuring import Measurement  # noqa: E402

#: The modules, in the order of the table. Each has `measure(folder, size, rounds)`.
NAMES = (
    "startup",
    "imports",
    "one_plan",
    "bulk_writing",
    "parsing",
    "language",
    "audit",
    "attendance",
    "recording",
    "meeting_file",
)
_HEADS = ("", "sanhui", "peer", "ratio", "right", "against")


def main(argv: Sequence[str] | None = None) -> int:
    """Run what is asked for; the exit code is 1 if an answer is wrong, for a quick wrong answer is none."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").partition(":")[0] + ".")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these: " + ", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=9, help="pairs of runs of each")
    parser.add_argument(
        "--size", type=float, default=1.0, help="a share of the usual amounts: 0.1 is a tenth"
    )
    given = parser.parse_args(argv)
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
    found: list[Measurement] = []
    for name in given.names or NAMES:
        if sys.stderr.isatty():
            print(f"{name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            module = import_module(f"benchmarks.{name}")
            found += module.measure(Path(folder), given.size, max(1, given.rounds))
    if given.json:
        print(json.dumps({"machine": machine(), "measurements": msgspec.to_builtins(found)}, indent=2))
    else:
        print(" · ".join(f"{key} {value}" for key, value in machine().items()))
        print(f"{given.rounds} rounds, size {given.size:g}\n")
        print("\n".join(table(found)))
    return int(any(each.correct is False for each in found))


def machine() -> dict[str, str]:
    """What the numbers depend on."""
    return {
        "sanhui": version("sanhui"),
        "Python": platform.python_version(),
        "system": platform.platform(terse=True),
        "processors": str(os.cpu_count()),
    }


def table(found: Iterable[Measurement]) -> list[str]:
    """A line for each measurement, in columns, and below it what is to be said about it."""
    rows = [(_HEADS, "")] + [(_cells(each), each.remark) for each in found]
    widths = [max(len(cells[n]) for cells, _remark in rows) for n in range(len(_HEADS))]
    lines = []
    for cells, remark in rows:
        line = "  ".join(
            cell.rjust(width) if 0 < n < 4 else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        lines += [line.rstrip(), *([f"  {remark}"] if remark else [])]
    return lines


def _cells(each: Measurement) -> tuple[str, ...]:
    right = {True: "yes", False: "NO", None: "—"}[each.correct]
    ratio = "—" if each.ratio is None else f"{each.ratio:.2f}"
    return each.name, _amount(each.ours, each.unit), _amount(each.theirs, each.unit), ratio, right, each.peer


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"


if __name__ == "__main__":
    sys.exit(main())
