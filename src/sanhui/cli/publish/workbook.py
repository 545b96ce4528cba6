"""`sanhui export xlsx`: the sheets that an office prints, hangs up and files, in one workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_or_today
from sanhui.cli.options import AsOf, LedgerFile, Out, PlanFile
from sanhui.cli.output import exit_code, write_out
from sanhui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from sanhui.publish.xlsx import Material
    from sanhui.schedule.expand import Schedule
    from sanhui.schedule.model import Session

_USUAL = ("plan", "wall")
#: What people write for the sheets: as they are called in a workbook.
_SPELLINGS = {
    "年度计划表": "plan",
    "计划表": "plan",
    "年历": "wall",
    "签到表": "sign-in",
    "签到": "sign-in",
    "考勤": "matrix",
    "考勤表": "matrix",
    "规定对照": "audit",
    "检查结果": "audit",
    "积分": "points",
}


def xlsx(
    plan: PlanFile = None,
    out: Out = None,
    sheets: Annotated[
        list[str] | None,
        typer.Option(
            "--sheet",
            metavar="plan|wall|sign-in|matrix|audit|points",
            help=N_("Only this sheet; may be repeated. Without it plan and wall."),
            show_default=False,
        ),
    ] = None,
    session: Annotated[
        str,
        typer.Option(
            "--session",
            metavar=N_("SESSION"),
            help=N_("The session of the sign-in sheet, by its name, its date, or activity@date."),
            show_default=False,
        ),
    ] = "",
    month: Annotated[
        str,
        typer.Option(
            "--month",
            metavar=N_("MONTH"),
            help=N_("Sign-in sheets for all sessions of a month, a page each: 3, 3月, 2026-03, 本月."),
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = None,
    public: Annotated[
        bool,
        typer.Option("--public", help=N_("Leave out people and notes, for everybody to see.")),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace a table whose edits are not in the plan."))
    ] = False,
    ledger: LedgerFile = None,
) -> int:
    """Write a workbook."""
    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.xlsx import workbook

    wanted = _sheets(sheets or [], public=public, signed=bool(session or month))
    schedule = load_schedule(plan)
    chosen = _sessions(schedule, session, month) if "sign-in" in wanted else ()
    material = _material(schedule, wanted, chosen, as_of, ledger, public=public)
    path = out or _path(schedule, wanted, chosen, month)
    if not force:
        _refuse_edited(path, schedule)
    of_year = {"plan", "wall"} & {*wanted}
    told = "" if of_year else _told(wanted, len(chosen))
    write_out(schedule, workbook(material, wanted), path, "xlsx", told)
    return exit_code(schedule) if of_year else 0


def _told(wanted: Sequence[str], n: int) -> str:
    """What is in a workbook that is not about the year's sessions."""
    signed = ngettext("{n} sign-in sheet", "{n} sign-in sheets", n).format(n=n)
    names = {"sign-in": signed, "matrix": _("Attendance"), "audit": _("Rules"), "points": _("Points")}
    return _(", ").join(names[each] for each in dict.fromkeys(wanted))


def _refuse_edited(path: Path, schedule: Schedule) -> None:
    """Raise `InputError` for a table that people edited, and that the plan has not taken back."""
    from sanhui.cli.next_steps import quoted
    from sanhui.errors import InputError, Problem
    from sanhui.tables.edited import edited_cells

    if str(path) == "-" or not path.is_file() or not (cells := edited_cells(path, schedule)):
        return
    n = len(cells)
    message = ngettext(
        "{n} cell of this table was edited and is not in the plan: {cells}",
        "{n} cells of this table were edited and are not in the plan: {cells}",
        n,
    ).format(n=n, cells=_(", ").join([*cells[:6], *["…"] * (n > 6)]))
    command = quoted("sanhui", "import", str(path), "--into", str(schedule.plan.path))
    remedy = _("take them over first: {command}; or replace it with --force").format(command=command)
    raise InputError(Problem(message, remedy, file=str(path)))


def _path(schedule: Schedule, wanted: Sequence[str], chosen: Sequence[Session], month: str) -> Path:
    """Where it goes unless somebody says so: the plan's table beside the plan, anything else under a name of its own."""
    from sanhui.files import portable

    words = [schedule.plan.id]
    if "plan" not in wanted:
        words += wanted
        if chosen:
            words.append(f"{chosen[0].day:%Y-%m}" if month else f"{chosen[0].day}")
    return schedule.plan.path.with_name(portable("-".join(words) + ".xlsx"))


