"""A shell offers what there is: commands, options, and the names of the plan at hand; and is never disturbed."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandline import PLAN, ROOT, process, sanhui, write
from programs import program
from sanhui.cli.app import command
from sanhui.cli.program.completion import names, shells

ROSTER = """\
编号,姓名,党小组,职务
01,甲同志,第一党小组,支部书记
02,乙同志,第二党小组,组织委员
03,张 三,第二党小组,
"""
SCRIPTS = Path(shells.__file__).with_name("scripts")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan and its roster, and other files."""
    desk = tmp_path_factory.mktemp("desk")
    write(desk, PLAN.replace("year = 2026\n", 'year = 2026\nroster = "roster.csv"\n', 1))
    write(desk, ROSTER, "roster.csv")
    write(desk, "[project]\nname = 'x'\n", "pyproject.toml")
    desk.joinpath("older plans").mkdir()
    return desk


def offered(*words: str, folder: Path, shell: str = "zsh", language: str = "zh") -> list[str]:
    """The lines of the answer; words as they stand before the cursor, the last one begun."""
    asked = {"_SANHUI_COMPLETE": shell, "_SANHUI_WORDS": "".join(f"{word}\n" for word in words)}
    outcome = sanhui(folder=folder, SANHUI_LANG=language, **asked)
    assert (0, "") == (outcome.code, outcome.err)
    return outcome.out.splitlines()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sh", ["show\t按月显示全年场次：时间、内容、地点、主讲人，以及调整的原因"]),
        ("ledger ve", ["verify\t校验台账：文件完整，日志环环相扣，各表与日志一致"]),
        (
            "holidays ",
            [
                "year\t显示一年的放假和补班，以及依据",
                "import\t读入新的放假通知，核对后写成放假安排文件，供计划使用",
            ],
        ),
        ("show --ki", ["--kind\t只显示这一类别，写名称或代码；可写多次"]),
        ("show --kind 党", ["党小组会\tgroup-meeting", "党课\tlecture", "党员培训\ttraining"]),
        ("show --kind=党课", ["党课\tlecture"]),
        ("show --activity le", ["lectures\t处长上讲台"]),
        ("show --lang en --activity le", ["lectures\t处长上讲台"]),
        (
            "attend th",
            [
                "theme-day/2026-01\t2026年1月4日 周日 主题党日",
                "theme-day/2026-12\t2026年12月4日 周五 主题党日",
            ],
        ),
        ("attend ", ["forum/\t港城社科大讲堂", "lectures/\t处长上讲台"]),
        ("attend theme-day/2026-02", ["theme-day/2026-02\t2026年2月6日 周五 主题党日"]),
        ("attend 2026-02-06", ["2026-02-06\t主题党日"]),
        ("attend 2月6日 --absent 甲", ["甲同志\t第一党小组、支部书记"]),
        ("attend 2月6日 --leave 甲同志:事", ["甲同志:事假\tleave-personal"]),
        ("roster list --group ", ["第一党小组", "第二党小组"]),
        ("roster list --role 组", ["组织委员"]),
        ("rules show theme-day", ["theme-day-fixed\t主题党日相对固定", "theme-day\t主题党日每月一次"]),
        ("audit --format m", ["markdown"]),
        ("report quarter 2026-Q", ["2026-Q1", "2026-Q4"]),
        ("config get lan", ["language\t程序的语言：zh 或 en"]),
        ("show ", ["plan.toml", "older plans/"]),
        ("import ", [":files"]),
        ("init --organization ", []),
        ("no such ", []),
        ("show --no-such x", [":files"]),
    ],
)
def test_what_may_come_next(words: str, expected: list[str], folder: Path) -> None:
    """Names begin as what is typed does; beside them stands what they are. Of many, the first and the last are looked at."""
    found = offered(*words.split(" "), folder=folder)
    assert expected == (found if len(found) < 4 else [found[0], found[-1]])


def test_english_names(folder: Path) -> None:
    """Kinds have codes that are typed without quotation marks, and marks have English names."""
    assert ["lecture\tlecture"] == offered("show", "--kind", "lec", folder=folder, language="en")


def test_tasks_and_calendar_programs(tmp_path: Path) -> None:
    """Tasks by their ids, and the programs that a calendar may be for."""
    task = '\n[[task]]\nid = "work-order"\ntitle = "工单"\ndue = "6月30日"\nowner = "组织委员"\n'
    write(tmp_path, PLAN.replace("year = 2026\n", 'year = 2026\nroster = "roster.csv"\n', 1) + task)
    write(tmp_path, ROSTER, "roster.csv")
    assert ["work-order/2026\t工单"] == offered("task", "done", "work", folder=tmp_path)
    assert ["google"] == offered("export", "ics", "--for", "goo", folder=tmp_path)


