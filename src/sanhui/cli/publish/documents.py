"""`sanhui export docx`: notices, sign-in sheets, records and the table of the year, for Word and WPS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_of
from sanhui.cli.options import LedgerFile, Out, PlanFile, SessionName
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    import msgspec

    from sanhui.plan.model import Plan

TemplateFile = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar=N_("FILE"),
        help=N_("Another template; without it templates/NAME.docx beside the plan, or the shipped one."),
        show_default=False,
    ),
]
Dated = Annotated[
    dt.date | None,
    typer.Option(
        "--date",
        parser=day_of("--date"),
        metavar=N_("DATE"),
        help=N_("The day that the document bears; today if left out."),
    ),
]


Yes = Annotated[
    bool, typer.Option("--yes", "-y", help=N_("Write over a document in which somebody has written."))
]


class Target(NamedTuple):
    """Where a document goes, which template it follows, and whether it may go over what somebody has written."""

    out: Path | None
    template: Path | None
    yes: bool


def _of_session(name: str) -> Callable[..., int]:
    """The command that writes this document of a session; all of them take the same words."""

    def command(
        session: SessionName,
        plan: PlanFile = None,
        out: Out = None,
        dated: Dated = None,
        template: TemplateFile = None,
        yes: Yes = False,
        ledger: LedgerFile = None,
    ) -> int:
        return _write_of_session(name, session, plan, ledger, dated, Target(out, template, yes))

    return command


notice, sign_in, record = map(_of_session, ("notice", "sign-in", "record"))


def _write_of_session(
    name: str, said: str, plan: Path | None, ledger: Path | None, dated: dt.date | None, target: Target
) -> int:
    from sanhui.attendance.sign_in import sign_in as sheet_of
    from sanhui.cli.record.desk import open_desk
    from sanhui.publish.docx import sessions

    desk = open_desk(said, plan, ledger)
    sheet = None
    if desk.plan.roster is not None or name == "sign-in":  # which needs one, and says so
        sheet = sheet_of(desk.schedule, desk.session, desk.held, desk.rows, desk.leaves)
    basis = sessions.Basis(
        schedule=desk.schedule,
        session=desk.session,
        held=desk.as_held,
        rows=desk.rows if desk.held is not None else {},
        votes=desk.votes,
        documents=desk.documents.get(desk.session.id, ()),
        rules=desk.rules.rules,
        sign_in=sheet,
    )
    made = sessions.MAKERS[name](basis, dated or desk.now.date())
    write(name, made, desk.plan, basis.held.topic or basis.held.title, target, desk.session.id)
    return 0


def year_plan(
    plan: PlanFile = None,
    out: Out = None,
    dated: Dated = None,
    template: TemplateFile = None,
    yes: Yes = False,
    ledger: LedgerFile = None,
) -> int:
    """Write the table of the year."""
    from sanhui.cli.output import exit_code
    from sanhui.cli.plan_file import load_schedule, read_record
    from sanhui.publish.docx.plan_table import year_plan as table
    from sanhui.publish.record.completed import completed
    from sanhui.rulebook.load import rules_of

    schedule = load_schedule(plan)
    found = schedule.plan
    done = completed(schedule, read_record(found, rules_of(found), ledger))
    made = table(schedule, done, dated or clock.now(found.timezone).date())
    write("plan", made, found, found.title, Target(out, template, yes), "")
    return exit_code(schedule)


def write(name: str, value: msgspec.Struct, plan: Plan, title: str, target: Target, part: str) -> None:
    """Write a document where it was asked for, else beside the plan, and say which template of the office it follows.

    Raises `InputError` rather than write over what somebody has written into the document.
    """
    from sanhui.errors import InputError, Problem
    from sanhui.files import refuse_target, write_atomic
    from sanhui.publish import docx

    chosen = target.template or docx.own(name, plan)
    data = docx.write(name, value, plan, title, chosen)
    if chosen is not None and target.template is None:
        terminal.say(_("by the template {file}").format(file=chosen))
    if target.out is not None and str(target.out) == "-":
        terminal.write_bytes(data)
        return
    stem = "-".join(filter(None, (plan.id, name, part.replace("/", "-"))))
    path = target.out or plan.path.with_name(f"{stem}.docx")
    if path.is_file() and not target.yes and not docx.untouched(path):
        message = _("somebody has written in this document, and it stays as it is")
        remedy = _("choose another name with -o, or write over it with --yes")
        raise InputError(Problem(message, remedy, file=str(path)))
    refuse_target(path, "docx")
    written = write_atomic(path, data)
    text = _("{file} written: {title}") if written else _("{file} is up to date: {title}")
    terminal.say(text.format(file=path, title=title))
