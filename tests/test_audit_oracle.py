"""A slow, obvious reading of the regulations agrees with the SQL on generated branches, and some things never happen."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanhui.ledger.held import Held, Vote
from sanhui.ledger.marks import Marked
from sanhui.ledger.waivers import Waiver
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rulebook.model import Rules
from sanhui.rules.audit import audit
from sanhui.rules.kept import Kept
from sanhui.schedule.expand import Schedule, expand
from small_plans import write_plan

BOOKS = 'rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例"]'
KINDS = (
    "general-meeting",
    "committee-meeting",
    "group-meeting",
    "theme-day",
    "organization-life",
    "appraisal",
    "heart-talk",
    "study",
    "election",
)
MARKS = ("present", "online", "late", "leave-sick", "absent")
SIZES = range(5, 9)
NAMES = "甲乙丙丁戊己庚辛"
#: 丁 comes in mid-month; 戊 is a probationary member.
NEW, JOINED = 3, dt.date(2026, 5, 16)


def _branches() -> dict[int, tuple[Schedule, Rules]]:
    """Branches of five to eight members in two groups, with nothing planned."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            lines = ["姓名,党小组,状态,转入日期"]
            lines += [
                f"{NAMES[n]},{'一组' if n % 2 else '二组'},{'预备党员' if n == 4 else '正式党员'},{JOINED if n == NEW else ''}"
                for n in range(size)
            ]
            path = write_plan(
                Path(name), 'kind = "提醒"\nwhen = "6月1日"', head=BOOKS, roster="\n".join(lines)
            )
            schedule = expand(load(path))
            found[size] = schedule, rules_of(schedule.plan)
    return found


BRANCHES = _branches()
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def record(seed: int) -> tuple[int, Kept, dt.date]:
    """A size, what was held, and a day of judgement; drawn by a seed, for a branch has hundreds of choices."""
    chance = random.Random(seed)
    size = chance.choice(SIZES)
    held: dict[str, Held] = {}
    marks: list[Marked] = []
    votes: dict[str, tuple[Vote, ...]] = {}
    for n in range(chance.randint(0, 12)):
        key, day = f"x/{n}", _day(chance)
        kinds = tuple(chance.sample(KINDS, chance.randint(1, 3)))
        hours = chance.choice([None, 0.5, 8.0, 16.0])
        held[key] = Held(plan="p", session=key, day=day, kinds=kinds, hours=hours)
        marks += [_mark(key, i, chance.choice(MARKS), day) for i in _members(size, day)]
        if chance.random() < 0.5:
            due = chance.randint(0, size)
            present = chance.randint(0, due)
            vote = Vote(
                plan="p",
                session=key,
                item=1,
                due=due,
                present=present,
                day=day,
                in_favour=0,
                against=0,
                abstained=0,
            )
            votes[key] = (vote,)
    return size, Kept(held=held, marks=tuple(marks), votes=votes), _day(chance)


def _day(chance: random.Random) -> dt.date:
    """Any day of the year; often the first or the last of a month."""
    day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(365))
    return (
        day.replace(day=1) - dt.timedelta(days=chance.choice([0, 1]))
        if day.month > 1 and chance.random() < 0.4
        else day
    )


def _members(size: int, day: dt.date) -> list[int]:
    return [i for i in range(size) if i != NEW or day >= JOINED]


def _mark(session: str, i: int, mark: str, day: dt.date) -> Marked:
    return Marked(
        plan="p",
        session=session,
        member=NAMES[i],
        name=NAMES[i],
        mark=mark,
        votes=i != 4,
        group="一组" if i % 2 else "二组",
        day=day,
    )


def seen(size: int, kept: Kept, as_of: dt.date) -> dict[tuple[str, str, str], str]:
    """What the program says: rule, period and subject (or session)."""
    schedule, rules = BRANCHES[size]
    past = {key for key, each in kept.held.items() if each.day <= as_of}
    cut = Kept(
        held={key: each for key, each in kept.held.items() if key in past},
        marks=tuple(row for row in kept.marks if row.session in past),
        votes={key: each for key, each in kept.votes.items() if key in past},
        waivers=kept.waivers,
    )
    return {(e.rule.id, e.period, e.subject): e.counted for e in audit(schedule, rules, cut, as_of)}


