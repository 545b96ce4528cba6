"""Where a publication goes: beside the plan, where `--output` says, or to stdout; and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanhui.cli import terminal
from sanhui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from sanhui.schedule.expand import Schedule


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
    from sanhui.publish.year.agenda import count

    if out is not None and str(out) == "-":
        terminal.write_bytes(data)
        return None
    path = out or schedule.plan.path.with_name(portable(f"{schedule.plan.id}.{suffix}"))
    refuse_target(path, suffix)
    written = write_atomic(path, data)
    text = _("{file} written: {count}") if written else _("{file} is up to date: {count}")
    terminal.say(text.format(file=path, count=told or count(schedule.sessions)))
    return path
