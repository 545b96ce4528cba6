"""The shipped rulebooks: what they quote is what the regulations say, and no more is claimed than was read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from sanhui.plan.kinds import shipped as kinds
from sanhui.rulebook.applies import Facts, standing
from sanhui.rulebook.asks import asks
from sanhui.rulebook.model import Rule
from sanhui.rulebook.roles import is_one_of, shortened, spelled_out
from sanhui.rulebook.schema import SCHEMA_FILE, schema, schema_text
from sanhui.rulebook.shipped import FOLDER, binding, books, find
from schemas import as_json, complaints

BRANCH = "中国共产党支部工作条例（试行）"
EDUCATION = "中国共产党党员教育管理工作条例"
ELECTION = "中国共产党基层组织选举工作条例"

# Copied by hand from the regulations: document, article, words. What stands here was read there, word for word.
QUOTED = {
    "general-meeting": (BRANCH, "第十一条", "一般每季度召开1次"),
    "general-meeting-quorum": (
        BRANCH,
        "第十一条",
        "表决必须有半数以上有表决权的党员到会方可进行，赞成人数超过应到会有表决权的党员的半数为通过",
    ),
    "committee-meeting": (BRANCH, "第十二条", "一般每月召开1次，根据需要可以随时召开"),
    "committee-meeting-quorum": (BRANCH, "第十二条", "须有半数以上委员到会方可进行"),
    "group-meeting": (BRANCH, "第十三条", "一般每月召开1次"),
    "organization-life": (BRANCH, "第十七条", "每年至少召开1次组织生活会，一般安排在第四季度"),
    "organization-life-season": (BRANCH, "第十七条", "每年至少召开1次组织生活会，一般安排在第四季度"),
    "appraisal": (BRANCH, "第十八条", "一般每年开展1次"),
    "theme-day": (EDUCATION, "第十六条", "每月开展1次主题党日"),
    "study-hours": (EDUCATION, "第二十条", "一般不少于32学时"),
    "exempt": (EDUCATION, "第二十三条", "不作硬性要求"),
}
# Read, and told in other words.
PARAPHRASED = {
    "meeting-chair": (BRANCH, "第十四条"),
    "group-chair": (BRANCH, "第十四条"),
    "term-village": (BRANCH, "第六章"),
    "term": (BRANCH, "第六章"),
    "long-absence": (EDUCATION, "第三十一条"),
}
# Read in part, or at second hand.
SECOND_HAND = {
    "lecture",
    "secretary-lecture",
    "theme-day-fixed",
    "heart-talk",
    "election-quorum",
    "centre-group",
    "secretary-hours",
    "secretary-training",
}
# id: sort, number, period, share, months, severity
NUMBERS = {
    "general-meeting": ("count", 1, "quarter", 0, 0, "generally"),
    "general-meeting-quorum": ("quorum", 0, None, Fraction(1, 2), 0, "must"),
    "committee-meeting": ("count", 1, "month", 0, 0, "generally"),
    "committee-meeting-quorum": ("quorum", 0, None, Fraction(1, 2), 0, "must"),
    "group-meeting": ("count", 1, "month", 0, 0, "generally"),
    "meeting-chair": ("role", 0, None, 0, 0, "generally"),
    "group-chair": ("role", 0, None, 0, 0, "generally"),
    "lecture": ("text", 0, None, 0, 0, "generally"),
    "secretary-lecture": ("given", 1, "year", 0, 0, "generally"),
    "theme-day-fixed": ("text", 0, None, 0, 0, "should"),
    "theme-day": ("count", 1, "month", 0, 0, "should"),
    "organization-life": ("count", 1, "year", 0, 0, "should"),
    "organization-life-season": ("window", 0, None, 0, 0, "generally"),
    "appraisal": ("count", 1, "year", 0, 0, "generally"),
    "heart-talk": ("member-count", 1, "year", 0, 0, "generally"),
    "study-hours": ("hours", 32, "year", 0, 0, "generally"),
    "secretary-hours": ("hours", 56, "year", 0, 0, "generally"),
    "secretary-training": ("member-count", 1, "year", 0, 0, "generally"),
    "exempt": ("text", 0, None, 0, 0, "generally"),
    "long-absence": ("long-absence", 0, None, 0, 6, "generally"),
    "centre-group": ("count", 1, "quarter", 0, 0, "generally"),
    "election-quorum": ("quorum", 0, None, Fraction(4, 5), 0, "must"),
    "term-village": ("term", 0, None, 0, 60, "generally"),
    "term": ("term", 0, None, 0, 36, "generally"),
}
RULES = {rule.id: rule for book in books() for rule in book.rules}
FILES = sorted(FOLDER.glob("*.toml"))

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_what_is_quoted_is_what_the_regulation_says() -> None:
    """Word for word, from the article that is named; and nothing else is called a quotation."""
    quoted = {
        rule.id: (rule.citation, rule.article, rule.wording) for rule in RULES.values() if rule.verbatim
    }
    assert QUOTED == quoted


def test_what_is_told_in_other_words_says_so() -> None:
    """A paraphrase of what was read has grade V; what was not read in full has grade P, whatever it says."""
    told = {rule.id: (rule.citation, rule.article) for rule in RULES.values() if not rule.verbatim}
    assert PARAPHRASED == {name: place for name, place in told.items() if RULES[name].grade == "V"}
    assert SECOND_HAND == {name for name in told if RULES[name].grade == "P"}


def test_the_numbers_are_those_of_the_regulations() -> None:
    """How often, in what, what share, how long, how firmly."""
    found = {
        rule.id: (
            rule.sort,
            rule.hours or rule.at_least,
            rule.period,
            rule.share,
            rule.months,
            rule.severity,
        )
        for rule in RULES.values()
    }
    assert NUMBERS == found


def test_of_what_a_quorum_is_a_share() -> None:
    """A vote is taken by those who have one; a committee meets by its members, whether or not it votes."""
    found = {
        rule.id: (rule.denominator, rule.voting_only) for rule in RULES.values() if rule.sort == "quorum"
    }
    assert {
        "general-meeting-quorum": ("voting", True),
        "committee-meeting-quorum": ("due", False),
        "election-quorum": ("voting", False),
    } == found


def test_which_hold_where_a_plan_names_none() -> None:
    """The three regulations bind every branch; the plan for training and the rules for centre groups do not."""
    assert [BRANCH, EDUCATION, ELECTION] == [book.zh for book in binding()]
    assert {"全国党员教育培训工作规划", "中国共产党党委（党组）理论学习中心组学习规则"} == {
        book.zh for book in books() if book.reference
    }


@pytest.mark.parametrize(
    "name", ["支部工作条例", "《中国共产党支部工作条例（试行）》", "支部工作条例(试行)", "zhibu-2018"]
)
def test_a_book_is_found_as_people_call_it(name: str) -> None:
    """By its short name, its full title with or without its marks, its id."""
    book = find(name)
    assert book is not None
    assert BRANCH == book.zh


@each_rule
def test_names_and_notes_are_in_both_languages(rule: Rule) -> None:
    """Whoever reads English reads no Chinese name, and the other way round."""
    assert rule.en.isascii()
    assert not rule.zh.isascii()
    assert bool(rule.note_zh) == bool(rule.note_en)
    assert rule.note_en.isascii()


@each_rule
def test_what_it_asks_for_can_be_said(rule: Rule) -> None:
    """One sentence, with nothing left open in it."""
    sentence = asks(rule, kinds())
    assert sentence
    assert "{" not in sentence


@each_file
def test_a_shipped_book_is_right_and_fits_the_schema(file: Path) -> None:
    """The schema judges the files without the loader; the first line leads an editor to it."""
    text = file.read_text(encoding="utf-8")
    assert [] == complaints(as_json(text), schema())
    directive, _, name = text.partition("\n")[0].partition(" ")
    assert ("#:schema", SCHEMA_FILE.resolve()) == (directive, (file.parent / name).resolve())


def test_the_shipped_schema_is_that_of_the_types() -> None:
    """Who changes the format runs `sanhui schema --rules -o` on the file, and looks at the difference."""
    assert schema_text() == SCHEMA_FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "facts", "state"),
    [
        ("committee-meeting", Facts(full_members=7), "holds"),
        ("committee-meeting", Facts(full_members=6), "not-applicable"),
        ("committee-meeting", Facts(), "unknown"),
        ("committee-meeting-quorum", Facts(full_members=6), "not-applicable"),
        ("group-meeting", Facts(groups=("第一党小组",)), "holds"),
        ("group-meeting", Facts(groups=()), "not-applicable"),
        ("group-meeting", Facts(), "unknown"),
        ("centre-group", Facts(), "not-applicable"),
        ("secretary-lecture", Facts(roles=("党委书记",)), "holds"),
        ("secretary-lecture", Facts(roles=("支部书记",)), "not-applicable"),
        ("secretary-lecture", Facts(), "unknown"),
        ("term", Facts(), "unknown"),
        ("theme-day", Facts(), "holds"),
    ],
)
def test_for_which_bodies_a_rule_holds(name: str, facts: Facts, state: str) -> None:
    """Below seven full members there is no committee; what nobody has said is unknown, not held against anybody."""
    found = standing(RULES[name].applies, facts)
    assert state == found.state
    assert bool(found.reason) == (state != "holds")


@pytest.mark.parametrize(
    ("branch", "rule"), [("village", "term-village"), ("community", "term-village"), ("office", "term")]
)
def test_one_of_the_two_terms_holds(branch: str, rule: str) -> None:
    """Five years in villages and communities, generally three everywhere else."""
    from sanhui.plan.body import Body

    facts = Facts(body=Body(branch=branch))
    held = [
        name for name in ("term", "term-village") if standing(RULES[name].applies, facts).state == "holds"
    ]
    assert [rule] == held


@pytest.mark.parametrize(
    ("role", "word", "expected"),
    [
        ("支部书记", "支部书记", True),
        ("书记", "支部书记", True),
        ("机关支部书记", "支部书记", True),
        ("第一支部副书记", "支部副书记", True),
        ("第一组组长", "党小组组长", True),
        ("组织委员", "支部委员", True),
        ("党委书记", "支部书记", False),
        ("支部副书记", "支部书记", False),
        ("党委委员", "支部委员", False),
        ("机关党委书记", "党委书记", True),
        ("办公室主任", "支部书记", False),
    ],
)
def test_what_a_roster_calls_a_role(role: str, word: str, expected: bool) -> None:
    """What people write, and the name of the branch or the group before it; a higher body's role is another."""
    assert expected == is_one_of(role, spelled_out([word]))


def test_a_role_is_said_once() -> None:
    """What it is called as well is for comparing, not for reading."""
    assert ("支部书记", "张三") == shortened(spelled_out(["支部书记", "张三"]))
