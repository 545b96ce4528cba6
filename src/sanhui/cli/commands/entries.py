"""What a command is declared by: its words, where its function is, and what it says of itself.

Declarations cost nothing: until a command is asked for, its module is not imported, and no parameter is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, Any] = MappingProxyType({})


class Entry:
    """One command. `home` is the module of sanhui.cli and the function in it: `plan.show:show`.

    `settings` are for the parser of its words, as Typer's context_settings. (A NamedTuple takes 0.1 ms to be made.)
    """

    def __init__(self, name: str, home: str, help: str, settings: Mapping[str, Any] = _NONE) -> None:  # noqa: A002
        self.name = name
        self.home = home
        self.help = help
        self.settings = settings


class Family:
    """Commands that share their first word; with `default` the first of them may go unnamed: `sanhui holidays 2026`."""

    def __init__(
        self,
        name: str,
        help: str,  # noqa: A002
        entries: tuple[Entry | Family, ...],
        default: bool = False,
    ) -> None:
        self.name = name
        self.help = help
        self.entries = entries
        self.default = default


class Chapter:
    """What stands under one heading in `--help`."""

    def __init__(self, title: str, entries: tuple[Entry | Family, ...]) -> None:
        self.title = title
        self.entries = entries
