"""`sanhui holidays`: a year's working days, and notices made into overlay files."""

from __future__ import annotations

from typing import Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.options import Json, Overlays
from sanhui.i18n import N_

HOLIDAYS = N_("Show the days off and the worked weekends of a year, or read a new notice.")
YEAR = N_("Show a year's days off (放假) and worked weekends (补班), with their source.")


def year(
    year: Annotated[
        int | None,
        typer.Argument(
            min=1950,
            max=2099,
            metavar=N_("YEAR"),
            help=N_("The year; this one if left out."),
            show_default=False,
        ),
    ] = None,
    holidays: Overlays = None,
    as_json: Json = False,
) -> int:
    """Print a year's holidays."""
    from sanhui.days.calendar import WorkCalendar
    from sanhui.days.overlay import read_overlay
    from sanhui.publish.holidays import overview, to_dict

    calendar = WorkCalendar([read_overlay(path) for path in holidays or []])
    wanted = clock.now().year if year is None else year
    if as_json:
        terminal.write_json(to_dict(calendar, wanted))
    else:
        terminal.write_lines(overview(calendar, wanted, terminal.room()))
    return 0
