"""The shipped plans: they load, say what they mean to, and never change by accident.

`SANHUI_GOLDEN=write` writes the golden files of sessions again; the lists of UIDs only grow a file that is missing.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from sanhui.checks import check
from sanhui.plan.load import load
from sanhui.plan.schema import SCHEMA_FILE
from sanhui.publish.ics import calendar
from sanhui.publish.ics.identity import uid
from sanhui.publish.records import to_csv, to_dict
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Session, Status
from shipped import PLANS

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "plans"
QIYOU = ROOT / "plans" / "qiyou-2026.toml"


def name_of(path: Path) -> str:
    """A plan's name among the shipped ones: qiyou-2026, linyi-office."""
    return "-".join(path.relative_to(ROOT / "plans").with_suffix("").parts)


each_plan = pytest.mark.parametrize("path", PLANS, ids=name_of)


@functools.cache
def schedule(path: Path) -> Schedule:
    """A plan's sessions."""
    return expand(load(path))


def sessions(activity: str) -> tuple[Session, ...]:
    """The sessions of one activity of the big plan."""
    return schedule(QIYOU).by_activity[activity]


def golden(path: Path, actual: str, *, renewable: bool = True) -> str:
    """The text of a golden file; asked to by the environment, write it first."""
    if os.environ.get("SANHUI_GOLDEN") == "write" and (renewable or not path.exists()):
        path.write_text(actual, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def one_session_a_line(records: dict[str, Any]) -> str:
    """JSON of which a difference shows the sessions that differ."""
    compact = functools.partial(json.dumps, ensure_ascii=False)
    lines = ",\n".join(compact(record) for record in records["sessions"])
    rest = {key: value for key, value in records.items() if key != "sessions"}
    return f'{compact(rest)[:-1]}, "sessions": [\n{lines}\n]}}\n'


# -- every plan --------------------------------------------------------------------------------------------


@each_plan
def test_nothing_is_wrong_with_it(path: Path) -> None:
    """Every slot has its session, and the checks have notes at most."""
    assert [] == [session.id for session in schedule(path).sessions if session.unplaceable]
    assert [] == [finding for finding in check(schedule(path)) if finding.severity != "note"]


@each_plan
def test_its_sessions_are_the_golden_ones(path: Path) -> None:
    """All that `show --json` says, session by session."""
    actual = one_session_a_line(to_dict(schedule(path)))
    assert to_dict(schedule(path)) == json.loads(actual)
    assert golden(GOLDEN / f"{name_of(path)}.json", actual) == actual


@each_plan
def test_its_uids_are_frozen(path: Path) -> None:
    """A change in this list is a defect: calendars would show every session twice."""
    plan = schedule(path).plan
    actual = "".join(f"{uid(plan.id, each.activity, each.slot)}\n" for each in schedule(path).sessions)
    frozen = golden(GOLDEN / f"{name_of(path)}.uids.txt", actual, renewable=False)
    assert sorted(frozen.splitlines()) == sorted(actual.splitlines())
    published = re.findall(r"(?m)^UID:(.*)\r$", calendar(schedule(path)).decode().replace("\r\n ", ""))
    assert set(published) <= set(frozen.splitlines())


@each_plan
def test_editors_find_the_schema(path: Path) -> None:
    """The first line points at the schema in the repository."""
    directive, _, name = path.read_text(encoding="utf-8").partition("\n")[0].partition(" ")
    assert ("#:schema", SCHEMA_FILE.resolve()) == (directive, (path.parent / name).resolve())


@each_plan
def test_the_readme_tells_of_it(path: Path) -> None:
    """A plan that nobody knows of helps nobody."""
    name = path.relative_to(ROOT / "plans").as_posix()
    assert f"`{name}`" in (ROOT / "plans" / "README.md").read_text(encoding="utf-8")


@each_plan
def test_a_year_without_a_notice_is_provisional_everywhere(path: Path, tmp_path: Path) -> None:
    """The plan for 2027 loads, and each output says 暂定 beside every day that depends on the notice."""
    folder = tmp_path / "plans"  # all of them: a plan may have a parent
    shutil.copytree(ROOT / "plans", folder)
    for plan in folder.rglob("*.toml"):
        plan.write_text(plan.read_text(encoding="utf-8").replace("2026", "2027"), encoding="utf-8")
    next_year = expand(load(folder / path.relative_to(ROOT / "plans")))
    assert [] == [session.id for session in next_year.sessions if session.unplaceable]
    dated = [session for session in next_year.sessions if session.nominal]
    assert {True} == {session.provisional for session in dated}

    records = to_dict(next_year)
    assert records["plan"]["provisional"] is True
    assert {True} == {record["provisional"] for record in records["sessions"] if record["nominal"]}
    rows = list(csv.DictReader(io.StringIO(to_csv(next_year))))
    assert {"是"} == {row["暂定"] for row in rows if row["场次"] in {session.id for session in dated}}
    published = calendar(next_year).decode().replace("\r\n ", "")
    held = [session for session in dated if session.date]
    assert len(held) == len(re.findall(r"(?m)^SUMMARY:.*（暂定）\r$", published))
    assert "provisional" in {finding.code for finding in check(next_year)}


# -- the seven haves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("activity", "nominal", "day"),
    [
        ("theme-day", "01-02", "01-04"),  # a Sunday that is worked
        ("theme-day", "05-01", "05-06"),
        ("theme-day", "10-02", "10-08"),
        ("weekly-study", "02-16", None),  # the whole week is off
        ("weekly-study", "02-23", "02-24"),
        ("weekly-study", "04-06", "04-07"),
        ("weekly-study", "05-04", "05-06"),
        ("weekly-study", "10-05", "10-08"),
        ("study-day", "02-20", "02-24"),
        ("study-day", "06-20", "06-22"),
        ("study-day", "09-20", "09-20"),  # a Sunday that is worked
        ("books", "01-10", "01-09"),
        ("books", "10-10", "10-10"),  # a Saturday that is worked
        ("committee", "10-10", "10-10"),
        ("integrity", "02-12", "02-12"),
    ],
)
def test_days_of_the_official_notice(activity: str, nominal: str, day: str | None) -> None:
    """The collisions of 2026, worked out from the notice of 2025-11-04."""
    (session,) = [
        each for each in sessions(activity) if each.nominal == dt.date.fromisoformat(f"2026-{nominal}")
    ]
    assert (day and f"2026-{day}") == (session.date and session.date.isoformat())


