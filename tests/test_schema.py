"""The JSON Schema is made from the types, ships with the package, and accepts what the loader accepts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sanhui.plan.decode import decode
from sanhui.plan.document import Document
from sanhui.plan.report import Report
from sanhui.plan.schema import SCHEMA_FILE, schema, schema_text
from schemas import as_json, complaints

PLANS = sorted((Path(__file__).parents[1] / "plans").glob("*.toml"))
FULL = """\
[plan]
id = "p"
year = 2026
title = "计划"
holidays = ["local.toml"]
[defaults]
audience = ["张三", "李四"]
working_weekends = false
[[activity]]
id = "a"
title = "学习"
kind = "学习"
dates = [2026-03-05, 2026-07-01T09:00:00, "12月4日"]
except = "1月"
speakers = { rotate = ["甲", "乙"] }
hours = 1.5
all_day = true
session."2026-03".topic = "话题"
[[period]]
name = "寒假"
from = 2026-01-20
to = 2026-02-25
[[kind]]
code = "own"
zh = "自办"
"""


def test_shipped_schema_is_that_of_the_types() -> None:
    """Who changes the format runs `python -c` on `schema_text`, and looks at the difference."""
    assert schema_text() == SCHEMA_FILE.read_text(encoding="utf-8")


def test_every_field_is_described() -> None:
    """An editor shows the description beside the key."""
    silent = [
        f"{name}.{key}"
        for name, table in schema()["$defs"].items()
        for key, field in table["properties"].items()
        if "description" not in field and "$ref" not in field
    ]
    assert [] == silent


def test_what_is_inherited_need_not_be_said_again() -> None:
    """With a parent an activity may have no title, without one it may not; the id it has always."""
    text = FULL.replace('kind = "学习"', "").replace('title = "学习"', "")
    assert ["lacks kind", "lacks title"] == sorted(
        each.rpartition(": ")[2] for each in complaints(as_json(text), schema())
    )
    heir = text.replace("year = 2026", 'year = 2026\nextends = "base.toml"')
    assert [] == complaints(as_json(heir), schema())
    assert [] != complaints(as_json(heir.replace('id = "a"', "")), schema())


def test_unknown_keys_are_errors_everywhere() -> None:
    """Every table is closed."""
    assert [] == [
        name for name, table in schema()["$defs"].items() if table["additionalProperties"] is not False
    ]


@pytest.mark.parametrize("text", [FULL, *(path.read_text(encoding="utf-8") for path in PLANS)])
def test_good_plans_are_accepted(text: str) -> None:
    """The plans of plans/, and one that uses the whole format."""
    assert [] == complaints(as_json(text), schema())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("year = 2026", "year = 1026"),
        ("year = 2026", 'year = "2026"'),
        ('id = "p"', 'id = "计划"'),
        ('title = "计划"', 'title = " "'),
        ('title = "学习"', 'titel = "学习"'),
        ('kind = "学习"', ""),
        ("hours = 1.5", "hours = -1"),
        ("all_day = true", 'all_day = "true"'),
        ('["甲", "乙"]', "[]"),
        ("from = 2026-01-20", "from = 1"),
        ('zh = "自办"', 'zh = "自办"\nsymbol = "自办"'),
        ("working_weekends = false", 'on_holiday = "later"'),
        ('topic = "话题"', 'topics = "话题"'),
        ("[[period]]", "[period]"),
    ],
)
def test_schema_and_loader_refuse_the_same(right: str, wrong: str) -> None:
    """What one calls wrong, the other does."""
    assert right in FULL
    text = FULL.replace(right, wrong, 1)
    report = Report("plan.toml", text)
    decode(tomllib.loads(text), Document, report)
    assert [] != report.problems
    assert [] != complaints(as_json(text), schema())
