"""A schedule as records: the contract of `show --json`, and its table for spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import plan, schedule, session
from sanhui.i18n import speaking
from sanhui.publish.cleaning import clean
from sanhui.publish.records import to_csv, to_dict
from sanhui.schedule.model import Reason, Status, Step

MOVED = Step(Reason.MOVED, dt.date(2026, 1, 2), dt.date(2026, 1, 4), "new-year", 7)
WEEK_OFF = Step(Reason.WEEK_OFF, dt.date(2026, 2, 16), None, "spring-festival", 7)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_contract() -> None:
    """Every key of a session and of the plan, with its type: what other programs rely on."""
    made = session(
        place="三楼会议室",
        speaker="张三",
        topic="题",
        kinds=("lecture", "theme-day"),
        audience=("第一党小组",),
        materials=("党章", "https://example.org/"),
        url="https://example.org/x",
        notes="一\n二",
        hours=2.0,
        remind=(1440, 30),
        nominal=dt.date(2026, 3, 11),
    )
    expected: dict[str, Any] = {
        "version": 1,
        "plan": {
            "id": "skl-2026",
            "title": "市社科联机关党支部2026年度组织生活计划",
            "year": 2026,
            "organization": "市社科联机关党支部",
            "timezone": "Asia/Shanghai",
            "language": "zh",
            "revision": 3,
            "provisional": False,
        },
        "sessions": [
            {
                "id": "weekly-study/2026-W11",
                "activity": "weekly-study",
                "slot": "2026-W11",
                "title": "每周有学习：总书记的一周",
                "topic": "题",
                "kinds": ["lecture", "theme-day"],
                "kind_names": ["党课", "主题党日"],
                "start": "2026-03-11T15:00:00+08:00",
                "end": "2026-03-11T16:30:00+08:00",
                "all_day": False,
                "place": "三楼会议室",
                "speaker": "张三",
                "chair": "",
                "recorder": "",
                "holders": {},
                "audience": ["第一党小组"],
                "hours": 2.0,
                "materials": ["党章", "https://example.org/"],
                "url": "https://example.org/x",
                "notes": "一\n二",
                "remind": [1440, 30],
                "nominal": "2026-03-11",
                "moved": None,
                "first": None,
                "last": None,
                "status": "planned",
                "provisional": False,
            }
        ],
        "tasks": [],
    }
    found = to_dict(schedule(made, revision=3))
    assert expected == json.loads(json.dumps(found))
    assert list(expected["sessions"][0]) == list(found["sessions"][0])


def test_a_whole_day_has_plain_dates_and_an_exclusive_end() -> None:
    """As in the calendar."""
    day = session(start=dt.date(2026, 2, 11), end=dt.date(2026, 2, 12), all_day=True)
    (found,) = to_dict(schedule(day))["sessions"]
    assert ("2026-02-11", "2026-02-12", True) == (found["start"], found["end"], found["all_day"])


def test_a_moved_session_says_why() -> None:
    """From where, to where and for which holiday, in a sentence."""
    made = session(nominal=dt.date(2026, 1, 2), steps=(MOVED,))
    (found,) = to_dict(schedule(made, language="en"))["sessions"]
    assert "2026-01-02" == found["nominal"]
    assert "4 Jan" in found["moved"]


def test_a_dropped_slot_stays_in_the_list() -> None:
    """Its start is null and the reason says why there is none."""
    made = session(start=None, end=None, nominal=dt.date(2026, 2, 16), steps=(WEEK_OFF,))
    (found,) = to_dict(schedule(made, language="en"))["sessions"]
    assert (None, None, "the whole week is off") == (found["start"], found["end"], found["moved"])


def test_a_floating_session_gives_its_window() -> None:
    """First and last day, both included; no start yet."""
    made = session(
        start=None, end=None, first=dt.date(2026, 1, 1), last=dt.date(2026, 3, 31), status=Status.FLOATING
    )
    (found,) = to_dict(schedule(made))["sessions"]
    assert (None, "2026-01-01", "2026-03-31", "floating") == tuple(
        found[key] for key in ("start", "first", "last", "status")
    )


def test_a_year_without_a_notice_is_provisional() -> None:
    """The plan says so, and each session does."""
    found = to_dict(schedule(session(provisional=True), year=2027))
    assert found["plan"]["provisional"]
    assert found["sessions"][0]["provisional"]


def test_the_language_is_the_plans() -> None:
    """What the clerk's terminal speaks does not show."""
    made = schedule(session(steps=(WEEK_OFF,)))
    with speaking("en"):
        one = to_dict(made), to_csv(made)
    with speaking("zh"):
        other = to_dict(made), to_csv(made)
    assert one == other


def test_a_row_a_session() -> None:
    """The table has the local times, without offset, and the names of the kinds."""
    day = session(slot="x", start=dt.date(2026, 2, 11), end=dt.date(2026, 2, 13), all_day=True)
    head, one, other = table(to_csv(schedule(session(provisional=True, hours=1.5), day, language="en")))
    timed = dict(zip(head, one, strict=True))
    assert "weekly-study/2026-W11" == timed["Session"]
    assert ("2026-03-11 15:00", "2026-03-11 16:30") == (timed["Start"], timed["End"])
    assert ("group study", "1.5", "yes") == (timed["Kind"], timed["Hours of study"], timed["Provisional"])
    whole = dict(zip(head, other, strict=True))
    assert ("2026-02-11", "2026-02-12") == (whole["Start"], whole["End"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_a_cell_is_no_formula(text: str) -> None:
    """Spreadsheets run cells that begin so: an apostrophe makes them text (OWASP, “CSV Injection”)."""
    head, row = table(to_csv(schedule(session(title=text, place=text, notes=text))))
    assert len(head) == len(row)
    assert [] == [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_texts_survive_the_table(texts: list[str]) -> None:
    """Quotes, commas and line breaks come back as they went; only a formula gets its apostrophe."""
    many = [session(slot=str(n), title=text, notes=text) for n, text in enumerate(texts)]
    rows = table(to_csv(schedule(*many)))[1:]
    formula = tuple("=+-@\n＝＋－＠")
    expected = [f"'{text}" if text.startswith(formula) else text for text in map(clean, texts)]
    assert expected == [row[3] for row in rows] == [row[12] for row in rows]


def test_the_plan_made_by_hand_is_official() -> None:
    """2026 has its notice, so the other tests may say what is provisional."""
    assert not to_dict(schedule(calendar=plan().calendar))["plan"]["provisional"]
