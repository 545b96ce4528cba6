"""Tasks: by which day something is to be done, alone or around a session."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import plan as handmade_plan
from handmade import session as handmade_session
from sanhui.days.calendar import WorkCalendar
from sanhui.errors import InputError
from sanhui.plan.load import load
from sanhui.plan.model import Activity, SessionTask
from sanhui.publish.records import to_dict
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Reason, Status, Task
from sanhui.schedule.tasks import tasks_of
from sanhui.when import WhenError, parse_lead
from sanhui.when.tree import Fixed, Policy, When
from small_plans import ROSTER, said, small_plan, write_plan

DAY = dt.timedelta(days=1)
MONDAYS = 'when = "每周一 15:00"'


def schedule(folder: Path, *activities: str, head: str = "", year: int = 2026, roster: str = "") -> Schedule:
    """The schedule of a small plan."""
    return expand(small_plan(folder, *activities, head=head, year=year, roster=roster))


def own(folder: Path, fields: str, *, head: str = "", year: int = 2026) -> tuple[Task, ...]:
    """The occurrences of one `[[task]]` with these fields, in a plan that has nothing else."""
    table = f'{head}\n[[task]]\nid = "order"\ntitle = "季度工单"\n{fields}\n'
    return schedule(folder, head=table, year=year).tasks


def around(folder: Path, when: str, task: str, head: str = "", *, year: int = 2026) -> tuple[Task, ...]:
    """The occurrences of one task of an activity's sessions."""
    fields = f'{when}\ntasks = [ {{ id = "notice", title = "发通知", {task} }} ]'
    return schedule(folder, fields, head=head, year=year).tasks


def days(tasks: tuple[Task, ...]) -> list[str]:
    """The days that tasks are due, month and day."""
    return [f"{task.due:%m-%d}" if task.due else "" for task in tasks]


def problems(folder: Path, *activities: str, head: str = "") -> list[tuple[str, str]]:
    """The keys and messages of what is wrong with a plan."""
    with pytest.raises(InputError) as caught:
        load(write_plan(folder, *activities, head=head))
    return [(problem.key, problem.message) for problem in caught.value.problems]


# -- tasks of their own ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # 2026-01-31, 02-28 … are Saturdays; 02-28 is worked, and so is 05-09 (notice of 2025-11-04)
        ('due = "每季度最后一个工作日"', ["03-31", "06-30", "09-30", "12-31"]),
        ('due = "每季度最后一天"', ["03-31", "06-30", "09-30", "12-31"]),
        ('due = "1月、2月、5月每月最后一天"', ["01-30", "02-28", "05-29"]),
        ('due = "5月10日"', ["05-09"]),  # a Sunday: the worked Saturday before it
        ("dates = [2026-05-03, 2026-10-04]", ["04-30", "09-30"]),  # both within seven days of holidays
        ('due = "5月10日"\non_holiday = "postpone"', ["05-11"]),
        ('due = "5月10日，遇节假日顺延"', ["05-11"]),
        ('due = "5月10日"\non_holiday = "keep"', ["05-10"]),
        # windows are due on their last day, brought forward within them
        ('due = "5月10日前"', ["05-09"]),
        ('due = "6月底前"', ["06-30"]),
        ('due = "每月10日前"\nexcept = "4月至12月"', ["01-09", "02-10", "03-10"]),
        ('due = "by 10 May"', ["05-09"]),
        ('due = "每季度1次"', ["03-31", "06-30", "09-30", "12-31"]),
        ('due = "上半年"', ["06-30"]),
        ('due = "1月上旬"', ["01-09"]),
        # exceptions and dropped slots: no task
        ('due = "每季度最后一个工作日"\nexcept = "6月"', ["03-31", "09-30", "12-31"]),
        ('due = "5月10日"\non_holiday = "skip"', []),
    ],
)
def test_deadlines(tmp_path: Path, fields: str, expected: list[str]) -> None:
    """By the printed calendar of 2026; a deadline on a day off is brought forward unless it says otherwise."""
    assert expected == days(own(tmp_path, fields))


