"""The own format of overlay files, TOML: read with every problem named at its line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from sanhui.days.arrangement import Arrangement, Holiday, Status
from sanhui.days.festivals import name
from sanhui.days.reading import Reading, for_example
from sanhui.errors import did_you_mean
from sanhui.i18n import _, language

_KEYS = ("year", "status", "source", "working", "holiday")
_EXAMPLES = {
    "name": 'name = "元旦"',
    "from": "from = 2027-01-01",
    "to": "to = 2027-01-03",
    "working": "working = [2027-01-09]",
}


class _Toml(Reading):
    def line(self, key: str) -> int | None:
        found = re.fullmatch(r"(?:holiday\[(\d+)\]\.?)?([^\[]*)(?:\[\d+\])?", key)
        if found is None:
            return None
        lines = self.text.splitlines()
        start, word = -1, re.escape(found[2])
        if found[1]:
            tables = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*holiday\s*\]\]", line)]
            if len(tables) < int(found[1]):  # written as an array of inline tables
                return self.line("holiday")
            start = tables[int(found[1]) - 1]
        heads = (n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("["))
        end = next(heads, len(lines))
        written = re.compile(rf"\s*[\"']?{word}[\"']?\s*=")
        at = next((n for n in range(start + 1, end) if word and written.match(lines[n])), start)
        if at < 0:  # a table of its own
            table = re.compile(rf"\s*\[+\s*[\"']?{word}[\"']?\s*\]")
            at = next((n for n in range(end, len(lines)) if table.match(lines[n])), -1)
        return at + 1 or None

    def only(self, table: Mapping[str, object], known: Iterable[str], prefix: str = "") -> None:
        """Note the keys of a table that are not known."""
        for key in table:
            if key not in known:
                self.problem(_("unknown key"), did_you_mean(key, known), f"{prefix}{key}")

    def text_of(self, value: object, key: str, example: str) -> str | None:
        text = self.typed(value, str, example, key)
        return text if text is not None and self.one_line(text, key) else None

    def days(self, value: object, key: str, year: int | None) -> list[dt.date]:
        """A list of days, without those that are none or lie outside the year."""
        found = []
        for nth, item in enumerate(self.typed(value, list, _EXAMPLES["working"], key) or [], 1):
            day = self.typed(item, dt.date, "2027-01-09", f"{key}[{nth}]")
            if day is not None and self.within(day, year, f"{key}[{nth}]"):
                found.append(day)
        return found


def read_toml(path: Path) -> Arrangement:
    """Read the own format. Raises InputError with all problems."""
    reading = _Toml(path)
    document: dict[str, Any] = {}
    try:
        document = tomllib.loads(reading.text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = re.search(r"at line (\d+), column (\d+)", reason)
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        message = _("this is not valid TOML: {reason}").format(reason=reason)
        reading.problem(message, _("see toml.io"), line=line, column=column)
    except (RecursionError, ValueError) as error:  # nested too deeply; a number of thousands of digits
        reading.problem(_("this is not valid TOML: {reason}").format(reason=error), _("see toml.io"))
    reading.raise_if_any()
    arrangement = _arrangement(reading, document)
    reading.raise_if_any()
    assert arrangement is not None
    return arrangement


def _arrangement(reading: _Toml, document: dict[str, Any]) -> Arrangement | None:
    reading.only(document, _KEYS)
    year = reading.year(document, "year = 2027")
    status = _status(reading, document.get("status", "local"))
    source = reading.text_of(document["source"], "source", 'source = "…"') if "source" in document else ""
    worked = reading.days(document.get("working", []), "working", year)
    tables = reading.typed(document.get("holiday", []), list, "[[holiday]]", "holiday") or []
    read = [(f"holiday[{nth}]", table) for nth, table in enumerate(tables, 1)]
    holidays = [(key, found) for key, table in read if (found := _holiday(reading, table, key, year))]
    _contradictions(reading, holidays, worked)
    if year is None or status is None or source is None or reading.problems:
        return None
    arrangement = Arrangement(
        year=year,
        status=status,
        source=source,
        holidays=tuple(holiday for _key, holiday in holidays),
        working=tuple(worked),
    )
    for day, festival in arrangement.uncovered() if status == "official" else ():
        message = _("the file is to be the whole official year, but {holiday} ({day}) is not off")
        reading.problem(
            message.format(holiday=name(festival, language()), day=day),
            _('add what is missing, or write status = "local" or "provisional"'),
            "status",
            status,
        )
    return arrangement


def _status(reading: _Toml, value: object) -> Status | None:
    statuses: tuple[Status, ...] = get_args(Status)
    status = reading.typed(value, str, 'status = "official"', "status")
    found = next((known for known in statuses if known == status), None)
    if status is not None and found is None:
        reading.problem(_("unknown status"), did_you_mean(status, statuses), "status", status)
    return found


def _holiday(reading: _Toml, table: object, key: str, year: int | None) -> Holiday | None:
    if not isinstance(table, dict):
        reading.typed(table, dict, "[[holiday]]", key)
        return None
    reading.only(table, _EXAMPLES, f"{key}.")
    title = reading.text_of(table["name"], f"{key}.name", _EXAMPLES["name"]) if "name" in table else None
    if "name" not in table:
        reading.problem(_("the key is missing"), for_example(_EXAMPLES["name"]), f"{key}.name")
    first = reading.take(table, "from", dt.date, _EXAMPLES["from"], f"{key}.")
    last = reading.typed(table["to"], dt.date, _EXAMPLES["to"], f"{key}.to") if "to" in table else first
    worked = reading.days(table.get("working", []), f"{key}.working", year)
    if first is None or last is None:
        return None
    if last < first:
        message = _("the last day stands before the first, {first}").format(first=first)
        reading.problem(message, _("exchange the two, or correct the year"), f"{key}.to", last)
        return None
    inside = reading.within(first, year, f"{key}.from")
    if last != first:
        inside = reading.within(last, year, f"{key}.to") and inside
    if title is None or not inside:
        return None
    return Holiday(name=title, stretches=((first, last),), working=tuple(worked))


def _contradictions(reading: _Toml, holidays: list[tuple[str, Holiday]], worked: list[dt.date]) -> None:
    """Note days that are off twice, worked twice, or both."""
    off: dict[dt.date, str] = {}
    for key, holiday in holidays:
        twice = next((day for day in holiday.days() if day in off), None)
        if twice is not None:
            message = _("{day} is already off by {other}").format(day=twice, other=off[twice])
            reading.problem(message, _("let every day stand once"), f"{key}.from", holiday.name)
        off |= dict.fromkeys(holiday.days(), key)
    seen: set[dt.date] = set()
    places = [("working", day) for day in worked]
    places += [(f"{key}.working", day) for key, holiday in holidays for day in holiday.working]
    for key, day in places:
        if day in off:
            message = _("the day is off by {other} and worked").format(other=off[day])
            reading.problem(message, _("take it out of one of the two"), key, day)
        elif day in seen:
            reading.problem(_("the day stands twice"), _("let every day stand once"), key, day)
        seen.add(day)
