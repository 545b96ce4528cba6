"""What the rules ask of a plan before its year: is anything missing, if all of it takes place as dated and everybody comes.

What 须 asks for and is missing is an error, what 应当 or 一般 asks for a warning: nearly everything is 一般, and may be lacking
with a reason. A reason that the ledger has (`sanhui waive`) makes a note of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from sanhui.checks.finding import SEVERITIES, Finding, Severity
from sanhui.i18n import _, language
from sanhui.ledger.waivers import Waiver
from sanhui.plan.report import ForeignLine
from sanhui.rulebook.asks import asks, worded
from sanhui.rulebook.model import Rule, Rules, Slip
from sanhui.rules.audit import foresee
from sanhui.rules.verdict import Verdict
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session
from sanhui.wording import long_date


class Foreseen(msgspec.Struct, frozen=True):
    """A plan with its rules, and what comes of them if all of it takes place, rule by rule."""

    schedule: Schedule
    rules: Rules
    by_rule: dict[str, list[Verdict]]


class RuleCheck(msgspec.Struct, frozen=True):
    """A check of the plan against its rules: its code, how grave what it finds is, and the function that looks."""

    code: str
    severity: Severity
    find: Callable[[Foreseen], Iterable[Finding]]


def required(schedule: Schedule, rules: Rules, waivers: Iterable[Waiver] = ()) -> tuple[Finding, ...]:
    """Everything about a plan and its rules, the graver first; `waivers` are the reasons that hold on the day of the check."""
    by_rule: dict[str, list[Verdict]] = {}
    for verdict in foresee(schedule, rules, tuple(waivers)):
        by_rule.setdefault(verdict.rule.id, []).append(verdict)
    foreseen = Foreseen(schedule, rules, by_rule)
    found = [finding for each in RULE_CHECKS for finding in each.find(foreseen)]
    return tuple(sorted(found, key=lambda each: SEVERITIES.index(each.severity)))


def of_slip(slip: Slip) -> Finding:
    """The finding about a rulebook, at its place in its own file."""
    return Finding(
        severity="warning",
        code=slip.code,
        message=slip.message,
        remedy=slip.remedy,
        rule=slip.rule,
        line=None if slip.line is None else ForeignLine(slip.line, slip.file),
    )


def weakened(foreseen: Foreseen) -> Iterator[Finding]:
    """A rulebook asks for less than the regulation that it refines; the regulation holds all the same."""
    return _slips(foreseen, "weakened")


def left_out(foreseen: Foreseen) -> Iterator[Finding]:
    """The plan names its rulebooks, and a regulation is not among them that binds every branch."""
    return _slips(foreseen, "left-out")


def expired(foreseen: Foreseen) -> Iterator[Finding]:
    """A rule is not in force in the plan's year."""
    return _slips(foreseen, "expired")


def _slips(foreseen: Foreseen, code: str) -> Iterator[Finding]:
    return (of_slip(slip) for slip in foreseen.rules.slips if slip.code == code)


def short(foreseen: Foreseen) -> Iterator[Finding]:
    """Too little is planned for what a rule asks for in these periods; an error where the rule says 须."""
    for items in foreseen.by_rule.values():
        yield from _lacking(foreseen, [each for each in items if each.state == "short"])


def waived(foreseen: Foreseen) -> Iterator[Finding]:
    """The same, and somebody gave a reason for it (`sanhui waive`)."""
    for items in foreseen.by_rule.values():
        reasons: dict[str, list[Verdict]] = {}
        for each in items:
            if each.state == "waived" and each.counted == "short" and each.waiver:
                reasons.setdefault(each.waiver.reason, []).append(each)
        for told in reasons.values():
            yield from _lacking(foreseen, told)


def _lacking(foreseen: Foreseen, items: list[Verdict]) -> Iterator[Finding]:
    if not items:
        return
    rule, waiver = items[0].rule, items[0].waiver
    kinds = foreseen.schedule.plan.kinds
    message = _("{rule}: too little is planned for {periods}").format(
        rule=rule.name(language()), periods=_periods(items)
    )
    if items[0].reason:  # when a term ends
        message = _("{what}: {reason}").format(what=message, reason=items[0].reason)
    names = list(dict.fromkeys(each.name for each in items if each.name))
    if names:
        more = _(" …") if len(names) > 3 else ""
        message = _("{what}: {reason}").format(what=message, reason=_(", ").join(names[:3]) + more)
    if waiver is not None and items[0].state == "waived":
        yield _finding(
            foreseen,
            rule,
            "rule-waived",
            "note",
            message,
            _("reason: {reason} ({by}, {day})").format(
                reason=waiver.reason, by=waiver.by, day=long_date(waiver.day)
            ),
            _sessions(items),
        )
    else:
        remedy = _("{asks}, says {source}").format(asks=asks(rule, kinds), source=_source(rule))
        severity: Severity = "error" if rule.severity == "must" else "warning"
        yield _finding(foreseen, rule, "rule-short", severity, message, remedy, _sessions(items))


def leaning(foreseen: Foreseen) -> Iterator[Finding]:
    """A rule is satisfied only if sessions without a day are held in these periods."""
    for items in foreseen.by_rule.values():
        there = [each for each in items if each.leaning]
        if there:
            message = _("{rule}: met only if the sessions without a day are held in {periods}").format(
                rule=there[0].rule.name(language()), periods=_periods(there)
            )
            sessions = tuple(dict.fromkeys(session for each in there for session in each.leaning))
            remedy = _("“sanhui fix” gives a session its day")
            yield _finding(foreseen, there[0].rule, "rule-floating", "note", message, remedy, sessions)


