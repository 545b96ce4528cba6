"""Documents for Word and WPS: read back by python-docx, printed by LibreOffice, and nothing that somebody typed is ever a mark."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import python_calamine as calamine
import templates
from docx import Document
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import process
from offices import NOW, office
from programs import program
from records import PLAN, TRAINING, branch, clerk
from sanhui.files import read_bytes
from sanhui.plan.load import load
from sanhui.publish import docx
from sanhui.publish.cleaning import clean
from sanhui.publish.docx import samples
from sanhui.publish.docx.archive import parts_of
from sanhui.publish.docx.documents import DOCUMENTS
from sanhui.publish.docx.fields import (
    MeetingRecord,
    Notice,
    PlanMonth,
    PlanRow,
    Signer,
    SignInSheet,
    YearPlan,
)
from sanhui.publish.terminal.columns import width

NASTY = "=cmd|' /C calc'!A0 <script>alert(1)</script> {{ 7*7 }} {_{ x }_} {%p for x in y %} \"“'&amp; 😀党"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of an office with a record of its first quarter."""
    return office(tmp_path_factory.mktemp("office"), changes="")


def written(plan: Path, *words: object) -> Path:
    """The file that a command wrote."""
    path = plan.with_name("out.docx")
    path.unlink(missing_ok=True)
    done = clerk(plan.parent, *words, "-o", path, now=NOW)
    assert 0 == done.code, done.err
    return path


def said(source: Path | bytes) -> str:
    """All text of a document, its tables too, a paragraph a line."""
    document = Document(str(source) if isinstance(source, Path) else io.BytesIO(source))
    return "\n".join(_paragraphs(document))


