"""`sanhui task` and the tasks of `sanhui next`: what is due, and recording what was done."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from commandline import PLAN, sanhui, write

TASKS = (
    PLAN
    + """
tasks = [ { id = "notice", title = "发通知", before = "3个工作日", owner = "组织委员" } ]

[[task]]
id = "work-order"
title = "主体责任季度工单"
due = "每季度最后一个工作日"
owner = "组织委员、宣传委员"
list = "季度工单"
checklist = ["填报工单", "领导审签"]

[[task]]
id = "duties"
title = "一岗双责落实情况"
due = "每半年最后一个工作日"
owner = "张三"
list = "双责任清单"
"""
)
Q1 = "work-order/2026-Q1"


def listed(path: Path, *words: object) -> list[str]:
    """The ids of the tasks that are listed."""
    return [each["id"] for each in json.loads(sanhui("task", "list", path, *words, "--json").out)["tasks"]]


def task(path: Path, name: str, *words: object) -> dict[str, object]:
    """One task as JSON."""
    found: dict[str, object] = json.loads(sanhui("task", "show", name, path, *words, "--json").out)
    return found


def test_list(tmp_path: Path) -> None:
    """A row a task, in order of the day that it is due, with full-width characters aligned."""
    shown = sanhui("task", "list", write(tmp_path, TASKS), "--due", "7天", "--today", "2026-03-27").out
    assert [
        "Due        State      Task              Owner               Id",
        "03-31 Tue  in 4 days  主体责任季度工单  组织委员、宣传委员  work-order/2026-Q1",
        "                      0 of 2 ticked",
        "",
        "1 task, 1 due soon",
    ] == shown.splitlines()


def test_in_chinese_on_a_narrow_screen(tmp_path: Path) -> None:
    """Everything is Chinese, and no line is wider than the screen."""
    words = ("--lang", "zh", "task", "list", write(tmp_path, TASKS), "--today", "2026-04-02")
    shown = sanhui(*words, COLUMNS="70").out
    assert "逾期2天" in shown
    assert "还有89天" in shown
    assert "日期待定" in shown
    assert 70 >= max(map(cell_len, shown.splitlines()))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--due", "14"], [Q1]),
        (["--due", "一周"], [Q1]),
        (["--due", "3天"], []),
        (["--overdue"], []),
        (["--overdue", "--today", "2026-07-02"], [Q1, "work-order/2026-Q2", "duties/2026-H1"]),
        (["--owner", "宣传委员", "--due", "100天"], [Q1, "work-order/2026-Q2"]),
        (["--owner", "张三"], ["duties/2026-H1", "duties/2026-H2"]),
        (["--list", "双责任清单"], ["duties/2026-H1", "duties/2026-H2"]),
        (["--session", "forum/2026-Q2"], ["forum/2026-Q2/notice"]),
    ],
)
def test_filters(tmp_path: Path, words: list[str], expected: list[str]) -> None:
    """By day, owner, list and session; what is overdue is due."""
    today = [] if "--today" in words else ["--today", "2026-03-27"]
    assert sorted(expected) == sorted(listed(write(tmp_path, TASKS), *words, *today))


def test_done_and_reopened(tmp_path: Path) -> None:
    """What is done goes from the list, and comes back; the ledger beside the plan keeps both."""
    path = write(tmp_path, TASKS)
    near = ("--due", "7天", "--today", "2026-03-27")
    done = sanhui("task", "done", Q1, "--on", "2026年3月30日", "--note", "已报", folder=tmp_path)
    assert (0, "") == (done.code, done.out)
    said = "done: work-order/2026-Q1: 主体责任季度工单, Mon 30 March 2026, by 组织委员、宣传委员\n"
    assert said in done.err
    assert (tmp_path / "ledger.db").exists()
    assert [] == listed(path, *near)
    assert Q1 in listed(path, "--all", "--today", "2026-03-27")
    again = sanhui("task", "done", Q1, folder=tmp_path)
    assert (2, "") == again[:2]
    assert "was already done on Mon 30 March 2026 by 组织委员、宣传委员" in again.err
    assert 2 == sanhui("task", "reopen", Q1, path).code
    assert 2 == sanhui("task", "reopen", Q1, path, "--reason", " ").code
    assert 0 == sanhui("task", "reopen", Q1, path, "--reason", "漏了附件").code
    assert [Q1] == listed(path, *near)
    shown = sanhui("task", "show", Q1, path, "--today", "2026-03-27").out
    assert "recorded as done" in shown
    assert "taken back (漏了附件)" in shown


def test_several_at_once_or_none(tmp_path: Path) -> None:
    """One that cannot be recorded stops all of them."""
    path = write(tmp_path, TASKS)
    on = ("--plan", path, "--on", "2026-01-30", "--by", "李四")
    assert 0 == sanhui("task", "done", "duties/2026-H2", *on).code
    assert 2 == sanhui("task", "done", Q1, "duties/2026-H2", *on).code
    assert task(path, Q1)["done"] is None
    assert 0 == sanhui("task", "done", Q1, "duties/2026-H1", *on).code
    assert ("2026-01-30", "李四") == tuple(task(path, Q1)["done"][name] for name in ("on", "by"))  # type: ignore[index]


def test_items_of_a_checklist(tmp_path: Path) -> None:
    """One item is ticked and opened again, by its number; the task stays open."""
    path = write(tmp_path, TASKS)
    assert 0 == sanhui("task", "done", Q1, "--plan", path, "--item", 2, "--on", "2026-01-30").code
    shown = sanhui("task", "show", Q1, path, "--today", "2026-03-27").out
    assert "  1.  □  填报工单\n  2.  ✓  领导审签\n" in shown
    assert "1 of 2 ticked" in sanhui("task", "list", path, "--due", "7", "--today", "2026-03-27").out
    assert 0 == sanhui("task", "reopen", Q1, path, "--item", 2, "--reason", "记错").code
    assert [None, None] == [item["done"] for item in task(path, Q1)["items"]]  # type: ignore[attr-defined]
    wrong = sanhui("task", "done", Q1, "--plan", path, "--item", 3)
    assert (2, True) == (wrong.code, "its items are: 1 填报工单; 2 领导审签" in wrong.err)
    assert 2 == sanhui("task", "done", Q1, "duties/2026-H1", "--plan", path, "--item", 1).code


def test_lists_by_quarter(tmp_path: Path) -> None:
    """A list's tasks down, the quarters across: done, overdue, still open."""
    path = write(tmp_path, TASKS)
    sanhui("task", "done", Q1, "--plan", path, "--on", "2026-03-30")
    shown = sanhui("task", "list", path, "--list", "季度工单", "--today", "2026-07-27").out
    assert [
        "季度工单          2026-Q1  2026-Q2          2026-Q3     2026-Q4",
        "主体责任季度工单  ✓ 03-30  ! 06-30          □ 09-30     □ 12-31",
        "work-order                 27 days overdue  in 65 days  in 157 days",
        "",
        "4 tasks, 1 overdue, 2 open, 1 done",
    ] == shown.splitlines()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["done", "work-order"], "this may be 4 tasks"),
        (["done", "work-ordr/2026-Q1"], "did you mean “work-order/2026-Q1”"),
        (["done", Q1, "--on", "2999-01-01"], "is still to come"),
        (["done", Q1, "--on", "胡说"], "--on: “胡” is not understood here"),
        (["list", "--list", "季度"], "the plan has no such list"),
        (["list", "--due", "许久"], "--due: "),
        (["list", "--session", "无此场次/1"], "there is no such session"),
        (["list", "--ledger", "nowhere/ledger.db"], "nowhere/ledger.db: there is no such file"),
    ],
)
def test_what_is_refused(tmp_path: Path, words: list[str], message: str) -> None:
    """Wrong input has exit code 2, and no ledger is made for it."""
    write(tmp_path, TASKS)
    outcome = sanhui("task", *words, folder=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert message in outcome.err
    assert "done" in words or not (tmp_path / "ledger.db").exists()


def test_who_did_it_must_be_known(tmp_path: Path) -> None:
    """A task without an owner needs --by."""
    path = write(tmp_path, TASKS.replace('owner = "张三"\n', ""))
    outcome = sanhui("task", "done", "duties/2026-H1", "--plan", path)
    assert (2, True) == (outcome.code, "it is not said who did it" in outcome.err)
    assert 0 == sanhui("task", "done", "duties/2026-H1", "--plan", path, "--by", "李四").code


def test_by_the_holder_of_a_role(tmp_path: Path) -> None:
    """Who holds a role by the roster is asked for by name."""
    (tmp_path / "roster.csv").write_text("姓名,职务\n甲同志,组织委员\n张三,\n", encoding="utf-8")
    path = write(tmp_path, TASKS.replace("year = 2026\n", 'year = 2026\nroster = "roster.csv"\n', 1))
    found = listed(path, "--owner", "甲同志", "--today", "2026-01-05")
    assert {"work-order", "forum"} == {name.partition("/")[0] for name in found}


def test_another_ledger(tmp_path: Path) -> None:
    """--ledger names the file; looking makes none."""
    path, ledger = write(tmp_path, TASKS), tmp_path / "other.db"
    sanhui("task", "list", path, "--ledger", ledger)
    assert not ledger.exists()
    assert 0 == sanhui("task", "done", Q1, "--plan", path, "--ledger", ledger, "--on", "2026-03-30").code
    assert (False, True) == ((tmp_path / "ledger.db").exists(), ledger.exists())
    assert Q1 not in listed(path, "--ledger", ledger)


def test_next_shows_tasks_too(tmp_path: Path) -> None:
    """Below the sessions stands what is to be done by then, and what is overdue; what was done is not."""
    path = write(tmp_path, TASKS)
    words = ("next", path, "--today", "2026-07-01", "--days", "1")
    shown = sanhui(*words).out
    assert "To be done" in shown
    assert "1 day overdue" in shown
    sanhui("task", "done", "work-order/2026-Q2", "--plan", path, "--on", "2026-06-30")
    names = [each["id"] for each in json.loads(sanhui(*words, "--json").out)["tasks"]]
    assert [Q1, "duties/2026-H1"] == sorted(names, reverse=True)


def test_a_day_of_the_plan_may_have_gone_by(tmp_path: Path) -> None:
    """Done on 3月30日 is done in the plan's year, not on the 30 March to come."""
    path = write(tmp_path, TASKS)
    assert 0 == sanhui("task", "done", Q1, "--plan", path, "--on", "3月30日").code
    assert "30 March 2026" in sanhui("task", "show", Q1, path).out


def test_what_was_done_and_left_the_plan_is_told(tmp_path: Path) -> None:
    """With all tasks: a record outlives the line of the plan that it belonged to."""
    path = write(tmp_path, TASKS)
    assert 0 == sanhui("task", "done", Q1, "--plan", path).code
    assert "not in the plan" not in sanhui("task", "list", path, "--all").err
    write(tmp_path, PLAN)
    told = sanhui("task", "list", path, "--all").err
    assert f"In the ledger, and not in the plan any more: {Q1}" in told


def test_a_task_without_a_list_and_without_a_day(tmp_path: Path) -> None:
    """It says what there is to say, and no more; one without a day the days that it may take."""
    task = '[[task]]\nid = "order"\ntitle = "工单"\ndue = "每季度1次"\n'
    write(tmp_path, PLAN + task)
    shown = sanhui("task", "show", "order/2026-Q4", folder=tmp_path).out
    assert shown.startswith("order/2026-Q4: 工单\n  Due    Thu 31 December 2026\n")
    assert "Checklist" not in shown
    assert "Recorded" not in shown
