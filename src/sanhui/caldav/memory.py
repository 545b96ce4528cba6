"""What the last push left behind, in a small file beside the plan: which versions, saying what.

A convenience. Events remember the same by themselves, in a line of their own, but some servers drop lines that they do
not know, and a session that somebody deleted remembers nothing. Without the file no harm is done: what then cannot be
told apart is shown, not overwritten. It holds addresses, UIDs and fingerprints, and no secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from sanhui.caldav.resource import Mark
from sanhui.errors import InputError, UnableError
from sanhui.files import read_bytes, write_atomic

_VERSION = 1


class Known(msgspec.Struct, frozen=True):
    """One resource as it was after the last push; the mark has what the server made of it."""

    etag: str
    mark: str

    @property
    def base(self) -> Mark | None:
        """The mark, None if it is damaged."""
        return Mark.read(self.mark)


class _File(msgspec.Struct):
    version: int
    calendars: dict[str, dict[str, Known]]  # by the collection's address, then by UID


def beside(plan: Path, plan_id: str) -> Path:
    """Where the memory of a plan is kept."""
    return plan.with_name(f".{plan_id}.caldav.json")


def recall(path: Path, collection: str) -> dict[str, Known]:
    """What is known of a collection; nothing where there is no file, or none that can be read."""
    return _load(path).calendars.get(collection, {})


def remember(path: Path, collection: str, known: Mapping[str, Known]) -> bool:
    """Write down what is known of a collection; False where that cannot be done."""
    content = _load(path)
    content.calendars[collection] = dict(sorted(known.items()))
    try:
        write_atomic(path, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
    except UnableError:
        return False
    return True


def _load(path: Path) -> _File:
    if path.exists():
        try:
            content = msgspec.json.decode(read_bytes(path), type=_File)
        except (InputError, msgspec.MsgspecError):
            return _File(_VERSION, {})
        if content.version == _VERSION:
            return content
    return _File(_VERSION, {})
