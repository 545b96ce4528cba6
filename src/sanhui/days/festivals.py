"""The one table of named days: statutory holidays, memorial days, lunar festivals and solar terms.

A named day has an id, names in both languages, and a way to find its date in any year. Days off are another
matter: which days are off by law says `statutory`, which are off in a year's notice `sanhui.days.calendar`.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Literal

import msgspec

from sanhui.days import lunar
from sanhui.days.lunar import lunar_date as lunar_date
from sanhui.i18n import Language, _


class FixedDay(msgspec.Struct, frozen=True, tag=True):
    """The same month and day every year."""

    month: int
    day: int


class LunarDay(msgspec.Struct, frozen=True, tag=True):
    """The same month and day of every lunar year.

    A festival of the twelfth month belongs to the Spring Festival that follows it, as 除夕 does: 腊八节 of 2026 is
    2026-01-26, in lunar year 2025.
    """

    month: int
    day: int


class SolarTerm(msgspec.Struct, frozen=True, tag=True):
    """The day on which a solar term falls."""

    term: str


class NewYearsEve(msgspec.Struct, frozen=True, tag=True):
    """The day before the lunar new year, whether the last month has 29 days or 30."""


Found = FixedDay | LunarDay | SolarTerm | NewYearsEve


class NamedDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day with a name.

    The first name of `zh` and of `en` is the canonical one, the others are what people write as well. `statutory`
    means a 法定节假日 with days off for everybody; `half_day_for` names those who have half a day off by article 3 of
    the 全国年节及纪念日放假办法.
    """

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    found: Found
    statutory: bool = False
    half_day_for: Literal["", "women", "youth", "soldiers"] = ""


def _holiday(id: str, zh: str, en: str, found: Found) -> NamedDay:  # noqa: A002
    return NamedDay(id=id, zh=tuple(zh.split()), en=tuple(en.split("; ")), found=found, statutory=True)


def _memorial(
    id: str,  # noqa: A002
    month: int,
    day: int,
    zh: str,
    en: str,
    half_day_for: Literal["", "women", "youth", "soldiers"] = "",
) -> NamedDay:
    return NamedDay(
        id=id,
        zh=tuple(zh.split()),
        en=tuple(en.split("; ")),
        found=FixedDay(month, day),
        half_day_for=half_day_for,
    )


def _festival(id: str, zh: str, en: str, found: Found) -> NamedDay:  # noqa: A002
    return NamedDay(id=id, zh=tuple(zh.split()), en=tuple(en.split("; ")), found=found)


def _term(id: str, zh: str, en: str) -> NamedDay:  # noqa: A002
    return NamedDay(id=id, zh=(zh,), en=(en,), found=SolarTerm(id))


