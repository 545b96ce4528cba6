"""Every shipped rule: a record that meets it, one that misses it by one, and a branch to which it does not apply."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from audits import AFTER, Meeting, judged, roster, states
from branches import loaded
from sanhui.ledger.held import Held
from sanhui.rulebook.shipped import books
from sanhui.rules.audit import audit
from sanhui.rules.checks import sorts
from sanhui.rules.kept import Kept

M = Meeting
QUARTERS = ["2026-01-01", "2026-06-30", "2026-09-30", "2026-12-31"]  # first and last days of quarters
MONTHS = [f"2026-{month:02}-28" for month in range(1, 13)]
SEVEN = roster(7)
GROUPS = roster(4, groups=["一组", "二组"])
COMMITTEE = roster(8, roles={0: "支部书记", 1: "组织委员"})
GROUP_LEADER = roster(4, groups=["一组", "二组"], roles={0: "党小组组长"})
EXEMPT = "姓名,状态,免于参加\n成员1,正式党员,年老\n"


def times(kind: str, days: list[str], marks: str = "pppp", **more: float) -> list[Meeting]:
    return [Meeting(kind, day, marks, **more) for day in days]  # type: ignore[arg-type]


class Judging(NamedTuple):
    """What is judged, and what comes of it, a letter for every period or session that there is to tell of."""

    expected: str
    meetings: list[Meeting]
    more: dict[str, Any]


class Triple(NamedTuple):
    """A rule that is met exactly, missed by one, and not for this branch."""

    met: Judging
    missed: Judging
    elsewhere: Judging


def says(expected: str, meetings: list[Meeting] | None = None, **more: Any) -> Judging:
    return Judging(expected, meetings or [], {"people": SEVEN, **more})


#: Nothing is asked for in years before a regulation was issued.
BEFORE = {"year": 2017}
ELECTED = {"people": roster(10)}
LECTURES = {
    "people": roster(3, roles={0: "党组书记"}),
    "activities": ['kind = "党课"\nwhen = "5月8日"\nspeakers = "党组书记"'],
}
OTHERS = {**LECTURES, "activities": ['kind = "党课"\nwhen = "5月8日"\nspeakers = "成员2"']}
GENERAL, ELECTION = "general-meeting-quorum", "election-quorum"
OFFICE = '[body]\nbranch = "机关"\nterm_from = 2023-07-01'
VILLAGE = '[body]\nbranch = "村"\nterm_from = 2021-07-01'
CENTRE = "[body]\ncentre_group = true"
LEADERS = roster(2, roles={0: "支部书记"})
AWAY = [M("主题党日", "2026-01-30", "p"), M("主题党日", "2026-02-28", "a")]

TRIPLES = {
    "general-meeting": Triple(
        says("mmmm", times("支部党员大会", QUARTERS)),
        says("mmms", times("支部党员大会", QUARTERS[:3])),
        says("nnnn", times("支部党员大会", QUARTERS), year=2017),
    ),
    "general-meeting-quorum": Triple(
        says("m", [M("支部党员大会", "2026-05-31", "pppppaaaaa", vote=(10, 5))], **ELECTED),
        says("s", [M("支部党员大会", "2026-05-31", "ppppaaaaaa", vote=(10, 4))], **ELECTED),
        says("", [M("支部党员大会", "2026-05-31", "paaaaaaaaa")], **ELECTED),  # no vote was taken
    ),
    "committee-meeting": Triple(
        says("m" * 12, times("支委会", MONTHS)),
        says("m" * 11 + "s", times("支委会", MONTHS[:11])),
        says("n" * 12, times("支委会", MONTHS), people=roster(6)),
    ),
    "committee-meeting-quorum": Triple(
        says("m", [M("支委会", "2026-05-31", "ppppaaaa")], people=roster(8)),
        says("s", [M("支委会", "2026-05-31", "pppaaaaa")], people=roster(8)),
        says("", [M("支委会", "2026-05-31", "pppppp")], people=roster(6)),
    ),
    "group-meeting": Triple(
        says("m" * 12, times("党小组会", MONTHS, "ppp"), people=roster(3, groups=["一组"])),
        says("m" * 11 + "s", times("党小组会", MONTHS[:11], "ppp"), people=roster(3, groups=["一组"])),
        says("n" * 12, times("党小组会", MONTHS)),
    ),
    "meeting-chair": Triple(
        says("m", [M("支部党员大会", "2026-05-31", "pppppppp", chair="成员2")], people=COMMITTEE),
        says("s", [M("支部党员大会", "2026-05-31", "pppppppp", chair="成员3")], people=COMMITTEE),
        says("", [M("党小组会", "2026-05-31", "pppppppp", chair="成员3")], people=COMMITTEE),
    ),
    "group-chair": Triple(
        says("m", [M("党小组会", "2026-05-31", "pppp", chair="成员1")], people=GROUP_LEADER),
        says("s", [M("党小组会", "2026-05-31", "pppp", chair="成员2")], people=GROUP_LEADER),
        says("", [M("党小组会", "2026-05-31", "pppp", chair="成员2")]),
    ),
    "secretary-lecture": Triple(
        says("m", [M("党课", "2026-05-08", "ppp", session="a/2026")], **LECTURES),
        says("s", [M("党课", "2026-05-08", "ppp", session="a/2026")], **OTHERS),
        says("n", [M("党课", "2026-05-08", "ppp", session="a/2026")]),
    ),
    "organization-life": Triple(
        says("m", times("组织生活会", ["2026-12-31"])),
        says("s"),
        says("n", times("组织生活会", ["2017-12-31"]), **BEFORE),
    ),
    "organization-life-season": Triple(
        says("m", times("组织生活会", ["2026-10-01"])),
        says("s", times("组织生活会", ["2026-09-30"])),
        says("n"),  # how many there must be is another rule
    ),
    "appraisal": Triple(
        says("m", times("民主评议党员、组织生活会", ["2026-02-28"])),
        says("s", times("组织生活会", ["2026-02-28"])),
        says("n", times("民主评议党员", ["2017-12-31"]), **BEFORE),
    ),
    "heart-talk": Triple(
        says("mm", times("谈心谈话", ["2026-05-05"], "pp"), people=roster(2)),
        says("ms", times("谈心谈话", ["2026-05-05"], "pa"), people=roster(2)),
        says("n", times("谈心谈话", ["2017-05-05"], "pp"), people=roster(2), **BEFORE),
    ),
    "term": Triple(
        says("u", body=OFFICE, as_of=dt.date(2026, 7, 1)),  # its last day, and told since half a year
        says("s", body=OFFICE, as_of=dt.date(2026, 7, 2)),
        says("n", body=VILLAGE),
    ),
    "term-village": Triple(
        says("u", body=VILLAGE, as_of=dt.date(2026, 7, 1)),
        says("s", body=VILLAGE, as_of=dt.date(2026, 7, 2)),
        says("n", body=OFFICE),
    ),
    "theme-day": Triple(
        says("m" * 12, times("主题党日", MONTHS)),
        says("m" * 11 + "s", times("主题党日", MONTHS[:11])),
        says("n" * 12, times("主题党日", ["2017-01-31"]), **BEFORE),
    ),
    "study-hours": Triple(
        says("m", times("集中学习", MONTHS[:2], "p", hours=16), people=roster(1)),
        says(
            "s",
            [*times("集中学习", MONTHS[:1], "p", hours=16), M("党课", "2026-03-01", "p", hours=15)],
            people=roster(1),
        ),
        says("n", times("集中学习", MONTHS[:2], "p", hours=16), people=EXEMPT),
    ),
    "long-absence": Triple(
        says("u", AWAY, people=roster(1), as_of=dt.date(2026, 8, 27)),  # told since three months, not yet six
        says("s", AWAY, people=roster(1), as_of=dt.date(2026, 8, 28)),
        says("n", AWAY, people=EXEMPT, as_of=dt.date(2026, 8, 28)),
    ),
    "election-quorum": Triple(
        says("m", [M("换届选举", "2026-05-31", "ppppppppaa")], **ELECTED),
        says("s", [M("换届选举", "2026-05-31", "pppppppaaa")], **ELECTED),
        says("", [M("支部党员大会", "2026-05-31", "pppppppaaa")], **ELECTED),
    ),
    "centre-group": Triple(
        says("mmmm", times("理论学习中心组学习", QUARTERS), body=CENTRE),
        says("mmms", times("理论学习中心组学习", QUARTERS[:3]), body=CENTRE),
        says("nnnn", times("理论学习中心组学习", QUARTERS)),
    ),
    "secretary-hours": Triple(
        says("m", times("集中学习", MONTHS[:7], "pp", hours=8), people=LEADERS),
        says("s", times("集中学习", MONTHS[:6], "pp", hours=8), people=LEADERS),
        says("n", times("集中学习", MONTHS[:7], "pp", hours=8)),
    ),
    "secretary-training": Triple(
        says("m", times("党员培训", ["2026-05-05"], "pp"), people=LEADERS),
        says("s", times("党员培训", ["2026-05-05"], "ap"), people=LEADERS),
        says("n", times("党员培训", ["2026-05-05"], "pp")),
    ),
}
#: They only state something, and are in no verdict.
STATED = {"lecture", "theme-day-fixed", "exempt"}


def test_every_shipped_rule_has_its_triple() -> None:
    """A rule that is added to a rulebook is proved here, or is one that only states something."""
    assert {rule.id for book in books() for rule in book.rules} == {*TRIPLES, *STATED}


@pytest.mark.parametrize("rule", TRIPLES)
def test_a_rule_is_met_exactly_and_missed_by_one(tmp_path: Path, rule: str) -> None:
    """With exactly as many as are asked for, with one less, and for a branch for which it is not."""
    for case in TRIPLES[rule]:
        found = judged(tmp_path, *case.meetings, rule=rule, **case.more)
        if any(each.session for each in found):
            found = [each for each in found if each.session]
        elif not case.expected:  # there was nothing to judge, or it is not for this branch, in any month
            assert {"not-applicable"} == {each.state for each in found}
            assert all(each.reason for each in found)
            continue
        assert case.expected == states(found)
        assert all(each.reason for each in found if each.state == "not-applicable")


@pytest.mark.parametrize("rule", sorted(STATED))
def test_what_is_only_stated_is_not_judged(tmp_path: Path, rule: str) -> None:
    """Nobody can count it."""
    assert [] == judged(tmp_path, rule=rule, people=SEVEN)


def test_a_branch_that_grows_in_the_midst_of_a_month(tmp_path: Path) -> None:
    """With the seventh full member on 16 March the committee has to meet in March, whose last day tells, and not before."""
    found = judged(tmp_path, rule="committee-meeting", people=roster(7, joined="2026-03-16"))
    assert "nn" + "s" * 10 == states(found)


def test_no_record_is_never_met() -> None:
    """Of rules of every sort, with nothing recorded, or sessions of which nobody wrote down who came."""
    bare = {
        f"x/{n}": Held(plan="p", session=f"x/{n}", day=dt.date(2026, n, 28), kinds=("lecture",))
        for n in range(1, 13)
    }
    for branch, (schedule, rules) in loaded().items():
        for kept in (Kept(), Kept(held=bare)):
            for day in (dt.date(2025, 12, 31), dt.date(2026, 6, 30), dt.date(2027, 1, 1)):
                known = Kept(held={key: each for key, each in kept.held.items() if each.day <= day})
                met = {each.rule.id for each in audit(schedule, rules, known, day) if each.state == "met"}
                assert met <= {"term", "term-village"}, (branch, day)  # the plan says since when


def test_a_session_nobody_attended_counts_for_nothing(tmp_path: Path) -> None:
    """All were on leave or absent, so there was no meeting."""
    assert "ssss" == states(
        judged(tmp_path, M("支部党员大会", "2026-03-31", "sa"), rule="general-meeting", people=SEVEN)
    )


def test_every_group_is_judged_by_itself(tmp_path: Path) -> None:
    """A meeting of one group does nothing for the other; a joint one counts for both."""
    people = roster(4, groups=["一组", "二组"])
    january, joint = M("党小组会", "2026-01-31", "papa"), M("党小组会", "2026-02-28", "pppp")
    found = judged(tmp_path, january, joint, rule="group-meeting", people=people)
    told = [(each.period, each.subject, each.state) for each in found][:4]
    assert [
        ("2026-01", "一组", "met"),
        ("2026-01", "二组", "short"),
        ("2026-02", "一组", "met"),
        ("2026-02", "二组", "met"),
    ] == told


@pytest.mark.parametrize(
    ("rule", "kind", "due", "enough"),
    [
        ("general-meeting-quorum", "支部党员大会", 10, 5),
        ("general-meeting-quorum", "支部党员大会", 11, 6),
        ("election-quorum", "换届选举", 10, 8),
        ("election-quorum", "换届选举", 9, 8),
    ],
)
def test_exactly_the_share_is_a_quorum(tmp_path: Path, rule: str, kind: str, due: int, enough: int) -> None:
    """半数以上 and 五分之四 are reached by exactly that, and missed by one less."""
    for present, state in ((enough, "met"), (enough - 1, "short")):
        marks = "p" * present + "a" * (due - present)
        held = M(kind, "2026-05-31", marks, vote=(due, present))
        found = [each for each in judged(tmp_path, held, rule=rule, people=roster(due)) if each.session]
        assert [state] == [each.state for each in found]


def test_who_is_online_or_has_no_vote_makes_no_quorum(tmp_path: Path) -> None:
    """Of the committee half are in the room: 4 of 8 are enough, 3 and one online are not; an election asks those with a vote."""
    eight = roster(8)
    for marks, state in (("ppppaaaa", "m"), ("pppoaaaa", "s")):
        found = judged(
            tmp_path, M("支委会", "2026-05-31", marks), rule="committee-meeting-quorum", people=eight
        )
        assert [state] == [each.state[0] for each in found if each.session]
    found = judged(
        tmp_path,
        M("换届选举", "2026-05-31", "ppppa", votes="11110"),
        rule="election-quorum",
        people=roster(5),
    )
    assert ["met"] == [each.state for each in found if each.session]


@pytest.mark.parametrize(("marks", "state"), [("pppp", "m"), ("pppaa", "?"), ("paaaa", "?"), ("paaaaa", "s")])
def test_a_quorum_does_not_rest_on_who_has_no_mark(tmp_path: Path, marks: str, state: str) -> None:
    """Of eight who were due some have none: four present are enough whatever the others were, one and two more are not."""
    activities = ('kind = "支委会"\nwhen = "3月10日"\naudience = "全体党员"',)
    meeting = M("支部委员会会议", "2026-03-10", marks, session="a/2026")
    found = judged(
        tmp_path, meeting, rule="committee-meeting-quorum", people=roster(8), activities=activities
    )
    assert [state] == [states([each]) for each in found if each.session]
    assert all("some of those due" in each.reason for each in found if state == "?" and each.session)


def test_without_a_vote_there_is_nothing_to_judge(tmp_path: Path) -> None:
    """The quorum of a general meeting is asked for only where a vote was taken."""
    found = judged(
        tmp_path, M("支部党员大会", "2026-05-31", "paaaaaa"), rule="general-meeting-quorum", people=SEVEN
    )
    assert {"not-applicable"} == {each.state for each in found}


@pytest.mark.parametrize(
    ("chair", "state"), [("成员1", "m"), ("书记", "m"), ("成员2", "m"), ("成员3", "s"), ("", "?")]
)
def test_who_takes_the_chair(tmp_path: Path, chair: str, state: str) -> None:
    """The secretary or a member of the committee, by name or role; where nobody wrote it down, nothing is said."""
    held = M("支部党员大会", "2026-05-31", "pppppppp", chair=chair)
    found = [each for each in judged(tmp_path, held, rule="meeting-chair", people=COMMITTEE) if each.session]
    assert state == states(found)


@pytest.mark.parametrize(("present", "state"), [(6, "m"), (5, "s")])
def test_an_election_asks_for_four_fifths_whatever_its_session_was(
    tmp_path: Path, present: int, state: str
) -> None:
    """At a general meeting by the numbers of the vote; a session that is an election is judged once, by its marks."""
    marks = "p" * 7
    meeting = M("支部党员大会", "2026-03-10", marks, vote=(7, present), election=True)
    judge = {rule: judged(tmp_path, meeting, rule=rule, people=SEVEN) for rule in (GENERAL, ELECTION)}
    assert [state] == [each.state[0] for each in judge[ELECTION] if each.session]
    assert [] == [each for each in judge[GENERAL] if each.session]
    both = M("支部党员大会、换届选举", "2026-03-10", marks, vote=(7, present), election=True)
    assert ["m"] == [
        each.state[0] for each in judged(tmp_path, both, rule=ELECTION, people=SEVEN) if each.session
    ]


@pytest.mark.parametrize(
    ("days", "state"),
    [(["2026-10-01"], "m"), (["2026-09-30"], "s"), (["2026-05-01", "2026-12-31"], "m"), ([], "n")],
)
def test_the_fourth_quarter(tmp_path: Path, days: list[str], state: str) -> None:
    """One 组织生活会 lies in the fourth quarter, from its first day to its last; more may lie elsewhere."""
    found = judged(tmp_path, *times("组织生活会", days, "p"), rule="organization-life-season", people=SEVEN)
    assert state == states(found)


def test_a_branch_founded_in_may_and_dissolved_in_september(tmp_path: Path) -> None:
    """Nothing is asked of it while nobody belongs to it: the last day of a period tells."""
    people = "姓名,转入日期,转出日期\n张三,2026-05-06,2026-09-10\n李四,2026-05-06,2026-09-20\n"
    found = judged(tmp_path, rule="general-meeting", people=people)
    assert "nsnn" == states(found)
    assert "31 Mar" in found[0].reason
    assert "nnnnssssnnnn" == states(judged(tmp_path, rule="theme-day", people=people))
    during = judged(tmp_path, rule="general-meeting", people=people, as_of=dt.date(2026, 8, 1))
    assert "nsun" == states(during)  # as long as somebody belongs, the quarter lasts


def test_a_session_that_nobody_recorded_is_named_beside_others(tmp_path: Path) -> None:
    """Of two committee meetings of January one was recorded: the other is told, until the month is over only as to come."""
    activities = ('kind = "支委会"\nwhen = "每月10日、20日"\non_holiday = "keep"',)
    meeting = M("支部委员会会议", "2026-01-10", "ppppppp", session="a/2026-01", chair="支部书记")
    for rule in ("committee-meeting-quorum", "meeting-chair"):
        found = judged(
            tmp_path, meeting, rule=rule, people=SEVEN, activities=activities, as_of=dt.date(2026, 2, 1)
        )
        assert [("met", ()), ("unchecked", ("a/2026-01.2",))] == [
            (each.state, each.unrecorded) for each in found if each.period == "2026-01"
        ]
        during = judged(
            tmp_path, meeting, rule=rule, people=SEVEN, activities=activities, as_of=dt.date(2026, 1, 31)
        )
        assert ["met"] == [each.state for each in during if each.period == "2026-01"]


@pytest.mark.parametrize(("rule", "branch", "years"), [("term", "机关", 3), ("term-village", "村", 5)])
def test_the_term_ends_on_its_day(tmp_path: Path, rule: str, branch: str, years: int) -> None:
    """Half a year before it is told, a day after it is short; an election begins anew."""
    start = 2023 if years == 3 else 2021
    body = f'[body]\nbranch = "{branch}"\nterm_from = {start}-07-01'
    for day, state in (("2025-12-31", "m"), ("2026-01-01", "u"), ("2026-07-01", "u"), ("2026-07-02", "s")):
        found = judged(tmp_path, rule=rule, people=SEVEN, body=body, as_of=dt.date.fromisoformat(day))
        assert state == states(found), day
    elected = M("换届选举", "2026-06-30", "ppppppp")
    assert "m" == states(judged(tmp_path, elected, rule=rule, people=SEVEN, body=body))
    over = body.replace("07-01", "12-31")  # the last day of the year is one of the term
    assert "m" == states(judged(tmp_path, rule=rule, people=SEVEN, body=over))
    unknown = f'[body]\nbranch = "{branch}"'
    assert "?" == states(judged(tmp_path, rule=rule, people=SEVEN, body=unknown))


@pytest.mark.parametrize(
    ("as_of", "state"), [("2026-05-27", "m"), ("2026-05-28", "u"), ("2026-08-27", "u"), ("2026-08-28", "s")]
)
def test_long_absence_is_told_from_the_third_month_on(tmp_path: Path, as_of: str, state: str) -> None:
    """Absent since the last day of February: three months are over on 28 May, six on 28 August."""
    held = [
        M("主题党日", "2026-01-30", "pp"),
        M("主题党日", "2026-02-28", "pa"),
        M("党课", "2026-03-05", "pa"),
    ]
    found = judged(tmp_path, *held, rule="long-absence", people=roster(2), as_of=dt.date.fromisoformat(as_of))
    assert ["met", {"m": "met", "u": "upcoming", "s": "short"}[state]] == [each.state for each in found]


def test_a_leave_is_no_absence(tmp_path: Path) -> None:
    """Somebody on sick leave has a good reason."""
    held = [M("主题党日", "2026-01-30", "pa"), M("主题党日", "2026-02-28", "ps")]
    found = judged(tmp_path, *held, rule="long-absence", people=roster(2), as_of=dt.date(2026, 8, 27))
    assert "mm" == states(found)


def test_of_whom_nothing_is_recorded_nothing_is_said(tmp_path: Path) -> None:
    """No record is never met: nobody's marks at all, none for six months, and in a year that has not begun it is to come."""
    assert "??" == states(judged(tmp_path, rule="long-absence", people=roster(2)))
    held = M("主题党日", "2026-02-28", "pp")
    for day, expected in (("2026-08-27", "mm"), ("2026-08-28", "??"), ("2025-12-31", "uu")):
        found = judged(
            tmp_path, held, rule="long-absence", people=roster(2), as_of=dt.date.fromisoformat(day)
        )
        assert expected == states(found), day
    assert "months" in judged(tmp_path, rule="long-absence", people=roster(2))[0].reason


