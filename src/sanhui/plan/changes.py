"""What happened to single sessions, as far as it can be understood without the sessions.

Whether the activity has the session, and whether the new day may be its day, turns out when the plan is
expanded: `sanhui.schedule.changes`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from typing import Any

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan import document as form
from sanhui.plan.model import Change
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.plan.texts import SLOT

_EXAMPLE = "weekly-study/2026-W11"


def read_changes(
    tables: Iterable[form.Change], activities: Collection[str], year: int, report: Report
) -> tuple[Change, ...]:
    """Understand the `[[change]]` tables, in order; `year` is the plan's, 0 where it does not say it."""
    return tuple(_change(table, number, activities, year, report) for number, table in enumerate(tables))


def _change(
    table: form.Change, number: int, activities: Collection[str], year: int, report: Report
) -> Change:
    path: KeyPath = ("change", number)
    activity, slot = _session(table.session, (*path, "session"), activities, report)
    _check_sense(table, path, report)
    return Change(
        activity=activity,
        slot=slot,
        to=_moment(table, (*path, "to"), year, report),
        place=table.place,
        cancelled=table.cancelled,
        added=table.added,
        outside=table.outside,
        reason=table.reason,
        index=report.number(path),
        line=report.line(path),
    )


def _session(text: str, path: KeyPath, activities: Collection[str], report: Report) -> tuple[str, str]:
    activity, _slash, slot = text.partition("/")
    if activity not in activities:
        message = _("the plan has no activity “{name}”").format(name=activity)
        remedy = did_you_mean(activity, activities) if activities else ""
        report.at_value(path, message, remedy, index=0)
    elif re.fullmatch(SLOT, slot) is None:
        message = _("“{slot}” is not the name of a slot").format(slot=slot)
        remedy = _("write activity and slot, for example {example}; `sanhui show` lists them")
        report.at_value(path, message, remedy.format(example=f'"{_EXAMPLE}"'), index=len(activity))
    return activity, slot


def _check_sense(table: form.Change, path: KeyPath, report: Report) -> None:
    """Report a change that contradicts itself, or says nothing."""
    to = table.to is not None
    if table.cancelled and to:
        message = _("a session that is cancelled is not moved as well")
        report.at_value((*path, "to"), message, _("keep one of “to” and “cancelled”"))
    if table.cancelled and table.added:
        message = _("a session cannot be added and cancelled in one change")
        report.at_value(
            (*path, "cancelled"), message, _("write a change of its own for each, in their order")
        )
    elif table.added and not to:
        remedy = _("add {example}").format(example="to = 2026-03-11T15:00:00")
        report.at_key((*path, "to"), _("an added session needs its day"), remedy)
    elif not (to or table.cancelled or table.place):
        remedy = _("add {example}").format(example="to = 2026-03-11T15:00:00")
        report.at_key((*path, "to"), _("this changes nothing: there is neither day nor place"), remedy)
    if table.outside and not table.reason.strip():
        remedy = _("add {example}").format(example='reason = "…"')
        report.at_key((*path, "reason"), _("“outside” needs a reason"), remedy)


def _moment(table: form.Change, path: KeyPath, year: int, report: Report) -> dt.date | None:
    to: Any = table.to
    if to is None:
        return None
    if not isinstance(to, dt.date):  # a datetime is one as well
        remedy = _("for example {example}").format(example="to = 2026-03-11T15:00:00")
        report.at_value(
            path, _("a date, or a date with a time, should stand here, without quotation marks"), remedy
        )
        return None
    if isinstance(to, dt.datetime) and to.tzinfo is not None:
        message = _("a time zone here may contradict that of the plan")
        report.at_value(path, message, _("write the local time, without Z and without an offset"))
        return to.replace(tzinfo=None)
    if year and to.year != year and not table.outside:
        message = _("{date} is not in {year}").format(date=f"{to:%Y-%m-%d}", year=year)
        remedy = _("if it shall be held in another year: {example}").format(
            example='outside = true, reason = "…"'
        )
        report.at_value(path, message, remedy)
    return to
