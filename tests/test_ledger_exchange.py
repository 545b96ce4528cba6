"""A ledger that was exported and imported is the same ledger: rows, log, hashes."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import ORDER, PLAN, of_version, raw, sample, stamp, writing
from sanhui.errors import InputError
from sanhui.ledger import log, marks, plans, tasks
from sanhui.ledger.exchange import CONTENTS, load, save
from sanhui.ledger.migrate import files
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify
from test_ledger_records import MARKED

Form = Literal["csv", "jsonl"]
FORMS: tuple[Form, ...] = ("csv", "jsonl")


def dump(path: Path) -> list[str]:
    """Everything that is in a ledger."""
    with raw(path) as connection:
        return [*connection.iterdump(), *map(str, connection.execute("PRAGMA user_version"))]


def exported(path: Path, folder: Path, form: Form = "csv") -> Path:
    """The ledger as files."""
    with read_ledger(path) as ledger:
        save(ledger, folder, form)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with rows in every table, some taken back."""
    path = tmp_path / "ledger.db"
    of_version(path, len(files()))
    return sample_more(path)


def sample_more(path: Path) -> Path:
    """What else was recorded."""
    with writing(path, "task reopen", reason="数字有误") as change:
        tasks.reopen(change, ORDER, PLAN)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_export_and_import_are_inverse(path: Path, form: Form) -> None:
    """To the last hash; and what was imported is a ledger like any other."""
    folder = exported(path, path.parent / "out", form)
    copy = path.with_name("copy.db")
    load(folder, copy)
    assert dump(path) == dump(copy)
    with open_ledger(copy) as ledger:
        assert () == verify(ledger)
    sample(copy)
    with read_ledger(copy) as ledger:
        assert () == verify(ledger)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=30)
