"""`sanhui roster import` and `export`: the roster and the tables of others."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanhui.cli import clock, next_steps, terminal
from sanhui.cli.dates import day_of
from sanhui.cli.members.roster import Source, load_roster
from sanhui.cli.options import Json, Out, PlanOption
from sanhui.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanhui.plan.model import Plan
    from sanhui.roster.merging import Merged
    from sanhui.roster.model import Roster


def take_over(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The table."))],
    plan: PlanOption = None,
    since: Annotated[
        dt.date | None,
        typer.Option(
            "--from",
            parser=day_of("--from"),
            metavar=N_("DATE"),
            help=N_("From when what is different holds; today if left out."),
        ),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete", help=N_("The table has everybody: who is not in it left on the day before.")
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show the difference, and write nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Write without asking."))] = False,
    as_json: Json = False,
) -> int:
    """Merge a table into the plan's roster."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.plan.load import load
    from sanhui.roster.merging import merge
    from sanhui.roster.model import Roster
    from sanhui.roster.reading import read_foreign

    loaded = load(find_plan(plan))
    roster = loaded.roster or Roster((), _new_file(loaded))
    table, others = read_foreign(file)
    with speaking(loaded.language if as_json else language()):
        merged = merge(roster, table, since or clock.now(loaded.timezone).date(), complete=complete)
    if not as_json:
        _show(merged, others, complete=complete)
    written = _written(merged, loaded, roster.source, yes=yes, dry_run=dry_run)
    if as_json:
        terminal.write_json(_record(merged, others, roster.source, written=written))
    return int(bool(merged.unclear))


def _written(merged: Merged, loaded: Plan, file: Path, *, yes: bool, dry_run: bool) -> bool:
    """Write the roster if it is to be; whether it was."""
    from sanhui.files import write_atomic
    from sanhui.roster.renewing import renewed

    if not merged.differences:
        terminal.say(_("{file} is up to date").format(file=file))
        next_steps.nothing()
        return False
    data = renewed(file, merged.roster, loaded.language)
    if dry_run or not (yes or _agreed(file)):
        terminal.say(_("nothing was written"))
        next_steps.nothing()
        return False
    write_atomic(file, data)
    terminal.say(_("{file} written").format(file=file))
    next_steps.note(line=f'roster = "{file.name}"' if loaded.roster is None else None)
    return True


def _record(merged: Merged, others: Sequence[str], file: Path, *, written: bool) -> dict[str, Any]:
    from sanhui.publish.members.roster import difference_record

    return {
        "file": str(file),
        "written": written,
        "differences": [difference_record(each) for each in merged.differences],
        "missing": [{"key": each.key, "name": each.name} for each in merged.missing],
        "unclear": [
            {"message": each.message, "file": each.file, "line": each.line, "value": each.value}
            for each in merged.unclear
        ],
        "other_columns": list(others),
    }


def export(source: Source = None, out: Out = None) -> int:
    """Write the roster in the form of the file's name."""
    from sanhui.errors import InputError, Problem
    from sanhui.files import write_atomic
    from sanhui.roster.writing import csv_text, toml_text

    roster, speech = load_roster(source)
    ending = out.suffix.lower() if out is not None else ""
    with speaking(speech):
        if out is None or str(out) == "-":
            terminal.write_bytes(csv_text(roster).removeprefix("\ufeff").encode())
            return 0
        if ending == ".csv":
            data = csv_text(roster).encode()
        elif ending == ".toml":
            data = toml_text(roster).encode()
        elif ending == ".xlsx":
            data = _workbook(roster)
        else:
            message = _("a roster is written as .csv, .xlsx or .toml")
            raise InputError(Problem(message, _("give the file such a name"), key="-o", value=str(out)))
    written = write_atomic(out, data)
    said = _("{file} written") if written else _("{file} is up to date")
    terminal.say(said.format(file=out))
    return 0


def _workbook(roster: Roster) -> bytes:
    from sanhui.publish.xlsx.roster import workbook

    # The same roster gives the same bytes: the time is that of no day in particular.
    return workbook(roster, dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


def _new_file(plan: Plan) -> Path:
    """The file of a plan that has no roster yet; raises `InputError` when there is one by that name."""
    from sanhui.errors import InputError, Problem

    path = plan.path.with_name("roster.csv")
    if path.exists():
        message = _("the file is there, but the plan does not name it as its roster")
        line = f'roster = "{path.name}"'
        remedy = _("put this line into [plan] of the plan: {line}").format(line=line)
        raise InputError(Problem(message, remedy, file=str(path)))
    return path


def _show(merged: Merged, others: tuple[str, ...], *, complete: bool) -> None:
    from sanhui.publish.members.roster import differences
    from sanhui.wording import enumeration

    terminal.write_lines(differences(merged.differences, terminal.room()))
    if others:
        terminal.say(_("these columns are none of a roster's: {columns}").format(columns=enumeration(others)))
    if merged.missing and not complete:
        names = enumeration(each.name for each in merged.missing)
        text = _("{n} members are not in the table, and stay: {names}")
        terminal.say(text.format(n=len(merged.missing), names=names))
    for problem in merged.unclear:
        terminal.insist(_("left alone: {problem}").format(problem=problem))


def _agreed(path: Path) -> bool:
    """Ask whether to write; without a terminal to ask in, somebody must have said --yes."""
    from sanhui.errors import InputError, Problem

    if not sys.stdin.isatty():
        message = _("there is no terminal to ask in, and nothing was written")
        raise InputError(Problem(message, _("look with --dry-run, write with --yes"), file=str(path)))
    sys.stderr.write(_("Write {file}? [y/N] ").format(file=path))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是", "对", "好")
