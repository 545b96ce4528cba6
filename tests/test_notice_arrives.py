"""A plan is written before its year's notice exists; the notice arrives; everybody is told what moves."""

import json
from pathlib import Path

from commandline import sanhui

NOTICE = Path(__file__).parent / "notices" / "2027-invented.txt"
PLAN = """\
[plan]
id = "branch-2027"
year = 2027
title = "某支部2027年度计划"
{holidays}
[[activity]]
id = "study"
title = "集中学习"
kind = "集中学习"
when = "每周一 15:00"

[[activity]]
id = "theme-day"
title = "主题党日"
kind = "主题党日"
when = "每月第一个周五 14:30，遇节假日顺延"
"""


def test_from_provisional_to_official(tmp_path: Path) -> None:
    """Import the notice, name it in the plan: nothing of 2027 is provisional any more, and `check` names what moved."""
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.format(holidays=""), encoding="utf-8")
    before = json.loads(sanhui("show", str(plan), "--json").out)
    assert {True} == {session["provisional"] for session in before["sessions"]}

    imported = sanhui("holidays", "import", str(NOTICE), "-o", str(tmp_path / "2027.toml"))
    assert 0 == imported.code
    plan.write_text(PLAN.format(holidays='holidays = ["2027.toml"]'), encoding="utf-8")
    after = json.loads(sanhui("show", str(plan), "--json").out)
    assert {False} == {session["provisional"] for session in after["sessions"]}

    days = [
        {session["id"]: (session["start"] or "")[:10] for session in shown["sessions"]}
        for shown in (before, after)
    ]
    moved = {each for each in days[1] if days[0].get(each) != days[1][each]}
    assert moved
    findings = json.loads(sanhui("check", str(plan), "--json").out)
    named = {
        each for finding in findings if finding["code"] == "moved-by-notice" for each in finding["sessions"]
    }
    assert moved == named
