"""A plan takes over what its parent's has: refined, dropped with a reason, binding; every problem in its own file.

The plans of inheritance/ are three levels of one office; those of inheritance/errors/ are wrong, and have
their messages beside them. `python tests/test_inheritance.py` writes the messages anew: look at the difference.
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

from commandline import sanhui
from sanhui.checks import check
from sanhui.errors import InputError
from sanhui.plan.ancestry import LEVELS
from sanhui.plan.load import load
from sanhui.plan.model import Activity, Plan, TaskRule
from sanhui.plan.report import file_of
from sanhui.publish.ics import calendar
from sanhui.publish.ics.identity import uid
from sanhui.schedule.expand import expand
from sanhui.when.tree import Policy
from test_plan_errors import spoilt, toml

FOLDER = Path(__file__).parent / "inheritance"
ERRORS = sorted((FOLDER / "errors").glob("*.toml"))
BRANCH = FOLDER / "branch.toml"


def messages(path: Path) -> str:
    """What `load` says about a plan, without the folder; nothing for a plan that is right."""
    try:
        load(path)
    except InputError as error:
        return str(error).replace(f"{path.parent}/", "") + "\n"
    return ""


def activity(plan: Plan, name: str) -> Activity:
    """The activity of an id."""
    return next(each for each in plan.activities if each.id == name)


def task(plan: Plan, name: str) -> TaskRule:
    """The task of an id."""
    return next(each for each in plan.tasks if each.id == name)


def head(name: str, extends: str = "", more: str = "") -> str:
    """The first lines of a plan."""
    parent = f'extends = "{extends}"\n' if extends else ""
    return f'[plan]\nid = "{name}"\nyear = 2026\ntitle = "计划{name}"\n{parent}{more}'


STUDY = '[[activity]]\nid = "study"\ntitle = "学习"\nkind = "集中学习"\nwhen = "每月第一个周三 15:00"\n'


def family(folder: Path, parent: str, child: str) -> Path:
    """A parent and a child, written into a folder; each is what follows its [plan]."""
    (folder / "base.toml").write_text(head("base", more=parent), encoding="utf-8")
    path = folder / "plan.toml"
    path.write_text(head("own", "base.toml", child), encoding="utf-8")
    return path


#: A plan that does everything that one may do with errors/parent.toml.
HEIR: dict[str, Any] = {
    "plan": {"id": "heir", "year": 2026, "title": "计划", "extends": "base.toml"},
    "defaults": {"time": "14:00", "remind": ["1天"]},
    "activity": [
        {
            "id": "theme-day",
            "chair": "甲",
            "topics": ["话题"],
            "tasks": [{"id": "record", "title": "归档"}],
            "session": {"2026-03": {"topic": "话题"}},
        },
        {"id": "lecture", "dates": ["3月5日"], "session": {"2026-03-05": {"place": "三楼"}}},
        {"id": "study", "title": "学习", "kind": "学习", "when": "每周一"},
    ],
    "task": [{"id": "work-order", "owner": "甲", "checklist": ["填报"]}],
    "period": [{"name": "农忙", "from": dt.date(2026, 6, 1), "to": dt.date(2026, 6, 9)}],
    "kind": [{"code": "own", "zh": "自办"}],
    "drop": [{"task": "summary", "reason": "不写"}],
    "change": [{"session": "theme-day/2026-03", "to": dt.date(2026, 3, 10)}],
}


# -- what comes down ---------------------------------------------------------------------------------------


def test_activities_come_down_in_order_and_the_own_ones_follow() -> None:
    """Over two levels; what either of them drops is gone."""
    plan = load(BRANCH)
    assert ["theme-day", "lecture", "study"] == [each.id for each in plan.activities]
    assert ["work-order", "summary"] == [each.id for each in plan.tasks]
    assert (FOLDER / "bureau.toml", FOLDER / "city.toml") == plan.parents


def test_a_plan_keeps_its_identity_and_its_people() -> None:
    """The parent's roster and busy calendars are no concern of those who inherit: the files are not even there."""
    plan = load(BRANCH)
    assert "branch-2026" == plan.id
    assert "市社科联机关第一党支部2026年度计划" == plan.title
    assert "" == plan.organization
    assert plan.roster is None
    assert () == plan.busy
    (first, *_rest) = calendar(expand(plan)).decode().replace("\r\n ", "").split("UID:")[1:]
    assert first.startswith(uid("branch-2026", "theme-day", "2026-01"))


