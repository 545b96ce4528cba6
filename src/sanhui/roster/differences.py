"""What is different between two rosters, or between two days of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

from sanhui.i18n import _, language
from sanhui.roster.columns import heading
from sanhui.roster.model import Enrolled, Member, Roster, Span, Standing, Stretch
from sanhui.roster.statuses import Status

_SEPARATOR = "、"


class Difference(msgspec.Struct, frozen=True):
    """One thing about one member; `field` is a column's name, and empty for somebody who came or went."""

    sort: Literal["new", "gone", "changed"]
    key: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


def between_days(roster: Roster, first: dt.date, second: dt.date) -> tuple[Difference, ...]:
    """What was different on the second day: who came, who went, and what had changed of the others."""
    return _compare(
        {each.key: (each.name, _on_a_day(each)) for each in roster.on(first)},
        {each.key: (each.name, _on_a_day(each)) for each in roster.on(second)},
    )


def between_rosters(old: Roster, new: Roster) -> tuple[Difference, ...]:
    """What the new roster says differently, of any time."""
    return _compare(
        {member.key: (member.name, _of_all_times(member)) for member in old.members},
        {member.key: (member.name, _of_all_times(member)) for member in new.members},
    )


_People = Mapping[str, tuple[str, Mapping[str, str]]]


def _compare(old: _People, new: _People) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for key, (name, says) in new.items():
        if key not in old:
            found.append(Difference("new", key, name, after=_summary(says)))
            continue
        said = old[key][1]
        found += [
            Difference("changed", key, name, field, said[field], says[field])
            for field in says
            if said[field] != says[field]
        ]
    found += [
        Difference("gone", key, name, before=_summary(said))
        for key, (name, said) in old.items()
        if key not in new
    ]
    return tuple(found)


def _summary(says: Mapping[str, str]) -> str:
    return _(", ").join(
        filter(None, (says[field] for field in ("group", "roles", "status") if field in says))
    )


def _on_a_day(each: Enrolled) -> dict[str, str]:
    return {
        "name": each.name,
        "group": each.group,
        "roles": _SEPARATOR.join(each.roles),
        "status": each.status.name_in(language()),
        "votes": _("yes") if each.votes else _("no"),
        "exempt_reason": each.exempt,
        "elsewhere_reason": each.elsewhere,
    }


def _of_all_times(member: Member) -> dict[str, str]:
    """Everything that the file says; what does not change over time without its days."""
    standings = member.standings
    return {
        "name": member.name,
        "group": _over_time(standings, [each.group for each in standings]),
        "roles": _over_time(standings, [_SEPARATOR.join(each.roles) for each in standings]),
        "status": _over_time(standings, [_status(each) for each in standings]),
        "joined": str(member.joined or ""),
        "left": str(member.left or ""),
        "exempt_reason": _spans(member.exempt),
        "elsewhere_reason": _spans(member.elsewhere),
        "no_vote_reason": _spans(member.no_vote),
        "aliases": _SEPARATOR.join(member.aliases),
        "email": member.email,
    }


def _status(standing: Standing) -> str:
    return standing.status.name_in(language()) if standing.status is not Status.UNSTATED else ""


def _over_time(standings: tuple[Standing, ...], values: list[str]) -> str:
    if len(set(values)) == 1:
        return values[0]
    said = (f"{value or '–'} {_days(each)}".rstrip() for value, each in zip(values, standings, strict=True))
    return _("; ").join(said)


def _spans(spans: tuple[Span, ...]) -> str:
    return _("; ").join(f"{span.reason} {_days(span)}".rstrip() for span in spans)


def _days(stretch: Stretch) -> str:
    """(2026-03-01 – 2026-05-31), with one side empty where it is open; nothing if both are."""
    if stretch.first is None and stretch.last is None:
        return ""
    return f"({stretch.first or ''} – {stretch.last or ''})"


def name_of(field: str) -> str:
    """What a field of a difference is called, in the language that is being spoken."""
    return _("votes") if field == "votes" else heading(field)
