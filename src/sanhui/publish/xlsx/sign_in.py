"""签到表: a page of A4 for each session, with lines that are high enough to sign on, and 应到, 实到, 缺席 at its foot.

The pages are cut here: where a sheet has heads of its own for every session, the print titles of a spreadsheet cannot repeat
them. Many people stand in two columns, each down the page first, as one looks for a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sanhui.i18n import _, language
from sanhui.plan.marks import OBSERVER
from sanhui.publish.cleaning import one_line
from sanhui.publish.xlsx.book import BORDER, HEAD, height
from sanhui.wording import enumeration, long_date

if TYPE_CHECKING:
    from sanhui.attendance.sign_in import SignIn
    from sanhui.plan.model import Plan
    from sanhui.publish.xlsx.book import Book, Sheet

_PAGE = 735.0  # points that A4 has between the margins, less what a printer may take
_LINE = 27.0  # a name with room to sign, about a centimetre
_HEADS = 22.0
# Number, name, signature; a gap; the same again. Narrow enough for programs that have none of the fonts.
_WIDTHS = (4.5, 10.5, 18.0, 1.0, 4.5, 10.5, 18.0)
_LAST = len(_WIDTHS) - 1
_HALF = 4  # where the second column begins
_ONE_COLUMN = 20  # so many people have lines across the page
_BLANK = 20  # lines where nobody knows who comes


class _Line(NamedTuple):
    """One line: the number, the name, and what stands where the signature goes."""

    number: int
    name: str
    remark: str = ""


def sign_in_sheets(book: Book, plan: Plan, sheets: Sequence[SignIn]) -> None:
    """Add a sheet with a page, or several, for each session."""
    sheet = book.sheet(_("Sign-in"), fit=False)
    sheet.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    for column, wide in enumerate(_WIDTHS):
        sheet.page.set_column(column, column, wide)
    top = 0
    breaks: list[int] = []
    for each in sheets:
        top = _session(sheet, plan, each, top, breaks)
    sheet.page.set_h_pagebreaks(breaks[:-1])
    sheet.page.print_area(0, 0, max(top - 1, 0), _LAST)
    sheet.page.center_horizontally()
    sheet.page.hide_gridlines(2)


def _session(sheet: Sheet, plan: Plan, each: SignIn, top: int, breaks: list[int]) -> int:
    """Write the pages of one session from a row on; gives the row after them."""
    lines = _lines(plan, each)
    across = 1 if len(lines) <= _ONE_COLUMN else 2
    head, foot = _head(plan, each), _foot(plan, each)
    room = _PAGE - sum(high for _text, high in head) - _HEADS
    pages = list(_pages(lines, across, room, sum(high for _text, high in foot)))
    for number, page in enumerate(pages, 1):
        for nth, (text, high) in enumerate(head):
            look = {"font_size": 18, "bold": True, "align": "center"} if nth == 0 else {"text_wrap": True}
            more = "" if nth or len(pages) == 1 else _(" ({number} of {count})")
            said = text + more.format(number=number, count=len(pages))
            sheet.merge((top, 0), (top, _LAST), said, **look)
            sheet.page.set_row(top, high)
            top += 1
        top = _table(sheet, page, across, top)
        if number == len(pages):
            for text, high in foot:
                sheet.merge((top, 0), (top, _LAST), text, text_wrap=True)
                sheet.page.set_row(top, high)
                top += 1
        breaks.append(top)
    return top


def _lines(plan: Plan, each: SignIn) -> list[_Line]:
    """Who signs, then who attends; empty lines where the plan does not say who comes."""
    spoken = language()
    known = [
        (who.name, _remark(who.mark.leave, who.mark.name(spoken)) if who.mark else "") for who in each.signers
    ]
    known += [(name, plan.marks[OBSERVER].name(spoken)) for name in each.others]
    known = known or [("", "")] * _BLANK
    return [_Line(number, one_line(name), remark) for number, (name, remark) in enumerate(known, 1)]


def _remark(leave: bool, name: str) -> str:
    return _("on leave") if leave else name  # why is nobody's business who signs


def _pages(lines: Sequence[_Line], across: int, room: float, foot: float) -> Iterator[Sequence[_Line]]:
    """The lines of each page; the last one leaves room for the foot."""
    rest = list(lines)
    while rest:
        most = max(int(room // _LINE), 1)
        rows = next(n for n in range(most, 0, -1) if n == 1 or _high(rest[: n * across], across) <= room)
        page = rest[: rows * across]
        if len(page) == len(rest) and len(rest) > across and _high(page, across) + foot > room:
            page = rest[: max(len(rest) // 2, 1)]
        yield page
        rest = rest[len(page) :]


def _high(page: Sequence[_Line], across: int) -> float:
    return sum(map(_row_height, _rows(page, across)))


def _rows(page: Sequence[_Line], across: int) -> list[tuple[_Line, ...]]:
    """The lines of a page beside each other, numbered down the first column and then down the second."""
    rows = -(-len(page) // across)
    return [tuple(page[nth::rows]) for nth in range(rows)]


def _row_height(row: Sequence[_Line]) -> float:
    return max(_LINE, *(height([each.name], [_WIDTHS[1]]) for each in row))


def _table(sheet: Sheet, page: Sequence[_Line], across: int, top: int) -> int:
    starts = (0, _HALF)[:across]
    for start in starts:
        for column, name in enumerate((_("No."), _("Name"), _("Signature"))):
            sheet.merge((top, start + column), (top, _end(start + column, across)), name, **HEAD)
    sheet.page.set_row(top, _HEADS)
    for nth, row in enumerate(_rows(page, across), top + 1):
        sheet.page.set_row(nth, _row_height(row))
        for start, line in zip(starts, row, strict=False):
            sheet.write(nth, start, line.number, align="center", **BORDER)
            sheet.write(nth, start + 1, line.name, align="center", text_wrap=True, **BORDER)
            last = (nth, _end(start + 2, across))
            look = {"align": "right", "font_color": "#808080", **BORDER}
            sheet.merge((nth, start + 2), last, line.remark, **look)
    return top + 1 + len(_rows(page, across))


def _end(column: int, across: int) -> int:
    """The last column of a cell: a signature goes on to the edge where there is one column of people."""
    return _LAST if across == 1 and column == 2 else column


def _head(plan: Plan, each: SignIn) -> list[tuple[str, float]]:
    """The lines above the table: whose sheet, what, when and where, who is in charge."""
    there = each.held
    subject = there.title
    if there.topic and there.topic != there.title:
        subject = _("{title}: {topic}").format(title=there.title, topic=there.topic)
    lines = [
        _("Activity: {text}").format(text=one_line(subject)),
        _("Time: {text}").format(text=_when(each)),
        _("Place: {text}").format(text=one_line(there.place)),
        _("Chair: {chair}    Recorder: {recorder}").format(
            chair=_or_blank(there.chair), recorder=_or_blank(there.recorder)
        ),
    ]
    title = (
        _("{body}: sign-in sheet").format(body=plan.organization) if plan.organization else _("Sign-in sheet")
    )
    return [(one_line(title), _height(title, 1.7) + 12), *((line, _height(line) + 3) for line in lines)]


def _when(each: SignIn) -> str:
    there = each.held
    start, end = there.start, there.end
    said = long_date(there.day)
    if start is not None:
        return f"{said} {start:%H:%M}-{end:%H:%M}" if end is not None else f"{said} {start:%H:%M}"
    last = each.session.last_day
    if each.session.date == there.day and last and last > there.day:
        return _("{first} to {last}").format(first=said, last=long_date(last))
    return said


def _foot(plan: Plan, each: SignIn) -> list[tuple[str, float]]:
    """应到, 实到, 缺席: how many are due is known, the rest once it is recorded; then who stands apart, and why."""
    told = each.recorded
    counts = _("Due: {due}    Present: {present}    On leave: {leave}    Absent: {absent}").format(
        due=told.due if told else each.due or _or_blank(""),
        present=told.present if told else _or_blank(""),
        leave=told.leave if told else _or_blank(""),
        absent=told.absent if told else _or_blank(""),
    )
    apart: dict[str, list[str]] = {}
    for who in each.apart:
        if who.mark is not None:
            apart.setdefault(who.mark.name(language()), []).append(one_line(who.name))
    lines = [
        counts,
        *(
            _("{label}: {text}").format(label=label, text=enumeration(names))
            for label, names in apart.items()
        ),
    ]
    return [(line, _height(line) + 9) for line in lines]


def _height(text: str, times: float = 1.0) -> float:
    """How high a line across the page is, in letters so many times as large as usual."""
    return height([text], [sum(_WIDTHS) / times]) * times


def _or_blank(text: str) -> str:
    return one_line(text) or "________"
