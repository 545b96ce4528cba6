"""Small plan files, and what the checks find in them."""

from __future__ import annotations

from pathlib import Path

from sanhui.checks import Finding, check
from sanhui.plan.load import load
from sanhui.plan.model import Plan
from sanhui.schedule.expand import expand

ROSTER = """\
编号,姓名,党小组,职务,状态
01,甲同志,第一党小组,支部书记、支部委员,正式党员
02,乙同志,第二党小组,组织委员、支部委员,正式党员
03,张三,第一党小组,,正式党员
04,李四,第二党小组,科普部部长,预备党员
"""


def write_plan(folder: Path, *activities: str, year: int = 2026, head: str = "", roster: str = "") -> Path:
    """A plan file; each activity is TOML lines, and is called a and 活动a, b and 活动b, and so on."""
    lines = ["[plan]", 'id = "p"', f"year = {year}", 'title = "计划"']
    if roster:
        (folder / "roster.csv").write_text(roster, encoding="utf-8")
        lines.append('roster = "roster.csv"')
    lines.append(head)
    for name, activity in zip("abcdefgh", activities, strict=False):
        lines += ["[[activity]]", f'id = "{name}"', f'title = "活动{name}"']
        if not activity.startswith("kind"):
            lines.append('kind = "集中学习"')
        lines.append(activity)
    path = folder / "plan.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def small_plan(folder: Path, *activities: str, year: int = 2026, head: str = "", roster: str = "") -> Plan:
    """The same, loaded."""
    return load(write_plan(folder, *activities, year=year, head=head, roster=roster))


def found(
    code: str, folder: Path, *activities: str, year: int = 2026, head: str = "", roster: str = ""
) -> list[Finding]:
    """What one rule finds in such a plan."""
    plan = small_plan(folder, *activities, year=year, head=head, roster=roster)
    return [finding for finding in check(expand(plan)) if finding.code == code]


def said(
    code: str, folder: Path, *activities: str, year: int = 2026, head: str = "", roster: str = ""
) -> list[str]:
    """The messages of one rule about such a plan."""
    return [
        finding.message for finding in found(code, folder, *activities, year=year, head=head, roster=roster)
    ]
