"""`sanhui attend --from`: the file of any meeting program gives the marks that its times say, and no row is lost."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import meeting_files as files
from commandline import Outcome
from records import MEETING, PLAN, ROSTER, TRAINING, branch, clerk
from sanhui.ledger import log, marks
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import read_ledger
from sanhui.sheets.workbook import read_long, read_workbook

PEOPLE = ROSTER.replace("状态\n", "状态,别名,邮箱\n").replace(
    "支部委员,正式党员\n02", "支部委员,正式党员,,jia@example.org\n02"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch, of which 李四 is on duty elsewhere."""
    rows = PEOPLE.splitlines()
    width = rows[0].count(",")
    roster = "\n".join(row + "," * (width - row.count(",")) for row in rows) + "\n"
    return branch(tmp_path, roster)


BOOK = '[rulebook]\nid = "own"\nzh = "本支部"\nen = "Own"\nissued = "2026-01-01"\n'


def recorded(folder: Path, session: str = MEETING) -> dict[str, Marked]:
    """The marks of the session by name."""
    with read_ledger(folder / "ledger.db") as ledger:
        return {row.name: row for row in marks.read(ledger, "zb-2026", session)}


def codes(folder: Path) -> dict[str, str]:
    """The codes of the marks by name."""
    return {name: row.mark for name, row in recorded(folder).items()}


def attend(folder: Path, *words: object) -> Outcome:
    """The command for the usual session."""
    return clerk(folder, "attend", "3月9日", *words)


