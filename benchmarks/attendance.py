"""How long `sanhui attendance` takes for a year of a branch, from the start of the process to its end.

    python benchmarks/attendance.py [--rounds N]

A branch of 50 members with 60 recorded sessions is asked every question in turn, between runs of a program that only has
Typer, so that a busy machine slows both. The ratio is the median of the pairs' ratios. Every answer is checked against sums
that are worked out here: a fast wrong answer is none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sanhui.ledger import held, marks, plans
from sanhui.ledger.held import Held
from sanhui.ledger.log import Stamp
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger

ROOT = Path(__file__).resolve().parent.parent
MEMBERS, SESSIONS = 50, 60
BODY = "示例支部"
#: The marks go round: of every ten rows, seven are present, one late, one on leave, one absent.
ROUND = (*["present"] * 7, "late", "leave-duty", "absent")
QUESTIONS = (
    *(["--by", by] for by in ("session", "member", "group", "kind", "month", "quarter", "half", "year")),
    ["--matrix"],
    ["--below", "85%"],
    ["--member", "07"],
    ["--period", "2026-Q2", "--kind", "集中学习", "--group", "第一党小组"],
)
BARE = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): print('{}')\napp()\n"


def main() -> int:
    """Make the branch, ask it everything, print the table; the exit code is 1 if a sum is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = _make(folder)
        bare = folder / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        start = [
            sys.executable,
            "-m",
            "sanhui",
            "attendance",
            str(folder / "plan.toml"),
            "--today",
            "2026-12-31",
        ]
        commands = [[*start, *question] for question in QUESTIONS]
        total = json.loads(_run([*start, "--json"], folder)[1])["total"]
        _run([sys.executable, str(bare)], folder)  # once before, so that all find their bytecode compiled
        seconds: dict[int, list[float]] = {number: [] for number in range(len(commands))}
        ratios = []
        for _round in range(max(3, given.rounds)):
            for number, command in enumerate(commands):
                ours, theirs = _run(command, folder)[0], _run([sys.executable, str(bare)], folder)[0]
                seconds[number].append(ours)
                ratios.append(ours / theirs)
    print(f"{MEMBERS} members, {SESSIONS} sessions, {MEMBERS * SESSIONS} marks; medians of whole processes")
    for number, question in enumerate(QUESTIONS):
        print(f"{statistics.median(seconds[number]):6.3f} s  sanhui attendance {' '.join(question)}")
    slowest = max(statistics.median(each) for each in seconds.values())
    print(f"slowest {slowest:.3f} s; ratio to a bare Typer program {statistics.median(ratios):.2f}")
    right = expected == {key: total[key] for key in expected}
    print("the sums are right" if right else f"WRONG: {total} instead of {expected}")
    return 0 if right else 1


def _run(command: list[str], folder: Path) -> tuple[float, str]:
    """Seconds from the start of the process to its end, and what it printed; below --below exits 1, and that is fine."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return seconds, done.stdout


def _make(folder: Path) -> dict[str, int]:
    """A plan, a roster and a ledger; gives what the sums must be."""
    rows = [f"{n:02},党员{n:02},第{'一二三四五'[n % 5]}党小组,,正式党员" for n in range(MEMBERS)]
    (folder / "roster.csv").write_text("\n".join(["编号,姓名,党小组,职务,状态", *rows]), encoding="utf-8")
    (folder / "plan.toml").write_text(
        f'[plan]\nid = "b"\nyear = 2026\ntitle = "计划"\norganization = "{BODY}"\nroster = "roster.csv"\n'
        '[[activity]]\nid = "study"\ntitle = "集中学习"\nkind = "集中学习"\nwhen = "每周三 15:00"\nhours = 2\n',
        encoding="utf-8",
    )
    now = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)
    counts = dict.fromkeys(ROUND, 0)
    stamp = Stamp("甲同志", now, "attend")
    with open_ledger(folder / "ledger.db") as ledger, ledger.change(stamp) as change:
        plans.enter(change, "b", 2026, BODY)
        for number in range(SESSIONS):
            day = dt.date(2026, 1, 7) + dt.timedelta(days=6 * number)
            session = f"study/{day}"
            kinds = ("study", "lecture") if number % 4 == 0 else ("study",)
            held.record(
                change, Held(plan="b", session=session, day=day, title="集中学习", hours=2.0, kinds=kinds)
            )
            found = []
            for member in range(MEMBERS):
                mark = ROUND[(number * 7 + member * 3) % len(ROUND)]
                counts[mark] += 1
                group = f"第{'一二三四五'[member % 5]}党小组"
                found.append(
                    Marked(
                        plan="b",
                        session=session,
                        member=f"{member:02}",
                        name=f"党员{member:02}",
                        mark=mark,
                        votes=True,
                        group=group,
                        day=day,
                    )
                )
            marks.record(change, found)
    present = counts["present"] + counts["late"]
    return {
        "due": MEMBERS * SESSIONS,
        "present": present,
        "late": counts["late"],
        "leave": counts["leave-duty"],
        "absent": counts["absent"],
    }


if __name__ == "__main__":
    sys.exit(main())
