"""One change of a plan file from reading to writing, and the way back."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from sanhui.checks import Finding, check
from sanhui.edit import judge
from sanhui.edit.hunks import hunks, take_back, take_back_from
from sanhui.edit.journal import Entry, Journal
from sanhui.edit.outcome import Edit
from sanhui.edit.source import Source, fingerprint, open_plan, save, writing
from sanhui.edit.surgery import Surgery
from sanhui.edit.trial import schedule_of, try_out
from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status


class Wanted(msgspec.Struct, frozen=True):
    """What a change is about: the id of the session, and its day or moment and status afterwards, if they are said.

    `placed` says that it gives the session a day, a time or a place, which must be in no other's way.
    """

    session: str
    to: dt.date | dt.datetime | None = None
    status: Status | None = None
    placed: bool = False


#: What a change does to a plan: it is given the schedule, and adds to the text.
Design = Callable[[Schedule, Surgery], Wanted]


def rewrite(path: Path, action: str, design: Design, *, dry_run: bool = False) -> Edit:
    """Change a plan file by a design, which is given the schedule and adds to the text.

    Raises `InputError` when the plan, now or then, is wrong, and `UnableError` when it cannot be written.
    """
    with reading(path) if dry_run else writing(path) as source:
        before = schedule_of(path)
        surgery = Surgery(source.text)
        wanted = design(before, surgery)
        surgery.set(("plan",), {"revision": surgery.data["plan"].get("revision", 1) + 1})
        text = surgery.finish()
        data = source.encoded(text)
        after = try_out(path, data)
        now = after.by_id.get(wanted.session)
        see_to(wanted, after)
        findings = new_findings(before, after)
        edit = Edit(
            path=path,
            action=action,
            session=wanted.session,
            before=source.text,
            after=text,
            was=before.by_id.get(wanted.session),
            now=now,
            findings=findings,
            written=not dry_run,
        )
        if not dry_run:
            Journal(path).add(entry_of(action, wanted.session, source, data))
            save(source, data)
    return edit


def undo(path: Path, *, dry_run: bool = False) -> Edit:
    """Take back the last change that was made by these functions: the file holds the very bytes it held before.

    After other changes by hand only the lines of that change are taken back, if they are found; else `InputError`.
    """
    with reading(path) if dry_run else writing(path) as source:
        journal = Journal(path)
        entry = journal.last(source.fingerprint)
        if entry is None:
            remedy = _("“sanhui undo” takes back what “sanhui move” and its like have changed")
            raise InputError(Problem(_("there is no change to undo"), remedy, file=str(path)))
        data = _without(entry, source)
        edit = Edit(
            path=path,
            action="undo",
            session=entry.session,
            before=source.text,
            after=Source(path, data).text,
            was=_session(path, source.data, entry.session),
            now=_session(path, data, entry.session),
            undone=entry.action,
            written=not dry_run,
        )
        if not dry_run:
            save(source, data)
            journal.forget(entry)
    return edit


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Source]:
    """The plan as it stands, for a change that is only tried."""
    yield open_plan(path)


def see_to(wanted: Wanted, after: Schedule) -> None:
    """See that the changed plan holds the session as it was wanted, and that it is in no other's way."""
    now = after.by_id.get(wanted.session)
    good = now is not None and wanted.status in (None, now.status)
    if good and now is not None and wanted.to is not None:
        start = now.start.replace(tzinfo=None) if isinstance(now.start, dt.datetime) else now.start
        good = wanted.to == (start if isinstance(wanted.to, dt.datetime) else now.date)
    if not good:
        text = _("{session} would not stand in the plan as wanted; nothing was written")
        raise UnableError(text.format(session=wanted.session))
    if now is not None and wanted.placed:
        judge.refuse_taken(after, now)


def new_findings(before: Schedule, after: Schedule) -> tuple[Finding, ...]:
    """What is found now, and was not before; lines move with the text, and say nothing.

    Nor does the number of all sessions in a message (“1 session of 85 is provisional”): what concerns the same sessions
    is known.
    """
    known = {(each.code, about) for each in check(before) for about in (each.message, each.sessions)}
    return tuple(
        each
        for each in check(after)
        if (each.code, each.message) not in known
        and not (each.sessions and (each.code, each.sessions) in known)
    )


def entry_of(action: str, session: str, source: Source, data: bytes) -> Entry:
    """What the journal keeps of a change, so that it can be undone."""
    return Entry(
        action=action,
        session=session,
        before=source.fingerprint,
        after=fingerprint(data),
        hunks=hunks(source.data.decode("utf-8"), data.decode("utf-8")),
    )


def _without(entry: Entry, source: Source) -> bytes:
    """The bytes of the plan without a change."""
    text = source.data.decode("utf-8")
    if entry.after == source.fingerprint:
        data = take_back(text, entry.hunks).encode("utf-8")
        if fingerprint(data) == entry.before:
            return data
    restored = take_back_from(text, entry.hunks)
    if restored is None:
        message = _(
            "the plan was edited since the last change ({action} {session}), where that change stands"
        )
        remedy = _("take it back by hand")
        raise InputError(
            Problem(message.format(action=entry.action, session=entry.session), remedy, file=str(source.path))
        )
    data = restored.encode("utf-8")
    try_out(source.path, data)
    return data


def _session(path: Path, data: bytes, name: str) -> Session | None:
    """A session as the plan has it with these bytes; None also where the plan is wrong, which undo need not mind."""
    try:
        return try_out(path, data).by_id.get(name)
    except InputError:
        return None
