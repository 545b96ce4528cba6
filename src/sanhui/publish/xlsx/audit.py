"""规定对照 and 检查结果: the board of rules and months, and what is the matter, with its source and wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sanhui.i18n import _, language, ngettext
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import state_look
from sanhui.publish.rules.verdicts import (
    by_rule,
    disclaimer,
    joined,
    legend,
    sentence,
    source,
    state_name,
    summary,
    symbol,
    tells,
)
from sanhui.publish.xlsx.book import BORDER, HEAD, height
from sanhui.rulebook.asks import asks, severity_name
from sanhui.rules.board import board, gravity
from sanhui.wording import long_date, month

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.publish.xlsx.book import Book
    from sanhui.rules.verdict import Verdict

_MONTHS = 12
_FIRST = 2  # the column of January, after the rule and how firm it is


class _Column(NamedTuple):
    name: str
    width: float


def audit_sheets(
    book: Book, plan: Plan, verdicts: Sequence[Verdict], as_of: dt.date, *, public: bool
) -> None:
    """Add both sheets; a `public` one counts members where it would name them."""
    _board(book, plan, verdicts, as_of)
    _findings(book, plan, verdicts, public=public)


def _board(book: Book, plan: Plan, verdicts: Sequence[Verdict], as_of: dt.date) -> None:
    sheet = book.sheet(_("Rules"), landscape=True)
    last = _FIRST + _MONTHS - 1
    title = _("{plan}: what the rules ask for").format(plan=plan.title)
    sheet.merge((0, 0), (0, last), one_line(title), font_size=16, bold=True, align="center")
    sheet.page.set_row(0, 30)
    said = _("As of {day}.").format(day=long_date(as_of)) + " " + summary(verdicts)
    sheet.merge((1, 0), (1, last), said)
    heads = (_("Rule"), _("Firmness"), *(month(number) for number in range(1, _MONTHS + 1)))
    for column, name in enumerate(heads):
        sheet.write(2, column, name, **HEAD)
    row = 2
    for row, each in enumerate(board(verdicts), 3):
        name = one_line(each.rule.name(language()))
        sheet.page.set_row(row, max(20, height([name], [34])))
        sheet.write(row, 0, name, text_wrap=True, **BORDER)
        sheet.write(row, 1, severity_name(each.rule.severity), align="center", **BORDER)
        for column in range(_FIRST, last + 1):
            sheet.write(row, column, None, **BORDER)
        for cell in each.cells:
            first, end = (row, _FIRST + cell.first - 1), (row, _FIRST + cell.last - 1)
            sheet.merge(first, end, symbol(cell.gravest), align="center", **BORDER, **_coloured(cell.gravest))
    for text in ("  ".join(legend()), disclaimer()):
        row += 1
        sheet.merge((row, 0), (row, last), text, font_size=10, text_wrap=True)
        sheet.page.set_row(row, height([text], [34 + 10 + 7 * _MONTHS]))
    for column, wide in ((0, 34), (1, 10)):
        sheet.page.set_column(column, column, wide)
    sheet.page.set_column(_FIRST, last, 7 if language() == "zh" else 9.5)
    sheet.page.freeze_panes(3, 1)
    sheet.page.repeat_rows(0, 2)
    sheet.page.print_area(0, 0, row, last)


def _findings(book: Book, plan: Plan, verdicts: Sequence[Verdict], *, public: bool) -> None:
    sheet = book.sheet(_("Findings"), landscape=True)
    columns = (
        _Column(_("Rule"), 18),
        _Column(_("Firmness"), 8),
        _Column(_("Period"), 10),
        _Column(_("State"), 9),
        _Column(_("Finding"), 42),
        _Column(_("Asked for"), 28),
        _Column(_("Source and wording"), 48),
    )
    last = len(columns) - 1
    title = _("{plan}: findings").format(plan=plan.title)
    sheet.merge((0, 0), (0, last), one_line(title), font_size=16, bold=True, align="center")
    sheet.page.set_row(0, 30)
    for number, column in enumerate(columns):
        sheet.page.set_column(number, number, column.width)
        sheet.write(1, number, column.name, **HEAD)
    row = 1
    for verdict, names in sorted(_told(verdicts, plan, public=public), key=lambda told: gravity(told[0])):
        row += 1
        rule = verdict.rule
        texts = [
            one_line(rule.name(language())),
            severity_name(rule.severity),
            verdict.period,
            f"{symbol(verdict)} {state_name(verdict.state)}",
            one_line(sentence(verdict, names)),
            one_line(asks(rule, plan.kinds)),
            source(rule),
        ]
        sheet.page.set_row(row, height(texts, [column.width for column in columns]))
        for number, text in enumerate(texts):
            own = _coloured(verdict) if number == 3 else {}
            sheet.write(row, number, text, text_wrap=True, **BORDER, **own)
    if row == 1:
        sheet.merge((2, 0), (2, last), _("Nothing asks for attention."), align="center", **BORDER)
        row = 2
    sheet.page.autofilter(1, 0, row, last)
    sheet.page.freeze_panes(2, 1)
    sheet.page.repeat_rows(0, 1)
    sheet.page.print_area(0, 0, row, last)


def _coloured(verdict: Verdict) -> dict[str, Any]:
    look = state_look(verdict)
    return {"bg_color": f"#{look.ground}", "font_color": f"#{look.ink}"}


def _told(verdicts: Sequence[Verdict], plan: Plan, *, public: bool) -> list[tuple[Verdict, tuple[str, ...]]]:
    """What there is to say, rule by rule; in `public` how many members it concerns, not who, and no reasons of people."""
    found: list[tuple[Verdict, tuple[str, ...]]] = []
    for items in by_rule(verdicts).values():
        told = [each for each in items if tells(each)]
        if not public:
            found += joined(told)
            continue
        alike: dict[tuple[str, ...], list[Verdict]] = {}
        for each in told:
            who = "" if _of_member(each, plan) else each.name
            alike.setdefault((each.period, each.state, each.session, who), []).append(each)
        for those in alike.values():
            first = msgspec.structs.replace(those[0], waiver=None)
            if not _of_member(first, plan):
                found.append((first, ()))
                continue
            n = len(those)
            many = ngettext("{n} member", "{n} members", n).format(n=n)
            nobody = msgspec.structs.replace(first, name=many, needed=0, got=0, reason="")
            found.append((nobody, ()))
    return found


def _of_member(verdict: Verdict, plan: Plan) -> bool:
    return plan.roster is not None and plan.roster.member(verdict.subject) is not None
