"""Tasks are done and taken back, items are ticked one by one, and each of it leaves a trace."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import BODY, NOON, ORDER, PLAN, TODAY, sample, stamp, writing
from sanhui.errors import InputError
from sanhui.ledger import log, periods, plans, tasks
from sanhui.ledger.change import Change
from sanhui.ledger.store import beside, open_ledger, read_ledger
from sanhui.ledger.tasks import State, Tick
from sanhui.ledger.verify import verify

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of a plan is."""
    return beside(tmp_path / "plan.toml")


def states(path: Path) -> dict[str, State]:
    """What the file says of the plan's tasks."""
    with read_ledger(path) as ledger:
        return tasks.states(ledger, PLAN)


def written_by(person: str, on: dt.date = TODAY, note: str = "") -> Tick:
    """What 甲同志 entered at noon about somebody's work."""
    return Tick(on=on, by=person, note=note, entered_by="甲同志", entered_at=NOON)


def test_done_says_when_and_by_whom(path: Path) -> None:
    """The state has the day and the person of the work, and the time and the person of the entry."""
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=YESTERDAY, by=" 张三 ", note="已报送\n")
    assert {ORDER: State(written_by("张三", YESTERDAY, "已报送"))} == states(path)


def test_done_carries_the_keys_of_its_periods(path: Path) -> None:
    """A check joins and counts by plain columns."""
    sample(path)
    with read_ledger(path) as ledger:
        rows = ledger.query(
            "SELECT year, half, quarter, month, week, count(*) AS n FROM task_done GROUP BY quarter"
        )
    assert [
        {
            "year": "2026",
            "half": "2026-H1",
            "quarter": "2026-Q1",
            "month": "2026-03",
            "week": "2026-W14",
            "n": 1,
        }
    ] == rows


def test_done_twice_is_refused_with_who_and_when(path: Path) -> None:
    """The second to say so learns from whom the first entry is, and changes nothing."""
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=YESTERDAY, by="张三")
    before = states(path)
    with pytest.raises(InputError) as refused, writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="李四")
    assert (
        "“work-order/2026-Q1” was already done on Mon 30 March 2026 by 张三; 甲同志 entered it at 2026-03-31 12:00\n"
        "  → reopen it first if that is wrong"
    ) == str(refused.value)
    assert before == states(path)


def test_same_task_of_another_plan_is_another(path: Path) -> None:
    """One ledger serves the plans of several years."""
    with writing(path) as change:
        plans.enter(change, "skl-2027", 2027, BODY)
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")
        tasks.done(change, ORDER, "skl-2027", on=TODAY, by="李四")
    assert {ORDER: State(written_by("张三"))} == states(path)


def test_reopened_task_is_open_and_the_log_knows(path: Path) -> None:
    """What was taken back is in the log with the reason, and the task can be done again."""
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=YESTERDAY, by="张三")
    with writing(path, "task reopen", reason="数字有误") as change:
        tasks.reopen(change, ORDER, PLAN)
    assert {} == states(path)
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="李四")
    assert {ORDER: State(written_by("李四"))} == states(path)
    with read_ledger(path) as ledger:
        told = [
            (entry.reason, *[row and row["done_by"] for row in (entry.before, entry.after)])
            for entry in tasks.history(ledger, ORDER, PLAN)
        ]
    assert [("", None, "张三"), ("数字有误", "张三", None), ("", None, "李四")] == told


def test_items_are_ticked_one_by_one(path: Path) -> None:
    """An item is known by its text; the task stays open until somebody says that it is done, and keeps its ticks then."""
    with writing(path) as change:
        tasks.tick(change, ORDER, PLAN, "盖章", on=YESTERDAY, by="张三")
        tasks.tick(change, ORDER, PLAN, "报送", on=TODAY, by="李四", note="电子版")
    items = {"盖章": written_by("张三", YESTERDAY), "报送": written_by("李四", note="电子版")}
    assert {ORDER: State(None, items)} == states(path)
    with writing(path) as change:
        tasks.done(change, ORDER, PLAN, on=TODAY, by="张三")
        tasks.untick(change, ORDER, PLAN, "盖章")
    assert {ORDER: State(written_by("张三"), {"报送": items["报送"]})} == states(path)


def test_item_ticked_twice_is_refused(path: Path) -> None:
    """As a task that is done twice."""
    with writing(path) as change:
        tasks.tick(change, ORDER, PLAN, "盖章", on=TODAY, by="张三")
    with (
        pytest.raises(InputError, match=r"“work-order/2026-Q1: 盖章” was already done on .* by 张三"),
        writing(path) as change,
    ):
        tasks.tick(change, ORDER, PLAN, "盖章", on=TODAY, by="李四")


def test_what_is_open_cannot_be_taken_back(path: Path) -> None:
    """Neither a task nor an item."""
    with pytest.raises(InputError, match="“work-order/2026-Q1” is open"), writing(path) as change:
        tasks.reopen(change, ORDER, PLAN)
    with pytest.raises(InputError, match="“work-order/2026-Q1: 盖章” is open"), writing(path) as change:
        tasks.untick(change, ORDER, PLAN, "盖章")


