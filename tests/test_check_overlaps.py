"""Overlap detection finds exactly the pairs that the slow way finds."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from sanhui.checks.overlaps import Span, overlapping

MORNING = dt.datetime(2026, 3, 11, 9, tzinfo=dt.UTC)


def span(first: int, minutes: int) -> Span:
    """An interval by its start, in minutes from nine, and its length."""
    start = MORNING + dt.timedelta(minutes=first)
    return start, start + dt.timedelta(minutes=minutes)


def the_slow_way(spans: list[Span]) -> set[frozenset[int]]:
    """Every pair, looked at on its own: each begins before the other ends."""
    return {
        frozenset((one, other))
        for one, other in itertools.combinations(range(len(spans)), 2)
        if spans[one][0] < spans[other][1] and spans[other][0] < spans[one][1]
    }


@given(st.lists(st.builds(span, st.integers(0, 30), st.integers(0, 10)), max_size=25))
def test_the_same_pairs_as_the_slow_way(spans: list[Span]) -> None:
    """Each pair once, the earlier start first, for intervals that meet, contain, equal or miss each other."""
    pairs = list(overlapping(spans))
    assert the_slow_way(spans) == {frozenset(pair) for pair in pairs}
    assert len(pairs) == len({frozenset(pair) for pair in pairs})
    assert all(spans[one][0] <= spans[other][0] for one, other in pairs)


def test_what_follows_on_does_not_overlap() -> None:
    """A meeting may begin as another ends."""
    assert [(0, 2)] == list(overlapping([span(0, 90), span(90, 60), span(89, 1)]))
