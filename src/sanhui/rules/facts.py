"""Fills the tables of facts.sql from rules, plan and record; every key of a period is worked out here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sanhui.attendance.due import unmarked
from sanhui.attendance.evidence import yearly
from sanhui.attendance.owed import owed
from sanhui.attendance.points import by_hand, earned, speakers_of
from sanhui.attendance.record import Entry, Record
from sanhui.attendance.study import counted_share, hours_of
from sanhui.attendance.voting import ELECTION
from sanhui.days.years import month_end
from sanhui.ledger.held import Held
from sanhui.plan.model import Plan
from sanhui.roster.audience import Directories
from sanhui.rulebook.model import Rule, Rules
from sanhui.rulebook.roles import is_one_of
from sanhui.rulebook.sorts import known_sorts
from sanhui.rules.expected import UNITS, Expected, unit_of
from sanhui.rules.floating import placed
from sanhui.rules.kept import Kept
from sanhui.rules.verdict import exact_hours
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.schedule.slots import period, periods
from sanhui.wording import separate

#: The kind that every session has, for rules that name none.
ANY = "*"
_TABLES = (
    *("judged", "rule", "rule_kind", "rule_after", "rule_month", "rule_document", "period", "expected"),
    *("held", "held_kind", "held_period", "held_group", "duty", "placed"),
    *("planned", "planned_kind", "planned_period", "planned_group"),
    *("mark", "unmarked", "owed", "vote", "document", "task", "point", "history", "months_ago", "term"),
)

Tables = dict[str, list[tuple[object, ...]]]


def facts(
    schedule: Schedule,
    rules: Rules,
    kept: Kept,
    judged: Iterable[Expected],
    as_of: dt.date,
    *,
    plan_only: bool = False,
) -> Tables:
    """The rows of every table. In a check of the plan there is nothing ahead: all of it was taken for held."""
    tables: Tables = {name: [] for name in _TABLES}
    plan = schedule.plan
    holding = [each for each in judged if each.standing.state == "holds"]
    wanted = {each.rule.id: each.rule for each in holding}
    tables["judged"] = [(as_of.isoformat(),)]
    tables["expected"] = [
        (each.rule.id, each.period.slot, each.subject, int(each.joined is not None)) for each in holding
    ]
    first, last = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    tables["period"] = [
        (name, each.slot, each.first.isoformat(), each.last.isoformat(), int(each.last < as_of))
        for name, unit in UNITS.items()
        for each in periods(unit, first, last)
    ]
    _rules(tables, wanted.values(), rules, plan)
    groups = _Groups(plan, wanted.values())
    _held(tables, schedule, kept, groups)
    _marks(tables, plan, rules, kept, wanted.values())
    if not plan_only and any(rule.sort in ("quorum", "attendance", "absences") for rule in wanted.values()):
        tables["unmarked"] = list(_unmarked(schedule, kept))
    _duties(tables, schedule, kept, wanted.values())
    tables["placed"] = list(placed(tables, wanted.values(), kept.floating))
    if not plan_only:
        _planned(tables, schedule, kept, groups, as_of)
    _tasks(tables, schedule, kept, wanted.values())
    if any(rule.sort == "points" for rule in wanted.values()):
        _points(tables, schedule, rules, kept)
    _terms(tables, plan, kept, wanted.values(), plan_only=plan_only)
    if absences := [rule for rule in wanted.values() if rule.sort == "long-absence"]:
        # Of a year that is over its last day tells: what came later is for a later year's audit.
        day = min(as_of, last)
        for rule in absences:
            tables["history"] += _history(rule, plan, kept, day)
        longest = max(120, *(rule.months for rule in absences))
        tables["months_ago"] = [(n, _months_ago(day, n).isoformat()) for n in range(longest + 1)]
    return tables


def months_on(day: dt.date, months: int) -> dt.date:
    """The day so many months later (before, if negative); the last of a month that has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), month_end(year, month + 1))


def _months_ago(day: dt.date, months: int) -> dt.date:
    """The last day from which so many whole months have gone by: a 31st counts as reached on the last of a shorter month."""
    there = months_on(day, -months)
    return month_end(there.year, there.month) if (day + dt.timedelta(days=1)).day == 1 else there


def _rules(tables: Tables, wanted: Iterable[Rule], rules: Rules, plan: Plan) -> None:
    sorts = known_sorts()
    for rule in wanted:
        about_sessions = "kinds" in (*sorts[rule.sort].needs, *sorts[rule.sort].takes)
        tables["rule"].append(
            (
                rule.id,
                rule.sort,
                unit_of(rule),
                rule.at_least,
                rule.at_most,
                rule.share.numerator,
                rule.share.denominator,
                rule.denominator,
                int(rule.voting_only),
                exact_hours(rule.hours),
                rule.months,
                rule.warn_months,
                rules.settings.lates_per_absence,
            )
        )
        kinds = rule.kinds or ((ANY,) if about_sessions else ())
        tables["rule_kind"] += [(rule.id, kind) for kind in dict.fromkeys(kinds)]
        tables["rule_after"] += [(rule.id, kind) for kind in dict.fromkeys(rule.after)]
        tables["rule_month"] += [(rule.id, f"{plan.year}-{month:02}") for month in sorted(set(rule.window))]
        tables["rule_document"] += [(rule.id, sort) for sort in dict.fromkeys(rule.documents)]


