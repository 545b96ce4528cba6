"""Why a session stands where it stands, in words; dates and lengths as people say them."""

from __future__ import annotations

import datetime as dt

import pytest

from handmade import session
from sanhui import wording
from sanhui.days.calendar import WorkCalendar
from sanhui.i18n import Language, speaking
from sanhui.schedule.expand import sessions_of
from sanhui.schedule.model import Reason, Status, Step
from sanhui.schedule.reasons import account, moved, sentence
from sanhui.when.tree import Daily, Day, Festival, Lunar, Periodic, Policy, Rule, Unit, Weekday, Weekly, When

FIRST_FRIDAY = Periodic(Unit.MONTH, (Weekday(1, 5),))


@pytest.mark.parametrize(
    ("rule", "policy", "within", "expected"),
    [
        (FIRST_FRIDAY, "postpone", 7, "New Year's Day holiday: postponed to 4 Jan (worked weekend day)"),
        (FIRST_FRIDAY, "skip", 7, "New Year's Day holiday: skipped"),
        (FIRST_FRIDAY, "keep", 7, "New Year's Day holiday: held all the same"),
        (FIRST_FRIDAY, "postpone", 1,
         "New Year's Day holiday: no working day in reach (1 days, same period), to be settled by hand"),
        (FIRST_FRIDAY, "advance", 7,
         "New Year's Day holiday: no day before it in reach, so postponed to 4 Jan (worked weekend day)"),
        (Periodic(Unit.MONTH, (Day(10),)), "advance", 7, "weekend: brought forward to 9 Jan"),
        (Periodic(Unit.MONTH, (Day(-1),)), "postpone", 7, "weekend: no day after it in reach, so brought forward to 30 Jan"),
        (Weekly((2,)), "postpone", 7, "the whole week is off"),
        (Daily(working=False), "postpone", 7, "New Year's Day holiday: no session"),
        (Periodic(Unit.MONTH, (Day(30),)), "postpone", 7, "no 30 in February: its last day"),
        (Periodic(Unit.MONTH, (Day(28), Day(30))), "keep", 7, "no 30 in February, whose last day is taken"),
        (Periodic(Unit.QUARTER, (Day(92),)), "keep", 7, "the period has no day 92: 31 Mar stands for it"),
        (Lunar(12, 30), "keep", 7, "the period has no day 30: 16 Feb stands for it"),
        (Festival("youth-day"), "postpone", 7, "Labour Day holiday: postponed to 6 May"),
    ],
)  # fmt: skip
def test_sentences(rule: Rule, policy: str, within: int, expected: str) -> None:
    """The first step of the first session that has one."""
    found = sessions_of(When(rules=(rule,)), 2026, WorkCalendar(), Policy(policy), within)
    assert expected == next(sentence(each.steps[0]) for each in found if each.steps)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason: Reason) -> None:
    """No reason is left without words."""
    step = Step(reason, dt.date(2026, 2, 28), dt.date(2026, 2, 27), within=7, day=30)
    assert sentence(step)
    assert "{" not in sentence(step)


def test_a_day_off_without_a_name() -> None:
    """An overlay's day off needs no holiday; a weekday is then no weekend."""
    step = Step(Reason.MOVED, dt.date(2026, 3, 11), dt.date(2026, 3, 12), within=7)
    assert "day off: postponed to 12 Mar" == sentence(step)


def test_several_steps_stand_on_one_line() -> None:
    """What `show` prints: all steps, or nothing for a session on its nominal date."""
    steps = (
        Step(Reason.SHORT_MONTH, dt.date(2024, 6, 30), dt.date(2024, 6, 30), day=31),
        Step(Reason.TURNED, dt.date(2024, 6, 30), dt.date(2024, 6, 28), within=7),
    )
    expected = "no 31 in June: its last day; weekend: no day after it in reach, so brought forward to 28 Jun"
    assert expected == moved(session(steps=steps))
    assert moved(session()) is None


def test_the_whole_account() -> None:
    """From the nominal date over every step to the day, sentence by sentence."""
    steps = (Step(Reason.MOVED, dt.date(2026, 5, 1), dt.date(2026, 5, 6), "labour-day", 7),)
    start = dt.datetime(2026, 5, 6, 15, tzinfo=dt.UTC)
    told = account(session(nominal=dt.date(2026, 5, 1), start=start, steps=steps, provisional=True))
    expected = [
        "By its rule it falls on Fri 1 May 2026.",
        "Labour Day holiday: postponed to 6 May.",
        "So it is held on Wed 6 May 2026.",
        "Provisional: the official notice of the holidays is not out yet, so the day may change.",
    ]
    assert expected == told


def test_the_account_of_what_has_no_day() -> None:
    """A floating session has its window, a dropped one says so."""
    window = {"first": dt.date(2026, 1, 1), "last": dt.date(2026, 3, 31)}
    floating = session(start=None, end=None, status=Status.FLOATING, **window)
    assert ["A day is still to be fixed, from Thu 1 January 2026 to Tue 31 March 2026."] == account(floating)
    dropped = session(start=None, end=None, steps=(Step(Reason.WEEK_OFF, dt.date(2026, 2, 16)),))
    assert ["The whole week is off.", "So there is no session."] == account(dropped)


@pytest.mark.parametrize(
    ("language", "short", "long", "weekday", "month"),
    [
        ("zh", "3月5日", "2026年3月5日 周四", "周四", "3月"),
        ("en", "5 Mar", "Thu 5 March 2026", "Thu", "March"),
    ],
)
def test_dates_in_words(language: Language, short: str, long: str, weekday: str, month: str) -> None:
    """Both languages have their own order."""
    day = dt.date(2026, 3, 5)
    with speaking(language):
        actual = (wording.short_date(day), wording.long_date(day), wording.weekday(day), wording.month(3))
    assert (short, long, weekday, month) == actual


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0分钟", "0 minutes"),
        (1, "1分钟", "1 minute"),
        (45, "45分钟", "45 minutes"),
        (60, "1小时", "1 hour"),
        (90, "90分钟", "90 minutes"),
        (120, "2小时", "2 hours"),
        (150, "2小时30分钟", "2 hours 30 minutes"),
        (181, "3小时1分钟", "3 hours 1 minute"),
    ],
)
def test_lengths_in_words(minutes: int, zh: str, en: str) -> None:
    """Whole hours as hours, up to two hours in minutes."""
    with speaking("zh"):
        assert zh == wording.duration(minutes)
    with speaking("en"):
        assert en == wording.duration(minutes)
