"""`sanhui ledger`: proof, history, undo and copies from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commandline import Outcome, Typed
from ledgers import unguarded
from records import branch, clerk
from sanhui.ledger import log, marks
from sanhui.ledger.store import read_ledger


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch with one recorded session, and one mark of it corrected by another clerk."""
    branch(tmp_path)
    clerk(tmp_path, "attend", "3月9日", "--absent", "张三")
    clerk(tmp_path, "attend", "3月9日", "--keep", "--leave", "张三:病假", "--yes", actor="乙同志")
    return tmp_path


def ledger(folder: Path, *words: object) -> Outcome:
    """A command of the group."""
    return clerk(folder, "ledger", *words)


def mark_of(folder: Path, name: str) -> str:
    """What the ledger has of somebody."""
    with read_ledger(folder / "ledger.db") as opened:
        return next(row.mark for row in marks.read(opened, "zb-2026") if row.name == name)


def test_sound_ledger_says_its_head(folder: Path) -> None:
    """Which `--head` holds it to later; a tampered row shows, with exit 1."""
    told = json.loads(ledger(folder, "info", "--json").out)
    assert (2, 10, {"id": "zb-2026", "year": 2026}, 5) == (
        told["version"],
        told["entries"],
        told["plans"][0],
        told["rows"]["mark"],
    )
    head = f"{told['entries']}:{told['head']}"
    assert (0, f"The ledger is sound: 10 entries, head {head}\n") == ledger(folder, "verify", "--head", head)[
        :2
    ]
    assert 2 == ledger(folder, "verify", "--head", "10:abc").code
    with unguarded(folder / "ledger.db") as connection:
        connection.execute("UPDATE mark SET mark = 'present' WHERE name = '张三'")
    found = ledger(folder, "verify", "--json")
    assert (1, ["row"]) == (found.code, [flaw["code"] for flaw in json.loads(found.out)["flaws"]])
    assert "sanhui ledger restore BACKUP" in ledger(folder, "verify").err


def test_log_says_who_did_what(folder: Path) -> None:
    """All changes, those about one member, and one in full."""
    changes = json.loads(ledger(folder, "log", "--json").out)
    assert [("甲同志", "attend", 9), ("乙同志", "attend", 1)] == [
        (change["actor"], change["command"], len(change["entries"])) for change in changes
    ]
    assert ["~ mark study/2026-W11 03"] == [
        line.split("attend")[1].strip()
        for line in ledger(folder, "log", "--member", "张三", "--last", 1).out.splitlines()[1:]
    ]
    assert "absent → leave-sick" in ledger(folder, "log", 10).out


def test_undo_and_undo_of_the_undo(folder: Path) -> None:
    """The last change, then the one before; by its number an undo is undone."""
    done = ledger(folder, "undo", "--reason", "看错了")
    assert (0, "~ mark study/2026-W11 03\n", "Taken back: change 10") == (*done[:2], done.err.splitlines()[0])
    assert "absent" == mark_of(folder, "张三")
    assert 0 == ledger(folder, "undo", 11).code
    assert "leave-sick" == mark_of(folder, "张三")
    assert "Nothing was written: --dry-run\n" == ledger(folder, "undo", "--dry-run").err
    told = json.loads(ledger(folder, "undo", "--dry-run", "--json").out)
    assert ("attend", "乙同志") == (told["command"], told["actor"])
    assert [0, 0, 0] == [ledger(folder, "undo").code for _time in range(3)]
    assert (0, "null\n") == ledger(folder, "undo", "--json")[:2]
    assert "There is nothing to take back.\n" == ledger(folder, "undo").err
    assert 0 == ledger(folder, "verify").code


def test_backup_and_restore(folder: Path) -> None:
    """Restoring asks, tells what would be gone, and keeps the former ledger; a damaged one is moved aside."""
    assert 0 == ledger(folder, "backup", "backup.db").code
    clerk(folder, "attend", "3月16日", "--all-present")
    refused = ledger(folder, "restore", "backup.db")
    assert (2, True) == (refused.code, "the last 7 would be gone from it" in refused.err), refused.err
    done = ledger(folder, "restore", "backup.db", "--yes")
    assert "restored; the former ledger is ledger.before-restore-1.db" in done.err
    with read_ledger(folder / "ledger.db") as opened:
        assert 10 == log.head(opened).n
    (folder / "ledger.db").write_bytes(b"not a ledger at all")
    broken = clerk(folder, "attend", "3月16日", "--all-present")
    assert (2, True) == (broken.code, "sanhui ledger restore BACKUP" in broken.err), broken.err
    assert 0 == ledger(folder, "restore", "backup.db", "--yes").code
    assert 0 == ledger(folder, "verify").code


def test_restoring_what_is_no_part_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup of another ledger is told for one; into a folder without a ledger there is nothing to keep."""
    ledger(folder, "backup", "backup.db")
    (folder / "ledger.db").unlink()
    clerk(folder, "attend", "3月16日", "--all-present")
    monkeypatch.setattr("sys.stdin", Typed("y\n"))
    done = ledger(folder, "restore", "backup.db")
    assert 0 == done.code, done.err
    assert "The backup has 10 entries; the ledger now has 9, and is not a continuation of it." in done.err
    new = ledger(folder, "restore", "backup.db", "--ledger", "new.db")
    assert (0, "new.db\n", False) == (new.code, new.out, "the former ledger" in new.err)
    missing = ledger(folder, "restore", "no.db")
    assert (2, True) == (missing.code, missing.err.startswith("no.db: there is no such file"))
    assert "\nHead         10:" in ledger(folder, "info").out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_export_and_import(folder: Path, words: tuple[str, ...]) -> None:
    """Another folder gets the same ledger."""
    assert 0 == ledger(folder, "export", "out", *words).code
    done = ledger(folder, "import", "out", "--ledger", "copy.db")
    assert (0, True) == (done.code, "imported and proven: 10 entries" in done.err)
    assert json.loads(ledger(folder, "info", "--json").out)["head"] in done.err
    assert 2 == ledger(folder, "import", "out").code


def test_without_a_ledger_there_is_nothing_to_look_after(tmp_path: Path) -> None:
    """Nothing comes into being by asking."""
    branch(tmp_path)
    for words in (["info"], ["verify"], ["log"], ["undo"], ["backup"], ["export", "out"]):
        done = ledger(tmp_path, *words)
        assert (2, True) == (done.code, "there is no ledger yet" in done.err)
    assert not (tmp_path / "ledger.db").exists()


def test_broken_plan_does_not_hide_the_ledger(folder: Path) -> None:
    """The ledger is found by the plan's place, whatever stands in the plan."""
    (folder / "plan.toml").write_text("[plan]\nwhat is this", encoding="utf-8")
    assert 0 == ledger(folder, "verify").code
    (folder / "plan.toml").unlink()
    assert 0 == ledger(folder, "verify").code


def test_person_is_named(folder: Path) -> None:
    """By SANHUI_ACTOR, else by the login; a name with a control character is refused."""
    assert 2 == clerk(folder, "attend", "3月16日", "--all-present", actor="甲\t同志").code
    shutil.copy(folder / "ledger.db", folder / "other.db")
    done = clerk(folder, "attend", "3月16日", "--all-present", "--ledger", "other.db", actor=" ")
    assert 0 == done.code
    change = json.loads(clerk(folder, "ledger", "log", "--ledger", "other.db", "--json").out)[-1]
    assert change["actor"]
