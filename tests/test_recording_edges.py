"""What commands about the record say at its edges: when there is nothing, when a name is nobody's, when a reason is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commandline import Outcome
from records import MEETING, PLAN, ROSTER, branch, clerk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return branch(tmp_path)


def told(folder: Path, *words: object) -> str:
    """What is printed and said."""
    done = clerk(folder, *words)
    return done.out + done.err


def refused(outcome: Outcome) -> str:
    """What is said when wrong words are refused, and nothing is recorded."""
    assert (2, "") == (outcome.code, outcome.out), outcome.err
    return outcome.err


def test_nothing_is_said_to_be_nothing(folder: Path) -> None:
    """An empty record is told in words, and as an empty list for programs."""
    assert "Nothing is recorded for 2026" in told(folder, "attendance")
    assert "Nothing is owed." in told(folder, "makeup", "list")
    assert "No session is recorded yet." in told(folder, "attach", "list")
    assert "No reasons were recorded." in told(folder, "waive", "list")
    assert "No tasks." in told(folder, "task", "list")
    assert [] == json.loads(clerk(folder, "waive", "list", "--json").out)["waivers"]


def test_a_plan_without_a_roster_knows_nobody(tmp_path: Path) -> None:
    """Whatever needs to know who is meant says so."""
    folder = branch(tmp_path, plan=PLAN.replace('roster = "roster.csv"\n', ""))
    assert "no roster" in refused(clerk(folder, "leave", "add", "张三", "4月1日", "4月3日", "--type", "公差"))
    assert "no roster" in refused(clerk(folder, "points", "list", "--member", "张三"))
    assert "no roster" in refused(clerk(folder, "points", "add", "张三", "2", "--reason", "x"))


def test_leaves_are_listed_from_a_day_on(folder: Path) -> None:
    """What is over by then is left out."""
    for first, last in (("3月2日", "3月6日"), ("4月1日", "4月3日")):
        assert 0 == clerk(folder, "leave", "add", "张三", first, last, "--type", "公差").code
    assert 2 == clerk(folder, "leave", "list").out.count("张三")
    assert 1 == clerk(folder, "leave", "list", "--from", "3月10日").out.count("张三")


def test_reasons_are_refused_that_are_none(folder: Path) -> None:
    """Blank ones, those whose day is over, those for a rule, a period or a name that there is not."""
    said = ("--by", "甲同志")
    waive = ("waive", "general-meeting", "2026-Q1")
    assert "say something" in refused(clerk(folder, *waive, "--reason", " ", *said))
    assert "this day is over" in refused(
        clerk(folder, *waive, "--reason", "x", *said, "--until", "2026-04-01")
    )
    assert "this day is over" in refused(clerk(folder, *waive, "--reason", "x", *said, "--until", "4月1日"))
    assert "no such reason" in refused(clerk(folder, "waive", "withdraw", "general-meeting", "2026-Q1"))
    assert "no rule of this plan" in refused(
        clerk(folder, "waive", "general-meating", "2026-Q1", "--reason", "x", *said)
    )
    assert "no such period" in refused(
        clerk(folder, "waive", "general-meeting", "2026-03", "--reason", "x", *said)
    )
    assert "neither a group" in refused(clerk(folder, *waive, "--reason", "x", *said, "--subject", "赵六"))


def test_a_reason_for_one_of_two_namesakes_asks_for_the_id(tmp_path: Path) -> None:
    """A name that one member has is enough; one that two have is not."""
    folder = branch(tmp_path, ROSTER + "06,张三,第二党小组,,正式党员\n")
    words = ("waive", "study-hours", "2026", "--reason", "病", "--by", "甲同志", "--subject")
    assert "name their id: 03, 06" in refused(clerk(folder, *words, "张三"))
    assert 0 == clerk(folder, *words, "王五").code
    assert 0 == clerk(folder, *words, "06").code
    listed = json.loads(clerk(folder, "waive", "list", "--json").out)["waivers"]
    assert {"05", "06"} == {each["subject"] for each in listed}


def test_an_audit_goes_where_it_is_sent(folder: Path) -> None:
    """As text into a file, like on the screen; a form or a firmness that there is not is refused."""
    shown = clerk(folder, "audit", "--as-of", "2026-04-10")
    assert "short" in shown.out
    clerk(folder, "audit", "--as-of", "2026-04-10", "-o", "audit.txt")
    kept = (folder / "audit.txt").read_text(encoding="utf-8")
    assert kept.startswith(shown.out.rstrip("\n"))
    assert "text, markdown, csv" in refused(clerk(folder, "audit", "--format", "pdf"))
    assert "须, 应当, 一般" in refused(clerk(folder, "audit", "--fail-on", "perhaps"))


def test_attendance_of_somebody_who_is_nobody(folder: Path) -> None:
    """A group, a kind or a member that neither plan nor record has is refused with the nearest."""
    clerk(folder, "attend", MEETING, "--all-present")
    assert "no group of this name" in refused(clerk(folder, "attendance", "--group", "第一党小族"))
    assert "张三" in refused(clerk(folder, "attendance", "--member", "张山"))


def test_the_log_tells_what_was_taken_back(folder: Path) -> None:
    """In the list and by itself, with the reason; and as JSON."""
    clerk(folder, "attend", MEETING, "--all-present")
    assert 0 == clerk(folder, "ledger", "undo", "--reason", "另一场").code
    listed = clerk(folder, "ledger", "log").out
    assert "taken back" in listed
    assert "No changes." in told(folder, "ledger", "log", "--session", "study/2026-W40")
    assert "另一场" in listed
    assert "taken back" in clerk(folder, "ledger", "log", "1").out
    number = json.loads(clerk(folder, "ledger", "log", "--json").out)[-1]["number"]
    assert "另一场" in clerk(folder, "ledger", "log", number).out
    assert number == json.loads(clerk(folder, "ledger", "log", number, "--json").out)[0]["number"]
