"""`sanhui export png` and `svg`: the year, or who came, as a picture."""

from __future__ import annotations

import datetime as dt
import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.dates import day_or_today
from sanhui.cli.options import AsOf, LedgerFile, Out, PlanFile
from sanhui.cli.output import exit_code, write_out
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from sanhui.attendance.answers import Answer
    from sanhui.publish.picture.drawing import Drawing
    from sanhui.schedule.expand import Schedule


class Of(enum.StrEnum):
    """What a picture shows."""

    YEAR = "year"
    ATTENDANCE = "attendance"


class By(enum.StrEnum):
    """What a line of the heat map is about."""

    MEMBER = "member"
    GROUP = "group"
    KIND = "kind"


What = Annotated[
    Of,
    typer.Option(
        "--of",
        metavar="year|attendance",
        help=N_("What to draw: the year, or the heat map of attendance."),
        show_default=False,
    ),
]
Lines = Annotated[
    By | None,
    typer.Option(
        "--by",
        metavar="member|group|kind",
        help=N_("The lines of the heat map; members if left out, and groups where there are more than 60."),
        show_default=False,
    ),
]
_MOST_MEMBERS = 60  # lines of a picture that somebody looks at on a phone


def png(
    plan: PlanFile = None,
    out: Out = None,
    of: What = Of.YEAR,
    by: Lines = None,
    as_of: AsOf = None,
    font: Annotated[
        Path | None,
        typer.Option(
            "--font",
            metavar=N_("FILE"),
            help=N_("A font file with Chinese glyphs (.ttf, .otf, .ttc)."),
            show_default=False,
        ),
    ] = None,
    ledger: LedgerFile = None,
) -> int:
    """Paint a picture."""
    from sanhui.publish.picture import to_png, unpaintable

    schedule, drawing = _drawn(plan, of, by, as_of, ledger)
    _write_picture(schedule, to_png(drawing, font), out, of, "png", drawing.title)
    lacking = unpaintable(drawing, font)
    if lacking:
        named = _(", ").join(f"{each} (U+{ord(each):04X})" for each in lacking)
        terminal.say(
            _("warning: the font has no glyph for {characters}: the picture leaves it out").format(
                characters=named
            )
        )
    return exit_code(schedule)


def svg(
    plan: PlanFile = None,
    out: Out = None,
    of: What = Of.YEAR,
    by: Lines = None,
    as_of: AsOf = None,
    ledger: LedgerFile = None,
) -> int:
    """Draw a picture."""
    from sanhui.publish.picture import to_svg

    schedule, drawing = _drawn(plan, of, by, as_of, ledger)
    _write_picture(schedule, to_svg(drawing), out, of, "svg", drawing.title)
    return exit_code(schedule)


def _drawn(
    plan: Path | None, of: Of, by: By | None, as_of: str | None, ledger: Path | None
) -> tuple[Schedule, Drawing]:
    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.picture import attendance, year

    schedule = load_schedule(plan)
    found = schedule.plan
    if of is Of.YEAR:
        if by is not None or as_of is not None:
            name = "--by" if by is not None else "--as-of"
            raise typer.BadParameter(
                _("only with {option}").format(option="--of attendance"), param_hint=name
            )
        with speaking(found.language):
            return schedule, year(schedule)
    day = day_or_today("--as-of", as_of, found)
    answered = _answer(schedule, by, day, ledger)
    with speaking(found.language):
        return schedule, attendance(answered, found, day)


def _answer(schedule: Schedule, by: By | None, day: dt.date, ledger: Path | None) -> Answer:
    """Who came, up to a day; by groups where nobody said by what and there are more members than a picture can show."""
    from sanhui.attendance.answers import BY, answer, order_of
    from sanhui.cli.plan_file import read_record
    from sanhui.errors import UnableError
    from sanhui.rulebook.load import rules_of

    plan = schedule.plan
    record = read_record(plan, rules_of(plan), ledger).between(dt.date(plan.year, 1, 1), day)
    first, last = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    wanted = next(each for each in BY if each == (by or By.MEMBER).value)
    found = answer(record, wanted, first, last, order_of(plan, wanted))
    if by is None and len(found.lines) > _MOST_MEMBERS:
        text = _("{n} members are more than a picture can show: it shows groups; --by member insists")
        terminal.say(text.format(n=len(found.lines)))
        found = answer(record, "group", first, last, order_of(plan, "group"))
    if not found.lines:
        raise UnableError(
            _("there is no attendance to draw: no session of {year} is recorded").format(year=plan.year)
        )
    return found


def _write_picture(
    schedule: Schedule, data: bytes, out: Path | None, of: Of, suffix: str, title: str
) -> None:
    if of is Of.YEAR:
        write_out(schedule, data, out, suffix)
        return
    beside = schedule.plan.path.with_name(f"{schedule.plan.id}-{of.value}.{suffix}")
    write_out(schedule, data, out or beside, suffix, title)
