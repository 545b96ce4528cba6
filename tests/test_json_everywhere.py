"""`--json` everywhere: every command that lists or tells something tells programs too, and stdout is nothing else then."""

import json
from pathlib import Path
from typing import Any

import pytest

from commandline import sanhui
from records import MEETING, PLAN, branch, clerk
from sanhui.cli.app import command
from test_cli_help import commands

#: What has no --json, and why.
WITHOUT = {
    "schema": "what it prints is JSON",
    "completion": "what it prints is a script",
    "notice": "a message for people; its data are those of “diff --json”",
    "config set": "it tells nothing; “config get --json” does",
    "config unset": "it tells nothing; “config get --json” does",
    "roster export": "the roster itself is what it writes",
    "holidays import": "the file of holidays is what it writes",
}
TASK = '\n[[task]]\nid = "order"\ntitle = "季度工单"\ndue = "每季度最后一个工作日"\nowner = "组织委员"\n'
FORUM = '\n[[activity]]\nid = "forum"\ntitle = "大讲堂"\nkind = "辅导"\nwhen = "每季度1次"\n'


def _leaves() -> dict[str, Any]:
    return {" ".join(path): each for path, each in commands(command()) if not hasattr(each, "commands")}


def test_every_command_has_it_or_says_why_not() -> None:
    """A new command that prints something has --json, or stands in the list above with the reason."""
    lacking = {
        name
        for name, each in _leaves().items()
        if not name.startswith("export ")  # the file is what it writes
        and not any("--json" in parameter.opts for parameter in each.params)
    }
    assert set() == lacking - WITHOUT.keys()
    assert set() == {name for name in WITHOUT if name in _leaves()} - lacking


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch with a task, and a session without a day; its meeting of 9 March is recorded."""
    plan = PLAN.replace("[defaults]", 'rules = ["支部工作条例"]\n\n[defaults]')
    path = branch(tmp_path_factory.mktemp("json"), plan=plan + TASK + FORUM)
    assert 0 == clerk(path, "attend", MEETING, "--absent", "张三").code
    return path


RECORDERS = (
    ("task", "done", "order/2026-Q1"),
    ("task", "reopen", "order/2026-Q1", "--reason", "数字有误"),
    ("leave", "add", "李四", "4月13日", "--type", "公差"),
    ("leave", "cancel", "李四", "4月13日"),
    ("makeup", "record", MEETING, "张三", "--how", "自学"),
    ("makeup", "undo", MEETING, "张三"),
    ("points", "add", "张三", "2", "--reason", "获奖"),
    ("points", "remove", "张三", "1", "--reason", "误记"),
    ("attach", "add", MEETING, "记录.txt", "--sort", "会议记录"),
    ("attach", "remove", MEETING, "记录.txt"),
    ("waive", "add", "group-meeting", "2026-02", "--reason", "外出", "--by", "甲同志"),
    ("waive", "withdraw", "group-meeting", "2026-02", "--reason", "误记"),
    ("ledger", "undo"),
)


def test_what_records_prints_its_change(folder: Path) -> None:
    """It is what `ledger log` says of it: who, when, by which command, and each row before and after."""
    (folder / "记录.txt").write_text("记录", encoding="utf-8")
    for words in RECORDERS:
        done = clerk(folder, *words, "--json")
        assert (0, True) == (done.code, done.out.startswith("{")), (words, done)
        change = json.loads(done.out)
        logged = json.loads(clerk(folder, "ledger", "log", "--json").out)[-1]
        assert logged == change
        assert change["command"].startswith(words[0])
        assert change["entries"]
    again = clerk(folder, "attach", "add", MEETING, "记录.txt", "--sort", "会议记录", "--json")
    assert "attach" == json.loads(again.out)["command"]
    again = clerk(folder, "attach", "add", MEETING, "记录.txt", "--sort", "会议记录", "--json")
    assert (0, "null\n") == (again.code, again.out)  # nothing new, no change


def test_copies_of_a_ledger_tell_their_head(folder: Path, tmp_path: Path) -> None:
    """Backup, restore and import say which file it is and how far its log goes."""
    head = json.loads(clerk(folder, "ledger", "info", "--json").out)
    for words in (
        ("backup", tmp_path / "b.db"),
        ("restore", tmp_path / "b.db", "--yes", "--ledger", tmp_path / "c.db"),
        ("restore", tmp_path / "b.db", "--yes", "--ledger", tmp_path / "c.db"),
    ):
        told = json.loads(clerk(folder, "ledger", *words, "--json").out)
        assert (head["entries"], head["head"]) == (told["entries"], told["head"])
    assert Path(told["former"]).exists()
    clerk(folder, "ledger", "export", tmp_path / "plain")
    told = json.loads(
        clerk(folder, "ledger", "import", tmp_path / "plain", "--ledger", tmp_path / "d.db", "--json").out
    )
    assert (str(tmp_path / "d.db"), head["entries"], None) == (told["file"], told["entries"], told["former"])


def test_changes_of_the_plan(tmp_path: Path) -> None:
    """The session before and after, as `show` has it; the same for a trial, for what is new, and for what is taken back."""
    branch(tmp_path, plan=PLAN + FORUM)
    shown = {each["id"]: each for each in json.loads(clerk(tmp_path, "show", "--json").out)["sessions"]}
    tried = json.loads(clerk(tmp_path, "move", MEETING, "--to", "3月11日", "--dry-run", "--json").out)
    moved = json.loads(clerk(tmp_path, "move", MEETING, "--to", "3月11日", "--json").out)
    assert {**tried, "written": True} == moved
    assert shown[MEETING] == moved["was"]
    assert "2026-03-11T15:00:00+08:00" == moved["now"]["start"]
    assert ("zb-2026", "move", []) == (moved["plan"], moved["action"], moved["findings"])
    taken = json.loads(clerk(tmp_path, "undo", "--json").out)
    assert ("move", moved["now"], moved["was"]) == (taken["undone"], taken["was"], taken["now"])
    for words, key, value in (
        (("cancel", MEETING), "status", "cancelled"),
        (("note", "study/2026-W12", "--topic", "新质生产力"), "topic", "新质生产力"),
        (("fix", "forum/2026-Q2", "5月20日 14:30"), "start", "2026-05-20T14:30:00+08:00"),
        (("add", "study", "--to", "3月12日"), "status", "added"),
    ):
        done = clerk(tmp_path, *words, "--json")
        assert value == json.loads(done.out)["now"][key], done


def test_how_a_session_came_to_its_day(tmp_path: Path) -> None:
    """The session, the rule that gave its day, and the sentences, in the plan's language whoever asks."""
    branch(tmp_path)
    told = [
        json.loads(clerk(tmp_path, "explain", "committee/2026-01", "--json", SANHUI_LANG=speech).out)
        for speech in ("zh", "en")
    ]
    assert told[0] == told[1]
    assert ("每月10日 15:00", "postpone") == (told[0]["when"], told[0]["on_holiday"])
    assert "committee/2026-01" == told[0]["session"]["id"]
    spoken = clerk(tmp_path, "explain", "committee/2026-01", SANHUI_LANG="zh").out
    assert [f"- {sentence}" for sentence in told[0]["told"]] == [
        line for line in spoken.replace("\n  ", "").splitlines() if line.startswith("- ")
    ]


def test_a_roster_that_is_renewed_and_a_plan_that_is_made(tmp_path: Path) -> None:
    """What differs and whether it was written; which files came into being."""
    branch(tmp_path)
    table = tmp_path / "new.csv"
    table.write_text("姓名,党小组\n张三,第二党小组\n孙七,第一党小组\n", encoding="utf-8")
    told = [
        json.loads(clerk(tmp_path, "roster", "import", table, way, "--json").out)
        for way in ("--dry-run", "--yes")
    ]
    assert {**told[0], "written": True} == told[1]
    assert {("changed", "张三"), ("new", "孙七")} == {
        (each["change"], each["name"]) for each in told[0]["differences"]
    }
    made = json.loads(sanhui("init", tmp_path / "fresh", "--yes", "--json").out)
    assert made["plan"] in made["files"]
    assert all(Path(file).exists() for file in made["files"])