STORY = {"甲同志": "present", "乙同志": "late", "张三": "early", "李四": "leave-duty", "王五": "absent"}
FORMATS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "Tencent Meeting": (files.tencent, "row 11, iPhone"),
    "Tencent Meeting, bare": (partial(files.tencent, bare=True), "row 6, iPhone"),
    "Teams": (files.teams, "row 11, Unknown"),
    "Teams, German": (partial(files.teams, german=True), "row 11, Unknown"),
    "Zoom": (files.zoom, "row 12, =cmd"),
    "Zoom, old": (partial(files.zoom, old=True), "row 9, =cmd"),
    "DingTalk": (files.dingtalk, "row 9, 钱七"),
    "WeCom": (files.wecom, "row 9, 钱七"),
    "WeCom, by shifts": (partial(files.wecom, shifts=True), "row 9, 钱七"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_story(folder: Path, name: str) -> None:
    """Whatever the file is called; once more changes nothing, not even the log."""
    write, stranger = FORMATS[name]
    file = write(folder / ("a.xlsx" if name[:5] in ("DingT", "WeCom", "Tence") else "a.dat"))
    file = file.rename(folder / "download")
    done = attend(folder, "--leave", "李四:公差", "--from", file)
    assert (1, STORY) == (done.code, codes(folder)), done.err
    assert f"{stranger}: no member of the roster has this name, id or address" in done.err
    assert name.split(",")[0] in done.err
    assert {"file:", "typed"} >= {row.source[:5] for row in recorded(folder).values()} - {"typed"}
    with read_ledger(folder / "ledger.db") as ledger:
        before = log.head(ledger)
    again = attend(folder, "--leave", "李四:公差", "--from", file)
    assert (1, True) == (again.code, "nothing was changed" in again.err)
    with read_ledger(folder / "ledger.db") as ledger:
        assert before == log.head(ledger)
    assert ["download.rejected.csv"] == [each.name for each in folder.glob("*.rejected*")]


def test_joins_of_one_person_are_one(folder: Path) -> None:
    """Two devices at once do not make two people, or more minutes than the session has."""
    attend(folder, "--from", files.zoom(folder / "z.csv"))
    row = recorded(folder)["甲同志"]
    assert row.arrived is not None
    assert row.departed is not None
    assert ("14:55", "16:31", 90) == (f"{row.arrived:%H:%M}", f"{row.departed:%H:%M}", row.minutes)
    assert "+08:00" == row.arrived.isoformat()[-6:]


def test_waiting_room_and_other_days_are_counted(folder: Path) -> None:
    """They are in the account, and in nobody's marks."""
    assert (
        "Zoom: 8 rows, 2 only in the waiting room\n"
        in attend(folder, "--from", files.zoom(folder / "z.csv"), "--dry-run").err
    )
    assert (
        "WeCom: 6 rows, 1 of other days\n"
        in attend(folder, "--from", files.wecom(folder / "w.xlsx"), "--dry-run").err
    )


def test_dry_run_shows_the_sheet(folder: Path) -> None:
    """As a table of everybody due; nothing is written, neither ledger nor rejects."""
    done = attend(folder, "--from", files.tencent(folder / "t.xlsx"), "--dry-run")
    assert 1 == done.code
    assert "2    乙同志  第二党小组  迟 late 15:20 16:30" in done.out
    assert "5 due, 3 present, 0 on leave, 2 absent" in done.out
    assert {"plan.toml", "roster.csv", "t.xlsx"} == {each.name for each in folder.iterdir()}


def test_rejected_rows_are_kept(folder: Path) -> None:
    """With row and reason, without formulas; no file is written over; the same rows make no second file."""
    file = files.zoom(folder / "z.csv")
    (folder / "z.csv.rejected.csv").write_text("something else", encoding="utf-8")
    attend(folder, "--from", file)
    text = (folder / "z.csv.rejected-2.csv").read_text(encoding="utf-8-sig")
    assert ["12", "'=cmd", "", "", "2026-03-09 14:59:00", "2026-03-09 16:31:00"] == list(
        csv.reader(text.splitlines())
    )[1][:6]
    taken = attend(folder, "--from", file, "--reject", folder / "z.csv.rejected.csv")
    assert (2, True) == (taken.code, "says something else" in taken.err)
    assert 1 == attend(folder, "--from", file, "--reject", folder / "r.csv").code
    assert (folder / "r.csv").exists()


SIGNED = [
    ["签到表"],
    [],
    ["序号", "姓名", "签到时间"],
    ["1", "张三", "14:50"],
    ["2", "王五", "15:30"],
    ["3", "李四", ""],
]


def test_any_table_with_a_mapping(folder: Path) -> None:
    """It is kept with the ledger for the next file with that header, whatever order it is given in."""
    file = files.text_file(folder / "s.csv", SIGNED, "gb18030")
    asked = attend(folder, "--from", file)
    assert (2, True) == (asked.code, "its headings: 序号, 姓名, 签到时间" in asked.err)
    assert 0 == attend(folder, "--from", file, "--map", "in=签到时间，name=姓名").code
    expected = {"甲同志": "absent", "乙同志": "absent", "张三": "present", "李四": "absent", "王五": "late"}
    assert expected == codes(folder)
    file = files.text_file(folder / "next.csv", [*SIGNED, ["4", "甲同志", "14:58"]])
    assert 0 == attend(folder, "--from", file, "--yes").code
    assert expected | {"甲同志": "present"} == codes(folder)


def test_list_of_names_is_enough(folder: Path) -> None:
    """Who is in it came; an id serves as well as a name."""
    file = files.text_file(folder / "s.csv", [["工号"], ["01"], ["3"], ["05"]])
    done = attend(folder, "--from", file, "--map", "id=工号")
    assert (1, True) == (done.code, "row 3, 3: no member" in done.err)
    assert ["present", "absent", "absent", "absent", "present"] == list(codes(folder).values())


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("姓名", "this names no column"),
        ("nam=姓名", "did you mean “name”?"),
        ("in=签到时间", "it is not said which column has the names"),
        ("name=姓名,name=序号", "“name” is said twice"),
        ("name=名字", "write them as they stand in the file: 序号, 姓名, 签到时间"),
    ],
)
def test_mapping_must_make_sense(folder: Path, said: str, message: str) -> None:
    """What is wrong with it is told."""
    done = attend(folder, "--from", files.text_file(folder / "s.csv", SIGNED), "--map", said)
    assert (2, True) == (done.code, message in done.err), done.err


def test_leaves_and_what_is_said_hold(folder: Path) -> None:
    """A leave stands for who did not come; who came all the same came, and is named; what is said goes before the file."""
    clerk(
        folder,
        "attend",
        "3月9日",
        "--ahead",
        "--leave",
        "王五:病假",
        "--leave",
        "张三:事假",
        now="2026-03-01T10:00+08:00",
    )
    done = attend(folder, "--from", files.teams(folder / "t.csv"), "--mark", "乙同志:线上", "--yes")
    assert 1 == done.code
    assert STORY | {"李四": "absent", "王五": "leave-sick", "乙同志": "online"} == codes(folder)


