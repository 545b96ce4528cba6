"""`sanhui date`: a date as people say it, shown in full."""

import json
from pathlib import Path

import pytest

from commandline import sanhui

NOW = ("--now", "2026-03-02T10:00")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("下周三下午两点", "2026-03-11T14:00"),
        ("下周三", "2026-03-11"),
        ("next friday", "2026-03-13"),
        ("2026-03-05", "2026-03-05"),
    ],
)
def test_json(text: str, start: str) -> None:
    """A start with a time of day is local and has no offset; without one it is a plain date."""
    assert {"start": start} == json.loads(sanhui("date", text, *NOW, "--json").out)


def test_people_see_the_full_date() -> None:
    """With its weekday, in the interface language."""
    assert "Wed 11 March 2026 14:00\n" == sanhui("date", "下周三", "下午两点", *NOW).out
    assert "2026年3月11日 周三\n" == sanhui("--lang", "zh", "date", "下周三", *NOW).out


@pytest.mark.parametrize("text", ["2月30日", "下周八", "25点", "随便哪天", ""])
def test_what_is_no_date(text: str) -> None:
    """It exits 2, says so and points at it."""
    outcome = sanhui("date", text, *NOW, "--json")
    assert (2, "") == (outcome.code, outcome.out)
    assert "^" in outcome.err


def test_now_is_read_like_every_date() -> None:
    """Also the moment itself may be said in words, and is shown back."""
    outcome = sanhui("date", "明天", "--now", "2026年3月2日上午10点")
    assert "Tue 3 March 2026\n" == outcome.out
    assert "--now 2026年3月2日上午10点: Mon 2 March 2026 10:00\n" == outcome.err


def test_without_now_the_clock_decides() -> None:
    """今天 is a day, whichever it is."""
    assert 0 == sanhui("date", "今天").code


def test_the_table_through_the_command_line() -> None:
    """A sample of the table of expressions has the same answers here."""
    lines = (Path(__file__).parent / "moment" / "dates.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][::9]
    for text, day, time in rows:
        start = f"{day}T{time}" if time else day
        assert {"start": start} == json.loads(sanhui("date", text, *NOW, "--json").out)