def provisional(foreseen: Foreseen) -> Iterator[Finding]:
    """These rules are satisfied on days only that are provisional, in these periods: a notice may move them."""
    told: list[str] = []
    sessions: list[str] = []
    for items in foreseen.by_rule.values():
        there = []
        for verdict in items:
            resting = [each for each in _met_by(foreseen.schedule, verdict) if each.provisional]
            if resting and verdict.got - len(resting) < verdict.needed:
                there.append(verdict)
                sessions += [each.id for each in resting]
        if there:
            name = there[0].rule.name(language())
            told.append(_("{name} ({more})").format(name=name, more=_periods(there)))
    if told:
        yield Finding(
            severity="note",
            code="rule-provisional",
            message=_("met on provisional days only: {rules}").format(rules=_(", ").join(told)),
            remedy=_("look again when the notice of the holidays is out"),
            sessions=tuple(dict.fromkeys(sessions)),
        )


def last_day(foreseen: Foreseen) -> Iterator[Finding]:
    """A period hangs on its last working day: there is nothing else in it that counts, and no later day."""
    calendar = foreseen.schedule.plan.calendar
    for items in foreseen.by_rule.values():
        last: dict[str, Session] = {}
        for verdict in items:
            counting = [each for each in _met_by(foreseen.schedule, verdict) if each.date is not None]
            working = calendar.working_days(verdict.first, verdict.last) if counting else ()
            if working and verdict.got == verdict.needed:
                last |= {each.id: each for each in counting if each.date == working[-1]}
        if last:
            rule = items[0].rule
            days = _(", ").join(long_date(each.day) for each in last.values())
            message = _("{rule}: it hangs on the last working day: {days}").format(
                rule=rule.name(language()), days=days
            )
            remedy = _("an earlier day leaves room, should it have to be moved")
            yield _finding(foreseen, rule, "rule-last-day", "note", message, remedy, tuple(last))


def unchecked(foreseen: Foreseen) -> Iterator[Finding]:
    """Nobody can tell whether these rules are satisfied, and why: there is no roster, or the plan does not say."""
    plan = foreseen.schedule.plan
    reasons: dict[tuple[str, str], dict[str, Rule]] = {}
    for items in foreseen.by_rule.values():
        if all(each.state == "unchecked" and not each.name and not each.session for each in items):
            rule, reason, key = items[0].rule, items[0].reason, ""
            if rule.sort == "term":
                key = "body.term_from" if plan.body.branch else "body.branch"
            elif plan.roster is None:
                reason, key = _("the plan has no roster (roster in [plan])"), "plan.roster"
            reasons.setdefault((reason, key), {})[rule.id] = rule
    for (reason, key), rules in reasons.items():
        names = _(", ").join(rule.name(language()) for rule in rules.values())
        message = _("not checked, for {reason}: {rules}").format(reason=reason, rules=names)
        only = next(iter(rules)) if len(rules) == 1 else ""
        yield Finding(severity="note", code="rule-unchecked", message=message, rule=only, key=key)


#: Every check against the rules with its stable code. What it means is told by the docstring of its function.
RULE_CHECKS: tuple[RuleCheck, ...] = (
    RuleCheck("weakened", "warning", weakened),
    RuleCheck("left-out", "warning", left_out),
    RuleCheck("expired", "warning", expired),
    RuleCheck("rule-short", "warning", short),
    RuleCheck("rule-waived", "note", waived),
    RuleCheck("rule-floating", "note", leaning),
    RuleCheck("rule-provisional", "note", provisional),
    RuleCheck("rule-last-day", "note", last_day),
    RuleCheck("rule-unchecked", "note", unchecked),
)


# -- what they share ---------------------------------------------------------------------------------------


def _finding(
    foreseen: Foreseen,
    rule: Rule,
    code: str,
    severity: Severity,
    message: str,
    remedy: str,
    sessions: tuple[str, ...],
) -> Finding:
    activity, line, key = _place(foreseen, rule, sessions)
    return Finding(
        severity=severity,
        code=code,
        message=message,
        remedy=remedy,
        sessions=sessions,
        activity=activity,
        rule=rule.id,
        line=line,
        key=key,
    )


def _place(foreseen: Foreseen, rule: Rule, sessions: tuple[str, ...]) -> tuple[str, int | None, str]:
    """Where to mend it: the activity of the session, or one of the kind; else where the plan names the rulebook."""
    plan = foreseen.schedule.plan
    owner = foreseen.schedule.by_id[sessions[0]].activity if sessions else ""
    for activity in plan.activities:
        if activity.id == owner or (not owner and set(activity.kinds) & set(rule.kinds)):
            return activity.id, activity.line, f"activity[{activity.index}]"
    for name, book in zip(plan.rules or (), foreseen.rules.books, strict=False):
        if book.id == rule.rulebook:
            line = None if name.line is None else ForeignLine(name.line, name.file)
            return "", line, f"plan.rules[{name.index + 1}]"
    return "", None, ""


def _met_by(schedule: Schedule, verdict: Verdict) -> list[Session]:
    """The sessions that a count was met by."""
    if verdict.state != "met" or verdict.rule.sort not in ("count", "given", "window"):
        return []
    return [schedule.by_id[session] for session in verdict.sessions]


def _sessions(items: list[Verdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.session for each in items if each.session))


def _periods(items: list[Verdict]) -> str:
    slots = list(dict.fromkeys(each.period for each in items))
    unbroken = len(slots) > 2 and len(slots) == (12 if items[0].rule.period == "month" else 4)
    return f"{slots[0]} – {slots[-1]}" if unbroken else _(", ").join(slots)


def _source(rule: Rule) -> str:
    if not rule.wording:
        return rule.cited
    return _("{what}: {reason}").format(what=rule.cited, reason=worded(rule))
