"""Puts a report together: from the schedule, the record, and what the audit, the attendance and the differences say of them.

No number is worked out here that another part works out already: `attendance.answers` counts who came, `rules.audit` judges,
`publish.changes.comparison` tells what was changed.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.attendance.record import Record
from sanhui.i18n import _, speaking
from sanhui.publish.report import attendance, changes, judged
from sanhui.publish.report.model import Figures, KindRow, MakeUpRow, Report, SessionRow, Span
from sanhui.publish.report.periods import name_of, title_of
from sanhui.publish.report.sessions import kind_rows, session_rows
from sanhui.publish.rules.verdicts import disclaimer
from sanhui.rulebook.model import Rules
from sanhui.rules.audit import audit
from sanhui.rules.kept import Kept
from sanhui.schedule.expand import Schedule
from sanhui.schedule.slots import period
from sanhui.when.tree import Unit
from sanhui.wording import long_date

_UNITS = {"quarter": Unit.QUARTER, "half": Unit.HALF, "year": Unit.YEAR}


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What a report rests on. `recorded` says whether there is a ledger at all."""

    schedule: Schedule
    rules: Rules
    record: Record
    kept: Kept
    recorded: bool


def report(sources: Sources, span: Span, day: dt.date, as_of: dt.date) -> Report:
    """The report of the quarter, half or year in which a day lies, as the record stood on `as_of`."""
    schedule = sources.schedule
    plan = schedule.plan
    here = period(_UNITS[span], day)
    first, last = here.first, here.last
    until = min(last, as_of)
    record = attendance.known_on(sources.record, as_of)
    part = record.between(first, until)
    with speaking(plan.language):
        name = name_of(span, here.first)
        verdicts = [
            each for each in audit(schedule, sources.rules, sources.kept, as_of) if first <= each.last <= last
        ]
        kinds = kind_rows(schedule, part, sources.kept.held, first, last, as_of)
        sessions = session_rows(schedule, part, sources.kept, first, last, as_of)
        figures = attendance.total(record, first, until) if part.entries else None
        owed = attendance.makeups(part, as_of)
        people = attendance.members(record, first, until, plan, sources.rules) if part.entries else ()
        return Report(
            plan=plan.id,
            year=plan.year,
            organization=plan.organization,
            plan_title=plan.title,
            title=title_of(span, name),
            span=span,
            period=here.slot,
            name=name,
            first=first,
            last=last,
            as_of=as_of,
            remarks=tuple(_remarks(sources, part, first, last, as_of)),
            summary=tuple(_summary(kinds, sessions, figures, people, owed, sources.recorded)),
            kinds=kinds,
            rules=judged.rule_rows(verdicts, plan.kinds),
            shortfalls=judged.shortfalls(verdicts, schedule),
            figures=figures,
            by_kind=attendance.lines(record, "kind", first, until, plan) if part.entries else (),
            by_group=attendance.lines(record, "group", first, until, plan) if part.entries else (),
            members=people,
            makeups=owed,
            changes=changes.change_rows(schedule, sources.kept.held, first, last),
            sessions=sessions,
            disclaimer=disclaimer(),
        )


def _remarks(sources: Sources, part: Record, first: dt.date, last: dt.date, as_of: dt.date) -> list[str]:
    """What cannot be known, and why."""
    plan = sources.schedule.plan
    told: list[str] = []
    if as_of <= last:
        told.append(_("These days are not over: as of {day}.").format(day=long_date(as_of)))
    if not sources.recorded:
        told.append(
            _(
                "There is no ledger: what took place, who came, hours and make-ups cannot be told from the plan."
            )
        )
    elif sources.kept.strangers:
        told.append(
            _("The ledger knows nothing of this plan, only of {items}.").format(
                items=_(", ").join(sources.kept.strangers)
            )
        )
    elif not part.sessions:
        told.append(_("No session of these days is recorded in the ledger."))
    elif not part.entries:
        told.append(_("Nobody's attendance is recorded in these days."))
    if others := sorted({each.plan for each in part.sessions} - {plan.id}):
        text = _("Of this body the ledger also has sessions of other plans, which count here: {items}.")
        told.append(text.format(items=_(", ").join(others)))
    if plan.roster is None:
        told.append(_("The plan has no roster: rules about members cannot be judged."))
    if any(
        each.provisional and each.date and first <= each.date <= last for each in sources.schedule.sessions
    ):
        told.append(_("Days marked provisional rest on a year whose official notice is not out yet."))
    return told


def _summary(
    kinds: tuple[KindRow, ...],
    sessions: tuple[SessionRow, ...],
    figures: Figures | None,
    people: tuple[Figures, ...],
    makeups: tuple[MakeUpRow, ...],
    recorded: bool,
) -> list[str]:
    """The whole in a few sentences, each number of which can be counted in a table below."""
    states = [each.state for each in sessions]
    parts = [_("Sessions in all: {n}").format(n=len(states) - states.count("cancelled"))]
    if recorded:
        parts.append(_("recorded as held: {n}").format(n=states.count("held")))
    if states.count("unrecorded"):
        parts.append(_("over and not recorded: {n}").format(n=states.count("unrecorded")))
    if states.count("ahead"):
        parts.append(_("still to come: {n}").format(n=states.count("ahead")))
    if states.count("cancelled"):
        parts.append(_("called off: {n}").format(n=states.count("cancelled")))
    told = [_("{text}.").format(text=_("; ").join(parts))]
    counted = [each for each in kinds if each.held]
    if counted:
        items = [_("{kind} {n}").format(kind=each.name, n=each.held) for each in counted]
        told.append(_("Held, by kind: {items}.").format(items=_(", ").join(items)))
    if figures is not None and figures.due:
        told.append(
            _(
                "Due {due}, present {present} (attendances of all sessions together), {percent}; on leave {leave}, absent {absent}."
            ).format(
                due=figures.due,
                present=figures.present,
                percent=figures.percent,
                leave=figures.leave,
                absent=figures.absent,
            )
        )
    if asked := [each for each in people if each.target is not None]:
        n = sum(each.hours_year >= (each.target or 0) for each in asked)
        text = _("Hours of study since the year began: {n} of {m} members have what is asked for in a year.")
        told.append(text.format(n=n, m=len(asked)))
    if makeups:
        settled = [each.state for each in makeups]
        text = _("To be made up {n}, made up {done}, still open {open}, overdue {overdue}.")
        done = settled.count("done") + settled.count("late")
        told.append(
            text.format(
                n=len(settled), done=done, open=settled.count("open"), overdue=settled.count("overdue")
            )
        )
    return told
