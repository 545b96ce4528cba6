"""Every shipped rule: a record that meets it, one that misses it by one, and a branch to which it does not apply."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from audits import AFTER, Meeting, judged, roster, states
from sanhui.rulebook.shipped import books
from sanhui.rules.checks import sorts

M = Meeting
QUARTERS = ["2026-01-01", "2026-06-30", "2026-09-30", "2026-12-31"]  # first and last days of quarters
MONTHS = [f"2026-{month:02}-28" for month in range(1, 13)]
SEVEN = roster(7)
GROUPS = roster(4, groups=["一组", "二组"])
COMMITTEE = roster(8, roles={0: "支部书记", 1: "组织委员"})


def times(kind: str, days: list[str], marks: str = "pppp", **more: float) -> list[Meeting]:
    return [Meeting(kind, day, marks, **more) for day in days]  # type: ignore[arg-type]


#: rule, roster, what [body] says, the meetings that meet it, what is said without the last of them.
COUNTED = [
    ("general-meeting", SEVEN, "", times("支部党员大会", QUARTERS), "mmmm", "mmms"),
    ("committee-meeting", SEVEN, "", times("支委会", MONTHS), "m" * 12, "m" * 11 + "s"),
    (
        "group-meeting",
        roster(3, groups=["一组"]),
        "",
        times("党小组会", MONTHS, "ppp"),
        "m" * 12,
        "m" * 11 + "s",
    ),
    ("theme-day", SEVEN, "", times("主题党日", MONTHS), "m" * 12, "m" * 11 + "s"),
    ("organization-life", SEVEN, "", times("组织生活会", ["2026-12-31"]), "m", "s"),
    ("appraisal", SEVEN, "", times("民主评议党员、组织生活会", ["2026-02-28"]), "m", "s"),
    (
        "centre-group",
        SEVEN,
        "[body]\ncentre_group = true",
        times("理论学习中心组学习", QUARTERS),
        "mmmm",
        "mmms",
    ),
    ("heart-talk", roster(2), "", times("谈心谈话", ["2026-05-05"], "pp"), "mm", "ss"),
    ("study-hours", roster(1), "", times("集中学习", MONTHS[:2], "p", hours=16), "m", "s"),
    (
        "secretary-hours",
        roster(2, roles={0: "支部书记"}),
        "",
        times("集中学习", MONTHS[:7], "pp", hours=8),
        "m",
        "s",
    ),
    (
        "secretary-training",
        roster(2, roles={1: "组织委员"}),
        "",
        times("党员培训", ["2026-05-05"], "pp"),
        "m",
        "s",
    ),
]


@pytest.mark.parametrize(
    ("rule", "people", "body", "meetings", "met", "missed"), COUNTED, ids=[c[0] for c in COUNTED]
)
def test_a_rule_is_met_and_missed_by_one(
    tmp_path: Path, rule: str, people: str, body: str, meetings: list[Meeting], met: str, missed: str
) -> None:
    """With exactly as many as are asked for it is met; with one less the period is short."""
    assert met == states(judged(tmp_path, *meetings, rule=rule, people=people, body=body))
    assert missed == states(judged(tmp_path, *meetings[:-1], rule=rule, people=people, body=body))


@pytest.mark.parametrize(
    ("rule", "people", "body"),
    [
        ("committee-meeting", roster(6), ""),
        ("committee-meeting-quorum", roster(6), ""),
        ("group-meeting", SEVEN, ""),
        ("group-chair", SEVEN, ""),
        ("secretary-lecture", SEVEN, ""),
        ("centre-group", SEVEN, ""),
        ("secretary-hours", SEVEN, ""),
        ("secretary-training", SEVEN, ""),
        ("term-village", SEVEN, '[body]\nbranch = "机关"'),
        ("term", SEVEN, '[body]\nbranch = "村"'),
    ],
)
def test_a_rule_that_does_not_hold_says_why(tmp_path: Path, rule: str, people: str, body: str) -> None:
    """Whatever was held, a rule that is not for this branch is neither met nor missed, and says why."""
    found = judged(tmp_path, *times("支委会、党小组会、党课", MONTHS), rule=rule, people=people, body=body)
    assert {"n"} == set(states(found))
    assert all(each.reason for each in found)


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


@pytest.mark.parametrize(("chair", "state"), [("成员1", "m"), ("成员2", "s")])
def test_the_group_leader_takes_the_chair(tmp_path: Path, chair: str, state: str) -> None:
    """A group meeting is chaired by the group leader."""
    people = roster(4, groups=["一组", "二组"], roles={0: "党小组组长"})
    held = M("党小组会", "2026-05-31", "pppp", chair=chair)
    assert state == states(
        [e for e in judged(tmp_path, held, rule="group-chair", people=people) if e.session]
    )


@pytest.mark.parametrize(("speaker", "state"), [("党组书记", "m"), ("成员2", "s")])
def test_the_secretary_gives_a_lecture(tmp_path: Path, speaker: str, state: str) -> None:
    """A lecture counts if the secretary of the leading group speaks."""
    people = roster(3, roles={0: "党组书记"})
    activity = f'kind = "党课"\nwhen = "5月8日"\nspeakers = "{speaker}"'
    held = M("党课", "2026-05-08", "ppp", session="a/2026")
    found = judged(tmp_path, held, rule="secretary-lecture", people=people, activities=[activity])
    assert state == states(found)


@pytest.mark.parametrize(
    ("days", "state"),
    [(["2026-10-01"], "m"), (["2026-09-30"], "s"), (["2026-05-01", "2026-12-31"], "m"), ([], "n")],
)
def test_the_fourth_quarter(tmp_path: Path, days: list[str], state: str) -> None:
    """One 组织生活会 lies in the fourth quarter, from its first day to its last; more may lie elsewhere."""
    found = judged(tmp_path, *times("组织生活会", days, "p"), rule="organization-life-season", people=SEVEN)
    assert state == states(found)


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
