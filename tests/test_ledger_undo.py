"""What a change did can be taken back, by a change: rows are as before, and the log has all of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ledgers import ORDER, PLAN, TODAY, raw, sample, stamp, writing
from sanhui.errors import InputError
from sanhui.ledger import held, history, marks, tasks
from sanhui.ledger.change import KEYS
from sanhui.ledger.history import UNDO, Changed, changes, find, last, take_back
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify
from test_ledger_records import HELD, MARKED, VOTE


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    """The rows of every table but the log."""
    with raw(path) as connection:
        return [connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in KEYS]


def undo(path: Path, number: int | None = None) -> Changed | None:
    """Take the last change, or one of them, back; gives which it was."""
    with open_ledger(path) as ledger:
        found = last(ledger) if number is None else find(ledger, number)
        if found is not None:
            with ledger.change(stamp(f"{UNDO} {found.number}")) as change:
                take_back(change, found)
        assert () == verify(ledger)
    return found


def test_changes_are_taken_back_one_by_one(tmp_path: Path) -> None:
    """Each undo goes one step further back, until nothing is left to take back; the plan's name stays."""
    path = tmp_path / "ledger.db"
    states = []
    for write in (_first, _second, _third):
        write(path)
        states.append(rows(path))
    for expected in (states[1], states[0]):
        assert undo(path) is not None
        assert expected == rows(path)
    assert undo(path) is not None
    assert [1, 1, 0, 0] == [len(table) for table in rows(path)[:4]]
    assert undo(path) is None


def _first(path: Path) -> None:
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")


def _second(path: Path) -> None:
    with writing(path, "attend") as change:
        held.record(change, HELD)
        held.record_votes(change, PLAN, HELD.session, [VOTE])
        marks.record(change, [MARKED])


def _third(path: Path) -> None:
    with writing(path, "attend") as change:
        marks.record(change, [msgspec.structs.replace(MARKED, mark="present")])
        tasks.reopen(change, ORDER, PLAN)


def test_undo_can_be_undone(tmp_path: Path) -> None:
    """By its number; then the change holds again, and can be taken back again."""
    path = sample(tmp_path / "ledger.db")
    before = rows(path)
    taken = undo(path)
    assert taken is not None
    with read_ledger(path) as ledger:
        newest = changes(ledger)[-1]
    assert taken.number == newest.undid
    undo(path, newest.number)
    assert before == rows(path)
    with read_ledger(path) as ledger:
        assert taken.number == getattr(last(ledger), "number", None)


def test_what_was_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    """An older change whose rows somebody touched later: that one must be taken back first."""
    path = tmp_path / "ledger.db"
    _second(path)
    with read_ledger(path) as ledger:
        number = changes(ledger)[0].number
    _first(path)
    _third(path)
    before = rows(path)
    with pytest.raises(InputError, match=rf"mark weekly-study/2026-W11 03 was changed after change {number}"):
        undo(path, number)
    assert before == rows(path)


def test_what_others_rest_on_is_not_taken_back(tmp_path: Path) -> None:
    """A session was recorded, and a vote of it later."""
    path = tmp_path / "ledger.db"
    with writing(path, "attend") as change:
        held.record(change, HELD)
    with writing(path, "held") as change:
        held.record_votes(change, PLAN, HELD.session, [VOTE])
    with pytest.raises(InputError, match="recorded after change 1 rests on it"):
        undo(path, 1)


def test_undone_change_is_not_undone_twice(tmp_path: Path) -> None:
    """Nor one that there is not."""
    path = sample(tmp_path / "ledger.db")
    taken = undo(path)
    assert taken is not None
    with pytest.raises(InputError, match=rf"change {taken.number} was taken back already"):
        undo(path, taken.number)
    with pytest.raises(InputError, match="no change of this number"):
        undo(path, 4711)


def test_history_can_be_asked_about_one_thing(tmp_path: Path) -> None:
    """By the values of columns: a session's, a member's."""
    path = tmp_path / "ledger.db"
    _first(path)
    _second(path)
    _third(path)
    with read_ledger(path) as ledger:
        assert [4, 9] == [each.number for each in changes(ledger, session=HELD.session, member="03")]
        (entry,) = (each for each in changes(ledger)[-1].facts if each.subject == "mark")
        assert ("mark", "late", "present") in list(history.difference(entry))
        assert [1, 9] == [each.number for each in changes(ledger, task=ORDER)]