def test_kinds_periods_and_overlays_come_down() -> None:
    """An overlay is found beside the plan that names it, wherever the heir is."""
    plan = load(BRANCH)
    assert "工单调度" == plan.kinds["order"].zh
    assert {"寒假": (dt.date(2026, 1, 20), dt.date(2026, 2, 25))} == plan.periods
    assert not plan.calendar.is_working(dt.date(2026, 4, 3))


def test_time_zone_and_language_come_down(tmp_path: Path) -> None:
    """Unless the plan says otherwise."""
    base = 'timezone = "Asia/Urumqi"\nlanguage = "en"\n' + STUDY
    assert ("Asia/Urumqi", "en") == (
        (plan := load(family(tmp_path, base, ""))).timezone,
        plan.language,
    )
    assert "zh" == load(family(tmp_path, base, 'language = "zh"\n')).language


def test_a_refinement_replaces_key_by_key() -> None:
    """What it does not say stays: title and kind; particulars are joined slot by slot, key by key."""
    lecture = activity(load(BRANCH), "lecture")
    assert "党课" == lecture.title
    assert ("lecture",) == lecture.kinds
    assert ("办公室主任", "学会部部长") == lecture.speakers.people
    assert ("开年第一课", "党组书记") == (
        lecture.particulars["2026-Q1"].topic,
        lecture.particulars["2026-Q1"].speaker,
    )


@pytest.mark.parametrize("days", ['dates = ["3月5日"]', 'rrule = "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5"'])
def test_one_way_of_saying_when_replaces_the_other(days: str, tmp_path: Path) -> None:
    """A parent's `when` does not contradict the dates of its heir."""
    path = family(tmp_path, STUDY, f'[[activity]]\nid = "study"\ntime = "10:00"\n{days}\n')
    (session,) = expand(load(path)).sessions
    assert dt.date(2026, 3, 5) == session.date


def test_own_defaults_hold_for_what_is_inherited() -> None:
    """The bureau's time and place, and not the city's; reminders, of which it says nothing, are the city's."""
    lecture = activity(load(BRANCH), "lecture")
    assert lecture.when.time is not None
    assert dt.time(14) == lecture.when.time.start
    assert "三楼会议室" == lecture.place
    assert Policy.SKIP is lecture.on_holiday
    assert (24 * 60,) == lecture.remind


def test_changes_come_down_before_the_own_ones() -> None:
    """The city moved May's theme day to the 8th, the branch to the 9th: the last one holds."""
    schedule = expand(load(BRANCH))
    assert dt.date(2026, 5, 9) == schedule.by_id["theme-day/2026-05"].date
    assert dt.date(2026, 5, 8) == expand(load(FOLDER / "bureau.toml")).by_id["theme-day/2026-05"].date


def test_changes_stay_above_when_the_days_are_others(tmp_path: Path) -> None:
    """Who studies on Thursdays is not concerned by a Wednesday that was moved; who adds a place is."""
    base = STUDY + '[[change]]\nsession = "study/2026-03"\nto = 2026-03-10\n'
    own = '[[activity]]\nid = "study"\n'
    placed = expand(load(family(tmp_path, base, own + 'place = "三楼"\n')))
    assert dt.date(2026, 3, 10) == placed.by_id["study/2026-03"].date
    redated = expand(load(family(tmp_path, base, own + 'when = "每月第一个周四 15:00"\n')))
    assert dt.date(2026, 3, 5) == redated.by_id["study/2026-03"].date


def test_a_parent_may_be_there_for_its_kinds_and_periods_alone(tmp_path: Path) -> None:
    """A plan without activities is an error, a parent without is none."""
    path = family(tmp_path, '[[kind]]\ncode = "own"\nzh = "自办"\n', STUDY.replace("集中学习", "自办"))
    assert ("own",) == activity(load(path), "study").kinds