def test_a_plan_that_is_named_is_the_one_that_counts(folder: Path, tmp_path: Path) -> None:
    """As a word before, or behind an option; elsewhere than here."""
    assert offered("show", str(folder), "--activity", "", folder=tmp_path)
    assert offered("leave", "add", "--plan", str(folder / "plan.toml"), "甲", folder=tmp_path)
    assert [] == offered("show", "--activity", "", folder=tmp_path)


def test_nobody_is_disturbed_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    """A plan that is broken, or no TOML, or another program's words: no message, no file."""
    for text in ("[plan]\nid = 1\n", "[plan]\nid = ", PLAN.replace("每周一", "每周八")):
        broken = write(tmp_path, text)
        assert [] == offered("show", "--activity", "", folder=tmp_path)
        assert ["支部党员大会\tgeneral-meeting"] == offered("show", "--kind", "支部党员", folder=tmp_path)
        assert [broken] == list(tmp_path.iterdir())
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.iterdir())
    offered("attend", "weekly-study/", folder=folder)
    assert before == sorted((path, path.stat().st_mtime_ns) for path in folder.iterdir())
    assert sanhui(folder=folder, _SANHUI_COMPLETE="bash").code == 0


def test_every_source_of_names_is_one_that_some_command_asks_for() -> None:
    """Place holders are the table's keys, so a renamed one would complete nothing."""

    def params(node: object) -> Iterator[str]:
        yield from (parameter.metavar or "" for parameter in getattr(node, "params", ()))
        for sub in getattr(node, "commands", {}).values():
            yield from params(sub)

    asked = set(params(command())) | set(names._NAMED.values())
    parts = {part for metavar in asked for part in metavar.split(":")}
    assert set() == names._SOURCES.keys() - parts
    assert set() == names.FILES - asked


# -- in the shells -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `sanhui` is our program."""
    bin_ = tmp_path_factory.mktemp("bin")
    script = bin_ / "sanhui"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}/src" exec "{sys.executable}" -m sanhui "$@"\n')
    script.chmod(0o755)
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"
    given = {"SANHUI_LANG": "zh", "SANHUI_CONFIG": "", "LC_ALL": "C.UTF-8", "TERM": "dumb", "COLUMNS": "80"}
    return {"HOME": str(bin_), "PATH": path, **given}


def run(shell: str, code: str, folder: Path, variables: dict[str, str], *words: str) -> list[str]:
    """What a shell prints that runs some code."""
    command = [program(shell), *words, "-c", code]
    done = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert "" == done.stderr
    return done.stdout.splitlines()


