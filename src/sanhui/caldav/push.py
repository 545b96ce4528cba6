"""Sending: the plan's events onto a server, one conditional request each, so that breaking off at any point does no harm.

Nothing is planned ahead of what the server has: each run looks first and does what is still to be done. That is how
a push that broke off is resumed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from sanhui.caldav import collection as requests
from sanhui.caldav.decide import Action, Choice, Step, decide
from sanhui.caldav.discovery import Collection, make
from sanhui.caldav.failures import ServerError
from sanhui.caldav.meaning import meaning
from sanhui.caldav.memory import Known, recall, remember
from sanhui.caldav.resource import Mark, Ours, Theirs, by_uid
from sanhui.caldav.transport import Server

#: Called as (done, of) while events are sent.
Progress = Callable[[int, int], None]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sent where."""

    wanted: Mapping[str, Ours]  # by UID
    suffix: str  # of the plan's own UIDs
    memory: Path
    choice: Choice = Choice.ASK
    title: str = ""  # of a calendar that has to be made
    description: str = ""
    dry_run: bool = False


class Failure(msgspec.Struct, frozen=True):
    """An event that the server did not take, and why."""

    step: Step
    error: ServerError


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What became of every event."""

    collection: Collection
    made: bool  # the calendar is new
    done: tuple[Step, ...]  # conflicts and what is unchanged too
    failed: tuple[Failure, ...] = ()
    left_out: tuple[Ours, ...] = ()  # tasks, in a calendar that takes none
    unsent: tuple[Step, ...] = ()  # after `stopped`
    stopped: ServerError | None = None
    dry_run: bool = False
    remembered: bool = True

    def steps(self, action: Action) -> tuple[Step, ...]:
        """What was done so."""
        return tuple(step for step in self.done if step.action is action)


def push(
    server: Server, collection: Collection, job: Job, progress: Progress = lambda done, of: None
) -> Report:
    """Make the calendar say what the plan says. Raises ServerError only while nothing has been written yet."""
    wanted = {uid: each for uid, each in job.wanted.items() if each.kind in collection.kinds}
    left_out = tuple(each for each in job.wanted.values() if each.kind not in collection.kinds)
    known = recall(job.memory, collection.url)
    there = own(server, collection, job.suffix)
    steps = decide(wanted, there, known, job.choice)
    writes = sorted((step for step in steps if step.action in _WRITES), key=_order)
    idle = [step for step in steps if step.action not in _WRITES]
    if job.dry_run:
        return Report(
            collection=collection,
            made=not collection.exists,
            done=(*writes, *idle),
            left_out=left_out,
            dry_run=True,
        )
    made = not collection.exists
    if made:
        collection = make(server, collection, job.title, job.description)
    run = _Run(server, collection, _still_known(steps, known, there))
    try:
        run.carry_out(writes, progress)
    finally:
        # Also after an interrupt by the keyboard, but not for a calendar of which nothing is known or remembered.
        remembered = not (known or run.known) or remember(job.memory, collection.url, run.known)
    return Report(
        collection=collection,
        made=made,
        done=(*run.done, *idle),
        failed=tuple(run.failed),
        left_out=left_out,
        unsent=tuple(writes[len(run.done) + len(run.failed) :]),
        stopped=run.stopped,
        remembered=remembered,
    )


def own(server: Server, collection: Collection, suffix: str) -> dict[str, list[Theirs]]:
    """The plan's own events on the server, by UID."""
    return by_uid(each for each in requests.listing(server, collection, suffix) if each.uid.endswith(suffix))


_REFUSED = 4  # so many events, and no more are tried
_WRITES = (Action.ADD, Action.UPDATE, Action.CANCEL, Action.REMOVE)


class _Run:
    """Events being sent, and what is known of them when it ends, however it ends."""

    def __init__(self, server: Server, collection: Collection, known: dict[str, Known]) -> None:
        self._server = server
        self._collection = collection
        self._sent: dict[str, tuple[Step, requests.Written, int]] = {}
        self.known = known
        self.done: list[Step] = []
        self.failed: list[Failure] = []
        self._in_a_row = 0
        self.stopped: ServerError | None = None

    def carry_out(self, writes: list[Step], progress: Progress) -> None:
        for nth, step in enumerate(writes):
            progress(nth, len(writes))
            try:
                self._write(step)
            except ServerError as error:
                if error.general or self._all_refused(error):
                    self.stopped = error
                    break
                self.failed.append(Failure(step, error))
                self._in_a_row += 1
            else:
                self.done.append(step)
                self._in_a_row = 0
        self._read_back()
        progress(len(writes), len(writes))

    def _all_refused(self, error: ServerError) -> bool:
        """Whether the server refuses all events in the same way: a calendar that may only be read, for one."""
        alike = all(each.error.status == error.status for each in self.failed[-_REFUSED:])
        return alike and self._in_a_row >= _REFUSED and (not self.done or error.status == 500)

    def _write(self, step: Step) -> None:
        if step.action is Action.REMOVE and step.theirs is not None:
            # Forgotten before it is known to be gone: else, if the answer is lost, somebody “deleted it on the server”.
            remembered = self.known.pop(step.uid, None)
            try:
                requests.remove(self._server, step.theirs)
            except ServerError as error:
                if error.status and remembered:
                    self.known[step.uid] = remembered
                raise
            return
        if step.ours is None:
            raise AssertionError(f"{step.uid}: {step.action} without a text")
        if step.theirs is None:
            text = step.ours.text()
            written = requests.create(self._server, self._collection, step.ours)
        else:
            text = step.ours.text(step.theirs, step.base)
            written = requests.replace(self._server, self._collection, step.ours, step.theirs, text)
        said = meaning(text)
        self._sent[step.uid] = step, written, said.sequence if said else 0
        self.known[step.uid] = Known(written.etag, str(step.ours.mark))

    def _read_back(self) -> None:
        """Learn what the server made of our texts: some drop properties, or change them, and that is no edit."""
        hrefs = [written.href for _step, written, _sequence in self._sent.values()]
        try:
            found = by_uid(requests.read(self._server, self._collection, hrefs)) if hrefs else {}
        except ServerError:
            return  # without it the next push looks more closely; all that was to be written is written
        for uid, (step, written, sequence) in self._sent.items():
            for there in found.get(uid, ()):
                untouched = written.etag == there.etag or not written.etag
                if there.meaning and step.ours and untouched and there.meaning.sequence == sequence:
                    mark = Mark(step.ours.mark.written, there.meaning.core, there.meaning.alarms)
                    self.known[uid] = Known(there.etag, str(mark))


def _still_known(
    steps: tuple[Step, ...], known: Mapping[str, Known], there: Mapping[str, list[Theirs]]
) -> dict[str, Known]:
    """What is known before anything is written: of what is still there, or is a conflict for being gone."""
    found = {}
    for step in steps:
        remembered = known.get(step.uid)
        if step.action is Action.SAME and step.why is None and step.ours and step.theirs:
            if step.theirs.meaning is not None:
                said = step.theirs.meaning
                mark = step.base or Mark(step.ours.mark.written, said.core, said.alarms)
                found[step.uid] = Known(step.theirs.etag, str(mark))
        elif remembered is not None and (step.uid in there or step.why is not None):
            found[step.uid] = remembered
    return found


def _order(step: Step) -> tuple[bool, str, str]:
    """What is removed comes last: a push that breaks off has rather too much on the server than too little."""
    said = step.ours.meaning if step.ours else None
    start = said.start if said else None
    day = start.date() if isinstance(start, dt.datetime) else start
    return step.action is Action.REMOVE, day.isoformat() if day else "", step.uid
