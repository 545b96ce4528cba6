"""`sanhui import`: tables that people have become plans, and no row is lost."""

import csv
import datetime as dt
import io
import json
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import sanhui
from programs import program
from sanhui.errors import InputError
from sanhui.plan.load import load
from sanhui.roster.reading import find_sheet
from sanhui.schedule.expand import expand
from sanhui.schedule.model import Session
from sanhui.sheets.reading import shown
from sanhui.tables.importing import Imported, import_table
from spreadsheets import HEADER, csv_file, row, workbook

KINDS = ("党课", "主题党日", "支委会", "读书沙龙")


def sessions(imported: Imported) -> list[Session]:
    """The sessions of the plan that was made."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.toml"
        file.write_text(imported.text, encoding="utf-8")
        return list(expand(load(file)).sessions)


def spans(imported: Imported) -> list[tuple[str, str]]:
    """First and last day of each session, in order."""
    return sorted((str(each.date or each.first), str(each.date or each.last)) for each in sessions(imported))


def one(folder: Path, **cells: Any) -> Imported:
    """A table with one row."""
    return import_table(workbook(folder / "one.xlsx", [row(类别="党课", 主题="学习", **cells)]))


# -- the sessions that went in come out --------------------------------------------------------------------

_words = st.text("学习党章会议精神一二三四五 \"'\\#=[]{}，。ABC123", min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
_plain = st.just("") | _words
_days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@st.composite
def _tables(draw: st.DrawFn, *, texts_only: bool) -> list[tuple[list[Any], tuple[str, str]]]:
    """Rows, each with the first and last day of its session."""
    found = []
    for _number in range(draw(st.integers(1, 12))):
        day = draw(_days)
        weekday = "一二三四五六日"[day.weekday()]
        month, date = draw(
            st.sampled_from(
                [
                    ("", f"{day.month}月{day.day}日"),
                    ("", f"{day.month}月{day.day}日（周{weekday}）"),
                    ("", f"{day.month}月{day.day}日 星期{weekday}"),
                    ("", day.isoformat()),
                    ("", f"{day.year}/{day.month}/{day.day}"),
                    ("", f"{day.month}.{day.day}"),
                    (f"{day.month}月", f"{day.day}日"),
                    (f"{day.month}月份", str(day.day)),
                    (f"{day.month}月", ""),
                    *(
                        []
                        if texts_only
                        else [("", day), ("", (day - dt.date(1899, 12, 30)).days), (day.month, "")]
                    ),
                ]
            )
        )
        floats = date == ""
        first = day.replace(day=1) if floats else day
        last = ((first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)) if floats else day
        cells = row(
            月份=month,
            日期=date,
            类别=draw(st.sampled_from(KINDS)),
            主题=draw(_words),
            主讲=draw(_plain),
            地点=draw(_plain),
            参加=draw(st.sampled_from(["", "全体党员", "支委"])),
            责任=draw(_plain),
            备注=draw(_plain),
        )
        found.append((cells, (first.isoformat(), last.isoformat())))
    return found


def _agree(imported: Imported, table: list[tuple[list[Any], tuple[str, str]]]) -> None:
    """Every row has one session, with its days, topic, speaker, place and notes; there are no others."""
    by_id = {each.id: each for each in sessions(imported)}
    assert imported.complete
    assert sorted(by_id) == sorted(name for names in imported.sessions.values() for name in names)
    for number, (cells, span) in enumerate(table, imported.header.row + 1):
        (name,) = imported.sessions[number]
        session = by_id[name]
        said = [" ".join(str(cell).split()) for cell in cells]
        assert span == (str(session.date or session.first), str(session.date or session.last))
        assert said[4] == (session.topic or session.title)
        assert [said[5], said[7]] == [session.speaker, session.place]
        assert [said[8] in session.notes, said[11] in session.notes] == [True, True]


@settings(max_examples=60)
@given(_tables(texts_only=False))
def test_workbooks_give_the_sessions_that_went_in(table: list[tuple[list[Any], tuple[str, str]]]) -> None:
    """Dates as dates, as serial numbers, as texts of every form, or months alone."""
    with tempfile.TemporaryDirectory() as folder:
        _agree(import_table(workbook(Path(folder) / "t.xlsx", [cells for cells, _span in table])), table)


@settings(max_examples=60)
@given(_tables(texts_only=True), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_csv_gives_the_sessions_that_went_in(
    table: list[tuple[list[Any], tuple[str, str]]], encoding: str
) -> None:
    """In UTF-8, with a byte order mark, and in GB18030."""
    with tempfile.TemporaryDirectory() as folder:
        file = csv_file(Path(folder) / "t.csv", [cells for cells, _span in table], encoding=encoding)
        _agree(import_table(file), table)


_anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            *[_anything] * 2,
            st.one_of(_anything, st.sampled_from(["3月5日", "上旬", "2月31日", "每周一", "46100"])),
            *[_anything] * 9,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_stands_in_a_table_no_row_is_lost(table: list[tuple[str, ...]]) -> None:
    """Every row that says something is in the plan or rejected, once; the plan loads; each of its texts is kept."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            imported = import_table(csv_file(Path(folder) / "t.csv", [[*cells] for cells in table]))
        except InputError:
            assert not any(shown(cell) for cells in table for cell in cells[1:])
            return
    accounted = [entry.row for entry in imported.entries] + [each.row for each in imported.rejected]
    said = [n for n, cells in enumerate(table, 3) if any(shown(cell) for cell in cells[1:])]
    assert sorted(set(accounted)) == sorted(accounted)
    assert set(said) <= set(accounted)
    assert len(imported.sessions) == len(imported.entries)
    if imported.sessions:
        told = " ".join(
            f"{s.title} {s.topic} {s.speaker} {s.place} {s.notes} {' '.join(s.audience)}"
            for s in sessions(imported)
        )
        for entry in imported.entries:
            assert all(shown(table[entry.row - 3][column]) in told for column in (4, 5, 7, 8, 10, 11))


