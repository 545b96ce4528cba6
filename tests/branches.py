"""Branches for tests, drawn by a seed: who belongs, what was held, who came, chaired and spoke, what was voted and handed in.

A plan and its rules take milliseconds to load, so there are a few branches and as many records as one likes. Beside what is
shipped they have local rules of every sort that only local rulebooks use.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from sanhui.ledger.documents import Document
from sanhui.ledger.held import Held, Vote
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rulebook.model import Rules
from sanhui.rules.kept import Kept
from sanhui.schedule.expand import Schedule, expand
from small_plans import write_plan

BOOKS = (
    'rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "中心组学习规则", "党员教育培训工作规划"'
    ', "local.toml"]'
)
#: A rule of every sort that no shipped rulebook has; two of a sort with two faces.
LOCAL = """
[rulebook]
id = "local"
zh = "制度"
[settings]
lates_per_absence = 2
[[points]]
duty = "chair"
points = 2
[[points]]
marks = ["出勤", "迟到"]
points = 1
[[rule]]
id = "own-points"
zh = "积分"
sort = "points"
at_least = 5
period = "year"
[[rule]]
id = "own-absences"
zh = "无故缺席"
sort = "absences"
at_most = 1
period = "quarter"
[[rule]]
id = "own-attendance"
zh = "参加率"
sort = "attendance"
share = "60%"
period = "quarter"
[[rule]]
id = "own-attendance-each"
zh = "每人参加率"
sort = "attendance"
share = "1/2"
per = "member"
period = "half"
[[rule]]
id = "own-makeup"
zh = "补课"
sort = "makeup"
within = "20天"
[[rule]]
id = "own-evidence"
zh = "材料"
sort = "evidence"
kinds = ["党课"]
documents = ["minutes", "sign-in"]
[[rule]]
id = "own-length"
zh = "时长"
sort = "length"
at_most = 90
[[rule]]
id = "own-order"
zh = "先后"
sort = "order"
kinds = ["支部党员大会"]
after = ["支委会"]
period = "quarter"
[[rule]]
id = "own-orders"
zh = "工单"
sort = "work-order"
list = "清单"
period = "quarter"
"""
KINDS = (
    *("general-meeting", "committee-meeting", "group-meeting", "theme-day", "organization-life", "appraisal"),
    *("heart-talk", "study", "election", "lecture", "training", "centre-group"),
)
MARKS = ("present", "online", "late", "leave-sick", "absent")
NAMES = "甲乙丙丁戊己庚辛"
#: 丁 comes in mid-month; 戊 is a probationary member; 己 is exempt in every other branch.
NEW, PROBATIONARY, EXEMPT = 3, 4, 5
JOINED = dt.date(2026, 5, 16)
ROLES = {0: "支部书记", 1: "组织委员", 2: "党小组组长", 4: "党组书记"}
CHAIRS = ("", "甲", "乙", "丙", "戊", "书记", "党小组组长", "客人")


class Branch(NamedTuple):
    """A branch: how many belong, of which type, with a centre group, a 党组书记, an exempt member, in office since."""

    size: int
    type: str = ""
    centre: bool = False
    leading: bool = False
    exempt: bool = False
    since: dt.date | None = None


BRANCHES = (
    Branch(5, "机关", leading=True, since=dt.date(2023, 6, 30)),
    Branch(6, exempt=True),
    Branch(7, "村", centre=True, since=dt.date(2021, 9, 15)),
    Branch(8, "机关", leading=True, exempt=True),
    Branch(8, "社区", since=dt.date(2024, 2, 29)),
    Branch(7, "学校", centre=True, exempt=True, since=dt.date(2023, 12, 31)),
)


class Case(NamedTuple):
    """A branch with its record, and a day of judgement."""

    branch: Branch
    kept: Kept
    as_of: dt.date


@functools.cache
def loaded() -> Mapping[Branch, tuple[Schedule, Rules]]:
    """The plan and the rules of every branch: lectures every month by turns, a few tasks, and two activities without days."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "local.toml").write_text(LOCAL, encoding="utf-8")
        for branch in BRANCHES:
            body = ["[body]", f"centre_group = {str(branch.centre).lower()}"]
            body += [f'branch = "{branch.type}"'] * bool(branch.type)
            body += [f"term_from = {branch.since}"] * bool(branch.since)
            tasks = [
                f'[[task]]\nid = "t{month}"\ntitle = "事"\ndue = "{month}月20日"\nlist = "清单"'
                for month in (2, 3, 8)
            ]
            path = write_plan(
                folder,
                'kind = "党课"\nwhen = "每月8日"\non_holiday = "keep"\nspeakers = { rotate = ["甲", "戊", "党组书记"] }',
                'kind = "主题党日"\nwhen = "每季度1次"',
                'kind = "支委会"\nwhen = "全年3次"\n' + "\n".join(tasks),
                head="\n".join([BOOKS, *body]),
                roster=_roster(branch),
            )
            schedule = expand(load(path))
            found[branch] = schedule, rules_of(schedule.plan)
    return found