def test_correction_by_hand_stays(folder: Path) -> None:
    """When the same file is imported again, after the roster learnt another name, only that is new."""
    file = files.tencent(folder / "t.xlsx")
    attend(folder, "--from", file)
    attend(folder, "--keep", "--leave", "李四:病假", "--yes")
    assert "iPhone" not in (folder / "roster.csv").read_text(encoding="utf-8")
    text = (folder / "roster.csv").read_text(encoding="utf-8").replace("正式党员,,\n", "正式党员,iPhone,\n")
    rows = [row.replace("iPhone", "") if "王五" not in row else row for row in text.splitlines()]
    (folder / "roster.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert 0 == attend(folder, "--from", file, "--yes").code
    assert STORY | {"李四": "leave-sick", "王五": "present"} == codes(folder)


def test_namesakes_and_strangers_to_the_session(tmp_path: Path) -> None:
    """Nobody is guessed: two of one name, an id and a name of two people, a member who is not due or no longer there."""
    roster = (
        "编号,姓名,党小组,职务,状态,转出日期\n01,甲同志,一,支部书记、支部委员,正式党员,\n02,乙同志,一,支部委员,正式党员,\n"
        "03,张三,一,,正式党员,\n04,李四,一,支部委员,正式党员,\n05,李四,二,支部委员,正式党员,\n06,赵六,一,支部委员,正式党员,2026-02-01\n"
    )
    branch(tmp_path, roster)
    rows = [
        ["工号", "姓名", "时间"],
        ["", "李四", "14:59"],
        ["02", "甲同志", "14:59"],
        ["", "张三", "14:59"],
        ["", "赵六", "14:59"],
        ["5", "李四", "14:59"],  # 05, after a spreadsheet took it for a number
        ["", "王老师", "14:59"],
        ["01", "甲同志", "昨天"],
    ]
    file = files.text_file(tmp_path / "s.csv", rows)
    said = ("attend", "3月10日", "--from", file, "--map", "id=工号,name=姓名,in=时间")
    done = clerk(tmp_path, *said, "--observer", "王老师")
    reasons = [
        "row 2, 李四: it may be more than one member: 04 李四, 05 李四",
        "row 3, 甲同志: it may be more than one member: 02 乙同志, 01 甲同志",
        "row 4, 张三: 张三 is not due at this session; say --observer 03 if they attended",
        "row 5, 赵六: 赵六 did not belong here on Tue 10 March 2026",
        "row 8, 甲同志: “昨天”: this is no time",
    ]
    assert (1, []) == (done.code, [reason for reason in reasons if reason not in done.err]), done.err
    with read_ledger(tmp_path / "ledger.db") as ledger:
        found = {
            row.member: row.mark
            for row in marks.read(ledger, "zb-2026")
            if row.day.isoformat() == "2026-03-10"
        }
    assert {"05": "present", "王老师": "observer"} == found


@pytest.mark.parametrize("backwards", [False, True])
def test_company_has_more_people_of_one_name(folder: Path, backwards: bool) -> None:
    """An export of the whole company: two 张三 with ids that the roster does not have are nobody; one that it has is."""
    rows = [
        ["9001", "张三", "14:55"],
        ["9002", "张三", ""],
        ['="5"', "王五", "14:55"],
        ["9003", "王五", "15:40"],
    ]
    rows = [["工号", "姓名", "时间"], *(reversed(rows) if backwards else rows)]
    file = files.text_file(folder / "c.csv", rows)
    done = attend(folder, "--from", file, "--map", "id=工号,name=姓名,in=时间")
    assert (1, 3) == (done.code, done.err.count("several people of this name")), done.err
    assert {"甲同志": "absent", "乙同志": "absent", "李四": "absent", "王五": "present"} == codes(folder)


def test_nothing_is_recorded_whose_rejects_have_no_place(folder: Path) -> None:
    """A folder that is not there is told before the marks are recorded, not after."""
    done = attend(folder, "--from", files.zoom(folder / "z.csv"), "--reject", folder / "nowhere" / "r.csv")
    assert (2, True) == (done.code, "there is no folder" in done.err), done.err
    assert not (folder / "ledger.db").exists()


def test_thresholds_are_the_rulebooks(folder: Path) -> None:
    """Minutes of grace and the share of the session that somebody must have been there for."""
    (folder / "local.toml").write_text(
        BOOK + '[settings]\nsign_in_after = "30分钟"\npresent_share = "70%"\n',
        encoding="utf-8",
    )
    plan = folder / "plan.toml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("[defaults]", 'rules = ["local.toml"]\n[defaults]'),
        encoding="utf-8",
    )
    attend(folder, "--from", files.zoom(folder / "z.csv"))
    assert ["present", "present", "absent", "absent", "absent"] == list(codes(folder).values())
    assert "there for 60 of 90 minutes" == recorded(folder)["张三"].note


