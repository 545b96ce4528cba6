"""`sanhui doctor`: is all well with the program, the computer and the folder, and what to do if not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanhui.cli import clock, terminal
from sanhui.cli.options import Json, PlanFile
from sanhui.i18n import _, ngettext

if TYPE_CHECKING:
    from sanhui.cli.program.checkup.sign import Sign
    from sanhui.publish.terminal.columns import Line

_STYLES = {"ok": "green", "warning": "yellow", "fault": "bold red"}


def doctor(plan: PlanFile = None, as_json: Json = False) -> int:
    """Print how everything is."""
    from sanhui.cli.program.checkup import folder, machine

    now = clock.aware(None)
    found = [*machine.signs(now), *folder.signs(plan, now)]
    faults = sum(sign.state == "fault" for sign in found)
    warnings = sum(sign.state == "warning" for sign in found)
    if as_json:
        records = [sign._asdict() for sign in found]
        terminal.write_json({"version": 1, "faults": faults, "warnings": warnings, "signs": records})
        return int(bool(faults))
    terminal.write_lines(_table(found, terminal.room()))
    terminal.say(_summary(faults, warnings))
    return int(bool(faults))


def _table(found: Sequence[Sign], room: int | None) -> list[Line]:
    from sanhui.publish.terminal.columns import Cell, fit, natural, row

    states = {"ok": _("ok"), "warning": _("look"), "fault": _("fault")}
    rows: list[list[Cell]] = []
    for sign in found:
        told = [(terminal.harmless(sign.found), "")]
        if sign.remedy:
            told.append((f"→ {terminal.harmless(sign.remedy)}", "dim"))
        rows.append([[(states[sign.state], _STYLES[sign.state])], [(_names()[sign.about], "")], told])
    wanted = natural(rows)
    widths = fit(wanted, [wanted[0], wanted[1], 20], room) or wanted
    return [line for cells in rows for line in row(cells, widths)]


def _names() -> dict[str, str]:
    return {
        "program": _("program"),
        "sqlite": _("database"),
        "language": _("language"),
        "encoding": _("characters"),
        "terminal": _("terminal"),
        "time": _("time"),
        "settings": _("settings"),
        "holidays": _("days off"),
        "font": _("font"),
        "sheets": _("extra"),
        "documents": _("extra"),
        "pages": _("extra"),
        "pictures": _("extra"),
        "caldav": _("extra"),
        "completion": _("completion"),
        "plan": _("plan"),
        "provisional": _("days off"),
        "roster": _("roster"),
        "rules": _("rules"),
        "ledger": _("ledger"),
        "backup": _("backup"),
        "folder": _("folder"),
    }


def _summary(faults: int, warnings: int) -> str:
    if not faults and not warnings:
        return _("All is well.")
    parts = []
    if faults:
        parts.append(ngettext("{n} fault", "{n} faults", faults).format(n=faults))
    if warnings:
        parts.append(ngettext("{n} thing to look at", "{n} things to look at", warnings).format(n=warnings))
    return _(", ").join(parts)