def test_the_default_for_sessions_is_none_for_tasks(tmp_path: Path) -> None:
    """A deadline does not slip because sessions do."""
    head = '[defaults]\non_holiday = "postpone"\n'
    assert ["05-09"] == days(own(tmp_path, 'due = "5月10日"', head=head))


def test_what_finds_no_day_is_an_error_of_the_plan(tmp_path: Path) -> None:
    """It stays in the list without a day, and the check names it."""
    head = '[[task]]\nid = "order"\ntitle = "工单"\ndue = "2月19日"\nwithin = "3天"'
    (task,) = schedule(tmp_path, head=head).tasks
    assert (None, True, dt.date(2026, 2, 19)) == (task.due, task.unplaceable, task.nominal)
    (message,) = said("task-unplaceable", tmp_path, head=head)
    assert "工单" in message


def test_occurrences_are_named_by_their_slots(tmp_path: Path) -> None:
    """As sessions are, so that what was done stays done when the day changes."""
    found = own(
        tmp_path,
        'due = "每季度最后一个工作日"\nowner = "组织委员"\nlist = "季度工单"\nchecklist = ["一", "二"]',
    )
    assert ["order/2026-Q1", "order/2026-Q2", "order/2026-Q3", "order/2026-Q4"] == [each.id for each in found]
    assert {("order", "组织委员", "季度工单", ("一", "二"), None)} == {
        (each.rule, each.owner, each.list, each.checklist, each.session) for each in found
    }


def test_a_moved_deadline_says_why(tmp_path: Path) -> None:
    """The nominal day and the step are kept."""
    (task,) = own(tmp_path, 'due = "5月10日"')
    assert dt.date(2026, 5, 10) == task.nominal
    assert [Reason.MOVED] == [step.reason for step in task.steps]


def test_tasks_of_a_year_without_a_notice_are_provisional(tmp_path: Path) -> None:
    """Their days may change with it."""
    found = own(tmp_path, 'due = "每月最后一个工作日"', year=2027)
    assert {True} == {each.provisional for each in found}


# -- tasks of sessions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ('before = "3个工作日"', "03-04"),  # Monday 03-09: Friday, Thursday, Wednesday
        ('before = "1个工作日"', "03-06"),
        ('before = "3 working days"', "03-04"),
        ('before = "一周"', "03-02"),
        ('before = "2天"', "03-06"),  # a Saturday: the Friday before it
        ('after = "2个工作日"', "03-11"),
        ('after = "2天"', "03-11"),
        ('after = "5天"', "03-13"),  # a Saturday: the Friday before it
        ('owner = ""', "03-09"),  # on the day itself
    ],
)
def test_days_are_counted_from_the_session(tmp_path: Path, task: str, expected: str) -> None:
    """Working days by the calendar; calendar days to a day that is worked."""
    (only,) = around(tmp_path, 'when = "3月9日 15:00"', task)
    assert [expected] == days((only,))
    assert ("a/2026/notice", "a/notice", "a/2026") == (only.id, only.rule, only.session)


def test_working_days_pass_over_holidays(tmp_path: Path) -> None:
    """2026-02-24 is the first day after the Spring Festival; 02-14 and 02-28 are worked Saturdays."""
    assert ["02-12"] == days(around(tmp_path, 'when = "2月24日 15:00"', 'before = "3个工作日"'))
    assert ["02-28"] == days(around(tmp_path, 'when = "2月27日 15:00"', 'after = "1个工作日"'))


def test_nothing_is_due_before_the_session_that_it_follows(tmp_path: Path) -> None:
    """After a session on a Saturday a Sunday is off, and the day before the session is no choice: Monday."""
    when = 'when = "3月7日 9:00"\non_holiday = "keep"'
    assert ["03-09"] == days(around(tmp_path, when, 'after = "1天"'))


