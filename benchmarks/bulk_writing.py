"""How long many events take to become a calendar: sanhui's one writer beside icalendar's own components.

    python benchmarks/bulk_writing.py [--events N] [--runs N]

Both write the same sessions with every line the same: icalendar builds a component for each event and serialises it, as
programs that use it do; sanhui lets icalendar write what the sessions of an activity share, once, and adds the rest. Both
run in this process, in turn, so that a busy machine slows both. The ratio is the median of the runs' ratios: above 1,
sanhui is the faster. Both calendars are read back by icalendar and compared: a fast wrong answer is none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar

from sanhui.i18n import speaking
from sanhui.plan.kinds import shipped
from sanhui.plan.load import load
from sanhui.publish.ics.alarm import alarms
from sanhui.publish.ics.identity import stamp, uid
from sanhui.publish.ics.timezone import vtimezone
from sanhui.publish.ics.wording import description, summary
from sanhui.publish.ics.writer import calendar
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session

ROOT = Path(__file__).resolve().parent.parent
_TITLES = ("每周有学习：总书记的一周", "处长上讲台", "主题党日", "支部委员会会议", "党小组会")
_KINDS = ("study", "lecture", "theme-day", "committee", "group-meeting")
_PLACES = ("三楼会议室", "党员活动室", "")
_PER_ACTIVITY = 50


def main() -> int:
    """Write, compare and print the table; the exit code is 1 if the calendars differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, default=12_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    schedule = _schedule(given.events)
    ours, theirs = calendar(schedule), _by_components(schedule)  # once before, to warm both up
    times = []
    for _run in range(given.runs):
        start = time.perf_counter()
        calendar(schedule)
        middle = time.perf_counter()
        _by_components(schedule)
        times.append((middle - start, time.perf_counter() - middle))
    one, other = icalendar.Calendar.from_ical(ours), icalendar.Calendar.from_ical(theirs)
    equal = one == other and one.to_ical() == other.to_ical()  # equality leaves parameters out
    fast, slow = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{given.events} events, {len(ours) / 1e6:.1f} MB, {given.runs} runs, medians")
    print(f"sanhui     {fast:6.2f} s {fast / given.events * 1e6:7.0f} µs an event")
    print(f"icalendar  {slow:6.2f} s {slow / given.events * 1e6:7.0f} µs an event")
    print(f"ratio      {statistics.median(slow / fast for fast, slow in times):6.1f}")
    print(f"read back, the calendars are {'equal' if equal else 'NOT EQUAL'}")
    return 0 if equal else 1


def _schedule(events: int) -> Schedule:
    """So many sessions: 50 of each activity, each on its own day, every fourth with a topic of its own."""
    plan = load(ROOT / "plans" / "minimal-2026.toml")
    zone = ZoneInfo(plan.timezone)
    known = [code for code in _KINDS if code in shipped()]
    sessions = []
    for number in range(events):
        activity, nth = divmod(number, _PER_ACTIVITY)
        start = dt.datetime(2026, 1, 5, 9 + activity % 8, tzinfo=zone) + dt.timedelta(days=7 * nth)
        slot = f"2026-W{nth + 2:02}"
        sessions.append(
            Session(
                id=f"a{activity}/{slot}",
                activity=f"a{activity}",
                slot=slot,
                title=_TITLES[activity % len(_TITLES)],
                kinds=(known[activity % len(known)],),
                start=start,
                end=start + dt.timedelta(minutes=90),
                place=_PLACES[activity % len(_PLACES)],
                topic="" if nth % 4 else f"第{nth // 4 + 1}讲：新时代党的创新理论，第{activity}组",
                remind=(1440, 30),
                hours=1.5,
            )
        )
    return Schedule(plan, tuple(sessions))


def _by_components(schedule: Schedule) -> bytes:
    """The same calendar by icalendar's components and nothing else."""
    plan = schedule.plan
    whole = icalendar.Calendar()
    whole.add("PRODID", f"-//sanhui//sanhui//{plan.language.upper()}")
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("NAME", plan.title)
    whole.add("X-WR-CALNAME", plan.title)
    whole.add("COLOR", "crimson")
    whole.add("REFRESH-INTERVAL", dt.timedelta(days=1), {"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", icalendar.vDuration(dt.timedelta(days=1)))
    years = {plan.year, *(each.day.year for each in schedule.sessions)}
    whole.add_component(vtimezone(plan.timezone, ZoneInfo(plan.timezone), min(years), max(years) + 1))
    at = stamp(plan.year, plan.revision)
    with speaking(plan.language):
        for each in sorted(
            schedule.sessions, key=lambda each: (each.start, uid(plan.id, each.activity, each.slot))
        ):
            whole.add_component(_event(each, schedule, at))
    return bytes(whole.to_ical(sorted=False))


def _event(each: Session, schedule: Schedule, at: dt.datetime) -> icalendar.Event:
    plan = schedule.plan
    event = icalendar.Event()
    event.add("UID", uid(plan.id, each.activity, each.slot))
    event.add("DTSTAMP", at)
    event.add("SEQUENCE", 0)
    event.add("DTSTART", each.start)
    event.add("DTEND", each.end)
    event.add("SUMMARY", summary(each))
    event.add("DESCRIPTION", description(each, plan, names=False))
    if each.place:
        event.add("LOCATION", each.place)
    kind = plan.kinds[each.kinds[0]]
    event.add("CATEGORIES", [kind.name(plan.language)])
    event.add("COLOR", kind.colour)
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    for alarm in alarms(each.remind, each.title, all_day=False):
        event.add_component(alarm)
    return event


if __name__ == "__main__":
    sys.exit(main())
