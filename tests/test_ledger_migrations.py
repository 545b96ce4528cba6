"""A ledger of any earlier version becomes one of today, with all that it held; a failure changes nothing."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

import pytest

from ledgers import HELD, ORDER, PLAN, TODAY, of_version, raw, writing
from sanhui.ledger import log, tasks
from sanhui.ledger.change import KEYS
from sanhui.ledger.migrate import APPLICATION, FOLDER, Origin, files, migrate, origin, statements
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify

LATEST = len(files())

#: What was released is in people's files: a changed migration would leave two kinds of ledgers of one version.
FROZEN = {
    "0001_tasks.sql": "4881a1eb4438d50ca19de2f63fbcdf22d84ff8c64c21ac3ca92460d13dba7ebd",
    "0002_attendance.sql": "aa8b63498351c3795ee5ce82b1c602e329992ceeff60a4f8f765ef5b7791aff2",
}

ADDITION = "ALTER TABLE plan ADD COLUMN secretary TEXT;\nCREATE TABLE article (code TEXT NOT NULL PRIMARY KEY) STRICT;\n"


def next_version(folder: Path, text: str) -> Path:
    """The migrations of the program, and one more."""
    folder.mkdir()
    for file in files():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / f"{LATEST + 1:04}_next.sql").write_text(text, encoding="utf-8")
    return folder


def everything(connection: sqlite3.Connection) -> list[str]:
    """The whole content of a database."""
    return list(connection.iterdump())


def test_released_migrations_are_frozen() -> None:
    """Write a new one instead."""
    assert FROZEN == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files()}


def test_every_version_has_its_sample() -> None:
    """Who adds a migration says in ledgers.HELD what a ledger of the new version holds."""
    assert LATEST + 1 == len(HELD)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_new_ledger_is_of_the_latest_version(tmp_path: Path, name: str) -> None:
    """Out of nothing, or out of an empty file, as an interrupted start leaves it."""
    path = tmp_path / "ledger.db"
    if name == "empty":
        path.touch()
    with open_ledger(path) as ledger:
        assert [("wal",)] == [tuple(row.values()) for row in ledger.query("PRAGMA journal_mode")]
        assert [(2,)] == [tuple(row.values()) for row in ledger.query("PRAGMA synchronous")]
        assert [(1,)] == [tuple(row.values()) for row in ledger.query("PRAGMA foreign_keys")]
        found = origin(ledger.connection)
    assert (APPLICATION, LATEST) == (found.application, found.version)
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("version", range(LATEST + 1))
@pytest.mark.parametrize("look_only", [False, True])
def test_every_earlier_version_comes_up_to_date(tmp_path: Path, version: int, look_only: bool) -> None:
    """Its records are there, its chain holds, its tables are as if they were made today; and it can be written on."""
    path = tmp_path / "ledger.db"
    of_version(path, version)
    opened = read_ledger if look_only else open_ledger
    with opened(path) as ledger:
        assert () == verify(ledger)
        assert LATEST == origin(ledger.connection).version
        held = tasks.states(ledger, PLAN)
        assert ([ORDER] if version else []) == list(held)
    with writing(path) as change:
        tasks.done(change, "work-order/2026-Q2", PLAN, on=TODAY, by="李四")
    with read_ledger(path) as ledger:
        assert () == verify(ledger)
        assert {*held, "work-order/2026-Q2"} == tasks.states(ledger, PLAN).keys()


def test_next_version_keeps_what_was_there(tmp_path: Path) -> None:
    """A column and a table come; rows, chain and keys stay; a second run finds nothing to do."""
    path = tmp_path / "ledger.db"
    of_version(path, LATEST)
    folder = next_version(tmp_path / "next", ADDITION)
    with raw(path) as connection:
        for _time in range(2):
            migrate(connection, folder)
            assert LATEST + 1 == origin(connection).version
            assert [(PLAN, None)] == connection.execute("SELECT id, secretary FROM plan").fetchall()
            assert [] == connection.execute("SELECT * FROM article").fetchall()
            assert [(13,)] == connection.execute("SELECT count(*) FROM log").fetchall()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ADDITION + "INSERT INTO nowhere VALUES (1);\n", "no such table: nowhere"),
        (ADDITION + "DELETE FROM plan;\n", "breaks 9 references"),
        (ADDITION + "DELETE FROM body\n", "no semicolon after: DELETE FROM body"),
    ],
)
def test_migration_that_fails_changes_nothing(tmp_path: Path, text: str, message: str) -> None:
    """Neither the tables of its first statements nor the version."""
    path = tmp_path / "ledger.db"
    of_version(path, LATEST)
    folder = next_version(tmp_path / "next", text)
    with raw(path) as connection:
        before = everything(connection)
        with pytest.raises((sqlite3.OperationalError, ValueError), match=message):
            migrate(connection, folder)
        assert before == everything(connection)
        assert LATEST == origin(connection).version


def test_empty_database_is_nobodys() -> None:
    """What has nothing in it may become a ledger; what has a table, a version or another name may not."""
    assert Origin(0, 0, 0).ours
    assert Origin(APPLICATION, 7, 12).ours
    assert not any(each.ours for each in (Origin(0, 0, 1), Origin(0, 1, 0), Origin(1, 0, 0)))


def test_numbers_have_no_gap(tmp_path: Path) -> None:
    """A file that was named wrongly would be applied as another version."""
    (tmp_path / "0002_second.sql").touch()
    with pytest.raises(ValueError, match=r"0002_second\.sql should be number 0001"):
        files(tmp_path)


def test_scripts_are_cut_into_statements() -> None:
    """At the semicolons that end a statement, not at those in a text, a comment or a trigger."""
    script = (
        "-- first; of all\nCREATE TABLE a (b TEXT);\n"
        "INSERT INTO a VALUES ('x;\ny');\n"
        "CREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n-- the end\n"
    )
    assert [
        "-- first; of all\nCREATE TABLE a (b TEXT);",
        "INSERT INTO a VALUES ('x;\ny');",
        "CREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n  SELECT 1;\n  SELECT 2;\nEND;",
    ] == list(statements(script))


def test_nothing_escapes_the_log(tmp_path: Path) -> None:
    """Every table but the log itself is written through changes, by the key that it has in the database."""
    with contextlib.closing(open_ledger(tmp_path / "ledger.db")) as ledger:
        tables = ledger.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'log'")
        keys = {
            row["name"]: tuple(
                column["name"]
                for column in ledger.query(
                    "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", row["name"]
                )
            )
            for row in tables
        }
        columns = [row["name"] for row in ledger.query("SELECT name FROM pragma_table_info('log')")]
    assert KEYS == keys
    assert [*log.FIELDS, "hash"] == columns


def test_every_table_is_strict() -> None:
    """SQLite would take a text for a number otherwise."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        rows = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"
        )
        assert {*KEYS, "log"} == {name for name, strict in rows if strict}


def test_migrations_are_in_the_folder() -> None:
    """At least the first one, wherever the package is installed."""
    assert "0001_tasks.sql" == files(FOLDER)[0].name