def test_what_follows_counts_from_the_last_day(tmp_path: Path) -> None:
    """A training of three days, Tuesday to Thursday: notice by its first day, report by its last."""
    when = 'when = "3月10日"\nduration = "3天"'
    assert ["03-09"] == days(around(tmp_path, when, 'before = "1个工作日"'))
    assert ["03-13"] == days(around(tmp_path, when, 'after = "1个工作日"'))


@given(
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    st.integers(1, 40),
    st.sampled_from([-1, 1]),
    st.booleans(),
)
def test_due_days_by_the_slow_way(day: dt.date, n: int, sign: int, working: bool) -> None:
    """Day by day from the session: working days passed, or the last worked one not beyond the calendar day."""
    calendar = WorkCalendar()
    task = SessionTask(id="t", title="事", days=sign * n, working=working)
    activity = Activity(
        id="a", title="学", kinds=("study",), when=When(rules=(Fixed(day),)), minutes=90,
        on_holiday=Policy.KEEP, within=7, working_weekends=True, tasks=(task,),
    )  # fmt: skip
    start = dt.datetime.combine(day, dt.time(15), dt.UTC)
    session = handmade_session(activity="a", slot="2026", start=start, end=start + dt.timedelta(hours=1))
    (found,) = tasks_of(handmade_plan(activities=(activity,)), [session])
    if working:
        passed, expected = 0, day
        while passed < n:
            expected += sign * DAY
            passed += calendar.is_working(expected)
    else:
        nominal = expected = day + sign * n * DAY
        while calendar.is_off(expected) and (sign < 0 or expected > day):
            expected -= DAY
        if calendar.is_off(expected):
            expected = nominal
            while calendar.is_off(expected):
                expected += DAY
    assert expected == found.due


def test_tasks_follow_a_session_that_moves(tmp_path: Path) -> None:
    """Moved by a holiday or by hand, the notice moves with it."""
    head = '[[change]]\nsession = "a/2026-W11"\nto = 2026-03-12\n'
    found = {task.slot: task for task in around(tmp_path, MONDAYS, 'before = "1个工作日"', head)}
    assert dt.date(2026, 3, 11) == found["2026-W11"].due
    assert dt.date(2026, 4, 3) == found["2026-W15"].due  # the session of 04-06 is on 04-07, after 清明节


def test_sessions_that_do_not_take_place_have_no_tasks(tmp_path: Path) -> None:
    """The week of the Spring Festival is dropped, another is cancelled; an added session has its own."""
    head = """\
[[change]]
session = "a/2026-W11"
cancelled = true
[[change]]
session = "a/2026-extra"
to = 2026-03-12
added = true
"""
    slots = [task.slot for task in around(tmp_path, MONDAYS, 'before = "1个工作日"', head)]
    assert "2026-W10" in slots
    assert {"2026-W08", "2026-W11"}.isdisjoint(slots)
    assert "2026-extra" in slots


def test_tasks_of_a_floating_session_wait_for_its_day(tmp_path: Path) -> None:
    """Without a day, in the session's window; with one as soon as the session is fixed."""
    head = '[[change]]\nsession = "a/2026-Q2"\nto = 2026-05-20\n'
    first, second, *_rest = sorted(
        around(tmp_path, 'when = "每季度1次"', 'before = "2个工作日"', head), key=lambda task: task.slot
    )
    assert (None, dt.date(2026, 1, 1), dt.date(2026, 3, 31)) == (first.due, first.first, first.last)
    assert (dt.date(2026, 5, 18), None, None) == (second.due, second.first, second.last)