_TABLE = (
    # 法定节假日
    _holiday("new-year", "元旦 元旦节", "New Year's Day; New Year", FixedDay(1, 1)),
    _holiday(
        "spring-festival",
        "春节 大年初一 正月初一 农历新年",
        "Spring Festival; Chinese New Year; Lunar New Year",
        LunarDay(1, 1),
    ),
    _holiday(
        "qingming",
        "清明节 清明",
        "Qingming Festival; Qingming; Tomb-Sweeping Day; Tomb Sweeping Day",
        SolarTerm("qingming"),
    ),
    _holiday(
        "labour-day",
        "劳动节 五一 五一劳动节 五一节 国际劳动节 五一国际劳动节",
        "Labour Day; Labor Day; May Day",
        FixedDay(5, 1),
    ),
    _holiday("dragon-boat", "端午节 端午", "Dragon Boat Festival; Dragon Boat; Duanwu", LunarDay(5, 5)),
    _holiday(
        "mid-autumn",
        "中秋节 中秋",
        "Mid-Autumn Festival; Mid-Autumn; Mid Autumn Festival; Moon Festival",
        LunarDay(8, 15),
    ),
    _holiday("national-day", "国庆节 国庆 十一 十一国庆节", "National Day", FixedDay(10, 1)),
    # 纪念日
    _memorial(
        "lei-feng-day",
        3,
        5,
        "学雷锋纪念日 学雷锋日 雷锋日 雷锋纪念日 学雷锋活动日",
        "Lei Feng Day; Learn from Lei Feng Day",
    ),
    _memorial(
        "womens-day",
        3,
        8,
        "妇女节 三八 三八妇女节 三八节 国际妇女节 三八国际妇女节",
        "Women's Day; International Women's Day",
        "women",
    ),
    _memorial("arbor-day", 3, 12, "植树节", "Arbor Day; Tree Planting Day"),
    _memorial(
        "national-security-education-day",
        4,
        15,
        "全民国家安全教育日 国家安全教育日 国安日",
        "National Security Education Day",
    ),
    _memorial("youth-day", 5, 4, "青年节 五四 五四青年节", "Youth Day; May Fourth", "youth"),
    _memorial(
        "childrens-day",
        6,
        1,
        "儿童节 六一 六一儿童节 国际儿童节 六一国际儿童节",
        "Children's Day; International Children's Day",
    ),
    _memorial(
        "party-day",
        7,
        1,
        "建党节 七一 建党纪念日 党的生日 七一建党节 建党日",
        "Party Day; Party Founding Day; CPC Founding Day",
    ),
    _memorial("army-day", 8, 1, "建军节 八一 八一建军节 建军纪念日", "Army Day; PLA Day", "soldiers"),
    _memorial(
        "victory-day",
        9,
        3,
        "抗战胜利纪念日 抗日战争胜利纪念日 中国人民抗日战争胜利纪念日",
        "Victory Day; V-Day; Victory over Japan Day",
    ),
    _memorial("teachers-day", 9, 10, "教师节", "Teachers' Day; Teacher's Day"),
    _memorial(
        "september-18",
        9,
        18,
        "九一八 九一八事变纪念日 九一八纪念日",
        "September 18 Incident; Mukden Incident; September 18 Memorial Day",
    ),
    _memorial("martyrs-day", 9, 30, "烈士纪念日", "Martyrs' Day; Martyrs Day"),
    _memorial("constitution-day", 12, 4, "国家宪法日 宪法日", "Constitution Day; National Constitution Day"),
    _memorial(
        "national-memorial-day",
        12,
        13,
        "国家公祭日 公祭日 南京大屠杀死难者国家公祭日",
        "National Memorial Day; Nanjing Massacre Memorial Day",
    ),
    # 农历节日
    _festival("laba", "腊八节 腊八 腊月初八", "Laba Festival; Laba", LunarDay(12, 8)),
    _festival(
        "new-years-eve",
        "除夕 年三十 大年三十 除夕夜",
        "Spring Festival Eve; Chinese New Year's Eve; Lunar New Year's Eve",
        NewYearsEve(),
    ),
    _festival("lantern-festival", "元宵节 元宵 正月十五", "Lantern Festival", LunarDay(1, 15)),
    _festival("qixi", "七夕 七夕节", "Qixi Festival; Qixi", LunarDay(7, 7)),
    _festival(
        "double-ninth", "重阳节 重阳", "Double Ninth Festival; Double Ninth; Chongyang", LunarDay(9, 9)
    ),
    # 二十四节气; the seventh, 清明, stands among the holidays
    _term("minor-cold", "小寒", "Minor Cold"),
    _term("major-cold", "大寒", "Major Cold"),
    _term("start-of-spring", "立春", "Start of Spring"),
    _term("rain-water", "雨水", "Rain Water"),
    _term("awakening-of-insects", "惊蛰", "Awakening of Insects"),
    _term("spring-equinox", "春分", "Spring Equinox"),
    _term("grain-rain", "谷雨", "Grain Rain"),
    _term("start-of-summer", "立夏", "Start of Summer"),
    _term("grain-buds", "小满", "Grain Buds"),
    _term("grain-in-ear", "芒种", "Grain in Ear"),
    _term("summer-solstice", "夏至", "Summer Solstice"),
    _term("minor-heat", "小暑", "Minor Heat"),
    _term("major-heat", "大暑", "Major Heat"),
    _term("start-of-autumn", "立秋", "Start of Autumn"),
    _term("end-of-heat", "处暑", "End of Heat"),
    _term("white-dew", "白露", "White Dew"),
    _term("autumn-equinox", "秋分", "Autumn Equinox"),
    _term("cold-dew", "寒露", "Cold Dew"),
    _term("frost-descent", "霜降", "Frost's Descent"),
    _term("start-of-winter", "立冬", "Start of Winter"),
    _term("minor-snow", "小雪", "Minor Snow"),
    _term("major-snow", "大雪", "Major Snow"),
    _term("winter-solstice", "冬至", "Winter Solstice"),
)

#: All named days by id, the statutory ones first.
NAMED_DAYS: dict[str, NamedDay] = {day.id: day for day in _TABLE}

_BY_NAME = {word.casefold(): day.id for day in _TABLE for word in (*day.zh, *day.en)}


def find(word: str) -> str | None:
    """The id of the day that is called so in either language (capitals do not matter), or None."""
    return _BY_NAME.get(word.strip().casefold())


def name(id: str, language: Language) -> str:  # noqa: A002
    """The canonical name of a named day. What is no id, such as an overlay's own holiday, is its own name."""
    day = NAMED_DAYS.get(id)
    return id if day is None else (day.zh if language == "zh" else day.en)[0]


