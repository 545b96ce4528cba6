"""`sanhui attach`: the documents of sessions, by path and SHA-256, and which are missing (六有)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.options import Json, LedgerFile, PlanOption, SessionName
from sanhui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from sanhui.cli.record.desk import Desk


Files = Annotated[list[Path], typer.Argument(metavar=N_("FILE"), help=N_("The files."))]
MaybeSession = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("SESSION"), help=N_("Only this session, by its date or name."), show_default=False
    ),
]


def add(
    session: SessionName,
    files: Files,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar=N_("SORT"),
            help=N_("What they are: 会议记录, 签到表, 学习资料 …; pictures need none."),
            show_default=False,
        ),
    ] = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Attach files."""
    from sanhui.attendance.files import document_of, sort_called
    from sanhui.cli.record.desk import open_desk
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import documents
    from sanhui.os_errors import unreadable
    from sanhui.rulebook.asks import document_name

    desk = open_desk(session, plan, ledger)
    found = desk.plan
    problems: list[Problem] = []
    read = []
    for path in dict.fromkeys(files):
        try:
            if not path.exists():  # before it is asked what the file is
                raise InputError(unreadable(path, FileNotFoundError()))
            read.append(
                document_of(path, sort_called(sort, path), found.id, desk.session.id, desk.ledger.parent)
            )
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    with recording(found, desk.ledger, "attach") as change:
        new = [documents.record(change, document) for document in read]
    if as_json:
        return write_change(desk.ledger, change)
    for document, was_new in zip(read, new, strict=True):
        text = _("attached: {path} ({sort})") if was_new else _("attached already: {path} ({sort})")
        terminal.say(text.format(path=document.path, sort=document_name(document.sort)))
    _say_missing(_again(desk))
    return 0


def listing(
    session: MaybeSession = None, plan: PlanOption = None, ledger: LedgerFile = None, as_json: Json = False
) -> int:
    """Print documents, and what is missing."""
    from sanhui.attendance.evidence import missing
    from sanhui.cli.plan_file import ledger_to_read, load_schedule
    from sanhui.cli.record.desk import open_desk
    from sanhui.ledger import documents, held, store
    from sanhui.publish.terminal.columns import labelled
    from sanhui.rulebook.asks import document_name
    from sanhui.rulebook.load import rules_of

    schedule = load_schedule(plan)
    found = schedule.plan
    with store.read_ledger(ledger_to_read(found, ledger)) as opened, opened.reading():
        records = held.read(opened, found.id)
        every = documents.read(opened, found.id)
    evidence = rules_of(found).settings.evidence
    names = list(dict.fromkeys([*records, *every]))
    if session is not None:
        names = [open_desk(session, plan, ledger).session.id]
    if as_json:
        terminal.write_json(
            [
                {
                    "session": name,
                    "documents": [
                        {"path": each.path, "sort": each.sort, "sha256": each.sha256, "size": each.size}
                        for each in every.get(name, ())
                    ],
                    "missing": list(missing(name, every, evidence)),
                }
                for name in names
            ]
        )
        return 0
    for name in names:
        record = records.get(name)
        head = _("{session}: {title}").format(session=name, title=record.title) if record else name
        terminal.write_lines([((terminal.harmless(head), "bold"),)])
        told = [(document_name(each.sort), terminal.harmless(each.path)) for each in every.get(name, ())]
        lacking = _(", ").join(document_name(each) for each in missing(name, every, evidence))
        told += [(_("Missing"), lacking)] if lacking else [(_("Missing"), _("nothing"))]
        terminal.write_lines(labelled(told, terminal.room()))
    if not names:
        terminal.say(_("No session is recorded yet."))
    return 0


def verify(
    session: MaybeSession = None, plan: PlanOption = None, ledger: LedgerFile = None, as_json: Json = False
) -> int:
    """Print the files that are missing or changed."""
    from sanhui.attendance.files import check
    from sanhui.cli.plan_file import ledger_of, load_schedule
    from sanhui.cli.record.desk import open_desk
    from sanhui.ledger import documents, store

    found = load_schedule(plan).plan
    path = ledger_of(found, ledger)
    with store.read_ledger(path) as opened:
        every = documents.read(opened, found.id)
    if session is not None:
        name = open_desk(session, plan, ledger).session.id
        every = {name: every.get(name, ())}
    checked = list(check((each for items in every.values() for each in items), path.parent))
    bad = [each for each in checked if each.state != "whole"]
    if as_json:
        terminal.write_json(
            [
                {"session": each.document.session, "path": each.document.path, "state": each.state}
                for each in checked
            ]
        )
        return int(bool(bad))
    for each in bad:
        text = (
            _("{session}: {path} is missing")
            if each.state == "missing"
            else _("{session}: {path} was changed")
        )
        terminal.write(terminal.harmless(text.format(session=each.document.session, path=each.document.path)))
    n = len(checked)
    terminal.say(
        ngettext(
            "{n} document, {bad} missing or changed", "{n} documents, {bad} missing or changed", n
        ).format(n=n, bad=len(bad))
    )
    return int(bool(bad))


def remove(
    session: SessionName,
    files: Files,
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Take files off a session."""
    from sanhui.attendance.files import relative
    from sanhui.cli.record.desk import open_desk
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import documents

    desk = open_desk(session, plan, ledger)
    known = [each.path for each in desk.documents.get(desk.session.id, ())]
    paths = [relative(path, desk.ledger.parent) for path in files]
    paths = [path if path in known else str(said) for path, said in zip(paths, files, strict=True)]
    unknown = [
        Problem(
            _("this file is not attached to {session}").format(session=desk.session.id),
            _("attached are: {items}").format(items=_(", ").join(known)) if known else "",
            file=path,
        )
        for path in paths
        if path not in known
    ]
    if unknown:
        raise InputError(*unknown)
    with recording(desk.plan, desk.ledger, "attach remove") as change:
        for path in paths:
            documents.remove(change, desk.plan.id, desk.session.id, path)
    if as_json:
        return write_change(desk.ledger, change)
    for path in paths:
        terminal.say(_("taken off: {path}").format(path=path))
    return 0


def _again(desk: Desk) -> Desk:
    from sanhui.cli.record.desk import desk_of

    return desk_of(desk.schedule, desk.session, desk.ledger, desk.now)


def _say_missing(desk: Desk) -> None:
    from sanhui.attendance.evidence import missing
    from sanhui.rulebook.asks import document_name

    lacking = missing(desk.session.id, desk.documents, desk.rules.settings.evidence)
    if lacking:
        terminal.say(_("still missing: {items}").format(items=_(", ").join(map(document_name, lacking))))
