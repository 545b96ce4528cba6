"""What a person settles once for all commands: the settings file, its keys, and where each value comes from.

The table `SETTINGS` is the one place that knows the keys. What is said on the command line holds before a variable of
the environment, that before the settings file, and that before what is usual. The file is looked for at each start
(the language may stand in it), so nothing but the standard library is needed to find out that there is none.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.errors import Problem

#: Names another settings file; set to nothing, there is none.
VARIABLE = "SANHUI_CONFIG"
_NAME = "settings.toml"
_NONE: Mapping[str, str] = MappingProxyType({})


class Setting:
    """One key of the settings file; its class is a plain one, for a NamedTuple takes half a millisecond of each start."""

    def __init__(
        self,
        name: str,
        meaning: str,
        usual: str,  # what holds when nobody says anything, in words
        words: tuple[str, ...] = (),  # the values that there are; any text if empty
        variables: Mapping[
            str, str
        ] = _NONE,  # of the environment, and what each means when it is set; "" is its own text
        example: str = "",
    ) -> None:
        self.name, self.meaning, self.usual = name, meaning, usual
        self.words, self.variables, self.example = words, variables, example


_YES, _NO = "true", "false"
_SWITCH = (_YES, _NO)

SETTINGS = {
    setting.name: setting
    for setting in (
        Setting(
            "language",
            N_("The language of the program: zh or en."),
            N_("that of the locale"),
            ("zh", "en"),
            {"SANHUI_LANG": ""},
        ),
        Setting(
            "actor",
            N_("Who records: the name that the ledger writes beside every change."),
            N_("the login name"),
            variables={"SANHUI_ACTOR": ""},
            example="张三",
        ),
        Setting(
            "plan",
            N_("The plan that is meant where there is none in the folder or above it."),
            N_("no plan"),
            variables={"SANHUI_PLAN": ""},
            example="D:/党务/plan.toml",
        ),
        Setting(
            "colour",
            N_("Colours: on a terminal that has them (auto), always or never."),
            "auto",
            ("auto", "always", "never"),
            {"NO_COLOR": "never", "FORCE_COLOR": "always"},
        ),
        Setting(
            "pager",
            N_("What shows long listings page by page; “off” for nothing."),
            N_("PAGER, otherwise less -FRX"),
            variables={"SANHUI_PAGER": ""},
            example="less -FRX",
        ),
        Setting(
            "caldav_url",
            N_("The address for “sanhui push”, “pull” and “sync”."),
            N_("no address"),
            variables={"SANHUI_CALDAV_URL": ""},
            example="https://cloud.example.org/remote.php/dav/",
        ),
        Setting(
            "caldav_user",
            N_("The user name there; the password is kept by the keyring, or asked for."),
            N_("asked for"),
            variables={"SANHUI_CALDAV_USER": ""},
            example="branch",
        ),
        Setting(
            "hints",
            N_("Whether commands say what may come next: true or false."),
            _YES,
            _SWITCH,
        ),
    )
}


class Value:
    """A setting's value in effect, and where it comes from; both empty when nobody said anything."""

    def __init__(self, text: str, source: str) -> None:
        self.text, self.source = text, source


def value(name: str) -> Value:
    """What holds for a setting, by the environment and the file; raises `InputError` when the file is wrong."""
    setting = SETTINGS[name]
    for variable, meaning in setting.variables.items():
        if said := os.environ.get(variable, "").strip():
            return Value(meaning or said, variable)
    if name in (known := _of_file()):
        return known[name]
    return Value("", "")


def language() -> str:
    """The language that is settled, as far as can be told: a file that is wrong says so when a command runs."""
    from contextlib import suppress

    with suppress(Exception):
        return value("language").text
    return ""


def check() -> None:
    """See that the file is right; raises `InputError` with everything that is wrong with it."""
    _read()


def set_aside() -> None:
    """Do as if there were no file, for what has to run with one that is wrong."""
    global _aside
    _aside = True
    _of_file.cache_clear()


