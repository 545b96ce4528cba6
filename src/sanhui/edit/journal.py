"""The last changes of a plan, kept beside it so that they can be undone: `.plan.toml.undo`.

Which change was the last cannot be read off the plan: a later one may stand above an earlier one. So each is written
down, with the fingerprints of the file before and after it and the lines that it changed; JSON, one change a line.
Without the journal nothing can be undone, and nothing else is lost.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from sanhui.edit.hunks import Hunk
from sanhui.edit.lock import beside
from sanhui.errors import InputError
from sanhui.files import read_bytes, write_atomic

_KEPT = 100  # so many changes can be undone, one after the other


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One change: what was done to which session, the file's fingerprints, the lines."""

    action: str
    session: str
    before: str
    after: str
    hunks: tuple[Hunk, ...]


class Journal:
    """The changes of one plan, the last one last. Without a file, or with a broken one, there are none."""

    def __init__(self, plan: Path) -> None:
        self._path = beside(plan, "undo")
        self.entries = self._read()

    def add(self, entry: Entry) -> None:
        """Write down a change. Before the plan is written: what then does not happen is seen by its fingerprint."""
        self.entries.append(entry)
        self._write()

    def last(self, fingerprint: str) -> Entry | None:
        """The change to undo next, for a plan with this fingerprint; None if there is none.

        It is the one that led to the plan as it stands. What came after it is not in the plan any more (it was never
        written, or taken back by other means, such as a version control system). A plan that no change led to was edited
        by hand since the last one.
        """
        for number, entry in reversed(list(enumerate(self.entries))):
            if entry.after == fingerprint:
                return entry
            if entry.before == fingerprint:
                return self.entries[number - 1] if number else None
        return self.entries[-1] if self.entries else None

    def forget(self, entry: Entry) -> None:
        """Strike a change that was undone, and all that came after it."""
        del self.entries[next(n for n, each in enumerate(self.entries) if each is entry) :]
        self._write()

    def _read(self) -> list[Entry]:
        try:
            lines = read_bytes(self._path).splitlines() if self._path.is_file() else []
            return [msgspec.json.decode(line, type=Entry) for line in lines]
        except (InputError, msgspec.DecodeError):
            return []

    def _write(self) -> None:
        if not self.entries:
            self._path.unlink(missing_ok=True)
            return
        lines = [msgspec.json.encode(entry) + b"\n" for entry in self.entries[-_KEPT:]]
        write_atomic(self._path, b"".join(lines))
