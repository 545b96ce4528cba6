"""Ledgers for tests: real files, with invented people."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sanhui.ledger import plans, tasks
from sanhui.ledger.change import Change
from sanhui.ledger.log import Stamp
from sanhui.ledger.migrate import FOLDER, migrate
from sanhui.ledger.store import open_ledger

PLAN = "skl-2026"
BODY = "示例支部"
ORDER = "work-order/2026-Q1"
NOON = dt.datetime(2026, 3, 31, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TODAY = NOON.date()


def stamp(command: str = "task done", actor: str = "甲同志", reason: str = "") -> Stamp:
    """A change by 甲同志 at noon of 31 March 2026."""
    return Stamp(actor, NOON, command, reason)


@contextlib.contextmanager
def writing(path: Path, command: str = "task done", reason: str = "") -> Iterator[Change]:
    """A change of a ledger that knows the plan, opened and closed around it."""
    with open_ledger(path) as ledger, ledger.change(stamp(command, reason=reason)) as change:
        plans.enter(change, PLAN, 2026, BODY)
        yield change


def sample(path: Path) -> Path:
    """A ledger with eight entries in four changes: something was done, ticked, and taken back."""
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三", note="已报送")
    with writing(path, "task tick") as change:
        tasks.tick(change, ORDER, PLAN, "盖章", on=TODAY, by="李四")
        tasks.tick(change, ORDER, PLAN, "报送", on=TODAY - dt.timedelta(days=1), by="李四")
    with writing(path, "task reopen", reason="数字有误") as change:
        tasks.reopen(change, ORDER, PLAN)
        tasks.untick(change, ORDER, PLAN, "盖章")
    with writing(path) as change:
        tasks.done(change, "weekly-study/2026-W11/notice", PLAN, on=TODAY, by="张三")
    return path


@contextlib.contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as any other program sees it, in autocommit mode."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # tests are not afraid of power cuts
        yield connection


@contextlib.contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of somebody who takes the triggers away and puts them back as they were."""
    with raw(path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _name, sql in triggers:
            connection.execute(sql)


def of_version(path: Path, version: int) -> None:
    """A ledger as the program of that version left it; 0 is a file without anything.

    When a migration is added, put what the version before it can hold into `HELD`.
    """
    folder = path.with_name("migrations")
    folder.mkdir()
    for file in sorted(FOLDER.glob("*.sql"))[:version]:
        (folder / file.name).write_bytes(file.read_bytes())
    with raw(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, folder)
        connection.executescript(HELD[version])


_FIRST = """
INSERT INTO body VALUES ('示例支部');
INSERT INTO plan VALUES ('skl-2026', '示例支部', 2026);
INSERT INTO task_done VALUES ('skl-2026', 'work-order/2026-Q1', '2026-03-31', '张三', '', '甲同志',
    '2026-03-31T12:00:00+08:00', '2026', '2026-H1', '2026-Q1', '2026-03', '2026-W14');
INSERT INTO log VALUES (1, 1, '2026-03-31T12:00:00+08:00', '甲同志', 'task done', '', 'body', '{"name":"示例支部"}', NULL,
    '{"name":"示例支部"}', 'da958dcac6a4c279cda34776750dd7675288c1566befe217e05375719cf06e27');
INSERT INTO log VALUES (2, 1, '2026-03-31T12:00:00+08:00', '甲同志', 'task done', '', 'plan', '{"id":"skl-2026"}', NULL,
    '{"body":"示例支部","id":"skl-2026","year":2026}', '4eee9dc00351c4b02fd13f2f633d0104b20c8358f12c6cf4e77e37436ab6a60a');
INSERT INTO log VALUES (3, 1, '2026-03-31T12:00:00+08:00', '甲同志', 'task done', '', 'task_done',
    '{"plan":"skl-2026","task":"work-order/2026-Q1"}', NULL,
    '{"done_by":"张三","done_on":"2026-03-31","entered_at":"2026-03-31T12:00:00+08:00","entered_by":"甲同志","half":"2026-H1","month":"2026-03","note":"","plan":"skl-2026","quarter":"2026-Q1","task":"work-order/2026-Q1","week":"2026-W14","year":"2026"}',
    '689eba86bb755d63df0e75cd602e2e391ee4056ca21d10b9ceb8574041c61016');
"""

#: What a ledger of each version holds: the very text, for the program that wrote it is gone.
HELD = (
    "",
    _FIRST,
    _FIRST + Path(__file__).with_name("ledger_versions").joinpath("2.sql").read_text(encoding="utf-8"),
)
