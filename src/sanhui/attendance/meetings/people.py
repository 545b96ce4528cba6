"""Whose join it is: one member for sure, or the reason why nobody can say.

The id, the address and the name each say who it may be. If they mean different people, or what they mean is borne by two,
the row is for a person to look at.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable

from sanhui.attendance.meetings.joins import Join
from sanhui.i18n import _
from sanhui.roster.matching import Matcher, fold, narrowed, same_id
from sanhui.roster.model import Enrolled, Member, Roster
from sanhui.wording import long_date


class Unsure(Exception):  # noqa: N818 (no error of the program: a row that a person must look at)
    """Why a row is nobody's, and by their keys whose it may be."""

    def __init__(self, reason: str, *people: str) -> None:
        super().__init__(reason, *people)
        self.people = people

    def __str__(self) -> str:
        return str(self.args[0])


class People:
    """Those who may have come to a session: the members due, those who attend besides, and guests by name."""

    def __init__(
        self,
        roster: Roster,
        day: dt.date,
        due: Iterable[Enrolled],
        observers: Iterable[str],
        guests: Iterable[str],
    ) -> None:
        self._day = day
        self._here = {each.key: each for each in roster.on(day)}
        self._wanted = {each.key for each in due} | set(observers)
        self._guests = {fold(name): name for name in guests}
        self._now = Matcher(self._here.values())
        self._ever = Matcher(roster.members)
        self._found = functools.lru_cache(4096)(self._find)

    def whose(self, join: Join) -> Enrolled | str:
        """The member whose join it is, or a guest's name. Raises `Unsure` with the reason."""
        found = self._found(join.name, join.original_name, join.id, join.email)
        if isinstance(found, Unsure):
            raise Unsure(*found.args)  # a new one: an exception that is raised again and again grows
        return found

    def may_be(self, join: Join) -> tuple[str, ...]:
        """The keys of those whose join it may be, though it cannot be read."""
        try:
            person = self.whose(join)
        except Unsure as reason:
            return reason.people
        return () if isinstance(person, str) else (person.key,)

    def _find(self, name: str, original: str, id_: str, email: str) -> Enrolled | str | Unsure:
        found = _meant(self._now, name, original, id_, email)
        if len(found) == 1:
            person = self._here[found[0].key]
            if person.key in self._wanted:
                return person
            return Unsure(
                _("{name} is not due at this session; say --observer {key} if they attended").format(
                    name=person.name, key=person.key
                )
            )
        if len(found) > 1:
            items = _(", ").join(f"{each.key} {each.name}" for each in found)
            message = _("it may be more than one member: {items}").format(items=items)
            return Unsure(message, *(each.key for each in found))
        for word in (name, original):
            if guest := self._guests.get(fold(word)):
                return guest
        former = _meant(self._ever, name, original, id_, email)
        if former:
            return Unsure(
                _("{name} did not belong here on {date}").format(
                    name=former[0].name, date=long_date(self._day)
                )
            )
        return Unsure(_("no member of the roster has this name, id or address"))


def is_surely(person: Enrolled, join: Join) -> bool:
    """Whether it is the id or the address, not the name alone, that says whose join it is."""
    member = person.member
    return same_id(join.id, member.id) or (
        bool(join.email) and join.email.strip().casefold() == member.email.strip().casefold()
    )


def _meant(matcher: Matcher, name: str, original: str, id_: str, email: str) -> tuple[Member, ...]:
    """Everybody who is meant by what is known. What finds several is narrowed by what finds one of them."""
    whole = matcher.find(name)
    named = narrowed(whole or (matcher.find(original) if original else ()), id_)
    told = [found for found in (matcher.find(id_=id_), matcher.find(email=email), named) if found]
    if not told:
        return ()
    common = [member for member in told[0] if all(member in found for found in told)]
    return tuple(common or dict.fromkeys(member for found in told for member in found))
