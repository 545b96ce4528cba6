"""`sanhui export` and `sanhui schema`: files for other programs, written whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.options import Out, PlanFile
from sanhui.i18n import N_, _
from sanhui.publish.ics.choices import Floating

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule


EXPORT = N_("Write the sessions to a file for calendars, spreadsheets or other programs.")
ICS = N_(
    "Write the sessions as a calendar (.ics) for phones and calendar programs.\n\n"
    "The file stands beside the plan and has its id for a name, unless told otherwise. The same plan gives the same "
    "bytes, and a file that is up to date is not touched."
)
JSON = N_("Write the sessions as JSON, as “sanhui show --json” prints them.")
CSV = N_("Write the sessions as a table (.csv) for a spreadsheet.")
SCHEMA = N_("Print the JSON Schema of plan files, or of rulebooks, for editors that complete and check them.")


def ics(
    plan: PlanFile = None,
    out: Out = None,
    names: Annotated[
        bool,
        typer.Option("--names", help=N_("Name the people who are due; otherwise nobody's name is written.")),
    ] = False,
    floating: Annotated[
        Floating,
        typer.Option(
            "--floating",
            metavar="events|tasks|none",
            help=N_(
                "Sessions without a day: an event on the last day that they may take, a task due by then, or nothing."
            ),
        ),
    ] = Floating.EVENTS,
) -> int:
    """Write a calendar."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.ics import Options, calendar, size_warnings

    stamp = _source_date_epoch()
    schedule = load_schedule(plan)
    data = calendar(schedule, Options(names=names, floating=floating), stamp)
    path = write_out(schedule, data, out, "ics")
    for warning in size_warnings(data):
        terminal.say(_("warning: {message}").format(message=warning))
    if path is not None:
        terminal.say(
            _(
                "  → open it on a phone or in a calendar program to import it; "
                "on a web server it can be subscribed to, and then changes arrive by themselves"
            )
        )
    return exit_code(schedule)


def json(plan: PlanFile = None, out: Out = None) -> int:
    """Write the records of `show --json`."""
    import json

    from sanhui.cli.look import load_schedule
    from sanhui.publish.records import to_dict

    schedule = load_schedule(plan)
    text = json.dumps(to_dict(schedule), ensure_ascii=False, indent=2) + "\n"
    write_out(schedule, text.encode(), out, "json")
    return exit_code(schedule)


def csv(plan: PlanFile = None, out: Out = None) -> int:
    """Write the table of `show --csv`."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.records import to_csv

    schedule = load_schedule(plan)
    # Excel takes a CSV for the system's encoding, GBK in China, unless it begins with a byte order mark.
    write_out(schedule, b"\xef\xbb\xbf" + to_csv(schedule).encode(), out, "csv")
    return exit_code(schedule)


def schema(
    out: Out = None,
    rules: Annotated[
        bool, typer.Option("--rules", help=N_("The schema of rulebook files, instead of plan files."))
    ] = False,
) -> int:
    """Print the JSON Schema of the plan file, or of the rulebook file."""
    from sanhui.files import write_atomic
    from sanhui.plan.schema import schema_text
    from sanhui.rulebook.schema import schema_text as rulebook_schema_text

    text = rulebook_schema_text() if rules else schema_text()
    if out is None or str(out) == "-":
        terminal.write(text)
    elif write_atomic(out, text.encode()):
        terminal.say(_("{file} written").format(file=out))
    else:
        terminal.say(_("{file} is up to date").format(file=out))
    return 0


def exit_code(schedule: Schedule) -> int:
    """1 when a session is missing that somebody must settle by hand."""
    missing = [session.id for session in schedule.sessions if session.unplaceable]
    for name in missing:
        terminal.say(_("warning: {session} has no day and must be settled by hand").format(session=name))
    return int(bool(missing))


def write_out(schedule: Schedule, data: bytes, out: Path | None, suffix: str) -> Path | None:
    """Write the data where it was asked for, and say so; the path, or None for the standard output."""
    from sanhui.files import write_atomic
    from sanhui.publish.agenda import count

    if out is not None and str(out) == "-":
        terminal.write_bytes(data)
        return None
    path = out or schedule.plan.path.with_name(f"{schedule.plan.id}.{suffix}")
    written = write_atomic(path, data)
    text = _("{file} written: {count}") if written else _("{file} is up to date: {count}")
    terminal.say(text.format(file=path, count=count(schedule.sessions)))
    return path


def _source_date_epoch() -> dt.datetime | None:
    """The time that a build system wants everything stamped with (reproducible-builds.org), if it wants one."""
    from sanhui.errors import InputError, Problem

    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    try:
        return dt.datetime.fromtimestamp(int(text), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            Problem(
                _("this is not a number of seconds since 1970"),
                _("correct it, or take it out of the environment"),
                key="SOURCE_DATE_EPOCH",
                value=text,
            )
        ) from error
