"""钉钉: the daily export of the time clock (每日统计), a row for each person and day, with up to four shifts.

Of those who did not clock in there is a row too, without times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sanhui.attendance.meetings.cells import Clock
from sanhui.attendance.meetings.joins import Join
from sanhui.attendance.meetings.layout import Format, Layout, Row, cell, find_header, people, text
from sanhui.attendance.meetings.shifts import shifts
from sanhui.i18n import N_

_SHIFTS = ("1", "2", "3", "4")
_WORDS = {
    "name": ("姓名",),
    "id": ("工号",),
    "user": ("UserId",),
    "date": ("日期",),
    **{f"in{n}": (f"上班{n}打卡时间",) for n in _SHIFTS},
    **{f"out{n}": (f"下班{n}打卡时间",) for n in _SHIFTS},
}


def _find(rows: Sequence[Row]) -> Layout | None:
    found = find_header(rows, _WORDS, ("name", "date", "in1"))
    return found if found and ("user" in found.columns or "考勤组" in found.names) else None


def _read(rows: Iterable[Row], layout: Layout, clock: Clock) -> Iterator[Join]:
    columns = layout.columns
    pairs = [(columns.get(f"in{n}"), columns.get(f"out{n}")) for n in _SHIFTS]
    used = [pair for pair in pairs if pair != (None, None)]
    for number, row, name in people(rows, layout):
        # Only one of the two is the roster's id; the company's number (工号) is the likelier.
        join = Join(row=number, name=name, id=text(row, columns.get("id")) or text(row, columns.get("user")))
        cells = [(cell(row, first), cell(row, last)) for first, last in used]
        yield from shifts(clock, join, cell(row, columns["date"]), cells)


DINGTALK = Format(N_("DingTalk"), _find, _read)