def test_online_meetings_have_no_quorum(folder: Path) -> None:
    """With --as, those in the file are what it says; their times are kept."""
    done = attend(folder, "--from", files.zoom(folder / "z.csv"), "--as", "线上", "--json")
    assert ["online", "online", "online", "absent", "absent"] == list(codes(folder).values())
    told = json.loads(done.out)
    assert ("Zoom", 8, 2, [12]) == (
        told["format"],
        told["rows"],
        told["waiting"],
        [each["row"] for each in told["rejected"]],
    )
    refused = attend(folder, "--from", folder / "z.csv", "--as", "缺席")
    assert (2, True) == (refused.code, "no mark of somebody who came" in refused.err)


def test_counting_for_a_quorum_is_said(folder: Path) -> None:
    """Of a general meeting whose attendance comes from a meeting program; not where it is said, or nobody asks."""
    rows = [["用户昵称", "首次入会时间", "最后退会时间"], ["甲同志", "2026-03-31 14:58", "2026-03-31 16:31"]]
    file = files.workbook(folder / "t.xlsx", ("成员参会概况", rows))
    hint = "counts for the quorum; if they do not: --as online"
    said = [
        hint in clerk(folder, "attend", *words, "--dry-run").err
        for words in (
            ("3月31日", "--from", file),
            ("3月31日", "--from", file, "--as", "online"),
            ("3月9日", "--from", files.zoom(folder / "z.csv")),
        )
    ]
    assert [True, False, False] == said


