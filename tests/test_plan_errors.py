"""Whatever is wrong with a plan is said at once, each with its line, key, value and remedy.

Every plan of plan_errors/ has its messages beside it. `python tests/test_plan_errors.py` writes them anew: look
at the difference before you keep it.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.errors import InputError, Problem
from sanhui.plan.load import load
from small_plans import write_plan

FOLDER = Path(__file__).parent / "plan_errors"
PLANS = sorted(FOLDER.glob("*.toml"))


def problems(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a plan; nothing if it loads."""
    try:
        load(path)
    except InputError as error:
        return error.problems
    return ()


def messages(path: Path) -> str:
    """What `load` says about a plan, without the folder."""
    with pytest.raises(InputError) as caught:
        load(path)
    return str(caught.value).replace(f"{path.parent}/", "") + "\n"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_messages_are_those_of_the_golden_file(path: Path) -> None:
    """The whole text that a user sees."""
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == messages(path)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_problem_has_its_place_and_its_remedy(path: Path) -> None:
    """A file, a line, a key and what would be right; a value where there is one."""
    for problem in problems(path):
        assert problem.file
        assert problem.remedy
        if problem.file == str(path):
            assert problem.key
            assert problem.line or problem.key in ("activity", "plan")
            written = path.read_text(encoding="utf-8").splitlines()[(problem.line or 1) - 1]
            assert problem.value is None or problem.value in written


@pytest.mark.parametrize(
    ("activity", "head", "message"),
    [
        (
            'when = "每周一 15:00"',
            '[defaults]\nduration = "1天"',
            "whole days cannot be the length of every session",
        ),
        ('when = "每周一"\nduration = "90分钟"', "", "a time of day is missing"),
        ('when = "每周一"\nall_day = false', '[defaults]\ntime = "全天"', "a time of day is missing"),
        ('when = "每周一，自2026年5月1日起，至2026年3月1日止 15:00"', "", "it ends before it begins"),
        ('when = "每周一，自5月1日起，至3月1日止 15:00"', "", "it ends before it begins"),
    ],
)
def test_times_that_cannot_be(tmp_path: Path, activity: str, head: str, message: str) -> None:
    """What the phrase, the fields beside it and the defaults say together is said where it goes wrong."""
    assert message in {each.message for each in problems(write_plan(tmp_path, activity, head=head))}


def test_problems_come_in_the_order_of_the_file() -> None:
    """A reader goes through the file once."""
    places = [
        (problem.line, problem.column) for problem in problems(FOLDER / "everything.toml") if problem.line
    ]
    assert sorted(places) == places
    assert len(places) > 30


# -- any mistake -------------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "plan": {"id": "p", "year": 2026, "title": "计划", "timezone": "Asia/Shanghai", "holidays": []},
    "defaults": {"time": "15:00", "remind": ["1天"], "within": "7天"},
    "activity": [
        {
            "id": "study",
            "title": "学习",
            "kind": "学习",
            "also": ["党课"],
            "when": "每周一",
            "except": ["1月"],
            "speakers": {"rotate": ["甲", "乙"]},
            "session": {"2026-W11": {"topic": "话题"}},
        },
        {"id": "days", "title": "日子", "kind": "其他", "dates": [dt.date(2026, 3, 5), "7月1日"], "hours": 2},
    ],
    "period": [{"name": "寒假", "from": dt.date(2026, 1, 20), "to": dt.date(2026, 2, 25)}],
    "kind": [{"code": "own", "zh": "自办"}],
}
WORDS = st.sampled_from(
    [
        "",
        " ",
        "年",
        "a\nb",
        "\x07",
        "每周一",
        "2月31日",
        "25:00",
        "0天",
        "0分钟",
        "2026-03",
        "https://",
        "\\",
        '"',
        "x" * 99,
    ]
)
SCALARS = st.one_of(
    WORDS,
    st.integers(-1, 3000),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, dt.UTC])),
    st.times(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(
    ["titel", "time", "duration", "all_day", "on_holiday", "place", "rrule", "when", "audience", "symbol"]
)


def toml(value: Any) -> str:
    """A value in one line of TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).lower()


def spoilt(value: Any, data: st.DataObject) -> Any:
    """The value with something in it replaced, left out or put in."""
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 5)) == 0:
        return data.draw(VALUES)
    if isinstance(value, list):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], spoilt(value[at], data), *value[at + 1 :]]
    key = data.draw(st.sampled_from(sorted(value)))
    match data.draw(st.sampled_from(["within", "within", "without", "more"])):
        case "without":
            return {name: inner for name, inner in value.items() if name != key}
        case "more":
            return {**value, data.draw(KEYS): data.draw(VALUES)}
        case _:
            return {**value, key: spoilt(value[key], data)}


@given(st.data())
def test_any_mistake_is_told_and_none_is_a_crash(data: st.DataObject) -> None:
    """A plan with up to three mistakes loads or is refused in plain words: with a key, and never by msgspec's own."""
    plan: Any = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        plan = spoilt(plan, data)
        plan = plan if isinstance(plan, dict) else GOOD
    text = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in plan.items())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_text(text, encoding="utf-8")
        for problem in problems(path):
            assert problem.message
            assert problem.remedy
            assert problem.key


def test_the_good_plan_is_good(tmp_path: Path) -> None:
    """What the mistakes are put into has none."""
    path = tmp_path / "plan.toml"
    path.write_text("".join(f"{key} = {toml(value)}\n" for key, value in GOOD.items()), encoding="utf-8")
    assert ["study", "days"] == [activity.id for activity in load(path).activities]


if __name__ == "__main__":
    for plan_file in PLANS:
        plan_file.with_suffix(".txt").write_text(messages(plan_file), encoding="utf-8")
