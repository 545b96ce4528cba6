"""`sanhui export xlsx` and `html`: what an office prints, hangs up and files."""

from __future__ import annotations

from typing import Annotated

import typer

from sanhui.cli.export import exit_code, write_out
from sanhui.cli.options import Out, PlanFile
from sanhui.i18n import N_, _

XLSX = N_(
    "Write the year as a workbook (.xlsx): the plan's table, and a wall calendar of twelve months.\n\n"
    "  sanhui export xlsx\n"
    "  sanhui export xlsx --sheet wall -o wall.xlsx"
)

HTML = N_(
    "Write the year as one page (.html) for a browser: twelve months, and the sessions with filters.\n\n"
    "The page needs no network and no other file, and is read without scripts as well. --public leaves out who speaks, "
    "chairs and is due, and the notes."
)

_USUAL = ("plan", "wall")


def xlsx(
    plan: PlanFile = None,
    out: Out = None,
    sheets: Annotated[
        list[str] | None,
        typer.Option(
            "--sheet",
            metavar=N_("SHEET"),
            help=N_("Only this sheet: plan or wall; may be repeated."),
            show_default=False,
        ),
    ] = None,
) -> int:
    """Write a workbook."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.xlsx import Material, workbook

    wanted = _sheets(sheets)
    schedule = load_schedule(plan)
    write_out(schedule, workbook(Material(schedule), wanted), out, "xlsx")
    return exit_code(schedule)


def _sheets(said: list[str] | None) -> tuple[str, ...]:
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.publish.xlsx import SHEETS

    problems = [
        Problem(_("there is no such sheet"), did_you_mean(name, SHEETS), key="--sheet", value=name)
        for name in said or []
        if name not in SHEETS
    ]
    if problems:
        raise InputError(*problems)
    return tuple(said or _USUAL)


def html(
    plan: PlanFile = None,
    out: Out = None,
    public: Annotated[
        bool, typer.Option("--public", help=N_("Leave out people and notes, for everybody to see."))
    ] = False,
) -> int:
    """Write a page."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.page import Material, page

    schedule = load_schedule(plan)
    write_out(schedule, page(Material(schedule, public=public)), out, "html")
    return exit_code(schedule)
