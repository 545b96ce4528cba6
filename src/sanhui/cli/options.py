"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanhui.i18n import N_

PlanFile = Annotated[
    Path | None,
    typer.Argument(
        metavar=N_("PLAN"),
        help=N_("The plan's file or folder; without it the plan in this folder or above."),
        show_default=False,
    ),
]
PlanOption = Annotated[
    Path | None,
    typer.Option("--plan", metavar=N_("PLAN"), help=N_("The plan's file or folder."), show_default=False),
]
SessionName = Annotated[
    str,
    typer.Argument(
        metavar=N_("SESSION"),
        help=N_("Its date, or activity@date, or its name: activity/slot, as on the right of “sanhui show”."),
    ),
]
Place = Annotated[
    str,
    typer.Option("--place", metavar=N_("TEXT"), help=N_("The place, if it is another."), show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help=N_("Print JSON for other programs."))]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar=N_("FILE"),
        help=N_("The ledger; without it ledger.db beside the plan."),
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar=N_("FILE"), help=N_("Where to write; “-” is the standard output.")
    ),
]
OutOrScreen = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Where to write; the standard output if left out."),
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=N_("DATE"),
        help=N_("As it stood on this day; today if left out."),
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar=N_("DATE"),
        help=N_("The day to judge by, instead of today."),
    ),
]
Overlays = Annotated[
    list[Path] | None,
    typer.Option(
        "--holidays",
        metavar=N_("FILE"),
        help=N_("A file of holidays on top of the official ones; may be repeated."),
        show_default=False,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar=N_("KIND"), help=N_("Only this kind, by name or code; may be repeated.")),
]
Csv = Annotated[bool, typer.Option("--csv", help=N_("Print CSV for a spreadsheet."))]
Since = Annotated[str | None, typer.Option("--from", metavar=N_("DATE"), help=N_("Only from this day on."))]
Until = Annotated[str | None, typer.Option("--to", metavar=N_("DATE"), help=N_("Only up to this day."))]