def test_bash_offers_names(folder: Path, variables: dict[str, str]) -> None:
    """The function that bash calls, with the words as bash parts them: also at = and :, which stand in no name then."""
    code = f"""
        source '{SCRIPTS / "sanhui.bash"}'
        try() {{ COMP_TYPE=9; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sanhui sanhui; echo "${{COMPREPLY[*]}}"; }}
        try sanhui sho; try sanhui show --kind = 党课; try sanhui attend 2月6日 --leave 甲同志 : 事
        try sanhui attend "'theme-day/2026-02"; try sanhui attend 2月6日 --absent 张
        COMP_TYPE=63; COMP_WORDS=(sanhui rules show theme); COMP_CWORD=3; _sanhui sanhui; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    listed = ["theme-day-fixed  主题党日相对固定", "theme-day        主题党日每月一次"]
    names_ = ["show", "党课", "事假", "theme-day/2026-02", "张三", *listed]
    assert names_ == run("bash", code, folder, variables, "--norc")


def test_fish_offers_names(folder: Path, variables: dict[str, str]) -> None:
    """As fish itself completes a line."""
    lines = (
        "sanhui sho",
        "sanhui show --kind=党课",
        "sanhui attend 2月6日 --leave 甲同志:事",
        "sanhui import ros",
    )
    code = f"source '{SCRIPTS / 'sanhui.fish'}'; " + "; ".join(f"complete -C '{line}'" for line in lines)
    found = [line.partition("\t")[0] for line in run("fish", code, folder, variables, "--no-config")]
    assert ["show", "--kind=党课", "甲同志:事假", "roster.csv"] == found


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
@pytest.mark.slow
def test_zsh_offers_names(folder: Path, variables: dict[str, str]) -> None:
    """At the prompt of an interactive zsh."""
    import pty

    zsh = program("zsh")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(zsh, [zsh, "-f", "-i"], variables)
    try:
        os.write(terminal, f"PROMPT='ready> '; source '{SCRIPTS / 'sanhui.zsh'}'\n".encode())
        _read_until(terminal, "ready> ")
        os.write(terminal, b"sanhui rules show theme\t\t")
        assert "theme-day-fixed  -- 主题党日相对固定" in _read_until(
            terminal, "theme-day  -- 主题党日每月一次"
        )
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def _read_until(terminal: int, wanted: str) -> str:
    """What a terminal shows until it shows this; the test fails where that takes a minute."""
    shown, end = b"", time.monotonic() + 60
    while wanted not in shown.decode("utf-8", "replace"):
        assert time.monotonic() < end, shown.decode("utf-8", "replace")
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536)
    return shown.decode("utf-8", "replace")


def test_powershell_has_a_script_that_goes_through_the_environment() -> None:
    """Nobody has a PowerShell here: that its text is whole, in ASCII, and uses what it sets."""
    text = shells.script("powershell")
    assert text.isascii()
    for opening, closing in ("{}", "()", "[]"):
        assert text.count(opening) == text.count(closing), opening
    assert "Register-ArgumentCompleter -Native -CommandName sanhui" in text
    assert {"_SANHUI_COMPLETE", "_SANHUI_WORDS"} == set(re.findall(r"\$env:(\w+)", text))
    assert text.count("$null") == 3


# -- installing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "script", "start"),
    [
        ("bash", ".local/share/bash-completion/completions/sanhui", ".bashrc"),
        ("zsh", ".local/share/zsh/site-functions/_sanhui", ".zshrc"),
        ("fish", ".config/fish/completions/sanhui.fish", None),
    ],
)
def test_installing(shell: str, script: str, start: str | None, tmp_path: Path) -> None:
    """The script stands where the shell looks; what its start file held stays, and a second time adds nothing."""
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    if start:
        write(tmp_path, "alias ll='ls -l'", start)
    for _time in range(2):
        outcome = sanhui("completion", shell, "--install", folder=tmp_path, **home)
        assert (0, "") == (outcome.code, outcome.out)
        assert (tmp_path / script).read_text(encoding="utf-8") == shells.script(shell)
        if start:
            line = f'[ -r "{tmp_path / script}" ] && . "{tmp_path / script}"  # sanhui\n'
            assert f"alias ll='ls -l'\n{line}" == (tmp_path / start).read_text(encoding="utf-8")
            assert str(tmp_path / start) in outcome.err


@pytest.mark.skipif(sys.platform == "win32", reason="a program without an extension")
def test_installing_for_powershell(tmp_path: Path) -> None:
    """The script stands beside its profile, which it is asked for; without a PowerShell it is said what to do."""
    profile = tmp_path / "文档/profile.ps1"
    (tmp_path / "pwsh").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "powershell").write_text(f"#!/bin/sh\necho '{profile}'\n", encoding="utf-8")
    for name in ("pwsh", "powershell"):
        (tmp_path / name).chmod(0o755)
    done = sanhui("completion", "powershell", "--install", folder=tmp_path, PATH=str(tmp_path))
    assert (0, "") == (done.code, done.out), done.err
    script = tmp_path / "文档/sanhui.ps1"
    assert f'. "{script}"  # sanhui\n' == profile.read_text(encoding="utf-8")
    assert shells.script("powershell") == script.read_text(encoding="utf-8-sig")
    (tmp_path / "powershell").unlink()
    gone = sanhui("completion", "powershell", "--install", folder=tmp_path, PATH=str(tmp_path))
    assert (3, True) == (gone.code, "PowerShell was not found" in gone.err)


def test_what_bash_has_parted(folder: Path) -> None:
    """It parts words at = and :, and wants only what comes after; what it lists has its meaning in columns."""
    assert ["党课\tlecture"] == offered("show", "--kind", "=", "党课", folder=folder, shell="bash")
    asked = {"_SANHUI_COMPLETE": "bash", "_SANHUI_LISTING": "1", "_SANHUI_WORDS": "rules\nshow\ntheme\n"}
    listed = sanhui(folder=folder, SANHUI_LANG="zh", **asked).out.splitlines()
    assert ["theme-day-fixed  主题党日相对固定", "theme-day        主题党日每月一次"] == listed


def test_the_options_do_it_for_the_shell_at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As every program of Typer has them."""
    monkeypatch.setattr(shells, "_running", lambda: "zsh")
    assert shells.script("zsh") == sanhui("--show-completion").out
    assert (0, "") == sanhui("--install-completion", HOME=str(tmp_path), XDG_DATA_HOME="")[:2]
    assert ".zshrc" in {path.name for path in tmp_path.iterdir()}
    assert shells.script("powershell") == sanhui("completion", "pwsh").out


def test_a_shell_that_there_is_no_script_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said which there are."""
    assert 2 == sanhui("completion", "tcsh").code
    assert "bash, zsh, fish, powershell" in sanhui("completion", "tcsh").err
    monkeypatch.setattr(shells, "_running", lambda: "")
    assert "cannot be told" in sanhui("completion").err


def test_asking_for_a_command_imports_none() -> None:
    """A key is pressed often: the shell waits for as long as for --help."""
    asked = {"_SANHUI_COMPLETE": "bash", "_SANHUI_WORDS": "att\n", "PYTHONVERBOSE": "1"}
    done = process(folder=ROOT, **asked)
    assert b"attend\t" in done.stdout
    assert b"import 'sanhui.cli.members.attend'" not in done.stderr
    assert b"import 'sanhui.plan.load'" not in done.stderr
    assert b"import 'sanhui.cli.program.completion.answer'" in done.stderr
