"""`sanhui attend`: who came to a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import next_steps, terminal
from sanhui.cli.members import saying
from sanhui.cli.options import Json, LedgerFile, PlanFile, SessionName
from sanhui.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from sanhui.attendance.sheet import Sheet
    from sanhui.cli.record.desk import Desk
    from sanhui.ledger.change import Change

Names = list[str] | None


def _people(option: str, metavar: str, help_: str) -> object:
    return typer.Option(option, metavar=metavar, help=help_, show_default=False)


def attend(
    session: SessionName,
    plan: PlanFile = None,
    absent: Annotated[Names, _people("--absent", N_("NAME"), N_("Who was absent without leave."))] = None,
    leave: Annotated[
        Names,
        _people(
            "--leave", N_("NAME:SORT"), N_("Who was on leave, with the sort: 李四:公差; a reason may follow.")
        ),
    ] = None,
    late: Annotated[
        Names, _people("--late", N_("NAME:TIME"), N_("Who came late, and when: 王五:15:20."))
    ] = None,
    early: Annotated[Names, _people("--early", N_("NAME:TIME"), N_("Who left early, and when."))] = None,
    online: Annotated[Names, _people("--online", N_("NAME"), N_("Who took part online."))] = None,
    observer: Annotated[
        Names, _people("--observer", N_("NAME"), N_("Who attended without being due; also guests."))
    ] = None,
    mark: Annotated[
        Names,
        _people("--mark", N_("NAME:MARK"), N_("Any other mark by name, symbol or code: 赵六:异地参加.")),
    ] = None,
    present: Annotated[
        Names, _people("--present", N_("NAME"), N_("Who was present; those not named were absent."))
    ] = None,
    all_present: Annotated[bool, typer.Option("--all-present", help=N_("Everybody due came."))] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help=N_("Correct what is recorded: those not named stay as they are."))
    ] = False,
    ahead: Annotated[
        bool, typer.Option("--ahead", help=N_("Enter what is known before the session: only those named."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=N_("Overwrite without asking."))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show the result, and write nothing."))
    ] = False,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar=N_("FILE"),
            help=N_("The attendance file of a meeting program or a time clock."),
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        Names,
        _people(
            "--map",
            N_("FIELD=HEADING"),
            N_("Which column of another table is what: name=姓名,in=签到时间; kept for the next."),
        ),
    ] = None,
    came_as: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar=N_("MARK"),
            help=N_("With --from: what those in the file are, such as online; present without it."),
            show_default=False,
        ),
    ] = None,
    reject: Annotated[
        Path | None,
        typer.Option(
            "--reject",
            metavar=N_("FILE"),
            help=N_("With --from: where to write the rows that are nobody's; beside the file without it."),
            show_default=False,
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Record a session's attendance."""
    from sanhui.attendance.sheet import begin, fill
    from sanhui.cli.record.desk import open_desk

    told = {
        "--present": present or (),
        "--absent": absent or (),
        "--leave": leave or (),
        "--late": late or (),
        "--early": early or (),
        "--online": online or (),
        "--observer": observer or (),
        "--mark": mark or (),
    }
    desk = open_desk(session, plan, ledger)
    said = saying.read(told, desk.plan.marks)
    if present and all_present:
        raise typer.BadParameter(_("either some were present, or all"), param_hint="--all-present")
    _in_time(desk, ahead=ahead)
    if source is not None:
        from sanhui.cli.members.meeting_file import Wish, take

        _alone("--from", {"--ahead": ahead, "--all-present": all_present})
        wish = Wish(
            source,
            tuple(columns or ()),
            came_as,
            reject,
            keep=keep,
            yes=yes,
            dry_run=dry_run,
            as_json=as_json,
        )
        return take(desk, wish, said)
    _needs_file({"--map": columns, "--as": came_as, "--reject": reject})
    sheet = desk.blank("typed")
    if ahead:
        _check_ahead(desk, [each.mark for each in said])
        return settle(desk, fill(sheet, said), ahead=True, yes=yes, dry_run=dry_run, as_json=as_json)
    rest = "absent" if present else "present"
    sheet = begin(sheet, rest, leaves=desk.leaves, known=desk.rows, keep=keep)
    if not said and not all_present:
        from sanhui.cli.members.sign_in import ask

        found = ask(
            desk,
            begin(desk.blank("interactive"), rest, leaves=desk.leaves, known=desk.rows, keep=bool(desk.held)),
        )
        if found is None:
            terminal.say(_("Nothing was recorded."))
            next_steps.nothing()
            return 0
        return settle(desk, found, yes=True, dry_run=dry_run, as_json=as_json)
    return settle(desk, fill(sheet, said), yes=yes, keep=keep, dry_run=dry_run, as_json=as_json)


