"""What is asked before a plan is made, how each answer is read, and what is taken without one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import msgspec

from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.plan.fields import IDENTIFIER
from sanhui.plan.texts import CONTROL
from sanhui.start.catalogue import Template
from sanhui.wording import WEEKDAYS

_PLANNING = 10  # plans are written from October on, for the next year
_CHINESE_WEEKDAY = re.compile(r"(?:每?(?:周|星期|礼拜))([一二三四五六日天])")


class Answers(msgspec.Struct, frozen=True):
    """The answers, read; `weekday` counts from 0 for Monday, and None leaves the template's days."""

    organization: str
    year: int
    time: str
    place: str
    weekday: int | None = None
    id: str = ""


def default_year(today: dt.date) -> int:
    """The next year from October on, otherwise this one."""
    return today.year + (today.month >= _PLANNING)


def default_id(template: Template, answers: Answers) -> str:
    """An identity of the plan's own: UIDs rest on it, so two bodies with the same template must not share it."""
    mark = hashlib.sha256(answers.organization.encode()).hexdigest()[:4]
    return f"{template.name}-{answers.year}-{mark}"


def read_organization(text: str) -> str:
    """The body whose plan it is: one line."""
    if not text.strip():
        raise _wrong("--organization", text, _("the organisation has a name"), _("for example 某机关党支部"))
    return _line("--organization", text)


def read_year(text: str) -> int:
    """A year in figures, 2027 or 2027年."""
    figures = text.strip().removesuffix("年")
    if re.fullmatch(r"[0-9]{4}", figures) and FIRST_YEAR <= int(figures) <= LAST_YEAR:
        return int(figures)
    remedy = _("a year from {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
    raise _wrong("--year", text, _("this is no year that can be planned"), remedy)


def read_weekday(text: str) -> int:
    """A weekday from 0 for Monday: 周三, 星期三, Wednesday, Wed."""
    word = text.strip()
    if found := _CHINESE_WEEKDAY.fullmatch(word):
        return min("一二三四五六日天".index(found[1]), 6)
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and name.casefold().startswith(word.casefold()):
            return number
    raise _wrong("--weekday", text, _("this is no weekday"), _("for example 周三 or Wednesday"))


def read_time(text: str) -> str:
    """A time of day as `[defaults] time` takes it: 15:00, 下午3点, 14:30-16:00."""
    from sanhui.when import WhenError, parse_time

    word = _line("--time", text)
    try:
        start = parse_time(word).start
    except WhenError as error:
        raise _wrong("--time", text, error.message, error.remedy or _("for example 15:00")) from error
    if start is None:  # 全天 says nothing for activities that last some hours
        raise _wrong("--time", text, _("a time of day is wanted"), _("for example 15:00"))
    return word


def read_weekday_and_time(text: str, weekday: int, time: str) -> tuple[int, str]:
    """Both in one answer, 周三 15:00, Wed 3 pm; of what is not said stays the usual."""
    found = re.match(r"\s*(每?(?:周|星期|礼拜).|[A-Za-z]{3,})[\s,，]*(.*)", text, re.DOTALL)
    said, rest = (found[1], found[2].strip()) if found else ("", text.strip())
    try:
        return read_weekday(said) if said else weekday, read_time(rest) if rest else time
    except InputError as error:
        (problem,) = error.problems
        remedy = _("for example 周三 15:00 or Wed 15:00")
        raise _wrong("--weekday, --time", text, problem.message, remedy) from error


def read_place(text: str) -> str:
    """Where the sessions usually are: one line, or nothing."""
    return _line("--place", text)


def read_id(text: str) -> str:
    """The plan's identity, in ASCII."""
    word = text.strip()
    if not re.fullmatch(IDENTIFIER, word):
        remedy = _("ASCII letters, digits, “-”, “_” and “.” only, such as branch-2027")
        raise _wrong("--id", text, _("this cannot be an id"), remedy)
    return word


def _line(option: str, text: str) -> str:
    """One line that can be written as UTF-8, without spaces around it."""
    text = text.strip()
    if re.search(CONTROL, text):
        message = _("it has a line break or a control character")
        raise _wrong(option, text, message, _("write one line of plain text"))
    try:
        text.encode()
    except UnicodeEncodeError as error:  # an undecodable byte of the command line
        message = _("it has bytes that are no characters")
        raise _wrong(option, text, message, _("write one line of plain text")) from error
    return text


def _wrong(option: str, text: str, message: str, remedy: str) -> InputError:
    return InputError(Problem(message, remedy, key=option, value=text))
