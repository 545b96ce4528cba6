"""The command line for tests: run inside this process, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sanhui.cli.run import main

ROOT = Path(__file__).parents[1]
#: What time it is to the commands, on whatever day the tests run.
NOW = "2026-11-23T10:00"
#: The environment of every command that does not ask for another; the settings of whoever runs the tests are not for them.
GIVEN = {"LANG": "C", "SANHUI_NOW": NOW, "SANHUI_CONFIG": "", "VIRTUAL_ENV": sys.prefix}
PLAN = """\
[plan]
id = "skl-2026"
year = 2026
title = "市社科联机关党支部2026年度组织生活计划"

[defaults]
time = "15:00"
place = "三楼会议室"

[[activity]]
id = "weekly-study"
title = "每周有学习：总书记的一周"
kind = "集中学习"
when = "每周一"

[[activity]]
id = "lectures"
title = "处长上讲台"
kind = "党课"
also = ["主题党日"]
when = "每月第二个周三 下午3点"
except = "1月、2月"
speakers = { rotate = ["办公室主任", "学会部部长"] }
topics = ["新时代党的创新理论"]

[[activity]]
id = "theme-day"
title = "主题党日"
kind = "主题党日"
when = "每月第一个周五 14:30-17:00"

[[activity]]
id = "reminder"
title = "节前廉洁提醒"
kind = "提醒"
when = "每个法定节假日前3个工作日"
all_day = true

[[activity]]
id = "forum"
title = "港城社科大讲堂"
kind = "辅导"
when = "每季度1次"
"""

#: Its one session lies in a week of days off and may not move: somebody must find a day for it.
UNSETTLED = """\
[plan]
id = "stuck-2026"
year = 2026
title = "计划"

[[activity]]
id = "stuck"
title = "会议"
kind = "集中学习"
when = "2026年2月18日 15:00"
within = "1天"
"""

# What the environment of whoever runs the tests must not decide.
_UNSET = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "LESS", "SOURCE_DATE_EPOCH")
_UNSET_KINDS = ("SANHUI_", "LC_")


class Typed(io.StringIO):
    """A terminal at which somebody types lines, as `sys.stdin`."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def write(folder: Path, text: str = PLAN, name: str = "plan.toml") -> Path:
    """A plan file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def sanhui(*words: object, folder: Path | None = None, **environment: str) -> Outcome:
    """Run a command in this process, in English unless told otherwise, with an environment of its own."""
    out, err = _stream(), _stream()
    code = _run(words, out, err, folder, environment)
    return Outcome(code, _text(out), _text(err))


def screen(*words: object, folder: Path | None = None, **environment: str) -> tuple[int, str]:
    """Run a command like `sanhui`: the exit code, and both streams as they come on a terminal."""
    both = _stream()
    code = _run(words, both, both, folder, environment)
    return code, _text(both)


def process(
    *words: object, folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own; the outcome has bytes."""
    variables = {"PYTHONPATH": str(ROOT / "src"), **variables_with(environment)}
    return subprocess.run(
        [sys.executable, "-m", "sanhui", *map(str, words)],
        cwd=folder,
        env=variables,
        capture_output=True,
        check=False,
        timeout=60,
    )


def unmeasured() -> dict[str, str]:
    """The environment for a process of another user, who may not write where `make coverage` keeps what it measures."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def _run(
    words: Iterable[object], out: Any, err: Any, folder: Path | None, environment: dict[str, str]
) -> int:
    with _environment(environment), contextlib.chdir(folder or Path.cwd()):
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(word) for word in words])
        out.flush()
        err.flush()
    return code


def _stream() -> Any:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _text(stream: Any) -> str:
    text: str = stream.buffer.getvalue().decode("utf-8")
    return text


def variables_with(wanted: dict[str, str]) -> dict[str, str]:
    """The environment of a command: that of the tests, without what must not decide, with what is wanted."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _UNSET and not name.startswith(_UNSET_KINDS)
    }
    return {**kept, **GIVEN, **wanted}


@contextlib.contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    _become(variables_with(wanted))
    try:
        yield
    finally:
        _become(before)


def _become(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ |= variables
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


def seen(written: str) -> list[str]:
    """The rows that one sees in the end: a carriage return begins a row again, and what is written covers what was there."""
    rows = []
    for line in written.split("\n"):
        row = ""
        for piece in line.split("\r"):
            row = piece + row[len(piece) :]
        rows.append(row.rstrip())
    return rows
