"""What the rules say of a record, in words: states, sources, and what is the matter, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sanhui.i18n import _, ngettext
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import AT_RISK, STATES, Look, state_look
from sanhui.rulebook.asks import document_name, grade_name, worded
from sanhui.rulebook.model import MONTHS, Rule
from sanhui.rulebook.sorts import known_sorts
from sanhui.rules.verdict import HOUR, Verdict
from sanhui.rules.verdict import STATES as ORDER
from sanhui.wording import long_date

_MOST = 5  # so many names are listed
#: Of what nobody could judge.
UNJUDGED = ("not-applicable", "unchecked")


def state_name(state: str) -> str:
    """达标, 缺, 未到期, 不适用, 已说明, 未核对."""
    return {
        "met": _("met"),
        "short": _("short"),
        "upcoming": _("upcoming"),
        "not-applicable": _("not applicable"),
        "waived": _("waived"),
        "unchecked": _("unchecked"),
    }[state]


def source(rule: Rule) -> str:
    """The document, the article, the wording, and how sure that is."""
    if not rule.wording:
        return one_line(rule.cited)
    return one_line(
        _("{source}: {wording} ({sure})").format(
            source=rule.cited, wording=worded(rule), sure=grade_name(rule)
        )
    )


def sentence(verdict: Verdict, names: tuple[str, ...] = ()) -> str:
    """What is the matter in one period, and what can be done."""
    told = len(names) < 2 or verdict.name in names  # else each name has its own count
    who = who_of(names or tuple(filter(None, [verdict.name])))
    where = verdict.period
    if verdict.session:
        where = _("{period}, {session}").format(period=where, session=_session(verdict))
    said = _("{period}: {state}").format(period=where, state=state_name(verdict.state))
    parts = [said, who, _counts(verdict) if told else "", verdict.reason]
    if verdict.state in ("upcoming", "short", "unchecked"):
        parts += hints(verdict)
    if verdict.waiver is not None:
        by = verdict.waiver.by or verdict.waiver.entered_by
        reason = _("reason: {reason} ({by}, {day})")
        parts.append(reason.format(reason=verdict.waiver.reason, by=by, day=long_date(verdict.waiver.day)))
        if verdict.waiver.until:
            ended = verdict.state in ("short", "upcoming", "unchecked")
            text = _("ended on {day}") if ended else _("holds until {day}")
            parts.append(text.format(day=long_date(verdict.waiver.until)))
    return _("; ").join(filter(None, parts))


def summary(verdicts: Iterable[Verdict]) -> str:
    """How many findings stand how."""
    every = [each.state for each in verdicts]
    return "  ".join(f"{state_name(state)} {every.count(state)}" for state in ORDER if state in every)


def disclaimer() -> str:
    """What the tool is, and is not."""
    return _("This reminds; it does not judge. What follows from it, the organisation decides.")


def by_rule(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts of every rule, in order."""
    found: dict[str, list[Verdict]] = {}
    for each in verdicts:
        found.setdefault(each.rule.id, []).append(each)
    return found


def tells(verdict: Verdict) -> bool:
    """Whether there is something to say: what was met, or is still to come as planned, needs no words."""
    if verdict.waiver is not None:
        return True
    if verdict.state == "upcoming":
        pending = known_sorts()[verdict.rule.sort].counts and verdict.unrecorded
        return verdict.at_risk or bool(pending) or bool(verdict.session)
    return verdict.state != "met" and not verdict.idle


def joined(verdicts: list[Verdict]) -> list[tuple[Verdict, tuple[str, ...]]]:
    """What is the same for several members, or in several periods, once."""
    found: dict[tuple[object, ...], list[Verdict]] = {}
    for each in verdicts:
        by_period = each.rule.sort in ("count", "given") or (each.state in UNJUDGED and not each.name)
        where: tuple[object, ...] = (each.period, each.session)
        if by_period and not each.session:
            where = (each.name, each.got)
        risk = each.at_risk, each.coming
        key = (*where, each.state, each.reason, *risk, each.ahead, bool(each.unrecorded), each.waiver)
        found.setdefault(key, []).append(each)
    return [(_one(items), _names(items)) for items in found.values()]


def _one(items: list[Verdict]) -> Verdict:
    """Several periods as one line: the first and the last of them, or all, if others lie between."""
    first, last = items[0], items[-1]
    slots = list(dict.fromkeys(each.period for each in items))
    if len(slots) == 1:
        return first
    days = sum((each.last - each.first).days + 1 for each in items)
    unbroken = days == (last.last - first.first).days + 1
    said = f"{slots[0]} – {slots[-1]}" if unbroken else _(", ").join(slots)
    sessions = tuple(session for each in items for session in each.unrecorded)
    return msgspec.structs.replace(first, period=said, last=last.last, unrecorded=sessions)


