"""A backup is whole, whatever goes on meanwhile; restoring loses nothing, not even the ledger that it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ledgers import ORDER, PLAN, TODAY, of_version, raw, sample, stamp, writing
from sanhui.errors import InputError, UnableError
from sanhui.ledger import log, tasks
from sanhui.ledger.copies import backup, restore
from sanhui.ledger.failures import DamagedError, NoDatabaseError
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify

LATER = "work-order/2026-Q2"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sample ledger."""
    return sample(tmp_path / "ledger.db")


@pytest.fixture
def copy(path: Path) -> Path:
    """Its backup."""
    target = path.with_name("backup.db")
    with read_ledger(path) as ledger:
        backup(ledger, target)
    return target


def later(path: Path) -> None:
    """Something that was recorded after the backup."""
    with writing(path) as change:
        tasks.done(change, LATER, PLAN, on=TODAY, by="张三")


def names(folder: Path) -> set[str]:
    """The files of a folder."""
    return {file.name for file in folder.iterdir()}


def entries(path: Path) -> Sequence[log.Entry]:
    """The log, once the ledger proved to be sound."""
    with read_ledger(path) as ledger:
        assert () == verify(ledger)
        return tuple(log.entries(ledger))


def test_backup_is_the_ledger(path: Path, copy: Path) -> None:
    """Entry for entry, in a single file that can be read where nothing can be written."""
    assert entries(path) == entries(copy)
    with raw(copy) as connection:
        assert [("delete",)] == connection.execute("PRAGMA journal_mode").fetchall()
    assert {"ledger.db", "backup.db"} == names(path.parent)


def test_backup_is_of_one_moment(path: Path) -> None:
    """A change that is not yet complete is not in it, and does not hold it up."""
    target = path.with_name("backup.db")
    before = entries(path)
    with open_ledger(path) as ledger, open_ledger(path, wait=0) as other, ledger.change(stamp()) as change:
        tasks.done(change, LATER, PLAN, on=TODAY, by="张三")
        backup(other, target)
    assert before == entries(target)
    assert len(before) + 1 == len(entries(path))


def test_backup_overwrites_nothing(path: Path) -> None:
    """Not another backup, not the ledger itself."""
    with read_ledger(path) as ledger, pytest.raises(InputError, match="there is such a file already"):
        backup(ledger, path)
    assert 8 == len(entries(path))


def test_backup_of_a_damaged_ledger_is_refused(path: Path) -> None:
    """A bad copy in the place of good ones would be worse than none."""
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(DamagedError), read_ledger(path) as ledger:
        backup(ledger, path.with_name("backup.db"))
    assert {"ledger.db"} == names(path.parent)


def test_backup_is_proven_to_be_whole(path: Path) -> None:
    """Damage that can be copied without an error is found all the same: here a year that there must be is null."""
    for old, new in (("year INTEGER NOT NULL", "year INTEGER"), ("year INTEGER", "year INTEGER NOT NULL")):
        with raw(path) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'plan'", (old, new)
            )
        if old.endswith("NULL"):
            with raw(path) as connection:
                connection.execute("UPDATE plan SET year = NULL")
    with pytest.raises(DamagedError, match=r"NULL value in plan\.year"), read_ledger(path) as ledger:
        backup(ledger, path.with_name("backup.db"))
    assert {"ledger.db"} == names(path.parent)


def test_backup_into_no_folder_is_refused(path: Path) -> None:
    """With the reason."""
    with read_ledger(path) as ledger, pytest.raises(UnableError, match="its folder does not exist"):
        backup(ledger, path.parent / "nowhere/backup.db")


def test_restoring_brings_back_a_lost_ledger(path: Path, copy: Path) -> None:
    """The file is gone; the backup is untouched and the ledger as it was."""
    before, image = entries(path), copy.read_bytes()
    path.unlink()
    assert restore(copy, path) is None
    assert before == entries(path)
    assert image == copy.read_bytes()
    later(path)
    assert 9 == len(entries(path))


def test_companions_of_a_lost_ledger_do_not_meet_the_restored_one(path: Path, copy: Path) -> None:
    """A writer was killed, then somebody deleted the ledger alone: what stands in its write-ahead log is not in the backup."""
    log_ahead = path.with_name(f"{path.name}-wal")
    with open_ledger(path):
        later(path)
        left = log_ahead.read_bytes()
    path.unlink()
    log_ahead.write_bytes(left)
    assert restore(copy, path) is None
    assert entries(copy) == entries(path)
    assert "ledger.before-restore-1.db-wal" in names(path.parent)