def _encrypted(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    return path


def _bomb(path: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(70 * 2**20))
    return path


def _bytes(data: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


def _other_hours(path: Path) -> Path:
    return files.text_file(path, [["姓名", "来", "去"], ["张三", "09:00", "10:00"]])


def _other_days(path: Path) -> Path:
    return files.text_file(path, [["姓名", "来"], ["张三", "2026-03-07 15:00"], ["王五", "2026-03-08 15:00"]])


def _two_sheets(path: Path) -> Path:
    return files.workbook(path, ("一组", [["姓名"], ["张三"]]), ("二组", [["姓名"], ["李四"]]))


def _wecom_without_times(path: Path) -> Path:
    return files.workbook(path, ("打卡", [["时间", "姓名", "账号"], ["", "", ""], ["3月9日", "张三", "03"]]))


@pytest.mark.parametrize(
    ("write", "words", "message"),
    [
        (_encrypted, [], "protected by a password"),
        (partial(files.workbook), [], "the table is empty"),
        (_bomb, [], "unpacks to more than 64 MB"),
        (_bytes(b"PK\x03\x04 no workbook"), [], "no Excel workbook, or a damaged one"),
        (_bytes(b""), [], "the table is empty"),
        (_bytes(b"\n\n,,\n"), [], "the table is empty"),
        (_bytes(b"a\0b"), [], "NUL byte"),
        (_bytes(b"\xff\xfea"), [], "neither UTF-8 nor GB18030"),
        (_bytes(b"x" * 200_000), [], "longer than any row"),
        (_bytes("姓名\n张三\n".encode()), [], "this is no attendance file of a program that sanhui knows"),
        (
            _bytes("姓名,姓名\n张三,李四\n".encode()),
            ["--map", "name=姓名"],
            "several columns have the heading",
        ),
        (_bytes("姓名\n".encode()), ["--map", "name=姓名"], "there is nobody in the file"),
        # Of the rows below an open quotation mark nobody would have come.
        (
            _bytes('姓名\n张三\n"甲同志\n乙同志\n'.encode()),
            ["--map", "name=姓名"],
            "3: this row cannot be read",
        ),
        (_other_hours, ["--map", "name=姓名,in=来,out=去"], "other times than the session: 09:00–10:00"),
        (files.zoom, ["--ahead"], "this session is not in the future"),
        (files.zoom, ["--all-present"], "--from and --all-present do not go together"),
        (_two_sheets, ["--map", "name=姓名"], "several sheets have people: 一组, 二组"),
        (_other_days, ["--map", "name=姓名,in=来"], "it is of Sat 7 March 2026 to Sun 8 March 2026"),
        (_bytes("姓名\n来人\n".encode()), ["--map", "name=姓名"], "no row of the file is of anybody"),
        (_bytes("1. 甲,\n2. 乙,\n谁,何时\n".encode()), [], "this is no attendance file of a program"),
        (_wecom_without_times, [], "this is no attendance file of a program"),
    ],
)
def test_unusable_files_are_refused(
    folder: Path, write: Callable[[Path], Path], words: list[str], message: str
) -> None:
    """In words, with nothing recorded."""
    done = attend(folder, "--from", write(folder / "f"), *words)
    assert (2, True) == (done.code, message in done.err), done.err
    assert not (folder / "ledger.db").exists()


def test_file_of_strangers_ends_early(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows are nobody's: some are kept for whoever looks into them, no memory is filled."""
    monkeypatch.setattr("sanhui.attendance.meetings.importing.MOST", 100)
    rows = [["姓名", "签到"], ["张三", "14:50"], *([f"来人{n}", "15:00"] for n in range(101))]
    done = attend(folder, "--from", files.text_file(folder / "s.csv", rows), "--map", "name=姓名,in=签到")
    assert (2, True) == (done.code, "more than 100 rows of the file are of nobody in the roster" in done.err)


def test_file_of_another_day_is_refused(folder: Path) -> None:
    """It says of which days it is."""
    done = clerk(folder, "attend", "3月2日", "--from", files.zoom(folder / "z.csv"))
    assert 2 == done.code
    assert "the file has nothing of Mon 2 March 2026; it is of Mon 9 March 2026\n" in done.err
    assert 2 == attend(folder, "--from", folder / "no").code
    assert 2 == attend(folder, "--from", folder).code
    assert "only with --from FILE" in attend(folder, "--all-present", "--map", "name=姓名").err


WIDE = """\
编号,姓名,职务,状态,免于参加自,免于参加原因,外出自,外出去向
01,甲同志,支部书记、支部委员,正式党员,,,,
02,乙同志,支部委员,正式党员,2026-01-01,年老体弱,,
03,张三,支部委员,正式党员,2026-01-01,年老体弱,,
04,李四,支部委员,正式党员,,,2026-01-01,某市
05,王五,支部委员,正式党员,,,2026-01-01,某市
06,赵六,科普部部长,正式党员,,,,
"""


def test_who_need_not_come_and_who_is_elsewhere(tmp_path: Path) -> None:
    """The exempt who come are present, and never late; 流动党员 take part elsewhere; observers are those of the plan."""
    branch(tmp_path, WIDE)
    plan = tmp_path / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace('audience = "支部委员"', 'audience = "支部委员"\nobservers = ["赵六", "上级代表"]'),
        encoding="utf-8",
    )
    rows = [
        ["姓名", "到", "离"],
        *([name, "15:40", "16:31"] for name in ("甲同志", "乙同志", "李四", "赵六", "上级代表")),
    ]
    said = ("--from", files.text_file(tmp_path / "s.csv", rows), "--map", "name=姓名,in=到,out=离")
    done = clerk(tmp_path, "attend", "3月10日", *said)
    with read_ledger(tmp_path / "ledger.db") as ledger:
        found = {row.name: row.mark for row in marks.read(ledger, "zb-2026")}
    assert {
        "甲同志": "late",
        "乙同志": "present",
        "张三": "exempt",
        "李四": "elsewhere",
        "王五": "elsewhere",
        "赵六": "observer",
        "上级代表": "observer",
    } == found, done.err
    assert "exempt, and came all the same: 乙同志\n" in done.err


def test_leave_is_named_when_somebody_comes(folder: Path) -> None:
    """The leave stays granted; the record says that they came."""
    clerk(folder, "leave", "add", "张三", "2026-03-09", "2026-03-10", "--type", "事假")
    clerk(folder, "leave", "add", "王五", "2026-03-09", "2026-03-10", "--type", "事假")
    done = attend(folder, "--from", files.tencent(folder / "t.xlsx"))
    assert "on leave, and came all the same: 张三\n" in done.err
    assert {"张三": "early", "王五": "leave-personal"}.items() <= codes(folder).items()
    assert "nothing was changed" in attend(folder, "--from", folder / "t.xlsx").err


def test_who_looked_in_only_keeps_the_leave(folder: Path) -> None:
    """With a share of the session to be there for, who was there for less is what they would be otherwise."""
    plan, rules = folder / "plan.toml", '[settings]\npresent_share = "70%"\n'
    (folder / "local.toml").write_text(BOOK + rules, encoding="utf-8")
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("[defaults]", 'rules = ["local.toml"]\n[defaults]'),
        encoding="utf-8",
    )
    clerk(folder, "leave", "add", "张三", "2026-03-09", "2026-03-10", "--type", "事假")
    done = attend(folder, "--from", files.tencent(folder / "t.xlsx"))
    assert "leave-personal" == codes(folder)["张三"]
    assert "all the same" not in done.err


def test_room_and_screen_in_two_files(folder: Path) -> None:
    """With --keep the second file adds those who are in it; who was in the room stays so, and again nothing changes."""
    rows = [["姓名", "签到时间"], ["甲同志", "14:50"], ["王五", "14:52"]]
    room = files.text_file(folder / "room.csv", rows)
    assert 0 == attend(folder, "--from", room, "--map", "name=姓名,in=签到时间").code
    screen = files.tencent(folder / "t.xlsx")
    for _time in range(2):
        assert 1 == attend(folder, "--from", screen, "--as", "线上", "--keep", "--yes").code
        expected = {
            "甲同志": "present",
            "王五": "present",
            "乙同志": "online",
            "张三": "online",
            "李四": "absent",
        }
        assert expected == codes(folder)
    refused = attend(folder, "--from", screen)
    assert (2, True) == (refused.code, "线 online 15:20 16:30 → 迟 late 15:20 16:30" in refused.err), (
        refused.err
    )
    assert "or --keep" in refused.err
    corrected = attend(folder, "--keep", "--absent", "甲同志")
    assert (2, False) == (corrected.code, "or --keep" in corrected.err)
    (folder / "t.xlsx.rejected.csv").unlink()
    assert 2 == attend(folder, "--from", screen).code
    assert not (folder / "t.xlsx.rejected.csv").exists()


def test_zoom_totals_are_enough(folder: Path) -> None:
    """The export of “unique users” has no times, or one of them only."""
    header = ["Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"]
    rows = [header, ["张三", "", "80", "Yes"], ["李四", "", "9", "Yes"]]
    assert 0 == attend(folder, "--from", files.text_file(folder / "z.csv", rows)).code
    assert ("present", 80) == (recorded(folder)["张三"].mark, recorded(folder)["张三"].minutes)
    rows = [[*header, "Join time"], ["张三", "", "80", "Yes", "2026-03-09 15:20"]]
    assert 0 == attend(folder, "--from", files.text_file(folder / "z.csv", rows), "--yes").code
    assert "late" == codes(folder)["张三"]


def test_rows_of_a_workbook_come_one_by_one(tmp_path: Path) -> None:
    """The same as all at once: with empty rows and columns before, and merged cells filled down."""
    with xlsxwriter.Workbook(tmp_path / "s.xlsx") as book:
        page = book.add_worksheet()
        page.merge_range("C3:D5", "一")
        page.write("E6", "末")
    expected = [("",) * 5, ("",) * 5, *[("", "", "一", "", "")] * 3, ("", "", "", "", "末")]
    (grid,), (long,) = read_workbook(tmp_path / "s.xlsx"), read_long(tmp_path / "s.xlsx", 100)
    assert expected == list(grid.rows) == list(long.rows()) == list(long.rows())
    assert {(3, 2), (4, 2)} == grid.merged


def test_workbook_with_real_dates(folder: Path) -> None:
    """Cells that a spreadsheet holds as dates and times are those."""
    file = folder / "s.xlsx"
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["姓名", "签到", "签退"])
        page.write(1, 0, "张三")
        page.write_datetime(1, 1, dt.datetime(2026, 3, 9, 15, 20))
        page.write_datetime(1, 2, dt.time(16, 30))
    assert 0 == attend(folder, "--from", file, "--map", "name=姓名,in=签到,out=签退").code
    assert ("late", 70) == (recorded(folder)["张三"].mark, recorded(folder)["张三"].minutes)


