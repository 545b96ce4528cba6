"""The log loses nothing and lies about nothing: whatever is changed in it, or behind its back, is found."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import NOON, ORDER, PLAN, TODAY, raw, sample, stamp, unguarded, writing
from sanhui.errors import SanhuiError
from sanhui.ledger import log, tasks
from sanhui.ledger.change import KEYS
from sanhui.ledger.log import Head, Stamp
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import Flaw, verify


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the sample ledger, in one file."""
    return sample(tmp_path_factory.mktemp("sample") / "ledger.db").read_bytes()


@pytest.fixture
def path(tmp_path: Path, image: bytes) -> Path:
    """A sample ledger."""
    file = tmp_path / "ledger.db"
    file.write_bytes(image)
    return file


def flaws(path: Path, kept: Head | None = None) -> list[tuple[str, int | None]]:
    """What is found wrong: the code and the entry of each."""
    with read_ledger(path) as ledger:
        return [(flaw.code, flaw.entry) for flaw in verify(ledger, kept)]


def head(path: Path) -> Head:
    """The newest entry."""
    with read_ledger(path) as ledger:
        return log.head(ledger)


def test_sound_ledger_has_no_flaw(path: Path) -> None:
    """So that the findings below mean something."""
    assert [] == flaws(path, head(path))


def test_entries_tell_what_was_changed(path: Path) -> None:
    """Who, when, by which command, why; which row, before and after."""
    with read_ledger(path) as ledger:
        entry = list(log.entries(ledger))[5]
    assert (6, 6, NOON, "甲同志", "task reopen", "数字有误") == (
        entry.n,
        entry.change,
        entry.at,
        entry.actor,
        entry.command,
        entry.reason,
    )
    assert ("task_done", {"plan": PLAN, "task": ORDER}) == (entry.subject, entry.key)
    assert entry.before is not None
    assert "已报送" == entry.before["note"]
    assert entry.after is None


def test_entries_of_one_change_share_its_number(path: Path) -> None:
    """So that a change can be told, and taken back, as the whole that it was."""
    with read_ledger(path) as ledger:
        assert [1, 1, 1, 4, 4, 6, 6, 8] == [entry.change for entry in log.entries(ledger)]


def test_entries_of_one_row(path: Path) -> None:
    """A row's story is found by its key."""
    with read_ledger(path) as ledger:
        found = [entry.n for entry in log.entries(ledger, "task_done", plan=PLAN, task=ORDER)]
    assert [3, 6] == found


def test_chain_can_be_checked_by_any_program(path: Path) -> None:
    """The documented form, written anew here: netstrings of the previous hash and the ten fields."""
    with raw(path) as connection:
        rows = connection.execute("SELECT * FROM log ORDER BY n").fetchall()
    previous = "0" * 64
    for *fields, stated in rows:
        text = b""
        for field in (previous, *fields):
            data = b"" if field is None else str(field).encode()
            text += b"-," if field is None else str(len(data)).encode() + b":" + data + b","
        previous = hashlib.sha256(text).hexdigest()
        assert stated == previous


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE log SET reason = '' WHERE n = 6",
        "DELETE FROM log WHERE n = 8",
        "REPLACE INTO log SELECT n, change, at, '乙', command, reason, subject, key, before, after, hash FROM log WHERE n = 8",
        "INSERT INTO log SELECT 10, 10, at, actor, command, reason, subject, key, before, after, hash FROM log WHERE n = 8",
        "INSERT INTO log SELECT -1, 10, at, actor, command, reason, subject, key, before, after, hash FROM log WHERE n = 8",
    ],
)
def test_log_is_append_only(path: Path, sql: str) -> None:
    """Also for other programs, as long as they leave the triggers alone."""
    with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match="the log"):
        connection.execute(sql)
    assert [] == flaws(path)


def test_change_that_says_nothing_new_is_no_entry(path: Path) -> None:
    """The chain goes on where it was."""
    before = head(path)
    with writing(path):
        pass
    assert before == head(path)


def test_entry_has_the_row_as_it_is_in_the_ledger(path: Path) -> None:
    """With the columns too that were not said."""
    with open_ledger(path) as ledger:
        with ledger.change(stamp()) as change:
            change.put("plan", {"id": "skl-2027", "year": 2027})
        (entry,) = log.entries(ledger, "plan", id="skl-2027")
    assert {"id": "skl-2027", "body": None, "year": 2027} == entry.after


def test_stamps_are_complete() -> None:
    """A time without its zone, or nobody, is a mistake of the program."""
    with pytest.raises(ValueError, match="zone"):
        Stamp("甲同志", dt.datetime(2026, 3, 31, 12), "task done")
    with pytest.raises(ValueError, match="somebody"):
        Stamp(" ", NOON, "task done")