def hinting() -> bool:
    """Whether commands say what may come next."""
    return value("hints").text != _NO


def plan() -> Path | None:
    """The plan for where there is none."""
    said = value("plan").text
    return Path(said).expanduser() if said else None


# -- the file -------------------------------------------------------------------------------------------


def file() -> Path | None:
    """Where the settings file is, or would be; None when the environment wants none."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    import platformdirs

    return platformdirs.user_config_path("sanhui", appauthor=False) / _NAME


def forget() -> None:
    """Read the file again when it is next asked for."""
    global _aside
    _aside = False
    _of_file.cache_clear()


_aside = False


@functools.cache
def _of_file() -> Mapping[str, Value]:
    return {} if _aside else _read()


def _read() -> Mapping[str, Value]:
    """The values of the file, as texts, with their lines; raises `InputError` with everything that is wrong."""
    if VARIABLE not in os.environ and _surely_none():
        return {}
    path = file()
    if path is None or not path.exists():
        return {}
    text, found = _parsed(path)
    values = {}
    wrong = []
    for name, said in found.items():
        line = line_of(name, text)
        text_of = meant(name, said)
        if text_of is None:
            wrong.append((name, said, line))
        else:
            values[name] = Value(_absolute(name, text_of, path), f"{path}:{line}")
    if wrong:
        from msgspec.structs import replace

        from sanhui.errors import InputError

        problems = (replace(problem(name, said), file=str(path), line=line) for name, said, line in wrong)
        raise InputError(*problems)
    return values


def _parsed(path: Path) -> tuple[str, dict[str, Any]]:
    """The file's text and what it says; what explains mistakes is loaded where there are some, for this is read at each start."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        from sanhui.files import read_text
        from sanhui.plan.syntax import parse_toml

        text = read_text(path)
        return text, parse_toml(text, str(path))


def meant(name: str, said: object) -> str | None:
    """The text of a value as it may stand in the file under this name; None for one that is wrong."""
    setting = SETTINGS.get(name)
    if setting is None:
        return None
    if isinstance(said, bool):
        return (_YES if said else _NO) if setting.words == _SWITCH else None
    if not isinstance(said, str):
        return None
    text = said.strip()
    right = text in setting.words if setting.words else text and text.isprintable()
    return text if right else None


def problem(name: str, said: object) -> Problem:
    """What is wrong with a value, and what would be right."""
    from sanhui.errors import Problem, did_you_mean

    setting = SETTINGS.get(name)
    if setting is None:
        return Problem(_("there is no such setting"), did_you_mean(name, SETTINGS), key=name)
    if not isinstance(said, str):
        remedy = _("for example {example}").format(example=written(name, example(setting)))
        return Problem(_("this must be a text"), remedy, key=name, value=str(said))
    text = said.strip()
    if setting.words:
        remedy = did_you_mean(text, setting.words)
        return Problem(_("the setting has no such value"), remedy, key=name, value=text)
    remedy = _("to do without it: sanhui config unset {name}").format(name=name)
    return Problem(_("this says nothing"), remedy, key=name, value=ascii(text))


def example(setting: Setting) -> str:
    """A value that a setting may have."""
    return setting.example or setting.words[0]


def written(name: str, text: str) -> str:
    """A setting as it is written into the file."""
    bare = SETTINGS[name].words == _SWITCH
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f"{name} = {text}" if bare else f'{name} = "{quoted}"'


def line_of(name: str, text: str) -> int:
    """In which line a key stands, or the table of this name."""
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _absolute(name: str, text: str, path: Path) -> str:
    """A plan that is named by a relative path lies beside the settings file."""
    return str(path.parent / Path(text).expanduser()) if name == "plan" else text


def _surely_none() -> bool:
    """Whether there is no folder for the file on a Linux; platformdirs, which knows every system, takes 5 ms of each start."""
    home = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")  # noqa: PTH111 (no Path yet)
    return sys.platform == "linux" and not os.path.exists(os.path.join(home, "sanhui"))  # noqa: PTH110, PTH118
