"""Attendance files as the programs write them, for the meeting of 9 March 2026, 15:00 to 16:30, with their traps.

Each has the same story: 甲同志 was there all the time, on two devices at once or with a break; 乙同志 came at 15:20; 张三 left at
16:00; 王五 did not come; and there is somebody whom nobody knows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

DAY = "2026-03-09"


def text_file(
    path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", delimiter: str = ","
) -> Path:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def workbook(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> Path:
    """Rows as sheets of texts; the areas of the first one are merged, and have the value of their first cell."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    page.write(number, column, value)
        for area in merged:
            page = book.worksheets()[0]
            first = area.split(":")[0]
            rows = sheets[0][1]
            page.merge_range(area, rows[int(first[1:]) - 1][ord(first[0]) - 65])
    return path


def tencent(path: Path, *, bare: bool = False) -> Path:
    """Below rows about the meeting, or from row 1; the name has two parts, of which either may be missing."""
    about = [
        ["会议主题", "每周有学习"],
        ["会议号", "123 456 789"],
        ["会议开始时间", f"{DAY} 14:55:00"],
        ["参会用户总数", "5"],
        [],
    ]
    rows = [
        ["用户昵称（入会昵称）", "首次入会时间", "最后退会时间", "入会次数", "累计参会时长", "身份"],
        ["甲(甲同志)", f"{DAY} 14:55:10", f"{DAY} 16:31:00", "1", "1:35:50", "主持人"],
        ["(甲同志（手机）)", f"{DAY} 15:00:10", f"{DAY} 16:00:00", "1", "0:59:50", "成员"],
        ["乙　同志", f"{DAY} 15:20:00", f"{DAY} 16:30:30", "3", "0:50:00", "成员"],
        ["张三()", f"{DAY} 14:59:00", f"{DAY} 16:00:00", "1", "1:01:00", "成员"],
        ["iPhone", f"{DAY} 14:59:00", f"{DAY} 16:30:00", "1", "1:31:00", "成员"],
    ]
    # The sheet of single joins would count everybody again.
    single = [["用户昵称", "入会时间", "退会时间"], ["甲同志", f"{DAY} 14:55:10", f"{DAY} 16:31:00"]]
    return workbook(path, ("成员参会概况", rows if bare else about + rows), ("成员参会明细", single))


def teams(path: Path, *, german: bool = False) -> Path:
    """UTF-16 with tabs, in three sections; headings and dates are in the organiser's language."""
    if german:
        titles = ("1. Zusammenfassung", "2. Teilnehmer", "3. Aktivitäten während der Besprechung")
        header = [
            "Name",
            "Erster Beitritt",
            "Letztes Verlassen",
            "Dauer",
            "E-Mail",
            "Teilnehmer-ID (UPN)",
            "Rolle",
        ]
        moment: Callable[[str], str] = "09.03.26, {}".format
    else:
        titles = ("1. Summary", "2. Participants", "3. In-Meeting Activities")
        header = [
            "Name",
            "First Join",
            "Last Leave",
            "In-Meeting Duration",
            "Email",
            "Participant ID (UPN)",
            "Role",
        ]
        moment = _american
    people = [
        [
            "Jia",
            moment("14:55:10"),
            moment("16:31:00"),
            "1h 35m 50s",
            "JIA@example.org",
            "jia@example.org",
            "Organizer",
        ],
        ["乙同志 (外部)", moment("15:20:00"), moment("16:30:30"), "1h 10m 30s", "", "", "Presenter"],
        ["张三", moment("14:59:00"), moment("16:00:00"), "1h 1m", "", "", "Attendee"],
        ["Unknown", moment("14:59:00"), moment("16:00:00"), "1h 1m", "", "", "Attendee"],
    ]
    rows = [
        [titles[0]],
        ["Meeting title", "每周有学习"],
        ["Attended participants", "4"],
        ["Start time", moment("14:55:00")],
        [],
        [titles[1]],
        header,
        *people,
        [],
        [titles[2]],
        ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
        ["王五", moment("14:55:10"), moment("15:00:00"), "4m 50s", "", "Attendee"],
    ]
    path.write_bytes(b"\xff\xfe" + "\r\n".join("\t".join(row) for row in rows).encode("utf-16-le"))
    return path


