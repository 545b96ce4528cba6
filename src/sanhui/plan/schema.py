"""The JSON Schema of the plan file, for editors that complete and check TOML; made from `sanhui.plan.document`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: The same as `schema_text()`, shipped as a file: editors are pointed at it by a `#:schema` line.
SCHEMA_FILE = Path(__file__).with_name("plan.schema.json")


def schema() -> dict[str, Any]:
    """Give the schema (JSON Schema 2020-12)."""
    import msgspec

    from sanhui.plan.document import Document

    generated = without_null(msgspec.to_builtins(msgspec.json.schema(Document)))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sanhui plan",
        **generated,
        **_unless_inherited(generated["$defs"]),
    }


def schema_text() -> str:
    """Give the schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _unless_inherited(definitions: dict[str, Any]) -> dict[str, Any]:
    """Ask for what an activity or a task needs only where a plan extends no other: else it may be inherited, all but the id."""
    needs = {}
    for name in ("Activity", "Task"):
        table = definitions[name]
        needs[name.lower()] = {"items": {"required": [key for key in table["required"] if key != "id"]}}
        table["required"] = ["id"]
    return {"if": {"properties": {"plan": {"required": ["extends"]}}}, "else": {"properties": needs}}


def without_null(node: Any) -> Any:
    """Take out `null`, which TOML does not have: it stands for a key that is left out."""
    if isinstance(node, list):
        return [without_null(inner) for inner in node if inner != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    node = {key: without_null(inner) for key, inner in node.items() if (key, inner) != ("default", None)}
    if len(node.get("anyOf", ())) == 1:
        (only,) = node.pop("anyOf")
        node = {**only, **node}
    return node
