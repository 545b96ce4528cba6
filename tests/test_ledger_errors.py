"""A ledger that cannot be used says why and what to do, and is left as it was."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import unmeasured
from ledgers import ORDER, PLAN, TODAY, raw, sample, stamp, writing
from sanhui.errors import InputError, UnableError
from sanhui.ledger import plans, store, tasks
from sanhui.ledger.change import Change
from sanhui.ledger.failures import DamagedError, NoDatabaseError, failure
from sanhui.ledger.migrate import files
from sanhui.ledger.store import Ledger, open_ledger, read_ledger
from sanhui.ledger.verify import verify

OPENERS = pytest.mark.parametrize("opened", [open_ledger, read_ledger])

RESTORE = "check that this is the file you meant; to go back to a backup: sanhui ledger restore BACKUP --ledger ledger.db"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger is, or would be."""
    return tmp_path / "ledger.db"


@OPENERS
def test_newer_version_is_refused(path: Path, opened: Callable[[Path], Ledger]) -> None:
    """What a newer program wrote may mean something that we do not know."""
    sample(path)
    newer = len(files()) + 1
    with raw(path) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")
    before = path.read_bytes()
    with pytest.raises(InputError) as refused:
        opened(path)
    assert (
        f"{path}: the ledger has version {newer}, this program knows only {newer - 1}\n"
        "  → use a newer sanhui; nothing was changed"
    ) == str(refused.value)
    assert before == path.read_bytes()


@OPENERS
@pytest.mark.parametrize("data", [b"", b'[plan]\nid = "skl-2026"\n', b"PK\x03\x04" + b"\0" * 5000])
def test_file_that_is_no_database_is_refused(
    path: Path, opened: Callable[[Path], Ledger], data: bytes
) -> None:
    """A text, an archive, a ledger whose beginning was overwritten."""
    content = data or b"\0" * 100 + sample(path).read_bytes()[100:]
    path.write_bytes(content)
    with pytest.raises(NoDatabaseError) as refused:
        opened(path)
    message = "this is not a ledger: it is no SQLite database, or its beginning is damaged"
    assert f"{path}: {message}\n  → {RESTORE}" == str(refused.value)
    assert content == path.read_bytes()


@OPENERS
def test_database_of_another_program_is_refused(path: Path, opened: Callable[[Path], Ledger]) -> None:
    """The history of a browser is a SQLite file too."""
    with raw(path) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(InputError, match="this is a SQLite database of another program, not a ledger"):
        opened(path)
    assert before == path.read_bytes()


def test_damaged_ledger_says_how_to_restore(path: Path) -> None:
    """Pages in the middle that hold anything else."""
    data = sample(path).read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(DamagedError) as failed, read_ledger(path) as ledger:
        tasks.states(ledger, PLAN)
    assert f"the ledger {path} is damaged (database disk image is malformed)\n  → {RESTORE}" == str(
        failed.value
    )
    with pytest.raises(DamagedError), writing(path) as change:
        tasks.done(change, "work-order/2026-Q2", PLAN, on=TODAY, by="张三")


def test_ledger_that_was_cut_short_is_damaged(path: Path) -> None:
    """A copy that was broken off."""
    data = sample(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedError), read_ledger(path) as ledger:
        assert () == verify(ledger)


def test_ledger_without_its_tables_is_damaged(path: Path) -> None:
    """Also when SQLite itself finds nothing wrong."""
    sample(path)
    with raw(path) as connection:
        connection.execute("DROP TABLE task_item")
    with pytest.raises(DamagedError, match="no such table: task_item"), read_ledger(path) as ledger:
        tasks.states(ledger, PLAN)


def test_locked_ledger_says_that_it_is_in_use(path: Path) -> None:
    """Another writer that does not end: after the wait a message, and the ledger can still be read."""
    sample(path)
    with raw(path) as other, open_ledger(path, wait=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnableError) as failed, ledger.change(stamp()):
            pass
        assert f"the ledger {path} is in use by another program; try again in a moment" == str(failed.value)
        assert ["weekly-study/2026-W11/notice", ORDER] == list(tasks.states(ledger, PLAN))
        other.execute("COMMIT")
        with ledger.change(stamp()) as change:
            tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")


