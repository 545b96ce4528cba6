"""`sanhui held`: what really happened at a session, and votes whose numbers can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from records import MEETING, PLAN, TRAINING, branch, clerk
from sanhui.ledger import held, marks
from sanhui.ledger.store import read_ledger

GENERAL = "general/2026-Q1"  # Tuesday 31 March 2026


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch, whose general meeting three of four with a vote attended."""
    branch(tmp_path)
    assert 0 == clerk(tmp_path, "attend", GENERAL, "--absent", "王五").code
    return tmp_path


def flat(text: str) -> str:
    """A text without its folding."""
    return " ".join(text.split())


def test_what_is_not_said_is_as_planned(folder: Path) -> None:
    """Place and title from the plan, the rest as it was; what is said later is added to it."""
    clerk(folder, "held", "3月9日", "--start", "15:05", "--chair", "甲同志", "--hours", "1.5")
    done = clerk(folder, "held", "3月9日", "--end", "16:45", "--topic", "学习讲话")
    assert 0 == done.code
    assert "Held Mon 9 March 2026 15:05–16:45" in flat(done.out)
    with read_ledger(folder / "ledger.db") as ledger:
        record = held.read(ledger, "zb-2026")[MEETING]
    assert ("三楼会议室", "甲同志", "学习讲话", 1.5) == (
        record.place,
        record.chair,
        record.topic,
        record.hours,
    )


def test_without_options_it_shows(folder: Path) -> None:
    """What the plan has, while nothing is recorded; and nothing is written."""
    shown = clerk(folder, "held", "3月9日")
    assert (0, True) == (shown.code, "Not recorded as held. As planned:" in shown.out)
    told = json.loads(clerk(folder, "held", GENERAL, "--json").out)
    assert (True, 5, "2026-03-31T15:00:00+08:00") == (told["recorded"], told["due"], told["start"])
    assert 7 == len(told["missing"])


@pytest.mark.parametrize(
    ("vote", "verdict", "code"),
    [
        ("经费预算: 赞成3 反对0 弃权0", "passed", 0),
        (
            "经费预算：赞成 2 票，反对 1 票，弃权 0 票",
            "not passed",
            0,
        ),  # half of the four due is not more than half
        ("the budget: for 3, against 0, abstained 0", "passed", 0),
        ("接收李四: 接收 赞成3 反对0 弃权0", "passed", 0),
        ("换届: 选举 赞成3 反对0 弃权0", "no quorum: 4 needed", 1),  # four fifths
    ],
)
def test_votes_are_judged_by_those_due(folder: Path, vote: str, verdict: str, code: int) -> None:
    """More than half of those due with a vote; an election needs four fifths, and nobody is said to be elected."""
    done = clerk(folder, "held", GENERAL, "--vote", vote)
    assert code == done.code
    assert f"4 due, 3 present, {flat(done.out).split('3 present, ')[1].split(';')[0]}; {verdict}" in flat(
        done.out
    )


def test_nobody_is_said_to_be_elected(tmp_path: Path) -> None:
    """With its quorum an election has numbers, and no verdict of the program's."""
    clerk(branch(tmp_path), "attend", GENERAL, "--all-present")
    done = clerk(tmp_path, "held", GENERAL, "--vote", "换届: 选举 赞成3 反对1 弃权0")
    assert (0, True) == (done.code, "3 for, 1 against, 0 abstained\n" in done.out), done.out


def test_sessions_of_whole_days_have_no_hour(tmp_path: Path) -> None:
    """Neither when it was held, nor when somebody came; it is to come until its day."""
    branch(tmp_path, plan=PLAN + TRAINING)
    early = clerk(tmp_path, "attend", "training/2026", "--all-present")
    assert (2, True) == (early.code, "this session is still to come" in early.err)
    later = "2026-06-01T10:00"
    late = clerk(tmp_path, "attend", "training/2026", "--late", "张三:15:20", now=later)
    assert (2, True) == (late.code, "15:20 lies outside the session, all day" in late.err)
    shown = clerk(tmp_path, "held", "training/2026", "--topic", "读书", now=later).out
    assert "Held      Mon 11 May 2026\n" in shown


def test_vote_without_a_quorum_is_a_finding(tmp_path: Path) -> None:
    """It is recorded as it was, and told."""
    branch(tmp_path)
    clerk(tmp_path, "attend", GENERAL, "--present", "甲同志,李四")
    done = clerk(tmp_path, "held", GENERAL, "--vote", "预算: 赞成1 反对0 弃权0")
    assert (1, True) == (done.code, "no quorum: 2 needed" in flat(done.out))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--vote", "预算: 赞成3 反对1 弃权0"], "4 votes are more than the 3 present with a vote"),
        (
            ["--vote", "预算: 应到5 实到3 赞成3 反对0 弃权0"],
            "by the marks 4 with a vote were due and 3 present",
        ),
        (["--vote", "预算: 应到2 实到3 赞成1 反对0 弃权0"], "3 present are more than the 2 due"),
        (["--vote", "预算: 赞成3"], "this is not how a vote is written"),
        (["--vote", "预算: 赞成3 反对0 弃权0 多数"], "this is not how a vote is written"),
        (["--on", "3月30日下午3点"], "a day without a time of day is wanted here"),
        (["--end", "14:00"], "it would end at 14:00, before it began at 15:00"),
        (["--start", "三点钟吧"], "this is no time of day"),
        (["--start", "15:00-16:00"], "this is no time of day"),
        (["--not-held", "--topic", "x"], "what did not take place has nothing else to record"),
    ],
)
def test_what_cannot_be_is_refused(folder: Path, words: list[str], message: str) -> None:
    """Nothing of it is recorded."""
    done = clerk(folder, "held", GENERAL, *words)
    assert 2 == done.code
    assert message in flat(done.err)
    with read_ledger(folder / "ledger.db") as ledger:
        assert {} == held.votes(ledger, "zb-2026")