def test_restoring_keeps_the_former_ledger(path: Path, copy: Path) -> None:
    """What was recorded since the backup is in the kept file; a second one gets a name of its own."""
    for number, length in ((1, 9), (2, 9)):
        later(path)
        assert path.with_name(f"ledger.before-restore-{number}.db") == restore(copy, path)
        assert length == len(entries(path.with_name(f"ledger.before-restore-{number}.db")))
        assert 8 == len(entries(path))


def test_who_has_the_ledger_open_sees_the_restored_one(path: Path, copy: Path) -> None:
    """And what they record then is in it, not in a file that is no longer there."""
    later(path)
    with open_ledger(path) as other:
        assert LATER in tasks.states(other, PLAN)
        restore(copy, path)
        assert LATER not in tasks.states(other, PLAN)
        with other.change(stamp()) as change:
            tasks.done(change, ORDER, PLAN, on=TODAY, by="李四")
    assert 9 == len(entries(path))


@pytest.mark.parametrize("damage", ["middle", "beginning", "empty"])
def test_restoring_replaces_a_damaged_ledger(path: Path, copy: Path, damage: str) -> None:
    """The damaged file is kept for those who can get something out of it, and the ledger is sound again."""
    data = path.read_bytes()
    bad = {
        "middle": data[:4096] + b"\xa5" * (len(data) - 4096),
        "beginning": b"\xa5" * 100 + data[100:],
        "empty": b"",
    }[damage]
    path.write_bytes(bad)
    kept = restore(copy, path)
    assert kept is not None
    if bad:
        assert bad == kept.read_bytes()
    assert entries(copy) == entries(path)


def test_companions_of_a_damaged_ledger_do_not_meet_the_restored_one(path: Path, copy: Path) -> None:
    """While somebody has it open there is a write-ahead log beside it, which belongs to the damaged file."""
    data = path.read_bytes()
    with open_ledger(path) as other, other.change(stamp()) as change:
        tasks.done(change, LATER, PLAN, on=TODAY, by="张三")
        path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
        kept = restore(copy, path)
        assert kept is not None
        assert {f"{kept.name}{end}" for end in ("", "-wal", "-shm")} <= names(path.parent)
        assert entries(copy) == entries(path)


def test_restoring_by_hand_works_too(path: Path, copy: Path) -> None:
    """As the messages say: away with the ledger and its companions, and the backup in its place."""
    path.unlink()
    path.write_bytes(copy.read_bytes())
    later(path)
    assert 9 == len(entries(path))
    with read_ledger(path) as ledger:
        assert [{"journal_mode": "wal"}] == ledger.query("PRAGMA journal_mode")


def test_backup_of_an_older_version_is_restored(path: Path, tmp_path: Path) -> None:
    """It comes up to date when it is opened; the backup stays what it is."""
    old = tmp_path / "old.db"
    of_version(old, 1)
    image = old.read_bytes()
    restore(old, path)
    assert [ORDER] == [entry.key["task"] for entry in entries(path) if entry.subject == "task_done"]
    assert image == old.read_bytes()


@pytest.mark.parametrize("content", [b"", b"no backup"])
def test_what_is_no_backup_is_not_restored(path: Path, content: bytes) -> None:
    """The ledger is as it was, and no file appears."""
    source = path.with_name("source.db")
    source.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(InputError):
        restore(source, path)
    assert before == path.read_bytes()
    assert {"ledger.db", "source.db"} == names(path.parent)


def test_damaged_backup_is_not_restored(path: Path, copy: Path) -> None:
    """It is proven whole before the ledger is touched."""
    data = copy.read_bytes()
    copy.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))
    with pytest.raises(DamagedError):
        restore(copy, path)
    assert 8 == len(entries(path))
    copy.write_bytes(b"\xa5" * 5000)
    with pytest.raises(NoDatabaseError):
        restore(copy, path)


def test_missing_backup_is_named(path: Path) -> None:
    """With its path."""
    with pytest.raises(InputError, match=r"nothing\.db: there is no such file"):
        restore(path.with_name("nothing.db"), path)


def test_ledger_in_use_is_not_replaced(path: Path, copy: Path) -> None:
    """While somebody writes, restoring waits, then gives up without a change."""
    later(path)
    with raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnableError, match="is in use by another program"):
            restore(copy, path, wait=0.1)
        other.execute("COMMIT")
    assert 9 == len(entries(path))


def test_ledger_of_a_newer_version_is_not_replaced(path: Path, copy: Path) -> None:
    """It is not damaged: it is somebody's."""
    with raw(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(InputError, match="the ledger has version 999"):
        restore(copy, path)
    assert before == path.read_bytes()
