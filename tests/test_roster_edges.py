"""What is wrong in a roster, or between two of them, and was not told by the story of either."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from commandline import sanhui
from small_plans import write_plan
from test_roster_dates import problems

MONTHLY = 'when = "每月10日"'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("7,钱七,,,2026-05-01,2026-03-01", "钱七 left before joining"),
        ("7,钱七,2026-03-01,,2026-01-01,", "nothing says where 钱七 stood from 2026-01-01 to 2026-02-28"),
        ("7,钱七,,2026-03-31,,2026-12-31", "nothing says where 钱七 stood from 2026-04-01 to 2026-12-31"),
        ("7,钱七,,,2026-03-01,\n7,钱七,2026-05-01,,2026-03-02,", "line 2 says 2026-03-01"),
        ("7,钱七,,2026-04-30,,2026-06-30\n7,钱七,2026-05-01,,,2026-07-31", "line 2 says 2026-06-30"),
    ],
)
def test_days_that_do_not_fit_are_refused(tmp_path: Path, rows: str, expected: str) -> None:
    """Who was due must follow from the table: no gap, and no leaving before joining."""
    found = problems(tmp_path, f"编号,姓名,自,至,转入日期,转出日期\n{rows}\n")
    assert any(expected in each and "→" in each for each in found), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "the roster is empty"),
        ("member = []\n", "the roster is empty"),
        ("member = [3]\n", "this is no table"),
        ('[[member]]\nname = "甲"\nexempt = "病"\n', "this is no list of tables"),
        ('[[member]]\nname = "甲"\nexempt = ["病"]\n', "this is no table"),
        ('[[member]]\nname = "甲"\njoined = true\n', "this is no day"),
        ('[[member]]\nid = "1"\n', "a member without a name"),
        (
            '[[member]]\nname = "甲"\n[[member.exempt]]\nreason = "病"\n[[member.exempt]]\nreason = "老"\n',
            "says something else of the same days",
        ),
    ],
)
def test_toml_of_another_shape_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    """With an example of what would be right."""
    assert any(expected in each for each in problems(tmp_path, text, "roster.toml"))


@pytest.mark.parametrize(
    ("roster", "row", "expected"),
    [
        ("编号,姓名\n1,张三\n2,李四\n", "9,张三,二", "somebody of this name with another id, 1"),
        ("编号,姓名,转出日期\n1,张三,2026-01-31\n2,李四,\n", ",张三,二", "left the body on 2026-01-31"),
        ("编号,姓名\n1,张三\n2,李四\n", "1,王五,三", "the roster has 张三 under this id"),
    ],
)
def test_who_may_be_somebody_else_is_left_alone(tmp_path: Path, roster: str, row: str, expected: str) -> None:
    """And told of; the others are taken over."""
    write_plan(tmp_path, MONTHLY, roster=roster)
    (tmp_path / "new.csv").write_text(f"编号,姓名,党小组\n{row}\n2,李四,二\n", encoding="utf-8")
    done = sanhui(
        "roster", "import", "new.csv", "--from", "2026-09-01", "--yes", "--complete", folder=tmp_path
    )
    assert (1, True) == (done.code, expected in done.err), done.err
    text = (tmp_path / "roster.csv").read_text(encoding="utf-8")
    assert (True, False) == ("二" in text, "三" in text.replace("张三", "")), text
    assert "转出" not in text or "2026-01-31" in text  # nobody is taken for gone


@pytest.mark.parametrize("name", ["roster.csv", "roster.toml"])
def test_an_earlier_span_goes_before_a_later_one(tmp_path: Path, name: str) -> None:
    """Also when it is told later: the file that is written says what the roster says."""
    heads = "编号,姓名,外出自,外出至,外出去向\n"
    plan = write_plan(tmp_path, MONTHLY, roster=f"{heads}1,张三,2026-09-01,,深圳\n")
    if name == "roster.toml":
        assert 0 == sanhui("roster", "export", "roster.csv", "-o", name, folder=tmp_path).code
        plan.write_text(plan.read_text(encoding="utf-8").replace("roster.csv", name), encoding="utf-8")
    (tmp_path / "new.csv").write_text(f"{heads}1,张三,,2026-03-31,上海\n", encoding="utf-8")
    assert 0 == sanhui("roster", "import", "new.csv", "--from", "2026-09-01", "--yes", folder=tmp_path).code
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert 0 < text.index("上海") < text.index("深圳")


def test_ids_that_lost_their_zeros_are_the_same(tmp_path: Path) -> None:
    """Excel takes 007 for a number; the roster keeps the id by which records know the member."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名,党小组\n007,李四,一\n008,李四,一\n")
    (tmp_path / "new.csv").write_text("编号,姓名,党小组\n8,李四,二\n7,李四,三\n", encoding="utf-8")
    done = sanhui("roster", "import", "new.csv", "--from", "2026-09-01", "--yes", folder=tmp_path)
    text = (tmp_path / "roster.csv").read_text(encoding="utf-8-sig")
    assert 0 == done.code, done.err
    assert ["007,李四,一", "007,李四,三", "008,李四,一", "008,李四,二"] == [
        line[:8] for line in text.split("\n")[1:5]
    ]


