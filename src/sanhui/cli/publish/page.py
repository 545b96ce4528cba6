"""`sanhui export html`: the page that an office looks at, prints and hands on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli.dates import day_or_today
from sanhui.cli.options import AsOf, LedgerFile, Out, PlanFile
from sanhui.cli.output import exit_code, write_out
from sanhui.i18n import N_, speaking

if TYPE_CHECKING:
    from sanhui.attendance.record import Record
    from sanhui.publish.page import Review
    from sanhui.rulebook.model import Rules
    from sanhui.schedule.expand import Schedule


def html(
    plan: PlanFile = None,
    out: Out = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help=N_("Leave out people, notes, attendance and findings, for everybody to see.")
        ),
    ] = False,
    as_of: AsOf = None,
    ledger: LedgerFile = None,
) -> int:
    """Write a page."""
    from sanhui.cli.plan_file import load_schedule, read_record
    from sanhui.publish.page import Material, page
    from sanhui.publish.record.completed import completed
    from sanhui.rulebook.load import rules_of

    schedule = load_schedule(plan)
    rules = rules_of(schedule.plan)
    record = read_record(schedule.plan, rules, ledger)
    day = day_or_today("--as-of", as_of, schedule.plan)
    review = None if public else _review(schedule, rules, record.between(dt.date.min, day), ledger, day)
    material = Material(schedule, completed(schedule, record), public=public, review=review)
    write_out(schedule, page(material), out, "html")
    return exit_code(schedule)


def _review(
    schedule: Schedule, rules: Rules, record: Record, ledger: Path | None, day: dt.date
) -> Review | None:
    """What the record says of the year; nothing where no session of the plan was recorded."""
    from sanhui.attendance.answers import answer, order_of
    from sanhui.attendance.hours import with_targets
    from sanhui.cli.plan_file import ledger_to_read
    from sanhui.ledger.store import read_ledger
    from sanhui.publish.page import Review
    from sanhui.rules.audit import audit
    from sanhui.rules.kept import recorded

    plan = schedule.plan
    if not any(each.plan == plan.id for each in record.sessions):
        return None
    first, last = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    with speaking(plan.language):
        with read_ledger(ledger_to_read(plan, ledger)) as opened:
            kept = recorded(opened, plan, day)
        members = answer(record, "member", first, last, order_of(plan, "member"))
        return Review(
            day,
            record.between(first, last),
            with_targets(members, rules.rules, plan),
            audit(schedule, rules, kept, day),
            rules.settings.attendance_target,
        )
