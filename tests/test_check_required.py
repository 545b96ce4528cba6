"""Before its year a plan is held against its rules; the findings about the shipped plans, and why each of them is right."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import sanhui
from sanhui.checks.required import required
from sanhui.plan.load import load
from sanhui.rulebook.load import all_shipped, rules_of
from sanhui.rules.facts import Tables
from sanhui.rules.floating import placed
from sanhui.schedule.expand import expand
from shipped import PLANS
from small_plans import ROSTER, write_plan

THEME_DAY = next(rule for rule in all_shipped().rules if rule.id == "theme-day")
NO_ROSTER = [
    "rule-unchecked"
] * 5  # committee, groups, roles, members, type of branch: nobody can tell without a roster
#: The codes of the findings by plan.
FOUND = {
    # Its monthly theme day is the last Friday, which in three months is the last working day; it says no type of branch.
    "communications-2026": ["rule-last-day", "rule-unchecked"],
    "huaian-2026": ["rule-unchecked"],  # complete, but for the type of branch
    "yangjiang-2026": ["rule-unchecked"],  # the same
    "qiyou-2026": ["rule-unchecked"],  # it says its type, and not since when the committee is in office
    "office": ["rule-unchecked"],
    "parent": NO_ROSTER,
    "societies": NO_ROSTER,
    "system": [
        "rule-short",
        *NO_ROSTER,
    ],  # the county associations hold their 组织生活会 themselves, it is in no plan here
    # A beginning: weekly study alone, so all of 组织生活会, 主题党日, 党员大会, 民主评议 are missing; the firmer first.
    "minimal-2026": ["rule-short"] * 4 + NO_ROSTER,
}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_shipped_plans(path: Path) -> None:
    """What is said of each is what FOUND explains."""
    schedule = expand(load(path))
    assert FOUND[path.stem] == [each.code for each in required(schedule, rules_of(schedule.plan))]


def codes(folder: Path, when: str) -> list[str]:
    path = write_plan(
        folder, f'kind = "主题党日"\nwhen = "{when}"', head='rules = ["党员教育管理工作条例"]', roster=ROSTER
    )
    schedule = expand(load(path))
    return [each.code for each in required(schedule, rules_of(schedule.plan)) if "theme" in each.message]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("每月第一个周五", []),
        ("每月1次", []),  # floating sessions are possible
        ("每月最后一个工作日", ["rule-last-day"]),
        ("每季度1次", ["rule-short", "rule-floating"]),  # it falls into one month of its quarter only
        ("每季度3次", ["rule-floating"]),  # one for every month, if they are spread so
        ("全年12次", ["rule-floating"]),
        ("全年11次", ["rule-short", "rule-floating"]),
        ("3月第一个周五", ["rule-short"]),
    ],
)
def test_a_theme_day_every_month(tmp_path: Path, when: str, expected: list[str]) -> None:
    """One a month is enough, as long as there is one."""
    assert expected == codes(tmp_path, when)


def test_a_floating_session_fills_one_month_and_dated_ones_fill_theirs(tmp_path: Path) -> None:
    """Dated months need none; the month that only the last floating session can reach is named with it."""
    path = write_plan(
        tmp_path,
        'kind = "主题党日"\nwhen = "1月、2月、4月至12月第一个周五"',
        'kind = "主题党日"\nwhen = "一季度1次"',
        head='rules = ["党员教育管理工作条例"]',
        roster=ROSTER,
    )
    schedule = expand(load(path))
    (found,) = [e for e in required(schedule, rules_of(schedule.plan)) if "theme" in e.message]
    assert "rule-floating" == found.code
    assert found.message.endswith("2026-03")
    assert ("b/2026-Q1",) == found.sessions


SPANS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 5)), max_size=6)


@given(SPANS, st.sets(st.integers(1, 6)), st.integers(1, 2))
def test_as_many_months_are_filled_as_any_placing_fills(
    floating: list[tuple[int, int]], dated: set[int], needed: int
) -> None:
    """All ways of holding the floating sessions are tried; none fills more of what the dated ones leave open."""
    spans = {
        f"f{n}": (dt.date(2026, first, 1), dt.date(2026, min(first + more, 6), 28))
        for n, (first, more) in enumerate(floating)
    }
    days = {**spans, **{f"d{month}": (dt.date(2026, month, 5),) * 2 for month in dated}}
    months = {key: range(first.month, last.month + 1) for key, (first, last) in days.items()}
    tables: Tables = {
        "held": [(key,) for key in days],
        "held_kind": [(key, "theme-day") for key in days],
        "held_period": [(key, "month", f"2026-{month:02}") for key in days for month in months[key]],
        "rule_kind": [("theme-day", "theme-day")],
        "expected": [("theme-day", f"2026-{month:02}", "", 0) for month in range(1, 7)],
    }
    rule = msgspec.structs.replace(THEME_DAY, at_least=needed)
    chosen = {session: int(slot[-2:]) for _rule, session, slot, _fills in placed(tables, [rule], spans)}
    assert all(month in months[session] for session, month in chosen.items())

    def filled(where: Iterable[int]) -> int:
        there = Counter(where)
        return sum(min(needed, there[month]) for month in range(1, 7))

    best = max(filled(each) for each in itertools.product(*months.values()))
    assert best == filled(chosen.get(key, months[key][0]) for key in days)


def test_check_asks_the_rules_that_a_plan_names(tmp_path: Path) -> None:
    """A plan that names none is asked only with --rules."""
    path = write_plan(tmp_path, 'kind = "集中学习"\nwhen = "3月第一个周五"')
    silent = sanhui("check", path, "--json")
    assert (0, "[]") == (silent.code, silent.out.strip())
    assert "sanhui check --rules" in silent.err
    assert "支部工作条例" in silent.err
    assert "rule-short" in sanhui("check", path, "--rules", "--json").out
    named = write_plan(
        tmp_path, 'kind = "集中学习"\nwhen = "每月第一个周五"', head='rules = ["支部工作条例"]'
    )
    found = sanhui("check", named, "--json")
    assert "第十七条" in found.out
    assert "--rules" not in found.err
