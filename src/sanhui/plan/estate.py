"""What a plan leaves to those that extend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report

Tables = dict[str, Any]

#: What is inherited one by one, by id.
SECTIONS = ("activity", "task")


class Estate(NamedTuple):
    """The tables of a plan, joined with those above it, and the report that knows where they stand.

    `bound` has the [defaults] that hold for what is binding, by the path of the activity or the task. Before a plan is
    joined with an estate, the estate has been understood and found to be right.
    """

    data: Tables
    report: Report
    bound: Mapping[KeyPath, Tables] = {}

    def ids(self, section: str) -> dict[str, int]:
        """Return the ids of the activities, or of the tasks, with their places."""
        return {table["id"]: number for number, table in enumerate(self.data.get(section, []))}

    def defaults(self, path: KeyPath) -> Tables:
        """Return the [defaults] that hold for an activity or a task."""
        found: Tables = self.bound.get(path) or self.data.get("defaults", {})
        return found


def tables(value: object) -> list[tuple[int, Tables]]:
    """Return the elements of an array of tables that are tables, with their places; decoding reports the rest."""
    return (
        [(number, each) for number, each in enumerate(value) if isinstance(each, dict)]
        if isinstance(value, list)
        else []
    )
