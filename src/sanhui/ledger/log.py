"""The log: what each change did, row by row, chained so that tampering shows.

An entry holds the row's key, the row before (null: there was none) and after (null: removed), who, when, by which
command and why. Its hash is SHA-256 over the hash of the entry before it (64 zeros for the first) and its fields, each
written as a netstring of its UTF-8 text (`5:hello,`; `-,` for null) in the order of `FIELDS`. Any program can check it.

What no chain can show by itself: that the newest entries were cut off and the tables set back, or that all was written
anew. Whoever keeps the number and hash of `head` elsewhere (on paper, in a mail, with a backup) sees that too: `verify`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sanhui.ledger.failures import DamagedError

if TYPE_CHECKING:
    import sqlite3

    from sanhui.ledger.store import Ledger

Value = str | int | float | None
Row = Mapping[str, Value]

#: What is chained, in this order.
FIELDS = ("n", "change", "at", "actor", "command", "reason", "subject", "key", "before", "after")


class Stamp(msgspec.Struct, frozen=True):
    """Who changes something, when (an aware time), by which command, and why if somebody said so."""

    actor: str
    at: dt.datetime
    command: str
    reason: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the time of a change needs its zone")
        if not self.actor.strip():
            raise ValueError("a change needs somebody who makes it")

    @property
    def time(self) -> str:
        """The time as the ledger writes it, to the second."""
        return self.at.isoformat(timespec="seconds")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row touched by a change; all entries of one change share its number, that of the first of them."""

    n: int
    change: int
    at: dt.datetime
    actor: str
    command: str
    reason: str
    subject: str  # the table
    key: Row
    before: Row | None
    after: Row | None
    hash: str


class Head(NamedTuple):
    """The newest entry: its number and its hash."""

    n: int
    hash: str


#: The head of an empty log.
START = Head(0, "0" * 64)


def head(ledger: Ledger) -> Head:
    """The newest entry's number and hash; worth keeping outside the ledger."""
    rows = ledger.query("SELECT n, hash FROM log ORDER BY n DESC LIMIT 1")
    return Head(**rows[0]) if rows else START


def entries(ledger: Ledger, subject: str | None = None, **key: Value) -> Iterator[Entry]:
    """The entries in order: all, those of one table, or those of one row by its whole key.

    Raises `UnableError` when an entry cannot be read.
    """
    where = [*(["subject = ?"] if subject else []), *(["key = ?"] if key else [])]
    values = [*([subject] if subject else []), *([as_json(key)] if key else [])]
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    for row in ledger.query(f"SELECT * FROM log{condition} ORDER BY n", *values):
        try:
            rows = {name: row[name] and msgspec.json.decode(row[name]) for name in ("key", "before", "after")}
            yield msgspec.convert({**row, **rows}, Entry)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise DamagedError(ledger.path, str(error)) from error


def chained(previous: str, fields: Iterable[Value]) -> str:
    """The hash of an entry with these fields after an entry with this hash."""
    import hashlib  # 4 ms, for those who write

    digest = hashlib.sha256(_netstring(previous))
    for field in fields:
        digest.update(_netstring(field))
    return digest.hexdigest()


def append(
    connection: sqlite3.Connection,
    at: Head,
    stamp: Stamp,
    *,
    change: int,
    subject: str,
    key: Row,
    before: Row | None,
    after: Row | None,
) -> Head:
    """Write one entry after the head, inside the caller's transaction, and give the new head."""
    number = at.n + 1
    rows = tuple(None if row is None else as_json(row) for row in (key, before, after))
    fields = (number, change, stamp.time, stamp.actor, stamp.command, stamp.reason, subject, *rows)
    new = Head(number, chained(at.hash, fields))
    places = ", ".join("?" * (len(FIELDS) + 1))
    connection.execute(f"INSERT INTO log ({', '.join(FIELDS)}, hash) VALUES ({places})", (*fields, new.hash))
    return new


def as_json(row: Row) -> str:
    """A row as the log writes it: JSON with sorted names."""
    return msgspec.json.encode(row, order="sorted").decode()


def _netstring(field: Value) -> bytes:
    if field is None:
        return b"-,"
    data = str(field).encode("utf-8", "surrogateescape")
    return b"%d:%s," % (len(data), data)
