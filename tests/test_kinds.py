"""What an activity may count as: the shipped kinds, how a plan may spell them, and its own."""

from __future__ import annotations

from collections import Counter

import pytest

from sanhui.i18n import speaking
from sanhui.plan.colours import COLOURS
from sanhui.plan.kinds import Kind, Lookup, shipped

#: Every kind of meeting that the national rules name (支部工作条例, 教育管理条例, 中心组学习规则).
REGULATED = {
    "general-meeting": "支部党员大会",
    "committee-meeting": "支部委员会会议",
    "group-meeting": "党小组会",
    "lecture": "党课",
    "theme-day": "主题党日",
    "organization-life": "组织生活会",
    "appraisal": "民主评议党员",
    "heart-talk": "谈心谈话",
    "centre-group": "理论学习中心组学习",
}


def test_kinds_of_the_national_rules_keep_their_codes() -> None:
    """Plans, rulebooks and ledgers hang on the codes: they are frozen."""
    assert {code: shipped()[code].zh for code in REGULATED} == REGULATED


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("党课", "lecture"),
        ("lecture", "lecture"),
        ("Party Lecture", "lecture"),
        ("支委会", "committee-meeting"),
        ("党员大会", "general-meeting"),
        ("民主评议", "appraisal"),
        ("辅导", "tutoring"),
        ("中心组学习", "centre-group"),
        ("双述双评", "debriefing"),
        ("青年论坛", "youth-forum"),
        ("走访", "visit"),
        ("专题 党课", "lecture"),
        ("其它", "other"),
    ],
)
def test_a_kind_may_be_spelled_as_people_write_it(spelling: str, code: str) -> None:
    """The full name, a short one, the English one or the code; case and spaces do not matter."""
    assert code == Lookup(shipped().values()).code(spelling)


def test_no_spelling_means_two_kinds() -> None:
    """Otherwise one of them could not be written."""
    spellings = Counter(
        spelling.casefold() for kind in shipped().values() for spelling in {*kind.spellings()}
    )
    assert [] == [spelling for spelling, count in spellings.items() if count > 1]


def test_kinds_differ_in_symbol_and_colour() -> None:
    """Who cannot tell the colours apart has the symbols, one character each."""
    kinds = shipped().values()
    assert len(kinds) == len({kind.symbol for kind in kinds})
    assert len(kinds) == len({kind.colour for kind in kinds})
    assert {1} == {len(kind.symbol) for kind in kinds}


def test_colours_are_those_of_the_standard() -> None:
    """CSS Color Module Level 3 has 147 names; calendars know no others."""
    assert 147 == len(COLOURS)
    assert {kind.colour for kind in shipped().values()} <= COLOURS.keys()


def test_shipped_kinds_cannot_be_changed() -> None:
    """The table is shared by all plans."""
    with pytest.raises(TypeError):
        shipped()["lecture"] = Kind("lecture", "课", "lesson")  # type: ignore[index]


@pytest.mark.parametrize(
    ("spelling", "remedy"),
    [
        ("主題党日", "did you mean “主题党日”?"),
        ("lectures", "did you mean “lecture”?"),
        ("volunteer", "did you mean “volunteering” or “volunteer service”?"),
    ],
)
def test_a_slip_is_answered_with_the_nearest(spelling: str, remedy: str) -> None:
    """One wrong character of four still shows what was meant."""
    assert remedy == Lookup(shipped().values()).remedy(spelling)


def test_half_of_a_short_word_is_enough_for_an_offer() -> None:
    """党棵 has one right character of two: 党课 is among what is offered, and not everything is."""
    remedy = Lookup(shipped().values()).remedy("党棵")
    assert "党课" in remedy
    assert "志愿服务" not in remedy


def test_what_is_like_nothing_is_answered_with_everything() -> None:
    """All full names are listed, in the reader's language."""
    with speaking("zh"):
        remedy = Lookup(shipped().values()).remedy("zzz")
    assert [] == [kind.zh for kind in shipped().values() if kind.zh not in remedy]


def test_a_kind_has_a_name_in_either_language() -> None:
    """What is published is in the plan's language."""
    lecture = shipped()["lecture"]
    assert ("党课", "lecture") == (lecture.name("zh"), lecture.name("en"))
