"""Overlay files: days off and working days that are local, or of a notice newer than this program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec


class Overlay(msgspec.Struct, frozen=True):
    """What one file says, day by day.

    `off` are days off and `working` days worked (补班), each with the holiday it belongs to: an id of
    `sanhui.days.festivals`, a name of its own, or None. `years` are those whose official notice it holds in full.
    """

    source: str
    off: Mapping[dt.date, str | None] = {}
    working: Mapping[dt.date, str | None] = {}
    years: frozenset[int] = frozenset()

    def __hash__(self) -> int:
        return hash((self.source, frozenset(self.off), frozenset(self.working), self.years))

    def touches(self, year: int) -> bool:
        """Whether it says anything about the year."""
        return year in self.years or any(day.year == year for day in (*self.off, *self.working))
