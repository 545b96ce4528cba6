"""What differs between two versions of a year: which sessions were added, moved, changed, called off, revived.

A version is a plan, or a calendar that was made of one. A calendar tells less than a plan: what it does not tell is None, and
does not differ.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from sanhui.i18n import speaking
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.wording import headline
from sanhui.schedule.model import Session, Status
from sanhui.schedule.slots import bounds
from sanhui.wording import enumeration

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule


class Became(enum.StrEnum):
    """What became of a session, in the order in which people want to know."""

    MOVED = "moved"  # to another day or time; one without a day got it, or lost it
    CANCELLED = "cancelled"  # called off, or gone
    ADDED = "added"
    REVIVED = "revived"  # it takes place after all
    CHANGED = "changed"  # something else about it


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A session as one version has it; texts that the version does not tell are None.

    `start` and `end` are aware, or dates with an exclusive end. One that floats has neither, and `last` is the last day that
    it may take. `nominal` is the day that its rule means.
    """

    id: str
    title: str
    start: dt.date | None = None
    end: dt.date | None = None
    last: dt.date | None = None
    nominal: dt.date | None = None
    cancelled: bool = False
    place: str = ""
    speaker: str | None = None
    chair: str | None = None
    recorder: str | None = None
    materials: str | None = None
    notes: str | None = None
    reason: str = ""  # why somebody changed it

    @property
    def when(self) -> tuple[dt.date | None, dt.date | None]:
        """What makes it another time: its start and end, instants whatever their zone."""
        return self.start, self.end

    @property
    def day(self) -> dt.date:
        """The day by which it is sorted."""
        start = self.start.date() if isinstance(self.start, dt.datetime) else self.start
        return start or self.last or dt.date.max


#: The texts that may differ, in the order in which they are told.
FIELDS = ("title", "place", "speaker", "chair", "recorder", "materials", "notes")


class Difference(msgspec.Struct, frozen=True):
    """One session before and after; None where there was none, or is none. `fields` are those of `FIELDS` that differ."""

    became: Became
    before: Item | None
    after: Item | None
    fields: tuple[str, ...] = ()

    @property
    def item(self) -> Item:
        """The session as it is, or as it was last."""
        found = self.after or self.before
        assert found is not None
        return found


def items_of(schedule: Schedule) -> dict[str, Item]:
    """The sessions of a plan by their ids, in its language, as its calendar has them.

    A slot without a session, or one to be settled by hand, is none.
    """
    reasons = {change.session: change.reason for change in schedule.plan.changes}
    with speaking(schedule.plan.language):
        return {
            each.id: _item(each, reasons.get(each.id, ""))
            for each in schedule.sessions
            if each.start is not None or each.last is not None or each.status is Status.CANCELLED
        }


def differences(old: Mapping[str, Item], new: Mapping[str, Item]) -> tuple[Difference, ...]:
    """What became of the sessions, in order of their days. Either may have instances of series (`activity@date`)."""
    before, after = _known_as(old, new), _known_as(new, old)
    found = (
        difference
        for name in dict.fromkeys((*before, *after))
        if (difference := _difference(before.get(name), after.get(name))) is not None
    )
    return tuple(sorted(found, key=lambda each: (each.item.day, each.item.id)))


def _item(session: Session, reason: str) -> Item:
    floats = session.start is None
    return Item(
        id=session.id,
        title=headline(session),
        start=session.start,
        end=session.end,
        last=session.last if floats else None,
        nominal=session.nominal,
        cancelled=session.status is Status.CANCELLED,
        place=one_line(session.place),
        speaker=one_line(session.speaker),
        chair=one_line(session.chair),
        recorder=one_line(session.recorder),
        materials=enumeration(map(one_line, session.materials)),
        notes=session.notes.strip(),
        reason=one_line(reason),
    )


def _known_as(items: Mapping[str, Item], other: Mapping[str, Item]) -> dict[str, Item]:
    """The items by the names that the other version has for them.

    An instance of a series is known by the day of its rule. The other version knows that as the nominal day of a session, if
    it is a plan; a calendar of single events has only the day on which it takes place, and the slot.
    """
    by_day: dict[tuple[str, dt.date], str] = {}
    by_activity: dict[str, list[str]] = {}
    for name, item in other.items():
        if "@" not in name:
            activity = name.partition("/")[0]
            by_day.setdefault((activity, item.nominal or item.day), name)
            by_activity.setdefault(activity, []).append(name)
    names: dict[str, str] = {}
    for name, item in items.items():
        activity, at, day = name.rpartition("@")
        if at:
            of_rule = by_day.get((activity, dt.date.fromisoformat(day)))
            names[name] = of_rule or by_day.get((activity, item.day), name)
        else:
            names[name] = name
    # One that was moved meanwhile is the one that is left of its period.
    taken = set(names.values())
    for name, known in names.items():
        if "@" in known:
            activity, _at, day = known.rpartition("@")
            left = [each for each in by_activity.get(activity, ()) if each not in taken]
            within = [each for each in left if _holds(each, dt.date.fromisoformat(day))]
            if len(within) == 1:
                names[name] = within[0]
                taken.add(within[0])
    return {names[name]: replace(item, id=names[name]) for name, item in items.items()}


def _holds(session: str, day: dt.date) -> bool:
    """Whether a day lies in the period of a session's slot."""
    try:
        first, last = bounds(session.partition("/")[2])
    except ValueError:  # a calendar may have any text for a slot
        return False
    return first <= day <= last


def _difference(before: Item | None, after: Item | None) -> Difference | None:
    lives, lived = (item is not None and not item.cancelled for item in (after, before))
    if not lived and not lives:
        return None
    if not lived:
        return Difference(Became.ADDED if before is None else Became.REVIVED, before, after)
    if not lives:
        return Difference(Became.CANCELLED, before, after)
    assert before is not None
    assert after is not None
    fields = tuple(_differing(before, after))
    if before.when != after.when:
        return Difference(Became.MOVED, before, after, fields)
    return Difference(Became.CHANGED, before, after, fields) if fields else None


def _differing(before: Item, after: Item) -> Iterable[str]:
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old is not None and new is not None and old != new:
            yield name
