"""Time per phrase of `when` and per expression of `date`, beside dateparser, in one run.

    python benchmarks/language.py

Every text is read in turn by each reader, several times over; the table gives the median text and the slowest one (each
at its best of the rounds), and how many of the answers are right. The expressions and answers are those of the tests.
"""

from __future__ import annotations

import datetime as dt
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import dateparser

from sanhui.days.calendar import WorkCalendar
from sanhui.moment import read_moment
from sanhui.schedule.occurrences import candidates
from sanhui.when import WhenError, parse

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))  # the table's own reader

from test_when_phrases import Row, expanded, rows  # noqa: E402

CALENDAR = WorkCalendar()
NOW = dt.datetime(2026, 3, 2, 10)  # noqa: DTZ001 - the wall clock of the table
ROUNDS = 5


class Reader(NamedTuple):
    """A way to read a text; None for what is not understood."""

    name: str
    read: Callable[[str], object | None]


def table(path: Path) -> list[list[str]]:
    """The lines of a tab-separated file, without comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def by_sanhui(text: str) -> object | None:
    """Our answer."""
    try:
        return said(read_moment(text, NOW))
    except WhenError:
        return None


def by_dateparser(text: str) -> object | None:
    """Its answer, with the settings that suit it best."""
    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": NOW}
    found = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    return None if found is None else said(found)


def said(moment: dt.date) -> str:
    """A date, or a date and time, as the table writes it."""
    if isinstance(moment, dt.datetime):
        return f"{moment:%Y-%m-%d}\t{moment:%H:%M}"
    return f"{moment}\t"


def measure(reader: Reader, texts: list[str]) -> list[float]:
    """The best of the rounds for each text, in milliseconds."""
    best = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        for i, text in enumerate(texts):
            begin = time.perf_counter()
            reader.read(text)
            best[i] = min(best[i], (time.perf_counter() - begin) * 1000)
    return best


def main() -> None:
    """Print the table."""
    dates = [(row[0], "\t".join([*row[1:], ""][:2])) for row in table(HERE / "../tests/moment/dates.tsv")]
    texts = [text for text, _answer in dates]
    print(f"Python {platform.python_version()}, dateparser {version('dateparser')}, {ROUNDS} rounds\n")
    print(f"{'':24}{'texts':>7}{'right':>7}{'wrong':>7}{'median ms':>11}{'slowest ms':>12}  slowest text")
    medians = {}
    for reader in (Reader("date: sanhui", by_sanhui), Reader("date: dateparser", by_dateparser)):
        answers = [(reader.read(text), answer) for text, answer in dates]
        # an answer without a time of day is a whole day: dateparser adds the time of NOW, which is no mistake of its
        right = sum(
            found == answer or (answer[-1] == "\t" and str(found)[:11] == answer) for found, answer in answers
        )
        wrong = sum(found is not None for found, _answer in answers) - right
        times = measure(reader, texts)
        report(reader.name, times, texts, right, wrong)
        medians[reader.name] = statistics.median(times)
    phrases = rows()
    right = sum(map(is_right, phrases))
    spoken = [row.phrase for row in phrases]
    report("when: sanhui", measure(Reader("when", parse), spoken), spoken, right, len(phrases) - right)
    ratio = medians["date: sanhui"] / medians["date: dateparser"]
    print(f"\ndate, median: sanhui / dateparser = {ratio:.2f}")


def is_right(row: Row) -> bool:
    """Whether a phrase has the dates of the printed calendar; windows by their first and last day."""
    found = candidates(parse(row.phrase), 2026, CALENDAR, {})
    days = [f"{c.nominal:%m-%d}" if c.nominal else f"{c.first:%m-%d}..{c.last:%m-%d}" for c in found]
    return days == expanded(row.nominal)


def report(name: str, times: list[float], texts: list[str], right: int, wrong: int) -> None:
    """One line of the table."""
    slowest = max(range(len(texts)), key=times.__getitem__)
    print(
        f"{name:24}{len(texts):>7}{right:>7}{wrong:>7}{statistics.median(times):>11.2f}"
        f"{times[slowest]:>12.2f}  {texts[slowest]}"
    )


if __name__ == "__main__":
    main()
