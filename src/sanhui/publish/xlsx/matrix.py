"""考勤矩阵: members down, sessions across, the symbol of a mark in each cell, sums and rates at the edges.

A year with more sessions than can be read on a page is a sheet a quarter or month, and one with everybody's rates. Colours
come from conditions, so they follow whoever mends a cell; the symbols say the same on a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sanhui.attendance.matrix import Matrix, matrix
from sanhui.attendance.tally import Tally
from sanhui.i18n import _, language
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import LEVELS, mark_look
from sanhui.publish.members.rates import percent, share
from sanhui.publish.xlsx.book import A3, A4, BORDER, HEAD, height
from sanhui.schedule.slots import period
from sanhui.when.tree import Unit

if TYPE_CHECKING:
    from sanhui.attendance.record import Record
    from sanhui.ledger.held import Held
    from sanhui.plan.model import Plan
    from sanhui.publish.xlsx.book import Book, Sheet

_MOST = 25  # sessions on a sheet
_MOST_ON_A4 = 36  # … of one quarter
_MOST_ON_A3 = 48  # … then the year is divided by month
_NUMBER, _NAME, _GROUP, _FIRST = 0, 1, 2, 3  # columns; sessions from the last of them on
_TITLE, _DAYS, _TITLES, _PEOPLE = 0, 1, 2, 3  # rows; people from the last of them on
_NAME_WIDTH = 11
_LONGEST = 22  # characters of a title that stands upright
_RATE = {"num_format": "0.0%"}


def matrix_sheets(book: Book, plan: Plan, record: Record, target: Fraction | None) -> None:
    """Add the sheets; the rates of members below the `target` that the organisation wants stand out."""
    if len(record.sessions) <= _MOST:
        _sheet(book, plan, matrix(record, plan.roster), target, _("Attendance"), "")
        return
    divided = _divided(record, Unit.QUARTER)
    if max(map(len, divided.values())) > _MOST_ON_A3:
        divided = _divided(record, Unit.MONTH)
    parts = {
        slot: matrix(record.between(sessions[0].day, sessions[-1].day), plan.roster)
        for slot, sessions in divided.items()
    }
    for slot, found in parts.items():
        _sheet(book, plan, found, target, _("Attendance") + f" {slot}", slot)
    _summary(book, plan, matrix(record, plan.roster), parts, target)


def _divided(record: Record, unit: Unit) -> dict[str, list[Held]]:
    parts: dict[str, list[Held]] = {}
    for each in record.sessions:
        parts.setdefault(period(unit, each.day).slot, []).append(each)
    return parts


def _sheet(book: Book, plan: Plan, found: Matrix, target: Fraction | None, name: str, part: str) -> None:
    count = len(found.sessions)
    sheet = book.sheet(name, landscape=True, paper=A4 if count <= _MOST_ON_A4 else A3)
    sums = _FIRST + count
    last = sums + len(_sums()) - 1
    title = _("{plan}: attendance").format(plan=plan.title)
    said = _("{title}, {part}").format(title=title, part=part) if part else title
    sheet.merge((_TITLE, 0), (_TITLE, last), one_line(said), font_size=16, bold=True, align="center")
    sheet.page.set_row(_TITLE, 30)
    _heads(sheet, found, sums)
    for row, each in enumerate(found.rows, _PEOPLE):
        _person(sheet, row, row - _PEOPLE + 1, each.name, each.group)
        for column, mark in enumerate(each.marks, _FIRST):
            sheet.write(row, column, mark.symbol if mark else None, align="center", **BORDER)
        _tally(sheet, row, sums, each.tally)
    end = _totals(sheet, found, _PEOPLE + len(found.rows))
    if found.rows and count:
        area = (_PEOPLE, _FIRST, _PEOPLE + len(found.rows) - 1, sums - 1)
        for mark in found.used():
            look = mark_look(mark)
            sheet.colour(
                area, look.symbol, bg_color=f"#{look.ground}", font_color=f"#{look.ink}", bold=mark.absent
            )
    legend = "  ".join(f"{mark.symbol} {mark.name(language())}" for mark in found.used())
    said = _("{marks}  (empty: not due)").format(marks=legend)
    if note := _low(sheet, (_PEOPLE, last, _PEOPLE + len(found.rows) - 1, last), target):
        said = f"{said}  {note}"
    sheet.write(end + 1, _NAME, said, font_size=10)
    _set_up(sheet, _TITLES, _PEOPLE + len(found.rows), _FIRST, end + 1, last)


def _heads(sheet: Sheet, found: Matrix, sums: int) -> None:
    for column, name in ((_NUMBER, _("No.")), (_NAME, _("Name")), (_GROUP, _("Group"))):
        sheet.merge((_DAYS, column), (_TITLES, column), name, **HEAD)
    for column, each in enumerate(found.sessions, _FIRST):
        day = {**HEAD, "num_format": "m/d", "font_size": 9}
        sheet.write(_DAYS, column, each.day, **day)
        title = one_line(each.title or each.session)
        short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
        sheet.write(_TITLES, column, short, **{**HEAD, "bold": False, "rotation": 90, "font_size": 9})
    for column, name in enumerate(_sums(), sums):
        sheet.merge((_DAYS, column), (_TITLES, column), name, **HEAD)
    sheet.page.set_row(_DAYS, 20)
    sheet.page.set_row(_TITLES, 118)
    sheet.page.set_column(_NUMBER, _NUMBER, 5)
    sheet.page.set_column(_NAME, _NAME, _NAME_WIDTH)
    sheet.page.set_column(_GROUP, _GROUP, 12)
    if found.sessions:
        sheet.page.set_column(_FIRST, sums - 1, 5)
    sheet.page.set_column(sums, sums + len(_sums()) - 2, 6 if language() == "zh" else 9)
    sheet.page.set_column(sums + len(_sums()) - 1, sums + len(_sums()) - 1, 8)


def _low(sheet: Sheet, area: tuple[int, int, int, int], target: Fraction | None) -> str:
    """Make rates below the target stand out, also on a black-and-white printer; what to say of it."""
    if target is None or area[2] < area[0]:
        return ""
    look = LEVELS[-2].look
    sheet.below(
        area, float(target), bg_color=f"#{look.ground}", font_color=f"#{look.ink}", bold=True, underline=1
    )
    return _("underlined: below {rate}").format(rate=percent(target))


def _sums() -> Sequence[str]:
    return _("Were due"), _("Present"), _("Late"), _("Leave"), _("Absent"), _("Rate")


def _person(sheet: Sheet, row: int, number: int, name: str, group: str) -> None:
    sheet.page.set_row(row, max(20, height([name], [_NAME_WIDTH])))
    sheet.write(row, _NUMBER, number, align="center", **BORDER)
    sheet.write(row, _NAME, one_line(name), text_wrap=True, **BORDER)
    sheet.write(row, _GROUP, one_line(group), shrink=True, **BORDER)


def _tally(sheet: Sheet, row: int, column: int, tally: Tally, **look: Any) -> None:
    counts = (tally.due, tally.present, tally.late, tally.leave, tally.absent)
    for nth, value in enumerate(counts, column):
        sheet.write(row, nth, value, align="center", **BORDER, **look)
    _rate(sheet, row, column + len(counts), tally.rate, **look)


def _rate(sheet: Sheet, row: int, column: int, rate: Fraction | None, **look: Any) -> None:
    sheet.write(row, column, share(rate, 3), align="center", **BORDER, **_RATE, **look)


def _totals(sheet: Sheet, found: Matrix, row: int) -> int:
    """应到, 实到 and the rate of every session, below the people; gives the last row."""
    whole = sum(found.totals, Tally())
    sums = _FIRST + len(found.sessions)
    names = (_("Were due"), _("Present"), _("Rate"))
    for nth, name in enumerate(names, row):
        sheet.merge((nth, _NUMBER), (nth, _GROUP), name, **HEAD)
        for column, tally in enumerate(found.totals, _FIRST):
            if nth - row < len(names) - 1:
                value = (tally.due, tally.present)[nth - row]
                sheet.write(nth, column, value, align="center", bold=True, **BORDER)
            else:
                look = {"num_format": "0%", "font_size": 9, "align": "center", "bold": True}
                sheet.write(nth, column, share(tally.rate, 2), **BORDER, **look)
    _tally(sheet, row, sums, whole, bold=True)
    return row + len(names) - 1


def _summary(
    book: Book, plan: Plan, whole: Matrix, parts: dict[str, Matrix], target: Fraction | None
) -> None:
    """Everybody's rate in each quarter and in all, with the sums of the year."""
    sheet = book.sheet(_("Attendance, total"), landscape=True)
    first = _GROUP + 1
    sums = first + len(parts)
    last = sums + len(_sums()) - 1
    title = _("{plan}: attendance").format(plan=plan.title)
    sheet.merge((0, 0), (0, last), one_line(title), font_size=16, bold=True, align="center")
    sheet.page.set_row(0, 30)
    heads = (_("No."), _("Name"), _("Group"), *parts, *_sums())
    for column, name in enumerate(heads):
        sheet.write(1, column, name, **HEAD)
    for column, wide in enumerate((5, _NAME_WIDTH, 16, *[10] * len(parts), *[8] * len(_sums()))):
        sheet.page.set_column(column, column, wide)
    rates = [{each.key: each.tally.rate for each in part.rows} for part in parts.values()]
    for row, each in enumerate(whole.rows, 2):
        _person(sheet, row, row - 1, each.name, each.group)
        for column, found in enumerate(rates, first):
            _rate(sheet, row, column, found.get(each.key))
        _tally(sheet, row, sums, each.tally)
    row = 2 + len(whole.rows)
    sheet.merge((row, 0), (row, _GROUP), _("Total"), **HEAD)
    for column, part in enumerate(parts.values(), first):
        _rate(sheet, row, column, sum(part.totals, Tally()).rate, bold=True)
    _tally(sheet, row, sums, sum(whole.totals, Tally()), bold=True)
    notes = {_low(sheet, (2, column, row - 1, column), target) for column in (*range(first, sums), last)}
    if note := max(notes):
        sheet.write(row + 1, _NAME, note, font_size=10)
    _set_up(sheet, 1, row, first, row + 1, last)


def _set_up(sheet: Sheet, heads: int, people: int, first: int, end: int, last: int) -> None:
    """Heads that stay, on the screen and on paper; a filter over the people."""
    page = sheet.page
    page.freeze_panes(heads + 1, first)
    page.repeat_rows(0, heads)
    page.autofilter(heads, 0, max(people - 1, heads + 1), last)
    page.print_area(0, 0, end, last)
