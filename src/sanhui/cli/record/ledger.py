"""`sanhui ledger`: can the record be trusted, what was changed by whom, and copies of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import next_steps, terminal
from sanhui.cli.options import Json, LedgerFile
from sanhui.cli.record import actor
from sanhui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from sanhui.ledger.log import Head
    from sanhui.ledger.store import Ledger


Number = Annotated[
    int | None,
    typer.Argument(
        metavar=N_("NUMBER"),
        help=N_("The number of a change, as “sanhui ledger log” gives it."),
        show_default=False,
    ),
]


def info(ledger: LedgerFile = None, as_json: Json = False) -> int:
    """Print what the ledger holds."""
    from sanhui.ledger import history, log, store
    from sanhui.ledger.change import KEYS
    from sanhui.publish.cleaning import one_line
    from sanhui.publish.terminal.columns import labelled

    path = _existing(ledger)
    with store.read_ledger(path) as opened, opened.reading():
        top = log.head(opened)
        version = opened.query("PRAGMA user_version")[0]["user_version"]
        newest = opened.query("SELECT at, actor, command FROM log ORDER BY n DESC LIMIT 1")
        plans = opened.query("SELECT id, year FROM plan ORDER BY year, id")
        rows = {table: opened.query(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in KEYS}
    if as_json:
        terminal.write_json(
            {
                "file": str(path),
                "version": version,
                "entries": top.n,
                "head": top.hash,
                "last": newest[0] if newest else None,
                "plans": plans,
                "rows": rows,
            }
        )
        return 0
    told = [
        (_("File"), str(path)),
        (_("Version"), str(version)),
        (_("Plans"), _(", ").join(plan["id"] for plan in plans)),
        (_("Rows"), _(", ").join(f"{history.subject(table)} {n}" for table, n in rows.items() if n)),
        (_("Last change"), " ".join(newest[0].values()) if newest else ""),
        (_("Head"), f"{top.n}:{top.hash}"),
    ]
    terminal.write_lines(labelled(((label, one_line(text)) for label, text in told if text), terminal.room()))
    return 0


def verify(
    ledger: LedgerFile = None,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="N:HASH",
            help=N_("A head of the log that was noted elsewhere."),
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Print everything that is wrong with the ledger."""
    import msgspec

    from sanhui.ledger import log, store
    from sanhui.ledger.verify import verify as flaws_of

    path = _existing(ledger)
    kept = _head(head)
    with store.read_ledger(path) as opened:
        flaws = flaws_of(opened, kept)
        top = log.head(opened)
    if as_json:
        terminal.write_json(
            {"file": str(path), "entries": top.n, "head": top.hash, "flaws": msgspec.to_builtins(flaws)}
        )
        return int(bool(flaws))
    for flaw in flaws:
        terminal.write(terminal.harmless(_("{file}: {message}").format(file=path, message=flaw.message)))
    if flaws:
        terminal.say(ngettext("{n} flaw", "{n} flaws", len(flaws)).format(n=len(flaws)))
    else:
        terminal.write(
            _("The ledger is sound: {n} entries, head {head}").format(n=top.n, head=f"{top.n}:{top.hash}")
        )
    return int(bool(flaws))


def log_(
    number: Number = None,
    ledger: LedgerFile = None,
    session: Annotated[
        str,
        typer.Option(
            "--session",
            metavar=N_("SESSION"),
            help=N_("Only about this session, by its id."),
            show_default=False,
        ),
    ] = "",
    member: Annotated[
        str,
        typer.Option(
            "--member",
            metavar=N_("MEMBER"),
            help=N_("Only about this member, by id or name."),
            show_default=False,
        ),
    ] = "",
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help=N_("So many of the newest."))] = 20,
    as_json: Json = False,
) -> int:
    """Print the changes."""
    from sanhui.ledger import history, store
    from sanhui.publish.record import changelog

    about = {name: value for name, value in (("session", session), ("member", member)) if value}
    with store.read_ledger(_existing(ledger)) as opened:
        found = [history.find(opened, number)] if number else [*history.changes(opened, **about)][-last:]
    if as_json:
        terminal.write_json([changelog.record(each) for each in found])
    elif number is None:
        terminal.write_lines(changelog.listing(found, terminal.room()))
        if not found:
            terminal.say(_("No changes."))
    else:
        terminal.write_lines(changelog.details(found[0], terminal.room()))
    return 0