@pytest.mark.parametrize(
    ("activity", "collisions"),
    [("theme-day", 3), ("weekly-study", 5), ("division-heads", 0), ("general-meeting", 0), ("forum", 0)],
)
def test_no_other_day_moves(activity: str, collisions: int) -> None:
    """Only the sessions that meet a day off leave their day."""
    assert collisions == sum(each.date != each.nominal for each in sessions(activity))


def test_thirty_visits() -> None:
    """The three sorts of visits add up to 30; those to members come before the two festivals."""
    visits = [each for each in schedule(QIYOU).sessions if "visit" in each.kinds]
    assert 30 == len(visits)
    assert 28 == sum(each.status is Status.FLOATING for each in visits)
    assert ["2026-02-10", "2026-06-24"] == [str(each.date) for each in visits if each.date]


def test_ten_titles_and_a_hundred_copies() -> None:
    """What is handed out is ten titles of ten copies; each is read, in that order, after it was handed out."""
    handed_out: dict[str, tuple[int, dt.date | None]] = {}
    for batch in sessions("books"):
        for material in batch.materials:
            match = re.fullmatch(r"(《.+》.*)（(\d+)册）", material)
            assert match
            handed_out[match[1]] = (int(match[2]), batch.date)
    assert (10, 100) == (len(handed_out), sum(copies for copies, _day in handed_out.values()))
    read = sessions("reading")
    assert list(handed_out) == [each.topic for each in read]
    for (_copies, day), session in zip(handed_out.values(), read, strict=True):
        assert day
        assert session.date
        assert day < session.date
    assert {7, 8}.isdisjoint(each.date.month for each in read if each.date)


def test_heads_of_divisions_take_turns() -> None:
    """Five heads, twelve months, one session a month that counts as lecture and as study."""
    lectures = sessions("division-heads")
    assert 12 == len(lectures)
    assert ["办公室主任", "学会部部长", "科普部部长", "规划部部长", "咨政部部长", "办公室主任"] == [
        each.speaker for each in lectures[:6]
    ]
    assert {("lecture", "study")} == {each.kinds for each in lectures}


def test_outside_experts_have_their_own_topics() -> None:
    """One a quarter, each with a topic and a speaker; the last is held elsewhere."""
    forum = sessions("forum")
    assert ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"] == [each.slot for each in forum]
    assert all(each.topic and "外请" in each.speaker for each in forum)
    assert ["二楼报告厅"] * 3 + ["市博物馆报告厅"] == [each.place for each in forum]


def test_meetings_as_often_as_the_regulation_says() -> None:
    """支部工作条例: members quarterly (11), committee (12) and groups (13) monthly; life meeting in Q4 (17)."""
    assert [4, 12, 12, 12, 12] == [
        len(sessions(each)) for each in ("general-meeting", "committee", "group-1", "group-2", "theme-day")
    ]
    for activity in ("organization-life", "appraisal"):
        (only,) = sessions(activity)
        assert only.date
        assert only.date.month >= 10


def test_reminders_before_every_holiday() -> None:
    """Seven: six holidays of the year from the Spring Festival on, and New Year 2027, which is provisional."""
    reminders = sessions("integrity")
    assert ["02-12", "04-01", "04-28", "06-16", "09-22", "09-28", "12-29"] == [
        f"{each.date:%m-%d}" for each in reminders
    ]
    assert [False] * 6 + [True] == [each.provisional for each in reminders]
    assert all(each.all_day for each in reminders)


def test_hours_of_study() -> None:
    """A member who comes to everything passes the 32 hours of 教育管理条例 (20)."""
    held = [each for each in schedule(QIYOU).sessions if each.start and each.audience == ("全体党员",)]
    assert sum(each.hours or 0 for each in held) >= 32


def test_the_roster_is_invented() -> None:
    """Sixteen members in two groups."""
    roster = schedule(QIYOU).plan.roster
    assert roster
    assert (16, 2) == (len(roster.members), len(roster.groups))
    assert all(
        re.fullmatch(r"[甲乙丙丁戊己庚辛]同志|[张李王赵钱孙周吴][三四五六七八九十]", each.name)
        for each in roster.members
    )
