"""Which of many intervals overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

Span = tuple[dt.datetime, dt.datetime]


def overlapping(spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Every pair of intervals that have a moment in common, as positions, the earlier start first.

    The end is exclusive: what begins as another ends does not overlap it. Takes time in proportion to the
    pairs found, beside that of sorting. All times of one kind, naive or aware.
    """
    open_: list[int] = []
    for this in sorted(range(len(spans)), key=lambda number: spans[number]):
        first, last = spans[this]
        open_ = [other for other in open_ if spans[other][1] > first]
        for other in open_:
            if spans[other][0] < last:
                yield other, this
        open_.append(this)
