"""Leave is entered ahead and fills in marks; what it leaves owed is made up, which never changes a quorum."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from records import MEETING, branch, clerk
from sanhui.ledger import marks
from sanhui.ledger.store import read_ledger

LEAVE = (
    "leave",
    "张三",
    "2026-03-09",
    "2026-03-13",
    "--type",
    "公差",
    "--reason",
    "出差",
    "--approved-by",
    "甲同志",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch."""
    return branch(tmp_path)


def owed(folder: Path, *words: str) -> list[tuple[str, str, bool]]:
    """What is owed: session, name, whether its time is over."""
    listed = json.loads(clerk(folder, "makeup", "list", "--json", *words).out)
    return [(item["session"], item["name"], item["overdue"]) for item in listed]


def test_leave_fills_in_the_mark(folder: Path) -> None:
    """With its reason, and where it came from; a word of the clerk goes before it."""
    assert 0 == clerk(folder, *LEAVE, now="2026-03-06T10:00+08:00").code
    clerk(folder, "attend", "3月9日", "--all-present")
    with read_ledger(folder / "ledger.db") as ledger:
        found = {row.name: row for row in marks.read(ledger, "zb-2026", MEETING)}
    assert ("leave-duty", "leave", "出差") == (
        found["张三"].mark,
        found["张三"].source,
        found["张三"].note,
    )
    assert 0 == clerk(folder, "attend", "3月9日", "--late", "张三:15:30", "--yes").code
    with read_ledger(folder / "ledger.db") as ledger:
        assert ["late"] == [row.mark for row in marks.read(ledger, "zb-2026", MEETING) if row.name == "张三"]


def test_leave_tells_what_it_concerns(folder: Path) -> None:
    """Sessions to come, and those that were recorded otherwise, with the command that corrects them."""
    clerk(folder, "attend", "3月9日", "--all-present", now="2026-03-09T18:00+08:00")
    words = [word.replace("2026-03-13", "2026-03-20") for word in LEAVE]
    done = clerk(folder, *words, now="2026-03-10T10:00+08:00")
    assert "" == done.out
    assert done.err.startswith(
        "张三, on duty elsewhere: 2026-03-09 to 2026-03-20 (12 days), 出差, granted by 甲同志\n"
    )
    assert "It concerns study/2026-W12." in done.err
    assert "sanhui attend study/2026-W11 --keep --leave 张三:on duty elsewhere" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["03", "2026-03-13", "2026-03-20", "--type", "事假"], "张三 has a leave from Mon 9 March 2026"),
        (["张三", "2026-04-02", "2026-04-01", "--type", "事假"], "the leave would end before it begins"),
        (["张三", "2026-04-02"], "it is not said which sort of leave"),
        (["张三", "2026-04-02", "--type", "出勤"], "“present” is no leave"),
        (["赵六", "2026-04-02", "--type", "事假"], "the roster has no such member"),
    ],
)
def test_impossible_leave_is_refused(folder: Path, words: list[str], message: str) -> None:
    """An overlap, an end before the beginning, no leave at all, nobody."""
    clerk(folder, *LEAVE)
    done = clerk(folder, "leave", *words)
    assert (2, True) == (done.code, message in done.err), done.err


def test_leave_outlives_another_name_of_the_organisation(folder: Path) -> None:
    """Whose leave it is does not hang on how the plan spells its organisation."""
    clerk(folder, *LEAVE)
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("示例支部", "中共示例支部"), encoding="utf-8")
    assert 0 == clerk(folder, "attend", "3月9日", "--all-present").code
    assert "张三" in clerk(folder, "leave", "list").out
    assert "张三" in clerk(folder, "attend", "3月9日", "--keep", "--late", "王五", "--yes", "--json").out
    assert 1 == clerk(folder, "makeup", "list").code
    assert 0 == clerk(folder, "leave", "cancel", "张三", "2026-03-09").code


def test_leaves_are_listed_and_cancelled(folder: Path) -> None:
    """By the day that they begin."""
    clerk(folder, *LEAVE)
    (listed,) = json.loads(clerk(folder, "leave", "list", "--member", "03", "--json").out)
    assert ("2026-03-09", "甲同志", "甲同志") == (
        listed["first"],
        listed["approved_by"],
        listed["entered_by"],
    )
    assert 0 == clerk(folder, "leave", "cancel", "张三", "2026-03-09").code
    assert (0, "", "No leaves.\n") == clerk(folder, "leave", "list")
    assert 2 == clerk(folder, "leave", "cancel", "张三", "2026-03-09").code


def test_what_is_owed_has_a_deadline(folder: Path) -> None:
    """Thirty days after the session; a leave that is only entered ahead owes nothing."""
    clerk(folder, "attend", "3月9日", "--absent", "张三", "--leave", "李四:病假")
    clerk(folder, "attend", "4月20日", "--ahead", "--leave", "王五:公差")
    assert [(MEETING, "张三", True), (MEETING, "李四", True)] == owed(folder)
    assert 1 == clerk(folder, "makeup", "list").code
    assert 0 == clerk(folder, "makeup", "list", now="2026-04-08T23:00+08:00").code


def test_make_up_settles_and_never_counts_for_a_quorum(folder: Path) -> None:
    """The mark stays, so do due, present and the quorum."""
    clerk(folder, "attend", "general/2026-Q1", "--present", "甲同志", "--leave", "张三:公差")
    before = json.loads(clerk(folder, "held", "general/2026-Q1", "--json").out)
    made = clerk(
        folder, "makeup", "record", "general/2026-Q1", "张三", "王五", "--on", "2026-04-02", "--how", "自学"
    )
    assert 0 == made.code
    after = json.loads(clerk(folder, "held", "general/2026-Q1", "--json").out)
    assert before == after
    assert ["乙同志", "李四"] == [name for _session, name, _late in owed(folder)]
    assert 4 == len(owed(folder, "--all"))
    shown = clerk(folder, "makeup", "list", "--all", now="2026-04-03T10:00").out
    assert 2 == shown.count("made up 2026-04-02")
    assert 0 == clerk(folder, "makeup", "undo", "general/2026-Q1", "张三").code
    refused = clerk(folder, "makeup", "undo", "general/2026-Q1", "张三")
    assert (2, True) == (refused.code, "张三 did not make general/2026-Q1 up" in refused.err)
    assert ["乙同志", "张三", "李四"] == [name for _session, name, _late in owed(folder)]


def test_correcting_the_mark_takes_the_make_up_with_it(folder: Path) -> None:
    """Who was there after all has nothing to make up."""
    clerk(folder, "attend", "3月9日", "--absent", "张三")
    clerk(folder, "makeup", "record", "3月9日", "张三")
    clerk(folder, "attend", "3月9日", "--keep", "--present", "张三", "--yes")
    assert [] == owed(folder, "--all")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["3月9日", "甲同志"], "甲同志 has nothing to make up: present"),
        (["3月9日", "张三", "--on", "2026-05-01"], "is still to come"),
        (["3月9日", "张三", "--on", "2026-03-08"], "that is before the session itself"),
        (["3月9日", "赵六"], "nobody of this name is recorded for study/2026-W11"),
        (["3月16日", "张三"], "record the session first"),
    ],
)
def test_impossible_make_up_is_refused(folder: Path, words: list[str], message: str) -> None:
    """Nothing owed, the wrong day, nobody, no record."""
    clerk(folder, "attend", "3月9日", "--absent", "张三")
    done = clerk(folder, "makeup", "record", *words)
    assert (2, True) == (done.code, message in done.err), done.err
