"""Who belongs follows from the day: transfers, roles, groups, exemptions; and what a table says in contradiction is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sanhui.errors import InputError
from sanhui.roster.model import Roster
from sanhui.roster.reading import read_roster
from sanhui.roster.statuses import Status

DATED = """\
编号,姓名,党小组,职务,状态,转入日期,转出日期,自,至,免于参加自,免于参加至,免于参加原因,外出自,停止表决权自,停止表决权原因
01,甲同志,第一党小组,支部书记,正式党员,,,,,,,,,,
02,乙同志,第一党小组,组织委员,正式党员,,,,2026-05-31,,,,,,
02,乙同志,第二党小组,支部副书记、组织委员,正式党员,,,2026.6.1,,,,,,,
03,张三,第二党小组,,预备党员,2026年3月5日,,,2026/6/30,,,,,,
03,张三,第二党小组,,正式党员,,,2026/7/1,,,,,,,
04,李四,第二党小组,,正式党员,,20260430,,,,,,,,
05,王五,第一党小组,,正式党员,,,,,2026-02-01,2026-04-30,因病,,,
06,赵六,第二党小组,,正式党员,,,,,,,,2026-05-01,2026-08-01,留党察看
"""


def roster(folder: Path, text: str = DATED, name: str = "roster.csv") -> Roster:
    """Read this text as a roster."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_roster(path)


def names(found: Roster, month: int, day: int) -> list[str]:
    """Who belonged on a day of 2026."""
    return [each.name for each in found.on(dt.date(2026, month, day))]


def problems(folder: Path, text: str, name: str = "roster.csv") -> list[str]:
    """What is said about a roster, without the folder."""
    with pytest.raises(InputError) as caught:
        roster(folder, text, name)
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def test_transfers_hold_from_their_day(tmp_path: Path) -> None:
    """Who came belongs on the first day, who went on the last."""
    found = roster(tmp_path)
    assert "张三" not in names(found, 3, 4)
    assert "张三" in names(found, 3, 5)
    assert "李四" in names(found, 4, 30)
    assert "李四" not in names(found, 5, 1)


def test_groups_roles_and_status_follow_the_day(tmp_path: Path) -> None:
    """A row that holds from a day changes nothing before it."""
    found = roster(tmp_path)
    before, after = ({each.name: each for each in found.on(dt.date(2026, month, 1))} for month in (5, 7))
    assert ("第一党小组", ("组织委员",)) == (before["乙同志"].group, before["乙同志"].roles)
    assert ("第二党小组", ("支部副书记", "组织委员")) == (after["乙同志"].group, after["乙同志"].roles)
    assert (Status.PROBATIONARY, False) == (before["张三"].status, before["张三"].votes)
    assert (Status.FULL, True) == (after["张三"].status, after["张三"].votes)


def test_who_need_not_come_is_told_with_the_reason(tmp_path: Path) -> None:
    """They still belong; whether they count is for the record to say."""
    february, may, august = (
        {each.name: each for each in roster(tmp_path).on(dt.date(2026, month, 15))} for month in (2, 5, 8)
    )
    assert ("因病", "") == (february["王五"].exempt, may["王五"].exempt)
    assert ("", "流动党员") == (february["赵六"].elsewhere, may["赵六"].elsewhere)
    assert (True, False) == (may["赵六"].votes, august["赵六"].votes)


def test_members_are_found_whenever_they_belonged(tmp_path: Path) -> None:
    """Records outlive a transfer."""
    member = roster(tmp_path).member("04")
    assert member
    assert "李四" == member.name


def test_a_role_has_a_holder_on_a_day(tmp_path: Path) -> None:
    """Nobody holds it before, and two share it afterwards."""
    found = roster(tmp_path)
    assert [None, "乙同志"] == [
        holder and holder.name
        for holder in (found.holder("支部副书记", dt.date(2026, month, 1)) for month in (5, 6))
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "7,钱七,一,,2026-05-31\n7,钱七,二,2026-05-15,",
            "this begins on 2026-05-15, while line 2 still holds",
        ),
        (
            "7,钱七,一,,2026-05-31\n7,钱七,二,2026-06-10,",
            "nothing says where 钱七 stood from 2026-06-01 to 2026-06-09",
        ),
        ("7,钱七,一,2026-05-31,2026-05-01", "it ends on 2026-05-01, before it begins on 2026-05-31"),
        ("7,钱七,一,,\n7,钱七,二,,", "line 2 has the same id"),
        ("7,钱七,一,,\n7,孙八,二,2026-03-01,", "line 2 has the same id"),
        ("7,钱七,一,2026-02-30,", "there is no such day"),
        ("7,钱七,一,2026-03,", "this is no day"),
        (",钱七,一,,\n,钱七,二,2026-03-01,", "line 2 has the same name"),
        (",钱七,一,,\n钱七,孙八,二,,", "line 3 has this name as an id"),
    ],
)
def test_contradictions_are_refused_with_their_line(tmp_path: Path, rows: str, expected: str) -> None:
    """Who was due must follow from the table, whatever the day."""
    (problem,) = problems(tmp_path, f"编号,姓名,党小组,自,至\n{rows}\n")
    assert expected in problem
    assert "→" in problem


