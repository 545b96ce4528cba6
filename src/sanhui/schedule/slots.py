"""The names of slots (期次) and the periods behind them: the one place where they are made.

A slot is the period that a session fills, so its name stays when the date moves, and everything that must
outlive a change of date (UIDs, attendance, particulars) hangs on it. The names are frozen by
tests/test_slots.py:

- `2026-W11`: weekly rules, the ISO week by the ISO year
- `2026-03`: monthly rules, also those limited to some months
- `2026-Q1`, `2026-H1`: quarterly and half-yearly rules
- `2026`: yearly rules and single dates
- `2026-03-05`: daily rules, for numbers would shift when a notice arrives
- `2026-spring-festival`: named days and what is relative to them; the year is the festival's own, so that a
  reminder in December 2026 for New Year 2027 is `2027-new-year`
- `2026-lunar-08-15`: days of the lunar calendar; the twelfth month counts for the Spring Festival after it
- `2026-03.2`: the second session of a rule in one period, by nominal date
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator

import msgspec

from sanhui.days.festivals import NAMED_DAYS
from sanhui.days.years import month_end
from sanhui.i18n import _
from sanhui.plan.texts import SLOT
from sanhui.when.tree import Unit

_DAY = dt.timedelta(days=1)


class Period(msgspec.Struct, frozen=True):
    """One period with its first and last day, inclusive, and the name of the slot that it is."""

    slot: str
    first: dt.date
    last: dt.date
    unit: Unit

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@functools.lru_cache(maxsize=2**14)  # a year's checks ask for the same few days again and again
def period(unit: Unit, day: dt.date) -> Period:
    """The period of this unit in which the day lies; a week is an ISO week, Monday to Sunday."""
    match unit:
        case Unit.DAY:
            return Period(day.isoformat(), day, day, unit)
        case Unit.WEEK:
            year, week, weekday = day.isocalendar()
            monday = day - dt.timedelta(days=weekday - 1)
            return Period(f"{year}-W{week:02}", monday, monday + dt.timedelta(days=6), unit)
    number = (day.month - 1) // unit.months + 1
    first = dt.date(day.year, (number - 1) * unit.months + 1, 1)
    last = month_end(day.year, number * unit.months)
    name = {Unit.MONTH: f"-{number:02}", Unit.QUARTER: f"-Q{number}", Unit.HALF: f"-H{number}"}.get(unit, "")
    return Period(f"{day.year}{name}", first, last, unit)


def periods(unit: Unit, first: dt.date, last: dt.date) -> Iterator[Period]:
    """All periods of this unit that share a day with the stretch from `first` to `last`, in order."""
    here = period(unit, first)
    while here.first <= last:
        yield here
        here = period(unit, here.last + _DAY)


def month_within(outer: Period, number: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of the nth month of a period (from its end when negative), None if it has fewer."""
    months = outer.unit.months
    index = number - 1 if number > 0 else months + number
    if number == 0 or not 0 <= index < months:
        return None
    month = outer.first.month + index
    return dt.date(outer.first.year, month, 1), month_end(outer.first.year, month)


def named(year: int, name: str) -> str:
    """The slot of a named day by its id. Other names, such as an overlay's own holiday, become ASCII."""
    if name in NAMED_DAYS:
        return f"{year}-{name}"
    if not name.isascii():
        name = "xn--" + re.sub(r"\s+", "-", name).encode("punycode").decode("ascii")
    return f"{year}-{re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-').lower()}"


def lunar(year: int, month: int, day: int) -> str:
    """The slot of a day of the lunar calendar."""
    return f"{year}-lunar-{month:02}-{day:02}"


def numbered(slot: str, number: int) -> str:
    """The slot of the nth session in one period; the first has no number."""
    return slot if number == 1 else f"{slot}.{number}"


def bounds(slot: str) -> tuple[dt.date, dt.date]:
    """The first and last day of the period that a slot names; for a named day, its year.

    Raises ValueError for what is no slot.
    """
    shape = re.fullmatch(SLOT, slot)
    if shape is None:
        raise ValueError(_("“{slot}” is not a slot").format(slot=slot))
    year, part = int(shape["year"]), shape.groupdict()
    if part["week"]:
        found = period(Unit.WEEK, dt.date.fromisocalendar(year, int(part["week"]), 1))
    elif part["quarter"]:
        found = period(Unit.QUARTER, dt.date(year, int(part["quarter"]) * 3, 1))
    elif part["half"]:
        found = period(Unit.HALF, dt.date(year, int(part["half"]) * 6, 1))
    elif part["day"]:
        found = period(Unit.DAY, dt.date(year, int(part["month"]), int(part["day"])))
    elif part["month"]:
        found = period(Unit.MONTH, dt.date(year, int(part["month"]), 1))
    else:
        found = period(Unit.YEAR, dt.date(year, 1, 1))
    return found.first, found.last
