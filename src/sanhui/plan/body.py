"""What a body is, as far as rules depend on it: the type of its branch, its centre group, its term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan import definitions as form
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report, file_of

#: Types of branches (支部条例, third chapter, names them by where they are); a plan writes the code or the Chinese.
BRANCHES: Mapping[str, tuple[str, str]] = {
    "village": ("村", "village"),
    "community": ("社区", "community"),
    "office": ("机关", "office"),
    "institution": ("事业单位", "public institution"),
    "state-enterprise": ("国有企业", "state-owned enterprise"),
    "private-enterprise": ("非公有制经济组织", "private enterprise"),
    "school": ("学校", "school"),
    "society": ("社会组织", "social organisation"),
    "retired": ("离退休", "retired members"),
    "other": ("其他", "other"),
}


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """The body whose plan it is. What is not stated is unknown, and rules that depend on it are not checked."""

    branch: str = ""  # a code of `BRANCHES`
    centre_group: bool = False
    term_from: dt.date | None = None  # the day on which the present committee was elected


class RulesName(msgspec.Struct, frozen=True, kw_only=True):
    """A rulebook as a plan names it: the name of a shipped one, or a path as seen from the file that names it."""

    name: str
    file: Path
    index: int  # its place in the list, from 0
    line: int | None = None

    @property
    def path(self) -> Path | None:
        """The file that is named; None for the name of a shipped rulebook."""
        is_file = self.name.endswith(".toml") or "/" in self.name or "\\" in self.name
        return self.file.parent / self.name if is_file else None


def read_body(table: form.Body, report: Report) -> Body:
    """Understand `[body]`."""
    code = branch_code(table.branch) if table.branch else ""
    if code is None:
        known = [chinese for chinese, _english in BRANCHES.values()]
        report.at_value(("body", "branch"), _("unknown type of branch"), did_you_mean(table.branch, known))
    return Body(branch=code or "", centre_group=table.centre_group, term_from=table.term_from)


def read_rules(names: tuple[str, ...] | None, path: Path, report: Report) -> tuple[RulesName, ...] | None:
    """Tell where the plan names its rulebooks. They are read by who needs them: `sanhui.rulebook.load`."""
    if names is None:
        return None
    found = []
    for number, name in enumerate(names):
        where: KeyPath = ("plan", "rules", number)
        line = report.line(where)
        index = report.number(where) - 1
        found.append(RulesName(name=name, file=file_of(line, path), index=index, line=line))
    return tuple(found)


def branch_code(spelling: str) -> str | None:
    """The code of a type of branch from its code or its Chinese name; None if there is none."""
    known = {text: code for code, names in BRANCHES.items() for text in (code, *names)}
    return known.get(spelling.strip().casefold())
