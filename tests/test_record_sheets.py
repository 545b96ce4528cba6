"""`sanhui export xlsx`: sign-in sheets, the attendance matrix, the audit and points, from the same record as everything else."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
import python_calamine as calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import stamp
from records import MEETING, PLAN, branch, clerk
from sanhui.attendance.due import due
from sanhui.attendance.points import Account, Earned
from sanhui.attendance.record import Record, read
from sanhui.attendance.recording import held_of, record
from sanhui.attendance.sheet import Sheet, begin
from sanhui.attendance.sign_in import sign_in
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.plan.load import load
from sanhui.publish.xlsx import SHEETS, Material, workbook
from sanhui.publish.year.plan_row import fingerprint
from sanhui.rulebook.load import rules_of
from sanhui.rules.audit import audit
from sanhui.rules.kept import recorded
from sanhui.schedule.expand import Schedule, expand
from spreadsheets import members_of

UNTIL = dt.date(2026, 6, 30)
LETTERS = {".": "present", "a": "absent", "s": "leave-sick", "l": "late"}


RULES = """\
[rulebook]
id = "local"
zh = "本支部考勤办法"

[[points]]
marks = ["出勤"]
points = 1.5
"""


def fill(folder: Path, until: dt.date = UNTIL, marks: str = "....a...s..l.") -> Schedule:
    """Record every session up to a day in one change; the marks go round and round."""
    schedule = expand(load(folder / "plan.toml"))
    plan = schedule.plan
    assert plan.roster is not None
    turn = 0
    with open_ledger(folder / "ledger.db") as ledger, ledger.change(stamp("attend")) as change:
        for session in schedule.sessions:
            if session.date is None or session.date > until:
                continue
            sheet = Sheet(held_of(plan, session), due(schedule, session), plan.roster, plan.marks, "sign-in")
            rows = dict(begin(sheet, "present").rows)
            for key, row in rows.items():
                rows[key] = msgspec.structs.replace(row, mark=LETTERS[marks[turn % len(marks)]])
                turn += 1
            record(change, plan, sheet.held, rows, seen={})
    return schedule


def grid(path: Path, number: int = 0) -> list[list[Any]]:
    """The rows of a sheet, as another program reads them."""
    return calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(number).to_python()


def names(path: Path) -> list[str]:
    """The sheets."""
    return calamine.CalamineWorkbook.from_path(path).sheet_names


def export(folder: Path, *words: object) -> Path:
    """The workbook that the command writes."""
    done = clerk(folder, "export", "xlsx", *words, "-o", "out.xlsx")
    assert 0 == done.code, done.err
    return folder / "out.xlsx"


# -- sign-in ------------------------------------------------------------------------------------------------


def test_sheet_of_one_session(tmp_path: Path) -> None:
    """What, when and where; a numbered line for everybody due; 应到 is known, the rest is written by hand."""
    rows = grid(export(branch(tmp_path), "--session", MEETING))
    texts = [str(row[0]) for row in rows]
    assert [
        "示例支部签到表",
        "活动：每周有学习",
        "时间：2026年3月9日 周一 15:00-16:30",
        "地点：三楼会议室",
        "主持人：________    记录人：________",
    ] == texts[:5]
    assert ["序号", "姓名", "签名"] == rows[5][:3]
    assert [(1.0, "甲同志"), (5.0, "王五")] == [tuple(rows[at][:2]) for at in (6, 10)]
    assert "应到：5    实到：________    请假：________    缺席：________" == texts[11]


def test_sheet_once_it_is_recorded(tmp_path: Path) -> None:
    """With the numbers of the record, and why nobody signed on a line; not of which illness."""
    folder = branch(tmp_path)
    clerk(folder, "attend", MEETING, "--absent", "张三", "--leave", "李四:病假:住院")
    rows = grid(export(folder, "--session", "3月9日"))
    assert ("应到：5    实到：3    请假：1    缺席：1", ["缺席", "请假"]) == (
        rows[11][0],
        [rows[8][2], rows[9][2]],
    )
    assert "住院" not in str(rows)


def test_month_has_a_page_for_each_session(tmp_path: Path) -> None:
    """In order of day, with a break before each but the first; what has no day yet, or takes no time, has none."""
    folder = branch(tmp_path, plan=PLAN.replace("每季度最后一个工作日", "每季度1次"))
    done = clerk(folder, "export", "xlsx", "--month", "3月")
    assert (0, True) == (done.code, "1 session may fall into this month" in done.err)
    assert "zb-2026-sign-in-2026-03.xlsx written: 6 sign-in sheets\n" in done.err
    path = folder / "zb-2026-sign-in-2026-03.xlsx"
    heads = [row[0] for row in grid(path) if str(row[0]).startswith("时间")]
    assert ["2日", "9日", "10日", "16日", "23日", "30日"] == [re.findall(r"\d+日", head)[0] for head in heads]
    sheet = next(each.decode() for each in members_of(path) if b"<worksheet" in each)
    assert 'count="5" manualBreakCount="5"' in sheet


def test_five_hundred_members_sign(tmp_path: Path) -> None:
    """In two columns, numbered down the first, on pages with a head each; everybody is there once."""
    people = ["甲", "名" * 40, *(f"党员{n}" for n in range(498))]
    roster = "编号,姓名,状态\n" + "".join(f"{n:03},{name},正式党员\n" for n, name in enumerate(people))
    rows = grid(export(branch(tmp_path, roster), "--session", MEETING))
    assert 12 <= sum(row[0] == "序号" for row in rows) <= 14
    signed = {row[at]: row[at + 1] for row in rows for at in (0, 4) if isinstance(row[at], float)}
    assert people == [signed[number] for number in sorted(signed)]
    assert (1.0, "甲", 2.0) == (rows[6][0], rows[6][1], rows[7][0])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--sheet", "sign-in"), "--session, or --month"),
        (("--sheet", "plan", "--month", "3"), "about --sheet sign-in"),
        (("--session", MEETING, "--month", "3"), "choose one of"),
        (("--session", "study/2026-W88"), "no such session"),
        (("--month", "13"), "is no month"),
        (("--session", "study/2026-W12"), "this session was called off"),
        (("--month", "11"), "no session of this month has a day"),
        (("--sheet", "matrix", "--public"), "with --public: plan, wall, audit"),
        (("--session", MEETING, "--public"), "cannot be public"),
    ],
)
def test_what_cannot_be_asked_for(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    """It is refused, and nothing is written."""
    folder = branch(tmp_path, plan=PLAN.replace("每周一", "每周一，1月至3月").replace("每月10日", "3月10日"))
    clerk(folder, "cancel", "study/2026-W12")
    done = clerk(folder, "export", "xlsx", *words)
    assert (2, True, []) == (done.code, message in done.err, list(folder.glob("*.xlsx"))), done.err


# -- the matrix ---------------------------------------------------------------------------------------------


def test_matrix_says_what_attendance_says(tmp_path: Path) -> None:
    """The marks, sums and rates of `sanhui attendance --matrix`, days as days and rates as numbers."""
    folder = branch(tmp_path)
    fill(folder, dt.date(2026, 3, 31))
    told = json.loads(clerk(folder, "attendance", "--matrix", "--json").out)
    rows = grid(export(folder, "--sheet", "matrix"))
    count = len(told["sessions"])
    assert [each["day"] for each in told["sessions"]] == [str(day) for day in rows[1][3 : 3 + count]]
    people = rows[3 : 3 + len(told["members"])]
    assert [each["name"] for each in told["members"]] == [row[1] for row in people]
    symbols = {code: mark.symbol for code, mark in load(folder / "plan.toml").marks.items()}
    marks = [[code and symbols[code] for code in each["marks"]] for each in told["members"]]
    assert marks == [[cell or None for cell in row[3 : 3 + count]] for row in people]
    sums = [(each["due"], each["present"]) for each in told["members"]]
    assert sums == [tuple(row[3 + count : 5 + count]) for row in people]
    # Cut off after a tenth of a percent, as everywhere: 84.96% is not 85%.
    assert [present * 1000 // due / 1000 for due, present in sums] == [row[8 + count] for row in people]
    assert [each["present"] for each in told["sessions"]] == rows[4 + len(people)][3 : 3 + count]


def test_who_came_too_rarely_stands_out(tmp_path: Path) -> None:
    """By the target of the local rulebook, with a note below; colours and lines are conditions, so they follow an edit."""
    folder = branch(tmp_path, plan=PLAN.replace("[defaults]", 'rules = ["local.toml"]\n\n[defaults]'))
    (folder / "local.toml").write_text(RULES + "\n[settings]\nattendance_target = 0.85\n", encoding="utf-8")
    fill(folder, dt.date(2026, 3, 31))
    path = export(folder, "--sheet", "matrix")
    assert "加下划线：低于85%" in grid(path)[-1][1]
    sheet = next(each.decode() for each in members_of(path) if b"<worksheet" in each)
    assert '"lessThan"><formula>0.85</formula>' in sheet


def test_long_year_is_divided(tmp_path: Path) -> None:
    """More sessions than a page can hold are a sheet a quarter, and one with everybody's rates."""
    folder = branch(tmp_path)
    fill(folder)
    path = export(folder, "--sheet", "matrix", "--as-of", "2026-07-01")
    assert ["考勤 2026-Q1", "考勤 2026-Q2", "考勤汇总"] == names(path)
    told = json.loads(clerk(folder, "attendance", "--json").out)
    people = grid(path, 2)[2:-1]
    assert [(each["name"], each["due"], each["rate"]) for each in told["lines"]] == [
        (row[1], row[5], pytest.approx(row[10], abs=1e-3)) for row in people
    ]
    quarter = json.loads(clerk(folder, "attendance", "--period", "2026-Q2", "--json").out)
    assert [each["rate"] for each in quarter["lines"]] == [pytest.approx(row[4], abs=1e-3) for row in people]


