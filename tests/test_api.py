"""`import sanhui`: the public functions do what the commands do, are typed, and say what is wrong."""

import datetime as dt
import json
from pathlib import Path
from typing import assert_type

import pytest

import sanhui
from commandline import PLAN, write
from commandline import sanhui as run

DAY = dt.date(2026, 11, 23)


def test_every_public_name_is_there_and_typed(tmp_path: Path) -> None:
    """Strict mypy reads these lines too: a user's program knows what each function gives."""
    plan = sanhui.load(str(write(tmp_path)))
    assert_type(plan, sanhui.Plan)
    schedule = sanhui.expand(plan)
    assert_type(schedule, sanhui.Schedule)
    assert_type(schedule.sessions, tuple[sanhui.Session, ...])
    assert_type(schedule.tasks, tuple[sanhui.Task, ...])
    assert_type(sanhui.check(schedule), tuple[sanhui.Finding, ...])
    assert_type(sanhui.audit(schedule, as_of=DAY), tuple[sanhui.Verdict, ...])
    assert_type(sanhui.publish.to_ics(schedule), bytes)
    assert_type(sanhui.publish.ics.calendar(schedule), bytes)
    assert issubclass(sanhui.InputError, sanhui.SanhuiError)
    assert {"load", "expand", "check", "audit", "publish"} < set(sanhui.__all__)
    assert [] == [name for name in sanhui.__all__ if not hasattr(sanhui, name)]
    assert [] == [name for name in sanhui.publish.__all__ if not hasattr(sanhui.publish, name)]
    assert set(sanhui.__all__) <= set(dir(sanhui))
    assert (Path(sanhui.__file__).parent / "py.typed").is_file()


def test_functions_say_what_commands_say(tmp_path: Path) -> None:
    """The same findings and verdicts as `check --json` and `audit --json`, the same files as `export`."""
    path = write(tmp_path)
    run("held", "theme-day/2026-01", path, "--start", "15:00")
    schedule = sanhui.expand(sanhui.load(path))
    with sanhui.speaking("zh"):
        told = [(each.code, each.message) for each in sanhui.check(schedule, by_rules=True)]
        judged = [(each.rule.id, each.period, each.state) for each in sanhui.audit(schedule, as_of=DAY)]
    findings = json.loads(run("check", path, "--rules", "--json").out)
    assert [(each["code"], each["message"]) for each in findings] == told
    records = json.loads(run("audit", path, "--as-of", DAY, "--json").out)["findings"]
    assert [(each["rule"], each["period"], each["state"]) for each in records] == judged
    assert ("theme-day", "2026-01", "met") in judged
    for suffix, data in {
        "ics": sanhui.publish.to_ics(schedule),
        "json": sanhui.publish.to_json(schedule).encode(),
        "csv": sanhui.publish.to_csv(schedule).encode("utf-8-sig"),
        "svg": sanhui.publish.to_svg(schedule),
    }.items():
        run("export", suffix, path)
        assert (tmp_path / f"skl-2026.{suffix}").read_bytes() == data, suffix


def test_a_moment_is_as_good_as_its_day(tmp_path: Path) -> None:
    """A `datetime` is a `date` for type checkers, and for whoever has one of a clock."""
    path = write(tmp_path)
    reason = ("--reason", "flood", "--by", "甲同志", "--until", "2026-12-01")
    run("waive", "theme-day", "2026-01", *reason, "--plan", path)
    schedule = sanhui.expand(sanhui.load(path))
    for zone in (None, dt.UTC):
        moment = dt.datetime(2026, 11, 23, 12, tzinfo=zone)
        assert sanhui.audit(schedule, as_of=DAY) == sanhui.audit(schedule, as_of=moment)
        assert sanhui.check(schedule, today=DAY) == sanhui.check(schedule, today=moment)


def test_what_is_wrong_is_an_error_of_ours(tmp_path: Path) -> None:
    """With every problem of the file; a ledger that is named must be there, for nothing recorded is another thing."""
    with pytest.raises(sanhui.InputError) as caught:
        sanhui.load(write(tmp_path, PLAN.replace("year = 2026", 'year = "2026"\ncolour = "red"')))
    assert ["plan.colour", "plan.year"] == sorted(each.key for each in caught.value.problems)
    schedule = sanhui.expand(sanhui.load(write(tmp_path)))
    for judge in (
        lambda: sanhui.check(schedule, ledger=tmp_path / "no.db"),
        lambda: sanhui.audit(schedule, as_of=DAY, ledger=str(tmp_path / "no.db")),
    ):
        with pytest.raises(sanhui.InputError, match=r"no\.db"):
            judge()


def test_parts_are_there_when_they_are_named() -> None:
    """`import sanhui` loads nothing that is not asked for; what there is not is said as Python says it."""
    import sanhui.publish

    assert sanhui.publish is sanhui.__getattr__("publish")
    assert "sanhui.publish.ics" == sanhui.publish.__getattr__("ics").__name__  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="has no attribute 'pdf'"):
        sanhui.publish.__getattr__("pdf")