def test_tasks_stand_in_order_of_their_days(tmp_path: Path) -> None:
    """Those of sessions and others together; what has no day stands where its window begins."""
    head = '[[task]]\nid = "report"\ntitle = "月报"\ndue = "每月25日"\n'
    activities = (
        'when = "每月10日 15:00"\ntasks = [ { title = "发通知", before = "1个工作日" }, { title = "归档", after = "1个工作日" } ]',
        'when = "每季度1次"\ntasks = [ { title = "备课" } ]',
    )
    found = schedule(tmp_path, *activities, head=head).tasks
    stand = [task.due or task.first for task in found]
    assert sorted(stand, key=str) == stand
    assert 12 * 2 + 4 + 12 == len(found)
    assert {"a/t1", "a/t2", "b/t1", "report"} == {task.rule for task in found}
    assert len(found) == len({task.id for task in found})


def test_a_provisional_session_has_provisional_tasks(tmp_path: Path) -> None:
    """So has one of December whose notice is counted into the next year."""
    found = around(tmp_path, 'when = "12月30日 15:00"', 'after = "5个工作日"')
    assert [True] == [task.provisional for task in found]
    assert [False] == [
        task.provisional for task in around(tmp_path, 'when = "12月1日 15:00"', 'after = "1天"')
    ]


# -- the records -------------------------------------------------------------------------------------------


def test_the_contract(tmp_path: Path) -> None:
    """Every key of a task, with its type: what other programs rely on."""
    task = 'before = "2天", owner = "组织委员", list = "会务", checklist = ["拟定", "送审"], remind = ["1天"], notes = "附议题"'
    fields = f'when = "3月9日 15:00"\ntasks = [ {{ id = "notice", title = "发通知", {task} }} ]'
    (found,) = to_dict(schedule(tmp_path, fields, roster=ROSTER))["tasks"]
    moved = found.pop("moved")
    assert {
        "id": "a/2026/notice",
        "rule": "a/notice",
        "slot": "2026",
        "title": "发通知",
        "due": "2026-03-06",
        "owner": "组织委员",
        "holders": {"组织委员": "乙同志"},
        "session": "a/2026",
        "list": "会务",
        "checklist": ["拟定", "送审"],
        "remind": [1440],
        "notes": "附议题",
        "nominal": "2026-03-07",
        "first": None,
        "last": None,
        "provisional": False,
    } == found
    assert moved


def test_a_plan_may_have_tasks_alone(tmp_path: Path) -> None:
    """A responsibility list needs no session."""
    found = to_dict(
        schedule(tmp_path, head='[[task]]\nid = "list"\ntitle = "清单"\ndue = "每季度最后一个工作日"')
    )
    assert ([], 4) == (found["sessions"], len(found["tasks"]))


# -- what is refused ---------------------------------------------------------------------------------------

TASK = '[[task]]\nid = "order"\ntitle = "工单"\n'


