"""Every text that a user sees passes through here: a gettext catalogue, with English as the source language.

Two languages are in play at once. The person at the terminal reads the *interface* language, from the locale.
A calendar or a table is read by the members, so what is published is in the *plan's* language: it must not
change with the clerk's locale, or the same plan would give different bytes. `speaking` switches for a while.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]

_CHINESE = 0x04  # LANG_CHINESE
_CATALOGUE = Path(__file__).with_name("locale") / "zh_CN/LC_MESSAGES/sanhui.mo"
_language: contextvars.ContextVar[Language] = contextvars.ContextVar("language", default="en")


class Catalogue:
    """The messages of a compiled catalogue, each looked up when it is said.

    The standard library's `gettext` reads all of them first, which is 6 ms at every start for two thousand. The
    format is GNU's: messages stand sorted, the plural after the singular and a null; Chinese has one form for both.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order: Literal["little", "big"] = "little" if data[:4] == b"\xde\x12\x04\x95" else "big"
        self._size, self._messages, self._said = (self._number(at) for at in (8, 12, 16))

    def _number(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], self._order)

    def _text(self, table: int, index: int) -> bytes:
        """The text up to a null: the singular, and its only form."""
        length, start = self._number(table + 8 * index), self._number(table + 8 * index + 4)
        return self._data[start : start + length].partition(b"\0")[0]

    def find(self, message: str) -> str:
        """What is said for a message; itself if there is nothing. Where the empty one stands, the file has notes on itself."""
        wanted = message.encode()
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            if self._text(self._messages, middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if wanted and low < self._size and self._text(self._messages, low) == wanted:
            return self._text(self._said, low).decode()
        return message


@functools.cache
def _catalogue() -> Catalogue:
    return Catalogue(_CATALOGUE.read_bytes())


@functools.lru_cache(maxsize=4096)
def _chinese(message: str) -> str:
    return _catalogue().find(message)


def _(message: str) -> str:
    """The message in the language being spoken now."""
    return _chinese(message) if _language.get() == "zh" else message


def N_(message: str) -> str:  # noqa: N802 - the name that gettext gives to this
    """Mark a message for translation that is translated later, where it is shown."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things, in the language being spoken now."""
    if _language.get() == "zh":
        return _chinese(one)
    return one if n == 1 else many


def language() -> Language:
    """The language being spoken now."""
    return _language.get()


@contextlib.contextmanager
def speaking(wanted: Language) -> Iterator[None]:
    """Speak another language inside a `with` block."""
    token = _language.set(wanted)
    try:
        yield
    finally:
        _language.reset(token)


def preferred(environ: Mapping[str, str] = os.environ, argv: list[str] | None = None) -> Language:
    """The interface language: `--lang`, then SANHUI_LANG, then the POSIX locale variables, then Windows; English otherwise.

    `--lang` is looked for by hand because the help texts are made before the command line is parsed.
    """
    words = sys.argv[1:] if argv is None else argv
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang":
            return "zh" if following.lower().startswith("zh") else "en"
        if word.startswith("--lang="):
            return "zh" if word[7:].lower().startswith("zh") else "en"
    for name in ("SANHUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return _of_windows() if sys.platform == "win32" else "en"


def _of_windows() -> Language:  # pragma: no cover - another system
    """The language of the user interface of Windows, which sets none of these variables."""
    if sys.platform != "win32":
        return "en"
    import ctypes

    # The low ten bits are the language, whatever the region: learn.microsoft.com, “Language Identifiers”.
    return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE else "en"
