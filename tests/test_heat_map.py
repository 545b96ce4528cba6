"""`sanhui attendance --heat`, and the curves of its tables: how attendance went month by month, on any screen."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from commandline import sanhui
from sanhui.attendance.answers import answer
from sanhui.attendance.record import Entry, Record
from sanhui.ledger.held import Held
from sanhui.ledger.marks import Marked
from sanhui.plan.marks import shipped
from small_plans import write_plan
from yearbooks import BODY, write_record

LONG = "阿卜杜热合曼" * 6 + "同志们好"  # forty characters
ROSTER = f"姓名,党小组\n甲,一\n乙同志,一\n{LONG},二\n"
#: 甲 came to everything; 乙同志 to 3 of 4 in January, 1 of 2 in February, all in April; the third was due twice.
DAYS = ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09", "2026-04-13"]
ROWS = {"甲": "ppppppp", "乙同志": "pplapsp", LONG: ".p....a"}


def attendance(folder: Path, *words: str, room: int | None = 80, language: str = "en") -> str:
    """What `sanhui attendance` shows on a screen, or in a pipe, a week after the last session."""
    screen = {} if room is None else {"COLUMNS": str(room)}
    found = sanhui(
        "--lang", language, "attendance", *words, folder=folder, SANHUI_NOW="2026-04-20T10:00", **screen
    )
    assert 0 == found.code, found.err
    return found.out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with plan, roster and ledger."""
    write_plan(tmp_path, 'when = "每周一"', head=f'organization = "{BODY}"\n', roster=ROSTER)
    groups = {"甲": "一", "乙同志": "一", LONG: "二"}
    write_record(tmp_path / "ledger.db", DAYS, ROWS, groups=groups)
    return tmp_path


def test_a_block_and_a_number_for_each_rate(folder: Path) -> None:
    """It says the same without colours; a month without sessions is a dot, a rate is cut off, a long name ends in …."""
    shown = attendance(folder, "--heat", language="zh")
    assert (
        "人员                         1    2    3    4 出勤率\n"
        "甲                        █100 █100    · █100   100%\n"
        "乙同志                    ▒ 75 _ 50    · █100  71.4%\n"
        "阿卜杜热合曼阿卜杜热合…   █100    ·    · _  0    50%\n"
        "合计                      ▓ 88 ▒ 75    · ░ 66  81.2%\n"
        "\n"
        "█ ≥95%  ▓ ≥85%  ▒ ≥75%  ░ ≥60%  _ 低于60%  · 无人应到\n"
    ) == shown


def test_by_group_and_in_a_pipe(folder: Path) -> None:
    """Groups instead of members; a pipe gets what a screen gets, without colours."""
    piped = attendance(folder, "--heat", "--by", "group", room=None)
    assert "\n一     ▓ 87 ▒ 75" in piped
    assert piped == attendance(folder, "--heat", "--by", "group", room=100)
    coloured = sanhui("attendance", "--heat", "--by", "kind", folder=folder, FORCE_COLOR="1").out
    assert "\x1b[36m▓ 88" in coloured


def test_no_line_is_wider_than_the_screen(folder: Path) -> None:
    """Also with a name of forty characters; no line ends with blanks, and every subject has its line."""
    for room in (40, 56, 80, 200):
        for words in (["--heat"], [], ["--matrix"], ["--by", "session"]):
            lines = attendance(folder, *words, room=room, language="zh").splitlines()
            wrong = [line for line in lines if cell_len(line) > room or line.endswith(" ")]
            assert (room, words, []) == (room, words, wrong)
            heads = [line for line in lines if line.startswith(("甲 ", "乙同志 ", "阿卜", "合计"))]
            assert words != ["--heat"] or 4 == len(heads)
    board = sanhui("audit", folder=folder, COLUMNS="40").out.partition("\n\n")[0]
    assert [] == [line for line in board.splitlines() if cell_len(line) > 40]


def test_narrow_screens_say_what_they_leave_out(folder: Path) -> None:
    """At forty cells the blocks stand alone, and columns that have no room are named."""
    assert "\n乙同志             ▒ _ · █ 71.4%\n" in attendance(folder, "--heat", room=32)
    assert "\nno room for: Absent, Leave, Late, Hours,\nOwed, Held\n" in attendance(folder, room=40)


def test_the_curve_of_a_line(folder: Path) -> None:
    """A bar a month beside the numbers where there is room for it."""
    lines = attendance(folder, room=120).splitlines()
    assert ("Curve", "▄▁·█") == (lines[0].split()[-1], lines[2].split()[-1])


def test_months_for_programs(folder: Path) -> None:
    """Each line has its months with what they come to."""
    lines = json.loads(sanhui("attendance", "--heat", "--json", folder=folder).out)["lines"]
    assert {
        "2026-01": {"due": 4, "present": 3, "rate": 0.75},
        "2026-02": {"due": 2, "present": 1, "rate": 0.5},
        "2026-04": {"due": 1, "present": 1, "rate": 1.0},
    } == lines[1]["months"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--heat", "--matrix"], "choose one of --heat and --matrix"),
        (["--heat", "--csv"], "choose one of --heat and --csv"),
        (["--heat", "--by", "month"], "a heat map is by member, group, kind"),
    ],
)
def test_slips_are_told(folder: Path, words: list[str], message: str) -> None:
    """A map is one thing at a time."""
    found = sanhui("attendance", *words, folder=folder)
    assert (2, True) == (found.code, message in found.err)


def test_nothing_is_recorded(tmp_path: Path) -> None:
    """A year without a session has no map."""
    write_plan(tmp_path, 'when = "每周一"', roster=ROSTER)
    assert "Nothing is recorded" in sanhui("attendance", "--heat", folder=tmp_path).err


def test_years_stand_above_their_months(folder: Path) -> None:
    """Where the days are those of several years; more than twelve months go on below."""
    write_record(folder / "ledger.db", ["2025-03-03"], {"甲": "p"}, plan="old", year=2025)
    shown = attendance(folder, "--heat", "--from", "2025-01-01", "--to", "2026-12-31", room=40)
    blocks = [[line.split() for line in block.splitlines()] for block in shown.split("\n\n")]
    assert [["25", "26"], ["Member", *"345678901212"]] == blocks[0][:2]
    assert [["26"], ["Member", "3", "4", "Rate"], ["甲", "·", "█", "100%"]] == blocks[1][:3]


def test_months_add_up() -> None:
    """The months of a line make the line, over more than a year as well."""
    marks = shipped()
    entries = []
    for number, code in enumerate(sorted(marks) * 3):
        day = dt.date(2025, 11, 3) + dt.timedelta(days=17 * number)
        held = Held(plan="p", session=f"a/{day}", day=day, kinds=("study",))
        row = Marked(plan="p", session=held.session, member="甲", name="甲", mark=code, votes=True, day=day)
        entries.append(Entry(held, row, marks[code]))
    record = Record(tuple(each.session for each in entries), tuple(entries), marks, 30)
    found = answer(record, "member", dt.date(2025, 1, 1), dt.date(2027, 12, 31))
    for line in found.lines:
        assert line.tally.due == sum(each.due for each in line.months.values())
        assert line.tally.present == sum(each.present for each in line.months.values())
    assert len(found.months) > 12
    assert set(found.months) >= set(found.total.months)