@given(st.lists(st.tuples(TEXTS, TEXTS, st.none() | st.integers(0, 999)), max_size=6), st.sampled_from(FORMS))
def test_any_text_survives(rows: list[tuple[str, str, int | None]], form: Form) -> None:
    """Quotation marks, line ends, commas, NUL, an empty text and a number that is not known."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, copy = folder / "ledger.db", folder / "copy.db"
        with open_ledger(path) as ledger:
            ledger.query("PRAGMA synchronous = OFF")
            with ledger.change(stamp("attend")) as change:
                plans.enter(change, PLAN, 2026)
                for number, (note, source, minutes) in enumerate(rows):
                    row = msgspec.structs.replace(
                        MARKED, member=f"{number}", note=note, source=source, minutes=minutes
                    )
                    marks.record(change, [row])
            before = marks.read(ledger, PLAN), list(log.entries(ledger))
        load(exported(path, folder / "out", form), copy)
        with read_ledger(copy) as ledger:
            assert before == (marks.read(ledger, PLAN), list(log.entries(ledger)))


def test_same_ledger_gives_the_same_bytes(path: Path) -> None:
    """Exports can be compared, and kept in a version control."""
    one, other = (exported(path, path.parent / name) for name in ("one", "other"))
    names = sorted(file.name for file in one.iterdir())
    assert [(one / name).read_bytes() for name in names] == [(other / name).read_bytes() for name in names]


def test_columns_are_ready_for_parquet(path: Path) -> None:
    """Every table is a file with its columns, period keys among them, and the contents tell their types."""
    folder = exported(path, path.parent / "out")
    contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    parts = {part["table"]: part for part in contents["parts"]}
    with (folder / parts["mark"]["file"]).open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert ("2026", "2026-H1", "2026-Q1", "2026-03", "2026-W11") == tuple(
        row[name] for name in ("year", "half", "quarter", "month", "week")
    )
    types = {column["name"]: (column["type"], column.get("null")) for column in parts["mark"]["columns"]}
    assert ("INTEGER", True) == types["minutes"]
    assert ("TEXT", False) == types["mark"]
    assert list(row) == list(types)


def test_older_export_is_brought_up_to_date(tmp_path: Path) -> None:
    """As an older ledger is."""
    path = tmp_path / "ledger.db"
    of_version(path, 1)
    folder = exported_by_version_1(path, tmp_path / "out")
    load(folder, tmp_path / "copy.db")
    with read_ledger(tmp_path / "copy.db") as ledger:
        assert () == verify(ledger)
        assert [ORDER] == list(tasks.states(ledger, PLAN))
        assert [] == list(marks.read(ledger, PLAN))


def exported_by_version_1(path: Path, folder: Path) -> Path:
    """What a program of version 1 would have written: without the tables that came later."""
    exported(path, folder)
    contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    first = {"body", "plan", "task_done", "task_item", "log"}
    contents["parts"] = [part for part in contents["parts"] if part["table"] in first]
    contents["version"] = 1
    (folder / CONTENTS).write_text(json.dumps(contents), encoding="utf-8")
    return folder


def _another_byte(folder: Path) -> None:
    file = folder / "mark.csv"
    file.write_bytes(file.read_bytes().replace(b"leave-duty", b"present"))


def _lost_file(folder: Path) -> None:
    (folder / "vote.csv").unlink()


def _edit(folder: Path, old: str, new: str) -> None:
    text = (folder / CONTENTS).read_text(encoding="utf-8")
    (folder / CONTENTS).write_text(text.replace(old, new, 1), encoding="utf-8")


def _newer(folder: Path) -> None:
    _edit(folder, f'"version": {len(files())}', '"version": 99')


def _elsewhere(folder: Path) -> None:
    _edit(folder, '"file": "mark.csv"', '"file": "../mark.csv"')


def _strange_column(folder: Path) -> None:
    """Of another program, or mistyped: the file is whole, but its column is none of ours."""
    table = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    (part,) = (each for each in table["parts"] if each["table"] == "mark")
    next(each for each in part["columns"] if each["name"] == "name")["name"] = "nmae"
    (folder / CONTENTS).write_text(json.dumps(table), encoding="utf-8")


def _no_json(folder: Path) -> None:
    (folder / CONTENTS).write_text("{", encoding="utf-8")


def _shortened(folder: Path) -> None:
    """Somebody takes the last entry of the log away, and adjusts what the contents say of the file."""
    import hashlib

    file = folder / "log.csv"
    old = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(b"\r\n".join(file.read_bytes().split(b"\r\n")[:-2]) + b"\r\n")
    _edit(folder, old, hashlib.sha256(file.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_another_byte, "its SHA-256 is another"),
        (_lost_file, r"vote\.csv"),
        (_newer, "the ledger has version 99"),
        (_elsewhere, r"not what was exported: \.\./mark\.csv"),
        (_no_json, "not what was exported"),
        (_strange_column, "the table mark has no column nmae"),
        (
            _shortened,
            "the log does not say that this row is there|the row of entry|not the one that was exported",
        ),
    ],
)
def test_spoilt_export_is_refused(path: Path, spoil: object, message: str) -> None:
    """And no ledger comes of it."""
    folder, copy = exported(path, path.parent / "out"), path.with_name("copy.db")
    assert callable(spoil)
    spoil(folder)
    with pytest.raises(InputError, match=message):
        load(folder, copy)
    assert not copy.exists()


def test_nothing_is_overwritten(path: Path) -> None:
    """Neither a folder with something in it, nor a ledger."""
    folder = exported(path, path.parent / "out")
    with pytest.raises(InputError, match="there is something there already"):
        exported(path, folder)
    with pytest.raises(InputError, match="there is such a file already"):
        load(folder, path)
    with pytest.raises(InputError, match=r"no export of a ledger: it has no ledger\.json"):
        load(path.parent, path.with_name("copy.db"))
    left = path.with_name("new.db-wal")
    left.write_bytes(b"of a ledger that is gone")
    with pytest.raises(InputError, match=r"new\.db-wal: there is such a file already"):
        load(folder, path.with_name("new.db"))
