"""Loads a plan file: text, tables, document, plan. One file in, one value out, or all of its problems."""

from __future__ import annotations

from pathlib import Path

from sanhui.files import read_text
from sanhui.plan.ancestry import Source, parent_of
from sanhui.plan.decode import decode
from sanhui.plan.document import Document
from sanhui.plan.model import Plan
from sanhui.plan.report import Report
from sanhui.plan.syntax import parse_toml
from sanhui.plan.understand import understand


def load(path: Path) -> Plan:
    """Read a plan, with its roster and overlay files, which are named relative to its folder.

    A plan that extends another is joined with it (`sanhui.plan.inherit`). Raises `InputError` with
    everything that is wrong, in the order of the file.
    """
    text = read_text(path)
    data = parse_toml(text, str(path))
    report = Report(str(path), text)
    if parent_of(data):
        from sanhui.plan.inherit import load_heir  # needed by few

        return load_heir(Source(path, data, report))
    document = decode(data, Document, report)
    plan = understand(document, data, path, report)
    report.check()
    return plan
