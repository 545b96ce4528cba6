"""Plans, sessions and schedules made by hand, for tests of what comes after expansion."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sanhui.days.calendar import WorkCalendar
from sanhui.plan import marks
from sanhui.plan.kinds import Kind
from sanhui.plan.model import Activity, Plan
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session
from sanhui.when import parse
from sanhui.when.tree import Policy

SHANGHAI = ZoneInfo("Asia/Shanghai")
KINDS = {
    "study": Kind("study", "集中学习", "group study", "steelblue"),
    "lecture": Kind("lecture", "党课", "lecture", "royalblue"),
    "theme-day": Kind("theme-day", "主题党日", "theme day", "crimson"),
    "reminder": Kind("reminder", "提醒", "reminder", "goldenrod", busy=False),
}


def plan(**given: Any) -> Plan:
    """A small plan for 2026; anything may be given otherwise."""
    values: dict[str, Any] = {
        "id": "skl-2026",
        "year": 2026,
        "title": "市社科联机关党支部2026年度组织生活计划",
        "organization": "市社科联机关党支部",
        "timezone": "Asia/Shanghai",
        "language": "zh",
        "revision": 1,
        "organizer": "",
        "activities": (),
        "kinds": KINDS,
        "marks": marks.shipped(),
        "periods": {},
        "calendar": WorkCalendar(),
        "roster": None,
        "path": Path("plan.toml"),
    }
    return Plan(**values | given)


def activity(when: str, **given: Any) -> Activity:
    """An activity with this phrase; anything may be given otherwise."""
    values: dict[str, Any] = {
        "id": "study",
        "title": "学习",
        "kinds": ("study",),
        "when": parse(when),
        "minutes": 90,
        "on_holiday": Policy.POSTPONE,
        "within": 7,
        "working_weekends": True,
    }
    return Activity(**values | given)


def session(**given: Any) -> Session:
    """A meeting on Wednesday 11 March 2026, 15:00 to 16:30; anything may be given otherwise."""
    values: dict[str, Any] = {
        "activity": "weekly-study",
        "slot": "2026-W11",
        "title": "每周有学习：总书记的一周",
        "kinds": ("study",),
        "start": dt.datetime(2026, 3, 11, 15, tzinfo=SHANGHAI),
        "end": dt.datetime(2026, 3, 11, 16, 30, tzinfo=SHANGHAI),
    }
    values |= given
    return Session(id=f"{values['activity']}/{values['slot']}", **values)


def schedule(*sessions: Session, **given: Any) -> Schedule:
    """These sessions, of a plan with the given values."""
    return Schedule(plan=plan(**given), sessions=sessions)
