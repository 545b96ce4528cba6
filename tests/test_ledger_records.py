"""What is recorded of a session is read back as it was said, with who entered it; what is said again leaves no trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ledgers import BODY, NOON, PLAN, TODAY, writing
from sanhui.errors import InputError
from sanhui.ledger import documents, held, leaves, log, makeups, marks, points, waivers
from sanhui.ledger.change import Change
from sanhui.ledger.documents import Document
from sanhui.ledger.held import Held, Vote
from sanhui.ledger.leaves import Leave
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.ledger.points import Point
from sanhui.ledger.rows import Entered
from sanhui.ledger.store import Ledger, read_ledger
from sanhui.ledger.verify import verify
from sanhui.ledger.waivers import Waiver

SESSION = "weekly-study/2026-W11"
DAY = dt.date(2026, 3, 9)

HELD = Held(
    plan=PLAN,
    session=SESSION,
    day=DAY,
    start=NOON.replace(month=3, day=9, hour=15),
    title="每周有学习",
    hours=2,
    kinds=("lecture", "study"),
)
MARKED = Marked(
    plan=PLAN, session=SESSION, member="03", name="张三", mark="late", votes=True, arrived=HELD.start, day=DAY
)
VOTE = Vote(
    plan=PLAN, session=SESSION, item=1, due=5, present=4, in_favour=3, against=0, abstained=1, day=DAY
)
LEAVE = Leave(body=BODY, member="03", first=DAY, last=TODAY, mark="leave-duty", approved_by="甲同志")
MAKEUP = MakeUp(plan=PLAN, session=SESSION, member="03", done_on=TODAY, how="自学")
DOCUMENT = Document(plan=PLAN, session=SESSION, path="记录/3月.docx", sort="minutes", sha256="0" * 64, size=1)
WAIVER = Waiver(plan=PLAN, rule="zb-13", period="2026-03", reason="春节", by="甲同志", day=TODAY)
POINT = Point(plan=PLAN, member="03", n=1, day=TODAY, points=2.5, reason="演讲")


def _votes(change: Change) -> None:
    held.record(change, HELD)
    held.record_votes(change, PLAN, SESSION, [VOTE])


def _makeup(change: Change) -> None:
    marks.record(change, [MARKED])
    makeups.record(change, MAKEUP)


CASES: list[tuple[Entered, Callable[[Change], object], Callable[[Ledger], object]]] = [
    (HELD, lambda change: held.record(change, HELD), lambda ledger: held.read(ledger, PLAN)[SESSION]),
    (MARKED, lambda change: marks.record(change, [MARKED]), lambda ledger: marks.read(ledger, PLAN)[0]),
    (VOTE, _votes, lambda ledger: held.votes(ledger, PLAN)[SESSION][0]),
    (LEAVE, lambda change: leaves.record(change, LEAVE), lambda ledger: leaves.read(ledger, BODY)[0]),
    (MAKEUP, _makeup, lambda ledger: makeups.read(ledger, PLAN)[SESSION, "03"]),
    (
        DOCUMENT,
        lambda change: documents.record(change, DOCUMENT),
        lambda ledger: documents.read(ledger, PLAN)[SESSION][0],
    ),
    (WAIVER, lambda change: waivers.record(change, WAIVER), lambda ledger: waivers.read(ledger, PLAN)[0]),
    (POINT, lambda change: points.add(change, POINT), lambda ledger: points.read(ledger, PLAN)[0]),
]


@pytest.mark.parametrize(("said", "record", "read"), CASES, ids=lambda case: type(case).__name__)
def test_record_is_read_back(
    tmp_path: Path, said: Entered, record: Callable[[Change], object], read: Callable[[Ledger], object]
) -> None:
    """With who entered it and when, and the log knows of it."""
    path = tmp_path / "ledger.db"
    with writing(path, "attend") as change:
        record(change)
    with read_ledger(path) as ledger:
        assert msgspec.structs.replace(said, entered_by="甲同志", entered_at=NOON) == read(ledger)
        assert () == verify(ledger)


def test_what_is_said_again_leaves_no_trace(tmp_path: Path) -> None:
    """Whoever enters it: the first entry stays."""
    path = tmp_path / "ledger.db"
    heads = []
    for _time in range(2):
        with writing(path, "attend") as change:
            _votes(change)
            heads.append(marks.record(change, [MARKED]))
            documents.record(change, DOCUMENT)
            waivers.record(change, WAIVER)
        with read_ledger(path) as ledger:
            heads.append(log.head(ledger).n)
    assert [1, 9, 0, 9] == heads


def test_kinds_and_votes_are_those_last_said(tmp_path: Path) -> None:
    """What a session no longer counts as, and a vote that was none, are gone; the log keeps them."""
    path = tmp_path / "ledger.db"
    with writing(path) as change:
        _votes(change)
        held.record(change, msgspec.structs.replace(HELD, kinds=("study",)))
        held.record_votes(change, PLAN, SESSION, [msgspec.structs.replace(VOTE, item=2)])
    with read_ledger(path) as ledger:
        assert ("study",) == held.read(ledger, PLAN)[SESSION].kinds
        assert [2] == [vote.item for vote in held.votes(ledger, PLAN)[SESSION]]
        assert () == verify(ledger)


def test_session_that_was_not_held_after_all(tmp_path: Path) -> None:
    """Its record and votes are taken back, its marks stay: a leave may have been asked for."""
    path = tmp_path / "ledger.db"
    with writing(path) as change:
        _votes(change)
        marks.record(change, [MARKED])
        assert held.forget(change, PLAN, SESSION)
        assert not held.forget(change, PLAN, SESSION)
    with read_ledger(path) as ledger:
        assert ({}, {}) == (held.read(ledger, PLAN), held.votes(ledger, PLAN))
        assert [SESSION] == [marked.session for marked in marks.read(ledger, PLAN)]


@pytest.mark.parametrize(("first", "last"), [(1, 9), (9, 9), (12, 15), (31, 40), (5, 60)])
def test_leaves_do_not_overlap(tmp_path: Path, first: int, last: int) -> None:
    """Not by a single day; another member's may."""
    path = tmp_path / "ledger.db"
    start = dt.date(2026, 3, 1)
    days = [start + dt.timedelta(days=number - 1) for number in (first, last)]
    other = msgspec.structs.replace(LEAVE, first=days[0], last=days[1])
    with writing(path) as change:
        leaves.record(change, LEAVE)
        leaves.record(change, msgspec.structs.replace(other, member="04"))
    with pytest.raises(InputError, match="03 has a leave from Mon 9 March 2026"), writing(path) as change:
        leaves.record(change, other)
    with writing(path) as change:
        leaves.cancel(change, BODY, "03", DAY)
        leaves.record(change, other)


def test_make_up_needs_a_mark_and_is_made_once(tmp_path: Path) -> None:
    """The second to say so learns of the first."""
    path = tmp_path / "ledger.db"
    with pytest.raises(InputError, match="nothing to make up"), writing(path) as change:
        makeups.record(change, MAKEUP)
    with writing(path) as change:
        _makeup(change)
    with pytest.raises(InputError, match="already, on Tue 31 March 2026"), writing(path) as change:
        makeups.record(change, MAKEUP)
    with writing(path) as change:
        assert makeups.undo(change, PLAN, SESSION, "03")
        makeups.record(change, MAKEUP)


def test_points_are_numbered(tmp_path: Path) -> None:
    """Each entry of a member has its number."""
    with writing(tmp_path / "ledger.db") as change:
        assert [1, 2] == [points.add(change, POINT) for _time in range(2)]
        assert points.remove(change, PLAN, "03", 2)
        assert not points.remove(change, PLAN, "03", 7)
