"""A branch with a year behind it: plan, roster and a ledger in which every session is recorded."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from sanhui.ledger import held, marks, plans
from sanhui.ledger.held import Held
from sanhui.ledger.log import Stamp
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger
from sanhui.plan.load import load
from sanhui.schedule.expand import expand

MEMBERS = 50
#: The marks go round: of every ten rows, seven are present, one late, one on leave, one absent.
ROUND = (*["present"] * 7, "late", "leave-duty", "absent")
_KINDS = ("支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日")
_BOOKS = "支部工作条例、党员教育管理工作条例、基层组织选举工作条例、中心组学习规则、党员教育培训工作规划"


def make(folder: Path, members: int = MEMBERS) -> tuple[int, Counter[str]]:
    """Write `plan.toml` with what it needs; gives how many sessions were recorded, and how often each mark."""
    lines = ["编号,姓名,党小组,职务,状态"]
    lines += [
        f"{n:03},成员{n:03},第{'一二三四五'[n % 5]}组,{'支部书记' if n == 0 else ''},正式党员"
        for n in range(members)
    ]
    (folder / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rules = ", ".join(f'"{book}"' for book in _BOOKS.split("、"))
    text = '[plan]\nid = "p"\nyear = 2026\ntitle = "计划"\norganization = "支部"\nroster = "roster.csv"\n'
    text += f"rules = [{rules}]\n"
    for number, kind in enumerate(_KINDS):
        text += f'[[activity]]\nid = "a{number}"\ntitle = "{kind}"\nkind = "{kind}"\nhours = 2\n'
        text += f'when = "每月{number * 5 + 3}日 15:00"\naudience = "全体党员"\n'
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    return _record(folder)


def _record(folder: Path) -> tuple[int, Counter[str]]:
    schedule = expand(load(folder / "plan.toml"))
    plan = schedule.plan
    assert plan.roster is not None
    counts: Counter[str] = Counter()
    at = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)
    with open_ledger(folder / "ledger.db") as ledger, ledger.change(Stamp("甲同志", at, "attend")) as change:
        plans.enter(change, plan.id, plan.year, plan.organization)
        for number, each in enumerate(schedule.sessions):
            rows = [
                Marked(
                    plan=plan.id,
                    session=each.id,
                    member=who.key,
                    name=who.name,
                    mark=ROUND[(number * 7 + nth * 3) % len(ROUND)],
                    votes=True,
                    group=who.group,
                    day=each.day,
                )
                for nth, who in enumerate(plan.roster.on(each.day))
            ]
            took_place = Held(
                plan=plan.id,
                session=each.id,
                day=each.day,
                title=each.title,
                kinds=each.kinds,
                hours=each.hours,
            )
            held.record(change, took_place)
            marks.record(change, rows)
            counts.update(row.mark for row in rows)
    return len(schedule.sessions), counts
