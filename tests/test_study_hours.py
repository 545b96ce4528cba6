"""Hours of study (学时): one formula, from the plan, from what was recorded, or from how long it lasted; one number everywhere."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from records import MEETING, branch, clerk
from sanhui.attendance.study import hours_of
from sanhui.ledger.held import Held
from sanhui.plan.kinds import shipped

START = dt.datetime(2026, 3, 9, 15, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.mark.parametrize(
    ("kinds", "hours", "minutes", "expected"),
    [
        (("study",), None, 90, 2),
        (("study",), 3, 90, 3),  # what is said holds
        (("study",), 0, 90, 0),
        (("study",), None, 100, 2.22),
        (("study",), None, None, 0),  # of a whole day, or with an end that nobody knows
        (("committee-meeting",), None, 90, 0),  # no study, unless somebody says so
        (("committee-meeting",), 1, 90, 1),
        (("theme-day", "lecture"), None, 45, 1),  # one of its kinds is
        (("no-longer-known",), None, 90, 0),
    ],
)
def test_what_a_session_counts_for(
    kinds: tuple[str, ...], hours: float | None, minutes: int | None, expected: float
) -> None:
    """The hours that were said, or for study its length divided by that of an hour."""
    end = None if minutes is None else START + dt.timedelta(minutes=minutes)
    held = Held(plan="p", session="s", day=START.date(), start=START, end=end, hours=hours, kinds=kinds)
    assert expected == hours_of(held, shipped(), 45)


def test_attendance_and_audit_have_the_same_number(tmp_path: Path) -> None:
    """As planned, as held, with a length of an hour of one's own, and with a mark that counts for half."""
    branch(tmp_path)

    def told() -> tuple[float, float]:
        lines = json.loads(clerk(tmp_path, "attendance", "--json").out)["lines"]
        judged = json.loads(clerk(tmp_path, "audit", "--json").out)["findings"]
        return (
            next(line["hours"] for line in lines if line["name"] == "张三"),
            next(
                each["got"]
                for each in judged
                if each["rule"] == "study-hours" and each["subject_name"] == "张三"
            ),
        )

    clerk(tmp_path, "attend", MEETING, "--online", "张三")
    clerk(tmp_path, "attend", "general/2026-Q1", "--all-present")
    assert (2.0, 2.0) == told()  # 90 minutes of study; the general meeting is none
    clerk(tmp_path, "held", MEETING, "--end", "17:15")
    assert (3.0, 3.0) == told()
    assert "Hours of study 3" in " ".join(clerk(tmp_path, "held", MEETING).out.split())
    own = '[rulebook]\nid = "own"\nzh = "本支部"\n[settings]\nhour = "60分钟"\n[[mark]]\ncode = "online"\nhours = 0.5\n'
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    rules = 'rules = ["支部工作条例", "党员教育管理工作条例", "own.toml"]\n[defaults]'
    (tmp_path / "plan.toml").write_text(plan.replace("[defaults]", rules), encoding="utf-8")
    assert (1.12, 1.12) == told()  # 135 minutes of 60, by half
    clerk(tmp_path, "held", MEETING, "--hours", "4")
    assert (2.0, 2.0) == told()
