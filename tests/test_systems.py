"""The systems of real offices: every mechanism is there, and every number that they give can be counted.

The numbers are those that the offices state of themselves; the first system has a story of its own in test_plans.py.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import Counter
from pathlib import Path

import pytest

from commandline import ROOT, UNSETTLED, sanhui, write
from sanhui.errors import InputError
from sanhui.plan.load import load
from sanhui.publish.year.counts import counts
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Session

HUAIAN = "huaian-2026"
COMMUNICATIONS = "communications-2026"
YANGJIANG = "yangjiang-2026"
LINES = ("linyi/office", "linyi/system", "linyi/societies")


@functools.cache
def schedule(name: str) -> Schedule:
    """The year of a shipped plan."""
    return expand(load(ROOT / "plans" / f"{name}.toml"))


def of(name: str, activity: str) -> tuple[Session, ...]:
    """The sessions of one activity."""
    return schedule(name).by_activity[activity]


def days(name: str, activity: str) -> list[str]:
    """The days of an activity's sessions, without the year."""
    return [f"{each.date:%m-%d}" for each in of(name, activity)]


def by_kind(name: str) -> Counter[str]:
    """How many sessions count for a kind."""
    return Counter({each["kind"]: each["sessions"] for each in counts(schedule(name))["kinds"]})


def due(name: str, of_list: str) -> Counter[str]:
    """How often each task of a list is due."""
    tasks = counts(schedule(name))["tasks"]
    return Counter({each["task"]: each["due"] for each in tasks if each["list"] == of_list})


# -- the science bureau of Huai'an -------------------------------------------------------------------------


def test_six_centre_group_sessions_by_mid_year_and_six_of_group_study() -> None:
    """The centre group studies six times until the end of June, the whole office six times a year."""
    first_half = [each for each in of(HUAIAN, "centre-group") if each.date and each.date.month <= 6]
    assert (6, 6) == (len(first_half), by_kind(HUAIAN)["study"])
    assert {"centre-group"} == {kind for each in first_half for kind in each.kinds}


@pytest.mark.parametrize(
    ("activity", "title", "speakers"),
    [
        ("hall-leaders", "领航讲坛", {"局党组书记", "分管党建副局长", "分管业务副局长", "纪检组组长"}),
        ("hall-middle", "建功讲堂", {"办公室主任", "规划科科长", "高新科科长", "成果科科长"}),
        ("hall-youth", "筑梦学堂", {"钱七", "孙八", "周九", "吴十"}),
        ("hall-experts", "强基课堂", {"外请专家"}),
    ],
)
def test_four_lecture_series(activity: str, title: str, speakers: set[str]) -> None:
    """One lecture a quarter by leaders, middle managers, the young and experts, each by their own people."""
    sessions = of(HUAIAN, activity)
    assert (4, title, speakers) == (len(sessions), sessions[0].title, {each.speaker for each in sessions})


def test_the_speakers_are_who_the_series_is_for() -> None:
    """Leaders, middle managers and the young are such in the roster."""
    roster = schedule(HUAIAN).plan.roster
    assert roster
    for activity, role in (
        ("hall-leaders", "领导班子成员"),
        ("hall-middle", "中层干部"),
        ("hall-youth", "青年干部"),
    ):
        members = roster.on(dt.date(2026, 1, 1))
        due_to_speak = {member.name for member in members if role in member.roles}
        speaking = {
            member.name
            for each in of(HUAIAN, activity)
            for member in members
            if each.speaker in (member.name, *member.roles)
        }
        assert due_to_speak == speaking


def test_quarterly_work_orders_and_responsibility_lists() -> None:
    """Two orders and three lists, each due once a quarter, each with what is to be ticked off."""
    assert {"work-order": 4, "work-order-supervision": 4} == due(HUAIAN, "季度工单")
    assert {"duty-body": 4, "duty-head": 4, "duty-members": 4} == due(HUAIAN, "责任清单")
    assert ["03-31", "06-30", "09-30", "12-31"] == [
        f"{task.due:%m-%d}" for task in schedule(HUAIAN).tasks if task.rule == "work-order"
    ]
    assert all(task.checklist and task.owner for task in schedule(HUAIAN).tasks if task.list)


def test_reminders_before_every_holiday() -> None:
    """The third working day before each; 中秋 and 国庆 are two in this year, New Year's is of 2027."""
    assert ["02-12", "04-01", "04-28", "06-16", "09-22", "09-28", "12-29"] == days(HUAIAN, "integrity")


