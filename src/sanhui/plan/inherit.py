"""Inheritance: what a plan takes over from its parent's, refines, drops, and adds of its own.

What comes down: activities, tasks, changes, kinds, marks, periods, defaults, overlays of the working-day calendar, time zone
and language. What does not: the plan's identity, its people (roster, organizer) and their busy calendars.

* An activity or a task with the id of an inherited one refines it, key by key; particulars slot by slot. One of
  `when`, `rrule`, `dates` (a task: `due`, `dates`) takes the place of whichever the parent has.
* `[[drop]]` leaves one out, with a reason.
* What is binding may be added to (`sanhui.plan.binding`). Where the parent's [defaults] order, they hold for it.
* Periods, kinds and marks of the same name, and keys of [defaults], are replaced. Overlays are added after the parent's.
* A parent's `[[change]]` comes down with its activity, before the plan's own, of which the last holds; but not when
  the plan gives the activity other days: it is about sessions that there are no more.

The tables are joined before they are decoded, so what is inherited goes the very way of what is not. Every
ancestor is understood by itself before that: its mistakes are told as its own.
"""

from __future__ import annotations

import msgspec

from sanhui.plan import document as form
from sanhui.plan.ancestry import Source, blame, read_ancestry
from sanhui.plan.decode import decode
from sanhui.plan.estate import Estate, Tables
from sanhui.plan.joining import join
from sanhui.plan.model import Plan
from sanhui.plan.report import Report
from sanhui.plan.timing import Defaults, read_defaults
from sanhui.plan.understand import understand

_OWN = ("roster", "busy")  # no concern of those who inherit, who may not even have the files


def load_heir(source: Source) -> Plan:
    """Load a plan that extends another.

    Raises `InputError` with everything that is wrong with the eldest plan that is not right: what is below would be
    wrong by it.
    """
    line = read_ancestry(source)
    parents = tuple(each.path for each in line[1:])
    estate = Estate(line[-1].data, line[-1].report)
    while True:
        plan = _understood(estate, line)
        if len(line) == 1:
            estate.report.check()
            assert plan is not None
            return msgspec.structs.replace(plan, parents=parents)
        if estate.report.problems:
            raise blame(line, estate.report.ordered())
        line.pop()
        estate = join(line[-1], estate)


def _understood(estate: Estate, line: list[Source]) -> Plan | None:
    """Understand the last plan of the line, if it makes sense; an ancestor may be empty but for what others need."""
    data, report = estate.data, estate.report
    if report.knows(("plan", "year")):  # of another year than its parent's: no date would be right
        return None
    if len(line) > 1:
        if isinstance(head := data.get("plan"), dict):
            data["plan"] = {key: value for key, value in head.items() if key not in _OWN}
        if not data.get("activity") and not data.get("task"):
            report.silence(("activity",))
    document = decode(data, form.Document, report)
    bound = {path: _settled(stated) for path, stated in estate.bound.items()}
    return understand(document, data, line[-1].path, report, bound)


def _settled(stated: Tables) -> tuple[form.Defaults, Defaults]:
    """Understand [defaults] that come from several plans; what is wrong with them is told of each plan."""
    unheard = Report("", "")
    table = decode(stated, form.Defaults, unheard)
    return table, read_defaults(table, stated, unheard)
