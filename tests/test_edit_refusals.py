"""What must not be changed is refused with its reason, and then not a byte has changed."""

from __future__ import annotations

import datetime as dt
import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from edited_plans import NOW
from sanhui.edit import lock
from sanhui.edit.change import add, cancel, fix, move, note
from sanhui.edit.lock import exclusive
from sanhui.edit.outcome import Edit
from sanhui.edit.source import save, writing
from sanhui.errors import InputError, SanhuiError, UnableError
from sanhui.when.errors import WhenError
from small_plans import write_plan

WEEKLY = 'when = "每周一 15:00"'
MONTHLY = 'when = "每月第二个周三 15:00"'
QUARTERLY = 'when = "每季度1次"'
SATURDAYS = 'when = "每月第一个周六 9:00"'
HALL = 'when = "3月11日 9:00"\naudience = ["甲同志"]\nplace = "礼堂"'
ROOM = 'when = "每年3月第二个周三 9:30"\naudience = ["乙同志"]\nplace = "小会议室"'
DAY = dt.date


REFUSED: dict[str, tuple[Callable[[Path], Edit], str]] = {
    "unknown session": (
        lambda path: move(path, "a/2026-W60", DAY(2026, 3, 10), now=NOW),
        "a/2026-W60: there is no such session\n  → did you mean “a/2026-W",
    ),
    "unknown activity": (
        lambda path: add(path, "weekly", DAY(2026, 3, 10)),
        "weekly: the plan has no such activity\n  → name one of them: a, b, c, d, e, f",
    ),
    "a date without a session": (
        lambda path: cancel(path, "a@3月10日", now=NOW),
        "there is no session on Tue 10 March 2026\n  → the nearest are a/2026-W11 (9 Mar), a/2026-W12 (16 Mar), a/2026-W10 (2 Mar)",
    ),
    "a date with two sessions": (
        lambda path: cancel(path, "2026-10", now=NOW),
        "2026-10: this may be 2 sessions\n  → name one of them: d/2026-10 (8 Oct), b/2026-10 (14 Oct)",
    ),
    "a day off": (
        lambda path: move(path, "a/2026-W40", DAY(2026, 10, 2), now=NOW),
        "Fri 2 October 2026 is a day off\n  → the working days next to it are Wed 30 September 2026 and Thu 8 October 2026",
    ),
    "a weekend": (
        lambda path: move(path, "a/2026-W11", DAY(2026, 3, 14), now=NOW),
        "Sat 14 March 2026 is a day off",
    ),
    "an extra session on a day off": (
        lambda path: add(path, "a", DAY(2026, 10, 2)),
        "Fri 2 October 2026 is a day off",
    ),
    "outside the period": (
        lambda path: move(path, "a/2026-W11", DAY(2026, 3, 16), now=NOW),
        "Mon 16 March 2026 is outside the period of a/2026-W11, Mon 9 March 2026 to Sun 15 March 2026\n"
        "  → choose a day within it; if it is so ordered: --outside, with --reason",
    ),
    "outside without a reason": (
        lambda path: move(path, "b/2026-12", DAY(2027, 1, 13), now=NOW, outside=True, reason=" "),
        "a session may leave its period only for a reason\n  → give it: --reason",
    ),
    "outside the window": (
        lambda path: fix(path, "c/2026-Q2", DAY(2026, 7, 1), now=NOW),
        "Wed 1 July 2026 is outside the period of c/2026-Q2",
    ),
    "an extra session in another year": (
        lambda path: add(path, "a", DAY(2027, 1, 13)),
        "Wed 13 January 2027 is not in 2026",
    ),
    "a day that the activity has": (
        lambda path: add(path, "a", DAY(2026, 3, 9)),
        "“活动a” has a/2026-W11 on Mon 9 March 2026 already",
    ),
    "a time that another session holds": (
        lambda path: move(path, "a/2026-W11", DAY(2026, 3, 11), now=NOW),
        "“活动a” (15:00–16:30) and “活动b” (15:00–16:30) share people (everyone): 11 Mar\n"
        "  → choose another time, day or place, or move b/2026-03 first",
    ),
    "a place that another session holds": (
        lambda path: move(path, "f/2026", now=NOW, place="礼堂"),
        "share the place 礼堂: 11 Mar",
    ),
    "the day that it has": (
        lambda path: move(path, "a/2026-W11", DAY(2026, 3, 9), now=NOW),
        "a/2026-W11 is held there and then already",
    ),
    "a time for what has no day": (
        lambda path: move(path, "c/2026-Q2", dt.time(9), now=NOW),
        "c/2026-Q2 has no day yet, so a time of day is not enough",
    ),
    "fixing what has a day": (
        lambda path: fix(path, "a/2026-W11", DAY(2026, 3, 10), now=NOW),
        "a/2026-W11 does not float\n  → “sanhui move” moves it",
    ),
    "cancelling what does not take place": (
        lambda path: cancel(path, "a/2026-W08", now=NOW),
        "a/2026-W08 does not take place anyhow",
    ),
    "a reason of two lines": (
        lambda path: cancel(path, "a/2026-W11", now=NOW, reason="一\n二"),
        'plan.toml: change[1].reason = "一\\n二": a line break within the text',
    ),
    "a note that says nothing": (
        lambda path: note(path, "a/2026-W11", now=NOW, topic=""),
        "a/2026-W11 says so already",
    ),
}