@pytest.mark.slow
def test_a_workbook_of_libreoffice(tmp_path: Path) -> None:
    """The same table, saved again by LibreOffice, gives the same plan."""
    office = program("soffice")
    rows = [
        row(月份="3月", 日期=dt.date(2026, 3, 5), 类别="党课", 主题="一"),
        row(日期=46100, 类别="党课", 主题="二"),
    ]
    ours = workbook(tmp_path / "t.xlsx", rows)
    subprocess.run(
        [office, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "theirs", ours],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert import_table(ours).text == import_table(tmp_path / "theirs/t.xlsx").text


# -- what people write ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "date", "expected"),
    [
        ("3月", "", [("2026-03-01", "2026-03-31")]),
        ("三月份", "上旬", [("2026-03-01", "2026-03-10")]),
        ("", "第一季度", [("2026-01-01", "2026-03-31")]),
        ("", "上半年", [("2026-01-01", "2026-06-30")]),
        ("全年", "", [("2026-01-01", "2026-12-31")]),
        ("5月", "每月第二个周三", [("2026-05-13", "2026-05-13")]),
        ("6月", "每周二", [(f"2026-06-{day:02}",) * 2 for day in (2, 9, 16, 23, 30)]),
        ("", "3月10日、12日", [("2026-03-10",) * 2, ("2026-03-12",) * 2]),
        ("", "七一", [("2026-07-01",) * 2]),
        ("", dt.datetime(2026, 5, 1, 9, 30), [("2026-05-01",) * 2]),
        ("", 46143.5, [("2026-05-01",) * 2]),
        ("", "2026年3月", [("2026-03-01", "2026-03-31")]),
        ("", "每半年", [("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31")]),
        ("", "5/2 15:00", [("2026-05-02",) * 2]),
        ("", "5月2日（周六）下午3:00", [("2026-05-02",) * 2]),
        ("", "5月2日（周六）", [("2026-05-02",) * 2]),
    ],
)
def test_forms_of_dates(tmp_path: Path, month: Any, date: Any, expected: list[tuple[str, str]]) -> None:
    """Windows, recurring days and single days; a single day stands as it was written, holiday or not."""
    imported = one(tmp_path, 月份=month, 日期=date)
    assert imported.complete
    assert expected == spans(imported)