def test_theme_days_tied_to_five_days() -> None:
    """3/5, 3/8 (a Sunday), before 清明, 5/4 (in a holiday), 7/1; every month has one."""
    tied = ("theme-lei-feng", "theme-women", "theme-qingming", "theme-youth", "theme-party-day")
    assert [["03-05"], ["03-09"], ["04-03"], ["05-06"], ["07-01"]] == [days(HUAIAN, each) for each in tied]
    theme_days = [each for each in schedule(HUAIAN).sessions if "theme-day" in each.kinds]
    assert set(range(1, 13)) == {each.date.month for each in theme_days if each.date}


def test_visits_and_the_review_of_half_a_year() -> None:
    """Visits a week before 春节 and 七一; the review in July, with its report before and its list of faults after."""
    assert ["02-10", "06-24"] == days(HUAIAN, "visits")
    assert ["07-14"] == days(HUAIAN, "half-year-review")
    tasks = {
        task.id: f"{task.due:%m-%d}"
        for task in schedule(HUAIAN).tasks
        if task.rule.startswith("half-year-review")
    }
    assert {"half-year-review/2026-07/report": "07-07", "half-year-review/2026-07/mend": "07-28"} == tasks


# -- the institute of communications -----------------------------------------------------------------------


def test_the_first_item_of_every_committee_meeting() -> None:
    """No meeting of a committee, of the institute or of a branch, goes without, and nothing else has it."""
    sessions = schedule(COMMUNICATIONS).sessions
    committees = {
        each.id for each in sessions if {"party-committee", "committee-meeting"}.intersection(each.kinds)
    }
    assert 12 + 2 * 12 == len(committees)
    assert committees == {each.id for each in sessions if "first-item" in each.kinds}


def test_five_ways_of_study() -> None:
    """The theory group leads, groups exchange, youth links up, middle managers train, members study by themselves."""
    activities = [each for each in schedule(COMMUNICATIONS).plan.activities if "五学联动" in each.title]
    assert [
        ("centre-group", ("党委委员",)),
        ("study", ("全体党员",)),
        ("youth-forum", ("青年党员",)),
        ("training", ("中层干部",)),
        ("self-study", ("全体党员",)),
    ] == [(each.kinds[0], each.audience) for each in activities]
    # One of 53 Thursdays is in a week without a working day.
    assert [8, 4, 6, 2, 52] == [
        sum(not session.dropped for session in of(COMMUNICATIONS, each.id)) for each in activities
    ]


def test_three_levels_of_organisation() -> None:
    """The committee, its two branches, their four groups: each has its own meetings, with its own people."""
    assert 12 == by_kind(COMMUNICATIONS)["party-committee"]
    assert [4, 4, 12, 12] == [
        len(of(COMMUNICATIONS, each)) for each in ("general-1", "general-2", "committee-1", "committee-2")
    ]
    groups = [of(COMMUNICATIONS, f"group-{number}") for number in range(1, 5)]
    assert [12] * 4 == [len(each) for each in groups]
    roster = schedule(COMMUNICATIONS).plan.roster
    assert roster
    assert {(name,) for name in roster.groups} == {each[0].audience for each in groups}
    assert set(roster.groups) == {*of(COMMUNICATIONS, "general-1")[0].audience} | {
        *of(COMMUNICATIONS, "general-2")[0].audience
    }


def test_lectures_theme_days_and_discipline_study() -> None:
    """A lecture and a discipline study a quarter, a theme day a month, that of July on the first."""
    kinds = by_kind(COMMUNICATIONS)
    assert [4, 4, 12] == [kinds["lecture"], kinds["discipline"], kinds["theme-day"]]
    assert ["07-01"] == days(COMMUNICATIONS, "party-day")
    assert {"discipline-check": 4} == due(COMMUNICATIONS, "纪律教育清单")


# -- the science association of Linyi ----------------------------------------------------------------------


@pytest.mark.parametrize("line", LINES)
def test_two_responsibility_lists_checked_every_quarter(line: str) -> None:
    """一岗双责: each line has both, with an owner, and adds to what is to be checked."""
    assert {"duty-party": 4} == due(line, "党建责任清单")
    assert {"duty-work": 4} == due(line, "业务责任清单")
    parent = {task.id: set(task.checklist) for task in schedule("linyi/parent").plan.tasks}
    for task in schedule(line).plan.tasks:
        assert task.owner
        assert parent[task.id] <= set(task.checklist)
    assert any(parent[task.id] < set(task.checklist) for task in schedule(line).plan.tasks)