def plan_of(folder: Path) -> Path:
    return write_plan(folder, WEEKLY, MONTHLY, QUARTERLY, SATURDAYS, HALL, ROOM)


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_reason(tmp_path: Path, case: str) -> None:
    """Each mistake has its sentence and its remedy, exit code 2; the folder is as it was."""
    path = plan_of(tmp_path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    deed, told = REFUSED[case]
    with pytest.raises(InputError) as caught:
        deed(path)
    assert told in str(caught.value)
    assert before == {each.name: each.read_bytes() for each in tmp_path.iterdir()}


def test_date_that_is_not_understood_points_at_the_character(tmp_path: Path) -> None:
    """What is neither a name nor a date."""
    with pytest.raises(WhenError):
        cancel(plan_of(tmp_path), "a@随便", now=NOW)


def test_cancelling_twice_is_refused(tmp_path: Path) -> None:
    """It would say nothing new."""
    path = plan_of(tmp_path)
    cancel(path, "a/2026-W11", now=NOW)
    with pytest.raises(InputError, match="a/2026-W11 is cancelled already"):
        cancel(path, "a/2026-W11", now=NOW)


def test_outside_with_a_reason_is_written(tmp_path: Path) -> None:
    """The organisation-life meeting that is held next January by order."""
    edit = move(
        plan_of(tmp_path), "b/2026-12", DAY(2027, 1, 13), now=NOW, outside=True, reason="上级统一安排"
    )
    assert edit.now is not None
    assert DAY(2027, 1, 13) == edit.now.date
    assert "outside = true\n" in edit.after


def test_outside_is_not_written_where_it_is_not_needed(tmp_path: Path) -> None:
    """The flag allows; it is a fact of the change only when the day is outside."""
    edit = move(plan_of(tmp_path), "b/2026-12", DAY(2026, 12, 10), now=NOW, outside=True)
    assert "outside" not in edit.after


def test_rule_that_means_a_weekend_may_move_to_another(tmp_path: Path) -> None:
    """A youth forum on Saturdays is put off by a week."""
    edit = move(plan_of(tmp_path), "d/2026-03", DAY(2026, 3, 14), now=NOW)
    assert edit.now is not None
    assert DAY(2026, 3, 14) == edit.now.date


def test_a_title_that_two_activities_have(tmp_path: Path) -> None:
    """Their ids tell them apart."""
    path = plan_of(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("活动a", "同名").replace("活动b", "同名"), encoding="utf-8")
    with pytest.raises(InputError, match="several activities have this title\n  → name one of them: a, b"):
        add(path, "同名", DAY(2026, 3, 10))


def test_what_is_held_on_days_off_may_move_to_one(tmp_path: Path) -> None:
    """Its activity keeps it there anyhow."""
    path = write_plan(tmp_path, 'when = "每周一 15:00"\non_holiday = "keep"')
    edit = move(path, "a/2026-W40", DAY(2026, 10, 2), now=NOW)
    assert edit.now is not None
    assert DAY(2026, 10, 2) == edit.now.date


def test_cancelled_sessions_are_in_nobodys_way(tmp_path: Path) -> None:
    """Their day may be taken."""
    path = plan_of(tmp_path)
    cancel(path, "b/2026-03", now=NOW)
    assert move(path, "a/2026-W11", DAY(2026, 3, 11), now=NOW).written


def test_invalid_plan_is_refused_with_its_own_problems(tmp_path: Path) -> None:
    """Nothing is added to what is broken; file and line are told."""
    path = plan_of(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("每周一", "每周八"), encoding="utf-8")
    with pytest.raises(InputError, match=r"plan\.toml:10:11:"):
        cancel(path, "b/2026-03", now=NOW)


def test_file_edited_between_reading_and_writing(tmp_path: Path) -> None:
    """An editor takes no lock: what it saved meanwhile stays, and the change is refused."""
    path = plan_of(tmp_path)
    with writing(path) as source:
        path.write_bytes(source.data + b"# by hand\n")
        with pytest.raises(UnableError, match="changed by somebody else meanwhile"):
            save(source, source.data + b"# by us\n")
    assert path.read_bytes().endswith(b"# by hand\n")
    assert [path] == list(tmp_path.iterdir())


def test_read_only_file(tmp_path: Path) -> None:
    """Its owner meant it; a folder that may be written changes nothing."""
    path = plan_of(tmp_path)
    data = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(UnableError, match="is read-only; nothing was written"):
        cancel(path, "a/2026-W11", now=NOW)
    assert data == path.read_bytes()
    assert cancel(path, "a/2026-W11", now=NOW, dry_run=True).diff


def test_missing_file_leaves_no_lock(tmp_path: Path) -> None:
    """The message is that of reading."""
    with pytest.raises(InputError, match="there is no such file"):
        cancel(tmp_path / "plan.toml", "a/2026-W11", now=NOW)
    assert [] == list(tmp_path.iterdir())


def test_second_writer_is_refused(tmp_path: Path) -> None:
    """While one holds the plan, another is told who; afterwards it may."""
    path = plan_of(tmp_path)
    with exclusive(path), pytest.raises(UnableError, match=r"another writer \(process \d+ on .+\)"):
        cancel(path, "a/2026-W11", now=NOW)
    assert cancel(path, "a/2026-W11", now=NOW).written


def test_a_lock_that_another_writer_took_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is opened again, but not for ever; where nothing can be locked that is said."""
    path = plan_of(tmp_path)
    current = iter([False, True])
    monkeypatch.setattr(lock, "_is_current", lambda descriptor, place: next(current, False))
    with exclusive(path):
        assert [] == [*current]
    monkeypatch.setattr(lock, "_TRIES", 2)
    with pytest.raises(UnableError, match="is being changed"), exclusive(path):
        raise AssertionError
    monkeypatch.setattr(lock, "_lock", _no_locks)
    with pytest.raises(UnableError, match="no locks"), exclusive(path):
        raise AssertionError


def _no_locks(descriptor: int) -> None:
    raise OSError(errno.ENOLCK, "no locks")


def test_link_and_file_share_the_lock(tmp_path: Path) -> None:
    """One plan has one lock, whatever path leads to it."""
    path = plan_of(tmp_path)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    with exclusive(link), pytest.raises(UnableError, match="another writer"), exclusive(path):
        pass


def test_lock_ends_with_its_process(tmp_path: Path) -> None:
    """A writer that was killed blocks nobody."""
    path = plan_of(tmp_path)
    code = (
        "import sys; from pathlib import Path; from sanhui.edit.lock import exclusive\n"
        "with exclusive(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with writer:
        assert writer.stdout is not None
        assert b"held" in writer.stdout.readline()
        with pytest.raises(SanhuiError, match=f"process {writer.pid} on"):
            cancel(path, "a/2026-W11", now=NOW)
        writer.kill()
    assert (tmp_path / ".plan.toml.lock").exists()
    assert cancel(path, "a/2026-W11", now=NOW).written
    assert not (tmp_path / ".plan.toml.lock").exists()
