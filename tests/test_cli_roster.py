"""`sanhui roster`: the list as of a day, one member's story, what is different, and tables of others taken over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from commandline import Typed, sanhui
from small_plans import ROSTER, write_plan

MONTHLY = 'when = "每月第二个周三 15:00"'
MOVED = (
    ROSTER.replace("状态", "状态,自").replace("党员\n", "党员,\n")
    + "04,李四,第一党小组,,正式党员,2026-07-01\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan whose roster is ROSTER, with 李四 elsewhere since July."""
    write_plan(tmp_path, MONTHLY, roster=MOVED)
    return tmp_path


def test_the_list_as_of_a_day(folder: Path) -> None:
    """Groups, roles and statuses are those of the day; the filters ask for them."""
    found = sanhui("roster", "list", "--on", "2026-03-01", "--group", "第二党小组", folder=folder)
    assert 0 == found.code
    assert (
        "Id  Name    Group       Roles               Status\n"
        "02  乙同志  第二党小组  组织委员, 支部委员  full member\n"
        "04  李四    第二党小组  科普部部长          probationary member\n"
        "\n"
        "2 people, 1 with a vote\n"
    ) == found.out
    later = sanhui("roster", "list", "--on", "2026-07-01", "--group", "第二党小组", folder=folder)
    assert "李四" not in later.out


def test_the_list_for_programs(folder: Path) -> None:
    """In the plan's language, whoever runs it."""
    words = ("roster", "list", "--on", "2026-07-01", "--status", "正式党员", "--json")
    record = json.loads(sanhui(*words, folder=folder).out)
    assert ("2026-07-01", 4) == (record["day"], len(record["members"]))
    last = record["members"][-1]
    assert ("04", "第一党小组", [], "full", "正式党员", True) == (
        last["key"],
        last["group"],
        last["roles"],
        last["status"],
        last["status_name"],
        last["votes"],
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--group", "第三党小组"), "--group = 第三党小组: the roster has none of this name"),
        (("--role", "书记"), "→ did you mean “支部书记”?"),
        (("--status", "党小组"), "--status = 党小组: this is no status"),
    ],
)
def test_a_filter_that_nobody_ever_passes_is_a_slip(
    folder: Path, words: tuple[str, ...], expected: str
) -> None:
    """An empty list would say that there is nobody."""
    found = sanhui("roster", "list", *words, folder=folder)
    assert (2, "") == (found.code, found.out)
    assert expected in found.err


def test_the_story_of_a_member(folder: Path) -> None:
    """Where they stood, from when until when."""
    found = sanhui("roster", "show", "李四", folder=folder)
    assert (
        "李四 (04)\n"
        "Belongs           always\n"
        "until 2026-06-30  第二党小组, 科普部部长, probationary member\n"
        "since 2026-07-01  第一党小组, full member\n"
    ) == found.out
    standings = json.loads(sanhui("roster", "show", "04", "--json", folder=folder).out)["standings"]
    assert [(None, "2026-06-30"), ("2026-07-01", None)] == [(each["from"], each["to"]) for each in standings]


