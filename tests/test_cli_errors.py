"""Every bad input through the command line: one clear message, the right exit code, no file harmed."""

import contextlib
import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commandline import ROOT, process, sanhui, write
from sanhui.cli.complaints import account
from sanhui.cli.run import main

HEAD = '[plan]\nid = "p"\nyear = 2026\ntitle = "计划"\n'
MEETING = '[[activity]]\nid = "a"\ntitle = "会议"\nkind = "集中学习"\nwhen = "每周一 15:00"\n'


def plan_with(old: str, new: str) -> bytes:
    """A small right plan with one thing replaced."""
    text = HEAD + MEETING
    assert old in text
    return text.replace(old, new).encode()


BAD = {
    "TOML syntax": (plan_with("[[activity]]", "[[activity]"), "plan.toml:5"),
    "wrong type": (plan_with("year = 2026", 'year = "2026"'), "plan.toml:3"),
    "unknown key": (plan_with("kind =", "knid ="), "did you mean “kind”?"),
    "duplicate id": ((HEAD + MEETING + MEETING).encode(), "plan.toml:11"),
    "a year that disagrees with a date": (plan_with('when = "每周一 15:00"', "dates = [2025-03-05]"), "2025"),
    "an empty plan": (b"", "plan.toml"),
    "GBK": ((HEAD + MEETING).encode("gb18030"), "GBK"),
    "UTF-16": ((HEAD + MEETING).encode("utf-16"), "UTF-16"),
    "a large file": (b"# " + b"x" * (17 * 2**20), "MB"),
    "a control character in a title": (plan_with("会议", "会\\u0007议"), "plan.toml:7"),
    "a line break in a title": (plan_with("会议", "会\\n议"), "plan.toml:7"),
    "an id that is not ASCII": (plan_with('id = "a"', 'id = "会"'), "plan.toml:6"),
    "31 February": (plan_with("每周一 15:00", "2月31日 15:00"), "31"),
    "a window that ends before it starts": (
        plan_with("每周一 15:00", "每周一 15:00，11月至3月"),
        "plan.toml:9",
    ),
    "a rotation without names": (plan_with("kind =", "speakers = { rotate = [] }\nkind ="), "speakers"),
    "an empty phrase": (plan_with("每周一 15:00", ""), "plan.toml"),
    "a phrase that is not understood": (plan_with("每周一", "每周八"), "plan.toml:9"),
    "a NUL byte": (plan_with("会议", "会\0议"), "plan.toml"),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD.keys())
