"""What the rules say of a record, for other programs and for files: JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from typing import Any

from sanhui.i18n import _, language
from sanhui.plan.kinds import Kind
from sanhui.publish.cleaning import csv_cell, one_line
from sanhui.publish.rules.verdicts import (
    amount,
    by_rule,
    disclaimer,
    joined,
    sentence,
    source,
    state_name,
    summary,
    symbol,
    tells,
)
from sanhui.rulebook.asks import asks, severity_name
from sanhui.rules.verdict import Verdict
from sanhui.wording import long_date


def record(verdicts: Iterable[Verdict], plan: str, as_of: dt.date) -> dict[str, Any]:
    """Everything; the sentences in the language that is being spoken."""
    return {
        "version": 1,
        "plan": plan,
        "as_of": as_of.isoformat(),
        "note": disclaimer(),
        "findings": [_record(each) for each in verdicts],
    }


def _record(verdict: Verdict) -> dict[str, Any]:
    waiver = verdict.waiver
    rule = verdict.rule
    return {
        "rule": rule.id,
        "name": rule.name(language()),
        "severity": rule.severity,
        "citation": rule.cited,
        "wording": rule.wording,
        "verbatim": rule.verbatim,
        "grade": rule.grade,
        "period": verdict.period,
        "first": verdict.first.isoformat(),
        "last": verdict.last.isoformat(),
        "subject": verdict.subject,
        "subject_name": verdict.name,
        "session": verdict.session or None,
        "state": verdict.state,
        "counted": verdict.counted,
        "needed": amount(verdict, verdict.needed),
        "got": amount(verdict, verdict.got),
        "sessions": list(verdict.sessions),
        "planned": list(verdict.ahead),
        "coming": amount(verdict, verdict.coming),
        "unrecorded": list(verdict.unrecorded),
        "at_risk": verdict.at_risk,
        "missing": list(verdict.missing),
        "message": sentence(verdict),
        "waiver": None
        if waiver is None
        else {
            "reason": waiver.reason,
            "by": waiver.by,
            "day": waiver.day.isoformat(),
            "until": waiver.until.isoformat() if waiver.until else None,
        },
    }


def to_csv(verdicts: Iterable[Verdict]) -> str:
    """A row a finding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            _("Rule"),
            _("Name"),
            _("Firmness"),
            _("Period"),
            _("Subject"),
            _("Session"),
            _("State"),
            _("Finding"),
            _("Source"),
        ]
    )
    for each in verdicts:
        rule = each.rule
        row = [
            rule.id,
            rule.name(language()),
            severity_name(rule.severity),
            each.period,
            each.name,
            each.session,
            state_name(each.state),
            sentence(each),
            source(rule),
        ]
        writer.writerow([csv_cell(one_line(text)) for text in row])
    return out.getvalue()


def to_markdown(verdicts: tuple[Verdict, ...], title: str, kinds: Mapping[str, Kind], as_of: dt.date) -> str:
    """A page: what is short, waived or still to come, rule by rule."""
    lines = [
        f"# {cell(title)}",
        "",
        _("As of {day}.").format(day=long_date(as_of)),
        "",
        summary(verdicts),
    ]
    for items in by_rule(verdicts).values():
        told = [each for each in items if tells(each)]
        if told:
            rule = items[0].rule
            lines += ["", f"## {cell(rule.name(language()))}", "", f"> {cell(source(rule))}", ""]
            lines += [cell(asks(rule, kinds)), ""]
            lines += [f"- {symbol(each)} {cell(sentence(each, names))}" for each, names in joined(told)]
    return "\n".join([*lines, "", disclaimer()]) + "\n"


def cell(text: str) -> str:
    """A text that Markdown takes as it is."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|" else each for each in one_line(text))
