"""`sanhui check`: what is wrong, or odd, with a plan that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.options import Json, LedgerFile, PlanFile
from sanhui.i18n import N_, _, language, ngettext, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sanhui.checks import Finding
    from sanhui.checks.recorded import Recorded
    from sanhui.ledger.waivers import Waiver
    from sanhui.plan.model import Plan
    from sanhui.publish.columns import Line

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def check(
    plan: PlanFile = None,
    by_rules: Annotated[
        bool, typer.Option("--rules/--no-rules", help=N_("Whether the rulebooks are asked as well."))
    ] = True,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print the findings about a plan, also against its ledger."""
    from sanhui.checks import check as findings_of
    from sanhui.cli.look import load_schedule
    from sanhui.plan.report import file_of

    schedule = load_schedule(plan)
    records, waivers = _recorded(schedule.plan, ledger)
    # What programs read is in the plan's language, whoever runs them.
    with speaking(schedule.plan.language if as_json else language()):
        findings = findings_of(schedule, records)
        if by_rules:
            from sanhui.checks.required import required
            from sanhui.rulebook.load import rules_of

            findings = (*findings, *required(schedule, rules_of(schedule.plan), waivers))
    if not by_rules or schedule.plan.rules == ():
        terminal.say(_("No rules were asked."))
    if as_json:
        terminal.write_json([_record(finding, schedule.plan.path) for finding in findings])
    else:
        for finding in findings:
            terminal.write_lines(finding_lines(finding, file_of(finding.line, schedule.plan.path)))
        terminal.say(_count(findings))
    return int(any(finding.severity != "note" for finding in findings))


def _recorded(plan: Plan, ledger: Path | None) -> tuple[tuple[Recorded, ...], tuple[Waiver, ...]]:
    """What the ledger has of the plan's sessions, and the reasons that hold today; a plan without a ledger has nothing."""
    from sanhui.cli.todo import ledger_of

    path = ledger_of(plan, ledger)
    if not path.exists():
        return (), ()
    from sanhui.checks.recorded import recorded
    from sanhui.ledger import held, marks, store, waivers

    today = clock.now(plan.timezone).date()
    with store.read_ledger(path) as opened, opened.reading():
        given = waivers.read(opened, plan.id)
        return (
            recorded(held.read(opened, plan.id), marks.read(opened, plan.id)),
            tuple(each for each in given if each.until is None or each.until >= today),
        )


def _record(finding: Finding, plan: Path) -> dict[str, object]:
    from sanhui.plan.report import file_of

    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "rule": finding.rule or None,
        "activity": finding.activity or None,
        "sessions": list(finding.sessions),
        "file": str(file_of(finding.line, plan)),
        "line": finding.line,
        "key": finding.key or None,
        "remedy": finding.remedy,
    }


def finding_lines(finding: Finding, path: Path) -> list[Line]:
    """file:line: severity: message, as compilers say it, so that editors find the place."""
    place = f"{path}:{finding.line}" if finding.line else str(path)
    names = {"error": _("error"), "warning": _("warning"), "note": _("note")}
    head = (
        (f"{place}: ", ""),
        (names[finding.severity], _STYLES[finding.severity]),
        (_(": {message}").format(message=finding.message), ""),
    )
    more = [f"  {', '.join(finding.sessions)}"] if finding.sessions else []
    more += [f"  → {finding.remedy}"] if finding.remedy else []
    return [head, *(((line, "dim"),) for line in more)]


def _count(findings: Sequence[Finding]) -> str:
    if not findings:
        return _("Nothing to complain about.")
    n = len(findings)
    return ngettext("{n} finding", "{n} findings", n).format(n=n)
