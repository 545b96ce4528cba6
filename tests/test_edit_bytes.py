"""A change of a plan adds lines and raises the revision; every other line stays as its owner wrote it, to the byte."""

from __future__ import annotations

import datetime as dt
import difflib
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edited_plans import DEEDS, NOW, plans
from sanhui.edit.change import add, cancel, move, note
from sanhui.plan.load import load

PLANS = Path(__file__).parents[1] / "plans"


def touched(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines that went and those that came, with their ends; a last line without one may get one."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if not before.endswith(b"\n"):
        ended = (old[-1] + end for end in (b"\n", b"\r\n"))
        old[-1] = next((line for line in ended if new.count(line) > old.count(line)), old[-1])
    gone, come = [], []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += old[start:end]
            come += new[first:last]
    return gone, come


def parsed(data: bytes) -> dict[str, Any]:
    return tomllib.loads(data.decode("utf-8-sig"))


@pytest.mark.slow
@settings(max_examples=100)
@given(plans(), st.sampled_from(sorted(DEEDS)))
def test_only_the_wanted_lines_differ(data: bytes, deed: str) -> None:
    """Whatever the layout: no line goes but the revision's and, for a note, those of the particulars it replaces."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_bytes(data)
        edit = DEEDS[deed](path)
        after = path.read_bytes()
        assert [path.name, ".plan.toml.undo"] == sorted(
            (each.name for each in Path(folder).iterdir()), reverse=True
        )
    gone, come = touched(data, after)
    replaced = [b"revision", b"plan = {"] + [b"2026-09", "旧题目".encode()] * deed.startswith("note")
    assert [] == [line for line in gone if not any(mark in line for mark in replaced)]
    assert len(gone) <= len(come)
    assert data.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")
    old, new = parsed(data), parsed(after)
    assert old["plan"].get("revision", 1) + 1 == new["plan"].pop("revision")
    old["plan"].pop("revision", None)
    if not deed.startswith("note"):
        told = new["change"].pop()
        assert edit.session == told["session"]
        assert old.get("change", []) == new.pop("change")
        old.pop("change", None)
        assert old == new
    else:
        noted = [[each.pop("session", {}) for each in document["activity"]] for document in (old, new)]
        assert old == new
        assert noted[0] != noted[1]


@pytest.mark.slow
@settings(max_examples=60)
@given(plans(), st.sampled_from(sorted(DEEDS)))
def test_new_lines_end_as_the_line_above_them(data: bytes, deed: str) -> None:
    """A file of CRLF stays one of CRLF, a file of LF one of LF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_bytes(data)
        DEEDS[deed](path)
        after = path.read_bytes()
    if b"\n" not in data.replace(b"\r\n", b""):
        assert b"\n" not in after.replace(b"\r\n", b"")
    if b"\r" not in data:
        assert b"\r" not in after


def test_shipped_plan_gets_one_line_and_one_block(tmp_path: Path) -> None:
    """The whole difference, as it is shown."""
    path = tmp_path / "plan.toml"
    path.write_bytes((PLANS / "minimal-2026.toml").read_bytes())
    edit = move(path, "study/2026-03", dt.datetime(2026, 3, 12, 9), now=NOW, reason="与局务会冲突")
    assert (
        """\
--- a/plan.toml
+++ b/plan.toml
@@ -4,4 +4,5 @@
 year = 2026
 title = "某支部2026年度学习计划"
+revision = 2
{blank}
 [[activity]]
@@ -10,2 +11,7 @@
 kind = "集中学习"
 when = "每月第二个周三 15:00"
+
+[[change]]
+session = "study/2026-03"
+to = 2026-03-12T09:00:00
+reason = "与局务会冲突"
""".replace("{blank}", " ")
        == edit.diff
    )
    assert edit.written
    assert edit.after == path.read_text(encoding="utf-8")
    assert (dt.date(2026, 3, 11), dt.date(2026, 3, 12)) == (
        edit.was and edit.was.date,
        edit.now and edit.now.date,
    )


def test_dry_run_shows_the_same_and_writes_nothing(tmp_path: Path) -> None:
    """Trying leaves no trace, neither in the plan nor beside it."""
    path = tmp_path / "plan.toml"
    data = (PLANS / "minimal-2026.toml").read_bytes()
    path.write_bytes(data)
    tried = cancel(path, "study/2026-03", now=NOW, dry_run=True)
    assert data == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())
    assert not tried.written
    done = cancel(path, "study/2026-03", now=NOW)
    assert (tried.before, tried.after, tried.diff) == (done.before, done.after, done.diff)


def test_change_goes_behind_the_last_one_and_its_comment(tmp_path: Path) -> None:
    """Changes that the owner keeps in the middle of the file stay together."""
    path = tmp_path / "plan.toml"
    head, _blank, activity = (PLANS / "minimal-2026.toml").read_text(encoding="utf-8").partition("\n\n")
    path.write_text(
        f'{head}\n\n[[change]]\nsession = "study/2026-01"\nto = 2026-01-15\n# 局里的通知\n\n# 活动\n{activity}',
        encoding="utf-8",
    )
    cancel(path, "study/2026-03", now=NOW)
    text = path.read_text(encoding="utf-8")
    assert (
        '# 局里的通知\n\n[[change]]\nsession = "study/2026-03"\ncancelled = true\n\n# 活动\n[[activity]]'
        in text
    )


