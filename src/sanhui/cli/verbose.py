"""`--verbose`: which files, ledgers and servers a command turns to, on stderr, as it happens.

Python itself tells of it (sys.addaudithook, PEP 578), so nothing that reads or writes has to know, and nothing can be
forgotten. Only the work of the command itself is told, not the program's own modules and catalogues.
"""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sanhui.cli import terminal
from sanhui.i18n import _

_PACKAGE = Path(__file__).parents[1]
#: Where Python and its libraries are, and what the system keeps for them.
_MACHINERY = (
    *{
        os.path.realpath(path) + os.sep
        for path in (*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix)
    },
    *("/etc/", "/proc/", "/sys/", "/dev/", "/usr/share/zoneinfo/"),
)


class _Telling:
    """What has been told of, while a command runs; the hook itself cannot be taken away again."""

    active = False
    installed = False
    began = 0.0
    told: set[tuple[str, str]]


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Tell of everything that the block turns to, and in the end how long it took."""
    _Telling.began = time.perf_counter()
    _Telling.told = set()
    _Telling.active = True
    if not _Telling.installed:
        sys.addaudithook(_hook)
        _Telling.installed = True
    try:
        yield
    finally:
        finish()


def finish() -> None:
    """Sum up, once: before a pager waits for somebody who reads, or in the end."""
    if not _Telling.active:
        return
    _Telling.active = False
    if "chinese_calendar" in sys.modules:
        from sanhui.days.official import origin

        _say(_("official working days: {source}").format(source=origin()))
    _say(_("took {seconds} s").format(seconds=f"{time.perf_counter() - _Telling.began:.2f}"))


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """What Python calls at every event; it must be quick, and must never fail."""
    if not _Telling.active or event not in _EVENTS:
        return
    _Telling.active = False  # what is opened to tell of it is not told
    with contextlib.suppress(Exception):
        _EVENTS[event](*arguments)
    _Telling.active = True


def _opened(path: object, mode: str | None, flags: int) -> None:
    if not isinstance(path, str | bytes | os.PathLike):
        return  # a file that is open already, by its number
    name = os.path.realpath(os.fsdecode(path))
    if _PACKAGE in Path(name).parents:
        if Path(name).parent == _PACKAGE / "rulebook/books":
            _once(_("reads the rulebook"), Path(name).stem)
    elif not name.startswith(_MACHINERY) and not _is_draft(name) and not os.path.isdir(name):  # noqa: PTH112 (no new Path for each)
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR)) or any(letter in (mode or "") for letter in "wax+")
        _once(_("writes") if writes else _("reads"), _short(name))


def _renamed(draft: str | bytes, name: str | bytes) -> None:
    """Files are written under another name, and take their own when they are whole."""
    if _is_draft(os.fsdecode(draft)):
        _once(_("writes"), _short(os.path.realpath(os.fsdecode(name))))


def _is_draft(name: str) -> bool:
    return os.path.basename(name).startswith(".sanhui-")  # noqa: PTH119 (no new Path for each)


def _short(name: str) -> str:
    """A path as it is said from here, whichever way it was opened."""
    here = os.path.realpath(os.curdir) + os.sep
    return name.removeprefix(here)


def _once(verb: str, what: str) -> None:
    if (verb, what) not in _Telling.told:
        _Telling.told.add((verb, what))
        _say(f"{verb} {what}")


def _say(text: str) -> None:
    terminal.insist(_("sanhui: {message}").format(message=text))


def _connected(address: object) -> None:
    host, port, *_rest = address if isinstance(address, tuple) else (address, "")
    _once(_("asks the server"), f"{host}:{port}")


def _ledger(database: object) -> None:
    from urllib.parse import unquote, urlsplit

    name = os.fsdecode(database) if isinstance(database, str | bytes | os.PathLike) else ""
    if name != ":memory:" and not name.endswith(
        "?mode=memory"
    ):  # which stands for a ledger that is not there
        _once(
            _("opens the ledger"), _short(unquote(urlsplit(name).path)) if name.startswith("file:") else name
        )


_EVENTS: Mapping[str, Callable[..., None]] = {
    "open": _opened,
    "os.rename": lambda draft, name, *more: _renamed(draft, name),
    "sqlite3.connect": _ledger,
    "socket.connect": lambda socket, address: _connected(address),
    "subprocess.Popen": lambda executable, *more: _once(_("runs"), os.fsdecode(executable)),
}
