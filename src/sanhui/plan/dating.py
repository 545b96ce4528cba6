"""On which days the sessions of an activity are, or a task is due: phrase, recurrence rule or dates, less the exceptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sanhui.days.years import day_in
from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.document import Activity, Task
from sanhui.plan.phrases import read_phrase
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.when import from_rrule, parse, parse_deadline, parse_exceptions
from sanhui.when.tree import Festival, Fixed, Lunar, Periodic, Relative, Rule, Time, Unit, When

_WHEN_EXAMPLE = "每月第二个周三 15:00"
_DUE_EXAMPLE = "每季度最后一个工作日"


class Frame(msgspec.Struct, frozen=True):
    """What a plan sets for the days of all its activities; `year` is 0 where the plan does not say it."""

    year: int
    periods: Mapping[str, tuple[dt.date, dt.date]]


def read_days(
    table: Activity | Task, stated: Mapping[str, Any], path: KeyPath, frame: Frame, report: Report
) -> When | None:
    """Understand `when`, `rrule` or `dates` (a task: `due`), and `except`; None when that makes no sense, which is reported.

    `stated` has the keys that the file states.
    """
    task = isinstance(table, Task)
    given = [key for key in stated if key in (("due", "dates") if task else ("when", "rrule", "dates"))]
    if not given:
        _undated(path, task, report)
        return None
    for key in given[1:]:
        message = _("“{first}” says already when this takes place").format(first=given[0])
        report.at_value((*path, key), message, _("keep one of {keys}").format(keys=", ".join(given)))
    where = (*path, given[0])
    if report.knows(where):
        return None
    if given[0] == "dates":
        when = _dates(table.dates, where, frame.year, report)
    else:
        when = _phrase(getattr(table, given[0]), where, frame.year, report)
    if when is None:
        return None
    _check_named(when.without, where, frame, report)
    return _left_out(when, table, path, frame, report)


def _undated(path: KeyPath, task: bool, report: Report) -> None:
    if task:
        key, example, message = "due", _DUE_EXAMPLE, _("nothing says by when this is to be done")
    else:
        key, example, message = "when", _WHEN_EXAMPLE, _("nothing says when this takes place")
    report.at_key((*path, key), message, _("add {example}").format(example=f'{key} = "{example}"'))


def _phrase(text: str, path: KeyPath, year: int, report: Report) -> When | None:
    if path[-1] == "rrule":
        when = read_phrase(from_rrule, text, path, report, example="FREQ=MONTHLY;BYDAY=2WE")
    elif path[-1] == "due":
        when = read_phrase(parse_deadline, text, path, report, example=_DUE_EXAMPLE)
    else:
        when = read_phrase(parse, text, path, report, example=_WHEN_EXAMPLE)
    if when is None or not year:
        return when
    for rule in (*when.rules, *when.without):
        _check_year(rule, path, year, report)
    first, last = (limit and day_in(year, limit) for limit in (when.since, when.until))
    if (first and first.year > year) or (last and last.year < year):
        report.at_value(path, _("this leaves no day of {year}").format(year=year), _year_remedy(year))
    elif first and last and last < first:
        report.at_value(path, _("it ends before it begins"), _("exchange the two dates"))
    return when


def _check_year(rule: Rule | str, path: KeyPath, year: int, report: Report) -> None:
    """Report a date of another year: a plan holds one year."""
    if isinstance(rule, Relative):
        _check_year(rule.base, path, year, report)
    elif isinstance(rule, Fixed) and year and rule.date.year != year:
        message = _("{date} is not in {year}").format(date=rule.date, year=year)
        report.at_value(path, message, _year_remedy(year))


def _year_remedy(year: int) -> str:
    return _("the plan is for {year}: correct the date, or “year” in [plan]").format(year=year)


# -- dates one by one --------------------------------------------------------------------------------------


def _dates(entries: tuple[Any, ...], path: KeyPath, year: int, report: Report) -> When | None:
    """Read dates as TOML has them, or as phrases; if one has a time of day, all have the same."""
    if not entries:
        remedy = _("add {example}").format(example="dates = [2026-03-05, 2026-07-01]")
        report.at_value(path, _("the list is empty"), remedy)
        return None
    found = [_date(entry, (*path, number), year, report) for number, entry in enumerate(entries)]
    rules: dict[Rule, None] = {}
    time: Time | None = None
    for number, when in enumerate(found):
        if when is None:
            continue
        if number and when.time != time:
            remedy = _("put the time of all of them into {example}").format(example='time = "15:00"')
            report.at_value((*path, number), _("the dates have different times of day"), remedy)
        if any(rule in rules for rule in when.rules):
            report.at_value((*path, number), _("this date is in the list twice"), _("remove one of the two"))
        rules |= dict.fromkeys(when.rules)
        time = when.time
    return None if None in found else When(rules=tuple(rules), time=time)


def _date(entry: Any, path: KeyPath, year: int, report: Report) -> When | None:
    """Read one entry; None when it is no date."""
    if type(entry) is dt.date:
        when = When(rules=(Fixed(entry),))
    elif isinstance(entry, dt.datetime):
        if entry.tzinfo is not None:
            message = _("a time zone here may contradict that of the plan")
            report.at_value(path, message, _("write the local time, without Z and without an offset"))
        when = When(rules=(Fixed(entry.date()),), time=Time(start=entry.time()))
    elif isinstance(entry, str):
        found = read_phrase(parse, entry, path, report, example="7月1日")
        if found is None:
            return None
        if found != When(rules=found.rules, time=found.time) or not all(map(_is_date, found.rules)):
            remedy = _("write {example}").format(example=f'when = "{entry}"')
            report.at_value(path, _("only single dates may stand here"), remedy)
            return None
        when = found
    else:
        remedy = _("for example {example}").format(example='dates = [2026-03-05, "7月1日"]')
        report.at_value(path, _("a date should stand here"), remedy)
        return None
    for rule in when.rules:
        _check_year(rule, path, year, report)
    return when


def _is_date(rule: Rule) -> bool:
    """Whether a rule gives one day a year."""
    match rule:
        case Fixed() | Festival() | Lunar():
            return True
        case Relative():
            return _is_date(rule.base)
        case Periodic():
            return rule.unit is Unit.YEAR and len(rule.picks) == 1
        case _:
            return False


# -- exceptions --------------------------------------------------------------------------------------------


def _left_out(when: When, table: Activity | Task, path: KeyPath, frame: Frame, report: Report) -> When:
    """Take the exceptions of the field out of the months and days of the phrase."""
    months = set(when.months or range(1, 13))
    without = list(when.without)
    for where, text in listed(table.exceptions, (*path, "except")):
        found = read_phrase(parse_exceptions, text, where, report, example="1月、2月")
        if found is None:
            continue
        months -= set(found[0])
        if not months:
            report.at_value(where, _("no month is left"), _("leave out fewer months"))
        for gone in found[1]:
            _check_year(gone, where, frame.year, report)
        _check_named(found[1], where, frame, report)
        without += found[1]
    return msgspec.structs.replace(
        when,
        months=None if len(months) == 12 else tuple(sorted(months)),
        without=tuple(dict.fromkeys(without)),
    )


def _check_named(without: Iterable[Rule | str], path: KeyPath, frame: Frame, report: Report) -> None:
    """Report names of periods that the plan does not have."""
    for name in without:
        if isinstance(name, str) and name not in frame.periods:
            known = did_you_mean(name, frame.periods) if frame.periods else ""
            example = f'[[period]] name = "{name}", from = …, to = …'
            remedy = " ".join(filter(None, [known, _("add {example}").format(example=example)]))
            report.at_value(path, _("the plan has no period “{name}”").format(name=name), remedy)


def listed(texts: str | tuple[str, ...], path: KeyPath) -> Iterable[tuple[KeyPath, str]]:
    """Give each text of a field that takes one or several, with its path."""
    if isinstance(texts, str):
        return [(path, texts)]
    return [((*path, number), text) for number, text in enumerate(texts)]
