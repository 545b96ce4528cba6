"""Tells of every key of the tables that a plan has, its own and the inherited ones, in which file it stands."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sanhui.errors import Problem
from sanhui.i18n import _
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import ForeignLine, Report, spelled


class Lineage(Report):
    """The problems of a plan that inherits: its own file's, and what does not fit in the files above.

    Key paths are those of the joined tables. `inherit` and `own` say where a path stands instead of the
    same place in the plan's own file; what is inside of it stands there too, unless said otherwise.
    """

    def __init__(self, own: Report, parent: Report) -> None:
        super().__init__(own.file, own.text)
        self._above: set[str] = {parent.file, *(parent._above if isinstance(parent, Lineage) else ())}
        self.own_file = own  # for what is wrong at a path of the own file; the problems are one list
        own.problems = self.problems
        self._homes: dict[KeyPath, tuple[Report, KeyPath]] = {}
        self._refined: dict[KeyPath, KeyPath] = {}

    def inherit(self, path: KeyPath, parent: Report, there: KeyPath) -> None:
        """Say that a path comes from the parent's tables, where it is `there`."""
        self._homes[path] = (parent, there)

    def own(self, path: KeyPath, there: KeyPath) -> None:
        """Say that a path stands in the plan's own file, where it is `there`."""
        self._homes[path] = (self.own_file, there)

    def refine(self, path: KeyPath, there: KeyPath) -> None:
        """Say that an inherited table is refined by one of the plan's own file."""
        self._refined[path] = there

    def home(self, path: KeyPath) -> tuple[Report, KeyPath]:
        """Return the report of the file in which a key path stands, and what the path is there."""
        for end in range(len(path), 0, -1):
            if found := self._homes.get(path[:end]):
                report, there = found
                return report.home((*there, *path[end:]))
        return self.own_file, path

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key path; a `ForeignLine` when it stands in another file."""
        report, there = self.home(path)
        number = report.line(there)
        if report is self.own_file or number is None:
            return number
        return ForeignLine(number, Path(report.file))

    def sources(self, path: KeyPath) -> tuple[Path, ...]:
        """Return the files that an activity or a task comes from, the oldest first; none for the own file alone."""
        found = self._homes.get(path)
        if found is None or found[0] is self.own_file:
            return ()
        report, there = found
        above = report.sources(there) or (Path(report.file),)
        return (*above, Path(self.file)) if path in self._refined else above

    def ordered(self) -> list[Problem]:
        """Return the problems in order. The files above are right for themselves: blame them only if nothing else is wrong."""
        problems = super().ordered()
        return [each for each in problems if each.file not in self._above] or problems

    def _add(self, path: KeyPath, problem: Problem) -> None:
        """Blame what refines: the files above have been found to be right for themselves."""
        there = self._refined.get(path[:2])
        if there is not None and problem.file != self.file:
            message = _("{message} (inherited: {key} of {file}, line {line})").format(
                message=problem.message,
                key=problem.key.rpartition(".")[2],
                file=problem.file,
                line=problem.line,
            )
            problem = msgspec.structs.replace(
                problem,
                message=message,
                file=self.file,
                line=self.own_file.line(there),
                column=1,
                key=spelled(there),
                value=None,
            )
        super()._add(path, problem)