def _roster(branch: Branch) -> str:
    lines = ["姓名,党小组,职务,状态,转入日期,免于参加"]
    for n in members(branch):
        role = ROLES.get(n, "") if n != PROBATIONARY or branch.leading else ""
        status = "预备党员" if n == PROBATIONARY else "正式党员"
        exempt = "年老" if n == EXEMPT and branch.exempt else ""
        lines.append(f"{NAMES[n]},{group(n)},{role},{status},{JOINED if n == NEW else ''},{exempt}")
    return "\n".join(lines) + "\n"


def group(n: int) -> str:
    """The group of a member."""
    return "一组" if n % 2 else "二组"


def members(branch: Branch, day: dt.date | None = None) -> list[int]:
    """Who belongs on a day; or at all."""
    return [n for n in range(branch.size) if day is None or n != NEW or day >= JOINED]


def drawn(seed: int) -> Case:
    """A case, by a seed, for a branch has hundreds of choices. Some sessions have no marks, some nobody who came."""
    chance = random.Random(seed)
    branch = chance.choice(BRANCHES)
    held: dict[str, Held] = {}
    marks: list[Marked] = []
    votes: dict[str, tuple[Vote, ...]] = {}
    documents: dict[str, tuple[Document, ...]] = {}
    makeups: dict[tuple[str, str], MakeUp] = {}
    for n in range(chance.randint(0, 12)):
        day = _day(chance)
        key, kinds = f"x/{n}", tuple(chance.sample(KINDS, chance.randint(1, 3)))
        if chance.random() < 0.2:
            month = chance.randint(1, 12)
            key, day, kinds = f"a/2026-{month:02}", dt.date(2026, month, 8), ("lecture", *kinds[:1])
        start = dt.datetime.combine(day, dt.time(14), dt.timezone(dt.timedelta(hours=8)))
        minutes = chance.choice([0, 60, 90, 91])
        held[key] = Held(
            plan="p",
            session=key,
            day=day,
            kinds=tuple(dict.fromkeys(kinds)),
            hours=chance.choice([None, 0.5, 8.0, 16.0, 28.0]),
            chair=chance.choice(CHAIRS),
            start=start if minutes else None,
            end=start + dt.timedelta(minutes=minutes) if minutes else None,
        )
        marks = [row for row in marks if row.session != key]
        if chance.random() < 0.9:
            marks += [marked(key, i, chance.choice(MARKS), day) for i in members(branch, day)]
        for row in marks:
            if row.session == key and row.mark == "leave-sick" and chance.random() < 0.4:
                later = day + dt.timedelta(days=chance.choice([1, 20, 21]))
                makeups[key, row.member] = MakeUp(plan="p", session=key, member=row.member, done_on=later)
        documents[key] = tuple(
            Document(plan="p", session=key, path=sort, sort=sort, sha256="", size=0)
            for sort in ("minutes", "sign-in")
            if chance.random() < 0.6
        )
        if chance.random() < 0.5:
            due = chance.randint(0, branch.size)
            vote = _vote(key, day, due, chance.randint(0, due))
            election = chance.random() < 0.3
            votes[key] = (msgspec.structs.replace(vote, sort="election") if election else vote,)
    done = frozenset(f"t{month}/2026" for month in (2, 3, 8) if chance.random() < 0.5)
    kept = Kept(held=held, marks=tuple(marks), votes=votes, documents=documents, makeups=makeups, done=done)
    return Case(branch, kept, _day(chance))


def until(case: Case) -> Kept:
    """The record as it stood on the day of judgement."""
    kept, as_of = case.kept, case.as_of
    past = {key for key, each in kept.held.items() if each.day <= as_of}
    return Kept(
        held={key: each for key, each in kept.held.items() if key in past},
        marks=tuple(row for row in kept.marks if row.session in past),
        votes={key: each for key, each in kept.votes.items() if key in past},
        documents=kept.documents,
        makeups={key: each for key, each in kept.makeups.items() if key[0] in past and each.done_on <= as_of},
        done=kept.done,
        waivers=kept.waivers,
    )


def marked(session: str, n: int, mark: str, day: dt.date) -> Marked:
    """A member's mark."""
    return Marked(
        plan="p",
        session=session,
        member=NAMES[n],
        name=NAMES[n],
        mark=mark,
        votes=n != PROBATIONARY,
        group=group(n),
        day=day,
    )


def _vote(session: str, day: dt.date, due: int, present: int) -> Vote:
    return Vote(
        plan="p",
        session=session,
        item=1,
        due=due,
        present=present,
        day=day,
        in_favour=0,
        against=0,
        abstained=0,
    )


def _day(chance: random.Random) -> dt.date:
    """Any day of the year; often the first or the last of a month."""
    day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(365))
    if day.month > 1 and chance.random() < 0.4:
        return day.replace(day=1) - dt.timedelta(days=chance.choice([0, 1]))
    return day
