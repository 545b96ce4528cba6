"""The JSON Schema is made from the types, ships with the package, and accepts what the loader accepts."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanhui.plan.decode import decode
from sanhui.plan.document import Document
from sanhui.plan.report import Report
from sanhui.plan.schema import SCHEMA_FILE, schema, schema_text

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


CHECKS: dict[str, Callable[[Any, Any], Any]] = {
    "enum": lambda value, words: value in words,
    "pattern": lambda value, pattern: re.search(pattern, value),
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minItems": lambda value, limit: len(value) >= limit,
    "format": lambda value, _date: re.fullmatch(r"\d{4}-\d\d-\d\d", value),
}
STRUCTURE = (
    "$ref $schema $defs title description examples default anyOf type properties required "
    "additionalProperties items if else"
)
KEYWORDS = {*CHECKS, *STRUCTURE.split()}


def complaints(value: Any, node: dict[str, Any], path: str = "") -> list[str]:
    """What a schema says against a value, for the keywords that ours uses; an unknown one is an error."""
    unknown = node.keys() - KEYWORDS
    assert set() == unknown
    if "anyOf" in node:
        arms = [complaints(value, arm, path) for arm in node["anyOf"]]
        return [] if [] in arms else [f"{path}: none of the choices"]
    found = []
    if "if" in node and complaints(value, node["if"], path):
        found += complaints(value, node["else"], path)
    if "$ref" in node:
        target = schema()["$defs"][node["$ref"].rpartition("/")[2]]
        return found + complaints(value, target, path)
    if not type_fits(value, node.get("type", "any")):
        return [f"{path}: type"]
    found += [
        f"{path}: {key}" for key, check in CHECKS.items() if key in node and not check(value, node[key])
    ]
    if isinstance(value, dict):
        inner = node.get("properties", {})
        rest = node.get("additionalProperties", {})
        found += [f"{path}: lacks {key}" for key in node.get("required", []) if key not in value]
        for key, one in value.items():
            if key not in inner and rest is False:
                found.append(f"{path}.{key}: unknown")
            else:
                found += complaints(
                    one, inner.get(key) or (rest if isinstance(rest, dict) else {}), f"{path}.{key}"
                )
    if isinstance(value, list):
        for number, one in enumerate(value):
            found += complaints(one, node.get("items", {}), f"{path}[{number}]")
    return found


def type_fits(value: Any, wanted: str) -> bool:
    """Whether a JSON value has a JSON type."""
    if wanted == "any":
        return True
    if isinstance(value, bool):
        return wanted == "boolean"
    types = {
        "string": str,
        "integer": int,
        "number": int | float,
        "array": list,
        "object": dict,
        "boolean": bool,
    }
    return isinstance(value, types[wanted])


def as_json(text: str) -> Any:
    """A TOML text as an editor hands it to a schema: dates are strings."""
    return json.loads(json.dumps(tomllib.loads(text), default=dt.date.isoformat))


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
        ("hours = 1.5", "hours = 0"),
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
