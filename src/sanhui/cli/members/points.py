"""`sanhui points`: what members earn by attending and by their duties, and what is given by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_or_today, in_full
from sanhui.cli.filters import days_of
from sanhui.cli.options import Json, LedgerFile, PlanFile, PlanOption, Since, Until
from sanhui.i18n import N_, _, speaking

_Member = Annotated[str, typer.Argument(metavar=N_("MEMBER"), help=N_("A name, an alias or an id."))]


def listing(
    plan: PlanFile = None,
    since: Since = None,
    until: Until = None,
    member: Annotated[
        str,
        typer.Option(
            "--member", metavar=N_("MEMBER"), help=N_("Every entry of this one."), show_default=False
        ),
    ] = "",
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print the ranking, or one account."""
    from sanhui.attendance.naming import roster_of
    from sanhui.attendance.points import accounts as accounts_of
    from sanhui.cli.members.roster import find_member
    from sanhui.cli.plan_file import ledger_to_read, load_schedule, read_record
    from sanhui.ledger import points
    from sanhui.ledger.store import read_ledger
    from sanhui.publish.members.points import account, account_record, standings
    from sanhui.publish.records import VERSION
    from sanhui.rulebook.load import rules_of

    schedule = load_schedule(plan)
    loaded = schedule.plan
    rules = rules_of(loaded)
    first, last = days_of(loaded, since, until)
    record = read_record(loaded, rules, ledger).between(first, last)
    with read_ledger(ledger_to_read(loaded, ledger)) as opened:
        given = [each for each in points.read(opened, loaded.id) if first <= each.day <= last]
    accounts = accounts_of(schedule, rules, record, given, last)
    if member:
        key = find_member(roster_of(loaded), member).key
        accounts = tuple(each for each in accounts if each.member == key)
    if as_json:
        with speaking(loaded.language):
            records = [account_record(each) for each in accounts]
        days = {"from": first.isoformat(), "to": last.isoformat()}
        terminal.write_json({"version": VERSION, "plan": loaded.id, **days, "members": records})
        return 0
    if not rules.settings.points:
        terminal.say(_("No local rulebook has a table of points; only entries by hand count."))
    if member:
        for each in accounts:
            terminal.write_lines(account(each, terminal.room()))
    elif accounts:
        terminal.write_lines(standings(accounts, terminal.room()))
    return 0


def add(
    member: _Member,
    points: Annotated[
        float, typer.Argument(metavar=N_("POINTS"), help=N_("How many; less than nothing takes away."))
    ],
    reason: Annotated[str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("What for; it is kept."))],
    on: Annotated[
        str, typer.Option("--on", metavar=N_("DATE"), help=N_("When; today if left out."), show_default=False)
    ] = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Write an entry down."""
    import math

    from sanhui.attendance.naming import roster_of
    from sanhui.cli.members.roster import find_member
    from sanhui.cli.plan_file import find_plan, ledger_of
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import points as kept
    from sanhui.plan.load import load

    loaded = load(find_plan(plan))
    roster = roster_of(loaded)
    if not reason.strip():
        raise typer.BadParameter(_("say what for"), param_hint="--reason")
    if not math.isfinite(points) or not points:
        raise typer.BadParameter(_("a number other than 0 is wanted here"), param_hint=_("POINTS"))
    found = find_member(roster, member)
    now = clock.now(loaded.timezone)
    day = day_or_today("--on", on, loaded)
    if day > now.date():
        raise typer.BadParameter(_("that day is still to come"), param_hint="--on")
    path = ledger_of(loaded, ledger)
    with recording(loaded, path, "points add", reason) as change:
        number = kept.add(
            change,
            kept.Point(plan=loaded.id, member=found.key, day=day, points=points, reason=reason.strip()),
        )
    if as_json:
        return write_change(path, change)
    text = _("{name}: {points} on {date}, entry {number}: {reason}")
    terminal.say(
        text.format(
            name=found.name, points=f"{points:+g}", date=in_full(day), number=number, reason=reason.strip()
        )
    )
    return 0


def remove(
    member: _Member,
    number: Annotated[int, typer.Argument(metavar="N", help=N_("Its number, as --member shows it."))],
    reason: Annotated[
        str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why; the ledger keeps it."))
    ],
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Take an entry back."""
    from sanhui.attendance.naming import roster_of
    from sanhui.cli.members.roster import find_member
    from sanhui.cli.plan_file import find_plan, ledger_of
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import points
    from sanhui.plan.load import load

    loaded = load(find_plan(plan))
    roster = roster_of(loaded)
    if not reason.strip():
        raise typer.BadParameter(_("say why"), param_hint="--reason")
    found = find_member(roster, member)
    path = ledger_of(loaded, ledger)
    with recording(loaded, path, "points remove", reason) as change:
        if not points.remove(change, loaded.id, found.key, number):
            message = _("{name} has no entry {number} by hand").format(name=found.name, number=number)
            remedy = _("“sanhui points list --member {name}” shows them").format(name=found.name)
            raise InputError(Problem(message, remedy))
    if as_json:
        return write_change(path, change)
    terminal.say(_("{name}: entry {number} taken back").format(name=found.name, number=number))
    return 0
