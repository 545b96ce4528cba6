"""One plan: as a calendar beside yaml2ics, as a list beside khal and remind; whole processes.

yaml2ics and remind are given the dates that sanhui works out, khal a calendar that it has imported already: what is
compared is a person's wait, not the work. Every answer is compared with `show --json`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import icalendar

from benchmarks.measuring import ROOT, Measurement, compared, in_turn, process, sanhui
from calendar_readers import Khal
from sanhui.plan.load import load
from sanhui.publish.formats import to_ics
from sanhui.publish.ics.floating import placed
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule, expand

_CALENDAR, _LIST = "one plan as a calendar", "one plan as a list"


def measure(folder: Path, size: float, rounds: int) -> Iterator[Measurement]:
    """A real year, whatever the size."""
    path = ROOT / "plans/qiyou-2026.toml"
    schedule = expand(load(path))
    expected = [start for start, _end in _days(schedule)]
    yield _beside_yaml2ics(folder, path, schedule, expected, rounds)
    yield _beside_khal(folder, path, schedule, expected, rounds)
    yield _beside_remind(folder, path, schedule, expected, rounds)


def _days(schedule: Schedule) -> list[tuple[dt.date, dt.date]]:
    """Start and end of every session that a calendar shows; a day, if it takes the whole of it."""
    days = (placed(session, schedule.plan.calendar) for session in schedule.sessions)
    return [day for day in days if day is not None]


# -- yaml2ics ----------------------------------------------------------------------------------------------


def _beside_yaml2ics(
    folder: Path, path: Path, schedule: Schedule, expected: list[dt.date], rounds: int
) -> Measurement:
    try:
        peer = f"yaml2ics {version('yaml2ics')}"
    except PackageNotFoundError:
        return Measurement(name=_CALENDAR, remark="yaml2ics is not installed: pip install yaml2ics")
    yaml = folder / "sessions.yaml"
    yaml.write_text(_yaml(schedule), encoding="utf-8")
    ours = process(sanhui("export", "ics", str(path), "-o", "-"), folder, codes=(0, 1))
    theirs = process([sys.executable, "-m", "yaml2ics", str(yaml)], folder)
    right, remark = _reads(ours(), expected)
    other, said = _reads(theirs(), expected)
    if not other or said:
        remark = f"yaml2ics: {said or 'other starts'}"
    return compared(_CALENDAR, in_turn(ours, theirs, rounds), peer, correct=right, remark=remark)


def _yaml(schedule: Schedule) -> str:
    """The sessions as yaml2ics reads them, with the same texts as far as it has a field for them."""
    records = to_dict(schedule)
    lines = [
        f"name: {_quoted(records['plan']['title'])}",
        f"timezone: {records['plan']['timezone']}",
        "events:",
    ]
    for record, session in zip(records["sessions"], schedule.sessions, strict=True):
        day = placed(session, schedule.plan.calendar)
        if day is None:
            continue
        start, end = day
        timed = isinstance(start, dt.datetime)
        lines.append(f"  - summary: {_quoted(record['title'])}")
        lines.append(f"    begin: {start:%Y-%m-%d %H:%M:%S}" if timed else f"    begin: {start}")
        if timed:
            lines.append(f"    end: {end:%Y-%m-%d %H:%M:%S}")
        if record["place"]:
            lines.append(f"    location: {_quoted(record['place'])}")
        lines.append(f"    description: {_quoted('、'.join(record['kind_names']))}")
        lines.append(f"    categories: [{', '.join(map(_quoted, record['kind_names']))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _reads(text: str, expected: list[dt.date]) -> tuple[bool, str]:
    """Whether icalendar finds exactly these starts in a calendar, and what it complains of."""
    remark = ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has more to say about yaml2ics's TZID than a table can hold
        try:
            calendar = icalendar.Calendar.from_ical(text)
        except ValueError as error:  # the starts may be right all the same: TZID names a zone that is known
            remark = f"icalendar refuses its VTIMEZONE: {error}"
            text = re.sub(r"(?ms)^BEGIN:VTIMEZONE.*?^END:VTIMEZONE\r?\n", "", text)
            calendar = icalendar.Calendar.from_ical(text)
        starts = sorted(event.start.isoformat() for event in calendar.events)
    return starts == sorted(day.isoformat() for day in expected), remark


# -- khal and remind ---------------------------------------------------------------------------------------


def _beside_khal(
    folder: Path, path: Path, schedule: Schedule, expected: list[dt.date], rounds: int
) -> Measurement:
    try:
        peer = f"khal {version('khal')}"
    except PackageNotFoundError:
        return Measurement(name=_LIST, remark="khal is not installed: pip install khal")
    home = folder / "khal"
    home.mkdir()
    khal = Khal(home)
    (folder / "year.ics").write_bytes(to_ics(schedule))
    khal.take([folder / "year.ics"])
    year = f"{schedule.plan.year}-01-01"
    words = ("list", "--json", "uid", "--json", "start-long", year, "365d")
    theirs = process(khal.command(*words), folder, environ=khal.environ)
    # What takes several days is listed on each of them.
    events = {
        (each["uid"], each["start-long"]) for line in theirs().splitlines() for each in json.loads(line)
    }
    found = [start for _uid, start in events]
    return _as_list(folder, path, schedule, rounds, theirs, peer, _starts(expected) == sorted(found))


def _beside_remind(
    folder: Path, path: Path, schedule: Schedule, expected: list[dt.date], rounds: int
) -> Measurement:
    program = shutil.which("remind")
    if program is None:
        return Measurement(name=_LIST, remark="remind is not installed: apt-get install remind")
    said = subprocess.run([program, "-h"], capture_output=True, text=True, check=False)
    known = re.search(r"REMIND ([\d.]+)", said.stdout + said.stderr)
    script = folder / "year.rem"
    script.write_text("".join(map(_rem, expected)), encoding="utf-8")
    theirs = process([program, "-s12", str(script), f"{schedule.plan.year}-01-01"], folder)
    found = [line.split()[-1].replace("_", " ") for line in theirs().splitlines()]
    peer = f"remind {known[1] if known else ''}".strip()
    return _as_list(folder, path, schedule, rounds, theirs, peer, _starts(expected) == sorted(found))


def _as_list(
    folder: Path,
    path: Path,
    schedule: Schedule,
    rounds: int,
    theirs: Callable[[], str],
    peer: str,
    same: bool,
) -> Measurement:
    ours = process(sanhui("show", str(path)), folder, codes=(0, 1))
    lines = ours()
    right = all(session.title in lines for session in schedule.sessions)
    remark = "" if same else "they list other starts"
    return compared(_LIST, in_turn(ours, theirs, rounds), peer, correct=right and same, remark=remark)


def _starts(days: list[dt.date]) -> list[str]:
    """To the minute, without a zone, as the two list them."""
    return sorted(f"{day:%Y-%m-%dT%H:%M}" if isinstance(day, dt.datetime) else f"{day}" for day in days)


def _rem(day: dt.date) -> str:
    """A reminder of remind, which says its own start."""
    at = f" AT {day:%H:%M}" if isinstance(day, dt.datetime) else ""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    said = f"{day:%Y-%m-%dT%H:%M}" if isinstance(day, dt.datetime) else f"{day:%Y-%m-%d}"
    return f"REM {day.day} {months[day.month - 1]} {day.year}{at} MSG {said}\n"
