"""What must hold of every record: the parts make the whole, a make-up changes no quorum, absence is counted in months."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.attendance.absence import long_absences
from sanhui.attendance.answers import BY, answer
from sanhui.attendance.points import by_hand, earned, ranking
from sanhui.attendance.quorum import quorum
from sanhui.attendance.record import Entry, Record
from sanhui.ledger.held import Held
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.ledger.points import Point
from sanhui.plan.marks import Mark, shipped
from sanhui.roster.model import Enrolled, Member, Roster, Standing
from sanhui.roster.statuses import Status
from sanhui.rulebook.model import Points, Rule

MARKS = {**shipped(), "watch": Mark("watch", "值班", "on watch", "值", leave=True, hours=0.5)}
NAMES = ("甲同志", "乙同志", "张三", "李四")
KINDS = ("study", "lecture", "theme-day")
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def entry(
    day: dt.date, name: str, mark: str, *, kinds: tuple[str, ...] = ("study",), done: bool = False
) -> Entry:
    """One member's mark on a day, made up a week later or not."""
    session = Held(
        plan="p", session=f"a/{day}", day=day, title="学习", hours=2.0, kinds=kinds, chair="甲同志"
    )
    group = "一" if name < "张" else "二"
    row = Marked(
        plan="p", session=session.session, member=name, name=name, mark=mark, day=day, group=group, votes=True
    )
    makeup = MakeUp(plan="p", session=session.session, member=name, done_on=day + dt.timedelta(days=7))
    return Entry(session, row, MARKS[mark], makeup if done else None)


def record(*entries: Entry) -> Record:
    """A record of these entries."""
    sessions = tuple({each.session.session: each.session for each in entries}.values())
    return Record(sessions, tuple(entries), MARKS, 30)


@st.composite
def records(draw: st.DrawFn, *, made_up: bool = False) -> Record:
    """Up to eight sessions of the year, with marks of all sorts."""
    days = sorted(draw(st.lists(st.dates(FIRST, LAST), max_size=8, unique=True)))
    found = []
    for day in days:
        kinds = tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True)))
        people = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        for name in people:
            mark = draw(st.sampled_from(sorted(MARKS)))
            found.append(entry(day, name, mark, kinds=kinds, done=made_up and MARKS[mark].owes))
    return record(*found)


@given(found=records())
def test_the_parts_make_the_whole(found: Record) -> None:
    """Of those due everybody came, was excused or was absent, in every line; and the lines add up to the sum."""
    for by in BY:
        answered = answer(found, by, FIRST, LAST)
        for line in (*answered.lines, answered.total):
            tally = line.tally
            assert tally.due == tally.present + tally.leave + tally.absent
            assert tally.late <= tally.present
            assert line.rate is None or 0 <= line.rate <= 1
            assert line.owed <= tally.due
        if by != "kind":  # a session of two kinds is in two lines
            for name in ("due", "present", "late", "leave", "absent"):
                parts = sum(getattr(line.tally, name) for line in answered.lines)
                assert getattr(answered.total.tally, name) == parts
            assert answered.total.owed == sum(line.owed for line in answered.lines)
        total = answered.total.tally
        assert len(found.entries) == total.due + total.exempt + total.observers


RULE = Rule(
    id="q",
    rulebook="b",
    zh="到会",
    en="quorum",
    citation="",
    article="",
    wording="",
    sort="quorum",
    share=Fraction(1, 2),
    file=Path(__file__),
)


@given(found=records())
def test_a_make_up_never_changes_a_quorum(found: Record) -> None:
    """Nor who was due and who came: it settles what is owed, and counts for hours."""
    made_up = record(*(Entry(e.session, e.row, e.mark, _makeup(e)) for e in found.entries))
    for session in found.sessions:
        rows = [[each.row for each in one.entries if each.session == session] for one in (found, made_up)]
        before, after = (quorum(RULE, each, MARKS) for each in rows)
        assert (before.due, before.present) == (after.due, after.present)
    assert found.tally() == made_up.tally()
    assert 0 == sum(each.done is None for each in made_up.owed())
    assert found.hours() <= made_up.hours()


def _makeup(each: Entry) -> MakeUp | None:
    if not each.mark.owes:
        return None
    return MakeUp(plan="p", session=each.row.session, member=each.row.member, done_on=each.day)