@OPENERS
def test_ledger_that_is_locked_to_readers_says_so(path: Path, opened: Callable[..., Ledger]) -> None:
    """A program that keeps the whole file to itself."""
    sample(path)
    with raw(path) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnableError, match="is in use by another program"):
            opened(path, wait=0.05)


def test_lock_while_a_ledger_is_made_is_told(path: Path) -> None:
    """An empty file that somebody else holds."""
    with raw(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnableError, match="is in use by another program"):
            open_ledger(path, wait=0.05)


def test_readers_do_not_wait_for_a_writer(path: Path) -> None:
    """They see the ledger as it was before the change."""
    sample(path)
    with open_ledger(path) as writer, read_ledger(path, wait=0) as reader, writer.change(stamp()) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")
        assert tasks.states(reader, PLAN)[ORDER].done is None


def test_reader_cannot_write(path: Path) -> None:
    """Who opened it to look only is told, whatever the file allows."""
    sample(path)
    with (
        read_ledger(path) as ledger,
        pytest.raises(UnableError, match="read-only"),
        ledger.change(stamp()) as change,
    ):
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")


def test_reading_sees_one_moment(path: Path) -> None:
    """What others write meanwhile comes into view afterwards."""
    sample(path)
    with read_ledger(path) as ledger:
        with ledger.reading():
            assert [{"n": 1}] == ledger.query("SELECT count(*) AS n FROM task_done")
            with writing(path) as change:
                tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")
            assert [{"n": 1}] == ledger.query("SELECT count(*) AS n FROM task_done")
        assert [{"n": 2}] == ledger.query("SELECT count(*) AS n FROM task_done")


def test_full_disk_changes_nothing(path: Path) -> None:
    """Out of space in the middle of a change: a message, and the ledger of before."""
    sample(path)
    with open_ledger(path) as ledger:
        before = tasks.states(ledger, PLAN)
        pages = ledger.query("PRAGMA page_count")[0]["page_count"]
        ledger.query(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UnableError) as failed, ledger.change(stamp()) as change:
            tasks.done(change, ORDER, PLAN, on=TODAY, by="张三", note="长" * 10_000)
        assert f"cannot write the ledger {path}: the disk is full; nothing was changed" == str(failed.value)
        assert before == tasks.states(ledger, PLAN)
        assert () == verify(ledger)


@OPENERS
def test_places_without_a_ledger_are_told_apart(tmp_path: Path, opened: Callable[[Path], Ledger]) -> None:
    """A folder, a folder that is missing, a name that no file can have."""
    with pytest.raises(InputError) as refused:
        opened(tmp_path)
    assert (
        f"{tmp_path}: this is a folder, not a ledger\n  → name the file in it, {tmp_path / 'ledger.db'}"
    ) == str(refused.value)
    with pytest.raises(InputError, match=r"there is no folder .*nowhere; check the path"):
        opened(tmp_path / "nowhere/ledger.db")
    with pytest.raises(InputError, match="its name has a NUL character"):
        opened(tmp_path / "a\0b.db")


@pytest.mark.parametrize(
    "name", ["年度 台账.db", "50%.db", "a?mode=memory", "a#b.db", "%41.db", "file:x.db", ":memory:"]
)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    """The file has the very name that was asked for, whatever it means in an address."""
    sample(tmp_path / name)
    assert [name] == [file.name for file in tmp_path.iterdir()]
    with read_ledger(tmp_path / name) as ledger:
        assert () == verify(ledger)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_READONLY, "the file or its folder is read-only"),
        (sqlite3.SQLITE_CANTOPEN, "no permission to read it, or to write in its folder"),
        (sqlite3.SQLITE_IOERR, "failed: disk I/O error"),
    ],
)
def test_what_the_system_refuses_is_told(path: Path, code: int, message: str) -> None:
    """SQLite's code says what it was; a code that says little comes with its own words."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert message in str(failure(path, error))


def test_broken_constraint_is_a_mistake_of_the_program(path: Path) -> None:
    """It is not made into a message for the user, and nothing is kept."""
    sample(path)
    with pytest.raises(sqlite3.IntegrityError), writing(path) as change:
        change.put("plan", {"id": "", "body": None, "year": 2026})
    with pytest.raises(sqlite3.IntegrityError), writing(path) as change:
        change.put("plan", {"id": "x", "body": "别的支部", "year": 2026})
    with read_ledger(path) as ledger:
        assert [{"id": PLAN}] == ledger.query("SELECT id FROM plan")


def test_old_sqlite_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operating system of 2020 has a SQLite without strict tables."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(UnableError, match=r"SQLite .* is too old for the ledger; it needs 3\.37"):
        open_ledger(path)
    assert not path.exists()


# Tried in the place of a user who may not write there, when the tests run as one who may do everything.
AS_NOBODY = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import sqlite3, msgspec
from ledgers import *
from sanhui.errors import SanhuiError
from sanhui.ledger import log, migrate, tasks, verify
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify
import sanhui.ledger.periods, sanhui.wording, encodings.idna, hashlib
path = Path(sys.argv[2])
if os.getuid() == 0: os.setuid(65534)
def attempt(what):
    try: print(what())
    except SanhuiError as error: print(str(error).replace(str(path), "LEDGER"))
def look():
    with read_ledger(path) as ledger: return sorted(tasks.states(ledger, PLAN)), verify(ledger)
def write():
    with open_ledger(path) as ledger, ledger.change(stamp()) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")
attempt(look)
attempt(write)
"""

