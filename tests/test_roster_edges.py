"""What is wrong in a roster, or between two of them, and was not told by the story of either."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    ],
)
def test_who_may_be_somebody_else_is_left_alone(tmp_path: Path, roster: str, row: str, expected: str) -> None:
    """And told of; the others are taken over."""
    write_plan(tmp_path, MONTHLY, roster=roster)
    (tmp_path / "new.csv").write_text(f"编号,姓名,党小组\n{row}\n2,李四,二\n", encoding="utf-8")
    done = sanhui("roster", "import", "new.csv", "--from", "2026-09-01", "--yes", folder=tmp_path)
    assert (1, True) == (done.code, expected in done.err), done.err
    assert "二" in (tmp_path / "roster.csv").read_text(encoding="utf-8")


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