def obvious(size: int, kept: Kept, as_of: dt.date) -> dict[tuple[str, str, str], str]:
    """What the articles say, read one by one, in loops."""
    found: dict[tuple[str, str, str], str] = {}
    here = {"present", "online", "late"}
    sheets = {key: {row.member: row.mark for row in kept.marks if row.session == key} for key in kept.held}
    meetings = [
        (each.day, set(each.kinds), sheets[key], each.hours or 0, key)
        for key, each in kept.held.items()
        if each.day <= as_of and any(mark in here for mark in sheets[key].values())
    ]

    def full(
        first: dt.date, last: dt.date
    ) -> int:  # 正式党员 on the last day of the period, or when it is judged
        return size - 1 - (min(last, max(first, as_of)) < JOINED)

    def months(first: int, last: int) -> tuple[dt.date, dt.date]:
        after = dt.date(2026 + last // 12, last % 12 + 1, 1)
        return dt.date(2026, first, 1), after - dt.timedelta(days=1)

    def judge(rule: str, name: str, who: str, got: float, needed: float, last: dt.date) -> None:
        over = (
            "unchecked" if who == NAMES[NEW] else "short"
        )  # in their year of arrival a shortage says nothing
        found[rule, name, who] = "met" if got >= needed else over if as_of > last else "upcoming"

    for m in range(1, 13):
        first, last = months(m, m)
        name = f"2026-{m:02}"
        there = [each for each in meetings if first <= each[0] <= last]
        judge("theme-day", name, "", sum("theme-day" in e[1] for e in there), 1, last)  # 每月开展1次主题党日
        if full(first, last) >= 7:  # 第十二条: a branch of fewer has no committee
            judge("committee-meeting", name, "", sum("committee-meeting" in e[1] for e in there), 1, last)
        else:
            found["committee-meeting", name, ""] = "not-applicable"
        for group, odd in (("二组", 0), ("一组", 1)):  # 第十三条, each of them
            members = [NAMES[i] for i in range(size) if i % 2 == odd]
            met = [
                e for e in there if "group-meeting" in e[1] and any(e[2].get(who) in here for who in members)
            ]
            judge("group-meeting", name, group, len(met), 1, last)
        for _day, kinds, sheet, _hours, key in there:
            voters = [who for who in sheet if who != NAMES[4]]
            came = [who for who in voters if sheet[who] in ("present", "late")]  # in the room
            if "election" in kinds:  # 五分之四
                found["election-quorum", name, key] = "met" if len(came) * 5 >= len(voters) * 4 else "short"
            if "committee-meeting" in kinds and full(first, last) >= 7:
                room = [who for who in sheet if sheet[who] in ("present", "late")]
                found["committee-meeting-quorum", name, key] = (
                    "met" if len(room) * 2 >= len(sheet) else "short"
                )
            if "general-meeting" in kinds and key in kept.votes:  # 第十一条: only where a vote is taken
                vote = kept.votes[key][0]
                enough = vote.due > 0 and vote.present * 2 >= vote.due
                found["general-meeting-quorum", name, key] = "met" if enough else "short"
    for q in range(1, 5):
        first, last = months(3 * q - 2, 3 * q)
        n = sum("general-meeting" in e[1] for e in meetings if first <= e[0] <= last)
        judge("general-meeting", f"2026-Q{q}", "", n, 1, last)
    end = dt.date(2026, 12, 31)
    for rule in ("organization-life", "appraisal"):
        judge(rule, "2026", "", sum(rule in e[1] for e in meetings), 1, end)
    for i in _members(size, as_of):
        who = NAMES[i]
        hours = sum(e[3] for e in meetings if e[2].get(who) in here)  # 不少于32学时
        judge("study-hours", "2026", who, hours, 32, end)
        talks = sum("heart-talk" in e[1] and e[2].get(who) in here for e in meetings)
        judge("heart-talk", "2026", who, talks, 1, end)
    return found


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_the_sql_says_what_the_articles_say(seed: int) -> None:
    """On 2,000 branches, whatever was held and whoever came."""
    for case in map(record, range(seed, seed + 20)):
        expected = obvious(*case)
        actual = seen(*case)
        assert expected == {key: actual.get(key) for key in expected}


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.sampled_from(KINDS), DAYS)
def test_another_session_makes_nothing_short(seed: int, kind: str, day: dt.date) -> None:
    """What was met stays met when one more session was held that everybody attended."""
    size, kept, as_of = record(seed)
    extra = Held(plan="p", session="x/more", day=day, kinds=(kind,), hours=1.0)
    rows = tuple(_mark("x/more", i, "present", day) for i in _members(size, day))
    more = Kept(held={**kept.held, "x/more": extra}, marks=(*kept.marks, *rows), votes=kept.votes)
    before, after = seen(size, kept, as_of), seen(size, more, as_of)
    assert [] == [key for key, state in before.items() if state == "met" and after[key] == "short"]


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.sampled_from(["general-meeting", "study-hours", "group-meeting"]))
def test_a_reason_changes_no_count(seed: int, rule: str) -> None:
    """Whatever is waived, what was counted stays."""
    size, kept, as_of = record(seed)
    period = {"general-meeting": "2026-Q1", "study-hours": "2026", "group-meeting": "2026-05"}[rule]
    waiver = Waiver(plan="p", rule=rule, period=period, reason="x", by="y", day=dt.date(2026, 1, 1))
    waived = Kept(held=kept.held, marks=kept.marks, votes=kept.votes, waivers=(waiver,))
    assert seen(size, kept, as_of) == seen(size, waived, as_of)
