"""A bar for long work, on stderr and only on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sanhui.cli import terminal


class Working(NamedTuple):
    """How to show that work goes on, and how to say something meanwhile."""

    progress: Callable[[int, int], None]
    say: Callable[[str], None]


@contextlib.contextmanager
def working(text: str) -> Iterator[Working]:
    """While the block runs, a bar with this text; it is gone afterwards."""
    if not sys.stderr.isatty():
        yield Working(lambda done, of: None, terminal.say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(text, total=None)
        yield Working(
            lambda done, of: bar.update(task, completed=done, total=of),
            lambda said: console.print(terminal.harmless(said), markup=False, soft_wrap=True),
        )
