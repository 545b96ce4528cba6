"""An office at work: a branch with a quarter on record, for the reports and documents that are made of it."""

from __future__ import annotations

from pathlib import Path

from records import PLAN, branch, clerk

#: Some days after the first quarter.
NOW = "2026-04-10T10:00"
_CHANGES = """
[[change]]
session = "study/2026-W13"
to = 2026-03-25T15:00:00
reason = "与局务会冲突"

[[change]]
session = "committee/2026-02"
cancelled = true
reason = "班子调整"
"""


def office(folder: Path, plan: str = PLAN, *, changes: str = _CHANGES) -> Path:
    """The folder of a branch that recorded some sessions of the first quarter; gives the plan.

    Of eleven weeks of study three were recorded (张三 absent twice, once made up, 李四 on leave once), one meeting of the
    committee, and the general meeting with a vote.
    """
    branch(folder, plan=plan + changes)
    for words in (
        ("attend", "study/2026-W02", "--all-present"),
        ("attend", "study/2026-W03", "--absent", "张三", "--leave", "李四:公差"),
        ("attend", "study/2026-W04", "--absent", "张三"),
        ("makeup", "record", "study/2026-W03", "张三", "--on", "2026-01-20", "--how", "自学"),
        ("attend", "committee/2026-01", "--all-present"),
        ("attend", "general/2026-Q1", "--all-present"),
        ("held", "general/2026-Q1", "--chair", "甲同志", "--vote", "年度计划: 赞成4 反对0 弃权0"),
    ):
        done = clerk(folder, *words, now=NOW)
        assert done.code == 0, done.err
    return folder / "plan.toml"
