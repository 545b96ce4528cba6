"""The rows that nobody could be made of, as a table for whoever looks into them; no file is written over."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from sanhui.attendance.meetings.importing import Rejected
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.sheets.formulas import quoted

_NAMES = 100


def reject_file(rejected: Iterable[Rejected]) -> bytes:
    """The rows as CSV with a byte order mark, by which Excel knows UTF-8, and without formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Row"), _("Name"), _("E-mail"), _("Id"), _("Came"), _("Left"), _("Reason")])
    for each in rejected:
        join = each.join
        times = [
            moment.isoformat(" ", "seconds")[:19] if moment else "" for moment in (join.arrived, join.left)
        ]
        cells = [str(join.row), join.name, join.email, join.id, *times, each.reason]
        writer.writerow(map(quoted, cells))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def reject_path(data: bytes, source: Path, given: Path | None) -> Path:
    """Where to write them: beside the source, or where somebody wishes.

    A file that says something else is left as it is: another name is taken, and for a `given` one `InputError` raised; so it
    is where nothing can be written, for marks are recorded before.
    """
    if given is not None:
        if not given.parent.is_dir():
            message = _("there is no folder {folder}; check the path").format(folder=given.parent)
            raise InputError(Problem(message, file=str(given), key="--reject"))
        if _taken(given, data):
            message = _("the file is there already, and says something else")
            raise InputError(Problem(message, _("give another name"), file=str(given), key="--reject"))
        return given
    if not os.access(source.parent, os.W_OK):
        message = _("rows are nobody's, and they cannot be written beside the file: no permission")
        raise InputError(Problem(message, _("name another file with --reject"), file=str(source)))
    for number in range(1, _NAMES):
        path = source.with_name(f"{source.name}.rejected{f'-{number}' if number > 1 else ''}.csv")
        if not _taken(path, data):
            return path
    message = _("there are {n} files of rejected rows beside it already").format(n=_NAMES - 1)
    raise InputError(Problem(message, _("remove them, or name one with --reject"), file=str(source)))


def _taken(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except FileNotFoundError:
        return False
    except OSError:
        return True