@pytest.mark.parametrize(
    ("plan", "on", "by", "message"),
    [
        ("skl-2025", TODAY, "张三", "the ledger does not know the plan “skl-2025”"),
        (PLAN, TODAY + dt.timedelta(days=1), "张三", "Wed 1 April 2026 is still to come"),
        (PLAN, TODAY, " \n", "it is not said who did it"),
        (PLAN, TODAY, "\udce5", "not Unicode"),
    ],
)
def test_impossible_entries_are_refused(path: Path, plan: str, on: dt.date, by: str, message: str) -> None:
    """An unknown plan, a day to come, nobody, and a name that is no text."""
    with pytest.raises(InputError, match=message), writing(path) as change:
        tasks.done(change, ORDER, plan, on=on, by=by)
    assert {} == states(path)


def _both_done(change: Change) -> None:
    tasks.done(change, "work-order/2026-Q2", PLAN, on=TODAY, by="张三")
    tasks.done(change, "weekly-study/2026-W11/notice", PLAN, on=TODAY, by="张三")


def test_change_is_kept_whole_or_not_at_all(path: Path) -> None:
    """When the second of two tasks is refused, the first is not recorded either, nor logged."""
    sample(path)
    with read_ledger(path) as ledger:
        before = (tasks.states(ledger, PLAN), log.head(ledger))
    with pytest.raises(InputError, match="already"), writing(path) as change:
        _both_done(change)
    with read_ledger(path) as ledger:
        assert before == (tasks.states(ledger, PLAN), log.head(ledger))


def test_reading_creates_nothing(path: Path) -> None:
    """Who only looks at a plan without a ledger finds an empty one, and leaves the folder as it was."""
    assert {} == states(path)
    assert [] == list(path.parent.iterdir())


def test_entering_a_plan_again_leaves_no_trace(path: Path) -> None:
    """Commands may enter the plan each time; only what is new is logged. A body keeps the name that it is known by."""
    for organization in (BODY, BODY, "示例支部委员会"):
        with open_ledger(path) as ledger, ledger.change(stamp("x")) as change:
            plans.enter(change, PLAN, 2026, organization)
    with read_ledger(path) as ledger:
        told = [(entry.subject, entry.after and entry.after.get("body")) for entry in log.entries(ledger)]
        assert BODY == plans.body_of(ledger, PLAN, "示例支部委员会")
    assert [("body", None), ("plan", BODY)] == told


OPERATIONS = st.tuples(
    st.sampled_from(["done", "reopen", "tick", "untick"]),
    st.sampled_from(["a/2026-Q1", "a/2026-Q2"]),
    st.text(min_size=1, max_size=3),
)


@settings(max_examples=40)
@given(st.lists(OPERATIONS, max_size=15), st.text(max_size=20))
def test_ledger_is_what_was_done_to_it(operations: list[tuple[str, str, str]], note: str) -> None:
    """After any commands, refused ones among them, the states are those of a plain model, and log and tables agree."""
    finished: dict[str, str] = {}
    ticked: dict[tuple[str, str], str] = {}
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        ledger.query("PRAGMA synchronous = OFF")
        with ledger.change(stamp()) as change:
            plans.enter(change, PLAN, 2026)
        for what, task, item in operations:
            wanted = {
                "done": task not in finished,
                "reopen": task in finished,
                "tick": (task, item) not in ticked,
                "untick": (task, item) in ticked,
            }[what]
            try:
                with ledger.change(stamp()) as change:
                    match what:
                        case "done":
                            tasks.done(change, task, PLAN, on=TODAY, by="张三", note=note)
                            finished[task] = note.strip()
                        case "reopen":
                            tasks.reopen(change, task, PLAN)
                            del finished[task]
                        case "tick":
                            tasks.tick(change, task, PLAN, item, on=TODAY, by="张三", note=note)
                            ticked[task, item] = note.strip()
                        case _:
                            tasks.untick(change, task, PLAN, item)
                            del ticked[task, item]
            except InputError:
                assert not wanted
            else:
                assert wanted
        found = tasks.states(ledger, PLAN)
        assert finished == {task: state.done.note for task, state in found.items() if state.done}
        assert ticked == {
            (task, item): tick.note for task, state in found.items() for item, tick in state.items.items()
        }
        assert () == verify(ledger)


@given(st.dates(dt.date(1921, 7, 1), dt.date(2121, 7, 1)))
def test_period_keys_follow_the_calendar(day: dt.date) -> None:
    """Worked out another way: by the month's number, and by Python's ISO calendar."""
    quarter = 1 + (day.month - 1) // 3
    assert {
        "year": f"{day.year}",
        "half": f"{day.year}-H{1 if quarter < 3 else 2}",
        "quarter": f"{day.year}-Q{quarter}",
        "month": day.isoformat()[:7],
        "week": f"{day.isocalendar().year}-W{day.isocalendar().week:02}",
    } == periods.keys(day)


def test_week_belongs_to_the_iso_year() -> None:
    """New Year's Day of 2027 is a Friday of the last week of 2026."""
    keys = {"year": "2027", "half": "2027-H1", "quarter": "2027-Q1", "month": "2027-01", "week": "2026-W53"}
    assert keys == periods.keys(dt.date(2027, 1, 1))
