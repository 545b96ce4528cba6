"""The table of the year (年度组织生活计划表) as a value: the columns that offices file, by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sanhui.i18n import _, speaking
from sanhui.publish.agenda import count
from sanhui.publish.cleaning import one_line
from sanhui.publish.docx.fields import PlanMonth, PlanRow, YearPlan
from sanhui.publish.planrow import owner_of, remark
from sanhui.publish.words import enumeration, kind_names
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import provisional
from sanhui.wording import month, short_date, weekday

if TYPE_CHECKING:
    from sanhui.schedule.expand import Schedule


def year_plan(schedule: Schedule, done: Mapping[str, str], dated: dt.date) -> YearPlan:
    """The table, in the plan's language; `done` is what stands under 完成情况, by session."""
    plan = schedule.plan
    rows: dict[int, list[PlanRow]] = {}
    with speaking(plan.language):
        sessions = [each for each in schedule.sessions if not each.dropped]
        sessions.sort(key=_month)  # one without a day stands in the last month that it may take
        for number, session in enumerate(sessions, 1):
            row = _row(number, session, schedule, done.get(session.id, ""))
            rows.setdefault(_month(session), []).append(row)
        waits = any(each.provisional for each in sessions)
        return YearPlan(
            organization=one_line(plan.organization),
            plan_title=one_line(plan.title),
            year=plan.year,
            dated=dated,
            total=count(schedule.sessions),
            remark=provisional() if waits else "",
            months=tuple(PlanMonth(name=month(n), rows=tuple(rows[n])) for n in sorted(rows)),
        )


def _row(number: int, session: Session, schedule: Schedule, done: str) -> PlanRow:
    return PlanRow(
        number=number,
        date=_date(session.date) if session.date else _("to be fixed"),
        time=_time(session),
        kinds=enumeration(kind_names(schedule.plan, session.kinds)),
        subject=one_line(session.topic or session.title),
        speaker=one_line(session.speaker or session.chair),
        audience=enumeration(map(one_line, session.audience)),
        place=one_line(session.place),
        owner=one_line(owner_of(schedule, session)),
        materials="\n".join(map(one_line, session.materials)),
        done=_("cancelled") if session.status is Status.CANCELLED else done,
        remark=remark(session),
    )


def _date(day: dt.date) -> str:
    return _("{date} ({weekday})").format(date=short_date(day), weekday=weekday(day))


def _month(session: Session) -> int:
    day = session.date or session.nominal or session.last
    return day.month if day else 12


def _time(session: Session) -> str:
    start, end = session.start, session.end
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return f"{start:%H:%M}-{end:%H:%M}"
    return ""