def test_times_of_day(tmp_path: Path) -> None:
    """In the date's cell, or in a column of their own, as text or as a time."""
    header = ["日期", "时间", "类别", "内容"]
    rows: list[list[Any]] = [
        ["3月5日 下午3点", "", "党课", "一"],
        ["3月6日", "15:00", "党课", "二"],
        [dt.date(2026, 3, 7), dt.time(15, 0), "党课", "三"],
    ]
    found = sessions(import_table(workbook(tmp_path / "t.xlsx", rows, header=header)))
    assert [f"2026-03-0{day}T15:00:00+08:00" for day in (5, 6, 7)] == [
        each.start.isoformat() for each in found if each.start
    ]
    assert {"lecture"} == {each.activity for each in found}


def test_merged_cells_count_for_all_their_rows(tmp_path: Path) -> None:
    """月份 and 类别 that are merged over rows; a row of which only merged cells say anything is none."""
    rows = [
        row(月份="3月", 类别="党课", 主题="一"),
        row(日期="5日", 主题="二"),
        row(),
        row(月份="4月", 日期="6日", 类别="支委会", 主题="三"),
    ]
    imported = import_table(workbook(tmp_path / "t.xlsx", rows, merged=[(0, 2, 1), (0, 2, 3)]))
    assert [("2026-03-01", "2026-03-31"), ("2026-03-05",) * 2, ("2026-04-06",) * 2] == spans(imported)
    assert ["lecture", "lecture", "committee-meeting"] == [each.kinds[0] for each in sessions(imported)][:3]


def test_values_of_formulas_count(tmp_path: Path) -> None:
    """A formula is what it last gave."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        page = book.add_worksheet("2026")
        page.write_row(0, 0, ["日期", "类别", "内容"])
        page.write_formula(1, 0, '=TEXT(46086,"m月d日")', None, "3月5日")
        page.write_formula(1, 2, '="学"&"习"', None, "学习")
        page.write(1, 1, "党课")
    imported = import_table(tmp_path / "t.xlsx")
    assert [("学习", dt.date(2026, 3, 5))] == [(each.title, each.date) for each in sessions(imported)]


def test_formulas_that_nobody_calculated_are_refused(tmp_path: Path) -> None:
    """A program wrote the workbook: the values are not in it, and an empty date would be another date."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        page = book.add_worksheet("2026")
        page.write_row(0, 0, ["日期", "类别", "内容"])
        page.write_formula(1, 0, "=DATE(2026,3,5)", None, "")
        page.write_row(1, 1, ["党课", "学习"])
    outcome = sanhui("import", "t.xlsx", folder=tmp_path)
    assert (2, True) == (outcome.code, "the formula in A2 was never calculated" in outcome.err), outcome.err


