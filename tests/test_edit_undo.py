"""Whatever was changed, undo gives back the very bytes; after changes by hand it takes back what it finds, or nothing."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edited_plans import DEEDS, NOW, plans
from sanhui.edit.change import cancel, move, note
from sanhui.edit.rewrite import undo
from sanhui.errors import InputError
from small_plans import write_plan

MONTHLY = 'when = "每月第二个周三 15:00"'


@pytest.mark.slow
@settings(max_examples=100)
@given(plans(), st.lists(st.sampled_from(sorted(DEEDS)), min_size=1, max_size=4, unique=True))
def test_undo_gives_back_the_very_bytes(data: bytes, deeds: list[str]) -> None:
    """One change or several, taken back one after the other, in any layout; then nothing is left to undo."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_bytes(data)
        states = [data]
        for deed in deeds:
            DEEDS[deed](path)
            states.append(path.read_bytes())
        for state in reversed(states[:-1]):
            edit = undo(path)
            assert state == path.read_bytes()
            assert edit.written
        assert [path] == list(Path(folder).iterdir())
        with pytest.raises(InputError, match="no change to undo"):
            undo(path)


@pytest.mark.slow
@settings(max_examples=80)
@given(plans(), st.sampled_from(sorted(DEEDS)), st.data())
def test_undo_after_a_line_by_hand_keeps_that_line(data: bytes, deed: str, draw: st.DataObject) -> None:
    """A comment that the owner puts anywhere meanwhile: the change is taken back around it, or undo is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_bytes(data)
        DEEDS[deed](path)
        lines = path.read_bytes().splitlines(keepends=True)
        at = draw.draw(st.integers(1, len(lines) - 1))
        edited = b"".join([*lines[:at], b"# \xe6\x89\x8b\xe5\x86\x99\n", *lines[at:]])
        path.write_bytes(edited)
        try:
            undo(path)
        except InputError:
            assert edited == path.read_bytes()
        else:
            after = path.read_bytes()
            assert 1 == after.count(b"# \xe6\x89\x8b\xe5\x86\x99\n")
            assert data == after.replace(b"# \xe6\x89\x8b\xe5\x86\x99\n", b"")


def test_undo_says_what_it_took_back(tmp_path: Path) -> None:
    """The session as it was and as it is again, and the difference."""
    path = write_plan(tmp_path, MONTHLY)
    made = move(path, "a/2026-03", dt.date(2026, 3, 12), now=NOW)
    taken = undo(path)
    assert ("undo", "move", "a/2026-03") == (taken.action, taken.undone, taken.session)
    assert (made.was, made.now) == (taken.now, taken.was)
    assert (made.before, made.after) == (taken.after, taken.before)


def test_undo_shows_without_writing(tmp_path: Path) -> None:
    """A dry run of undo, and then undo."""
    path = write_plan(tmp_path, MONTHLY)
    original = path.read_bytes()
    cancel(path, "a/2026-03", now=NOW)
    changed = path.read_bytes()
    assert original.decode() == undo(path, dry_run=True).after
    assert changed == path.read_bytes()
    undo(path)
    assert original == path.read_bytes()


def test_undo_finds_the_change_among_other_edits(tmp_path: Path) -> None:
    """Only the lines of the change go; what the owner wrote meanwhile stays."""
    path = write_plan(tmp_path, MONTHLY)
    original = path.read_text(encoding="utf-8")
    cancel(path, "a/2026-03", now=NOW)
    path.write_text(path.read_text(encoding="utf-8").replace("活动a", "新名称"), encoding="utf-8")
    undo(path)
    assert original.replace("活动a", "新名称") == path.read_text(encoding="utf-8")


def test_undo_is_refused_where_the_change_was_edited(tmp_path: Path) -> None:
    """What the owner rewrote is the owner's: nothing is written."""
    path = write_plan(tmp_path, MONTHLY)
    cancel(path, "a/2026-03", now=NOW, reason="防汛")
    path.write_text(path.read_text(encoding="utf-8").replace("防汛", "防台风"), encoding="utf-8")
    edited = path.read_bytes()
    with pytest.raises(InputError, match="edited since the last change"):
        undo(path)
    assert edited == path.read_bytes()


def test_undo_passes_over_what_was_taken_back_otherwise(tmp_path: Path) -> None:
    """After a version control system restored an older state, undo goes on from that state."""
    path = write_plan(tmp_path, MONTHLY)
    original = path.read_bytes()
    cancel(path, "a/2026-03", now=NOW)
    once = path.read_bytes()
    cancel(path, "a/2026-04", now=NOW)
    note(path, "a/2026-05", now=NOW, topic="题目")
    path.write_bytes(once)
    assert "a/2026-03" == undo(path).session
    assert original == path.read_bytes()


def test_broken_journal_loses_undo_and_nothing_else(tmp_path: Path) -> None:
    """The journal is a convenience: without it the plan can still be changed."""
    path = write_plan(tmp_path, MONTHLY)
    cancel(path, "a/2026-03", now=NOW)
    (tmp_path / ".plan.toml.undo").write_bytes(b"\xff{")
    with pytest.raises(InputError, match="no change to undo"):
        undo(path)
    once = path.read_bytes()
    cancel(path, "a/2026-04", now=NOW)
    undo(path)
    assert once == path.read_bytes()
