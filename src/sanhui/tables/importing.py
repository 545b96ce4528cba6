"""From a file to a plan, with an account of every row; the plan is loaded and expanded before anybody gets it."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from sanhui.errors import InputError, Problem, UnableError, did_you_mean
from sanhui.i18n import _, speaking
from sanhui.plan.fields import IDENTIFIER
from sanhui.plan.load import load
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Session
from sanhui.sheets.formulas import quoted
from sanhui.sheets.reading import HEADER_ROWS, Grid, read_grids, shown
from sanhui.tables.compose import Group, Head, grouped, plan_text
from sanhui.tables.header import COLUMNS, Header, find_header, looked_for
from sanhui.tables.rows import Entry, Rejected, read_rows, year_of


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A plan made of a table, and what became of its rows."""

    text: str
    year: int
    sheet: str
    header: Header
    names: tuple[str, ...]  # of the columns, as the table has them
    entries: tuple[Entry, ...]
    rejected: tuple[Rejected, ...]
    kinds: tuple[str, ...]  # that are new
    sessions: dict[int, tuple[str, ...]]  # by row
    others: tuple[str, ...]  # sheets that hold a table too, and were not asked for

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        return not self.rejected and not self.others and not any(entry.doubt for entry in self.entries)


def import_table(
    path: Path,
    *,
    year: int | None = None,
    sheet: str | None = None,
    id: str | None = None,  # noqa: A002 - what the plan calls it
    title: str | None = None,
) -> Imported:
    """Read a table and make a plan of it. Raises `InputError` for what is no table, `UnableError` without the reader.

    The title is that of the table, the id the file's name if that is ASCII.
    """
    if id is not None and not re.fullmatch(IDENTIFIER, id):
        message = _("only ASCII letters, digits, “-”, “_” and “.”, the first a letter or a digit")
        raise InputError(
            Problem(message, _("for example {example}").format(example="branch-2026"), key="--id", value=id)
        )
    (grid, header), *more = tables_in(path, sheet)
    wanted = year or year_of(grid, header, path.name)
    entries, rejected = read_rows(grid, header, wanted)
    if not entries and not rejected:
        remedy = _("check that this is the file you meant")
        message = _("there is no row below the header")
        raise InputError(Problem(message, remedy, file=str(path), line=header.row))
    groups, kinds = grouped(entries)
    head = Head(
        id or _identity(path, wanted), wanted, shown(title or "") or _title(grid, header, path), path.name
    )
    with speaking("zh"):  # the language of what is published from the plan
        text = plan_text(head, groups, kinds, rejected)
    return Imported(
        text=text,
        year=wanted,
        sheet=grid.name,
        header=header,
        names=header.names,
        entries=entries,
        rejected=rejected,
        kinds=kinds,
        sessions=_proved(text, groups),
        others=tuple(other.name for other, _header in more),
    )


def tables_in(path: Path, sheet: str | None) -> list[tuple[Grid, Header]]:
    """The sheets that have a header, or the one that is asked for."""
    grids = read_grids(path)
    if sheet is not None:
        names = [grid.name for grid in grids]
        grids = tuple(grid for grid in grids if grid.name == sheet)
        if not grids:
            message = _("there is no sheet “{name}” with cells").format(name=sheet)
            raise InputError(Problem(message, did_you_mean(sheet, names), file=str(path)))
    found = [(grid, header) for grid in grids if (header := find_header(grid)) is not None]
    if found:
        return found
    message = _("no row among the first {count} names the columns").format(count=HEADER_ROWS)
    remedy = _(
        "a header needs “{date}” or “{month}”, and “{kind}” or “{topic}”; these columns are looked for: {columns}"
    )
    names_of = {field: COLUMNS[field][0] for field in ("date", "month", "kind", "topic")}
    raise InputError(Problem(message, remedy.format(**names_of, columns=looked_for()), file=str(path)))


def _identity(path: Path, year: int) -> str:
    name = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-") if path.stem.isascii() else ""
    if not name:
        return f"plan-{year}"
    return name if str(year) in name else f"{name}-{year}"


def _title(grid: Grid, header: Header, path: Path) -> str:
    """The first text above the header, or the file's name."""
    texts = (shown(cell) for row in grid.rows[: header.row - 1] for cell in row)
    return next(filter(None, texts), shown(path.stem) or "年度组织生活计划")


def _proved(text: str, groups: Sequence[Group]) -> dict[int, tuple[str, ...]]:
    """The sessions of each row, found in the expanded plan. Raises `UnableError` if a row has none: that is a defect."""
    if not groups:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "plan.toml"
        draft.write_text(text, encoding="utf-8")
        schedule = expand(load(draft))
    found: dict[int, tuple[str, ...]] = {}
    for group in groups:
        sessions = _sessions(schedule, group)
        for entry in group.entries:
            days = entry.dating.dates
            own = [each for each in sessions if not days or each.date in days]
            if len(own) < max(1, len(days)):
                text = _("row {row} did not become the session that it says; nothing was written")
                raise UnableError(text.format(row=entry.row))
            found[entry.row] = tuple(each.id for each in own)
    return found


def _sessions(schedule: Schedule, group: Group) -> list[Session]:
    return [each for each in schedule.sessions if each.activity == group.id]


# -- what is told ------------------------------------------------------------------------------------------


def report(imported: Imported) -> dict[str, Any]:
    """The account of an import, for other programs."""
    rows: list[dict[str, Any]] = [
        {
            "row": entry.row,
            "status": "floating" if entry.doubt else "read",
            "sessions": list(imported.sessions.get(entry.row, ())),
            "problem": entry.doubt or None,
        }
        for entry in imported.entries
    ]
    rows += [
        {"row": row.row, "status": "rejected", "sessions": [], "problem": row.reason}
        for row in imported.rejected
    ]
    return {
        "sheet": imported.sheet,
        "header": imported.header.row,
        "year": imported.year,
        "complete": imported.complete,
        "kinds": list(imported.kinds),
        "other_sheets": list(imported.others),
        "rows": sorted(rows, key=lambda row: row["row"]),
    }


def reject_file(imported: Imported) -> bytes:
    """The rows that are not in the plan, under the table's own header, with the reasons: mend it, and import it.

    With a byte order mark, by which Excel knows UTF-8. A text that Excel would take for a formula gets a quotation mark.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    reasons = COLUMNS["reason"][0]
    width = max(len(imported.names), *(len(row.cells) for row in imported.rejected))
    writer.writerow([*imported.names, *[""] * (width - len(imported.names)), reasons])
    for row in imported.rejected:
        cells = [*row.cells, *[""] * (width - len(row.cells)), row.reason]
        writer.writerow(map(quoted, cells))
    return b"\xef\xbb\xbf" + out.getvalue().encode()
