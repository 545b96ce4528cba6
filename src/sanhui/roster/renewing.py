"""A roster's file, renewed: what did not change stays as it is written, as far as the form of the file allows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from sanhui.errors import InputError, Problem, UnableError
from sanhui.files import encoding_of, read_bytes, read_text
from sanhui.i18n import Language, _, speaking
from sanhui.roster.model import Roster
from sanhui.roster.reading import find_sheet, read_roster
from sanhui.roster.toml_file import TomlFile
from sanhui.roster.writing import csv_rows, csv_text, table, toml_text
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
    if ending == ".toml":
        return _toml(path, roster, language) if path.exists() else _told(roster, language).encode()
    table(roster)  # what no table holds is told in the language of the terminal
    with speaking(language):
        return _csv(path, csv_rows(roster)) if path.exists() else csv_text(roster).encode()


def _csv(path: Path, rows: Iterable[Sequence[str]]) -> bytes:
    """The table in the encoding of the file, with what separates its cells and ends its lines."""
    before = read_bytes(path)
    text = read_text(path, gb18030=True)
    grid, header = find_sheet(path)
    out = io.StringIO()
    ending = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(out, delimiter=delimiter_of(text.splitlines()), lineterminator=ending)
    writer.writerows(grid.rows[: header.row - 1])
    writer.writerows(rows)
    return out.getvalue().encode(encoding_of(before))


def _toml(path: Path, roster: Roster, language: Language) -> bytes:
    """The file with the tables of changed members written anew, and new ones at its end.

    tomlkit would take the comment above the next member away with the table before it, end lines by LF in a file of CRLF,
    and write what is no TOML into a list in brackets. So the text is cut where the tables begin, and read again.
    """
    text = read_text(path)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = [
        line + "\n" for line in text.split("\n")
    ]  # of the characters that may end a line, TOML knows this alone
    lines[-1] = lines[-1][:-1]
    before = read_roster(path)
    begins = [(member.line or 1) - 1 for member in before.members]
    if not all(lines[at].lstrip().startswith("[[") for at in begins):
        message = _("only members under headings of their own are written over")
        remedy = _("write [[{name}]], with two brackets, above each").format(name="member")
        raise InputError(Problem(message, remedy, file=str(path)))
    new = {member.key: _told(Roster((member,), path), language) for member in roster.members}
    pieces = ["".join(lines[: begins[0]])]
    for member, begin, end in zip(before.members, begins, [*begins[1:], len(lines)], strict=True):
        written = lines[begin:end]
        told = new.pop(member.key)
        if told != _told(Roster((member,), path), language):
            written = [told.replace("\n", ending), *_comments(written)]
        pieces.append("".join(written))
    for told in new.values():
        gap = "\n" if pieces[-1].endswith("\n") else "\n\n"
        pieces.append((gap + told).replace("\n", ending))
    renewed_text = "".join(pieces)
    again = TomlFile(renewed_text, str(path))
    members = tuple(draft.member() for draft in again.drafts())
    if again.problems or _told(Roster(members, path), language) != _told(roster, language):
        message = _("the file is laid out in a way that this change cannot be added to")
        remedy = _("write each member under [[member]], and what is theirs below it")
        raise UnableError(f"{message}\n  → {remedy}")
    return renewed_text.encode(encoding_of(read_bytes(path)))


def _comments(written: Sequence[str]) -> list[str]:
    """What is kept of a member's table that is written anew: the lines with a comment, and all below the table."""
    own = [n for n, line in enumerate(written, 1) if line.strip() and not line.lstrip().startswith("#")]
    end = max(own, default=1)
    return [*(line for line in written[:end] if line.lstrip().startswith("#")), *written[end:]]


def _told(roster: Roster, language: Language) -> str:
    """What the file says of members, without the lines that they stand in."""
    with speaking(language):
        return toml_text(roster)
