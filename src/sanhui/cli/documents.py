"""`sanhui export docx`: notices, sign-in sheets, records and the table of the year, for Word and WPS."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_of
from sanhui.cli.options import LedgerFile, Out, PlanFile, SessionName
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    import msgspec

    from sanhui.cli.desk import Desk
    from sanhui.plan.model import Plan
    from sanhui.publish.docx.sessions import Kept

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


def notice(
    session: SessionName,
    plan: PlanFile = None,
    out: Out = None,
    dated: Dated = None,
    template: TemplateFile = None,
    ledger: LedgerFile = None,
) -> int:
    """Write a notice."""
    from sanhui.cli.desk import open_desk
    from sanhui.publish.docx import sessions

    desk = open_desk(session, plan, ledger)
    made = sessions.notice(_kept(desk), dated or desk.now.date())
    write("notice", made, desk.plan, made.subject, out, template, desk.session.id)
    return 0


def sign_in(
    session: SessionName,
    plan: PlanFile = None,
    out: Out = None,
    dated: Dated = None,
    template: TemplateFile = None,
    ledger: LedgerFile = None,
) -> int:
    """Write a sign-in sheet."""
    from sanhui.attendance.signin import sign_in as sheet_of
    from sanhui.cli.desk import open_desk
    from sanhui.publish.docx import sessions

    desk = open_desk(session, plan, ledger)
    sheet = sheet_of(desk.schedule, desk.session, desk.held, desk.rows, desk.leaves)
    made = sessions.sign_in_sheet(_kept(desk), sheet, dated or desk.now.date())
    write("sign-in", made, desk.plan, made.subject, out, template, desk.session.id)
    return 0


def record(
    session: SessionName,
    plan: PlanFile = None,
    out: Out = None,
    dated: Dated = None,
    template: TemplateFile = None,
    ledger: LedgerFile = None,
) -> int:
    """Write a record to be filled in."""
    from sanhui.cli.desk import open_desk
    from sanhui.publish.docx import sessions

    desk = open_desk(session, plan, ledger)
    made = sessions.meeting_record(_kept(desk), dated or desk.now.date())
    write("record", made, desk.plan, made.subject, out, template, desk.session.id)
    return 0


def year_plan(
    plan: PlanFile = None,
    out: Out = None,
    dated: Dated = None,
    template: TemplateFile = None,
    ledger: LedgerFile = None,
) -> int:
    """Write the table of the year."""
    from sanhui.cli.attendance import read_record
    from sanhui.cli.export import exit_code
    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.completed import completed
    from sanhui.publish.docx.yearplan import year_plan as table
    from sanhui.rulebook.load import rules_of

    schedule = load_schedule(plan)
    found = schedule.plan
    done = completed(schedule, read_record(found, rules_of(found), ledger))
    made = table(schedule, done, dated or clock.now(found.timezone).date())
    write("plan", made, found, found.title, out, template, "")
    return exit_code(schedule)


def write(
    name: str,
    value: msgspec.Struct,
    plan: Plan,
    title: str,
    out: Path | None,
    template: Path | None,
    part: str,
) -> None:
    """Write a document where it was asked for, else beside the plan, and say which template of the office it follows."""
    from sanhui.files import write_atomic
    from sanhui.publish import docx

    chosen = template or docx.own(name, plan)
    data = docx.write(name, value, plan, title, chosen)
    if chosen is not None and template is None:
        terminal.say(_("by the template {file}").format(file=chosen))
    if out is not None and str(out) == "-":
        terminal.write_bytes(data)
        return
    stem = "-".join(filter(None, (plan.id, name, part.replace("/", "-"))))
    path = out or plan.path.with_name(f"{stem}.docx")
    written = write_atomic(path, data)
    text = _("{file} written: {title}") if written else _("{file} is up to date: {title}")
    terminal.say(text.format(file=path, title=title))


def _kept(desk: Desk) -> Kept:
    from sanhui.attendance.signin import sign_in as sheet_of
    from sanhui.publish.docx.sessions import Kept

    sheet = (
        sheet_of(desk.schedule, desk.session, desk.held, desk.rows, desk.leaves) if desk.plan.roster else None
    )
    return Kept(
        schedule=desk.schedule,
        session=desk.session,
        held=desk.as_held,
        rows=desk.rows if desk.held is not None else {},
        votes=desk.votes,
        documents=desk.documents.get(desk.session.id, ()),
        rules=desk.rules.rules,
        sign_in=sheet,
    )