MARKED = [
    ["工号", "姓名", "签到", "考勤"],
    ["01", "甲同志", "14:50", ""],
    ["02", "乙同志", "15:20", ""],
    ["03", "张三", "√", ""],
    ["04", "李四", "15:00", ""],
    ["05", "王五", "", ""],
]


def test_rejected_rows_make_nobody_absent(folder: Path) -> None:
    """Whose row cannot be read has no mark: told, exit 1, visible afterwards; settled by hand or by a better file."""
    file = files.text_file(folder / "s.csv", MARKED)
    said = ("--from", file, "--map", "name=姓名,in=签到")
    tried = attend(folder, *said, "--dry-run")
    assert (1, True) == (tried.code, "no mark   张三\n" in tried.out), tried.out
    counts = json.loads(attend(folder, *said, "--dry-run", "--json").out)
    assert (5, 3, 1, 1, None) == (
        *(counts[name] for name in ("due", "present", "absent")),
        len(counts["unmarked"]),
        counts["rate"],
    )
    done = attend(folder, *said)
    told = "5 due, 3 present, 0 on leave, 1 absent, 1 without a mark"
    assert (1, True, True) == (done.code, told in done.out, "row 4, 张三: “√”: this is no time" in done.err)
    expected = {"甲同志": "present", "乙同志": "late", "李四": "present", "王五": "absent"}
    assert expected == codes(folder)
    assert "no mark   张三" in clerk(folder, "held", "3月9日").out
    for form in ([], ["--matrix"], ["--member", "张三"]):
        assert f"{MEETING}, 2026-03-09: no mark yet for 张三" in clerk(folder, "attendance", *form).out
    machine = json.loads(clerk(folder, "attendance", "--json").out)["unmarked"]
    assert [
        {"session": MEETING, "day": "2026-03-09", "members": [{"member": "03", "name": "张三"}]}
    ] == machine
    assert (1, True) == (attend(folder, *said).code, "nothing was changed" in attend(folder, *said).err)
    # A correction of somebody else makes nobody present whom nobody named.
    assert 1 == attend(folder, "--keep", "--mark", "王五:病假", "--yes").code
    assert expected | {"王五": "leave-sick"} == codes(folder)
    assert 0 == attend(folder, "--keep", "--mark", "张三:出勤").code
    assert 1 == attend(folder, *said).code
    assert expected | {"王五": "leave-sick", "张三": "present"} == codes(folder)
    mended = files.text_file(folder / "t.csv", [*MARKED[:3], ["03", "张三", "15:30", ""], *MARKED[4:]])
    assert 0 == attend(folder, "--from", mended, "--yes").code
    assert expected | {"张三": "late"} == codes(folder)
    # A later file that cannot be read takes away what no person said, and keeps what one did.
    attend(folder, "--keep", "--mark", "李四:公差", "--yes")
    torn = [*MARKED[:2], *([*row[:2], "?", ""] for row in MARKED[2:])]
    assert 1 == attend(folder, "--from", files.text_file(folder / "u.csv", torn), "--yes").code
    kept = {"乙同志": "late", "张三": "late", "李四": "leave-duty"}
    assert {"甲同志": "present", **kept} == codes(folder)