@pytest.mark.parametrize("line", LINES)
def test_two_reports_and_two_appraisals(line: str) -> None:
    """双述双评: a review every quarter, a summary in July, a debriefing in December."""
    assert ["03-19", "06-18", "09-17", "12-17"] == days(line, "review-quarter")
    assert (["07-09"], ["12-24"]) == (days(line, "summary-half"), days(line, "debriefing-year"))
    assert 4 + 1 + 1 == by_kind(line)["debriefing"]


@pytest.mark.parametrize("line", LINES)
def test_what_binds_all_three_lines(line: str) -> None:
    """Meetings of members, theme days, heart talks, appraisal: on the parent's days, whatever the line."""
    parent, own = schedule("linyi/parent"), schedule(line)
    for activity in ("general-meeting", "theme-day", "heart-talks", "appraisal"):
        expected = [(each.slot, each.date) for each in parent.by_activity[activity]]
        assert expected == [(each.slot, each.date) for each in own.by_activity[activity]]
    assert [4, 12, 2, 1] == [
        by_kind(line)[kind] for kind in ("general-meeting", "theme-day", "heart-talk", "appraisal")
    ]


def test_each_line_has_a_plan_of_its_own() -> None:
    """One parent, three lines: what each drops, changes and adds."""
    parent = {each.id for each in schedule("linyi/parent").plan.activities}
    dropped = {}
    for line in LINES:
        plan = schedule(line).plan
        assert ["parent.toml"] == [path.name for path in plan.parents]
        own = {each.id for each in plan.activities}
        dropped[line] = (parent - own, own - parent)
    assert {
        "linyi/office": ({"group-meeting"}, {"group-1", "group-2"}),
        "linyi/system": ({"committee", "group-meeting", "organization-life"}, {"county-visit"}),
        "linyi/societies": ({"committee", "group-meeting"}, {"science-workers"}),
    } == dropped
    assert [4, 2, 4] == [by_kind(line)["lecture"] for line in LINES]
    assert ["06-11", "11-12"] == days("linyi/system", "lecture")
    assert {6} == {each.date.isoweekday() for each in of("linyi/societies", "lecture") if each.date}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("drop", ['activity = "theme-day"', 'task = "duty-party"'])
def test_no_line_may_drop_what_binds(line: str, drop: str, tmp_path: Path) -> None:
    """A theme day and a responsibility list stay, whatever reason is given."""
    folder = ROOT / "plans" / "linyi"
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    path = tmp_path / f"{line.rpartition('/')[2]}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[[drop]]\n{drop}\nreason = "工作忙"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"parent\.toml"):
        load(path)


# -- the policy research office of Yangjiang ---------------------------------------------------------------


