"""Finds the plans that a plan inherits from: the parent that it names, that one's parent, and so on.

A parent lies in the folder of the plan that names it, or below that folder: whoever is sent a plan and opens it opens
no file from elsewhere on their disk. What counts is where the file really is, after `..` and symbolic links.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.files import read_text
from sanhui.i18n import _
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.plan.syntax import parse_toml

#: From the Central Committee to a branch there are seven levels; ten are a mistake.
LEVELS = 10

_EXTENDS: KeyPath = ("plan", "extends")


class Source(msgspec.Struct, frozen=True):
    """One file of the line, with the tables that stand in it, and a report for what is wrong with it."""

    path: Path
    data: dict[str, Any]
    report: Report


def parent_of(data: Mapping[str, Any]) -> str:
    """Return what a plan says that it extends; nothing for a plan that stands alone."""
    head = data.get("plan")
    name = head.get("extends") if isinstance(head, dict) else None
    return name if isinstance(name, str) else ""


def read_ancestry(source: Source) -> list[Source]:
    """Read the files of the line, the plan itself first, the eldest last.

    Raises `InputError` for a parent that is missing, no TOML, outside of the folder, or a descendant as well.
    """
    line = [source]
    while name := parent_of(line[-1].data):
        line.append(_read_parent(line, name))
    return line


def blame(line: Sequence[Source], problems: Sequence[Problem]) -> InputError:
    """Make an error of what is wrong with the last file of the line; the plan itself tells how it depends on it."""
    leaf = line[0]
    if any(problem.file != leaf.report.file for problem in problems):
        message = _("a plan that this one inherits from cannot be used: {chain}").format(chain=chain(line))
        leaf.report.at_value(_EXTENDS, message, _("correct what is said above"))
    return InputError(*problems, *leaf.report.problems)


def chain(line: Sequence[Source]) -> str:
    """Name the files of the line, as seen from the plan's folder."""
    return " → ".join(shown(source.path, line[0].path) for source in line)


def shown(path: Path, plan: Path) -> str:
    """Name a file as seen from the plan's folder: parents lie in it or below it."""
    try:
        return path.relative_to(plan.parent).as_posix()
    except ValueError:
        return str(path)


def _read_parent(line: Sequence[Source], name: str) -> Source:
    child = line[-1]
    path = _inside(line, name)
    if any(_same(path, source.path) for source in line):
        names = f"{chain(line)} → {shown(path, line[0].path)}"
        message = _("the plans inherit from each other in a circle: {chain}").format(chain=names)
        raise _refused(line, message, _("remove “extends” from the one that stands highest"))
    if len(line) == LEVELS:
        message = _("more than {n} plans inherit one from the other").format(n=LEVELS)
        raise _refused(line, message, _("join some of them"))
    try:
        text = read_text(path)
        data = parse_toml(text, str(path))
    except InputError as error:
        report = Report(child.report.file, child.report.text)
        report.elsewhere(_EXTENDS, error.problems)
        # What has a line stands in the parent's file; else the name of the parent is as likely wrong.
        met = [*line, Source(path, {}, report)] if error.problems[0].line else line
        raise blame(met, report.problems) from error
    return Source(path, data, Report(str(path), text))


def _inside(line: Sequence[Source], name: str) -> Path:
    """Return the path of the parent; refuse one outside of the child's folder."""
    child = line[-1]
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor:
        message = _("a parent's plan is named as seen from the folder of this one")
        raise _refused(line, message, _("for example {example}").format(example='extends = "base.toml"'))
    folder = child.path.parent
    path = folder / name
    try:
        target, root = path.resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL: reading tells what it is
        return path
    if not target.is_relative_to(root):
        message = _("the parent's plan is outside of the folder of this one")
        raise _refused(line, message, _("put it into this folder, or below"))
    straight = Path(os.path.normpath(path))  # shorter to read, unless a link makes it another file
    return straight if straight.resolve() == target else path


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _refused(line: Sequence[Source], message: str, remedy: str) -> InputError:
    child = line[-1]
    report = Report(child.report.file, child.report.text)
    report.at_value(_EXTENDS, message, remedy)
    return blame(line, report.problems)
