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
    from sanhui.publish.terminal.columns import Line

_MOST = 12  # so many sessions are named
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
    from sanhui import api
    from sanhui.checks.finding import SEVERITIES
    from sanhui.cli.plan_file import load_schedule
    from sanhui.plan.report import file_of

    schedule = load_schedule(plan)
    today = clock.now(schedule.plan.timezone).date()
    # What programs read is in the plan's language, whoever runs them.
    with speaking(schedule.plan.language if as_json else language()):
        findings = api.check(schedule, ledger=ledger, by_rules=by_rules, today=today)
    if not by_rules:
        terminal.say(_("No rules were asked."))
    elif schedule.plan.rules == ():
        terminal.say(_("No rules were asked: the plan says rules = []. Without that line all of them are."))
    if as_json:
        terminal.write_json([_record(finding, schedule.plan.path) for finding in findings])
    else:
        for finding in sorted(findings, key=lambda each: SEVERITIES.index(each.severity)):
            terminal.write_lines(finding_lines(finding, file_of(finding.line, schedule.plan.path)))
        terminal.say(_count(findings))
    return int(any(finding.severity != "note" for finding in findings))


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
    """file:line: severity: message, as compilers say it, so that editors find the place; folded on a screen only."""
    from sanhui.publish.terminal.columns import hanging

    cells = terminal.screen()
    place = f"{path}:{finding.line}" if finding.line else str(path)
    names = {"error": _("error"), "warning": _("warning"), "note": _("note")}
    before, severity = f"{place}: ", names[finding.severity]
    told = before + severity + _(": {message}").format(message=finding.message)
    more = [f"  {_some(finding.sessions)}"] if finding.sessions else []
    more += [f"  → {finding.remedy}"] if finding.remedy else []
    first, *rest = hanging(told, cells) if cells else [told]
    styled = ((before, ""), (severity, _STYLES[finding.severity]), (first[len(before + severity) :], ""))
    dim = [piece for line in more for piece in (hanging(line, cells) if cells else [line])]
    return [
        styled if first.startswith(before + severity) else ((first, ""),),
        *(((line, ""),) for line in rest),
        *(((line, "dim"),) for line in dim),
    ]


def _some(sessions: Sequence[str]) -> str:
    """Their ids, but of a year's worth no more than are looked at; --json has all."""
    told, n = ", ".join(sessions[:_MOST]), len(sessions) - _MOST
    if n <= 0:
        return told
    return ngettext("{names} and {n} more", "{names} and {n} more", n).format(names=told, n=n)


def _count(findings: Sequence[Finding]) -> str:
    if not findings:
        return _("Nothing to complain about.")
    n = len(findings)
    told = [each.severity for each in findings]
    counts = (
        (told.count("error"), ngettext("{n} error", "{n} errors", told.count("error"))),
        (told.count("warning"), ngettext("{n} warning", "{n} warnings", told.count("warning"))),
        (told.count("note"), ngettext("{n} note", "{n} notes", told.count("note"))),
    )
    shares = _(", ").join(text.format(n=count) for count, text in counts if count)
    return ngettext("{n} finding: {shares}", "{n} findings: {shares}", n).format(n=n, shares=shares)
