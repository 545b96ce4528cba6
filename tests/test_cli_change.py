"""`sanhui move`, `fix`, `cancel`, `add`, `note`, `undo`, `suggest`: the plan changed from the command line."""

import json
import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len

from commandline import PLAN, sanhui, write

MOVED = """
[[change]]
session = "weekly-study/2026-W11"
to = 2026-03-10
reason = "与局务会冲突"
"""


def changes(path: Path) -> list[dict[str, object]]:
    """The changes that the plan file has."""
    found: list[dict[str, object]] = tomllib.loads(path.read_text(encoding="utf-8")).get("change", [])
    return found


def test_move(tmp_path: Path) -> None:
    """What it was and is, with days in full; where the plan went, and what to do next."""
    path = write(tmp_path)
    outcome = sanhui(
        "move", "weekly-study@3月9日", "--to", "3月10日", "--reason", "与局务会冲突", folder=tmp_path
    )
    assert 0 == outcome.code
    assert [
        "weekly-study/2026-W11: 每周有学习：总书记的一周",
        "  When  Mon 9 March 2026 15:00-16:30 → Tue 10 March 2026 15:00-16:30",
    ] == outcome.out.splitlines()[:2]
    assert "plan.toml written\n  → the calendar: sanhui export ics\n" == outcome.err
    assert path.read_text(encoding="utf-8").endswith(MOVED)
    assert PLAN.replace(
        '年度组织生活计划"\n', '年度组织生活计划"\nrevision = 2\n', 1
    ) + MOVED == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("3月10日", "2026-03-10"),
        ("2026年3月10日下午4点", "2026-03-10 16:00:00"),
        ("2026-03-10T16:30", "2026-03-10 16:30:00"),
        ("16:00", "2026-03-09 16:00:00"),
        ("下午4点半", "2026-03-09 16:30:00"),
        ("4pm", "2026-03-09 16:00:00"),
        ("上午", "2026-03-09 09:00:00"),
    ],
)
def test_ways_to_say_where_to(tmp_path: Path, said: str, to: str) -> None:
    """A day keeps the session's time, a time its day."""
    path = write(tmp_path)
    assert 0 == sanhui("move", "weekly-study/2026-W11", path, "--to", said).code
    assert [to] == [str(change["to"]) for change in changes(path)]


def test_in_chinese(tmp_path: Path) -> None:
    """Nothing is said in English."""
    outcome = sanhui(
        "--lang", "zh", "move", "2026-03-09", write(tmp_path), "--to", "3月10日 9:00", "--place", "一楼"
    )
    assert [
        "weekly-study/2026-W11：每周有学习：总书记的一周",
        "  时间  2026年3月9日 周一 15:00-16:30 → 2026年3月10日 周二 09:00-10:30",
        "  地点  三楼会议室 → 一楼",
    ] == outcome.out.splitlines()
    assert "更新日历：sanhui export ics " in outcome.err


def test_what_is_written_folds(tmp_path: Path) -> None:
    """No line is wider than the screen, with Chinese characters too."""
    words = ("--lang", "zh", "note", "2026-03-09", write(tmp_path), "--topic", "新质生产力" * 20)
    shown = sanhui(*words, COLUMNS="60").out
    assert 4 < len(shown.splitlines())
    assert 60 >= max(map(cell_len, shown.splitlines()))


def test_dry_run(tmp_path: Path) -> None:
    """The difference is shown, and nothing is written, not even beside the plan."""
    path = write(tmp_path)
    outcome = sanhui("move", "weekly-study/2026-W11", path, "--to", "3月10日", "--dry-run")
    assert (0, "Nothing was written: --dry-run\n") == (outcome.code, outcome.err)
    assert {
        "--- a/plan.toml",
        "+revision = 2",
        '+session = "weekly-study/2026-W11"',
        "+to = 2026-03-10",
    } <= set(outcome.out.splitlines())
    assert (PLAN, [path]) == (path.read_text(encoding="utf-8"), list(tmp_path.iterdir()))


