"""`sanhui pull` and `sanhui sync`: what people edited in the calendar on the server comes back into the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.options import Json
from sanhui.cli.server import (
    Address,
    CaFile,
    CalendarName,
    Connection,
    DryRun,
    FloatingAs,
    Names,
    Ours,
    PlainHttp,
    PlanAfter,
    Theirs,
    Timeout,
    again,
    chosen,
    connected,
    job_of,
    remarks,
    sent,
    show,
    told_apart,
)
from sanhui.i18n import N_, _, speaking
from sanhui.publish.ics.choices import Floating

if TYPE_CHECKING:
    from sanhui.caldav.pull import Comparison, Wish
    from sanhui.caldav.push import Job
    from sanhui.schedule.expand import Schedule

PULL = N_(
    "Compare the calendar on a CalDAV server with the plan: what people moved or called off there.\n\n"
    "It shows the differences; --apply writes them into the plan, as “sanhui move” and “sanhui cancel” do. Titles and texts "
    "are the plan's; what cannot be taken is listed. What was changed on both sides, and what was deleted on the server, is "
    "taken with --theirs only. The exit code is 1 when something is left to be decided."
)
SYNC = N_(
    "Take from the CalDAV server what people edited there, then send what the plan says.\n\n"
    "That is “sanhui pull --apply” and “sanhui push”. What was changed on both sides is shown and left alone, unless --ours "
    "or --theirs says who is right."
)

Apply = Annotated[bool, typer.Option("--apply", help=N_("Write the differences into the plan."))]


def pull(
    address: Address = None,
    plan: PlanAfter = None,
    calendar: CalendarName = "",
    apply: Apply = False,
    theirs: Theirs = False,
    names: Names = False,
    floating: FloatingAs = Floating.EVENTS,
    ca_file: CaFile = None,
    plain_http: PlainHttp = False,
    timeout: Timeout = 30,
    as_json: Json = False,
) -> int:
    """Show, or take over, what was edited on the server."""
    from zoneinfo import ZoneInfo

    from sanhui.caldav.pull import compare
    from sanhui.caldav.pulled import pulled_lines, pulled_record
    from sanhui.cli.look import load_schedule

    url, file = told_apart(address, plan, plain_http=plain_http)
    schedule = load_schedule(file)
    job = job_of(schedule, chosen(False, theirs), names=names, floating=floating)
    zone = ZoneInfo(schedule.plan.timezone)
    connection = Connection(url=url, calendar=calendar, ca_file=ca_file, timeout=timeout)
    with connected(connection, schedule) as (server, found, _work):
        comparison = compare(server, found, job, schedule.plan.id, zone)
    refused = _taken_over(comparison, schedule, job) if apply else {}
    if as_json:
        with speaking(schedule.plan.language):
            terminal.write_json(pulled_record(comparison, schedule.plan.id, refused, applied=apply))
    else:
        terminal.write_lines(pulled_lines(comparison, schedule.plan.id, zone, refused, terminal.room()))
    if comparison.wishes and not apply:
        terminal.say(
            _("Nothing was written\n  → into the plan: sanhui pull {target} --apply").format(
                target=again(url, file, calendar)
            )
        )
    return int(bool(comparison.open or refused or (comparison.wishes and not apply)))


def sync(
    address: Address = None,
    plan: PlanAfter = None,
    calendar: CalendarName = "",
    ours: Ours = False,
    theirs: Theirs = False,
    names: Names = False,
    floating: FloatingAs = Floating.EVENTS,
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
    from sanhui.cli.look import load_schedule

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


def _taken_over(comparison: Comparison, schedule: Schedule, job: Job) -> dict[str, str]:
    """Write the wishes into the plan, one by one; by session, why one cannot be."""
    from sanhui.caldav.pull import taken
    from sanhui.errors import InputError

    refused: dict[str, str] = {}
    for wish in comparison.wishes:
        try:
            _write(wish, schedule)
        except InputError as error:
            refused[wish.session] = " ".join(problem.message for problem in error.problems)
        else:
            taken(job, comparison.collection, wish)
    return refused


def _write(wish: Wish, schedule: Schedule) -> None:
    from sanhui.edit import change

    plan = schedule.plan
    with speaking(plan.language):
        reason = _("edited on the server") if wish.step.theirs else _("deleted on the server")
    path, now = Path(plan.path), clock.now(plan.timezone)
    if wish.cancelled:
        change.cancel(path, wish.session, now=now, reason=reason)
    else:
        change.move(path, wish.session, wish.to, now=now, place=wish.place, reason=reason)
