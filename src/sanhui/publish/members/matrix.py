"""The matrix of members and sessions for people and programs: a symbol a cell, as many side by side as there is room for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from sanhui.attendance.matrix import Matrix
from sanhui.attendance.tally import Tally
from sanhui.i18n import Language, _
from sanhui.plan.marks import Mark
from sanhui.publish.cleaning import csv_cell, one_line
from sanhui.publish.looks import NOT_DUE, mark_look
from sanhui.publish.members.rates import percent
from sanhui.publish.terminal.columns import GAP, Line, cut, fold, pad, width

_CELL = 3  # two for a symbol or a day, one between


def matrix_table(found: Matrix, room: int | None, language: Language) -> list[Line]:
    """The matrix in blocks below one another, the months and days above each, the sums of the members in the last."""
    least = max(width(_("Present")), width(_("Were due")))
    names = max([least, *(width(row.name) for row in found.rows)]) + GAP
    if room:
        names = min(names, max(room // 3, least + GAP))
    sums = [_sums(row.tally) for row in found.rows]
    tail = max(map(width, sums), default=0) + 1
    per_block = len(found.sessions) if room is None else max((room - names - tail) // _CELL, 1)
    lines: list[Line] = []
    starts = range(0, len(found.sessions), per_block)
    for start in starts:
        span = slice(start, start + per_block)
        last = start == starts[-1]
        if lines:
            lines.append(())
        lines += _head(found, span, names, last)
        for row, said in zip(found.rows, sums, strict=True):
            seen = [mark_look(mark) for mark in row.marks[span]]
            cells = [(_cell(look.symbol), look.style) for look in seen]
            if last:
                cells.append((f" {said}", "bold"))
            else:
                cells[-1] = (cells[-1][0].rstrip(), cells[-1][1])
            lines.append(((pad(cut(one_line(row.name), names - GAP), names), ""), *cells))
        for head, text in (
            (_("Present"), [str(tally.present) for tally in found.totals[span]]),
            (_("Were due"), [str(tally.due) for tally in found.totals[span]]),
        ):
            lines.append(((pad(head, names) + "".join(_cell(each) for each in text).rstrip(), "dim"),))
    return [*lines, (), *_legend(found.used(), room, language)]


def matrix_record(found: Matrix) -> dict[str, Any]:
    """The matrix as JSON: codes of marks by session, null for whoever was not due."""
    return {
        "sessions": [
            {
                "id": each.session,
                "plan": each.plan,
                "day": each.day.isoformat(),
                "title": each.title,
                "due": tally.due,
                "present": tally.present,
            }
            for each, tally in zip(found.sessions, found.totals, strict=True)
        ],
        "members": [
            {
                "key": row.key,
                "name": row.name,
                "group": row.group,
                "marks": [mark and mark.code for mark in row.marks],
                "due": row.tally.due,
                "present": row.tally.present,
            }
            for row in found.rows
        ],
    }


def matrix_csv(found: Matrix) -> str:
    """The matrix as CSV: a row a member, a column a session, symbols in the cells, sums at the end of each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [csv_cell(f"{each.day} {each.title}".strip()) for each in found.sessions]
    writer.writerow([_("Member"), *heads, _("Were due"), _("Present"), _("Rate")])
    for row in found.rows:
        symbols = [csv_cell(mark.symbol) if mark else "" for mark in row.marks]
        writer.writerow(
            [csv_cell(row.name), *symbols, row.tally.due, row.tally.present, percent(row.tally.rate)]
        )
    writer.writerow([_("Present"), *(tally.present for tally in found.totals)])
    writer.writerow([_("Were due"), *(tally.due for tally in found.totals)])
    return out.getvalue()


def _head(found: Matrix, span: slice, names: int, last: bool) -> list[Line]:
    """Two lines: the month where a new one begins, and the day."""
    months, days, before = "", "", None
    for each in found.sessions[span]:
        month = (each.day.year, each.day.month)
        months += _cell(f"{each.day.month:02}" if month != before else "")
        days += _cell(f"{each.day.day:02}")
        before = month
    tail = " " + _("Present/due") if last else ""
    return [
        ((pad("", names) + months.rstrip(), "bold"),),
        ((pad("", names) + (days + tail).rstrip(), "bold"),),
    ]


def _sums(tally: Tally) -> str:
    return f"{tally.present}/{tally.due} {percent(tally.rate)}"


def _cell(text: str) -> str:
    return pad(text, _CELL)


def _legend(marks: Iterable[Mark], room: int | None, language: Language) -> list[Line]:
    text = "  ".join(f"{mark.symbol} {mark.name(language)}" for mark in marks)
    text += f"  {NOT_DUE.symbol} " + _("not due")
    return [((line, "dim"),) for line in fold(text, room or width(text))]
