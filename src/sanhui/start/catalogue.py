"""The templates. A template is a plan that loads as it is: one shipped under plans/, or one of this package's own.

So there is one copy of each system, and what is made from it differs from it only in what was answered.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.files import read_text
from sanhui.i18n import N_, Language, _

#: The folder of a body's own rulebooks, beside its plans.
RULES = "rules"
_OWN = Path(__file__).with_name("templates")
# The wheel has a copy of plans/ beside this module (pyproject.toml, force-include); a checkout has the folder itself.
_INSTALLED = Path(__file__).with_name("plans")
_PLANS = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[3] / "plans"


class Template(msgspec.Struct, frozen=True):
    """A plan to begin with.

    `plans` are its plan files, the main one first, `rosters` its rosters, `rulebooks` the body's own rules. With several plans the
    files keep their names, for they name each other. `weekday` is the weekday, from 0 for Monday, on which all its activities
    lie, which an answer may replace; None where the activities have days of their own.
    """

    name: str
    zh: str
    about: str
    plans: tuple[Path, ...]
    rosters: tuple[Path, ...]
    language: Language = "zh"
    weekday: int | None = None
    rulebooks: tuple[Path, ...] = ()

    @property
    def main(self) -> Path:
        """The plan that gets the answers, and is shown."""
        return self.plans[0]

    def head(self) -> dict[str, Any]:
        """The keys of [plan] of the main plan."""
        return dict(_tables(self.main)["plan"])

    def defaults(self) -> dict[str, Any]:
        """The keys of [defaults] of the main plan."""
        return dict(_tables(self.main).get("defaults", {}))


def templates(language: Language) -> tuple[Template, ...]:
    """The templates, the simplest first; those of this package in this language, the shipped systems in Chinese."""
    return (
        _own("minimal", "最简", N_("the shortest plan: one study session a month"), language),
        _own(
            "three-meetings",
            "三会一课",
            N_("a branch's meetings, lectures, theme days, organisation-life meeting and talks"),
            language,
        ),
        _shipped(
            "seven-haves",
            "七有",
            N_("weekly study, monthly and quarterly lectures, books, visits, and the whole life of a branch"),
            "qiyou-2026.toml",
            "roster.csv",
            "rules/local.toml",
        ),
        _shipped(
            "huaian",
            "淮安",
            N_(
                "four lecture series, quarterly work orders, responsibility lists, theme days on memorial days"
            ),
            "huaian-2026.toml",
            "huaian.csv",
        ),
        _shipped(
            "communications",
            "通信",
            N_("first item of the agenda, three levels of organisation, five ways of study"),
            "communications-2026.toml",
            "communications.csv",
        ),
        _shipped(
            "linyi",
            "临沂",
            N_("a parent body's plan, and three that extend it: office, system, affiliated societies"),
            *(f"linyi/{name}" for name in ("parent.toml", "office.toml", "system.toml", "societies.toml")),
            "linyi/office.csv",
        ),
        _shipped(
            "yangjiang",
            "阳江",
            N_(
                "study sessions, reading classes, youth forums, drills, visits to the parks, points, mentoring"
            ),
            "yangjiang-2026.toml",
            "yangjiang.csv",
        ),
    )


def find_template(name: str, language: Language) -> Template:
    """The template of this name, English or Chinese; raises `InputError` with the names there are."""
    known = templates(language)
    for template in known:
        if name.strip().casefold() in (template.name, template.zh):
            return template
    remedy = did_you_mean(name, [name for each in known for name in (each.name, each.zh)])
    problem = Problem(_("there is no such template"), remedy, key="--template", value=name)
    raise InputError(problem)


def _own(name: str, zh: str, about: str, language: Language) -> Template:
    plan, roster = _OWN / f"{name}.{language}.toml", _OWN / f"roster.{language}.csv"
    return Template(name, zh, about, (plan,), (roster,), language, weekday=2)


def _shipped(name: str, zh: str, about: str, *files: str) -> Template:
    paths = [_PLANS / file for file in files]
    rulebooks = tuple(path for path in paths if path.parent.name == RULES)
    plans = tuple(path for path in paths if path.suffix == ".toml" and path not in rulebooks)
    rosters = tuple(path for path in paths if path.suffix == ".csv")
    return Template(name, zh, about, plans, rosters, rulebooks=rulebooks)


@functools.cache
def _tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(read_text(path))
