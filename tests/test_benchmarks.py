"""The benchmarks run, and what they measure is right: a small amount of each, in one round. Nothing is said of how quick."""

import json
import re
import shutil
from pathlib import Path

import pytest
from benchmarks import one_plan
from benchmarks.__main__ import NAMES, ROOT, main

from handmade import plan
from sanhui.schedule.expand import expand


@pytest.mark.slow
def test_every_benchmark_measures_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    """Each row of the table has a time, and none a wrong answer."""
    assert 0 == main(["--size", "0.01", "--rounds", "1", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert {"sanhui", "Python", "system", "processors"} == found["machine"].keys()
    timed = [each for each in found["measurements"] if each["ours"] is not None]
    assert len(timed) >= len(NAMES)
    assert all(each["correct"] for each in timed)
    assert all(each["ratio"] > 0 for each in timed if each["theirs"] is not None)


def test_a_peer_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A row without numbers, which is neither right nor wrong."""
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    row = one_plan._beside_remind(tmp_path, tmp_path, expand(plan()), [], 1)
    assert (None, None, None) == (row.ours, row.ratio, row.correct)
    assert "remind is not installed" in row.remark


def test_a_name_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """With those that there are."""
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "one_plan" in capsys.readouterr().err


def test_both_languages_tell_the_same() -> None:
    """The tables of the two READMEs have the same names and numbers, row by row, and every benchmark is in them."""
    facts = {}
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / "benchmarks" / name).read_text(encoding="utf-8")
        rows = [line for line in text.splitlines() if line.startswith("|")]
        facts[name] = [sorted(re.findall(r"`[^`]+`|\d[\d.,]*", row)) for row in rows]
    assert facts["README.md"] == facts["README.zh-CN.md"]
    assert set() == {f"`{name}`" for name in NAMES} - {fact for row in facts["README.md"] for fact in row}