# -- audit and points ---------------------------------------------------------------------------------------


def test_board_and_findings(tmp_path: Path) -> None:
    """The signs of the audit, a quarter over its three months; the findings with their source."""
    folder = branch(tmp_path)
    fill(folder)
    path = export(folder, "--sheet", "audit", "--as-of", "2026-07-01")
    rows = grid(path)
    general = next(row for row in rows if row[0] == "支部党员大会每季度一次")
    assert ("√", "√", "·") == (general[2], general[5], general[8])
    findings = grid(path, 1)
    markdown = clerk(folder, "audit", "--as-of", "2026-07-01", "--format", "markdown").out
    assert len(findings) - 2 == len(re.findall(r"^- ", markdown, re.MULTILINE))
    assert all("《" in row[6] for row in findings[2:] if row[0] != "")


def test_public_audit_names_nobody(tmp_path: Path) -> None:
    """It says how many members a finding concerns; the plan's table has no people and no notes."""
    folder = branch(tmp_path)
    fill(folder, marks=".....a")
    path = export(folder, "--sheet", "audit", "--sheet", "plan", "--public")
    text = str([grid(path, number) for number in range(3)])
    assert [] == [name for name in ("甲同志", "张三", "王五", "全体党员") if name in text]
    assert "名党员" in text
    assert fingerprint("全体党员") not in text
    assert "校验码" == grid(path)[1][-1]
    assert [
        "序号",
        "月份",
        "日期(星期)",
        "时间",
        "类别",
        "主题/内容",
        "地点",
        "学习资料",
        "完成情况",
        "场次编号",
    ] == grid(path)[1][:-1]


