"""Judges a record, or a plan taken at its word, by the rules: facts into tables, checks over them, verdicts out of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from sanhui.attendance.recording import held_of
from sanhui.attendance.study import hours_of
from sanhui.i18n import _
from sanhui.ledger.waivers import Waiver
from sanhui.rulebook.model import Rules
from sanhui.rulebook.sorts import known_sorts
from sanhui.rules.checks import Outcome, Row, run
from sanhui.rules.expected import Expected, expected
from sanhui.rules.facts import Tables, facts
from sanhui.rules.floating import spread
from sanhui.rules.kept import Kept, as_planned, due_by
from sanhui.rules.verdict import State, Verdict, exact_hours
from sanhui.schedule.expand import Schedule
from sanhui.wording import long_date

#: A rule in a period for a subject.
Key = tuple[str, str, str]


def audit(schedule: Schedule, rules: Rules, kept: Kept, as_of: dt.date) -> tuple[Verdict, ...]:
    """Every rule in every period of the plan's year, as the record stood on a day."""
    judged = tuple(expected(schedule.plan, rules.rules, as_of))
    tables = facts(schedule, rules, kept, judged, as_of)
    return tuple(_verdicts(schedule, rules, judged, tables, kept, as_of))


def foresee(schedule: Schedule, rules: Rules, waivers: Iterable[Waiver] = ()) -> tuple[Verdict, ...]:
    """The same for a plan before its year: what comes out if all of it takes place and everybody comes.

    The waivers are those that hold on the day on which the plan is looked at.
    """
    after = dt.date(schedule.plan.year + 1, 1, 1)
    chosen = tuple(rule for rule in rules.rules if known_sorts()[rule.sort].planned)
    given = tuple(msgspec.structs.replace(each, until=None) for each in waivers)
    kept = msgspec.structs.replace(as_planned(schedule), waivers=given)
    judged = tuple(expected(schedule.plan, chosen, after))
    tables = facts(schedule, rules, kept, judged, after, plan_only=True)
    return tuple(_verdicts(schedule, rules, judged, tables, kept, after))


class _Evidence(NamedTuple):
    """What verdicts are told from besides the rows of the checks."""

    kept: Kept
    counted: Mapping[Key, tuple[str, ...]]  # sessions
    planned: Mapping[Key, tuple[tuple[str, bool], ...]]  # sessions, and whether they are still to come
    coming: Mapping[Key, int]  # hours that are still planned, by member
    terms: Mapping[str, dt.date]  # their last days, by rule
    owed: Mapping[Key, dt.date]  # until when, by rule, session and member
    leaning: Mapping[tuple[str, str], tuple[str, ...]]  # by rule and period
    documents: Mapping[str, frozenset[str]]  # by session
    names: Mapping[str, str]  # of members
    waivers: Mapping[Key, Waiver]
    as_of: dt.date


def _verdicts(
    schedule: Schedule, rules: Rules, judged: tuple[Expected, ...], tables: Tables, kept: Kept, as_of: dt.date
) -> Iterator[Verdict]:
    outcome = run(tables, {each.rule.sort for each in judged})
    evidence = _evidence(schedule, rules, tables, outcome, kept, as_of)
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in outcome.rows:
        rows.setdefault((row.rule, row.period), []).append(row)
    for item in judged:
        if item.standing.state != "holds":
            state: State = "not-applicable" if item.standing.state == "not-applicable" else "unchecked"
            yield _waived(_plain(item, state, item.standing.reason), evidence)
            continue
        told = [
            row
            for row in rows.get((item.rule.id, item.period.slot), ())
            if row.subject == item.subject or item.rule.sort == "makeup"
        ]
        found = [_of(item, row, evidence) for row in told]
        if not found:
            found = [_without(item, evidence)]
        elif known_sorts()[item.rule.sort].of == "session" and item.period.last < evidence.as_of:
            found += _unrecorded(item, evidence)
        for verdict in found:
            yield _waived(verdict, evidence)