def _paragraphs(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in {id(cell._tc): cell for cell in row.cells}.values():
                    yield from _paragraphs(cell)
        else:
            yield block.text


def sample(name: str, **values: Any) -> msgspec.Struct:
    """A full value of a document, with some of its own."""
    return msgspec.structs.replace(next(samples.of(DOCUMENTS[name].form)), **values)


def made(plan: Path, name: str, value: msgspec.Struct) -> bytes:
    """The document that the shipped template makes of a value."""
    return docx.write(name, value, load(plan), "", None)


# -- what stands in them -----------------------------------------------------------------------------------


def test_notice(plan: Path) -> None:
    """It says when in words, where, for whom; what the plan does not say is left out, and bears the day that is given."""
    text = said(written(plan, "export", "docx", "notice", "general/2026-Q2", "--date", "2026-06-25"))
    lines = text.split("\n")
    assert ["关于召开支部党员大会的通知", "全体党员："] == lines[:2]
    assert "时间：2026年6月30日（星期二）下午3:00—4:30" in lines
    assert "地点：三楼会议室" in lines
    assert not any(line.startswith("主持人") for line in lines)
    assert ["示例支部", "2026年6月25日"] == lines[-2:]


def test_sign_in_sheet(plan: Path) -> None:
    """A line for everybody who is due; how many came stands there once it is recorded, and blank before."""
    before = said(written(plan, "export", "docx", "sign-in", "study/2026-W20"))
    assert ["应到5人　　实到＿＿＿人　　缺席＿＿＿人"] == before.split("\n")[-1:]
    after = written(plan, "export", "docx", "sign-in", "study/2026-W03")
    assert "应到5人　　实到3人　　缺席2人" in said(after)
    rows = Document(str(after)).tables[1].rows
    assert ["序号", "1", "2", "3", "4", "5"] == [row.cells[0].text for row in rows]
    assert ["姓名", "甲同志", "乙同志", "张三", "李四", "王五"] == [row.cells[1].text for row in rows]


def test_sessions_of_several_days(tmp_path: Path) -> None:
    """The notice, the sheet and the workbook say from when to when; a session with an hour but no end says the hour."""
    folder = branch(tmp_path, plan=PLAN.replace('duration = "90分钟"\n', "") + TRAINING)
    notice = clerk(folder, "export", "docx", "notice", "training/2026", "-o", "n.docx")
    assert (0, True) == (
        notice.code,
        "时间：2026年5月11日（星期一）至2026年5月13日（星期三）" in said(folder / "n.docx"),
    )
    sheet = clerk(folder, "export", "docx", "sign-in", "training/2026", "-o", "s.docx")
    assert (0, True) == (
        sheet.code,
        "2026年5月11日（星期一）至2026年5月13日（星期三）" in said(folder / "s.docx"),
    )
    clerk(folder, "export", "xlsx", "--session", "training/2026", "-o", "s.xlsx")
    page = calamine.CalamineWorkbook.from_path(folder / "s.xlsx").get_sheet_by_index(0).to_python()
    assert "时间：2026年5月11日 周一至2026年5月13日 周三" == page[2][0]


def test_record_of_what_was_recorded(plan: Path) -> None:
    """Names joined by semicolons, who was absent and why, the vote; the minutes are blank."""
    form = _form(written(plan, "export", "docx", "record", "study/2026-W03"))
    assert "5人：甲同志;乙同志;张三;李四;王五" == form["应到党员"]
    assert "3人：甲同志;乙同志;王五" == form["实到党员"]
    assert "张三（缺席）；李四（公差）" == form["缺席及原因"]
    assert "" == form["会议记录"].strip()
    voted = _form(written(plan, "export", "docx", "record", "general/2026-Q1"))
    assert "年度计划：" in voted["决议"]
    assert "甲同志" == voted["主持人"]


def test_record_before_the_session(plan: Path) -> None:
    """Who is due is known, who came is not: it is left blank, not guessed."""
    form = _form(written(plan, "export", "docx", "record", "study/2026-W20"))
    assert ("5人：甲同志;乙同志;张三;李四;王五", "", "") == (
        form["应到党员"],
        form["实到党员"],
        form["缺席及原因"],
    )
    assert "2026年5月11日（星期一）下午3:00—4:30" == form["活动时间"]


def test_record_with_leave_guests_and_documents(tmp_path: Path) -> None:
    """A leave that was granted before stands in the record of a session to come; observers and files too."""
    text = PLAN.replace(
        'title = "每周有学习"\n',
        'title = "每周有学习"\nobservers = ["李四", "王老师"]\nmaterials = ["学习材料一", "学习材料二"]\n',
    ).replace('audience = "全体党员"', 'audience = "甲同志、乙同志、张三"', 1)
    plan = office_without_record(tmp_path, text)
    (tmp_path / "a.jpg").write_bytes(b"picture")
    (tmp_path / "b.docx").write_bytes(b"minutes")
    for words in (
        ("leave", "add", "张三", "2026-05-11", "--type", "病假"),
        ("attend", "study/2026-W03", "--all-present", "--observer", "王老师"),
        ("attach", "study/2026-W03", "a.jpg"),
        ("attach", "study/2026-W03", "b.docx", "--sort", "会议记录"),
    ):
        done = clerk(tmp_path, *words, now=NOW)
        assert 0 == done.code, done.err
    before = _form(written(plan, "export", "docx", "record", "study/2026-W20"))
    assert ("张三（病假）", "李四、王老师") == (before["缺席及原因"], before["列席"])
    assert "学习材料一\n学习材料二" in before["学习内容/议题"]
    sheet = Document(str(written(plan, "export", "docx", "sign-in", "study/2026-W20"))).tables[1].rows
    assert [("张三", "病假"), ("李四", "列席"), ("王老师", "列席")] == [
        (row.cells[1].text, row.cells[4].text) for row in list(sheet)[3:]
    ]
    after = _form(written(plan, "export", "docx", "record", "study/2026-W03"))
    assert ("王老师", ["a.jpg"], ["b.docx"]) == (after["列席"], after["图片"].split(), after["附件"].split())


def _form(path: Path) -> dict[str, str]:
    """A form's texts by their labels."""
    found: dict[str, str] = {}
    for row in Document(str(path)).tables[0].rows:
        texts = [cell.text for cell in {id(cell._tc): cell for cell in row.cells}.values()]
        found.update(zip(texts[::2], texts[1::2], strict=True))
    return found


def test_plan_by_month(plan: Path) -> None:
    """Every session stands in the table, numbered through the year, under the head of its month."""
    table = Document(str(written(plan, "export", "docx", "plan"))).tables[0]
    heads = [row.cells[0].text for row in table.rows if row.cells[0].text == row.cells[-1].text]
    assert "1月（5场）" == heads[0]
    assert 12 == len(heads)
    rows = [row for row in table.rows if row.cells[0].text.isdigit()]
    assert [str(n) for n in range(1, len(rows) + 1)] == [row.cells[0].text for row in rows]
    assert "已开展" in rows[0].cells[-2].text


def test_report_says_what_the_terminal_says(plan: Path) -> None:
    """The document has the same sentences and rows, and room for what people judge."""
    text = said(written(plan, "report", "quarter", "Q1"))
    shown = clerk(plan.parent, "report", "quarter", "Q1", "--format", "markdown", now=NOW).out
    assert "2026年第一季度组织生活情况" in text
    for line in shown.splitlines():
        if line.startswith("| 1月"):
            assert all(cell.strip() in text for cell in line.strip("| ").split("|")), line
    assert "存在的问题和下一步打算" in text


def test_same_input_same_bytes(plan: Path) -> None:
    """A second export does not touch the file."""
    path = written(plan, "report", "half")
    assert "is up to date" in clerk(plan.parent, "report", "half", "-o", path, now=NOW).err


def test_english(tmp_path: Path) -> None:
    """A plan in English has documents in English, with dates as English offices write them."""
    english = office(tmp_path, PLAN.replace('id = "zb-2026"', 'id = "zb-2026"\nlanguage = "en"'), changes="")
    text = said(written(english, "export", "docx", "notice", "study/2026-W20"))
    assert "When: Monday 11 May 2026, 3:00 pm – 4:30 pm" in text
    shown = clerk(tmp_path, "report", "half", "H1", now=NOW).out
    assert 80 >= max(map(width, shown.splitlines()))


# -- how they look -----------------------------------------------------------------------------------------


def test_layout_of_official_documents(plan: Path) -> None:
    """A4, margins and type sizes of GB/T 9704-2012; 22 lines of 28 points fit into its text area of 225 mm."""
    document = Document(str(written(plan, "export", "docx", "notice", "study/2026-W20")))
    section: Any = document.sections[0]
    edges = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [210, 297, 37, 28] == [round(each / Mm(1)) for each in edges]
    wide = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin
    assert [156, 225] == [round(each / Mm(1)) for each in (wide, high)]
    sizes = {name: document.styles[name].font.size.pt for name in ("公文标题", "公文正文")}
    assert {"公文标题": 22, "公文正文": 16} == sizes
    assert 28 == document.styles["公文正文"].paragraph_format.line_spacing.pt
    assert 22 == int(Mm(225).pt / 28)


def test_shipped_templates_are_those_of_the_tool() -> None:
    """`python tools/templates.py` wrote them; what it would write now has the same parts."""
    for language in ("zh", "en"):
        for name, maker in templates.MAKERS.items():
            shipped = parts_of(read_bytes(templates.FOLDER / language / f"{name}.docx"))
            fresh = parts_of(maker(language).to_bytes())
            assert sorted(shipped) == sorted(fresh)
            assert shipped["word/document.xml"] == fresh["word/document.xml"]
            assert shipped["word/styles.xml"] == fresh["word/styles.xml"]


def test_shipped_templates_can_be_filled() -> None:
    """They name only what there is, whole and empty."""
    for language in ("zh", "en"):
        for name, document in DOCUMENTS.items():
            docx.check(templates.FOLDER / language / f"{name}.docx", document)


@pytest.mark.slow
def test_printed_pages(plan: Path, tmp_path: Path) -> None:
    """LibreOffice prints all of them: a notice and a sign-in sheet on a page, a record on two, tables with heads on each page."""
    many = tuple(Signer(number=n, name="甲" * (n % 40 + 1), group="", remark="") for n in range(1, 101))
    row: Any = sample_row()
    months = tuple(PlanMonth(name=f"{n}月", rows=(row,) * 6) for n in range(1, 13))
    sources = {
        "notice": written(plan, "export", "docx", "notice", "study/2026-W20").read_bytes(),
        "sign-in": written(plan, "export", "docx", "sign-in", "study/2026-W20").read_bytes(),
        "record": written(plan, "export", "docx", "record", "study/2026-W03").read_bytes(),
        "report": written(plan, "report", "quarter", "Q1").read_bytes(),
        "many": made(plan, "sign-in", sample("sign-in", signers=many)),
        "full": made(plan, "plan", sample("plan", months=months)),
        "empty": made(plan, "plan", sample("plan", months=())),
        "crowd": made(
            plan, "record", sample("record", due_names=";".join(f"成员{n:03}" for n in range(500)))
        ),
        "lines": made(plan, "notice", sample("notice", notes="甲" * 28 * 60)),
        "nasty": made(plan, "notice", sample("notice", subject=NASTY, audience=NASTY)),
    }
    for name, data in sources.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    printed = pages(tmp_path)
    assert {"notice": 1, "sign-in": 1, "record": 2, "empty": 1} == {
        name: len(printed[name]) for name in ("notice", "sign-in", "record", "empty")
    }
    assert "—1—" in printed["notice"][0].replace(" ", "")
    assert "关于开展集中学习的通知" in printed["notice"][0]
    assert "填报时间" in printed["record"][1]
    assert "成员499" in "".join("".join(printed["crowd"]).split())
    full = [line.strip() for line in printed["lines"][1].splitlines() if "甲" in line]
    assert ["甲" * 28] * 22 == full
    assert [True] * len(printed["many"]) == ["签名" in page for page in printed["many"]]
    assert [True] * len(printed["full"]) == ["主题/内容" in page for page in printed["full"]]
    assert "附件 1" in "".join(printed["report"])
    assert "{{ 7*7 }}" in " ".join("".join(printed["nasty"]).split())


def sample_row() -> PlanRow:
    """A session of the table of the year."""
    return PlanRow(
        number=1,
        date="1月4日（周日）",
        time="14:30-17:00",
        kinds="主题党日",
        subject="题" * 40,
        speaker="",
        audience="全体党员",
        place="三楼会议室",
        owner="",
        materials="",
        done="",
        remark="",
    )


def pages(folder: Path) -> dict[str, list[str]]:
    """The pages of all documents of a folder as their texts, by one run of LibreOffice."""
    office = [program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    files = sorted(folder.glob("*.docx"))
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
    )
    return {file.stem: _text(file.with_suffix(".pdf")) for file in files}


def _text(pdf: Path) -> list[str]:
    shown = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return shown.stdout.rstrip("\f").split("\f")


# -- what people type --------------------------------------------------------------------------------------

_typed = st.text(
    "={}%_#|<>&'\"\\/!Aa1 \t\n\x00\x07\x0b\x85\u200b\ufeff\uffff\ud800，“”😀党", min_size=1, max_size=40
)


@settings(max_examples=15)
@given(_typed)
def test_what_is_typed_comes_back_as_text(text: str) -> None:
    """Whatever stands in a title, a name or a place, the document says that, and it is neither XML nor a mark."""
    plan = load(Path(__file__).parents[1] / "plans/minimal-2026.toml")
    data = docx.write("notice", sample("notice", place=text, chair=f"{text}{text}"), plan, text, None)
    expected = clean(text).replace("\uffff", "")
    lines = said(data)
    assert f"地点：{expected}\n" in lines
    assert f"主持人：{expected}{expected}\n" in lines


def test_every_document_says_what_was_typed(plan: Path) -> None:
    """Also in rows and in cells."""
    row = msgspec.structs.replace(sample_row(), subject=NASTY, remark=NASTY)
    values: dict[str, dict[str, Any]] = {
        "sign-in": {"subject": NASTY, "signers": (Signer(number=1, name=NASTY, group="", remark=""),)},
        "record": {"due_names": NASTY, "votes": (NASTY,)},
        "plan": {"plan_title": NASTY, "months": (PlanMonth(name="1月", rows=(row,)),)},
        "report": {"organization": NASTY, "summary": (NASTY,)},
    }
    for name, wanted in values.items():
        assert 2 <= said(made(plan, name, sample(name, **wanted))).count(NASTY), name


# -- what cannot be ----------------------------------------------------------------------------------------


def test_a_session_without_a_day_has_no_notice(tmp_path: Path) -> None:
    """It is told how to give it one; one that was called off has none either."""
    quota = PLAN.replace('when = "每季度最后一个工作日"', 'when = "每季度1次"')
    plan = office_without_record(
        tmp_path, quota + '\n[[change]]\nsession = "study/2026-W20"\ncancelled = true\n'
    )
    done = clerk(plan.parent, "export", "docx", "notice", "general/2026-Q2", now=NOW)
    assert (2, True) == (done.code, "sanhui fix general/2026-Q2" in done.err)
    assert 2 == clerk(plan.parent, "export", "docx", "notice", "study/2026-W20", now=NOW).code


def test_without_a_roster(tmp_path: Path) -> None:
    """A sign-in sheet needs one; a record leaves blank who is due."""
    plan = office_without_record(tmp_path, PLAN.replace('roster = "roster.csv"\n', ""))
    done = clerk(tmp_path, "export", "docx", "sign-in", "study/2026-W20", now=NOW)
    assert (2, True) == (done.code, "no roster" in done.err)
    assert "" == _form(written(plan, "export", "docx", "record", "study/2026-W20"))["应到党员"]


def test_what_somebody_wrote_is_not_lost(plan: Path) -> None:
    """A record that was filled in stays, unless --yes says otherwise; one that nobody touched is written anew."""
    words = ("export", "docx", "record", "study/2026-W03")
    path = written(plan, *words)
    assert 0 == clerk(plan.parent, *words, "--date", "2026-04-09", "-o", path, now=NOW).code
    document = Document(str(path))
    document.tables[0].rows[10].cells[1].paragraphs[0].add_run("会议议定……")
    document.save(str(path))
    filled = path.read_bytes()
    refused = clerk(plan.parent, *words, "-o", path, now=NOW)
    assert (2, True, filled) == (refused.code, "somebody has written" in refused.err, path.read_bytes())
    path.with_name("report.docx").write_bytes(b"somebody's")
    assert 2 == clerk(plan.parent, "report", "quarter", "Q1", "-o", "report.docx", now=NOW).code
    assert 0 == clerk(plan.parent, *words, "-o", path, "--yes", now=NOW).code
    assert "会议议定" not in said(path)


def test_without_the_package_it_is_said(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, with the command that brings it."""
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    done = clerk(plan.parent, "export", "docx", "plan", now=NOW)
    assert (3, True) == (done.code, "pip install docxtpl" in done.err)


def test_a_document_goes_to_the_standard_output(plan: Path) -> None:
    """Byte for byte what stands in the file."""
    words = ("export", "docx", "notice", "general/2026-Q2", "--date", "2026-06-25")
    done = process(*words, "-o", "-", folder=plan.parent, SANHUI_NOW=NOW)
    assert (0, b"") == (done.returncode, done.stderr)
    assert written(plan, *words).read_bytes() == done.stdout


def test_where_nothing_can_be_written(plan: Path) -> None:
    """A folder in the place of the file, or no folder: exit 3, and the reason."""
    for path in (plan.parent, plan.parent / "nowhere" / "x.docx"):
        done = clerk(plan.parent, "export", "docx", "plan", "-o", path, now=NOW)
        assert (3, True) == (done.code, "cannot write" in done.err)


def office_without_record(folder: Path, plan: str) -> Path:
    """A branch with a plan of its own."""
    from records import branch

    return branch(folder, plan=plan) / "plan.toml"


def test_five_hundred_members_and_four_hundred_sessions(plan: Path) -> None:
    """Names of one character and of forty; every one of them has its row."""
    names = ["甲" * (1 if n % 2 else 40) + str(n) for n in range(500)]
    signers = tuple(Signer(number=n, name=name, group="", remark="") for n, name in enumerate(names, 1))
    sheet = said(made(plan, "sign-in", sample("sign-in", signers=signers)))
    assert [] == [name for name in names if f"\n{name}\n" not in sheet]
    months = tuple(PlanMonth(name=f"{n}月", rows=(sample_row(),) * 40) for n in range(1, 11))
    assert 400 == said(made(plan, "plan", sample("plan", months=months))).count("题" * 40)


def test_values_are_what_templates_may_name() -> None:
    """Each form says what its fields are: nothing is a placeholder by accident."""
    for form in (Notice, SignInSheet, MeetingRecord, YearPlan):
        value = next(samples.of(form))
        assert dt.date(2026, 3, 11) == value.dated  # type: ignore[attr-defined]


#: The order in which Word wants some properties (ECMA-376-1, annex A: CT_PPr, CT_TcPr, CT_TblPr, CT_RPr).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr tabs snapToGrid spacing ind jc outlineLvl rPr",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs lang",
}


def test_properties_stand_in_the_order_of_the_standard(plan: Path) -> None:
    """Word calls a document damaged in which they do not, and one in which a cell has no paragraph at its end."""
    from lxml import etree

    for name, document in DOCUMENTS.items():
        for value in samples.of(document.form):
            parts = parts_of(made(plan, name, value))
            for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
                tree = etree.fromstring(parts[part])
                for element in tree.iter("{*}pPr", "{*}tcPr", "{*}tblPr", "{*}rPr"):
                    order = ORDER[etree.QName(element).localname].split()
                    found = [etree.QName(child).localname for child in element]
                    assert sorted(found, key=order.index) == found, (name, part)
                assert {"p"} >= {etree.QName(cell[-1]).localname for cell in tree.iter("{*}tc")}, name