def test_session_to_come_was_not_held(folder: Path) -> None:
    """What is planned is written into the plan."""
    done = clerk(folder, "held", "4月20日", "--topic", "x")
    assert (2, True) == (done.code, "sanhui note study/2026-W17" in done.err)


def test_marks_lie_within_the_session(folder: Path) -> None:
    """Who came at 15:20 did not come to a session that ended before."""
    clerk(folder, "attend", "3月9日", "--late", "王五:15:20")
    done = clerk(folder, "held", "3月9日", "--end", "15:10")
    assert (2, True) == (done.code, "王五 is marked with 15:20, outside of it" in done.err)


def test_session_that_took_no_place_after_all(folder: Path) -> None:
    """Its record goes with its marks, and comes back by undo."""
    clerk(folder, "held", GENERAL, "--vote", "预算: 赞成3 反对0 弃权0")
    assert 0 == clerk(folder, "held", GENERAL, "--not-held").code
    assert "Not recorded as held" in clerk(folder, "held", GENERAL).out
    assert (0, "", "It is not recorded as held.\n") == clerk(folder, "held", GENERAL, "--not-held")
    assert 0 == clerk(folder, "ledger", "undo").code
    assert "passed" in clerk(folder, "held", GENERAL).out


def test_check_tells_what_the_ledger_has_and_the_plan_has_not(folder: Path) -> None:
    """A session that left the plan keeps its record; one that was called off or moved after it was recorded is told too."""
    clerk(folder, "attend", "3月9日", "--all-present")
    clerk(folder, "attend", "3月16日", "--all-present")
    text = (folder / "plan.toml").read_text(encoding="utf-8").replace('id = "general"', 'id = "assembly"')
    text += '\n[[change]]\nsession = "study/2026-W11"\ncancelled = true\n'
    text += '\n[[change]]\nsession = "study/2026-W12"\nto = 2026-03-17\n'
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    done = clerk(folder, "check", "--json")
    told = {finding["code"]: finding for finding in json.loads(done.out)}
    assert 1 == done.code
    assert [GENERAL] == told["recorded-not-planned"]["sessions"]
    assert ["study/2026-W11"] == told["cancelled-but-held"]["sessions"]
    assert ["study/2026-W12"] == told["held-another-day"]["sessions"]
    with read_ledger(folder / "ledger.db") as ledger:
        assert GENERAL in held.read(ledger, "zb-2026")


def test_it_was_held_on_another_day(folder: Path) -> None:
    """What is recorded goes with it, who is due is asked of that day's roster, and only a day that has begun will do."""
    clerk(folder, "held", GENERAL, "--vote", "预算: 赞成3 反对0 弃权0")
    clerk(folder, "attend", GENERAL, "--keep", "--late", "张三:15:10", "--yes")
    rows = (folder / "roster.csv").read_text(encoding="utf-8").splitlines()
    joined = [
        f"{rows[0]},转入日期",
        *(f"{row}," for row in rows[1:]),
        "06,赵六,第一党小组,,正式党员,2026-04-01",
    ]
    (folder / "roster.csv").write_text("\n".join(joined) + "\n", encoding="utf-8")
    done = clerk(folder, "held", GENERAL, "--on", "4月2日", "--end", "16:00")
    assert (0, True, True) == (
        done.code,
        "Held Thu 2 April 2026 15:00–16:00" in flat(done.out),
        "no mark 赵六" in flat(done.out),
    ), done
    with read_ledger(folder / "ledger.db") as ledger:
        rows_ = {row.name: row for row in marks.read(ledger, "zb-2026", GENERAL)}
        (vote,) = held.votes(ledger, "zb-2026")[GENERAL]
    arrived = rows_["张三"].arrived
    assert {"2026-04-02"} == {str(day) for day in (vote.day, *(row.day for row in rows_.values()))}
    assert "2026-04-02T15:10:00+08:00" == (arrived and arrived.isoformat())
    assert "was held on Thu 2 April 2026" in clerk(folder, "check").out
    refused = clerk(folder, "held", GENERAL, "--on", "4月20日")
    assert (2, True) == (refused.code, "still to come" in refused.err)
    # Before the day of the plan: no record yet, and none to come.
    early = clerk(folder, "held", "4月13日", "--on", "4月9日")
    assert (0, True) == (early.code, "Held Thu 9 April 2026" in flat(early.out)), early
    assert 0 == clerk(folder, "attend", "4月13日", "--all-present").code
