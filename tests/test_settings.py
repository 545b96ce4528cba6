"""`sanhui config`: what holds for all commands, where it comes from, and a file that people may also write by hand."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import ROOT, sanhui, write
from sanhui.cli import settings as ours

HAND = """\
# By hand, and it stays.
language = "en"   # for the visitor

hints = false
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file in a folder that is not there yet."""
    return tmp_path / "config" / "settings.toml"


def test_what_is_strongest(file: Path, tmp_path: Path) -> None:
    """Option, environment, settings, what is usual: in this order, and the list says which it was."""
    config: Any = {"SANHUI_CONFIG": str(file), "COLUMNS": "120"}
    assert "that of the locale" in sanhui("config", **config).out
    assert "中文" not in sanhui("config", **config).out
    assert 0 == sanhui("config", "set", "language", "ZH", **config).code
    listed = sanhui("config", "list", **config).out
    assert "settings.toml:2" in listed
    assert "设置" in listed
    assert "Setting" in sanhui("config", "list", SANHUI_LANG="en", **config).out
    assert "SANHUI_LANG" in sanhui("config", "list", SANHUI_LANG="en", **config).out
    assert "设置" in sanhui("config", "list", "--lang", "zh", SANHUI_LANG="en", **config).out
    assert "设置" in sanhui("config", "--help", LC_ALL="en_US.UTF-8", **config).out
    assert "zh\n" == sanhui("config", "get", "language", **config).out


def test_writing_leaves_everything_else_as_it_is(file: Path) -> None:
    """Comments, order and line ends stay; what is not there need not be taken out."""
    file.parent.mkdir()
    file.write_bytes(HAND.replace("\n", "\r\n").encode())
    config: Any = {"SANHUI_CONFIG": str(file)}
    assert 0 == sanhui("config", "set", "language", "zh", **config).code
    assert 0 == sanhui("config", "set", "actor", "张三", SANHUI_LANG="en", **config).code
    assert 0 == sanhui("config", "unset", "hints", SANHUI_LANG="en", **config).code
    expected = HAND.replace('"en"', '"zh"').replace("hints = false\n", 'actor = "张三"\n')
    assert expected.replace("\n", "\r\n") == file.read_bytes().decode()
    again = sanhui("config", "unset", "hints", SANHUI_LANG="en", **config)
    assert (0, "") == (again.code, again.out)
    assert "nothing was changed" in again.err


@settings(max_examples=100)
@given(text=st.text(min_size=1).filter(str.isprintable))
def test_a_setting_as_it_is_written(text: str) -> None:
    """What is written is TOML that says the same."""
    assert {"actor": text} == tomllib.loads(ours.written("actor", text))


WRONG = {
    "an unknown key": ('langage = "zh"', "settings.toml:1: langage: there is no such setting", "language"),
    "an unknown value": ('\ncolour = "nevr"', "settings.toml:2: colour = nevr", "never"),
    "a number": ("actor = 3", "actor = 3: this must be a text", 'actor = "张三"'),
    "a truth that is none": ("language = true", "language = True: this must be a text", 'language = "zh"'),
    "a table": ("# x\n[pager]\nx = 1", "settings.toml:2: pager", 'pager = "less -FRX"'),
    "no TOML": ('actor = "张三"\ncolour = auto', "settings.toml:2", "→"),
    "nothing": ('actor = " "', "this says nothing", "sanhui config unset actor"),
}


@pytest.mark.parametrize(("text", "said", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_a_file_that_is_wrong(file: Path, tmp_path: Path, text: str, said: str, remedy: str) -> None:
    """Every command says where and what would be right, and does nothing; --help and `config path` work."""
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    config: Any = {"SANHUI_CONFIG": str(file)}
    outcome = sanhui("show", write(tmp_path), **config)
    assert (2, "") == (outcome.code, outcome.out)
    assert said in outcome.err
    assert remedy in outcome.err
    assert 2 == sanhui("config", "list", **config).code
    assert f"{file}\n" == sanhui("config", "path", **config).out
    assert 0 == sanhui("show", "--help", **config).code


def test_wrong_values_are_not_written(file: Path) -> None:
    """By an unknown name, an unknown value, a plan that is not there; and where the environment wants no file."""
    config: Any = {"SANHUI_CONFIG": str(file)}
    for words, said in (
        (("langauge", "zh"), "did you mean “language”?"),
        (("colour", "blue"), "one of: auto, always, never"),
        (("actor", "  "), "this says nothing"),
        (("plan", "nowhere.toml"), "there is no such file"),
    ):
        outcome = sanhui("config", "set", *words, **config)
        assert (2, "") == (outcome.code, outcome.out)
        assert said in outcome.err
    assert not file.exists()
    assert "did you mean “pager”?" in sanhui("config", "unset", "pagr", **config).err
    assert "SANHUI_CONFIG" in sanhui("config", "set", "language", "zh").err


def test_a_wrong_setting_is_mended_by_the_command(file: Path) -> None:
    """`config set` and `unset` run with a file that is wrong, as long as it is TOML."""
    file.parent.mkdir()
    file.write_text('colour = "nevr"\nlangage = "zh"\n', encoding="utf-8")
    config: Any = {"SANHUI_CONFIG": str(file)}
    sanhui("config", "unset", "langage", **config)
    assert 0 == sanhui("config", "set", "colour", "never", **config).code
    assert 'colour = "never"\n' == file.read_text(encoding="utf-8")


def test_what_the_settings_do(file: Path, tmp_path: Path) -> None:
    """The usual plan where there is none, the name in the ledger, colours in a pipe; a stronger one is told of."""
    desk, elsewhere = tmp_path / "desk", tmp_path / "elsewhere"
    desk.mkdir()
    elsewhere.mkdir()
    write(desk)
    config: Any = {"SANHUI_CONFIG": str(file)}
    assert "sanhui init" in sanhui("show", folder=elsewhere, **config).err
    assert 0 == sanhui("config", "set", "plan", "desk", folder=tmp_path, **config).code
    assert sanhui("show", folder=desk).out == sanhui("show", folder=elsewhere, **config).out
    sanhui("config", "set", "colour", "always", **config)
    assert "\x1b[" in sanhui("show", folder=desk, **config).out
    assert "\x1b[" not in sanhui("show", folder=desk, NO_COLOR="1", **config).out
    told = sanhui("config", "set", "actor", "张三", SANHUI_ACTOR="李四", **config)
    assert "now SANHUI_ACTOR holds, which is stronger: 李四" in told.err
    for name in ("", "李四"):
        words = ("held", "weekly-study/2026-W11", "--chair", name or "甲同志", "--ledger", desk / "l.db")
        assert 0 == sanhui(*words, folder=desk, SANHUI_ACTOR=name, **config).code
    log = json.loads(sanhui("ledger", "log", "--ledger", desk / "l.db", "--json").out)
    assert ["张三", "李四"] == [change["actor"] for change in log]


@pytest.mark.skipif(sys.platform != "linux", reason="the short way is for Linux")
def test_no_file_is_found_to_be_none_without_platformdirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way that costs nothing looks where platformdirs does."""
    monkeypatch.delenv(ours.VARIABLE, raising=False)
    for variables in (
        {"XDG_CONFIG_HOME": str(tmp_path / "x")},
        {"XDG_CONFIG_HOME": "", "HOME": str(tmp_path)},
    ):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        folder = platformdirs.user_config_path("sanhui", appauthor=False)
        assert ours.file() == folder / "settings.toml"
        assert ours._surely_none()
        folder.mkdir(parents=True)
        assert not ours._surely_none()


