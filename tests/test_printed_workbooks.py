"""Workbooks in LibreOffice: what it prints, and what it leaves of a table that it saves again."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
import python_calamine as calamine

from commandline import ROOT, sanhui
from programs import program
from records import PLAN, branch, clerk
from test_record_sheets import fill

pytestmark = pytest.mark.slow

PEOPLE = "编号,姓名,党小组,状态\n" + "".join(
    f"{n:03},{name},第{n % 3 + 1}党小组,正式党员\n"
    for n, name in enumerate(["甲", "名" * 40, *(f"党员{n}" for n in range(60))])
)


class Printed(NamedTuple):
    """The folder of the workbooks and of what LibreOffice made of them."""

    folder: Path

    def pages(self, name: str) -> list[str]:
        """The pages of a workbook, as their texts."""
        words = [program("pdftotext"), "-layout", str(self.folder / f"{name}.pdf"), "-"]
        text = subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout
        return text.rstrip("\f").split("\f")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Every workbook of these tests, through one start of LibreOffice for each of its two jobs."""
    folder = tmp_path_factory.mktemp("printed")
    plan = folder / "qiyou.toml"
    plan.write_bytes((ROOT / "plans/qiyou-2026.toml").read_bytes())
    for file in ("roster.csv", "rules"):
        (folder / file).symlink_to(ROOT / "plans" / file)
    sanhui("export", "xlsx", plan, "-o", folder / "year.xlsx")
    sanhui("export", "xlsx", plan, "--sheet", "plan", "-o", folder / "table.xlsx")
    other = folder / "branch"
    other.mkdir()
    branch(other, PEOPLE, PLAN)
    clerk(other, "export", "xlsx", "--month", "3", "-o", folder / "signing.xlsx")
    fill(other, dt.date(2026, 12, 31))
    for name in ("matrix", "audit", "points"):
        clerk(
            other, "export", "xlsx", "--sheet", name, "--as-of", "2027-01-01", "-o", folder / f"{name}.xlsx"
        )
    english = PLAN.replace('title = "计划"', 'title = "Plan"\nlanguage = "en"')
    (other / "plan.toml").write_text(english, encoding="utf-8")
    clerk(other, "export", "xlsx", "--sheet", "audit", "--as-of", "2027-01-01", "-o", folder / "english.xlsx")
    names = [f"{name}.xlsx" for name in ("year", "signing", "matrix", "audit", "points", "english")]
    office = [program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for words in (("pdf", *names), ("xlsx", "--outdir", "again", "table.xlsx")):
        subprocess.run([*office, "--convert-to", *words], cwd=folder, check=True, capture_output=True)
    return Printed(folder)


def test_year(printed: Printed) -> None:
    """One page wide with its heads on each page, and the wall calendar on one page."""
    pages = printed.pages("year")
    assert [True] * (len(pages) - 1) == ["主题/内容" in page for page in pages[:-1]]
    assert (True, True) == ("12月" in pages[-1], "1月" in pages[-1])


def test_sign_in(printed: Printed) -> None:
    """Two pages for a session at which all 62 are due; heads on all of them, the foot on the last."""
    pages = printed.pages("signing")
    titles = [page.strip().split("\n")[0].strip() for page in pages]
    meetings = re.findall(r"\d+日 周", "".join(pages))
    assert all(title.startswith("示例支部签到表") for title in titles)
    assert all("签名" in page for page in pages)
    assert len({*meetings}) == sum("应到" in page for page in pages) == 7


def test_record(printed: Printed) -> None:
    """Every page of the matrix, of the findings and of the points has its heads; no number is too wide for its cell."""
    for name, head in (("matrix", "姓名"), ("points", "积分")):
        assert [] == [page for page in printed.pages(name) if head not in page]
    audit = printed.pages("audit")
    assert [True] * len(audit) == ["规定" in page for page in audit]
    assert "12月" in audit[0]
    assert "《中国共产党支部工作条例（试行）》" in audit[1]
    assert [] == [
        name
        for name in ("year", "signing", "matrix", "audit", "points")
        if "###" in "".join(printed.pages(name))
    ]


def test_english(printed: Printed) -> None:
    """The heads of an English plan fit as well."""
    pages = printed.pages("english")
    assert all(month in pages[0] for month in ("January", "September", "December"))
    assert "###" not in "".join(pages)


def test_table_saved_again(printed: Printed) -> None:
    """Dates are still dates, and the plan has nothing to take over of it."""
    again = printed.folder / "again/table.xlsx"
    rows = calamine.CalamineWorkbook.from_path(again).get_sheet_by_index(0).to_python()
    assert dt.date(2026, 1, 4) in [row[2] for row in rows]
    done = sanhui("import", again, "--into", printed.folder / "qiyou.toml")
    assert (0, True) == (done.code, "nothing was written" in done.err), done.err
