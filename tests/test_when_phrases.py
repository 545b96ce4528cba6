"""Phrases from offices give the dates that a printed calendar gives.

tests/when/phrases.tsv was worked out by hand, from month grids and the official notice for 2026, by somebody who had
not seen the parser. `nominal` lists dates or windows, `start` what they become under the default policy.
"""

import csv
import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from sanhui.days.calendar import WorkCalendar
from sanhui.schedule.expand import sessions_of
from sanhui.when import WhenError, parse
from sanhui.when.tree import PART_STARTS, Time

TABLE = Path(__file__).parent / "when" / "phrases.tsv"
YEAR = 2026


class Row(NamedTuple):
    """One line of the table."""

    phrase: str
    nominal: str
    time: str
    start: str
    slots: str


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(table)
        return [Row(*line[:5]) for line in table]


def expanded(nominal: str) -> list[str]:
    """01-05/7/12-28 is a date every seven days."""
    found = []
    for item in nominal.split(","):
        if "/" not in item:
            found.append(item)
            continue
        first, step, last = item.split("/")
        day, end = (dt.date.fromisoformat(f"{YEAR}-{text}") for text in (first, last))
        while day <= end:
            found.append(f"{day:%m-%d}")
            day += dt.timedelta(int(step))
    return found


def said(time: Time | None) -> str:
    """A time as the table writes it."""
    if time is None or time.all_day:
        return ""
    start = PART_STARTS[time.part] if time.part else time.start
    if start is None or time.minutes is None:
        return f"{start:%H:%M}" if start else ""
    end = dt.datetime.combine(dt.date(YEAR, 1, 1), start) + dt.timedelta(minutes=time.minutes)
    return f"{start:%H:%M}-{end:%H:%M}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.phrase)
def test_phrase_gives_the_dates_of_the_printed_calendar(row: Row) -> None:
    """Nominal dates, times, moved dates and slots are those that were worked out by hand."""
    when = parse(row.phrase)
    placed = sessions_of(when, YEAR, WorkCalendar())

    nominal = [
        f"{p.candidate.nominal:%m-%d}"
        if p.candidate.nominal
        else f"{p.candidate.first:%m-%d}..{p.candidate.last:%m-%d}"
        for p in placed
    ]
    starts = [f"{p.date:%m-%d}" if p.date else "-" if p.dropped else "!" for p in placed]
    assert expanded(row.nominal) == nominal
    assert row.time == said(when.time)
    if row.start != "=":
        assert row.start.split(",") == starts
    if row.slots != "…":
        assert row.slots.split(",") == [p.candidate.slot for p in placed]


def test_the_table_is_as_long_as_promised() -> None:
    """At least 150 phrases, of which at least 50 are English."""
    found = [row.phrase for row in rows()]
    assert len(found) >= 150
    assert sum(text.isascii() and any(map(str.isalpha, text)) for text in found) >= 50


def test_in_quotation_marks_a_period_may_have_any_name() -> None:
    """Without them it is said in Chinese characters, or nobody could tell where the name ends."""
    assert ("a班考试",) == parse("每周一，除“A班考试”外").without
    assert ("期末考",) == parse("每周一，期末考除外").without
    with pytest.raises(WhenError):
        parse("每周一，A班考试除外")