def date_of(name_id: str, year: int) -> dt.date:
    """The day's date in `year`.

    For the days before the Spring Festival (腊八节, 除夕) that is the one before the Spring Festival of `year`, so 腊八节
    may lie in December of the year before; `dates_in` gives what lies in the Gregorian year. Raises ValueError for an
    unknown id.
    """
    day = NAMED_DAYS.get(name_id)
    if day is None:
        raise ValueError(_("no day is named “{name}”").format(name=name_id))
    match day.found:
        case FixedDay(month, number):
            return dt.date(year, month, number)
        case LunarDay(month, number):
            return lunar_date(year - 1 if month == 12 else year, month, number)
        case SolarTerm(term):
            return lunar.solar_term(year, term)
        case NewYearsEve():  # pragma: no branch - there is no other
            return lunar_date(year, 1, 1) - dt.timedelta(days=1)


def dates_in(name_id: str, year: int) -> tuple[dt.date, ...]:
    """The day's dates that lie in Gregorian year `year`: one, except for 腊八节 (none in 2023, two in 2022)."""
    return tuple(day for y in (year, year + 1) if (day := date_of(name_id, y)).year == year)


# The days off by law, by the first year in which each text of the 全国年节及纪念日放假办法 (政务院, 1949-12-23) was in force:
# (festival, first day, last day), counted from the festival itself, so that -1 is its eve.
_LAW: tuple[tuple[int, tuple[tuple[str, int, int], ...]], ...] = (
    # 1949-12-23 第二条: 新年 1, 春节 3, 劳动节 1, 国庆纪念日 2
    (1950, (("new-year", 0, 0), ("spring-festival", 0, 2), ("labour-day", 0, 0), ("national-day", 0, 1))),
    # 1999-09-18 (国务院令第270号): 国庆节 3, in force at once; 劳动节 3, first held in 2000
    (1999, (("new-year", 0, 0), ("spring-festival", 0, 2), ("labour-day", 0, 0), ("national-day", 0, 2))),
    (2000, (("new-year", 0, 0), ("spring-festival", 0, 2), ("labour-day", 0, 2), ("national-day", 0, 2))),
    # 2007-12-14 (国务院令第513号): 春节 3 from 除夕, 劳动节 1, and 清明节, 端午节, 中秋节 1 each
    (
        2008,
        (
            ("new-year", 0, 0),
            ("spring-festival", -1, 1),
            ("qingming", 0, 0),
            ("labour-day", 0, 0),
            ("dragon-boat", 0, 0),
            ("mid-autumn", 0, 0),
            ("national-day", 0, 2),
        ),
    ),
    # 2013-12-11 (国务院令第644号): 春节 from 正月初一 again
    (
        2014,
        (
            ("new-year", 0, 0),
            ("spring-festival", 0, 2),
            ("qingming", 0, 0),
            ("labour-day", 0, 0),
            ("dragon-boat", 0, 0),
            ("mid-autumn", 0, 0),
            ("national-day", 0, 2),
        ),
    ),
    # 2024-11-10 (国务院令第795号): 春节 4 (除夕 to 正月初三), 劳动节 2
    (
        2025,
        (
            ("new-year", 0, 0),
            ("spring-festival", -1, 2),
            ("qingming", 0, 0),
            ("labour-day", 0, 1),
            ("dragon-boat", 0, 0),
            ("mid-autumn", 0, 0),
            ("national-day", 0, 2),
        ),
    ),
)

# Days off for all, once, by a notice of their own: 国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知.
_ONCE = {2015: (("victory-day", 0, 0),)}


@functools.cache
def statutory_days(year: int) -> tuple[tuple[dt.date, str], ...]:
    """Every day off by law in `year` with its festival, in order of date.

    A day that two festivals share (中秋节 2020 on 10-01) stands twice, 国庆节 first. Source: 全国年节及纪念日放假办法
    第二条 in the text of that year; none before 1950.
    """
    law = next((days for since, days in reversed(_LAW) if year >= since), ())
    found = [
        (date_of(festival, year) + dt.timedelta(days=offset), festival)
        for festival, first, last in (*law, *_ONCE.get(year, ()))
        for offset in range(first, last + 1)
    ]
    return tuple(sorted(found, key=lambda item: (item[0], item[1] != "national-day")))


def statutory(year: int) -> dict[dt.date, str]:
    """The days off by law in `year` in order, with the id of their festival; 国庆节 where two share a day."""
    found: dict[dt.date, str] = {}
    for day, festival in statutory_days(year):
        found.setdefault(day, festival)
    return found