def test_a_name_that_two_bear_is_asked_for_by_id(tmp_path: Path) -> None:
    """Nobody is shown by guess."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名,党小组\n1,张三,一\n2,张三,二\n")
    found = sanhui("roster", "show", "张三", folder=tmp_path)
    assert (2, "张三: this may be 2 members\n  → say which by the id: 1 (一), 2 (二)\n") == (
        found.code,
        found.err,
    )
    assert 0 == sanhui("roster", "show", "2", folder=tmp_path).code


def test_who_has_no_vote_is_remarked(tmp_path: Path) -> None:
    """Of those who would have one."""
    rows = "1,甲,正式党员,2026-01-01,2026-12-31,留党察看\n2,乙,正式党员,,,\n3,丙,预备党员,,,\n"
    roster = f"编号,姓名,状态,停止表决权自,停止表决权至,停止表决权原因\n{rows}"
    write_plan(tmp_path, MONTHLY, roster=roster)
    found = sanhui("roster", "list", "--on", "2026-03-01", folder=tmp_path).out
    assert 1 == found.count("without a vote")
    assert "3 people, 1 with a vote" in found


def test_two_days_of_one_roster(folder: Path) -> None:
    """The exit code says whether anything is different."""
    found = sanhui("roster", "diff", "2026-06-30", "2026-07-01", folder=folder)
    assert 1 == found.code
    assert (
        "~  李四 (04)  group: 第二党小组 → 第一党小组\n"
        "~  李四 (04)  roles: 科普部部长 → –\n"
        "~  李四 (04)  status: probationary member → full member\n"
        "~  李四 (04)  votes: no → yes\n"
    ) == found.out
    assert 0 == sanhui("roster", "diff", "2026-01-01", "2026-06-30", folder=folder).code
    records = json.loads(sanhui("roster", "diff", "2026-06-30", "2026-07-01", "--json", folder=folder).out)
    assert ["group", "roles", "status", "votes"] == [each["field"] for each in records]


def test_what_is_odd_is_found(tmp_path: Path) -> None:
    """It can be used, and should be looked at."""
    path = tmp_path / "roster.csv"
    path.write_text("编号,姓名,别名,状态\n1,张三,老张,\n2,李四,老张,正式党员\n", encoding="utf-8")
    found = sanhui("roster", "check", path)
    assert 1 == found.code
    assert "roster.csv:2: without a status 1 of them" in found.out
    assert "roster.csv:3: 老张: 张三 (line 2) answers to it as well" in found.out
    assert "2 people, 2 with a vote\n" == found.err
    told = json.loads(sanhui("roster", "check", path, "--json").out)
    assert [
        (2, "without a status 1 of them count as full members with a vote"),
        (3, "张三 (line 2) answers to it as well"),
    ] == [(each["line"], each["message"]) for each in told]


def test_what_is_exported_is_the_same_roster(folder: Path) -> None:
    """As CSV, TOML and a workbook, also one after the other."""
    for name, source in (("a.csv", "plan.toml"), ("b.toml", "a.csv"), ("c.xlsx", "b.toml")):
        assert 0 == sanhui("roster", "export", source, "-o", name, folder=folder).code
    found = sanhui("roster", "diff", "roster.csv", "c.xlsx", folder=folder)
    assert (0, "Nothing is different.\n") == (found.code, found.err)
    assert 2 == sanhui("roster", "export", "-o", "roster.doc", folder=folder).code


def table(folder: Path) -> Path:
    """Somebody else's workbook: a title, columns in another order, one that is none of ours."""
    path = folder / "党员名册.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名册")
        page.merge_range(0, 0, 0, 4, "某单位党员名册")
        rows = [
            ("序号", "党员姓名", "性别", "所在党小组", "党内职务"),
            (1, "张　三", "男", "第二党小组", ""),
            (2, "乙同志", "女", "第二党小组", "组织委员、支部委员"),
            (3, "王五", "男", "第一党小组", ""),
        ]
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, row)
    return path