def test_undo_gives_back_the_bytes(tmp_path: Path) -> None:
    """Each undo takes back the change before; then there is none left."""
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    states = [path.read_bytes()]
    for words in (
        ("move", "weekly-study/2026-W11", path, "--to", "3月10日"),
        ("fix", "forum/2026-Q2", "5月20日", path),
        ("cancel", "theme-day/2026-04", path),
        ("add", "主题党日", path, "--to", "7月15日"),
        ("note", "theme-day/2026-05", path, "--topic", "劳模精神"),
    ):
        assert 0 == sanhui(*words).code
        states.append(path.read_bytes())
    assert 6 == len(set(states))
    tried = sanhui("undo", path, "--dry-run")
    assert "To be taken back: note theme-day/2026-05\nNothing was written: --dry-run\n" == tried.err
    for state in reversed(states[:-1]):
        assert 0 == sanhui("undo", path).code
        assert state == path.read_bytes()
    assert (2, "") == sanhui("undo", path)[:2]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["weekly-study/2026-W11", "--to", "3月14日"], "Sat 14 March 2026 is a day off"),
        (["weekly-study/2026-W11", "--to", "3月20日"], "is outside the period of weekly-study/2026-W11"),
        (
            ["weekly-study/2026-W11", "--to", "3月20日", "--outside"],
            "a session may leave its period only for a reason\n  → give it: --reason",
        ),
        (["weekly-study/2026-W11", "--to", "胡说"], "--to: “胡” is not understood here\n  胡说\n  ^"),
        (["weekly-study/2026-W11", "--to", "14:30-16:00"], "--to: a session keeps its length"),
        (["weekly-study/2026-W11"], "say where to: --to, --place, or both"),
        (["weekly-study/2026-W99", "--to", "3月10日"], "did you mean “weekly-study/2026-W"),
        (["forum/2026-Q2", "--to", "15:30"], "has no day yet, so a time of day is not enough"),
        (["2月30日", "--to", "3月10日"], "SESSION: "),
    ],
)
def test_what_is_refused(tmp_path: Path, words: list[str], message: str) -> None:
    """A day off, a day outside the period, what is not understood: exit code 2, and the plan stays."""
    path = write(tmp_path)
    outcome = sanhui("move", words[0], path, *words[1:])
    assert (2, "") == (outcome.code, outcome.out)
    assert message in outcome.err
    assert PLAN == path.read_text(encoding="utf-8")


def test_an_ambiguous_session(tmp_path: Path) -> None:
    """A slot that two activities have names neither: the candidates are listed."""
    outcome = sanhui("cancel", "2026-03", write(tmp_path))
    assert (2, "") == (outcome.code, outcome.out)
    assert "2026-03: this may be 2 sessions" in outcome.err
    assert "→ name one of them: theme-day/2026-03 (6 Mar), lectures/2026-03 (11 Mar)\n" in outcome.err


def test_outside_for_a_reason(tmp_path: Path) -> None:
    """By order a session may leave its period."""
    path = write(tmp_path)
    words = ("--to", "3月20日 9:00", "--outside", "--reason", "上级统一安排")
    assert 0 == sanhui("move", "weekly-study/2026-W11", path, *words).code
    assert [(True, "上级统一安排")] == [(change["outside"], change["reason"]) for change in changes(path)]


def test_new_findings_are_shown(tmp_path: Path) -> None:
    """What `sanhui check` has against the plan now, and had not before; a warning makes the exit code 1."""
    path = write(tmp_path)
    weekend = sanhui("add", "theme-day", path, "--to", "9月20日")
    assert 0 == weekend.code
    assert ": note: “主题党日” is held on " in weekend.out
    dropped = sanhui("note", "weekly-study/2026-W08", path, "--topic", "主题")
    assert (1, True) == (dropped.code, ": warning: " in dropped.out)
    assert 'topic = "主题"' in path.read_text(encoding="utf-8")


