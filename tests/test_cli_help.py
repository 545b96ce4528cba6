"""`--help`: every command explains itself, in both languages, at once."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from rich.cells import cell_len

from commandline import ROOT, sanhui
from sanhui import __version__
from sanhui.cli.app import command
from sanhui.cli.commands import CHAPTERS
from sanhui.cli.commands.entries import Entry, Family
from sanhui.i18n import _, speaking

HEAVY = {
    "chinese_calendar",
    "dateparser",
    "dateutil",
    "icalendar",
    "lunar_python",
    "msgspec",
    "platformdirs",
    "pytz",
    "rich",
    "sanhui.plan.load",
    "sanhui.when",
    "tomllib",
    "zoneinfo",
}


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it, groups too."""
    yield path, group
    for name, sub in getattr(group, "commands", {}).items():
        yield from commands(sub, (*path, name))


COMMANDS = dict(commands(command()))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_both_languages(path: tuple[str, ...]) -> None:
    """Each tells what it does, and what each of its arguments and options is for."""
    english, chinese = (sanhui("--lang", language, *path, "--help") for language in ("en", "zh"))
    assert (0, 0, "", "") == (english.code, chinese.code, english.err, chinese.err)
    assert english.out != chinese.out
    assert re.search("[\u4e00-\u9fff]", chinese.out)
    for parameter in COMMANDS[path].params:
        assert parameter.help, parameter.name
        assert max(parameter.opts, key=len) in english.out or parameter.param_type_name == "argument"
    for name in getattr(COMMANDS[path], "commands", {}):
        assert f"  {name} " in english.out


@pytest.mark.parametrize("room", [40, 60, 80])
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_pages_fit_the_screen(path: tuple[str, ...], room: int) -> None:
    """Chinese pages too, by Rich's measure; examples alone may be longer."""
    for language in ("en", "zh"):
        page = sanhui("--lang", language, *path, "--help", COLUMNS=str(room)).out
        lines = [line for line in page.splitlines() if not line.startswith(("  sanhui", "Usage", "用法"))]
        assert [] == [line for line in lines if cell_len(line) > room]


SENTENCE = re.compile(r"[A-Za-z,’']+(?: [A-Za-z,’']+){2,}")


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_nobody_reads_a_half_translated_page(path: tuple[str, ...]) -> None:
    """Every text that is declared is in the catalogue as it is declared, and no page says three English words in a row."""
    node = COMMANDS[path]
    texts = [node.help, *(parameter.help for parameter in node.params), *(text for text in heads(node))]
    with speaking("zh"):
        assert [] == [text for text in texts if text == _(text)]
    page = sanhui("--lang", "zh", *path, "--help").out
    said = [
        re.sub("“sanhui [a-z -]+", "", line) for line in page.splitlines()
    ]  # commands are the same in Chinese
    assert [] == [
        line for line in said if SENTENCE.search(line) and not line.startswith(("用法", "  sanhui"))
    ]
    assert not re.search("Usage|Options|Arguments|Commands|Show this message|OPTIONS|COMMAND", page)


def heads(node: Any) -> list[str]:
    """The heads under which a page lists commands."""
    return [chapter.title for chapter in getattr(node, "chapters", ())]


def test_sanhui_alone_shows_its_help() -> None:
    """It is a question, not a mistake."""
    assert sanhui("--help") == sanhui()
    assert sanhui("--help") == sanhui("-h")
    assert sanhui("--lang", "zh", "--help") == sanhui("--lang", "zh")


def test_version() -> None:
    """One line; the same version as in pyproject.toml."""
    assert f"sanhui {__version__}\n" == sanhui("--version").out
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def imported(*words: str) -> set[str]:
    """The modules that a command loads, in a process of its own."""
    code = (
        "import sys; from sanhui.cli.run import main; main(sys.argv[1:]); "
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return set(outcome.stderr.split())


def homes() -> set[str]:
    """The modules that hold the functions of commands."""

    def below(entries: Iterable[Entry | Family]) -> Iterator[Entry]:
        for entry in entries:
            yield from below(entry.entries) if isinstance(entry, Family) else [entry]

    leaves = below(entry for chapter in CHAPTERS for entry in chapter.entries)
    return {f"sanhui.cli.{leaf.home.partition(':')[0]}" for leaf in leaves}


@pytest.mark.parametrize(
    ("words", "home"),
    [
        (["--version"], set()),
        (["--help"], set()),
        (["export", "--help"], set()),
        (["show", "--help"], {"sanhui.cli.plan.show"}),
        (["show", str(ROOT / "plans/minimal-2026.toml")], {"sanhui.cli.plan.show"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_only_the_command_that_is_asked_for_is_imported(words: list[str], home: set[str]) -> None:
    """Help is as quick as a bare Typer program: libraries are loaded where they are used, commands when they are called."""
    loaded = imported(*words)
    assert home == loaded & homes()
    if words[0] == "show" and "--help" not in words:  # an agenda in a pipe needs no writer
        assert set() == loaded & {"dateparser", "icalendar", "rich", "tomlkit"}
    else:
        assert set() == loaded & HEAVY


def test_importing_sanhui_costs_nothing() -> None:
    """The public names are there, and are loaded when they are first used."""
    code = (
        "import sys; bare = set(sys.modules); import sanhui; print(*sorted(set(sys.modules) - bare)); "
        "sanhui.load; sanhui.expand; sanhui.publish"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert "__future__ sanhui" == outcome.stdout.strip()
    with pytest.raises(AttributeError):
        getattr(sys.modules["sanhui"], "no_such_name")  # noqa: B009 - the name is wrong on purpose
