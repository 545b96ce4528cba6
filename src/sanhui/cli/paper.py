"""`sanhui export xlsx`, `html`, `png` and `svg`: what an office prints, hangs up and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli.export import exit_code, write_out
from sanhui.cli.options import LedgerFile, Out, PlanFile
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sanhui.publish.picture.drawing import Drawing
    from sanhui.schedule.expand import Schedule


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
    ledger: LedgerFile = None,
) -> int:
    """Write a workbook."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.xlsx import Material, workbook

    wanted = _sheets(sheets)
    schedule = load_schedule(plan)
    done = _completed(schedule, ledger) if "plan" in wanted else {}
    write_out(schedule, workbook(Material(schedule, done), wanted), out, "xlsx")
    return exit_code(schedule)


def _completed(schedule: Schedule, ledger: Path | None) -> Mapping[str, str]:
    """What became of the sessions, by the ledger; nothing, where there is none yet."""
    from sanhui.cli.attendance import read_record
    from sanhui.publish.completed import completed
    from sanhui.rulebook.load import rules_of

    return completed(schedule, read_record(schedule.plan, rules_of(schedule.plan), ledger))


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
    ledger: LedgerFile = None,
) -> int:
    """Write a page."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.page import Material, page

    schedule = load_schedule(plan)
    material = Material(schedule, _completed(schedule, ledger), public=public)
    write_out(schedule, page(material), out, "html")
    return exit_code(schedule)


def png(
    plan: PlanFile = None,
    out: Out = None,
    font: Annotated[
        Path | None,
        typer.Option(
            "--font",
            metavar=N_("FILE"),
            help=N_("A font file with Chinese glyphs (.ttf, .otf, .ttc)."),
            show_default=False,
        ),
    ] = None,
) -> int:
    """Paint a picture."""
    from sanhui.publish.picture import to_png

    return _picture(plan, out, "png", lambda drawing: to_png(drawing, font))


def svg(plan: PlanFile = None, out: Out = None) -> int:
    """Draw a picture."""
    from sanhui.publish.picture import to_svg

    return _picture(plan, out, "svg", to_svg)


def _picture(plan: Path | None, out: Path | None, suffix: str, paint: Callable[[Drawing], bytes]) -> int:
    from sanhui.cli.look import load_schedule
    from sanhui.publish.picture import year

    schedule = load_schedule(plan)
    with speaking(schedule.plan.language):
        drawing = year(schedule)
    write_out(schedule, paint(drawing), out, suffix)
    return exit_code(schedule)
