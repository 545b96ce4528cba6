"""A template and the answers become the files of a folder. Pure: nothing is written here.

The template's year, wherever it stands as a number of its own (ids, titles, the names of slots, dates of periods, comments),
becomes the year that was answered. That keeps every day and month; what falls on a day off moves by the plan's own rules. The
other answers are put into the keys that hold them by `sanhui.edit.surgery`, which spells them as TOML and reads the result again.
"""

from __future__ import annotations

import re
from pathlib import Path

from sanhui.edit.surgery import Surgery
from sanhui.files import read_text
from sanhui.i18n import Language, speaking
from sanhui.start.answers import Answers, default_id
from sanhui.start.catalogue import RULES, Template
from sanhui.start.readme import readme
from sanhui.wording import WEEKDAYS

ROSTER = "roster.csv"
README = "README.md"
# Where the schema lies from plans/ is nothing that a folder elsewhere has.
_SCHEMA = re.compile(r"\A#:schema [^\n]*\n(?:#\n)?")
_CHINESE_WEEKDAYS = "一二三四五六日"


def render(template: Template, answers: Answers) -> dict[str, bytes]:
    """The files by name, in the order in which they are told of: plans, rosters, rulebooks, README."""
    names = plan_names(template, answers)
    identity = answers.id or default_id(template, answers)
    files = {}
    for path, name in zip(template.plans, names, strict=True):
        text = _dated(template, path, answers.year)
        surgery = Surgery(text)
        _head(surgery, template, path, answers, identity)
        if path == template.main:
            _usual(surgery, template, answers)
        files[name] = surgery.finish().encode()
    rosters = {_roster_name(template, path): read_text(path).encode() for path in template.rosters}
    files |= rosters
    rulebooks = {
        f"{RULES}/{path.name}": _dated(template, path, answers.year).encode() for path in template.rulebooks
    }
    files |= rulebooks
    with speaking(template.language):
        files[README] = readme(answers.organization, names, list(rosters), list(rulebooks)).encode()
    return files


def plan_names(template: Template, answers: Answers) -> list[str]:
    """The names of the plan files, the main one first: plan-2027.toml, or as they are if there are several."""
    if len(template.plans) == 1:
        return [f"plan-{answers.year}.toml"]
    return [path.name for path in template.plans]


def _roster_name(template: Template, path: Path) -> str:
    return ROSTER if len(template.plans) == 1 else path.name


def _dated(template: Template, path: Path, year: int) -> str:
    text = _SCHEMA.sub("", read_text(path))
    return re.sub(rf"(?<!\d){template.head()['year']}(?!\d)", str(year), text)


def _head(surgery: Surgery, template: Template, path: Path, answers: Answers, identity: str) -> None:
    """Whose plan it is. The plans below the main one keep the names of their bodies."""
    head = surgery.data["plan"]
    values: dict[str, object] = {"id": identity}
    if path == template.main:
        values["title"] = _title(str(head["title"]), answers, template.language)
        values["organization"] = answers.organization
    else:
        values["id"] = f"{identity}-{path.stem}"
    if len(template.plans) == 1:
        values["roster"] = ROSTER
    surgery.set(("plan",), values)


def _title(title: str, answers: Answers, language: Language) -> str:
    """The template's title with the body before the year."""
    if language == "en":
        return f"{answers.organization}: {title.rpartition(': ')[2]}"
    year = f"{answers.year}年度"
    return f"{answers.organization}{year}{title.partition(year)[2] or '计划'}"


def _usual(surgery: Surgery, template: Template, answers: Answers) -> None:
    """The usual time and place, and the weekday of every activity where the template has one for all."""
    surgery.set(("defaults",), {"time": answers.time, "place": answers.place})
    if template.weekday is None or answers.weekday in (None, template.weekday):
        return
    old, new = (_weekday(number, template.language) for number in (template.weekday, answers.weekday or 0))
    for number, activity in enumerate(surgery.data["activity"]):
        if old in (when := activity.get("when", "")):
            surgery.set(("activity", number), {"when": when.replace(old, new)})


def _weekday(number: int, language: Language) -> str:
    """A weekday as the templates write it."""
    return WEEKDAYS[number] if language == "en" else f"周{_CHINESE_WEEKDAYS[number]}"
