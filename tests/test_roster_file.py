"""A roster is a table that people keep in Excel: any usual encoding, order and headers; what is wrong has its line."""

from __future__ import annotations

import codecs
import datetime as dt
from pathlib import Path

import pytest

from sanhui.errors import InputError
from sanhui.publish.year.plan_row import said
from sanhui.roster import cells
from sanhui.roster.model import Member, Roster, Standing
from sanhui.roster.reading import read_roster
from sanhui.roster.statuses import Status

CHINESE = """\
编号,姓名,党小组,职务,状态
01,张三,第一党小组,书记、组织委员,正式党员
02,李四,第一党小组,,预备党员
03,王五,第二党小组,党小组长,正式党员
"""


def member(name: str, id_: str, group: str, roles: tuple[str, ...], status: Status, line: int) -> Member:
    """A member of whom one row says everything."""
    return Member(name, id_, standings=(Standing(None, None, group, roles, status, line),), line=line)


MEMBERS = (
    member("张三", "01", "第一党小组", ("书记", "组织委员"), Status.FULL, 2),
    member("李四", "02", "第一党小组", (), Status.PROBATIONARY, 3),
    member("王五", "03", "第二党小组", ("党小组长",), Status.FULL, 4),
)


def roster(folder: Path, text: str, encoding: str = "utf-8") -> Roster:
    """Read this text as a roster."""
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def problems(folder: Path, text: str) -> list[str]:
    """What is said about a roster, without the folder."""
    with pytest.raises(InputError) as caught:
        roster(folder, text)
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_as_excel_saves_it(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    """The encoding, the separator and the line ends are recognised."""
    text = CHINESE.replace(",", separator).replace("\n", line_end)
    assert MEMBERS == roster(tmp_path, text, encoding).members


@pytest.mark.parametrize("row", ["05,合计,,,", "合计,3人,,,", ",制表人：张三,,,"])
def test_totals_and_notes_are_no_members(tmp_path: Path, row: str) -> None:
    """What stands below a list would be due at every session."""
    (said,) = problems(tmp_path, f"{CHINESE}{row}\n")
    assert said.startswith("roster.csv:5: ")
    assert "this is no name" in said


def test_cells_as_other_programs_write_them(tmp_path: Path) -> None:
    """Roles with a comma between them, a day with the time that a database gives it."""
    found = roster(
        tmp_path, '姓名,职务,转入日期\n张三,"书记，委员",2020-07-01 00:00:00\n李四,"组长,委员",\n'
    ).members
    assert [("书记", "委员"), ("组长", "委员")] == [each.standings[0].roles for each in found]
    assert dt.date(2020, 7, 1) == found[0].joined


def test_headers_may_be_english_and_in_any_order(tmp_path: Path) -> None:
    """Columns are known by their names; those that are left out are empty."""
    found = roster(tmp_path, "Roles; Name ;ID\nchair;甲同志;7\n;乙同志;8\n")
    assert (
        member("甲同志", "7", "", ("chair",), Status.UNSTATED, 2),
        member("乙同志", "8", "", (), Status.UNSTATED, 3),
    ) == found.members


def test_names_alone_are_a_roster(tmp_path: Path) -> None:
    """One column is enough, and empty rows are nobody."""
    found = roster(tmp_path, "姓名\n甲同志\n\n乙同志\n  \n")
    assert [("甲同志", 2), ("乙同志", 4)] == [(member.name, member.line) for member in found.members]


def test_groups_and_roles_come_once_and_in_order(tmp_path: Path) -> None:
    """They are what an audience may name."""
    found = roster(tmp_path, CHINESE)
    assert ("第一党小组", "第二党小组") == found.groups
    assert ("书记", "组织委员", "党小组长") == found.roles


def test_members_are_found_by_name(tmp_path: Path) -> None:
    """Namesakes are both found: the caller must tell them apart."""
    found = roster(tmp_path, "编号,姓名\n1,张三\n2,张三\n3,李四\n")
    assert ["1", "2"] == [member.id for member in found.find("张三")]
    assert () == found.find("王五")


def test_a_cell_with_a_quoted_separator_is_one_cell(tmp_path: Path) -> None:
    """As CSV has it (RFC 4180)."""
    (one,) = roster(tmp_path, '编号,姓名\n="007",张三\n').members
    assert "007" == one.id
    found = roster(tmp_path, '姓名,职务\n甲同志,"书记;""代"""\n')
    assert ("书记", '"代"') == found.members[0].standings[0].roles


def test_the_name_column_is_needed(tmp_path: Path) -> None:
    """Both what is missing and what stands in its place are told."""
    assert [
        "roster.csv:1: 名字: unknown column\n  → one of: 编号, 姓名, 党小组, 职务, 状态, 转入日期, 转出日期, 自, 至, 停止表决权自, "
        "停止表决权至, 停止表决权原因, 免于参加自, 免于参加至, 免于参加原因, 外出自, 外出至, 外出去向, 别名, 邮箱",
        "roster.csv:1: the roster has no column of names\n  → the first line names the columns: 编号,姓名,党小组,职务,状态",
    ] == problems(tmp_path, "名字\n甲同志\n")


def test_an_unknown_header_is_corrected(tmp_path: Path) -> None:
    """Nothing is dropped silently."""
    assert ["roster.csv:1: Grup: unknown column\n  → did you mean “group”?"] == problems(
        tmp_path, "姓名,Grup\n甲同志,一\n"
    )


def test_a_column_is_there_once(tmp_path: Path) -> None:
    """Two names for one column are two columns for one field."""
    (problem,) = problems(tmp_path, "姓名,name\n甲同志,甲\n")
    assert "roster.csv:1: name: the roster has this column twice\n  → remove one" == problem


def test_all_problems_of_the_rows_come_at_once(tmp_path: Path) -> None:
    """In the order of the file, each with its line."""
    assert [
        "roster.csv:3: 1: line 2 has the same id\n  → give each member an id of their own",
        "roster.csv:4: a member without a name\n  → write the name, or remove the row",
        "roster.csv:6: 丙同志: line 5 has the same name\n"
        "  → give both an id, so that they can be told apart, or remove one",
    ] == problems(tmp_path, "编号,姓名\n1,甲同志\n1,乙同志\n4,\n,丙同志\n5,丙同志\n")


def test_a_cell_is_one_line(tmp_path: Path) -> None:
    """A line break within a name would break every table that shows it."""
    (problem,) = problems(tmp_path, '姓名\n"甲\n同志"\n')
    assert (
        problem == "roster.csv:2: '甲\\n同志': a control character or a line break in a cell\n  → remove it"
    )


def test_an_open_quotation_mark_is_found(tmp_path: Path) -> None:
    """It would swallow the rest of the table."""
    (problem,) = problems(tmp_path, '姓名\n甲同志\n"乙同志\n丙同志\n')
    assert problem.startswith("roster.csv:3: this row cannot be read: ")


def test_an_empty_file_is_no_roster(tmp_path: Path) -> None:
    """It is said so."""
    assert ["roster.csv: the table is empty\n  → check that this is the file you meant"] == problems(
        tmp_path, ""
    )


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    """Excel writes one, and it must not make an unknown column of 姓名."""
    path = tmp_path / "roster.csv"
    path.write_bytes(codecs.BOM_UTF8 + "姓名\n甲同志\n".encode())
    assert "甲同志" == read_roster(path).members[0].name


def test_cells_of_workbooks_are_read_as_they_are_shown() -> None:
    """A number is its digits, a truth its word, a date with an hour its day."""
    assert ("7", "TRUE", "甲") == (cells.one_line(7.0), cells.one_line(True), cells.one_line(" 甲\n"))
    assert dt.date(2026, 3, 5) == cells.day(dt.datetime(2026, 3, 5, 9))
    assert "2026-03-05" == said(dt.datetime(2026, 3, 5))