def test_kinds_and_periods_of_the_same_name_are_replaced(tmp_path: Path) -> None:
    """The plan's own holds."""
    period = '[[period]]\nname = "农忙"\nfrom = 2026-0{0}-01\nto = 2026-0{0}-09\n'
    kind = '[[kind]]\ncode = "own"\nzh = "{}"\n'
    base = period.format(5) + kind.format("自办") + STUDY
    plan = load(family(tmp_path, base, period.format(6) + kind.format("自办活动")))
    assert {"农忙": (dt.date(2026, 6, 1), dt.date(2026, 6, 9))} == plan.periods
    assert "自办活动" == plan.kinds["own"].zh


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_extending_an_empty_plan_or_being_extended_by_one_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, above: list[str], below: list[str]
) -> None:
    """Whichever of two plans has an activity, their heir has it once: as one file would."""

    def text(names: list[str]) -> str:
        return "".join(STUDY.replace('"study"', f'"{name}"') for name in names)

    folder = tmp_path_factory.mktemp("plans")
    plan = load(family(folder, text(above) + STUDY, text(below)))
    together = [*above, "study", *(name for name in below if name not in above)]
    alone = folder / "alone.toml"
    alone.write_text(head("own", more=text(together)), encoding="utf-8")
    expected = [(each.id, each.date) for each in expand(load(alone)).sessions]
    assert expected == [(each.id, each.date) for each in expand(plan).sessions]


# -- what is binding ---------------------------------------------------------------------------------------


def test_what_is_binding_is_added_to() -> None:
    """Topics, materials, tasks, particulars and a checklist after the parent's; a place that was left open."""
    plan = load(BRANCH)
    theme_day = activity(plan, "theme-day")
    assert ("学习全会精神", "重温入党誓词") == theme_day.topics
    assert ("党章", "习近平著作选读") == theme_day.materials
    assert ["notice", "record"] == [each.id for each in theme_day.tasks]
    assert ("支部书记",) == theme_day.chair.people
    assert "一楼党员活动室" == theme_day.place
    assert "庆祝建党105周年" == theme_day.particulars["2026-07"].topic
    assert ("填报", "盖章", "扫描存档") == task(plan, "work-order").checklist


def test_ordering_defaults_of_the_parent_hold_for_what_is_binding() -> None:
    """The bureau's [defaults] have another time and skip days off: not for what the city has ordered."""
    theme_day = activity(load(BRANCH), "theme-day")
    assert theme_day.when.time is not None
    assert dt.time(15) == theme_day.when.time.start
    assert Policy.ADVANCE is theme_day.on_holiday


def test_saying_what_is_binding_again_is_no_change(tmp_path: Path) -> None:
    """A copy of the parent's table, with a place added."""
    base = STUDY + "binding = true\n"
    assert "三楼" == activity(load(family(tmp_path, base, base + 'place = "三楼"\n')), "study").place


def test_a_time_may_be_filled_in_where_it_is_open(tmp_path: Path) -> None:
    """Neither the parent's activity nor its [defaults] say one."""
    base = STUDY.replace(" 15:00", "") + "binding = true\n"
    study = activity(load(family(tmp_path, base, '[[activity]]\nid = "study"\ntime = "16:00"\n')), "study")
    assert study.when.time is not None
    assert dt.time(16) == study.when.time.start


def test_a_binding_session_is_called_off_with_a_reason(tmp_path: Path) -> None:
    """Moving needs none."""
    change = '[[change]]\nsession = "study/2026-0{}"\n{}\n'
    base = STUDY + "binding = true\n"
    own = change.format(3, 'cancelled = true\nreason = "防汛"') + change.format(4, "to = 2026-04-08")
    schedule = expand(load(family(tmp_path, base, own)))
    assert "cancelled" == schedule.by_id["study/2026-03"].status
    assert "binding" in messages(family(tmp_path, base, change.format(3, "cancelled = true")))


