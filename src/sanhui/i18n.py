"""Every text that a user sees passes through here: gettext, with English as the source language.

Two languages are in play at once. The person at the terminal reads the *interface* language, from the locale.
A calendar or a table is read by the members, so what is published is in the *plan's* language: it must not
change with the clerk's locale, or the same plan would give different bytes. `speaking` switches for a while.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import gettext
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]

_CHINESE = 0x04  # LANG_CHINESE
_LOCALES = Path(__file__).with_name("locale")
_language: contextvars.ContextVar[Language] = contextvars.ContextVar("language", default="en")


@functools.cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("sanhui", _LOCALES, languages=["zh_CN"], fallback=True)


def _(message: str) -> str:
    """The message in the language being spoken now."""
    return _catalogue(_language.get()).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext gives to this
    """Mark a message for translation that is translated later, where it is shown."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things, in the language being spoken now."""
    return _catalogue(_language.get()).ngettext(one, many, n)


def language() -> Language:
    """The language being spoken now."""
    return _language.get()


def speak(wanted: Language) -> None:
    """Set the language for the rest of the process."""
    _language.set(wanted)


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


def _of_windows() -> Language:
    """The language of the user interface of Windows, which sets none of these variables."""
    if sys.platform != "win32":
        return "en"
    import ctypes

    # The low ten bits are the language, whatever the region: learn.microsoft.com, “Language Identifiers”.
    return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE else "en"
