"""Answers of attendance, against numbers worked out by hand on a record of four members and eight sessions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commandline import Outcome, sanhui
from records import PLAN, branch, clerk
from small_plans import write_plan
from yearbooks import BODY, write_record

MONTHLY = 'when = "每月第二个周三 15:00"'
HEAD = f'organization = "{BODY}"\n'
ROSTER = """\
姓名,党小组,职务,状态
甲同志,一,支部书记,正式党员
乙同志,一,,正式党员
张三,二,,正式党员
李四,二,,预备党员
"""
# The third session is a theme day that is a lecture too; the last two lie in the second quarter.
DAYS = (
    "2026-01-14",
    "2026-02-11",
    "2026-02-27",
    "2026-03-11",
    "2026-03-18",
    "2026-03-25",
    "2026-04-08",
    "2026-05-13",
)
KINDS = (
    ("study",),
    ("study",),
    ("theme-day", "lecture"),
    ("study",),
    ("study",),
    ("study",),
    ("study",),
    ("study",),
)
HOURS = (2.0, 2.0, 4.0, None, 2.0, 2.0, 2.0, 2.0)
ROWS = {
    "甲同志": "pppppppp",
    "乙同志": "plpsapop",
    "张三": "aaadappp",
    "李四": "..peppep",
    "丁老师": ".g......",
}
GROUPS = {"甲同志": "一", "乙同志": "一", "张三": "二", "李四": "二"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with plan, roster and ledger; 张三 made the first two up."""
    write_plan(tmp_path, MONTHLY, head=HEAD, roster=ROSTER)
    write_record(
        tmp_path / "ledger.db",
        DAYS,
        ROWS,
        kinds=KINDS,
        hours=HOURS,
        groups=GROUPS,
        made_up=[(0, "张三"), (1, "张三")],
    )
    return tmp_path


def ask(folder: Path, *words: str, code: int = 0) -> Any:
    """The answer as JSON."""
    found = sanhui("attendance", *words, "--json", folder=folder)
    assert code == found.code, found.err
    return json.loads(found.out)


def numbers(line: dict[str, Any]) -> tuple[Any, ...]:
    """What a line counts."""
    return tuple(line[key] for key in ("due", "present", "late", "leave", "absent", "owed", "hours"))


def lines(answer: Any) -> dict[str, tuple[Any, ...]]:
    """What each line counts, by its key."""
    return {line["key"]: numbers(line) for line in answer["lines"]}


def test_by_member(folder: Path) -> None:
    """Late and online are present; a make-up settles what is owed and counts for hours, and changes nothing else."""
    assert {
        # 8 sessions, one without hours: 2+2+4+2+2+2+2
        "甲同志": (8, 8, 0, 0, 0, 0, 16.0),
        # on leave at the fourth, absent at the fifth; the fourth has no hours, the fifth 2
        "乙同志": (8, 6, 1, 1, 1, 2, 14.0),
        # absent at 1, 2, 3, 5, on duty at 4; 1 and 2 made up: 2+2, then 6, 7, 8: 2+2+2
        "张三": (8, 3, 0, 1, 4, 3, 10.0),
        # due at 3, 5, 6, 8: 4+2+2+2; exempt at 4 and 7
        "李四": (4, 4, 0, 0, 0, 0, 10.0),
    } == lines(ask(folder))
    total = ask(folder)["total"]
    assert (28, 21, 1, 2, 5, 5, 50.0) == numbers(total)
    assert (8, 2, 1, 0.75) == (total["sessions"], total["exempt"], total["observers"], total["rate"])


def test_hours_have_their_target(folder: Path) -> None:
    """32 of every member (教育管理条例 第二十条), also of one on probation; a part of a year has none."""
    assert [32.0] * 4 == [line["target"] for line in ask(folder)["lines"]]
    assert [None] * 4 == [line["target"] for line in ask(folder, "--period", "2026-Q1")["lines"]]


def test_who_is_exempt_has_no_target(folder: Path) -> None:
    """As in an audit: nothing strict is asked of them (第二十三条), nor by a rule that is for other bodies."""
    header, *people = ROSTER.splitlines()
    rows = [f"{header},免于参加", *(f"{row},{'年老' if '张三' in row else ''}" for row in people)]
    local = '[rulebook]\nid = "x"\nzh = "制度"\n[[rule]]\nid = "many"\nzh = "多"\nsort = "hours"\nhours = 90\nperiod = "year"\n'
    (folder / "x.toml").write_text(f"{local}applies = {{ min_full_members = 7 }}\n", encoding="utf-8")
    rules = 'rules = ["教育管理条例", "x.toml"]'
    write_plan(folder, MONTHLY, head=f"{rules}\n{HEAD}", roster="\n".join(rows))
    assert [32.0, 32.0, None, 32.0] == [line["target"] for line in ask(folder)["lines"]]