def _held(tables: Tables, schedule: Schedule, kept: Kept, groups: _Groups) -> None:
    plan = schedule.plan
    attended: dict[str, bool] = {}
    seen: dict[str, set[str]] = {}
    for row in kept.marks:
        here = plan.marks[row.mark].present
        attended[row.session] = attended.get(row.session, False) or here
        if here and row.group:
            seen.setdefault(row.session, set()).add(row.group)
    everywhere = yearly(kept.documents)
    for key, each in kept.held.items():
        minutes = -1
        if each.start is not None and each.end is not None:
            minutes = int((each.end - each.start).total_seconds() // 60)
        span = kept.floating.get(key, (each.day, each.day))
        month = period(UNITS["month"], each.day).slot
        # A session of which only is known that it was held counts; one of whose members nobody came does not.
        tables["held"].append((key, each.day.isoformat(), month, minutes, int(attended.get(key, True))))
        tables["held_kind"] += [(key, kind) for kind in dict.fromkeys((*each.kinds, ANY))]
        tables["held_period"] += [(key, *keys) for keys in _periods(*span)]
        if groups.matter(each.kinds):
            there = seen.get(key, set()) if key in attended else groups.due(schedule.by_id.get(key), each.day)
            tables["held_group"] += [(key, name) for name in sorted(there)]
        sorts = {document.sort for document in kept.documents.get(key, ())}
        tables["document"] += [(key, sort) for sort in sorted(sorts | everywhere)]
    tables["vote"] = [
        (vote.session, vote.item, vote.due, vote.present, ELECTION if vote.sort == "election" else "")
        for votes in kept.votes.values()
        for vote in votes
    ]


class _Groups:
    """Which groups are due, for the kinds of sessions that are counted group by group."""

    def __init__(self, plan: Plan, wanted: Iterable[Rule]) -> None:
        self._roster = plan.roster
        self._directories = Directories(plan.roster)
        self._places = {member.key: n for n, member in enumerate(plan.roster.members)} if plan.roster else {}
        self._kinds = {kind for rule in wanted if rule.per == "group" for kind in rule.kinds or (ANY,)}

    def matter(self, kinds: Iterable[str]) -> bool:
        """Whether a session of these kinds is counted for a group."""
        return ANY in self._kinds or not self._kinds.isdisjoint(kinds)

    def due(self, session: Session | None, day: dt.date) -> set[str]:
        """The groups whose members are due; all of them where the plan does not say for whom the session is."""
        if self._roster is None:
            return set()
        people = self._roster.on(day)
        if session is not None and session.audience:
            due = self._directories.on(day).company(session.audience).due
            people = tuple(each for each in people if self._places[each.key] in due)
        return {each.group for each in people if each.group}


def _periods(first: dt.date, last: dt.date) -> Iterator[tuple[str, str]]:
    for name, unit in UNITS.items():
        for each in periods(unit, first, last):
            yield name, each.slot


def _marks(tables: Tables, plan: Plan, rules: Rules, kept: Kept, wanted: Iterable[Rule]) -> None:
    wanted = tuple(wanted)
    for row in kept.marks:
        mark = plan.marks[row.mark]
        made_up = mark.owes and (row.session, row.member) in kept.makeups
        share = counted_share(mark, plan.marks, made_up=made_up)
        hours = exact_hours(share * hours_of(kept.held[row.session], plan.kinds, rules.settings.hour_minutes))
        flags = (mark.due, mark.present, mark.quorum, row.votes, mark.absent and not made_up, mark.late)
        tables["mark"].append(
            (row.session, row.member, *map(int, flags), int(mark.present or made_up), hours)
        )
    for rule in wanted:
        if rule.sort == "makeup":
            within = rule.within or rules.settings.makeup_within
            tables["owed"] += [
                (
                    rule.id,
                    each.row.session,
                    each.row.member,
                    each.until.isoformat(),
                    each.done.done_on.isoformat() if each.done else "",
                )
                for each in owed(kept.marks, kept.makeups, plan.marks, within)
            ]


def _unmarked(schedule: Schedule, kept: Kept) -> Iterator[tuple[object, ...]]:
    marked: dict[str, set[str]] = {}
    for row in kept.marks:
        marked.setdefault(row.session, set()).add(row.member)
    for gap in unmarked(schedule, kept.held.values(), marked):
        yield from (
            (gap.session.session, each.key, int(each.votes)) for each in gap.people if not each.exempt
        )


def _history(rule: Rule, plan: Plan, kept: Kept, until: dt.date) -> Iterator[tuple[object, ...]]:
    """Every session at which a member was, was excused or was absent, also in the body's other plans."""
    here = [(kept.held[row.session], row, (row.session, row.member) in kept.makeups) for row in kept.marks]
    there = [(each.held, row, made_up) for each in kept.elsewhere for row, made_up in each.marks]
    for took_place, row, made_up in (*there, *here):
        if took_place.day > until or (rule.kinds and not set(rule.kinds) & set(took_place.kinds)):
            continue
        absent = plan.marks[row.mark].absent and not made_up
        yield rule.id, row.member, f"{row.plan}:{row.session}", took_place.day.isoformat(), int(absent)


def _duties(tables: Tables, schedule: Schedule, kept: Kept, wanted: Iterable[Rule]) -> None:
    """Whether who chaired or spoke has one of a rule's roles: by the words of the record, or by the roster of that day."""
    for rule in wanted:
        if not rule.by:
            continue
        for key, each in kept.held.items():
            named = each.chair if rule.duty == "chair" else _speaker(schedule, each)
            people = separate(named)
            if people:
                fits = any(_has_role(schedule.plan, name, each.day, rule) for name in people)
                tables["duty"].append((rule.id, key, int(fits)))


def _speaker(schedule: Schedule, held: Held) -> str:
    session = schedule.by_id.get(held.session)
    return session.speaker if session else ""


def _has_role(plan: Plan, name: str, day: dt.date, rule: Rule) -> bool:
    if is_one_of(name, rule.by) or plan.roster is None:
        return is_one_of(name, rule.by)
    found = [each for each in plan.roster.on(day) if name in (each.name, each.key, *each.roles)]
    return any(is_one_of(role, rule.by) for each in found for role in each.roles)


def _planned(tables: Tables, schedule: Schedule, kept: Kept, groups: _Groups, as_of: dt.date) -> None:
    for session in schedule.sessions:
        if session.id in kept.held or session.status is Status.CANCELLED or session.dropped:
            continue
        first, last = session.date or session.first, session.date or session.last
        if first is None or last is None:
            continue
        # What floats can still come as long as its span lasts, and in no period that is over.
        tables["planned"].append((session.id, int(last >= as_of)))
        tables["planned_kind"] += [(session.id, kind) for kind in dict.fromkeys((*session.kinds, ANY))]
        tables["planned_period"] += [
            (session.id, *keys) for keys in _periods(min(max(first, as_of), last), last)
        ]
        if groups.matter(session.kinds):
            tables["planned_group"] += [
                (session.id, name) for name in sorted(groups.due(session, session.day))
            ]


def _tasks(tables: Tables, schedule: Schedule, kept: Kept, wanted: Iterable[Rule]) -> None:
    for rule in wanted:
        if rule.sort != "work-order":
            continue
        unit = UNITS[unit_of(rule)]
        for task in schedule.tasks:
            day = task.due or task.last
            if task.list == rule.task_list and day is not None:
                tables["task"].append((rule.id, task.id, period(unit, day).slot, int(task.id in kept.done)))


def _points(tables: Tables, schedule: Schedule, rules: Rules, kept: Kept) -> None:
    """What members earned by marks and duties, and what somebody gave by hand."""
    plan = schedule.plan
    entries = tuple(
        Entry(kept.held[row.session], row, plan.marks[row.mark], kept.makeups.get((row.session, row.member)))
        for row in kept.marks
    )
    record = Record(tuple(kept.held.values()), entries, plan.marks, rules.settings.makeup_within)
    speakers = speakers_of(schedule)
    given = [*earned(record, rules.settings.points, plan.roster, speakers), *by_hand(kept.points, {})]
    sums: dict[tuple[str, str, str], int] = {}
    for each in given:
        for keys in _periods(each.day, each.day):
            sums[each.member, *keys] = sums.get((each.member, *keys), 0) + _hundredths(each.points)
    tables["point"] = [(*key, total) for key, total in sums.items()]


def _terms(tables: Tables, plan: Plan, kept: Kept, wanted: Iterable[Rule], *, plan_only: bool) -> None:
    """A term begins on the day of an election: that of the plan, or a later one of the record.

    In a check of the plan an election comes too late for a term that has ended by then: that term is the one to tell of.
    """
    every = [*(each.held for each in kept.elsewhere), *kept.held.values()]
    for rule in wanted:
        if rule.sort != "term":
            continue
        kinds = set(rule.kinds or (ELECTION,))
        days = {
            kept.floating.get(each.session, (each.day,))[0]
            for each in every
            if kinds & set(each.kinds) and each.day.year <= plan.year
        }
        begins = sorted({*days, *filter(None, [plan.body.term_from])})
        if not begins:
            continue
        late = (before for before, day in pairwise(begins) if day > months_on(before, rule.months))
        began = next(late, begins[-1]) if plan_only else begins[-1]
        ends = months_on(began, rule.months)
        warns = months_on(ends, -rule.warn_months)
        tables["term"].append((rule.id, began.isoformat(), warns.isoformat(), ends.isoformat()))


def _hundredths(points: float) -> int:
    return round(points * 100)
