"""Points for people and programs: the ranking, and one member's account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sanhui.attendance.points import Account, Earned
from sanhui.i18n import _
from sanhui.publish.terminal.columns import Cell, Line, table


def account_record(each: Account) -> dict[str, Any]:
    """One account as JSON, with every entry; `number` is that of an entry by hand, null for a session's."""
    return {
        "place": each.place,
        "member": each.member,
        "name": each.name,
        "points": each.points,
        "entries": [
            {
                "day": entry.day.isoformat(),
                "points": entry.points,
                "reason": entry.reason,
                "session": entry.session or None,
                "duty": entry.duty or None,
                "number": entry.number or None,
            }
            for entry in each.entries
        ],
    }


def standings(accounts: Sequence[Account], room: int | None) -> list[Line]:
    """The ranking: place, name, points, how many entries."""
    rows: list[list[Cell]] = [
        [
            [(str(each.place), "")],
            [(each.name, "bold")],
            [(f"{each.points:g}", "")],
            [(str(len(each.entries)), "dim")],
        ]
        for each in accounts
    ]
    return table([_("Rank"), _("Member"), _("Points"), _("Entries")], rows, room, [5, 6, 6, 7])


def account(each: Account, room: int | None) -> list[Line]:
    """One member's points, entry by entry; those by hand have a number."""
    head = _("{name}: {points}, place {place}").format(
        name=each.name, points=f"{each.points:g}", place=each.place
    )
    if not each.entries:
        return [((head, "bold"),)]
    rows: list[list[Cell]] = [
        [
            [(entry.day.isoformat(), "")],
            [(f"{entry.points:+g}", "")],
            [(reason(entry), "")],
            [(str(entry.number or ""), "dim")],
        ]
        for entry in each.entries
    ]
    lines = table([_("Date"), _("Points"), _("What for"), _("By hand, no.")], rows, room, [10, 6, 20, 6])
    return [((head, "bold"),), (), *lines]


def reason(entry: Earned) -> str:
    """What an entry is for, with the duty that earned it."""
    duties = {"chair": _("took the chair"), "speaker": _("gave it"), "recorder": _("wrote the minutes")}
    duty = duties.get(entry.duty)
    return f"{entry.reason} ({duty})" if duty else entry.reason
