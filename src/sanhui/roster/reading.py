"""Reading a roster: CSV, an Excel workbook or TOML, with Chinese or English headings in any order."""

from __future__ import annotations

from pathlib import Path

from sanhui.errors import InputError, Problem
from sanhui.files import read_text
from sanhui.i18n import _
from sanhui.roster.columns import Header, doubts, find_header
from sanhui.roster.drafts import Draft
from sanhui.roster.model import Roster
from sanhui.roster.table import Table, doubles
from sanhui.sheets.reading import Grid, read_grids


def read_roster(path: Path) -> Roster:
    """Read a roster, by the ending of its name. Raises `InputError` with all problems of the file.

    CSV may be UTF-8 or GB18030, with commas, tabs or semicolons; several roles are separated by `、` or `;`.
    """
    if path.suffix.lower() == ".toml":
        from sanhui.roster.toml_file import TomlFile

        text = TomlFile(read_text(path), str(path))
        return settle(text.drafts(), path, text.problems)
    grid, header = find_sheet(path)
    problems = list(doubts(header, grid, str(path)))
    table = Table(grid, header, str(path))
    drafts = table.drafts()
    return settle(drafts, path, [*problems, *table.problems])


def settle(drafts: tuple[Draft, ...], path: Path, problems: list[Problem]) -> Roster:
    """The roster that the drafts make. Raises `InputError` if anything is wrong with the file or with them."""
    problems += doubles(drafts, str(path))
    problems += [problem for draft in drafts for problem in draft.doubts(str(path))]
    if problems:
        raise InputError(*sorted(problems, key=lambda problem: problem.line or 0))
    return Roster(tuple(draft.member() for draft in drafts), path)


def find_sheet(path: Path) -> tuple[Grid, Header]:
    """The sheet of the file that has names, and where its header is; a hidden one only if no other has any."""
    found = [(grid, find_header(grid)) for grid in read_grids(path)]
    named = [each for each in found if "name" in each[1].columns]
    named = [each for each in named if not each[0].hidden] or named
    if len(named) > 1:
        message = _("several sheets have a column of names: {sheets}").format(
            sheets=_(", ").join(grid.name for grid, _header in named)
        )
        raise InputError(Problem(message, _("keep one of them in the file"), file=str(path)))
    return (named or found)[0]


def read_foreign(path: Path) -> tuple[Roster, tuple[str, ...]]:
    """Read somebody else's table: columns that a roster does not have are passed over, and named."""
    if path.suffix.lower() == ".toml":
        return read_roster(path), ()
    grid, header = find_sheet(path)
    known = Header(header.row, header.columns, {})
    problems = list(doubts(known, grid, str(path)))
    table = Table(grid, header, str(path))
    drafts = table.drafts()
    return settle(drafts, path, [*problems, *table.problems]), tuple(header.others.values())


def is_roster(path: Path) -> bool:
    """Whether a file is a roster by its name; a TOML file may be a plan as well, and is looked into."""
    if path.suffix.lower() != ".toml":
        return bool(path.suffix)
    return any(line.lstrip().startswith("[[member") for line in read_text(path).split("\n"))
