"""A schedule of as many sessions as one likes, for what is about amounts."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from benchmarks.measuring import ROOT
from sanhui.plan.kinds import shipped
from sanhui.plan.load import load
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session

_TITLES = ("每周有学习：总书记的一周", "处长上讲台", "主题党日", "支部委员会会议", "党小组会")
_KINDS = ("study", "lecture", "theme-day", "committee", "group-meeting")
_PLACES = ("三楼会议室", "党员活动室", "")
_PER_ACTIVITY = 50


def many_sessions(events: int) -> Schedule:
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
