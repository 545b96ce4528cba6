"""Which event is which, and which version of it is newer: UID, DTSTAMP and SEQUENCE.

The loudest complaint about calendar files is that a second import doubles the events (gcalcli#784 #492,
khal#873 #1045, nextcloud/calendar#1508). Clients choose by UID, then SEQUENCE, then DTSTAMP (RFC 5546
2.1.5), so all three follow from the plan alone, never from the clock or from chance.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from urllib.parse import quote, unquote

from sanhui.schedule.model import Status

_OURS = ".sanhui"


def uid(plan_id: str, activity: str, slot: str) -> str:
    """`weekly-study+2026-W11@skl-2026.sanhui`: the same for one session forever, another for every other.

    Title, date and place are not part of it, for they change. The separators `+` and `@` stand in no
    identifier (`sanhui.plan.document.Identifier`), while `-` and `.` stand in many, so no two sessions of
    any plans join to the same text; anything else is percent-encoded. All characters are safe in file names
    and addresses, because clients call files after UIDs: those of vdirsyncer and khal keep `+` and `@`, and
    hash a UID that has a `/`.
    """
    return _joined(plan_id, activity, slot)


def series_uid(plan_id: str, activity: str) -> str:
    """`weekly-study@skl-2026.sanhui`: of an activity that is written as one series; no session's UID lacks a `+`."""
    return _joined(plan_id, activity)


def task_uid(plan_id: str, task_id: str) -> str:
    """`weekly-study+2026-W11+notice+task@…`, `work-order+2026-Q1+task@…`: of a task, by its id."""
    return _joined(plan_id, *task_id.split("/"), "task")


def holiday_uid(plan_id: str, day: dt.date) -> str:
    """`holiday++2026-10-01@…`: of a day off, or of one worked in exchange; no slot is empty.

    A day, not a holiday: a UID that a holiday shared with its 补班 day lost the one or the other
    (toosean/ChinaPublicCalendar#11).
    """
    return _joined(plan_id, "holiday", "", day.isoformat())


class Identity(NamedTuple):
    """What a UID of ours is made of."""

    plan: str
    parts: tuple[str, ...]  # (activity, slot), (activity,) of a series, and longer ones of tasks and holidays


def identity(uid: str) -> Identity | None:
    """What one of the functions above has joined; None for the UID of another program."""
    parts, at, rest = uid.rpartition("@")
    if not at or not rest.endswith(_OURS) or rest == _OURS:
        return None
    plan_id = rest.removesuffix(_OURS)
    return Identity(unquote(plan_id), tuple(map(unquote, parts.split("+"))))


def session_of(uid: str, plan_id: str) -> str | None:
    """The id of the session that a UID stands for; None for a series, a task, or what is not the plan's."""
    known = identity(uid)
    if known is None or known.plan != plan_id or len(known.parts) != 2:
        return None
    return "/".join(known.parts)


def suffix(plan_id: str) -> str:
    """What all UIDs of a plan end with, and those of no other plan: no identifier has an `@` in it."""
    return f"@{quote(plan_id, safe='')}{_OURS}"


def _joined(plan_id: str, *parts: str) -> str:
    return "+".join(quote(part, safe="") for part in parts) + suffix(plan_id)


def stamp(year: int, revision: int) -> dt.datetime:
    """The DTSTAMP of a plan's revision: 1 January of the year before the plan's, a minute later each time.

    The date says nothing and never repeats or runs backwards; it lies in the past for every plan that is
    written in the year before its own, since a client may take a stamp from the future for newer than any
    later edit.
    """
    return dt.datetime(year - 1, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=revision)


def first_sequence(status: Status) -> int:
    """The SEQUENCE of a session whose last publication is not known: 0, or 1 for a cancelled one.

    It was published as 0 before it was cancelled, and clients ignore a cancellation that is not newer.
    """
    return 1 if status is Status.CANCELLED else 0
