"""The commands, in the order in which `--help` lists them."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer
from typer.main import get_command

from sanhui.cli import (
    attach,
    attend,
    attendance,
    audit,
    calendars,
    change,
    compare,
    explain,
    export,
    held,
    holidays,
    init,
    judge,
    leave,
    ledger,
    look,
    makeup,
    paper,
    phrases,
    points,
    propose,
    pull,
    roster,
    roster_files,
    rules,
    server,
    tables,
    tasks,
)
from sanhui.cli.help import Command, Group, GroupWithDefault
from sanhui.i18n import N_, _

ABOUT = N_(
    "Turn a year's plan for 三会一课 into an agenda and a calendar.\n\n"
    "  sanhui show                 the year in the terminal\n"
    "  sanhui export ics           the calendar for every phone\n"
    '  sanhui when "每季度最后一个工作日"\n\n'
    "In a folder with a plan, or below it, the plan need not be named."
)

_SETTINGS = {"help_option_names": ["--help", "-h"]}


def _group(**settings: Any) -> typer.Typer:
    return typer.Typer(rich_markup_mode=None, no_args_is_help=True, context_settings=_SETTINGS, **settings)


app = _group(cls=Group, help=ABOUT)
app.command("init", cls=Command, help=init.INIT)(init.init)
app.command("import", cls=Command, help=tables.IMPORT)(tables.take_over)
app.command("show", cls=Command, help=look.SHOW)(look.show)
app.command("next", cls=Command, help=look.NEXT)(look.upcoming)
app.command("check", cls=Command, help=judge.CHECK)(judge.check)
app.command("audit", cls=Command, help=audit.AUDIT)(audit.audit)
app.command("explain", cls=Command, help=explain.EXPLAIN)(explain.explain)
app.command("move", cls=Command, help=change.MOVE)(change.move)
app.command("fix", cls=Command, help=change.FIX)(change.fix)
app.command("suggest", cls=Command, help=propose.SUGGEST)(propose.suggest)
app.command("cancel", cls=Command, help=change.CANCEL)(change.cancel)
app.command("add", cls=Command, help=change.ADD)(change.add)
app.command("note", cls=Command, help=change.NOTE)(change.note)
app.command("undo", cls=Command, help=change.UNDO)(change.undo)
app.command("diff", cls=Command, help=compare.DIFF)(compare.diff)
app.command("notice", cls=Command, help=compare.NOTICE)(compare.notice)

_task = _group(cls=Group, help=tasks.TASK)
_task.command("list", cls=Command, help=tasks.LIST)(tasks.listing)
_task.command("show", cls=Command, help=tasks.SHOW)(tasks.show)
_task.command("done", cls=Command, help=tasks.DONE)(tasks.done)
_task.command("reopen", cls=Command, help=tasks.REOPEN)(tasks.reopen)
app.add_typer(_task, name="task")

_roster = _group(cls=Group, help=roster.ROSTER)
_roster.command("list", cls=Command, help=roster.LIST)(roster.listing)
_roster.command("show", cls=Command, help=roster.SHOW)(roster.show)
_roster.command("check", cls=Command, help=roster.CHECK)(roster.check)
_roster.command("diff", cls=Command, help=roster.DIFF)(roster.diff)
_roster.command("import", cls=Command, help=roster_files.IMPORT)(roster_files.take_over)
_roster.command("export", cls=Command, help=roster_files.EXPORT)(roster_files.export)
app.add_typer(_roster, name="roster")
app.command("attend", cls=Command, help=attend.ATTEND)(attend.attend)
app.command("attendance", cls=Command, help=attendance.ATTENDANCE)(attendance.attendance)

_points = _group(cls=GroupWithDefault, help=points.POINTS)
_points.command("list", cls=Command, help=points.LIST)(points.listing)
# Points that are taken away begin with a minus sign, and are no option.
_minus = {**_SETTINGS, "ignore_unknown_options": True}
_points.command("add", cls=Command, help=points.ADD, context_settings=_minus)(points.add)
_points.command("remove", cls=Command, help=points.REMOVE)(points.remove)
app.add_typer(_points, name="points")

app.command("held", cls=Command, help=held.HELD)(held.held)

_leave = _group(cls=GroupWithDefault, help=leave.LEAVE)
_leave.command("add", cls=Command, help=leave.ADD)(leave.add)
_leave.command("list", cls=Command, help=leave.LIST)(leave.listing)
_leave.command("cancel", cls=Command, help=leave.CANCEL)(leave.cancel)
app.add_typer(_leave, name="leave")

_makeup = _group(cls=Group, help=makeup.MAKEUP)
_makeup.command("list", cls=Command, help=makeup.LIST)(makeup.listing)
_makeup.command("record", cls=Command, help=makeup.RECORD)(makeup.record)
_makeup.command("undo", cls=Command, help=makeup.UNDO)(makeup.undo)
app.add_typer(_makeup, name="makeup")

_attach = _group(cls=GroupWithDefault, help=attach.ATTACH)
_attach.command("add", cls=Command, help=attach.ADD)(attach.add)
_attach.command("list", cls=Command, help=attach.LIST)(attach.listing)
_attach.command("verify", cls=Command, help=attach.VERIFY)(attach.verify)
_attach.command("remove", cls=Command, help=attach.REMOVE)(attach.remove)
app.add_typer(_attach, name="attach")

_ledger = _group(cls=Group, help=ledger.LEDGER)
_ledger.command("info", cls=Command, help=ledger.INFO)(ledger.info)
_ledger.command("verify", cls=Command, help=ledger.VERIFY)(ledger.verify)
_ledger.command("log", cls=Command, help=ledger.LOG)(ledger.log_)
_ledger.command("undo", cls=Command, help=ledger.UNDO)(ledger.undo)
_ledger.command("backup", cls=Command, help=ledger.BACKUP)(ledger.backup)
_ledger.command("restore", cls=Command, help=ledger.RESTORE)(ledger.restore)
_ledger.command("export", cls=Command, help=ledger.EXPORT)(ledger.export)
_ledger.command("import", cls=Command, help=ledger.IMPORT)(ledger.take_over)
app.add_typer(_ledger, name="ledger")

_rules = _group(cls=Group, help=rules.RULES)
_rules.command("list", cls=Command, help=rules.LIST)(rules.listing)
_rules.command("show", cls=Command, help=rules.SHOW)(rules.show)
_rules.command("check", cls=Command, help=rules.CHECK)(rules.check)
app.add_typer(_rules, name="rules")

_waive = _group(cls=GroupWithDefault, help=audit.WAIVE)
_waive.command("add", cls=Command, help=audit.ADD)(audit.waive)
_waive.command("list", cls=Command, help=audit.LIST)(audit.listing)
_waive.command("withdraw", cls=Command, help=audit.WITHDRAW)(audit.withdraw)
app.add_typer(_waive, name="waive")

app.command("when", cls=Command, help=phrases.WHEN)(phrases.when)
app.command("date", cls=Command, help=phrases.DATE)(phrases.date)
app.command("schema", cls=Command, help=export.SCHEMA)(export.schema)

_export = _group(cls=Group, help=export.EXPORT)
_export.command("ics", cls=Command, help=calendars.ICS)(calendars.ics)
_export.command("xlsx", cls=Command, help=paper.XLSX)(paper.xlsx)
_export.command("html", cls=Command, help=paper.HTML)(paper.html)
_export.command("png", cls=Command, help=paper.PNG)(paper.png)
_export.command("svg", cls=Command, help=paper.SVG)(paper.svg)
_export.command("json", cls=Command, help=export.JSON)(export.json)
_export.command("csv", cls=Command, help=export.CSV)(export.csv)
app.add_typer(_export, name="export")

app.command("push", cls=Command, help=server.PUSH)(server.push)
app.command("pull", cls=Command, help=pull.PULL)(pull.pull)
app.command("sync", cls=Command, help=pull.SYNC)(pull.sync)

_holidays = _group(cls=GroupWithDefault, help=holidays.HOLIDAYS)
_holidays.command("year", cls=Command, help=holidays.YEAR)(holidays.year)
_holidays.command("import", cls=Command, help=holidays.IMPORT)(holidays.take_over)
app.add_typer(_holidays, name="holidays")


@app.callback()
def _everywhere(
    language: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="zh|en", help=N_("Speak Chinese or English, whatever the locale says.")
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=N_("Show where the program failed, if it does."))
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help=N_("No colours; NO_COLOR does the same."))
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=lambda asked: _version(asked), help=N_("Show the version.")
        ),
    ] = False,
) -> None:
    """What every command takes; `run` has looked at --lang and --debug already."""
    if language is not None and not language.lower().startswith(("zh", "en")):
        raise typer.BadParameter(
            _("“{text}” is neither zh nor en").format(text=language), param_hint="--lang"
        )
    if no_color:
        os.environ["NO_COLOR"] = "1"


def _version(asked: bool) -> None:
    if asked:
        from sanhui import __version__

        typer.echo(f"sanhui {__version__}")
        raise typer.Exit


def command() -> Any:
    """The whole command line, ready to parse."""
    return get_command(app)
