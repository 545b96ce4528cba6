"""`sanhui points`: a ranking by the local rulebook's table and by hand, one member's entries, and taking one back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commandline import sanhui
from ledgers import raw
from small_plans import write_plan
from yearbooks import BODY, write_record

ROSTER = "姓名,职务,状态\n甲同志,支部书记,正式党员\n张三,,正式党员\n李四,,积极分子\n"
BOOK = """\
[rulebook]
id = "local"
zh = "本支部考勤办法"

[[points]]
kinds = ["党课"]
duty = "speaker"
points = 5

[[points]]
marks = ["出勤", "迟到"]
points = 1

[[points]]
marks = ["缺席"]
points = -2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan in which 张三 gives the lecture of March, a rulebook and a record."""
    (tmp_path / "local.toml").write_text(BOOK, encoding="utf-8")
    lecture = 'kind = "党课"\nwhen = "每月第二个周三 15:00"\n[activity.session."2026-03"]\nspeaker = "张三"'
    head = f'organization = "{BODY}"\nrules = ["local.toml"]\n'
    write_plan(tmp_path, lecture, head=head, roster=ROSTER)
    path = write_record(tmp_path / "ledger.db", ["2026-03-11", "2026-04-08"], {"甲同志": "pl", "张三": "pa"})
    with raw(path) as connection:  # the plan's own session, and a lecture
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE held SET session = 'a/2026-03' WHERE session = 'a/2026-03-11'")
        connection.execute(
            "UPDATE held_kind SET session = 'a/2026-03', kind = 'lecture' WHERE session LIKE '%-11'"
        )
        connection.execute("UPDATE mark SET session = 'a/2026-03' WHERE session = 'a/2026-03-11'")
    return tmp_path


def test_the_ranking(folder: Path) -> None:
    """甲同志 came twice: 1 + 1; 张三 gave the lecture and was absent once: 5 - 2."""
    found = sanhui("points", folder=folder)
    assert ("Rank  Member  Points  Entries\n1     张三    3       2\n2     甲同志  2       2\n") == found.out
    assert "" == found.err


def test_points_by_hand(folder: Path) -> None:
    """They count on top, and can be less than nothing; one is taken back by its number."""
    assert (
        0
        == sanhui(
            "points", "add", "甲同志", "2.5", "--reason", "比武获奖", "--on", "3月1日", folder=folder
        ).code
    )
    assert 0 == sanhui("points", "add", "甲同志", "-1", "--reason", "迟交材料", folder=folder).code
    record = json.loads(sanhui("points", "--member", "甲同志", "--json", folder=folder).out)
    (account,) = record["members"]
    assert (1, 3.5) == (account["place"], account["points"])
    assert [
        ("2026-03-01", 2.5, 1),
        ("2026-03-11", 1, None),
        ("2026-04-08", 1, None),
        ("2026-11-23", -1, 2),
    ] == [(each["day"], each["points"], each["number"]) for each in account["entries"]]
    assert 0 == sanhui("points", "remove", "甲同志", "1", "--reason", "记错了人", folder=folder).code
    assert "甲同志: 1, place 2\n" in sanhui("points", "--member", "甲同志", folder=folder).out
    again = sanhui("points", "remove", "甲同志", "1", "--reason", "记错了人", folder=folder)
    assert (2, "甲同志 has no entry 1 by hand") == (again.code, again.err.split("\n")[0])


def test_a_span_of_days(folder: Path) -> None:
    """Points of a quarter are ranked by themselves."""
    found = sanhui("points", "--from", "2026-04-01", "--to", "2026-06-30", folder=folder)
    assert "1     甲同志  1       1\n2     张三    -2      1\n" in found.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("王五", "1", "--reason", "x"), "王五: the roster has no such member"),
        (("张三", "0", "--reason", "x"), "a number other than 0 is wanted here"),
        (("张三", "nan", "--reason", "x"), "a number other than 0 is wanted here"),
        (("张三", "1", "--reason", " "), "say what for"),
        (("张三", "1", "--reason", "x", "--on", "2026-12-31"), "that day is still to come"),
    ],
)
def test_what_cannot_be_written_down(folder: Path, words: tuple[str, ...], expected: str) -> None:
    """Nothing is."""
    found = sanhui("points", "add", *words, folder=folder)
    assert 2 == found.code
    assert expected in found.err


def test_nothing_counts_without_a_table(tmp_path: Path) -> None:
    """It is said, and everybody has none; without a reason nothing is taken back."""
    write_plan(tmp_path, 'when = "每周一"', roster=ROSTER)
    found = sanhui("points", folder=tmp_path)
    assert "No local rulebook has a table of points" in found.err
    assert "张三    0       0" in found.out
    assert "张三: 0, place 1\n" == sanhui("points", "--member", "张三", folder=tmp_path).out
    refused = sanhui("points", "remove", "张三", "1", "--reason", " ", folder=tmp_path)
    assert (2, True) == (refused.code, "say why" in refused.err)