def _names(items: list[Verdict]) -> tuple[str, ...]:
    """Who is concerned, each with what was counted if that differs."""
    amounts = len({(each.got, each.needed) for each in items}) == 1
    return tuple(
        dict.fromkeys(
            each.name if amounts else _("{who} ({what})").format(who=each.name, what=_short(each))
            for each in items
            if each.name
        )
    )


def _short(verdict: Verdict) -> str:
    return f"{amount(verdict, verdict.got)}/{amount(verdict, verdict.needed)}"


def who_of(names: tuple[str, ...]) -> str:
    """The names, of many the first ones."""
    if len(names) <= _MOST:
        return _(", ").join(names)
    n = len(names)
    text = ngettext("{names} and {n} more", "{names} and {n} more", n - _MOST)
    return text.format(names=_(", ").join(names[:_MOST]), n=n - _MOST)


def _session(verdict: Verdict) -> str:
    return f"{verdict.session} {verdict.title}".strip()


def _counts(verdict: Verdict) -> str:
    rule, got, needed = verdict.rule, amount(verdict, verdict.got), amount(verdict, verdict.needed)
    if verdict.counted in ("not-applicable", "unchecked") or not needed:
        return ""
    match rule.sort:
        case "evidence":
            names = _(", ").join(map(document_name, verdict.missing))
            return _("missing: {items}").format(items=names) if names else ""
        case "long-absence":
            return _("away for {n} months: for people to look at").format(n=got)
        case "term":
            return _("the term ends: an election is due")
        case "length":
            return _("{got} minutes, at most {needed}").format(got=got, needed=needed)
        case "absences" if verdict.state == "short" and got <= needed:
            return _("with late arrivals more than {needed} absences ({got} without them)").format(
                got=got, needed=needed
            )
        case "absences":
            return _("{got} absences, at most {needed}").format(got=got, needed=needed)
        case "attendance":
            return _("{got}% attended, {needed}% wanted").format(got=got, needed=needed)
        case "role":
            return "" if got else _("somebody else had this duty")
        case "window" | "order":
            return ""
        case "makeup":
            return _("made up too late") if got else _("not made up")
        case "quorum":
            return _("{got} present, {needed} needed").format(got=got, needed=needed)
    return _("{got} of {needed}").format(got=got, needed=needed)


def amount(verdict: Verdict, value: int) -> float | int:
    """What the check counted, in the unit of its rule: hours, people, sessions, a percentage."""
    rule = verdict.rule
    if rule.sort in ("hours", "points"):
        parts = HOUR if rule.sort == "hours" else 100
        return value // parts if value % parts == 0 else round(value / parts, 2)
    if rule.sort == "quorum":
        return -(-value // rule.share.denominator)
    if rule.sort == "attendance" and rule.share and verdict.needed:
        tenths = 1000 * value * rule.share.numerator // (rule.share.denominator * verdict.needed)
        return (
            tenths // 10 if tenths % 10 == 0 else tenths / 10
        )  # cut off: 84.96 % is not the 85 % that were missed
    return value


def hints(verdict: Verdict) -> list[str]:
    """What is planned, what is not recorded, and until when something can still be done."""
    told: list[str] = []
    rule = verdict.rule
    if rule.sort == "hours" and verdict.at_risk:
        planned = amount(verdict, verdict.coming)
        told.append(_("{n} more are planned").format(n=planned) if planned else _("nothing is planned"))
        told.append(_("possible until {day}").format(day=long_date(verdict.last)))
    if not known_sorts()[rule.sort].counts and verdict.state != "unchecked":
        return told
    if verdict.unrecorded:
        n = len(verdict.unrecorded)
        text = ngettext(
            "{n} session in the plan is over and not recorded: {sessions}",
            "{n} sessions in the plan are over and not recorded: {sessions}",
            n,
        )
        told.append(text.format(n=n, sessions=who_of(verdict.unrecorded)))
    if verdict.state == "upcoming":
        if verdict.ahead:
            told.append(_("still planned: {sessions}").format(sessions=who_of(verdict.ahead)))
        elif verdict.at_risk:
            told.append(_("nothing is planned"))
        several = rule.period is not None and verdict.last.month - verdict.first.month >= MONTHS[rule.period]
        told.append(
            _("possible in each until its last day")
            if several
            else _("possible until {day}").format(day=long_date(verdict.last))
        )
    return told


def symbol(verdict: Verdict) -> str:
    """The sign that says the state without a colour."""
    return state_look(verdict).symbol


def signs() -> list[tuple[Look, str]]:
    """What each sign of the board means."""
    told = [(STATES[state], state_name(state)) for state in ORDER]
    told.insert(2, (STATES[AT_RISK], _("upcoming, and too little is planned")))
    return told


def legend() -> list[str]:
    """The same as words."""
    return [f"{look.symbol} {name}" for look, name in signs()]
