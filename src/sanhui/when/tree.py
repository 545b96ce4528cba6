"""The syntax tree of the `when` language: what every phrase, Chinese or English, comes down to.

A `When` is one or more rules (which days), some limits (which months, from when, except when), a time of day,
and what to do on a day off. Rules come in two sorts: *dated* rules give days, `Window` and the quotas that it
also expresses give only the span in which a day must still be found.

All nodes are immutable values: equal phrases make equal trees, which is what `parse(describe(x)) == x` rests on.
Weekdays count from Monday = 1 to Sunday = 7 (ISO 8601). Positions count from 1; negative ones from the end, so
that -1 is the last.
"""

from __future__ import annotations

import datetime as dt
import enum

import msgspec


class Unit(enum.StrEnum):
    """The period that one slot of a rule fills."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months the period has; for a month and longer."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


class Policy(enum.StrEnum):
    """What becomes of a session on a day off (`on_holiday`)."""

    POSTPONE = "postpone"
    ADVANCE = "advance"
    NEAREST = "nearest"
    SKIP = "skip"
    KEEP = "keep"


class Part(enum.StrEnum):
    """A part of the day said without an hour; its customary start stands in `PART_STARTS`."""

    EARLY = "early"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PART_STARTS = {
    Part.EARLY: dt.time(8),
    Part.MORNING: dt.time(9),
    Part.NOON: dt.time(12),
    Part.AFTERNOON: dt.time(14),
    Part.EVENING: dt.time(19),
}


class Node(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """A node of the tree."""


# -- picks: a position inside a period ---------------------------------------------------------------------


class Day(Node, frozen=True, order=True):
    """The nth day of the period; where a month is too short, its last day."""

    nth: int


class Weekday(Node, frozen=True, order=True):
    """The nth Monday … Sunday of the period; a period without a fifth one has no slot."""

    nth: int
    day: int


class Workday(Node, frozen=True, order=True):
    """The nth working day of the period; 补班 days are working days."""

    nth: int


Pick = Day | Weekday | Workday


# -- rules -------------------------------------------------------------------------------------------------


class Daily(Node, frozen=True):
    """Every day, or every working day."""

    working: bool = True


class Weekly(Node, frozen=True):
    """On these weekdays, every so many weeks.

    With `every` > 1 weeks are counted from the first occurrence on or after `When.since`, or after 1 January
    when nothing is stated. `parity` is 1 for odd ISO weeks (单周), 0 for even ones (双周).
    """

    days: tuple[int, ...]
    every: int = 1
    parity: int | None = None


class Periodic(Node, frozen=True):
    """Picks in every week, month, quarter, half or year, or in the `month`-th month of each of them (from 1)."""

    unit: Unit
    picks: tuple[Pick, ...]
    month: int | None = None


class Window(Node, frozen=True):
    """`times` floating sessions between two days of every period: `first` and `last` as positions in it.

    每月上旬 is month 1…10, 每月10日前 is 1…10 as well, 每季度1次 is quarter 1…-1. With `month` the positions
    count in that month of the period.
    """

    unit: Unit
    first: int = 1
    last: int = -1
    times: int = 1
    month: int | None = None


class Span(Node, frozen=True):
    """`times` floating sessions between two dates of the year, as (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]
    times: int = 1


class Fixed(Node, frozen=True):
    """One date of one year."""

    date: dt.date


class Festival(Node, frozen=True):
    """A named day of every year: a statutory holiday, a memorial day, a lunar festival, a solar term."""

    name: str  # an id of sanhui.days.festivals


class Lunar(Node, frozen=True):
    """A day of the lunar calendar, 农历八月十五; `month` 1…12, `day` 1…30."""

    month: int
    day: int


class EachHoliday(Node, frozen=True):
    """Every statutory holiday (法定节假日); adjoining ones are one. Only as the base of `Relative`."""


class Relative(Node, frozen=True):
    """`n` days or working days before (negative) or after (positive) another day.

    Working days are counted from the first, or the last, day off of a holiday; calendar days from the festival itself
    (docs, “Counting”). A week is seven calendar days.
    """

    base: Rule
    n: int
    working: bool = True


class Recurrence(Node, frozen=True):
    """An RFC 5545 recurrence rule that the language has no words for, as it was written."""

    rrule: str


Rule = (
    Daily | Weekly | Periodic | Window | Span | Fixed | Festival | Lunar | EachHoliday | Relative | Recurrence
)


# -- the whole phrase --------------------------------------------------------------------------------------


class Time(Node, frozen=True):
    """The time of day: a start (or a part of the day), a length in minutes, or all day, for `days` days."""

    start: dt.time | None = None
    part: Part | None = None
    minutes: int | None = None
    all_day: bool = False
    days: int = 1


class When(Node, frozen=True):
    """A complete phrase.

    `months` restricts nominal dates to these months; `since` and `until` are inclusive, a date or a (month, day) of the
    plan's year; `without` are days and named periods left out; `on_holiday` and `within` (days) override the
    defaults where they are not None.
    """

    rules: tuple[Rule, ...]
    months: tuple[int, ...] | None = None
    since: dt.date | tuple[int, int] | None = None
    until: dt.date | tuple[int, int] | None = None
    without: tuple[Rule | str, ...] = ()
    time: Time | None = None
    on_holiday: Policy | None = None
    within: int | None = None


#: Rules whose slots have no day yet.
FLOATING = (Window, Span)
