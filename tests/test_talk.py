"""Stdout is data, stderr is talk: less of it with --quiet, more with --verbose, and neither changes the data."""

import re
import sys
from pathlib import Path

import pytest

from commandline import UNSETTLED, process, sanhui, write
from records import MEETING, PLAN, branch, clerk
from sanhui.cli import verbose
from test_json_everywhere import RECORDERS, TASK

# Python traces no hook that does not ask for it (sys.addaudithook), so `make coverage` would see none of its branches.
vars(verbose)["_hook"].__cantrace__ = True

COMMANDS = (
    ("show",),
    ("next",),
    ("check",),
    ("explain", MEETING),
    ("roster", "list"),
    ("roster", "check"),
    ("rules", "list"),
    ("rules", "check"),
    ("attendance",),
    ("audit",),
    ("task", "list"),
    ("leave", "list"),
    ("makeup", "list"),
    ("attach", "list"),
    ("attach", "verify"),
    ("ledger", "verify"),
    ("ledger", "log"),
    ("export", "ics"),
    ("export", "xlsx"),
    ("move", "study/2026-W13", "--to", "3月24日"),
    ("attend", "study/2026-W12", "--all-present"),
    ("ledger", "backup", "b.db"),
    ("undo",),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch in which a meeting is recorded."""
    path = branch(
        tmp_path_factory.mktemp("talk"),
        plan=PLAN.replace("[defaults]", 'rules = ["支部工作条例"]\n\n[defaults]'),
    )
    assert 0 == clerk(path, "attend", MEETING, "--absent", "张三").code
    return path


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_quiet_command_says_nothing(folder: Path, words: tuple[str, ...]) -> None:
    """When all went well there is data, and no word besides."""
    done = clerk(folder, *words, "--quiet")
    assert "" == done.err
    assert done.code in (0, 1)


def test_an_account_of_recording_is_talk(tmp_path: Path) -> None:
    """That something was recorded is said in a sentence, which --quiet silences; on stdout there is nothing to read."""
    branch(tmp_path, plan=PLAN.replace("[defaults]", 'rules = ["支部工作条例"]\n\n[defaults]') + TASK)
    write(tmp_path, "记录", "记录.txt")
    assert 0 == clerk(tmp_path, "attend", MEETING, "--absent", "张三").code
    for words in RECORDERS:
        if words != ("ledger", "undo"):  # which shows what stands in the ledger again
            told = clerk(tmp_path, *words)
            assert (0, "", True) == (told.code, told.out, bool(told.err)), words
            assert 0 == clerk(tmp_path, "ledger", "undo", "--quiet").code
            assert (0, "", "") == clerk(tmp_path, *words, "--quiet"), words


def test_an_empty_list_is_empty(tmp_path: Path) -> None:
    """That there is nothing is talk, so that a program that counts lines counts none."""
    branch(tmp_path)
    clerk(tmp_path, "attend", MEETING, "--all-present")
    for words in (
        ("leave", "list"),
        ("makeup", "list"),
        ("task", "list"),
        ("waive", "list"),
        ("ledger", "log", "--session", "study/2026-W01"),
    ):
        done = clerk(tmp_path, *words)
        assert ("", 1) == (done.out, done.err.count("\n")), words


def test_what_a_quiet_command_says_all_the_same(tmp_path: Path) -> None:
    """A warning that must not be missed, an error, and what was asked for."""
    plan = write(tmp_path, UNSETTLED)
    assert ["warning: stuck/2026 has no day and must be settled by hand"] == sanhui(
        "export", "csv", plan, "-q"
    ).err.splitlines()
    assert "there is no such file" in sanhui("show", tmp_path / "none.toml", "--quiet").err
    assert sanhui("show", plan).out == sanhui("-q", "show", plan).out
    wrong = sanhui("show", plan, "--quiet", "--verbose")
    assert (2, True) == (wrong.code, "choose one of --quiet and --verbose" in wrong.err)
    assert "--quiet" in sanhui("when", "--", "--quiet").err  # behind -- it is a text


def test_a_verbose_command_tells_what_it_turns_to(folder: Path, tmp_path: Path) -> None:
    """Plan, roster, rulebooks, ledger, settings and what is written, each once and as it is called here; then the time."""
    settings = tmp_path / "settings.toml"
    settings.write_text("hints = false\n", encoding="utf-8")
    plain = clerk(folder, "audit", SANHUI_CONFIG=str(settings))
    done = clerk(folder, "audit", "--verbose", SANHUI_CONFIG=str(settings))
    assert plain.out == done.out
    told = [line.removeprefix("sanhui: ") for line in done.err.splitlines() if line.startswith("sanhui: ")]
    assert len(set(told)) == len(told)
    assert {f"reads {settings}", "reads plan.toml", "reads roster.csv", "opens the ledger ledger.db"} <= set(
        told
    )
    assert re.fullmatch(r"took \d+\.\d\d s", told[-1])
    assert told[-2].startswith("official working days: chinesecalendar ")
    assert not [line for line in told if sys.prefix in line or ".py" in line or "locale" in line]
    written = clerk(folder, "export", "json", "-o", "new.json", "-v").err
    assert "sanhui: writes new.json\n" in written
    assert 1 == written.count("new.json\n")
    assert ".sanhui-" not in written
    assert "took" not in clerk(folder, "export", "json", "-o", "new.json").err
    assert b"reads the rulebook zhibu-2018" in process("rules", "list", "-v", folder=folder).stderr
    assert "打开台账 ledger.db" in clerk(folder, "audit", "-v", SANHUI_LANG="zh").err


def test_a_ledger_that_is_not_there_is_not_opened(tmp_path: Path) -> None:
    """Nothing is told that did not happen."""
    branch(tmp_path)
    assert "ledger" not in clerk(tmp_path, "next", "--verbose").err


def test_a_ledger_that_is_named_is_there(tmp_path: Path) -> None:
    """A command that reads takes no misspelt name for an empty record; without a name there may be none yet."""
    branch(tmp_path)
    for words in (
        ("audit",),
        ("check",),
        ("attendance",),
        ("points", "list"),
        ("task", "list"),
        ("makeup", "list"),
        ("leave", "list"),
        ("waive", "list"),
        ("attach", "list"),
        ("report", "year"),
        ("export", "html"),
        ("export", "xlsx"),
    ):
        done = clerk(tmp_path, *words, "--ledger", "none.db")
        assert (2, "") == (done.code, done.out), words
        assert done.err.startswith("none.db: there is no such file"), words
    assert 0 == clerk(tmp_path, "task", "list").code
