"""`sanhui import FILE --into PLAN`: what people edited in the plan's table comes back into the plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.cli import clock, next_steps, terminal
from sanhui.i18n import _, ngettext, speaking

if TYPE_CHECKING:
    from sanhui.edit.batch import Batch, Job
    from sanhui.tables.edited import Comparison, Refused, Row
    from sanhui.tables.wishes import Wish


class Asked(msgspec.Struct, frozen=True):
    """What the command line says."""

    table: Path
    plan: Path
    sheet: str | None
    reason: str
    cancel_missing: bool
    dry_run: bool
    as_json: bool


def take_back(asked: Asked) -> int:
    """Write what was edited into the plan, as one change; 1 when something could not be taken over."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.edit.batch import rewrite_all
    from sanhui.edit.trial import schedule_of
    from sanhui.tables.edited import compare

    path = find_plan(asked.plan)
    schedule = schedule_of(path)
    with speaking(schedule.plan.language):
        reason = asked.reason or _("edited in {file}").format(file=asked.table.name)
    found = compare(asked.table, schedule, asked.sheet, reason)
    now = clock.now(schedule.plan.timezone)
    jobs, blame = _jobs(found, reason, now, cancel_missing=asked.cancel_missing)
    batch = rewrite_all(path, "import", asked.table.name, jobs, dry_run=asked.dry_run)
    told = [msgspec.structs.replace(blame[key], reason=why) for key, why in batch.refused.items()]
    refused = [*found.refused, *told]
    refused.sort(key=lambda each: each.row)
    if asked.as_json:
        terminal.write_json(_record(asked, found, batch, refused))
    else:
        _show(asked, path, found, batch, refused)
    if batch.whole.written:
        next_steps.note(made=path)
    else:
        next_steps.nothing()
    left = refused or (found.missing and not asked.cancel_missing)
    return int(bool(left) or any(each.severity != "note" for each in batch.whole.findings))


def _jobs(
    found: Comparison, reason: str, now: dt.datetime, *, cancel_missing: bool
) -> tuple[list[Job], dict[str, Refused]]:
    """Every change that is wished for, and by its key the cell that is to blame if it cannot be."""
    from sanhui.edit.batch import Job
    from sanhui.edit.change import cancelling
    from sanhui.sheets.reading import shown
    from sanhui.tables.edited import Refused

    blame: dict[str, Refused] = {}

    def job(row: Row, wish: Wish) -> Job:
        parts = tuple(job(row, part) for part in wish.parts)
        cell, column = row.places[wish.field]
        key = f"{row.number} {wish.field}" if not parts else f"{row.number}"
        name = row.session.id if row.session else row.activity
        blame[key] = Refused(cell, row.number, column, name, shown(row.cells.get(wish.field, "")), "")
        return Job(key, wish.design, parts)

    jobs = [job(row, wish) for row, wish in found.wishes]
    for name in found.missing if cancel_missing else ():
        blame[name] = Refused("", 0, "", name, "", "")
        jobs.append(Job(name, cancelling(name, now=now, reason=reason)))
    return jobs, blame


def _show(asked: Asked, path: Path, found: Comparison, batch: Batch, refused: list[Refused]) -> None:
    from sanhui.cli.plan.check import finding_lines
    from sanhui.publish.changes.outcome import difference, outcome
    from sanhui.publish.cleaning import one_line
    from sanhui.publish.year.plan_row import columns

    edits = {edit.session: edit for edit in batch.edits.values()}
    for edit in edits.values():
        terminal.write_lines(outcome(edit, terminal.room()))
    if edits and asked.dry_run:
        terminal.write_lines(difference(batch.whole))
    for finding in batch.whole.findings:
        terminal.write_lines(finding_lines(finding, path))
    for each in refused:
        text = _("{cell} {column} “{text}” ({session}) is not taken over: {reason}")
        said = text.format(
            cell=each.cell, column=each.column, text=each.text, session=each.session, reason=each.reason
        )
        terminal.say(one_line(said))
    if not found.sealed and (edits or refused):
        with speaking(batch.after.plan.language):
            name = columns()["seal"].name
        text = _(
            "the table has no column “{name}”: all that differs counts as edited, also where the plan went on"
        )
        terminal.say(text.format(name=name))
    for name in found.unread:
        terminal.say(
            _("the column “{name}” is not of the plan's table; nothing is taken from it").format(name=name)
        )
    if found.missing and not asked.cancel_missing:
        n = len(found.missing)
        text = ngettext(
            "{n} session of the plan is not in the table, and stays as it is: {items}\n"
            "  → to call it off: --cancel-missing",
            "{n} sessions of the plan are not in the table, and stay as they are: {items}\n"
            "  → to call them off: --cancel-missing",
            n,
        )
        terminal.say(text.format(n=n, items=_listed(found.missing)))
    _sum_up(asked, path, len(edits), bool(refused))


def _sum_up(asked: Asked, path: Path, count: int, refused: bool) -> None:
    if not count:
        text = _("{table} and {plan} differ in nothing that can be taken over")
        same = _("{table} says what {plan} says; nothing was written")
        terminal.say((text if refused else same).format(table=asked.table, plan=path))
    elif asked.dry_run:
        terminal.say(_("Nothing was written: --dry-run"))
    else:
        text = ngettext(
            "{file} written: {n} session changed. “sanhui undo” takes it back.",
            "{file} written: {n} sessions changed. “sanhui undo” takes them back.",
            count,
        )
        terminal.say(text.format(file=path, n=count))


def _listed(names: tuple[str, ...], most: int = 6) -> str:
    more = ["…"] if len(names) > most else []
    return _(", ").join([*names[:most], *more])


def _record(asked: Asked, found: Comparison, batch: Batch, refused: list[Refused]) -> dict[str, Any]:
    """The change as `sanhui move --json` prints it, for each session, and what was not taken over."""
    from sanhui.publish.changes.outcome import record

    plan = batch.after.plan
    whole = record(batch.whole, plan)
    edits = {edit.session: record(edit, plan) for edit in batch.edits.values()}
    return {
        **{key: whole[key] for key in ("version", "plan", "action")},
        "table": str(asked.table),
        "sheet": found.sheet,
        "changes": [{key: each[key] for key in ("session", "was", "now")} for each in edits.values()],
        "refused": [msgspec.to_builtins(each) for each in refused],
        "missing": list(found.missing),
        "unread_columns": list(found.unread),
        **{key: whole[key] for key in ("findings", "written")},
    }
