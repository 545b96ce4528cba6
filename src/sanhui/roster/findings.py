"""What is odd in a roster, though it can be read: names that two members answer to, things that are not said."""

from __future__ import annotations

from collections.abc import Iterator

from sanhui.errors import Problem
from sanhui.i18n import _
from sanhui.roster.matching import fold
from sanhui.roster.model import Member, Roster
from sanhui.roster.statuses import Status


def findings(roster: Roster) -> tuple[Problem, ...]:
    """Everything that somebody should look at, in the order of the file."""
    found = [*_shared(roster), *_unstated(roster), *_beyond(roster)]
    return tuple(sorted(found, key=lambda each: each.line or 0))


def _shared(roster: Roster) -> Iterator[Problem]:
    """Names and addresses by which nobody can tell who is meant: an import leaves such rows alone."""
    first: dict[str, Member] = {}
    for member in roster.members:
        for word in {
            fold(each): each for each in (*member.aliases, member.email, member.name) if each
        }.items():
            folded, shown = word
            other = first.setdefault(folded, member)
            if other is not member:
                message = _("{other} (line {line}) answers to it as well").format(
                    other=other.name, line=other.line
                )
                remedy = _("records are kept by id; files of meetings must name the id to tell them apart")
                yield Problem(message, remedy, file=str(roster.source), line=member.line, value=shown)


def _unstated(roster: Roster) -> Iterator[Problem]:
    nameless = [
        member
        for member in roster.members
        if any(standing.status is Status.UNSTATED for standing in member.standings)
    ]
    if nameless:
        message = _("without a status {n} of them count as full members with a vote").format(n=len(nameless))
        remedy = _("write 正式党员, 预备党员, 发展对象, 积极分子 or 非党员")
        yield Problem(message, remedy, file=str(roster.source), line=nameless[0].line)


def _beyond(roster: Roster) -> Iterator[Problem]:
    """Standings that lie wholly before joining or after leaving: they say nothing."""
    for member in roster.members:
        for each in member.standings:
            late = member.left and each.first and each.first > member.left
            early = member.joined and each.last and each.last < member.joined
            if late or early:
                message = _("it lies outside the time in which {name} belonged").format(name=member.name)
                yield Problem(message, _("correct one of the days"), file=str(roster.source), line=each.line)
