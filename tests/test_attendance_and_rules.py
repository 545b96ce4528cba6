"""What attendance works out member by member, and the rules in SQL over the same record, never differ."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits import ALL_BOOKS, roster
from sanhui.attendance.absence import FIRST, LIMIT, long_absences
from sanhui.attendance.record import Entry, Record
from sanhui.ledger.held import Held
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rulebook.model import Rules
from sanhui.rules.audit import audit
from sanhui.rules.kept import Kept
from sanhui.schedule.expand import Schedule, expand
from small_plans import write_plan

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
OWN = """\
[rulebook]
id = "own"
zh = "本支部"
issued = "2026"
[settings]
makeup_within = "20天"
[[rule]]
id = "makeup"
zh = "补课"
sort = "makeup"
"""


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Schedule, Rules]:
    """Three members, with a local rule that what was missed is to be made up within 20 days."""
    folder = tmp_path_factory.mktemp("branch")
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    head = ALL_BOOKS.replace("]", ', "own.toml"]')
    plan = load(write_plan(folder, 'kind = "提醒"\nwhen = "6月1日"', head=head, roster=roster(3)))
    return expand(plan), rules_of(plan)


@st.composite
def records(draw: st.DrawFn) -> tuple[Kept, dt.date]:
    """A year of sessions with marks of all sorts, make-ups in time and late, and the day on which it is looked at."""
    as_of = draw(st.dates(dt.date(2026, 9, 1), dt.date(2027, 1, 31)))
    held, rows, made_up = {}, [], {}
    for number, day in enumerate(sorted(draw(st.lists(DAYS, min_size=2, max_size=9, unique=True)))):
        if day > as_of:
            break
        key = f"a/{number}"
        held[key] = Held(plan="p", session=key, day=day, kinds=("study",))
        for member in ("01", "02", "03"):
            mark = draw(
                st.sampled_from(
                    ["absent", "absent", "absent", "absent", "present", "leave-sick", "online", ""]
                )
            )
            if not mark:
                continue
            rows.append(
                Marked(plan="p", session=key, member=member, name=member, mark=mark, votes=True, day=day)
            )
            later = day + dt.timedelta(days=draw(st.integers(0, 40)))
            if mark in ("absent", "leave-sick") and later <= as_of and draw(st.booleans()):
                made_up[key, member] = MakeUp(plan="p", session=key, member=member, done_on=later)
    return Kept(held=held, marks=tuple(rows), makeups=made_up), as_of


@settings(max_examples=60)
@given(drawn=records())
def test_long_absence_and_what_is_owed(branch: tuple[Schedule, Rules], drawn: tuple[Kept, dt.date]) -> None:
    """Both name the same members with as many months, and the same sessions with the same state."""
    schedule, rules = branch
    plan, (kept, as_of) = schedule.plan, drawn
    verdicts = audit(schedule, rules, kept, as_of)
    entries = tuple(
        Entry(kept.held[row.session], row, plan.marks[row.mark], kept.makeups.get((row.session, row.member)))
        for row in kept.marks
    )
    record = Record(tuple(kept.held.values()), entries, plan.marks, rules.settings.makeup_within)
    day = min(as_of, dt.date(2026, 12, 31))  # an audit is of its year
    people = plan.roster.on(day) if plan.roster else ()
    ours = {each.member: each.months for each in long_absences(record, people, day)}
    theirs = {each.subject: each for each in verdicts if each.rule.sort == "long-absence"}
    assert ours == {key: each.got for key, each in theirs.items() if each.got >= FIRST}
    assert {key for key, months in ours.items() if months >= LIMIT} == {
        key for key, each in theirs.items() if each.state == "short"
    }
    owed = {
        (each.row.session, each.row.member): "short"
        if each.late or each.overdue(as_of)
        else "met"
        if each.done
        else "upcoming"
        for each in record.owed()
    }
    told = {
        (each.session, each.subject): each.state
        for each in verdicts
        if each.rule.sort == "makeup" and each.session and each.state != "unchecked"
    }
    assert owed == told
