"""年度组织生活计划表: the yearly plan as the table that offices file, a row a session, in order of date.

Dates are dates, so that the table sorts and filters; the month is a number that shows as 3月. The last columns, hidden, have
the session's id and a seal, by which `sanhui import --into` knows which cell was edited (`sanhui.publish.year.plan_row`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _, language
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import kind_look
from sanhui.publish.xlsx.book import BORDER, HEAD, height
from sanhui.publish.year.plan_row import HIDDEN, Column, columns, row_of
from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.publish.xlsx.book import Book, Sheet
    from sanhui.schedule.expand import Schedule

_HEAD_ROW = 1


def plan_table(book: Book, schedule: Schedule, done: Mapping[str, str], *, public: bool = False) -> None:
    """Add the sheet. `done` is what stands under 完成情况, by session; a `public` table says nothing of people."""
    shown = columns(public=public)
    last = len(shown) - 1
    printed = last - sum(field in shown for field in HIDDEN)
    sheet = book.sheet(_("Yearly plan"), landscape=True)
    page = sheet.page
    title = one_line(schedule.plan.title)
    sheet.merge((0, 0), (0, printed), title, font_size=18, bold=True, align="center", text_wrap=True)
    page.set_row(0, 32)
    for number, (field, column) in enumerate(shown.items()):
        page.set_column(number, number, column.width, None, {"hidden": field in HIDDEN})
        sheet.write(_HEAD_ROW, number, column.name, **HEAD)
    # Bold letters are wider.
    heads = [column for field, column in shown.items() if field not in HIDDEN]
    page.set_row(_HEAD_ROW, height([each.name for each in heads], [each.width - 1.5 for each in heads]) + 3)
    sessions = [session for session in schedule.sessions if not session.dropped]
    month = None
    for number, session in enumerate(sessions, 1):
        values = row_of(schedule, session, number, done.get(session.id, ""), public=public)
        begins = values["month"] != month  # a heavier line between the months
        month = values["month"]
        called_off = session.status is Status.CANCELLED and session.id not in done
        looks = {"kind": _kind(schedule.plan, session)}
        common: dict[str, Any] = {"font_strikeout": True} if called_off else {}
        _row(sheet, _HEAD_ROW + number, shown, values, looks, common | ({"top": 2} if begins else {}))
    end = _HEAD_ROW + max(len(sessions), 1)
    page.autofilter(_HEAD_ROW, 0, end, last)
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.repeat_rows(0, _HEAD_ROW)
    page.print_area(0, 0, end, printed)


def _row(
    sheet: Sheet,
    row: int,
    shown: Mapping[str, Column],
    values: Mapping[str, object],
    looks: Mapping[str, dict[str, Any]],
    common: dict[str, Any],
) -> None:
    chinese = language() == "zh"
    formats = {
        "month": {"num_format": '0"月"' if chinese else "0"},
        "date": {"num_format": '[$-804]m"月"d"日"(aaa)' if chinese else "[$-809]d mmm (ddd)"},
    }
    seen = {field: column for field, column in shown.items() if field not in HIDDEN}
    texts = [value if isinstance(value := values[field], str) else "" for field in seen]
    sheet.page.set_row(row, height(texts, [column.width for column in seen.values()]))
    for number, (field, column) in enumerate(shown.items()):
        # What is hidden shall not run over into the next column: no program shows “fill” beyond its cell.
        hidden = {"align": "fill"} if field in HIDDEN else {"align": column.align, "text_wrap": True}
        look = BORDER | hidden
        sheet.write(
            row, number, values[field], **look | formats.get(field, {}) | looks.get(field, {}) | common
        )


def _kind(plan: Plan, session: Session) -> dict[str, Any]:
    look = kind_look(plan.kinds, session.kinds[0])
    return {"bg_color": f"#{look.ground}", "font_color": f"#{look.ink}"}