def test_hidden_sheets_come_last(tmp_path: Path) -> None:
    """Nobody who looks at the workbook sees them: last year's table, from which this year's was made."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "2026.xlsx") as book:
        for name in ("旧", "新"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["日期", "类别", "内容", "姓名"])
            page.write_row(1, 0, ["3月5日", "党课", name, name])
        page.activate()
        book.worksheets()[0].hide()
    outcome = sanhui("import", "2026.xlsx", "-o", "-", folder=tmp_path)
    assert (1, True) == (outcome.code, 'title = "新"' in outcome.out), outcome.out
    assert "“旧” has a table too" in outcome.err
    assert ["新"] == [grid.name for grid in [find_sheet(tmp_path / "2026.xlsx")[0]]]


def test_rows_of_one_kind_are_one_activity(tmp_path: Path) -> None:
    """Each row a date with its particulars; what has no column of ours stands in the notes."""
    header = [*HEADER, "经费"]
    rows = [
        [*row(日期="3月5日", 类别="党课", 主题="一", 主讲="张三", 学习资料="党章\n准则"), "100元"],
        [*row(日期="2月5日", 类别="党课", 主题="二", 主讲="李四", 责任="王五", 完成="已完成"), ""],
        row(日期="3月5日", 类别="党课", 主题="同日又一场"),
    ]
    found = sessions(import_table(workbook(tmp_path / "t.xlsx", rows, header=header)))
    assert [
        ("lecture/2026", "二", "李四", (), "责任人：王五\n完成情况：已完成"),
        ("lecture/2026.2", "一", "张三", ("党章", "准则"), "经费：100元"),
        ("lecture-2/2026", "", "", (), ""),
    ] == [(each.id, each.topic, each.speaker, each.materials, each.notes) for each in found]


def test_the_header_is_found_and_may_come_again(tmp_path: Path) -> None:
    """Other words, another order, spaces within, and once more on the second page."""
    header: list[Any] = ["活动内容", "地 点", "计划时间", "活动类型"]
    rows: list[list[Any]] = [["一", "三楼", "3月5日", "党课"], header, ["二", "三楼", "3月6日", "党课"]]
    imported = import_table(workbook(tmp_path / "t.xlsx", rows, header=header))
    assert [4, 6] == [entry.row for entry in imported.entries]
    assert imported.complete


def test_a_header_of_two_levels(tmp_path: Path) -> None:
    """内容 goes over 主题, 主讲人 and 地点, and what stands beside it over both rows, merged or not."""
    import xlsxwriter

    upper = ["日期", "类别", "内容", "", "", "备注"]
    lower = ["", "", "主题", "主讲人", "地点"]
    session = ["3月5日", "党课", "学党章", "张三", "三楼", "带党章"]
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        page = book.add_worksheet("2026")
        page.merge_range("A1:A2", "日期")
        page.merge_range("B1:B2", "类别")
        page.merge_range("C1:E1", "内容")
        page.write(0, 5, "备注")
        page.write_row(1, 2, lower[2:])
        page.write_row(2, 0, session)
        page.write_row(3, 0, ["", "党课", "某日"])
    (tmp_path / "2026.csv").write_text("\n".join(map(",".join, [upper, lower, session])), encoding="utf-8")
    for name in ("t.xlsx", "2026.csv"):
        imported = import_table(tmp_path / name)
        (held,) = sessions(imported)
        assert ("学党章", "张三", "三楼", "备注：带党章") == (
            held.title,
            held.speaker,
            held.place,
            held.notes,
        )
    assert ("日期", "类别", "主题", "主讲人", "地点", "备注") == import_table(tmp_path / "t.xlsx").names


def test_unknown_kinds_become_kinds_of_the_plan(tmp_path: Path) -> None:
    """Nothing is guessed; two known kinds in one cell both count."""
    rows = [
        row(日期="3月5日", 类别="读书沙龙", 主题="一"),
        row(日期="3月6日", 类别="党课、主题党日", 主题="二"),
        row(日期="3月7日", 类别="own-1", 主题="三"),
    ]
    imported = import_table(workbook(tmp_path / "t.xlsx", rows))
    assert ("读书沙龙", "own-1") == imported.kinds
    assert [("own-2",), ("lecture", "theme-day"), ("own-3",)] == [each.kinds for each in sessions(imported)]


# -- what cannot be read -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2月31日", "month 2 has no day 31"),
        ("2025-02-05", "not in 2026"),
        ("2月5日（周五）", "is not a"),
        ("乱七八糟", "not understood"),
        (2.1, "more than one date"),
        ("周三", "several days"),
        ("2025年2月", "not in 2026"),
    ],
)
def test_an_unclear_date_floats_in_its_month(tmp_path: Path, date: Any, reason: str) -> None:
    """The row is planned without a day; what was written stays in its notes."""
    imported = one(tmp_path, 月份="2月", 日期=date)
    assert not imported.complete
    assert [("2026-02-01", "2026-02-28")] == spans(imported)
    assert reason in imported.entries[0].doubt
    assert str(date) in sessions(imported)[0].notes


@pytest.mark.parametrize("date", ["4月5日", dt.date(2026, 4, 5), 46117, "4月31日", "第二季度"])
def test_two_months_are_one_too_many(tmp_path: Path, date: Any) -> None:
    """月份 says March and 日期 says April: neither is believed."""
    imported = one(tmp_path, 月份="3月", 日期=date)
    assert ["the date is not in month 3, which the row names"] == [each.reason for each in imported.rejected]


@pytest.mark.parametrize("date", ["5日", "5", "上旬", "周三", "13月1日", "寒假", ""])
def test_a_row_without_a_month_is_not_guessed(tmp_path: Path, date: str) -> None:
    """A day of no month is no date, and not a day of every month."""
    imported = one(tmp_path, 日期=date, 地点="三楼")
    assert ([], [4]) == (list(imported.entries), [each.row for each in imported.rejected])
    assert "三楼" in imported.text


def test_what_cannot_be_planned_is_kept(tmp_path: Path) -> None:
    """As a comment in the plan and in a file that can be mended and imported; exit code 1."""
    rows = [
        row(日期="3月5日", 类别="党课", 主题="好"),
        row(月份="4月", 日期="5月5日", 类别="党课", 主题="月份不符"),
        row(序号="填报人：张三"),
    ]
    workbook(tmp_path / "t.xlsx", rows)
    outcome = sanhui("import", "t.xlsx", "--json", folder=tmp_path)
    assert 1 == outcome.code
    told = json.loads(outcome.out)
    assert ["read", "rejected", "rejected"] == [each["status"] for each in told["rows"]]
    assert [4, 5, 6] == [each["row"] for each in told["rows"]]
    assert "not in month 4" in outcome.err
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert "月份不符" in text[text.index("第5行") :]
    rejected = (tmp_path / "t.xlsx.rejected.csv").read_bytes().decode("utf-8-sig")
    assert ["月份不符", ""] == [line[4] for line in csv.reader(io.StringIO(rejected))][1:]
    mended = tmp_path / "mended-2026.csv"
    mended.write_text(rejected.replace("5月5日", "4月5日"), encoding="utf-8")
    assert [("2026-04-05",) * 2] == spans(import_table(mended))


def test_another_plan_is_not_replaced(tmp_path: Path) -> None:
    """Unless --force is given; the same plan again is no conflict."""
    workbook(tmp_path / "t.xlsx", [row(日期="3月5日", 类别="党课", 主题="一")])
    (tmp_path / "plan.toml").write_text("# mine\n", encoding="utf-8")
    assert 2 == sanhui("import", "t.xlsx", folder=tmp_path).code
    assert "# mine\n" == (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert 0 == sanhui("import", "t.xlsx", "--force", folder=tmp_path).code
    assert 0 == sanhui("import", "t.xlsx", folder=tmp_path).code
    piped = sanhui("import", "t.xlsx", "-o", "-", folder=tmp_path)
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == piped.out


def test_other_sheets_with_tables_are_named(tmp_path: Path) -> None:
    """A sheet for each half year: the first is imported, the second told of; exit code 1."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "2026.xlsx") as book:
        for name in ("上半年", "下半年", "说明"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["说明"] if name == "说明" else ["日期", "类别", "内容"])
            page.write_row(1, 0, ["3月5日", "党课", name])
    outcome = sanhui("import", "2026.xlsx", folder=tmp_path)
    assert 1 == outcome.code
    assert "“下半年” has a table too" in outcome.err
    assert "说明" not in outcome.err
    assert 0 == sanhui("import", "2026.xlsx", "--sheet", "下半年", "--force", folder=tmp_path).code


