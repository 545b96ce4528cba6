"""Marks are data: every spelling finds its mark, a plan changes and adds some, and what contradicts itself is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanhui.errors import InputError
from sanhui.plan.marks import MarkLookup, shipped
from sanhui.plan.model import Plan
from sanhui.rulebook.load import rules_in, rules_of
from sanhui.rulebook.shipped import known
from small_plans import small_plan

MONTHLY = 'when = "每月第一个周三 15:00"'


def marks(folder: Path, *tables: str) -> MarkLookup:
    """The marks of a plan with these [[mark]] tables."""
    return MarkLookup(
        small_plan(folder, MONTHLY + "".join(f"\n[[mark]]\n{each}" for each in tables)).marks.values()
    )


def problems(folder: Path, *tables: str) -> list[str]:
    """What is said about such tables, without file and place."""
    with pytest.raises(InputError) as caught:
        marks(folder, *tables)
    return [problem.message for problem in caught.value.problems]


def test_no_two_marks_are_spelled_alike() -> None:
    """A name, a symbol, an alias or a code means one mark."""
    spellings = [spelling.casefold() for mark in shipped().values() for spelling in {*mark.spellings()}]
    assert sorted(set(spellings)) == sorted(spellings)


def test_everybody_due_was_present_on_leave_or_absent() -> None:
    """Each due mark is exactly one of the three; late ones are among those present, and nobody else is any."""
    for mark in shipped().values():
        assert int(mark.due) == mark.present + mark.leave + mark.absent, mark.code
        assert mark.present or not (mark.late or mark.quorum), mark.code


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("√", "present"),
        ("出勤", "present"),
        ("到", "present"),
        ("×", "absent"),
        ("X", "absent"),
        ("公差", "leave-duty"),
        ("On Duty Elsewhere", "leave-duty"),
        ("leave-sick", "leave-sick"),
        ("免", "exempt"),
        ("○", None),
        ("", None),
    ],
)
def test_spellings(spelling: str, code: str | None) -> None:
    """An unknown symbol is nobody's: offices use ○ for opposite things."""
    assert code == MarkLookup(shipped().values()).code(spelling)


def test_a_plan_changes_a_shipped_mark(tmp_path: Path) -> None:
    """What it does not name stays; its own aliases come on top."""
    plan = small_plan(
        tmp_path,
        MONTHLY + '\n[[mark]]\ncode = "online"\nsymbol = "○"\nquorum = true\nhours = 0.5\naliases = ["云"]',
    )
    online = plan.marks["online"]
    assert ("线上", "○", True, True, 0.5) == (
        online.zh,
        online.symbol,
        online.present,
        online.quorum,
        online.hours,
    )
    lookup = MarkLookup(plan.marks.values())
    assert ["online", "online", None] == [lookup.code(each) for each in ("云", "视频参加", "线")]


def test_a_plan_adds_a_mark(tmp_path: Path) -> None:
    """One that counts as present counts for hours, unless it says how much."""
    plan = small_plan(
        tmp_path,
        MONTHLY
        + '\n[[mark]]\ncode = "proxy"\nzh = "委托"\n[[mark]]\ncode = "branch"\nzh = "分会场"\npresent = true',
    )
    assert ("委托", "委", 0.0, True) == (
        plan.marks["proxy"].en,
        plan.marks["proxy"].symbol,
        plan.marks["proxy"].hours,
        plan.marks["proxy"].absent,
    )
    assert 1.0 == plan.marks["branch"].hours


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('code = "proxy"', "this key is missing"),
        ('code = "proxy"\nzh = "出勤"', "“出勤” is the mark “present” already"),
        ('code = "proxy"\nzh = "委托"\nsymbol = "×"', "“×” is the mark “absent” already"),
        ('code = "proxy"\nzh = "委托"\naliases = ["late"]', "“late” is the mark “late” already"),
        ('code = "exempt"\npresent = true', "who is present is due as well"),
        (
            'code = "proxy"\nzh = "委托"\nleave = true\npresent = true',
            "who is on leave was due, and is not present",
        ),
        ('code = "proxy"\nzh = "委托"\nlate = true', "who is late is present as well"),
        ('code = "absent"\nquorum = true', "who counts for the quorum is present as well"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, table: str, message: str) -> None:
    """The sums of a year would be wrong by it."""
    assert [message] == problems(tmp_path, table)


def test_a_mark_is_said_once(tmp_path: Path) -> None:
    """Of two tables for one mark nobody knows which holds."""
    assert ["there is a mark “late” already"] == problems(
        tmp_path, 'code = "late"\nsymbol = "△"', 'code = "late"'
    )


def test_an_office_may_exchange_two_symbols(tmp_path: Path) -> None:
    """Both say so, and neither is taken then."""
    lookup = marks(tmp_path, 'code = "present"\nsymbol = "○"', 'code = "leave-sick"\nsymbol = "√"')
    assert ["leave-sick", "present"] == [lookup.code("√"), lookup.code("○")]


BOOK = '[rulebook]\nid = "own"\nzh = "本支部"\nen = "Own"\nissued = "2026-01-01"\n'
#: Two marks and points for one of them.
OWN = '[[mark]]\ncode = "online"\nquorum = true\n[[mark]]\ncode = "watch"\nzh = "值班"\nleave = true\n'
POINTS = '[[points]]\nmarks = ["值班"]\npoints = 1\n'


def named(folder: Path, tables: str = "") -> Plan:
    """A plan with these tables that names the rulebook."""
    return small_plan(folder, f"{MONTHLY}\n{tables}", head='rules = ["own.toml"]')


def test_a_local_rulebook_has_marks(tmp_path: Path) -> None:
    """They hold for every plan that names it, its own points know them, and the plan's own are joined key by key."""
    (tmp_path / "own.toml").write_text(BOOK + OWN + POINTS, encoding="utf-8")
    plan = named(tmp_path, '[[mark]]\ncode = "online"\nsymbol = "○"')
    assert ("○", True, "值班") == (
        plan.marks["online"].symbol,
        plan.marks["online"].quorum,
        plan.marks["watch"].zh,
    )
    assert ("watch",) == rules_of(plan).settings.points[0].marks
    assert ("watch",) == rules_in(tmp_path / "own.toml", known()).settings.points[0].marks


def test_marks_of_two_files_do_not_contradict(tmp_path: Path) -> None:
    """What is said otherwise is an error at the later place, and names the first; so is a symbol that is taken."""
    (tmp_path / "own.toml").write_text(BOOK + OWN, encoding="utf-8")
    tables = '[[mark]]\ncode = "online"\nquorum = false\n[[mark]]\ncode = "proxy"\nzh = "委托"\nsymbol = "值"'
    with pytest.raises(InputError) as caught:
        named(tmp_path, tables)
    assert [f"{tmp_path / 'own.toml'}, line 6, says otherwise", "“值” is the mark “watch” already"] == [
        problem.message for problem in caught.value.problems
    ]


def test_a_mark_of_a_rulebook_is_checked(tmp_path: Path) -> None:
    """Where it stands: in the rulebook's file, and by its line."""
    (tmp_path / "own.toml").write_text(BOOK + '[[mark]]\ncode = "watch"\nlate = 1\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        named(tmp_path)
    assert {("own.toml", 6), ("own.toml", 8)} >= {
        (Path(str(problem.file)).name, problem.line) for problem in caught.value.problems
    }
