"""What a command is declared by: its words, where its function is, and what it says of itself.

Declarations cost nothing: until a command is asked for, its module is not imported, and no parameter is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """One command. `home` is the module of sanhui.cli and the function in it: `look:show`."""

    name: str
    home: str
    help: str
    settings: Mapping[str, Any] = {}  # for the parser of its words, as Typer's context_settings


class Family(NamedTuple):
    """Commands that share their first word; with `default` the first of them may go unnamed: `sanhui holidays 2026`."""

    name: str
    help: str
    entries: tuple[Entry | Family, ...]
    default: bool = False


class Chapter(NamedTuple):
    """What stands under one heading in `--help`."""

    title: str
    entries: tuple[Entry | Family, ...]