def zoom(path: Path, *, old: bool = False) -> Path:
    """A row for each join, rows of the waiting room among them; the new form has a preamble."""
    header = (
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,"
        "Recording disclaimer response,In waiting room"
    )
    preamble = [
        [
            "Topic",
            "ID",
            "Host name",
            "Host email",
            "Start time",
            "End time",
            "Participants",
            "Duration (minutes)",
        ],
        ["每周有学习", "123", "甲", "jia@example.org", _american("14:55"), _american("16:31"), "5", "96"],
        [],
    ]
    joins = [
        ("Jia (甲同志)", "jia@example.org", "14:55", "15:30", "35", "No", "", "No"),
        ("Jia (甲同志)", "jia@example.org", "15:32", "16:31", "59", "No", "", "No"),
        ("甲同志的iPad (甲同志)", "", "15:00", "16:31", "91", "Yes", "", "No"),
        ("乙同志", "", "14:50", "15:20", "30", "Yes", "", "Yes"),
        ("乙同志", "", "15:20", "16:31", "71", "Yes", "", "No"),
        ("张三", "", "14:59", "16:00", "61", "Yes", "", "No"),
        ("王五", "", "14:50", "16:00", "70", "Yes", "", "Yes"),
        ("=cmd", "", "14:59", "16:31", "92", "Yes", "", "No"),
    ]
    rows = [
        [name, mail, _american(first), _american(last), *rest] for name, mail, first, last, *rest in joins
    ]
    if old:
        header = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room"
        return text_file(path, [header.split(","), *rows], "utf-8")
    return text_file(path, [*preamble, header.split(","), *rows])


def dingtalk(path: Path) -> Path:
    """Titles, many days, those who did not clock in, and a note below."""
    header = [
        "姓名", "考勤组", "部门", "工号", "职位", "UserId", "日期", "班次",
        "上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果",
    ]  # fmt: skip

    def row(name: str, number: str, day: str, came: str, went: str) -> list[str]:
        return [name, "支部", "机关", number, "", f"u{number}", day, "学习", came, "正常", went, "正常"]

    rows = [
        ["每日统计表 统计日期：2026-03-01 至 2026-03-31"],
        ["报表生成时间：2026-03-31 18:00"],
        header,
        row("甲同志", "01", "26-03-09 星期一", "14:52", "16:31"),
        row("甲同志", "01", "26-03-10 星期二", "09:52", "10:31"),
        row("乙同志", "02", "26-03-09 星期一", "15:20", "次日 00:10"),
        row("张三", "03", "26-03-09 星期一", "14:59", "16:00"),
        row("王五", "05", "26-03-09 星期一", "", ""),
        row("钱七", "77", "26-03-09 星期一", "14:59", "16:30"),
        ["合计", "", "", "", "", "", "", "", "4", "", "", ""],
        ["导出人：甲同志"],
    ]
    return workbook(path, ("每日统计", rows))


def wecom(path: Path, shifts: bool = False) -> Path:
    """A title, the time of the report, a header of two levels with merged cells, data from row 5.

    The times are those of the whole day, or, where the company set it so, those of each shift.
    """
    rows = [
        ["上下班打卡_日报"],
        ["2026-03-09至2026-03-10"],
        ["时间", "姓名", "账号", "基础信息", "", "考勤概况", "", ""],
        ["", "", "", "部门", "职务", "班次", "最早", "最晚"],
        ["2026/03/09 星期一", "甲同志", "01", "机关", "--", "学习", "14:52", "16:31"],
        ["2026/03/09 星期一", "乙同志", "yi", "机关", "--", "学习", "15:20", "17:01"],
        ["2026/03/09 星期一", "张三", "03", "机关", "--", "学习", "14:59", "16:00"],
        ["2026/03/09 星期一", "王五", "05", "机关", "--", "学习", "未打卡", "--"],
        ["2026/03/09 星期一", "钱七", "qian", "机关", "--", "学习", "14:59", "16:30"],
        ["2026/03/10 星期二", "王五", "05", "机关", "--", "学习", "14:59", "16:31"],
    ]
    if shifts:
        rows[2][5:] = ["班次", "上班1", "", "下班1", ""]
        rows[3][5:] = ["", "状态", "实际打卡时间", "状态", "打卡时间"]
        for row in rows[4:]:
            row[6:] = ["正常", row[6], "正常", row[7]]
        return workbook(
            path, ("打卡详情", rows), merged=["A3:A4", "B3:B4", "C3:C4", "D3:E3", "G3:H3", "I3:J3"]
        )
    return workbook(path, ("概况统计", rows), merged=["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:H3"])


def _twelve(time: str) -> str:
    hour, rest = time.split(":", 1)
    return f"{int(hour) % 12 or 12}:{rest} {'AM' if int(hour) < 12 else 'PM'}"


def _american(time: str) -> str:
    return f"03/09/2026 {_twelve(time if time.count(':') == 2 else time + ':00')}"
