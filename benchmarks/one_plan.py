"""How long one plan takes to become a calendar, from the start of the process to its end, beside yaml2ics.

    python benchmarks/one_plan.py [PLAN] [--pairs N]

Both programs write the same sessions, yaml2ics from a YAML file with their dates already worked out, while sanhui
reads the plan and works them out. They run in turn, so that a busy machine slows both. The ratio is the median of
the pairs' ratios: below 1, sanhui is the faster. Both calendars are read back and compared with `show --json`: a fast
wrong answer is none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import icalendar

from sanhui.plan.load import load
from sanhui.publish.ics.floating import placed
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule, expand

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the pairs and print the table; the exit code is 1 if a calendar is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("plan", nargs="?", type=Path, default=ROOT / "plans" / "qiyou-2026.toml")
    parser.add_argument("--pairs", type=int, default=15, help="how many pairs of runs (at least 9)")
    given = parser.parse_args()
    schedule = expand(load(given.plan))
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, yaml = (Path(folder, name) for name in ("sanhui.ics", "yaml2ics.ics", "sessions.yaml"))
        yaml.write_text(_yaml(schedule), encoding="utf-8")
        plan = str(given.plan.resolve())
        sanhui = [sys.executable, "-m", "sanhui", "export", "ics", plan, "-o", str(ours)]
        yaml2ics = [sys.executable, "-m", "yaml2ics", str(yaml)]
        _run(sanhui, Path(folder, "said"))  # once before, so that both find their bytecode compiled
        _run(yaml2ics, theirs)
        pairs = []
        for _pair in range(max(9, given.pairs)):
            ours.unlink()  # an unchanged file would not be written again
            pairs.append((_run(sanhui, Path(folder, "said")), _run(yaml2ics, theirs)))
        expected = sorted(start.isoformat() for start, _end in _days(schedule))
        verdicts = [_judge(file, expected) for file in (ours, theirs)]
    print(f"{given.plan.name}: {len(expected)} events, {len(pairs)} pairs of runs, medians")
    for name, times, (_right, verdict) in zip(
        ("sanhui", "yaml2ics"), zip(*pairs, strict=True), verdicts, strict=True
    ):
        print(f"{name:9}{statistics.median(times) * 1000:6.0f} ms   {verdict}")
    print(f"ratio    {statistics.median(one / other for one, other in pairs):9.2f}")
    return 0 if all(right for right, _verdict in verdicts) else 1


def _run(command: list[str], output: Path) -> float:
    """Seconds from the start of the process to its end; its output goes to a file."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(output.parent)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    with output.open("wb") as file:
        start = time.perf_counter()
        subprocess.run(command, stdout=file, env=environ, check=True)
        return time.perf_counter() - start


def _days(schedule: Schedule) -> list[tuple[dt.date, dt.date]]:
    """Start and end of every session that a calendar shows."""
    days = (placed(session, schedule.plan.calendar) for session in schedule.sessions)
    return [day for day in days if day is not None]


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


def _judge(file: Path, expected: list[str]) -> tuple[bool, str]:
    """Whether the calendar has exactly these starts (local times with offset, or days), and in words."""
    text = file.read_text(encoding="utf-8")
    remark = ""
    warnings.simplefilter("ignore")  # icalendar has more to say about yaml2ics's TZID than a table can hold
    try:
        calendar = icalendar.Calendar.from_ical(text)
    except ValueError as error:  # the starts may be right all the same: TZID names a zone that is known
        remark = f"; icalendar refuses its VTIMEZONE: {error}"
        text = re.sub(r"(?ms)^BEGIN:VTIMEZONE.*?^END:VTIMEZONE\r?\n", "", text)
        calendar = icalendar.Calendar.from_ical(text)
    right = expected == sorted(event.start.isoformat() for event in calendar.events)
    return right, ("all events at their starts" if right else "WRONG events or starts") + remark


if __name__ == "__main__":
    sys.exit(main())
