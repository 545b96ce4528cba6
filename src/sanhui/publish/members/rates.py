"""Rates as people and programs read them: as percentages, as numbers, and by how much they changed."""

from __future__ import annotations

from fractions import Fraction


def percent(rate: Fraction | None) -> str:
    """92.9%, 100%; – where nobody was due. Cut off, not rounded, so that 84.96% is never shown as the 85% that it is not."""
    return "–" if rate is None else f"{_cut(rate)}%"


def bare_percent(rate: Fraction | None) -> str:
    """92.9: in a column of its own; nothing where nobody was due."""
    return "" if rate is None else _cut(rate)


def share(rate: Fraction | None, places: int) -> float | None:
    """A rate as a number, cut off after so many places, for whoever shows it as a percentage."""
    return None if rate is None else rate.numerator * 10**places // rate.denominator / 10**places


def ratio(rate: Fraction | None) -> float | None:
    """A rate as JSON has it: from 0 to 1, null where nobody was due."""
    return None if rate is None else round(float(rate), 4)


def points(trend: Fraction | None) -> str:
    """By how many percentage points a rate has changed: +2.1, -3.0."""
    return "" if trend is None else f"{float(trend) * 100:+.1f}"


def _cut(rate: Fraction) -> str:
    tenths = rate.numerator * 1000 // rate.denominator
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
