"""Reads the texts of a plan that are phrases of the `when` language, and reports those that are none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from sanhui.i18n import _
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.when import WhenError

T = TypeVar("T")


def read_phrase(
    parse: Callable[[str], T], text: str, path: KeyPath, report: Report, *, example: str
) -> T | None:
    """Read one text; None when it is not understood, which is reported at the character to blame."""
    try:
        found: T = _understood(parse, text)
    except WhenError as error:
        pointed = "".join(f"\n    {line}" for line in error.pointed().splitlines())
        remedy = error.remedy or _("for example {example}").format(example=f'"{example}"')
        report.at_value(path, error.message + pointed, remedy, index=error.position)
        return None
    return found


@functools.lru_cache(maxsize=1024)
def _understood(parse: Callable[[str], T], text: str) -> T:
    """Read a text once: activities share their times, lengths and alarms."""
    return parse(text)
