"""One member's attendance: what they came to, what they still owe, and every session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sanhui.attendance.owed import Owed
from sanhui.attendance.record import Entry, Record, hours
from sanhui.i18n import _, language
from sanhui.publish.looks import mark_look
from sanhui.publish.members.rates import percent, ratio
from sanhui.publish.terminal.columns import Cell, Line, fold, table, width

_LEAST = (10, 14, 6, 5, 12)


def sheet_record(name: str, key: str, record: Record, target: float | None) -> dict[str, Any]:
    """The sheet as JSON; names of marks are in the language that is being spoken."""
    tally = record.tally()
    return {
        "member": key,
        "name": name,
        "due": tally.due,
        "present": tally.present,
        "rate": ratio(tally.rate),
        "late": tally.late,
        "leave": tally.leave,
        "absent": tally.absent,
        "exempt": tally.exempt,
        "hours": round(record.hours(), 2),
        "target": target,
        "owed": [
            {"session": each.row.session, "day": each.row.day.isoformat(), "until": each.until.isoformat()}
            for each in record.owed()
            if each.done is None
        ],
        "sessions": [_entry_record(entry, record) for entry in record.entries],
    }


def sheet(name: str, record: Record, target: float | None, today: dt.date, room: int | None) -> list[Line]:
    """The sheet for people: sums, what is owed and until when, and a line a session."""
    tally = record.tally()
    sums = [
        _("due {n}").format(n=tally.due),
        _("present {n} ({rate})").format(n=tally.present, rate=percent(tally.rate)),
    ]
    more = [
        (_("late {n}"), tally.late),
        (_("leave {n}"), tally.leave),
        (_("absent {n}"), tally.absent),
        (_("exempt {n}"), tally.exempt),
    ]
    sums += [text.format(n=count) for text, count in more if count]
    lines: list[Line] = [((name, "bold"),), *_folded(_(", ").join(sums), room)]
    studied = round(record.hours(), 2)
    if target is not None:
        text = _("hours of study: {hours} of {target} in a year").format(
            hours=f"{studied:g}", target=f"{target:g}"
        )
        lines += _folded(text, room)
    elif studied:
        lines += _folded(_("hours of study: {hours}").format(hours=f"{studied:g}"), room)
    for each in record.owed():
        if each.done is None:
            lines += _folded(_owed(each, today), room, "red" if each.overdue(today) else "yellow")
    if not record.entries:
        return lines
    heads = [_("Date"), _("Session"), _("Mark"), _("Hours"), _("Remarks")]
    rows = [_row(entry, record) for entry in record.entries]
    used = [n for n in range(len(heads)) if any(row[n][0][0] for row in rows)]
    body = table(
        [heads[n] for n in used], [[row[n] for n in used] for row in rows], room, [_LEAST[n] for n in used]
    )
    return [*lines, (), *body]


def _owed(each: Owed, today: dt.date) -> str:
    text = (
        _("to be made up, overdue since {until}: {session}, {day}")
        if each.overdue(today)
        else _("to be made up by {until}: {session}, {day}")
    )
    return text.format(until=each.until, session=each.row.session, day=each.row.day)


def _row(entry: Entry, record: Record) -> Sequence[Cell]:
    counted = hours(entry, record.marks)
    return [
        [(entry.day.isoformat(), "")],
        [(entry.session.title or entry.session.session, "")],
        [(f"{entry.mark.symbol} {entry.mark.name(language())}", mark_look(entry.mark).style)],
        [(f"{counted:g}" if counted else "", "")],
        [(_(", ").join(_remarks(entry)), "dim")],
    ]


def _remarks(entry: Entry) -> list[str]:
    found = [_("came {time}").format(time=f"{entry.row.arrived:%H:%M}")] if entry.row.arrived else []
    if entry.row.departed:
        found.append(_("left {time}").format(time=f"{entry.row.departed:%H:%M}"))
    if entry.row.note:
        found.append(entry.row.note)
    if entry.made_up is not None:
        found.append(_("made up on {date}").format(date=entry.made_up.done_on))
    return found


def _entry_record(entry: Entry, record: Record) -> dict[str, Any]:
    row = entry.row
    return {
        "session": row.session,
        "plan": row.plan,
        "day": entry.day.isoformat(),
        "title": entry.session.title,
        "mark": entry.mark.code,
        "mark_name": entry.mark.name(language()),
        "arrived": row.arrived.isoformat() if row.arrived else None,
        "departed": row.departed.isoformat() if row.departed else None,
        "hours": round(hours(entry, record.marks), 2),
        "made_up": entry.made_up.done_on.isoformat() if entry.made_up else None,
        "note": row.note,
    }


def _folded(text: str, room: int | None, style: str = "") -> list[Line]:
    return [((line, style),) for line in fold(text, room or width(text))]
