"""甲同志's first year: a session at 80 columns in Chinese, with every mistake that was thought of, as it stands on the screen.

`first_year/session.txt` is read as a tired person reads it: is it true, Chinese throughout, short, and does it say what to do next?
A line `$ …` is a command, `# …` the day from here on, `~ OLD → NEW` a slip in the plan for the next command, `> …` an answer (`^D`
ends them). `SANHUI_GOLDEN=write` writes again what comes between them; then read the difference.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from commandline import ROOT
from sanhui.publish.terminal.columns import width

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudoterminals")
if sys.platform != "win32":
    from first_year.player import ENDED, READY
    from terminals import Terminal

    class Player(Terminal):
        """A terminal in which a whole session is played."""

        program = (str(Path(__file__).parent / "first_year/player.py"),)


HERE = Path(__file__).parent / "first_year"
SESSION = HERE / "session.txt"
GUIDE = ROOT / "docs/zh/guide.md"
ENVIRONMENT = {
    "SANHUI_LANG": "zh",
    "SANHUI_ACTOR": "甲同志",
    "TERM": "dumb",  # neither colours nor a line that tells of waiting
    "TZ": "Asia/Shanghai",
    "USER": "甲同志",
    "LOGNAME": "甲同志",
}


class Step(NamedTuple):
    """One command: the lines of the session that ask for it, and what is done before."""

    asked: tuple[str, ...]
    now: str
    slip: tuple[str, str]
    words: tuple[str, ...]
    answers: tuple[str, ...]


def steps_of(text: str) -> list[Step]:
    """The commands of a session; what the program said in between is passed over."""
    steps = []
    now, slip = "", ("", "")
    for block in re.findall(r"(?m)^(?:[#~] .*\n)*\$ .*\n(?:> .*\n)*", text):
        lines = block.splitlines()
        for line in lines:
            if line.startswith("# "):
                now = line[2:]
            if line.startswith("~ "):
                old, _arrow, new = line[2:].partition(" → ")
                slip = (old, new)
        words = next(line for line in lines if line.startswith("$ "))
        answers = tuple(line[2:] for line in lines if line.startswith("> "))
        steps.append(Step(tuple(lines), now, slip, tuple(shlex.split(words)[2:]), answers))
        slip = ("", "")
    return steps


def made(folder: Path) -> None:
    """The folder of who has read the guide to its third page."""
    text = GUIDE.read_text(encoding="utf-8")
    for kind, name, content in re.findall(r"(?ms)^```\w+ (file|append)=(\S+)\n(.*?)^```", text):
        with (folder / name).open("w" if kind == "file" else "a", encoding="utf-8") as file:
            file.write(content if kind == "file" else "\n" + content)
    (folder / "会议.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")


def played(folder: Path, steps: list[Step]) -> list[str]:
    """What each command left on the terminal, with its exit code if it is not 0."""
    asked = folder / ".session.json"
    told = [{"now": [step.now], "slip": step.slip, "words": step.words} for step in steps]
    asked.write_text(json.dumps(told), encoding="utf-8")
    with Player(asked, folder=folder, rows=24, **ENVIRONMENT) as terminal:
        terminal.until(READY)
        for step in steps:
            terminal.type("".join("\x04" if answer == "^D" else answer + "\n" for answer in step.answers))
        text = re.sub(r"(?m) +$", "", terminal.end().text.replace(READY, ""))
    parts = re.split(rf"{ENDED}(\d+)\n", text)
    assert len(steps) == len(parts) // 2, parts[-1]
    return [
        said + (f"（退出码 {code}）\n" if code != "0" else "")
        for said, code in zip(parts[::2], parts[1::2], strict=False)
    ]


def test_the_first_year_at_80_columns(tmp_path: Path) -> None:
    """Every screen is the one that was reviewed; no line is cut by the edge of the screen."""
    steps = steps_of(SESSION.read_text(encoding="utf-8"))
    assert len(steps) > 60
    made(tmp_path)
    said = played(tmp_path, steps)
    text = "\n".join("\n".join((*step.asked, each)) for step, each in zip(steps, said, strict=True))
    if os.environ.get("SANHUI_GOLDEN") == "write":
        SESSION.write_text(text, encoding="utf-8")
    assert SESSION.read_text(encoding="utf-8") == text
    assert [] == [line for each in said for line in each.splitlines() if width(line) > 80]
