"""Attendance for people and programs: a line a subject, prompts about long absence, and where a mark is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from sanhui.attendance.absence import LIMIT, LongAbsence
from sanhui.attendance.answers import Answer, Line
from sanhui.attendance.due import Gap
from sanhui.i18n import _, ngettext
from sanhui.plan.model import Plan
from sanhui.publish.cleaning import csv_cell, one_line
from sanhui.publish.looks import level
from sanhui.publish.members.rates import bare_percent, percent, points, ratio
from sanhui.publish.terminal.columns import GAP, Cell, fold, folded, table, width
from sanhui.publish.terminal.columns import Line as Shown
from sanhui.wording import enumeration

_LEAST = 6  # cells of the first column


def line_record(line: Line, plan: Plan, by: str) -> dict[str, Any]:
    """One line as JSON; rates are from 0 to 1, null where nobody was due."""
    tally = line.tally
    return {
        "key": line.key,
        "name": name_of(line, plan, by),
        "day": line.day.isoformat() if line.day else None,
        "sessions": line.sessions,
        "due": tally.due,
        "present": tally.present,
        "rate": ratio(line.rate),
        "before": ratio(line.before),
        "late": tally.late,
        "leave": tally.leave,
        "absent": tally.absent,
        "exempt": tally.exempt,
        "observers": tally.observers,
        "owed": line.owed,
        "hours": round(line.hours, 2),
        "target": line.target,
        "months": {
            slot: {"due": each.due, "present": each.present, "rate": ratio(each.rate)}
            for slot, each in line.months.items()
        },
    }


def absence_record(each: LongAbsence) -> dict[str, Any]:
    """One prompt as JSON."""
    return {
        "member": each.member,
        "name": each.name,
        "since": each.since.isoformat(),
        "months": each.months,
        "sessions": each.sessions,
        "last": each.last.isoformat() if each.last else None,
    }


def answer_record(found: Answer, plan: Plan) -> dict[str, Any]:
    """A whole answer as JSON, in the language that is being spoken."""
    return {
        "plan": plan.id,
        "by": found.by,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "lines": [line_record(line, plan, found.by) for line in found.lines],
        "total": line_record(found.total, plan, found.by),
    }


def answer_csv(found: Answer, plan: Plan) -> str:
    """The lines as CSV; rates as percentages without their sign."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [subject(found.by), _("Date"), _("Held"), _("Were due"), _("Present"), _("Rate"), _("Before")]
    heads += [_("Late"), _("Leave"), _("Absent"), _("Owed"), _("Hours"), _("Target")]
    writer.writerow(heads)
    for line in found.lines:
        tally = line.tally
        writer.writerow(
            [
                csv_cell(name_of(line, plan, found.by)),
                line.day or "",
                *(line.sessions, tally.due, tally.present),
                *(bare_percent(line.rate), bare_percent(line.before)),
                *(tally.late, tally.leave, tally.absent, line.owed, f"{round(line.hours, 2):g}"),
                "" if line.target is None else f"{line.target:g}",
            ]
        )
    return out.getvalue()


def answer_table(found: Answer, plan: Plan, room: int | None) -> list[Shown]:
    """The lines as a table, with a sum where there is more than one; columns without any number are left out.

    On a narrow screen the least important columns give way, and the table says which.
    """
    lines = [*found.lines, *([found.total] if len(found.lines) > 1 else [])]
    names = [_("Total") if line is found.total else name_of(line, plan, found.by) for line in lines]
    columns = [each for each in _columns(found, lines) if any(each.texts)]
    short = min(max(map(width, [subject(found.by), *names])), _ENOUGH)
    dropped: list[_Column] = []
    while room and columns and short + sum(GAP + each.cells for each in columns) > room:
        dropped.append(max(columns, key=lambda each: each.rank))
        columns.remove(dropped[-1])
    rows: list[list[Cell]] = []
    for number, line in enumerate(lines):
        style = "bold" if line is found.total else ""
        rows.append([[(names[number], style)], *([(each.said(number), style)] for each in columns)])
    heads = [subject(found.by), *(each.placed(each.head) for each in columns)]
    shown = table(heads, rows, room, [_LEAST, *(each.cells for each in columns)])
    # A curve of one month says nothing: that it has no room is not worth a word either.
    told = [each.head for each in dropped if each.rank < _CURVE]
    if told:
        text = _("no room for: {columns}").format(columns=_(", ").join(reversed(told)))
        shown += [(), *folded(text, "dim", room)]
    return shown


