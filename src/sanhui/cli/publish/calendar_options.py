"""What may be asked of `sanhui export ics`: its arguments and options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanhui.i18n import N_
from sanhui.publish.ics.choices import Floating, Foreign, Style, Tasks

PlanFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar=N_("PLAN"),
        help=N_(
            "The plan's file or folder; without it the plan in this folder or above. Several make one calendar."
        ),
        show_default=False,
    ),
]
For = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar=N_("WHAT"),
        help=N_(
            "subscription, for a file on a web server: what is cancelled is left out; or a program, to choose what suits it "
            "and say what it loses: google, outlook, apple, android, nextcloud, thunderbird, khal, radicale. May be repeated."
        ),
        show_default=False,
    ),
]
StyleOption = Annotated[
    Style,
    typer.Option(
        "--style",
        metavar="events|series",
        help=N_(
            "Each session an event of its own, or an activity a recurring event where its rule can be said so."
        ),
    ),
]
Split = Annotated[
    Path | None,
    typer.Option(
        "--split",
        metavar=N_("FOLDER"),
        help=N_(
            "Write a file for every session into this folder; those of sessions that are gone are removed."
        ),
        show_default=False,
    ),
]
Groups = Annotated[
    list[str] | None,
    typer.Option(
        "--group", metavar=N_("GROUP"), help=N_("Only the sessions of this party group; may be repeated.")
    ),
]
Members = Annotated[
    list[str] | None,
    typer.Option(
        "--member",
        metavar=N_("MEMBER"),
        help=N_("Only the sessions at which this member is due, observes or has a duty; may be repeated."),
    ),
]
TasksOption = Annotated[
    Tasks,
    typer.Option(
        "--tasks",
        metavar="vtodo|events|none",
        help=N_("The plan's tasks: as tasks, which many phones do not show, as whole days, or left out."),
    ),
]
Progress = Annotated[
    bool, typer.Option("--progress", help=N_("Say of each task how far it is, by the ledger."))
]
Holidays = Annotated[
    bool, typer.Option("--holidays", help=N_("Add the year's days off (休) and worked weekends (班)."))
]
FloatingOption = Annotated[
    Floating,
    typer.Option(
        "--floating",
        metavar="events|tasks|none",
        help=N_(
            "Sessions without a day: an event on the last day that they may take, a task due by then, or nothing."
        ),
    ),
]
Names = Annotated[
    bool,
    typer.Option("--names", help=N_("Name the people who are due; otherwise nobody's name is written.")),
]
Alarms = Annotated[
    list[str] | None,
    typer.Option(
        "--alarm",
        metavar=N_("LEAD"),
        help=N_(
            "Remind so long before, such as 1天 or 30分钟, instead of as the plan says; or none. May be repeated."
        ),
        show_default=False,
    ),
]
Title = Annotated[
    str | None,
    typer.Option(
        "--title",
        metavar=N_("TEXT"),
        help=N_("The calendar's name, if not the plan's title."),
        show_default=False,
    ),
]

Previous = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar=N_("FILE"),
        help=N_(
            "The calendar that was published last, if it is not the file that is written: "
            "what people hold is updated, nothing is doubled."
        ),
        show_default=False,
    ),
]
ForeignOption = Annotated[
    Foreign,
    typer.Option(
        "--foreign",
        metavar="refuse|keep",
        help=N_("Events in the file that are not of the plan: write nothing, or keep them as they are."),
    ),
]
