"""Period keys: the columns by which rows are joined and counted, worked out here so that SQL needs no dialect.

A key is the name that `sanhui.schedule.slots` gives to the period, so that a column can be compared with a slot.
"""

from __future__ import annotations

import datetime as dt

from sanhui.schedule.slots import period
from sanhui.when.tree import Unit

#: The columns in order, from the longest period to the shortest.
UNITS = {
    "year": Unit.YEAR,
    "half": Unit.HALF,
    "quarter": Unit.QUARTER,
    "month": Unit.MONTH,
    "week": Unit.WEEK,
}


def keys(day: dt.date) -> dict[str, str]:
    """The key of each period in which the day lies: 2026, 2026-H1, 2026-Q1, 2026-03, 2026-W11.

    The week is the ISO week, by the ISO year: 1 January 2027 has the keys 2027 and 2026-W53.
    """
    return {name: period(unit, day).slot for name, unit in UNITS.items()}
