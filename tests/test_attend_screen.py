"""`sanhui attend` in a terminal that can: a list to move in, one key a mark, and nothing recorded until it is said."""

from __future__ import annotations

import datetime as dt
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from commandline import ROOT, sanhui
from records import MEETING, NOW, ROSTER, branch
from sanhui.attendance.sheet import Sheet, begin
from sanhui.cli import keyboard
from sanhui.cli.keyboard import DOWN, END, ENTER, ERASE, ESCAPE, UP, keys_in
from sanhui.cli.members import roll
from sanhui.ledger import marks
from sanhui.ledger.held import Held
from sanhui.ledger.store import read_ledger
from sanhui.plan.load import load
from sanhui.publish.terminal.columns import width

SIXTY = ROSTER + "".join(f"{number:02},党员{number}号,第三党小组,,正式党员\n" for number in range(6, 61))


class Window:
    """A terminal of a size with the command in it; `keys` presses some and gives the screen after them."""

    def __init__(self, folder: Path, columns: int, lines: int, **environment: str) -> None:
        self._ours, theirs = os.openpty()
        self._resize(columns, lines)
        variables = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "SANHUI_NOW": NOW,
            "SANHUI_ACTOR": "甲同志",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sanhui", "attend", "3月9日"],
            cwd=folder,
            env=variables | {"TERM": "xterm", "SANHUI_LANG": "zh", "LC_ALL": "C.UTF-8", **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.said = b""

    def resize(self, columns: int, lines: int, wanted: str) -> list[str]:
        """Another size; the screen once it has something."""
        import signal

        self._resize(columns, lines)
        self.process.send_signal(signal.SIGWINCH)
        return self.until(wanted)

    def keys(self, text: str, wanted: str) -> list[str]:
        """Press keys; the screen once it has something."""
        os.write(self._ours, text.encode())
        return self.until(wanted)

    def until(self, wanted: str) -> list[str]:
        """The lines of the screen, when it shows a text."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if wanted in "\n".join(self.screen()):
                return self.screen()
            self._read(0.2)
        raise AssertionError(f"never shown: {wanted}\n" + "\n".join(self.screen()))

    def screen(self) -> list[str]:
        """What was drawn last, line by line without styles."""
        frame = self.said.rpartition(b"\x1b[H")[2].decode("utf-8", "replace")
        return [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", line) for line in frame.split("\r\n")]

    def ended(self) -> tuple[int, str]:
        """The exit code, and all that was written."""
        while self._read(30):
            pass
        os.close(self._ours)
        return self.process.wait(60), self.said.decode()

    def _read(self, wait: float) -> bool:
        if select.select([self._ours], [], [], wait)[0]:
            try:
                data = os.read(self._ours, 65536)
            except OSError:  # nobody is at the other end any more
                return False
            self.said += data
            return bool(data)
        return wait < 1

    def _resize(self, columns: int, lines: int) -> None:
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def recorded(folder: Path) -> dict[str, str]:
    """Mark and times or note of whoever is not simply present."""
    with read_ledger(folder / "ledger.db") as ledger:
        rows = marks.read(ledger, "zb-2026")
    return {
        row.name: f"{row.mark} {row.arrived:%H:%M}" if row.arrived else f"{row.mark} {row.note}".strip()
        for row in rows
        if row.mark != "present" or row.arrived
    }


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
def test_sixty_members_in_24_lines(tmp_path: Path) -> None:
    """It scrolls, finds by name, takes times and reasons, undoes, helps, and goes on after another size."""
    window = Window(branch(tmp_path, SIXTY), 80, 24)
    screen = window.until("回车 登记")
    assert (24, True) == (len(screen), screen[2].startswith("› 1   甲同志"))
    assert max(map(width, screen)) <= 80
    window.keys("jja", "缺席1")  # 张三
    window.keys("dt南京\r", "南京")  # 李四, who was under the cursor: the reason is theirs
    window.keys("\x1b[B\x1b[A\x1b[Al", "迟 迟到")
    window.keys("u", "公 公差")
    window.keys("G", "› 60  党员60号")
    window.keys("a", "缺席2")
    assert 8 == len(window.resize(44, 8, "第59–60人"))
    assert max(map(width, window.screen())) <= 44
    window.resize(80, 24, "第43–60人")
    window.keys("/37", "姓名：37")
    window.keys("\rlt25点\r", "15:20")  # what cannot be is told, with what would be right
    window.keys("t15:20\r", "迟 迟到 15:20")
    window.keys("\x1b", "共60人")
    window.keys("?", "撤销上一个标记")
    window.keys(" \x1b", "按 q 离开，不登记")
    window.keys("\r", "已登记")
    code, said = window.ended()
    assert (0, True) == (code, "\x1b[?1049l" in said)
    expected = {"张三": "absent", "李四": "leave-duty 南京", "党员37号": "late 15:20", "党员60号": "absent"}
    assert expected == recorded(tmp_path)


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """The branch, whose plan has a mark of its own; 王五 has no mark yet."""
    folder = branch(tmp_path)
    with (folder / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[mark]]\ncode = "leave-watch"\nzh = "值班"\nleave = true\n')
    (folder / "s.csv").write_text("姓名,签到\n甲同志,14:50\n王五,√\n", encoding="utf-8")
    done = sanhui(
        *("attend", "3月9日", "--from", "s.csv", "--map", "name=姓名,in=签到"), folder=folder, SANHUI_NOW=NOW
    )
    assert 1 == done.code, done.err
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_leaving_records_nothing(noted: Path, key: str) -> None:
    """Also an interrupt; the terminal is as it was. Who has no mark is shown so, and marks of the plan have keys."""
    before = (noted / "ledger.db").read_bytes()
    window = Window(noted, 60, 20, NO_COLOR="1")
    assert any("王五" in line and "? 尚无标记" in line for line in window.until("1 值班"))
    if key == "q":
        window.keys("G1", "值 值班")
    window.keys(key, "没有登记")
    code, said = window.ended()
    assert (0, True, False) == (code, "没有登记" in said, "\x1b[33m" in said)
    assert before == (noted / "ledger.db").read_bytes()


def test_what_keys_do(tmp_path: Path) -> None:
    """Those of the wrong moment tell what would be right, or do nothing; the sheet changes by marks alone."""
    plan = load(branch(tmp_path) / "plan.toml")
    assert plan.roster is not None
    begins, ends = (dt.datetime.fromisoformat(f"2026-03-09T{time}+08:00") for time in ("15:00", "16:30"))
    held = Held(plan=plan.id, session=MEETING, day=begins.date(), start=begins, end=ends)
    sheet = Sheet(held, plan.roster.on(held.day), plan.roster, plan.marks, "clerk")
    begun = roll.sized(roll.Roll("每周有学习", begin(sheet, "present")), 3)

    def after(*keys: str, of: roll.Roll = begun) -> roll.Roll:
        for key in keys:
            of = roll.press(of, key)
        return of

    assert "leave" == after(ESCAPE).end  # nothing is lost yet
    assert "“z” is no mark" in after("z").message
    assert after("a").sheet.rows == after("ａ").sheet.rows  # as a Chinese keyboard writes it
    assert "input method" in after("缺").message
    assert begun == after("\x00")
    assert "nothing to take back" in after("u").message
    nobody = after("/", *"某某", ENTER)
    assert ((), "某某", 0) == (nobody.members, nobody.seeking, nobody.top)
    assert nobody.sheet == after("a", "j", "t", of=nobody).sheet
    assert begun.members == after(ESCAPE, of=nobody).members
    found = after("/", *"张四", ERASE, "三", DOWN, UP, "\x00")
    assert ("/", "张三") == (found.typing, found.typed)
    assert ("", begun.members) == ((gone := after(ESCAPE, of=found)).seeking, gone.members)
    assert begun.sheet == after("p").sheet  # as they are: there is nothing to take back
    assert () == after("p").before
    timed = after("l", "t", *"15:20", DOWN, ENTER)
    assert "15:20" == f"{timed.sheet.rows[begun.at].arrived:%H:%M}"
    unmarked = roll.sized(roll.Roll("每周有学习", sheet), 3)
    assert "give a mark first" == after("t", *"出差", ENTER, of=unmarked).message


def test_keys_are_told_from_what_a_terminal_sends() -> None:
    """Arrows in both modes, characters of several bytes, the beginning of a sequence; what is unknown is no key."""
    assert ([UP, DOWN, END, "张", ENTER], "") == keys_in("\x1b[A\x1bOB\x1b[4~张\r")
    assert (["a"], "\x1b[") == keys_in("a\x1b[")
    assert (["b"], "") == keys_in("\x1b[1;5Qb")
    assert (["c"], "") == keys_in("\x1bxc")  # Alt and a letter


def test_consoles_of_windows_have_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function key is two characters there."""
    pressed = iter("\xe0H\x00P\xe0\x86\x1b\ra")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(getwch=lambda: next(pressed)))
    with keyboard._windows() as key:
        assert [UP, DOWN, ESCAPE, ENTER, "a"] == [key() for _time in range(5)]