def _evidence(
    schedule: Schedule, rules: Rules, tables: Tables, outcome: Outcome, kept: Kept, as_of: dt.date
) -> _Evidence:
    counted: dict[Key, tuple[str, ...]] = {}
    fit = {(str(rule), str(session)) for rule, session, fits in tables["duty"] if fits}
    given = {rule.id for rule in rules.rules if rule.sort == "given"}
    windows = {rule.id: rule.window for rule in rules.rules if rule.sort == "window"}
    for each in outcome.counted:
        if each.rule in given and (each.rule, each.session) not in fit:
            continue
        month = kept.held[each.session].day.month
        if month in windows.get(each.rule, (month,)) or each.session in kept.floating:
            counted[each[:3]] = (*counted.get(each[:3], ()), each.session)
    leaning: dict[tuple[str, str], tuple[str, ...]] = {}
    for rule, session, slot, _day, fills in tables["placed"]:
        if fills:
            key = str(rule), str(slot)
            leaning[key] = (*leaning.get(key, ()), str(session))
    documents: dict[str, frozenset[str]] = {}
    for session, sort in tables["document"]:
        documents[str(session)] = documents.get(str(session), frozenset()) | {str(sort)}
    planned = spread(outcome, schedule)
    return _Evidence(
        kept=kept,
        counted=counted,
        planned=planned,
        coming=_coming(schedule, rules, planned),
        terms={str(row[0]): dt.date.fromisoformat(str(row[-1])) for row in tables["term"]},
        owed={
            (str(rule), str(session), str(member)): dt.date.fromisoformat(str(last))
            for rule, session, member, last, _done in tables["owed"]
        },
        leaning=leaning,
        documents=documents,
        names={mark.member: mark.name for mark in kept.marks},
        waivers={(each.rule, each.period, each.subject): each for each in kept.waivers},
        as_of=as_of,
    )


def _coming(
    schedule: Schedule, rules: Rules, planned: Mapping[Key, tuple[tuple[str, bool], ...]]
) -> dict[Key, int]:
    """The hours that are still planned for everybody who is due, by rules about hours."""
    found: dict[Key, int] = {}
    wanted = {rule.id for rule in rules.rules if rule.sort == "hours"}
    plan, due = schedule.plan, due_by(schedule)
    for (rule, slot, _subject), items in planned.items():
        for name in [name for name, ahead in items if ahead and rule in wanted]:
            session = schedule.by_id[name]
            hours = exact_hours(hours_of(held_of(plan, session), plan.kinds, rules.settings.hour_minutes))
            for each in due(session) if hours else ():
                key = rule, slot, each.key
                found[key] = found.get(key, 0) + hours
    return found


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


def _without(each: Expected, evidence: _Evidence) -> Verdict:
    """A rule about sessions, in a period in which none of them is recorded."""
    if each.period.last >= evidence.as_of:
        return _plain(each, "upcoming")
    return _idle(each, evidence)


def _idle(each: Expected, evidence: _Evidence) -> Verdict:
    """There was nothing to judge, unless the plan had something, of which nobody wrote down whether it took place."""
    for verdict in _unrecorded(each, evidence):
        return verdict
    idle = _plain(each, "not-applicable", _("nothing to judge in this period"))
    return msgspec.structs.replace(idle, idle=True)


def _unrecorded(each: Expected, evidence: _Evidence) -> Iterator[Verdict]:
    """What the plan had and nobody recorded: of that nothing can be said, whatever is said of other sessions beside it."""
    _coming, unrecorded = _planned(each, evidence)
    if unrecorded:
        yield msgspec.structs.replace(_plain(each, "unchecked"), unrecorded=unrecorded)


