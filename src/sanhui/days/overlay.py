"""Overlay files: days off and working days that are local, or newer than the data this program came with.

Two formats are read. The own one is TOML:

    year = 2027
    status = "official"      # the State Council's notice for the whole year; "provisional": a guess;
                             # "local" (the default): additions and exceptions
    source = "国务院办公厅关于2027年部分节假日安排的通知"
    working = [2027-09-19]   # days worked for no particular holiday

    [[holiday]]
    name = "元旦"
    from = 2027-01-01
    to = 2027-01-03          # the same as `from` when left out
    working = [2027-01-09]   # 补班

The other is the JSON of NateScarlet/holiday-cn, which holds the notice of one year; its December days can be in the
file of the next year. A holiday may reach into the December before and the January after its year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sanhui.days.arrangement import Arrangement


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """What one file says, day by day.

    `off` are days off and `working` days worked (补班), each with the holiday it belongs to: an id of
    `sanhui.days.festivals`, a name of its own, or None. `years` are those whose official notice it holds in
    full. `source` is the file's name, `title` what the file says it rests on.
    """

    source: str
    title: str = ""
    off: Mapping[dt.date, str | None] = {}
    working: Mapping[dt.date, str | None] = {}
    years: frozenset[int] = frozenset()

    def __hash__(self) -> int:
        return hash((self.source, frozenset(self.off), frozenset(self.working), self.years))

    def touches(self, year: int) -> bool:
        """Whether it says anything about the year."""
        return year in self.years or any(day.year == year for day in (*self.off, *self.working))


def read_overlay(path: Path) -> Overlay:
    """Read an overlay file, TOML or `holiday-cn` JSON by its suffix.

    Raises InputError with every problem of the file: unreadable, malformed, unknown keys, wrong types, days outside
    the year or both off and worked, an official year without one of its days off by law.
    """
    return day_by_day(read_arrangement(path), path.name)


def read_arrangement(path: Path) -> Arrangement:
    """Read an overlay file as it was written, holiday by holiday. Raises InputError as `read_overlay` does."""
    # Each format is loaded when there is a file of it: most plans have none.
    if path.suffix.lower() == ".json":
        from sanhui.days.holiday_cn import read_json

        return read_json(path)
    from sanhui.days.overlay_toml import read_toml

    return read_toml(path)


def day_by_day(arrangement: Arrangement, source: str) -> Overlay:
    """Give each day its holiday; `source` is the name of the file that the arrangement came from."""
    working: dict[dt.date, str | None] = dict.fromkeys(arrangement.working)
    for holiday in arrangement.holidays:
        working |= {day: holiday.label(day) for day in holiday.working}
    return Overlay(
        source=source,
        title=arrangement.source,
        off={day: holiday.label(day) for holiday in arrangement.holidays for day in holiday.days()},
        working=working,
        years=frozenset([arrangement.year] if arrangement.status == "official" else []),
    )


def overlay_text(arrangement: Arrangement) -> str:
    """Write an arrangement in the own TOML format; `read_overlay` reads from it what `day_by_day` gives."""
    head = [f"year = {arrangement.year}", f"status = {_quoted(arrangement.status)}"]
    if arrangement.source:
        head.append(f"source = {_quoted(arrangement.source)}")
    if arrangement.working:
        head.append(f"working = {_dates(arrangement.working)}")
    tables = []
    for holiday in arrangement.holidays:
        for nth, (first, last) in enumerate(holiday.stretches):
            tables += [
                "",
                "[[holiday]]",
                f"name = {_quoted(holiday.name)}",
                f"from = {first}",
                f"to = {last}",
            ]
            if holiday.working and nth == 0:
                tables.append(f"working = {_dates(holiday.working)}")
    return "\n".join([*head, *tables]) + "\n"


def _dates(days: tuple[dt.date, ...]) -> str:
    return f"[{', '.join(map(str, days))}]"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")