# -- where it comes from -----------------------------------------------------------------------------------


def test_every_activity_and_task_knows_its_files() -> None:
    """Where it stands, then what refines it."""
    plan = load(BRANCH)
    city, bureau = FOLDER / "city.toml", FOLDER / "bureau.toml"
    assert (city, bureau, BRANCH) == plan.sources(activity(plan, "theme-day"))
    assert (city, bureau) == plan.sources(activity(plan, "lecture"))
    assert (BRANCH,) == plan.sources(activity(plan, "study"))
    assert (city, BRANCH) == plan.sources(task(plan, "work-order"))


def test_lines_are_those_of_the_file_where_something_stands() -> None:
    """Of every activity, task, change and table of particulars."""
    plan = load(BRANCH)
    stand = [(each.line, "[[activity]]") for each in plan.activities]
    stand += [(each.line, "[[task]]") for each in plan.tasks]
    stand += [(each.line, "[[change]]") for each in plan.changes]
    stand += [(own.line, "session.") for each in plan.activities for own in each.particulars.values()]
    for line, starts in stand:
        assert line is not None
        written = file_of(line, plan.path).read_text(encoding="utf-8").splitlines()[line - 1]
        assert written.startswith(starts)
    assert {"city.toml", "branch.toml"} == {file_of(line, plan.path).name for line, _starts in stand}


def test_show_names_the_files() -> None:
    """On request, in the agenda, in JSON and in CSV."""
    assert "from city.toml, bureau.toml" in sanhui("show", BRANCH, "--where-from").out
    assert "bureau.toml" not in sanhui("show", BRANCH).out
    told = json.loads(sanhui("show", BRANCH, "--where-from", "--json").out)
    assert ["city.toml", "bureau.toml"] == next(
        each["source"] for each in told["sessions"] if each["activity"] == "lecture"
    )
    assert {"work-order", "summary", "theme-day"} == {
        each["rule"].partition("/")[0] for each in told["tasks"]
    }
    assert all(each["source"][0] == "city.toml" for each in told["tasks"])
    assert "source" not in json.loads(sanhui("show", BRANCH, "--json").out)["sessions"][0]
    assert "city.toml、bureau.toml" in sanhui("show", BRANCH, "--where-from", "--csv").out


def test_findings_name_the_file() -> None:
    """What `sanhui check` finds about an inherited activity, it finds in the parent's file."""
    plan = load(BRANCH)
    found = {file_of(each.line, plan.path).name for each in check(expand(plan)) if each.line}
    assert {"city.toml", "branch.toml"} == found
    assert "city.toml:26: note" in sanhui("check", BRANCH).out


def test_changes_that_cannot_be_carried_out_are_told_in_their_file(tmp_path: Path) -> None:
    """The parent added a session on a day that the heir holds another."""
    base = STUDY + '[[change]]\nsession = "study/2026-extra"\nadded = true\nto = 2026-03-05\n'
    own = '[[change]]\nsession = "study/2026-03"\nto = 2026-03-05\n\n[[change]]\nsession = "study/2026-13"\nto = 2026-03-06\n'
    path = family(tmp_path, base, own)
    with pytest.raises(InputError) as caught:
        expand(load(path))
    assert {(str(path), 6), (str(path), 10)} == {(each.file, each.line) for each in caught.value.problems}


# -- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ERRORS, ids=lambda path: path.stem)
def test_messages_are_those_of_the_golden_file(path: Path) -> None:
    """The whole text that a user sees; a plan without a golden file is right."""
    golden = path.with_suffix(".txt")
    assert (golden.read_text(encoding="utf-8") if golden.exists() else "") == messages(path)


@pytest.mark.parametrize("path", ERRORS, ids=lambda path: path.stem)
def test_every_problem_stands_where_it_says(path: Path) -> None:
    """The value that is blamed is in that line of that file."""
    try:
        load(path)
    except InputError as error:
        for problem in error.problems:
            assert problem.line
            assert problem.remedy
            written = Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
            assert problem.value is None or problem.value in written


