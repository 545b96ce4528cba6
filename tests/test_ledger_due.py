"""On a given day every task is open, due, overdue or done: the plan's dates joined with what the ledger has."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import NOON, PLAN, TODAY, writing
from sanhui.ledger import tasks
from sanhui.ledger.due import Item, Standing, Tally, by_list, due, quarter, strays, tally
from sanhui.ledger.store import read_ledger
from sanhui.ledger.tasks import State, Tick
from sanhui.schedule.expand import expand
from sanhui.schedule.model import Task
from small_plans import small_plan

ORDERS = """
[[task]]
id = "order"
title = "主体责任工单"
due = "每季度最后一个工作日"
owner = "组织委员"
list = "季度工单"
checklist = ["盖章", "报送"]

[[task]]
id = "duty"
title = "对照责任清单"
due = "每月25日"
except = "4月至12月"
owner = "书记"
list = "责任清单"

[[task]]
id = "plan"
title = "报年度计划"
due = "1月15日"
"""

MEETING = """when = "每季度最后一个工作日"
tasks = [ { id = "record", title = "会议记录归档", after = "2个工作日", owner = "组织委员", list = "季度工单" } ]"""


@pytest.fixture
def plan_tasks(tmp_path: Path) -> tuple[Task, ...]:
    """Work orders and archived minutes each quarter, a list of duties each month of the first, one thing in January."""
    return expand(small_plan(tmp_path, MEETING, head=ORDERS)).tasks


def tick(on: dt.date) -> Tick:
    """That something was done on a day."""
    return Tick(on=on, by="张三", entered_by="甲同志", entered_at=NOON)


def told(items: tuple[Item, ...], until: dt.date = dt.date(2026, 4, 30)) -> list[tuple[str, str, int | None]]:
    """Task, standing and days of the items up to a day."""
    return [
        (item.task.id, item.standing.value, item.days)
        for item in items
        if item.task.due and item.task.due <= until
    ]


def test_standing_follows_from_day_and_record(tmp_path: Path, plan_tasks: tuple[Task, ...]) -> None:
    """From a real ledger: what was recorded is done, on time or late; the rest by its day."""
    ledger_file = tmp_path / "ledger.db"
    with writing(ledger_file) as change:
        tasks.done(change, "plan/2026", PLAN, on=dt.date(2026, 1, 15), by="张三")
        tasks.done(change, "duty/2026-01", PLAN, on=dt.date(2026, 1, 26), by="书记")
        tasks.tick(change, "order/2026-Q1", PLAN, "盖章", on=TODAY, by="张三")
    with read_ledger(ledger_file) as ledger:
        items = due(plan_tasks, tasks.states(ledger, PLAN), TODAY)
    assert [
        ("plan/2026", "done", -75),
        ("duty/2026-01", "done", -67),  # 25 January is a Sunday: due on the Friday before
        ("duty/2026-02", "overdue", -34),
        ("duty/2026-03", "overdue", -6),
        ("order/2026-Q1", "due", 0),
        ("a/2026-Q1/record", "due", 2),
    ] == told(items)
    found = {item.task.id: item for item in items}
    assert ("报送",) == found["order/2026-Q1"].left
    assert ("盖章", "报送") == found["order/2026-Q2"].left
    assert ["duty/2026-01"] == [item.task.id for item in items if item.late]


@pytest.mark.parametrize(
    ("today", "soon", "standing"),
    [
        (dt.date(2026, 3, 23), 7, "open"),
        (dt.date(2026, 3, 24), 7, "due"),
        (dt.date(2026, 3, 31), 7, "due"),
        (dt.date(2026, 4, 1), 7, "overdue"),
        (dt.date(2026, 3, 30), 0, "open"),
        (dt.date(2026, 3, 31), 0, "due"),
    ],
)
def test_edges_of_due(plan_tasks: tuple[Task, ...], today: dt.date, soon: int, standing: str) -> None:
    """Due from so many days before until the day itself, overdue from the day after."""
    (item,) = (item for item in due(plan_tasks, {}, today, soon) if item.task.id == "order/2026-Q1")
    assert standing == item.standing


def test_task_without_a_day_is_open(tmp_path: Path) -> None:
    """The minutes of a meeting that has no day yet."""
    floating = MEETING.replace("每季度最后一个工作日", "每季度1次")
    items = due(expand(small_plan(tmp_path, floating)).tasks, {}, dt.date(2027, 1, 1))
    assert {(Standing.OPEN, None)} == {(item.standing, item.days) for item in items}
    assert ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"] == [quarter(item.task) for item in items]
    assert not any(item.late for item in due([items[0].task], {items[0].task.id: State(tick(TODAY))}, TODAY))


def test_lists_are_shown_by_quarter(plan_tasks: tuple[Task, ...]) -> None:
    """Minutes that are archived in April belong to the meeting of the first quarter."""
    states = {"order/2026-Q1": State(tick(TODAY)), "duty/2026-01": State(tick(TODAY))}
    lists = by_list(due(plan_tasks, states, dt.date(2026, 4, 3)))
    assert {
        "季度工单": {
            "2026-Q1": Tally(overdue=1, done=1),
            "2026-Q2": Tally(open=2),
            "2026-Q3": Tally(open=2),
            "2026-Q4": Tally(open=2),
        },
        "责任清单": {"2026-Q1": Tally(overdue=2, done=1)},
    } == {name: {key: tally(items) for key, items in quarters.items()} for name, quarters in lists.items()}


@pytest.mark.parametrize(
    ("slot", "day", "expected"),
    [
        ("2026-02.2", dt.date(2026, 4, 1), "2026-Q1"),
        ("2026-W13", dt.date(2026, 4, 1), "2026-Q1"),
        ("2026-W14", dt.date(2026, 4, 1), "2026-Q2"),  # 30 March to 5 April
        ("2026-W14", dt.date(2026, 3, 31), "2026-Q1"),
        ("2026", dt.date(2026, 7, 1), "2026-Q3"),
        ("2026-H1", dt.date(2026, 6, 30), "2026-Q2"),
        ("2026-spring-festival", dt.date(2026, 2, 11), "2026-Q1"),
        ("2026", None, ""),
    ],
)
def test_quarter_of_a_task(slot: str, day: dt.date | None, expected: str) -> None:
    """That of its slot, else that of its day, else none."""
    assert expected == quarter(Task(id=f"x/{slot}", rule="x", slot=slot, title="x", due=day))


def test_records_of_tasks_that_left_the_plan_are_shown(plan_tasks: tuple[Task, ...]) -> None:
    """They are not lost with the line of the plan that they belonged to."""
    gone, ticked = State(tick(TODAY)), State(None, {"盖章": tick(TODAY)})
    states = {"order/2026-Q1": gone, "old/2026-Q1": gone, "old/2026-Q2": ticked}
    assert {"old/2026-Q1": gone, "old/2026-Q2": ticked} == strays(plan_tasks, states)


DAYS = st.dates(dt.date(2025, 12, 1), dt.date(2027, 2, 1))
TASKS = st.lists(
    st.tuples(
        st.none() | DAYS,
        st.none() | DAYS,
        st.sampled_from(["", "甲同志", "乙同志"]),
        st.sampled_from(["", "工单"]),
    ),
    max_size=12,
)


@given(TASKS, DAYS, st.integers(0, 30))
def test_every_task_stands_in_one_place(
    drawn: list[tuple[dt.date | None, dt.date | None, str, str]], today: dt.date, soon: int
) -> None:
    """Nothing is lost or told twice by list or standing; and only what is recorded is done."""
    known = [
        Task(id=f"t/{number}", rule="t", slot="2026", title="t", due=day, owner=owner, list=name)
        for number, (day, _done, owner, name) in enumerate(drawn)
    ]
    states = {f"t/{number}": State(tick(done)) for number, (_day, done, _o, _l) in enumerate(drawn) if done}
    items = due(known, states, today, soon)
    assert known == [item.task for item in items]
    assert len(known) == tally(items).total
    assert len(states) == tally(items).done
    listed = Counter(name for quarters in by_list(items).values() for name in items_of(quarters))
    assert Counter(task.id for task in known if task.list) == listed
    for item in items:
        overdue = item.task.due is not None and item.task.due < today and item.task.id not in states
        assert overdue == (item.standing is Standing.OVERDUE)


def items_of(groups: dict[str, tuple[Item, ...]]) -> list[str]:
    """The tasks of all groups."""
    return [item.task.id for items in groups.values() for item in items]
