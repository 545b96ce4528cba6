"""When a notice comes after the plan, every session that moves because of it is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sanhui.checks import moved_by_notice
from sanhui.schedule.expand import expand
from small_plans import small_plan

#: An invented notice; only its days off by law are known beforehand.
NOTICE = """\
year = 2027
status = "official"

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03

[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-11
working = [2027-01-30, 2027-02-20]

[[holiday]]
name = "清明节"
from = 2027-04-03
to = 2027-04-05

[[holiday]]
name = "劳动节"
from = 2027-05-01
to = 2027-05-05
working = [2027-04-25, 2027-05-08]

[[holiday]]
name = "端午节"
from = 2027-06-09
to = 2027-06-11
working = [2027-06-12]

[[holiday]]
name = "中秋节"
from = 2027-09-15
to = 2027-09-17
working = [2027-09-18]

[[holiday]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
working = [2027-09-26, 2027-10-09]
"""
HOLIDAYS = 'holidays = ["2027.toml"]'
WEDNESDAYS = 'when = "每月第一个周三 15:00"'
FRIDAYS = 'when = "每月第二个周五 15:00"'


def messages(folder: Path, *activities: str, year: int = 2027, notice: str = NOTICE) -> list[str]:
    """What is told about a plan beside this notice."""
    (folder / "2027.toml").write_text(notice, encoding="utf-8")
    plan = small_plan(folder, *activities, year=year, head=HOLIDAYS)
    return [finding.message for finding in moved_by_notice(plan)]


def test_moved_sessions_are_named(tmp_path: Path) -> None:
    """05-05 was a Wednesday like others before the notice; the second Fridays have no holiday in the way."""
    assert ["“活动a” 2027-05: from Wed 5 May 2027 to Thu 6 May 2027"] == [
        message for message in messages(tmp_path, WEDNESDAYS, FRIDAYS) if "2027-05" in message
    ]
    assert [] == messages(tmp_path, 'when = "3月第二个周五 15:00"')


def test_all_of_them_in_order_of_the_old_day(tmp_path: Path) -> None:
    """Of the Wednesdays and Fridays of the year: 05-05, 06-11, 10-06 move; each says what it concerns."""
    (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")
    plan = small_plan(tmp_path, FRIDAYS, WEDNESDAYS, year=2027, head=HOLIDAYS)
    findings = moved_by_notice(plan)
    assert [("b/2027-05",), ("a/2027-06",), ("b/2027-10",)] == [finding.sessions for finding in findings]
    assert {("note", "moved-by-notice")} == {(finding.severity, finding.code) for finding in findings}
    assert "“活动a” 2027-06: from Fri 11 June 2027 to Sat 12 June 2027" == findings[1].message


def test_sessions_that_vanish(tmp_path: Path) -> None:
    """A week that the notice takes whole has no session any more."""
    notice = NOTICE.replace("from = 2027-05-01\nto = 2027-05-05", "from = 2027-05-01\nto = 2027-05-09").replace(
        "working = [2027-04-25, 2027-05-08]", "working = [2027-04-25]"
    )  # fmt: skip
    assert ["“活动a” 2027-W18: was on Wed 5 May 2027, has no day now"] == messages(
        tmp_path, 'when = "5月每周三 15:00"', notice=notice
    )


def test_the_new_year_reminder_of_the_year_before(tmp_path: Path) -> None:
    """A plan of 2026 moves too, where it rests on the year after."""
    early = NOTICE.replace("from = 2027-01-01", "from = 2026-12-31")
    reminder = 'when = "每个法定节假日前3个工作日"\nall_day = true'
    assert ["“活动a” 2027-new-year: from Tue 29 December 2026 to Mon 28 December 2026"] == messages(
        tmp_path, reminder, year=2026, notice=early
    )
    assert [] == messages(tmp_path, reminder, year=2026)


def test_local_days_are_no_notice(tmp_path: Path) -> None:
    """A file of local status moves sessions on purpose; nothing was published otherwise before."""
    local = (
        'year = 2027\nstatus = "local"\n\n[[holiday]]\nname = "校庆"\nfrom = 2027-05-05\nto = 2027-05-05\n'
    )
    assert [] == messages(tmp_path, WEDNESDAYS, notice=local)


def test_a_year_that_the_program_knows(tmp_path: Path) -> None:
    """Its plan was never provisional, even if a file has other days: here 05-06, a Wednesday, is off."""
    days = {
        "元旦": ("01-01", "01-03"),
        "春节": ("02-15", "02-23"),
        "清明节": ("04-04", "04-06"),
        "劳动节": ("05-01", "05-06"),
        "端午节": ("06-19", "06-21"),
        "中秋节": ("09-25", "09-27"),
        "国庆节": ("10-01", "10-07"),
    }
    tables = [
        f'[[holiday]]\nname = "{name}"\nfrom = 2026-{a}\nto = 2026-{b}\n' for name, (a, b) in days.items()
    ]
    (tmp_path / "2027.toml").write_text(
        'year = 2026\nstatus = "official"\n' + "\n".join(tables), encoding="utf-8"
    )
    plan = small_plan(tmp_path, WEDNESDAYS, head=HOLIDAYS)
    assert frozenset({2026}) == plan.calendar.overlays[0].years
    assert dt.date(2026, 5, 7) == expand(plan).by_id["a/2026-05"].date
    assert () == moved_by_notice(plan)


def test_without_a_file(tmp_path: Path) -> None:
    """A year that is still provisional has moved nothing."""
    assert () == moved_by_notice(small_plan(tmp_path, WEDNESDAYS, year=2027))