def _planned(each: Expected, evidence: _Evidence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The planned sessions that would count: those still to come, and those that are over and not recorded."""
    group = each.subject if each.rule.per == "group" else ""
    found = evidence.planned.get((each.rule.id, each.period.slot, group), ())
    coming = tuple(session for session, ahead in found if ahead)
    return coming, tuple(session for session, ahead in found if not ahead)


def _of(each: Expected, row: Row, evidence: _Evidence) -> Verdict:
    rule, kept = each.rule, evidence.kept
    if row.state == "none":
        return _idle(each, evidence)
    subject, name = each.subject, each.name
    if row.subject != subject:  # a make-up: the member who owes it
        subject = row.subject
        name = evidence.names.get(subject, subject)
    coming, unrecorded = _planned(each, evidence) if row.state in ("short", "upcoming") else ((), ())
    group = subject if rule.per == "group" else ""
    have = evidence.documents.get(row.session, frozenset())
    state: State = row.state  # type: ignore[assignment]
    return Verdict(
        rule=rule,
        period=row.period,
        first=each.period.first,
        last=each.period.last,
        subject=subject or row.session,
        name=name,
        session=row.session,
        title=kept.held[row.session].title if row.session in kept.held else "",
        state=state,
        counted=state,
        needed=row.needed,
        got=row.got,
        sessions=evidence.counted.get((rule.id, row.period, group), ()) if not row.session else (),
        ahead=coming,
        coming=evidence.coming.get((rule.id, row.period, subject), 0) if row.state == "upcoming" else 0,
        unrecorded=unrecorded,
        missing=tuple(sort for sort in rule.documents if sort not in have) if rule.sort == "evidence" else (),
        leaning=evidence.leaning.get((rule.id, row.period), ()) if row.state == "met" else (),
        reason=_unknown(each, row.needed > 0) if row.state == "unchecked" else _deadline(each, row, evidence),
    )


def _deadline(each: Expected, row: Row, evidence: _Evidence) -> str:
    """When a term ends, or ended; until when a make-up is due, or was."""
    rule = each.rule
    if row.state not in ("short", "upcoming"):
        return ""
    if rule.sort == "term":
        return _("its last day is {day}").format(day=long_date(evidence.terms[rule.id]))
    if rule.sort == "makeup":
        last = evidence.owed[rule.id, row.session, row.subject]
        return _("to be made up by {day}").format(day=long_date(last))
    return ""


def _unknown(each: Expected, some: bool) -> str:
    """Why it cannot be told; of `some` of those due it may be known whether they came."""
    rule = each.rule
    if each.joined is not None:
        reason = _("belongs since {day}: what was done elsewhere before is not in this ledger")
        return reason.format(day=long_date(each.joined))
    if rule.sort == "long-absence":
        return _("nothing was recorded of them in the last {n} months").format(n=rule.months)
    return {
        "quorum": _("of some of those due it is not recorded whether they came")
        if some
        else _("nobody's attendance was recorded"),
        "makeup": _("nobody's attendance was recorded"),
        "attendance": _("of some sessions nobody's attendance was recorded"),
        "absences": _("of some sessions nobody's attendance was recorded"),
        "role": _("nobody wrote down who had this duty"),
        "length": _("its end was not written down"),
        "term": _("the plan does not say when the term began (term_from in [body])"),
    }.get(rule.sort, _("it cannot be told"))


def _waived(verdict: Verdict, evidence: _Evidence) -> Verdict:
    """A shortfall with a reason is waived as long as the reason holds; what was counted stays with it.

    A reason for the body speaks for all groups and members. What was met needs none, and one that has ended is still told.
    """
    rule, period = verdict.rule.id, verdict.period
    given = [
        waiver
        for subject in dict.fromkeys((verdict.subject, verdict.session, ""))
        if (waiver := evidence.waivers.get((rule, period, subject))) and waiver.day <= evidence.as_of
    ]
    if not given:
        return verdict
    holding = [each for each in given if each.until is None or each.until >= evidence.as_of]
    waives = holding and verdict.state in ("short", "upcoming", "unchecked")
    state: State = "waived" if waives else verdict.state
    return msgspec.structs.replace(verdict, waiver=(holding or given)[0], state=state)
