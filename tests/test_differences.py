"""`sanhui diff` and `sanhui notice`: what has changed since January, for people, programs and the chat group."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandline import PLAN, sanhui, write
from sanhui.plan.load import load
from sanhui.publish.changes import published
from sanhui.publish.changes.comparison import Became, Item, differences, items_of
from sanhui.publish.ics.choices import Style
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.previous import parsed
from sanhui.publish.ics.writer import publication
from sanhui.schedule.expand import Schedule, expand
from shipped import PLANS
from test_plans import name_of

MOVED = """
[[change]]
session = "theme-day/2026-03"
to = 2026-03-12
reason = "与局务会冲突"
"""
CALLED_OFF = """
[[change]]
session = "weekly-study/2026-W11"
cancelled = true
reason = "停电"
"""
FIXED = """
[[change]]
session = "forum/2026-Q1"
to = 2026-03-19T15:00:00
"""
ADDED = """
[[change]]
session = "lectures/2026-04-15"
to = 2026-04-15T15:00:00
added = true
reason = "专家来访"
"""
ELSEWHERE = """
[[change]]
session = "lectures/2026-05"
place = "二楼报告厅"
"""
CHANGES = MOVED + CALLED_OFF + FIXED + ADDED + ELSEWHERE
EXPECTED = [
    ("weekly-study/2026-W11", "cancelled"),
    ("theme-day/2026-03", "moved"),
    ("forum/2026-Q1", "moved"),
    ("lectures/2026-04-15", "added"),
    ("lectures/2026-05", "changed"),
]


def calendar(schedule: Schedule, style: Style = Style.EVENTS) -> dict[str, Item]:
    """The sessions that a plan's calendar tells of, written and read back."""
    data, file = publication([schedule], Options(style=style)).to_bytes(), Path("calendar.ics")
    return published.items_of(parsed(data.decode(), file), file)


def became(outcome: str) -> list[tuple[str, str]]:
    """What `diff --json` says: the sessions and what became of them."""
    return [(each["session"], each["change"]) for each in json.loads(outcome)["differences"]]


def two_plans(folder: Path) -> tuple[Path, Path]:
    """The plan as it was, and as it is."""
    return write(folder, PLAN, "old.toml"), write(folder, PLAN + CHANGES, "new.toml")


@pytest.mark.parametrize("plan", PLANS, ids=name_of)
@pytest.mark.parametrize("style", list(Style))
def test_calendar_differs_in_nothing_from_its_plan(plan: Path, style: Style) -> None:
    """Every session that a calendar tells of, in either style, is the plan's; the other way round too."""
    schedule = expand(load(plan))
    told, planned = calendar(schedule, style), items_of(schedule)
    assert ((), ()) == (differences(told, planned), differences(planned, told))


@pytest.mark.parametrize("old", ["old.toml", "old.ics", "old-series.ics"])
@pytest.mark.parametrize("new", ["new.toml", "new.ics"])
def test_what_became_of_the_sessions(old: str, new: str, tmp_path: Path) -> None:
    """The same is told of plans and of calendars: moved, called off, given a day, added, held elsewhere."""
    before, after = two_plans(tmp_path)
    sanhui("export", "ics", before, "-o", tmp_path / "old.ics")
    sanhui("export", "ics", before, "-o", tmp_path / "old-series.ics", "--style", "series")
    sanhui("export", "ics", after, "-o", tmp_path / "new.ics")
    outcome = sanhui("diff", tmp_path / old, tmp_path / new, "--json")
    assert (1, EXPECTED) == (outcome.code, became(outcome.out))


def test_listing(tmp_path: Path) -> None:
    """Under a heading for each sort of change: before → after, with days in full and the reason."""
    before, after = two_plans(tmp_path)
    assert sanhui("diff", before, after, COLUMNS="80").out.startswith(
        "Moved (2)\n"
        "theme-day/2026-03: 主题党日\n"
        "  When    Fri 6 March 2026 14:30-17:00 → Thu 12 March 2026 14:30-17:00\n"
        "  Reason  与局务会冲突\n"
        "forum/2026-Q1: 港城社科大讲堂\n"
        "  When  a day still to be fixed, by Tue 31 March 2026 → Thu 19 March 2026\n"
        "        15:00-16:30\n"
    )


def test_message_for_the_chat_group(tmp_path: Path) -> None:
    """Plain text in the plan's language: what was, what is, where, why; nothing that people need not know."""
    before, after = two_plans(tmp_path)
    sanhui("export", "ics", before, "-o", tmp_path / "published.ics")
    assert (
        """\
【变更通知】市社科联机关党支部2026年度组织生活计划

改期：
1. 主题党日
   原定：2026年3月6日 周五 14:30-17:00
   改为：2026年3月12日 周四 14:30-17:00
   地点：三楼会议室
   原因：与局务会冲突
2. 港城社科大讲堂
   原定：日期待定，不晚于2026年3月31日 周二
   改为：2026年3月19日 周四 15:00-16:30
   地点：三楼会议室

取消：
1. 每周有学习：总书记的一周
   时间：2026年3月9日 周一 15:00-16:30
   地点：三楼会议室
   原因：停电

新增：
1. 处长上讲台
   时间：2026年4月15日 周三 15:00-16:30
   地点：三楼会议室
   原因：专家来访

其他变化：
1. 处长上讲台
   地点：三楼会议室 → 二楼报告厅

其余安排不变。
"""
        == sanhui("notice", tmp_path / "published.ics", after).out
    )


