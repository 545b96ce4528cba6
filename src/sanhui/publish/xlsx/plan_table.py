"""年度组织生活计划表: the yearly plan as the table that offices file, a row a session, in order of date.

The columns are those of the forms in use (序号 … 备注), found again by `sanhui import`. Dates are dates, so that the table
sorts and filters; the month is a number that shows as 3月. The last column, hidden, has the session's id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sanhui.i18n import _, language
from sanhui.plan.colours import ink, rgb
from sanhui.publish.words import enumeration, kind_names
from sanhui.publish.xlsx.book import height
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import moved
from sanhui.wording import short_date

if TYPE_CHECKING:
    from sanhui.publish.xlsx.book import Book, Sheet
    from sanhui.schedule.expand import Schedule


class Column(NamedTuple):
    """What stands above a column, how wide it is in characters, and how its cells are aligned."""

    name: str
    width: float
    align: str = "left"


_BORDER = {"border": 1, "border_color": "#808080", "text_wrap": True}
_HEAD_ROW = 1


def plan_table(book: Book, schedule: Schedule, done: Mapping[str, str]) -> None:
    """Add the sheet. `done` is what stands under 完成情况, by session."""
    columns = _columns()
    last = len(columns) - 1
    sheet = book.sheet(_("Yearly plan"), landscape=True)
    page = sheet.page
    sheet.merge((0, 0), (0, last - 1), schedule.plan.title, font_size=18, bold=True, align="center")
    page.set_row(0, 32)
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width, None, {"hidden": number == last})
        sheet.write(_HEAD_ROW, number, column.name, bold=True, align="center", bg_color="#F2F2F2", **_BORDER)
    rows = [session for session in schedule.sessions if not session.dropped]
    month = None
    for number, session in enumerate(rows, 1):
        begins = _month(session) != month  # a heavier line between the months
        month = _month(session)
        _row(sheet, _HEAD_ROW + number, number, session, schedule, columns, done.get(session.id, ""), begins)
    end = _HEAD_ROW + max(len(rows), 1)
    page.autofilter(_HEAD_ROW, 0, end, last)
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.repeat_rows(0, _HEAD_ROW)
    page.print_area(0, 0, end, last - 1)
    page.set_footer("&C&P / &N")


def owner_of(schedule: Schedule, session: Session) -> str:
    """责任人: whoever has tasks for the session, else the chair."""
    owners = [task.owner for task in schedule.tasks if task.session == session.id and task.owner]
    return enumeration(dict.fromkeys(owners)) or session.chair


def remark(session: Session) -> str:
    """备注: until when a session without a day may be held, and why one was moved or called off."""
    parts = []
    if session.status is Status.FLOATING and session.first and session.last:
        window = _("a day from {first} to {last}")
        parts.append(window.format(first=short_date(session.first), last=short_date(session.last)))
    if reason := moved(session):
        was = session.nominal if session.nominal and session.nominal != session.date else None
        parts.append(_("{date}: {reason}").format(date=short_date(was), reason=reason) if was else reason)
    if session.provisional:
        parts.append(_("provisional"))
    return "\n".join([*parts, session.notes]) if session.notes else "\n".join(parts)


def _columns() -> Sequence[Column]:
    return (
        Column(_("No."), 5, "center"),
        Column(_("Month"), 6, "center"),
        Column(_("Date (weekday)"), 14, "center"),
        Column(_("Time"), 12, "center"),
        Column(_("Kind"), 13),
        Column(_("Topic or content"), 30),
        Column(_("Speaker (chair)"), 13),
        Column(_("Audience"), 12),
        Column(_("Place"), 13),
        Column(_("Responsible"), 10),
        Column(_("Study material"), 18),
        Column(_("Progress"), 12),
        Column(_("Remarks"), 22),
        Column(_("Session id"), 20),
    )


def _row(
    sheet: Sheet,
    row: int,
    number: int,
    session: Session,
    schedule: Schedule,
    columns: Sequence[Column],
    done: str,
    begins: bool,
) -> None:
    called_off = session.status is Status.CANCELLED and not done  # the record says better what took place
    values: tuple[object, ...] = (
        number,
        _month(session),
        session.date,
        _time(session),
        enumeration(kind_names(schedule.plan, session.kinds)),
        session.topic or session.title,
        session.speaker or session.chair,
        enumeration(session.audience),
        session.place,
        owner_of(schedule, session),
        "\n".join(session.materials),
        done or (_("cancelled") if called_off else ""),
        remark(session),
        session.id,
    )
    looks: dict[int, dict[str, Any]] = {1: {"num_format": '0"月"' if language() == "zh" else "0"}}
    looks[2] = {"num_format": '[$-804]m"月"d"日"(aaa)' if language() == "zh" else "[$-809]d mmm (ddd)"}
    if kind := schedule.plan.kinds.get(session.kinds[0]) if session.kinds else None:
        looks[4] = {"bg_color": f"#{rgb(kind.colour)}", "font_color": f"#{ink(kind.colour)}"}
    struck = {"font_strikeout": True} if called_off else {}
    top = {"top": 2} if begins else {}
    texts = [value if isinstance(value, str) else "" for value in values[:-1]]
    sheet.page.set_row(row, height(texts, [column.width for column in columns]))
    for column, value in enumerate(values):
        look = _BORDER | {"align": columns[column].align} | looks.get(column, {}) | struck | top
        sheet.write(row, column, value, **look)


def _month(session: Session) -> int | None:
    day = session.date or session.nominal or session.last
    return day.month if day else None


def _time(session: Session) -> str:
    start, end = session.start, session.end
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return f"{start:%H:%M}-{end:%H:%M}"
    if start is None or end is None:
        return ""
    days = (end - start).days
    return _("all day") if days == 1 else _("for {n} days").format(n=days)
