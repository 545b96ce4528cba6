"""The checks are plain SQL: DuckDB runs the same files unchanged, and says the same of every rule of every sort."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from branches import drawn, loaded, until
from commandline import ROOT
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.rules.checks import DERIVED, FOLDER, SCHEMA, ask, run, sorts
from sanhui.rules.expected import expected
from sanhui.rules.facts import Tables, facts
from sanhui.rules.kept import as_planned
from sanhui.schedule.expand import expand

DAY = dt.date(2026, 9, 15)
#: So many generated branches.
MANY = 12


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    yield connection
    connection.close()


def of_plan(path: Path) -> Tables:
    """The facts about a shipped plan that was held as it was planned, floating sessions and all."""
    schedule = expand(load(path))
    rules = rules_of(schedule.plan)
    judged = tuple(expected(schedule.plan, rules.rules, DAY))
    return facts(schedule, rules, as_planned(schedule), judged, DAY)


def of_branch(seed: int) -> Tables:
    """The facts about a generated branch, with rules of every sort."""
    case = drawn(seed)
    schedule, rules = loaded()[case.branch]
    judged = tuple(expected(schedule.plan, rules.rules, case.as_of))
    return facts(schedule, rules, until(case), judged, case.as_of)


def put(database: duckdb.DuckDBPyConnection, tables: Tables) -> None:
    """Put the facts into DuckDB, a table at once: row by row it takes a hundred times as long."""
    for name, rows in tables.items():
        database.execute(f"DELETE FROM {name}")
        if rows:
            row = f"({', '.join('?' * len(rows[0]))})"
            values = [value for each in rows for value in each]
            database.execute(f"INSERT INTO {name} VALUES {', '.join([row] * len(rows))}", values)
    for name in ("counts", "took_place", "could_count"):
        database.execute(f"DELETE FROM {name}")
    database.execute(DERIVED.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plans/qiyou-2026.toml", "plans/linyi/office.toml"])
def test_duckdb_says_the_same_of_a_plan(name: str, database: duckdb.DuckDBPyConnection) -> None:
    """Every row of every check."""
    tables = of_plan(ROOT / name)
    put(database, tables)
    assert run(tables, sorts()).rows == ask(database, sorts())


@pytest.mark.slow
def test_duckdb_says_the_same_of_generated_branches(database: duckdb.DuckDBPyConnection) -> None:
    """Every row of every check, of all sorts that there are, and each of them has something to say."""
    told = set()
    for seed in range(MANY):
        tables = of_branch(seed)
        put(database, tables)
        found = run(tables, sorts())
        assert found.rows == ask(database, sorts())
        planned = database.execute(
            "SELECT rule, period, subject, session, ahead FROM could_count ORDER BY ALL"
        ).fetchall()
        assert [tuple(each) for each in found.planned] == [(*row[:4], bool(row[4])) for row in planned]
        of_sort = {str(row[0]): str(row[1]) for row in tables["rule"]}
        told |= {of_sort[row.rule] for row in found.rows}
    assert set(sorts()) == told


def test_the_order_of_the_facts_is_of_no_matter() -> None:
    """Turned round, they say the same."""
    for tables in (of_plan(ROOT / "plans/qiyou-2026.toml"), of_branch(1), of_branch(2)):
        turned = {name: list(reversed(rows)) for name, rows in tables.items()}
        assert run(tables, sorts()) == run(turned, sorts())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_the_authoring_guide_is_a_check(
    language: str, database: duckdb.DuckDBPyConnection
) -> None:
    """A stranger who copies it has a sort that both databases run: days with a theme day are counted once."""
    page = (ROOT / f"docs/{language}/rules.md").read_text(encoding="utf-8")
    sql = page.partition("```sql\n")[2].partition("```")[0]
    tables = of_branch(3)
    tables["rule"] = [(row[0], "days", *row[2:]) for row in tables["rule"] if row[0] == "theme-day"]
    put(database, tables)
    held = {str(row[0]): (str(row[1]), row[4] == 1) for row in tables["held"]}
    days = {held[str(key)] for key, kind in tables["held_kind"] if kind == "theme-day"}
    expected = {
        f"2026-{month:02}": sum(there and day[5:7] == f"{month:02}" for day, there in days)
        for month in range(1, 13)
    }
    assert expected == {row[1]: row[5] for row in database.execute(sql).fetchall()}


def test_every_check_says_what_it_proves() -> None:
    """Each file begins with a comment that names its sort."""
    for sort in sorts():
        assert (FOLDER / f"{sort}.sql").read_text(encoding="utf-8").startswith(f"-- {sort}: ")
