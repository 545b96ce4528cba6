"""Rules that only local rulebooks have: points, absences, attendance, make-ups, documents, lengths, order; at their boundaries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from audits import Meeting, judged, roster, states

BOOK = """[rulebook]
id = "local"
zh = "制度"
[[points]]
marks = ["出勤"]
points = 2
[[rule]]
id = "own"
zh = "规定"
"""
HEAD = 'rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "rules/local.toml"]'
STUDY = [
    Meeting("党课", f"2026-0{month}-05", "pa"[month > 3] * 2) for month in range(1, 6)
]  # three attended, two missed
COMMITTEE_FIRST = [Meeting("支委会", "2026-01-05", "pp"), Meeting("支部党员大会", "2026-01-05", "pp")]


@pytest.mark.parametrize(
    ("rule", "meetings", "expected"),
    [
        ('sort = "points"\nat_least = 6\nperiod = "year"', STUDY, "mm"),
        ('sort = "points"\nat_least = 7\nperiod = "year"', STUDY, "ss"),
        ('sort = "absences"\nat_most = 2\nperiod = "year"', STUDY, "mm"),
        ('sort = "absences"\nat_most = 1\nperiod = "year"', STUDY, "ss"),
        ('sort = "absences"\nat_most = 1\nperiod = "year"', [Meeting("党课", "2026-01-05", "ll")] * 3, "mm"),
        ('sort = "attendance"\nshare = "3/5"\nperiod = "year"', STUDY, "m"),
        ('sort = "attendance"\nshare = "61%"\nperiod = "year"', STUDY, "s"),
        (
            'sort = "order"\nkinds = ["支部党员大会"]\nafter = ["支委会"]\nperiod = "year"',
            COMMITTEE_FIRST,
            "m",
        ),
        (
            'sort = "order"\nkinds = ["支部党员大会"]\nafter = ["支委会"]\nperiod = "year"',
            COMMITTEE_FIRST[1:],
            "s",
        ),
    ],
)
def test_a_local_rule(tmp_path: Path, rule: str, meetings: list[Meeting], expected: str) -> None:
    """Exactly what is asked for is enough."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/local.toml").write_text(BOOK + rule + "\n", encoding="utf-8")
    assert expected == states(judged(tmp_path, *meetings, rule="own", head=HEAD, people=roster(2)))


@pytest.mark.parametrize(
    ("rule", "marks", "expected"),
    [
        ('sort = "absences"\nat_most = 1\nperiod = "year"', "p", "m?"),
        ('sort = "absences"\nat_most = 1\nperiod = "year"', "pp", "mm"),
        ('sort = "attendance"\nshare = "1/2"\nperiod = "year"', "p", "?"),
        ('sort = "attendance"\nshare = "1/2"\nperiod = "year"', "pa", "m"),
        ('sort = "attendance"\nshare = "1/2"\nper = "member"\nperiod = "year"', "p", "m?"),
    ],
)
def test_who_was_due_and_has_no_mark_may_have_been_absent(
    tmp_path: Path, rule: str, marks: str, expected: str
) -> None:
    """Of two who were due one has none, twice: of the body and of that one nothing is said, of the other it is."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/local.toml").write_text(BOOK + rule + "\n", encoding="utf-8")
    meetings = [
        Meeting("党课", "2026-03-10", "pp", session="x/1"),
        Meeting("党课", "2026-04-10", marks, session="a/2026"),
        Meeting("党课", "2026-05-11", marks, session="a/2026.2"),
    ]
    activities = ('kind = "党课"\nwhen = "4月10日、5月11日"\naudience = "全体党员"',)
    found = judged(tmp_path, *meetings, rule="own", head=HEAD, people=roster(2), activities=activities)
    assert expected == states(found)


@pytest.mark.parametrize(("day", "expected"), [("2026-02-04", "mm"), ("2026-02-05", "sm")])
def test_a_make_up_is_in_time_on_its_last_day(tmp_path: Path, day: str, expected: str) -> None:
    """Thirty days after 5 January is 4 February."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/local.toml").write_text(BOOK + 'sort = "makeup"\nwithin = "30天"\n', encoding="utf-8")
    made_up = [(0, "01", day), (0, "02", "2026-01-06")]
    held = Meeting("党课", "2026-01-05", "ssp")
    found = judged(tmp_path, held, rule="own", head=HEAD, people=roster(3), made_up=made_up)
    assert expected == states([each for each in found if each.session])


