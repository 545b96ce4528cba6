"""`sanhui push` and `sanhui sync`: the plan's calendar on a CalDAV server."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sanhui.cli import next_steps, settings, terminal
from sanhui.cli.options import Json
from sanhui.cli.publish.calendar_options import FloatingOption, Names
from sanhui.i18n import N_, _, speaking
from sanhui.publish.ics.choices import Floating

if TYPE_CHECKING:
    from sanhui.caldav.credentials import Credentials
    from sanhui.caldav.decide import Choice
    from sanhui.caldav.discovery import Collection
    from sanhui.caldav.push import Job, Report
    from sanhui.caldav.transport import Server
    from sanhui.cli.progress import Working
    from sanhui.schedule.expand import Schedule

_CALENDARS = (".ics", ".ical")

Address = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ADDRESS"),
        help=N_("The server, account or calendar: https://…"),
        show_default=False,
    ),
]
PlanAfter = Annotated[
    Path | None,
    typer.Argument(
        metavar=N_("PLAN"),
        help=N_("The plan's file or folder; without it the plan in this folder or above."),
        show_default=False,
    ),
]
CalendarName = Annotated[
    str,
    typer.Option(
        "--calendar",
        metavar=N_("CALENDAR"),
        help=N_("An existing calendar of the account, by its name or the last part of its address."),
        show_default=False,
    ),
]
Ours = Annotated[bool, typer.Option("--ours", help=N_("Where both differ, the plan is right."))]
Theirs = Annotated[bool, typer.Option("--theirs", help=N_("Where both differ, the server is right."))]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=N_("Only show what would change; nothing is written."))
]
CaFile = Annotated[
    Path | None,
    typer.Option(
        "--ca-file",
        metavar=N_("FILE"),
        help=N_("Certificates of further authorities to trust (PEM)."),
        show_default=False,
    ),
]
PlainHttp = Annotated[
    bool, typer.Option("--plain-http", help=N_("Allow http without encryption, in a network of your own."))
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", min=0.1, max=600, metavar="N", help=N_("How many seconds to wait for an answer.")
    ),
]


class Connection(NamedTuple):
    """What the options say about the server."""

    url: str
    calendar: str
    ca_file: Path | None
    timeout: float


def push(
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
    """Send the plan's sessions."""
    from sanhui.cli.plan_file import load_schedule

    url, file = told_apart(address, plan, plain_http=plain_http)
    choice = chosen(ours, theirs)
    schedule = load_schedule(file)
    job = job_of(schedule, choice, names=names, floating=floating, dry_run=dry_run)
    connection = Connection(url=url, calendar=calendar, ca_file=ca_file, timeout=timeout)
    with connected(connection, schedule) as (server, found, work):
        report = sent(server, found, job, work)
    show(report, schedule, as_json=as_json)
    return remarks(report, again(url, file, calendar))


def file_named(address: str | None, plan: Path | None) -> tuple[Path, Path | None] | None:
    """A calendar file and the plan, in whichever order they were typed; None where there is no calendar file."""
    words = [Path(text) for text in (address, plan) if text]
    if any(word.parts[0] in ("https:", "http:") for word in words if word.parts):
        return None
    files = [word for word in words if word.suffix.lower() in _CALENDARS]
    if not files:
        return None
    if len(files) > 1:
        raise typer.BadParameter(_("one calendar and one plan, please"), param_hint=_("FILE"))
    return files[0], next((word for word in words if word not in files), None)


def told_apart(address: str | None, plan: Path | None, *, plain_http: bool) -> tuple[str, Path | None]:
    """The server's address and the plan, in whichever order they were typed; the address may be in the environment."""
    from sanhui.caldav.address import address as checked
    from sanhui.caldav.address import looks_like_address

    second = plan.as_posix() if plan is not None else ""
    words = [text for text in (address, second) if text]
    # As a path https://… has lost a slash.
    addresses = [text for text in words if looks_like_address(text) or text.startswith(("https:/", "http:/"))]
    files = [Path(text) for text in words if text not in addresses]
    url = (
        address if address in addresses else addresses[0] if addresses else settings.value("caldav_url").text
    )
    if url == second:
        url = url.replace(":/", "://", 1)
    if not url:
        raise typer.BadParameter(
            _("the address of the server is missing, such as {example}").format(
                example="https://cloud.example.org/remote.php/dav/"
            ),
            param_hint=_("ADDRESS"),
        )
    if len(files) > 1 or len(addresses) > 1:
        raise typer.BadParameter(_("one address and one plan, please"), param_hint=_("ADDRESS"))
    return checked(url, plain_http=plain_http), files[0] if files else None