def test_by_group(folder: Path) -> None:
    """As the record has the groups; guests are in none."""
    assert {"一": (16, 14, 1, 1, 1, 2, 30.0), "二": (12, 7, 0, 1, 4, 3, 20.0)} == lines(
        ask(folder, "--by", "group")
    )


def test_by_kind(folder: Path) -> None:
    """A session of two kinds stands under both, and once in the sum."""
    answer = ask(folder, "--by", "kind")
    found = lines(answer)
    assert (4, 3, 0, 0, 1, 1, 12.0) == found["theme-day"] == found["lecture"]
    assert (24, 18, 1, 2, 4, 4, 38.0) == found["study"]
    assert 28 == answer["total"]["due"]
    assert {"主题党日", "党课", "集中学习"} == {line["name"] for line in answer["lines"]}


def test_by_period_with_the_one_before(folder: Path) -> None:
    """The trend of a quarter is against the quarter before it."""
    answer = ask(folder, "--by", "quarter")
    assert {"2026-Q1": (21, 14, 1, 2, 5, 5, 36.0), "2026-Q2": (7, 7, 0, 0, 0, 0, 14.0)} == lines(answer)
    assert [None, 0.6667] == [line["before"] for line in answer["lines"]]
    months = {line["key"]: line for line in ask(folder, "--by", "month")["lines"]}
    assert ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"] == list(months)
    assert (7, 5, months["2026-01"]["rate"]) == (
        months["2026-02"]["due"],
        months["2026-02"]["present"],
        months["2026-02"]["before"],
    )


def test_by_session(folder: Path) -> None:
    """In the order of their days."""
    answer = ask(folder, "--by", "session", "--period", "2026-Q2")
    assert ["2026-04-08", "2026-05-13"] == [line["day"] for line in answer["lines"]]
    assert [(3, 3, 0, 0, 0, 0, 6.0), (4, 4, 0, 0, 0, 0, 8.0)] == [numbers(line) for line in answer["lines"]]


def test_a_member_is_compared_with_the_period_before(folder: Path) -> None:
    """A quarter with the quarter before, other days with as many before them."""
    second = {line["key"]: line for line in ask(folder, "--period", "2026-Q2")["lines"]}
    assert (0.1667, 1.0) == (second["张三"]["before"], second["张三"]["rate"])
    some = {line["key"]: line for line in ask(folder, "--from", "2026-03-18", "--to", "2026-03-25")["lines"]}
    # 18 and 25 March against 10 to 17 March, in which the session of the 11th lies
    assert (0.0, 0.5) == (some["乙同志"]["before"], some["乙同志"]["rate"])


def test_filters_narrow_the_answer(folder: Path) -> None:
    """Kinds by any of their names, members, groups, days."""
    assert 4 == ask(folder, "--kind", "党课")["total"]["due"]
    assert {"张三"} == set(lines(ask(folder, "--by", "member", "--member", "张三")))
    assert {"张三", "李四"} == set(lines(ask(folder, "--group", "二")))
    assert {"张三", "甲同志"} == set(lines(ask(folder, "--member", "张三", "--member", "甲同志")))
    assert 11 == ask(folder, "--from", "2026-03-12", "--to", "2026-04-08")["total"]["due"]


def test_below_a_rate(folder: Path) -> None:
    """Exactly that rate is not below it; the exit code says that somebody is."""
    assert {"张三"} == set(lines(ask(folder, "--below", "75%", code=1)))
    assert {"张三", "乙同志"} == set(lines(ask(folder, "--below", "0.76", code=1)))
    assert {} == lines(ask(folder, "--below", "37.5%"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--below", "85 percent"), "“85 percent” is no rate; for example 85%"),
        (("--below", "120%"), "“120%” is no rate"),
        (("--period", "2026-Q5"), "“2026-Q5” is no period; for example 2026-Q2"),
        (("--period", "2026-Q1", "--from", "2026-01-01"), "leave out --from and --to with it"),
        (("--from", "2026-05-01", "--to", "2026-04-01"), "2026-04-01 is before 2026-05-01"),
        (("--member", "张山"), "张山: the roster has no such member\n  → did you mean “张三”?"),
        (("--group", "三"), "--group = 三: no group of this name is recorded"),
        (("--kind", "党科"), "there is no such kind"),
        (("--matrix", "--by", "month"), "choose one of --matrix and --by"),
        (("--json", "--csv"), "choose one of --json and --csv"),
    ],
)
def test_slips_are_told(folder: Path, words: tuple[str, ...], expected: str) -> None:
    """With what would be right."""
    found = sanhui("attendance", *words, folder=folder)
    assert (2, "") == (found.code, found.out)
    assert expected in found.err