def test_what_programs_read(file: Path) -> None:
    """Names, values and where they come from; null where nobody said anything."""
    config: Any = {"SANHUI_CONFIG": str(file)}
    assert {"file": str(file), "exists": False} == json.loads(
        sanhui("config", "path", "--json", **config).out
    )
    assert "There is none yet" in sanhui("config", "path", **config).err
    sanhui("config", "set", "colour", "never", **config)
    listed = json.loads(sanhui("config", "--json", FORCE_COLOR="1", SANHUI_ACTOR="张三", **config).out)
    assert str(file) == listed["file"]
    values = {each["name"]: (each["value"], each["source"]) for each in listed["settings"]}
    assert ("always", "FORCE_COLOR") == values["colour"]
    assert ("张三", "SANHUI_ACTOR") == values["actor"]
    assert (None, None) == values["pager"]
    one = json.loads(sanhui("config", "get", "colour", "--json", **config).out)
    assert ("never", f"{file}:2") == (one["value"], one["source"])
    assert ("", "pager is not set: PAGER, otherwise less -FRX\n") == sanhui(
        "config", "get", "pager", **config
    )[1:]
    assert None is json.loads(sanhui("config", "--json", SANHUI_CONFIG="").out)["file"]


def test_a_right_file_costs_little(file: Path) -> None:
    """It is read at each start, for the language: what explains mistakes is not loaded for that."""
    file.parent.mkdir()
    file.write_text('language = "zh"\n', encoding="utf-8")
    code = (
        "import sys; from sanhui.cli.run import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "src"), "SANHUI_CONFIG": str(file)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert "用法" in done.stdout
    assert set() == {"msgspec", "platformdirs", "tomlkit", "sanhui.errors", "sanhui.files"} & set(
        done.stderr.split()
    )
