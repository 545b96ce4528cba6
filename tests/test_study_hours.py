"""Hours of study (学时): one formula, from the plan, from what was recorded, or from how long it lasted; one number everywhere."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from records import MEETING, branch, clerk
from sanhui.attendance.recording import held_of
from sanhui.attendance.study import hours_of
from sanhui.ledger.held import Held
from sanhui.ledger.marks import Marked
from sanhui.plan.kinds import shipped
from sanhui.plan.load import load
from sanhui.publish.rules.verdicts import amount
from sanhui.rulebook.load import rules_of
from sanhui.rules.audit import audit
from sanhui.rules.kept import Kept
from sanhui.schedule.expand import expand
from small_plans import ROSTER, write_plan

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
    assert expected == round(hours_of(held, shipped(), 45), 2)


def test_sums_are_exact(tmp_path: Path) -> None:
    """Twenty-four times an hour's time are 32 hours of 45 minutes, and not 24 times 1.33: nobody misses the mark by a rounding."""
    weeks = 'kind = "集中学习"\nwhen = "每周一"\naudience = "全体党员"\nduration = "60分钟"'
    plan = write_plan(tmp_path, weeks, head='language = "en"\n[defaults]\ntime = "15:00"', roster=ROSTER)
    found = audit_of_sessions(plan, 24)
    assert [("met", 32)] * 4 == found
    assert [("upcoming", 30.67)] * 4 == audit_of_sessions(plan, 23)


def audit_of_sessions(path: Path, many: int) -> list[tuple[str, float]]:
    """What is said of every member's hours when the first so many sessions were held and everybody came."""
    schedule = expand(load(path))
    plan = schedule.plan
    assert plan.roster
    sessions = [each for each in schedule.sessions if not each.dropped][:many]
    held = {each.id: held_of(plan, each) for each in sessions}
    rows = tuple(
        Marked(plan="p", session=each.id, member=who.key, name=who.name, mark="present", day=each.day)
        for each in sessions
        for who in plan.roster.on(each.day)
    )
    found = audit(schedule, rules_of(plan), Kept(held=held, marks=rows), dt.date(2026, 9, 1))
    return [(each.state, amount(each, each.got)) for each in found if each.rule.id == "study-hours"]


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
