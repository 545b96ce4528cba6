"""Programs that read calendars, and what each finds in ours: a title, a start and an end for every session."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import recurring_ical_events

from programs import node_package
from radicale_server import Radicale
from sanhui.i18n import speaking
from sanhui.publish.ics.floating import placed
from sanhui.publish.ics.wording import summary
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule

#: A title, a start and an end as `show --json` gives them.
Seen = tuple[str, str, str]
#: What is looked at: the years of all plans, and some of those around them.
FIRST, LAST = dt.date(2025, 12, 1), dt.date(2028, 2, 1)


def announced(schedule: Schedule) -> list[Seen]:
    """The sessions that a reader of the calendar should see: those of `show --json` that are not called off.

    A floating session has no start there; the calendar shows it on the day that `placed` says.
    """
    found = []
    with speaking(schedule.plan.language):
        for record, session in zip(to_dict(schedule)["sessions"], schedule.sessions, strict=True):
            start, end = record["start"], record["end"]
            if record["status"] == "floating":
                start, end = (day.isoformat() for day in placed(session, schedule.plan.calendar) or ())
            if start is not None and record["status"] != "cancelled":
                found.append((summary(session), start, end))
    return sorted(found)


def expanded(data: bytes) -> list[Seen]:
    """What recurring-ical-events, which many programs use, finds; without what is called off."""
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    return sorted(
        (str(event["SUMMARY"]), event.start.isoformat(), event.end.isoformat())
        for event in query.between(FIRST, LAST)
        if event.get("STATUS") != "CANCELLED"
    )


class JavaScript(NamedTuple):
    """What ical.js makes of one file."""

    seen: list[Seen]
    todos: list[str]
    properties: list[tuple[str, str, list[str]]]  # component, name, values; in the order of the file


def ical_js(files: Mapping[str, bytes]) -> dict[str, JavaScript]:
    """What ical.js reads in these files, all in one process."""
    node = node_package("ical.js")
    done = subprocess.run(
        [node, str(Path(__file__).parent / "node/read.mjs"), FIRST.isoformat(), LAST.isoformat()],
        input=json.dumps({name: data.decode() for name, data in files.items()}).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: dict[str, Any] = json.loads(done.stdout)
    return {
        name: JavaScript(
            sorted(
                (str(title), start, end)
                for title, start, end, _uid, status in answer["occurrences"]
                if status != "CANCELLED"
            ),
            answer["todos"],
            [(component, name, values) for component, name, values in answer["properties"]],
        )
        for name, answer in answers.items()
    }


class Khal:
    """The khal calendar program in a home of its own. It knows minutes, and no offsets."""

    def __init__(self, home: Path) -> None:
        self._home = home
        (home / "calendar").mkdir()
        (home / "config").write_text(
            f"""
[calendars]
[[sanhui]]
path = {home / "calendar"}
type = calendar
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {home / "khal.db"}
""",
            encoding="utf-8",
        )

    def take(self, files: Iterable[Path]) -> None:
        """Import them."""
        self._run("import", "--batch", "-a", "sanhui", *map(str, files))

    def seen(self) -> list[Seen]:
        """What khal lists; for a whole day it gives the last day, not the one after.

        What reaches beyond midnight is listed on every day, so each is taken once. (`--once` would list a whole series
        once.)
        """
        names = ("uid", "title", "start-long", "end-long", "all-day", "status")
        columns = [word for name in names for word in ("--json", name)]
        out = self._run("list", *columns, FIRST.isoformat(), f"{(LAST - FIRST).days}d")
        events = {tuple(event.items()) for line in out.splitlines() for event in json.loads(line)}
        return sorted(
            (
                event["title"],
                event["start-long"],
                _after(event["end-long"]) if event["all-day"] == "True" else event["end-long"],
            )
            for event in map(dict, events)
            if "CANCELLED" not in event["status"]
        )

    @property
    def environ(self) -> dict[str, str]:
        """The environment of its processes."""
        return {"HOME": str(self._home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}

    def command(self, *words: str) -> list[str]:
        """Its command line."""
        return [sys.executable, "-m", "khal", "-c", str(self._home / "config"), *words]

    def _run(self, *words: str) -> str:
        """What khal prints; it must succeed without a warning."""
        done = subprocess.run(
            self.command(*words),
            env=self.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert not re.search("critical|error|warning", done.stderr.lower()), done.stderr
        return done.stdout


def to_the_minute(seen: Iterable[Seen]) -> list[Seen]:
    r"""As khal tells it; it reads the two characters \N as a line break (icalendar's `unescape_char`)."""
    return sorted(
        (title.replace("\\N", "\n"), start.removesuffix(":00+08:00"), end.removesuffix(":00+08:00"))
        for title, start, end in seen
    )


def stored(server: Radicale, name: str, data: bytes) -> list[Seen]:
    """What Radicale gives back of a calendar that was put there whole, each series expanded by the server."""
    url = f"{server.home}{name}/"
    answer = server.request("PUT", url, data, Content_Type="text/calendar; charset=utf-8")
    assert answer.status in (201, 204), answer
    span = f'start="{FIRST:%Y%m%d}T000000Z" end="{LAST:%Y%m%d}T000000Z"'
    report = f"""<c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
        <prop><c:calendar-data><c:expand {span}/></c:calendar-data></prop>
        <c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range {span}/></c:comp-filter>
        </c:comp-filter></c:filter></c:calendar-query>"""
    answer = server.request("REPORT", url, report.encode(), Depth="1", Content_Type="application/xml")
    assert answer.status == 207, answer
    texts = ET.fromstring(answer.body).iter("{urn:ietf:params:xml:ns:caldav}calendar-data")
    zone = dt.timezone(dt.timedelta(hours=8))
    return sorted(
        (str(event["SUMMARY"]), _local(event.start, zone), _local(event.end, zone))
        for text in texts
        for event in icalendar.Calendar.from_ical(text.text or "").events
        if event.get("STATUS") != "CANCELLED"
    )


def _local(moment: dt.date, zone: dt.tzinfo) -> str:
    return (moment.astimezone(zone) if isinstance(moment, dt.datetime) else moment).isoformat()


def _after(end: str) -> str:
    return (dt.date.fromisoformat(end) + dt.timedelta(days=1)).isoformat()
