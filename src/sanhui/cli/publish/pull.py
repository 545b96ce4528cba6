"""`sanhui pull` and `sanhui sync`: what people edited in the calendar on the server, or in a file, comes back into the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sanhui.cli import clock, next_steps, terminal
from sanhui.cli.options import Json
from sanhui.cli.publish.calendar_options import FloatingOption, Names
from sanhui.cli.publish.server import (
    Address,
    CaFile,
    CalendarName,
    Connection,
    DryRun,
    Ours,
    PlainHttp,
    PlanAfter,
    Theirs,
    Timeout,
    again,
    chosen,
    connected,
    file_named,
    job_of,
    remarks,
    sent,
    show,
    told_apart,
)
from sanhui.i18n import N_, _, ngettext, speaking
from sanhui.publish.ics.choices import Floating

if TYPE_CHECKING:
    from sanhui.caldav.discovery import Collection
    from sanhui.caldav.pull import Comparison, Wish
    from sanhui.caldav.push import Job
    from sanhui.schedule.expand import Schedule


AddressOrFile = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ADDRESS|FILE"),
        help=N_("The server, account or calendar: https://…; or a calendar file (.ics)."),
        show_default=False,
    ),
]
Previous = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar=N_("FILE"),
        help=N_("The calendar file as it was before people edited it, if the plan has changed since."),
        show_default=False,
    ),
]
TheirsHere = Annotated[
    bool, typer.Option("--theirs", help=N_("Where both differ, the server or the file is right."))
]
Apply = Annotated[bool, typer.Option("--apply", help=N_("Write the differences into the plan."))]


class _Edited(NamedTuple):
    """What the command line says about a file."""

    file: Path
    plan: Path | None
    previous: Path | None
    apply: bool
    theirs: bool
    names: bool
    floating: Floating
    as_json: bool


def pull(
    address: AddressOrFile = None,
    plan: PlanAfter = None,
    calendar: CalendarName = "",
    previous: Previous = None,
    apply: Apply = False,
    theirs: TheirsHere = False,
    names: Names = False,
    floating: FloatingOption = Floating.EVENTS,
    ca_file: CaFile = None,
    plain_http: PlainHttp = False,
    timeout: Timeout = 30,
    as_json: Json = False,
) -> int:
    """Show, or take over, what was edited on the server or in the file."""
    from zoneinfo import ZoneInfo

    from sanhui.caldav.pull import compare
    from sanhui.cli.plan_file import load_schedule

    if (found_file := file_named(address, plan)) is not None:
        if calendar or ca_file or plain_http:
            raise typer.BadParameter(_("--calendar, --ca-file and --plain-http are about servers, not files"))
        edited = _Edited(*found_file, previous, apply, theirs, names, floating, as_json)
        return _pull_file(edited)
    if previous is not None:
        raise typer.BadParameter(
            _("it is about files: a server remembers what was sent to it"), param_hint="--previous"
        )
    url, file = told_apart(address, plan, plain_http=plain_http)
    schedule = load_schedule(file)
    job = job_of(schedule, chosen(False, theirs), names=names, floating=floating)
    zone = ZoneInfo(schedule.plan.timezone)
    connection = Connection(url=url, calendar=calendar, ca_file=ca_file, timeout=timeout)
    with connected(connection, schedule) as (server, found, _work):
        comparison = compare(server, found, job, schedule.plan.id, zone)
    refused = _taken_over(comparison, schedule, job) if apply else {}
    return _shown(comparison, schedule, refused, again(url, file, calendar), apply=apply, as_json=as_json)


def sync(
    address: Address = None,
    plan: PlanAfter = None,
    calendar: CalendarName = "",
    ours: Ours = False,
    theirs: Theirs = False,
    names: Names = False,
    floating: FloatingOption = Floating.EVENTS,
    dry_run: DryRun = False,
    ca_file: CaFile = None,
    plain_http: PlainHttp = False,
    timeout: Timeout = 30,
    as_json: Json = False,
) -> int:
    """Pull, then push."""
    from zoneinfo import ZoneInfo

    from msgspec import structs

    from sanhui.caldav.pull import compare
    from sanhui.caldav.pulled import pulled_lines, pulled_record
    from sanhui.caldav.report import record
    from sanhui.cli.plan_file import load_schedule

    url, file = told_apart(address, plan, plain_http=plain_http)
    choice = chosen(ours, theirs)
    schedule = load_schedule(file)
    job = job_of(schedule, choice, names=names, floating=floating, dry_run=dry_run)
    zone = ZoneInfo(schedule.plan.timezone)
    connection = Connection(url=url, calendar=calendar, ca_file=ca_file, timeout=timeout)
    with connected(connection, schedule) as (server, found, work):
        comparison = None
        refused: dict[str, str] = {}
        if not ours:
            comparison = compare(server, found, job, schedule.plan.id, zone)
            refused = {} if dry_run else _taken_over(comparison, schedule, job)
            if comparison.wishes and not dry_run:
                schedule = load_schedule(file)
                job = job_of(schedule, choice, names=names, floating=floating)
        # What the server is right about and the plan cannot take is no reason to overwrite it.
        report = sent(server, found, job, work)
    if as_json:
        pulled = comparison and pulled_record(comparison, schedule.plan.id, refused, applied=not dry_run)
        with speaking(schedule.plan.language):
            terminal.write_json({"pull": pulled, "push": record(report, schedule.plan.id)})
    else:
        if comparison is not None and comparison.wishes:
            wishes = structs.replace(comparison, open=(), foreign=())
            terminal.write_lines(pulled_lines(wishes, schedule.plan.id, zone, refused, terminal.room()))
        show(report, schedule, as_json=False)
    return remarks(report, again(url, file, calendar)) or int(bool(refused))


def _pull_file(edited: _Edited) -> int:
    """The same with a file."""
    from zoneinfo import ZoneInfo

    from sanhui.caldav.pull_file import compare_file
    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.ics import Options

    schedule = load_schedule(edited.plan)
    comparison = compare_file(
        edited.file,
        edited.previous,
        schedule,
        Options(names=edited.names, floating=edited.floating),
        ZoneInfo(schedule.plan.timezone),
        chosen(False, edited.theirs),
    )
    refused = _taken_over(comparison, schedule, None) if edited.apply else {}
    more = ["--previous", str(edited.previous)] if edited.previous is not None else []
    words = [
        again(str(edited.file), edited.plan, ""),
        *map(next_steps.quoted, more),
        *["--theirs"] * edited.theirs,
    ]
    return _shown(comparison, schedule, refused, " ".join(words), apply=edited.apply, as_json=edited.as_json)


def _shown(
    comparison: Comparison,
    schedule: Schedule,
    refused: dict[str, str],
    target: str,
    *,
    apply: bool,
    as_json: bool,
) -> int:
    """Print what was found, and the exit code; `target` is what stands after the command."""
    from zoneinfo import ZoneInfo

    from sanhui.caldav.decide import Why
    from sanhui.caldav.pulled import pulled_lines, pulled_record

    plan = schedule.plan
    if as_json:
        with speaking(plan.language):
            terminal.write_json(pulled_record(comparison, plan.id, refused, applied=apply))
    else:
        lines = pulled_lines(comparison, plan.id, ZoneInfo(plan.timezone), refused, terminal.room())
        terminal.write_lines(lines)
    if comparison.wishes and not apply:
        terminal.say(_("Nothing was written"))
        next_steps.note(wishes=target)
    elif apply and len(comparison.wishes) > len(refused):
        n = len(comparison.wishes) - len(refused)
        terminal.say(
            ngettext(
                "{n} session was changed in the plan", "{n} sessions were changed in the plan", n
            ).format(n=n)
        )
    if any(step.why in (Why.DELETED, Why.BOTH) for step in comparison.open) and isinstance(
        comparison.calendar, Path
    ):
        terminal.say(
            _(
                "What is missing, or was changed in the plan too, is taken with --theirs: the file is right then"
            )
        )
    if comparison.foreign and isinstance(comparison.calendar, Path):
        terminal.say(_("What is not of this plan is never written; “sanhui add” adds a session"))
    return int(bool(comparison.open or refused or (comparison.wishes and not apply)))


def _taken_over(comparison: Comparison, schedule: Schedule, job: Job | None) -> dict[str, str]:
    """Write the wishes into the plan, one by one; by session, why one cannot be."""
    from sanhui.caldav.pull import taken
    from sanhui.errors import InputError

    refused: dict[str, str] = {}
    for wish in comparison.wishes:
        try:
            _write(wish, schedule, comparison.calendar)
        except InputError as error:
            refused[wish.session] = " ".join(problem.message for problem in error.problems)
        else:
            if job is not None and not isinstance(comparison.calendar, Path):
                taken(job, comparison.calendar, wish)
    return refused


def _write(wish: Wish, schedule: Schedule, calendar: Collection | Path) -> None:
    from sanhui.edit import change

    plan = schedule.plan
    with speaking(plan.language):
        if isinstance(calendar, Path):
            text = _("edited in {file}") if wish.step.theirs else _("missing in {file}")
            reason = text.format(file=calendar.name)
        else:
            reason = _("edited on the server") if wish.step.theirs else _("deleted on the server")
    path, now = Path(plan.path), clock.now(plan.timezone)
    if wish.cancelled:
        change.cancel(path, wish.session, now=now, reason=reason)
    else:
        change.move(path, wish.session, wish.to, now=now, place=wish.place, reason=reason)
