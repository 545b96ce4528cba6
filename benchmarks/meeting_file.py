"""Attendance files of 100,000 rows: memory and time, from the start of the process to its end.

A Zoom file in which fifty members rejoin again and again, and one row in a hundred is of nobody; the same number of people as a
workbook of Tencent Meeting; and a month of a company's time clock, 30,000 rows of forty columns. Correct is: everybody
present, and less than 200 MB at most.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.measuring import Measurement, process, sanhui, seconds

LIMIT = 200
MEMBERS = 50
PLAN = """\
[plan]
id = "b-2026"
year = 2026
title = "计划"
roster = "roster.csv"

[[activity]]
id = "study"
title = "学习"
kind = "集中学习"
when = "3月9日 15:00-16:30"
audience = "全体党员"
"""


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """Each file once: it takes seconds."""
    if sys.platform == "win32":
        yield Measurement(
            name="attendance files", remark="this system does not tell how much memory a process used"
        )
        return
    rows = max(1000, round(100_000 * size))
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    roster = ["姓名,状态", *(f"党员{n:02},正式党员" for n in range(MEMBERS))]
    (folder / "roster.csv").write_text("\n".join(roster) + "\n", encoding="utf-8")
    for write in (_zoom, _tencent, _dingtalk):
        yield _import(write(folder, rows), folder)


# A small process between: what is measured of a child begins with what its parent has, on Linux.
_WATCHER = """\
import resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    subprocess.run(sys.argv[2:], stdout=out, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _import(file: Path, folder: Path) -> Measurement:
    command = sanhui("attend", "study/2026", "--from", str(file), "--dry-run", "--json")
    watched = [sys.executable, "-c", _WATCHER, "out.json", *command]
    environ = {"SANHUI_NOW": "2026-04-01T10:00"}
    sizes: list[str] = []
    took = seconds(lambda: sizes.append(process(watched, folder, environ=environ)()))
    told = json.loads((folder / "out.json").read_bytes())
    size = int(sizes[0]) / (2**20 if sys.platform == "darwin" else 2**10)
    return Measurement(
        name=f"{told['format']}: {told['rows']} rows",
        ours=took * 1000,
        correct=told["present"] == MEMBERS and size < LIMIT,
        remark=f"{file.stat().st_size / 2**20:.1f} MB; {len(told['rejected'])} rows are nobody's; {size:.0f} MB of memory",
    )


def _name(row: int) -> str:
    return f"用户{row}" if row % 100 == 0 else f"党员{row % MEMBERS:02}"


def _zoom(folder: Path, rows: int) -> Path:
    path = folder / "zoom.csv"
    with path.open("w", encoding="utf-8-sig") as out:
        out.write(
            "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room\n"
        )
        for row in range(1, rows + 1):
            came = "03/09/2026 02:50:00 PM" if row <= 2 * MEMBERS else f"03/09/2026 03:{row % 60:02}:00 PM"
            out.write(f"{_name(row)},,{came},03/09/2026 04:31:00 PM,61,Yes,No\n")
    return path


def _dingtalk(folder: Path, rows: int) -> Path:
    path = folder / "dingtalk.xlsx"
    heads = [
        "姓名",
        "考勤组",
        "部门",
        "工号",
        "职位",
        "UserId",
        "日期",
        "班次",
        "上班1打卡时间",
        "下班1打卡时间",
    ]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("每日统计")
        page.write_row(0, 0, [*heads, *(f"列{n}" for n in range(30))])
        people = max(MEMBERS, rows // 100)
        for row in range(1, max(10 * people, rows * 3 // 10) + 1):  # to the day of the session, at least
            times = f"2026-03-{1 + row // people:02}", "学习", "14:52", "16:31"
            who = f"党员{row % people:02}", "支部", "机关", "", "", f"u{row % people}"
            page.write_row(row, 0, [*who, *times, *(f"{row % 97}-{n}" for n in range(30))])
    return path


def _tencent(folder: Path, rows: int) -> Path:
    path = folder / "tencent.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("成员参会概况")
        page.write_row(
            0, 0, ["用户昵称（入会昵称）", "首次入会时间", "最后退会时间", "入会次数", "累计参会时长", "身份"]
        )
        for row in range(1, rows + 1):
            times = "2026-03-09 14:50:00", "2026-03-09 16:31:00"
            page.write_row(row, 0, [_name(row), *times, "1", "1:41:00", "成员"])
    return path
