"""A row of the yearly plan table (年度组织生活计划表): its columns, what each says of a session, and a seal over it.

The columns are those of the forms in use (序号 … 备注). The seal holds a fingerprint of every cell as it was written, so that
whoever takes an edited table back tells a cell that somebody edited from one of which the plan says something else by now.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sanhui.i18n import _
from sanhui.publish.cleaning import clean
from sanhui.publish.names import kind_names
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import moved
from sanhui.wording import enumeration, short_date

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule

#: Columns that no person reads: whose row it is, and the seal.
HIDDEN = ("session", "seal")
#: Cells that say nothing of a session: they follow from where the row stands, and from the date.
DERIVED = ("number", "month")
_NOTHING = "-"
_LENGTH = 6  # of a fingerprint: one in sixteen million edits of a cell would be missed


class Column(NamedTuple):
    """What stands above a column, how wide it is in characters, how its cells are aligned; `people` are about persons."""

    name: str
    width: float
    align: str = "left"
    people: bool = False


def columns(*, public: bool = False) -> dict[str, Column]:
    """The columns by what they hold, in order, in the language that is being spoken; a `public` table has no people."""
    every = {
        "number": Column(_("No."), 5, "center"),
        "month": Column(_("Month"), 6, "center"),
        "date": Column(_("Date (weekday)"), 14, "center"),
        "time": Column(_("Time"), 12, "center"),
        "kind": Column(_("Kind"), 13),
        "topic": Column(_("Topic or content"), 30),
        "speaker": Column(_("Speaker (chair)"), 13, people=True),
        "audience": Column(_("Audience"), 12, people=True),
        "place": Column(_("Place"), 13),
        "owner": Column(_("Responsible"), 13, people=True),
        "materials": Column(_("Study material"), 18),
        "done": Column(_("Progress"), 12),
        "notes": Column(_("Remarks"), 22, people=True),
        "session": Column(_("Session id"), 20),
        "seal": Column(_("Seal"), 10),
    }
    return {field: column for field, column in every.items() if not (public and column.people)}


def row_of(
    schedule: Schedule, session: Session, number: int, done: str = "", *, public: bool = False
) -> dict[str, object]:
    """What the table says of a session, by column, with its seal. The seal of a `public` table says nothing of people."""
    values = cells_of(schedule, session, number, done)
    return {**values, "seal": seal(values, public=public)}


def cells_of(schedule: Schedule, session: Session, number: int, done: str = "") -> dict[str, object]:
    """What the table says of a session, by column, and `own`, which is in the seal alone: its notes without our remarks.

    `done` is what the record says became of it.
    """
    return {
        "number": number,
        "month": month_of(session),
        "date": session.date,
        "time": time_of(session),
        "kind": enumeration(kind_names(schedule.plan, session.kinds)),
        "topic": session.topic or session.title,
        "speaker": session.speaker or session.chair,
        "audience": enumeration(session.audience),
        "place": session.place,
        "owner": _owner_of(schedule, session),
        "materials": "\n".join(session.materials),
        "done": done or (_("cancelled") if session.status is Status.CANCELLED else ""),
        "notes": _remark(session),
        "session": session.id,
        "own": session.notes,
    }


def _owner_of(schedule: Schedule, session: Session) -> str:
    """责任人: whoever has tasks for the session, else the chair."""
    owners = [task.owner for task in schedule.tasks if task.session == session.id and task.owner]
    return enumeration(dict.fromkeys(owners)) or session.chair


def _remark(session: Session) -> str:
    """备注: what is to be said of a session, then its notes."""
    return "\n".join(filter(None, [remarks(session), session.notes]))


def remarks(session: Session) -> str:
    """What 备注 says before the notes: until when a session may still be held, why one was moved or called off."""
    parts = []
    if session.status is Status.FLOATING and session.first and session.last:
        window = _("a day from {first} to {last}")
        parts.append(window.format(first=short_date(session.first), last=short_date(session.last)))
    if reason := moved(session):
        was = session.nominal if session.nominal and session.nominal != session.date else None
        parts.append(_("{date}: {reason}").format(date=short_date(was), reason=reason) if was else reason)
    if session.provisional:
        parts.append(_("provisional"))
    return "\n".join(parts)


def time_of(session: Session) -> str:
    """15:00-16:30, all day, for 3 days; nothing for a session without a day."""
    start, end = session.start, session.end
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return f"{start:%H:%M}-{end:%H:%M}"
    if start is None or end is None:
        return ""
    return _("all day") if session.days == 1 else _("for {n} days").format(n=session.days)


def said(cell: object) -> str:
    """What a cell says, whatever program wrote it: a date as ISO 8601, a text without the blanks that nobody sees."""
    match cell:
        case None:
            return ""
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.date() | dt.time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case str():
            return "\n".join(filter(None, (" ".join(line.split()) for line in clean(cell).split("\n"))))
        case _:
            return str(cell)


def seal(values: Mapping[str, object], *, public: bool = False) -> str:
    """The fingerprints of all cells that say something, in the order of the columns.

    From a fingerprint the name of a member can be guessed: in `public` a dash stands for it.
    """
    shown = {*columns(public=public), *([] if public else ["own"])}
    return ".".join(fingerprint(values[field]) if field in shown else _NOTHING for field in _sealed())


def sealed(text: str) -> dict[str, str]:
    """The fingerprints of a seal by column; none of a seal that was cut."""
    parts = text.strip().split(".")
    fields = _sealed()
    if len(parts) != len(fields):
        return {}
    return {field: part for field, part in zip(fields, parts, strict=True) if part != _NOTHING}


def fingerprint(cell: object) -> str:
    """A few letters by which a cell is known again."""
    return hashlib.sha256(said(cell).encode()).hexdigest()[:_LENGTH]


def _sealed() -> list[str]:
    return [*(field for field in columns() if field not in (*DERIVED, *HIDDEN)), "own"]


def month_of(session: Session) -> int | None:
    """The month in which a session stands; of one without a day, the last that it may take."""
    day = session.date or session.nominal or session.last
    return day.month if day else None