def test_points_are_those_of_the_command(tmp_path: Path) -> None:
    """The ranking, and every entry with its day; half points and points that were taken away."""
    folder = branch(tmp_path, plan=PLAN.replace("[defaults]", 'rules = ["local.toml"]\n\n[defaults]'))
    (folder / "local.toml").write_text(RULES, encoding="utf-8")
    fill(folder, dt.date(2026, 2, 28))
    clerk(folder, "points", "add", "张三", "2.5", "--reason", "=1+1", "--on", "3月1日")
    clerk(folder, "points", "add", "李四", "-1", "--reason", "迟交材料", "--on", "3月2日")
    told = json.loads(clerk(folder, "points", "list", "--json").out)["members"]
    path = export(folder, "--sheet", "积分")
    assert ["积分", "积分明细"] == names(path)
    assert [(each["place"], each["name"], each["points"]) for each in told] == [
        (row[0], row[1], row[3]) for row in grid(path)[2:]
    ]
    entries = [(each["name"], entry["day"], entry["points"]) for each in told for entry in each["entries"]]
    assert entries == [(row[0], str(row[1]), row[2]) for row in grid(path, 1)[2:]]
    assert {1.5, 2.5, -1.0} == {points for _name, _day, points in entries}


# -- all of them --------------------------------------------------------------------------------------------


