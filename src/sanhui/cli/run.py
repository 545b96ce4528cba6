"""The process: the language, the streams, the command; and every failure as a message and an exit code.

0 fine, 1 findings, 2 wrong use or wrong input, 3 could not do it. Beside these, as every Unix program: 130 after
an interrupt by the keyboard, 141 when the reader of a pipe has gone. A traceback is shown with `--debug` only.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from sanhui.cli import settings, terminal
from sanhui.i18n import Language, _, preferred, speaking

FINE, FINDINGS, WRONG, UNABLE = 0, 1, 2, 3
_INTERRUPTED, _NO_READER = 130, 141

_FLAGS = ("--debug", "--no-color", "--no-pager", "--quiet", "-q", "--verbose", "-v")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code; `argv` is without the program's name."""
    everywhere, rest = global_options(sys.argv[1:] if argv is None else argv)
    rest = _asking_for_help(rest)
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    settings.forget()
    terminal.hush(not {"--quiet", "-q"}.isdisjoint(everywhere))
    # Help texts are made before the command line is parsed, so the language is decided now.
    with speaking(_language(everywhere)):
        try:
            if {"--verbose", "-v"}.isdisjoint(everywhere):
                code = _run([*everywhere, *rest])
            else:
                from sanhui.cli.verbose import telling

                with telling():
                    code = _run([*everywhere, *rest])
            sys.stdout.flush()
        except Exception as error:  # the one place where failures become messages
            if "--debug" in everywhere:
                import traceback

                traceback.print_exc()
            return _failed(error)
        except KeyboardInterrupt:
            _complain(_("Interrupted."))
            return _INTERRUPTED
        return code


def _run(words: list[str]) -> int:
    import typer

    from sanhui.cli.app import command

    root = command()
    if "_SANHUI_COMPLETE" in os.environ:  # a shell asks what may come next
        from sanhui.cli.program.completion.answer import answer

        sys.stdout.write(answer(root, os.environ))
        return FINE
    try:
        with _paged(words), root.make_context("sanhui", list(words)) as context:
            return root.invoke(context) or FINE
    except typer.Exit as done:
        return done.exit_code


def _paged(words: list[str]) -> contextlib.AbstractContextManager[None]:
    """A page of help may be longer than the screen, and begins with what is wanted first."""
    if {"--help", "-h"}.isdisjoint(words):
        return contextlib.nullcontext()
    from sanhui.cli import pager

    return pager.paging(pager.HELP)


def _failed(error: Exception) -> int:
    from sanhui.cli import complaints

    if _reader_has_gone(error):
        # What is still buffered has no reader: the interpreter must not try to write it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NO_READER
    text, code = complaints.account(error)
    _complain(text)
    return code


def _reader_has_gone(error: Exception) -> bool:
    """Whether nobody reads our pipe any more; Windows calls that an invalid argument (bugs.python.org/issue35754)."""
    if isinstance(error, BrokenPipeError):
        return True
    of_a_stream = isinstance(error, OSError) and error.errno == errno.EINVAL and error.filename is None
    return sys.platform == "win32" and of_a_stream


def _complain(text: str) -> None:
    terminal.insist(text)


def _asking_for_help(words: list[str]) -> list[str]:
    """The words, with `help` as people say it: `sanhui`, `sanhui help show`, `sanhui show -help`."""
    if not words or words[0] in ("help", "帮助"):
        return [*words[1:], "--help"]
    return ["--help" if word in ("-help", "-?", "/?") else word for word in words]


def _language(everywhere: list[str]) -> Language:
    """The interface language: an option, the environment, the settings file, the locale, in this order."""
    said = {} if os.environ.get("SANHUI_LANG") else {"SANHUI_LANG": settings.language()}
    return preferred({**os.environ, **said}, everywhere)


def global_options(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options that every command takes, wherever they stood, and the other words."""
    everywhere: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--lang":
            everywhere += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word in _FLAGS or word.startswith("--lang="):
            everywhere.append(word)
        else:
            rest.append(word)
    return everywhere, rest


def _prepare(stream: TextIO) -> None:
    """UTF-8 for files and pipes whatever the locale says; a terminal keeps its encoding, unless that is ASCII.

    Line ends are LF on every system: a program that reads us need not ask which one it was.
    What a stream cannot say becomes an escape instead of an error: an argument may hold undecodable bytes.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return
    known = stream.isatty() and stream.encoding.lower() not in ("ascii", "us-ascii", "ansi_x3.4-1968")
    stream.reconfigure(encoding=None if known else "utf-8", errors="backslashreplace", newline="\n")
