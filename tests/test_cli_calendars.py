"""`sanhui export ics`: for whom, in which style, with which sessions, into which files."""

from __future__ import annotations

import os
from pathlib import Path

import icalendar
import pytest

from commandline import PLAN, sanhui, write
from sanhui.publish.ics.choices import Client
from small_plans import ROSTER

CHANGES = """
[[change]]
session = "weekly-study/2026-W11"
cancelled = true

[[task]]
id = "work-order"
title = "季度工单"
due = "每季度最后一个工作日"
checklist = ["汇总", "上报"]
owner = "组织委员"
"""
PEOPLE = """
[[activity]]
id = "committee"
title = "支委会"
kind = "支部委员会会议"
when = "每月5日"
audience = "支部委员"

[[activity]]
id = "first-group"
title = "党小组会"
kind = "党小组会"
when = "每月6日"
audience = "第一党小组"
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    text = PLAN.replace("year = 2026\n", 'year = 2026\nroster = "roster.csv"\n')
    return write(tmp_path, text + PEOPLE + CHANGES)


def read(path: Path) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(path.read_bytes())


def activities(path: Path) -> set[str]:
    return {str(event["UID"]).partition("+")[0] for event in read(path).events}


def test_a_subscription_leaves_out_what_is_cancelled(plan: Path) -> None:
    """It is the whole truth, fetched again and again; the advice is another."""
    assert 0 == sanhui("export", "ics", plan).code
    assert b"STATUS:CANCELLED" in plan.with_name("skl-2026.ics").read_bytes()
    outcome = sanhui("export", "ics", plan, "--for", "subscription")
    data = plan.with_name("skl-2026.ics").read_bytes()
    assert b"STATUS:CANCELLED" not in data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\nX-PUBLISHED-TTL:P1D\r\n" in data
    assert "put it on a web server" in outcome.err


def test_a_subscription_that_did_not_change_is_not_touched(plan: Path) -> None:
    """Same name, same bytes, same mtime: a web server says 304 to whoever asks again."""
    sanhui("export", "ics", plan, "--for", "subscription", "--style", "series")
    file = plan.with_name("skl-2026.ics")
    before = file.read_bytes()
    os.utime(file, ns=(10**18, 10**18))
    outcome = sanhui("export", "ics", plan, "--for", "subscription", "--style", "series", SANHUI_LANG="zh")
    assert (before, 10**18) == (file.read_bytes(), file.stat().st_mtime_ns)
    assert "没有变化" in outcome.err


def test_series(plan: Path) -> None:
    """Fewer events than sessions."""
    sanhui("export", "ics", plan, "--style", "series")
    rules = [event for event in read(plan.with_name("skl-2026.ics")).events if "RRULE" in event]
    assert {"weekly-study", "lectures", "theme-day", "committee", "first-group"} == {
        str(event["UID"]).partition("@")[0] for event in rules
    }


@pytest.mark.parametrize("client", Client)
def test_every_program_may_be_asked_for(client: Client, plan: Path) -> None:
    """What it loses is said on stderr, a line each, and begins with its name."""
    outcome = sanhui("export", "ics", plan, "--for", client, "-o", plan.with_name("a.ics"), SANHUI_LANG="zh")
    assert 0 == outcome.code
    told = [line for line in outcome.err.splitlines() if "：" in line and not line.startswith("  ")][1:]
    assert 1 >= len({line.partition("：")[0] for line in told})


def test_what_is_lost_depends_on_what_is_asked_for(plan: Path) -> None:
    """Nobody is told of a danger that is not there."""
    out = ("-o", plan.with_name("a.ics"))
    assert "tasks are not shown" not in sanhui("export", "ics", plan, "--for", "google", *out).err
    tasks = sanhui("export", "ics", plan, "--for", "google", "--tasks", "vtodo", *out).err
    assert "Google Calendar: tasks are not shown" in tasks
    imported = sanhui("export", "ics", plan, "--for", "outlook", *out).err
    assert "a second import doubles the events" in imported
    followed = sanhui("export", "ics", plan, "--for", "outlook", "--for", "subscription", *out).err
    assert "a second import doubles the events" not in followed
    silent = sanhui("export", "ics", plan, "--for", "google", "--alarm", "none", *out)
    assert "alarms" not in silent.err


def test_a_member_gets_a_calendar_of_his_own(plan: Path) -> None:
    """The sessions at which he is due, in a file beside the whole calendar, which says whose it is."""
    sanhui("export", "ics", plan)
    whole = plan.with_name("skl-2026.ics").read_bytes()
    sanhui("export", "ics", plan, "--member", "乙同志")
    assert whole == plan.with_name("skl-2026.ics").read_bytes()
    own = plan.with_name("skl-2026-乙同志.ics")
    assert "committee" in activities(own)
    assert "first-group" not in activities(own)
    assert "市社科联机关党支部2026年度组织生活计划（乙同志）" == read(own)["NAME"]
    sanhui("export", "ics", plan, "--member", "张三")
    other = plan.with_name("skl-2026-张三.ics")
    assert "committee" not in activities(other)
    assert {"first-group", "weekly-study"} <= activities(other)


def test_a_member_gets_the_tasks_that_are_his(plan: Path) -> None:
    """By his name, or by the role that he holds on the day."""
    for member, expected in (("乙同志", 4), ("张三", 0)):
        out = plan.with_name(f"{member}.ics")  # a selection has a file of its own
        sanhui("export", "ics", plan, "--member", member, "--tasks", "vtodo", "-o", out)
        assert expected == len(read(out).todos)


def test_a_member_is_due_from_the_day_he_joined(plan: Path) -> None:
    """Who moved in on 1 July has nothing to do with the meetings before."""
    (plan.parent / "roster.csv").write_text(
        "编号,姓名,党小组,职务,状态,转入日期\n01,甲同志,,,正式党员,\n02,王五,第一党小组,,正式党员,2026-07-01\n",
        encoding="utf-8",
    )
    out = plan.with_name("a.ics")
    sanhui("export", "ics", plan, "--member", "王五", "-o", out)
    days = sorted(f"{event.start:%Y-%m-%d}" for event in read(out).events)
    assert "2026-07-03" == days[0]
    assert "first-group" in activities(out)


def test_a_group_and_a_kind(plan: Path) -> None:
    """Both hold at once; several of one sort add up."""
    out = plan.with_name("a.ics")
    sanhui("export", "ics", plan, "--group", "第一党小组", "--kind", "党小组会", "-o", out)
    assert {"first-group"} == activities(out)
    out = plan.with_name("b.ics")
    sanhui("export", "ics", plan, "--kind", "党小组会", "--kind", "党课", "-o", out)
    assert {"first-group", "lectures"} == activities(out)


def test_somebody_unknown_is_refused(plan: Path) -> None:
    """With the name that may have been meant; and so is a choice that leaves nothing."""
    outcome = sanhui("export", "ics", plan, "--group", "第一党小")
    assert (2, True) == (outcome.code, "第一党小组" in outcome.err)
    outcome = sanhui("export", "ics", plan, "--member", "赵六")
    assert (2, True) == (outcome.code, "its groups are 第一党小组, 第二党小组" in outcome.err)
    outcome = sanhui("export", "ics", plan, "--kind", "支委会", "--member", "张三")
    assert (2, True) == (outcome.code, "no session for" in outcome.err)
    assert not plan.with_name("skl-2026.ics").exists()


def test_tasks_with_their_progress(plan: Path) -> None:
    """What was done is told from the ledger, if asked for."""
    sanhui("task", "done", "work-order/2026-Q1", plan, "--item", "1")
    out = plan.with_name("a.ics")
    sanhui("export", "ics", plan, "--tasks", "vtodo", "--progress", "-o", out)
    todos = {str(todo["UID"]): todo for todo in read(out).todos}
    assert 4 == len(todos)
    assert "NEEDS-ACTION" == todos["work-order+2026-Q2+task@skl-2026.sanhui"]["STATUS"]
    outcome = sanhui("export", "ics", plan, "--progress")
    assert (2, True) == (outcome.code, "--tasks" in outcome.err)


def test_alarms_instead_of_the_plans(plan: Path) -> None:
    """One day before, for everybody; none at all; and what is no time is refused."""
    out = plan.with_name("a.ics")
    sanhui("export", "ics", plan, "--alarm", "1天", "--alarm", "30分钟", "-o", out)
    data = out.read_bytes()
    assert b"TRIGGER:-P1D" in data
    assert b"TRIGGER:-PT30M" in data
    sanhui("export", "ics", plan, "--alarm", "none", "-o", out)
    assert b"VALARM" not in out.read_bytes()
    assert 2 == sanhui("export", "ics", plan, "--alarm", "改天", "-o", out).code
    assert 2 == sanhui("export", "ics", plan, "--alarm", "none", "--alarm", "1天", "-o", out).code


def test_several_plans_are_one_calendar(plan: Path, tmp_path: Path) -> None:
    """Where it goes must be said, for it belongs to none of them."""
    other = write(tmp_path, PLAN.replace("skl-2026", "b-2026"), "b.toml")
    outcome = sanhui("export", "ics", plan, other)
    assert (2, True) == (outcome.code, "--output" in outcome.err)
    out = tmp_path / "all.ics"
    assert 0 == sanhui("export", "ics", plan, other, "-o", out, "--title", "全年").code
    calendar = read(out)
    assert "全年" == calendar["X-WR-CALNAME"]
    plans = {str(event["UID"]).partition("@")[2] for event in calendar.events}
    assert {"skl-2026.sanhui", "b-2026.sanhui"} == plans
    assert 2 == sanhui("export", "ics", plan, plan, "-o", out).code


def test_a_file_for_every_session(plan: Path) -> None:
    """Each with one event and without a name; what is gone goes, what is not ours stays."""
    folder = plan.with_name("single")
    outcome = sanhui("export", "ics", plan, "--split", folder)
    assert 0 == outcome.code
    files = sorted(path.name for path in folder.iterdir())
    assert "weekly-study+2026-W10.ics" in files
    for name in files:
        calendar = read(folder / name)
        assert 1 == len(calendar.events)
        assert {"NAME", "X-WR-CALNAME"}.isdisjoint(calendar)
    (folder / "mine.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nEND:VEVENT\r\n"
    )
    (folder / "notes.txt").write_text("notes", encoding="utf-8")
    os.utime(folder / files[0], ns=(10**18, 10**18))
    sanhui("export", "ics", plan, "--split", folder)
    assert 10**18 == (folder / files[0]).stat().st_mtime_ns
    plan.write_text(plan.read_text(encoding="utf-8").replace("每月6日", "1月6日"), encoding="utf-8")
    outcome = sanhui("export", "ics", plan, "--split", folder, "--for", "subscription")
    left = {path.name for path in folder.iterdir()}
    assert {"mine.ics", "notes.txt"} <= left
    assert [] == [name for name in left if name.startswith("first-group+2026-0")]
    assert "removed" in outcome.err


def test_android_gets_a_file_for_every_session(plan: Path) -> None:
    """Its own calendar reads only the first event of a file."""
    outcome = sanhui("export", "ics", plan, "--for", "android")
    assert 0 == outcome.code
    assert 50 < len(list(plan.with_name("skl-2026").glob("*.ics")))
    assert "only the first event" not in outcome.err
    followed = sanhui("export", "ics", plan, "--for", "android", "--for", "subscription")
    assert "skl-2026.ics written" in followed.err


def test_what_excludes_each_other(plan: Path) -> None:
    """Two programs, two places, a folder that is a file."""
    assert 2 == sanhui("export", "ics", plan, "--for", "google", "--for", "apple").code
    assert 2 == sanhui("export", "ics", plan, "--for", "nobody").code
    assert 2 == sanhui("export", "ics", plan, "--split", "x", "-o", "y").code
    outcome = sanhui("export", "ics", plan, "--split", "x", "--style", "series")
    assert (2, True) == (outcome.code, "--style events" in outcome.err)
    outcome = sanhui("export", "ics", plan, "--style", "serie", SANHUI_LANG="zh")
    assert (2, True) == (outcome.code, "不能写“serie”：是不是想写“series”？" in outcome.err)
    outcome = sanhui("export", "ics", plan, "--split", plan)
    assert (3, True) == (outcome.code, "there is a file of this name" in outcome.err)
