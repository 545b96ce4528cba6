"""Who belongs to a body, and since when: everything in a roster holds from a day to a day, so that who was due follows from it.

    roster.on(day)     everybody who belonged on that day, with the group, roles and status of that day

Days are inclusive on both ends, and None is an open end. A change on day D changes nothing before D.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from sanhui.roster.statuses import Status

_DAY = dt.timedelta(days=1)
#: The reason of a 流动党员 of whom the file only says from when.
AWAY = "流动党员"


class Stretch(msgspec.Struct, frozen=True):
    """From a day to a day."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Span(Stretch, frozen=True):
    """From a day to a day, and why; the reason is never empty."""

    reason: str = ""


class Standing(Stretch, frozen=True):
    """Where somebody stood from a day to a day: group (党小组), roles (职务), status. `line` is where the file says so."""

    group: str = ""
    roles: tuple[str, ...] = ()
    status: Status = Status.UNSTATED
    line: int | None = None


class Member(msgspec.Struct, frozen=True):
    """One person of the roster; `line` is where the file names them first, from 1.

    `aliases` are names that they have elsewhere, such as in meeting programs. They belonged from `joined` (转入) to `left`
    (转出), both included; between two standings that do not meet they had left for a time. The spans say when they need not
    come (教育管理条例 第二十三条: old, infirm, ill), when they lived elsewhere (流动党员), and when they had no vote though
    their status has one (留党察看).
    """

    name: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    email: str = ""
    joined: dt.date | None = None
    left: dt.date | None = None
    standings: tuple[Standing, ...] = (Standing(),)
    exempt: tuple[Span, ...] = ()
    elsewhere: tuple[Span, ...] = ()
    no_vote: tuple[Span, ...] = ()
    line: int | None = None

    @property
    def key(self) -> str:
        """By what records know them: the id, or the name of somebody without one."""
        return self.id or self.name

    @property
    def returns(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """When they left and came back: the last day before, and the first after."""
        return tuple(
            (one.last, other.first)
            for one, other in pairwise(self.standings)
            if one.last and other.first and one.last + _DAY < other.first
        )

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """From when until when they belonged; more than one for somebody who left and came back."""
        ends = [gone for gone, _back in self.returns]
        begins = [back for _gone, back in self.returns]
        return tuple(map(Stretch, [self.joined, *begins], [*ends, self.left]))

    def on(self, day: dt.date) -> Enrolled | None:
        """What they were on a day; None if they did not belong then."""
        if (self.joined and day < self.joined) or (self.left and day > self.left):
            return None
        standing = next((each for each in self.standings if each.holds(day)), None)
        if standing is None:
            return None
        return Enrolled(
            member=self,
            group=standing.group,
            roles=standing.roles,
            status=standing.status,
            votes=standing.status.votes and not _reason(self.no_vote, day),
            exempt=_reason(self.exempt, day),
            elsewhere=_reason(self.elsewhere, day),
        )

    def turns(self) -> Iterator[dt.date]:
        """The days from which something about them is different."""
        whole = Stretch(self.joined, self.left)
        spans: tuple[Stretch, ...] = (whole, *self.standings, *self.exempt, *self.elsewhere, *self.no_vote)
        for each in spans:
            if each.first is not None:
                yield each.first
            if each.last is not None and each.last < dt.date.max:
                yield each.last + _DAY


class Enrolled(msgspec.Struct, frozen=True):
    """A member on one day. `exempt` and `elsewhere` hold the reason, and are empty for somebody who is neither."""

    member: Member
    group: str = ""
    roles: tuple[str, ...] = ()
    status: Status = Status.UNSTATED
    votes: bool = True
    exempt: str = ""
    elsewhere: str = ""

    @property
    def key(self) -> str:
        """By what records know them."""
        return self.member.key

    @property
    def name(self) -> str:
        """Their name."""
        return self.member.name


class Roster(msgspec.Struct, frozen=True, dict=True):
    """The members in the order of the file."""

    members: tuple[Member, ...]
    source: Path

    def on(self, day: dt.date) -> tuple[Enrolled, ...]:
        """Everybody who belonged on a day, in the order of the file."""
        stretch = self.stretch(day)
        if stretch not in self._days:
            self._days[stretch] = tuple(found for member in self.members if (found := member.on(day)))
        return self._days[stretch]

    def stretch(self, day: dt.date) -> int:
        """The number of the stretch of days in which a day lies; within one the roster stays the same."""
        return bisect.bisect_right(self._turns, day)

    def member(self, key: str) -> Member | None:
        """The member whom records know by this key, whenever they belonged."""
        return self._by_key.get(key)

    def find(self, name: str) -> tuple[Member, ...]:
        """All members of this name; namesakes differ in their id."""
        return tuple(member for member in self.members if member.name == name)

    def holder(self, role: str, day: dt.date) -> Member | None:
        """Who held a role (职务) on a day; None when nobody did, or several shared it."""
        found = [each.member for each in self.on(day) if role in each.roles]
        return found[0] if len(found) == 1 else None

    @functools.cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups (党小组) of all times, each once, in the order of the file."""
        return _once(standing.group for member in self.members for standing in member.standings)

    @functools.cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles (职务) of all times, each once, in the order of the file."""
        return _once(
            role for member in self.members for standing in member.standings for role in standing.roles
        )

    @functools.cached_property
    def _turns(self) -> list[dt.date]:
        """The days from which somebody's place is different: between two of them `on` gives one answer."""
        return sorted({day for member in self.members for day in member.turns()})

    @functools.cached_property
    def _days(self) -> dict[int, tuple[Enrolled, ...]]:
        """What `on` has found, by the number of the stretch between two turns."""
        return {}

    @functools.cached_property
    def _by_key(self) -> dict[str, Member]:
        return {member.key: member for member in reversed(self.members)}


def _reason(spans: Iterable[Span], day: dt.date) -> str:
    """Why one of the spans holds on a day; empty when none does."""
    return next((span.reason for span in spans if span.holds(day)), "")


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
