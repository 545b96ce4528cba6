"""`sanhui export xlsx`: what an office prints, hangs up and files."""

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
