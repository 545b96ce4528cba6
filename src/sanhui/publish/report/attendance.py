"""Who was due and who came in a stretch of days, as `attendance.answers` counts it, in the rows of a report."""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.attendance.answers import Answer, By, Line, answer, order_of
from sanhui.attendance.hours import targets
from sanhui.attendance.owed import Owed
from sanhui.attendance.record import Record
from sanhui.i18n import _, language
from sanhui.plan.model import Plan
from sanhui.publish.cleaning import one_line
from sanhui.publish.members.attendance import bars, name_of
from sanhui.publish.members.rates import percent, ratio
from sanhui.publish.report.model import Figures, MakeUpRow, Settled
from sanhui.rulebook.model import Rules
from sanhui.wording import short_date


def known_on(record: Record, as_of: dt.date) -> Record:
    """The record as it stood on a day: a make-up of a later day was none then."""
    entries = tuple(
        msgspec.structs.replace(each, made_up=None)
        if each.made_up is not None and each.made_up.done_on > as_of
        else each
        for each in record.entries
    )
    return msgspec.structs.replace(record, entries=entries)


def total(record: Record, first: dt.date, last: dt.date) -> Figures:
    """All of these days together."""
    found = answer(record, "kind", first, last)
    return _figures(found, found.total, "")


def lines(record: Record, by: By, first: dt.date, last: dt.date, plan: Plan) -> tuple[Figures, ...]:
    """A row a subject; of groups none where nobody is in one."""
    found = answer(record, by, first, last, order_of(plan, by))
    if by == "group" and not any(line.key for line in found.lines):
        return ()
    return tuple(_figures(found, line, name_of(line, plan, by)) for line in found.lines)


def members(record: Record, first: dt.date, last: dt.date, plan: Plan, rules: Rules) -> tuple[Figures, ...]:
    """A row a member, in the order of the roster, with the hours since the year began and those that the rules ask for."""
    begins = dt.date(first.year, 1, 1)
    since = {line.key: line.hours for line in answer(record, "member", begins, last).lines}
    wanted = targets(rules.rules, plan, last)
    people = {each.key: each for each in plan.roster.on(last)} if plan.roster else {}
    found = answer(record, "member", first, last, order_of(plan, "member"))
    return tuple(
        msgspec.structs.replace(
            _figures(found, line, one_line(line.name)),
            group=people[line.key].group if line.key in people else "",
            hours_year=round(since.get(line.key, 0.0), 2),
            target=wanted.get(line.key),
        )
        for line in found.lines
    )


def makeups(part: Record, as_of: dt.date) -> tuple[MakeUpRow, ...]:
    """Every leave and absence of these days that was to be made up."""
    titles = {(each.plan, each.session): each.title for each in part.sessions}
    return tuple(
        MakeUpRow(
            name=one_line(each.row.name),
            day=each.row.day,
            session=each.row.session,
            title=one_line(titles.get((each.row.plan, each.row.session)) or each.row.session),
            mark=part.marks[each.row.mark].name(language()),
            until=each.until,
            done_on=each.done.done_on if each.done else None,
            state=_state(each, as_of),
            said=_said(each, as_of),
        )
        for each in part.owed()
    )


def _state(each: Owed, as_of: dt.date) -> Settled:
    if each.done is not None:
        return "late" if each.late else "done"
    return "overdue" if each.overdue(as_of) else "open"


def _said(each: Owed, as_of: dt.date) -> str:
    day = short_date(each.done.done_on if each.done else each.until)
    texts: dict[Settled, str] = {
        "done": _("made up on {day}"),
        "late": _("made up on {day}, too late"),
        "open": _("to be made up by {day}"),
        "overdue": _("overdue since {day}"),
    }
    return texts[_state(each, as_of)].format(day=day)


def _figures(found: Answer, line: Line, name: str) -> Figures:
    counts = line.tally
    return Figures(
        key=line.key,
        name=name,
        sessions=line.sessions,
        due=counts.due,
        present=counts.present,
        late=counts.late,
        leave=counts.leave,
        absent=counts.absent,
        rate=ratio(line.rate),
        percent=percent(line.rate),
        before="" if line.before is None else percent(line.before),
        curve=bars(found, line) if len(found.months) > 1 else "",
        owed=line.owed,
        hours=round(line.hours, 2),
    )