READ = "(['weekly-study/2026-W11/notice', 'work-order/2026-Q1'], ())"


def as_nobody(path: Path) -> list[str]:
    """What is said to somebody without rights who reads the ledger, then writes in it."""
    # pytest's own folders are for its user alone, and one deeper where several processes share the suite
    for folder in itertools.takewhile(lambda folder: "pytest-" in str(folder), path.parents[1:]):
        folder.chmod(0o755)
    arguments = [sys.executable, "-c", AS_NOBODY, str(Path(__file__).parent), str(path)]
    environ = unmeasured()
    result = subprocess.run(
        arguments, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "" == result.stderr
    return result.stdout.splitlines()


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")


@POSIX
def test_read_only_folder_can_be_looked_at(path: Path) -> None:
    """An archive on a read-only disk is read as it is, and leaves no companions; writing is refused."""
    sample(path).chmod(0o444)
    path.parent.chmod(0o555)
    told = as_nobody(path)
    assert READ == told[0]
    assert told[1].startswith("cannot ")
    assert [path] == list(path.parent.iterdir())


@POSIX
def test_folder_without_a_ledger_that_may_not_be_written(path: Path) -> None:
    """Nothing is recorded there, which can be read; the first record has no place."""
    path.parent.chmod(0o555)
    nowhere = "cannot open the ledger LEDGER: no permission to read it, or to write in its folder"
    assert ["([], ())", nowhere] == as_nobody(path)


@POSIX
def test_unreadable_ledger_says_so(path: Path) -> None:
    """Somebody else's file."""
    sample(path).chmod(0)
    path.parent.chmod(0o777)
    nothing = "cannot open the ledger LEDGER: no permission to read it, or to write in its folder"
    assert [nothing, nothing] == as_nobody(path)


@POSIX
def test_ledger_that_may_only_be_read_in_a_shared_folder(path: Path) -> None:
    """The file is write-protected, the folder is not."""
    sample(path).chmod(0o444)
    path.parent.chmod(0o777)
    told = as_nobody(path)
    assert READ == told[0]
    assert "cannot write the ledger LEDGER: the file or its folder is read-only" == told[1]


def test_failure_in_the_users_part_passes_through(path: Path) -> None:
    """Only what the ledger does is explained by the ledger; and nothing is kept."""
    with open_ledger(path) as ledger:
        with pytest.raises(sqlite3.OperationalError), ledger.change(stamp()) as change:
            _fails_elsewhere(change)
        assert [] == ledger.query("SELECT * FROM plan")


def _fails_elsewhere(change: Change) -> None:
    plans.enter(change, PLAN, 2026)
    with contextlib.closing(sqlite3.connect(":memory:")) as other:
        other.execute("SELECT * FROM nowhere")


def test_closed_ledger_is_a_mistake_of_the_program(path: Path) -> None:
    """Not the user's."""
    ledger = open_ledger(path)
    ledger.close()
    with pytest.raises(sqlite3.ProgrammingError):
        ledger.query("SELECT 1")


def test_name_beside_the_plan() -> None:
    """One ledger serves all plans of a folder."""
    assert Path("plans/ledger.db") == store.beside(Path("plans/skl-2026.toml"))
