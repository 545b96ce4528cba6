"""The roster (名册): who is due. A CSV table with a member a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.files import read_text
from sanhui.i18n import _

# What may stand above a column; the first name of each is the one that messages use.
_HEADERS = {
    "id": ("编号", "id", "工号", "no"),
    "name": ("姓名", "name"),
    "group": ("党小组", "group", "小组", "所在党小组"),
    "roles": ("职务", "roles", "role", "党内职务"),
    "status": ("状态", "status"),
}
_SEPARATORS = re.compile(r"[、;；]")
_PEOPLE = re.compile(r"[、，,；;]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Member(msgspec.Struct, frozen=True):
    """One person of the roster; `line` is where the file names them, from 1."""

    name: str
    id: str = ""
    group: str = ""
    roles: tuple[str, ...] = ()
    status: str = ""
    line: int | None = None


class Roster(msgspec.Struct, frozen=True):
    """The members in the order of the file."""

    members: tuple[Member, ...]
    source: Path

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups (党小组), each once, in the order of their first member."""
        return tuple(dict.fromkeys(member.group for member in self.members if member.group))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles (职务), each once, in the order of their first holder."""
        return tuple(dict.fromkeys(role for member in self.members for role in member.roles))

    def find(self, name: str) -> tuple[Member, ...]:
        """Return all members of this name; namesakes differ in their id."""
        return tuple(member for member in self.members if member.name == name)

    def holder(self, role: str) -> Member | None:
        """Return who holds a role (职务); None when nobody does, or several share it."""
        found = [member for member in self.members if role in member.roles]
        return found[0] if len(found) == 1 else None


def separate(text: str) -> list[str]:
    """Split the people that one text names: 甲同志、乙同志."""
    return [word.strip() for word in _PEOPLE.split(text) if word.strip()]


def read_roster(path: Path) -> Roster:
    """Read a roster: UTF-8 or GB18030, with Chinese or English headers in any order.

    Cells are separated by commas, tabs or semicolons, several roles by `、` or `;`. Raises `InputError` with
    all problems of the file.
    """
    text = read_text(path, gb18030=True)
    problems: list[Problem] = []
    rows = _rows(text, str(path), problems)
    header = next(rows, None)
    if header is None:
        remedy = _("begin it with a line of headers: {headers}").format(headers=_headers())
        raise InputError(*problems, Problem(_("the roster is empty"), remedy, file=str(path)))
    columns = _columns(header, str(path), problems)
    members = tuple(_member(row, line, columns, str(path), problems) for line, row in rows if any(row))
    problems += _doubles(members, str(path))
    if problems:
        raise InputError(*sorted(problems, key=lambda problem: problem.line or 0))
    return Roster(members, path)


def _rows(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its line; what the csv module refuses becomes a problem and ends the table."""
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        message = _("this row cannot be read: {reason}").format(reason=error)
        problems.append(Problem(message, _("check its quotation marks"), file=file, line=line))


def _columns(header: tuple[int, list[str]], file: str, problems: list[Problem]) -> dict[str, int]:
    """Which column holds which field."""
    line, cells = header
    fields = {spelling: field for field, spellings in _HEADERS.items() for spelling in spellings}
    columns: dict[str, int] = {}
    for number, cell in enumerate(cells):
        field = fields.get(cell.casefold())
        if field in columns:
            message = _("the roster has this column twice")
            problems.append(Problem(message, _("remove one"), file=file, line=line, value=cell))
        elif field:
            columns[field] = number
        elif cell:
            remedy = did_you_mean(cell, [spellings[0] for spellings in _HEADERS.values()] + list(_HEADERS))
            problems.append(Problem(_("unknown column"), remedy, file=file, line=line, value=cell))
    if "name" not in columns:
        remedy = _("the first line names the columns: {headers}").format(headers=_headers())
        problems.append(Problem(_("the roster has no column of names"), remedy, file=file, line=line))
    return columns


def _member(row: list[str], line: int, columns: dict[str, int], file: str, problems: list[Problem]) -> Member:
    def cell(field: str) -> str:
        number = columns.get(field)
        return row[number] if number is not None and number < len(row) else ""

    if "name" in columns and not cell("name"):
        message = _("a member without a name")
        problems.append(Problem(message, _("write the name, or remove the row"), file=file, line=line))
    for text in row:
        if _CONTROL.search(text):
            message = _("a control character or a line break in a cell")
            problems.append(Problem(message, _("remove it"), file=file, line=line, value=repr(text)))
    roles = tuple(role.strip() for role in _SEPARATORS.split(cell("roles")) if role.strip())
    return Member(cell("name"), cell("id"), cell("group"), roles, cell("status"), line)


def _doubles(members: tuple[Member, ...], file: str) -> Iterator[Problem]:
    """Two members with one id, and namesakes that no id tells apart."""
    ids: dict[str, Member] = {}
    names: dict[str, Member] = {}
    for member in members:
        if member.id and (other := ids.setdefault(member.id, member)) is not member:
            message = _("line {line} has the same id").format(line=other.line)
            remedy = _("give each member an id of their own")
            yield Problem(message, remedy, file=file, line=member.line, value=member.id)
        other = names.setdefault(member.name, member) if member.name else member
        if other is not member and not (member.id and other.id):
            message = _("line {line} has the same name").format(line=other.line)
            remedy = _("give both an id, so that they can be told apart, or remove one")
            yield Problem(message, remedy, file=file, line=member.line, value=member.name)


def _headers() -> str:
    return ",".join(spellings[0] for spellings in _HEADERS.values())