def test_the_table_in_a_terminal(folder: Path) -> None:
    """It fits eighty cells, and has what there is to say."""
    found = sanhui("attendance", "--period", "2026-Q1", folder=folder, COLUMNS="80")
    assert (
        "Member  Held  Were due  Present   Rate  Late  Leave  Absent  Owed  Hours  Curve\n"
        "甲同志     6         6        6   100%                                12  ███\n"
        "乙同志     6         6        4  66.6%     1      1       1     2     10  ██▁\n"
        "张三       6         6        1  16.6%            1       4     3      6  ▁▁▁\n"
        "李四       4         3        3   100%                                 8  ·██\n"
        "Total      6        21       14  66.6%     1      2       5     5         ▃▃▃\n"
    ) == found.out


def test_one_members_sheet(folder: Path) -> None:
    """What they came to, what they owe and until when, and every session."""
    words = ("attendance", "--member", "张三", "--today", "2026-04-15")
    found = sanhui(*words, folder=folder, COLUMNS="80")
    assert (
        "张三\n"
        "due 8, present 3 (37.5%), leave 1, absent 4\n"
        "hours of study: 10 of 32 in a year\n"
        "to be made up, overdue since 2026-03-29: a/2026-02-27, 2026-02-27\n"
        "to be made up, overdue since 2026-04-10: a/2026-03-11, 2026-03-11\n"
        "to be made up by 2026-04-17: a/2026-03-18, 2026-03-18\n"
    ) == found.out.split("\n\n")[0] + "\n"
    assert "2026-01-14  第1场    × absent              2      made up on 2026-01-24\n" in found.out
    record = json.loads(sanhui(*words, "--json", folder=folder).out)
    assert ["2026-03-29", "2026-04-10", "2026-04-17"] == [each["until"] for each in record["owed"]]
    assert ["absent", "absent", "absent", "leave-duty", "absent", "present", "present", "present"] == [
        each["mark"] for each in record["sessions"]
    ]


def test_the_matrix(folder: Path) -> None:
    """Symbols of the marks; what was made up has the mark of a make-up, and counts as what it was."""
    found = sanhui("attendance", "--matrix", folder=folder, COLUMNS="80")
    assert (
        "          01 02    03       04 05\n"
        "          14 11 27 11 18 25 08 13  Present/due\n"
        "甲同志    √  √  √  √  √  √  √  √   8/8 100%\n"
        "乙同志    √  迟 √  病 ×  √  线 √   6/8 75%\n"
        "张三      补 补 ×  公 ×  √  √  √   3/8 37.5%\n"
        "李四      ·  ·  √  免 √  √  免 √   4/4 100%\n"
        "Present   2  2  3  1  2  4  3  4\n"
        "Were due  3  3  4  3  4  4  3  4\n"
    ) == found.out.split("\n\n")[0] + "\n"
    legend = "√ present  迟 late  病 sick leave  × absent  线 online  补 made up  公 on duty"
    assert legend in found.out


def test_the_matrix_folds_into_blocks(folder: Path) -> None:
    """Below one another, the sums in the last; no line is wider than the terminal."""
    from sanhui.publish.terminal.columns import width

    found = sanhui("attendance", "--matrix", folder=folder, COLUMNS="40")
    assert 2 == found.out.count("Were due")
    assert 40 >= max(map(width, found.out.split("\n")))


def test_the_matrix_for_programs(folder: Path) -> None:
    """Codes by session in JSON, symbols in CSV, in the plan's language."""
    record = json.loads(sanhui("attendance", "--matrix", "--json", folder=folder).out)
    assert [None, None, "present", "exempt", "present", "present", "exempt", "present"] == record["members"][
        3
    ]["marks"]
    rows = list(csv.reader(io.StringIO(sanhui("attendance", "--matrix", "--csv", folder=folder).out)))
    assert ["张三", "补", "补", "×", "公", "×", "√", "√", "√", "8", "3", "37.5%"] == rows[3]
    assert ["应到", "3", "3", "4", "3", "4", "4", "3", "4"] == rows[6]


