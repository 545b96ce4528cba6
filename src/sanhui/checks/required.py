"""What the rules ask of a plan before its year: is anything missing, if all of it takes place as dated and everybody comes.

The firmness of the rule tells how grave it is: 须 an error, 应当 a warning, 一般 a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from sanhui.checks.finding import Finding, Severity
from sanhui.i18n import _, language
from sanhui.rulebook.asks import asks
from sanhui.rulebook.model import Rule, Rules
from sanhui.rules.audit import foresee
from sanhui.rules.verdict import Verdict
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.schedule.slots import period
from sanhui.when.tree import Unit
from sanhui.wording import long_date

_GRAVITY: dict[str, Severity] = {"must": "error", "should": "warning", "generally": "note"}


def required(schedule: Schedule, rules: Rules) -> tuple[Finding, ...]:
    """One finding a rule that the plan does not satisfy, those that nobody can check, and what hangs on one day or on none yet."""
    by_rule: dict[str, list[Verdict]] = {}
    for verdict in foresee(schedule, rules):
        by_rule.setdefault(verdict.rule.id, []).append(verdict)
    found: list[Finding] = []
    for items in by_rule.values():
        if short := [each for each in items if each.state == "short"]:
            found.append(_short(schedule, short))
        if leaning := [each for each in items if each.leaning]:
            found.append(_leaning(leaning))
        if items[0].rule.sort == "count" and items[0].rule.period == "month":
            found += _tight(schedule, items)
    return (
        *sorted(found, key=lambda each: list(_GRAVITY.values()).index(each.severity)),
        *_unchecked(by_rule),
    )


def _short(schedule: Schedule, short: list[Verdict]) -> Finding:
    rule = short[0].rule
    names = list(dict.fromkeys(each.name for each in short if each.name))
    message = _("{rule}: too little is planned for {periods}").format(
        rule=rule.name(language()), periods=_periods(short)
    )
    if names:
        more = _(" …") if len(names) > 3 else ""
        message = _("{what}: {reason}").format(what=message, reason=_(", ").join(names[:3]) + more)
    return Finding(
        severity=_GRAVITY[rule.severity],
        code="rule-short",
        message=message,
        remedy=_("{asks}, says {source}").format(asks=asks(rule, schedule.plan.kinds), source=_source(rule)),
        sessions=tuple(dict.fromkeys(each.session for each in short if each.session)),
    )


def _leaning(items: list[Verdict]) -> Finding:
    """Periods that only a session without a day can fill, which may also be held in another."""
    return Finding(
        severity="note",
        code="rule-floating",
        message=_("{rule}: met only if the sessions without a day are held in {periods}").format(
            rule=items[0].rule.name(language()), periods=_periods(items)
        ),
        remedy=_("“sanhui fix” gives a session its day"),
        sessions=tuple(dict.fromkeys(session for each in items for session in each.leaning)),
    )


def _periods(items: list[Verdict]) -> str:
    slots = list(dict.fromkeys(each.period for each in items))
    unbroken = len(slots) > 2 and len(slots) == (12 if items[0].rule.period == "month" else 4)
    return f"{slots[0]} – {slots[-1]}" if unbroken else _(", ").join(slots)


def _source(rule: Rule) -> str:
    if not rule.wording:
        return rule.cited
    wording = _("“{text}”").format(text=rule.wording) if rule.verbatim else rule.wording
    return _("{what}: {reason}").format(what=rule.cited, reason=wording)


def _tight(schedule: Schedule, items: list[Verdict]) -> Iterator[Finding]:
    """A month whose only session is on its last working day: moved once, it is missed."""
    last = []
    for verdict in items:
        if verdict.state != "met" or verdict.got != verdict.needed or verdict.subject:
            continue
        sessions = list(_sessions(schedule, verdict))
        working = schedule.plan.calendar.working_days(verdict.first, verdict.last)
        if working and any(each.date == working[-1] for each in sessions):
            last += [each for each in sessions if each.date == working[-1]]
    if last:
        rule = items[0].rule
        days = _(", ").join(long_date(each.day) for each in last)
        yield Finding(
            severity="note",
            code="rule-last-day",
            message=_("{rule}: in these months it hangs on the last working day: {days}").format(
                rule=rule.name(language()), days=days
            ),
            remedy=_("an earlier day leaves room, should it have to be moved"),
            sessions=tuple(each.id for each in last),
        )


def _sessions(schedule: Schedule, verdict: Verdict) -> Iterator[Session]:
    wanted = set(verdict.rule.kinds)
    for session in schedule.sessions:
        there = session.date is not None and period(Unit.MONTH, session.date).slot == verdict.period
        if there and session.status is not Status.CANCELLED and wanted & set(session.kinds):
            yield session


def _unchecked(by_rule: dict[str, list[Verdict]]) -> Iterator[Finding]:
    """Rules of which nobody can tell, once for every reason."""
    reasons: dict[str, dict[str, None]] = {}
    for items in by_rule.values():
        if items and all(each.state == "unchecked" and not each.name and not each.session for each in items):
            reasons.setdefault(items[0].reason, {})[items[0].rule.name(language())] = None
    for reason, names in reasons.items():
        message = _("not checked, for {reason}: {rules}")
        yield Finding(
            severity="note",
            code="rule-unchecked",
            message=message.format(reason=reason, rules=_(", ").join(names)),
        )
