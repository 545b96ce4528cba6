"""Times and durations as meeting programs write them, in whatever language they were set to.

A date such as 3/9/2026 is one thing in America and another in England. A capital AM or PM is American; otherwise the reading
that falls on the session's day is taken, for that is the day the file is given for; if none does, day before month.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sanhui.i18n import _
from sanhui.sheets.reading import shown
from sanhui.sheets.serials import EPOCH, moment_of, time_of_day

#: What stands in a cell of those who did not come, or of whom nothing was recorded.
NOTHING = frozenset(("", "-", "--", "—", "——", "/", "无", "未打卡", "缺卡", "n/a", "none", "null"))

_YEAR_FIRST = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?|(\d\d)-(\d\d)-(\d\d)(?!\d)"
)
_YEAR_LAST = re.compile(r"(\d{1,2})([/.])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?!\d)")
_WORDS = re.compile(r"(?:([a-z]{3,9})\.? (\d{1,2})|(\d{1,2})\.? ([a-z]{3,9})\.?),? (\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(
    r"(?P<before>清晨|早晨|早上|上午|中午|下午|傍晚|晚上|凌晨|[ap]\.?m\.?)?\s?(?P<hour>\d{1,2})[:时点](?P<minute>\d\d)"
    r"(?:[:分](?P<second>\d\d)(?:[.]\d+)?)?[分秒]?\s?(?P<after>[ap]\.?m\.?)?(?![\d:])",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s?\(?(?:(Z|UTC|GMT)|(?:(?:GMT|UTC)\s?)?([+-])(\d\d?):?(\d\d)?)\)?$")
# What may stand beside a date and a time, and says nothing new.
_BESIDE = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|外勤|\bat\b|[,\sT()]",
    re.IGNORECASE,
)
_MORNING = ("凌晨", "清晨", "早晨", "早上", "上午", "a")
_AFTERNOON = ("中午", "下午", "傍晚", "晚上", "p")

_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)")
_UNITS = re.compile(
    r"(?:(\d{1,6})\s?(?:小时|时|h(?:ours?|rs?)?|std)\.?)?\s?(?:(\d{1,6})\s?(?:分钟|分|m(?:in(?:utes?|s)?)?)\.?)?"
    r"\s?(?:(\d{1,6})\s?(?:秒钟|秒|s(?:ec(?:onds?|s)?|ek)?)\.?)?",
    re.IGNORECASE,
)


_LONGEST = 1_000_000  # minutes


class Clock:
    """Reads what cells say of times, for a session of a day in a time zone."""

    def __init__(self, day: dt.date, zone: dt.tzinfo) -> None:
        self._day = day
        self._zone = zone
        self._of_text = functools.lru_cache(4096)(self._read)  # the same times come again and again

    def moment(self, cell: Any, date: dt.date | None = None) -> dt.datetime | None:
        """When it was; None if the cell says that nothing was. A time alone is of `date`, else of the session's day.

        Raises `ValueError` for what is no time.
        """
        date = date or self._day
        if isinstance(cell, float) and not isinstance(cell, bool):
            cell = _serial(cell)
        if isinstance(cell, dt.datetime):
            return cell.replace(tzinfo=self._zone) if cell.tzinfo is None else cell.astimezone(self._zone)
        if isinstance(cell, dt.time):
            return dt.datetime.combine(date, cell, self._zone)
        return self._of_text(shown(cell), date)

    def _read(self, cell: str, date: dt.date) -> dt.datetime | None:
        text = _plain(cell)
        if text.casefold() in NOTHING:
            return None
        next_day = text.startswith(("次日", "翌日"))
        day, rest, dated = self._date(text[2:] if next_day else text)
        offset, rest = _offset(rest)
        found = _TIME.search(rest)
        if found is None or _BESIDE.sub("", rest.replace(found[0], "", 1)):
            raise ValueError(_("this is no time"))
        moment = dt.datetime.combine(day if dated else date, _time(found), offset or self._zone)
        try:
            return (moment + dt.timedelta(days=next_day)).astimezone(self._zone)
        except OverflowError:  # in the year 1 or 9999
            raise ValueError(_("this is no time")) from None

    def date(self, cell: Any) -> dt.date | None:
        """Which day it is: 2026/03/09 星期一, 26-03-09; None for an empty cell. Raises `ValueError`."""
        if isinstance(cell, float):
            cell = _serial(cell)
        if isinstance(cell, dt.datetime):
            return cell.date()
        if isinstance(cell, dt.date):
            return cell
        text = _plain(cell)
        if text.casefold() in NOTHING:
            return None
        day, rest, dated = self._date(text)
        time = _TIME.search(rest)
        if not dated or _BESIDE.sub("", rest.replace(time[0], "", 1) if time else rest):
            raise ValueError(_("this is no day"))
        return day

    def _date(self, text: str) -> tuple[dt.date, str, bool]:
        """The day in a text, the text without it, and whether there was any."""
        for pattern in (_YEAR_FIRST, _YEAR_LAST, _WORDS):
            if found := pattern.search(text):
                days = [day for day in map(_day, _readings(pattern, found, text)) if day is not None]
                if not days:
                    raise ValueError(_("there is no such day"))
                day = self._day if self._day in days else days[0]
                return day, text[: found.start()] + " " + text[found.end() :], True
        return self._day, text, False


def minutes(cell: Any) -> float | None:
    """How long it was: 1:32:05, 1h 32m 5s, 1小时32分, or a number of minutes; None for what says nothing sure."""
    match cell:
        case bool():
            return None
        case dt.timedelta():
            return cell / dt.timedelta(minutes=1)
        case dt.datetime():
            return (cell - EPOCH) / dt.timedelta(minutes=1) if cell.year < 1901 else None
        case dt.time():
            return cell.hour * 60 + cell.minute + cell.second / 60
        case int() | float():
            return float(cell) if 0 <= cell < _LONGEST else None
    text = _plain(cell)
    if found := _CLOCK.fullmatch(text):
        hours, mins, seconds = map(int, found.groups())
    elif re.fullmatch(r"\d{1,6}(?:[.]\d{1,6})?", text):
        return float(text)
    elif text and (found := _UNITS.fullmatch(text)):
        hours, mins, seconds = (int(part or 0) for part in found.groups())
    else:
        return None
    return hours * 60 + mins + seconds / 60


def _readings(pattern: re.Pattern[str], found: re.Match[str], text: str) -> list[Sequence[int]]:
    """Year, month, day; the likelier reading first."""
    if pattern is _YEAR_FIRST:
        return [[int(part) for part in found.groups() if part]]
    if pattern is _WORDS:
        word = (found[1] or found[4])[:3].casefold()
        month = _MONTHS.index(word) + 1 if word in _MONTHS else 0
        return [(int(found[5]), month, int(found[2] or found[3]))]
    one, mark, other, year = int(found[1]), found[2], int(found[3]), int(found[4])
    if mark == ".":
        return [(year, other, one)]
    if re.search(r"\d ?[AP]M\b", text):
        return [(year, one, other)]
    return [(year, other, one), (year, one, other)]


def _day(parts: Sequence[int]) -> dt.date | None:
    year, month, day = parts
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> dt.time:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["before"] or found["after"] or "").casefold()
    if half.startswith(_AFTERNOON) and hour < (11 if half == "中午" else 12):
        hour += 12
    elif hour == 12 and half.startswith(_MORNING):
        hour = 0
    elif hour == 12 and half == "晚上":  # at midnight, of this day or the next
        raise ValueError(_("this is no time"))
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        raise ValueError(_("this is no time")) from None


def _offset(text: str) -> tuple[dt.tzinfo | None, str]:
    """The offset from UTC that a text ends with, and the text without it."""
    found = _OFFSET.search(text)
    if found is None or ":" not in text[: found.start()]:
        return None, text
    if found[1]:
        return dt.UTC, text[: found.start()]
    delta = dt.timedelta(hours=int(found[3]), minutes=int(found[4] or 0))
    if delta >= dt.timedelta(days=1):
        raise ValueError(_("this is no time"))
    return dt.timezone(-delta if found[2] == "-" else delta), text[: found.start()]


def _serial(number: float) -> Any:
    """The date of an unformatted cell of a spreadsheet, or the number as it is."""
    return moment_of(number) or (number and time_of_day(number)) or number


def _plain(cell: Any) -> str:
    return " ".join(unicodedata.normalize("NFKC", shown(cell)).replace("'", "").split())
