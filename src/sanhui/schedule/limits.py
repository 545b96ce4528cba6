"""What a phrase leaves out of its rules: other months, days before and after, exceptions, named periods.

Limits look at nominal dates, never at the days that sessions are moved to, and they come after numbering: a
limit takes sessions away, it never renames the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeGuard

from msgspec.structs import replace

from sanhui.days.festivals import NAMED_DAYS
from sanhui.days.years import day_in
from sanhui.i18n import _
from sanhui.schedule import rules
from sanhui.schedule.candidate import Candidate, Scope
from sanhui.when.tree import EachHoliday, Festival, Rule, When

_DAY = dt.timedelta(days=1)


class Limits:
    """The limits of one phrase in one year."""

    def __init__(
        self, when: When, year: int, scope: Scope, periods: Mapping[str, tuple[dt.date, dt.date]]
    ) -> None:
        self._months = frozenset(when.months) if when.months is not None else None
        self._since = day_in(year, when.since or dt.date.min)
        self._until = day_in(year, when.until or dt.date.max)
        self._without = _left_out(when, scope, periods)
        self._none = not (when.months is not None or when.since or when.until or when.without)

    def admit(self, day: dt.date) -> bool:
        """Whether a session may have this nominal date."""
        return (
            (self._months is None or day.month in self._months)
            and self._since <= day <= self._until
            and day not in self._without
        )

    def apply(self, candidate: Candidate) -> Candidate | None:
        """The candidate, with its window narrowed if it floats; None if nothing is left of it.

        A window is narrowed to its first and last admitted day, so days left out in the middle of it stay
        inside.
        """
        if self._none:
            return candidate
        if candidate.nominal is not None:
            return candidate if self.admit(candidate.nominal) else None
        assert candidate.first is not None
        assert candidate.last is not None
        first, last = candidate.first, candidate.last
        while first <= last and not self.admit(first):
            first += _DAY
        while last >= first and not self.admit(last):
            last -= _DAY
        return replace(candidate, first=first, last=last) if first <= last else None


def _left_out(when: When, scope: Scope, periods: Mapping[str, tuple[dt.date, dt.date]]) -> frozenset[dt.date]:
    """All days left out: those that a rule names, all of a window, of a named period, of a holiday by law.

    On the day of 春节 itself nothing is held anyway: who leaves it out means its days off.
    """
    days: set[dt.date] = set()
    for item in when.without:
        if isinstance(item, str):
            if item not in periods:
                raise ValueError(_("no period is named “{name}”").format(name=item))
            days.update(_between(*periods[item]))
        elif isinstance(item, EachHoliday) or _has_days_off(item):
            for year in scope.years:
                for off in scope.calendar.breaks(year):
                    if isinstance(item, EachHoliday) or item.name in off.ids:
                        days.update(_between(off.first, off.last))
        else:
            for candidate in rules.expand(item, scope):
                if candidate.nominal is not None:
                    days.add(candidate.nominal)
                elif candidate.first is not None and candidate.last is not None:
                    days.update(_between(candidate.first, candidate.last))
    return frozenset(days)


def _has_days_off(item: Rule) -> TypeGuard[Festival]:
    return isinstance(item, Festival) and NAMED_DAYS[item.name].statutory


def _between(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]
