"""The JSON files of NateScarlet/holiday-cn, the notice of one year each: read with every problem named at its line."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import msgspec

from sanhui.days.arrangement import Arrangement, Holiday, stretches
from sanhui.days.reading import Reading, for_example
from sanhui.i18n import _

_EXAMPLE = '{"name": "元旦", "date": "2027-01-01", "isOffDay": true}'


class _Json(Reading):
    def line(self, key: str) -> int | None:
        found = re.fullmatch(r"(?:days\[(\d+)\])?\.?(\w*)", key)
        if found is None:
            return None
        nth, word = found.groups()
        hits = list(re.finditer(r'"date"\s*:' if nth else rf'"{word}"\s*:', self.text))
        at = int(nth) - 1 if nth else 0
        return self.text.count("\n", 0, hits[at].start()) + 1 if at < len(hits) else None


def read_json(path: Path) -> Arrangement:
    """Read a year of `holiday-cn`. Raises InputError with all problems.

    The year counts as official when every day off by law is in it: the project keeps empty files for years to
    come. Keys that it may add later are ignored.
    """
    reading = _Json(path)
    document: object = None
    try:
        document = json.loads(reading.text)
    except json.JSONDecodeError as error:
        message = _("this is not valid JSON: {reason}").format(reason=error.msg)
        reading.problem(message, _download(), line=error.lineno, column=error.colno)
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits
        reading.problem(_("this is not a file of holiday-cn"), _download())
    if not reading.problems and not isinstance(document, dict):
        reading.problem(_("this is not a file of holiday-cn"), _download())
    reading.raise_if_any()
    assert isinstance(document, dict)
    year = reading.year(document, '"year": 2027')
    entries = reading.take(document, "days", list, f'"days": [{_EXAMPLE}]') or []
    off: dict[str, list[dt.date]] = {}
    working: dict[str, list[dt.date]] = {}
    seen: set[dt.date] = set()
    for nth, entry in enumerate(entries, 1):
        if (found := _day(reading, entry, f"days[{nth}]", year)) is None:
            continue
        title, day, is_off = found
        if day in seen:
            reading.problem(
                _("the day stands twice"), _("let every day stand once"), f"days[{nth}].date", day
            )
        seen.add(day)
        (off if is_off else working).setdefault(title, []).append(day)
    reading.raise_if_any()
    assert year is not None
    holidays = tuple(
        Holiday(name=title, stretches=stretches(days), working=tuple(working.pop(title, [])))
        for title, days in off.items()
    )
    arrangement = Arrangement(
        year=year,
        source=f"holiday-cn {year}",
        holidays=holidays,
        working=tuple(day for days in working.values() for day in days),  # for no holiday of this file
    )
    return msgspec.structs.replace(arrangement, status="local" if arrangement.uncovered() else "official")


def _day(reading: _Json, entry: object, key: str, year: int | None) -> tuple[str, dt.date, bool] | None:
    if not isinstance(entry, dict):
        reading.typed(entry, dict, _EXAMPLE, key)
        return None
    title = reading.take(entry, "name", str, '"name": "元旦"', f"{key}.")
    written = reading.take(entry, "date", str, '"date": "2027-01-01"', f"{key}.")
    is_off = reading.take(entry, "isOffDay", bool, '"isOffDay": true', f"{key}.")
    if title is None or written is None or is_off is None or not reading.one_line(title, f"{key}.name"):
        return None
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        reading.problem(_("there is no such day"), for_example("2027-01-01"), f"{key}.date", written)
        return None
    return (title, day, is_off) if reading.within(day, year, f"{key}.date") else None


def _download() -> str:
    return _("download the year's file of NateScarlet/holiday-cn again")
