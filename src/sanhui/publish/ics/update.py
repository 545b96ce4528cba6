"""The next publication after the last one, so that what clients hold becomes what the plan says, and nothing else.

Clients know a component by its UID (and RECURRENCE-ID), and take the version with the higher SEQUENCE (RFC 5546 2.1.5).
Importers do not delete what is merely absent. Hence, for each component of the plan:

| it is | it becomes |
| --- | --- |
| the same in meaning | the very bytes of the last publication |
| changed | the new text with SEQUENCE + 1, and LAST-MODIFIED |
| gone | STATUS:CANCELLED with SEQUENCE + 1, and stays so |
| there again | the new text with SEQUENCE + 1 |

**When it was changed** follows from the plan's revision, never from the clock: `identity.stamp`. A plan that was edited by
hand without a new revision, or taken back to an older one, would give a moment that clients have seen already; then it
is the second after the latest one in the last publication. So of two publications that differ the later is always newer,
and the same plan over the same publication gives the same bytes.

**A series** is one thing: when the series itself changes (its rule, a date left out), its overrides are published anew above
it, because some clients take a newer series' word against an older override's (calendarize#799). An override that has nothing
to override any more stays, and says what the series says: clients keep what is absent. It goes when its date does, by
EXDATE or with the rule; RFC 5545 3.8.4.4 knows no instance that is not in the set.

**Another style** makes other UIDs of the same sessions, so those of the old style are called off like all that is gone.

**A subscription** is fetched whole, and has nothing that was called off. Which SEQUENCE such a component had last is then
kept in one number for all (X-SANHUI-SEQUENCE): what is new in the file, or there again, begins above it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from sanhui.i18n import speaking
from sanhui.publish.ics.identity import identity
from sanhui.publish.ics.identity import stamp as revision_stamp
from sanhui.publish.ics.instances import instances, plain
from sanhui.publish.ics.publication import Component, Publication
from sanhui.publish.ics.text import unfold
from sanhui.publish.ics.version import called_off, content, last_modified, revised

if TYPE_CHECKING:
    from sanhui.plan.model import Plan

#: The components of one UID by their RECURRENCE-ID; "" is the event itself, or the master of a series.
_Whole = dict[str, Component]

_FORMAT = "%Y%m%dT%H%M%SZ"
_SECOND = dt.timedelta(seconds=1)
_CANCELLED = "CANCELLED"
_MARK = re.compile(r"^X-SANHUI-SEQUENCE:(\d+)$", re.MULTILINE)
_TZID = re.compile(r';TZID=("[^"]*"|[^;:]*)')
_ZONE = re.compile(r"^BEGIN:VTIMEZONE\r\n.*?^END:VTIMEZONE(?=\r|\Z)", re.MULTILINE | re.DOTALL)


class Counts(msgspec.Struct, frozen=True):
    """What became of the components: of each event, each series, each instance that is another than its series."""

    unchanged: int = 0
    changed: int = 0
    added: int = 0
    cancelled: int = 0
    revived: int = 0
    foreign: int = 0  # kept as they were


class Update(msgspec.Struct, frozen=True):
    """The next publication, and how it differs from the last."""

    publication: Publication
    counts: Counts


def reconcile(
    previous: Publication, fresh: Publication, plans: Iterable[Plan], *, subscription: bool = False
) -> Update:
    """The fresh publication of these plans as the one that comes after the previous.

    What is in the previous one and of none of the plans is kept as it is; whether it may be there was asked before
    (`sanhui.publish.ics.foreign`). With `subscription`, what is called off is left out.
    """
    plans = tuple(plans)
    languages = {plan.id: plan.language for plan in plans}
    old, new = _wholes(previous.components, languages), _wholes(fresh.components, languages)
    foreign = [each for each in previous.components if _plan(each) not in languages]
    stamps = {plan.id: _now(plan, old.values()) for plan in plans}
    floor = max(map(int, _MARK.findall(previous.header.replace("\r", ""))), default=0)
    mark = floor
    counts = dict.fromkeys(Counts.__struct_fields__, 0)
    components: list[Component] = []
    for uid in old.keys() | new.keys():
        owner = _owner(uid)
        book = _Book(stamps[owner], counts, floor)
        before, after = old.get(uid, {}), new.get(uid, {})
        with speaking(languages[owner]):
            written = book.together(before, after)
        if subscription and written[0].status == _CANCELLED:
            mark = max(mark, *(each.sequence for each in written))
            counts["unchanged"] -= before.get("") == written[0]
            continue
        components += written
    components.sort()
    counts["foreign"] = len(foreign)
    header = _with_zones(_with_mark(fresh.header, mark), previous.header, [*components, *foreign])
    return Update(Publication(header, (*components, *foreign)), Counts(**counts))


class _Book:
    """Writes the next version of the components of one UID, and counts what became of them.

    `now` is the moment by which what changes is dated at least; what is new begins above `floor`, if there is one.
    """

    def __init__(self, now: str, counts: dict[str, int], floor: int) -> None:
        self._now = now
        self._counts = counts
        self._floor = floor

    def together(self, before: _Whole, after: _Whole) -> list[Component]:
        """All of the UID, the master first."""
        if not before:
            return [self._new(each) for each in after.values()]
        if not after:
            return self._gone(before)
        if before.keys() == after.keys() == {""}:
            return [self._next(before[""], after[""], before[""].sequence + 1)]
        return self._series(before, after)

    def _new(self, component: Component) -> Component:
        self._counts["cancelled" if component.status == _CANCELLED else "added"] += 1
        least = self._floor + 1 if self._floor else 0
        above = least + bool(component.recurrence_id)
        if component.sequence >= above:
            return component
        return revised(component, above, self._at(component))

    def _gone(self, before: _Whole) -> list[Component]:
        master = before.get("") or next(iter(before.values()))
        if master.status == _CANCELLED:
            self._counts["unchanged"] += 1
            return [master]
        self._counts["cancelled"] += 1
        dead = replace(called_off(master), recurrence_id="")
        return [revised(dead, _highest(before) + 1, max(self._now, last_modified(master)))]

    def _next(self, before: Component, after: Component, sequence: int) -> Component:
        """One component, which keeps its bytes if it means the same."""
        if content(before) == content(after):
            self._counts["unchanged"] += 1
            return before
        was, now = (each.status == _CANCELLED for each in (before, after))
        self._counts["revived" if was and not now else "cancelled" if now and not was else "changed"] += 1
        return revised(after, max(sequence, after.sequence), self._at(after))

    def _series(self, before: _Whole, after: _Whole) -> list[Component]:
        master = after[""]
        given = instances(master)
        idle = {name: plain(master, name) for name in sorted(before) if name in given and name not in after}
        old = before.get("")
        if old is None:
            self._counts["revived"] += 1
            top = revised(master, _highest(before) + 1, self._at(master))
        else:
            top = self._next(old, master, _highest(before) + 1)
        newest = max(_highest(before), top.sequence)
        written = [top]
        for name, override in sorted({**idle, **after}.items()):
            if name:
                written.append(self._override(before.get(name), override, newest, raised=top is not old))
        return written

    def _override(
        self, before: Component | None, after: Component, newest: int, *, raised: bool
    ) -> Component:
        """One instance of a series whose newest component has this SEQUENCE: what changes is newer than all of it.

        For some clients take or leave a series as a whole. If the series itself was `raised`, this one is as well.
        """
        if before is None:
            self._counts["added"] += 1
        elif not raised:
            return self._next(before, after, newest + 1)
        else:
            self._counts["unchanged" if content(before) == content(after) else "changed"] += 1
        return revised(after, newest + 1, self._at(after))

    def _at(self, component: Component) -> str:
        return max(self._now, component.value("DTSTAMP"))


def _wholes(components: Iterable[Component], plans: Collection[str]) -> dict[str, _Whole]:
    """The components of these plans by UID and RECURRENCE-ID."""
    found: dict[str, _Whole] = {}
    for each in components:
        if _plan(each) in plans:
            found.setdefault(each.uid, {})[each.recurrence_id] = each
    return found


def _plan(component: Component) -> str | None:
    known = identity(component.uid)
    return known.plan if known else None


def _owner(uid: str) -> str:
    known = identity(uid)
    assert known is not None  # it came through `_wholes`
    return known.plan


def _highest(whole: _Whole) -> int:
    return max(each.sequence for each in whole.values())


def _now(plan: Plan, wholes: Iterable[_Whole]) -> str:
    """The moment of the plan's revision, or, if that is not later, the second after all that was published of it."""
    now = f"{revision_stamp(plan.year, plan.revision):{_FORMAT}}"
    latest = max(
        (last_modified(each) for whole in wholes for each in whole.values() if _plan(each) == plan.id),
        default="",
    )
    try:
        after = dt.datetime.strptime(latest, _FORMAT) + _SECOND  # noqa: DTZ007 (UTC, as it stands)
    except (ValueError, OverflowError):  # nothing, or no time of this calendar
        return now
    return max(now, f"{after:{_FORMAT}}")


def _with_mark(header: str, mark: int) -> str:
    """The header with the number above which everything new begins."""
    if not mark:
        return header
    head, begin, zones = header.partition("\r\nBEGIN:VTIMEZONE")
    return f"{head}\r\nX-SANHUI-SEQUENCE:{mark}{begin}{zones}"


def _with_zones(header: str, previous: str, components: Iterable[Component]) -> str:
    """The header with the time zones of components that were kept, where they are no zones of the plans."""
    known = _zones(header)
    missing = {name: block for name, block in _zones(previous).items() if name not in known}
    if missing:
        text = unfold("\r\n".join(each.lines for each in components))
        used = {name.strip('"') for name in _TZID.findall(text)}
        header = "\r\n".join([header, *(block for name, block in missing.items() if name in used)])
    return header


def _zones(header: str) -> Mapping[str, str]:
    found = {}
    for block in _ZONE.findall(header):
        if name := re.search(r"^TZID[^:\r\n]*:([^\r\n]*)", block, re.MULTILINE):
            found[name[1]] = block
    return found