def test_year_sheet_id_and_title_can_be_said(tmp_path: Path) -> None:
    """What the table does not say, or says otherwise."""
    file = workbook(
        tmp_path / "t.xlsx", [row(日期="3月5日", 类别="党课", 主题="一")], title="计划", sheet="甲"
    )
    with pytest.raises(InputError, match="--year"):
        import_table(file)
    with pytest.raises(InputError, match="甲"):
        import_table(file, sheet="甲乙")
    with pytest.raises(InputError, match="ASCII"):
        import_table(file, year=2027, id="甲")
    text = import_table(file, year=2027, sheet="甲", id="a-1", title="别的").text
    assert 'id = "a-1"\nyear = 2027\ntitle = "别的"\n' in text


def _zip(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("t.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("t.xlsx", b"", "damaged"),
        ("t.xlsx", _zip(a=b"no workbook"), "damaged"),
        ("t.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("t.xlsx", _zip(bomb=bytes(70 * 2**20)), "unpacks to more"),
        (
            "t.xlsx",
            _zip(**{"xl/worksheets/sheet1.xml": b'<c r="XFD1048576" t="n"><v>1</v></c>'}),
            "XFD1048576",
        ),
        ("t.xlsx", _zip(**{"xl/worksheets/sheet1.xml": b"<c " * (8 * 2**20)}), "damaged"),
        ("t.docx", b"PK", "read from"),
        ("t.csv", b"", "empty"),
        ("t.csv", b",,\n,,\n", "empty"),
        ("t.csv", "甲,乙\n一,二\n".encode(), "names the columns"),
        ("t.csv", "日期,内容\n".encode(), "--year"),
        ("t2026.csv", "日期,内容\n".encode(), "no row below"),
        ("t.csv", b'\xe6\x97\xa5,"a\n', "cannot be read"),
        ("t.csv", b"a\n" * 5_001, "more than"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """Exit code 2, one message with its remedy, nothing written."""
    (tmp_path / name).write_bytes(data)
    outcome = sanhui("import", name, folder=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert message in outcome.err
    assert "→" in outcome.err
    assert [name] == [file.name for file in tmp_path.iterdir()]


def test_a_truncated_workbook(tmp_path: Path) -> None:
    """Cut anywhere, it is refused as damaged."""
    whole = workbook(tmp_path / "t.xlsx", [row(日期="3月5日", 类别="党课", 主题="一")]).read_bytes()
    for length in range(0, len(whole), 257):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        assert 2 == sanhui("import", "cut.xlsx", folder=tmp_path).code


def test_without_the_reader(tmp_path: Path) -> None:
    """A missing package is named with the command that installs it; CSV needs none."""
    import sys

    from commandline import ROOT

    workbook(tmp_path / "t.xlsx", [row(日期="3月5日", 类别="党课", 主题="一")])
    code = (
        "import sys; sys.modules['python_calamine'] = None\n"
        "from sanhui.cli.run import main; sys.exit(main(['import', 't.xlsx']))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert 3 == outcome.returncode
    assert b"pip install" in outcome.stderr


def test_one_stream_for_one_thing(tmp_path: Path) -> None:
    """The plan and the account of it cannot both go to the standard output; a name without ASCII gives no id."""
    table = tmp_path / "年度计划.csv"
    table.write_text("日期,类别,主题\n2026-03-11,党课,读书\n", encoding="utf-8")
    both = sanhui("import", table, "--year", "2026", "-o", "-", "--json")
    assert (2, True) == (both.code, "cannot both go to the standard output" in both.err)
    plan = sanhui("import", table, "--year", "2026", "-o", "-")
    assert (0, True) == (plan.code, 'id = "plan-2026"' in plan.out), plan.err
