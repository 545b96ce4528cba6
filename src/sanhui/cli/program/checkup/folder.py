"""The folder: its plans with what they name, the ledger and its backups, and what was left lying about."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.cli.program.checkup.sign import Sign
from sanhui.i18n import _, ngettext

if TYPE_CHECKING:
    from sanhui.errors import SanhuiError
    from sanhui.plan.model import Plan

_OLD = dt.timedelta(days=30)  # a backup may be as old as that
_TEMPORARY = re.compile(r"\.sanhui-[0-9a-f]{12}\.tmp")


def signs(given: Path | None, now: dt.datetime) -> Iterator[Sign]:
    """Everything about the plans that are meant, in the order in which it is shown."""
    from sanhui.cli.plan_file import plans_near

    plans = plans_near(given)
    if not plans:
        yield Sign("plan", "ok", _("no plan in this folder or above it"), _("to make one: sanhui init"))
        return
    for path in plans:
        yield from _of_plan(path, now.date())
    folder = plans[0].parent
    yield from _ledger(folder, now)
    yield from _folder(folder)


def _of_plan(path: Path, today: dt.date) -> Iterator[Sign]:
    """The plan as it is read, with its roster, its days and its rules."""
    from sanhui.errors import SanhuiError
    from sanhui.plan.load import load
    from sanhui.schedule.expand import expand

    try:
        plan = load(path)
        sessions = len(expand(plan).sessions)
    except SanhuiError as error:
        yield _failed("plan", path, error)
        return
    n = sessions
    found = ngettext("{file}: {year}, {n} session", "{file}: {year}, {n} sessions", n)
    yield Sign("plan", "ok", found.format(file=path, year=plan.year, n=n))
    if plan.calendar.is_provisional(plan.year):
        text = _("{file}: the notice for {year} is missing, all days are provisional")
        remedy = _("when it is out: sanhui holidays import FILE")
        yield Sign("provisional", "warning", text.format(file=path, year=plan.year), remedy)
    if plan.roster is None:
        text = _("{file}: no roster, so nobody knows who is due").format(file=path)
        yield Sign("roster", "warning", text, _("make one: sanhui roster import FILE"))
    else:
        people = len(plan.roster.on(today))
        text = ngettext("{file}: {n} member today", "{file}: {n} members today", people)
        yield Sign("roster", "ok", text.format(file=plan.roster.source, n=people))
    yield _rules(plan)


def _rules(plan: Plan) -> Sign:
    from sanhui.errors import SanhuiError
    from sanhui.rulebook.load import rules_of

    try:
        rules = rules_of(plan)
    except SanhuiError as error:
        return _failed("rules", plan.path, error)
    if rules.slips:
        n = len(rules.slips)
        text = ngettext("{n} remark about a local rulebook", "{n} remarks about local rulebooks", n).format(
            n=n
        )
        return Sign("rules", "warning", text, "sanhui rules check")
    n = len(rules.rules)
    found = ngettext("{n} rule", "{n} rules", n).format(n=n)
    if plan.rules is None:
        found = _("{found}, those that bind every branch: the plan names none").format(found=found)
    return Sign("rules", "ok", found)


def _ledger(folder: Path, now: dt.datetime) -> Iterator[Sign]:
    """Whether the ledger can be trusted, and whether there is a backup of it."""
    from sanhui.errors import SanhuiError
    from sanhui.ledger import log, store
    from sanhui.ledger.verify import verify

    path = folder / store.NAME
    if not path.exists():
        yield Sign("ledger", "ok", _("no ledger yet: nothing was recorded"))
        return
    try:
        with store.read_ledger(path) as opened:
            flaws = verify(opened)
            entries = log.head(opened).n
            version = opened.query("PRAGMA user_version")[0]["user_version"]
            newest = opened.query("SELECT at FROM log ORDER BY n DESC LIMIT 1")
    except SanhuiError as error:
        yield _failed("ledger", path, error)
        return
    if flaws:
        text = ngettext("{file}: {n} flaw", "{file}: {n} flaws", len(flaws)).format(file=path, n=len(flaws))
        yield Sign("ledger", "fault", text, "sanhui ledger verify")
        return
    text = _("{file}: sound, version {version}, {n} entries").format(file=path, version=version, n=entries)
    yield Sign("ledger", "ok", text)
    if newest:
        yield _backup(path, dt.datetime.fromisoformat(newest[0]["at"]), now)


def _backup(path: Path, changed: dt.datetime, now: dt.datetime) -> Sign:
    """Whether a backup beside the ledger is newer than its last change, or not old; others are not known of."""
    remedy = "sanhui ledger backup"
    taken = [_taken(each, path) for each in path.parent.glob(f"{path.stem}-*{path.suffix}")]
    newest = max((day for day in taken if day is not None), default=None)
    if newest is None:
        return Sign("backup", "warning", _("no backup beside the ledger"), remedy)
    found = _("the newest backup is of {day}").format(day=f"{newest:%Y-%m-%d %H:%M}")
    stale = newest < changed.replace(tzinfo=None) and now.replace(tzinfo=None) - newest > _OLD
    return Sign("backup", "warning" if stale else "ok", found, remedy if stale else "")


def _taken(backup: Path, ledger: Path) -> dt.datetime | None:
    """When `sanhui ledger backup` wrote the file, by its name; None for another file."""
    try:
        return dt.datetime.strptime(backup.stem.removeprefix(f"{ledger.stem}-"), "%Y%m%d-%H%M%S")  # noqa: DTZ007
    except ValueError:
        return None


def _folder(folder: Path) -> Iterator[Sign]:
    if not os.access(folder, os.W_OK):
        text = _("{folder} may not be written: nothing can be changed or recorded").format(folder=folder)
        yield Sign("folder", "warning", text, _("ask for the right to write there, or copy the folder"))
    left = sorted(each.name for each in folder.iterdir() if _TEMPORARY.fullmatch(each.name))
    if left:
        text = _("left behind by a program that was killed: {files}").format(files=_(", ").join(left))
        yield Sign("folder", "warning", text, _("delete them when no sanhui is running"))


def _failed(about: str, path: Path, error: SanhuiError) -> Sign:
    """The first of what is wrong, how many there are besides, and its remedy."""
    from sanhui.errors import InputError

    if not isinstance(error, InputError):
        return Sign(about, "fault", str(error))
    first, *more = error.problems
    text = str(first).partition("\n")[0]
    if not first.file:
        text = f"{path}: {text}"
    if more:
        text = _("{text} (and {n} more)").format(text=text, n=len(more))
    return Sign(about, "fault", text, first.remedy)
