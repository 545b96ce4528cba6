"""The JSON Schema of the rulebook file, made from `sanhui.rulebook.document`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sanhui.plan.schema import without_null

#: The same as `schema_text()`, shipped as a file: editors are pointed at it by a `#:schema` line.
SCHEMA_FILE = Path(__file__).with_name("rulebook.schema.json")


def schema() -> dict[str, Any]:
    """Give the schema (JSON Schema 2020-12). A rule that refines has no name of its own; any other needs an id and a sort."""
    import msgspec

    from sanhui.rulebook.document import Document

    generated = without_null(msgspec.to_builtins(msgspec.json.schema(Document)))
    rule = generated["$defs"]["Rule"]
    rule |= {"if": {"required": ["refines"]}, "else": {"required": ["id", "zh", "sort"]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sanhui rulebook",
        **generated,
    }


def schema_text() -> str:
    """Give the schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
