"""The changes of a ledger as people made them, and taking one back.

Nothing is unsaid: what takes a change back is a change itself, with the command `ledger undo N`. So it can be taken back as
well, and a change is undone as long as the one that undid it is not.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger import log
from sanhui.ledger.change import KEYS, Change
from sanhui.ledger.log import Entry

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger

#: The command of a change that takes another one back; its number follows.
UNDO = "ledger undo"

#: Whose ledger it is says no change that could be taken back: what was recorded rests on it.
_IDENTITY = frozenset(["body", "plan"])

_UNDID = re.compile(rf"{UNDO} (\d+)")


class Changed(msgspec.Struct, frozen=True):
    """One change: what one command did, in one go. Its number is that of its first entry."""

    number: int
    at: dt.datetime
    actor: str
    command: str
    reason: str
    entries: tuple[Entry, ...]
    undone: bool = False

    @property
    def undid(self) -> int | None:
        """The number of the change that it took back."""
        return _undid(self.command)

    @property
    def facts(self) -> tuple[Entry, ...]:
        """What it says beside whose ledger it is."""
        return tuple(entry for entry in self.entries if entry.subject not in _IDENTITY)


def changes(ledger: Ledger, **about: str) -> tuple[Changed, ...]:
    """The changes in order; only those that touch a row whose columns have these values, if there are any.

    A `member` may be said by the name under which marks were recorded.

    Raises `UnableError` when an entry cannot be read.
    """
    with ledger.reading():
        undone = _undone(ledger)
        entries = list(log.entries(ledger))
        wanted = {name: _keys(ledger, name, value) for name, value in about.items()}
    found = []
    for number, group in itertools.groupby(entries, key=lambda entry: entry.change):
        of_change = tuple(group)
        if any(_about(entry, wanted) for entry in of_change):
            first = of_change[0]
            found.append(
                Changed(
                    number,
                    first.at,
                    first.actor,
                    first.command,
                    first.reason,
                    of_change,
                    undone=number in undone,
                )
            )
    return tuple(found)


def last(ledger: Ledger) -> Changed | None:
    """The newest change that can be taken back: neither undone, nor itself one that undid."""
    found = (each for each in reversed(changes(ledger)) if not each.undone and each.undid is None)
    return next((each for each in found if each.facts), None)


def find(ledger: Ledger, number: int) -> Changed:
    """The change of this number; raises `InputError`."""
    for each in changes(ledger):
        if each.number == number:
            return each
    message = _("the ledger has no change of this number")
    raise InputError(Problem(message, _("“sanhui ledger log” lists them"), value=str(number)))


def take_back(change: Change, changed: Changed) -> None:
    """Put every row back to what it was before a change.

    Raises `InputError` when it was taken back already, when a row is no longer what the change made of it, or when
    something that was recorded later rests on it.
    """
    import sqlite3

    if changed.undone:
        message = _("change {number} was taken back already").format(number=changed.number)
        raise InputError(Problem(message, _("“sanhui ledger log” lists them")))
    for entry in reversed(changed.facts):
        _unmade(change, changed.number, entry)
        try:
            if entry.before is None:
                change.remove(entry.subject, **entry.key)
            else:
                change.put(entry.subject, entry.before)
        except sqlite3.IntegrityError as error:
            message = _("{what}: something that was recorded after change {number} rests on it")
            raise InputError(
                Problem(message.format(what=named(entry), number=changed.number), _first_later())
            ) from error


def named(entry: Entry) -> str:
    """The row that an entry is about: mark weekly-study/2026-W11 张三."""
    key = {name: str(entry.key[name]) for name in KEYS[entry.subject] if entry.key[name] != ""}
    told = [value for name, value in key.items() if name not in ("plan", "body")]
    return " ".join([subject(entry.subject), *(told or key.values())])


def subject(table: str) -> str:
    """What a row of a table is."""
    return {
        "body": _("organisation"),
        "plan": _("plan"),
        "task_done": _("task"),
        "task_item": _("item"),
        "held": _("session"),
        "held_kind": _("counted as"),
        "mark": _("mark"),
        "vote": _("vote"),
        "leave": _("leave"),
        "makeup": _("make-up"),
        "document": _("document"),
        "waiver": _("reason"),
        "point": _("points"),
        "meeting_map": _("columns"),
    }.get(table, table)


def difference(entry: Entry) -> Iterator[tuple[str, Any, Any]]:
    """The columns that an entry changed, with their values before and after; None for a row that was not there."""
    before, after = entry.before or {}, entry.after or {}
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in entry.key and before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _unmade(change: Change, number: int, entry: Entry) -> None:
    """See that nobody changed the row since."""
    now = change.row(entry.subject, **entry.key)
    # A column that was added later is null in what was logged before.
    same = now == entry.after or (
        now is not None
        and entry.after is not None
        and all(entry.after.get(name) == value for name, value in now.items())
    )
    if not same:
        message = _("{what} was changed after change {number}").format(what=named(entry), number=number)
        raise InputError(Problem(message, _first_later()))


def _first_later() -> str:
    return _("take back the later change first; “sanhui ledger log” lists them")


def _undone(ledger: Ledger) -> frozenset[int]:
    """The changes that are taken back: an undoing that was undone does not count."""
    undone: set[int] = set()
    rows: Sequence[dict[str, Any]] = ledger.query(
        "SELECT DISTINCT change, command FROM log WHERE command LIKE ? ORDER BY change DESC", f"{UNDO} %"
    )
    for row in rows:
        target = _undid(row["command"])
        if row["change"] not in undone and target is not None:
            undone.add(target)
    return frozenset(undone)


def _undid(command: str) -> int | None:
    found = _UNDID.fullmatch(command)
    return int(found[1]) if found else None


def _keys(ledger: Ledger, name: str, value: str) -> frozenset[str]:
    """The values of a column that are meant."""
    if name != "member":
        return frozenset([value])
    rows = ledger.query("SELECT DISTINCT member FROM mark WHERE name = ?", value)
    return frozenset([value, *(row["member"] for row in rows)])


def _about(entry: Entry, wanted: Mapping[str, frozenset[str]]) -> bool:
    rows: Iterable[Any] = (entry.key, entry.before or {}, entry.after or {})
    return all(any(row.get(name) in values for row in rows) for name, values in wanted.items())
