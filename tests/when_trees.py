"""Strategies for random trees of the `when` language, in their normal form."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from sanhui.days.festivals import NAMED_DAYS
from sanhui.when.normal import normal
from sanhui.when.tree import (
    Daily,
    Day,
    EachHoliday,
    Festival,
    Fixed,
    Lunar,
    Part,
    Periodic,
    Policy,
    Recurrence,
    Relative,
    Span,
    Time,
    Unit,
    Weekday,
    Weekly,
    When,
    Window,
    Workday,
)

weekdays = st.integers(1, 7)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
month_days = dates.map(lambda date: (date.month, date.day))


def signed(limit: int) -> st.SearchStrategy[int]:
    return st.integers(1, limit) | st.integers(-limit, -1)


month_picks = st.one_of(
    st.builds(Day, st.integers(1, 31) | st.integers(-5, -1)),
    st.builds(Weekday, signed(5), weekdays),
    st.builds(Workday, signed(20)),
)
long_picks = st.one_of(
    st.builds(Day, st.integers(1, 90) | st.integers(-9, -1)),
    st.builds(Weekday, signed(12), weekdays),
    st.builds(Workday, signed(60)),
)
season_months = st.sampled_from(  # what has a name of its own: 第二季度, 上半年
    [tuple(range(first, first + n)) for n in (3, 6) for first in range(1, 13, n)]
)
some_months = st.one_of(
    st.none(), season_months, st.sets(st.integers(1, 12), min_size=1).map(lambda found: tuple(sorted(found)))
)


def _tuples(items: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(items, min_size=1, max_size=most).map(tuple)


weekly = st.builds(Weekly, _tuples(weekdays), every=st.just(1) | st.integers(2, 26)) | st.builds(
    Weekly, _tuples(weekdays), parity=st.integers(0, 1)
)
monthly = st.builds(Periodic, st.just(Unit.MONTH), _tuples(month_picks))
in_week = st.builds(Periodic, st.just(Unit.WEEK), _tuples(st.builds(Workday, signed(5))))
long_units = st.sampled_from([Unit.QUARTER, Unit.HALF, Unit.YEAR])
in_long = st.builds(Periodic, long_units, _tuples(long_picks))


@st.composite
def in_month_of(draw: st.DrawFn) -> Periodic:
    """Picks in a month of a quarter, half or year; dates that exist."""
    unit = draw(long_units)
    month = draw(st.integers(1, unit.months))
    picks = draw(_tuples(month_picks))
    longest = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31) if unit is Unit.YEAR else 31
    return Periodic(unit, tuple(Day(min(p.nth, longest)) if isinstance(p, Day) else p for p in picks), month)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Quotas and windows."""
    times = draw(st.just(1) | st.integers(2, 12))
    unit = draw(st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR]))
    month = draw(st.none() | st.integers(1, unit.months)) if unit not in (Unit.WEEK, Unit.MONTH) else None
    if unit is Unit.WEEK or draw(st.booleans()):
        return Window(unit, times=times, month=month)
    longest = 28 if unit is Unit.MONTH or month else 90
    first = draw(st.integers(1, longest))
    last = draw(st.just(-1) | st.integers(first, longest))
    return Window(unit, first, last, times, month)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Windows between two dates."""
    first, last = sorted([draw(month_days), draw(month_days)])
    return Span(first, last, draw(st.integers(1, 5)))


named = st.builds(Festival, st.sampled_from(sorted(NAMED_DAYS)))
lunar = st.builds(Lunar, st.integers(1, 12), st.integers(1, 30))
fixed = st.builds(Fixed, dates)
yearly = month_days.map(lambda md: Periodic(Unit.YEAR, (Day(md[1]),), md[0]))
calendar_days = st.one_of(named, lunar, fixed, yearly)
single = st.one_of(
    calendar_days,
    st.just(EachHoliday()),
    st.builds(Periodic, st.just(Unit.MONTH), st.tuples(month_picks)),
    st.builds(Periodic, long_units, st.tuples(st.builds(Workday, signed(60)))),
)
relative = st.builds(Relative, single, signed(30), st.booleans())
recurrences = st.sampled_from(
    [
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
    ]
).map(Recurrence)
daily = st.builds(Daily, st.booleans())

times = st.one_of(
    st.none(),
    st.builds(
        Time,
        start=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        minutes=st.none() | st.integers(1, 1440),
    ),
    st.builds(Time, part=st.sampled_from(Part), minutes=st.none() | st.integers(1, 1440)),
    st.builds(Time, minutes=st.integers(1, 1440)),
    st.builds(Time, all_day=st.just(True), days=st.integers(1, 9)),
)
one_span = spans().map(lambda span: Span(span.first, span.last))
limit_dates = st.none() | dates | month_days
names = st.sampled_from(["寒假", "暑假", "寒暑假", "迎检周"])


@st.composite
def whens(draw: st.DrawFn, rules: st.SearchStrategy | None = None) -> When:
    """A whole phrase's tree, normal."""
    one = st.one_of(weekly, monthly, in_week, in_long, in_month_of(), windows(), spans(), recurrences, daily)
    several = st.one_of(st.tuples(one), _tuples(calendar_days | relative))
    return normal(
        When(
            rules=draw(rules or several),
            months=draw(some_months),
            since=draw(limit_dates),
            until=draw(limit_dates),
            without=draw(st.just(()) | _tuples(calendar_days | names | st.just(EachHoliday()) | one_span)),
            time=draw(times),
            on_holiday=draw(st.none() | st.sampled_from(Policy)),
            within=draw(st.none() | st.integers(1, 60)),
        )
    )
