"""Moves off days off, against `remind`, which has moved reminders AFTER, BEFORE and SKIP for thirty years.

Remind knows nothing of our periods, so it is asked where each nominal date goes in either direction, and the rule of
design.md is put together from its answers: the wanted direction, the other one if that leaves the period or the limit.
"""

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from programs import program
from sanhui.days.calendar import WorkCalendar
from sanhui.schedule.candidate import Candidate
from sanhui.schedule.expand import sessions_of
from sanhui.schedule.occurrences import candidates
from sanhui.when.tree import Day, Periodic, Policy, Rule, Unit, Weekday, Weekly, When

YEAR = 2026
WITHIN = 7
CALENDAR = WorkCalendar()
RULES: list[Rule] = [
    *(Weekly((day,)) for day in range(1, 6)),
    *(Periodic(Unit.MONTH, (Day(n),)) for n in (*range(1, 32), -1)),
    *(Periodic(Unit.MONTH, (Weekday(n, day),)) for n in (1, 2, 3, 4, -1) for day in range(1, 6)),
    *(Periodic(Unit.QUARTER, (Day(n),)) for n in (1, -1)),
]
NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def spelled(day: dt.date) -> str:
    """A date as remind writes it."""
    return f"{day.day} {NAMES[day.month - 1]} {day.year}"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[dt.date, dt.date]]:
    """Where remind puts every day from December to January, by direction; SKIP leaves days off out."""
    first, last = dt.date(YEAR - 1, 12, 15), dt.date(YEAR + 1, 1, 15)
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    omitted = "".join(f"OMIT {spelled(day)}\n" for day in days if CALENDAR.is_off(day))
    answers = {}
    for direction in ("AFTER", "BEFORE", "SKIP"):
        script: Path = tmp_path_factory.mktemp("remind") / f"{direction}.rem"
        lines = "".join(f"REM {spelled(day)} {direction} MSG {day.isoformat()}\n" for day in days)
        script.write_text(omitted + lines, encoding="utf-8")
        listed = subprocess.run(
            [program("remind"), "-s14", str(script), f"{YEAR - 1}-12-01"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        pairs = [line.split() for line in listed.splitlines()]
        answers[direction] = {
            dt.date.fromisoformat(words[-1]): dt.date.fromisoformat(words[0].replace("/", "-"))
            for words in pairs
        }
    return answers


def expected(
    candidate: Candidate, policy: Policy, moved: dict[str, dict[dt.date, dt.date]]
) -> dt.date | None:
    """The day by remind's answers and the rule of design.md."""
    day = candidate.nominal
    assert day is not None
    if policy is Policy.SKIP:
        return moved["SKIP"].get(day)
    later, earlier = moved["AFTER"][day], moved["BEFORE"][day]
    wanted = {
        Policy.POSTPONE: (later, earlier),
        Policy.ADVANCE: (earlier, later),
        Policy.NEAREST: (later, earlier) if later - day <= day - earlier else (earlier, later),
    }[policy]
    for found in wanted:
        if candidate.period.first <= found <= candidate.period.last and abs(found - day).days <= WITHIN:
            return found
    return None


@pytest.mark.parametrize("policy", [Policy.POSTPONE, Policy.ADVANCE, Policy.NEAREST, Policy.SKIP])
def test_sessions_go_where_remind_sends_them(
    policy: Policy, moved: dict[str, dict[dt.date, dt.date]]
) -> None:
    """Every session of a shared set of rules stands where remind's directions lead it."""
    compared = changed = 0
    for rule in RULES:
        nominal = [c for c in candidates(When((rule,)), YEAR, CALENDAR, {}) if not c.doubled]
        placed = sessions_of(When((rule,)), YEAR, CALENDAR, policy, WITHIN)
        days = {p.candidate.slot: p.date for p in placed}
        for candidate in nominal:
            assert expected(candidate, policy, moved) == days[candidate.slot], (rule, candidate.slot)
            compared += 1
            changed += days[candidate.slot] != candidate.nominal
    assert compared > 800
    assert changed > 100
