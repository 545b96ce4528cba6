"""完成情况 in the plan's table and on its page: what the ledger says of each session, and nothing where it says nothing."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine

from commandline import PLAN, sanhui, write
from ledgers import writing
from sanhui.ledger import held, marks
from sanhui.ledger.held import Held
from sanhui.ledger.marks import Marked

ON_TIME = "theme-day/2026-03"
LATER = "theme-day/2026-04"
CALLED_OFF = "theme-day/2026-08"
AHEAD = "theme-day/2026-06"
DAY = dt.date(2026, 3, 6)


def took_place(
    path: Path, session: str, day: dt.date, names: dict[str, str], *, held_too: bool = True
) -> None:
    """Record a session as held, with a mark for each name."""
    with writing(path, "attend") as change:
        if held_too:
            held.record(change, Held(plan="skl-2026", session=session, day=day))
        rows = [
            Marked(plan="skl-2026", session=session, member=name, name=name, mark=mark, day=day)
            for name, mark in names.items()
        ]
        marks.record(change, rows)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan, and beside it a ledger of sessions held on their day, later, though called off, and not yet held."""
    changed = f'\n[[change]]\nsession = "{CALLED_OFF}"\ncancelled = true\nreason = "会场检修"\n'
    path = write(tmp_path, PLAN + changed)
    ledger = tmp_path / "ledger.db"
    some = {"甲同志": "present", "张三": "late", "李四": "leave-sick", "王五": "absent", "丁老师": "observer"}
    took_place(ledger, ON_TIME, DAY, some)
    took_place(ledger, LATER, dt.date(2026, 4, 9), {})
    took_place(ledger, CALLED_OFF, dt.date(2026, 8, 7), {"甲同志": "present"})
    took_place(ledger, AHEAD, dt.date(2026, 6, 5), {"张三": "leave-duty"}, held_too=False)
    return path


def progress(plan: Path, *options: object) -> dict[str, Any]:
    """What stands under 完成情况, by session, as another program reads it."""
    out = plan.with_name("out.xlsx")
    sanhui("export", "xlsx", plan, "--sheet", "plan", "-o", out, *options)
    rows = calamine.CalamineWorkbook.from_path(out).get_sheet_by_name("年度计划表").to_python()
    place = rows[1].index("完成情况")
    return {str(row[13]): row[place] for row in rows[2:] if row[place]}


def test_table_tells_what_was_held(plan: Path) -> None:
    """With the day where it was another one, and the numbers where somebody was due; a mark ahead of time is no session."""
    assert {
        ON_TIME: "已开展\n应到4 实到2",
        LATER: "已开展\n4月9日举行",
        CALLED_OFF: "已开展\n应到1 实到1",
    } == progress(plan)


def test_page_tells_the_same(plan: Path) -> None:
    """Also the public one, which comes last here: it is numbers, and nobody's name is on it."""
    for options in ((), ("--public",)):
        sanhui("export", "html", plan, *options)
        text = plan.with_name("skl-2026.html").read_text(encoding="utf-8")
        assert (1, 1) == (text.count("应到4 实到2"), text.count("4月9日举行"))
    assert "王五" not in text


def test_document_tells_the_same(plan: Path) -> None:
    """Also of a session that was called off and was held all the same."""
    out = plan.with_name("out.docx")
    sanhui("export", "docx", "plan", plan, "-o", out)
    text = zipfile.ZipFile(out).read("word/document.xml").decode()
    assert (3, 1) == (text.count("已开展"), text.count("4月9日举行"))


def test_ledger_of_another_place(plan: Path) -> None:
    """--ledger names it; one that there is not is refused, and neither made nor taken for an empty one."""
    kept = plan.with_name("ledger.db").rename(plan.with_name("kept.db"))
    assert {CALLED_OFF: "已取消"} == progress(plan)
    assert 3 == len(progress(plan, "--ledger", kept))
    refused = sanhui("export", "xlsx", plan, "--sheet", "plan", "--ledger", plan.with_name("none.db"))
    assert (2, True) == (refused.code, "there is no such file" in refused.err)
    assert not plan.with_name("skl-2026.xlsx").exists()
    assert (False, False) == (plan.with_name("none.db").exists(), plan.with_name("ledger.db").exists())


def test_damaged_ledger(plan: Path) -> None:
    """It is told, and no workbook is written over; the wall calendar does not need it."""
    plan.with_name("ledger.db").write_bytes(b"no ledger " * 500)
    outcome = sanhui("export", "xlsx", plan)
    assert (True, False) == (outcome.code in (2, 3), plan.with_name("skl-2026.xlsx").exists())
    assert 0 == sanhui("export", "xlsx", plan, "--sheet", "wall").code


def test_five_hundred_members(plan: Path) -> None:
    """With names of 1 and of 40 characters and one that looks like a formula: they are counted, and never shown."""
    names = {f"{number:03}": "present" for number in range(497)} | {
        "甲": "absent",
        "名" * 40: "late",
        "=1+1": "present",
    }
    took_place(plan.with_name("ledger.db"), "theme-day/2026-07", dt.date(2026, 7, 3), names)
    assert "已开展\n应到500 实到499" == progress(plan)["theme-day/2026-07"]
