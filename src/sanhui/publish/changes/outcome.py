"""What a change of the plan comes to, for a terminal: the session before → after, and the lines of the file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _, speaking
from sanhui.publish.cleaning import one_line
from sanhui.publish.records import VERSION, session_record
from sanhui.publish.terminal.columns import Line, fit, natural, row
from sanhui.schedule.model import Session, Status
from sanhui.wording import enumeration, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanhui.edit.outcome import Edit
    from sanhui.plan.model import Plan

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def outcome(edit: Edit, room: int | None) -> list[Line]:
    """The session's name, then what differs in it, a line each, with dates in full."""
    session = edit.now or edit.was
    title = session.title if session else ""
    head = _("{session}: {title}").format(session=edit.session, title=title) if title else edit.session
    rows = [([(label, "")], [(one_line(text), "")]) for label, text in _differences(edit.was, edit.now)]
    lines: list[Line] = [((one_line(head), "bold"),)]
    if not rows:
        return lines
    wanted = natural(rows)
    widths = fit(wanted, [wanted[0], 20], None if room is None else room - 2) or [wanted[0], 20]
    return lines + [(("  ", ""), *line) for cells in rows for line in row(cells, widths)]


def record(edit: Edit, plan: Plan) -> dict[str, Any]:
    """A change for other programs: the session before and after as `sanhui show --json` says it, and what is to be looked at."""
    with speaking(plan.language):
        return {
            "version": VERSION,
            "plan": plan.id,
            "action": edit.action,
            "undone": edit.undone,
            "session": edit.session,
            "was": edit.was and session_record(edit.was, plan),
            "now": edit.now and session_record(edit.now, plan),
            "findings": [
                {"severity": each.severity, "code": each.code, "sessions": list(each.sessions)}
                for each in edit.findings
            ],
            "written": edit.written,
        }


def difference(edit: Edit) -> list[Line]:
    """The lines of the file that change, as `diff -u` shows them."""
    # The whole line is styled, so that colours do not depend on what stands in it.
    return [((line, _STYLES.get(line[:1], "")),) for line in edit.diff.removesuffix("\n").split("\n") if line]


def start(session: Session) -> str:
    """When a session takes place, with its day in full; what it is, if it has no day or was called off."""
    if session.status is Status.FLOATING and session.first and session.last:
        return _("a day from {first} to {last}").format(
            first=long_date(session.first), last=long_date(session.last)
        )
    day = session.date
    if day is None:
        return _("cancelled") if session.status is Status.CANCELLED else _("no session")
    said = long_date(day)
    if isinstance(session.start, dt.datetime) and isinstance(session.end, dt.datetime):
        said += f" {session.start:%H:%M}-{session.end:%H:%M}"
    elif session.days > 1 and session.last_day:
        said = _("{first} to {last}").format(first=said, last=long_date(session.last_day))
    return _("{date}, cancelled").format(date=said) if session.status is Status.CANCELLED else said


def _differences(was: Session | None, now: Session | None) -> Iterator[tuple[str, str]]:
    """What it is that differs, and how it was and is; of a session that was not or is no more, all there is."""
    before, after = _told(was), _told(now)
    arrow = _("{before} → {after}")
    for label in before | after:
        old, new = before.get(label), after.get(label)
        if old is None or new is None:
            if text := old or new:
                yield label, text
        elif old != new:
            yield label, arrow.format(before=old or _("(none)"), after=new or _("(none)"))


def _told(session: Session | None) -> dict[str, str]:
    """Everything about a session that a change may change, by its name."""
    if session is None:
        return {_("When"): _("not in the plan")}
    return {
        _("When"): start(session),
        _("Topic"): session.topic,
        _("Place"): session.place,
        _("Speaker"): session.speaker,
        _("Chair"): session.chair,
        _("Recorder"): session.recorder,
        _("Materials"): enumeration(session.materials),
        _("Notes"): session.notes,
    }
