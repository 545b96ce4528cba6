"""What other programs call where a step takes more than one part: reading a plan, checking it, judging its record.

`import sanhui` offers these beside `expand` and `publish`. Nothing here looks at the clock; only `load` and what is told of
a ledger read files.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from sanhui.checks import Finding
    from sanhui.checks.recorded import Recorded
    from sanhui.ledger.waivers import Waiver
    from sanhui.plan.model import Plan
    from sanhui.rules.verdict import Verdict
    from sanhui.schedule.expand import Schedule

    AnyPath = str | os.PathLike[str]


def load(path: AnyPath) -> Plan:
    """Read a plan file, with the roster, the overlays and the parent that it names.

    Raises `InputError` with everything that is wrong, in the order of the file.
    """
    from sanhui.plan.load import load as read

    return read(Path(path))


def check(
    schedule: Schedule,
    *,
    ledger: AnyPath | None = None,
    by_rules: bool = True,
    today: dt.date | None = None,
) -> tuple[Finding, ...]:
    """What is wrong or odd in a plan, as `sanhui check` tells it: findings with a stable code, in order of date.

    Also against what its ledger has, which is `ledger.db` beside the plan unless another is named; there need be none beside
    the plan. After them, unless `by_rules` is False, what its rulebooks ask for, or those that bind every branch if it names none,
    the graver first. Reasons for what is missing hold on `today`; without it those that have an end count for nothing.

    Raises `InputError` for a rulebook or a named ledger that cannot be read, `UnableError` for a ledger that is damaged.
    """
    from sanhui.checks import check as findings_of

    records, waivers = _recorded(schedule.plan, ledger)
    found = findings_of(schedule, records)
    if by_rules:
        from sanhui.checks.required import required
        from sanhui.rulebook.load import rules_of

        day = today and _day(today)
        lasting = (each for each in waivers if each.until is None or (day and each.until >= day))
        found = (*found, *required(schedule, rules_of(schedule.plan), lasting))
    return found


def audit(schedule: Schedule, as_of: dt.date, *, ledger: AnyPath | None = None) -> tuple[Verdict, ...]:
    """What the rules say of the record as it stood on a day, as `sanhui audit` tells it: one verdict a rule, period and subject.

    The ledger is `ledger.db` beside the plan unless another is named. Where there is none beside the plan, nothing was
    recorded. Raises like `check`, and `InputError` for a mark in the ledger that the plan does not have.
    """
    from sanhui.ledger.store import read_ledger
    from sanhui.rulebook.load import rules_of
    from sanhui.rules.audit import audit as judge
    from sanhui.rules.kept import recorded

    plan, day = schedule.plan, _day(as_of)
    rules = rules_of(plan)
    with read_ledger(ledger_file(plan, ledger)) as opened:
        kept = recorded(opened, plan, day)
    return judge(schedule, rules, kept, day)


def _day(day: dt.date) -> dt.date:
    """The day of a moment as well: to Python every `datetime` is a `date`, and no date can be compared with one."""
    import datetime as dt

    return day.date() if isinstance(day, dt.datetime) else day


def _recorded(plan: Plan, given: AnyPath | None) -> tuple[tuple[Recorded, ...], tuple[Waiver, ...]]:
    """What the ledger has of the plan's sessions, and its reasons; a plan without a ledger has nothing."""
    path = ledger_file(plan, given)
    if not path.exists():
        return (), ()
    from sanhui.checks.recorded import recorded
    from sanhui.ledger import held, marks, store, waivers

    with store.read_ledger(path) as opened, opened.reading():
        found = recorded(held.read(opened, plan.id), marks.read(opened, plan.id))
        return found, waivers.read(opened, plan.id)


def ledger_file(plan: Plan, given: AnyPath | None) -> Path:
    """The ledger beside the plan, or the one that is named, which must be there: an empty record is no answer to a typing error."""
    from sanhui.ledger.store import beside

    if given is None:
        return beside(plan.path)
    path = Path(given)
    if not path.exists():
        from sanhui.errors import InputError, Problem
        from sanhui.i18n import _

        raise InputError(
            Problem(_("there is no such file"), _("check the name and the folder"), file=str(path))
        )
    return path
