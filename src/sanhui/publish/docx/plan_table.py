"""The table of the year (年度组织生活计划表) as a value: what `plan_row` says of each session, by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sanhui.i18n import _, speaking
from sanhui.publish.cleaning import one_line
from sanhui.publish.docx.fields import PlanMonth, PlanRow, YearPlan
from sanhui.publish.year.agenda import count
from sanhui.publish.year.plan_row import cells_of, month_of
from sanhui.schedule.model import Session
from sanhui.schedule.reasons import provisional
from sanhui.wording import month, table_date

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
    cells = {field: str(cell) for field, cell in cells_of(schedule, session, number, done).items()}
    return PlanRow(
        number=number,
        date=table_date(session.date) if session.date else _("to be fixed"),
        time=cells["time"],
        kinds=cells["kind"],
        subject=one_line(cells["topic"]),
        speaker=one_line(cells["speaker"]),
        audience=one_line(cells["audience"]),
        place=one_line(cells["place"]),
        owner=one_line(cells["owner"]),
        materials="\n".join(map(one_line, session.materials)),
        done=cells["done"],
        remark=cells["notes"],
    )


def _month(session: Session) -> int:
    return month_of(session) or 12
