"""A roster's file, renewed: what did not change stays as it is written, as far as the form of the file allows."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from sanhui.errors import InputError, Problem
from sanhui.files import encoding_of, read_bytes, read_text
from sanhui.i18n import Language, _, speaking
from sanhui.roster.model import Member, Roster
from sanhui.roster.reading import find_sheet, read_roster
from sanhui.roster.writing import csv_rows, csv_text, toml_table, toml_text
from sanhui.sheets.reading import delimiter_of


def renewed(path: Path, roster: Roster, language: Language) -> bytes:
    """The bytes of a roster's file with these members; for a path without a file, those of a new one in a language.

    CSV keeps its encoding, what separates its cells and what stands above its headings, TOML its comments. Workbooks are
    somebody's layout: they are not written over, and raise `InputError`.
    """
    ending = path.suffix.lower()
    if ending not in (".toml", ".csv", ".tsv", ".txt"):
        message = _("only CSV and TOML are written over, not a workbook")
        remedy = _("keep the roster as CSV: sanhui roster export {file} -o roster.csv").format(file=path)
        raise InputError(Problem(message, remedy, file=str(path)))
    with speaking(language):
        if ending == ".toml":
            return (_toml(path, roster) if path.exists() else toml_text(roster)).encode()
        return _csv(path, roster) if path.exists() else csv_text(roster).encode()


def _csv(path: Path, roster: Roster) -> bytes:
    """The table in the encoding of the file, with what separates its cells and ends its lines."""
    before = read_bytes(path)
    text = read_text(path, gb18030=True)
    grid, header = find_sheet(path)
    out = io.StringIO()
    ending = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(out, delimiter=delimiter_of(text.splitlines()), lineterminator=ending)
    writer.writerows(grid.rows[: header.row - 1])
    writer.writerows(csv_rows(roster))
    return out.getvalue().encode(encoding_of(before))


def _toml(path: Path, roster: Roster) -> str:
    """The text with the tables of changed members written anew, and new ones at its end."""
    import tomlkit

    known = {member.key: (number, member) for number, member in enumerate(read_roster(path).members)}
    document: Any = tomlkit.parse(read_text(path))
    for member in roster.members:
        number, before = known.get(member.key, (None, None))
        if number is None:
            document["member"].append(toml_table(member))
        elif before is not None and _told(before) != _told(member):
            document["member"][number] = toml_table(member)
    return tomlkit.dumps(document)


def _told(member: Member) -> str:
    """What the file says of a member, without the lines that it stands in."""
    import tomlkit

    return tomlkit.dumps({"member": [toml_table(member)]})
