"""What is to be done, and what was: tasks joined with the ledger, for a terminal and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sanhui.i18n import _, ngettext
from sanhui.ledger.due import Item, Standing, by_list, quarter, tally
from sanhui.publish.cleaning import one_line
from sanhui.publish.records import task_record
from sanhui.publish.terminal.columns import Cell, Line, Span, fold, table
from sanhui.schedule.reasons import moved
from sanhui.wording import enumeration, long_date, short_date, weekday

if TYPE_CHECKING:
    from sanhui.ledger.log import Entry
    from sanhui.ledger.tasks import Tick
    from sanhui.plan.model import Plan

_STYLES = {Standing.OVERDUE: "bold red", Standing.DUE: "yellow", Standing.OPEN: "", Standing.DONE: "green"}


def worklist(items: Sequence[Item], room: int | None) -> list[Line]:
    """The tasks in the order given, a row each, and how many stand how; nothing where there is none."""
    if not items:
        return []
    heads = [_("Due"), _("State"), _("Task"), _("Owner"), _("Id")]
    rows = [
        [
            [(_due_day(item), "")],
            [(standing(item), _STYLES[item.standing])],
            _what(item),
            [(one_line(item.task.owner), "")],
            [(item.task.id, "dim")],
        ]
        for item in items
    ]
    return [*table(heads, rows, room, [11, 8, 16, 8, 14]), (), *_folded(count(items), room)]


def lists(items: Iterable[Item], room: int | None) -> list[Line]:
    """Each list as a matrix: its tasks down, the quarters across, in each cell how the task stands."""
    lines: list[Line] = []
    for name, quarters in by_list(items).items():
        every = [item for members in quarters.values() for item in members]
        rules = dict.fromkeys(item.task.rule for item in every)
        rows: list[list[Cell]] = []
        for rule in rules:
            own = [item for item in every if item.task.rule == rule]
            cells = [_cell([item for item in own if quarter(item.task) == each]) for each in quarters]
            rows.append([[(one_line(own[0].task.title), ""), (rule, "dim")], *cells])
        heads = [one_line(name), *(each or _("no quarter") for each in quarters)]
        lines += [
            *table(heads, rows, room, [12, *[10] * len(quarters)]),
            (),
            *_folded(count(every), room),
            (),
        ]
    return lines[:-1]


def details(item: Item, entries: Iterable[Entry], room: int | None) -> list[Line]:
    """Everything about one task: what, when, who, its checklist, and what was recorded of it."""
    task = item.task
    told = [
        (_("Due"), long_date(task.due) if task.due else _due_day(item)),
        (_("State"), standing(item)),
        (_("Why it moved"), moved(task) or ""),
        (_("Owner"), task.owner),
        (_("Session"), task.session or ""),
        (_("List"), task.list),
        (_("Notes"), task.notes),
    ]
    if (done := item.state.done) is not None:
        told.append((_("Done"), _tick(done)))
    rows: list[list[Cell]] = [[[(label, "dim")], [(one_line(text), "")]] for label, text in told if text]
    head = _("{session}: {title}").format(session=task.id, title=one_line(task.title))
    lines: list[Line] = [((head, "bold"),), *_rows(rows, room)]
    if task.checklist:
        lines += [(), ((_("Checklist"), "bold"),)]
        ticked = [
            [[(f"{nth}.", "")], [("✓" if text in item.state.items else "□", "")], _ticked(item, text)]
            for nth, text in enumerate(task.checklist, 1)
        ]
        lines += _rows(ticked, room)
    if recorded := [_entry(entry) for entry in entries]:
        lines += [(), ((_("Recorded"), "bold"),), *_rows(recorded, room)]
    return lines


def count(items: Sequence[Item]) -> str:
    """How many tasks there are, and how many of them stand how."""
    sums = tally(items)
    told = [
        (sums.total, ngettext("{n} task", "{n} tasks", sums.total)),
        (sums.overdue, _("{n} overdue")),
        (sums.due, _("{n} due soon")),
        (sums.open, _("{n} open")),
        (sums.done, _("{n} done")),
    ]
    return enumeration(text.format(n=n) for nth, (n, text) in enumerate(told) if n or nth == 0)


def standing(item: Item) -> str:
    """How a task stands, short: 3 days overdue, today, in 5 days, done."""
    done, days = item.state.done, item.days
    if done is not None:
        text = _("done late, {date}") if item.late else _("done {date}")
        return text.format(date=short_date(done.on))
    if days is None:
        return _("to be settled") if item.task.unplaceable else _("no day yet")
    if days < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)
    if days == 0:
        return _("due today")
    return ngettext("in {n} day", "in {n} days", days).format(n=days)


def item_record(item: Item, plan: Plan) -> dict[str, Any]:
    """A task's record of `show --json`, and how it stands; sentences in the language that is being spoken."""
    state = item.state
    return task_record(item.task, plan) | {
        "standing": item.standing.value,
        "days": item.days,
        "quarter": quarter(item.task),
        "done": state.done and _tick_record(state.done),
        "late": item.late,
        "items": [
            {"text": text, "done": _tick_record(tick) if (tick := state.items.get(text)) else None}
            for text in item.task.checklist
        ],
    }


