"""A record goes on over New Year: what the body's other plans have tells of absences and terms, and of no year but its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ledgers import stamp
from sanhui.ledger import held, makeups, marks, plans
from sanhui.ledger.held import Held
from sanhui.ledger.makeups import MakeUp
from sanhui.ledger.marks import Marked
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rules.audit import audit
from sanhui.rules.kept import recorded
from sanhui.rules.verdict import Verdict
from sanhui.schedule.expand import expand
from small_plans import write_plan

ABSENCE = """
[[rule]]
id = "away"
zh = "连续缺席"
sort = "long-absence"
months = 6
warn_months = 3
kinds = ["主题党日"]
[[rule]]
id = "office"
zh = "任期"
sort = "term"
months = 36
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """01 and 02 were absent from March 2026 on; 01 came again in January, when 02 made up what was missed in May."""
    days = {
        "2026-01-10": ("theme-day", "present", "present"),
        "2026-03-10": ("theme-day", "absent", "absent"),
        "2026-05-10": ("theme-day", "absent", "absent"),
        "2026-08-10": ("study", "present", "present"),
        "2026-11-10": ("theme-day", "absent", "absent"),
        "2027-01-15": ("theme-day", "present", "absent"),
        "2027-04-10": ("election", "present", "present"),
    }
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.change(stamp()) as change:
        for year in (2026, 2027):
            plans.enter(change, f"p{year}", year, "示例支部")
        for n, (text, (kind, *said)) in enumerate(days.items()):
            day = dt.date.fromisoformat(text)
            plan, session = f"p{day.year}", f"x/{n}"
            held.record(change, Held(plan=plan, session=session, day=day, kinds=(kind,)))
            marks.record(
                change,
                [
                    Marked(plan=plan, session=session, member=member, name=member, mark=mark, day=day)
                    for member, mark in zip(("01", "02"), said, strict=True)
                ],
            )
        late = MakeUp(plan="p2026", session="x/2", member="02", done_on=dt.date(2027, 1, 20))
        makeups.record(change, late)
    (tmp_path / "local.toml").write_text(
        f'[rulebook]\nid = "local"\nzh = "制度"\n{ABSENCE}', encoding="utf-8"
    )
    return tmp_path


def judged(folder: Path, year: int, day: str) -> dict[tuple[str, str], Verdict]:
    """What is said of the year's plan as of a day, by rule and member."""
    head = 'organization = "示例支部"\nrules = ["local.toml"]'
    people = "编号,姓名\n01,甲同志\n02,乙同志\n"
    path = write_plan(folder, 'kind = "提醒"\nwhen = "6月1日"', head=head, roster=people, year=year)
    path.write_text(path.read_text(encoding="utf-8").replace('id = "p"', f'id = "p{year}"'), encoding="utf-8")
    schedule = expand(load(path))
    as_of = dt.date.fromisoformat(day)
    with read_ledger(folder / "ledger.db") as ledger:
        kept = recorded(ledger, schedule.plan, as_of)
    verdicts = audit(schedule, rules_of(schedule.plan), kept, as_of)
    return {(each.rule.id, each.subject): each for each in verdicts}


def away(folder: Path, year: int, day: str) -> list[tuple[str, int]]:
    """State and months of both members."""
    found = judged(folder, year, day)
    return [(found["away", member].state, found["away", member].got) for member in ("01", "02")]


def test_a_year_that_is_over_is_judged_on_its_last_day(folder: Path) -> None:
    """Both had been away for nine months then; who comes again changes the next year, what is made up this one."""
    for day in ("2026-12-31", "2027-01-19"):
        assert [("short", 9), ("short", 9)] == away(folder, 2026, day), day
    assert [("short", 9), ("unchecked", 1)] == away(folder, 2026, "2027-01-20")


def test_the_next_year_knows_what_went_before(folder: Path) -> None:
    """By theme days alone, as the rule says; and by make-ups that had been done by that day."""
    assert [("short", 10), ("short", 10)] == away(folder, 2027, "2027-01-14")
    assert [("met", 0), ("short", 10)] == away(folder, 2027, "2027-01-19")
    assert [("met", 0), ("unchecked", 2)] == away(folder, 2027, "2027-01-20")


def test_an_election_of_another_year_begins_no_term_before(folder: Path) -> None:
    """It does in its own, also for a rule that names no kinds."""
    found = [judged(folder, year, "2027-12-01")["office", ""].state for year in (2026, 2027)]
    assert ["unchecked", "met"] == found
