"""`sanhui leave`: who is excused for a time, as what, and by whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_in_plan
from sanhui.cli.options import Json, LedgerFile, PlanOption
from sanhui.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sanhui.ledger.leaves import Leave
    from sanhui.plan.marks import Mark
    from sanhui.roster.model import Member, Roster
    from sanhui.schedule.expand import Schedule


MemberName = Annotated[
    str, typer.Argument(metavar=N_("MEMBER"), help=N_("The member, by name, alias or id."))
]


def add(
    member: MemberName,
    first: Annotated[str, typer.Argument(metavar=N_("FROM"), help=N_("The first day."))],
    last: Annotated[
        str,
        typer.Argument(
            metavar=N_("TO"), help=N_("The last day; the first, if left out."), show_default=False
        ),
    ] = "",
    sort: Annotated[
        str,
        typer.Option(
            "--type",
            metavar=N_("SORT"),
            help=N_("事假, 病假, 公差, or any mark that is a leave."),
            show_default=False,
        ),
    ] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why."), show_default=False)
    ] = "",
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar=N_("NAME"), help=N_("Who granted it."), show_default=False)
    ] = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Enter one leave."""
    import msgspec

    from sanhui.attendance.naming import roster_of
    from sanhui.cli.members.saying import leave_called
    from sanhui.cli.plan_file import ledger_of, load_schedule
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import leaves, plans
    from sanhui.ledger.leaves import Leave

    schedule = load_schedule(plan)
    found = schedule.plan
    mark = leave_called(sort.strip(), found.marks, "--type")
    begins = day_in_plan(_("FROM"), first, found)
    ends = day_in_plan(_("TO"), last, found) if last else begins
    who = _member(roster_of(schedule.plan), member, begins, ends)
    leave = Leave(
        body=found.organization,
        member=who.key,
        first=begins,
        last=ends,
        mark=mark.code,
        reason=reason.strip(),
        approved_by=approved_by.strip(),
    )
    path = ledger_of(found, ledger)
    with recording(found, path, "leave add") as change:
        body = plans.enter(change, found.id, found.year, found.organization)
        leaves.record(change, msgspec.structs.replace(leave, body=body), who.name)
    if not as_json:
        terminal.say(_line(leave, who.name, found.marks))
    _affected(schedule, leave, path)
    return write_change(path, change) if as_json else 0


def listing(
    member: Annotated[
        str,
        typer.Option(
            "--member", metavar=N_("MEMBER"), help=N_("Only those of this member."), show_default=False
        ),
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            "--from",
            metavar=N_("DATE"),
            help=N_("Only those that end on this day or later."),
            show_default=False,
        ),
    ] = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print the leaves."""
    import msgspec

    from sanhui.attendance.naming import roster_of
    from sanhui.attendance.recording import check_marks
    from sanhui.cli.members.roster import find_member
    from sanhui.cli.plan_file import ledger_to_read, load_schedule
    from sanhui.ledger import leaves, plans, store

    schedule = load_schedule(plan)
    found = schedule.plan
    with store.read_ledger(ledger_to_read(found, ledger)) as opened:
        every = leaves.read(opened, plans.body_of(opened, found.id, found.organization))
    if member:
        key = find_member(roster_of(schedule.plan), member).key
        every = tuple(leave for leave in every if leave.member == key)
    if since:
        day = day_in_plan("--from", since, found)
        every = tuple(leave for leave in every if leave.last >= day)
    if as_json:
        terminal.write_json([msgspec.to_builtins(leave) for leave in every])
        return 0
    check_marks(found, every)
    for leave in every:
        terminal.write(_line(leave, _name(schedule, leave.member), found.marks))
    if not every:
        terminal.say(_("No leaves."))
    return 0


def cancel(
    member: MemberName,
    first: Annotated[str, typer.Argument(metavar=N_("FROM"), help=N_("The day that it begins."))],
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Take one leave back."""
    from sanhui.attendance.naming import roster_of
    from sanhui.cli.members.roster import find_member
    from sanhui.cli.plan_file import ledger_of, load_schedule
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import leaves, plans

    schedule = load_schedule(plan)
    found = schedule.plan
    who = find_member(roster_of(schedule.plan), member)
    day = day_in_plan(_("FROM"), first, found)
    path = ledger_of(found, ledger)
    with recording(found, path, "leave cancel") as change:
        body = plans.enter(change, found.id, found.year, found.organization)
        leaves.cancel(change, body, who.key, day, who.name)
    if as_json:
        return write_change(path, change)
    terminal.say(_("cancelled: the leave of {name} from {date}").format(name=who.name, date=day))
    return 0


# -- what they share ---------------------------------------------------------------------------------------


def _member(roster: Roster, said: str, first: dt.date, last: dt.date) -> Member:
    """The member who is meant, who belongs on one of the days at least; raises InputError."""
    from sanhui.attendance.naming import find, only
    from sanhui.cli.members.roster import find_member
    from sanhui.roster.matching import Matcher

    here = {each.key: each for day in (first, last) for each in roster.on(day)}
    found = Matcher(here.values()).find(said.strip(), id_=said.strip())
    if found:
        return only(found, said)
    member = find_member(roster, said)
    find(member.key, (), roster, first)  # says why not
    return member


def _name(schedule: Schedule, key: str) -> str:
    member = schedule.plan.roster.member(key) if schedule.plan.roster else None
    return member.name if member else key


def _line(leave: Leave, name: str, marks: Mapping[str, Mark]) -> str:
    """张三 事假: 2026-03-09 to 2026-03-13 (5 days), 出差, granted by 甲同志."""
    days = (leave.last - leave.first).days + 1
    many = (
        _("{name}, {mark}: {first} to {last} ({n} days)")
        if days > 1
        else _("{name}, {mark}: {first} (1 day)")
    )
    text = many.format(
        name=name, mark=marks[leave.mark].name(language()), first=leave.first, last=leave.last, n=days
    )
    if leave.reason:
        text = _("{text}, {more}").format(text=text, more=leave.reason)
    if leave.approved_by:
        text = _("{text}, granted by {name}").format(text=text, name=leave.approved_by)
    return terminal.harmless(text)


def _affected(schedule: Schedule, leave: Leave, ledger: Path) -> None:
    """Say which sessions it concerns: those to come, and those that were recorded otherwise already."""
    from sanhui.attendance.due import due
    from sanhui.ledger import marks, store
    from sanhui.schedule.model import Status

    plan = schedule.plan
    with store.read_ledger(ledger) as opened:
        known = {row.session: row for row in marks.read(opened, plan.id) if row.member == leave.member}
    today = clock.now(plan.timezone).date()
    concerned = [
        session
        for session in schedule.sessions
        if session.date
        and leave.covers(session.date)
        and session.status is not Status.CANCELLED
        and any(person.key == leave.member for person in due(schedule, session))
    ]
    later = [
        session.id
        for session in concerned
        if session.id not in known and session.date and session.date >= today
    ]
    if later:
        terminal.say(_("It concerns {sessions}.").format(sessions=_(", ").join(later)))
    for session in concerned:
        row = known.get(session.id)
        if row is not None and row.mark != leave.mark:
            said = _("{session} is recorded with {name} as {mark}; to correct it: {command}")
            mark = plan.marks.get(row.mark)
            command = f"sanhui attend {session.id} --keep --leave {row.name}:{plan.marks[leave.mark].name(language())}"
            terminal.insist(
                said.format(
                    session=session.id,
                    name=row.name,
                    mark=mark.name(language()) if mark else row.mark,
                    command=command,
                )
            )
