"""A roster as a table: one row a member, or several rows of one id, each from a day on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sanhui.errors import Problem
from sanhui.i18n import _
from sanhui.roster import cells
from sanhui.roster.columns import Header, heading
from sanhui.roster.drafts import Draft, Noted
from sanhui.roster.model import AWAY, Span, Standing
from sanhui.roster.statuses import Status
from sanhui.sheets.reading import Grid, shown

T = TypeVar("T")


class Table:
    """Reads the rows below a header; what is wrong with them is in `problems`."""

    def __init__(self, grid: Grid, header: Header, file: str) -> None:
        self.problems: list[Problem] = []
        self._grid = grid
        self._header = header
        self._file = file

    def drafts(self) -> tuple[Draft, ...]:
        """The members in the order of their first rows."""
        found: dict[str, Draft] = {}
        names: dict[str, Draft] = {}
        for line, row in enumerate(self._grid.rows[self._header.row :], self._header.row + 1):
            if any(map(shown, row)):
                self._take(row, line, found, names)
        return tuple(found.values())

    def _take(
        self, row: tuple[Any, ...], line: int, found: dict[str, Draft], names: dict[str, Draft]
    ) -> None:
        name, id_ = self._cell(row, line, "name", cells.name), self._cell(row, line, "id", cells.one_line)
        if not name:
            if name is not None:  # there is such a column, and nothing wrong in the cell has been told
                self._problem(_("a member without a name"), _("write the name, or remove the row"), line)
            return
        draft = found.get(id_) if id_ else None
        if draft is None:
            draft = Draft(name, id_ or "", line)
            other = names.setdefault(name, draft)
            if other is not draft and not (id_ and other.id):
                message = _("line {line} has the same name").format(line=other.line)
                remedy = _("give both an id, so that they can be told apart, or remove one")
                self._problem(message, remedy, line, name)
            found[id_ or f"\n{line}"] = draft
        elif draft.name != name:
            message = _("line {line} has the same id").format(line=draft.line)
            self._problem(message, _("give each member an id of their own"), line, id_)
            return
        self._fill(draft, row, line)

    def _fill(self, draft: Draft, row: tuple[Any, ...], line: int) -> None:
        draft.aliases += self._cell(row, line, "aliases", cells.several) or ()
        email = self._cell(row, line, "email", cells.one_line)
        joined, left = (self._cell(row, line, field, cells.day) for field in ("joined", "left"))
        been = len(draft.returns)
        contradictions: list[tuple[object, object]] = [*draft.belong(joined, left)]
        if email and draft.email and email != draft.email:
            contradictions.append((draft.email, email))
        draft.email = draft.email or email or ""
        for known, value in contradictions:
            message = _("line {line} says {value}").format(line=draft.line, value=known)
            self._problem(message, _("correct one of them"), line, str(value))
        spans = [
            self._span(row, line, sort, noted)
            for sort, noted in (
                ("exempt", draft.exempt),
                ("elsewhere", draft.elsewhere),
                ("no_vote", draft.no_vote),
            )
        ]
        standing = Standing(
            self._cell(row, line, "first", cells.day) or (joined if len(draft.returns) > been else None),
            self._cell(row, line, "last", cells.day),
            self._cell(row, line, "group", cells.one_line) or "",
            self._cell(row, line, "roles", cells.roles) or (),
            self._cell(row, line, "status", cells.status) or Status.UNSTATED,
            line,
        )
        says = standing != Standing(line=line)
        undated = standing.first is None and (says or not any(spans))
        if undated and any(each.first is None for each in draft.standings):
            message = _("line {line} has the same id").format(line=draft.line)
            remedy = _(
                "give each member an id of their own; or, if it is the same one, say under “{first}” from when this row holds"
            ).format(first=heading("first"))
            self._problem(message, remedy, line, draft.id)
            return
        if says or not draft.standings:
            draft.standings.append(standing)

    def _span(self, row: tuple[Any, ...], line: int, sort: str, noted: list[Noted]) -> bool:
        """Take one span of the row; whether it has one."""
        first = self._cell(row, line, f"{sort}_first", cells.day)
        last = self._cell(row, line, f"{sort}_last", cells.day)
        reason = self._cell(row, line, f"{sort}_reason", cells.one_line) or ""
        if not reason and (first or last):
            if sort != "elsewhere":
                message = _("the reason is missing under “{column}”").format(column=heading(f"{sort}_reason"))
                self._problem(message, _("write why; whoever reads the record will ask"), line)
                return True
            reason = AWAY
        if reason:
            noted.append(Noted(Span(first, last, reason), line))
        return bool(reason)

    def _cell(self, row: tuple[Any, ...], line: int, field: str, read: Callable[[Any], T]) -> T | None:
        """What a cell of the row says; None if there is no such cell, or nothing right in it."""
        column = self._header.columns.get(field)
        if column is None or column >= len(row):
            return None
        try:
            return read(row[column])
        except ValueError as error:
            value = row[column] if isinstance(row[column], str) else shown(row[column])
            text = value if value.isprintable() else repr(value)
            self._problem(str(error), cells.remedy(field, value), line, text)
            return None

    def _problem(self, message: str, remedy: str, line: int, value: str | None = None) -> None:
        self.problems.append(Problem(message, remedy, file=self._file, line=line, value=value))


def doubles(drafts: tuple[Draft, ...], file: str) -> Iterator[Problem]:
    """Members whose id is the name of another: records could not tell them apart."""
    ids = {draft.id: draft for draft in drafts if draft.id}
    for draft in drafts:
        if not draft.id and (other := ids.get(draft.name)):
            message = _("line {line} has this name as an id").format(line=other.line)
            yield Problem(message, _("give it another id"), file=file, line=draft.line, value=draft.name)
