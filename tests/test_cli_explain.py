"""`sanhui explain`: how one session came to its day."""

from pathlib import Path

import pytest

from commandline import PLAN, UNSETTLED, sanhui, write


def test_a_moved_session(tmp_path: Path) -> None:
    """The rule, the day it gives, the step, the day it is held on, the holiday, the source."""
    told = sanhui("explain", "weekly-study/2026-W41", write(tmp_path)).out.splitlines()
    assert [
        "weekly-study/2026-W41: 每周有学习：总书记的一周",
        "- The rule says “every Monday at 15:00”; on a day off it is postponed, by 7 days at most.",
        "- By its rule it falls on Mon 5 October 2026.",
        "- National Day holiday: postponed to 8 Oct.",
        "- So it is held on Thu 8 October 2026.",
        "- National Day is off from Thu 1 October 2026 to Wed 7 October 2026, 7 days; "
        "worked in exchange: Sun 20 September 2026, Sat 10 October 2026.",
    ] == told[:6]
    assert told[6].startswith("- Source: notices of the State Council (chinesecalendar ")


def test_in_chinese(tmp_path: Path) -> None:
    """The whole account is in the interface language."""
    told = sanhui("--lang", "zh", "explain", "weekly-study/2026-W08", write(tmp_path)).out
    assert "每周一 15:00" in told
    assert "整周放假" in told
    assert "2026年2月15日 周日" in told
    assert not any(word in told for word in ("rule", "held", "Source"))


@pytest.mark.parametrize(
    "said",
    [
        "lectures/2026-03",
        "2026-03-11",
        "2026年3月11日",
        "lectures@2026-03-11",
        "lectures@2026年3月11日",
    ],
)
def test_ways_to_name_a_session(tmp_path: Path, said: str) -> None:
    """By its id, by its day when that has one session, by activity and day."""
    assert sanhui("explain", said, write(tmp_path)).out.startswith("lectures/2026-03: ")


def test_by_its_nominal_day(tmp_path: Path) -> None:
    """Who asks what became of Monday 16 February gets the answer."""
    assert sanhui("explain", "2026-02-16", write(tmp_path)).out.startswith("weekly-study/2026-W08: ")


def test_by_slot_or_activity_alone(tmp_path: Path) -> None:
    """A slot that one activity has is a name, too; one of several activities is not."""
    path = write(tmp_path)
    assert sanhui("explain", "2026-W11", path).out.startswith("weekly-study/2026-W11: ")
    outcome = sanhui("explain", "2026-03", path)
    assert (2, "") == (outcome.code, outcome.out)
    assert "lectures/2026-03" in outcome.err
    assert "theme-day/2026-03" in outcome.err


def test_several_sessions_on_a_day_are_listed(tmp_path: Path) -> None:
    """Exit code 2, with the candidates."""
    outcome = sanhui("explain", "2026-05-06", write(tmp_path))
    assert (2, "") == (outcome.code, outcome.out)
    assert "theme-day/2026-05 (6 May), weekly-study/2026-W19 (6 May)" in outcome.err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("weekly-study/2026-W99", "did you mean “weekly-study/2026-W"),
        ("weeky-study/2026-W11", "did you mean “weekly-study/2026-W11”"),
        ("2026-03-15", "there is no session on"),
        ("lectures@2026-03-12", "there is no session on"),
        ("forum", "this may be 4 sessions"),
        ("随便", "there is no such session"),
    ],
)
def test_sessions_that_are_not_there(tmp_path: Path, said: str, told: str) -> None:
    """Exit code 2, and what may have been meant."""
    outcome = sanhui("explain", said, write(tmp_path))
    assert (2, "") == (outcome.code, outcome.out)
    assert told in outcome.err


def test_a_session_to_be_settled_by_hand(tmp_path: Path) -> None:
    """It tells what stands in the way, and the exit code is 1."""
    outcome = sanhui("explain", "stuck/2026", write(tmp_path, UNSETTLED))
    assert 1 == outcome.code
    assert "to be settled by hand" in outcome.out
    assert "Spring Festival is off from Sun 15 February 2026" in outcome.out


def test_a_break_that_nothing_is_worked_for(tmp_path: Path) -> None:
    """清明 of 2026 has its weekend and a Monday."""
    told = sanhui("explain", "weekly-study/2026-W15", write(tmp_path)).out
    assert "Qingming Festival is off from Sat 4 April 2026 to Mon 6 April 2026, 3 days." in told
    assert "worked in exchange" not in told


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("skip", "“every Monday at 15:00, skipped on holidays”; on a day off it is skipped."),
        ("keep", "“every Monday at 15:00, kept on holidays”; on a day off it is held all the same."),
    ],
)
def test_a_session_that_does_not_move(tmp_path: Path, policy: str, said: str) -> None:
    """Its rule is told without how far it may move."""
    plan = write(tmp_path, PLAN.replace('when = "每周一"', f'when = "每周一"\non_holiday = "{policy}"'))
    assert f"The rule says {said}" in sanhui("explain", "weekly-study/2026-W15", plan).out


def test_a_floating_session(tmp_path: Path) -> None:
    """It has a window instead of a day."""
    told = sanhui("explain", "forum/2026-Q1", write(tmp_path)).out
    assert "A day is still to be fixed, from Thu 1 January 2026 to Tue 31 March 2026." in told


def test_sentences_fold_on_a_screen(tmp_path: Path) -> None:
    """At forty columns each sentence still begins with its dash."""
    wide = sanhui("explain", "lectures/2026-03", write(tmp_path)).out
    narrow = sanhui("explain", "lectures/2026-03", tmp_path, COLUMNS="40").out
    assert wide.count("\n- ") == narrow.count("\n- ")
    assert max(map(len, narrow.splitlines()[1:])) <= 40