@pytest.mark.parametrize(
    ("of_the_plan", "prodid", "head"),
    [
        ("zh", None, "【变更通知】"),
        ("en", None, "[Notice of changes]"),
        ("zh", "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", "【变更通知】"),
    ],
)
def test_language_of_a_message_between_calendars(
    of_the_plan: str, prodid: str | None, head: str, tmp_path: Path
) -> None:
    """The plan's, whichever language the program speaks that has kept the calendar since."""
    before, after = (tmp_path / name for name in ("old.ics", "new.ics"))
    text = PLAN.replace("[plan]", f'[plan]\nlanguage = "{of_the_plan}"')
    sanhui("export", "ics", write(tmp_path, text), "-o", before)
    sanhui("export", "ics", write(tmp_path, text + MOVED), "-o", after)
    if prodid is not None:
        after.write_bytes(re.sub(rb"PRODID:[^\r]*", f"PRODID:{prodid}".encode(), after.read_bytes()))
    assert sanhui("notice", before, after).out.startswith(head)


def test_message_names_nobody_unless_asked(tmp_path: Path) -> None:
    """A change of the speaker alone is told with --names only."""
    before = write(tmp_path, PLAN, "old.toml")
    after = write(tmp_path, PLAN.replace('"学会部部长"]', '"丙同志"]'), "new.toml")
    quiet, named = (sanhui("notice", before, after, *words).out for words in ([], ["--names"]))
    assert (False, True, True) == ("丙同志" in quiet, "没有变化。" in quiet, "丙同志" in named)


def test_same_versions_differ_in_nothing(tmp_path: Path) -> None:
    """The exit code is 0."""
    path = write(tmp_path, PLAN)
    outcome = sanhui("diff", path, path)
    assert (0, "Nothing differs.\n") == (outcome.code, outcome.out)


def test_session_that_takes_place_after_all(tmp_path: Path) -> None:
    """What was called off and is not any more is revived, and no addition."""
    before = write(tmp_path, PLAN + CALLED_OFF, "old.toml")
    outcome = sanhui("diff", before, write(tmp_path, PLAN, "new.toml"), "--json")
    assert [("weekly-study/2026-W11", "revived")] == became(outcome.out)


def test_removed_activity_is_called_off(tmp_path: Path) -> None:
    """Sessions that are in the plan no more are told as called off, all of them."""
    before = write(tmp_path, PLAN, "old.toml")
    gone = PLAN.replace('id = "theme-day"', 'id = "party-day"')
    found = became(sanhui("diff", before, write(tmp_path, gone, "new.toml"), "--json").out)
    assert (12, 12) == (
        sum(each[0].startswith("theme-day/") and each[1] == "cancelled" for each in found),
        sum(each[0].startswith("party-day/") and each[1] == "added" for each in found),
    )