def test_a_table_that_holds_from_the_very_day_replaces_what_held(tmp_path: Path) -> None:
    """No stretch of no days is left."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名,党小组,自\n1,张三,一,2026-09-01\n")
    (tmp_path / "new.csv").write_text("编号,姓名,党小组\n1,张三,二\n", encoding="utf-8")
    assert 0 == sanhui("roster", "import", "new.csv", "--from", "2026-09-01", "--yes", folder=tmp_path).code
    text = (tmp_path / "roster.csv").read_text(encoding="utf-8-sig")
    assert ("二" in text, "一" in text) == (True, False)


def test_a_file_that_the_plan_does_not_name_is_not_written_over(tmp_path: Path) -> None:
    """The line that is missing in the plan is told."""
    write_plan(tmp_path, MONTHLY)
    (tmp_path / "roster.csv").write_text("姓名\n张三\n", encoding="utf-8")
    (tmp_path / "new.csv").write_text("姓名\n李四\n", encoding="utf-8")
    done = sanhui("roster", "import", "new.csv", "--yes", folder=tmp_path)
    assert (2, True) == (done.code, 'roster = "roster.csv"' in done.err)
    assert "姓名\n张三\n" == (tmp_path / "roster.csv").read_text(encoding="utf-8")


def test_a_roster_goes_to_the_standard_output(tmp_path: Path) -> None:
    """As CSV, without the mark that Excel needs in a file."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名\n1,张三\n")
    done = sanhui("roster", "export", "-o", "-", folder=tmp_path)
    assert (0, True, False) == (done.code, "张三" in done.out, done.out.startswith("\ufeff"))


def test_two_addresses_of_one_member_are_refused(tmp_path: Path) -> None:
    """Whoever has two rows has one address."""
    rows = "7,钱七,,2026-04-30,a@example.org\n7,钱七,2026-05-01,,b@example.org"
    (found,) = problems(tmp_path, f"编号,姓名,自,至,邮箱\n{rows}\n")
    assert "b@example.org: line 2 says a@example.org" in found


def test_a_standing_outside_of_membership_says_nothing(tmp_path: Path) -> None:
    """It is told: one of the days is wrong."""
    rows = "1,甲,,2026-02-01,2026-03-01,正式党员\n1,甲,2026-02-02,,2026-03-01,正式党员\n"
    (tmp_path / "roster.csv").write_text(f"编号,姓名,自,至,转入日期,状态\n{rows}", encoding="utf-8")
    done = sanhui("roster", "check", "roster.csv", folder=tmp_path)
    assert (1, True) == (done.code, "roster.csv:2: it lies outside the time in which 甲 belonged" in done.out)


def test_a_workbook_with_two_tables_is_asked_about(tmp_path: Path) -> None:
    """Which of them is the roster nobody can tell; and no workbook is written over."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名\n1,张三\n")
    with xlsxwriter.Workbook(tmp_path / "two.xlsx") as book:
        for name in ("一组", "二组"):
            book.add_worksheet(name).write_column(0, 0, ["姓名", "李四"])
    refused = sanhui("roster", "import", "two.xlsx", "--yes", folder=tmp_path)
    assert (2, True) == (refused.code, "several sheets have a column of names: 一组, 二组" in refused.err)
    with xlsxwriter.Workbook(tmp_path / "roster.xlsx") as book:
        book.add_worksheet("名册").write_column(0, 0, ["姓名", "李四"])
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8").replace("roster.csv", "roster.xlsx")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    (tmp_path / "new.csv").write_text("姓名,党小组\n李四,一\n", encoding="utf-8")
    kept = sanhui("roster", "import", "new.csv", "--yes", folder=tmp_path)
    assert (2, True) == (kept.code, "only CSV and TOML are written over, not a workbook" in kept.err), (
        kept.err
    )


def test_a_roster_of_toml_is_taken_over_as_well(tmp_path: Path) -> None:
    """Before the day everything stays."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名\n1,张三\n")
    text = '[[member]]\nid = "1"\nname = "张三"\ngroup = "二"\njoined = 2026-03-01\n'
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")
    done = sanhui("roster", "import", "new.toml", "--from", "2026-09-01", "--yes", folder=tmp_path)
    assert (0, True) == (done.code, "二 (2026-09-01 – )" in done.out), done.out + done.err
