"""The roster for people and programs: who belonged on a day, one member's whole story, what is different."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sanhui.i18n import _, language, ngettext
from sanhui.publish.terminal.columns import Cell, Line, table
from sanhui.roster.columns import heading
from sanhui.roster.differences import Difference, name_of
from sanhui.roster.model import Enrolled, Member, Roster, Span, Stretch
from sanhui.wording import enumeration


def member_record(each: Enrolled) -> dict[str, Any]:
    """One member on a day, as JSON; names of statuses are in the language that is being spoken."""
    member = each.member
    return {
        "key": each.key,
        "id": member.id,
        "name": member.name,
        "group": each.group,
        "roles": list(each.roles),
        "status": each.status.value,
        "status_name": each.status.name_in(language()),
        "votes": each.votes,
        "exempt": each.exempt,
        "elsewhere": each.elsewhere,
        "joined": _iso(member.joined),
        "left": _iso(member.left),
        "aliases": list(member.aliases),
        "email": member.email,
    }


def story_record(member: Member) -> dict[str, Any]:
    """Everything that a roster says of a member, as JSON."""
    return {
        "key": member.key,
        "id": member.id,
        "name": member.name,
        "aliases": list(member.aliases),
        "email": member.email,
        "joined": _iso(member.joined),
        "left": _iso(member.left),
        "standings": [
            {
                "from": _iso(each.first),
                "to": _iso(each.last),
                "group": each.group,
                "roles": list(each.roles),
                "status": each.status.value,
                "status_name": each.status.name_in(language()),
            }
            for each in member.standings
        ],
        **{
            sort: [
                {"from": _iso(span.first), "to": _iso(span.last), "reason": span.reason}
                for span in getattr(member, sort)
            ]
            for sort in ("exempt", "elsewhere", "no_vote")
        },
    }


def difference_record(each: Difference) -> dict[str, str]:
    """One difference, as JSON; `field` is empty for somebody who came or went."""
    return {
        "change": each.sort,
        "key": each.key,
        "name": each.name,
        "field": each.field,
        "before": each.before,
        "after": each.after,
    }


def listing(people: Sequence[Enrolled], room: int | None) -> list[Line]:
    """Members on a day as a table, with what is special about them, and how many they are."""
    heads = [_("Id"), _("Name"), _("Group"), _("Roles"), heading("status").capitalize(), _("Remarks")]
    rows: list[list[Cell]] = [
        [
            [(each.member.id, "dim")],
            [(each.name, "bold")],
            [(each.group, "")],
            [(enumeration(each.roles), "")],
            [(each.status.name_in(language()), "")],
            [(enumeration(_remarks(each)), "yellow")],
        ]
        for each in people
    ]
    used = [n for n in range(len(heads)) if n == 1 or any(row[n][0][0] for row in rows)]
    least = [4, 6, 10, 12, 8, 12]
    lines = table(
        [heads[n] for n in used], [[row[n] for n in used] for row in rows], room, [least[n] for n in used]
    )
    return [*lines, (), ((count(people), "dim"),)]


def count(people: Sequence[Enrolled]) -> str:
    """16 members, 15 of them with a vote; how many are exempt or elsewhere."""
    n, votes = len(people), sum(each.votes for each in people)
    exempt, elsewhere = (
        sum(bool(each.exempt) for each in people),
        sum(bool(each.elsewhere) for each in people),
    )
    parts = [ngettext("{n} person", "{n} people", n).format(n=n), _("{n} with a vote").format(n=votes)]
    parts += [_("{n} exempt").format(n=exempt)] if exempt else []
    parts += [_("{n} elsewhere").format(n=elsewhere)] if elsewhere else []
    return _(", ").join(parts)


def story(member: Member, room: int | None) -> list[Line]:
    """Everything that a roster says of a member, the eldest first."""
    head = f"{member.name} ({member.id})" if member.id else member.name
    lines: list[Line] = [((head, "bold"),)]
    whole = enumeration(map(days, member.stretches))
    facts = [
        (_("Belongs"), whole),
        (_("Also called"), enumeration(member.aliases)),
        (_("E-mail"), member.email),
    ]
    rows: list[list[Cell]] = [[[(name, "dim")], [(text, "")]] for name, text in facts if text]
    for each in member.standings:
        said = (each.group, enumeration(each.roles), each.status.name_in(language()))
        rows.append([[(days(each), "dim")], [(_(", ").join(filter(None, said)) or "–", "")]])
    sorts: list[tuple[str, tuple[Span, ...]]] = [
        (_("exempt: {reason}"), member.exempt),
        (_("elsewhere: {reason}"), member.elsewhere),
        (_("no vote: {reason}"), member.no_vote),
    ]
    for text, spans in sorts:
        rows += [[[(days(each), "dim")], [(text.format(reason=each.reason), "yellow")]] for each in spans]
    return [*lines, *table(["", ""], rows, room, [10, 20])[1:]]


def differences(found: Iterable[Difference], room: int | None) -> list[Line]:
    """What is different, a line each: + somebody new, - somebody gone, ~ what changed."""
    rows: list[list[Cell]] = []
    for each in found:
        sign, style = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}[each.sort]
        text = each.after or each.before
        if each.sort == "changed":
            text = _("{field}: {before} → {after}").format(
                field=name_of(each.field), before=each.before or "–", after=each.after or "–"
            )
        who = each.name if each.key == each.name else f"{each.name} ({each.key})"
        rows.append([[(sign, style)], [(who, "bold")], [(text, "")]])
    return table(["", "", ""], rows, room, [1, 8, 20])[1:] if rows else []


def days(stretch: Stretch) -> str:
    """2026-03-01 – 2026-05-31, since …, until …, always."""
    if stretch.first and stretch.last:
        return f"{stretch.first} – {stretch.last}"
    if stretch.first:
        return _("since {date}").format(date=stretch.first)
    if stretch.last:
        return _("until {date}").format(date=stretch.last)
    return _("always")


def overview(roster: Roster, day: dt.date) -> list[str]:
    """How many belong on a day, in which groups; and how many ever did."""
    people = roster.on(day)
    groups: dict[str, int] = {}
    for each in people:
        groups[each.group] = groups.get(each.group, 0) + 1
    lines = [count(people)]
    if named := [f"{name} {n}" for name, n in groups.items() if name]:
        lines.append(enumeration(named))
    if gone := len(roster.members) - len(people):
        lines.append(ngettext("{n} more at other times", "{n} more at other times", gone).format(n=gone))
    return lines


def _remarks(each: Enrolled) -> list[str]:
    found = [_("exempt: {reason}").format(reason=each.exempt)] if each.exempt else []
    found += [_("elsewhere: {reason}").format(reason=each.elsewhere)] if each.elsewhere else []
    if each.status.votes and not each.votes:
        found.append(_("without a vote"))
    return found


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
