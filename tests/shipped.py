"""The plans that ship with the program; their rulebooks are in folders named rules."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "plans"
PLANS = sorted(path for path in FOLDER.rglob("*.toml") if path.parent.name != "rules")
RULEBOOKS = sorted(FOLDER.rglob("rules/*.toml"))