def test_marks_in_a_table_are_read(folder: Path) -> None:
    """√ 事假 ×, by symbol, name or alias; an unknown one is an error and never absence, nor is it to be missing."""
    rows = [[*row[:3], mark] for row, mark in zip(MARKED[1:], ("√", "迟", "△", "事假", "×"), strict=True)]
    file = files.text_file(folder / "s.csv", [MARKED[0], *rows])
    said = ("--from", file, "--map", "id=工号,name=姓名,mark=考勤")
    done = attend(folder, *said)
    assert (1, True) == (done.code, "row 4, 张三: “△”: there is no such mark" in done.err), done.err
    expected = {"甲同志": "present", "乙同志": "late", "李四": "leave-personal", "王五": "absent"}
    assert expected == codes(folder)
    short = files.text_file(
        folder / "t.csv", [MARKED[0], *rows[:2], ["03", "张三", "", ""], ["03", "张三", "", "√"]]
    )
    again = clerk(folder, "attend", "3月16日", "--from", short)
    assert (1, True) == (again.code, "no mark   李四, 王五" in again.out), again.out
    torn = [MARKED[0], *rows[:2], ["03", "张三", "", "√"], ["03", "张三", "", "×"]]
    last = clerk(folder, "attend", "3月23日", "--from", files.text_file(folder / "u.csv", torn))
    assert "row 5, 张三: “×”: another row says something else" in last.err
    assert {"甲同志": "present", "乙同志": "late"} == {
        name: row.mark for name, row in recorded(folder, "study/2026-W13").items()
    }


