"""`sanhui export` and `sanhui schema`: files for other programs, written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.options import Out, PlanFile
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule


def json(plan: PlanFile = None, out: Out = None) -> int:
    """Write the records of `show --json`."""
    import json

    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.records import to_dict

    schedule = load_schedule(plan)
    text = json.dumps(to_dict(schedule), ensure_ascii=False, indent=2) + "\n"
    write_out(schedule, text.encode(), out, "json")
    return exit_code(schedule)


def csv(plan: PlanFile = None, out: Out = None) -> int:
    """Write the table of `show --csv`."""
    from sanhui.cli.plan_file import load_schedule
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
        terminal.insist(_("warning: {session} has no day and must be settled by hand").format(session=name))
    return int(bool(missing))


def refuse_other(path: Path, data: bytes) -> None:
    """Refuse to replace a file that says something else; raises `InputError`."""
    from sanhui.errors import InputError, Problem

    if path.exists() and (not path.is_file() or path.read_bytes() != data):
        message = _("the file is there already, and says something else")
        raise InputError(
            Problem(message, _("replace it with --force, or write another with -o"), file=str(path))
        )


def write_out(schedule: Schedule, data: bytes, out: Path | None, suffix: str, told: str = "") -> Path | None:
    """Write the data where it was asked for, and say what it is; the path, or None for the standard output."""
    from sanhui.files import portable, refuse_target, write_atomic
    from sanhui.publish.agenda import count

    if out is not None and str(out) == "-":
        terminal.write_bytes(data)
        return None
    path = out or schedule.plan.path.with_name(portable(f"{schedule.plan.id}.{suffix}"))
    refuse_target(path, suffix)
    written = write_atomic(path, data)
    text = _("{file} written: {count}") if written else _("{file} is up to date: {count}")
    terminal.say(text.format(file=path, count=told or count(schedule.sessions)))
    return path
