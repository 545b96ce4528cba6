"""The questions of `sanhui init`: asked in a terminal, answered by options, or by the usual answers."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import TypeVar

import msgspec

from sanhui.cli import terminal
from sanhui.errors import InputError, Problem
from sanhui.i18n import Language, _
from sanhui.start import answers as read
from sanhui.start.answers import Answers
from sanhui.start.catalogue import Template, find_template, templates
from sanhui.wording import WEEKDAYS

T = TypeVar("T")

_TEMPLATE = "three-meetings"


class Given(msgspec.Struct, frozen=True):
    """What the options say, as it was typed; None where they say nothing."""

    template: str | None = None
    organization: str | None = None
    year: str | None = None
    weekday: str | None = None
    time: str | None = None
    place: str | None = None
    id: str | None = None


def gather(given: Given, today: dt.date, speech: Language, *, ask: bool) -> tuple[Template, Answers]:
    """The template and the answers: given, asked for, or the usual ones.

    Raises `InputError` for a given answer that cannot be, and, when questions are open and nobody sits at a terminal, with
    the options that would answer them.
    """
    _check(given, speech)
    if ask:
        _need_somebody(given, speech)

    def settle(text: str | None, question: str, usual: str, reader: Callable[[str], T]) -> T:
        if text is not None:
            return reader(text)
        return _asked(question, usual, reader) if ask else reader(usual)

    if given.template is None and ask:
        _list(templates(speech))
    usual = find_template(_TEMPLATE, speech).zh if speech == "zh" else _TEMPLATE
    template = settle(given.template, _("1. Which template?"), usual, lambda text: _template(text, speech))
    _check_weekday(given, template)
    usual = str(template.head().get("organization", ""))
    organization = settle(given.organization, _("2. Whose plan is it?"), usual, read.read_organization)
    year = settle(given.year, _("3. Which year?"), str(read.default_year(today)), read.read_year)
    usual = str(template.defaults().get("time", "15:00"))
    weekday = None if given.weekday is None else read.read_weekday(given.weekday)
    if template.weekday is not None and given.weekday is None and given.time is None and ask:
        day, hour = template.weekday, usual
        question = _("4. On which weekday and at what time, usually?")
        weekday, time = _asked(
            question,
            f"{_weekday(day, speech)} {hour}",
            lambda text: read.read_weekday_and_time(text, day, hour),
        )
    else:
        time = settle(given.time, _("4. At what time, usually?"), usual, read.read_time)
    place = settle(
        given.place, _("5. Where, usually?"), str(template.defaults().get("place", "")), read.read_place
    )
    identity = "" if given.id is None else read.read_id(given.id)
    return template, Answers(organization, year, time, place, weekday, identity)


def _check(given: Given, speech: Language) -> None:
    """All that is wrong with what was given, before anything is asked."""
    problems: list[Problem] = []
    for text, reader in (
        (given.template, lambda text: _check_weekday(given, find_template(text, speech))),
        (given.organization, read.read_organization),
        (given.year, read.read_year),
        (given.weekday, read.read_weekday),
        (given.time, read.read_time),
        (given.place, read.read_place),
        (given.id, read.read_id),
    ):
        try:
            if text is not None:
                reader(text)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)


def _check_weekday(given: Given, template: Template) -> None:
    if given.weekday is not None and template.weekday is None:
        message = _("the activities of {template} have weekdays of their own").format(template=template.name)
        remedy = _("leave it out; change “when” in the plan afterwards")
        raise InputError(Problem(message, remedy, key="--weekday", value=given.weekday))


def _need_somebody(given: Given, speech: Language) -> None:
    """Questions need a terminal: without one, say which options are missing."""
    weekday = given.template is None or find_template(given.template, speech).weekday is not None
    options = {
        "--template": given.template,
        "--organization": given.organization,
        "--year": given.year,
        **({"--weekday": given.weekday} if weekday else {}),
        "--time": given.time,
        "--place": given.place,
    }
    missing = [name for name, text in options.items() if text is None]
    if missing and not sys.stdin.isatty():
        message = _("there is no terminal to ask in, and not everything is said")
        remedy = _("say {options}, or take the usual answers with --yes").format(options=", ".join(missing))
        raise InputError(Problem(message, remedy))


def _asked(question: str, usual: str, reader: Callable[[str], T]) -> T:
    """Ask until the answer can be read; an empty one is the usual one."""
    while True:
        sys.stderr.write(f"{question} [{usual}] ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            terminal.insist("")  # the question's line has no end yet
            raise InputError(Problem(_("the answers ended early"), _("nothing was written; run it again")))
        try:
            return reader(line.strip() or usual)
        except InputError as error:
            for problem in error.problems:
                terminal.insist(f"{problem.message}\n  → {problem.remedy}")


def _template(text: str, speech: Language) -> Template:
    """A template by its name, or by its number in the list."""
    known = templates(speech)
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(known):
        return known[int(text) - 1]
    return find_template(text, speech)


def _list(known: tuple[Template, ...]) -> None:
    for number, template in enumerate(known, 1):
        name = template.zh if template.zh == template.name else f"{template.zh} ({template.name})"
        terminal.insist(
            _("   {number}  {name}: {about}").format(number=number, name=name, about=_(template.about))
        )


def _weekday(number: int, speech: Language) -> str:
    return f"周{'一二三四五六日'[number]}" if speech == "zh" else WEEKDAYS[number]
