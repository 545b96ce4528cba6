"""A schedule as records for other programs: the contract of `sanhui show --json`, and the same as a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _, speaking
from sanhui.publish.cleaning import csv_cell
from sanhui.publish.names import kind_names, sources
from sanhui.schedule.model import Session, Task
from sanhui.schedule.reasons import moved
from sanhui.wording import enumeration, separate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule

#: Raised when a key goes away or changes its meaning; new keys may come at any time.
VERSION = 1


def to_dict(schedule: Schedule, *, where_from: bool = False) -> dict[str, Any]:
    """The schedule as JSON can say it; sentences are in the plan's language.

    Times are ISO 8601 with offset, days plain dates, the end of an all-day session is exclusive. What is
    not known is null or empty, never absent. A slot without a session has a null `start` and the reason in
    `moved`. With `where_from` each session and task has a `source`: the files of the plan that it comes from, as seen
    from the plan's folder, the one in which it stands first, then those that refine it.
    """
    plan = schedule.plan
    from_where = sources(plan) if where_from else {}
    with speaking(plan.language):
        return {
            "version": VERSION,
            "plan": {
                "id": plan.id,
                "title": plan.title,
                "year": plan.year,
                "organization": plan.organization,
                "timezone": plan.timezone,
                "language": plan.language,
                "revision": plan.revision,
                "provisional": plan.calendar.is_provisional(plan.year),
            },
            "sessions": [
                session_record(session, plan) | _source(from_where, session.activity)
                for session in schedule.sessions
            ],
            "tasks": [
                task_record(task, plan) | _source(from_where, task.rule.partition("/")[0])
                for task in schedule.tasks
            ],
        }


def _source(from_where: Mapping[str, Sequence[str]], name: str) -> dict[str, Any]:
    return {"source": list(from_where[name])} if from_where else {}


def session_record(session: Session, plan: Plan) -> dict[str, Any]:
    """One session of `to_dict`, in the language that is being spoken."""
    return {
        "id": session.id,
        "activity": session.activity,
        "slot": session.slot,
        "title": session.title,
        "topic": session.topic,
        "kinds": list(session.kinds),
        "kind_names": kind_names(plan, session.kinds),
        "start": _iso(session.start),
        "end": _iso(session.end),
        "all_day": session.all_day,
        "place": session.place,
        "speaker": session.speaker,
        "chair": session.chair,
        "recorder": session.recorder,
        "holders": _holders(plan, session.day, session.speaker, session.chair, session.recorder),
        "audience": list(session.audience),
        "hours": session.hours,
        "materials": list(session.materials),
        "url": session.url,
        "notes": session.notes,
        "remind": list(session.remind),
        "nominal": _iso(session.nominal),
        "moved": moved(session),
        "first": _iso(session.first),
        "last": _iso(session.last),
        "status": session.status.value,
        "provisional": session.provisional,
    }


def task_record(task: Task, plan: Plan) -> dict[str, Any]:
    """One task of `to_dict`, in the language that is being spoken. `session` is null for one of its own."""
    return {
        "id": task.id,
        "rule": task.rule,
        "slot": task.slot,
        "title": task.title,
        "due": _iso(task.due),
        "owner": task.owner,
        "holders": _holders(plan, task.due or task.nominal or task.first or dt.date.max, task.owner),
        "session": task.session,
        "list": task.list,
        "checklist": list(task.checklist),
        "remind": list(task.remind),
        "notes": task.notes,
        "nominal": _iso(task.nominal),
        "moved": moved(task),
        "first": _iso(task.first),
        "last": _iso(task.last),
        "provisional": task.provisional,
    }


def _holders(plan: Plan, day: dt.date, *duties: str) -> dict[str, str]:
    """Who holds on that day the roles among these words: of each role that one member of the roster has, the name."""
    roster = plan.roster
    if roster is None:
        return {}
    words = [word for duty in duties for word in separate(duty)]
    return {word: member.name for word in words if (member := roster.holder(word, day)) is not None}


def to_csv(schedule: Schedule, *, where_from: bool = False) -> str:
    """The schedule as CSV, one row a session, for a spreadsheet; the header is in the plan's language.

    New columns come at the end.

    Times are local, without offset, for a spreadsheet knows no other; the end of an all-day session is its
    last day. A cell that a spreadsheet would run as a formula begins with an apostrophe. `where_from` adds a
    column with the files that a session comes from.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    with speaking(schedule.plan.language):
        rows = [_row(session, schedule.plan) for session in schedule.sessions]
        header = _header()
        if where_from:
            files = sources(schedule.plan)
            header.append(_("From"))
            for row, session in zip(rows, schedule.sessions, strict=True):
                row.append(enumeration(files[session.activity]))
        writer.writerow(header)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _header() -> list[str]:
    """The column heads, in the order of `_row`."""
    return [
        _("Session"),
        _("Start"),
        _("End"),
        _("Title"),
        _("Topic"),
        _("Kind"),
        _("Place"),
        _("Speaker"),
        _("For"),
        _("Hours of study"),
        _("Materials"),
        _("Address"),
        _("Notes"),
        _("Nominal date"),
        _("Why it moved"),
        _("Not before"),
        _("Not after"),
        _("Status"),
        _("Provisional"),
        _("Chair"),
        _("Recorder"),
    ]


def _row(session: Session, plan: Plan) -> list[str]:
    return [
        session.id,
        _local(session.start),
        _local(_last_moment(session)),
        session.title,
        session.topic,
        enumeration(kind_names(plan, session.kinds)),
        session.place,
        session.speaker,
        enumeration(session.audience),
        "" if session.hours is None else f"{session.hours:g}",
        enumeration(session.materials),
        session.url,
        session.notes,
        _local(session.nominal),
        moved(session) or "",
        _local(session.first),
        _local(session.last),
        session.status.value,
        _("yes") if session.provisional else "",
        session.chair,
        session.recorder,
    ]


def _last_moment(session: Session) -> dt.date | None:
    if session.end is None or isinstance(session.end, dt.datetime):
        return session.end
    return session.last_day


def _iso(moment: dt.date | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _local(moment: dt.date | None) -> str:
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, dt.datetime) else moment.isoformat()