def test_nothing_recorded_yet(tmp_path: Path) -> None:
    """Every sheet is there with its heads; an English plan has English ones."""
    folder = branch(tmp_path, plan=PLAN.replace('title = "计划"', 'title = "Plan"\nlanguage = "en"'))
    path = export(folder, *(f"--sheet={name}" for name in SHEETS), "--session", MEETING)
    assert [
        *("Yearly plan", "Wall calendar", "Sign-in", "Attendance", "Rules", "Findings", "Points"),
        "Points, entries",
    ] == names(path)
    assert not re.search("[\u4e00-\u9fff]", str(grid(path, 3)[1:3]))
    first = path.read_bytes()
    assert first == export(folder, *(f"--sheet={name}" for name in SHEETS), "--session", MEETING).read_bytes()


def everything(folder: Path) -> Material:
    """What all sheets are made of."""
    schedule = fill(branch(folder), dt.date(2026, 1, 31))
    plan = schedule.plan
    with read_ledger(folder / "ledger.db") as ledger:
        kept = read(ledger, plan, rules_of(plan).settings)
        verdicts = audit(schedule, rules_of(plan), recorded(ledger, plan, UNTIL), UNTIL)
    entry = Earned("01", "甲同志", UNTIL, 1.5, "理由")
    return Material(
        schedule,
        sign_ins=(sign_in(schedule, schedule.by_id[MEETING]),),
        record=kept,
        target=Fraction(85, 100),
        verdicts=verdicts,
        as_of=UNTIL,
        accounts=(Account("01", "甲同志", 1.5, 1, (entry,)),),
    )


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The same for all examples."""
    return everything(tmp_path_factory.mktemp("everything"))


def typed(text: str, material: Material) -> Material:
    """The material with a text wherever somebody types one."""

    def put(value: Any, *fields: str) -> Any:
        return msgspec.structs.replace(value, **dict.fromkeys(fields, text))

    schedule, kept = material.schedule, material.record
    marks = {code: put(mark, "symbol", "zh") for code, mark in schedule.plan.marks.items()}
    plan = put(msgspec.structs.replace(schedule.plan, marks=marks), "title", "organization")
    sheet = material.sign_ins[0]
    entries = [
        msgspec.structs.replace(
            each,
            session=put(each.session, "title"),
            row=put(each.row, "name", "group"),
            mark=marks[each.mark.code],
        )
        for each in kept.entries
    ]
    account = material.accounts[0]
    return Material(
        Schedule(
            plan,
            tuple(put(each, "title", "topic", "place", "notes", "speaker") for each in schedule.sessions),
        ),
        done=dict.fromkeys(schedule.by_id, text),
        sign_ins=(
            msgspec.structs.replace(
                sheet,
                held=put(sheet.held, "title", "topic", "place", "chair", "recorder"),
                signers=tuple(put(each, "name") for each in sheet.signers),
                apart=tuple(put(each, "name") for each in sheet.signers),
                others=(text,),
            ),
        ),
        target=material.target,
        record=Record(tuple(put(each, "title") for each in kept.sessions), tuple(entries), marks, 30),
        verdicts=tuple(put(each, "name", "title", "reason") for each in material.verdicts),
        as_of=material.as_of,
        accounts=(
            put(
                msgspec.structs.replace(account, entries=(put(account.entries[0], "name", "reason"),)), "name"
            ),
        ),
    )


_typed = st.text("=+-@|'\"!A1cmd\t<>&＝，😀党 \r\n", min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=15)
@given(_typed)
def test_what_is_typed_is_no_formula(material: Material, text: str) -> None:
    """Names, titles, reasons, symbols of marks: no cell of any sheet holds a formula or a link, no condition more than a text."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "out.xlsx"
        path.write_bytes(workbook(typed(text, material), [*SHEETS]))
        sheets = [member.decode() for member in members_of(path) if b"<worksheet" in member]
        assert [] == [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet]
        assert 8 == len(names(path))
        conditions = [
            html.unescape(each) for each in re.findall("<formula>(.*?)</formula>", "".join(sheets), re.DOTALL)
        ]
        assert conditions
        assert [] == [
            each for each in conditions if not re.fullmatch('"(?:[^"]|"")*"|0[.]85', each, re.DOTALL)
        ]