def undo(
    number: Number = None,
    ledger: LedgerFile = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar=N_("TEXT"), help=N_("Why; the ledger keeps it."), show_default=False
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show what it would do, and write nothing."))
    ] = False,
    as_json: Json = False,
) -> int:
    """Take a change back."""
    import msgspec

    from sanhui.cli.record.recording import write_change
    from sanhui.ledger import history, store
    from sanhui.publish.record import changelog

    path = _existing(ledger)
    with store.open_ledger(path) as opened:
        found = history.last(opened) if number is None else history.find(opened, number)
        if found is None:
            if as_json:
                terminal.write_json(None)
            terminal.say(_("There is nothing to take back."))
            next_steps.nothing()
            return 0
        command = f"{history.UNDO} {found.number}"
        if not dry_run:
            now = actor.stamp(
                command, reason=reason
            )  # told in the time zone of what is taken back: no plan is read
            with opened.change(msgspec.structs.replace(now, at=now.at.astimezone(found.at.tzinfo))) as change:
                history.take_back(change, found)
            if as_json:
                return write_change(path, change)
    if as_json:
        terminal.write_json(changelog.record(found))
        return 0
    terminal.write_lines(changelog.taken_back(found, terminal.room()))
    terminal.say(
        _("Nothing was written: --dry-run") if dry_run else _("Taken back: change {n}").format(n=found.number)
    )
    return 0


