"""A small branch with a roster and a plan, for tests of what is recorded."""

from __future__ import annotations

from pathlib import Path

from commandline import Outcome, sanhui, write

ROSTER = """\
编号,姓名,党小组,职务,状态
01,甲同志,第一党小组,支部书记、支部委员,正式党员
02,乙同志,第二党小组,组织委员、支部委员,正式党员
03,张三,第一党小组,,正式党员
04,李四,第二党小组,科普部部长,预备党员
05,王五,第二党小组,,正式党员
"""
PLAN = """\
[plan]
id = "zb-2026"
year = 2026
title = "计划"
organization = "示例支部"
roster = "roster.csv"

[defaults]
time = "15:00"
duration = "90分钟"
place = "三楼会议室"

[[activity]]
id = "study"
title = "每周有学习"
kind = "集中学习"
when = "每周一"
audience = "全体党员"

[[activity]]
id = "general"
title = "支部党员大会"
kind = "支部党员大会"
when = "每季度最后一个工作日"
audience = "全体党员"

[[activity]]
id = "committee"
title = "支委会"
kind = "支部委员会会议"
when = "每月10日"
audience = "支部委员"
"""
#: Three days on end, of which the plan says no hour.
TRAINING = """
[[activity]]
id = "training"
title = "集中培训"
kind = "党员培训"
when = "5月11日"
duration = "3天"
audience = "全体党员"
"""
#: Some days after the sessions that the tests record.
NOW = "2026-04-10T10:00+08:00"
MEETING = "study/2026-W11"  # Monday 9 March 2026, 15:00 to 16:30


def branch(folder: Path, roster: str = ROSTER, plan: str = PLAN) -> Path:
    """The folder with the plan and its roster."""
    write(folder, roster, "roster.csv")
    write(folder, plan)
    return folder


def clerk(folder: Path, *words: object, now: str = NOW, actor: str = "甲同志", **environment: str) -> Outcome:
    """A command of somebody who records, in that folder."""
    return sanhui(*words, folder=folder, SANHUI_NOW=now, SANHUI_ACTOR=actor, COLUMNS="80", **environment)
