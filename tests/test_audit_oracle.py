"""A slow, obvious reading of the regulations agrees with the SQL on generated branches, and some things never happen."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branches import KINDS, Case, drawn, loaded, marked, members, until
from plain_reading import Key, obvious
from sanhui.ledger.held import Held
from sanhui.ledger.waivers import Waiver
from sanhui.rulebook.shipped import books
from sanhui.rules.audit import audit

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SEEDS = st.integers(0, 10**9)
#: Shipped rules that only state something: there is nothing to evaluate.
STATED = {"lecture", "theme-day-fixed", "exempt"}


def seen(case: Case, *, shipped_only: bool = False) -> dict[Key, str]:
    """What the program says; the branch's own rules take half of the time."""
    schedule, rules = loaded()[case.branch]
    if shipped_only:
        rules = msgspec.structs.replace(rules, rules=tuple(rule for rule in rules.rules if rule.national))
    return {
        (e.rule.id, e.period, "" if e.subject == e.session else e.subject, e.session): e.counted
        for e in audit(schedule, rules, until(case), case.as_of)
        if e.rule.id != "own-points"
    }


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_the_sql_says_what_the_articles_say(seed: int) -> None:
    """On 2,000 branches, whatever was held and whoever came: of every rule, period, member and session, and nothing more."""
    for case in map(drawn, range(seed, seed + 16)):
        expected = {key: state for key, state in obvious(case).items() if not key[0].startswith("own-")}
        assert expected == seen(case, shipped_only=True)
    for case in map(drawn, range(seed + 16, seed + 20)):
        assert obvious(case) == seen(case)


def test_every_shipped_rule_is_read_by_itself() -> None:
    """No shipped rule is left out of the reading but those that only state something."""
    read = {rule for seed in range(30) for rule, *_more in obvious(drawn(seed))}
    assert {rule.id for book in books() for rule in book.rules} == {
        *(rule for rule in read if not rule.startswith("own-")),
        *STATED,
    }
    assert STATED == {rule.id for book in books() for rule in book.rules if rule.sort == "text"}


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(SEEDS, st.sampled_from(KINDS), DAYS)
def test_another_session_makes_nothing_short(seed: int, kind: str, day: dt.date) -> None:
    """What was met stays met when one more session was held, by the book, that everybody attended in time."""
    case = drawn(seed)
    kept = case.kept
    extra = Held(plan="p", session="x/more", day=day, kinds=(kind,), hours=1.0)
    rows = tuple(marked("x/more", i, "present", day) for i in members(case.branch, day))
    more = msgspec.structs.replace(kept, held={**kept.held, "x/more": extra}, marks=(*kept.marks, *rows))
    before = seen(case, shipped_only=True)
    after = seen(case._replace(kept=more), shipped_only=True)
    assert [] == [key for key, state in before.items() if state == "met" and after[key] == "short"]


@pytest.mark.slow
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(SEEDS, st.sampled_from(["general-meeting", "study-hours", "group-meeting"]))
def test_a_reason_changes_no_count(seed: int, rule: str) -> None:
    """Whatever is waived, what was counted stays."""
    case = drawn(seed)
    period = {"general-meeting": "2026-Q1", "study-hours": "2026", "group-meeting": "2026-05"}[rule]
    waiver = Waiver(plan="p", rule=rule, period=period, reason="x", by="y", day=dt.date(2026, 1, 1))
    waived = msgspec.structs.replace(case.kept, waivers=(waiver,))
    assert seen(case, shipped_only=True) == seen(case._replace(kept=waived), shipped_only=True)
