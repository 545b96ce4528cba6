"""How many branches of the program the tests take, by package; exit code 1 below 95 %. Reads what `coverage json` wrote.

    python tools/branch_coverage.py build/coverage.json

Coverage's own limit, `fail_under`, counts lines and branches together, and lines hide the branches that are missing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path, PurePath

LEAST = 95.0  # per cent


def branches(report: Path) -> tuple[Counter[str], Counter[str]]:
    """The branches that there are and those that no test takes, by package."""
    there: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for name, file in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        parts = PurePath(name.replace("\\", "/")).parts
        package = parts[parts.index("sanhui") + 1].removesuffix(".py")
        there[package] += file["summary"]["num_branches"]
        missing[package] += file["summary"]["missing_branches"]
    return there, missing


def share(there: int, missing: int) -> float:
    """The share that is taken, in per cent, rounded down: 94.99 is not 95."""
    return (there - missing) * 1000 // there / 10 if there else 100.0


def main(arguments: list[str]) -> int:
    """Print the packages with missing branches, the worst first, and the sum; tell whether it is enough."""
    there, missing = branches(Path(arguments[0]))
    sys.stdout.write(f"{'package':12} {'missing':>7} {'of':>6} {'taken':>8}\n")
    for package, n in missing.most_common():
        if n:
            sys.stdout.write(f"{package:12} {n:7} {there[package]:6} {share(there[package], n):6.1f} %\n")
    taken = share(there.total(), missing.total())
    sys.stdout.write(f"{'all':12} {missing.total():7} {there.total():6} {taken:6.1f} %\n")
    if taken < LEAST:
        sys.stderr.write(f"tests take {taken} % of the branches; at least {LEAST} % are wanted\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
