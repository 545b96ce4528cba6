"""When a row takes place: what people write into 月份, 日期 and 时间, as a tree of the `when` language.

A date in a table was chosen by somebody: it is taken as it stands. What is only nearly a date stays in its month, and
is told; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

from msgspec.structs import replace

from sanhui.days.calendar import WorkCalendar
from sanhui.i18n import _
from sanhui.schedule.occurrences import candidates
from sanhui.sheets.reading import shown
from sanhui.sheets.serials import moment_of, time_of_day
from sanhui.when import WhenError, parse, parse_days, parse_time
from sanhui.when.tree import Day, Fixed, Periodic, Time, Unit, Weekly, When, Window

_CALENDAR = WorkCalendar()
# 周四, （星期四）, and (四) as spreadsheets show the weekday of a date.
_WEEKDAY = re.compile(r"(?:[(（\[【]?(?:周|星期|礼拜)|[(（\[【])([一二三四五六日天])[)）\]】]?")
_DAY = re.compile(r"\d\s*[日号]|\d{4}\D\d{1,2}\D\d{1,2}|^\d{1,2}\s*[./-]\s*\d{1,2}|\d{8}")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d|\s*[./日号月-])")  # 3-5, but not 3-5日
_DAYS = re.compile(r"\d{1,2}(?:\s*[、,，]\s*\d{1,2})+\s*[日号]")  # 5、12、19日
# What a cell with a time becomes in CSV: 15:00:00, and 2026/3/5 0:00:00 of a day without one.
_SECONDS = re.compile(r"(\d:\d\d):00(?!\d)")
_MIDNIGHT = re.compile(r"(\d{4}[./-]\d{1,2}[./-]\d{1,2}) 0?0:00")
_EVERY = re.compile(r"[每逐各隔单双]|every|each", re.IGNORECASE)
_ONCE_EACH = re.compile(r"全年度?|每年|每半年|每季度?|每月|每周|每星期")  # how often, without a number: once
_YEAR_MONTH = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*月?份?")
_SAID_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月|\d{4}\s*[./-]\s*(\d{1,2})")
_DAY_NUMBER = re.compile(r"\d{1,2}")
_MONTH = re.compile(r"(?:\d{4}[年./-]\s*)?(\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:月份?)?")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DIGITS = {text: number for number, text in enumerate(_NUMERALS, 1)}


class Dating(NamedTuple):
    """When a row is: `dates`, or a phrase; `doubt` says what was not understood, though the month is."""

    when: When | None
    dates: tuple[dt.date, ...] = ()
    doubt: str = ""


class _Unread(Exception):  # noqa: N818 - never leaves this module
    """What is written cannot be read, for the reason given."""


def month_of(cell: Any) -> int | None:
    """The month that a cell of 月份 names: 3, 3月, 三月份, 2026年3月, a date; None for anything else."""
    if isinstance(cell, dt.date):
        return cell.month
    found = _MONTH.fullmatch(shown(cell))
    number = None if found is None else _DIGITS.get(found[1]) or (int(found[1]) if found[1].isdigit() else 0)
    return number if number in range(1, 13) else None


def date_row(month: Any, date: Any, time: Any, year: int, *, own_month: bool) -> Dating | str:
    """When a row takes place, or the reason why nobody can say.

    `own_month` is false when the month was taken from a row above: then a date of another month is believed.
    """
    number = month_of(month)
    try:
        when = _joined(_read(date, month, number, year), time)
        return _checked(when, number if own_month else None, year)
    except _Unread as problem:
        said = _month_said(date)
        if own_month and number is not None:
            contradiction = _contradiction(number)
            if said not in (None, number) or str(problem) == contradiction:
                return contradiction
        number = said or number
        if number is None:
            return str(problem)
        return Dating(When(rules=(Window(Unit.MONTH),), months=(number,)), doubt=str(problem))


def _month_said(cell: Any) -> int | None:
    """The month that a date names which is otherwise not understood."""
    if isinstance(cell, dt.date):
        return cell.month
    text = shown(cell)
    found = _SAID_MONTH.search(text) or _MONTH_DAY.match(text)
    number = int(next(filter(None, found.groups()))) if found else 0
    return number if number in range(1, 13) else None


def _read(cell: Any, month: Any, number: int | None, year: int) -> When:
    text = shown(cell)
    if isinstance(cell, dt.datetime):
        time = Time(start=cell.time().replace(second=0, microsecond=0)) if cell.time() != dt.time() else None
        return When(rules=(Fixed(cell.date()),), time=time)
    if isinstance(cell, dt.date):
        return When(rules=(Fixed(cell),))
    if not text:
        return _month_alone(shown(month), number)
    if isinstance(cell, dt.time | dt.timedelta):
        raise _Unread(_("“{text}” is no date").format(text=text))
    if re.fullmatch(r"\d{5}", text):
        cell = float(text)
    if isinstance(cell, float) and (moment := moment_of(cell)):
        return _read(moment, month, number, year)
    if isinstance(cell, float) and not cell.is_integer():
        message = _("the number {text} could be more than one date: write it as text, 3月10日")
        raise _Unread(message.format(text=text))
    return _phrase(text, number, year)


def _month_alone(text: str, number: int | None) -> When:
    """A month without a date; the column may also name quarters and halves."""
    if number is not None:
        return When(rules=(Window(Unit.MONTH),), months=(number,))
    if not text:
        raise _Unread(_("neither a date nor a month"))
    found = _parsed(text) or _parsed(f"{text}1次")
    if found is None:
        raise _Unread(_("“{text}” is no month").format(text=text))
    return found


def _phrase(text: str, month: int | None, year: int) -> When:
    """A text of the date column; its weekday must agree with its date."""
    text = re.sub(
        r"(?<=\d)T(?=\d)", " ", without_seconds(text)
    )  # as other programs write 2026-03-05T15:00:00
    text = _MIDNIGHT.sub(r"\1", text)
    if _DAYS.fullmatch(text):
        text = re.sub(r"\s*[、,，]\s*", "日、", text)
    if _DAY_NUMBER.fullmatch(text):
        if month is None:
            raise _Unread(_("the day {text} has no month").format(text=text))
        text = f"{text}日"
    if found := _MONTH_DAY.match(text):
        text = f"{found[1]}月{found[2]}日{text[found.end() :]}"
    if found := _YEAR_MONTH.fullmatch(text):
        if int(found[1]) != year:
            raise _Unread(_("{date} is not in {year}").format(date=text, year=year))
        text = f"{int(found[2])}月"
    if _ONCE_EACH.fullmatch(text):
        text = f"{text}1次"
    concrete = _DAY.search(text) is not None
    if concrete and month is not None and not re.search(r"月|\d{4}|\d\s*[./-]", text):
        text = f"{month}月{text}"
    when = _parsed(text)
    weekday = _WEEKDAY.search(text)
    if when is None and weekday and concrete:
        when = _understood(_WEEKDAY.sub(" ", text).strip())
        named = "一二三四五六日".index(weekday[1].replace("天", "日")) + 1
        days = [c.nominal for c in candidates(when, year, _CALENDAR, {}) if c.nominal]
        wrong = [day for day in days if day.isoweekday() != named]
        if wrong:
            message = _("{date} is not a {weekday}")
            raise _Unread(message.format(date=wrong[0], weekday=f"周{weekday[1]}"))
    when = when or _understood(text)
    return _kept_to_month(when, text, month)


def _kept_to_month(when: When, text: str, month: int | None) -> When:
    """Days that come again each week or month are those of the row's month; without one, the text must say “every”."""
    if when.months is not None or not all(map(_recurs_in_months, when.rules)):
        return when
    weekly = any(isinstance(rule, Weekly) for rule in when.rules)
    if not _EVERY.search(text) and (month is None or weekly):
        raise _Unread(_("“{text}” could be several days").format(text=text))
    return when if month is None else replace(when, months=(month,))