def test_bad_plans(tmp_path: Path, content: bytes, said: str) -> None:
    """Exit code 2, a message that names the place, no traceback; the calendar of yesterday stays."""
    (tmp_path / "plan.toml").write_bytes(content)
    calendar = tmp_path / "p.ics"
    calendar.write_text("the calendar of yesterday", encoding="utf-8")
    outcome = sanhui("export", "ics", tmp_path / "plan.toml", "-o", calendar)
    assert (2, "") == (outcome.code, outcome.out)
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert "the calendar of yesterday" == calendar.read_text(encoding="utf-8")
    assert ["p.ics", "plan.toml"] == sorted(each.name for each in tmp_path.iterdir())


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Windows Notepad writes one."""
    (tmp_path / "plan.toml").write_bytes(b"\xef\xbb\xbf" + (HEAD + MEETING).encode())
    assert 0 == sanhui("show", tmp_path / "plan.toml").code


def test_all_problems_at_once(tmp_path: Path) -> None:
    """They come in the order of the file, and are counted."""
    text = HEAD.replace("2026", "26") + MEETING.replace("每周一", "每周八").replace("kind", "knid")
    outcome = sanhui("show", write(tmp_path, text))
    lines = [line for line in outcome.err.splitlines() if "plan.toml:" in line]
    assert 3 <= len(lines)
    assert f"{len(lines)} problems" == outcome.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.toml", "there is no such file"),
        ("folder/missing.toml", "there is no folder"),
        ("", "this folder"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, said: str) -> None:
    """A missing file, a missing folder, a folder without a plan."""
    outcome = sanhui("show", tmp_path / name)
    assert (2, "") == (outcome.code, outcome.out)
    assert said in outcome.err


def test_terminal_commands_in_a_file_do_nothing(tmp_path: Path) -> None:
    """What a message quotes from a file cannot clear the screen or colour it."""
    outcome = sanhui(
        "show",
        write(tmp_path, HEAD + MEETING.replace("每周一", "\x9b2J每周一").replace("会议", "\\u001b[2J")),
    )
    assert 2 == outcome.code
    assert {"\x1b", "\x9b"}.isdisjoint(outcome.err)


# -- finding the plan -------------------------------------------------------------------------------------


def test_the_plan_is_found_from_below(tmp_path: Path) -> None:
    """As git finds its repository: here, or above; broken plans too; other TOML files are none."""
    write(tmp_path)
    write(tmp_path, "[tool]\n", "pyproject.toml")
    below = tmp_path / "三楼 会议室" / "材料"
    below.mkdir(parents=True)
    assert 0 == sanhui("show", folder=tmp_path).code
    assert sanhui("show", folder=tmp_path).out == sanhui("show", folder=below).out
    assert sanhui("show", folder=below).out == sanhui("show", tmp_path).out
    write(below, "[plan]\nyear = \n")
    assert "plan.toml:2" in sanhui("show", folder=below).err


def test_several_plans_are_listed(tmp_path: Path) -> None:
    """Nothing is guessed."""
    write(tmp_path, name="a.toml")
    write(tmp_path, name="b.toml")
    outcome = sanhui("show", folder=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert "a.toml, b.toml" in outcome.err


def test_no_plan_anywhere(tmp_path: Path) -> None:
    """It says what to do."""
    outcome = sanhui("show", folder=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert "there is no plan in this folder or above it" in outcome.err


# -- wrong use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (["shwo"], "did you mean “show”?", "show"),
        (["holidays", "improt", "x"], "did you mean “import”?", "import"),
        (["attendance", "--by", "membr"], "did you mean “member”?", "member"),
        (["show", "--jsn"], "there is no option --jsn; did you mean", "--jsn"),
        (["when"], "PHRASE is missing", "缺少"),
        (["next", "--days"], "--days needs a value", "--days"),
        (["next", "--days", "many"], "--days: “many” is no whole number", "many"),
        (["next", "--days", "-1"], "--days: -1 is not in the range", "-1"),
        (["show", "--json=yes"], "--json takes no value", "--json"),
        (["schema", "a", "b"], "too much: a b", "a b"),
        (["--lang", "fr", "show"], "“fr” is neither zh nor en", "fr"),
    ],
)
def test_wrong_use(words: list[str], english: str, chinese: str) -> None:
    """Exit code 2, what is wrong, and where more is told; in Chinese without a word of English around it."""
    outcome = sanhui(*words)
    assert (2, "") == (outcome.code, outcome.out)
    assert english in outcome.err
    assert "--help” tells more" in outcome.err
    spoken = sanhui(*words, SANHUI_LANG="zh").err
    assert chinese in spoken
    if "fr" not in words:
        assert not any(
            word in spoken for word in ("Error", "No such", "Missing", "Invalid", "Usage", "requires")
        )


def test_a_group_without_a_command() -> None:
    """Its help is shown, and the exit code says that something is missing."""
    outcome = sanhui("export")
    assert (2, "") == (outcome.code, outcome.out)
    assert "ics" in outcome.err


def test_debug_shows_where_it_failed(tmp_path: Path) -> None:
    """The traceback comes on request only, wherever the option stands."""
    assert "Traceback" not in sanhui("show", tmp_path).err
    assert "Traceback" in sanhui("show", tmp_path, "--debug").err
    assert "Traceback" in sanhui("--debug", "show", tmp_path).err


def test_global_options_stand_anywhere(tmp_path: Path) -> None:
    """Before the command or after it; behind -- they are text."""
    path = write(tmp_path)
    assert sanhui("--lang", "zh", "show", path).out == sanhui("show", path, "--lang", "zh").out
    assert sanhui("--lang=zh", "show", path).out == sanhui("show", "--lang", "zh", path).out
    assert "--debug" in sanhui("when", "--", "--debug").err


# -- the process ------------------------------------------------------------------------------------------


def test_output_is_utf_8_under_any_locale(tmp_path: Path) -> None:
    """LANG=C, an ASCII or a Latin stdout: a pipe gets UTF-8."""
    path = write(tmp_path)
    expected = sanhui("show", path).out.encode()
    assert expected == process("show", path, LANG="C", LC_ALL="C").stdout.replace(b"\r\n", b"\n")
    assert expected == process("show", path, PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout.replace(
        b"\r\n", b"\n"
    )
    assert expected == process("show", path, PYTHONIOENCODING="latin-1").stdout.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "SANHUI_LANG": "zh"}, True),
    ],
)
def test_the_language_follows_the_locale(tmp_path: Path, variables: Any, chinese: bool) -> None:
    """The POSIX variables decide, SANHUI_LANG is stronger."""
    shown = process("show", write(tmp_path), **variables).stdout.decode()
    assert chinese == ("2026年1月" in shown)


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes on Unix only")
def test_undecodable_arguments(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are shown as escapes, and break nothing."""
    outcome = subprocess.run(
        [sys.executable.encode(), b"-m", b"sanhui", b"show", b"\xff\xfe.toml"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert 2 == outcome.returncode
    assert b"Traceback" not in outcome.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
def test_a_reader_that_leaves(tmp_path: Path) -> None:
    """`sanhui show | true` ends without a word, as after SIGPIPE."""
    command = f'"{sys.executable}" -m sanhui show "{write(tmp_path)}" | true; exit ${{PIPESTATUS[0]}}'
    outcome = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (141, b"", b"") == (outcome.returncode, outcome.stdout, outcome.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(tmp_path: Path) -> None:
    """What could not be written is said, and the exit code is 3."""
    with Path("/dev/full").open("wb") as full:
        outcome = subprocess.run(
            [sys.executable, "-m", "sanhui", "show", str(write(tmp_path))],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C"},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert 3 == outcome.returncode
    assert b"the disk is full" in outcome.stderr
    assert b"Traceback" not in outcome.stderr
    assert b"Exception ignored" not in outcome.stderr


def test_chinese_readers_are_told_in_chinese_what_may_stand_there(tmp_path: Path) -> None:
    """Also where Latin letters stand that are no English; an English phrase that stops half-way is answered in its words."""
    write(tmp_path, HEAD + MEETING)
    for words in (("date", "xx"), ("when", "xx"), ("show", tmp_path, "--from", "xx")):
        said = sanhui(*words, SANHUI_LANG="zh")
        remedy = said.err.splitlines()[-1]
        assert (2, True, False) == (
            said.code,
            "此处可写：" in remedy,
            any(map(str.isascii, remedy.split("、"))),
        ), said.err
    assert "、the、" in sanhui("when", "every", SANHUI_LANG="zh").err


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("顺延", "是不是想写“postpone”？"),
        ("postpon", "是不是想写“postpone”？"),
        ("改天", "可写：postpone（顺延）、advance（提前）、nearest（就近）、skip（取消）、keep（不变）"),
    ],
)
def test_who_writes_a_word_in_chinese_is_told_which_it_is(tmp_path: Path, written: str, remedy: str) -> None:
    """The words of the files are English; nobody need know English to find the right one."""
    write(tmp_path, f'{HEAD}[defaults]\non_holiday = "{written}"\n{MEETING}')
    assert f"  → {remedy}\n" in sanhui("--lang", "zh", "check", folder=tmp_path).err


def test_a_session_is_asked_for_by_its_title(tmp_path: Path) -> None:
    """An activity's title stands for its only session, or is answered with its sessions; no other word is taken for a date."""
    once = MEETING.replace('"a"', '"b"').replace("会议", "换届").replace("每周一", "3月的第二个周一")
    write(tmp_path, HEAD + MEETING + once)
    assert sanhui("explain", "换届", tmp_path).out.startswith("b/2026")
    many = sanhui("explain", "会议", tmp_path)
    assert (2, True) == (many.code, "会议: this may be 52 sessions" in many.err)
    assert (
        "某某: there is no such session\n  → “sanhui show” lists the sessions\n"
        == sanhui("explain", "某某", tmp_path).err
    )


def test_no_file_is_called_what_it_is_not(tmp_path: Path) -> None:
    """A name that promises another format is refused before it is written, and so is a read-only document or report."""
    write(tmp_path, HEAD + MEETING)
    wrong = (
        ("export", "svg", tmp_path, "-o", "year.png"),
        ("export", "ics", tmp_path, "-o", "year.xlsx"),
        ("report", "quarter", "Q1", tmp_path, "-o", "q1.pdf"),
        ("audit", tmp_path, "-o", "audit.docx"),
        ("export", "docx", "plan", tmp_path, "-o", "plan.pdf"),
    )
    for words in wrong:
        outcome = sanhui(*words, folder=tmp_path)
        assert (2, True) == (
            outcome.code,
            f"what is written here is no {Path(words[-1]).suffix}" in outcome.err,
        )
    for words in (
        ("report", "quarter", "Q1", tmp_path, "-o", "q1.md"),
        ("export", "docx", "plan", tmp_path, "-o", "plan.docx"),
    ):
        kept = tmp_path / words[-1]
        kept.write_bytes(b"theirs")
        kept.chmod(0o444)
        assert 0 != sanhui(*words, folder=tmp_path).code
        assert b"theirs" == kept.read_bytes()
    assert sanhui("export", "html", tmp_path, "-o", "year.htm", folder=tmp_path).code == 0


def test_what_typer_says_of_numbers_is_translated(tmp_path: Path) -> None:
    """Also of those with a fraction; a mark that is left out is asked for, a file that is not there is said to be missing."""
    write(tmp_path, HEAD + MEETING)

    def said(*words: str) -> str:
        return sanhui(*words, folder=tmp_path, SANHUI_LANG="zh").err

    assert "“abc”不是数" in said("points", "add", "张三", "abc", "--reason", "x")
    assert "没有写标记\n  → 例如 --mark 张三:事假\n" in said("attend", "1月5日", "--mark", "张三")
    assert "没有写请假类型\n  → 例如 --leave 张三:事假\n" in said("attend", "1月5日", "--leave", "张三")
    assert said("attach", "1月5日", "nope.md", "--sort", "会议记录").startswith("nope.md: 没有这个文件\n")


def test_why_the_system_refuses_is_said_in_the_language_of_the_rest(tmp_path: Path) -> None:
    """Where a folder should be and a file is: no command repeats the system's English."""
    write(tmp_path, HEAD + MEETING)
    (tmp_path / "taken").write_bytes(b"")
    for words in (
        ("init", "taken/new", "--template", "minimal", "--yes"),
        ("export", "ics", "-o", "taken/year.ics"),
    ):
        outcome = sanhui(*words, folder=tmp_path, SANHUI_LANG="zh")
        assert (3, True) == (outcome.code, "路径中有一段不是文件夹" in outcome.err), outcome.err


def test_whatever_fails_is_a_sentence() -> None:
    """A failure of the system names the file, if there is one; a defect asks to be reported."""
    assert ("sanhui: the disk is full", 3) == account(OSError(errno.ENOSPC, "x"))
    assert ("sanhui: a.csv: the disk is full", 3) == account(OSError(errno.ENOSPC, "x", "a.csv"))
    told, code = account(ZeroDivisionError())
    assert (3, True) == (code, told.startswith("sanhui: a defect of the program: ZeroDivisionError\n"))


def test_a_program_that_calls_may_catch_the_text() -> None:
    """A stream of its own is taken as it is."""
    caught = io.StringIO()
    with contextlib.redirect_stdout(caught):
        assert 0 == main(["--version"])
    assert caught.getvalue().startswith("sanhui ")


def test_two_servers_are_one_too_many(tmp_path: Path) -> None:
    """An address and a plan go in any order; a plan alone has no server."""
    write(tmp_path)
    both = sanhui("push", "https://a.example/", "https://b.example/", folder=tmp_path)
    assert (2, True) == (both.code, "one address and one plan, please" in both.err)
    none = sanhui("pull", "plan.toml", folder=tmp_path)
    assert (2, True) == (none.code, "the address of the server is missing" in none.err)
