"""`sanhui import`: a table that exists already becomes a plan, or changes the plan that wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import next_steps, terminal
from sanhui.cli.options import Json, Out
from sanhui.cli.plan.change import DryRun, Reason
from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from sanhui.tables.importing import Imported


def take_over(
    source: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The table: .xlsx or CSV."))],
    out: Out = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=FIRST_YEAR,
            max=LAST_YEAR,
            metavar=N_("YEAR"),
            help=N_("The plan's year, if the table does not say it."),
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar=N_("SHEET"), help=N_("The sheet; without it the first with a header.")
        ),
    ] = None,
    identity: Annotated[
        str | None, typer.Option("--id", metavar=N_("ID"), help=N_("The plan's id, in ASCII."))
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar=N_("TEXT"), help=N_("The plan's title."))
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar=N_("PLAN"),
            help=N_("The plan that wrote this table: take over what was edited, and change nothing else."),
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    reason: Reason = "",
    cancel_missing: Annotated[
        bool,
        typer.Option("--cancel-missing", help=N_("With --into: call off the sessions whose rows are gone.")),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace a file that says something else."))
    ] = False,
    as_json: Json = False,
) -> int:
    """Write the plan and the rejected rows; 1 when something could not be read."""
    from sanhui.cli.output import refuse_other
    from sanhui.files import write_atomic
    from sanhui.tables.importing import import_table, reject_file, report

    new = {"-o": out, "--year": year, "--id": identity, "--title": title, "--force": force}
    if into is not None:
        from sanhui.cli.plan.edited import Asked, take_back

        _refuse_options(new, _("it is for a new plan, not with --into"))
        return take_back(Asked(source, into, sheet, reason, cancel_missing, dry_run, as_json))
    old = {"--dry-run": dry_run, "--reason": reason, "--cancel-missing": cancel_missing}
    _refuse_options(old, _("it needs --into, the plan that wrote the table"))
    imported = import_table(source, year=year, sheet=sheet, id=identity, title=title)
    piped = out is not None and str(out) == "-"
    _one_stream(piped, as_json)
    path = out or Path("plan.toml")
    folder = Path() if piped else path.parent
    files = [] if piped else [(path, imported.text.encode())]
    if imported.rejected:
        files.append((folder / f"{source.name}.rejected.csv", reject_file(imported)))
    for file, data in [] if force else files:
        refuse_other(file, data)
    for file, data in files:
        write_atomic(file, data)
    if piped:
        terminal.write(imported.text)
    if as_json:
        terminal.write_json(
            {"file": str(source), "written": [str(file) for file, _data in files], **report(imported)}
        )
    _tell(imported)
    if "session" in imported.header.columns.values():
        terminal.say(_("this table was written of a plan: --into takes what was edited back into it"))
    next_steps.note(made=None if piped else files[0][0])
    for file, _data in files:
        terminal.say(_("{file} written").format(file=file))
    return 0 if imported.complete else 1


def _refuse_options(options: Mapping[str, object], message: str) -> None:
    """Refuse the first option that was given and has no meaning here."""
    for name, value in options.items():
        if value:
            raise typer.BadParameter(message, param_hint=name)


def _one_stream(piped: bool, as_json: bool) -> None:
    if piped and as_json:
        raise typer.BadParameter(
            _("the plan and JSON cannot both go to the standard output"), param_hint="-o"
        )


def _tell(imported: Imported) -> None:
    """Say how many rows went in, and each thing that could not be read."""
    count = len(imported.entries)
    terminal.say(
        ngettext(
            "{n} row of “{sheet}” is in the plan for {year}",
            "{n} rows of “{sheet}” are in the plan for {year}",
            count,
        ).format(n=count, sheet=imported.sheet, year=imported.year)
    )
    for kind in imported.kinds:
        terminal.say(_("new kind: {kind}; its [[kind]] table stands in the plan").format(kind=kind))
    for entry in imported.entries:
        if entry.doubt:
            text = _("row {row}: {doubt}; the session floats in its month")
            terminal.insist(text.format(row=entry.row, doubt=entry.doubt))
    for row in imported.rejected:
        text = _("Row {row} is not in the plan: {reason}")
        terminal.insist(text.format(row=row.row, reason=row.reason))
    for name in imported.others:
        text = _("the sheet “{name}” has a table too, and is not in the plan: import it with --sheet")
        terminal.say(text.format(name=name))
