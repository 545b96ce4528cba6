"""`sanhui holidays`: a year's working days, and notices made into overlay files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, next_steps, terminal
from sanhui.cli.options import Json, Out, Overlays
from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.days.arrangement import Arrangement


def year(
    year: Annotated[
        int | None,
        typer.Argument(
            min=FIRST_YEAR,
            max=LAST_YEAR,
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
    from sanhui.publish.year.holidays import overview, to_dict

    calendar = WorkCalendar([read_overlay(path) for path in holidays or []])
    wanted = clock.now().year if year is None else year
    if as_json:
        terminal.write_json(to_dict(calendar, wanted))
    else:
        terminal.write_lines(overview(calendar, wanted, terminal.room()))
    return 0


def take_over(
    source: Annotated[
        Path, typer.Argument(metavar=N_("FILE"), help=N_("The notice's file; “-” reads the standard input."))
    ],
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=FIRST_YEAR,
            max=LAST_YEAR,
            metavar=N_("YEAR"),
            help=N_("The notice's year, if it is not in the text."),
        ),
    ] = None,
    out: Out = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace a file that says something else."))
    ] = False,
) -> int:
    """Turn a notice into an overlay file."""
    from sanhui.cli.output import refuse_other
    from sanhui.days.calendar import WorkCalendar
    from sanhui.days.overlay import day_by_day, overlay_text
    from sanhui.files import write_atomic
    from sanhui.publish.year.holidays import holiday_table

    arrangement = _arrangement(source, year)
    text = overlay_text(arrangement)
    if out is not None and str(out) == "-":
        terminal.write(text)
        _doubts(arrangement)
        return 0
    path = out or Path(f"holidays-{arrangement.year}.toml")
    if not force:
        refuse_other(path, text.encode())
    written = write_atomic(path, text.encode())
    calendar = WorkCalendar([day_by_day(arrangement, path.name)])
    terminal.write_lines(holiday_table(calendar, arrangement.year, terminal.room()))
    _doubts(arrangement)
    said = _("{file} written") if written else _("{file} is up to date")
    terminal.say(said.format(file=path))
    next_steps.note(line=f"holidays = [{_quoted(path.name)}]")
    return 0


def _arrangement(source: Path, year: int | None) -> Arrangement:
    """Read the notice, whichever form it has; raises InputError with everything that is wrong with it."""
    from sanhui.days.holiday_cn import read_json
    from sanhui.days.notice import read_notice
    from sanhui.errors import InputError, Problem
    from sanhui.files import read_text

    piped = str(source) == "-"
    text = _standard_input() if piped else read_text(source, gb18030=True)
    if not text.lstrip().startswith("{"):
        return read_notice(text, year=year, file=_("standard input") if piped else str(source))
    if piped:
        problem = Problem(_("JSON is read from files only"), _("save it, and name the file"))
        raise InputError(problem)
    found = read_json(source)
    if year not in (None, found.year):
        message = _("the file is for {found}, not for {year}").format(found=found.year, year=year)
        raise InputError(Problem(message, _("leave out --year, or take the other file"), file=str(source)))
    return found


def _standard_input() -> str:
    """The text that is piped or typed in, UTF-8 or GB18030 whatever the locale says."""
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _doubts(arrangement: Arrangement) -> None:
    """Say what the arrangement does not cover: then it is no whole notice, and the year stays provisional."""
    from sanhui.days import festivals
    from sanhui.i18n import language
    from sanhui.wording import enumeration, short_date

    missing = [
        f"{short_date(day)} ({festivals.name(festival, language())})"
        for day, festival in arrangement.uncovered()
    ]
    if missing:
        text = _("warning: these days off by law are not in it, so the year stays provisional: {days}")
        terminal.say(text.format(days=enumeration(missing)))


def _quoted(name: str) -> str:
    """A TOML basic string."""
    import json

    return json.dumps(name, ensure_ascii=False)
