"""Tries a changed text before it is written: loads and expands it as if it were the plan file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from sanhui.errors import InputError, UnableError
from sanhui.files import take_away
from sanhui.i18n import _
from sanhui.os_errors import reason_of
from sanhui.plan.load import load
from sanhui.schedule.expand import Schedule, expand


def schedule_of(path: Path) -> Schedule:
    """The schedule of a plan file as it stands."""
    return expand(load(path))


def try_out(path: Path, data: bytes) -> Schedule:
    """The schedule that the plan would have with these bytes; raises `InputError` with what would be wrong with it.

    They are put into a file beside the plan for as long as it takes, so that what the plan names relative to its
    folder is found.
    """
    with _beside(path, data) as draft:
        try:
            schedule = schedule_of(draft)
        except InputError as error:
            problems = [
                # the line is one of a text that nobody has seen
                replace(each, file=str(path), line=None, column=None) if each.file == str(draft) else each
                for each in error.problems
            ]
            raise InputError(*problems) from error
    return Schedule(replace(schedule.plan, path=path), schedule.sessions)


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    draft = path.with_name(f".sanhui-{os.urandom(6).hex()}.toml")
    try:
        draft.write_bytes(data)
        yield draft
    except OSError as error:
        text = _("the change cannot be tried out in {folder}: {reason}")
        raise UnableError(text.format(folder=path.parent, reason=reason_of(error))) from error
    finally:
        take_away(draft)
