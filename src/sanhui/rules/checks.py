"""Runs the checks: facts go into tables, each sort of rule is one SQL file, verdicts come out as rows.

The files are plain SQL (CTEs, joins, CASE) and run unchanged in DuckDB; a test compares every row.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

FOLDER = Path(__file__).with_name("sql")
SCHEMA = Path(__file__).with_name("facts.sql")
DERIVED = Path(__file__).with_name("derived.sql")

_PLANNED = (
    "SELECT rule, period, subject, session, ahead FROM could_count ORDER BY rule, period, subject, session"
)
_COUNTED = "SELECT rule, period, subject, session FROM counts ORDER BY rule, period, subject, session"

#: The rows of every table of facts.sql, by its name.
Tables = Mapping[str, Iterable[tuple[object, ...]]]


class Row(NamedTuple):
    """What a check says; `state` is met, short, upcoming, unchecked, or none where there is nothing to judge."""

    rule: str
    period: str
    subject: str
    session: str
    needed: int
    got: int
    state: str


class Planned(NamedTuple):
    """A planned session that would count for a rule in a period; `ahead` if it is still to come."""

    rule: str
    period: str
    subject: str
    session: str
    ahead: bool


class Counted(NamedTuple):
    """A held session that counts for a rule in a period."""

    rule: str
    period: str
    subject: str
    session: str


class Outcome(NamedTuple):
    """What the checks say, which sessions counted, and what else is planned."""

    rows: list[Row]
    counted: list[Counted]
    planned: list[Planned]


class Database(Protocol):
    """What is asked of a connection, of sqlite3's or another database's."""

    def execute(self, sql: str, /) -> Any:
        """Run one statement."""

    def executemany(self, sql: str, rows: Any, /) -> Any:
        """Run one statement for every row."""


@functools.cache
def sorts() -> tuple[str, ...]:
    """The sorts of rules that have a check."""
    return tuple(file.stem for file in sorted(FOLDER.glob("*.sql")))


def run(tables: Tables, wanted: Iterable[str]) -> Outcome:
    """What the checks of these sorts say, in a fixed order whatever the order of the facts."""
    database = sqlite3.connect(":memory:")
    try:
        if hasattr(database, "deserialize"):
            database.deserialize(_empty())
        else:  # an SQLite that was built without it
            database.executescript(_text(SCHEMA))
        fill(database, tables)
        database.executescript(_text(DERIVED))
        found = database.execute(_PLANNED).fetchall()
        return Outcome(
            ask(database, wanted),
            [Counted(*row) for row in database.execute(_COUNTED).fetchall()],
            [
                Planned(rule, period, subject, session, bool(ahead))
                for rule, period, subject, session, ahead in found
            ],
        )
    finally:
        database.close()


def fill(database: Database, tables: Tables) -> None:
    """Put the facts into their tables."""
    for name, rows in tables.items():
        items = list(rows)
        if items:
            database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(items[0]))})", items)


def ask(database: Database, wanted: Iterable[str]) -> list[Row]:
    """The rows of the checks."""
    known = set(sorts())
    found: list[Row] = []
    for sort in sorted(set(wanted) & known):
        rows = database.execute(_text(FOLDER / f"{sort}.sql")).fetchall()
        found += [
            Row(rule, period, subject, session, int(needed), int(got), state)
            for rule, period, subject, session, needed, got, state in rows
        ]
    return sorted(found)


@functools.cache
def _empty() -> bytes:
    """A database with the tables and nothing in them: to copy it is quicker than to make it."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(_text(SCHEMA))
        return database.serialize()
    finally:
        database.close()


@functools.cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
