"""The wall calendar: the year on one sheet of A4, with 休 and 班, the kinds in colour and by symbol, and a legend."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _
from sanhui.publish.looks import kind_look
from sanhui.publish.names import kind_names
from sanhui.publish.year.daily import Day, Month, Sort, months_of
from sanhui.publish.year.holidays import off_mark, worked_mark
from sanhui.wording import WEEKDAYS, month, weekday

if TYPE_CHECKING:
    from sanhui.publish.xlsx.book import Book, Sheet
    from sanhui.schedule.expand import Schedule

_ACROSS = 4
_WEEKS = 6
_WIDTH = len(WEEKDAYS) + 1  # an empty column between months
_HEIGHT = 2 + 2 * _WEEKS + 1  # name, weekdays, a number and the symbols for each week, an empty row
_SHOWN = 3  # symbols that a cell has room for
_THIN = {"border": 1, "border_color": "#BFBFBF", "align": "center"}
_OFF, _WORKED, _WEEKEND = "#FDE2E2", "#E2EEFD", "#F2F2F2"


def wall_calendar(book: Book, schedule: Schedule) -> None:
    """Add the sheet."""
    sheet = book.sheet(_("Wall calendar"), landscape=True)
    drawn = months_of(schedule)
    last = _ACROSS * _WIDTH - 2
    sheet.merge((0, 0), (0, last), schedule.plan.title, font_size=20, bold=True, align="center")
    sheet.page.set_row(0, 36)
    sheet.page.set_column(0, last, 4.4)
    for gap in range(_WIDTH - 1, last, _WIDTH):
        sheet.page.set_column(gap, gap, 1.2)
    for number, each in enumerate(drawn):
        _month(sheet, schedule, each, 1 + number // _ACROSS * _HEIGHT, number % _ACROSS * _WIDTH)
    end = _legend(sheet, schedule, drawn, 1 + len(drawn) // _ACROSS * _HEIGHT)
    sheet.page.print_area(0, 0, end, last)
    sheet.page.fit_to_pages(1, 1)
    sheet.page.set_footer("")
    sheet.page.center_horizontally()
    sheet.page.hide_gridlines(2)


def _month(sheet: Sheet, schedule: Schedule, drawn: Month, top: int, left: int) -> None:
    sheet.merge((top, left), (top, left + 6), month(drawn.number), bold=True, align="center", font_size=13)
    for column, day in enumerate(next(week for week in drawn.weeks if None not in week)):
        assert day is not None
        sheet.write(top + 1, left + column, weekday(day.date).removeprefix("周"), font_size=9, **_THIN)
    for nth, week in enumerate(drawn.weeks):
        for column, day in enumerate(week):
            if day is not None:
                _day(sheet, schedule, day, top + 2 + 2 * nth, left + column)


def _day(sheet: Sheet, schedule: Schedule, day: Day, row: int, column: int) -> None:
    """Two cells: the day's number with 休 or 班, and under it the symbols of what takes place."""
    ground = {Sort.OFF: _OFF, Sort.WORKED: _WORKED, Sort.WEEKEND: _WEEKEND}.get(day.sort)
    plain: dict[str, Any] = _THIN | ({"bg_color": ground} if ground else {})
    mark = {Sort.OFF: off_mark(), Sort.WORKED: worked_mark()}.get(day.sort, "")
    red = {"font_color": "#C00000"} if day.sort in (Sort.OFF, Sort.WEEKEND) else {}
    number: object = f"{day.date.day}{mark}" if mark else day.date.day
    sheet.write(row, column, number, font_size=9, bottom=0, **{**plain, **red})
    looks = [kind_look(schedule.plan.kinds, each.kinds[0]) for each in day.sessions if each.kinds]
    if not looks:
        sheet.write(row + 1, column, None, top=0, **plain)
        return
    symbols = "".join(each.symbol for each in looks[:_SHOWN]) + ("…" if len(looks) > _SHOWN else "")
    chip = _THIN | {"bg_color": f"#{looks[0].ground}", "font_color": f"#{looks[0].ink}", "bold": True}
    sheet.write(row + 1, column, symbols, **chip, font_size=9 if len(symbols) < _SHOWN else 7)


def _legend(sheet: Sheet, schedule: Schedule, drawn: tuple[Month, ...], row: int) -> int:
    """The kinds that are drawn with the number of their sessions, then the marks; gives the last row."""
    shown = {each.id: each for part in drawn for day in part.days for each in day.sessions if each.kinds}
    counted = Counter(session.kinds[0] for session in shown.values())
    entries: list[tuple[str, str, dict[str, Any]]] = []
    for code, number in counted.most_common():
        look = kind_look(schedule.plan.kinds, code)
        chip: dict[str, Any] = {"bg_color": f"#{look.ground}", "font_color": f"#{look.ink}", "bold": True}
        entries.append((look.symbol, f"{kind_names(schedule.plan, [code])[0]} {number}", chip))
    entries.append((off_mark(), _("holiday"), {"bg_color": _OFF, "font_color": "#C00000"}))
    entries.append((worked_mark(), _("weekend day worked"), {"bg_color": _WORKED}))
    across = _ACROSS * _WIDTH // 6
    for number, (symbol, text, chip) in enumerate(entries):
        at, column = row + number // across, number % across * 6
        sheet.write(at, column, symbol, **{**_THIN, **chip})
        sheet.merge((at, column + 1), (at, min(column + 5, _ACROSS * _WIDTH - 2)), text, font_size=9)
    return row + (len(entries) - 1) // across