def bars(found: Answer, line: Line) -> str:
    """The months of a line as bars, at most twelve: how the rate went."""
    return "".join(
        level(line.months[slot].rate if slot in line.months else None).bar for slot in found.months[-12:]
    )


class _Column(msgspec.Struct):
    """A column of the table: its texts, on which side they stand, and how soon it gives way."""

    head: str
    texts: list[str]
    rank: int
    left: bool = False

    @property
    def cells(self) -> int:
        return max(map(width, [self.head, *self.texts]))

    def placed(self, text: str) -> str:
        return text if self.left else _right(text, self.cells)

    def said(self, number: int) -> str:
        return self.placed(self.texts[number])


_CURVE = 9  # the rank of what is only there to be looked at
_ENOUGH = 12  # cells in which a name can be read


def _columns(found: Answer, lines: list[Line]) -> list[_Column]:
    session = found.by == "session"
    told: list[tuple[str, int, Callable[[Line], str]]] = [
        (_("Date"), 1, lambda line: f"{line.day:%m-%d}" if line.day else ""),
        (_("Held"), 7, lambda line: "" if session else str(line.sessions)),
        (_("Were due"), 2, lambda line: str(line.tally.due)),
        (_("Present"), 1, lambda line: str(line.tally.present)),
        (_("Rate"), 0, lambda line: percent(line.rate)),
        (_("Trend"), 8, lambda line: points(line.trend)),
        (_("Late"), 5, lambda line: str(line.tally.late or "")),
        (_("Leave"), 4, lambda line: str(line.tally.leave or "")),
        (_("Absent"), 3, lambda line: str(line.tally.absent or "")),
        (_("Owed"), 6, lambda line: str(line.owed or "")),
        (_("Hours"), 6, lambda line: hours_of(line, found.by)),
    ]
    columns = [_Column(head, [say(line) for line in lines], rank) for head, rank, say in told]
    if len(found.months) > 1:
        columns.append(_Column(_("Curve"), [bars(found, line) for line in lines], _CURVE, left=True))
    return columns


def prompts(found: Iterable[LongAbsence], room: int | None) -> list[Shown]:
    """What people should look at: who has been away so long that the regulation may speak of them."""
    lines: list[Shown] = []
    for each in found:
        text = ngettext(
            "{name} has been absent since {date} without a good reason, {n} session in {months} months: please look into it.",
            "{name} has been absent since {date} without a good reason, {n} sessions in {months} months: please look into it.",
            each.sessions,
        ).format(name=each.name, date=each.since, n=each.sessions, months=each.months)
        if each.months >= LIMIT:
            text += _(" (six months on end: 教育管理条例 第三十一条)")
        lines += [((line, "yellow"),) for line in fold(text, room or width(text))]
    return lines


def gap_record(gap: Gap) -> dict[str, Any]:
    """One session that is not recorded as a whole, as JSON."""
    return {
        "session": gap.session.session,
        "day": gap.session.day.isoformat(),
        "members": [{"member": each.key, "name": each.name} for each in gap.people],
    }


def gap_lines(found: Iterable[Gap], room: int | None) -> list[Shown]:
    """Whose mark is missing where: they count neither as present nor as absent."""
    lines: list[Shown] = []
    for gap in found:
        names = enumeration(one_line(each.name) for each in gap.people)
        text = _("{session}, {date}: no mark yet for {names}").format(
            session=gap.session.session, date=gap.session.day, names=names
        )
        lines += folded(text, "yellow", room)
    return lines


def name_of(line: Line, plan: Plan, by: str) -> str:
    """What the subject of a line is called."""
    if by == "kind" and line.key in plan.kinds:
        return plan.kinds[line.key].name(plan.language)
    return line.name or (_("(no group)") if by == "group" else line.key)


def hours_of(line: Line, by: str) -> str:
    """One person's hours; those of many together say nothing that a table should."""
    if by != "member" or not line.key or (not line.hours and line.target is None):
        return ""
    target = "" if line.target is None else f"/{line.target:g}"
    return f"{round(line.hours, 2):g}{target}"


def _right(text: str, room: int) -> str:
    return text and " " * (room - width(text)) + text


def subject(by: str) -> str:
    """What the lines are about, as the head of a column."""
    names = {
        "session": _("Session"),
        "member": _("Member"),
        "group": _("Group"),
        "kind": _("Kind"),
        "month": _("Month"),
        "quarter": _("Quarter"),
        "half": _("Half"),
        "year": _("Year"),
    }
    return names[by]
