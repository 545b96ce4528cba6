"""Who left and came back is one person: one id, one history, and due only while they belonged."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from records import branch, clerk
from sanhui.errors import InputError
from sanhui.ledger import marks
from sanhui.ledger.store import read_ledger
from sanhui.publish.members import roster as people
from sanhui.roster.merging import merge
from sanhui.roster.model import Roster
from sanhui.roster.reading import read_roster
from sanhui.roster.writing import csv_text, toml_text

BACK = """\
编号,姓名,党小组,职务,状态,转入日期,转出日期
01,甲同志,第一党小组,支部书记,正式党员,,
02,张三,第一党小组,,正式党员,2020-01-01,2026-03-10
02,张三,第二党小组,,正式党员,2026-03-20,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    """The file, read."""
    (tmp_path / "roster.csv").write_text(BACK, encoding="utf-8")
    return read_roster(tmp_path / "roster.csv")


def test_who_was_due_follows_from_both_stretches(roster: Roster) -> None:
    """Not a day before the return, in the group of that time, with one key."""
    here = {
        day: [each.group for each in roster.on(day) if each.key == "02"] for day in map(_march, range(9, 22))
    }
    expected = {
        _march(day): ["第一党小组"] * (day < 11) + ["第二党小组"] * (day > 19) for day in range(9, 22)
    }
    assert expected == here
    story = "\n".join(
        "".join(text for text, _style in line) for line in people.story(roster.members[1], None)
    )
    assert "Belongs           2020-01-01 – 2026-03-10, since 2026-03-20\n" in story


def _march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def test_it_is_written_as_it_was_read(roster: Roster, tmp_path: Path) -> None:
    """As a table and as TOML; another table that is taken over keeps it."""
    for name, text in (("again.csv", csv_text(roster)), ("again.toml", toml_text(roster))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        again = read_roster(tmp_path / name)
        assert [_told(each) for each in roster.members] == [_told(each) for each in again.members], text
    merged = merge(roster, roster, dt.date(2026, 6, 1)).roster
    assert roster.members[1].returns == merged.members[1].returns == ((_march(10), _march(20)),)


def _told(member: object) -> str:
    return "".join(part.partition("line=")[0] for part in repr(member).split("Standing"))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "02,张三,一,,正式党员,2020-01-01,2026-03-10\n02,张三,二,,正式党员,2026-03-05,\n",
            "line 2 says 2020-01-01",
        ),
        ("02,张三,一,,正式党员,2020-01-01,\n02,张三,二,,正式党员,2026-03-05,\n", "line 2 says 2020-01-01"),
    ],
)
def test_joining_twice_without_leaving_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    """One of the two days is wrong then."""
    (tmp_path / "roster.csv").write_text(BACK.splitlines()[0] + "\n" + rows, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_roster(tmp_path / "roster.csv")
    assert message in [problem.message for problem in caught.value.problems]


def test_the_record_of_both_stretches_is_one_persons(tmp_path: Path) -> None:
    """Marks before and after are theirs; while they were away nobody can mark them."""
    branch(tmp_path, BACK)
    for day in ("3月9日", "3月16日", "3月23日"):
        assert 0 == clerk(tmp_path, "attend", day, "--all-present").code
    with read_ledger(tmp_path / "ledger.db") as ledger:
        found = [(str(row.day), row.group) for row in marks.read(ledger, "zb-2026") if row.member == "02"]
    assert [("2026-03-09", "第一党小组"), ("2026-03-23", "第二党小组")] == found
    refused = clerk(tmp_path, "attend", "3月16日", "--keep", "--absent", "张三")
    assert (2, True) == (refused.code, "张三 did not belong here on Mon 16 March 2026" in refused.err), (
        refused.err
    )