def _sheets(said: Sequence[str], *, public: bool, signed: bool) -> tuple[str, ...]:
    """The sheets that are meant; raises `InputError` for one that there is not, or that cannot be public."""
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.publish.xlsx import OF_MEMBERS, SHEETS

    wanted = tuple(_SPELLINGS.get(name, name) for name in said) or (("sign-in",) if signed else _USUAL)
    problems = []
    for name in wanted:
        if name not in SHEETS:
            message = _("there is no such sheet")
            problems.append(Problem(message, did_you_mean(name, SHEETS), key="--sheet", value=name))
        elif public and name in OF_MEMBERS:
            message = _("this sheet is about members, and cannot be public")
            others = _(", ").join(each for each in SHEETS if each not in OF_MEMBERS)
            remedy = _("with --public: {items}").format(items=others)
            problems.append(Problem(message, remedy, key="--sheet", value=name))
    if problems:
        raise InputError(*problems)
    if signed and "sign-in" not in wanted:
        raise typer.BadParameter(_("--session and --month are about --sheet sign-in"))
    if "sign-in" in wanted and not signed:
        text = _("say for which sessions: --session, or --month")
        raise typer.BadParameter(text, param_hint="--sheet sign-in")
    return wanted


def _sessions(schedule: Schedule, said: str, month: str) -> tuple[Session, ...]:
    """The sessions to sign at; of a month those with a day that take place, and that take somebody's time."""
    from sanhui.cli.dates import misread, month_in_plan
    from sanhui.edit.find import find_session
    from sanhui.errors import InputError, Problem
    from sanhui.schedule.model import Status

    if said and month:
        raise typer.BadParameter(
            _("choose one of {one} and {other}").format(one="--session", other="--month")
        )
    if said:
        now = clock.now(schedule.plan.timezone)
        with misread("--session"):
            found = find_session(schedule, said, now)
        if found.status is Status.CANCELLED:
            raise InputError(Problem(_("this session was called off"), key="--session", value=found.id))
        return (found,)
    number = month_in_plan("--month", month, schedule.plan)
    kinds = schedule.plan.kinds
    busy = [
        each
        for each in schedule.sessions
        if each.status is not Status.CANCELLED
        and any(kinds[code].busy for code in each.kinds if code in kinds)
    ]
    chosen = tuple(each for each in busy if each.date and each.date.month == number)
    year = schedule.plan.year
    first = dt.date(year, number, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    floating = [
        each
        for each in busy
        if each.status is Status.FLOATING
        and each.first
        and each.last
        and each.first <= last
        and first <= each.last
    ]
    if floating:
        text = ngettext(
            "{n} session may fall into this month and has no day yet: no sheet for it",
            "{n} sessions may fall into this month and have no day yet: no sheets for them",
            len(floating),
        )
        terminal.say(text.format(n=len(floating)))
    if not chosen:
        message = _("no session of this month has a day")
        remedy = _("“sanhui show --month {month}” shows the month").format(month=number)
        raise InputError(Problem(message, remedy, key="--month", value=month))
    return chosen


def _material(
    schedule: Schedule,
    wanted: Sequence[str],
    sessions: Sequence[Session],
    as_of: str | None,
    ledger: Path | None,
    *,
    public: bool,
) -> Material:
    """What these sheets are made of, and no more: the wall calendar needs no ledger."""
    from sanhui.attendance.points import accounts
    from sanhui.attendance.sign_in import sign_ins
    from sanhui.cli.plan_file import ledger_to_read, read_record
    from sanhui.i18n import speaking
    from sanhui.ledger import points
    from sanhui.ledger.store import read_ledger
    from sanhui.publish.record.completed import completed
    from sanhui.publish.xlsx import Material
    from sanhui.rulebook.load import rules_of
    from sanhui.rules.audit import audit
    from sanhui.rules.kept import recorded

    plan = schedule.plan
    day = day_or_today("--as-of", as_of, plan)
    first, last = dt.date(plan.year, 1, 1), min(day, dt.date(plan.year, 12, 31))
    parts: dict[str, Any] = {}
    path = ledger_to_read(plan, ledger)
    with speaking(plan.language):
        if {"plan", "matrix", "points"} & {*wanted}:
            rules = rules_of(plan)
            record = read_record(plan, rules, ledger)
            if "plan" in wanted:
                parts["done"] = completed(schedule, record)
            parts["record"] = record = record.between(first, last)
            parts["target"] = rules.settings.attendance_target
        if {"sign-in", "audit", "points"} & {*wanted}:
            with read_ledger(path) as opened:
                if "sign-in" in wanted:
                    parts["sign_ins"] = sign_ins(opened, schedule, sessions)
                if "points" in wanted:
                    given = [each for each in points.read(opened, plan.id) if first <= each.day <= last]
                    parts["accounts"] = accounts(schedule, rules, record, given, last)
                if "audit" in wanted:
                    parts["verdicts"] = audit(schedule, rules_of(plan), recorded(opened, plan, day), day)
    return Material(schedule, as_of=day, public=public, **parts)
