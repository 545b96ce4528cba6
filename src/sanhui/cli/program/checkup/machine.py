"""The program on this computer: versions, language, terminal, time, days off, fonts, what is installed besides."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from sanhui.cli import settings, terminal
from sanhui.cli.program.checkup.sign import Sign
from sanhui.i18n import _, language, preferred
from sanhui.installed import installing

#: The extras of pyproject.toml: what each is for is told by its commands; the modules that it brings.
EXTRAS = {
    "sheets": ("python_calamine", "xlsxwriter"),
    "documents": ("docxtpl",),
    "pages": ("jinja2",),
    "pictures": ("PIL",),
    "caldav": ("httpx", "keyring"),
}
_NOTICE_FROM = 11  # the notice for the next year came in October to December, mostly in November
_PLACE = "Asia/Shanghai"


def signs(now: dt.datetime) -> Iterator[Sign]:
    """Everything about the computer, in the order in which it is shown."""
    yield _program()
    yield _sqlite()
    yield _speech()
    yield _encoding()
    yield _terminal()
    yield _time(now)
    yield _settings()
    yield from _days_off(now.date())
    yield _font()
    yield from _extras()
    yield from _completion()


def _program() -> Sign:
    from sanhui import __version__

    found = (
        f"sanhui {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    )
    return Sign("program", "ok", found)


def _sqlite() -> Sign:
    import sqlite3

    from sanhui.ledger.store import SQLITE

    needed = ".".join(map(str, SQLITE))
    if sqlite3.sqlite_version_info < SQLITE:
        found = _("SQLite {version} is too old for the ledger; it needs {needed}")
        remedy = _("use a newer Python")
        return Sign("sqlite", "fault", found.format(version=sqlite3.sqlite_version, needed=needed), remedy)
    return Sign("sqlite", "ok", f"SQLite {sqlite3.sqlite_version}")


def _speech() -> Sign:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    held = settings.value("language")
    source = held.source or next((name for name in names if os.environ.get(name)), "")
    if preferred({**os.environ, **({"SANHUI_LANG": held.text} if held.text else {})}, []) != language():
        source = "--lang"
    spoken = {"zh": "中文", "en": "English"}[language()]
    return Sign(
        "language",
        "ok",
        _("{language}, by {source}").format(language=spoken, source=source or _("the system")),
    )


def _encoding() -> Sign:
    """Whether Chinese can be shown and typed: output, arguments and file names."""
    told = {
        _("output"): sys.stdout.encoding or "?",
        _("file names"): sys.getfilesystemencoding(),
    }
    found = _(", ").join(f"{name} {encoding}" for name, encoding in told.items())
    for encoding in told.values():
        try:
            "三会一课".encode(encoding)
        except (LookupError, UnicodeEncodeError):
            remedy = _("set LANG=C.UTF-8 or LANG=zh_CN.UTF-8 (Windows: chcp 65001)")
            return Sign("encoding", "warning", _("no Chinese: {encodings}").format(encodings=found), remedy)
    return Sign("encoding", "ok", found)


def _terminal() -> Sign:
    if not sys.stdout.isatty():
        return Sign("terminal", "ok", _("none: what is shown goes into a file or a pipe"))
    size = shutil.get_terminal_size()
    colours = _("with colours") if terminal.coloured() else _("without colours")
    found = _("{columns} columns, {lines} lines, {colours}")
    found = found.format(columns=size.columns, lines=size.lines, colours=colours)
    if size.columns < 60:
        return Sign("terminal", "warning", found, _("make the window wider: tables need 80 columns"))
    return Sign("terminal", "ok", found)


def _time(now: dt.datetime) -> Sign:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        there = now.astimezone(ZoneInfo(_PLACE))
    except ZoneInfoNotFoundError:
        found = _("the time zone data are missing")
        return Sign("time", "fault", found, _("install them: {command}").format(command=installing("tzdata")))
    found = _("{now} here, {there} in {place}").format(
        now=f"{now:%Y-%m-%d %H:%M}", there=f"{there:%H:%M}", place=_PLACE
    )
    if os.environ.get("SANHUI_NOW"):
        return Sign("time", "warning", found, _("SANHUI_NOW stands in for the clock: take it out"))
    return Sign("time", "ok", found)


def _settings() -> Sign:
    from sanhui.errors import InputError

    path = settings.file()
    if path is None or not path.exists():
        return Sign("settings", "ok", _("no settings file; everything is as usual"))
    try:
        settings.check()
    except InputError as error:
        first = error.problems[0]
        return Sign("settings", "fault", str(first).partition("\n")[0], first.remedy)
    return Sign("settings", "ok", str(path))


def _days_off(today: dt.date) -> Iterator[Sign]:
    """The official days: which years are known, and whether next year's should be by now."""
    from sanhui.days.official import official_years, origin

    years = official_years()
    found = _("{first} to {last}, of {source}").format(first=min(years), last=max(years), source=origin())
    newer = _("{command}, or read the notice: sanhui holidays import FILE").format(
        command=installing("--upgrade chinesecalendar")
    )
    if today.year not in years:
        text = _("{found}; {year} is missing").format(found=found, year=today.year)
        yield Sign("holidays", "fault", text, newer)
    elif today.month >= _NOTICE_FROM and today.year + 1 not in years:
        text = _("{found}; the notice for {year} may be out by now").format(found=found, year=today.year + 1)
        yield Sign("holidays", "warning", text, newer)
    else:
        yield Sign("holidays", "ok", found)


def _font() -> Sign:
    """The font of pictures, as they find it; without what paints them, by its file's name."""
    from sanhui.errors import SanhuiError
    from sanhui.publish.picture import fonts

    try:
        found = fonts.font(None) if find_spec("PIL") else next(fonts.installed(), None)
    except SanhuiError:
        found = None
    if found is None:
        text = _("no font with Chinese glyphs: the year cannot be painted as a picture")
        return Sign("font", "warning", text, fonts.remedy())
    return Sign("font", "ok", str(found))


def _completion() -> Iterator[Sign]:
    """Whether the usual shell completes; of PowerShell only itself knows."""
    from sanhui.cli.program.completion import shells

    name = Path(os.environ.get("SHELL", "")).name
    if name not in shells.SHELLS:
        return
    if (place := shells.place(name, Path.home())).exists():
        yield Sign("completion", "ok", str(place))
    else:
        found = _("{shell}: not installed").format(shell=name)
        yield Sign("completion", "ok", found, f"sanhui completion {name} --install")


def _extras() -> Iterator[Sign]:
    """What is installed besides; what is not is no fault, until somebody needs it."""
    uses = {
        "sheets": _("Excel workbooks"),
        "documents": _("Word documents"),
        "pages": _("the page of the year"),
        "pictures": _("the year as a picture"),
        "caldav": _("calendars on a server"),
    }
    for extra, modules in EXTRAS.items():
        missing = [module for module in modules if find_spec(module) is None]
        if not missing:
            yield Sign(extra, "ok", uses[extra])
            continue
        found = _("{what}: not installed").format(what=uses[extra])
        yield Sign(extra, "ok", found, installing(f"sanhui[{extra}]"))
