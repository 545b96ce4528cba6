"""A small judge of JSON Schema, for the keywords that ours use: a second reading of them, beside the loader's."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

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


def complaints(
    value: Any, node: dict[str, Any], path: str = "", root: dict[str, Any] | None = None
) -> list[str]:
    """What a schema says against a value, for the keywords that ours uses; an unknown one is an error."""
    root = root or node
    unknown = node.keys() - KEYWORDS
    assert set() == unknown
    if "anyOf" in node:
        arms = [complaints(value, arm, path, root) for arm in node["anyOf"]]
        return [] if [] in arms else [f"{path}: none of the choices"]
    found = []
    if "if" in node and complaints(value, node["if"], path, root):
        found += complaints(value, node["else"], path, root)
    if "$ref" in node:
        target = root["$defs"][node["$ref"].rpartition("/")[2]]
        return found + complaints(value, target, path, root)
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
                    one, inner.get(key) or (rest if isinstance(rest, dict) else {}), f"{path}.{key}", root
                )
    if isinstance(value, list):
        for number, one in enumerate(value):
            found += complaints(one, node.get("items", {}), f"{path}[{number}]", root)
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
