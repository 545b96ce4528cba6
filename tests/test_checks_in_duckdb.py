"""The checks are plain SQL: DuckDB runs the same files, and says the same of every rule."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rules.audit import OF_PLANS
from sanhui.rules.checks import DERIVED, SCHEMA, ask, fill, run, sorts
from sanhui.rules.expected import expected
from sanhui.rules.facts import Tables, facts
from sanhui.rules.kept import as_planned
from sanhui.schedule.expand import expand

ROOT = Path(__file__).parents[1]


def tables_of(path: Path, as_of: dt.date) -> Tables:
    """The facts about a shipped plan, the largest among them, that was held as it was planned."""
    schedule = expand(load(path))
    rules = rules_of(schedule.plan)
    judged = tuple(expected(schedule.plan, rules.rules, as_of))
    return facts(schedule, rules, as_planned(schedule), judged, as_of)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [ROOT / name for name in ("plans/qiyou-2026.toml", "plans/linyi/office.toml")],
    ids=lambda path: path.stem,
)
def test_duckdb_says_the_same(path: Path) -> None:
    """Every row of every check, also of sorts that only local rulebooks use."""
    tables = tables_of(path, dt.date(2026, 9, 15))
    database = duckdb.connect()
    database.execute(SCHEMA.read_text(encoding="utf-8"))
    fill(database, tables)
    database.execute(DERIVED.read_text(encoding="utf-8"))
    assert run(tables, sorts()).rows == ask(database, sorts())
    database.close()


def test_the_order_of_the_facts_is_of_no_matter() -> None:
    """Turned round, they say the same."""
    tables = tables_of(ROOT / "plans/qiyou-2026.toml", dt.date(2026, 9, 15))
    turned = {name: list(reversed(rows)) for name, rows in tables.items()}
    assert run(tables, sorts()) == run(turned, sorts())
    assert set(sorts()) >= OF_PLANS