@pytest.fixture
def book(tmp_path: Path) -> Callable[[str], None]:
    """Writes a rulebook with one rule."""
    (tmp_path / "rules").mkdir()

    def write(rule: str) -> None:
        (tmp_path / "rules/local.toml").write_text(BOOK + rule + "\n", encoding="utf-8")

    return write


@pytest.mark.parametrize(("minutes", "expected"), [(90, "m"), (91, "s"), (0, "?")])
def test_a_session_is_as_long_as_allowed(
    tmp_path: Path, book: Callable[[str], None], minutes: int, expected: str
) -> None:
    """Ninety minutes are ninety minutes; where nobody wrote down the end, nobody can tell."""
    book('sort = "length"\nat_most = 90')
    held = Meeting("党课", "2026-01-05", "pp", minutes=minutes)
    found = judged(tmp_path, held, rule="own", head=HEAD, people=roster(2))
    assert expected == states([each for each in found if each.session])


@pytest.mark.parametrize(
    ("sorts", "missing"),
    [(["minutes", "sign-in"], []), (["minutes", "minutes"], ["sign-in"]), ([], ["minutes", "sign-in"])],
)
def test_every_document_is_there(
    tmp_path: Path, book: Callable[[str], None], sorts: list[str], missing: list[str]
) -> None:
    """Both that are asked for, and not one of them twice; what is missing is named."""
    book('sort = "evidence"\ndocuments = ["minutes", "sign-in"]')
    documents = [(0, sort) for sort in sorts]
    held = Meeting("党课", "2026-01-05", "pp")
    (found,) = [
        each
        for each in judged(tmp_path, held, rule="own", head=HEAD, people=roster(2), documents=documents)
        if each.session
    ]
    assert ("short" if missing else "met", missing) == (found.state, list(found.missing))


@pytest.mark.parametrize(
    ("done", "as_of", "expected"),
    [(2, "2026-04-01", "mnnn"), (1, "2026-03-31", "unnn"), (1, "2026-04-01", "snnn")],
)
def test_every_task_of_a_work_order_is_done(
    tmp_path: Path, book: Callable[[str], None], done: int, as_of: str, expected: str
) -> None:
    """All that are due in the quarter, until its last day; a quarter without any is not judged."""
    book('sort = "work-order"\nlist = "清单"\nperiod = "quarter"')
    task = '[[task]]\nid = "t{n}"\ntitle = "事{n}"\ndue = "{n}月30日"\nlist = "清单"\n'
    activity = 'kind = "提醒"\nwhen = "6月1日"\n' + "".join(task.format(n=n) for n in (1, 3))
    found = judged(
        tmp_path,
        rule="own",
        head=HEAD,
        people=roster(2),
        activities=[activity],
        done=[f"t{n}/2026" for n in (1, 3)][:done],
        as_of=dt.date.fromisoformat(as_of),
    )
    assert expected == states(found)


def test_who_came_in_the_midst_of_a_month_is_asked_from_the_next_on(
    tmp_path: Path, book: Callable[[str], None]
) -> None:
    """Before 16 March nothing is expected, of March a shortage says nothing, from April on it counts."""
    book('sort = "member-count"\nkinds = ["党课"]\nat_least = 1\nperiod = "month"')
    people = roster(2, joined="2026-03-16")
    for held, march in (([], "unchecked"), ([Meeting("党课", "2026-03-31", "pp")], "met")):
        found = judged(tmp_path, *held, rule="own", head=HEAD, people=people, as_of=dt.date(2026, 5, 1))
        mine = [(each.period, each.state) for each in found if each.subject == "02"]
        assert [("2026-03", march), ("2026-04", "short"), ("2026-05", "upcoming")] == mine[:3]


@pytest.mark.parametrize(("points", "expected"), [(1, "mm"), (2, "mm"), (3, "s?")])
def test_points_of_a_newcomer(
    tmp_path: Path, book: Callable[[str], None], points: int, expected: str
) -> None:
    """Exactly enough is enough; a shortage of who came in May says nothing."""
    book(f'sort = "points"\nat_least = {points}\nperiod = "year"')
    held = Meeting("党课", "2026-05-31", "pp")
    people = roster(2, joined="2026-05-16")
    assert expected == states(judged(tmp_path, held, rule="own", head=HEAD, people=people))
