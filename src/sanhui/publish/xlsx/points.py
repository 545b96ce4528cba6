"""积分: the ranking of the members, and every entry that it is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanhui.i18n import _
from sanhui.publish.cleaning import one_line
from sanhui.publish.members.points import reason
from sanhui.publish.xlsx.book import BORDER, HEAD, height

if TYPE_CHECKING:
    from sanhui.attendance.points import Account
    from sanhui.plan.model import Plan
    from sanhui.publish.xlsx.book import Book, Sheet

_CENTRE = {"align": "center", **BORDER}
_NUMBER = {"num_format": "0.##;-0.##;0", **_CENTRE}


def points_sheets(book: Book, plan: Plan, accounts: Sequence[Account]) -> None:
    """Add both sheets."""
    groups = (
        {each.key: each.group for each in plan.roster.on(dt.date(plan.year, 12, 31))} if plan.roster else {}
    )
    heads = (_("Rank"), _("Member"), _("Group"), _("Points"), _("Entries"))
    sheet = _begin(book, _("Points"), _("{plan}: points").format(plan=plan.title), heads, (8, 24, 24, 12, 12))
    for row, each in enumerate(accounts, 2):
        sheet.page.set_row(row, max(20, height([each.name], [24])))
        sheet.write(row, 0, each.place, **_CENTRE)
        sheet.write(row, 1, one_line(each.name), text_wrap=True, **BORDER)
        sheet.write(row, 2, one_line(groups.get(each.member, "")), shrink=True, **BORDER)
        sheet.write(row, 3, each.points, **_NUMBER)
        sheet.write(row, 4, len(each.entries), **_CENTRE)
    _end(sheet, 1 + len(accounts), len(heads) - 1)
    heads = (_("Member"), _("Date"), _("Points"), _("What for"), _("By hand, no."))
    title = _("{plan}: points, entry by entry").format(plan=plan.title)
    sheet = _begin(book, _("Points, entries"), title, heads, (14, 12, 8, 46, 10))
    row = 1
    for each in accounts:
        for nth, entry in enumerate(each.entries):
            row += 1
            top = {"top": 2} if nth == 0 else {}  # a heavier line between members
            sheet.page.set_row(row, max(18, height([each.name, "", "", reason(entry)], [14, 12, 8, 46])))
            sheet.write(row, 0, one_line(each.name), text_wrap=True, **BORDER, **top)
            sheet.write(row, 1, entry.day, num_format="yyyy-mm-dd", **_CENTRE, **top)
            sheet.write(row, 2, entry.points, **{**_NUMBER, "num_format": "+0.##;-0.##;0"}, **top)
            sheet.write(row, 3, one_line(reason(entry)), text_wrap=True, **BORDER, **top)
            sheet.write(row, 4, entry.number or None, **_CENTRE, **top)
    _end(sheet, row, len(heads) - 1)


def _begin(book: Book, name: str, title: str, heads: Sequence[str], widths: Sequence[float]) -> Sheet:
    sheet = book.sheet(name)
    sheet.merge(
        (0, 0), (0, len(heads) - 1), one_line(title), font_size=16, bold=True, align="center", text_wrap=True
    )
    sheet.page.set_row(0, height([title], [sum(widths) / 1.5]) * 1.5 + 6)
    for column, head in enumerate(heads):
        sheet.page.set_column(column, column, widths[column])
        sheet.write(1, column, head, **HEAD)
    return sheet


def _end(sheet: Sheet, row: int, last: int) -> None:
    sheet.page.autofilter(1, 0, max(row, 2), last)
    sheet.page.freeze_panes(2, 0)
    sheet.page.repeat_rows(0, 1)
    sheet.page.print_area(0, 0, max(row, 2), last)