def _recurs_in_months(rule: Any) -> bool:
    """Whether a rule comes again each week or month, so that it can be kept to one month."""
    return isinstance(rule, Weekly) or (isinstance(rule, Periodic | Window) and rule.unit is Unit.MONTH)


def _parsed(text: str) -> When | None:
    try:
        return parse(text)
    except WhenError:
        return None


def _understood(text: str) -> When:
    try:
        return parse(text)
    except WhenError as error:
        raise _Unread(_("“{text}”: {reason}").format(text=text, reason=error.message)) from error


def _joined(when: When, cell: Any) -> When:
    """Add the time of day that has its own column."""
    clock = time_of_day(cell)
    text = without_seconds(shown(cell)) if clock is None else f"{clock:%H:%M}"
    if not text:
        return when
    time = _whole_days(text) or _time(text)
    if when.time not in (None, time):
        raise _Unread(_("two different times of day are stated"))
    return replace(when, time=time)


def without_seconds(text: str) -> str:
    """A text whose times of day are of whole minutes, as plans have them: 15:00 for 15:00:00."""
    return _SECONDS.sub(r"\1", text)


def _whole_days(text: str) -> Time | None:
    """A length in days, in place of a time: 3天, 为期3天."""
    try:
        return Time(all_day=True, days=parse_days(text.removeprefix("为期").removeprefix("for ")))
    except WhenError:
        return None


def _time(text: str) -> Time:
    try:
        return parse_time(text)
    except WhenError as error:
        raise _Unread(_("“{text}”: {reason}").format(text=text, reason=error.message)) from error


def _contradiction(month: int) -> str:
    return _("the date is not in month {month}, which the row names").format(month=month)


def _checked(when: When, month: int | None, year: int) -> Dating:
    """The days of a phrase in the plan's year; no days, or those of another year or month, are not believed."""
    for rule in when.rules:
        if isinstance(rule, Fixed) and rule.date.year != year:
            raise _Unread(_("{date} is not in {year}").format(date=rule.date, year=year))
    found = candidates(when, year, _CALENDAR, {})
    if not found:
        raise _Unread(_("that gives no day of {year}").format(year=year))
    if any(candidate.steps for candidate in found):
        raise _Unread(_("there is no such day"))
    days = [candidate.nominal for candidate in found if candidate.nominal is not None]
    concrete = bool(days) and all(_is_date(rule, when) for rule in when.rules)
    if month is not None and concrete and any(day.month != month for day in days):
        raise _Unread(_contradiction(month))
    if month is not None and when.months is not None and month not in when.months:
        raise _Unread(_contradiction(month))
    plain = when == When(rules=when.rules, months=when.months, time=when.time)
    if plain and concrete:
        return Dating(when, tuple(dict.fromkeys(days)))
    return Dating(when)


def _is_date(rule: Any, when: When) -> bool:
    """Whether a rule says single days, one by one, as a table does: 3月5日, 3月10日、12日."""
    if isinstance(rule, Fixed):
        return True
    return (
        isinstance(rule, Periodic)
        and (rule.unit is Unit.YEAR or (rule.unit is Unit.MONTH and when.months is not None))
        and all(isinstance(pick, Day) and pick.nth > 0 for pick in rule.picks)
    )