def backup(
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar=N_("FILE"),
            help=N_("The new file; if left out, beside the ledger."),
            show_default=False,
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Copy the ledger."""
    from sanhui.cli import clock
    from sanhui.ledger import copies, log, store

    path = _existing(ledger)
    target = to or path.with_name(f"{path.stem}-{clock.now():%Y%m%d-%H%M%S}{path.suffix}")
    with store.read_ledger(path) as opened:
        copies.backup(opened, target)
    with store.read_ledger(target) as opened:
        top = log.head(opened)
    if as_json:
        return _write_copy(target, top)
    terminal.write(terminal.harmless(str(target)))
    next_steps.note(made=target)
    terminal.say(_("backed up: {n} entries, head {head}").format(n=top.n, head=f"{top.n}:{top.hash}"))
    return 0


def restore(
    source: Annotated[
        Path, typer.Argument(metavar=N_("BACKUP"), help=N_("A file that “sanhui ledger backup” wrote."))
    ],
    ledger: LedgerFile = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=N_("Do not ask."))] = False,
    as_json: Json = False,
) -> int:
    """Go back to a backup."""
    from sanhui.cli.members.sign_in import agreed
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import copies, log, store

    path = _place(ledger)
    asking = path.exists() and not yes
    copies.require(source)
    with store.read_ledger(source) as opened:
        top = log.head(opened)
    say = terminal.insist if asking else terminal.say
    say(_("The backup has {n} entries; {now}.").format(n=top.n, now=_compared(path, top)))
    if asking and not agreed(_("Make the ledger what the backup says?")):
        message = _("nothing was restored")
        raise InputError(
            Problem(message, _("say --yes; the ledger as it is now is kept beside it"), file=str(path))
        )
    kept = copies.restore(source, path)
    if as_json:
        with store.read_ledger(path) as opened:
            return _write_copy(path, log.head(opened), former=kept)
    terminal.write(terminal.harmless(str(path)))
    if kept is not None:
        terminal.say(_("restored; the former ledger is {file}").format(file=kept))
    return 0


def export(
    folder: Annotated[Path, typer.Argument(metavar=N_("FOLDER"), help=N_("A new or an empty folder."))],
    ledger: LedgerFile = None,
    lines: Annotated[
        bool, typer.Option("--json", help=N_("Tables as JSON, a row a line, instead of CSV."))
    ] = False,
) -> int:
    """Write the ledger as plain files."""
    from sanhui.ledger import exchange, store

    with store.read_ledger(_existing(ledger)) as opened:
        contents = exchange.save(opened, folder, "jsonl" if lines else "csv")
    for part in contents.parts:
        terminal.write(terminal.harmless(str(folder / part.file)))
    terminal.say(
        _("exported: {rows} rows and {n} entries of the log").format(
            rows=sum(part.rows for part in contents.parts if part.table != "log"), n=contents.entries
        )
    )
    return 0


def take_over(
    folder: Annotated[
        Path, typer.Argument(metavar=N_("FOLDER"), help=N_("A folder that “sanhui ledger export” wrote."))
    ],
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Make a ledger of an export."""
    from sanhui.ledger import exchange
    from sanhui.ledger.log import Head

    path = _place(ledger)
    contents = exchange.load(folder, path)
    if as_json:
        return _write_copy(path, Head(contents.entries, contents.head))
    head = f"{contents.entries}:{contents.head}"
    terminal.write(terminal.harmless(str(path)))
    terminal.say(_("imported and proven: {n} entries, head {head}").format(n=contents.entries, head=head))
    return 0


# -- what they share ---------------------------------------------------------------------------------------


def _write_copy(path: Path, top: Head, former: Path | None = None) -> int:
    """Print which file is a ledger now, and how far its log goes. Gives the exit code."""
    terminal.write_json(
        {"file": str(path), "entries": top.n, "head": top.hash, "former": former and str(former)}
    )
    return 0


def _place(given: Path | None) -> Path:
    """Where the ledger is, or would be. The plan need not be right for that."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.ledger.store import NAME, beside

    if given is None and Path(NAME).is_file():
        return Path(NAME)
    return given or beside(find_plan(None))


def _existing(given: Path | None) -> Path:
    """The ledger that there is; raises InputError."""
    from sanhui.errors import InputError, Problem

    path = _place(given)
    if not path.exists():
        message = _("there is no ledger yet")
        raise InputError(
            Problem(message, _("it comes into being when something is recorded"), file=str(path))
        )
    return path


def _head(text: str | None) -> Head | None:
    """132:9f3c…, as `info` and `verify` say it."""
    from sanhui.errors import InputError, Problem
    from sanhui.ledger.log import Head

    if text is None:
        return None
    number, _colon, hash_ = text.strip().partition(":")
    if not number.isdecimal() or len(hash_) != 64:
        message = _("this is no head of a log")
        remedy = _("“sanhui ledger info” says it: a number, a colon and 64 characters")
        raise InputError(Problem(message, remedy, key="--head", value=text))
    return Head(int(number), hash_.lower())


def _compared(path: Path, backup_head: Head) -> str:
    """How the ledger stands to a backup."""
    from sanhui.errors import SanhuiError
    from sanhui.ledger import log, store

    if not path.exists():
        return _("there is no ledger now")
    try:
        with store.read_ledger(path) as opened:
            top = log.head(opened)
            known = _goes_through(opened, backup_head)
    except SanhuiError:
        return _("the ledger now cannot be read")
    if not known:
        return _("the ledger now has {n}, and is not a continuation of it").format(n=top.n)
    if top == backup_head:
        return _("the ledger now is the same")
    return _("the ledger now has {n}: the last {lost} would be gone from it").format(
        n=top.n, lost=top.n - backup_head.n
    )


def _goes_through(ledger: Ledger, head: Head) -> bool:
    rows = ledger.query("SELECT hash FROM log WHERE n = ?", head.n)
    return head.n == 0 or (bool(rows) and rows[0]["hash"] == head.hash)
