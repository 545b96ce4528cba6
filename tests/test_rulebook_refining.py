"""A local rulebook may ask for more than a regulation; where it asks for less, that is told, and does not hold."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.rulebook.model import MONTHS, Applies, Period, Rule
from sanhui.rulebook.weaker import changed, weaker


def rule(sort: str, **values: Any) -> Rule:
    """A rule of some regulation."""
    return Rule(
        id="r",
        rulebook="b",
        zh="r",
        en="r",
        citation="c",
        article="",
        wording="",
        sort=sort,
        file=Path("b.toml"),
        **values,
    )


COUNT = rule("count", kinds=("lecture", "study"), at_least=2, period="quarter", per="body")
DAY = dt.date(2026, 7, 1)
YEAR = rule(
    "count",
    kinds=("lecture",),
    at_least=1,
    period="year",
    severity="should",
    effective_from=DAY,
    effective_until=DAY,
)
APPLIES = rule(
    "count", applies=Applies(min_full_members=7, has_groups=True, branches=("village", "community"))
)


@pytest.mark.parametrize(
    ("base", "key", "stricter", "less"),
    [
        (COUNT, "at_least", 2, 1),
        (COUNT, "at_least", 3, 0),
        (COUNT, "period", "month", "half"),
        (COUNT, "period", "quarter", "year"),
        (COUNT, "kinds", ("lecture",), ("lecture", "training")),
        (COUNT, "kinds", ("lecture", "study"), ()),
        (rule("hours", hours=32.0, period="year"), "hours", 32.0, 31.5),
        (rule("hours", kinds=("study",), hours=32.0, period="year"), "kinds", ("study",), ()),
        (
            rule("quorum", kinds=("lecture",), share=Fraction(1, 2)),
            "share",
            Fraction(1, 2),
            Fraction(49, 100),
        ),
        (rule("quorum", kinds=("lecture", "study")), "kinds", ("lecture", "study", "training"), ("lecture",)),
        (rule("quorum", kinds=("lecture",), voting_only=False), "voting_only", False, True),
        (rule("quorum", kinds=("lecture",), voting_only=True), "voting_only", False, None),
        (rule("role", by=("书记", "委员")), "by", ("书记",), ("书记", "组长")),
        (rule("window", window=(10, 11, 12)), "window", (11, 12), (9, 10)),
        (rule("order", after=("committee-meeting", "study")), "after", ("study",), ("lecture",)),
        (rule("length", at_most=120), "at_most", 120, 121),
        (rule("absences", at_most=2), "at_most", 1, 3),
        (rule("absences", at_most=2, period="quarter"), "period", "year", "month"),
        (
            rule("window", kinds=("lecture", "study"), window=(10,)),
            "kinds",
            ("lecture",),
            ("lecture", "training"),
        ),
        (rule("makeup", within=30), "within", 30, 31),
        (rule("makeup", within=30), "kinds", (), ("lecture",)),
        (rule("term", months=36), "months", 36, 37),
        (rule("long-absence", months=6), "months", 5, 7),
        (rule("evidence", documents=("minutes",)), "documents", ("minutes", "picture"), ("picture",)),
        (rule("member-count", audience=("书记",)), "audience", ("书记", "委员"), ("委员",)),
        (rule("member-count", audience=("书记",)), "audience", (), None),
        (rule("member-count"), "audience", (), ("书记",)),
        (YEAR, "severity", "must", "generally"),
        (YEAR, "effective_from", DAY, DAY + dt.timedelta(days=1)),
        (YEAR, "effective_until", DAY, DAY - dt.timedelta(days=1)),
        (COUNT, "effective_from", None, DAY),
        (COUNT, "effective_until", None, DAY),
        (APPLIES, "applies", APPLIES.applies, Applies(min_full_members=8)),
        (APPLIES, "applies", Applies(), Applies(has_centre_group=True)),
        (
            APPLIES,
            "applies",
            Applies(branches=("village", "community", "office")),
            Applies(branches=("village",)),
        ),
        (APPLIES, "applies", Applies(other_branches=("office",)), Applies(other_branches=("village",))),
        (COUNT, "applies", Applies(), Applies(has_role=("书记",))),
        (
            rule("count", applies=Applies(has_role=("书记",))),
            "applies",
            Applies(has_role=("书记", "委员")),
            None,
        ),
        (COUNT, "applies", Applies(), Applies(has_groups=True)),
    ],
)
def test_weaker_key_by_key(base: Rule, key: str, stricter: object, less: object) -> None:
    """At the boundary: the same value is not weaker, one step further is."""
    assert [] == weaker(base, {key: stricter})
    if less is not None:
        assert [key] == weaker(base, {key: less})


@pytest.mark.parametrize(
    ("values", "blamed"),
    [
        ({"at_least": 4, "period": "half"}, ["period"]),  # both may be in March
        ({"at_least": 1, "period": "month"}, []),
        ({"at_least": 0, "period": "month"}, ["at_least"]),
        ({"at_least": 1}, ["at_least"]),
    ],
)
def test_a_number_and_its_period_are_judged_together(values: dict[str, Any], blamed: list[str]) -> None:
    """Once a month is more than twice a quarter; four times in half a year is less."""
    assert blamed == weaker(COUNT, values)


def test_a_bound_and_its_period_are_judged_together() -> None:
    """At most two a quarter: one a month may come to three; eight a year may all be in March."""
    bound = rule("absences", at_most=2, period="quarter")
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"at_most": 0, "period": "month"}, []),
        ({"at_most": 1, "period": "month"}, ["period"]),
        ({"at_most": 2, "period": "year"}, []),
        ({"at_most": 8, "period": "year"}, ["at_most"]),
    ]
    assert [blamed for _values, blamed in cases] == [weaker(bound, values) for values, _blamed in cases]


PERIODS = st.sampled_from(sorted(MONTHS))


@given(
    st.integers(0, 6),
    PERIODS,
    st.integers(0, 6),
    PERIODS,
    st.lists(st.integers(0, 6), min_size=12, max_size=12),
)
def test_who_does_what_is_not_weaker_does_what_the_regulation_asks(
    wanted: int, period: Period, number: int, other: Period, months: list[int]
) -> None:
    """Every year that keeps a refinement keeps the rule, whatever months its sessions are in."""

    def kept(at_least: int, length: int) -> bool:
        return all(sum(months[at : at + length]) >= at_least for at in range(0, 12, length))

    base = msgspec.structs.replace(COUNT, at_least=wanted, period=period)
    if not weaker(base, {"at_least": number, "period": other}) and kept(number, MONTHS[other]):
        assert kept(wanted, MONTHS[period])


@given(st.integers(1, 6), PERIODS, st.integers(0, 6), PERIODS)
def test_what_is_weaker_lets_a_year_pass_that_the_regulation_does_not(
    wanted: int, period: Period, number: int, other: Period
) -> None:
    """Nothing is called weaker that is not: the least that keeps it, all at the beginning of its periods, falls short."""
    base = msgspec.structs.replace(COUNT, at_least=wanted, period=period)
    if weaker(base, {"at_least": number, "period": other}):
        length = MONTHS[other]
        months = [number if month % length == 0 else 0 for month in range(12)]
        ours = MONTHS[period]
        assert not all(sum(months[at : at + ours]) >= wanted for at in range(0, 12, ours))


@pytest.mark.parametrize(
    ("base", "values"),
    [
        (COUNT, {"per": "group"}),
        (rule("given", duty="speaker"), {"duty": "chair"}),
        (rule("quorum", denominator="voting"), {"denominator": "due"}),
        (rule("work-order", task_list="工单"), {"list": "清单"}),
        (rule("attendance", kinds=("lecture",)), {"kinds": ("lecture", "study")}),
    ],
)
def test_what_makes_another_rule_of_it(base: Rule, values: dict[str, Any]) -> None:
    """A quorum of those with a vote and one of all who are due: none is more than the other."""
    assert list(values) == changed(base, values)
