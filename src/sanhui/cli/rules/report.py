"""`sanhui report`: a quarter, a half or a year, for those to whom the body reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.dates import day_or_today
from sanhui.cli.options import AsOf, Json, LedgerFile, OutOrScreen, PlanFile
from sanhui.cli.publish.documents import Target, TemplateFile, Yes
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.publish.report import Report, Sources
    from sanhui.publish.report.model import Span
    from sanhui.schedule.expand import Schedule

Period = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("PERIOD"),
        help=N_("Such as 2026-Q1 or Q1, 2026-H1 or H1; that of today if left out."),
        show_default=False,
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="text|markdown|docx",
        help=N_("In which form to write it; by the file's name if left out."),
        show_default=False,
    ),
]
_ENDINGS = {"text": "txt", "markdown": "md", "json": "json"}
_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    **dict.fromkeys((".docx", ".doc", ".wps"), "docx"),  # .doc and .wps are refused by that name
}


def _of_part(sort: Span) -> Callable[..., int]:
    """The command that reports on a quarter or on half a year; both take the same words."""

    def command(
        span: Period = None,
        plan: PlanFile = None,
        as_of: AsOf = None,
        form: Format = None,
        output: OutOrScreen = None,
        template: TemplateFile = None,
        yes: Yes = False,
        ledger: LedgerFile = None,
        as_json: Json = False,
    ) -> int:
        target = Target(output, template, yes)
        return _report(sort, span, plan, as_of, form, target, ledger, as_json=as_json)

    return command


quarter, half = _of_part("quarter"), _of_part("half")


def year(
    plan: PlanFile = None,
    as_of: AsOf = None,
    form: Format = None,
    output: OutOrScreen = None,
    template: TemplateFile = None,
    yes: Yes = False,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Report on the year."""
    return _report("year", None, plan, as_of, form, Target(output, template, yes), ledger, as_json=as_json)


def _report(
    sort: Span,
    said: str | None,
    plan: Path | None,
    as_of: str | None,
    form: str | None,
    target: Target,
    ledger: Path | None,
    *,
    as_json: bool,
) -> int:
    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.report import report
    from sanhui.publish.report.periods import read
    from sanhui.publish.report.writing import lines, markdown, record

    form, output = _form(form, target, as_json=as_json), target.out
    if said and plan is None and read(sort, said) is None and Path(said).exists():
        plan, said = Path(said), None
    schedule = load_schedule(plan)
    today = day_or_today("--as-of", as_of, schedule.plan)
    day = _day(sort, said, schedule.plan, today)
    made = report(sources(schedule, ledger, today), sort, day, today)
    language = schedule.plan.language
    if form == "docx":
        from sanhui.cli.publish.documents import write

        write("report", made, schedule.plan, made.title, target, made.period)
        return 0
    if form == "text" and output is None:
        terminal.write_lines(lines(made, language, terminal.room()))
        return 0
    if as_json:
        import json

        text = json.dumps(record(made), ensure_ascii=False, indent=2) + "\n"
    elif form == "markdown":
        text = markdown(made, language)
    else:
        from sanhui.publish.terminal.columns import plain

        text = plain(lines(made, language, 80))
    _write(text.encode(), output, made, _ENDINGS[form])
    return 0


def sources(schedule: Schedule, ledger: Path | None, as_of: dt.date) -> Sources:
    """What a report rests on, read at one moment."""
    from sanhui.attendance.record import read
    from sanhui.cli.plan_file import ledger_to_read
    from sanhui.i18n import speaking
    from sanhui.ledger.store import read_ledger
    from sanhui.publish.report import Sources
    from sanhui.rulebook.load import rules_of
    from sanhui.rules.kept import recorded

    plan = schedule.plan
    path = ledger_to_read(plan, ledger)
    with speaking(plan.language):
        rules = rules_of(plan)
        with read_ledger(path) as opened, opened.reading():
            return Sources(
                schedule=schedule,
                rules=rules,
                record=read(opened, plan, rules.settings),
                kept=recorded(opened, plan, as_of),
                recorded=path.exists(),
            )


def _write(data: bytes, output: Path | None, made: Report, suffix: str) -> None:
    if output is None or str(output) == "-":
        terminal.write_bytes(data)
        return
    from sanhui.files import refuse_target, write_atomic

    refuse_target(output, suffix)
    written = write_atomic(output, data)
    text = _("{file} written: {title}") if written else _("{file} is up to date: {title}")
    terminal.say(text.format(file=output, title=made.title))


def _form(said: str | None, target: Target, *, as_json: bool) -> str:
    """What was said, else what the file is called for."""
    forms = ("text", "markdown", "docx")
    if said is not None and said not in forms:
        message = _("it is one of {items}").format(items=", ".join(forms))
        raise typer.BadParameter(message, param_hint="--format")
    if said is not None and as_json:
        raise typer.BadParameter(_("choose one of {one} and {other}").format(one="--format", other="--json"))
    suffix = target.out.suffix.lower() if target.out else ""
    form = "json" if as_json else said or _SUFFIXES.get(suffix, "text")
    if form != "docx" and target.template is not None:
        message = _("only a document follows a template: -o FILE.docx")
        raise typer.BadParameter(message, param_hint="--template")
    return form


def _day(sort: Span, said: str | None, plan: Plan, today: dt.date) -> dt.date:
    """A day of the period that is meant; of the plan's year without one, that of today or the nearest to it."""
    from sanhui.publish.report.periods import first_day, read

    if said is not None:
        found = read(sort, said)
        if found is None or (found.year or plan.year) != plan.year:
            examples = {"quarter": f"{plan.year}-Q1, Q1", "half": f"{plan.year}-H1, H1"}
            message = _("“{text}” is no such period of {year}; for example {examples}").format(
                text=said, year=plan.year, examples=examples[sort]
            )
            raise typer.BadParameter(message, param_hint=_("PERIOD"))
        return first_day(sort, found.number, plan.year)
    return min(max(today, dt.date(plan.year, 1, 1)), dt.date(plan.year, 12, 31))
