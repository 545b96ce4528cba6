"""What may be added to the sessions of a calendar: tasks, and the year's days off and worked weekends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest

from handmade import activity, plan, session
from sanhui.days.calendar import WorkCalendar
from sanhui.ledger.tasks import State, Tick
from sanhui.publish.ics import Options, Style, Tasks, calendar
from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.writer import publication
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Task

NOTICE = Task(
    id="weekly-study/2026-W11/notice",
    rule="weekly-study/notice",
    slot="2026-W11",
    title="发通知",
    due=dt.date(2026, 3, 6),
    owner="张三",
    session="weekly-study/2026-W11",
    checklist=("拟稿", "送审"),
    remind=(1440, 30),
)
OPEN_END = Task(id="order/2026-Q1", rule="order", slot="2026-Q1", title="季度工单", due=None)


def written(options: Options, *tasks: Task, **given: Any) -> tuple[Component, ...]:
    made = Schedule(plan(**given), (session(),), tasks)
    return tuple(each for each in publication([made], options).components if "+notice+task" in each.uid)


def tick(day: int) -> Tick:
    return Tick(
        on=dt.date(2026, 3, day), by="张三", entered_by="甲同志", entered_at=dt.datetime(2026, 3, day, 9)
    )


def test_a_task_line_by_line() -> None:
    """DUE on its day, open, related to its session; its alarm counts from DUE; nobody is named."""
    (task,) = written(Options(tasks=Tasks.VTODO), NOTICE, OPEN_END)
    assert """\
BEGIN:VTODO
UID:weekly-study+2026-W11+notice+task@skl-2026.sanhui
DTSTAMP:20250101T000100Z
SEQUENCE:0
DUE;VALUE=DATE:20260306
SUMMARY:发通知
DESCRIPTION:☐ 拟稿\\n☐ 送审
STATUS:NEEDS-ACTION
RELATED-TO:weekly-study+2026-W11@skl-2026.sanhui
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END:-P1D
DESCRIPTION:发通知
END:VALARM
END:VTODO""" == task.lines.replace("\r\n", "\n")


def test_a_task_as_an_event_line_by_line() -> None:
    """A whole day that leaves people free, for phones that show no tasks; its title says what it is."""
    (task,) = written(Options(tasks=Tasks.EVENTS, names=True, alarms=()), NOTICE)
    assert """\
BEGIN:VEVENT
UID:weekly-study+2026-W11+notice+task@skl-2026.sanhui
DTSTAMP:20250101T000100Z
SEQUENCE:0
DTSTART;VALUE=DATE:20260306
DTEND;VALUE=DATE:20260307
SUMMARY:待办：发通知
DESCRIPTION:责任人：张三\\n☐ 拟稿\\n☐ 送审
STATUS:CONFIRMED
TRANSP:TRANSPARENT
RELATED-TO:weekly-study+2026-W11@skl-2026.sanhui
END:VEVENT""" == task.lines.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("state", "status", "percent"),
    [
        (State(), "NEEDS-ACTION", "0"),
        (State(items={"拟稿": tick(5)}), "IN-PROCESS", "50"),
        (State(items={"拟稿": tick(5), "送审": tick(5)}), "IN-PROCESS", "100"),
        (State(done=tick(9)), "COMPLETED", "100"),
    ],
)
def test_what_the_ledger_has_is_said(state: State, status: str, percent: str) -> None:
    """How far a task is; done is what somebody said is done, not what has all its items ticked."""
    options = Options(tasks=Tasks.VTODO, progress={"skl-2026": {NOTICE.id: state}})
    (task,) = written(options, NOTICE)
    assert (status, percent) == (task.status, task.value("PERCENT-COMPLETE"))
    assert ("20260309T040000Z" if state.done else "") == task.value("COMPLETED")
    assert (state.done is None) == ("BEGIN:VALARM" in task.lines)


def test_without_asking_there_are_no_tasks() -> None:
    """A calendar for the members is not the organiser's worklist."""
    assert () == written(Options(), NOTICE)


def test_a_task_of_a_series_belongs_to_the_series() -> None:
    """RELATED-TO names a component that is there."""
    made = expand(plan(activities=(activity("每周一 15:00", id="weekly-study"),)))
    options = Options(style=Style.SERIES, tasks=Tasks.VTODO)
    components = publication([Schedule(made.plan, made.sessions, (NOTICE,))], options).components
    (task,) = (each for each in components if each.name == "VTODO")
    assert "weekly-study@skl-2026.sanhui" == task.value("RELATED-TO")
    left_out = publication([Schedule(made.plan, (), (NOTICE,))], options).components
    assert "" == left_out[0].value("RELATED-TO")


def layer(**given: Any) -> dict[str, Component]:
    made = Schedule(plan(**given), ())
    return {each.start: each for each in publication([made], Options(holidays=True)).components}


def test_days_off_and_worked_weekends_of_2026() -> None:
    """33 days off and 6 weekend days worked, by the notice for 2026; each a day with a UID of its own."""
    days = layer()
    worked = {day for day, each in days.items() if each.value("X-APPLE-SPECIAL-DAY") == "ALTERNATE-WORKDAY"}
    assert {"20260104", "20260214", "20260228", "20260509", "20260920", "20261010"} == worked
    assert 33 == len(days) - len(worked)
    assert len(days) == len({each.uid for each in days.values()})


def test_a_day_off_line_by_line() -> None:
    """A whole day that leaves people free, marked in words, and for Apple's calendars in their own."""
    assert """\
BEGIN:VEVENT
UID:holiday++2026-02-14@skl-2026.sanhui
DTSTAMP:20250101T000100Z
SEQUENCE:0
DTSTART;VALUE=DATE:20260214
DTEND;VALUE=DATE:20260215
SUMMARY:春节（班）
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY
END:VEVENT""" == layer()["20260214"].lines.replace("\r\n", "\n")
    assert "国庆节（休）" == layer()["20261003"].value("SUMMARY")
    assert "国庆节 (day off)" != layer(language="en")["20261003"].value("SUMMARY")


def test_days_without_a_notice_are_provisional() -> None:
    """A year whose notice is not out has the days of the law, and says so."""
    day = layer(year=2030)["20300501"]
    assert ("劳动节（休）（暂定）", "TENTATIVE") == (day.value("SUMMARY"), day.status)


def test_two_plans_tell_of_a_day_once() -> None:
    """The layer is the same for both, unless one has an overlay of its own."""
    both = [Schedule(plan(id=name), ()) for name in ("a", "b")]
    whole = icalendar.Calendar.from_ical(publication(both, Options(holidays=True)).to_bytes())
    assert 39 == len(whole.events)
    assert WorkCalendar() == both[0].plan.calendar
    assert 0 == len(icalendar.Calendar.from_ical(calendar(both[0])).events)
