"""`make coverage` counts branches alone: lines that are run hide the ways that nobody went."""

import json
import subprocess
import sys
from pathlib import Path

import branch_coverage
import pytest

from commandline import unmeasured

#: Two ways, of which one is gone; of all its lines and ways together 95 % are taken.
HALF = "def half(n):\n    if n:\n" + "        n += 1\n" * 18 + "    return n\n\n\nhalf(1)\n"


def measured(folder: Path, text: str) -> Path:
    """What coverage says of a module of the package, which is run."""
    module = folder / "src/sanhui/plan/half.py"
    module.parent.mkdir(parents=True)
    module.write_text(text, encoding="utf-8")
    for words in (["run", "--branch", str(module)], ["json", "-q"]):
        command = [sys.executable, "-m", "coverage", *words]
        subprocess.run(command, cwd=folder, env=unmeasured(), check=True, timeout=60)
    return folder / "coverage.json"


def test_branches_alone_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A package is named with what it lacks; coverage itself would have let it pass."""
    report = measured(tmp_path, HALF)
    assert json.loads(report.read_text(encoding="utf-8"))["totals"]["percent_covered"] > branch_coverage.LEAST
    assert 1 == branch_coverage.main([str(report)])
    told = capsys.readouterr()
    assert ["package missing of taken", "plan 1 2 50.0 %", "all 1 2 50.0 %"] == [
        " ".join(line.split()) for line in told.out.splitlines()
    ]
    assert "at least 95.0 % are wanted" in told.err


@pytest.mark.parametrize(("missing", "code"), [(50, 0), (51, 1)])
def test_the_limit(missing: int, code: int, tmp_path: Path) -> None:
    """Rounded down: 94.9 is not 95."""
    summary = {"num_branches": 1000, "missing_branches": missing}
    files = {"src/sanhui/cli/plan/show.py": {"summary": summary}, "src/sanhui/files.py": {"summary": summary}}
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": files}), encoding="utf-8")
    assert code == branch_coverage.main([str(report)])
