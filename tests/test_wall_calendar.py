"""`sanhui show --year` and `--month`: the year as a wall calendar in a terminal."""

import datetime as dt
from pathlib import Path

import pytest
from rich.cells import cell_len

from commandline import ROOT, sanhui, write
from sanhui.plan.kinds import shipped
from sanhui.plan.load import load
from sanhui.publish.year.daily import Sort, days_of, months_of
from sanhui.schedule.expand import expand
from sanhui.schedule.model import Status
from test_cli_show import golden

QIYOU = ROOT / "plans/qiyou-2026.toml"
NOW = "2026-09-10T10:00"
SEVERAL_DAYS = """\
[plan]
id = "p"
year = 2026
title = "计划"

[[activity]]
id = "class"
title = "读书班"
kind = "读书班"
when = "2026年3月30日"
duration = "3天"

[[activity]]
id = "night"
title = "夜校"
kind = "集中学习"
when = "2026年5月6日 21:00-24:00"

[[change]]
session = "night/2026"
cancelled = true
"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", ["year", "month"])
def test_view_of_a_real_plan(view: str, language: str) -> None:
    """Twelve months, and one month with its agenda, at eighty columns, are those of the golden files."""
    words = ["--year"] if view == "year" else ["--month", "本月"]
    shown = sanhui("--lang", language, "show", QIYOU, *words, COLUMNS="80", SANHUI_NOW=NOW).out
    assert golden(f"qiyou-2026.{view}.{language}.txt", shown) == shown


@pytest.mark.parametrize("room", [38, 60, 80, 120, 200])
@pytest.mark.parametrize("words", [["--year"], ["--month", "9"]], ids=["year", "month"])
def test_no_line_is_wider_than_the_screen(words: list[str], room: int) -> None:
    """Rich, which measures by tables of its own, finds every line within the screen, without blanks at its end."""
    shown = sanhui("--lang", "zh", "show", QIYOU, *words, COLUMNS=str(room), SANHUI_NOW=NOW).out
    assert [] == [line for line in shown.splitlines() if cell_len(line) > room or line.endswith(" ")]


def test_today_is_marked() -> None:
    """Today has a mark that needs no colour."""
    shown = sanhui("show", QIYOU, "--year", SANHUI_NOW="2026-09-09T10:00").out
    assert 1 == shown.count("9课<")


def test_days_agree_with_the_sessions() -> None:
    """Every session that takes place is drawn on its days, once each, and on no other."""
    schedule = expand(load(QIYOU))
    drawn = [
        (day.date, each.id) for month in months_of(schedule) for day in month.days for each in day.sessions
    ]
    held = [each for each in schedule.sessions if each.date and each.status is not Status.CANCELLED]
    assert sorted((day, each.id) for each in held for day in days_of(each)) == sorted(drawn)


def test_session_of_several_days(tmp_path: Path) -> None:
    """It is drawn on each of them, also across months; one that was cancelled is not drawn."""
    schedule = expand(load(write(tmp_path, SEVERAL_DAYS)))
    drawn = [day.date for month in months_of(schedule) for day in month.days if day.sessions]
    assert [dt.date(2026, 3, 30), dt.date(2026, 3, 31), dt.date(2026, 4, 1)] == drawn


def test_sorts_of_days_are_those_of_the_notice() -> None:
    """The notice for 2026: 33 days off, six weekend days worked."""
    days = [day for month in months_of(expand(load(QIYOU))) for day in month.days]
    assert (365, 33, 6) == (
        len(days),
        sum(day.sort is Sort.OFF for day in days),
        sum(day.sort is Sort.WORKED for day in days),
    )


def test_kinds_have_symbols_of_their_own() -> None:
    """No two kinds look alike without colours: that is what a colour-blind reader goes by."""
    symbols = [kind.symbol for kind in shipped().values()]
    assert sorted(set(symbols)) == sorted(symbols)


@pytest.mark.parametrize(
    "said", ["9", "9月", "九月", "September", "2026-09", "本月", "this month", "2026年9月"]
)
def test_month_as_people_say_it(said: str) -> None:
    """A month by number, by name, with its year, or as seen from today."""
    shown = sanhui("show", QIYOU, "--month", said, SANHUI_NOW=NOW)
    assert (0, "September 2026") == (shown.code, shown.out.partition("\n")[0])


@pytest.mark.parametrize(
    ("said", "message"),
    [("13", "“13” is no month"), ("foo", "“foo” is no month"), ("2027-01", "2027-01 is not in it")],
)
def test_month_that_is_none(said: str, message: str) -> None:
    """What is no month, or not one of the plan's year, is refused with examples."""
    outcome = sanhui("show", QIYOU, "--month", said)
    assert (2, True) == (outcome.code, message in outcome.err)


@pytest.mark.parametrize("other", ["--json", "--csv", "--counts", "--where-from"])
def test_one_form_at_a_time(other: str) -> None:
    """A wall calendar is nothing else at once."""
    outcome = sanhui("show", QIYOU, "--year", other)
    assert (2, True) == (outcome.code, "choose one of" in outcome.err)


def test_filters_hold() -> None:
    """Only the sessions that pass the filters are drawn and counted."""
    shown = sanhui("show", QIYOU, "--year", "--kind", "党课", "--lang", "zh").out
    assert (True, False) == ("课 党课 13" in shown, "学 集中学习" in shown)
