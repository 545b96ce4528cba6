"""Reads a rulebook file: text, tables, document, rules."""

from __future__ import annotations

from pathlib import Path

from sanhui.files import read_text
from sanhui.plan.decode import decode
from sanhui.plan.report import Report
from sanhui.plan.syntax import parse_toml
from sanhui.rulebook.document import Document
from sanhui.rulebook.understand import Reading, understand
from sanhui.rulebook.values import Known


def read_rulebook(path: Path, known: Known, *, national: bool = False) -> Reading:
    """Read one file by itself. Its report has what is wrong with it; raises `InputError` when it is no TOML."""
    text = read_text(path)
    data = parse_toml(text, str(path))
    report = Report(str(path), text)
    document = decode(data, Document, report)
    return understand(document, data, path, known, report, national=national)