def test_the_numbers_of_two_years_in_one_plan() -> None:
    """32, 8 and 20 as in the year before; 12, 4, 6, 4, 12 and 4 are new. Each is the count of one kind."""
    kinds = by_kind(YANGJIANG)
    assert (32, 8, 20) == (kinds["study"], kinds["reading"], kinds["youth-forum"])
    assert (12, 4, 6) == (kinds["centre-group"], kinds["lecture"], kinds["drill"])
    assert (4, 12, 4) == (kinds["review"], kinds["fieldwork"], kinds["case-notice"])
    assert set(range(1, 13)) == {each.first.month for each in of(YANGJIANG, "parks") if each.first}
    for quarterly in ("analysis", "case-notice", "lecture"):
        assert [1, 2, 3, 4] == [(each.date.month + 2) // 3 for each in of(YANGJIANG, quarterly) if each.date]


def test_points_of_members_every_quarter() -> None:
    """They are worked out four times, and summed up before the appraisal and the choice of posts."""
    assert {"points": 4, "points-year": 1} == due(YANGJIANG, "党员积分")
    (summed,) = (task for task in schedule(YANGJIANG).tasks if task.rule == "points-year")
    assert summed.due
    for activity in ("appraisal", "model-posts"):
        (only,) = of(YANGJIANG, activity)
        assert only.date
        assert summed.due < only.date


def test_a_leader_is_paired_with_two_of_the_young() -> None:
    """Three pairs; no young member is left out or has two leaders; each pair meets once a quarter."""
    plan = schedule(YANGJIANG).plan
    assert plan.roster
    roles = {member.name: member.roles for member in plan.roster.on(dt.date(2026, 1, 1))}
    pairs = [each for each in plan.activities if "mentoring" in each.kinds]
    assert [4, 4, 4] == [len(of(YANGJIANG, each.id)) for each in pairs]
    young: list[str] = []
    for leader, *followers in (each.audience for each in pairs):
        assert "室领导" in roles[leader]
        assert 2 == len(followers)
        young += followers
    assert sorted(name for name, held in roles.items() if "青年干部" in held) == sorted(young)


def test_model_posts_are_chosen_each_year() -> None:
    """In December, after the groups have named whom they propose; set up in January."""
    assert ["12-18"] == days(YANGJIANG, "model-posts")
    assert {"model-posts-set": 1} == due(YANGJIANG, "先锋岗")
    told = {
        task.id.rpartition("/")[2]: task.due
        for task in schedule(YANGJIANG).tasks
        if task.session == "model-posts/2026-12"
    }
    assert {"nominate": dt.date(2026, 12, 4), "board": dt.date(2026, 12, 25)} == told


# -- show --counts -----------------------------------------------------------------------------------------


def test_counts_as_json_are_those_of_the_schedule() -> None:
    """`--counts --json` is the record, in any language."""
    path = ROOT / "plans" / f"{YANGJIANG}.toml"
    shown = sanhui("show", path, "--counts", "--json").out
    assert counts(schedule(YANGJIANG)) == json.loads(shown)
    assert shown == sanhui("--lang", "zh", "show", path, "--counts", "--json").out


def test_counts_in_the_terminal() -> None:
    """Kinds, activities and tasks, each with its number; what has no day yet says so."""
    lines = sanhui("show", ROOT / "plans" / f"{YANGJIANG}.toml", "--counts").out.splitlines()
    rows = [line.split(maxsplit=1) for line in lines]
    assert ["32", "group study"] in rows
    assert ["20", "青年论坛"] in rows
    assert any(["12", "下园区走访企业"] == row[:1] + row[1:][0].split()[:1] for row in rows if len(row) == 2)
    assert any("12 without a day yet" in line for line in lines if "下园区" in line)
    assert any(line.startswith("4") and line.endswith("党员积分") for line in lines)


def test_counts_of_a_choice() -> None:
    """The filters of `show` hold: centre-group study of Huai'an until the end of June."""
    outcome = sanhui(
        "show",
        ROOT / "plans" / f"{HUAIAN}.toml",
        "--counts",
        "--json",
        "--to",
        "2026-06-30",
        "--kind",
        "中心组学习",
    )
    told = json.loads(outcome.out)
    assert (6, [("centre-group", 6)]) == (
        told["sessions"],
        [(each["kind"], each["sessions"]) for each in told["kinds"]],
    )
    assert [("centre-group", 6)] == [(each["activity"], each["sessions"]) for each in told["activities"]]


def test_dropped_and_cancelled_sessions_do_not_count(tmp_path: Path) -> None:
    """A week off gets no session, a cancelled one is not held, an added one is; two kinds count one session twice."""
    path = write(
        tmp_path,
        (
            '[plan]\nid = "p"\nyear = 2026\ntitle = "计划"\n[defaults]\ntime = "15:00"\n'
            '[[activity]]\nid = "study"\ntitle = "学习"\nkind = "集中学习"\nwhen = "每周一"\n'
            '[[activity]]\nid = "lecture"\ntitle = "讲课"\nkind = "党课"\nalso = ["集中学习"]\nwhen = "每季度1次"\n'
            '[[change]]\nsession = "study/2026-W10"\ncancelled = true\nreason = "出差"\n'
            '[[change]]\nsession = "lecture/2026-extra"\nadded = true\nto = 2026-05-20T15:00:00\nreason = "加一次"\n'
        ),
    )
    told = counts(expand(load(path)))
    assert [("lecture", 5, 4), ("study", 55, 4)] == [
        (each["kind"], each["sessions"], each["floating"]) for each in told["kinds"]
    ]
    assert [("study", 50), ("lecture", 5)] == [
        (each["activity"], each["sessions"]) for each in told["activities"]
    ]
    assert 55 == told["sessions"]


def test_counts_are_one_form_of_several(tmp_path: Path) -> None:
    """With another form it is refused; a session to be settled by hand still makes the exit code 1."""
    path = write(tmp_path, UNSETTLED)
    assert (2, "") == (outcome := sanhui("show", path, "--counts", "--csv"))[:2]
    assert "choose one of --counts and --csv" in outcome.err
    assert 1 == sanhui("show", path, "--counts").code
