"""Long listings go through the pager: on a terminal only, in their order, and whatever becomes of the pager."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import process, write
from sanhui.cli import pager

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudoterminals")
if sys.platform != "win32":
    from terminals import Terminal, in_terminal

MARKED = "sed s/^/P:/"


def test_only_what_is_longer_than_the_screen_is_paged(tmp_path: Path) -> None:
    """The year goes through the pager with what is said about it, in order; what fits on the screen does not."""
    write(tmp_path)
    long = in_terminal("show", folder=tmp_path, SANHUI_PAGER=MARKED)
    assert 0 == long.code
    assert {"P:"} == {line[:2] for line in long.text.splitlines()}
    assert len(long.text.splitlines()) > 24
    assert "P:" not in in_terminal("show", "--month", 3, folder=tmp_path, rows=60, SANHUI_PAGER=MARKED).text
    assert (
        "P:Usage: sanhui COMMAND" in in_terminal(folder=tmp_path, SANHUI_PAGER=MARKED).text
    )  # its top is wanted
    found = in_terminal("check", "--no-rules", folder=tmp_path, rows=5, PAGER=MARKED)
    lines = found.text.splitlines()
    assert {"P:"} == {line[:2] for line in lines}
    assert "findings" in lines[-1]  # the count, which is said on stderr, after what is counted


def test_nobody_is_paged_who_does_not_want_it(tmp_path: Path) -> None:
    """A pipe, an option, a setting, a terminal that can do nothing, a pager that is not there: the same text, at once."""
    write(tmp_path)
    settings = tmp_path / "settings.toml"
    settings.write_text('pager = "off"\n', encoding="utf-8")
    plain = in_terminal("show", "--no-pager", folder=tmp_path, PAGER=MARKED).text
    assert plain.count("\n") > 24
    assert "P:" not in plain
    assert plain == in_terminal("show", folder=tmp_path, PAGER=MARKED, SANHUI_CONFIG=str(settings)).text
    assert "P:" not in in_terminal("show", folder=tmp_path, PAGER=MARKED, TERM="dumb").text
    gone = in_terminal("show", folder=tmp_path, SANHUI_PAGER="no-such-pager -x").text
    assert "“no-such-pager” is not there" in gone
    assert gone.endswith(plain)
    assert b"P:" not in process("show", folder=tmp_path, SANHUI_PAGER=MARKED).stdout


def test_a_pager_that_is_left_early(tmp_path: Path) -> None:
    """What was not read is not missed; the exit code stays the command's."""
    plan = write(tmp_path, 'plan = "x"\n' + "# a long comment\n")
    assert 2 == in_terminal("show", plan, folder=tmp_path, SANHUI_PAGER="head -n 1").code
    write(tmp_path)
    left = in_terminal("show", "--json", folder=tmp_path, SANHUI_PAGER="head -n 1")
    assert (0, "{\n") == left


@pytest.mark.slow
def test_an_interrupt_is_the_pagers(tmp_path: Path) -> None:
    """Ctrl-C while somebody reads ends nothing, and leaves no word of ours; then q leaves as always."""
    write(tmp_path)
    reader = tmp_path / "reader.py"
    reader.write_text(
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, lambda *_: os.write(1, b'caught\\n'))\n"  # print may be interrupted in itself
        "text = sys.stdin.buffer.read()\n"
        "print('reading', flush=True)\n"
        "while open('/dev/tty').read(2) != 'q\\n': pass\n"
        "print('left', flush=True)\n",
        encoding="utf-8",
    )
    with Terminal(
        "show", folder=tmp_path, SANHUI_PAGER=shlex.join([sys.executable, str(reader)])
    ) as terminal:
        terminal.until("reading")
        terminal.type("\x03")
        terminal.until("caught")
        terminal.type("q\n")
        terminal.until("left")
        ended = terminal.end()
    assert 0 == ended.code
    assert "Interrupted" not in ended.text
    assert "Traceback" not in ended.text


def test_without_a_pager_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asked for `less`, so nobody is told that it is missing."""
    for name, value in {"PATH": "", "PAGER": "", "TERM": "xterm", "SANHUI_CONFIG": ""}.items():
        monkeypatch.setenv(name, value)
    assert pager._program() is None


def _less() -> bool:
    """Whether `less` is the one that most systems have, and not one of a small system that knows no prompts."""
    program = shutil.which("less")
    told = subprocess.run([program, "--version"], capture_output=True, check=False).stdout if program else b""
    return told.startswith(b"less ")


@pytest.mark.skipif(not _less(), reason="less is not here")
def test_less_says_how_to_leave_it_and_writes_no_file(tmp_path: Path) -> None:
    """Who never chose it takes its prompt for the shell's: what they type, such as a word with s in it, is saved nowhere."""
    write(tmp_path)
    with Terminal("show", "--lang", "zh", folder=tmp_path) as terminal:
        terminal.until("q = quit")
        terminal.type("sx\n")
        terminal.until("not available")
        terminal.type("\nq")
        assert 0 == terminal.end().code
    assert ["plan.toml"] == [each.name for each in tmp_path.iterdir()]
