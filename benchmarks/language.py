"""The two languages, text by text: expressions of `date` beside dateparser, phrases of `when` by themselves.

The texts and their answers are those of the tests. Each text is read in turn by both, several times over; what is compared
is the median text, each at its best.
"""

from __future__ import annotations

import csv
import datetime as dt
import statistics
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import dateparser

from benchmarks.measuring import ROOT, Measurement, seconds
from sanhui.days.calendar import WorkCalendar
from sanhui.moment import read_moment
from sanhui.schedule.occurrences import candidates
from sanhui.when import WhenError, parse
from test_when_phrases import Row, expanded, rows

_CALENDAR = WorkCalendar()
_NOW = dt.datetime(2026, 3, 2, 10)  # noqa: DTZ001 - the wall clock of the table


def measure(_folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """All texts of the tables; of a small size, the first ones."""
    table = _table(ROOT / "tests/moment/dates.tsv")
    table = table[: max(10, round(len(table) * size))]
    texts = [text for text, _answer in table]
    times = _best(texts, (_ours, _theirs), rounds)
    ours, theirs = (sum(_right(read(text), answer) for text, answer in table) for read in (_ours, _theirs))
    mine, its = map(statistics.median, times)
    yield Measurement(
        name=f"date: {len(texts)} expressions",
        peer=f"dateparser {version('dateparser')}",
        ours=mine * 1000,
        theirs=its * 1000,
        ratio=mine / its,
        correct=ours == len(texts),
        remark=f"right: {ours} of {len(texts)}, dateparser {theirs}; the slowest {max(times[0]) * 1000:.1f} ms,"
        f" dateparser {max(times[1]) * 1000:.1f} ms",
    )
    phrases = rows()
    phrases = phrases[: max(10, round(len(phrases) * size))]
    (spoken,) = _best([row.phrase for row in phrases], (parse,), rounds)
    right = sum(map(_is_right, phrases))
    yield Measurement(
        name=f"when: {len(phrases)} phrases",
        ours=statistics.median(spoken) * 1000,
        correct=right == len(phrases),
        remark=f"right: {right} of {len(phrases)}; the slowest {max(spoken) * 1000:.1f} ms",
    )


def _best(texts: Sequence[str], readers: Sequence[Callable[[str], object]], rounds: int) -> list[list[float]]:
    """For each reader the shortest time in seconds that each text took."""
    best = [[float("inf")] * len(texts) for _reader in readers]
    for _round in range(rounds):
        for n, text in enumerate(texts):
            for times, reader in zip(best, readers, strict=True):
                times[n] = min(times[n], seconds(lambda reader=reader, text=text: reader(text)))  # type: ignore[misc]
    return best


def _table(path: Path) -> list[tuple[str, str]]:
    """Each expression with its date and time as the table writes them."""
    with path.open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if line.strip() and not line.startswith("#"))
        found = csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row[0], "\t".join([*row[1:], ""][:2])) for row in found]


def _ours(text: str) -> str | None:
    try:
        return _said(read_moment(text, _NOW))
    except WhenError:
        return None


def _theirs(text: str) -> str | None:
    """Its answer, with the settings that suit it best."""
    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": _NOW}
    found = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    return None if found is None else _said(found)


def _said(moment: dt.date) -> str:
    """A date, or a date and time, as the table writes it."""
    return f"{moment:%Y-%m-%d}\t{moment:%H:%M}" if isinstance(moment, dt.datetime) else f"{moment}\t"


def _right(found: str | None, answer: str) -> bool:
    """An answer without a time of day is a whole day: dateparser adds the time of the clock, which is no mistake of its."""
    return found == answer or (answer[-1] == "\t" and str(found)[:11] == answer)


def _is_right(row: Row) -> bool:
    """Whether a phrase has the dates of the printed calendar; windows by their first and last day."""
    found = candidates(parse(row.phrase), 2026, _CALENDAR, {})
    days = [f"{c.nominal:%m-%d}" if c.nominal else f"{c.first:%m-%d}..{c.last:%m-%d}" for c in found]
    return days == expanded(row.nominal)
