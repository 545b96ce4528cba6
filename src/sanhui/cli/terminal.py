"""What leaves the program: data on stdout, talk on stderr, colours where a terminal shows them.

Data is what somebody reads on: a listing, a file, JSON, how a thing stands after a change, the path of what was made. That
something was recorded, written or not found is talk.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sanhui.cli import settings

if TYPE_CHECKING:
    from sanhui.publish.terminal.columns import Line


def _to_stderr(text: str) -> object:
    return sys.stderr.write(text)


class _Talk:
    """How this process talks: whether at all, and where to."""

    quiet = False
    write: Callable[[str], object] = staticmethod(_to_stderr)


_talk = _Talk()


def room() -> int | None:
    """How many cells a line may have: COLUMNS, or the terminal's; without limit in a pipe or a file."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns or None
    return None


def screen() -> int | None:
    """How many cells a line may have when somebody looks at it; without limit elsewhere, also where COLUMNS is set."""
    return shutil.get_terminal_size().columns or 80 if sys.stdout.isatty() else None


def write(text: str) -> None:
    """Write data; a line feed is added where the text has none."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def write_bytes(data: bytes) -> None:
    """Write data that is no text, or whose line ends matter."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_json(value: Any) -> None:
    """Write JSON as all commands do."""
    import json

    write(json.dumps(value, ensure_ascii=False, indent=2))


def write_lines(lines: Iterable[Line]) -> None:
    """Write laid-out lines, coloured where that is wanted and possible."""
    if not coloured():
        from sanhui.publish.terminal.columns import plain

        sys.stdout.write(plain(lines))
        return
    from rich.console import Console
    from rich.segment import Segment, Segments
    from rich.style import Style

    console = Console(file=sys.stdout, force_terminal=True, highlight=False)
    segments: list[Segment] = []
    for line in lines:
        segments += [Segment(text, Style.parse(style) if style else None) for text, style in line]
        segments.append(Segment.line())
    console.print(Segments(segments), end="", soft_wrap=True)


def painted(line: Line) -> str:
    """A line for a screen of one's own, with its styles; where colours are not wanted only those that are none."""
    from rich.style import Style

    coloured = settings.value("colour").text != "never"
    plain = ("bold", "dim", "reverse")
    return "".join(
        Style.parse(" ".join(word for word in style.split() if coloured or word in plain)).render(
            harmless(text)
        )
        for text, style in line
    )


def say(text: str) -> None:
    """Say something to the person at the terminal, unless --quiet was asked for."""
    if not _talk.quiet:
        insist(text)


def insist(text: str) -> None:
    """Say what is said even with --quiet: a warning, or a question and what belongs to it."""
    _talk.write(_on_screen(harmless(text)) + "\n")


def _on_screen(text: str) -> str:
    """Talk in lines that the screen has room for; what goes to a file, and what a caret points at, stays as it is."""
    if not sys.stderr.isatty():
        return text
    from sanhui.publish.terminal.columns import hanging

    lines = text.split("\n")
    pointed = [line.strip() == "^" for line in [*lines[1:], ""]]
    cells = shutil.get_terminal_size().columns or 80
    return "\n".join(
        piece
        for line, whole in zip(lines, pointed, strict=True)
        for piece in ([line] if whole else hanging(line, cells))
    )


def hush(quiet: bool) -> None:
    """Be quiet from now on, or not."""
    _talk.quiet = quiet


@contextlib.contextmanager
def talking_to(write: Callable[[str], object]) -> Iterator[None]:
    """Let what is said in the block go elsewhere than to stderr."""
    before, _talk.write = _talk.write, write
    try:
        yield
    finally:
        _talk.write = before


def harmless(text: str) -> str:
    """The text without characters that would command a terminal; line feeds and tabs stay."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", lambda found: f"\\x{ord(found[0]):02x}", text)


def watched() -> bool:
    """Whether somebody sits before stderr and wants to know what goes on."""
    return sys.stderr.isatty() and not _talk.quiet and os.environ.get("TERM") != "dumb"


def coloured() -> bool:
    """As the settings say, which know NO_COLOR (no-color.org) and FORCE_COLOR; otherwise where a terminal is not dumb."""
    said = settings.value("colour").text
    if said in ("always", "never"):
        return said == "always"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