def test_who_came_in_the_midst_of_the_year_is_not_judged(tmp_path: Path) -> None:
    """Hours elsewhere are in no ledger of ours, so a shortage says nothing; who has enough is met all the same."""
    people = roster(2, joined="2026-03-16")
    for hours, expected in ((31.5, "s?"), (32, "mm")):
        held = M("集中学习", "2026-05-05", "pp", hours=hours)
        found = judged(tmp_path, held, rule="study-hours", people=people)
        assert expected == states(found)
    assert "s?" == states(judged(tmp_path, rule="heart-talk", people=people))
    assert "mm" == states(
        judged(tmp_path, M("谈心谈话", "2026-05-05", "pp"), rule="heart-talk", people=people)
    )
    assert "16 Mar" in judged(tmp_path, rule="study-hours", people=people)[1].reason
    on_the_first = roster(2, joined="2026-01-01")
    assert "ss" == states(judged(tmp_path, rule="study-hours", people=on_the_first))
    during = judged(tmp_path, rule="study-hours", people=people, as_of=dt.date(2026, 12, 31))
    assert "uu" == states(during)  # the year lasts, and so does the chance


def test_without_a_roster_a_rule_about_members_is_unchecked(tmp_path: Path) -> None:
    """It says so, and never passes for met."""
    found = judged(tmp_path, M("集中学习", "2026-05-05", hours=40), rule="study-hours")
    assert "?" == states(found)
    assert "roster" in found[0].reason


def test_a_leap_day_belongs_to_february(tmp_path: Path) -> None:
    """29 February is the last day of its month and counts for it."""
    for day, held, expected in (
        ("2028-02-29", True, "sm"),
        ("2028-02-29", False, "su"),
        ("2028-03-01", False, "ss"),
    ):
        found = judged(
            tmp_path,
            *[M("主题党日", "2028-02-29", "p")] * held,
            rule="theme-day",
            people=SEVEN,
            as_of=dt.date.fromisoformat(day),
            year=2028,
        )
        assert expected + "u" * 10 == states(found)


def test_on_the_last_day_of_a_period_it_is_still_possible(tmp_path: Path) -> None:
    """On 31 March the quarter lasts; on 1 April it is over."""
    for day, state in ((dt.date(2026, 3, 31), "u"), (dt.date(2026, 4, 1), "s")):
        assert state == states(judged(tmp_path, rule="general-meeting", people=SEVEN, as_of=day))[0]


def test_every_shipped_sort_has_a_check() -> None:
    """Nothing that is shipped is left unchecked but what only states something."""
    asked = {rule.sort for book in books() for rule in book.rules}
    assert {"text"} == asked - set(sorts())
    assert AFTER > dt.date(2026, 12, 31)
