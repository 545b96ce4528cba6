"""`sanhui init`: a folder with a plan, a roster and a README, from a template and five answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanhui.cli import clock, next_steps, terminal
from sanhui.cli.options import Json
from sanhui.i18n import N_, _, language


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=N_("FOLDER"),
            help=N_("Where; this folder if left out. It is made if it is not there."),
            show_default=False,
        ),
    ] = Path(),
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar=N_("TEMPLATE"), help=N_("The template, by its English or Chinese name.")
        ),
    ] = None,
    organization: Annotated[
        str | None,
        typer.Option("--organization", metavar=N_("TEXT"), help=N_("The body whose plan it is.")),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year", metavar=N_("YEAR"), help=N_("The year; from October on the next one if left out.")
        ),
    ] = None,
    weekday: Annotated[
        str | None,
        typer.Option(
            "--weekday",
            metavar=N_("WEEKDAY"),
            help=N_(
                "The usual weekday; only for minimal and three-meetings, the others have days of their own."
            ),
        ),
    ] = None,
    time: Annotated[
        str | None, typer.Option("--time", metavar=N_("TIME"), help=N_("The usual time of day."))
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar=N_("TEXT"), help=N_("The usual place."))
    ] = None,
    identity: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="ID", help=N_("The plan's id; made from the other answers if left out.")
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=N_("Ask nothing: take the usual answers."))
    ] = False,
    as_json: Json = False,
) -> int:
    """Ask what is not said, write the files, and show the agenda."""
    from sanhui.cli.plan.questions import Given, gather
    from sanhui.plan.load import load
    from sanhui.publish.year.agenda import agenda
    from sanhui.schedule.expand import expand
    from sanhui.start.render import README, plan_names, render
    from sanhui.start.settle import refuse_taken, settle

    refuse_taken(folder, () if yes else (README,))  # before five questions are answered for nothing
    given = Given(template, organization, year, weekday, time, place, identity)
    chosen, answers = gather(given, clock.now().date(), language(), ask=not yes)
    files = render(chosen, answers)
    plans = plan_names(chosen, answers)
    paths = settle(folder, files, lambda fresh: [expand(load(fresh / name)) for name in plans])
    if as_json:
        terminal.write_json({"plan": str(paths[0]), "files": [str(path) for path in paths]})
        return 0
    terminal.write_lines(agenda(expand(load(paths[0])), terminal.room()))
    for path in paths:
        terminal.say(_("{file} written").format(file=path))
    next_steps.note(there=None if folder == Path() else folder, readme=paths[-1].name)
    return 0
