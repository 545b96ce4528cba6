"""The changes of a ledger, for a terminal and for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _
from sanhui.ledger.history import difference, named
from sanhui.ledger.rows import Entered
from sanhui.publish.cleaning import one_line
from sanhui.publish.terminal.columns import Cell, Line, folded, labelled, table

if TYPE_CHECKING:
    from sanhui.ledger.history import Changed
    from sanhui.ledger.log import Entry

_MOST = 3  # so many rows of a change are told in the list
#: Worked out from the day, or said at the head of the change.
_SILENT = frozenset(["year", "half", "quarter", "month", "week", *Entered.__struct_fields__])


def listing(found: Sequence[Changed], room: int | None) -> list[Line]:
    """A change a row, the newest last; nothing where there is none."""
    if not found:
        return []
    heads = [_("No."), _("Time"), _("Who"), _("Command"), _("What")]
    rows: list[list[Cell]] = [
        [
            [(str(each.number), "")],
            [(f"{each.at:%Y-%m-%d %H:%M}", "")],
            [(one_line(each.actor), "")],
            [(one_line(each.command), "dim" if each.undone else "")],
            _what(each),
        ]
        for each in found
    ]
    return table(heads, rows, room, [3, 16, 6, 8, 20])


def details(change: Changed, room: int | None) -> list[Line]:
    """One change in full: every row, with what it was before and after."""
    head = f"{change.number}  {change.at:%Y-%m-%d %H:%M:%S}  {one_line(change.actor)}  {one_line(change.command)}"
    lines: list[Line] = [((head, "bold"),)]
    if change.reason:
        lines += labelled([(_("Reason"), one_line(change.reason))], room)
    if change.undone:
        lines.append(((_("taken back"), "yellow"),))
    for entry in change.entries:
        lines.append(((f"{_sign(entry)} {one_line(named(entry))}", ""),))
        lines += [(("  ", ""), *line) for line in labelled(_values(entry), room and room - 2)]
    return lines


def taken_back(change: Changed, room: int | None) -> list[Line]:
    """What becomes of each row when a change is taken back: what came goes. The marks of a session share a line."""
    signs = {"+": "-", "-": "+", "~": "~"}
    told: dict[str, list[str]] = {}
    for entry in change.facts:
        row, _space, last = one_line(named(entry)).rpartition(" ")
        told.setdefault(f"{signs[_sign(entry)]} {row}".rstrip(), []).append(last)
    comma = _(", ")
    return [line for row, each in told.items() for line in folded(f"{row} {comma.join(each)}", "", room)]


def record(change: Changed) -> dict[str, Any]:
    """One change with its entries."""
    return {
        "number": change.number,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "command": change.command,
        "reason": change.reason,
        "undone": change.undone,
        "undid": change.undid,
        "entries": [
            {
                "n": entry.n,
                "subject": entry.subject,
                "key": entry.key,
                "before": entry.before,
                "after": entry.after,
                "hash": entry.hash,
            }
            for entry in change.entries
        ],
    }


def _what(change: Changed) -> Cell:
    told = [(f"{_sign(entry)} {one_line(named(entry))}", "") for entry in change.facts[:_MOST]]
    if len(change.facts) > _MOST:
        told.append((_("and {n} more").format(n=len(change.facts) - _MOST), "dim"))
    if change.reason:
        told.append((one_line(change.reason), "dim"))
    if change.undone:
        told.append((_("taken back"), "yellow"))
    return told or [(_("whose ledger it is"), "dim")]


def _sign(entry: Entry) -> str:
    """+ a row that came, - one that went, ~ one that was changed."""
    if entry.before is None:
        return "+"
    return "-" if entry.after is None else "~"


def _values(entry: Entry) -> list[tuple[str, str]]:
    told = []
    for name, before, after in difference(entry):
        if name in _SILENT or before == after or (before in (None, "") and after in (None, "")):
            continue
        if entry.before is None or entry.after is None:
            text = _text(before if entry.after is None else after)
        else:
            text = _("{before} → {after}").format(before=_text(before), after=_text(after))
        told.append((name, text))
    return told


def _text(value: object) -> str:
    return "–" if value in (None, "") else one_line(str(value))
