"""Rules that only local rulebooks have: points, absences, attendance, make-ups, documents, lengths, order; at their boundaries."""

from __future__ import annotations

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


@pytest.mark.parametrize(("day", "expected"), [("2026-02-04", "mm"), ("2026-02-05", "sm")])
def test_a_make_up_is_in_time_on_its_last_day(tmp_path: Path, day: str, expected: str) -> None:
    """Thirty days after 5 January is 4 February."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/local.toml").write_text(BOOK + 'sort = "makeup"\nwithin = "30天"\n', encoding="utf-8")
    made_up = [(0, "01", day), (0, "02", "2026-01-06")]
    held = Meeting("党课", "2026-01-05", "ssp")
    found = judged(tmp_path, held, rule="own", head=HEAD, people=roster(3), made_up=made_up)
    assert expected == states([each for each in found if each.session])
