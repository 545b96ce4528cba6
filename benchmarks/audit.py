"""How long `sanhui audit` takes for a year of a branch, from the start of the process to its end, beside a bare Typer program.

    python benchmarks/audit.py [--pairs N]

60 sessions that were held, 50 members, all rulebooks. The two run in turn; the ratio is the median of the pairs' ratios.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sanhui.ledger import held, marks, plans
from sanhui.ledger.log import Stamp
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger
from sanhui.plan.load import load
from sanhui.schedule.expand import expand

ROOT = Path(__file__).resolve().parent.parent
BARE = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None:\n    print('x')\napp()\n"
KINDS = ("支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日")


def main() -> int:
    """Run the pairs and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=9, help="how many pairs of runs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = _write(folder)
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        ours = [sys.executable, "-m", "sanhui", "audit", "plan.toml", "--as-of", "2026-12-31"]
        bare = [sys.executable, "bare.py"]
        _run(ours, folder), _run(bare, folder)
        pairs = [(_run(ours, folder), _run(bare, folder)) for _pair in range(max(3, given.pairs))]
    print(f"{count} sessions, 50 members, {len(pairs)} pairs of runs, medians")
    for label, times in zip(("sanhui audit", "bare Typer"), zip(*pairs, strict=True), strict=True):
        print(f"{label:13}{statistics.median(times):6.3f} s")
    print(f"ratio        {statistics.median(one / other for one, other in pairs):6.2f}")
    return 0


def _write(folder: Path) -> int:
    """A plan of 60 sessions with its roster and its ledger; gives how many sessions were recorded."""
    lines = ["编号,姓名,党小组,职务,状态"]
    lines += [
        f"{n:02},成员{n},{'一二三四五'[n % 5]}组,{'支部书记' if n == 0 else ''},正式党员" for n in range(50)
    ]
    (folder / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = [
        "[plan]",
        'id = "p"',
        "year = 2026",
        'title = "计划"',
        'organization = "支部"',
        'roster = "roster.csv"',
    ]
    text += [
        'rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "中心组学习规则", "党员教育培训工作规划"]'
    ]
    for number, kind in enumerate(KINDS):
        text += ["[[activity]]", f'id = "a{number}"', f'title = "{kind}"', f'kind = "{kind}"']
        text += [f'when = "每月{number * 5 + 3}日 15:00"', 'audience = "全体党员"', "hours = 2"]
    (folder / "plan.toml").write_text("\n".join(text) + "\n", encoding="utf-8")
    schedule = expand(load(folder / "plan.toml"))
    plan = schedule.plan
    assert plan.roster is not None
    at = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)
    with (
        open_ledger(folder / "ledger.db") as ledger,
        ledger.change(Stamp("甲同志", at, "benchmark", "")) as change,
    ):
        plans.enter(change, plan.id, plan.year, plan.organization)
        for each in schedule.sessions:
            held.record(
                change,
                held.Held(plan=plan.id, session=each.id, day=each.day, kinds=each.kinds, hours=each.hours),
            )
            rows = [
                Marked(
                    plan=plan.id,
                    session=each.id,
                    member=who.key,
                    name=who.name,
                    mark="present",
                    votes=True,
                    group=who.group,
                    day=each.day,
                )
                for who in plan.roster.on(each.day)
            ]
            marks.record(change, rows)
    return len(schedule.sessions)


def _run(command: list[str], folder: Path) -> float:
    """Seconds from the start of the process to its end."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(folder)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
