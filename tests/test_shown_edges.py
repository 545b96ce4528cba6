"""What is shown of days, tasks, members and rules where they are not of the usual shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import sanhui, write
from records import MEETING, ROSTER, branch, clerk
from small_plans import ROSTER as MEMBERS
from small_plans import write_plan

HEAD = '[plan]\nid = "p"\nyear = 2026\ntitle = "计划"\nlanguage = "en"\n'
STUDY = ("study", "3月11日 15:00", "")
WHOLE = "all_day = true\n"
TASK = '[[task]]\nid = "{id}"\ntitle = "工单"\ndue = "{due}"\n'
OWN_RULE = """\
[rulebook]
id = "own"
zh = "本支部学习制度"
en = "Rules of the branch"
issued = "2026-01-01"

[[rule]]
id = "own-lecture"
zh = "党课每季度一次"
en = "a lecture every quarter"
article = "第一条"
wording = "每季度一次党课"
sort = "count"
kinds = ["党课"]
at_least = 1
period = "quarter"
severity = "should"
effective_from = 2026-04-01
effective_until = 2026-12-31
"""


def activity(name: str, when: str, more: str) -> str:
    """Its table."""
    return f'[[activity]]\nid = "{name}"\ntitle = "{name}"\nkind = "集中学习"\nwhen = "{when}"\n{more}'


def plan_of(folder: Path, name: str, *activities: tuple[str, str, str]) -> Path:
    """A plan with these activities: id, phrase, more."""
    return write(folder, HEAD + "".join(activity(*each) for each in activities), name)


def test_differences_of_days_that_are_several_or_none(tmp_path: Path) -> None:
    """Whole days from the first to the last, one whole day as one, and what has no day yet by the last it may take."""
    days = f'{WHOLE}duration = "3天"\n'
    old = plan_of(tmp_path, "old.toml", ("camp", "3月10日", days), ("day", "4月8日", WHOLE))
    new = plan_of(tmp_path, "new.toml", ("camp", "3月11日", days), ("forum", "每季度1次 9:00", ""))
    told = " ".join(sanhui("diff", old, new).out.split())
    for text in (
        "Tue 10 March 2026 to Thu 12 March 2026 → Wed 11 March 2026 to Fri 13 March 2026",
        "Wed 8 April 2026",
        "a day still to be fixed, by Tue 31 March 2026",
    ):
        assert text in told, told


def test_sessions_beyond_midnight_and_called_off(tmp_path: Path) -> None:
    """The end has its day; what is called off says so, where its time would stand."""
    path = plan_of(tmp_path, "plan.toml", ("night", "4月28日 22:00", 'duration = "3小时"\n'), STUDY)
    sanhui("cancel", "study/2026", path, "--reason", "出差")
    told = sanhui("show", path, COLUMNS="120").out
    assert "22:00-04-29 01:00" in told
    assert "cancelled" in told


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-03-30", "in 1 day"), ("2026-03-31", "due today"), ("2026-04-01", "1 day overdue")],
)
def test_tasks_by_the_day(tmp_path: Path, today: str, state: str) -> None:
    """The day itself is neither early nor late."""
    path = write(tmp_path, HEAD + TASK.format(id="order", due="2026年3月31日") + activity(*STUDY))
    assert state in sanhui("task", "list", path, "--today", today).out


def test_tasks_of_a_year_without_a_notice(tmp_path: Path) -> None:
    """Provisional, as sessions are."""
    text = HEAD.replace("2026", "2028") + TASK.format(id="order", due="每季度最后一个工作日")
    told = sanhui("task", "list", write(tmp_path, text + activity(*STUDY)), "--today", "2028-01-01").out
    assert 4 == told.count("provisional")


def test_a_member_by_himself(tmp_path: Path) -> None:
    """When somebody came and went."""
    folder = branch(tmp_path)
    assert (
        0
        == clerk(
            folder, "attend", MEETING, "--all-present", "--late", "张三:15:20", "--early", "王五:16:00"
        ).code
    )
    assert "came 15:20" in clerk(folder, "attendance", "--member", "张三").out
    assert "left 16:00" in clerk(folder, "attendance", "--member", "王五").out


def test_who_belonged_when(tmp_path: Path) -> None:
    """Those of other times are counted beside those of today."""
    rows = ROSTER.replace("状态\n", "状态,转出日期\n").replace("党员\n", "党员,\n")
    folder = branch(
        tmp_path, rows.replace("王五,第二党小组,,正式党员,", "王五,第二党小组,,正式党员,2026-02-28")
    )
    done = clerk(folder, "roster", "check")
    assert "1 more at other times" in done.out + done.err
    assert "第一党小组 2" in done.out + done.err


def test_a_rule_of_ones_own_says_where_and_since_when(tmp_path: Path) -> None:
    """Its file and line, and the days between which it is in force."""
    (tmp_path / "own.toml").write_text(OWN_RULE, encoding="utf-8")
    plan = write_plan(tmp_path, 'when = "每月第一个周五"', head='rules = ["own.toml"]', roster=MEMBERS)
    told = sanhui("rules", "show", "own-lecture", plan)
    assert "2026-04-01 to 2026-12-31" in told.out, told
    assert "own.toml:7" in told.out
