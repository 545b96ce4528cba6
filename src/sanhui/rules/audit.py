"""Judges a record, or a plan taken at its word, by the rules: facts into tables, checks over them, verdicts out of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from sanhui.i18n import _
from sanhui.ledger.waivers import Waiver
from sanhui.rulebook.model import Rules
from sanhui.rules.checks import Row, run
from sanhui.rules.expected import Expected, expected
from sanhui.rules.facts import Tables, facts
from sanhui.rules.kept import Kept, as_planned
from sanhui.rules.verdict import State, Verdict
from sanhui.schedule.expand import Schedule
from sanhui.wording import long_date

#: What can be told from a plan alone: what is to take place, not who came.
OF_PLANS = frozenset({"count", "member-count", "given", "hours", "role", "window", "order", "length", "term"})


def audit(schedule: Schedule, rules: Rules, kept: Kept, as_of: dt.date) -> tuple[Verdict, ...]:
    """Every rule in every period of the plan's year, as the record stood on a day."""
    judged = tuple(expected(schedule.plan, rules.rules, as_of))
    tables = facts(schedule, rules, kept, judged, as_of)
    return _verdicts(schedule, judged, tables, kept, as_of)


def foresee(schedule: Schedule, rules: Rules) -> tuple[Verdict, ...]:
    """The same for a plan before its year: what comes out if all of it takes place and everybody comes."""
    after = dt.date(schedule.plan.year + 1, 1, 1)
    chosen = tuple(rule for rule in rules.rules if rule.sort in OF_PLANS)
    kept = as_planned(schedule)
    judged = tuple(expected(schedule.plan, chosen, after))
    tables = facts(schedule, rules, kept, judged, after, plan_only=True)
    return _verdicts(schedule, judged, tables, kept, after)


def _verdicts(
    schedule: Schedule, judged: tuple[Expected, ...], tables: Tables, kept: Kept, as_of: dt.date
) -> tuple[Verdict, ...]:
    rows: dict[tuple[str, str], list[Row]] = {}
    outcome = run(tables, {each.rule.sort for each in judged})
    for row in outcome.rows:
        rows.setdefault((row.rule, row.period), []).append(row)
    ahead: dict[tuple[str, str, str], list[tuple[str, bool]]] = {}
    for each in outcome.planned:
        ahead.setdefault((each.rule, each.period, each.subject), []).append((each.session, each.ahead))
    waivers = {(each.rule, each.period, each.subject): each for each in kept.waivers}
    found: list[Verdict] = []
    for item in judged:
        if item.standing.state != "holds":
            state: State = "not-applicable" if item.standing.state == "not-applicable" else "unchecked"
            found.append(_waived(_plain(item, state, item.standing.reason), waivers, as_of))
            continue
        told = [
            row
            for row in rows.get((item.rule.id, item.period.slot), ())
            if row.subject == item.subject or item.rule.sort == "makeup"
        ]
        if not told:
            found.append(_without(item, as_of))
        found += [_waived(_of(item, row, schedule, tables, kept, ahead), waivers, as_of) for row in told]
    return tuple(found)


def _plain(each: Expected, state: State, reason: str = "") -> Verdict:
    return Verdict(
        rule=each.rule,
        period=each.period.slot,
        first=each.period.first,
        last=each.period.last,
        subject=each.subject,
        name=each.name,
        state=state,
        counted=state,
        reason=reason,
    )


def _without(each: Expected, as_of: dt.date) -> Verdict:
    """A rule about sessions, in a period in which there is none of them."""
    if each.period.last >= as_of:
        return _plain(each, "upcoming")
    return _idle(each)


def _idle(each: Expected) -> Verdict:
    return msgspec.structs.replace(
        _plain(each, "not-applicable", _("nothing to judge in this period")), idle=True
    )


def _of(
    each: Expected,
    row: Row,
    schedule: Schedule,
    tables: Tables,
    kept: Kept,
    ahead: Mapping[tuple[str, str, str], list[tuple[str, bool]]],
) -> Verdict:
    rule = each.rule
    if row.state == "none":
        return _idle(each)
    subject, name = each.subject, each.name
    if row.subject != subject:  # a make-up: the member who owes it
        subject = row.subject
        name = next((mark.name for mark in kept.marks if mark.member == subject), subject)
    group = subject if rule.sort == "count" else ""
    planned = ahead.get((rule.id, row.period, group), []) if row.state in ("short", "upcoming") else []
    reason = ""
    if row.state == "unchecked":
        reason = _unknown(each)
    have = {sort for session, sort in tables["document"] if session == row.session} if row.session else set()
    state: State = row.state  # type: ignore[assignment]
    title = kept.held[row.session].title if row.session in kept.held else ""
    return Verdict(
        rule=rule,
        period=row.period,
        first=each.period.first,
        last=each.period.last,
        subject=subject or row.session,
        name=name,
        session=row.session,
        title=title,
        state=state,
        counted=state,
        needed=row.needed,
        got=row.got,
        ahead=tuple(session for session, coming in planned if coming),
        unrecorded=tuple(session for session, coming in planned if not coming),
        missing=tuple(sort for sort in rule.documents if sort not in have) if rule.sort == "evidence" else (),
        leaning=_leaning(tables, rule.id, row) if row.state == "met" else (),
        reason=reason,
    )


def _leaning(tables: Tables, rule: str, row: Row) -> tuple[str, ...]:
    return tuple(
        str(session)
        for name, session, slot, fills in tables["placed"]
        if fills and (name, slot) == (rule, row.period)
    )


def _unknown(each: Expected) -> str:
    if each.joined is not None:
        reason = _("belongs since {day}: what was done elsewhere before is not in this ledger")
        return reason.format(day=long_date(each.joined))
    return {
        "quorum": _("nobody's attendance was recorded"),
        "role": _("nobody wrote down who had this duty"),
        "length": _("its end was not written down"),
        "term": _("the plan does not say when the term began (term_from in [body])"),
    }.get(each.rule.sort, _("it cannot be told"))


def _waived(verdict: Verdict, waivers: Mapping[tuple[str, str, str], Waiver], as_of: dt.date) -> Verdict:
    """A shortfall with a reason is waived as long as the reason holds; what was counted stays with it."""
    for subject in dict.fromkeys((verdict.subject, verdict.session, "")):
        waiver = waivers.get((verdict.rule.id, verdict.period, subject))
        if waiver is None or waiver.day > as_of or (waiver.until is not None and waiver.until < as_of):
            continue
        # A reason for the body speaks for all groups and members; what was met needs none.
        waives = verdict.state in ("short", "upcoming", "unchecked")
        return msgspec.structs.replace(verdict, waiver=waiver, state="waived" if waives else verdict.state)
    return verdict
