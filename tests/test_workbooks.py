"""`sanhui export xlsx`: workbooks that spreadsheets open, print, sort, and give back."""

import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import python_calamine as calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import PLAN, ROOT, sanhui, write
from programs import program
from sanhui.plan.load import load
from sanhui.publish.xlsx import SHEETS, Material, workbook
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Session, Status
from sanhui.tables.importing import import_table
from shipped import PLANS
from test_plans import name_of

QIYOU = ROOT / "plans/qiyou-2026.toml"


def exported(folder: Path, schedule: Schedule, *sheets: str) -> Path:
    """A workbook file."""
    path = folder / "out.xlsx"
    path.write_bytes(workbook(Material(schedule), sheets or tuple(SHEETS)))
    return path


def table(path: Path, name: str) -> list[list[Any]]:
    """The rows of a sheet, as another program reads them."""
    return calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def pages(path: Path, folder: Path) -> list[str]:
    """The pages that LibreOffice prints, as their texts."""
    office = [program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", str(folder), str(path)], check=True, capture_output=True
    )
    pdf = path.with_suffix(".pdf")
    text = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return text.stdout.rstrip("\f").split("\f")


def what_the_plan_owns(schedule: Schedule) -> list[tuple[Any, ...]]:
    """When and what each dated session is: what the table says of it that the plan decides."""
    return sorted(
        (
            str(each.start),
            str(each.end),
            [schedule.plan.kinds[code].zh for code in each.kinds],
            each.topic or each.title,
            each.speaker or each.chair,
            each.place,
            each.audience,
            each.materials,
        )
        for each in schedule.sessions
        if each.date and each.status is not Status.CANCELLED
    )


@pytest.mark.parametrize("plan", PLANS, ids=name_of)
def test_table_has_a_row_for_each_session(plan: Path, tmp_path: Path) -> None:
    """In the schedule's order, with dates as dates, and nothing that takes place left out."""
    schedule = expand(load(plan))
    rows = table(exported(tmp_path, schedule, "plan"), "年度计划表")[2:]
    sessions = [each for each in schedule.sessions if not each.dropped]
    assert [(each.id, each.date or "") for each in sessions] == [(row[13], row[2]) for row in rows]


@pytest.mark.parametrize("plan", PLANS, ids=name_of)
def test_table_comes_back_as_a_plan(plan: Path, tmp_path: Path) -> None:
    """`sanhui import` makes a plan of the table that has the same sessions, in all that a plan owns."""
    schedule = expand(load(plan))
    made = import_table(exported(tmp_path, schedule, "plan"))
    again = expand(load(write(tmp_path, made.text)))
    assert () == made.rejected
    assert what_the_plan_owns(schedule) == what_the_plan_owns(again)


def test_same_plan_same_bytes(tmp_path: Path) -> None:
    """A second export does not touch the file."""
    path = write(tmp_path, PLAN)
    sanhui("export", "xlsx", path, folder=tmp_path)
    first = (tmp_path / "skl-2026.xlsx").stat().st_mtime_ns
    assert "is up to date" in sanhui("export", "xlsx", path, folder=tmp_path).err
    assert first == (tmp_path / "skl-2026.xlsx").stat().st_mtime_ns


def test_year_without_sessions(tmp_path: Path) -> None:
    """The sheets are there, with their heads."""
    empty = Schedule(load(write(tmp_path, PLAN)), ())
    book = calamine.CalamineWorkbook.from_path(exported(tmp_path, empty))
    assert ["年度计划表", "年历"] == book.sheet_names


def test_cancelled_session_is_struck_out(tmp_path: Path) -> None:
    """It stays in the table and says so."""
    text = PLAN + '\n[[change]]\nsession = "theme-day/2026-03"\ncancelled = true\nreason = "会场检修"\n'
    rows = table(exported(tmp_path, expand(load(write(tmp_path, text))), "plan"), "年度计划表")
    (row,) = [each for each in rows if each[13] == "theme-day/2026-03"]
    assert ("已取消", True) == (row[11], "会场检修" in row[12])


_typed = st.text("=+-@|'\"!A1cmd\t<>&＝，😀党 ", min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=25, deadline=None)
@given(_typed)
def test_what_is_typed_is_no_formula(text: str) -> None:
    """Whatever a title or a place begins with, no cell of any sheet holds a formula or a link."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        schedule = expand(load(write(folder, PLAN)))
        sessions = tuple(_retitled(each, text) for each in schedule.sessions)
        path = exported(folder, Schedule(schedule.plan, sessions, schedule.tasks))
        sheets = [member for member in _members(path) if b"<worksheet" in member]
        assert (2, []) == (len(sheets), [each for each in sheets if b"<f>" in each or b"<hyperlink" in each])


def _retitled(session: Session, text: str) -> Session:
    return msgspec.structs.replace(session, title=text, topic=text, place=text)


def _members(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_unknown_sheet(tmp_path: Path) -> None:
    """It is refused, with what was probably meant."""
    outcome = sanhui("export", "xlsx", write(tmp_path, PLAN), "--sheet", "plann")
    assert (2, True) == (outcome.code, "did you mean “plan”?" in outcome.err)


@pytest.mark.slow
def test_printed_pages(tmp_path: Path) -> None:
    """LibreOffice prints the year's table one page wide with its heads on each page, and the wall calendar on one page."""
    printed = pages(exported(tmp_path, expand(load(QIYOU))), tmp_path)
    assert [True] * (len(printed) - 1) == ["主题/内容" in page for page in printed[:-1]]
    assert (True, True) == ("12月" in printed[-1], "1月" in printed[-1])


@pytest.mark.slow
def test_dates_are_dates_to_libreoffice(tmp_path: Path) -> None:
    """What it saves again as CSV shows dates with their weekday, and no error."""
    path = exported(tmp_path, expand(load(QIYOU)), "plan")
    office = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*office, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", str(path)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert (True, False) == ("1月4日(日)" in text, "###" in text)
