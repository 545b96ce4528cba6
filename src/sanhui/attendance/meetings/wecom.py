"""企业微信: 上下班打卡_日报, whose header has two levels, of which the upper one stands over several columns.

The first and last clock-in of the day (最早, 最晚) are taken; where there are none, those of each shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sanhui.attendance.meetings.cells import Clock
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.layout import Format, Layout, Row, cell, people, text
from sanhui.attendance.meetings.shifts import shifts
from sanhui.i18n import N_
from sanhui.roster.matching import fold
from sanhui.sheets.reading import shown

_NEEDED = {"time": ("时间", "日期"), "name": ("姓名",), "id": ("账号", "帐号")}
_SHIFTS = ("1", "2", "3", "4")
_ACTUAL = ("实际打卡时间", "打卡时间")


def _find(rows: Sequence[Row]) -> Layout | None:
    for index in range(len(rows) - 1):
        upper, lower = _names(rows[index]), _names(rows[index + 1])
        columns = {
            field: next((upper.index(word) for word in words if word in upper), -1)
            for field, words in _NEEDED.items()
        }
        if min(columns.values()) < 0:
            continue
        found = columns | _times(_over(upper, len(lower)), lower)
        if len(found) > len(columns):
            return Layout(index + 2, found, tuple(upper))
    return None


def _names(row: Row) -> list[str]:
    return [fold(shown(value)) for value in row]


def _over(upper: Sequence[str], width: int) -> list[str]:
    """The upper level over every column: a merged cell stands over those to its right."""
    found: list[str] = []
    for index in range(width):
        word = upper[index] if index < len(upper) else ""
        found.append(word or (found[-1] if found else ""))
    return found


def _times(upper: Sequence[str], lower: Sequence[str]) -> dict[str, int]:
    """The columns of times: those of the whole day, or else those of the shifts."""
    day = {field: lower.index(word) for field, word in (("in1", "最早"), ("out1", "最晚")) if word in lower}
    if "in1" in day:
        return day
    found: dict[str, int] = {}
    for index, (over, word) in enumerate(zip(upper, lower, strict=True)):
        for n in _SHIFTS:
            for field, name in (("in", f"上班{n}"), ("out", f"下班{n}")):
                if word == name or (over == name and word in _ACTUAL) or word == f"{name}打卡时间":
                    found.setdefault(f"{field}{n}", index)
    return found


def _read(rows: Iterable[Row], layout: Layout, clock: Clock) -> Iterator[Join]:
    columns = layout.columns
    pairs = [(columns.get(f"in{n}"), columns.get(f"out{n}")) for n in _SHIFTS]
    used = [pair for pair in pairs if pair != (None, None)]
    for number, row, name in people(rows, layout):
        cells = [(cell(row, first), cell(row, last)) for first, last in used]
        join = Join(row=number, name=name, id=text(row, columns["id"]))
        yield from shifts(clock, join, cell(row, columns["time"]), cells)


WECOM = Format(N_("WeCom"), _find, _read)
