"""What leaves the program: data on stdout, talk on stderr, colours where a terminal shows them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanhui.publish.columns import Line


def room() -> int | None:
    """How many cells a line may have: COLUMNS, or the terminal's; without limit in a pipe or a file."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns or None
    return None


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
    if not _coloured():
        from sanhui.publish.columns import plain

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


def say(text: str) -> None:
    """Say something to the person at the terminal."""
    sys.stderr.write(harmless(text) + "\n")


def harmless(text: str) -> str:
    """The text without characters that would command a terminal; line feeds and tabs stay."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", lambda found: f"\\x{ord(found[0]):02x}", text)


def _coloured() -> bool:
    """NO_COLOR (no-color.org) forbids, FORCE_COLOR demands; otherwise a terminal that is not dumb has colours."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
