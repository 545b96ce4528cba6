"""Writing a roster: rows for a table, CSV, TOML; reading what was written gives the same members back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from sanhui.errors import InputError, Problem
from sanhui.i18n import _, language
from sanhui.roster.columns import heading
from sanhui.roster.model import Member, Roster, Span, Standing, Stretch
from sanhui.sheets.formulas import quoted

#: The columns of a table, in order; those of the first row are always there, the others when somebody needs them.
_ALWAYS = ("id", "name", "group", "roles", "status")
_ORDER = (
    *_ALWAYS,
    *("joined", "left", "first", "last"),
    *("exempt_first", "exempt_last", "exempt_reason"),
    *("elsewhere_first", "elsewhere_last", "elsewhere_reason"),
    *("no_vote_first", "no_vote_last", "no_vote_reason"),
    *("aliases", "email"),
)
_BOM = "\ufeff"

Cell = str | dt.date


def table(roster: Roster) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The headings and rows of a table, in the language that is being spoken; days are days.

    Raises `InputError` for a member whose several rows nothing holds together: an id is needed for that.
    """
    found = [row for member in roster.members for row in _rows(member, str(roster.source))]
    used = {field for row in found for field, value in row.items() if value}
    fields = [field for field in _ORDER if field in _ALWAYS or field in used]
    return tuple(map(heading, fields)), [tuple(row.get(field, "") for field in fields) for row in found]


def csv_text(roster: Roster) -> str:
    """The table as CSV, with a byte order mark, for Excel takes it for the system's encoding otherwise."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(csv_rows(roster))
    return _BOM + out.getvalue()


def csv_rows(roster: Roster) -> list[list[str]]:
    """The headings and rows as texts, none of which a spreadsheet would run."""
    headings, rows = table(roster)
    return [[*headings], *([quoted(str(cell)) for cell in row] for row in rows)]


def toml_text(roster: Roster) -> str:
    """The roster as TOML."""
    import tomlkit

    document = tomlkit.document()
    members = tomlkit.aot()
    for member in roster.members:
        members.append(_toml_table(member))
    document.add("member", members)
    return tomlkit.dumps(document)


def _toml_table(member: Member) -> Any:
    """One `[[member]]`, as tomlkit knows it."""
    import tomlkit

    entry = tomlkit.table()
    for key, value in _plain(member):
        entry.add(key, value)
    dated = len(member.standings) > 1 or any(each.first or each.last for each in member.standings)
    for sort in ("exempt", "elsewhere", "no_vote"):
        if spans := [_inline(span) for span in getattr(member, sort)]:
            entry.add(sort, tomlkit.item(spans))
    if dated:
        standings = tomlkit.aot()
        for standing in member.standings:
            inner = tomlkit.table()
            journey = _journey(member, standing)
            replaced = {{"joined": "from", "left": "to"}[key] for key, _day in journey}
            days = [(key, day) for key, day in _days(standing) if key not in replaced]
            for key, value in (*journey, *days, *_place(standing)):
                inner.add(key, value)
            standings.append(inner)
        entry.add("standing", standings)
    return entry


def _rows(member: Member, file: str) -> Iterator[dict[str, Cell]]:
    spans = {"exempt": member.exempt, "elsewhere": member.elsewhere, "no_vote": member.no_vote}
    count = max(len(member.standings), *map(len, spans.values()))
    if count > 1 and not member.id:
        message = _("{name} needs several rows, and has no id to hold them together").format(name=member.name)
        remedy = _("give them an id, or export TOML")
        raise InputError(Problem(message, remedy, file=file, line=member.line))
    for nth in range(count):
        row: dict[str, Cell] = {"id": member.id, "name": member.name}
        if nth == 0:
            row |= {"aliases": "、".join(member.aliases), "email": member.email}
            row["joined"] = member.joined or ""
        if nth == (len(member.standings) - 1 if member.returns else 0):
            row["left"] = member.left or ""
        if nth < len(member.standings):
            standing = member.standings[nth]
            row |= dict(_journey(member, standing))
            row |= {"first": standing.first or "", "last": standing.last or "", "group": standing.group}
            row |= {"roles": "、".join(standing.roles), "status": standing.status.name_in(language())}
        for sort, held in spans.items():
            if nth < len(held):
                span = held[nth]
                row |= {f"{sort}_first": span.first or "", f"{sort}_last": span.last or ""}
                row |= {f"{sort}_reason": span.reason}
        yield row


def _plain(member: Member) -> Iterable[tuple[str, Any]]:
    """The keys of a member that are no tables; those of the only standing stand beside the name."""
    aliases = list(member.aliases)
    pairs: list[tuple[str, Any]] = [("id", member.id), ("name", member.name), ("aliases", aliases)]
    pairs += [("email", member.email), ("joined", member.joined), ("left", member.left)]
    only = member.standings[0]
    if len(member.standings) == 1 and only.first is None and only.last is None:
        pairs += _place(only)
    return [(key, value) for key, value in pairs if value]


def _place(standing: Standing) -> list[tuple[str, Any]]:
    status = standing.status.name_in(language())
    pairs = [("group", standing.group), ("roles", list(standing.roles)), ("status", status)]
    return [(key, value) for key, value in pairs if value]


def _journey(member: Member, standing: Standing) -> list[tuple[str, dt.date]]:
    """When they came back for this standing, and when they left for a time after it."""
    back = [("joined", back) for _gone, back in member.returns if back == standing.first]
    return [*back, *(("left", gone) for gone, _back in member.returns if gone == standing.last)]


def _inline(span: Span) -> Any:
    import tomlkit

    found = tomlkit.inline_table()
    for key, value in (*_days(span), ("reason", span.reason)):
        found.add(key, value)
    return found


def _days(stretch: Stretch) -> list[tuple[str, dt.date]]:
    return [(key, day) for key, day in (("from", stretch.first), ("to", stretch.last)) if day]