def test_a_table_is_taken_over_from_a_day_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The difference is shown first; before the day everything stays; nobody is lost."""
    words = ("roster", "import", table(folder), "--from", "2026-09-01")
    before = (folder / "roster.csv").read_bytes()
    shown = sanhui(*words, "--dry-run", folder=folder)
    assert 0 == shown.code
    assert (
        "~  张三 (03)  group: 第一党小组 ( – 2026-08-31); 第二党小组 (2026-09-01 – )\n"
        "+  王五       第一党小组\n"
    ).replace("group: ", "group: 第一党小组 → ") == shown.out
    assert "these columns are none of a roster's: 性别" in shown.err
    assert "2 members are not in the table, and stay: 甲同志, 李四" in shown.err
    assert before == (folder / "roster.csv").read_bytes()
    assert 2 == sanhui(*words, folder=folder).code  # nobody to ask
    monkeypatch.setattr("sys.stdin", Typed("n\ny\n"))
    assert "nothing was written" in sanhui(*words, folder=folder).err
    assert "roster.csv written" in sanhui(*words, folder=folder).err
    assert 0 == sanhui("roster", "diff", "2026-01-01", "2026-06-30", folder=folder).code
    assert "王五" not in sanhui("roster", "list", "--on", "2026-08-31", folder=folder).out
    again = sanhui(*words, "--yes", folder=folder)
    assert (0, "") == (again.code, again.out)


def test_a_complete_table_ends_who_is_not_in_it(folder: Path) -> None:
    """They left on the day before, and their record stays."""
    sanhui("roster", "import", table(folder), "--from", "2026-09-01", "--complete", "--yes", folder=folder)
    assert "甲同志" in sanhui("roster", "list", "--on", "2026-08-31", folder=folder).out
    assert "甲同志" not in sanhui("roster", "list", "--on", "2026-09-01", folder=folder).out


def test_who_may_be_two_people_is_left_alone(tmp_path: Path) -> None:
    """And told of, with what would settle it."""
    write_plan(tmp_path, MONTHLY, roster="编号,姓名\n1,张三\n2,张三\n3,李四\n")
    (tmp_path / "new.csv").write_text("姓名,党小组\n张三,一\n李四,二\n", encoding="utf-8")
    found = sanhui("roster", "import", "new.csv", "--yes", folder=tmp_path)
    assert 1 == found.code
    assert "left alone: new.csv:2: 张三: this may be 2 members: 张三 (1), 张三 (2)" in found.err
    assert "二" in (tmp_path / "roster.csv").read_text(encoding="utf-8")


def test_a_plan_without_a_roster_gets_one(tmp_path: Path) -> None:
    """The line that the plan then needs is told."""
    write_plan(tmp_path, MONTHLY)
    assert 2 == sanhui("roster", "list", folder=tmp_path).code
    found = sanhui("roster", "import", table(tmp_path), "--yes", folder=tmp_path)
    assert 0 == found.code
    assert 'put this line into [plan] of the plan: roster = "roster.csv"' in found.err
    assert "3 people" in sanhui("roster", "list", "roster.csv", folder=tmp_path).out


@pytest.mark.parametrize(("mark", "ending"), [("", "\n"), ("\ufeff", "\r\n")])
def test_toml_keeps_its_comments(tmp_path: Path, mark: str, ending: str) -> None:
    """Only the tables of members who changed are written anew; what stands between the tables is not theirs."""
    text = (
        '# 名册\n[[member]]\nname = "甲同志"  # 书记\n\n[[member]]\n# 借调\nname = "乙同志"\n'
        '\n# 新来的\n[[member]]\nname = "张三"\n# 完'
    )
    roster = tmp_path / "roster.toml"
    roster.write_bytes((mark + text.replace("\n", ending)).encode())
    write_plan(tmp_path, MONTHLY, head='roster = "roster.toml"')
    (tmp_path / "new.csv").write_text("姓名,党小组\n甲同志,\n乙同志,一\n丙同志,一\n", encoding="utf-8")
    assert 0 == sanhui("roster", "import", "new.csv", "--from", "2026-05-01", "--yes", folder=tmp_path).code
    found = roster.read_bytes().decode()
    expected = (
        '# 名册\n[[member]]\nname = "甲同志"  # 书记\n\n[[member]]\nname = "乙同志"\n\n[[member.standing]]\nto = 2026-04-30\n\n'
        '[[member.standing]]\nfrom = 2026-05-01\ngroup = "一"\n# 借调\n'
        '\n# 新来的\n[[member]]\nname = "张三"\n# 完\n\n[[member]]\nname = "丙同志"\njoined = 2026-05-01\ngroup = "一"\n'
    )
    assert mark + expected.replace("\n", ending) == found


def test_members_within_brackets_are_not_written_over(tmp_path: Path) -> None:
    """A table among them would be no TOML any more."""
    text = 'member = [\n  { name = "甲同志" },\n  { name = "乙同志" },\n]\n'
    (tmp_path / "roster.toml").write_text(text, encoding="utf-8")
    write_plan(tmp_path, MONTHLY, head='roster = "roster.toml"')
    (tmp_path / "new.csv").write_text("姓名,党小组\n乙同志,一\n", encoding="utf-8")
    done = sanhui("roster", "import", "new.csv", "--from", "2026-05-01", "--yes", folder=tmp_path)
    assert (2, True) == (done.code, "only members under headings of their own are written over" in done.err)
    assert text == (tmp_path / "roster.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("encoding", "ending", "mark"),
    [("gb18030", "\n", ","), ("utf-16", "\r\n", "\t"), ("utf-8-sig", "\n", ";")],
)
def test_files_keep_their_form(tmp_path: Path, encoding: str, ending: str, mark: str) -> None:
    """Excel of the same office opens it as before."""
    write_plan(tmp_path, MONTHLY, head='roster = "roster.csv"')
    text = "某支部名册\n姓名,党小组\n甲同志,一\n".replace("\n", ending).replace(",", mark)
    (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
    (tmp_path / "new.csv").write_text("姓名,党小组\n乙同志,二\n", encoding="utf-8")
    assert 0 == sanhui("roster", "import", "new.csv", "--yes", folder=tmp_path).code
    text = (tmp_path / "roster.csv").read_bytes().decode(encoding)
    assert text.startswith(f"某支部名册{ending}编号{mark}姓名{mark}")
    assert f"{ending}{mark}乙同志{mark}二{mark}" in text


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("姓名", "免于参加", "", ""), "column 3 has no heading"),
        (("姓名", "党小组", "党小组", ""), "the roster has this column twice"),
    ],
)
def test_merged_headings_are_refused(tmp_path: Path, header: tuple[str, ...], expected: str) -> None:
    """What stands below them would be lost."""
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, header)
        if not header[2]:
            page.merge_range(0, 1, 0, 3, header[1])
        page.write_row(1, 0, ["甲同志", "因病", "2026-01-01", "2026-02-01"])
    found = sanhui("roster", "check", path)
    assert 2 == found.code
    assert expected in found.err


def test_a_file_of_two_million_rows_is_refused_at_once(tmp_path: Path) -> None:
    """It is no roster of one body, and would fill the memory."""
    path = tmp_path / "roster.csv"
    path.write_text("姓名\n" + "甲\n" * 2_000_000, encoding="utf-8")
    found = sanhui("roster", "check", path)
    assert 2 == found.code
    assert "5000 rows" in found.err
