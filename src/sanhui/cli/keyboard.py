"""A terminal key by key: what was pressed, and a screen of one's own that is gone afterwards.

Where a terminal cannot (TERM=dumb, a pipe, an old console of Windows), `usable` says so, and whoever asks has another way.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

#: What is pressed, besides characters that stand for themselves.
UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END = "up", "down", "page up", "page down", "home", "end"
ENTER, ESCAPE, ERASE, RESIZED, GONE = "enter", "escape", "erase", "resized", "gone"

_ESCAPES = {
    "[A": UP, "OA": UP, "[B": DOWN, "OB": DOWN,
    "[5~": PAGE_UP, "[6~": PAGE_DOWN,
    "[H": HOME, "OH": HOME, "[1~": HOME, "[7~": HOME,
    "[F": END, "OF": END, "[4~": END, "[8~": END,
}  # fmt: skip
_CONTROLS = {"\r": ENTER, "\n": ENTER, "\x7f": ERASE, "\x08": ERASE, "\x03": GONE, "\x04": GONE, "\x1a": GONE}
# The second character of a function key, after \x00 or \xe0 (msvcrt.getwch).
_WINDOWS = {"H": UP, "P": DOWN, "I": PAGE_UP, "Q": PAGE_DOWN, "G": HOME, "O": END}
_PAUSE = 0.1  # seconds in which the rest of an escape sequence comes, also over a slow line

_OWN_SCREEN, _BACK = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"


class Terminal(NamedTuple):
    """The next key, the size as columns and lines, and how to draw a whole screen of lines."""

    key: Callable[[], str]
    size: Callable[[], tuple[int, int]]
    draw: Callable[[list[str]], None]


def usable() -> bool:
    """Whether there is a terminal that can be asked key by key, and drawn on."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM") == "dumb":
        return False
    return _draws_on_windows() if sys.platform == "win32" else bool(os.environ.get("TERM"))


@contextlib.contextmanager
def opened() -> Iterator[Terminal]:
    """The terminal key by key, as it was again afterwards. Ctrl-C is `GONE`, and so is an ended input."""
    sys.stderr.flush()
    with _windows() if sys.platform == "win32" else _posix() as key:
        _write(_OWN_SCREEN)
        try:
            yield Terminal(key, _size, _draw)
        finally:
            _write(_BACK)


def keys_in(text: str) -> tuple[list[str], str]:
    """The keys that stand for a text from a terminal, and what may be the beginning of one more."""
    found: list[str] = []
    while text:
        if text[0] != "\x1b":
            found.append(_CONTROLS.get(text[0], text[0]))
            text = text[1:]
            continue
        end = _end_of_sequence(text)
        if end is None:
            return found, text
        if known := _ESCAPES.get(text[1:end]):
            found.append(known)
        text = text[end:]
    return found, ""


def _end_of_sequence(text: str) -> int | None:
    """Where an escape sequence ends (ECMA-48, 5.4); None while it may go on."""
    if len(text) < 2:
        return None
    if text[1] == "O":
        return 3 if len(text) > 2 else None
    if text[1] != "[":
        return 2
    return next((at + 1 for at in range(2, len(text)) if "@" <= text[at] <= "~"), None)


def _size() -> tuple[int, int]:
    try:
        found = os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        return 80, 24
    return found.columns or 80, found.lines or 24


def _draw(lines: list[str]) -> None:
    """Draw over what is there, so that nothing flickers."""
    _write("\x1b[H" + "\x1b[K\r\n".join(lines) + "\x1b[K\x1b[J")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


@contextlib.contextmanager
def _posix() -> Iterator[Callable[[], str]]:
    if sys.platform == "win32":
        raise NotImplementedError  # mypy reads the rest as another system
    import signal
    import termios
    import tty

    stdin = sys.stdin.fileno()
    before = termios.tcgetattr(stdin)
    inside, outside = os.pipe()
    os.set_blocking(outside, False)
    woken = [signal.SIGWINCH, signal.SIGCONT]
    handlers = {number: signal.signal(number, lambda *_: None) for number in woken}
    former = signal.set_wakeup_fd(outside, warn_on_full_buffer=False)
    try:
        tty.setraw(stdin, termios.TCSADRAIN)
        yield _Keys(stdin, inside, lambda: tty.setraw(stdin, termios.TCSADRAIN))
    finally:
        signal.set_wakeup_fd(former)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        termios.tcsetattr(stdin, termios.TCSADRAIN, before)
        os.close(inside)
        os.close(outside)


class _Keys:
    """Reads a terminal until a whole key is there."""

    def __init__(self, stdin: int, woken: int, again: Callable[[], object]) -> None:
        self._stdin, self._woken, self._again = stdin, woken, again
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._ready: list[str] = []
        self._rest = ""

    def __call__(self) -> str:
        import select

        while not self._ready:
            waiting, _out, _failed = select.select(
                [self._stdin, self._woken], [], [], _PAUSE if self._rest else None
            )
            if self._woken in waiting:  # another size, or brought back to the foreground
                os.read(self._woken, 64)
                self._again()
                return RESIZED
            if not waiting:  # the escape key itself
                self._rest = ""
                return ESCAPE
            data = os.read(self._stdin, 1024)
            if not data:
                return GONE
            self._ready, self._rest = keys_in(self._rest + self._decoder.decode(data))
        return self._ready.pop(0)


@contextlib.contextmanager
def _windows() -> Iterator[Callable[[], str]]:
    import importlib

    getwch: Callable[[], str] = importlib.import_module("msvcrt").getwch

    def key() -> str:
        while True:
            pressed = getwch()
            if pressed not in "\x00\xe0":
                return ESCAPE if pressed == "\x1b" else _CONTROLS.get(pressed, pressed)
            if known := _WINDOWS.get(getwch()):
                return known

    yield key


def _draws_on_windows() -> bool:
    """Ask the console to understand escape sequences (ENABLE_VIRTUAL_TERMINAL_PROCESSING); older ones cannot."""
    import ctypes
    import importlib

    try:
        handle = importlib.import_module("msvcrt").get_osfhandle(sys.stderr.fileno())
        kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        mode = ctypes.c_uint32()
        return bool(
            kernel.GetConsoleMode(ctypes.c_void_p(handle), ctypes.byref(mode))
            and kernel.SetConsoleMode(ctypes.c_void_p(handle), mode.value | 4)
        )
    except (ImportError, OSError):
        return False
