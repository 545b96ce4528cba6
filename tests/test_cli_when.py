"""`sanhui when`: the contract of its JSON, and what people see."""

import json
from pathlib import Path
from typing import Any

import pytest

from commandline import sanhui


def record(*words: str) -> dict[str, Any]:
    """The JSON for a phrase in 2026."""
    found: dict[str, Any] = json.loads(sanhui("when", *words, "--year", "2026", "--json").out)
    return found


def test_the_contract() -> None:
    """The phrase in both languages, its RFC 5545 rule, and each slot with its day and nominal date."""
    found = record("每月第二个周三 下午3点")
    assert "每月第二个周三 15:00" == found["when"]
    assert "2nd Wednesday of every month at 15:00" == found["en"]
    assert "FREQ=MONTHLY;BYDAY=2WE" == found["rrule"]
    assert 12 == len(found["sessions"])
    march = {
        "slot": "2026-03",
        "start": "2026-03-11T15:00",
        "nominal": "2026-03-11",
        "moved": None,
        "provisional": False,
    }
    assert march == found["sessions"][2]


def test_reasons_are_chinese_whatever_the_locale() -> None:
    """JSON is the same for every reader."""
    words = ("when", "每月第一个周五", "--year", "2026", "--json")
    assert sanhui("--lang", "en", *words).out == sanhui("--lang", "zh", *words).out
    january = json.loads(sanhui(*words).out)["sessions"][0]
    assert ("2026-01-02", "2026-01-04") == (january["nominal"], january["start"])
    assert "元旦" in january["moved"]


def test_a_slot_without_a_session() -> None:
    """A week of holidays leaves its slot without a start, and says why."""
    eighth = record("每周一")["sessions"][6]
    assert ("2026-W08", None, "2026-02-16", "整周放假") == (
        eighth["slot"],
        eighth["start"],
        eighth["nominal"],
        eighth["moved"],
    )


def test_floating_sessions_have_a_window() -> None:
    """A quota gives no days, but the first and the last that a session may take."""
    found = record("每季度1次")
    assert None is found["rrule"]
    first = {"first": "2026-01-01", "last": "2026-03-31"}
    assert [None, None, first] == [found["sessions"][0][key] for key in ("start", "nominal", "window")]


@pytest.mark.parametrize(
    ("options", "start", "code"),
    [
        ((), "2026-05-06", 0),
        (("--on-holiday", "advance"), "2026-05-06", 0),
        (("--on-holiday", "提前"), "2026-05-06", 0),
        (("--on-holiday", "keep"), "2026-05-01", 0),
        (("--on-holiday", "不变"), "2026-05-01", 0),
        (("--on-holiday", "skip"), None, 0),
        (("--within", "2天"), None, 1),
        (("--within", "2"), None, 1),
    ],
)
def test_policies(options: tuple[str, ...], start: str | None, code: int) -> None:
    """What becomes of Friday 1 May 2026: its month begins with it, so nothing can be brought forward."""
    outcome = sanhui("when", "每月第一个周五", "--year", "2026", *options, "--json")
    assert (code, start) == (outcome.code, json.loads(outcome.out)["sessions"][4]["start"])


def test_worked_weekends_may_be_left_out() -> None:
    """Friday 2 January 2026 moves to the worked Sunday, or past it."""
    starts = [
        json.loads(sanhui("when", "2026年1月2日", "--year", "2026", option, "--json").out)["sessions"][0][
            "start"
        ]
        for option in ("--weekends", "--no-weekends")
    ]
    assert ["2026-01-04", "2026-01-05"] == starts


def test_own_holidays(tmp_path: Path) -> None:
    """An overlay file changes the working days."""
    overlay = tmp_path / "local.toml"
    overlay.write_text('year = 2026\n[[holiday]]\nname = "校庆"\nfrom = 2026-03-11\n', encoding="utf-8")
    found = record("2026年3月11日", "--holidays", str(overlay))
    assert "2026-03-12" == found["sessions"][0]["start"]


def test_people_see_the_phrase_and_its_days() -> None:
    """The canonical phrase in the interface language, the dates in full, and why one moved."""
    shown = sanhui("--lang", "zh", "when", "每月第一个周五 下午3点", "--year", "2026").out
    assert "每月第一个周五 15:00" == shown.splitlines()[0]
    assert "2026年1月4日 周日 15:00" in shown
    assert "元旦" in shown
    english = sanhui("when", "每月第一个周五 下午3点", "--year", "2026").out
    assert english.startswith("1st Friday of every month at 15:00\n")
    assert "Sun 4 January 2026 15:00" in english


def test_people_see_that_there_is_none_or_no_day_yet() -> None:
    """A date of another year gives nothing in this one; a quota gives spans."""
    none = sanhui("when", "2027年3月5日", "--year", 2026)
    assert (0, "5 March 2027\nNo session in 2026.\n") == (none.code, none.out)
    floats = sanhui("when", "每季度1次", "--year", 2026)
    assert "2026-Q1  a day from Thu 1 January 2026 to Tue 31 March 2026" in floats.out


def test_words_need_no_quotes() -> None:
    """The shell's words are one phrase."""
    words = ["every", "Monday", "at", "15:00"]
    assert (
        sanhui("when", " ".join(words), "--year", "2026").out == sanhui("when", *words, "--year", "2026").out
    )


def test_a_provisional_year_says_so() -> None:
    """No notice is out for 2032."""
    assert "rovisional" in sanhui("when", "每月10日", "--year", "2032").out
    found = json.loads(sanhui("when", "每月10日", "--year", "2032", "--json").out)
    assert {True} == {each["provisional"] for each in found["sessions"]}


def test_to_be_settled_by_hand() -> None:
    """A slot that must be settled by hand makes the exit code 1."""
    outcome = sanhui("when", "2026年2月18日", "--year", "2026", "--within", "1天")
    assert 1 == outcome.code
    assert "settled by hand" in outcome.out


def test_what_is_not_understood_is_pointed_at() -> None:
    """Exit code 2, nothing on stdout, a caret under the character."""
    outcome = sanhui("when", "每周八", "--json")
    assert (2, "") == (outcome.code, outcome.out)
    _message, text, caret, _remedy = outcome.err.splitlines()
    assert ("  每周八", "      ^") == (text, caret)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("每周一", "--within", "七天半"), "--within:"),
        (("每周一", "--on-holiday", "推迟吧"), "--on-holiday:"),
        (("每周一", "--year", "12"), "--year:"),
        (("每周一，寒假除外", "--year", "2026"), "[[period]]"),
        (("每周一", "--holidays", "missing.toml"), "missing.toml"),
    ],
)
def test_wrong_options(words: tuple[str, ...], said: str) -> None:
    """The option is named, and the exit code is 2."""
    outcome = sanhui("when", *words)
    assert (2, "") == (outcome.code, outcome.out)
    assert said in outcome.err
