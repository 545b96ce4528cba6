"""`sanhui makeup`: what has to be made up (补课), until when, and that it was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_or_today, in_full
from sanhui.cli.options import Json, LedgerFile, PlanOption, SessionName
from sanhui.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from sanhui.attendance.owed import Owed
    from sanhui.cli.record.desk import Desk
    from sanhui.ledger.marks import Marked
    from sanhui.plan.model import Plan


Members = Annotated[
    list[str], typer.Argument(metavar=N_("MEMBER"), help=N_("The members, by name, alias or id."))
]


def listing(
    member: Annotated[
        str,
        typer.Option(
            "--member", metavar=N_("MEMBER"), help=N_("Only what this member owes."), show_default=False
        ),
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help=N_("Also what was made up."))] = False,
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print what is owed."""
    from sanhui.attendance.owed import owed
    from sanhui.attendance.recording import check_marks
    from sanhui.cli.plan_file import ledger_to_read, load_schedule
    from sanhui.ledger import held, makeups, marks, store
    from sanhui.rulebook.load import rules_of

    schedule = load_schedule(plan)
    found = schedule.plan
    today = clock.now(found.timezone).date()
    with store.read_ledger(ledger_to_read(found, ledger)) as opened, opened.reading():
        rows = marks.read(opened, found.id)
        done = makeups.read(opened, found.id)
        sessions = held.read(opened, found.id)
    check_marks(found, rows)
    items = owed(rows, done, found.marks, rules_of(found).settings.makeup_within, sessions)
    if member:
        items = tuple(item for item in items if member in (item.row.member, item.row.name))
    if not everything:
        items = tuple(item for item in items if item.done is None)
    if as_json:
        with speaking(found.language):
            terminal.write_json([_record(item, found, today) for item in items])
    else:
        titles = {session: record.title for session, record in sessions.items()}
        _print(items, found, titles, today)
    return int(any(item.overdue(today) for item in items))


