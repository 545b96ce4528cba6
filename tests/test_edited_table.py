"""`sanhui import TABLE --into PLAN`: what people edited in the plan's table comes back as changes of that plan."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import PLAN, ROOT, Outcome, sanhui, write
from sanhui.plan.load import load
from sanhui.publish.year.plan_row import columns, row_of, said
from sanhui.schedule.expand import Schedule, expand
from shipped import PLANS
from test_plans import name_of

Cells = dict[str, Any]
#: What is done to the rows: it is given them by session id, in order, and may add and take away.
Hand = Callable[[dict[str, Cells]], object]

MORE = """
# 3月这一次与局务会冲突，见会议纪要
[[change]]
session = "theme-day/2026-05"
to = 2026-05-08
place = "礼堂"  # 大

[activity.session."2026-W20"]
topic = "旧题目"
"""


def plan(folder: Path) -> Path:
    """The usual plan, with comments, a change, and a session that has something of its own."""
    change, own = MORE.split("\n\n")
    head, study, rest = PLAN.partition('when = "每周一"\n')
    return write(folder, f"# 手写的计划\n{head}{study}\n{own}{rest}{change}\n")


def exported(path: Path) -> Path:
    """The plan's table beside it."""
    table = path.with_suffix(".xlsx")
    assert 0 == sanhui("export", "xlsx", path, "--sheet", "plan", "-o", table).code
    return table


