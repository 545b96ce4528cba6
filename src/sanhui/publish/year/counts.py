"""How often each kind and each activity takes place in a year, and how often each task is due.

A slot counts when it has a session or may still get one: what has no day yet counts, and what is dropped (整周放假)
or cancelled does not. A session that counts for two kinds is counted under both, so kinds may add up to more than
there are sessions.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _, speaking
from sanhui.publish.cleaning import one_line
from sanhui.publish.names import kind_names
from sanhui.publish.terminal.columns import Cell, Line, table
from sanhui.publish.year.agenda import count
from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanhui.schedule.expand import Schedule

#: Raised when a key goes away or changes its meaning; new keys may come at any time.
VERSION = 1


def counts(schedule: Schedule) -> dict[str, Any]:
    """The counts as JSON can say them, kinds in the order of their table, the rest in that of the plan.

    Names are in the plan's language. `floating` is how many of the sessions have no day yet. An activity that is in the
    schedule with nothing that counts stands there with 0; a kind stands there only if something counts for it. Tasks are
    those of the plan; what is to be done for each session goes with it.
    """
    with speaking(schedule.plan.language):
        return _counts(schedule)


def counted(schedule: Schedule, room: int | None) -> list[Line]:
    """The counts for a terminal, in the language that is being spoken."""
    told = _counts(schedule)
    tables = [
        (_("Kind"), _("Sessions"), [(each["name"], each) for each in told["kinds"]], "sessions"),
        (_("Activity"), _("Sessions"), [(each["title"], each) for each in told["activities"]], "sessions"),
        (_("Task"), _("Times due"), [(each["title"], each) for each in told["tasks"]], "due"),
    ]
    lines: list[Line] = [((one_line(schedule.plan.title), "bold"),)]
    for head, number, records, key in tables:
        if records:
            rows: list[list[Cell]] = [
                [[(str(record[key]), "")], [(one_line(name), "")], _remark(record)]
                for name, record in records
            ]
            lines += [(), *table((number, head, ""), rows, room, (4, 16, 10))]
    return [*lines, (), ((count(schedule.sessions), ""),)]


def _counts(schedule: Schedule) -> dict[str, Any]:
    plan = schedule.plan
    live = [session for session in schedule.sessions if _counts_for_something(session)]
    floating = [session for session in live if session.status is Status.FLOATING]
    by_kind, floating_by_kind = _by_kind(live), _by_kind(floating)
    by_activity = Counter(session.activity for session in live)
    floating_by_activity = Counter(session.activity for session in floating)
    seen = {session.activity for session in schedule.sessions}
    due = Counter(task.rule for task in schedule.tasks)
    codes = [*plan.kinds, *(code for code in by_kind if code not in plan.kinds)]
    return {
        "version": VERSION,
        "plan": {"id": plan.id, "title": plan.title, "year": plan.year},
        "sessions": len(live),
        "kinds": [
            {
                "kind": code,
                "name": kind_names(plan, [code])[0],
                "sessions": by_kind[code],
                "floating": floating_by_kind[code],
            }
            for code in codes
            if by_kind[code]
        ],
        "activities": [
            {
                "activity": activity.id,
                "title": activity.title,
                "kinds": list(activity.kinds),
                "sessions": by_activity[activity.id],
                "floating": floating_by_activity[activity.id],
            }
            for activity in plan.activities
            if activity.id in seen
        ],
        "tasks": [
            {"task": task.id, "title": task.title, "list": task.list, "due": due[task.id]}
            for task in plan.tasks
            if due[task.id]
        ],
    }


def _counts_for_something(session: Session) -> bool:
    return not session.dropped and session.status is not Status.CANCELLED


def _by_kind(sessions: Iterable[Session]) -> Counter[str]:
    return Counter(code for session in sessions for code in session.kinds)


def _remark(record: dict[str, Any]) -> Cell:
    """How many sessions have no day yet; of a task the list that it belongs to."""
    if floating := record.get("floating"):
        return [(_("{n} without a day yet").format(n=floating), "cyan")]
    return [(one_line(record.get("list", "")), "dim")]