def entry_record(entry: Entry) -> dict[str, Any]:
    """One entry of the ledger's log about a task."""
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "command": entry.command,
        "reason": entry.reason,
        "item": entry.key.get("item"),
        "before": entry.before,
        "after": entry.after,
    }


# -- what stands in a cell ---------------------------------------------------------------------------------


def _due_day(item: Item) -> str:
    """03-31 周二, with the year where it is another; for a task without a day those that it may take."""
    task = item.task
    if task.due is not None:
        day = f"{task.due:%m-%d}" if task.slot.startswith(str(task.due.year)) else task.due.isoformat()
        return f"{day} {weekday(task.due)}"
    if task.first and task.last:
        return _("{first} to {last}").format(first=short_date(task.first), last=short_date(task.last))
    return _("open")


def _what(item: Item) -> list[Span]:
    """The title, and how far its checklist is done."""
    told = [(one_line(item.task.title), "")]
    if item.task.checklist and item.state.done is None:
        every = len(item.task.checklist)
        told.append((_("{n} of {total} ticked").format(n=every - len(item.left), total=every), "dim"))
    if item.task.provisional:
        told.append((_("provisional"), "dim"))
    return told


def _cell(items: Sequence[Item]) -> Cell:
    """One quarter of one task: a paragraph for each occurrence."""
    told: list[Span] = []
    for item in items:
        mark = {Standing.DONE: "✓", Standing.OVERDUE: "!"}.get(item.standing, "□")
        day = item.state.done.on if item.state.done else item.task.due
        told.append((f"{mark} {day:%m-%d}" if day else mark, _STYLES[item.standing]))
        if item.standing is not Standing.DONE:
            told.append((standing(item), _STYLES[item.standing]))
    return told or [("", "")]


def _ticked(item: Item, text: str) -> list[Span]:
    tick = item.state.items.get(text)
    return [(one_line(text), ""), *([(_tick(tick), "dim")] if tick else [])]


def _tick(tick: Tick) -> str:
    said = _("{date} by {who}").format(date=long_date(tick.on), who=one_line(tick.by))
    return _("{text} ({note})").format(text=said, note=one_line(tick.note)) if tick.note else said


def _tick_record(tick: Tick) -> dict[str, Any]:
    return {
        "on": tick.on.isoformat(),
        "by": tick.by,
        "note": tick.note,
        "entered_by": tick.entered_by,
        "entered_at": tick.entered_at.isoformat(),
    }


def _entry(entry: Entry) -> list[Cell]:
    """When, who, what: a row of the log."""
    did = _("recorded as done") if entry.after is not None else _("taken back")
    item = entry.key.get("item")
    what = _("{what}: {did}").format(what=one_line(str(item)), did=did) if item else did
    if entry.reason:
        what = _("{text} ({note})").format(text=what, note=one_line(entry.reason))
    return [[(f"{entry.at:%Y-%m-%d %H:%M}", "")], [(one_line(entry.actor), "")], [(what, "")]]


def _rows(rows: Sequence[Sequence[Cell]], room: int | None) -> list[Line]:
    """Rows without a head, indented; the last column folds."""
    from sanhui.publish.terminal.columns import fit, natural, row

    wanted = natural(rows)
    least = [*wanted[:-1], 20]
    widths = fit(wanted, least, None if room is None else room - 2) or least
    return [(("  ", ""), *line) for cells in rows for line in row(cells, widths)]


def _folded(text: str, room: int | None) -> list[Line]:
    return [((line, ""),) for line in (fold(text, room) if room else [text])]
