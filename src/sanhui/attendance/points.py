"""Points (积分制): what members earn by attending and by their duties, by a table of the local rulebook, and what is given by hand.

For each session that was held the first row of the table that fits a member counts, and no other: rows about duties come first,
where a lecturer shall not have the point for coming as well. A row fits when the session counts as one of its kinds, the member
has one of its marks, and had its duty; what it leaves empty it does not ask for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from sanhui.attendance.record import Entry, Record
from sanhui.ledger.held import Held
from sanhui.ledger.points import Point
from sanhui.roster.audience import Directories
from sanhui.roster.model import Roster
from sanhui.rulebook.model import Points, Rules
from sanhui.schedule.expand import Schedule


class Earned(msgspec.Struct, frozen=True):
    """One entry of a member: for a session, or by hand, then with its number."""

    member: str
    name: str
    day: dt.date
    points: float
    reason: str
    session: str = ""
    duty: str = ""
    number: int = 0


class Account(msgspec.Struct, frozen=True):
    """A member's points and place: members with as many points share one, and the next place is left out (1, 2, 2, 4)."""

    member: str
    name: str
    points: float
    place: int
    entries: tuple[Earned, ...]


def accounts(
    schedule: Schedule, rules: Rules, record: Record, given: Iterable[Point], last: dt.date
) -> tuple[Account, ...]:
    """Everybody's account, by the sessions of a record and the entries by hand; who belongs is seen on the `last` day."""
    roster = schedule.plan.roster
    speakers = speakers_of(schedule)
    names = {each.key: each.name for each in roster.members} if roster else {}
    entries = (*earned(record, rules.settings.points, roster, speakers), *by_hand(given, names))
    on_the_last_day = roster.on(last) if roster else ()
    return ranking(entries, {each.key: each.name for each in on_the_last_day if each.status.belongs})


def speakers_of(schedule: Schedule) -> dict[tuple[str, str], str]:
    """Who speaks at each session of a plan, by plan and session: a record may be of several plans."""
    return {
        (schedule.plan.id, session.id): session.speaker for session in schedule.sessions if session.speaker
    }


def earned(
    record: Record,
    table: Iterable[Points],
    roster: Roster | None,
    speakers: Mapping[tuple[str, str], str],
) -> tuple[Earned, ...]:
    """What the table gives for the sessions of a record, in order of day. `speakers` are the plan's, see `speakers_of`."""
    rows = tuple(table)
    if not rows or roster is None:
        return ()
    directories = Directories(roster)
    duties: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    found = []
    for entry in record.entries:
        session = entry.session
        at = (session.plan, session.session)
        if at not in duties:
            speaker = speakers.get(at, "")
            duties[at] = _duties(session, speaker, roster, directories)
        row = next((row for row in rows if _fits(row, entry, duties[at])), None)
        if row is not None and row.points:
            found.append(
                Earned(
                    entry.row.member,
                    entry.row.name,
                    entry.day,
                    row.points,
                    session.title or session.session,
                    session.session,
                    row.duty,
                )
            )
    return tuple(found)


def by_hand(points: Iterable[Point], names: Mapping[str, str]) -> tuple[Earned, ...]:
    """The entries that somebody wrote down."""
    return tuple(
        Earned(
            each.member,
            names.get(each.member, each.member),
            each.day,
            each.points,
            each.reason,
            number=each.n,
        )
        for each in points
    )


def ranking(entries: Iterable[Earned], people: Mapping[str, str]) -> tuple[Account, ...]:
    """Everybody's account, the most points first, then in the order of the people; who has no entry has 0 points."""
    accounts: dict[str, list[Earned]] = {key: [] for key in people}
    names = dict(people)
    for entry in entries:
        accounts.setdefault(entry.member, []).append(entry)
        names.setdefault(entry.member, entry.name)
    sums = {key: round(sum(each.points for each in mine), 6) for key, mine in accounts.items()}
    ordered = sorted(accounts, key=lambda key: -sums[key])
    return tuple(
        Account(
            key,
            names[key],
            sums[key],
            1 + sum(other > sums[key] for other in sums.values()),
            tuple(sorted(accounts[key], key=lambda each: (each.day, each.number))),
        )
        for key in ordered
    )


def _duties(
    session: Held, speaker: str, roster: Roster, directories: Directories
) -> dict[str, frozenset[str]]:
    """The keys of the members who had each duty: who took the chair and who wrote is recorded, who spoke says the plan."""
    directory = directories.on(session.day)
    words = {"chair": session.chair, "recorder": session.recorder, "speaker": speaker}
    return {
        duty: frozenset(
            roster.members[who].key for who in directory.company([text]).due if isinstance(who, int)
        )
        for duty, text in words.items()
        if text
    }


def _fits(row: Points, entry: Entry, duties: Mapping[str, frozenset[str]]) -> bool:
    return (
        (not row.kinds or not set(row.kinds).isdisjoint(entry.session.kinds))
        and (not row.marks or entry.mark.code in row.marks)
        and (not row.duty or entry.row.member in duties.get(row.duty, frozenset()))
    )