def test_a_missing_parent_is_told_where_it_is_named(tmp_path: Path) -> None:
    """With the name that may have been meant; and the chain, when the parent's parent is missing."""
    path = family(tmp_path, "", "")
    path.write_text(head("own", "bse.toml"), encoding="utf-8")
    expected = (
        'plan.toml:5:11: plan.extends = "bse.toml": there is no such file\n  → did you mean “base.toml”?\n'
    )
    assert expected == messages(path)
    (tmp_path / "base.toml").write_text(head("base", "gone.toml"), encoding="utf-8")
    path.write_text(head("own", "base.toml"), encoding="utf-8")
    assert 'base.toml:5:11: plan.extends = "gone.toml": there is no such file' in messages(path)
    assert "plan.toml → base.toml\n" in messages(path)


@pytest.mark.parametrize(
    "name",
    ["../base.toml", "sub/../../base.toml", "link.toml", "linked/base.toml", "..", "sub/deep.toml"],
)
def test_parents_from_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    """Whatever the way: dots, a link to the file, a link to its folder, a parent below whose parent lies above it."""
    folder = tmp_path / "plans"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "base.toml").write_text(head("base", more=STUDY), encoding="utf-8")
    (folder / "sub" / "deep.toml").write_text(head("deep", "../../base.toml"), encoding="utf-8")
    (folder / "link.toml").symlink_to(tmp_path / "base.toml")
    (folder / "linked").symlink_to(tmp_path)
    path = folder / "plan.toml"
    path.write_text(head("own", name), encoding="utf-8")
    assert "the parent's plan is outside of the folder of this one" in messages(path)


@pytest.mark.parametrize(
    "name", ["base.toml", "./base.toml", "sub/base.toml", "sub/../base.toml", "link.toml"]
)
def test_parents_in_the_folder_and_below_are_read(name: str, tmp_path: Path) -> None:
    """Also by a link that stays there, and from another folder than the one where one is."""
    (tmp_path / "sub").mkdir()
    for each in ("base.toml", "sub/base.toml"):
        (tmp_path / each).write_text(head("base", more=STUDY), encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(tmp_path / "sub" / "base.toml")
    path = tmp_path / "plan.toml"
    path.write_text(head("own", name), encoding="utf-8")
    assert ["study"] == [each.id for each in load(path).activities]


def test_links_in_a_circle_and_odd_names_are_told(tmp_path: Path) -> None:
    """One message each, where the parent is named."""
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    path = tmp_path / "plan.toml"
    for name in ("loop.toml", "a\\u0000b.toml", " ", "sub/none.toml", "."):
        path.write_text(head("own", name), encoding="utf-8")
        assert messages(path).startswith("plan.toml:5:11: plan.extends = ")


def test_levels_are_limited(tmp_path: Path) -> None:
    """Ten files are read, the eleventh is a mistake."""
    for number in range(LEVELS + 1):
        text = head(
            f"p{number}", f"{number + 1}.toml" if number < LEVELS else "", STUDY if number == LEVELS else ""
        )
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    assert ["study"] == [each.id for each in load(tmp_path / "1.toml").activities]
    assert f"more than {LEVELS} plans inherit one from the other" in messages(tmp_path / "0.toml")


@given(st.data())
def test_any_mistake_is_told_in_the_file_where_it_is(data: st.DataObject) -> None:
    """An heir with up to three mistakes loads, or is refused in plain words that name its own file: the parent is right."""
    plan: Any = HEIR
    for _ in range(data.draw(st.integers(1, 3))):
        plan = spoilt(plan, data)
        plan = plan if isinstance(plan, dict) else HEIR
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        (path.parent / "base.toml").write_text(
            (FOLDER / "errors" / "parent.toml").read_text("utf-8"), "utf-8"
        )
        path.write_text(
            "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in plan.items()), "utf-8"
        )
        try:
            load(path)
        except InputError as error:
            for problem in error.problems:
                assert str(path) == problem.file
                assert problem.key
                assert problem.message


if __name__ == "__main__":
    for each in ERRORS:
        if said := messages(each):
            each.with_suffix(".txt").write_text(said, encoding="utf-8")