def test_times_that_say_little_or_nothing(folder: Path) -> None:
    """Who left before coming is rejected, who came after the end was not there; a number of a bare cell is a time."""
    rows: list[list[Any]] = [
        ["姓名", "来", "去"],
        ["甲同志", "16:00", "15:00"],
        ["乙同志", "16:40", ""],
        ["张三", "", "16:00"],
        ["王五", 0.625, 0.6875],
    ]
    done = attend(
        folder, "--from", files.workbook(folder / "s.xlsx", ("签到", rows)), "--map", "name=姓名,in=来,out=去"
    )
    assert (1, True) == (done.code, "left before coming: 2026-03-09 16:00 – 2026-03-09 15:00" in done.err)
    assert {"乙同志": "absent", "张三": "early", "李四": "absent", "王五": "present"} == codes(folder)
    departed = recorded(folder)["张三"].departed
    assert departed is not None
    assert "16:00" == f"{departed:%H:%M}"


def test_a_session_of_whole_days_has_no_latecomers(tmp_path: Path) -> None:
    """Whoever is in the file was there, on whichever of the days."""
    folder = branch(tmp_path, plan=PLAN + TRAINING)
    rows = [
        ["姓名", "来"],
        ["张三", "2026-05-11 19:30"],
        ["乙同志", "2026-05-13 08:00"],
        ["王五", "2026-05-14 08:00"],
    ]
    file = files.text_file(folder / "s.csv", rows)
    done = clerk(
        folder,
        "attend",
        "training/2026",
        "--from",
        file,
        "--map",
        "name=姓名,in=来",
        now="2026-06-01T10:00",
    )
    found = recorded(folder, "training/2026")
    assert 0 == done.code, done.err
    assert "1 of other days" in done.err
    expected = {"张三": "present", "乙同志": "present", "王五": "absent"}
    assert expected == {name: found[name].mark for name in expected}


def test_a_session_beyond_midnight(tmp_path: Path) -> None:
    """A night on the dike: who came after midnight was there, and late; the next evening is another day."""
    night = PLAN.replace('when = "每周一"', 'when = "每周一 23:30"')
    rows = [
        ["姓名", "来", "去"],
        ["甲同志", "2026-03-09 22:20", "2026-03-10 01:05"],
        ["乙同志", "2026-03-10 00:05", "2026-03-10 00:58"],
        ["张三", "2026-03-10 23:30", "2026-03-11 01:00"],
    ]
    folder = branch(tmp_path, plan=night)
    file = files.text_file(folder / "s.csv", rows)
    done = attend(folder, "--from", file, "--map", "name=姓名,in=来,out=去")
    assert (0, True) == (done.code, "3 rows, 1 of other days" in done.err), done.err
    found = recorded(folder)
    assert ["present", "late", "absent"] == [found[name].mark for name in ("甲同志", "乙同志", "张三")]
    assert 90 == found["甲同志"].minutes


def test_large_files_say_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However they are cut into pieces while they are read, and whenever joins are merged."""
    monkeypatch.setattr("sanhui.attendance.meetings.joins._MANY", 1)
    monkeypatch.setattr("sanhui.attendance.meetings.source._CHUNK", 7)
    monkeypatch.setattr("sanhui.attendance.meetings.source._STEP", 2)
    for file in (files.zoom(folder / "z.csv"), files.tencent(folder / "t.xlsx")):
        attend(folder, "--leave", "李四:公差", "--from", file, "--yes")
        assert STORY == codes(folder)
    assert 90 == recorded(folder)["甲同志"].minutes


def test_a_report_without_its_last_section(folder: Path) -> None:
    """Teams writes three; whoever deleted the activities loses nothing."""
    whole = files.teams(folder / "t.csv").read_bytes().decode("utf-16")
    (folder / "t.csv").write_bytes(whole[: whole.index("3. ")].encode("utf-16"))
    attend(folder, "--leave", "李四:公差", "--from", folder / "t.csv")
    assert STORY == codes(folder)


def test_rejected_rows_find_no_free_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older ones are not written over, and nothing is recorded whose rejects would be lost."""
    monkeypatch.setattr("sanhui.attendance.meetings.rejects._NAMES", 2)
    file = files.zoom(folder / "z.csv")
    (folder / "z.csv.rejected.csv").write_text("another file's", encoding="utf-8")
    done = attend(folder, "--from", file)
    assert (2, True) == (done.code, "there are 1 files of rejected rows beside it already" in done.err)
    assert not (folder / "ledger.db").exists()
