"""Many changes of a plan at once: all that can be made are, as one change that one undo takes back.

They are tried together, for two sessions may change places, and each alone would be in the other's way. Who is refused
is left out, and the rest tried again; what the plan as a whole refuses is found by making one change after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from sanhui.edit.journal import Journal
from sanhui.edit.outcome import Edit
from sanhui.edit.rewrite import Design, Wanted, entry_of, new_findings, reading, see_to
from sanhui.edit.source import Source, save, writing
from sanhui.edit.surgery import Surgery
from sanhui.edit.trial import schedule_of, try_out
from sanhui.errors import InputError, UnableError
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Status


class Job(msgspec.Struct, frozen=True):
    """One change, by a key of its own. If it cannot be made as a whole, its `parts` are tried instead."""

    key: str
    design: Design
    parts: tuple[Job, ...] = ()


class Batch(msgspec.Struct, frozen=True):
    """What became of the changes, by their keys: the edits of those that were made, why the others were not.

    `whole` is the edit of the file, with what `sanhui check` says of it now; `after` is the schedule then.
    """

    whole: Edit
    edits: Mapping[str, Edit]
    refused: Mapping[str, str]
    after: Schedule


class _Draft(msgspec.Struct, frozen=True):
    """A text with some of the changes, and what each was to come to."""

    text: str
    wanted: Mapping[str, Wanted] = {}


def rewrite_all(path: Path, action: str, what: str, jobs: Sequence[Job], *, dry_run: bool = False) -> Batch:
    """Make all changes that can be made; `what` says in the journal what they are. Without any, nothing is written.

    Raises `InputError` when the plan is wrong as it stands, and `UnableError` when it cannot be written.
    """
    with reading(path) if dry_run else writing(path) as source:
        before = schedule_of(path)
        refused: dict[str, str] = {}
        draft, after = _drafted(source, before, jobs, refused)
        if parts := [part for job in jobs if job.key in refused for part in job.parts]:
            jobs = [*(job for job in jobs if not (job.key in refused and job.parts)), *parts]
            known = {job.key for job in jobs}
            refused = {key: why for key, why in refused.items() if key in known}
            draft, after = _drafted(source, before, jobs, refused)
        text = draft.text
        if draft.wanted:
            surgery = Surgery(text)
            surgery.set(("plan",), {"revision": surgery.data["plan"].get("revision", 1) + 1})
            text = surgery.finish()
            data = source.encoded(text)
            after = try_out(path, data)
            if not dry_run:
                Journal(path).add(entry_of(action, what, source, data))
                save(source, data)
        written = bool(draft.wanted) and not dry_run

        def edit(session: str) -> Edit:
            return Edit(
                path=path,
                action=action,
                session=session,
                before=source.text,
                after=text,
                was=before.by_id.get(session),
                now=after.by_id.get(session),
                written=written,
            )

        found = new_findings(before, after) if draft.wanted else ()
        return Batch(
            msgspec.structs.replace(edit(what), findings=found),
            {key: edit(wanted.session) for key, wanted in draft.wanted.items()},
            refused,
            after,
        )


def _drafted(
    source: Source, before: Schedule, jobs: Sequence[Job], refused: dict[str, str]
) -> tuple[_Draft, Schedule]:
    """The text with all that is not refused, and its schedule."""
    while True:
        draft, schedule = _Draft(source.text), before
        for job in jobs:
            if job.key not in refused:
                draft, schedule = _designed(source, draft, schedule, job, refused)
        if not draft.wanted:
            return draft, before
        try:
            after = try_out(source.path, source.encoded(draft.text))
        except InputError:
            return _one_by_one(source, before, jobs, refused)
        wrong = {key: why for key, each in draft.wanted.items() if (why := _against(each, after))}
        if not wrong:
            return draft, after
        refused |= wrong


def _designed(
    source: Source,
    draft: _Draft,
    schedule: Schedule,
    job: Job,
    refused: dict[str, str],
) -> tuple[_Draft, Schedule]:
    """The draft with one change more; after an added session with the schedule that the next one must know."""
    surgery = Surgery(draft.text)
    try:
        wanted = job.design(schedule, surgery)
        more = _Draft(surgery.finish(), {**draft.wanted, job.key: wanted})
        if wanted.status is Status.ADDED:
            schedule = try_out(source.path, source.encoded(more.text))
    except (InputError, UnableError) as error:
        refused[job.key] = _reason(error)
        return draft, schedule
    return more, schedule


def _one_by_one(
    source: Source, before: Schedule, jobs: Sequence[Job], refused: dict[str, str]
) -> tuple[_Draft, Schedule]:
    draft, schedule = _Draft(source.text), before
    for job in jobs:
        if job.key in refused:
            continue
        more, _next = _designed(source, draft, schedule, job, refused)
        if job.key in refused:
            continue
        try:
            after = try_out(source.path, source.encoded(more.text))
        except InputError as error:
            refused[job.key] = _reason(error)
            continue
        if why := _against(more.wanted[job.key], after):
            refused[job.key] = why
        else:
            draft, schedule = more, after
    return draft, schedule


def _against(wanted: Wanted, after: Schedule) -> str:
    """What speaks against a change once all are made; nothing, if it is as wanted."""
    try:
        see_to(wanted, after)
    except (InputError, UnableError) as error:
        return _reason(error)
    return ""


def _reason(error: InputError | UnableError) -> str:
    if isinstance(error, InputError):
        return " ".join(each.message for each in error.problems)
    return str(error).split("\n")[0]
