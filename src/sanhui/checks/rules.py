"""All checks of the plan alone, and the order in which their findings are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from sanhui.checks import clashes, contents, dates, names, recorded, turns
from sanhui.checks.finding import SEVERITIES, Finding, Found, RecordRule, Rule
from sanhui.checks.notice import moved_by_notice
from sanhui.checks.recorded import Recorded
from sanhui.schedule.expand import Schedule

#: Every rule with its stable code. What it means is told by the docstring of its function.
RULES: tuple[Rule, ...] = (
    Rule("unplaceable", "error", dates.unplaceable),
    Rule("task-unplaceable", "error", dates.tasks_without_day),
    Rule("unknown-slot", "error", contents.unknown_slots),
    Rule("clash", "warning", clashes.clashes),
    Rule("changed-to-day-off", "warning", dates.changed_to_day_off),
    Rule("day-off-kept", "warning", dates.kept),
    Rule("doubled-day", "warning", dates.doubled),
    Rule("unknown-in-rotation", "warning", names.unknown_in_rotation),
    Rule("unknown-name", "warning", names.misspelt),
    Rule("unknown-audience", "warning", names.unknown_audience),
    Rule("nobody-left", "warning", turns.nobody_left),
    Rule("unused-topics", "warning", contents.unused_topics),
    Rule("lost-particulars", "warning", contents.lost_particulars),
    Rule("no-session", "warning", contents.without_sessions),
    Rule("provisional", "note", dates.provisional),
    Rule("dropped-slot", "note", dates.dropped),
    Rule("worked-weekend", "note", dates.worked_weekends),
    Rule("short-month", "note", dates.short_months),
    Rule("speaker-balance", "note", turns.speaker_balance),
    Rule("guest", "note", names.guests),
)

#: The checks of the plan against what the ledger has.
RECORD_RULES: tuple[RecordRule, ...] = (
    RecordRule("recorded-not-planned", "warning", recorded.lost),
    RecordRule("cancelled-but-held", "warning", recorded.cancelled_but_held),
    RecordRule("held-another-day", "note", recorded.held_another_day),
)


def check(schedule: Schedule, records: Iterable[Recorded] = ()) -> tuple[Finding, ...]:
    """What is wrong with a plan, likely wrong, or good to know, in the language that is being spoken.

    In order of the first session concerned, the graver first on one day; what concerns no session stands
    before. Sessions that a later notice moved are among it. Exceptions that name an unknown period are refused when the
    plan is loaded. `records` are what the ledger knows of the plan's sessions. Pure.
    """
    found = [
        Finding(severity=rule.severity, code=rule.code, **msgspec.structs.asdict(finding))
        for rule in RULES
        for finding in rule.find(schedule)
    ]
    known = tuple(records)
    found += [
        Finding(severity=against.severity, code=against.code, **msgspec.structs.asdict(finding))
        for against in RECORD_RULES
        for finding in against.find(schedule, known)
    ]
    found += moved_by_notice(schedule.plan)
    return tuple(sorted(found, key=lambda finding: _order(finding, schedule)))


def _order(finding: Finding, schedule: Schedule) -> tuple[dt.date, int]:
    return _first_day(finding, schedule), SEVERITIES.index(finding.severity)


def _first_day(finding: Found, schedule: Schedule) -> dt.date:
    sessions = map(schedule.by_id.get, finding.sessions)
    return min((session.day for session in sessions if session), default=dt.date.min)
