"""All checks of the plan alone, and the order in which their findings are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from sanhui.checks import clashes, contents, dates, names, recorded, turns
from sanhui.checks.finding import SEVERITIES, Check, Finding, Found, RecordCheck
from sanhui.checks.notice import moved_by_notice
from sanhui.checks.recorded import Recorded
from sanhui.schedule.expand import Schedule

#: Every check with its stable code. What it means is told by the docstring of its function.
CHECKS: tuple[Check, ...] = (
    Check("unplaceable", "error", dates.unplaceable),
    Check("task-unplaceable", "error", dates.tasks_without_day),
    Check("unknown-slot", "error", contents.unknown_slots),
    Check("clash", "warning", clashes.clashes),
    Check("changed-to-day-off", "warning", dates.changed_to_day_off),
    Check("day-off-kept", "warning", dates.kept),
    Check("doubled-day", "warning", dates.doubled),
    Check("unknown-in-rotation", "warning", names.unknown_in_rotation),
    Check("unknown-name", "warning", names.misspelt),
    Check("unknown-audience", "warning", names.unknown_audience),
    Check("nobody-left", "warning", turns.nobody_left),
    Check("unused-topics", "warning", contents.unused_topics),
    Check("lost-particulars", "warning", contents.lost_particulars),
    Check("no-session", "warning", contents.without_sessions),
    Check("provisional", "note", dates.provisional),
    Check("dropped-slot", "note", dates.dropped),
    Check("worked-weekend", "note", dates.worked_weekends),
    Check("short-month", "note", dates.short_months),
    Check("speaker-balance", "note", turns.speaker_balance),
    Check("guest", "note", names.guests),
)

#: The checks of the plan against what the ledger has.
RECORD_CHECKS: tuple[RecordCheck, ...] = (
    RecordCheck("recorded-not-planned", "warning", recorded.lost),
    RecordCheck("cancelled-but-held", "warning", recorded.cancelled_but_held),
    RecordCheck("held-another-day", "note", recorded.held_another_day),
)


def check(schedule: Schedule, records: Iterable[Recorded] = ()) -> tuple[Finding, ...]:
    """What is wrong with a plan, likely wrong, or good to know, in the language that is being spoken.

    In order of the first session concerned, the graver first on one day; what concerns no session stands
    before. Sessions that a later notice moved are among it. Exceptions that name an unknown period are refused when the
    plan is loaded. `records` are what the ledger knows of the plan's sessions. Pure.
    """
    found = [
        Finding(severity=alone.severity, code=alone.code, **msgspec.structs.asdict(finding))
        for alone in CHECKS
        for finding in alone.find(schedule)
    ]
    known = tuple(records)
    found += [
        Finding(severity=against.severity, code=against.code, **msgspec.structs.asdict(finding))
        for against in RECORD_CHECKS
        for finding in against.find(schedule, known)
    ]
    found += moved_by_notice(schedule.plan)
    return tuple(sorted(found, key=lambda finding: _order(finding, schedule)))


def _order(finding: Finding, schedule: Schedule) -> tuple[dt.date, int]:
    return _first_day(finding, schedule), SEVERITIES.index(finding.severity)


def _first_day(finding: Found, schedule: Schedule) -> dt.date:
    sessions = map(schedule.by_id.get, finding.sessions)
    return min((session.day for session in sessions if session), default=dt.date.min)