def test_the_lines_as_csv(folder: Path) -> None:
    """Percentages are plain numbers."""
    rows = list(csv.reader(io.StringIO(sanhui("attendance", "--csv", folder=folder).out)))
    assert ["乙同志", "", "8", "8", "6", "75", "", "1", "1", "1", "2", "14", "32"] == rows[2]


def _two_years(tmp_path: Path) -> Outcome:
    write_plan(tmp_path, MONTHLY, head=HEAD, roster=ROSTER)
    path = tmp_path / "ledger.db"
    write_record(path, ["2025-11-12", "2025-12-10"], {"张三": "pa", "乙同志": "ap"}, plan="old", year=2025)
    write_record(path, ["2026-01-14", "2026-02-11"], {"张三": "aa", "乙同志": "pp"})
    return sanhui("attendance", "--today", "2026-03-12", "--json", folder=tmp_path)


def test_a_record_spans_years(tmp_path: Path) -> None:
    """The year before, in another plan of the body, is what this one is compared with; absences cross New Year."""
    answer = json.loads(_two_years(tmp_path).out)
    assert {"张三": (0.0, 0.5), "乙同志": (1.0, 0.5)} == {
        line["key"]: (line["rate"], line["before"]) for line in answer["lines"]
    }
    assert [
        {
            "member": "张三",
            "name": "张三",
            "since": "2025-12-10",
            "months": 3,
            "sessions": 3,
            "last": "2025-11-12",
        }
    ] == answer["long_absence"]


def test_a_mark_that_the_plan_does_not_have_is_told(tmp_path: Path) -> None:
    """What it counts for is not guessed."""
    path = write_plan(tmp_path, MONTHLY, head=HEAD, roster=ROSTER)
    write_record(tmp_path / "ledger.db", ["2026-01-14"], {"张三": "p"})
    from ledgers import raw

    with raw(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE mark SET mark = 'watch'")
    found = sanhui("attendance", folder=tmp_path)
    assert 2 == found.code
    assert "watch: 张三 has a mark at a/2026-01-14 that the plan does not have" in found.err
    path.write_text(
        path.read_text(encoding="utf-8") + '[[mark]]\ncode = "watch"\nzh = "值班"\n', encoding="utf-8"
    )
    assert 0 == sanhui("attendance", folder=tmp_path).code


def test_nothing_is_recorded(tmp_path: Path) -> None:
    """No ledger yet is no mistake."""
    write_plan(tmp_path, MONTHLY, roster=ROSTER)
    found = sanhui("attendance", folder=tmp_path)
    assert (0, "", "Nothing is recorded for 2026-01-01 to 2026-12-31.\n") == found
    assert not (tmp_path / "ledger.db").exists()


def test_two_plans_of_a_body_with_the_same_names_of_sessions(tmp_path: Path) -> None:
    """A make-up in one of them settles nothing in the other."""
    branch(tmp_path)
    other = PLAN.replace('"zb-2026"', '"zx-2026"')
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    for plan in ("plan.toml", "other.toml"):
        assert 0 == clerk(tmp_path, "attend", "3月9日", plan, "--absent", "张三").code
    made = ("makeup", "record", "3月9日", "张三", "--on", "3月20日", "--plan", "plan.toml")
    assert 0 == clerk(tmp_path, *made).code
    told = json.loads(clerk(tmp_path, "attendance", "plan.toml", "--json").out)["total"]
    assert (2, 2, 1) == (told["sessions"], told["absent"], told["owed"])


def test_without_a_roster_the_record_tells(tmp_path: Path) -> None:
    """Whoever is in it has a sheet, by name or by key, without a target; others are told."""
    clerk(branch(tmp_path), "attend", "3月9日", "--leave", "李四:公差:出差")
    branch(tmp_path, plan=PLAN.replace('roster = "roster.csv"\n', ""))
    sheets = [clerk(tmp_path, "attendance", "--member", name).out for name in ("李四", "04")]
    assert sheets[0] == sheets[1]
    assert sheets[0].startswith("李四 (04)\ndue 1, present 0 (0%), leave 1\nto be made up")
    assert sheets[0].endswith("出差\n")
    nobody = clerk(tmp_path, "attendance", "--member", "赵六")
    assert (2, True) == (nobody.code, "nobody of this name is recorded" in nobody.err)


def test_a_matrix_of_nothing(tmp_path: Path) -> None:
    """It is said."""
    write_plan(tmp_path, MONTHLY, head=HEAD)
    found = sanhui("attendance", "--matrix", folder=tmp_path)
    assert ("", True) == (found.out, "Nothing is recorded." in found.err)