def test_a_session_without_a_day_gets_one(tmp_path: Path) -> None:
    """`suggest` proposes days with reasons, and the command that takes the first works as it stands."""
    path = write(tmp_path)
    shown = sanhui("suggest", "forum/2026-Q2", "--today", "2026-05-11", folder=tmp_path)
    lines = shown.out.splitlines()
    assert [
        "forum/2026-Q2: 港城社科大讲堂",
        "a day from Wed 1 April 2026 to Tue 30 June 2026",
    ] == lines[:2]
    assert ["1. ", "2. ", "3. "] == [line[:3] for line in lines if line[:1].isdigit()]
    command = shown.err.strip().removeprefix("→ to take the first: sanhui ").split()
    assert ["fix", "forum/2026-Q2"] == command[:2]
    fixed = sanhui(*command, folder=tmp_path)
    assert 0 == fixed.code
    assert "When  a day from Wed 1 April 2026 to Tue 30 June 2026 → " in fixed.out
    assert command[2] == str(changes(path)[0]["to"]).replace(" ", "T")[:16]
    assert 2 == sanhui("suggest", "forum/2026-Q2", folder=tmp_path).code


def test_suggestions_as_json(tmp_path: Path) -> None:
    """Days with reasons in the plan's language, whoever asks."""
    path = write(tmp_path)
    record = json.loads(sanhui("suggest", "forum/2026-Q2", path, "--today", "2026-04-01", "--json").out)
    assert {"session", "suggestions"} == set(record)
    assert 3 == len(record["suggestions"])
    assert all({"day", "start", "reasons"} == set(each) for each in record["suggestions"])
    assert "周" in "".join(record["suggestions"][0]["reasons"])


def test_cancel_and_hold_again(tmp_path: Path) -> None:
    """A cancelled session stays in the plan, and can be moved to be held again."""
    path = write(tmp_path)
    told = sanhui("cancel", "lectures/2026-03", path, "--reason", "防汛").out
    assert "→ Wed 11 March 2026 15:00-16:30, cancelled" in told
    assert 2 == sanhui("cancel", "lectures/2026-03", path).code
    assert "cancelled → Thu 12 March 2026" in sanhui("move", "lectures/2026-03", path, "--to", "3月12日").out


def test_add(tmp_path: Path) -> None:
    """An extra session, with its own place; of an activity said by its title."""
    path = write(tmp_path)
    told = sanhui("add", "主题党日", path, "--to", "7月15日", "--place", "纪念馆").out
    assert [
        "theme-day/2026-extra: 主题党日",
        "  When   not in the plan → Wed 15 July 2026 14:30-17:00",
        "  Place  纪念馆",
    ] == told.splitlines()
    assert 2 == sanhui("add", "主题", path, "--to", "7月16日").code
    assert "--to: a time of day is not enough" in sanhui("add", "主题党日", path, "--to", "15:00").err
    assert "--to is missing" in sanhui("add", "主题党日", path).err


def test_note(tmp_path: Path) -> None:
    """Particulars of one session, by its date; an empty text takes one back."""
    path = write(tmp_path)
    words = ("--topic", "学雷锋", "--speaker", "甲同志", "--material", "a.pdf", "--material", "b.pdf")
    told = sanhui("note", "2026-03-06", path, *words).out
    assert [
        "theme-day/2026-03: 主题党日",
        "  Topic      (none) → 学雷锋",
        "  Speaker    (none) → 甲同志",
        "  Materials  (none) → a.pdf, b.pdf",
    ] == told.splitlines()
    assert "  Materials  a.pdf, b.pdf → (none)" in sanhui("note", "2026-03-06", path, "--material", "").out
    assert "say what to write down" in sanhui("note", "2026-03-06", path).err


def test_without_a_plan(tmp_path: Path) -> None:
    """Where there is no plan, every command says so."""
    for words in (
        ["move", "a/2026", "--place", "b"],
        ["undo"],
        ["suggest", "a/2026"],
        ["note", "a", "--topic", "b"],
    ):
        outcome = sanhui(*words, folder=tmp_path)
        assert (2, "") == (outcome.code, outcome.out)
        assert "there is no plan in this folder" in outcome.err
