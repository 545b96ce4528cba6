"""Taking another body's table over into a roster: what it says of members becomes theirs, from a day on.

Nobody is lost and nothing is guessed: whoever may be two people, or left and stands in the table, is left alone and told of.
What differs of group, roles or status holds from the day on; before it everything stays.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.roster.differences import Difference, between_rosters
from sanhui.roster.drafts import Draft, Noted, in_order
from sanhui.roster.matching import Matcher, fold, narrowed, same_id
from sanhui.roster.model import Member, Roster, Standing
from sanhui.roster.statuses import Status

_DAY = dt.timedelta(days=1)


class Merged(msgspec.Struct, frozen=True):
    """A roster after the merge, what is different in it, whom the table does not have, and what was left alone."""

    roster: Roster
    differences: tuple[Difference, ...]
    missing: tuple[Member, ...]
    unclear: tuple[Problem, ...]


def merge(roster: Roster, table: Roster, day: dt.date, *, complete: bool = False) -> Merged:
    """Take over what a table says, from a day on. With `complete` whoever is not in it left on the day before.

    Raises `InputError` when what comes of it does not fit together, such as an exemption that overlaps another.
    """
    matcher = Matcher(roster.members)
    found: dict[str, Member] = {}
    added: list[Member] = []
    unclear: list[Problem] = []
    doubted: set[str] = set()  # who may be somebody in the table, so that nobody takes them for gone
    for row in table.members:
        known = roster.member(row.id) if row.id else None
        candidates = (known,) if known else narrowed(matcher.find(row.name), row.id)
        problem = _doubt(row, candidates, day, str(table.source))
        if problem is not None:
            unclear.append(problem)
            doubted |= {each.key for each in candidates}
        elif candidates:
            member = found.get(candidates[0].key, candidates[0])
            found[member.key] = _updated(member, row, day)
        else:
            added.append(_newcomer(row, day) if roster.members else row)
    here = {each.key for each in roster.on(day)}
    missing = tuple(
        each
        for each in roster.members
        if each.key in here and each.key not in found and each.key not in doubted
    )
    if complete:
        found |= {each.key: _gone(each, day) for each in missing}
    members = (*(found.get(each.key, each) for each in roster.members), *added)
    merged = Roster(members, roster.source)
    _check(members, str(roster.source))
    return Merged(merged, between_rosters(roster, merged), missing, tuple(unclear))


def _doubt(row: Member, candidates: tuple[Member, ...], day: dt.date, file: str) -> Problem | None:
    """Why a row is left alone; None if it is plain whom it means."""
    if len(candidates) > 1:
        message = _("this may be {n} members: {names}").format(
            n=len(candidates), names=_(", ").join(f"{each.name} ({each.key})" for each in candidates)
        )
        return Problem(message, _("write the id beside the name"), file=file, line=row.line, value=row.name)
    if not candidates:
        return None
    (member,) = candidates
    if fold(row.name) not in map(fold, (member.name, *member.aliases)):
        message = _("the roster has {name} under this id").format(name=member.name)
        remedy = _("correct the id, or, if the name was changed, write the new one into the roster")
        return Problem(message, remedy, file=file, line=row.line, value=row.name)
    if row.id and member.id and not same_id(row.id, member.id):
        message = _("the roster has somebody of this name with another id, {id}").format(id=member.id)
        remedy = _("if it is the same person, correct the id; if not, enter this one into the roster by hand")
        return Problem(message, remedy, file=file, line=row.line, value=row.name)
    if member.on(day) is None and member.left and member.left < day:
        message = _("left the body on {date}").format(date=member.left)
        remedy = _("take the day out of the roster if that is wrong; who came back is entered with a new id")
        return Problem(message, remedy, file=file, line=row.line, value=row.name)
    return None


def _updated(member: Member, row: Member, day: dt.date) -> Member:
    return msgspec.structs.replace(
        member,
        aliases=tuple(dict.fromkeys((*member.aliases, *row.aliases))),
        email=row.email or member.email,
        joined=row.joined or member.joined,
        left=row.left or member.left,
        standings=_standings(member, row, day),
        exempt=in_order((*member.exempt, *row.exempt)),
        elsewhere=in_order((*member.elsewhere, *row.elsewhere)),
        no_vote=in_order((*member.no_vote, *row.no_vote)),
    )


def _standings(member: Member, row: Member, day: dt.date) -> tuple[Standing, ...]:
    """The standings after the merge: those of the table if it dates them, else what it says from the day on."""
    told = row.standings
    if len(told) > 1 or told[0].first or told[0].last:
        return told
    new = told[0]
    now = next((each for each in member.standings if each.holds(day)), member.standings[-1])
    status = new.status if new.status is not Status.UNSTATED else now.status
    place = {"group": new.group or now.group, "roles": new.roles or now.roles, "status": status}
    if all(getattr(now, field) == value for field, value in place.items()):
        return member.standings
    changed = msgspec.structs.replace(now, first=day, **place)
    if not now.holds(day) or now.first == day:
        return tuple(changed if each is now else each for each in member.standings)
    before = msgspec.structs.replace(now, last=day - _DAY)
    at = member.standings.index(now)
    return (*member.standings[:at], before, changed, *member.standings[at + 1 :])


def _newcomer(row: Member, day: dt.date) -> Member:
    """A member whom the roster did not have belongs from the day on, unless the table says since when."""
    dated = row.joined or any(each.first for each in row.standings)
    return row if dated else msgspec.structs.replace(row, joined=day)


def _gone(member: Member, day: dt.date) -> Member:
    last = day - _DAY
    kept = tuple(each for each in member.standings if each.first is None or each.first <= last)
    return msgspec.structs.replace(member, left=last, standings=kept or member.standings[:1])


def _check(members: tuple[Member, ...], file: str) -> None:
    """Refuse what does not fit together, as a file that says so would be."""
    problems: list[Problem] = []
    for member in members:
        line = member.line or 0
        exempt, elsewhere, no_vote = (
            [Noted(span, line) for span in spans]
            for spans in (member.exempt, member.elsewhere, member.no_vote)
        )
        draft = Draft(
            name=member.name,
            id=member.id,
            line=line,
            joined=member.joined,
            left=member.left,
            standings=list(member.standings),
            exempt=exempt,
            elsewhere=elsewhere,
            no_vote=no_vote,
            returns=list(member.returns),
        )
        problems += draft.doubts(file)
    if problems:
        raise InputError(*problems)