def test_a_standing_without_an_end_lasts_until_the_next(tmp_path: Path) -> None:
    """Whoever adds a row need not touch the one above."""
    found = roster(tmp_path, "编号,姓名,党小组,自\n7,钱七,一,\n7,钱七,二,2026-05-15\n")
    assert ["一", "二"] == [found.on(dt.date(2026, 5, day))[0].group for day in (14, 15)]


def test_an_exemption_needs_a_reason(tmp_path: Path) -> None:
    """The regulation asks for one (教育管理条例 第二十三条), and so does whoever reads the record."""
    (problem,) = problems(tmp_path, "姓名,免于参加自\n甲同志,2026-01-01\n")
    assert "the reason is missing under “exempt reason”" in problem


def test_an_unknown_status_is_no_member(tmp_path: Path) -> None:
    """Votes and audiences hang on it."""
    (problem,) = problems(tmp_path, "姓名,状态\n甲同志,正式党院\n")
    assert problem.endswith("正式党院: this is no status\n  → did you mean “正式党员”?")


TOML = """\
[[member]]
id = "03"
name = "张三"
joined = 2026-03-05
email = "zhangsan@example.org"
aliases = ["老张", "zs"]
exempt = [{ from = 2026-09-01, to = 2026-12-31, reason = "因病" }]

[[member.standing]]
to = 2026-06-30
group = "第二党小组"
status = "预备党员"

[[member.standing]]
from = 2026-07-01
group = "第二党小组"
roles = "组织委员、纪检委员"
status = "正式党员"

[[member]]
name = "甲同志"
roles = ["支部书记"]
"""


def test_toml_says_the_same(tmp_path: Path) -> None:
    """What is dated is a table within; whoever has one standing writes it beside the name."""
    found = roster(tmp_path, TOML, "roster.toml")
    one, other = found.members
    assert [(1, 9), (1, 14)] == [(one.line, each.line) for each in one.standings]
    assert ("组织委员", "纪检委员") == one.standings[1].roles
    assert (("支部书记",), 20) == (other.standings[0].roles, other.line)
    assert ["甲同志"] == names(found, 3, 4)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("joined =", "joind =", "member[1].joind: unknown key\n  → did you mean “joined”?"),
        ("2026-03-05", '"3月5日"', "roster.toml:1: member[1].joined = 3月5日: this is no day"),
        ("from = 2026-07-01", "from = 2026-06-01", "roster.toml:14: this begins on 2026-06-01, while line 9"),
        ('name = "甲同志"\n', "", "roster.toml:20: member[2]: a member without a name"),
        ('reason = "因病"', 'note = "因病"', "member[1].exempt[1]: the reason is missing under “reason”"),
        ('id = "03"', 'id = "03"\ngroup = "一"', "“group” stands beside [[member.standing]]"),
        ("[[member]]", "[[member]", "roster.toml:1: this is not valid TOML"),
    ],
)
def test_what_is_wrong_in_toml_is_told(tmp_path: Path, before: str, after: str, expected: str) -> None:
    """With its key, and the line of its table."""
    assert any(expected in each for each in problems(tmp_path, TOML.replace(before, after, 1), "roster.toml"))


def test_five_hundred_members_are_read(tmp_path: Path) -> None:
    """Namesakes among them, as long as their ids differ."""
    rows = "".join(f"{n:03},张{n % 50},第{n % 9}党小组,正式党员\n" for n in range(500))
    found = roster(tmp_path, f"编号,姓名,党小组,状态\n{rows}")
    assert (500, 10) == (len(found.on(dt.date(2026, 1, 1))), len(found.find("张7")))