def test_last_change_of_a_session_keeps_what_was_not_said_anew(tmp_path: Path) -> None:
    """The last change holds as a whole, so a move of the day repeats the place, and that the session was added."""
    path = tmp_path / "plan.toml"
    path.write_bytes((PLANS / "minimal-2026.toml").read_bytes())
    name = add(path, "study", dt.date(2026, 3, 26), place="礼堂").session
    move(path, name, dt.date(2026, 3, 27), now=NOW)
    cancel(path, name, now=NOW)
    edit = move(path, name, dt.time(16), now=NOW)
    assert edit.now is not None
    assert edit.now.start is not None
    assert ("study/2026-extra", "礼堂", "added") == (edit.now.id, edit.now.place, edit.now.status)
    assert "2026-03-27T16:00:00+08:00" == edit.now.start.isoformat()
    assert "study/2026-extra.2" == add(path, "study", dt.date(2026, 4, 28)).session
    assert 6 == load(path).revision


def test_changes_in_an_inline_array_stay_there(tmp_path: Path) -> None:
    """`change = [ … ]` is the same to TOML, and is kept."""
    path = tmp_path / "plan.toml"
    text = (PLANS / "minimal-2026.toml").read_text(encoding="utf-8")
    path.write_text(
        'change = [\n  { session = "study/2026-01", to = 2026-01-15 }, # 局里\n]\n' + text, encoding="utf-8"
    )
    cancel(path, "study/2026-03", now=NOW)
    assert '}, { session = "study/2026-03", cancelled = true }, # 局里\n]' in path.read_text(encoding="utf-8")


def test_empty_text_takes_a_note_back(tmp_path: Path) -> None:
    """What was written by hand into the table is replaced in place."""
    path = tmp_path / "plan.toml"
    path.write_bytes((PLANS / "minimal-2026.toml").read_bytes())
    note(path, "study/2026-03", now=NOW, topic="甲", speaker="乙同志")
    edit = note(path, "study/2026-03", now=NOW, topic="")
    assert edit.now is not None
    assert ("", "乙同志") == (edit.now.topic, edit.now.speaker)


def test_note_on_an_inherited_activity_is_written_into_the_own_plan(tmp_path: Path) -> None:
    """The parent's file is another's: the plan refines the activity by its id."""
    (tmp_path / "base.toml").write_bytes((PLANS / "minimal-2026.toml").read_bytes())
    path = tmp_path / "plan.toml"
    path.write_text(
        '[plan]\nid = "child"\nyear = 2026\ntitle = "支部计划"\nextends = "base.toml"\n', encoding="utf-8"
    )
    note(path, "study/2026-03", now=NOW, topic="题目")
    edit = note(path, "study/2026-04", now=NOW, speaker="甲同志")
    assert edit.now is not None
    assert "甲同志" == edit.now.speaker
    assert path.read_text(encoding="utf-8").endswith(
        '[[activity]]\nid = "study"\n\n[activity.session."2026-03"]\ntopic = "题目"\n\n'
        '[activity.session."2026-04"]\nspeaker = "甲同志"\n'
    )
    assert (PLANS / "minimal-2026.toml").read_bytes() == (tmp_path / "base.toml").read_bytes()


ONE_LINE = 'activity = [{id="study", title="学习", kind="集中学习", when="每月第二个周三 15:00"}]'


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("change = []", 'change = [{ session = "study/2026-03", to = 2026-03-12 }]'),
        (
            "change = [\r\n  # 没有\r\n]",
            'change = [{ session = "study/2026-03", to = 2026-03-12 }\r\n  # 没有\r\n]',
        ),
        (
            'change = [{session="study/2026-01", to=2026-01-15}, ] # 旧的',
            'change = [{session="study/2026-01", to=2026-01-15}, { session = "study/2026-03", to = 2026-03-12 }, ] # 旧的',
        ),
    ],
)
def test_whoever_writes_lists_on_a_line_keeps_them_there(tmp_path: Path, changes: str, expected: str) -> None:
    """A change goes into the list, a note into the activity's braces; nothing else is touched."""
    head = 'plan = {id="p", year=2026, title="计划"}'
    path = tmp_path / "plan.toml"
    path.write_bytes(f"{changes}\r\n{head}\r\n{ONE_LINE}\r\n".encode())
    move(path, "study/2026-03", dt.date(2026, 3, 12), now=NOW)
    note(path, "study/2026-08", now=NOW, topic="题目")
    head = head.replace("}", ", revision = 3}")
    noted = ONE_LINE.replace("}]", ', session = { "2026-08" = { topic = "题目" } }}]')
    assert f"{expected}\r\n{head}\r\n{noted}\r\n" == path.read_bytes().decode()
