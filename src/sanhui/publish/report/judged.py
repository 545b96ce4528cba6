"""What the rules say of a stretch of days, from the audit: a row a rule, and what is missing with its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from sanhui.i18n import _, language
from sanhui.plan.kinds import Kind
from sanhui.publish.cleaning import one_line
from sanhui.publish.report.model import RuleRow, Shortfall
from sanhui.publish.rules.verdicts import by_rule, joined, sentence, source, state_name, tells
from sanhui.rulebook.asks import asks, severity_name
from sanhui.rules.verdict import STATES, Verdict
from sanhui.schedule.expand import Schedule
from sanhui.wording import short_date


def rule_rows(verdicts: Iterable[Verdict], kinds: Mapping[str, Kind]) -> tuple[RuleRow, ...]:
    """A row a rule that holds for this body, in the order of the rulebooks."""
    rows = []
    for items in by_rule(verdicts).values():
        states = [each.state for each in items]
        counts = {state: states.count(state) for state in STATES if state in states}
        if set(counts) == {"not-applicable"}:
            continue
        rule = items[0].rule
        said = [
            _("{state} {n}").format(state=state_name(state), n=n)
            for state, n in counts.items()
            if state != "not-applicable"
        ]
        rows.append(
            RuleRow(
                rule=rule.id,
                name=one_line(rule.name(language())),
                severity=severity_name(rule.severity),
                source=one_line(rule.cited),
                asks=one_line(asks(rule, kinds)),
                state=next(iter(counts)),
                counts=counts,
                result=_(", ").join(said),
            )
        )
    return tuple(rows)


def shortfalls(verdicts: Iterable[Verdict], schedule: Schedule) -> tuple[Shortfall, ...]:
    """The rules of which something is to be said: short, waived, not to be told, or at risk."""
    kinds = schedule.plan.kinds
    found = []
    for items in by_rule(verdicts).values():
        told = [each for each in items if tells(each) and each.state != "not-applicable"]
        if told:
            rule = items[0].rule
            found.append(
                Shortfall(
                    rule=rule.id,
                    name=one_line(rule.name(language())),
                    source=source(rule),
                    asks=one_line(asks(rule, kinds)),
                    sentences=tuple(
                        one_line(sentence(_named(each, schedule), names)) for each, names in joined(told)
                    ),
                )
            )
    return tuple(found)


def _named(verdict: Verdict, schedule: Schedule) -> Verdict:
    """The same with its sessions called as people call them: a report goes to those who know no ids."""

    def name(session: str) -> str:
        known = schedule.by_id.get(session)
        if known is None:
            return session
        if known.date is None:
            return known.title
        return _("{text} ({note})").format(text=known.title, note=short_date(known.date))

    return msgspec.structs.replace(
        verdict,
        session=name(verdict.session),
        title="" if verdict.session in schedule.by_id else verdict.title,
        ahead=tuple(map(name, verdict.ahead)),
        unrecorded=tuple(map(name, verdict.unrecorded)),
    )