def record(
    session: SessionName,
    members: Members,
    on: Annotated[
        str, typer.Option("--on", metavar=N_("DATE"), help=N_("When; today if left out."), show_default=False)
    ] = "",
    how: Annotated[
        str,
        typer.Option("--how", metavar=N_("TEXT"), help=N_("How: 自学, 补课班, 谈话 …"), show_default=False),
    ] = "",
    note: Annotated[
        str, typer.Option("--note", metavar=N_("TEXT"), help=N_("Anything to add."), show_default=False)
    ] = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Record make-ups of one session."""
    from sanhui.cli.record.desk import open_desk
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import makeups
    from sanhui.ledger.makeups import MakeUp

    desk = open_desk(session, plan, ledger)
    today = desk.now.date()
    day = day_or_today("--on", on, desk.plan)
    rows = [_row(desk, said) for said in dict.fromkeys(members)]
    _can_be(desk, rows, day, today)
    with recording(desk.plan, desk.ledger, "makeup record") as change:
        for row in rows:
            made = MakeUp(
                plan=desk.plan.id,
                session=desk.session.id,
                member=row.member,
                done_on=day,
                how=how.strip(),
                note=note.strip(),
            )
            makeups.record(change, made, row.name)
    if as_json:
        return write_change(desk.ledger, change)
    within = desk.rules.settings.makeup_within
    for row in rows:
        said = _("made up: {session}, {name}, {date}").format(
            session=desk.session.id, name=row.name, date=in_full(day)
        )
        until = row.day + dt.timedelta(days=within)
        if day > until:
            said = _("{text} (late: it was due by {date})").format(text=said, date=in_full(until))
        terminal.say(said)
    return 0


def undo(
    session: SessionName,
    members: Members,
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Take make-ups of one session back."""
    from sanhui.cli.record.desk import open_desk
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import makeups

    desk = open_desk(session, plan, ledger)
    rows = [_row(desk, said) for said in dict.fromkeys(members)]
    with recording(desk.plan, desk.ledger, "makeup undo") as change:
        for row in rows:
            if not makeups.undo(change, desk.plan.id, desk.session.id, row.member):
                message = _("{name} did not make {session} up").format(name=row.name, session=desk.session.id)
                raise InputError(Problem(message, _("“sanhui makeup list --all” lists what was made up")))
    if as_json:
        return write_change(desk.ledger, change)
    for row in rows:
        terminal.say(_("owed again: {session}, {name}").format(session=desk.session.id, name=row.name))
    return 0


def _row(desk: Desk, said: str) -> Marked:
    """The mark of the member who is meant; raises InputError."""
    from sanhui.attendance.naming import only
    from sanhui.errors import InputError, Problem
    from sanhui.roster.matching import Matcher

    of_key = [row for row in desk.rows.values() if said.strip() in (row.member, row.name)]
    if len(of_key) != 1 and desk.plan.roster is not None:
        members = Matcher(desk.plan.roster.members).find(said.strip(), id_=said.strip())
        if members:
            key = only([each for each in members if each.key in desk.rows] or members, said).key
            of_key = [row for row in desk.rows.values() if row.member == key]
    if len(of_key) == 1:
        return of_key[0]
    message = _("nobody of this name is recorded for {session}").format(session=desk.session.id)
    remedy = _("record the session first: sanhui attend {session} …").format(session=desk.session.id)
    raise InputError(Problem(message, "" if desk.rows else remedy, value=said))


def _can_be(desk: Desk, rows: list[Marked], day: dt.date, today: dt.date) -> None:
    """See that there is something to make up, and that the day can be; raises InputError."""
    from sanhui.errors import InputError, Problem

    problems = []
    for row in rows:
        mark = desk.plan.marks[row.mark]
        if not mark.owes:
            message = _("{name} has nothing to make up: {mark}").format(
                name=row.name, mark=mark.name(language())
            )
            problems.append(Problem(message, value=desk.session.id))
    if day > today:
        message = _("{date} is still to come; what is done was done today or before").format(
            date=in_full(day)
        )
        problems.append(Problem(message, key="--on", value=day.isoformat()))
    elif day < desk.as_held.day:
        message = _("that is before the session itself, {date}").format(date=in_full(desk.as_held.day))
        problems.append(Problem(message, key="--on", value=day.isoformat()))
    if problems:
        raise InputError(*problems)


def _print(items: tuple[Owed, ...], plan: Plan, titles: dict[str, str], today: dt.date) -> None:
    from sanhui.publish.cleaning import one_line
    from sanhui.publish.terminal.columns import Cell, table

    if not items:
        terminal.say(_("Nothing is owed."))
        return
    rows: list[list[Cell]] = []
    for item in items:
        style = "bold red" if item.overdue(today) else "green" if item.done else ""
        rows.append(
            [
                [(one_line(item.row.name), "")],
                [(plan.marks[item.row.mark].name(language()), "")],
                [(item.row.session, ""), (one_line(titles.get(item.row.session, "")), "dim")],
                [(item.until.isoformat(), "")],
                [(_state(item, today), style)],
            ]
        )
    heads = [_("Name"), _("Mark"), _("Session"), _("Until"), _("State")]
    terminal.write_lines(table(heads, rows, terminal.room(), [6, 6, 16, 10, 10]))


def _state(item: Owed, today: dt.date) -> str:
    if item.done is not None:
        text = _("made up late, {date}") if item.late else _("made up {date}")
        said = text.format(date=item.done.done_on)
        return _("{text} ({note})").format(text=said, note=item.done.how) if item.done.how else said
    return _("overdue") if item.overdue(today) else _("owed")


def _record(item: Owed, plan: Plan, today: dt.date) -> dict[str, Any]:
    return {
        "session": item.row.session,
        "day": item.row.day.isoformat(),
        "member": item.row.member,
        "name": item.row.name,
        "mark": item.row.mark,
        "mark_name": plan.marks[item.row.mark].name(language()),
        "until": item.until.isoformat(),
        "overdue": item.overdue(today),
        "done": item.done
        and {
            "on": item.done.done_on.isoformat(),
            "how": item.done.how,
            "note": item.done.note,
            "late": item.late,
        },
    }