@settings(max_examples=200)
@given(data=st.data())
def test_any_changed_byte_of_an_entry_is_found(image: bytes, data: st.DataObject) -> None:
    """Whichever byte of whichever field, of whichever entry, also when the triggers are back and no text comes out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        path.write_bytes(image)
        number = data.draw(st.integers(1, 8), "entry")
        with unguarded(path) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            column = data.draw(st.sampled_from([*log.FIELDS, "hash"]), "column")
            cell = f"SELECT CAST({column} AS BLOB) FROM log WHERE n = ?"
            old = connection.execute(cell, (number,)).fetchone()[0]
            if column in ("n", "change"):
                new = data.draw(
                    st.integers(-(2**63), 2**63 - 1).filter(lambda n: n not in range(1, 9)), "number"
                )
                connection.execute(f"UPDATE log SET {column} = ? WHERE n = ?", (new, number))
            else:
                if old:
                    at = data.draw(st.integers(0, len(old) - 1), "byte")
                    flipped = old[at] ^ data.draw(st.integers(1, 255), "bits")
                    tampered = old[:at] + bytes([flipped]) + old[at + 1 :]
                else:  # a null may become an empty text, an empty text anything
                    tampered = data.draw(st.binary(min_size=old is not None, max_size=2), "bytes")
                connection.execute(
                    f"UPDATE log SET {column} = CAST(? AS TEXT) WHERE n = ?", (tampered, number)
                )
        assert "chain" in {code for code, _entry in flaws(path)}


@settings(max_examples=200)
@given(data=st.data())
def test_any_changed_byte_of_the_file_is_found_or_means_nothing(image: bytes, data: st.DataObject) -> None:
    """A flipped byte anywhere is refused, found, or in a place that holds no record."""
    at = data.draw(st.integers(0, len(image) - 1), "byte")
    bits = data.draw(st.integers(1, 255), "bits")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        path.write_bytes(image)
        with read_ledger(path) as ledger:
            sound = [ledger.query(f"SELECT * FROM {table}") for table in (*KEYS, "log")]
        path.write_bytes(image[:at] + bytes([image[at] ^ bits]) + image[at + 1 :])
        with contextlib.suppress(SanhuiError), read_ledger(path) as ledger:
            if not verify(ledger):
                assert sound == [ledger.query(f"SELECT * FROM {table}") for table in (*KEYS, "log")]


def test_one_changed_entry_is_told_once(path: Path) -> None:
    """The entries after it are as they were."""
    with unguarded(path) as connection:
        connection.execute("UPDATE log SET actor = '乙同志' WHERE n = 4")
    assert [("chain", 4)] == flaws(path)


def test_missing_and_exchanged_entries_are_found(path: Path) -> None:
    """One taken out of the middle; two that changed their places."""
    with unguarded(path) as connection:
        connection.execute("DELETE FROM log WHERE n = 5")
    with read_ledger(path) as ledger:
        assert Flaw("chain", "the log goes from entry 4 to 6", 6) in verify(ledger)
    with unguarded(path) as connection:
        for old, new in ((7, 100), (6, 7), (100, 6)):
            connection.execute("UPDATE log SET n = ? WHERE n = ?", (new, old))
    assert {("chain", 6), ("chain", 7)} < set(flaws(path))


@pytest.mark.parametrize(
    ("sql", "entry"),
    [
        ("UPDATE task_done SET done_by = '李四'", 8),
        ("UPDATE task_item SET note = CAST(x'ff' AS TEXT)", 5),
        ("UPDATE task_item SET item = CAST(x'ff' AS TEXT)", None),
        ("DELETE FROM task_done", 8),
        ("INSERT INTO body VALUES ('别的支部')", None),
        (
            f"INSERT INTO task_done SELECT plan, '{ORDER}', done_on, done_by, note, entered_by, entered_at, year, half,"
            " quarter, month, week FROM task_done",
            6,
        ),
    ],
)
def test_rows_that_were_written_past_the_log_are_found(path: Path, sql: str, entry: int | None) -> None:
    """A changed row, a removed one, an added one, one that was taken back."""
    with raw(path) as connection:
        connection.execute(sql)
    assert ("row", entry) in flaws(path)


def test_row_that_refers_to_nothing_is_found(path: Path) -> None:
    """Other programs need not respect foreign keys."""
    with raw(path) as connection:
        connection.execute("DELETE FROM plan")
    with read_ledger(path) as ledger:
        found = verify(ledger)
    assert Flaw("file", "task_done: a row refers to one that there is not") in found
    assert ("row", 2) in flaws(path)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DROP TRIGGER log_keeps_its_rows", "trigger log_keeps_its_rows is missing"),
        ("DROP TABLE task_item", "table task_item is missing"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON log BEGIN DELETE FROM task_done; END",
            "trigger sly is not of this program",
        ),
        ("ALTER TABLE body ADD COLUMN place TEXT", "table body was changed"),
    ],
)
def test_schema_that_was_changed_is_found(path: Path, sql: str, message: str) -> None:
    """Who takes the guards away is seen, even if nothing else was done."""
    with raw(path) as connection:
        connection.execute(sql)
    with read_ledger(path) as ledger:
        assert [Flaw("schema", message)] == list(verify(ledger))


def test_head_that_was_kept_shows_what_was_cut_off(path: Path) -> None:
    """The last change taken out of log and tables leaves a sound ledger; only who kept the head can know."""
    kept = head(path)
    with unguarded(path) as connection:
        connection.execute("DELETE FROM log WHERE n = 8")
        connection.execute("DELETE FROM task_done WHERE task LIKE 'weekly-study/%'")
    assert [] == flaws(path)
    assert [("head", 8)] == flaws(path, kept)


def test_head_that_was_kept_shows_what_was_written_anew(path: Path) -> None:
    """Somebody who can work out hashes may write another story, but not the one that ends in the kept hash."""
    kept = head(path)
    path.unlink()
    sample(path)
    assert [] == flaws(path, kept)
    path.unlink()
    with writing(path) as change:
        for number in range(1, 7):
            tasks.done(change, f"work-order/{number}", PLAN, on=TODAY, by="李四")
    assert [("head", 8)] == flaws(path, kept)


def test_kept_head_stays_good_while_the_log_grows(path: Path) -> None:
    """Any earlier head is a witness, also the beginning."""
    kept = head(path)
    with open_ledger(path) as ledger, ledger.change(stamp()) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")
    assert [] == flaws(path, kept)
    assert [] == flaws(path, log.START)
