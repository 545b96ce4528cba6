"""Long listings page by page: when stdout is a terminal, and only what does not fit on its screen.

What a command says meanwhile (stderr) is kept in its place among what it lists, so that nothing is written over the
pager's screen. A pager that cannot be started, or is not there, costs nothing: the listing is printed.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import TextIO

from sanhui.cli import settings, terminal
from sanhui.i18n import _

#: Stands for any page of help.
HELP = "sanhui --help"
#: The commands whose listings may be longer than a screen. None of them asks anything.
LONG = frozenset(
    "sanhui " + words
    for words in (
        "--help",
        *(
            "show",
            "next",
            "check",
            "audit",
            "explain",
            "attendance",
            "diff",
            "notice",
            "when",
            "schema",
            "doctor",
        ),
        *("task list", "task show", "roster list", "roster show", "roster check", "roster diff"),
        *("points list", "leave list", "makeup list", "attach list", "attach verify", "waive list"),
        *("ledger info", "ledger verify", "ledger log", "rules list", "rules show", "rules check"),
        *("holidays year", "config list", "report quarter", "report half", "report year"),
        *("template list", "template show", "template check"),
    )
)
_USUAL = "less -FRX"  # ends by itself when it fits, shows colours, leaves the text on the screen
_PROMPT = "SPACE = next page, b = back, q = quit"  # in ASCII: less 590 garbles a prompt of anything else
_NONE = "off"
_STYLES = r"\x1b\[[0-9;]*m"


@contextlib.contextmanager
def paging(command: str) -> Iterator[None]:
    """Keep what a command lists until it ends; then show it, in the pager if it is long."""
    program = _program() if command in LONG and sys.stdout.isatty() else None
    if program is None:
        yield
        return
    kept = _Kept(sys.stdout)
    try:
        with contextlib.redirect_stdout(kept), terminal.talking_to(kept.talk):
            yield
    finally:  # also of what failed midway
        if not (kept.rows() >= shutil.get_terminal_size().lines and _shown(program, kept.text())):
            kept.replay()


class _Kept(io.TextIOBase):
    """Stands for stdout: a terminal that keeps what is written, with what is said meanwhile."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._parts: list[tuple[TextIO, str]] = []

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What the terminal can show."""
        return self._stream.encoding

    def isatty(self) -> bool:
        """Colours and widths are the terminal's."""
        return True

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, text: str, /) -> int:
        """Keep a text; nothing else, as every text stream: Typer finds out by trying."""
        if not isinstance(text, str):
            raise TypeError
        self._parts.append((self._stream, text))
        return len(text)

    def talk(self, text: str) -> None:
        """Keep what is said; a stderr that goes elsewhere is not for the pager."""
        if sys.stderr.isatty():
            self._parts.append((sys.stderr, text))
        else:
            sys.stderr.write(text)

    def text(self) -> str:
        """Everything in its order."""
        return "".join(text for _stream, text in self._parts)

    def rows(self) -> int:
        """How many rows of the terminal it takes."""
        from sanhui.publish.terminal.columns import width

        room = shutil.get_terminal_size().columns or 80
        lines = re.sub(_STYLES, "", self.text()).splitlines()
        return sum(max(1, -(-width(line) // room)) for line in lines)

    def replay(self) -> None:
        """Write everything where it was meant to go."""
        for stream, text in self._parts:
            stream.write(text)
            stream.flush()


def _said() -> str:
    """Which pager somebody asked for; empty where nobody did."""
    return settings.value("pager").text or os.environ.get("PAGER", "").strip()


def _program() -> list[str] | None:
    """The pager with its options, or None: the settings, PAGER, or `less` where there is one."""
    import shlex

    said = _said()
    if said == _NONE or os.environ.get("TERM") == "dumb":
        return None
    words = shlex.split(said or _USUAL, posix=os.name != "nt")
    if shutil.which(words[0]) is None:
        if said:
            text = _("the pager “{program}” is not there; “sanhui config set pager off” does without")
            terminal.insist(text.format(program=words[0]))
        return None
    return words


def _shown(program: list[str], text: str) -> bool:
    """Run the pager until it is left, however; whether it could be started."""
    import signal
    import subprocess

    sys.stderr.write(
        ""
    )  # whatever line of ours still tells of waiting goes, before the screen is the pager's
    try:
        process = subprocess.Popen(program, stdin=subprocess.PIPE, env=_environment(os.environ))
    except OSError:
        return False
    # An interrupt is the pager's to understand. It inherited the usual answer to it, before this one was set.
    answer = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text.encode("utf-8", "backslashreplace"))  # a pager that is left early is fine
    finally:
        signal.signal(signal.SIGINT, answer)
    return True


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What less needs to show colours and Chinese whatever the locale says, unless somebody has decided.

    Whoever did not choose it may never have seen it: its prompt says how to go on and how to leave, and what they type at it,
    taking it for the shell, writes no files.
    """
    usual = {"LESS": f"FRX-Ps{_PROMPT}$", "LESSCHARSET": "utf-8"}
    return {**usual, **({} if _said() else {"LESSSECURE": "1"}), **environ}
