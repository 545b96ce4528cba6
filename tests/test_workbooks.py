"""`sanhui export xlsx`: workbooks that spreadsheets open, print, sort, and give back."""

from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine

from commandline import PLAN, sanhui, write
from sanhui.plan.load import load
from sanhui.publish.xlsx import Material, workbook
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Status
from sanhui.tables.importing import import_table
from shipped import PLANS
from test_plans import name_of

USUAL = ("plan", "wall")


def exported(folder: Path, schedule: Schedule, *sheets: str) -> Path:
    """A workbook file, of the plan's table and the wall calendar unless it is said of what."""
    path = folder / "out.xlsx"
    path.write_bytes(workbook(Material(schedule), sheets or USUAL))
    return path


def table(path: Path, name: str) -> list[list[Any]]:
    """The rows of a sheet, as another program reads them."""
    return calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


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


def test_unknown_sheet(tmp_path: Path) -> None:
    """It is refused, with what was probably meant."""
    outcome = sanhui("export", "xlsx", write(tmp_path, PLAN), "--sheet", "plann")
    assert (2, True) == (outcome.code, "did you mean “plan”?" in outcome.err)