def chosen(ours: bool, theirs: bool) -> Choice:
    """Whose version holds where the two disagree."""
    from sanhui.caldav.decide import Choice

    if ours and theirs:
        raise typer.BadParameter(_("choose one of {one} and {other}").format(one="--ours", other="--theirs"))
    return Choice.OURS if ours else Choice.THEIRS if theirs else Choice.ASK


def job_of(
    schedule: Schedule, choice: Choice, *, names: bool, floating: Floating, dry_run: bool = False
) -> Job:
    """What is to be sent of a schedule."""
    from sanhui.caldav.memory import beside
    from sanhui.caldav.push import Job
    from sanhui.caldav.resource import ours
    from sanhui.publish.ics import Options
    from sanhui.publish.ics.identity import suffix
    from sanhui.publish.ics.writer import publication

    plan = schedule.plan
    return Job(
        wanted=ours(publication([schedule], Options(names=names, floating=floating))),
        suffix=suffix(plan.id),
        memory=beside(plan.path, plan.id),
        choice=choice,
        title=plan.title,
        description=plan.organization,
        dry_run=dry_run,
    )


@contextlib.contextmanager
def connected(connection: Connection, schedule: Schedule) -> Iterator[tuple[Server, Collection, Working]]:
    """The server, and the plan's calendar on it, which may not exist yet."""
    from urllib.parse import urlsplit

    from sanhui.caldav.address import path_of
    from sanhui.caldav.credentials import USER, known
    from sanhui.caldav.discovery import find
    from sanhui.caldav.transport import Server
    from sanhui.cli.progress import working

    host = urlsplit(connection.url).hostname or path_of(connection.url)
    credentials = known(host, os.environ | {USER: settings.value("caldav_user").text})
    if credentials is None and sys.stdin.isatty() and sys.stderr.isatty():
        credentials = ask(host)
    with working(host) as work:
        server = Server(
            connection.url,
            credentials,
            ca_file=connection.ca_file,
            timeout=connection.timeout,
            tell=work.say,
        )
        with server:
            yield server, find(server, connection.calendar, schedule.plan.id), work


def ask(host: str) -> Credentials | None:
    """Ask the person at the terminal; the password is not shown."""
    import getpass

    from sanhui.caldav.credentials import Credentials

    user = settings.value("caldav_user").text or typer.prompt(
        _("User name on {host}").format(host=host), err=True
    )
    text = _("Password of {user} on {host} (nothing is shown): ")
    sys.stderr.write("")  # no line that tells of waiting while somebody types
    return Credentials(user, getpass.getpass(text.format(user=user, host=host)))


def sent(server: Server, collection: Collection, job: Job, work: Working) -> Report:
    """The push itself."""
    from sanhui.caldav import push as sending

    return sending.push(server, collection, job, work.progress)


def show(report: Report, schedule: Schedule, *, as_json: bool) -> None:
    """Print what was done."""
    from zoneinfo import ZoneInfo

    from sanhui.caldav.report import record, report_lines

    plan = schedule.plan
    if as_json:
        with speaking(plan.language):
            terminal.write_json(record(report, plan.id))
    else:
        terminal.write_lines(report_lines(report, plan.id, ZoneInfo(plan.timezone), terminal.room()))


def remarks(report: Report, target: str) -> int:
    """Say what else is to be said, and the exit code: 3 when something failed, 1 with conflicts."""
    from sanhui.caldav.decide import Action
    from sanhui.caldav.report import advice, title

    if report.made and not report.dry_run:
        terminal.say(_("A new calendar was made: {calendar}").format(calendar=title(report.collection)))
    if report.left_out:
        text = _(
            "warning: this calendar takes no tasks, so {n} sessions without a day are missing; --floating events"
        )
        terminal.insist(text.format(n=len(report.left_out)))
    errors = [report.stopped] if report.stopped else [each.error for each in report.failed]
    for error in {each.status: each for each in errors}.values():  # of a kind, one is enough
        terminal.insist(_("sanhui: {message}").format(message=str(error)))
    if text := advice(report, target):
        terminal.say(text)
    if not report.remembered:
        terminal.insist(
            _(
                "warning: beside the plan nothing can be written, so the next push knows less about what was edited"
            )
        )
    if report.dry_run:
        terminal.say(_("Nothing was written: --dry-run"))
    if report.failed or report.stopped is not None:
        return 3
    return int(bool(report.steps(Action.CONFLICT)))


def again(url: str, plan: Path | None, calendar: str) -> str:
    """The words after the command, to run it again."""
    words = [url, *([str(plan)] if plan else []), *(["--calendar", calendar] if calendar else [])]
    return next_steps.quoted(*words)
