"""Audits for tests: a small branch, its record in a line a session, and what the rules say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sanhui.ledger.documents import Document
from sanhui.ledger.held import Held, Vote
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.ledger.waivers import Waiver
from sanhui.plan.kinds import Lookup
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rules.audit import audit
from sanhui.rules.kept import Kept
from sanhui.rules.verdict import Verdict
from sanhui.schedule.expand import expand
from small_plans import write_plan

ALL_BOOKS = 'rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "中心组学习规则", "党员教育培训工作规划"]'
AFTER = dt.date(2027, 1, 1)
#: Marks by letter.
LETTERS = {"p": "present", "o": "online", "s": "leave-sick", "a": "absent", "l": "late"}


class Meeting(NamedTuple):
    """A session that was held: kind, day, a letter for everybody from 甲 on, hours, who chaired or spoke."""

    kind: str
    day: str
    marks: str = ""
    hours: float = 0
    chair: str = ""
    votes: str = ""  # of each, 1 or 0
    vote: tuple[int, int] | None = None  # due, present
    session: str = ""
    minutes: int = 0  # how long it was; 0 where nobody knows
    election: bool = False  # whether that was the vote


def roster(
    full: int, *, groups: Sequence[str] = (), roles: Mapping[int, str] | None = None, joined: str = ""
) -> str:
    """A roster of so many full members, spread over the groups."""
    lines = ["编号,姓名,党小组,职务,状态,转入日期"]
    for n in range(full):
        group = groups[n % len(groups)] if groups else ""
        entry = joined if n == full - 1 else ""
        lines.append(f"{n + 1:02},成员{n + 1},{group},{(roles or {}).get(n, '')},正式党员,{entry}")
    return "\n".join(lines) + "\n"


def judged(
    folder: Path,
    *meetings: Meeting,
    rule: str = "",
    people: str = "",
    head: str = ALL_BOOKS,
    body: str = "",
    as_of: dt.date = AFTER,
    made_up: Sequence[tuple[int, str, str]] = (),
    waived: Sequence[Waiver] = (),
    documents: Sequence[tuple[int, str]] = (),
    done: Sequence[str] = (),
    year: int = 2026,
    activities: Sequence[str] = ('kind = "提醒"\nwhen = "6月1日"',),
) -> list[Verdict]:
    """What is said of a rule (of all, if none is named), in order of its periods."""
    path = write_plan(folder, *activities, year=year, head=f"{head}\n{body}", roster=people)
    plan = load(path)
    lookup = Lookup(plan.kinds.values())
    held: dict[str, Held] = {}
    marks: list[Marked] = []
    votes: dict[str, tuple[Vote, ...]] = {}
    for n, each in enumerate(meetings):
        key = each.session or f"x/{n}"
        day = dt.date.fromisoformat(each.day)
        codes = tuple(filter(None, map(lookup.code, each.kind.split("、"))))
        start = dt.datetime.combine(day, dt.time(14), dt.timezone(dt.timedelta(hours=8)))
        held[key] = Held(
            plan="p",
            session=key,
            day=day,
            start=start if each.minutes else None,
            end=start + dt.timedelta(minutes=each.minutes) if each.minutes else None,
            kinds=codes,
            hours=each.hours or None,
            chair=each.chair,
        )
        for number, letter in enumerate(each.marks):
            member = plan.roster.members[number] if plan.roster else None
            enrolled = member.on(day) if member else None
            marks.append(
                Marked(
                    plan="p",
                    session=key,
                    member=member.key if member else str(number),
                    name=member.name if member else str(number),
                    mark=LETTERS[letter],
                    votes=each.votes[number] == "1" if each.votes else True,
                    group=enrolled.group if enrolled else "",
                    day=day,
                )
            )
        if each.vote:
            due, present = each.vote
            votes[key] = (
                Vote(
                    plan="p",
                    session=key,
                    item=1,
                    sort="election" if each.election else "ordinary",
                    due=due,
                    present=present,
                    in_favour=0,
                    against=0,
                    abstained=0,
                    day=day,
                ),
            )
    files: dict[str, tuple[Document, ...]] = {}
    for n, sort in documents:
        document = Document(plan="p", session=f"x/{n}", path=sort, sort=sort, sha256="", size=0)  # type: ignore[arg-type]
        files[f"x/{n}"] = (*files.get(f"x/{n}", ()), document)
    kept = Kept(
        held={key: each for key, each in held.items() if each.day <= as_of},
        marks=tuple(row for row in marks if row.day <= as_of),
        votes=votes,
        makeups={
            (f"x/{n}", member): MakeUp(
                plan="p", session=f"x/{n}", member=member, done_on=dt.date.fromisoformat(day)
            )
            for n, member, day in made_up
        },
        documents=files,
        waivers=tuple(waived),
        done=frozenset(done),
    )
    verdicts = audit(expand(plan), rules_of(plan), kept, as_of)
    return [each for each in verdicts if not rule or each.rule.id == rule]


def states(verdicts: Sequence[Verdict]) -> str:
    """The first letters of the states in order: m, s, u (upcoming), n, w, ? (unchecked)."""
    return "".join("?" if each.state == "unchecked" else each.state[0] for each in verdicts)
