"""The sessions that a published calendar tells of, as far as it tells them: single events, and the instances of series."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from sanhui.publish.changes.comparison import Item
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.identity import identity
from sanhui.publish.ics.instances import instances
from sanhui.publish.ics.publication import Component, Publication
from sanhui.publish.ics.wording import bare, says_floating

_ESCAPED = re.compile(r"\\([\\;,nN])")
_FOLD = re.compile(r"\r?\n[ \t]")
_NAMED = re.compile(r"^(?:NAME|X-WR-CALNAME)[^:\r\n]*:(.*)$", re.MULTILINE)
_DAY = dt.timedelta(days=1)


def items_of(publication: Publication) -> dict[str, Item]:
    """The sessions by their ids; an instance of a series, which has no slot, is `activity@2026-03-09` by its rule's day.

    Tasks, holidays, and what is not ours are left out.
    """
    masters: dict[str, tuple[str, Component]] = {}
    found: dict[str, Item] = {}
    for component in publication.components:
        known = identity(component.uid)
        if known is None or component.name != "VEVENT":
            continue
        if len(known.parts) == 2:
            found["/".join(known.parts)] = _item("/".join(known.parts), component)
        elif len(known.parts) == 1 and not component.recurrence_id:
            masters[component.uid] = (known.parts[0], component)
    for uid, (activity, master) in masters.items():
        own = {each.recurrence_id: each for each in publication.components if each.uid == uid}
        for item in _instances(activity, master, own):
            found[item.id] = item
    return found


def title(publication: Publication) -> str:
    """What the calendar is called; empty where it does not say."""
    found = _NAMED.search(_FOLD.sub("", publication.header))
    return _text(found[1].strip()) if found else ""


def foreign(publication: Publication) -> int:
    """How many of the components are not ours, and so are not compared."""
    return sum(identity(each.uid) is None for each in publication.components)


def _instances(activity: str, master: Component, own: dict[str, Component]) -> Iterator[Item]:
    usual = _item("", master)
    for recurrence_id in sorted(instances(master)):
        day = dt.datetime.strptime(recurrence_id[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date
        name = f"{activity}@{day.isoformat()}"
        if override := own.get(recurrence_id):
            yield replace(_item(name, override), nominal=day)
            continue
        start, end = usual.start, usual.end
        assert start is not None
        assert end is not None
        if isinstance(start, dt.datetime):
            begins: dt.date = dt.datetime.combine(day, start.timetz())
        else:
            begins = day
        yield replace(usual, id=name, start=begins, end=begins + (end - start), nominal=day)


def _item(name: str, component: Component) -> Item:
    text = _text(component.value("SUMMARY"))
    start, end = _moment(component, "DTSTART"), _moment(component, "DTEND")
    floats = says_floating(text) and component.status != "CANCELLED"
    if start is not None and end is None:
        end = start + (dt.timedelta() if isinstance(start, dt.datetime) else _DAY)
    return Item(
        id=name,
        title=one_line(bare(text)),
        start=None if floats else start,
        end=None if floats else end,
        last=start if floats else None,
        cancelled=component.status == "CANCELLED",
        place=one_line(_text(component.value("LOCATION"))),
    )


def _moment(component: Component, wanted: str) -> dt.date | None:
    for name, value in component.properties():
        head, *parameters = name.split(";")
        if head != wanted:
            continue
        if "T" not in value:
            return dt.datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 - a date
        moment = dt.datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone follows
        return moment.replace(tzinfo=dt.UTC if value.endswith("Z") else _zone(parameters))
    return None


def _zone(parameters: list[str]) -> dt.tzinfo:
    name = next((each.partition("=")[2] for each in parameters if each.startswith("TZID=")), "UTC")
    try:
        return ZoneInfo(name.strip('"'))
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def _text(value: str) -> str:
    """A TEXT value as what it says (RFC 5545 3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
