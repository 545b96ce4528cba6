"""How much memory and time an attendance file of 100,000 rows takes, from the start of the process to its end.

    python benchmarks/meeting_file.py [--rows N]

A Zoom file in which fifty members rejoin again and again, and one row in a hundred is of nobody; and the same number of people
as a workbook of Tencent Meeting. The exit code is 1 when either needs 200 MB or more, or gives wrong marks.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

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


def main() -> int:
    """Import both files, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
        roster = ["姓名,状态", *(f"党员{n:02},正式党员" for n in range(MEMBERS))]
        (folder / "roster.csv").write_text("\n".join(roster) + "\n", encoding="utf-8")
        verdicts = [_import(write(folder, rows), folder) for write in (_zoom, _tencent)]
    return int(not all(verdicts))


def _import(file: Path, folder: Path) -> bool:
    """Whether the file gives everybody present within the limit."""
    command = [
        sys.executable,
        "-m",
        "sanhui",
        "attend",
        "study/2026",
        "--from",
        str(file),
        "--dry-run",
        "--json",
    ]
    with (folder / "out.json").open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, env=os.environ | {"SANHUI_NOW": "2026-04-01T10:00"}
        )
        _pid, _status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
    told = json.loads((folder / "out.json").read_bytes())
    size = usage.ru_maxrss / 1024
    right = told["present"] == MEMBERS
    rows, rejected = told["rows"], len(told["rejected"])
    print(
        f"{told['format']}: {rows} rows, {file.stat().st_size / 2**20:.1f} MB, {rejected} rejected: "
        f"{took:.1f} s, {size:.0f} MB at most{'' if right else ', WRONG MARKS'}"
    )
    return right and size < LIMIT


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


if __name__ == "__main__":
    sys.exit(main())