def settle(
    desk: Desk,
    sheet: Sheet,
    *,
    ahead: bool = False,
    yes: bool = False,
    keep: bool = False,
    dry_run: bool = False,
    as_json: bool = False,
    more: Mapping[str, object] = {},
    besides: Callable[[Change], object] = lambda change: None,
) -> int:
    """Show what a sheet comes to, ask before overwriting, write it down. Gives the exit code.

    `more` goes into the JSON; `besides` is written in the same change.
    """
    from sanhui.attendance.quorum import quorums
    from sanhui.attendance.recording import differences, record
    from sanhui.cli.record.recording import recording
    from sanhui.publish.members import sign_in

    marks = desk.plan.marks
    rows = sheet.rows
    found = differences(desk.rows, rows, whole=not ahead)
    overwritten = [each for each in found if each.before is not None]
    if overwritten and not yes and not dry_run:
        _confirm(desk, sign_in.changes(overwritten, marks, terminal.room()), keep=keep)
    unmarked = () if ahead else sheet.unmarked
    counted = () if ahead else quorums(desk.rules.rules, desk.as_held.kinds, sheet.at_worst, marks)
    if not dry_run and (found or (desk.held is None and not ahead)):
        with recording(desk.plan, desk.ledger, "attend") as change:
            record(change, desk.plan, desk.as_held, rows, seen=desk.rows, ahead=ahead)
            besides(change)
    if as_json:
        with speaking(desk.plan.language):
            terminal.write_json(
                {"plan": desk.plan.id, "session": desk.session.id, "written": not dry_run}
                | sign_in.record(rows.values(), marks, counted, unmarked)
                | dict(more)
            )
    else:
        from sanhui.cli.record.desk import name_of

        terminal.write_lines([((terminal.harmless(name_of(desk)), "bold"),)])
        voted = bool(desk.votes)
        lines = (
            sign_in.changes(found, marks, terminal.room())
            if ahead
            else sign_in.summary(
                rows.values(), marks, counted, terminal.room(), voted=voted, unmarked=unmarked
            )
        )
        terminal.write_lines(lines)
        if unmarked:
            command = f"sanhui attend {desk.session.id} --keep --mark {unmarked[0].name}:…"
            terminal.say(_("The record is not whole: say what they were, {command}").format(command=command))
        next_steps.note(recorded=None if ahead else desk.session.id, its_ledger=desk.ledger)
        _tell(dry_run=dry_run, changed=bool(found) or (desk.held is None and not ahead))
    short = any(not each.reached for each in counted if not each.rule.voting_only or desk.votes)
    return int(short or bool(unmarked))


def _tell(*, dry_run: bool, changed: bool) -> None:
    if dry_run:
        terminal.say(_("Nothing was written: --dry-run"))
    elif not changed:
        terminal.say(_("It is recorded so already; nothing was changed."))
        next_steps.nothing()
    else:
        terminal.say(_("Recorded."))


def _confirm(desk: Desk, lines: list[tuple[tuple[str, str], ...]], *, keep: bool) -> None:
    """Show what would be overwritten, and ask; raises InputError when nobody is there, or says no."""
    from sanhui.cli.members.sign_in import agreed
    from sanhui.errors import InputError, Problem
    from sanhui.publish.terminal.columns import plain

    terminal.insist(_("These marks are recorded otherwise:"))
    terminal.insist(plain(lines).rstrip("\n"))
    if not agreed(_("Overwrite them?")):
        message = _("nothing was recorded: marks would be overwritten")
        remedy = _("say --yes") if keep else _("say --yes, or --keep to correct only those named")
        raise InputError(Problem(message, remedy, value=desk.session.id))


def _alone(option: str, others: Mapping[str, bool]) -> None:
    for other, said in others.items():
        if said:
            raise typer.BadParameter(
                _("{option} and {other} do not go together").format(option=option, other=other),
                param_hint=other,
            )


def _needs_file(options: Mapping[str, object]) -> None:
    for option, said in options.items():
        if said:
            raise typer.BadParameter(_("only with --from FILE"), param_hint=option)


def _in_time(desk: Desk, *, ahead: bool) -> None:
    """A session that is still to come needs --ahead, one that is not may not have it; raises InputError."""
    from sanhui.errors import InputError, Problem

    if desk.future and not ahead:
        message = _("this session is still to come")
        remedy = _(
            "what is known before, such as a leave, is entered with --ahead; if it was held already: {command}"
        )
        remedy = remedy.format(command=f"sanhui held {desk.session.id} --on …")
        raise InputError(Problem(message, remedy, value=desk.session.id))
    if ahead and (desk.held is not None or not desk.future):
        message = _("this session is not in the future")
        raise InputError(Problem(message, _("leave --ahead out"), value=desk.session.id))


def _check_ahead(desk: Desk, codes: list[str]) -> None:
    from sanhui.errors import InputError, Problem

    marks = desk.plan.marks
    wrong = [marks[code].name(language()) for code in dict.fromkeys(codes) if not marks[code].ahead]
    known = _(", ").join(mark.name(language()) for mark in marks.values() if mark.ahead)
    if wrong:
        message = _("nobody knows this before the session: {items}").format(items=_(", ").join(wrong))
        raise InputError(
            Problem(message, _("what may be entered ahead: {items}").format(items=known), key="--ahead")
        )
    if not codes:
        message = _("it is not said who will be on leave")
        raise InputError(
            Problem(
                message, _("for example {example}").format(example="--ahead --leave 李四:公差"), key="--ahead"
            )
        )