@pytest.mark.parametrize(
    ("head", "key", "words"),
    [
        (TASK, "task[1].due", "by when"),
        (TASK + 'due = "每季度最后一个工作日 17:00"', "task[1].due", "time of day"),
        (TASK + "dates = [2026-03-31T17:00:00]", "task[1].dates", "time of day"),
        (TASK + "dates = [2027-03-31]", "task[1].dates[1]", "not in 2026"),
        (TASK + 'due = "每季度"\n', "task[1].due", ""),
        (TASK + 'due = "7月1日"\ndates = [2026-03-31]', "task[1].dates", "already"),
        (TASK + 'due = "7月1日，遇节假日顺延"\non_holiday = "advance"', "task[1].on_holiday", "contradicts"),
        (TASK + 'due = "7月1日"\nwhen = "7月1日"', "task[1].when", "unknown key"),
        (TASK + 'due = "7月1日"\n' + TASK + 'due = "7月1日"', "task[2].id", "task of the same id"),
        (TASK.replace("order", "a") + 'due = "7月1日"', "task[1].id", "activity of the same id"),
        (TASK + 'due = "7月1日"\nremind = ["明天"]', "task[1].remind[1]", ""),
        (TASK + 'due = "7月1日"\nchecklist = [" "]', "task[1].checklist[1]", "empty"),
        (TASK + 'due = "7月1日"\nexcept = "暑假"', "task[1].except", "period"),
    ],
)
def test_wrong_tasks(tmp_path: Path, head: str, key: str, words: str) -> None:
    """Each says where, and what is wrong."""
    found = problems(tmp_path, MONDAYS, head=head)
    assert [key] == [where for where, _message in found]
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("tasks", "key", "words"),
    [
        ('{ before = "1天" }', "activity[1].tasks[1].title", "missing"),
        ('{ title = "发通知", before = "1天", after = "1天" }', "activity[1].tasks[1].after", "before"),
        ('{ title = "发通知", before = "2小时" }', "activity[1].tasks[1].before", ""),
        ('{ title = "发通知", before = "0天" }', "activity[1].tasks[1].before", "itself"),
        ('{ title = "发通知", due = "7月1日" }', "activity[1].tasks[1].due", "unknown key"),
        ('{ id = "x", title = "一" }, { id = "x", title = "二" }', "activity[1].tasks[2].id", "same id"),
        ('{ id = "t2", title = "一" }, { title = "二" }', "activity[1].tasks[2].id", "same id"),
        ('{ id = "通知", title = "一" }', "activity[1].tasks[1].id", "ASCII"),
    ],
)
def test_wrong_tasks_of_sessions(tmp_path: Path, tasks: str, key: str, words: str) -> None:
    """Each says where, and what is wrong."""
    found = problems(tmp_path, f"{MONDAYS}\ntasks = [ {tasks} ]")
    assert [key] == [where for where, _message in found]
    assert words in found[0][1]


def test_an_owner_who_is_a_slip(tmp_path: Path) -> None:
    """Of both sorts of tasks; an owner like nobody in the roster belongs to another body."""
    head = '[[task]]\nid = "o"\ntitle = "工单"\ndue = "7月1日"\nowner = "组织委"\n'
    tasks = 'tasks = [ { title = "通知", owner = "支部书计" }, { title = "布置", owner = "机关后勤中心" } ]'
    found = said("unknown-name", tmp_path, f"{MONDAYS}\n{tasks}", head=head, roster=ROSTER)
    assert 2 == len(found)
    assert "组织委" in found[0]
    assert "支部书计" in found[1]
    assert [] == said("guest", tmp_path, f"{MONDAYS}\n{tasks}", head=head, roster=ROSTER)


# -- how far ahead -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3个工作日", (3, True)),
        ("三个工作日", (3, True)),
        ("２天", (2, False)),
        ("两天", (2, False)),
        ("一周", (7, False)),
        ("3 working days", (3, True)),
        ("1 business day", (1, True)),
        ("two days", (2, False)),
        ("2 weeks", (14, False)),
    ],
)
def test_leads(text: str, expected: tuple[int, bool]) -> None:
    """Days or working days, in both languages."""
    assert expected == parse_lead(text)


@pytest.mark.parametrize("text", ["", "0天", "3", "2小时", "明天", "半个月", "3个月", "3天3天", "half a day"])
def test_what_is_no_lead(text: str) -> None:
    """Hours and months are none, and neither is no day at all."""
    with pytest.raises(WhenError):
        parse_lead(text)


def test_cancelled_sessions_by_status() -> None:
    """Whatever gave the session its status, a cancelled one has no tasks."""
    activity = Activity(
        id="a", title="学", kinds=("study",), when=When(rules=()), minutes=90, on_holiday=Policy.KEEP,
        within=7, working_weekends=True, tasks=(SessionTask(id="t", title="事"),),
    )  # fmt: skip
    sessions = [handmade_session(activity="a", slot=status.value, status=status) for status in Status]
    found = tasks_of(handmade_plan(activities=(activity,)), sessions)
    assert {"planned", "floating", "added"} == {task.slot for task in found}
