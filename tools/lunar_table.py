"""Write `src/sanhui/days/lunar.tsv`, the Chinese calendar of three centuries, or check that it is what would be written.

    python tools/lunar_table.py [--check]

`lunar_python` computes it astronomically (after 寿星万年历); its import and five lunar years cost the program 40 ms at
each start, a table costs less than one. It need be written again only if the columns change.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from lunar_python import LunarYear, Solar

TABLE = Path(__file__).resolve().parents[1] / "src/sanhui/days/lunar.tsv"
FIRST, LAST = 1900, 2200
HEAD = """\
# The Chinese calendar, Beijing time. Written by tools/lunar_table.py from lunar_python; not to be edited.
# Columns: year; first day of the lunar year (正月初一);
# its months in order, s of 29 days and l of 30, a capital being the leap month (闰月) after the one before it;
# the days of the month of the year's 24 solar terms from 小寒, two in each month from January.
"""


def text() -> str:
    """The whole table."""
    return HEAD + "".join(map(row, range(FIRST, LAST + 1)))


def row(year: int) -> str:
    """The line of one year."""
    table = LunarYear.fromYear(year)
    months = table.getMonthsInYear()
    letters = ["l" if month.getDayCount() == 30 else "s" for month in months]
    marked = [
        letter.upper() if month.isLeap() else letter for letter, month in zip(letters, months, strict=True)
    ]
    # The library's list starts with 大雪 and 冬至 of the year before.
    terms = [day(julian) for julian in table.getJieQiJulianDays()[2:26]]
    assert [(term.year, term.month) for term in terms] == [(year, n // 2 + 1) for n in range(24)]
    start = day(months[0].getFirstJulianDay())
    assert start.year == year
    days = "".join(f"{term:%d}" for term in terms)
    return f"{year}\t{start:%m-%d}\t{''.join(marked)}\t{days}\n"


def day(julian: float) -> dt.date:
    """The date of a Julian day."""
    found = Solar.fromJulianDay(julian)
    return dt.date(found.getYear(), found.getMonth(), found.getDay())


def main() -> int:
    """Write the table; with --check, compare it and return 1 if it differs."""
    if "--check" in sys.argv[1:]:
        return int(TABLE.read_text(encoding="utf-8") != text())
    TABLE.write_text(text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
