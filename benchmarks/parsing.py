"""Reading many events back, as an export over an existing file does, beside icalendar's parser."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import icalendar

from benchmarks.bulk_writing import EVENTS
from benchmarks.many_sessions import many_sessions
from benchmarks.measuring import Measurement, compared, in_turn
from sanhui.publish.ics.previous import parsed
from sanhui.publish.ics.writer import calendar


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """In this process, a few times: one run takes seconds."""
    text = calendar(many_sessions(max(60, round(EVENTS * size)))).decode()
    pairs = in_turn(
        lambda: parsed(text, folder / "year.ics"),
        lambda: icalendar.Calendar.from_ical(text),
        min(rounds, 3),
    )
    ours = parsed(text, folder / "year.ics").components
    theirs = icalendar.Calendar.from_ical(text).events
    yield compared(
        f"reading {len(ours)} events",
        pairs,
        f"icalendar {version('icalendar')}",
        correct=[each.uid for each in ours] == [str(each["UID"]) for each in theirs]
        and [each.value("DTSTART") for each in ours] == [f"{each.start:%Y%m%dT%H%M%S}" for each in theirs],
        remark="ours keeps the lines of each event as they are, and looks into them when it is asked to",
    )
