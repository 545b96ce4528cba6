"""`sanhui diff` and `sanhui notice`: what differs between two versions of a year, and the message that says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.options import Json
from sanhui.cli.publish.calendar_options import Names
from sanhui.i18n import N_, Language, language, ngettext, speaking

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sanhui.publish.changes.comparison import Item


Old = Annotated[
    Path, typer.Argument(metavar=N_("OLD"), help=N_("The older version: a plan or a calendar (.ics)."))
]
New = Annotated[
    Path | None,
    typer.Argument(
        metavar=N_("NEW"),
        help=N_("The newer version: a plan or a calendar; without it the plan in this folder or above."),
        show_default=False,
    ),
]


def diff(
    old: Old,
    new: New = None,
    as_json: Json = False,
) -> int:
    """List what differs."""
    from sanhui.publish.changes.comparison import differences
    from sanhui.publish.changes.telling import listing, record

    before, after = _versions(old, new)
    with speaking(after.language if as_json else language()):
        found = differences(before.items, after.items)
        if as_json:
            terminal.write_json(record(found))
        else:
            terminal.write_lines(listing(found, terminal.room()))
    _say_foreign(before, after)
    return int(bool(found))


def notice(
    old: Old,
    new: New = None,
    names: Names = False,
) -> int:
    """Write the message."""
    from sanhui.publish.changes.comparison import differences
    from sanhui.publish.changes.telling import notice as message

    before, after = _versions(old, new)
    with speaking(after.language):
        found = differences(before.items, after.items)
        terminal.write(message(after.title or before.title, found, names=names))
    _say_foreign(before, after)
    return 0


def _versions(old: Path, new: Path | None) -> tuple[_Version, _Version]:
    """Both; a calendar is read by the clock of the plan, if the other one is a plan."""
    if _is_calendar(old):
        after = _Version(new)
        return _Version(old, after.zone), after
    before = _Version(old)
    return before, _Version(new, before.zone)


class _Version:
    """A plan or a calendar: its sessions, title and language; of a plan its zone."""

    def __init__(self, path: Path | None, zone: dt.tzinfo | None = None) -> None:
        self.items: Mapping[str, Item]
        self.foreign = 0
        self.zone: dt.tzinfo | None = None
        if path is not None and _is_calendar(path):
            self._read_calendar(path, zone)
        else:
            self._read_plan(path)

    def _read_plan(self, path: Path | None) -> None:
        from zoneinfo import ZoneInfo

        from sanhui.cli.plan_file import load_schedule
        from sanhui.publish.changes.comparison import items_of

        schedule = load_schedule(path)
        self.title: str = schedule.plan.title
        self.language: Language = schedule.plan.language
        self.zone = ZoneInfo(schedule.plan.timezone)
        self.items = items_of(schedule)

    def _read_calendar(self, path: Path, zone: dt.tzinfo | None) -> None:
        from sanhui.publish.changes import published
        from sanhui.publish.ics.previous import read_publication

        publication = read_publication(path)
        self.title = published.title(publication)
        self.language = published.language(publication)
        self.items = published.items_of(publication, path, zone)
        self.foreign = published.foreign(publication)


def _is_calendar(path: Path) -> bool:
    """By what the file begins with; what cannot be read is told by whoever reads it as a plan."""
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")
    except OSError:
        return path.suffix.lower() == ".ics"


def _say_foreign(*versions: _Version) -> None:
    n = sum(each.foreign for each in versions)
    if n:
        text = ngettext(
            "{n} event of other programs was not compared",
            "{n} events of other programs were not compared",
            n,
        )
        terminal.say(text.format(n=n))
