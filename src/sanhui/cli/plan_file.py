"""The plan that a command is about, found as git finds its repository: in this folder or above, else the usual one; its record."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.cli import settings
from sanhui.errors import InputError, Problem
from sanhui.i18n import _

if TYPE_CHECKING:
    from sanhui.attendance.record import Record
    from sanhui.plan.model import Plan
    from sanhui.rulebook.model import Rules
    from sanhui.schedule.expand import Schedule

# A plan may be broken and must be found all the same, so its table is looked for and nothing is parsed; its brackets may
# be those of a Chinese keyboard.
_PLAN_TABLE = "(?m:^\ufeff?[ \t]*[\\[［【][ \t]*plan[ \t]*[\\]］】])"
_LARGEST = 2**20


def load_schedule(given: Path | None) -> Schedule:
    """The schedule of the plan that is meant; raises InputError with everything that is wrong with it."""
    from sanhui.plan.load import load
    from sanhui.schedule.expand import expand

    return expand(load(find_plan(given)))


def ledger_of(plan: Plan, given: Path | None) -> Path:
    """The ledger that was named, or that of the plan."""
    from sanhui.ledger.store import beside

    return given or beside(plan.path)


def ledger_to_read(plan: Plan, given: Path | None) -> Path:
    """The same for a command that only reads: raises InputError when the one that was named is not there."""
    from sanhui.api import ledger_file

    return ledger_file(plan, given)


def read_record(plan: Plan, rules: Rules, given: Path | None) -> Record:
    """The record of the plan's body; of a ledger that there is not yet, an empty one."""
    from sanhui.attendance.record import read
    from sanhui.ledger.store import read_ledger

    with read_ledger(ledger_to_read(plan, given)) as opened:
        return read(opened, plan, rules.settings)


def find_plan(given: Path | None, start: Path | None = None) -> Path:
    """The plan file: the one given, the one of the folder given, or the nearest from `start` upwards.

    Raises InputError when there is none, and when a folder has several.
    """
    found = find_plan_if_any(given, start)
    if found is None:
        raise InputError(
            Problem(
                _("there is no plan in this folder or above it"),
                _("name the plan's file, change to its folder, or make one: sanhui init"),
                file=str(Path.cwd() if start is None else start.absolute()),
            )
        )
    return found


def find_plan_if_any(given: Path | None, start: Path | None = None) -> Path | None:
    """The same for commands that can do without: None when nobody named a plan, there is none, and the settings name none."""
    if given is not None:
        return _only(given, plans_of(given)) if given.is_dir() else _named(given)
    here = Path.cwd() if start is None else start.absolute()
    for folder in (here, *here.parents):
        if found := plans_of(folder):
            # As short as it can be said: `plan.toml`, not the whole path.
            chosen = _only(folder, found)
            return chosen.relative_to(here) if folder == here else chosen
    return settings.plan()


def plans_near(given: Path | None) -> list[Path]:
    """All plans that may be meant, however many there are: of the folder given, or of the nearest that has any."""
    if given is not None:
        return plans_of(given) if given.is_dir() else [given]
    here = Path.cwd()
    found = next((found for folder in (here, *here.parents) if (found := plans_of(folder))), None)
    if found is None:
        usual = settings.plan()
        return [usual] if usual else []
    return [path.relative_to(here) if path.parent == here else path for path in found]


def _named(path: Path) -> Path:
    """The file that was named as the plan; raises InputError for what can be none, such as a second word of a date."""
    if path.suffix.lower() in (".xlsx", ".xls", ".et", ".csv", ".docx", ".doc", ".wps"):
        remedy = _(
            "a plan ends with .toml; a table of a year's activities becomes one by: sanhui import {file}"
        )
        raise InputError(
            Problem(_("this is no plan"), remedy.format(file=shlex.quote(str(path))), file=str(path))
        )
    if path.suffix != ".toml" and not path.exists():
        remedy = _(
            "a plan ends with .toml; several words that belong together stand in quotation marks: “{example}”"
        ).format(example=_("5 Mar 15:00"))
        raise InputError(Problem(_("there is no such file"), remedy, file=str(path)))
    return path


def _only(folder: Path, found: list[Path]) -> Path:
    if len(found) == 1:
        return found[0]
    if not found:
        message, remedy = _("there is no plan in this folder"), _("name the plan's file")
    else:
        message = _("this folder has several plans: {names}").format(
            names=", ".join(path.name for path in found)
        )
        remedy = _("name one of them, for example: {example}").format(example=found[0].name)
    raise InputError(Problem(message, remedy, file=str(folder)))


def plans_of(folder: Path) -> list[Path]:
    """The files of a folder that are plans, by name."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.is_file())
    except OSError:
        return []
    return [path for path in files if not path.name.startswith(".") and _has_plan_table(path)]


def _has_plan_table(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
            return re.search(_PLAN_TABLE, text) is not None
    except OSError:
        return False
