"""The calendar that is written as the next one after those that were published: what the file holds is asked first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.cli import terminal
from sanhui.i18n import _
from sanhui.publish.ics.choices import Audience, Foreign

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.publish.ics.publication import Publication
    from sanhui.publish.ics.update import Counts, Update

_MARK = re.compile(r"^X-SANHUI-SELECTION:(\S+)", re.MULTILINE)


def marked(fresh: Publication, who: Iterable[str]) -> Publication:
    """A publication that says of which selection it is, in a word that names nobody; the whole says nothing.

    For what is not selected is missing in it like what is gone. Over the calendar of all, one member's would call off
    everybody else's sessions.
    """
    from msgspec.structs import replace

    words = sorted(set(who))
    if not words:
        return fresh
    word = hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
    head, begin, zones = fresh.header.partition("\r\nBEGIN:VTIMEZONE")
    return replace(fresh, header=f"{head}\r\nX-SANHUI-SELECTION:{word}{begin}{zones}")


def updated(
    fresh: Publication,
    plans: Sequence[Plan],
    paths: Iterable[Path | None],
    foreign: Foreign,
    audience: Audience,
) -> Update:
    """The fresh publication after those of the files that there are; raises `InputError` for what may not be replaced.

    A file that is a device or a pipe was not published.
    """
    from sanhui.publish.ics.foreign import refuse_foreign
    from sanhui.publish.ics.previous import combined, has_mark, read_publication
    from sanhui.publish.ics.update import reconcile

    found: dict[Path, Publication] = {}
    for number, path in enumerate(paths):
        if path is None or (number and not path.is_file()):  # the first was named: it must be there
            continue
        last = read_publication(path)
        _refuse_other_selection(last, fresh, path)
        if foreign is Foreign.REFUSE:
            refuse_foreign(last, [plan.id for plan in plans], path)
        if has_mark(path):
            terminal.say(
                _(
                    "note: {file} began with a byte order mark, which an editor must have written; it is gone"
                ).format(file=path)
            )
        found[path] = last
    subscription = audience is Audience.SUBSCRIPTION
    return reconcile(combined(found.values()), fresh, plans, subscription=subscription)


def said(counts: Counts) -> None:
    """Say what became of what people hold, if there was anything."""
    if not (counts.unchanged or counts.changed or counts.cancelled or counts.revived or counts.foreign):
        return
    parts = [
        (counts.changed, _("{n} changed")),
        (counts.added, _("{n} new")),
        (counts.cancelled, _("{n} called off")),
        (counts.revived, _("{n} held again")),
        (counts.unchanged, _("{n} as before")),
        (counts.foreign, _("{n} not of the plan, kept")),
    ]
    terminal.say("  " + _(", ").join(text.format(n=n) for n, text in parts if n))


def _refuse_other_selection(last: Publication, fresh: Publication, path: Path) -> None:
    from sanhui.errors import InputError, Problem

    if not last.components:
        return
    was, now = (_MARK.search(each.header.replace("\r", "")) for each in (last, fresh))
    if (was and was[1]) == (now and now[1]):
        return
    if was is None:
        message = _("the file holds the whole calendar; a selection would call off everything else in it")
    elif now is None:
        message = _("the file holds a selection, and the whole calendar would be written over it")
    else:
        message = _("the file holds another selection")
    raise InputError(Problem(message, _("write to another file: -o"), file=str(path)))
