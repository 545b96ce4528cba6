"""What every benchmark shares: the shape of a measurement, pairs that run in turn, and whole processes.

The two of a pair run one after the other, so that a busy machine slows both; who begins changes from pair to pair. A ratio
is the median of the pairs' ratios, ours to the peer's: below 1, sanhui is the quicker.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

ROOT = Path(__file__).resolve().parent.parent
_NOTHING: Mapping[str, str] = {}
_BARE = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None:\n    print('{}')\napp()\n"


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. `correct` is None where nothing could be compared, since the peer is missing."""

    name: str
    unit: str = "ms"
    ours: float | None = None
    peer: str = ""  # with its version
    theirs: float | None = None
    ratio: float | None = None
    correct: bool | None = None
    remark: str = ""


class Pairs(NamedTuple):
    """What came of pairs of runs: the medians in seconds, and the medians of their ratios.

    `processor` is the ratio of the time that processes were at work, where the system tells; it does not count waiting.
    """

    ours: float
    theirs: float
    ratio: float
    processor: float | None


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> Pairs:
    """Run both once to warm up, then in pairs."""
    ours(), theirs()
    pairs = []
    for number in range(rounds):
        if number % 2:
            second, first = _both(theirs), _both(ours)
        else:
            first, second = _both(ours), _both(theirs)
        pairs.append((first, second))
    wall = [(first[0], second[0]) for first, second in pairs]
    processor = [first[1] / second[1] for first, second in pairs if second[1]]
    one, other = zip(*wall, strict=True)
    return Pairs(
        statistics.median(one),
        statistics.median(other),
        statistics.median(first / second for first, second in wall),
        statistics.median(processor) if processor else None,
    )


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    return _both(call)[0]


def _both(call: Callable[[], object]) -> tuple[float, float]:
    """How long a call takes, and how long its processes are at work; 0 where they are none, or the system does not tell."""
    start, worked = time.perf_counter(), _worked()
    call()
    return time.perf_counter() - start, _worked() - worked


def _worked() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compared(name: str, pairs: Pairs, peer: str, *, correct: bool, remark: str = "") -> Measurement:
    """The row of a pair."""
    return Measurement(
        name=name,
        ours=pairs.ours * 1000,
        peer=peer,
        theirs=pairs.theirs * 1000,
        ratio=pairs.ratio,
        correct=correct,
        remark=remark,
    )


def process(
    command: Sequence[str],
    folder: Path,
    *,
    codes: Sequence[int] = (0,),
    environ: Mapping[str, str] = _NOTHING,
) -> Callable[[], str]:
    """A process to be run in a folder, from its start to its end; it gives what was printed.

    Raises RuntimeError for another exit code.
    """

    def run() -> str:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**variables(), **environ},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode not in codes:
            raise RuntimeError(f"{command}: exit code {done.returncode}\n{done.stderr}")
        return done.stdout

    return run


def variables() -> dict[str, str]:
    """The environment of a process; an installed program is compiled, so what keeps Python from compiling is left out."""
    given = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    return given


def sanhui(*words: str) -> list[str]:
    """The command line of our program: the script that is installed, for `python -m` takes 4 ms to find out what to run."""
    script = Path(sys.executable).with_name("sanhui")
    return [*([str(script)] if script.exists() else [sys.executable, "-m", "sanhui"]), *words]


def bare_typer(folder: Path) -> list[str]:
    """The command line of a program that only has Typer."""
    program = folder / "bare.py"
    program.write_text(_BARE, encoding="utf-8")
    return [sys.executable, str(program)]
