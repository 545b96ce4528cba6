"""Collects what is wrong with one TOML file, and finds the line of each problem when there is any."""

from __future__ import annotations

import functools
from pathlib import Path

from sanhui.errors import InputError, Problem
from sanhui.plan.positions import KeyPath, Positions

_SHOWN = 60  # so many characters of a value say which one is meant


class ForeignLine(int):
    """The number of a line of another file than the plan's own, with that file: what is inherited stands there."""

    file: Path

    def __new__(cls, number: int, file: Path) -> ForeignLine:
        """Give a line number its file."""
        line = super().__new__(cls, number)
        line.file = file
        return line


def file_of(line: int | None, plan: Path) -> Path:
    """The file in which a line of a plan stands: the plan's own, unless it is inherited."""
    return line.file if isinstance(line, ForeignLine) else plan


class Report:
    """The problems of one file.

    `at_value` points at a value and shows it as it was written, `at_key` at a key or a table. Both take
    the key path and find the line themselves. The text is searched for lines when the first one is asked for.
    What follows from a problem is none of its own: nothing is reported twice at one path, nor inside of what
    has been reported.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.text = text
        self._paths: set[KeyPath] = set()

    def knows(self, path: KeyPath) -> bool:
        """Whether something has been reported at the path or around it."""
        return any(path[:end] in self._paths for end in range(len(path) + 1))

    def silence(self, path: KeyPath) -> None:
        """Take what would be reported at the path or inside of it for said."""
        self._paths.add(path)

    @functools.cached_property
    def _positions(self) -> Positions:
        return Positions(self.text)

    def at_value(
        self,
        path: KeyPath,
        message: str,
        remedy: str = "",
        *,
        index: int | None = None,
        text: str | None = None,
    ) -> None:
        """Report a value; `index` is the character of a string value that is to blame, from 0.

        `text` is shown instead of what the file says, for a value that is not spelled out there.
        """
        home, own = self.home(path)
        positions = home._positions
        place = positions.find(own)
        line = column = None
        if place is not None:
            exact = own in positions.places
            if exact and text is None and place.last > place.first:
                text = _shortened(positions.text[place.first : place.last])
            offset = place.key
            if exact:
                offset = place.first if index is None else positions.inside(place, index)
            line, column = positions.line_column(offset)
        self._add(path, Problem(message, remedy, home.file, line, column, spelled(own), text))

    def at_key(self, path: KeyPath, message: str, remedy: str = "") -> None:
        """Report a key or a table: that it is there, or, if it is not, the table that lacks it."""
        home, own = self.home(path)
        place = home._positions.find(own)
        line, column = home._positions.line_column(place.key) if place else (None, None)
        self._add(path, Problem(message, remedy, home.file, line, column, spelled(own)))

    def elsewhere(self, path: KeyPath, problems: tuple[Problem, ...]) -> None:
        """Report what is wrong with another file that this one names.

        Where the file as a whole cannot be read, the place that names it is as important as the file.
        """
        for problem in problems:
            if problem.line is None:
                self.at_value(path, problem.message, problem.remedy)
            else:
                self.problems.append(problem)

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key path, from 1; a `ForeignLine` when it stands in another file."""
        place = self._positions.find(path)
        return self._positions.line_column(place.key)[0] if place else None

    def home(self, path: KeyPath) -> tuple[Report, KeyPath]:
        """Return the report of the file in which a key path stands, and what the path is there.

        The same, unless tables are inherited (`sanhui.plan.lineage`).
        """
        return self, path

    def number(self, path: KeyPath) -> int:
        """Return the place of an array's element in its file, from 1."""
        there = self.home(path)[1]
        return int(there[-1]) + 1

    def folder(self, path: KeyPath) -> Path:
        """Return the folder that a file which is named at a key path is relative to."""
        return Path(self.home(path)[0].file).parent

    def sources(self, path: KeyPath) -> tuple[Path, ...]:
        """Return the files that an activity or a task comes from, the oldest first; none for the own file alone."""
        return ()

    def check(self) -> None:
        """Raise `InputError` with all problems so far, in the order of the file, if there are any."""
        if self.problems:
            raise InputError(*self.ordered())

    def ordered(self) -> list[Problem]:
        """Return the problems in the order of the file, those of other files after them."""
        return sorted(self.problems, key=self._order)

    def _order(self, problem: Problem) -> tuple[bool, int, int]:
        return problem.file != self.file, problem.line or 0, problem.column or 0

    def _add(self, path: KeyPath, problem: Problem) -> None:
        if not self.knows(path):
            self._paths.add(path)
            self.problems.append(problem)


def spelled(path: KeyPath) -> str:
    """Write a key path as people do: `activity[2].when`, arrays counted from 1."""
    words = []
    for part in path:
        if isinstance(part, int):
            words.append(f"[{part + 1}]")
        else:
            bare = part.isascii() and part.replace("-", "").replace("_", "").isalnum()
            words.append(("." if words else "") + (part if bare else f'"{part}"'))
    return "".join(words)


def _shortened(written: str) -> str:
    line = written.partition("\n")[0]
    return line if line == written and len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
