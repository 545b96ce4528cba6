"""Who is meant by the words of a plan: everyone, a group (党小组), a role (职务), a status, names."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable

import msgspec

from sanhui.roster.model import Enrolled, Roster
from sanhui.wording import separate

#: A member as their place in the roster, or, for somebody who is not in it, the words of the plan.
Who = int | str

_ALL = re.compile(r"全体|全部|所有")
_EVERYONE = frozenset(
    ["", "人员", "成员", "同志", "干部", "职工", "干部职工", "党员干部", "党员和干部", "党员、干部"]
)
_EVERYONE_EN = frozenset(["all", "everyone", "everybody"])
_PARTY = "党员"
_PARTY_EN = frozenset(["all members", "all party members"])
# 办公室主任 甲同志, 甲同志（办公室主任）: a role and a name for one person
_INSIDE = re.compile(r"[\s（）()：:]+")
# As near as 组织委 is to 组织委员. Two names of three characters that share two are two people.
_NEAR = 0.7


class Company(msgspec.Struct, frozen=True):
    """Who is at a session: those due, and those who observe or speak.

    `everyone` holds where all are due and no roster says who that is.
    """

    due: frozenset[Who]
    others: frozenset[Who]
    everyone: bool = False


class Directory:
    """Looks up in a roster who is meant. Without a roster, equal words are equal people.

    It knows the roster as of a day; without a day everybody who ever was in it, by everything that they ever were: that
    tells whether words mean anybody at all.
    """

    def __init__(self, roster: Roster | None, day: dt.date | None = None) -> None:
        members = roster.members if roster else ()
        self._names = [member.name for member in members]
        self._here: set[Who] = set()
        self._party: set[Who] = set()
        self._known: dict[str, set[Who]] = {}
        for number, enrolled in _enrolled(roster, day):
            self._here.add(number)
            if enrolled.status.belongs:
                self._party.add(number)
            for word in (enrolled.group, *enrolled.roles, *enrolled.status.spellings, enrolled.name):
                if word:
                    self._known.setdefault(word, set()).add(number)

    def knows(self, words: str) -> bool:
        """Whether the words mean somebody of the roster."""
        return self._several(words) is not None or bool(self._find(words))

    def nearest(self, words: str) -> str | None:
        """The group, role or name that the words are likely a slip for."""
        near = difflib.get_close_matches(words, self._known, n=1, cutoff=_NEAR)
        return near[0] if near else None

    def company(
        self, audience: Iterable[str], observers: Iterable[str] = (), speakers: Iterable[str] = ()
    ) -> Company:
        """Who is at a session. Those who are not in the roster are there by the words of the plan."""
        audience = tuple(audience)
        everyone = not self._names and any(self._several(words) is not None for words in audience)
        due = self._all(words for words in audience if not (everyone and self._several(words) is not None))
        return Company(due, self._all((*observers, *speakers)), everyone)

    def names(self, people: Iterable[Who]) -> list[str]:
        """Their names, members in the order of the roster, then the others."""
        members = sorted(who for who in people if isinstance(who, int))
        others = sorted(who for who in people if isinstance(who, str))
        return [*(self._names[number] for number in members), *others]

    def is_everyone(self, people: Iterable[Who]) -> bool:
        """Whether these are all members of the roster, of more than one."""
        return len(self._here) > 1 and self._here <= set(people)

    def _all(self, words: Iterable[str]) -> frozenset[Who]:
        found: set[Who] = set()
        for text in words:
            for word in separate(text):
                several = self._several(word) if self._names else None
                found |= several if several is not None else self._find(word) or {word}
        return frozenset(found)

    def _find(self, words: str) -> set[Who]:
        """The members meant by a group, role, status or name, alone or a role with a name."""
        for word in (words, _ALL.sub("", words, count=1)):
            if word in self._known:
                return self._known[word]
        parts = [self._known[part] for part in _INSIDE.split(words) if part in self._known]
        return set.intersection(*parts) or set.union(*parts) if parts else set()

    def _several(self, words: str) -> set[Who] | None:
        """Everybody, or all members of the party, if the words say so; None for other words."""
        rest = _ALL.sub("", words, count=1)
        folded = words.casefold()
        if folded in _PARTY_EN or rest == _PARTY:
            return self._party
        if folded in _EVERYONE_EN or (rest != words and rest in _EVERYONE and rest not in self._known):
            return self._here
        return None


class Directories:
    """The directory of each day. Between two changes of the roster it is one and the same."""

    def __init__(self, roster: Roster | None) -> None:
        self._roster = roster
        self._known: dict[int, Directory] = {}

    def on(self, day: dt.date) -> Directory:
        """The directory of a day."""
        stretch = self._roster.stretch(day) if self._roster else 0
        if stretch not in self._known:
            self._known[stretch] = Directory(self._roster, day)
        return self._known[stretch]


def common(one: Company, other: Company) -> frozenset[Who]:
    """Who is in both; where everyone is, those due in the other (also everyone: an empty name)."""
    shared = (one.due | one.others) & (other.due | other.others)
    if one.everyone and other.everyone:
        return shared | {""}
    if one.everyone:
        return shared | other.due
    return shared | one.due if other.everyone else shared


def _enrolled(roster: Roster | None, day: dt.date | None) -> Iterable[tuple[int, Enrolled]]:
    """The members by their place in the roster: as they were on a day, or as they ever were."""
    if roster is None:
        return
    if day is not None:
        places = {member.key: number for number, member in enumerate(roster.members)}
        yield from ((places[each.key], each) for each in roster.on(day))
        return
    for number, member in enumerate(roster.members):
        for standing in member.standings:
            yield number, Enrolled(member, standing.group, standing.roles, standing.status)