MEMBER = Enrolled(Member("张三"))


@pytest.mark.parametrize(
    ("today", "months"),
    [("2026-04-14", None), ("2026-04-15", 3), ("2026-05-15", 4), ("2026-06-15", 5), ("2026-07-20", 6)],
)
def test_long_absence_is_told_at_three_months_and_on(today: str, months: int | None) -> None:
    """From the first absence after the last time with them, in whole months (教育管理条例 第三十一条)."""
    found = record(
        entry(dt.date(2026, 1, 8), "张三", "present"),
        entry(dt.date(2026, 1, 15), "张三", "absent"),
        entry(dt.date(2026, 2, 12), "张三", "absent"),
    )
    told = long_absences(found, [MEMBER], dt.date.fromisoformat(today))
    expected = [] if months is None else [(months, 2)]
    assert expected == [(each.months, each.sessions) for each in told]


@pytest.mark.parametrize(
    "reason", ["leave-sick", "leave-duty", "exempt", "elsewhere", "present", "late", "observer"]
)
def test_a_good_reason_ends_the_count(reason: str) -> None:
    """What comes after it is counted anew."""
    found = record(
        entry(dt.date(2026, 1, 15), "张三", "absent"),
        entry(dt.date(2026, 4, 9), "张三", reason),
        entry(dt.date(2026, 5, 14), "张三", "absent"),
    )
    assert () == long_absences(found, [MEMBER], dt.date(2026, 7, 1))
    (told,) = long_absences(found, [MEMBER], dt.date(2026, 8, 14))
    assert (dt.date(2026, 5, 14), 3, 1, dt.date(2026, 4, 9)) == (
        told.since,
        told.months,
        told.sessions,
        told.last,
    )


def test_who_made_it_up_took_part_and_who_is_exempt_is_not_asked() -> None:
    """Nor who lives elsewhere."""
    day = dt.date(2026, 1, 15)
    assert () == long_absences(record(entry(day, "张三", "absent", done=True)), [MEMBER], LAST)
    absent = record(entry(day, "张三", "absent"))
    assert () == long_absences(absent, [Enrolled(Member("张三"), exempt="因病")], LAST)
    assert 11 == long_absences(absent, [MEMBER], LAST)[0].months


ROSTER = Roster(
    (
        Member("甲同志", standings=(Standing(roles=("支部书记",), status=Status.FULL),)),
        Member("张三"),
        Member("李四"),
    ),
    Path(__file__),
)
TABLE = (
    Points(kinds=("lecture",), duty="speaker", points=5),
    Points(duty="chair", points=2),
    Points(marks=("present", "late"), points=1),
    Points(marks=("absent",), points=-1),
)


def test_points_by_hand_and_by_the_table() -> None:
    """The first row that fits counts: the lecturer has 5, not 5 and 1; who took the chair 2, whoever came 1."""
    lecture, study = dt.date(2026, 3, 11), dt.date(2026, 4, 8)
    found = record(
        *(entry(lecture, name, "present", kinds=("lecture",)) for name in ("甲同志", "张三", "李四")),
        entry(study, "甲同志", "present"),
        entry(study, "张三", "late"),
        entry(study, "李四", "absent"),
    )
    given_ = Point(plan="p", member="李四", n=1, day=study, points=0.5, reason="投稿")
    entries = (
        *earned(found, TABLE, ROSTER, {("p", f"a/{lecture}"): "张三"}),
        *by_hand([given_], {"李四": "李四"}),
    )
    accounts = ranking(entries, {"甲同志": "甲同志", "张三": "张三", "李四": "李四", "王五": "王五"})
    assert [("张三", 6, 1), ("甲同志", 4, 2), ("李四", 0.5, 3), ("王五", 0, 4)] == [
        (each.name, each.points, each.place) for each in accounts
    ]
    assert [(1, "", 0), (-1, "", 0), (0.5, "", 1)] == [
        (each.points, each.duty, each.number) for each in accounts[2].entries
    ]


def test_equal_points_share_a_place() -> None:
    """And the place after them is left out, as in sports."""
    found = record(entry(FIRST, "张三", "present"), entry(FIRST, "李四", "present"))
    accounts = ranking(earned(found, TABLE, ROSTER, {}), {"王五": "王五"})
    assert [1, 1, 3] == [each.place for each in accounts]
