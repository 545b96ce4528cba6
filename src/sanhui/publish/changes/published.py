"""The sessions that a published calendar tells of, as far as it tells them: single events, and the instances of series.

Whoever kept the calendar since may have written it anew, in words of another program.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sanhui.i18n import Language
from sanhui.publish.changes.comparison import Item
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.identity import identity
from sanhui.publish.ics.publication import Publication
from sanhui.publish.ics.reading import BROKEN, day, end, is_lost, moment, recurrence_set, settle, unreadable
from sanhui.publish.ics.text import unescape, unfold
from sanhui.publish.ics.wording import bare, says_floating

if TYPE_CHECKING:
    import icalendar

_IN_ENGLISH = re.compile(r"^PRODID[^:\r\n]*:-//sanhui//sanhui//EN\b", re.MULTILINE)
_NAMED = re.compile(r"^(?:NAME|X-WR-CALNAME)[^:\r\n]*:(.*)$", re.MULTILINE)


def items_of(publication: Publication, path: Path, zone: dt.tzinfo | None = None) -> dict[str, Item]:
    """The sessions by their ids; an instance of a series, which has no slot, is `activity@2026-03-09` by its rule's day.

    All is told by the clock of the `zone`, if it is known, or else of the calendar's own, whichever zones other programs
    have written. Tasks, holidays, and what is not ours are left out. Raises `InputError` about the file at `path` where an
    event does not say when it is: it would seem to be gone.
    """
    calendar = _calendar(publication, path)
    zones = [zone] if zone is not None else [each.to_tz() for each in calendar.timezones]
    local = zones[0] if zones else dt.UTC
    found: dict[str, Item] = {}
    series: dict[str, list[icalendar.Component]] = {}
    for event in calendar.events:
        uid = str(event.get("UID", ""))
        known = identity(uid)
        if known is None or len(known.parts) > 2:
            continue
        if is_lost(event):
            raise unreadable(path, uid)
        if len(known.parts) == 2:
            found["/".join(known.parts)] = _item("/".join(known.parts), event, local)
        else:
            series.setdefault(uid, []).append(event)
    for uid, parts in series.items():
        known = identity(uid)
        assert known is not None
        try:
            found |= {each.id: each for each in _instances(known.parts[0], parts, local)}
        except BROKEN as error:
            raise unreadable(path, uid) from error
    return found


def title(publication: Publication) -> str:
    """What the calendar is called; empty where it does not say."""
    found = _NAMED.search(unfold(publication.header))
    return unescape(found[1].strip()) if found else ""


def language(publication: Publication) -> Language:
    """The language of the plan, which our PRODID tells; Chinese where another program has put its own there."""
    return "en" if _IN_ENGLISH.search(publication.header) else "zh"


def foreign(publication: Publication) -> int:
    """How many of the components are not ours, and so are not compared."""
    return sum(identity(each.uid) is None for each in publication.components)


def _calendar(publication: Publication, path: Path) -> icalendar.Calendar:
    """What is ours in it, understood."""
    from icalendar import Calendar

    own = tuple(each for each in publication.components if identity(each.uid) is not None)
    try:
        return Calendar.from_ical(replace(publication, components=own).to_bytes())
    except BROKEN as error:
        raise unreadable(path, own[0].uid if own else "") from error


def _instances(activity: str, parts: Sequence[icalendar.Component], local: dt.tzinfo) -> Iterator[Item]:
    """The instances in the year in which the series begins: a plan is for one year, and a rule need not end."""
    masters = [each for each in parts if "RECURRENCE-ID" not in each]
    if any(_is_cancelled(each) for each in masters):
        return  # called off as a whole
    year = min(day(begun, local) for each in parts if (begun := moment(each, "DTSTART")) is not None).year
    for at, part in recurrence_set(parts, dt.date(year, 1, 1), dt.date(year, 12, 31), local).items():
        name = f"{activity}@{at.isoformat()}"
        yield replace(_item(name, part, local), nominal=at)


def _item(name: str, event: icalendar.Component, local: dt.tzinfo) -> Item:
    settle(event, local)
    text = str(event.get("SUMMARY", ""))
    start, finish = _placed(moment(event, "DTSTART"), local), _placed(end(event), local)
    cancelled = _is_cancelled(event)
    floats = says_floating(text) and not cancelled
    return Item(
        id=name,
        title=one_line(bare(text)),
        start=None if floats else start,
        end=None if floats else finish,
        last=start if floats else None,
        cancelled=cancelled,
        place=one_line(str(event.get("LOCATION", ""))),
    )


def _is_cancelled(event: icalendar.Component) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _placed(moment: dt.date | None, local: dt.tzinfo) -> dt.date | None:
    """A moment by this clock."""
    return moment.astimezone(local) if isinstance(moment, dt.datetime) else moment
