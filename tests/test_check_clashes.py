"""Two sessions at one time that share people or a place are told, once for a pair of activities."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanhui.checks import check
from sanhui.i18n import speaking
from sanhui.schedule.expand import expand
from small_plans import ROSTER, found, said, small_plan

AT_NINE = 'when = "3月5日 9:00-10:30"'
AT_TEN = 'when = "3月5日 10:00-11:00"'
AFTER = 'when = "3月5日 10:30-11:30"'


def test_people_at_two_meetings(tmp_path: Path) -> None:
    """Everyone is due at both: titles, times, and the day; a meeting that follows on is no clash."""
    assert ["“活动a” (09:00–10:30) and “活动b” (10:00–11:00) share people (everyone): 5 Mar"] == said(
        "clash", tmp_path, AT_NINE, AT_TEN
    )
    assert [] == said("clash", tmp_path, AT_NINE, AFTER)


def test_a_place_taken_twice(tmp_path: Path) -> None:
    """Two groups meet in one room; elsewhere, or nowhere in particular, they do not meet."""
    first, second = f'{AT_NINE}\naudience = "第一党小组"', f'{AT_TEN}\naudience = "第二党小组"'
    room = '\nplace = "三楼会议室"'
    assert ["“活动a” (09:00–10:30) and “活动b” (10:00–11:00) share the place 三楼会议室: 5 Mar"] == said(
        "clash", tmp_path, first + room, second + room, roster=ROSTER
    )
    assert [] == said("clash", tmp_path, first + room, second + '\nplace = "二楼会议室"', roster=ROSTER)
    assert [] == said("clash", tmp_path, first, second, roster=ROSTER)
    online = '\nplace = "线上（腾讯会议）"'
    assert [] == said("clash", tmp_path, first + online, second + online, roster=ROSTER)


def test_place_and_people_are_one_finding(tmp_path: Path) -> None:
    """What is shared stands in one sentence."""
    room = '\nplace = "三楼会议室"'
    assert [
        "“活动a” (09:00–10:30) and “活动b” (10:00–11:00) share the place 三楼会议室 and people (everyone): 5 Mar"
    ] == said("clash", tmp_path, AT_NINE + room, AT_TEN + room, roster=ROSTER)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ('audience = "全体党员"', 'audience = "第一党小组"', "甲同志, 张三"),
        ('audience = "全体党员"', 'audience = "全体党员"', "everyone"),
        ('audience = "支部委员"', 'audience = "第一党小组"', "甲同志"),
        ('audience = "全体支部委员"', 'audience = "甲同志、李四"', "甲同志"),
        ('audience = "支部委员"', 'audience = ["张三", "乙同志"]', "乙同志"),
        ('audience = "预备党员"', 'audience = "第二党小组"', "李四"),
        ('audience = "张三"\nobservers = ["李四"]', 'audience = "科普部部长"', "李四"),
        ('audience = "张三"\nspeakers = "支部书记"', 'audience = "甲同志"', "甲同志"),
        ('audience = "张三"\nspeakers = "甲同志（支部书记）"', 'audience = "甲同志"', "甲同志"),
        ('audience = "张三"\nspeakers = "外请专家"', 'audience = "李四"\nspeakers = "外请专家"', "外请专家"),
        ('audience = "张三"\nspeakers = {rotate = ["李四"]}', 'audience = "李四"', "李四"),
        ('audience = "第一党小组"', 'audience = "第二党小组"', None),
        ('audience = "张三"', 'audience = "支部委员"', None),
        ('audience = "张三"\nspeakers = "外请专家"', 'audience = "李四"\nspeakers = "另一位专家"', None),
    ],
)  # fmt: skip
def test_who_is_looked_up_in_the_roster(tmp_path: Path, one: str, other: str, shared: str | None) -> None:
    """Everyone, groups, roles, statuses and names meet in the members that they mean."""
    messages = said("clash", tmp_path, f"{AT_NINE}\n{one}", f"{AT_TEN}\n{other}", roster=ROSTER)
    assert [shared] * (shared is not None) == [
        message.partition("people (")[2].partition(")")[0] for message in messages
    ]


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        ("全体党员", "第一党小组", True),
        ("第一党小组", "第一党小组", True),
        ("第一党小组", "第二党小组", False),
        ("支部委员", "第一党小组", False),
    ],
)
def test_without_a_roster(tmp_path: Path, one: str, other: str, clashes: bool) -> None:
    """Then everyone includes all groups, and equal words are equal people; more is not known."""
    messages = said("clash", tmp_path, f'{AT_NINE}\naudience = "{one}"', f'{AT_TEN}\naudience = "{other}"')
    assert clashes == bool(messages)


def test_a_weekly_clash_is_one_finding_with_its_days(tmp_path: Path) -> None:
    """Every session concerned is named by its id, the first days in the sentence, and the line to look at."""
    (finding,) = found(
        "clash", tmp_path, 'when = "3月至5月每周三 9:00-10:00"', 'when = "3月至5月每周三 9:30-10:30"'
    )
    assert "5 May" not in finding.message
    assert finding.message.endswith(": 4 Mar, 11 Mar, 18 Mar, 25 Mar, 1 Apr, 8 Apr and 7 more")
    assert 26 == len(finding.sessions)
    assert ("a/2026-W10", "b/2026-W10", "a/2026-W11") == finding.sessions[:3]
    assert ("warning", "a", 6) == (finding.severity, finding.activity, finding.line)


def test_a_clash_that_only_a_move_makes(tmp_path: Path) -> None:
    """The first Friday of May moves onto the Wednesday of another meeting (2026-05-06)."""
    wednesday = 'when = "每月第一个周三 15:00"'
    assert ["6 May"] == [
        message.rpartition(": ")[2]
        for message in said("clash", tmp_path, 'when = "5月第一个周五 15:00"', wednesday)
    ]
    skipping = 'when = "5月第一个周五 15:00，遇节假日取消"'
    assert [] == said("clash", tmp_path, skipping, wednesday)


def test_whole_days(tmp_path: Path) -> None:
    """Two days of training keep people busy, an all-day reminder does not, nor do two of them."""
    training = 'when = "6月16日"\nduration = "2天"'
    lecture = 'when = "6月17日 15:00"'
    reminder = 'kind = "提醒"\nwhen = "6月17日"\nall_day = true'
    assert ["“活动a” (all day) and “活动b” (15:00–16:30) share people (everyone): 16 Jun"] == said(
        "clash", tmp_path, training, lecture
    )
    assert [] == said("clash", tmp_path, training, 'when = "6月18日 00:00"')
    assert [] == said("clash", tmp_path, reminder, lecture, reminder, training.replace("16", "22"))


def test_an_activity_may_clash_with_itself(tmp_path: Path) -> None:
    """Two of its sessions overlap when they last longer than the time between them."""
    assert ["“活动a” (all day) and “活动a” (all day) share people (everyone): 16 Jun"] == said(
        "clash", tmp_path, 'dates = [2026-06-16, 2026-06-17]\nduration = "2天"'
    )
    assert [] == said("clash", tmp_path, 'dates = [2026-06-16, 2026-06-18]\nduration = "2天"')


def test_floating_sessions_clash_with_nothing(tmp_path: Path) -> None:
    """They have no time yet."""
    assert [] == said("clash", tmp_path, 'when = "每月2次"', 'when = "每周三 15:00"')


def test_in_chinese(tmp_path: Path) -> None:
    """The finding is in the language that is being spoken."""
    schedule = expand(small_plan(tmp_path, AT_NINE, AT_TEN))
    with speaking("zh"):
        (finding,) = check(schedule)
    assert "3月5日" in finding.message
