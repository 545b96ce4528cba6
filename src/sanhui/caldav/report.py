"""What a push did, or would do: for a terminal, and as records for other programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sanhui.caldav.decide import Action, Step, Why
from sanhui.i18n import _, ngettext
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.identity import session_of
from sanhui.publish.terminal.columns import Cell, Line, Span, table
from sanhui.wording import short_date, weekday

if TYPE_CHECKING:
    from sanhui.caldav.discovery import Collection
    from sanhui.caldav.meaning import Meaning
    from sanhui.caldav.push import Failure, Report

#: Raised when a key goes away or changes its meaning.
VERSION = 1

_STYLES = {
    Action.ADD: "green",
    Action.UPDATE: "cyan",
    Action.CANCEL: "yellow",
    Action.REMOVE: "red",
    Action.CONFLICT: "bold red",
}


def report_lines(report: Report, plan_id: str, zone: dt.tzinfo, room: int | None) -> list[Line]:
    """A row for each event that was touched or is in question, then how many there are of each.

    A calendar that is new gets all events; they are counted, and listed only as a forecast.
    """
    listed = [
        step
        for step in report.done
        if step.action is not Action.SAME
        and (step.action is not Action.ADD or report.dry_run or not report.made)
    ]
    lines: list[Line] = []
    if listed or report.failed:
        heads = ["", _("Session"), _("In the plan"), _("On the server")]
        rows = [_row(step, plan_id, zone, "") for step in listed]
        rows += [_row(each.step, plan_id, zone, each.error.message) for each in report.failed]
        lines += [*table(heads, rows, room, [4, 16, 12, 12]), ()]
    return [*lines, ((counts(report), ""),)]


def counts(report: Report) -> str:
    """So many were added, changed, and so on; only those of which there are some."""
    said = [
        (Action.ADD, _("{n} to be added") if report.dry_run else _("{n} added")),
        (Action.UPDATE, _("{n} to be updated") if report.dry_run else _("{n} updated")),
        (
            Action.CANCEL,
            _("{n} to be marked as cancelled") if report.dry_run else _("{n} marked as cancelled"),
        ),
        (Action.REMOVE, _("{n} to be removed") if report.dry_run else _("{n} removed")),
        (Action.SAME, _("{n} unchanged")),
        (Action.CONFLICT, _("{n} in conflict")),
    ]
    parts = [text.format(n=len(steps)) for action, text in said if (steps := report.steps(action))]
    if report.failed:
        parts.append(_("{n} refused").format(n=len(report.failed)))
    if report.unsent:
        parts.append(_("{n} not sent").format(n=len(report.unsent)))
    return _("{calendar}: {counts}").format(
        calendar=title(report.collection), counts=_(", ").join(parts) or _("nothing to do")
    )


def title(collection: Collection) -> str:
    """A calendar as people know it: its name and its address."""
    if not collection.name:
        return collection.url
    return _("{name} ({address})").format(name=one_line(collection.name), address=collection.url)


def why(reason: Why, *, file: bool = False) -> str:
    """What a conflict is, in a few words: with a server, or with a file."""
    if file:
        return {
            Why.EDITED: _("edited in the file"),
            Why.BOTH: _("edited in the file and in the plan"),
            Why.ELSEWHERE: _("sent from another computer, by another version of the plan"),
            Why.DELETED: _("missing in the file"),
            Why.VANISHED: _("edited in the file, gone from the plan"),
            Why.UNKNOWN: _("not in the plan"),
            Why.DOUBLED: _("twice in the file, and not the same"),
            Why.UNREADABLE: _("cannot be read in the file"),
        }[reason]
    return {
        Why.EDITED: _("edited on the server"),
        Why.BOTH: _("edited on the server and in the plan"),
        Why.ELSEWHERE: _("sent from another computer, by another version of the plan"),
        Why.DELETED: _("deleted on the server"),
        Why.VANISHED: _("edited on the server, gone from the plan"),
        Why.UNKNOWN: _("differs, and nothing tells who changed it"),
        Why.DOUBLED: _("twice on the server"),
        Why.UNREADABLE: _("cannot be read on the server"),
    }[reason]


def advice(report: Report, target: str) -> str:
    """What to do about conflicts; `target` is what stands after the command."""
    n = len(report.steps(Action.CONFLICT))
    if not n:
        return ""
    text = ngettext(
        "{n} session differs on the server, and was not overwritten.",
        "{n} sessions differ on the server, and were not overwritten.",
        n,
    )
    if any(step.why is Why.ELSEWHERE for step in report.steps(Action.CONFLICT)):
        text += _(
            "\n  → somebody has sent the plan from another computer since: get that version of it first"
        )
    text += _(
        "\n  → the plan is right: sanhui push {target} --ours"
        "\n  → the server is right: sanhui sync {target} --theirs"
    )
    return text.format(n=n, target=target)


def record(report: Report, plan_id: str) -> dict[str, Any]:
    """The report as JSON can say it."""
    conflicts = report.steps(Action.CONFLICT)
    return {
        "version": VERSION,
        "calendar": {
            "url": report.collection.url,
            "name": report.collection.name,
            "made": report.made,
        },
        "dry_run": report.dry_run,
        **{
            action.value: [event_record(step, plan_id) for step in report.steps(action)]
            for action in (Action.ADD, Action.UPDATE, Action.CANCEL, Action.REMOVE)
        },
        "unchanged": len(report.steps(Action.SAME)),
        "conflicts": [event_record(step, plan_id) | {"reason": step.why} for step in conflicts],
        "failed": [event_record(each.step, plan_id) | _failure(each) for each in report.failed],
        "left_out": [each.uid for each in report.left_out],
        "not_sent": len(report.unsent),
        "error": report.stopped.message if report.stopped else None,
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {"http_status": failure.error.status or None, "message": failure.error.message}


def event_record(step: Step, plan_id: str) -> dict[str, Any]:
    """An event in both versions."""
    said = step.ours.meaning if step.ours else step.theirs.meaning if step.theirs else None
    return {
        "session": session_of(step.uid, plan_id),
        "uid": step.uid,
        "title": said.title if said else "",
        "plan": _version(step.ours.meaning if step.ours else None),
        "server": _version(step.theirs.meaning if step.theirs else None),
    }


def _version(said: Meaning | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "start": said.start.isoformat() if said.start else None,
        "title": said.title,
        "place": said.place,
        "cancelled": said.cancelled,
    }


def _row(step: Step, plan_id: str, zone: dt.tzinfo, error: str) -> list[Cell]:
    word = _("refused") if error else _word(step.action)
    notes: list[Span] = [(error, _STYLES[Action.CONFLICT])] if error else []
    return event_row(step, plan_id, zone, (word, _STYLES.get(step.action, "")), notes)


def event_row(
    step: Step, plan_id: str, zone: dt.tzinfo, word: Span, notes: list[Span], *, file: bool = False
) -> list[Cell]:
    """What about an event, which one, how the plan has it, how the server or the file has it."""
    mine = step.ours.meaning if step.ours else None
    there = step.theirs.meaning if step.theirs else None
    known = mine or there
    name = known.title if known else session_of(step.uid, plan_id) or step.uid
    reasons: list[Span] = [(why(step.why, file=file), _STYLES[Action.CONFLICT])] if step.why else []
    return [
        [word],
        [(one_line(name), ""), *reasons, *notes],
        [*_told(mine, there, zone)],
        [*_told(there, mine, zone)],
    ]


def _word(action: Action) -> str:
    return {
        Action.ADD: _("new"),
        Action.UPDATE: _("changed"),
        Action.CANCEL: _("cancelled"),
        Action.REMOVE: _("removed"),
        Action.SAME: _("unchanged"),
        Action.CONFLICT: _("conflict"),
    }[action]


def _told(said: Meaning | None, other: Meaning | None, zone: dt.tzinfo) -> Iterable[Span]:
    """When an event takes place, and what else differs from the other version of it."""
    if said is None:
        yield "—", "dim"
        return
    if said.start is not None or not said.cancelled:
        yield when(said.start, zone), ""
    if said.cancelled:
        yield _("cancelled"), ""
    if other is not None:
        for mine, others in ((said.place, other.place), (said.title, other.title)):
            if mine != others and not (said.cancelled and said.start is None):
                yield one_line(mine) or _("(none)"), ""


def when(start: dt.date | None, zone: dt.tzinfo) -> str:
    """When an event begins, by the clock of the plan's place."""
    if isinstance(start, dt.datetime):
        local = start.astimezone(zone) if start.tzinfo else start
        return f"{short_date(local)} {weekday(local)} {local:%H:%M}"
    return f"{short_date(start)} {weekday(start)}" if start else _("no day")