def edited(table: Path, hand: Hand, *, without: tuple[str, ...] = ()) -> Path:
    """The table as another program saves it after somebody edited it; columns may be taken out."""
    rows = calamine.CalamineWorkbook.from_path(table).get_sheet_by_index(0).to_python()
    title, heads = rows[0][0], rows[1]
    fields = [*columns()]
    found = {str(row[13]): dict(zip(fields, row, strict=True)) for row in rows[2:]}
    hand(found)
    with xlsxwriter.Workbook(table, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("计划")
        page.write(0, 0, title)
        kept = [number for number, field in enumerate(fields) if field not in without]
        for at, number in enumerate(kept):
            page.write_string(1, at, heads[number])
        for line, cells in enumerate(found.values(), 2):
            for at, number in enumerate(kept):
                value = cells.get(fields[number], "")
                if isinstance(value, dt.timedelta):
                    page.write_datetime(line, at, value, book.add_format({"num_format": "[h]:mm"}))
                elif isinstance(value, dt.date | dt.time):
                    page.write_datetime(line, at, value)
                elif isinstance(value, str):
                    page.write_string(line, at, value)
                else:
                    page.write_number(line, at, value)
    return table


def into(path: Path, *words: object) -> Outcome:
    """The command, in the folder of the plan."""
    return sanhui("import", path.with_suffix(".xlsx"), "--into", path, *words)


def schedule(path: Path) -> Schedule:
    """The plan's sessions."""
    return expand(load(path))


@pytest.mark.parametrize("shipped", PLANS, ids=name_of)
def test_unedited_table_changes_nothing(shipped: Path, tmp_path: Path) -> None:
    """Of no plan, neither as it was exported nor saved by another program without the seals; the bytes stay."""
    table = tmp_path / "t.xlsx"
    before = shipped.read_bytes()
    sanhui("export", "xlsx", shipped, "--sheet", "plan", "-o", table)
    for without in ((), ("seal", "number")):
        if without:
            edited(table, lambda rows: None, without=without)
        outcome = sanhui("import", table, "--into", shipped)
        assert (0, "", True) == (outcome.code, outcome.out, "nothing was written" in outcome.err)
    assert before == shipped.read_bytes()


def test_edits_become_changes(tmp_path: Path) -> None:
    """Day, time, topic, speaker, place, materials, notes, called off, a day for a floating session, an extra session."""
    path = plan(tmp_path)
    before = path.read_bytes()

    def hand(rows: dict[str, Cells]) -> None:
        rows["theme-day/2026-03"] |= {"date": dt.date(2026, 3, 12), "time": "16:00"}
        rows["theme-day/2026-06"]["date"] = "6月11日（周四）"
        rows["weekly-study/2026-W11"] |= {"topic": "=新题目", "speaker": "甲同志", "place": "二楼"}
        rows["weekly-study/2026-W12"] |= {"materials": "党章\n准则", "notes": "带笔记本"}
        rows["weekly-study/2026-W13"]["time"] = dt.time(9, 30)
        rows["theme-day/2026-05"]["place"] = "报告厅"
        rows["weekly-study/2026-W20"]["topic"] = "新题目"
        rows["lectures/2026-04"] |= {"done": "取消", "date": dt.date(2026, 4, 15)}
        rows["forum/2026-Q2"] |= {"date": dt.date(2026, 5, 20), "time": "14:30-16:00"}
        rows[""] = {"date": "2026/7/9", "kind": "主题党日", "topic": "参观", "session": "theme-day"}

    edited(exported(path), hand)
    tried = into(path, "--dry-run")
    assert (0, before) == (tried.code, path.read_bytes()), tried.err
    assert "Nothing was written" in tried.err
    assert "+session = " in tried.out
    done = into(path)
    assert "10 sessions changed" in done.err, done.err
    found = schedule(path).by_id
    assert {
        "theme-day/2026-03": "2026-03-12T16:00",
        "theme-day/2026-06": "2026-06-11T14:30",
        "weekly-study/2026-W13": "2026-03-23T09:30",
        "forum/2026-Q2": "2026-05-20T14:30",
        "theme-day/2026-extra": "2026-07-09T14:30",
    } == {
        name: f"{start:%Y-%m-%dT%H:%M}"
        for name, each in found.items()
        if (start := each.start)
        and name
        in (
            "theme-day/2026-03",
            "theme-day/2026-06",
            "weekly-study/2026-W13",
            "forum/2026-Q2",
            "theme-day/2026-extra",
        )
    }
    study = found["weekly-study/2026-W11"]
    assert ("=新题目", "甲同志", "二楼") == (study.topic, study.speaker, study.place)
    assert ("新题目", "参观") == (found["weekly-study/2026-W20"].topic, found["theme-day/2026-extra"].topic)
    assert (("党章", "准则"), "带笔记本") == (
        found["weekly-study/2026-W12"].materials,
        found["weekly-study/2026-W12"].notes,
    )
    assert ("报告厅", "cancelled", dt.date(2026, 4, 15)) == (
        found["theme-day/2026-05"].place,
        found["lectures/2026-04"].status,
        found["lectures/2026-04"].date,
    )
    text = path.read_text(encoding="utf-8")
    assert (True, True, 2) == ("# 手写的计划" in text, "# 大" in text, load(path).revision)
    assert 'reason = "在 plan.xlsx 中改动"' in text
    assert (0, before) == (sanhui("undo", path).code, path.read_bytes())


def test_taken_over_once(tmp_path: Path) -> None:
    """The same table again has nothing to say, and a session that was called off in it can be held again."""
    path = plan(tmp_path)
    table = edited(
        exported(path), lambda rows: rows["theme-day/2026-03"].update(done="已取消", notes="会场检修")
    )
    assert 0 == into(path).code
    once = path.read_bytes()
    assert (0, once) == (into(path).code, path.read_bytes())
    table.unlink()
    edited(exported(path), lambda rows: rows["theme-day/2026-03"].update(done=""))
    assert 0 == into(path).code
    session = schedule(path).by_id["theme-day/2026-03"]
    assert ("planned", dt.date(2026, 3, 6), "会场检修") == (session.status, session.date, session.notes)


def test_two_sessions_change_places(tmp_path: Path) -> None:
    """Each alone would be in the other's way."""
    path = plan(tmp_path)

    def hand(rows: dict[str, Cells]) -> None:
        one, other = rows["weekly-study/2026-W11"], rows["weekly-study/2026-W12"]
        rows["theme-day/2026-03"] |= {"date": dt.date(2026, 3, 11), "time": "15:00"}
        rows["lectures/2026-03"] |= {"date": dt.date(2026, 3, 6), "time": "14:30"}
        one["topic"], other["topic"] = "二", "一"

    edited(exported(path), hand)
    assert 0 == into(path).code
    found = schedule(path).by_id
    assert (dt.date(2026, 3, 11), dt.date(2026, 3, 6)) == (
        found["theme-day/2026-03"].date,
        found["lectures/2026-03"].date,
    )


def test_what_is_refused(tmp_path: Path) -> None:
    """With its cell, its column and the reason, while the rest is taken over; exit code 1."""
    path = plan(tmp_path)

    def hand(rows: dict[str, Cells]) -> None:
        rows["weekly-study/2026-W10"]["kind"] = "党课"
        rows["weekly-study/2026-W11"] |= {"audience": "第一党小组", "owner": "张三", "topic": "新题目"}
        rows["weekly-study/2026-W12"]["date"] = "3月21日"  # a Saturday
        rows["weekly-study/2026-W13"]["date"] = "下旬"
        rows["weekly-study/2026-W14"]["date"] = ""
        rows["weekly-study/2026-W16"]["date"] = dt.date(2026, 6, 15)
        rows["weekly-study/2026-W17"]["time"] = "15:00-19:00"
        rows["weekly-study/2026-W18"]["month"] = 7
        rows["theme-day/2026-04"]["done"] = "已开展"
        rows["theme-day/2026-05"]["notes"] = "覆盖了"
        rows["theme-day/2026-06"]["place"] = ""
        rows["twice"] = dict(rows["theme-day/2026-07"], topic="又一次")
        rows["gone"] = dict(rows["theme-day/2026-07"], session="theme-day/2026-99")
        rows["new"] = {"date": dt.date(2026, 7, 9), "topic": "不知哪一项"}

    edited(exported(path), hand)
    outcome = into(path, "--json")
    assert outcome.out, outcome.err
    told = json.loads(outcome.out)
    assert (1, ["weekly-study/2026-W11"]) == (outcome.code, [each["session"] for each in told["changes"]])
    reasons = {(each["session"], each["column"]): each["reason"] for each in told["refused"]}
    wanted = {
        ("weekly-study/2026-W10", "类别"): "the kind is that of the activity",
        ("weekly-study/2026-W11", "参加范围"): "who is due says the activity",
        ("weekly-study/2026-W11", "责任人"): "follows from the tasks",
        ("weekly-study/2026-W12", "日期(星期)"): "is a day off",
        ("weekly-study/2026-W13", "日期(星期)"): "",
        ("weekly-study/2026-W14", "日期(星期)"): "已取消",
        ("weekly-study/2026-W16", "日期(星期)"): "outside the period",
        ("weekly-study/2026-W17", "时间"): "keeps its length, 90 minutes",
        ("weekly-study/2026-W18", "月份"): "follows from the date",
        ("theme-day/2026-04", "完成情况"): "comes from the ledger",
        ("theme-day/2026-05", "备注"): "write below them",
        ("theme-day/2026-06", "地点"): "comes from the activity",
        ("theme-day/2026-07", "场次编号"): "is this session already",
        ("theme-day/2026-99", "场次编号"): "no session of this id",
        ("", "场次编号"): "write it into this column",
    }
    assert wanted.keys() == reasons.keys()
    assert [] == [key for key, text in wanted.items() if text not in reasons[key]]
    cells = {each["cell"] for each in told["refused"]}
    assert all(cell[0].isalpha() and cell[1:].isdigit() for cell in cells), cells
    again = into(path)
    assert (1, True) == (again.code, " 类别 “党课” (weekly-study/2026-W10) is not taken over: " in again.err)


def test_times_however_a_program_keeps_them(tmp_path: Path) -> None:
    """A number, a length or a text that is a time of day; whole days stay whole days; a new row is found by its kind."""
    path = plan(tmp_path)
    text = path.read_text(encoding="utf-8").replace(
        'when = "每季度1次"', 'when = "每季度1次"\nnotes = "带党徽"'
    )
    path.write_text(text, encoding="utf-8")

    def hand(rows: dict[str, Cells]) -> None:
        rows["weekly-study/2026-W11"]["time"] = 0.6875
        rows["weekly-study/2026-W12"]["time"] = dt.timedelta(hours=16, minutes=30)
        rows["weekly-study/2026-W13"]["time"] = dt.datetime(2026, 1, 1, 16, 30)
        rows["reminder/2026-qingming"]["time"] = "全天"
        rows["theme-day/2026-03"] |= {"date": dt.date(2026, 3, 12), "month": 3}
        rows["new"] = {"date": dt.date(2026, 7, 9), "kind": "辅导", "notes": "只此一次"}
        rows["numbered only"] = {"number": 99}

    edited(exported(path), hand)
    outcome = into(path)
    assert 0 == outcome.code, outcome.err
    found = schedule(path).by_id
    weeks = [f"weekly-study/2026-W{number}" for number in (11, 12, 13)]
    assert ["16:30"] * 3 == [f"{found[name].start:%H:%M}" for name in weeks]
    assert dt.date(2026, 7, 9) == found["forum/2026-extra"].date
    assert "只此一次" in found["forum/2026-extra"].notes
    assert found["reminder/2026-qingming"].all_day


def test_cells_that_cannot_be(tmp_path: Path) -> None:
    """Each says why: what an activity gives to all, what a change gave, days and times that contradict one another."""
    path = plan(tmp_path)
    text = path.read_text(encoding="utf-8").replace("[[activity]]", '[[activity]]\nmaterials = ["党章"]', 1)
    path.write_text(text, encoding="utf-8")

    def hand(rows: dict[str, Cells]) -> None:
        rows["weekly-study/2026-W11"]["materials"] = "准则"
        rows["theme-day/2026-05"]["place"] = ""
        rows["theme-day/2026-06"] |= {"date": dt.date(2026, 6, 11), "month": 7}
        rows["theme-day/2026-07"]["time"] = ""
        rows["theme-day/2026-08"]["time"] = "全天"
        rows["theme-day/2026-09"]["time"] = "十三点半钟"
        rows["theme-day/2026-10"]["date"] = "10月15日、22日"
        rows["forum/2026-Q2"]["time"] = "15:00"
        rows["new"] = {"topic": "参观", "session": "theme-day"}

    edited(exported(path), hand)
    told = json.loads(into(path, "--json").out)
    wanted = {
        ("weekly-study/2026-W11", "学习资料"): "the activity has this for every session: 党章",
        ("theme-day/2026-05", "地点"): "moved to a place cannot be without one",
        ("theme-day/2026-06", "月份"): "the date is not in month 7",
        ("theme-day/2026-07", "时间"): "cannot lose it",
        ("theme-day/2026-08", "时间"): "write when it begins",
        ("theme-day/2026-09", "时间"): "“十三点半钟”",
        ("theme-day/2026-10", "日期(星期)"): "is no single day",
        ("forum/2026-Q2", "时间"): "write the date as well",
        ("theme-day", "日期(星期)"): "an extra session needs a day",
    }
    reasons = {(each["session"], each["column"]): each["reason"] for each in told["refused"]}
    assert [] == told["changes"]
    assert wanted.keys() == reasons.keys()
    assert [] == [(key, reasons[key]) for key, text in wanted.items() if text not in reasons[key]]


def test_edits_that_are_in_one_anothers_way(tmp_path: Path) -> None:
    """Two sessions cannot be held at once: neither is taken over, or, where each is tried alone, the one that comes first."""
    path = plan(tmp_path)

    def collide(rows: dict[str, Cells]) -> None:
        rows["weekly-study/2026-W11"] |= {"date": dt.date(2026, 3, 10), "time": "9:00"}
        rows["theme-day/2026-03"] |= {"date": dt.date(2026, 3, 10), "time": "9:00"}
        rows["weekly-study/2026-W12"]["topic"] = "新题目"
        rows["weekly-study/2026-W13"]["date"] = dt.date(2026, 3, 28)  # a Saturday

    def worse(rows: dict[str, Cells]) -> None:
        collide(rows)
        rows["weekly-study/2026-W16"]["topic"] = "第一行\n第二行"

    both = {"weekly-study/2026-W11", "theme-day/2026-03"}
    for hand, away in ((collide, both), (worse, {"weekly-study/2026-W11", "weekly-study/2026-W16"})):
        edited(exported(path), hand)
        told = json.loads(into(path, "--dry-run", "--json").out)
        taken = {each["session"] for each in told["changes"]}
        refused = {each["session"]: each["reason"] for each in told["refused"]}
        assert {"weekly-study/2026-W12", *both} - away == taken
        assert {"weekly-study/2026-W13", *away} == refused.keys()
        assert "share the place 三楼会议室" in refused["weekly-study/2026-W11"]
        path.with_suffix(".xlsx").unlink()


def test_what_the_parent_binds(tmp_path: Path) -> None:
    """One cell of a row goes against the plan above: that one is refused, the others of the row are taken over."""
    shutil.copytree(ROOT / "plans/linyi", tmp_path / "linyi")
    path = tmp_path / "linyi/societies.toml"

    def hand(rows: dict[str, Cells]) -> None:
        rows["heart-talks/2026-H1"] |= {"topic": "新题目", "place": "大会议室"}

    edited(exported(path), hand)
    told = json.loads(into(path, "--json").out)
    assert [("地点", "heart-talks/2026-H1")] == [
        (each["column"], each["session"]) for each in told["refused"]
    ]
    assert "binding" in told["refused"][0]["reason"]
    assert ["新题目"] == [each["now"]["topic"] for each in told["changes"]]


def test_rows_that_are_gone(tmp_path: Path) -> None:
    """A filter may have hidden them: they stay in the plan, and are called off only if that is said."""
    path = plan(tmp_path)
    edited(exported(path), lambda rows: [rows.pop(name) for name in ("theme-day/2026-07", "forum/2026-Q3")])
    before = path.read_bytes()
    kept = into(path)
    assert (1, before) == (kept.code, path.read_bytes())
    assert "forum/2026-Q3, theme-day/2026-07" in kept.err
    assert 0 == into(path, "--cancel-missing").code
    found = schedule(path).by_id
    assert {"cancelled"} == {found[name].status for name in ("theme-day/2026-07", "forum/2026-Q3")}


def test_plan_that_went_on_meanwhile(tmp_path: Path) -> None:
    """What nobody touched in the table is not taken back to what it was; what both changed is refused."""
    path = plan(tmp_path)
    table = exported(path)
    sanhui("move", "theme-day/2026-03", path, "--to", "3月12日")
    sanhui("note", "theme-day/2026-04", path, "--topic", "计划里的")

    def hand(rows: dict[str, Cells]) -> None:
        rows["theme-day/2026-03"]["topic"] = "植树"
        rows["theme-day/2026-04"]["topic"] = "表格里的"

    edited(table, hand)
    outcome = into(path)
    assert (1, True) == (outcome.code, "since the table was written: 计划里的" in outcome.err)
    found = schedule(path).by_id
    assert (dt.date(2026, 3, 12), "植树", "计划里的") == (
        found["theme-day/2026-03"].date,
        found["theme-day/2026-03"].topic,
        found["theme-day/2026-04"].topic,
    )


def test_table_saved_as_csv(tmp_path: Path) -> None:
    """Cells are then texts as they were shown, 3月6日(五); a weekday that is not the date's is refused."""
    path = plan(tmp_path)

    def hand(rows: dict[str, Cells]) -> None:
        for name, cells in rows.items():
            if day := cells["date"]:
                cells["date"] = f"{day.month}月{day.day}日({'一二三四五六日'[day.weekday()]})"
            cells["month"] = f"{int(cells['month'])}月"
            if name == "theme-day/2026-06":
                cells["date"] = "6月11日(四)"
            if name == "theme-day/2026-07":
                cells["date"] = "7月9日(五)"

    edited(exported(path), hand)
    outcome = into(path)
    assert (1, "1 session changed" in outcome.err) == (outcome.code, True), outcome.err
    assert "2026-07-09 is not a 周五" in outcome.err
    assert 1 == outcome.err.count("is not taken over")
    assert dt.date(2026, 6, 11) == schedule(path).by_id["theme-day/2026-06"].date


def test_public_table_comes_back_too(tmp_path: Path) -> None:
    """What it does not say is left alone, and what nobody touched; without the seals it is told that nobody can know."""
    path = plan(tmp_path)
    table = path.with_suffix(".xlsx")
    sanhui("export", "xlsx", path, "--sheet", "plan", "--public", "-o", table)
    sanhui("move", "theme-day/2026-03", path, "--to", "3月12日")
    sanhui("note", "theme-day/2026-03", path, "--speaker", "甲同志")
    before = path.read_bytes()
    assert (0, before) == (into(path).code, path.read_bytes())
    table.unlink()
    edited(exported(path), lambda rows: rows["theme-day/2026-04"].update(topic="植树"), without=("seal",))
    assert "no column “校验码”: all that differs counts as edited" in into(path).err
    assert 0 == sanhui("cancel", "theme-day/2026-06", path).code
    assert 0 == into(path).code
    assert "cancelled" == schedule(path).by_id["theme-day/2026-06"].status  # the table is older
    assert 0 == sanhui("export", "xlsx", path, "-o", table).code  # nobody can tell what was edited


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--into", "plan.toml", "--year", 2026), "not with --into"),
        (("--dry-run",), "needs --into"),
        (("--into", "nowhere.toml"), "no such file"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, words: tuple[object, ...], message: str) -> None:
    """A new plan has an id and a title, the old one has them already."""
    exported(plan(tmp_path))
    outcome = sanhui("import", "plan.xlsx", *words, folder=tmp_path)
    assert (2, True) == (outcome.code, message in outcome.err), outcome.err


def test_table_without_ids(tmp_path: Path) -> None:
    """Nobody can tell then which row is whose."""
    path = plan(tmp_path)
    edited(exported(path), lambda rows: None, without=("session", "seal"))
    outcome = into(path)
    assert (2, True) == (outcome.code, "no column “场次编号”" in outcome.err)


def test_new_plan_of_the_same_table(tmp_path: Path) -> None:
    """Whoever forgets --into is told of it."""
    table = exported(plan(tmp_path))
    outcome = sanhui("import", table, "-o", tmp_path / "new.toml")
    assert (0, True) == (outcome.code, "--into takes what was edited back into it" in outcome.err), (
        outcome.err
    )


def test_table_of_another_plan(tmp_path: Path) -> None:
    """It is refused as a whole, not row by row."""
    table = exported(plan(tmp_path))
    other = write(tmp_path, PLAN.replace('id = "', 'id = "x-'), "other.toml")
    outcome = sanhui("import", table, "--into", other)
    assert (2, True) == (
        outcome.code,
        "no row of the table is a session of the plan x-skl-2026" in outcome.err,
    )


_text = st.text("=+-@\t题目ab “”\\\"'#<>&😀", min_size=1, max_size=12).map(said).filter(bool)


@settings(max_examples=10)
@given(
    st.dictionaries(st.sampled_from(["topic", "speaker", "place", "materials", "notes"]), _text, min_size=1),
    st.data(),
)
def test_what_is_typed_is_what_the_plan_says(typed: dict[str, str], data: st.DataObject) -> None:
    """Whatever is typed into the cells of a session: a new table says the same, and has nothing more to tell."""
    name = data.draw(
        st.sampled_from(["weekly-study/2026-W11", "forum/2026-Q2", "reminder/2026-national-day"])
    )
    with tempfile.TemporaryDirectory() as folder:
        path = plan(Path(folder))
        edited(exported(path), lambda rows: rows[name].update(typed))
        outcome = into(path)
        now = schedule(path)
        told = row_of(now, now.by_id[name], 0)
        if name.startswith("forum"):  # its 备注 begins with the days on which it may be held
            assert ("notes" in typed) == bool(outcome.code)
            typed.pop("notes", None)
        assert typed == {field: said(told[field]) for field in typed}
        assert outcome.code == into(path).code


def test_edits_are_not_written_over(tmp_path: Path) -> None:
    """A new export over a table that somebody edited is refused until the plan has them, or it is said."""
    path = plan(tmp_path)
    table = edited(exported(path), lambda rows: rows["theme-day/2026-03"].update(topic="植树", owner="张三"))
    before = table.read_bytes()
    sanhui("move", "theme-day/2026-04", path, "--to", "4月9日")  # what the plan says is no edit of the table
    refused = sanhui("export", "xlsx", path, "-o", table)
    assert (2, before) == (refused.code, table.read_bytes())
    assert "2 cells of this table were edited and are not in the plan: F15, J15" in refused.err
    assert f"sanhui import {table} --into {path}" in refused.err
    assert 0 == sanhui("export", "xlsx", path, "--sheet", "wall", "-o", tmp_path / "wall.xlsx").code
    assert 0 == sanhui("export", "xlsx", path, "-o", table, "--force").code
    edited(table, lambda rows: rows["theme-day/2026-03"].update(topic="植树"))
    assert 0 == into(path).code
    assert 0 == sanhui("export", "xlsx", path, "-o", table).code


def test_a_session_that_went_to_another_month_is_no_edit(tmp_path: Path) -> None:
    """A day that the plan gives a floating session, or takes it to by order, is not mistaken for an edit of the month."""
    path = plan(tmp_path)
    table = exported(path)
    assert 0 == sanhui("fix", "forum/2026-Q1", "1月21日 15:00", path).code
    words = ("--to", "5月14日 15:00", "--outside", "--reason", "上级统一安排")
    assert 0 == sanhui("move", "theme-day/2026-04", path, *words).code
    assert (0, "") == ((found := into(path)).code, found.out)
    assert 0 == sanhui("export", "xlsx", path, "-o", table).code


@pytest.mark.parametrize("lock", [".~lock.plan.xlsx#", "~$plan.xlsx"])
def test_table_that_is_open_elsewhere(tmp_path: Path, lock: str) -> None:
    """LibreOffice, Excel and WPS would write their version over ours; exit code 3."""
    path = plan(tmp_path)
    before = exported(path).read_bytes()
    (tmp_path / lock).write_text("甲同志", encoding="utf-8")
    refused = sanhui("export", "xlsx", path, "-o", path.with_suffix(".xlsx"))
    assert (3, True) == (refused.code, "is open in another program" in refused.err)
    assert f"remove {lock}" in refused.err
    assert before == path.with_suffix(".xlsx").read_bytes()


def test_table_that_is_read_only(tmp_path: Path) -> None:
    """Somebody filed it; also in a folder in which files may be replaced."""
    path = plan(tmp_path)
    table = exported(path)
    before = table.read_bytes()
    table.chmod(0o444)
    refused = sanhui("export", "xlsx", path, "-o", table)
    assert (3, True, before) == (refused.code, "is read-only" in refused.err, table.read_bytes())


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    """It is not made, and told."""
    refused = sanhui("export", "xlsx", plan(tmp_path), "-o", tmp_path / "nowhere/t.xlsx")
    assert (3, True) == (refused.code, "its folder does not exist" in refused.err)
