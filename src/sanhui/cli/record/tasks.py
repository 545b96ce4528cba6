"""`sanhui task`: what is to be done, by when and by whom, and recording that it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_or_today, in_full, misread
from sanhui.cli.options import Json, LedgerFile, PlanFile, PlanOption, Today
from sanhui.cli.plan_file import ledger_of, ledger_to_read
from sanhui.cli.record.todo import check_lists, find_task, item_of, items, people, strays
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule


def listing(
    plan: PlanFile = None,
    due: Annotated[
        str | None,
        typer.Option(
            "--due", metavar=N_("DAYS"), help=N_("Only what is due within so many days, or overdue.")
        ),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=N_("Only what is overdue."))] = False,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar=N_("NAME"), help=N_("Only those of this role or member."))
    ] = None,
    lists: Annotated[
        list[str] | None,
        typer.Option("--list", metavar=N_("LIST"), help=N_("This list, by quarter; may be repeated.")),
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar=N_("SESSION"), help=N_("Only those of this session."))
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("Also what is done."))] = False,
    today: Today = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print the tasks, all or some."""
    from sanhui.edit.find import find_session
    from sanhui.publish.record import worklist
    from sanhui.publish.records import VERSION

    schedule = _schedule(plan)
    now = clock.now(schedule.plan.timezone)
    limit = _days(due)
    found = items(schedule, ledger, day_or_today("--today", today, schedule.plan))
    if lists:
        check_lists(schedule, lists)
        found = [item for item in found if item.task.list in lists]
    if session is not None:
        with misread("--session"):
            wanted = find_session(schedule, session, now).id
        found = [item for item in found if item.task.session == wanted]
    if owner is not None:
        found = [item for item in found if owner in people(schedule.plan, item.task)]
    if overdue:
        limit = -1
    if limit is not None:
        found = [item for item in found if item.days is not None and item.days <= limit]
    if overdue or limit is not None or not (everything or lists):
        found = [item for item in found if everything or item.state.done is None]
    if as_json:
        with speaking(schedule.plan.language):
            records = [worklist.item_record(item, schedule.plan) for item in found]
        terminal.write_json({"version": VERSION, "plan": schedule.plan.id, "tasks": records})
    elif lists:
        terminal.write_lines(worklist.lists(found, terminal.room()))
    else:
        terminal.write_lines(worklist.worklist(found, terminal.room()))
        if everything and (gone := strays(schedule, ledger)):
            text = _("In the ledger, and not in the plan any more: {items}")
            terminal.say(text.format(items=", ".join(gone)))
    if not (found or as_json):
        terminal.say(_("No tasks."))
    return int(any(item.task.unplaceable and item.state.done is None for item in found))


def show(
    task: Annotated[
        str, typer.Argument(metavar=N_("TASK"), help=N_("Its id as “sanhui task list” gives it."))
    ],
    plan: PlanFile = None,
    today: Today = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print one task."""
    from sanhui.ledger import store, tasks
    from sanhui.publish.record import worklist

    schedule = _schedule(plan)
    wanted = find_task(schedule, task)
    judged = items(schedule, ledger, day_or_today("--today", today, schedule.plan))
    item = next(each for each in judged if each.task.id == wanted.id)
    with store.read_ledger(ledger_to_read(schedule.plan, ledger)) as opened:
        entries = tasks.history(opened, wanted.id, schedule.plan.id)
    if as_json:
        with speaking(schedule.plan.language):
            record = worklist.item_record(item, schedule.plan)
        terminal.write_json(record | {"history": [worklist.entry_record(entry) for entry in entries]})
    else:
        terminal.write_lines(worklist.details(item, entries, terminal.room()))
    return 0


def done(
    names: Annotated[
        list[str], typer.Argument(metavar=N_("TASK"), help=N_("Their ids as “sanhui task list” gives them."))
    ],
    plan: PlanOption = None,
    on: Annotated[
        str, typer.Option("--on", metavar=N_("DATE"), help=N_("When; today if left out."), show_default=False)
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar=N_("NAME"), help=N_("Who did it; its owner if left out."), show_default=False
        ),
    ] = "",
    note: Annotated[
        str, typer.Option("--note", metavar=N_("TEXT"), help=N_("Anything to add."), show_default=False)
    ] = "",
    numbers: Annotated[
        list[int] | None,
        typer.Option(
            "--item", metavar="N", help=N_("Only this item of its checklist, by number; may be repeated.")
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Record that tasks, or items of one, were done."""
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import tasks

    schedule = _schedule(plan)
    wanted = list({found.id: found for found in (find_task(schedule, name) for name in names)}.values())
    if numbers and len(wanted) > 1:
        raise typer.BadParameter(_("name a single task with it"), param_hint="--item")
    texts = [item_of(wanted[0], number) for number in dict.fromkeys(numbers or [])]
    day = day_or_today("--on", on, schedule.plan)
    path = ledger_of(schedule.plan, ledger)
    with recording(schedule.plan, path, "task done") as change:
        for task in wanted:
            who = by or task.owner
            for text in texts:
                tasks.tick(change, task.id, schedule.plan.id, text, on=day, by=who, note=note)
            if not texts:
                tasks.done(change, task.id, schedule.plan.id, on=day, by=who, note=note)
    if as_json:
        return write_change(path, change)
    for task in wanted:
        said = _("{session}: {title}").format(session=task.id, title=task.title)
        for text in texts or [""]:
            what = _("{task} – {item}").format(task=said, item=text) if text else said
            _say(_("done: {what}, {date}, by {who}"), what=what, date=in_full(day), who=by or task.owner)
    return 0


def reopen(
    task: Annotated[
        str, typer.Argument(metavar=N_("TASK"), help=N_("Its id as “sanhui task list” gives it."))
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why; the ledger keeps it."))
    ],
    plan: PlanFile = None,
    number: Annotated[
        int | None,
        typer.Option(
            "--item", metavar="N", help=N_("Only this item of its checklist, by number."), show_default=False
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Take back that a task, or an item of it, was done."""
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import tasks

    schedule = _schedule(plan)
    found = find_task(schedule, task)
    if not reason.strip():
        raise typer.BadParameter(_("say why"), param_hint="--reason")
    path = ledger_of(schedule.plan, ledger)
    with recording(schedule.plan, path, "task reopen", reason) as change:
        if number is None:
            tasks.reopen(change, found.id, schedule.plan.id)
        else:
            tasks.untick(change, found.id, schedule.plan.id, item_of(found, number))
    if as_json:
        return write_change(path, change)
    said = _("{session}: {title}").format(session=found.id, title=found.title)
    if number is not None:
        said = _("{task} – {item}").format(task=said, item=item_of(found, number))
    _say(_("open again: {what}"), what=said)
    return 0


# -- what they share ---------------------------------------------------------------------------------------


def _schedule(given: Path | None) -> Schedule:
    from sanhui.cli.plan_file import load_schedule

    return load_schedule(given)


def _days(said: str | None) -> int | None:
    """How many days: 14天, 2周, 14."""
    from sanhui.when import parse_days

    if said is None:
        return None
    if said.strip().isdecimal():
        return int(said)
    with misread("--due"):
        return parse_days(said)


def _say(text: str, **values: str) -> None:
    terminal.say(text.format(**values))
