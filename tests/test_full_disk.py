"""A full disk: whatever is written, the old content or the new is there, and it is said; looking goes on."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from meeting_files import text_file
from records import MEETING, branch, clerk
from sanhui.ledger import marks
from sanhui.ledger.store import read_ledger
from sanhui.ledger.verify import verify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of files there")


@contextlib.contextmanager
def full(limit: int) -> Iterator[None]:
    """No file may become longer than this, as if the disk had no more room."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch with one recorded session."""
    assert 0 == clerk(branch(tmp_path), "attend", "3月9日", "--all-present").code
    return tmp_path


WISHES: tuple[tuple[str, ...], ...] = (
    ("attend", "3月16日", "--all-present"),
    ("attend", "3月9日", "--absent", "张三", "--yes"),
    ("held", "3月9日", "--chair", "甲同志"),
    ("leave", "add", "张三", "2026-04-01", "2026-04-02", "--type", "事假"),
    ("ledger", "undo"),
)


# No room for what tells other processes of the ledger; none for all that is written.
@pytest.mark.parametrize(("limit", "wishes"), [(20_000, WISHES), (40_000, WISHES[:1])])
def test_nothing_is_lost_and_it_is_said(
    folder: Path, limit: int, wishes: tuple[tuple[str, ...], ...]
) -> None:
    """Recording, undoing, a backup, an export: none of them leaves anything half done."""
    before = (folder / "ledger.db").read_bytes()
    names = {each.name for each in folder.iterdir()}
    with full(limit):
        for words in wishes:
            done = clerk(folder, *words)
            assert (3, True) == (done.code, "the disk is full; nothing was changed" in done.err), (
                words,
                done,
            )
        assert 3 == clerk(folder, "ledger", "backup", "b.db").code
        looked = clerk(folder, "attendance")
        assert (0, True) == (looked.code, "张三" in looked.out), looked.err
    with full(4_000):
        assert 3 == clerk(folder, "ledger", "export", "out").code
    assert (folder / "ledger.db").read_bytes() == before
    assert {"out"} == {each.name for each in folder.iterdir()} - names - {"ledger.db-shm", "ledger.db-wal"}
    assert 0 == clerk(folder, "attend", "3月16日", "--all-present").code
    assert 0 == clerk(folder, "ledger", "export", "out").code
    with read_ledger(folder / "ledger.db") as ledger:
        assert ((), 10) == (verify(ledger), len(marks.read(ledger, "zb-2026")))


def test_rejected_rows_have_no_room(folder: Path) -> None:
    """The marks were recorded, which is said before; no half of the file of rejected rows is left."""
    rows = [["姓名", "签到"], ["张三", "15:20"], *([f"外来人员{n}", "14:55"] for n in range(3_000))]
    file = text_file(folder / "s.csv", rows)
    with full(120_000):
        done = clerk(folder, "attend", "3月9日", "--from", file, "--map", "name=姓名,in=签到", "--yes")
    assert (3, True, True) == (
        done.code,
        "Recorded." in done.err,
        "s.csv.rejected.csv: " in done.err,
    )
    with read_ledger(folder / "ledger.db") as ledger:
        assert {"late"} == {row.mark for row in marks.read(ledger, "zb-2026", MEETING) if row.name == "张三"}
    assert [] == [
        each.name for each in folder.iterdir() if "rejected" in each.name or each.name.endswith(".tmp")
    ]
