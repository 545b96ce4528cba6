"""What became of the sessions' days is told: what must be settled, what is likely wrong, what to know."""

from __future__ import annotations

from pathlib import Path

from sanhui.checks import CHECKS, check
from sanhui.schedule.expand import expand
from small_plans import found, said, small_plan


def test_a_slot_without_a_day_must_be_settled(tmp_path: Path) -> None:
    """From 2026-02-17 it is three days back to a working day (Saturday 02-14) and seven on to the next."""
    (finding,) = found("unplaceable", tmp_path, 'when = "2月17日 15:00"\nwithin = "2天"')
    assert ("error", ("a/2026",), "a", 6) == (
        finding.severity, finding.sessions, finding.activity, finding.line,
    )  # fmt: skip
    assert [] == said("unplaceable", tmp_path, 'when = "2月17日 15:00"\nwithin = "3天"')


def test_kept_days_off(tmp_path: Path) -> None:
    """Keep holds sessions on holidays; a policy that moves them does not."""
    assert ["“活动a” is held on days off, by “keep”: 1 May, 2 Oct"] == said(
        "day-off-kept", tmp_path, 'when = "5、10月第一周星期五 15:00，遇节假日不变"'
    )
    assert [] == said("day-off-kept", tmp_path, 'when = "5、10月第一周星期五 15:00"')


def test_moved_onto_another_session(tmp_path: Path) -> None:
    """05-01 moves to 05-06, where the activity has a session; two that simply fall together are no move."""
    (finding,) = found("doubled-day", tmp_path, "dates = [2026-05-01, 2026-05-06]")
    assert "“活动a” has several sessions on one day, since one was moved there: 6 May" == finding.message
    assert 2 == len(finding.sessions)
    assert [] == said("doubled-day", tmp_path, "dates = [2026-05-01, 2026-05-07]")
    assert [] == said("clash", tmp_path, "dates = [2026-05-01, 2026-05-06]"), "told twice"


def test_provisional_sessions_are_counted(tmp_path: Path) -> None:
    """2027 has no notice: all its sessions; 2026 has one: none, but for the reminder of New Year 2027."""
    weekly = 'when = "每月第二个周三 15:00"'
    assert ["12 sessions of 12 are provisional: the notice of the holidays of 2027 is not out yet"] == said(
        "provisional", tmp_path, weekly, year=2027
    )
    assert [] == said("provisional", tmp_path, weekly)
    assert ["1 session of 19 is provisional: the notice of the holidays of 2027 is not out yet"] == said(
        "provisional", tmp_path, weekly, 'when = "每个法定节假日前3个工作日"\nall_day = true'
    )


def test_dropped_slots(tmp_path: Path) -> None:
    """The week of the Spring Festival has no working day; a week with one keeps its session."""
    assert ["“活动a” has no session for 2026-W08 (the whole week is off)"] == said(
        "dropped-slot", tmp_path, 'when = "2月每周一 15:00"'
    )
    assert ["“活动a” has no session for 2026-05 (Labour Day holiday: skipped)"] == said(
        "dropped-slot", tmp_path, 'when = "每月第一周星期五 15:00，遇节假日取消"\nexcept = "1月、10月"'
    )
    assert [] == said("dropped-slot", tmp_path, 'when = "3月至9月每周一 15:00"')


def test_worked_weekends(tmp_path: Path) -> None:
    """A session that moved to Sunday 01-04 can be sent elsewhere; one that was counted there cannot."""
    (moved,) = found("worked-weekend", tmp_path, 'when = "1月第一周星期五 15:00"')
    assert "“活动a” is held on a worked weekend day: 4 Jan" == moved.message
    assert "working_weekends = false" in moved.remedy
    (counted,) = found("worked-weekend", tmp_path, 'when = "10月第三个工作日 9:00"')
    assert ("“活动a” is held on a worked weekend day: 10 Oct", "") == (counted.message, counted.remedy)
    only_weekdays = "[defaults]\nworking_weekends = false"
    assert [] == said("worked-weekend", tmp_path, 'when = "1月第一周星期五 15:00"', head=only_weekdays)


def test_short_months(tmp_path: Path) -> None:
    """February has no 30th; every month has a 28th."""
    assert ["“活动a” takes another day in short periods: 2026-02 (no 30 in February: its last day)"] == said(
        "short-month", tmp_path, 'when = "每月30日 15:00"'
    )
    assert [] == said("short-month", tmp_path, 'when = "每月28日 15:00"')


def test_order_and_codes(tmp_path: Path) -> None:
    """By day, on one day the graver first; codes are unique."""
    plan = small_plan(
        tmp_path,
        'when = "每月第一周星期五 15:00"\nexcept = "5月"',
        'when = "10月2日 15:00，遇节假日不变"',
        'when = "1月4日 15:00"\ntopics = ["一", "二"]',
    )
    codes = [(finding.severity, finding.code) for finding in check(expand(plan))]
    assert [
        ("warning", "unused-topics"),  # concerns no day
        ("warning", "clash"),  # 01-04
        ("note", "worked-weekend"),
        ("note", "worked-weekend"),
        ("warning", "day-off-kept"),  # 10-02
    ] == codes
    assert len(CHECKS) == len({each.code for each in CHECKS})
    assert all(each.find.__doc__ for each in CHECKS)