def test_events_of_others_are_not_compared(tmp_path: Path) -> None:
    """It is said how many there are."""
    path = write(tmp_path, PLAN)
    sanhui("export", "ics", path, "-o", tmp_path / "all.ics")
    data = (tmp_path / "all.ics").read_bytes()
    alien = (
        b"BEGIN:VEVENT\r\nUID:x@example.org\r\nDTSTART:20260301T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (tmp_path / "all.ics").write_bytes(data.replace(b"END:VCALENDAR\r\n", alien))
    outcome = sanhui("diff", tmp_path / "all.ics", path)
    assert (0, "1 event of other programs was not compared\n") == (outcome.code, outcome.err)


#: Ways in which other programs write an event's time: what is to be replaced, and by what.
REWRITTEN: dict[str, tuple[str, Any]] = {
    "an endless rule": (";UNTIL=[0-9TZ]+", ""),
    "a quoted zone": ("TZID=Asia/Shanghai:", 'TZID="Asia/Shanghai":'),
    "a zone of Windows": ("(TZID[=:])Asia/Shanghai", r"\1China Standard Time"),
    "a zone of its own": ("(TZID[=:])Asia/Shanghai", r"\1/mozilla.org/20050126_1/Asia/Shanghai"),
    "another parameter": ("TZID=Asia/Shanghai:", "TZID=Asia/Shanghai;VALUE=DATE-TIME:"),
    "no zone": (";TZID=Asia/Shanghai:", ":"),
    "small letters": ("DTSTART;TZID", "dtstart;tzid"),
    "UTC": (
        r";TZID=Asia/Shanghai:(\d{8}T)(\d\d)(\d{4})",
        lambda found: f":{found[1]}{int(found[2]) - 8:02}{found[3]}Z",
    ),
    "a length": ("DTEND[^\r]*", "DURATION:PT1H30M"),
}


@pytest.mark.parametrize("style", list(Style))
def test_calendar_that_another_program_wrote_anew(style: Style, tmp_path: Path) -> None:
    """The same sessions at the same times, however these are told; a rule without an end is read to its year's end."""
    weekly = '[[activity]]\nid = "study"\ntitle = "学习"\nkind = "集中学习"\nwhen = "每周三 15:00"\n'
    head = '[plan]\nid = "a-2026"\nyear = 2026\ntitle = "计划"\n'
    text = (
        publication([expand(load(write(tmp_path, head + weekly)))], Options(style=style)).to_bytes().decode()
    )
    file = tmp_path / "calendar.ics"
    expected = published.items_of(parsed(text, file), file)
    assert 51 == len(expected)
    for name, (old, new) in REWRITTEN.items():
        changed = re.sub(old, new, text)
        assert (name, expected) == (name, published.items_of(parsed(changed, file), file))


def test_times_are_told_by_the_plans_clock(tmp_path: Path) -> None:
    """Also of a calendar in which another program has written them in UTC, and has left the zone out."""
    before, after = two_plans(tmp_path)
    file = tmp_path / "utc.ics"
    sanhui("export", "ics", before, "-o", file)
    text = re.sub(*REWRITTEN["UTC"], file.read_bytes().decode())
    file.write_bytes(re.sub("BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "", text, flags=re.DOTALL).encode())
    expected = "原定：2026年3月6日 周五 14:30-17:00\n   改为：2026年3月12日 周四 14:30-17:00"
    assert expected in sanhui("notice", file, after).out
    assert expected.partition("\n")[0].removeprefix("原定") in sanhui("notice", after, file).out


@pytest.mark.parametrize(
    ("style", "old", "new"),
    [
        (Style.EVENTS, r"DTSTART;[^\r]*", "DTSTART:soon"),
        (Style.SERIES, r"DTSTART;[^\r]*", "DTSTART:soon"),
        (Style.SERIES, "FREQ=WEEKLY", "FREQ=SOMETIMES"),
        (Style.EVENTS, "TZID=Asia/Shanghai", "TZID=Nowhere/X"),
    ],
)
def test_calendar_that_does_not_say_when(style: Style, old: str, new: str, tmp_path: Path) -> None:
    """It is refused: its sessions would seem to be called off."""
    path = write(tmp_path, PLAN)
    file = tmp_path / "all.ics"
    sanhui("export", "ics", path, "-o", file, "--style", style)
    text = file.read_bytes().decode()
    file.write_bytes(re.sub(old, new, text, count=1).encode())
    outcome = sanhui("diff", file, path)
    assert (2, True) == (outcome.code, "an event has no date that can be read" in outcome.err)


def test_events_whose_end_goes_without_saying(tmp_path: Path) -> None:
    """A moment has no length, a date is one day (RFC 5545 3.6.1): another time is another, the end alone is not missed."""
    path = write(tmp_path, PLAN)
    file = tmp_path / "all.ics"
    sanhui("export", "ics", path, "-o", file)
    file.write_bytes(re.sub(rb"DTEND[^\r]*\r\n", b"", file.read_bytes()))
    assert {"moved"} == {each[1] for each in became(sanhui("diff", file, path, "--json").out)}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.ics", None, "there is no such file"),
        ("cut.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "it breaks off"),
        ("text.ics", "hello", "line 1"),
    ],
)
def test_file_that_is_neither(name: str, content: str | None, message: str, tmp_path: Path) -> None:
    """What is no plan and no whole calendar is refused, with the reason."""
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    outcome = sanhui("diff", tmp_path / name, write(tmp_path, PLAN))
    assert (2, True) == (outcome.code, message in outcome.err.replace(":1:", " line 1:"))


_SESSIONS = st.sampled_from([f"lectures/2026-{month:02}" for month in range(3, 13)])
_CHANGES = st.dictionaries(_SESSIONS, st.one_of(st.none(), st.integers(1, 28)), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=_CHANGES)
def test_exactly_what_was_changed_is_told(changes: dict[str, int | None], tmp_path: Path) -> None:
    """Of random moves and cancellations each is found, in both directions, and nothing else."""
    schedule = expand(load(write(tmp_path, PLAN)))
    text = PLAN
    expected: dict[str, tuple[Became, Became]] = {}
    for name, day in changes.items():
        text += f'\n[[change]]\nsession = "{name}"\n'
        if day is None:
            text += "cancelled = true\n"
            expected[name] = (Became.CANCELLED, Became.REVIVED)
        else:
            to = dt.date(2026, int(name[-2:]), day)
            text += f"to = {to}\n"
            if to != schedule.by_id[name].date:
                expected[name] = (Became.MOVED, Became.MOVED)
    changed = expand(load(write(tmp_path, text)))
    there = {each.item.id: each.became for each in differences(items_of(schedule), items_of(changed))}
    back = {each.item.id: each.became for each in differences(calendar(changed), calendar(schedule))}
    assert expected == {name: (there[name], back[name]) for name in there}
    assert there.keys() == back.keys()
