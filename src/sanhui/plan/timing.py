"""At what time of day, for how long, and what on a day off: the phrase, the fields beside it, the defaults.

A field completes the phrase, a default completes both. What is said twice must be the same: nothing wins
silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sanhui.i18n import _
from sanhui.plan.document import Activity, Task
from sanhui.plan.document import Defaults as DefaultsTable
from sanhui.plan.phrases import read_phrase
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.when import parse_days, parse_duration, parse_time
from sanhui.when.tree import FLOATING, Policy, Time, When

_DAY = 24 * 60  # minutes


class Defaults(msgspec.Struct, frozen=True):
    """What holds for activities that do not say otherwise: `minutes` is a session's length, `within` days.

    `remind` is minutes before the start.
    """

    time: Time | None
    minutes: int
    on_holiday: Policy
    within: int
    remind: tuple[int, ...]


def read_defaults(table: DefaultsTable, stated: Mapping[str, Any], report: Report) -> Defaults:
    """Understand `[defaults]`; `stated` has the keys that the file states."""
    path: KeyPath = ("defaults",)
    time = _clock(table.time, (*path, "time"), report) if "time" in stated else None
    minutes = _length(table.duration, (*path, "duration"), report) or 0
    if minutes and minutes % _DAY == 0:
        remedy = _("write {example} in the activities concerned").format(example="all_day = true")
        report.at_value((*path, "duration"), _("whole days cannot be the length of every session"), remedy)
    if time is not None and time.minutes is not None:
        if "duration" in stated and minutes != time.minutes:
            _clash((*path, "duration"), "time", report)
        minutes = time.minutes
    return Defaults(
        time=time,
        minutes=minutes,
        on_holiday=Policy(table.on_holiday),
        within=read_phrase(parse_days, table.within, (*path, "within"), report, example="7天") or 0,
        remind=read_reminders(table.remind, (*path, "remind"), report),
    )


def read_reminders(texts: tuple[str, ...], path: KeyPath, report: Report) -> tuple[int, ...]:
    """Understand alarms, in minutes before the start; each once, the earliest first."""
    found = [
        read_phrase(parse_duration, text, (*path, number), report, example="30分钟")
        for number, text in enumerate(texts)
    ]
    return tuple(sorted({minutes for minutes in found if minutes is not None}, reverse=True))


def read_times(
    when: When,
    activity: Activity,
    stated: Mapping[str, Any],
    path: KeyPath,
    defaults: Defaults,
    report: Report,
) -> When:
    """Join the fields about time, and the default time, into the phrase; contradictions are reported.

    An activity on days that says no time of day anywhere is all-day. A floating one may leave it open.
    """
    time = when.time or Time()
    if "time" in stated and (field := _clock(activity.time, (*path, "time"), report)):
        time = _agreed(_joined(time, field), time, (*path, "time"), _phrase_key(stated), report)
    if "duration" in stated and (minutes := _length(activity.duration, (*path, "duration"), report)):
        time = _agreed(_lasting(time, minutes), time, (*path, "duration"), _said_by(stated), report)
    if activity.all_day is not None:
        joined = _whole_days(time, activity.all_day)
        time = _agreed(joined, time, (*path, "all_day"), _said_by(stated), report)
    if not _is_set(time):
        time = _by_default(time, when, activity, path, defaults, report)
    when = read_policy(when, activity, stated, path, report)
    return msgspec.structs.replace(when, time=None if time == Time() else time)


def read_policy(
    when: When, table: Activity | Task, stated: Mapping[str, Any], path: KeyPath, report: Report
) -> When:
    """Join the fields about days off into the phrase; contradictions are reported."""
    return msgspec.structs.replace(
        when,
        on_holiday=_policy(when, table, stated, path, report),
        within=_within(when, table, stated, path, report),
    )


def _by_default(
    time: Time, when: When, activity: Activity, path: KeyPath, defaults: Defaults, report: Report
) -> Time:
    """Complete a phrase without a time of day."""
    if defaults.time is not None:
        joined = _joined(time, msgspec.structs.replace(defaults.time, minutes=None))
        if joined is not None and not (joined.all_day and activity.all_day is False):
            return joined
    elif all(isinstance(rule, FLOATING) for rule in when.rules):
        return time
    elif time.minutes is None and activity.all_day is None:
        return Time(all_day=True)
    key = "duration" if activity.duration else "all_day" if activity.all_day is not None else "when"
    remedy = _("add {example}").format(example='time = "15:00"')
    report.at_value((*path, key), _("a time of day is missing"), remedy)
    return time


def _is_set(time: Time) -> bool:
    return time.start is not None or time.part is not None or time.all_day


def _joined(one: Time, other: Time) -> Time | None:
    """Join two statements about the time of day; None when they contradict each other."""
    minutes = one.minutes if other.minutes is None else other.minutes
    if one.minutes not in (None, minutes):
        return None
    if not _is_set(one):
        one, other = other, one
    if _is_set(other) and _without_length(one) != _without_length(other):
        return None
    if one.all_day and minutes is not None:
        return None
    return msgspec.structs.replace(one, minutes=minutes)


def _without_length(time: Time) -> Time:
    return msgspec.structs.replace(time, minutes=None)


def _lasting(time: Time, minutes: int) -> Time | None:
    """Give a session a length; None when it has another. Whole days make it all-day."""
    if minutes % _DAY:
        return None if time.all_day else _joined(time, Time(minutes=minutes))
    days = minutes // _DAY
    if time.start or time.part or time.minutes or (time.all_day and time.days not in (1, days)):
        return None
    return Time(all_day=True, days=days)


def _whole_days(time: Time, wanted: bool) -> Time | None:
    """Make a session all-day, or insist that it is not; None when it is otherwise already."""
    if wanted:
        contradicted = time.start or time.part or time.minutes
        return None if contradicted else Time(all_day=True, days=time.days)
    return None if time.all_day else time


# -- what is said in two places ----------------------------------------------------------------------------


def _policy(
    when: When, table: Activity | Task, stated: Mapping[str, Any], path: KeyPath, report: Report
) -> Policy | None:
    if "on_holiday" not in stated or table.on_holiday is None:
        return when.on_holiday
    policy = Policy(table.on_holiday)
    if when.on_holiday not in (None, policy):
        _clash((*path, "on_holiday"), _phrase_key(stated), report)
    return policy


def _within(
    when: When, table: Activity | Task, stated: Mapping[str, Any], path: KeyPath, report: Report
) -> int | None:
    if "within" not in stated:
        return when.within
    days = read_phrase(parse_days, table.within, (*path, "within"), report, example="7天")
    if days is not None and when.within not in (None, days):
        _clash((*path, "within"), _phrase_key(stated), report)
    return days


def _phrase_key(stated: Mapping[str, Any]) -> str:
    return next((key for key in ("when", "rrule", "dates", "due") if key in stated), "when")


def _said_by(stated: Mapping[str, Any]) -> str:
    """Name the field that states a time of day."""
    return "time" if "time" in stated else _phrase_key(stated)


def _agreed(joined: Time | None, time: Time, path: KeyPath, other: str, report: Report) -> Time:
    """Take what two statements make together; that they contradict each other is reported."""
    if joined is None:
        _clash(path, other, report)
    return joined or time


def _clash(path: KeyPath, other: str, report: Report) -> None:
    message = _("this contradicts “{other}”").format(other=other)
    report.at_value(path, message, _("say it in one place only"))


def _clock(text: str, path: KeyPath, report: Report) -> Time | None:
    return read_phrase(parse_time, text, path, report, example="15:00")


def _length(text: str, path: KeyPath, report: Report) -> int | None:
    return read_phrase(parse_duration, text, path, report, example="90分钟")
