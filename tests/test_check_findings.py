"""All findings about the shipped plans, of every check and every rule, each with the reason why it is right.

The reviewed findings of `plans/linyi/office.toml` are in `check_findings/office.toml`, and so on. `SANHUI_GOLDEN=write` writes them
again and keeps the reasons of those that stay; a new one has an empty `why`, and fails until somebody has thought about it.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commandline import sanhui
from shipped import PLANS

REVIEWED = Path(__file__).with_name("check_findings")
KEYS = ("severity", "code", "rule", "activity", "message", "sessions")


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_finding_was_reviewed(path: Path) -> None:
    """What `sanhui check` says of the plan is what somebody has read and found right."""
    file = REVIEWED / path.name
    found = [
        {key: each[key] for key in KEYS if each[key]}
        for each in json.loads(sanhui("check", path, "--json").out)
    ]
    if os.environ.get("SANHUI_GOLDEN") == "write":
        _write(file, found)
    reviewed = _read(file)
    assert found == [{key: each[key] for key in KEYS if key in each} for each in reviewed]
    assert [] == [each["code"] for each in reviewed if not each["why"].strip()]


def test_nothing_reviewed_is_left_behind() -> None:
    """Every file is of a plan that ships."""
    assert {path.name for path in PLANS} == {file.name for file in REVIEWED.iterdir()}


def _read(file: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads(file.read_text(encoding="utf-8")).get("finding", ())) if file.exists() else []


def _write(file: Path, found: list[dict[str, Any]]) -> None:
    whys = {(each["code"], each["message"]): each["why"] for each in _read(file)}
    blocks = []
    for each in found:
        lines = ["[[finding]]"]
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in each.items()]
        why = whys.get((each["code"], each["message"]), "")
        blocks.append("\n".join([*lines, f"why = {json.dumps(why, ensure_ascii=False)}", ""]))
    REVIEWED.mkdir(exist_ok=True)
    file.write_text("\n".join(blocks), encoding="utf-8")
