"""The official notice's own sentences, read and checked: a new notice is usable the minute it is published.

Source of the form: the 国务院办公厅's 关于…年部分节假日安排的通知 of 2008 to 2026. What a notice says more than once must
agree: how many days (共9天), which weekdays (周日), which lunar days (农历正月初七), no day twice, 补班 on weekends and as many
as were exchanged, every day off by law covered. A contradiction means that the text was mistyped or misunderstood, and no
calendar is made.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from sanhui.days import lunar
from sanhui.days.arrangement import Arrangement, Holiday, parts, stretches
from sanhui.days.festivals import NAMED_DAYS, dates_in, find, name, statutory_days
from sanhui.days.notice_text import Date, Item, Said, Text
from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.errors import InputError, Problem
from sanhui.i18n import _, language
from sanhui.wording import long_date, weekday

_LONGEST = 100_000  # characters; a notice has about a thousand, the page around it ten times as many
_LENGTH = 31  # days: the longest holiday had nine
_REACH = 15  # days: from 2004 to 2026 no 补班 day was further from its holiday than 11
_DAY = dt.timedelta(days=1)

_WEEKDAY = re.compile(r"^(?:周|星期|礼拜)([一二三四五六日天])$")
_LUNAR = re.compile(
    r"^(?:农历)?(闰)?(正|[一二三四五六七八九十冬腊]|十[一二])月(初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二十[一二三四五六七八九]?|三十|十)$"
)
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_NUMBERS = "一二三四五六七八九"


def read_notice(text: str, *, year: int | None = None, file: str = "") -> Arrangement:
    """Read a notice's text: the whole of it, or its items alone if the year is told.

    Raises InputError with every contradiction, each quoting its sentence: what was not understood, wrong counts,
    weekdays and lunar dates, days that do not exist or stand twice, 补班 on a weekday or on a day off, a festival
    that its holiday does not contain, more or fewer 补班 days than were exchanged, a day off by law without a
    holiday. `file` is where the text came from, for the messages; its name is the source of a text without a title.
    """
    if len(text) > _LONGEST:
        message = _("the text has {n} characters, far more than a notice")
        remedy = _("take the notice alone, from its title to its date")
        raise InputError(Problem(message.format(n=len(text)), remedy, file=file))
    written = Text(text)
    stated = written.year()
    known = year or stated
    if known is None or not FIRST_YEAR <= known <= LAST_YEAR:
        raise InputError(_no_year(known, file))
    checks = _Checks(known, file)
    if year and stated and year != stated:
        message = _("the text is the notice for {stated}, not for {year}").format(stated=stated, year=year)
        checks.problems.append(Problem(message, _("leave out the year, or take the other text"), file=file))
    holidays = tuple(checks.holidays(written.items()))
    if not checks.problems:
        checks.covered(holidays)
    if not checks.problems:
        checks.even()
    if checks.problems:
        raise InputError(*checks.problems)
    return Arrangement(
        year=known, status="official", source=written.title() or Path(file).name, holidays=holidays
    )


def _no_year(year: int | None, file: str) -> Problem:
    if year is not None:
        remedy = _("from {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
        return Problem(_("the year is out of range"), remedy, file=file, value=str(year))
    remedy = _(
        "take the whole notice with its title, 国务院办公厅关于……年部分节假日安排的通知, or tell the year"
    )
    return Problem(_("the text does not say for which year it is"), remedy, file=file)


class _Checks:
    """One notice being checked: what was found wrong, and which days are taken by what."""

    def __init__(self, year: int, file: str) -> None:
        self.year = year
        self.file = file
        self.problems: list[Problem] = []
        self._off: dict[dt.date, str] = {}
        self._working: dict[dt.date, str] = {}
        self._exchanged: list[tuple[Item, int, int, int]] = []  # days by law, weekdays off, days worked
        self._month: int | None = None  # of the date before in the item: 2月14日、28日

    def problem(self, said: Said | Item, message: str, remedy: str = "") -> None:
        remedy = remedy or _("compare the text with the published notice")
        self.problems.append(Problem(message, remedy, file=self.file, line=said.line, value=said.quote))

    def holidays(self, items: Iterator[Item]) -> Iterator[Holiday]:
        """The holiday of every item."""
        seen: set[str] = set()
        for item in items:
            named = [find(part) for part in parts(item.name)]
            ids = [each for each in named if each is not None]
            if len(ids) < len(named):
                # Lines such as 来源： are no items; a numbered one, or one that speaks of days off, is.
                if item.numbered or any(each.off or each.working for each in item.sentences):
                    self.problem(item, _("“{name}” is no holiday that is known").format(name=item.name))
                continue
            if twice := [each for each in ids if each in seen]:
                message = _("there is an item for {holiday} already")
                self.problem(item, message.format(holiday=name(twice[0], language())))
            seen.update(ids)
            yield self._holiday(item, ids)

    def _holiday(self, item: Item, ids: list[str]) -> Holiday:
        off: list[dt.date] = []
        working: list[dt.date] = []
        self._month = None
        for said in item.sentences:
            for lost in said.lost:
                self.problem(said, _("not understood: “{part}”").format(part=lost))
            for first, last in said.mentioned:
                self._span(said, first, last, ids)
            spans = [self._span(said, *span, ids) for span in said.off]
            found = [day for span in spans for day in span]
            off += found
            self._taken(said, found, self._off)
            counts = (len(off), len(off) + 2) if said.weekend else (len(off),)
            if said.count is not None and said.count not in counts and all(spans) and not said.lost:
                message = _("it says {stated} days, and they are {counted}")
                self.problem(said, message.format(stated=said.count, counted=len(off)))
            if said.weekend and found and not any(_touches_weekend(day) for day in found):
                self.problem(said, _("the days do not touch a weekend"))
            worked = [day for span in said.working for day in self._span(said, *span, ids)]
            working += worked
            self._taken(said, worked, self._working)
            self._plausible(said, worked, off)
        if off:
            self._contains(item, ids, off)
        elif not any(said.lost for said in item.sentences):
            self.problem(item, _("the item has no days off"))
        law = sum(festival in ids for _day, festival in statutory_days(self.year))
        self._exchanged.append((item, law, sum(day.isoweekday() < 6 for day in off), len(working)))
        return Holiday(name=item.name, stretches=stretches(off), working=tuple(sorted(set(working))))

    # -- from written dates to days ------------------------------------------------------------------------

    def _span(self, said: Said, first: Date, last: Date, ids: list[str]) -> list[dt.date]:
        """The days of a range, after checking what is written beside its ends; none if it has no sense."""
        start = self._day(said, first, None, ids)
        end = start if last is first else self._day(said, last, start, ids)
        if start is None or end is None:
            return []
        length = (end - start).days + 1
        if not 0 < length <= _LENGTH:
            message = _("from {first} to {last}: that is no stretch of days")
            self.problem(said, message.format(first=start, last=end))
            return []
        return [start + n * _DAY for n in range(length)]

    def _day(self, said: Said, date: Date, start: dt.date | None, ids: list[str]) -> dt.date | None:
        """The day that is meant: what is left out comes from the day before it, or from the notice's year."""
        month = date.month or (start.month if start else self._month)
        year = date.year or self.year
        if date.year is None and "new-year" in ids and month is not None and month > 10:
            year -= 1  # 元旦 may begin in December of the year before
        if month is None:
            self.problem(said, _("the month of day {day} is missing").format(day=date.day))
            return None
        self._month = month
        try:
            day = dt.date(year, month, date.day)
        except ValueError:
            message = _("there is no day {day} in month {month} of {year}")
            self.problem(said, message.format(day=date.day, month=month, year=year))
            return None
        if not dt.date(self.year - 1, 12, 1) <= day <= dt.date(self.year + 1, 1, 31):
            self.problem(said, _("the day lies outside {year}").format(year=self.year))
            return None
        for remark in re.split(r"[、,]", date.remark):
            self._remark(said, day, remark)
        return day

    def _remark(self, said: Said, day: dt.date, remark: str) -> None:
        """Check what is written in parentheses: a weekday, a lunar day or a festival; other remarks are left alone."""
        if found := _WEEKDAY.match(remark):
            if "一二三四五六日".index(found[1].replace("天", "日")) != day.weekday():
                message = _("{day} is {right}, not {stated}")
                self.problem(said, message.format(day=day, right=weekday(day), stated=remark))
        elif found := _LUNAR.match(remark):
            if not found[1] and day not in _lunar_days(day.year, _month(found[2]), _number(found[3])):
                self.problem(
                    said, _("{day} is not {lunar} of the lunar calendar").format(day=day, lunar=remark)
                )
        elif (festival := find(remark.removeprefix("农历"))) and day not in dates_in(festival, day.year):
            message = _("{day} is not {festival}")
            self.problem(said, message.format(day=day, festival=remark))

    # -- what must agree -----------------------------------------------------------------------------------

    def _taken(self, said: Said, days: list[dt.date], by: dict[dt.date, str]) -> None:
        """Each day stands once, off or worked."""
        for day in days:
            other = self._off.get(day) or self._working.get(day)
            if other:
                message = _("{day} stands in another sentence already: {other}")
                self.problem(said, message.format(day=day, other=other))
            by.setdefault(day, said.quote)

    def _plausible(self, said: Said, worked: list[dt.date], off: list[dt.date]) -> None:
        """Only weekends are worked in exchange, and near the holiday."""
        for day in worked:
            if day.isoweekday() < 6:
                message = _("{day} is worked anyway: it is {weekday}")
                self.problem(said, message.format(day=day, weekday=weekday(day)))
            elif off and min(abs((day - other).days) for other in off) > _REACH:
                self.problem(said, _("{day} is far from the days off").format(day=day))

    def _contains(self, item: Item, ids: list[str], off: list[dt.date]) -> None:
        """A holiday has the days of its festivals off."""
        law = statutory_days(self.year)
        for festival in ids:
            own = [day for day, its in law if its == festival]
            if NAMED_DAYS[festival].statutory and own and not set(own) & set(off):
                message = _("the days off do not contain {holiday}, {day}")
                self.problem(item, message.format(holiday=name(festival, language()), day=long_date(own[0])))

    def even(self) -> None:
        """Days by law are given, also those that fall on a weekend (补假); each further weekday off is worked (补班).

        So a sentence that was lost on the way is noticed. Every notice that was read for this is even, if not every
        item: in 2015 中秋节 was a Sunday, and 国庆节 has the weekday for it. The items that may be wrong are told.
        """
        if sum(weekdays - worked - law for _item, law, weekdays, worked in self._exchanged) == 0:
            return
        for item, law, weekdays, worked in self._exchanged:
            if weekdays - worked != law:
                message = _(
                    "weekdays off and weekend days worked must differ by the {law} days off by law, "
                    "and they are {off} and {worked}"
                )
                self.problem(item, message.format(law=law, off=weekdays, worked=worked))

    def covered(self, holidays: tuple[Holiday, ...]) -> None:
        """Every day off by law lies in a holiday."""
        for day, festival in Arrangement(year=self.year, holidays=holidays).uncovered():
            message = _("no sentence gives {day} off, which is {holiday} by law")
            text = message.format(day=long_date(day), holiday=name(festival, language()))
            self.problems.append(
                Problem(text, _("take the whole notice, with all its items"), file=self.file)
            )


def _touches_weekend(day: dt.date) -> bool:
    return any((day + n * _DAY).isoweekday() > 5 for n in (-1, 0, 1))


def _lunar_days(year: int, month: int, number: int) -> list[dt.date]:
    """The dates that a lunar day may have around a year, none if the month has no such day."""
    found = []
    for lunar_year in (year - 1, year):
        try:
            found.append(lunar.lunar_date(lunar_year, month, number))
        except ValueError:  # a month of 29 days in that year
            continue
    return found


def _month(text: str) -> int:
    return _MONTHS.index({"一": "正", "冬": "十一", "腊": "十二"}.get(text, text)) + 1


def _number(text: str) -> int:
    """初七, 十五, 廿三, 二十八, 三十."""
    if text in ("初十", "十"):
        return 10
    tens = {"初": 0, "十": 10, "廿": 20, "二十": 20, "三十": 30}
    head = next(known for known in ("二十", "三十", *tens) if text.startswith(known))
    rest = text.removeprefix(head)
    return tens[head] + (_NUMBERS.index(rest) + 1 if rest else 0)
