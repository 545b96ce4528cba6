"""The Chinese grammar of the `when` language.

Read it from the bottom: a phrase is a row of clauses, a clause is days, a limit, a time, a rule for holidays …
Each rule shows the words it takes and, below, the tree that they make.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from sanhui.days.festivals import NAMED_DAYS
from sanhui.i18n import N_, _
from sanhui.when import compose as c
from sanhui.when.common import add_common
from sanhui.when.compose import Clock, Piece, Season
from sanhui.when.errors import Reject
from sanhui.when.grammar import Grammar
from sanhui.when.tree import (
    Daily,
    Day,
    EachHoliday,
    Festival,
    Lunar,
    Part,
    Periodic,
    Pick,
    Policy,
    Relative,
    Rule,
    Span,
    Time,
    Unit,
    Weekday,
    Weekly,
    When,
    Window,
    Workday,
)

# 每 周 一, 10 日, 第 ２ 个: a space inside these belongs to nobody; one before a number may part two numbers
zh = Grammar(glue=r"(?<=[每第周期拜逢前后])\s+|\s+(?=[日号月年点时分个天次周星礼工季度])")
add_common(zh)

# -- words -------------------------------------------------------------------------------------------------

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


def number(text: str) -> int:
    """A number below 100 in Arabic or Chinese digits: 15, 十五, 二十五, 二〇二六 is read digit by digit."""
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _ten, ones = text.partition("十")
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    return int("".join(str(DIGITS[digit]) for digit in text))


NUMERAL = r"\d+|[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]"
YEAR = r"\d{4}|[一二][零一二三四五六七八九]{3}"
UNITS = {"周": Unit.WEEK, "月": Unit.MONTH, "季": Unit.QUARTER, "半年": Unit.HALF, "年": Unit.YEAR}
WEEKDAYS = {char: i % 7 + 1 for i, char in enumerate("一二三四五六日")} | {"天": 7}
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}

zh.token("num", NUMERAL, lambda m: number(m[0]), N_("a number"))
zh.token(
    "decimal", rf"\d+\.\d+|{NUMERAL}", lambda m: float(m[0]) if "." in m[0] else number(m[0]), N_("a number")
)
zh.token("day", rf"({NUMERAL})(?:日|号)", lambda m: c.day_number(number(m[1])), N_("a day of the month"))
zh.token("monthnum", rf"({NUMERAL})(?!个)", lambda m: c.month_number(number(m[1])), N_("a month"))
zh.token("month", rf"({NUMERAL})月份?(?!份)", lambda m: c.month_number(number(m[1])), N_("a month"))
zh.token("year", rf"({YEAR})年", lambda m: number(m[1]), N_("a year"))
zh.token(
    "weekday",
    r"(?:周|星期|礼拜)([一二三四五六日天])(?!点|时(?!长|间))",
    lambda m: WEEKDAYS[m[1]],
    N_("a weekday"),
)
zh.token(
    "bareday",
    r"(?:周|星期|礼拜)?([一二三四五六日天])(?![点月日号个天周]|时(?!长|间))",
    lambda m: WEEKDAYS[m[1]],
    N_("a weekday"),
)
zh.token("quote", '"', lambda m: None)
zh.token("sep", r"[,;().:\s]*", lambda m: None)
zh.token("and", r"\s*(?:、|以及|和|与|及|,)", lambda m: None, "、")
zh.token("gap", r"\s*(?:、|以及|和|与|及|,)?", lambda m: None)
zh.token("to", r"至|到|-{1,2}", lambda m: None, "至")
zh.words(
    "festival",
    {word: day.id for day in NAMED_DAYS.values() for word in day.zh},
    N_("a holiday or memorial day"),
)
zh.words(
    "part",
    dict.fromkeys(["早上", "早晨", "清晨", "凌晨", "早"], Part.EARLY)
    | dict.fromkeys(["上午", "午前"], Part.MORNING)
    | dict.fromkeys(["中午", "正午"], Part.NOON)
    | dict.fromkeys(["下午", "午后"], Part.AFTERNOON)
    | dict.fromkeys(["晚上", "晚间", "傍晚", "夜间", "晚"], Part.EVENING),
    N_("a part of the day"),
)
zh.words(
    "policy",
    dict.fromkeys(["顺延", "往后顺延", "向后顺延", "后延", "推迟", "延后", "延期"], Policy.POSTPONE)
    | dict.fromkeys(["提前", "往前提", "前移"], Policy.ADVANCE)
    | dict.fromkeys(
        ["就近", "就近调整", "就近安排", "提前或顺延", "顺延或提前", "提前或推迟", "推迟或提前"],
        Policy.NEAREST,
    )
    | dict.fromkeys(["取消", "暂停", "停", "不开", "不安排", "跳过", "停一次"], Policy.SKIP)
    | dict.fromkeys(["不变", "照常", "照常进行", "不调整", "照开", "不顺延", "如期"], Policy.KEEP),
    N_("顺延, 提前, 就近, 取消 or 不变"),
)
zh.say("weekdays", N_("weekdays"))
zh.say("picks", N_("a day of the period"))
zh.say("clock", N_("a time"))
zh.say("amount", N_("a length of time"))


# -- positions in a period ---------------------------------------------------------------------------------


@zh.rule("weekdays", "first=weekday", "first=weekday gap more=bareday%gap", "first=weekday to last=bareday")
def _weekdays(first: int, more: tuple[int, ...] = (), last: int | None = None) -> tuple[int, ...]:
    if last is None:
        return (first, *more)
    if last < first:
        raise Reject(_("it ends before it begins"))
    return tuple(range(first, last + 1))


zh.token("nth", rf"第({NUMERAL})", lambda m: number(m[1]), N_("第几"))
zh.token("last", rf"倒数(?:第)?({NUMERAL})", lambda m: -number(m[1]), N_("倒数第几"))
zh.token("first_one", "首", lambda m: 1, "首")
zh.token("last_one", "最后[一1]?|最末[一1]?", lambda m: -1, "最后一")
zh.token("more", rf"第?({NUMERAL})", lambda m: number(m[1]), N_("a number"))


@zh.rule("which", "n=nth", "n=nth and more=more%and", "n=last", "n=first_one", "n=last_one")
def _which(n: int, more: tuple[int, ...] = ()) -> tuple[int, ...]:
    return (n, *more)


@zh.rule("nthpick", "ns=which ('个|周的|周|个周的')? days=weekdays")
def _nth_weekday(ns: tuple[int, ...], days: tuple[int, ...]) -> tuple[Pick, ...]:
    return tuple(Weekday(n, day) for n in ns for day in days)


@zh.rule("nthpick", "ns=which '个'? '工作日'")
def _nth_workday(ns: tuple[int, ...]) -> tuple[Pick, ...]:
    return tuple(Workday(n) for n in ns)


@zh.rule("nthpick", "ns=which '天|日'")
def _nth_day(ns: tuple[int, ...]) -> tuple[Pick, ...]:
    return tuple(Day(n) for n in ns)


@zh.rule("month_end", "'底|末|月底|月末'")
def _last_day() -> tuple[Pick, ...]:
    return (Day(-1),)


@zh.rule("monthpick", "'月底|月末'")
def _month_end() -> tuple[Pick, ...]:
    return (Day(-1),)


@zh.rule("daypick", "n=day", "more=num%and and n=day")
def _days_of_month(n: int, more: tuple[int, ...] = ()) -> tuple[Pick, ...]:
    return tuple(Day(c.day_number(day)) for day in (*more, n))


zh.same("monthpick", "nthpick")
zh.same("anypick", "monthpick", "daypick")


@zh.rule("picks", "parts=anypick%and")
@zh.rule("nthpicks", "parts=nthpick%and")
@zh.rule("monthpicks", "parts=monthpick%and")
def _picks(parts: tuple[tuple[Pick, ...], ...]) -> tuple[Pick, ...]:
    return tuple(pick for part in parts for pick in part)


# -- windows: from one day of the month to another ---------------------------------------------------------


zh.words(
    "inner_window",
    {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, -1), "月初": (1, 5), "初": (1, 5)},
    N_("上旬, 中旬, 下旬 or 月初"),
)


@zh.rule("window", "last=day '之前|以前|前'")
def _before(last: int) -> tuple[int, int]:
    return (1, last)


@zh.rule("window", "('月底|月末|底') '之前|以前|前'")
def _before_end() -> tuple[int, int]:
    return (1, -1)


@zh.rule("inner_window", "first=day to last=day", "first=day to '月底|月末'", "first=num to last=day")
def _from_to(first: int, last: int = -1) -> tuple[int, int]:
    if 0 < last < c.day_number(first):
        raise Reject(_("it ends before it begins"))
    return (first, last)


zh.same("window", "inner_window")
zh.token("count", rf"({NUMERAL})(?:次|场|期|回)", lambda m: c.count(number(m[1])), N_("how many times"))


@zh.rule("times", "verb n=count")
def _times(n: int) -> int:
    return n


zh.token(
    "verb",
    r"\s*(?:各|均|都|应|须|要)?(?:召开|开展|组织|举行|举办|安排|进行|集中)?(?:至少|不少于|不低于|最少)?(?:召开|开展|组织|举行|举办|安排|进行|集中)?",
    lambda m: None,
)

# -- every week, month, quarter, half, year ----------------------------------------------------------------


@zh.rule("rules", "('每|每个|每逢|逢|每周|每星期|每周的|每到')? days=weekdays")
def _weekly(days: tuple[int, ...]) -> Rule:
    return Weekly(days)


@zh.rule("rules", "n=every_weeks ('的|逢')? days=weekdays")
def _every_weeks(n: int, days: tuple[int, ...]) -> Rule:
    return Weekly(days, every=n)


@zh.rule("every_weeks", "'每' n=num '周|个周|个星期|星期|个礼拜'", "'隔周|每隔一周|隔一周|每隔1周|隔'")
def _weeks(n: int = 2) -> int:
    if not 1 <= n <= 26:
        raise Reject(_("every 1 to 26 weeks"))
    return n


@zh.rule("rules", "p=parity ('的|逢')? days=weekdays")
def _by_parity(p: int, days: tuple[int, ...]) -> Rule:
    return Weekly(days, parity=p)


zh.token("parity", "(?:每|每个|每逢|逢)?([单双])周", lambda m: int(m[1] == "单"), N_("单周 or 双周"))


@zh.rule("rules", "'工作日每天|每个工作日|每工作日|每天工作日|工作日|每一个工作日'")
def _working_days() -> Rule:
    return Daily()


@zh.rule("rules", "'每天|每日|天天'")
def _every_day() -> Rule:
    return Daily(working=False)


zh.words(
    "every_month", dict.fromkeys(["每月", "每个月", "每月的", "每个月的", "各月", "当月", "逢每月"]), "每月"
)


@zh.rule(
    "rules",
    "every_month at=here picks=picks",
    "at=here picks=monthpicks",
    "every_month at=here picks=month_end",
)
def _monthly(at: int, picks: tuple[Pick, ...]) -> Rule:
    return c.periodic(Unit.MONTH, picks, at=at)


@zh.rule("bare_days", "picks=picks")
def _bare_monthly(picks: tuple[Pick, ...]) -> Rule:
    if not any(isinstance(pick, Day) and pick.nth > 0 for pick in picks):
        raise Reject("")  # that is a rule anyway
    return c.periodic(Unit.MONTH, picks)


@zh.rule("rules", "every_month bounds=window n=times", "every_month bounds=window", "bounds=window")
def _monthly_window(bounds: tuple[int, int], n: int = 1) -> Rule:
    return Window(Unit.MONTH, *bounds, times=n)


zh.token(
    "each",
    "(?:每一?|各)个?(周|月|季|半年|年)度?(?:的|内|里|中)?|(?:全|一)(年)|(?:本)?(年)[度内]",
    lambda m: UNITS[m[1] or m[2] or m[3]],
    N_("每月, 每季度 …"),
)
zh.token(
    "nth_month",
    rf"(?:第({NUMERAL})个?|([首末])个?|(最后一)个?)月(?:份)?的?",
    lambda m: number(m[1]) if m[1] else 1 if m[2] == "首" else -1,
    N_("第几个月"),
)


@zh.rule(
    "rules",
    "unit=each at=here month=nth_month picks=picks",
    "unit=each at=here month=nth_month ('底|末')",
    "unit=each at=here picks=nthpicks",
)
def _in_period(
    unit: Unit, at: int = 0, month: int | None = None, picks: tuple[Pick, ...] = (Day(-1),)
) -> Rule:
    if month is None:
        return c.periodic(unit, picks, at=at)
    return c.periodic(unit, picks, _month_of(unit, month, at), at=at)


@zh.rule(
    "rules", "unit=each month=nth_month bounds=window n=times", "unit=each month=nth_month bounds=window"
)
@zh.rule("rules", "unit=each month=nth_month n=times")
def _window_in_period(unit: Unit, month: int, bounds: tuple[int, int] = (1, -1), n: int = 1) -> Rule:
    return Window(unit, *bounds, times=n, month=_month_of(unit, month))


def _month_of(unit: Unit, month: int, at: int | None = None) -> int:
    """Which month of the period, from 1; the last one of a quarter is its third."""
    if unit in (Unit.WEEK, Unit.MONTH):
        raise Reject(_("a month or a week has no months"), at)
    if month > unit.months:
        raise Reject(_("the period has no month {number}").format(number=month), at)
    return unit.months if month == -1 else month


@zh.rule(
    "rules",
    "unit=each n=times",
    "unit=each first=nth_day to last=nth_day n=times",
    "unit=each first=nth_day to last=nth_day",
)
def _quota(unit: Unit, n: int = 1, first: int = 1, last: int = -1) -> Rule:
    if 0 < last < first:
        raise Reject(_("it ends before it begins"))
    return Window(unit, first, last, times=n)


zh.token(
    "nth_day",
    rf"(第|倒数第)({NUMERAL})(?:天|日)|最后一天",
    lambda m: -1 if not m[1] else number(m[2]) * (1 if m[1] == "第" else -1),
    N_("第几天"),
)
zh.words(
    "quarter_end",
    dict.fromkeys(["每季末", "季末", "每季度末", "季度末", "每个季度末", "每季度底", "每季底", "季底"]),
    "每季末",
)
zh.words("half_end", dict.fromkeys(["每半年末", "半年末", "每半年底"]), "每半年末")
zh.words("year_end", dict.fromkeys(["年底", "年末", "每年底", "每年年底", "每年年末", "岁末"]), "年底")


@zh.rule("rules", "quarter_end")
def _quarter_end() -> Rule:
    return Periodic(Unit.QUARTER, (Day(-1),))


@zh.rule("rules", "half_end")
def _half_end() -> Rule:
    return Periodic(Unit.HALF, (Day(-1),))


@zh.rule("rules", "year_end")
def _year_end() -> Rule:
    return Periodic(Unit.YEAR, (Day(-1),))


@zh.rule("rules", "quarter_end '之前|以前|前'")
def _before_quarter_end() -> Rule:
    return Window(Unit.QUARTER)


@zh.rule("rules", "year_end '之前|以前|前'")
def _before_year_end() -> Rule:
    return Window(Unit.YEAR)


@zh.rule("rules", "'每季初|季初|每季度初|季度初'")
def _quarter_start() -> Rule:
    return Window(Unit.QUARTER, 1, 10)


@zh.rule("rules", "'年初|每年初|每年年初'")
def _year_start() -> Rule:
    return Window(Unit.YEAR, month=1)


@zh.rule(
    "rules", "'每年' month=month '的'? at=here picks=picks", "'每年' month=month at=here picks=month_end"
)
def _yearly_in_month(month: int, at: int, picks: tuple[Pick, ...]) -> Rule:
    for pick in picks:
        if isinstance(pick, Day) and pick.nth > 0:
            c.month_day(month, pick.nth, at)
    return c.periodic(Unit.YEAR, picks, month, at)


@zh.rule(
    "rules",
    "'每年' month=month '的'? bounds=inner_window n=times",
    "'每年' month=month '的'? bounds=inner_window",
)
def _yearly_window(month: int, bounds: tuple[int, int], n: int = 1) -> Rule:
    return Window(Unit.YEAR, *bounds, times=n, month=month)


@zh.rule("year_window", "'每年' month=month n=times", "'每年' month=month")
def _yearly_month(month: int, n: int = 1) -> Rule:
    return Window(Unit.YEAR, times=n, month=month)


zh.same("rules", "year_window")


@zh.rule("rules", "('每个|每')? '周末'")
def _weekend() -> Rule:
    raise Reject(
        _("which day of the weekend? Write {saturday} or {sunday}").format(saturday="每周六", sunday="每周日")
    )


# -- one month, quarter or half, said by its name ----------------------------------------------------------

zh.token(
    "quarter",
    rf"第?({NUMERAL})季度?的?",
    lambda m: c.quarter_number(number(m[1]), m.start(1)),
    N_("第几季度"),
)


@zh.rule("season", "m=month '的'?")
def _month_season(m: int) -> Season:
    return Season(Unit.MONTH, (m,))


@zh.rule("season", "q=quarter")
def _quarter_season(q: int) -> Season:
    return Season(Unit.QUARTER, tuple(range(3 * q - 2, 3 * q + 1)))


@zh.rule("season", "'上半年' '的'?")
def _first_half() -> Season:
    return Season(Unit.HALF, (1, 2, 3, 4, 5, 6))


@zh.rule("season", "'下半年' '的'?")
def _second_half() -> Season:
    return Season(Unit.HALF, (7, 8, 9, 10, 11, 12))


@zh.rule("seasonal", "at=here s=season picks=monthpicks")
@zh.rule("seasonal", "at=here s=month_season end=month_end")
def _in_season(
    at: int, s: Season, picks: tuple[Pick, ...] = (), end: tuple[Pick, ...] = ()
) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (c.periodic(s.unit, picks or end),)), Piece(at, "months", s.months, "season"))


@zh.rule("month_season", "m=month")
def _only_month(m: int) -> Season:
    return Season(Unit.MONTH, (m,))


@zh.rule(
    "seasonal",
    "at=here m=month '的'? bounds=inner_window n=times",
    "at=here m=month '的'? bounds=inner_window",
)
def _window_in_month(at: int, m: int, bounds: tuple[int, int], n: int = 1) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (Window(Unit.MONTH, *bounds, times=n),)), Piece(at, "months", (m,), "season"))


@zh.rule(
    "seasonal", "at=here s=season month=nth_month picks=picks", "at=here s=season month=nth_month ('底|末')"
)
def _month_in_season(
    at: int, s: Season, month: int, picks: tuple[Pick, ...] = (Day(-1),)
) -> tuple[Piece, ...]:
    rule = c.periodic(s.unit, picks, _month_of(s.unit, month))
    return (Piece(at, "rules", (rule,)), Piece(at, "months", s.months, "season"))


# -- single days -------------------------------------------------------------------------------------------


@zh.rule("calendar_day", "('每年|今年|当年')? month=month at=here days=day%gap")
def _yearly_date(month: int, at: int, days: tuple[int, ...]) -> Rule:
    return c.yearly(month, days, at)


@zh.rule("full_date", "y=year m=month at=here d=day")
def _full_date(y: int, m: int, at: int, d: int) -> Rule:
    return c.fixed(y, m, d, at)


zh.same("calendar_day", "full_date")


@zh.rule("named", "('每年|每年的|每逢|逢|今年|当年')? quote? name=festival quote? ('当天|当日|这天|那天')?")
def _festival(name: str) -> Rule:
    return Festival(name)


zh.same("calendar_day", "named")


@zh.rule("calendar_day", "('每年|每逢|逢')? m=lunar_month d=lunar_day")
def _lunar(m: int, d: int) -> Lunar:
    return c.lunar(m, d)


zh.token(
    "lunar_month",
    rf"(?:农历|阴历|旧历)(?:({NUMERAL})|([正冬腊]))月",
    lambda m: LUNAR_MONTHS[m[2]] if m[2] else number(m[1]),
    N_("a month of the lunar calendar"),
)
zh.token(
    "lunar_day",
    rf"(?:初|廿)([一二三四五六七八九十])|({NUMERAL})(?:日|号)?(?![点:]|时(?!长|间))",
    lambda m: number(m[2]) if m[2] else number(m[1]) + (20 if m[0][0] == "廿" else 0),
    N_("a day of the lunar calendar"),
)

# -- before and after other days ---------------------------------------------------------------------------


@zh.rule(
    "each_holiday",
    "('每个|每逢|逢|每|各|各个|所有')? '法定节假日|法定假日|法定节日|节假日|国家法定节假日|重要节假日'",
)
def _each_holiday() -> Rule:
    return EachHoliday()


@zh.rule("holidays_base", "('每|每逢|逢')? '节|节日|假期'")
def _any_holiday() -> Rule:
    return EachHoliday()


@zh.rule("point", "every_month picks=picks")
def _monthly_point(picks: tuple[Pick, ...]) -> Rule:
    if len(picks) > 1:
        raise Reject(_("before which of these days?"))
    return c.periodic(Unit.MONTH, picks)


@zh.rule("point", "unit=each picks=nthpicks", "unit=each month=nth_month picks=picks")
def _period_point(unit: Unit, picks: tuple[Pick, ...], month: int | None = None) -> Rule:
    if len(picks) > 1:
        raise Reject(_("before which of these days?"))
    return _in_period(unit, month=month, picks=picks)


@zh.rule("point", "quarter_end")
def _quarter_end_point() -> Rule:
    return Periodic(Unit.QUARTER, (Day(-1),))


@zh.rule("point", "year_end")
def _year_end_point() -> Rule:
    return Periodic(Unit.YEAR, (Day(-1),))


@zh.rule("point", "'每年' month=month '的'? picks=monthpicks", "'每年' month=month end=month_end")
def _yearly_point(month: int, picks: tuple[Pick, ...] = (), end: tuple[Pick, ...] = ()) -> Rule:
    return c.periodic(Unit.YEAR, picks or end, month)


zh.same("base", "each_holiday", "holidays_base", "calendar_day", "point")
zh.same("dated", "calendar_day")

zh.token("side", r"前夕|之前|以前|前|之后|以后|后", lambda m: 1 if "后" in m[0] else -1, N_("前 or 后"))


@zh.rule("dated", "base=base sign=side at=here count=steps")
def _relative(base: Rule, sign: int, at: int, count: tuple[int, bool]) -> Rule:
    n, working = count
    return c.relative(base, sign * n, working, at)


@zh.rule("dated", "base=holiday_base sign=side")
def _next_to(base: Rule, sign: int) -> Rule:
    return c.relative(base, sign, True)


zh.same("holiday_base", "each_holiday", "holidays_base", "named")


@zh.rule("steps", "('的')? ('第')? n=num '个'? '工作日'")
def _working_steps(n: int) -> tuple[int, bool]:
    return n, True


@zh.rule("steps", "('的')? ('最后一个|最后1个|首个|最近一个|最近的一个|最末一个') '工作日'")
def _one_working_step() -> tuple[int, bool]:
    return 1, True


@zh.rule("steps", "n=num '天|日|个自然日|自然日'")
def _day_steps(n: int) -> tuple[int, bool]:
    return n, False


@zh.rule("steps", "n=num '周|个星期|星期|个礼拜'")
def _week_steps(n: int) -> tuple[int, bool]:
    return 7 * n, False


@zh.rule("rules", "days=dated%and")
def _dates(days: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return days


# -- windows between dates of the year ---------------------------------------------------------------------


@zh.rule("monthday", "m=month at=here d=day")
def _month_day(m: int, at: int, d: int) -> tuple[int, int]:
    return c.month_day(m, d, at)


@zh.rule(
    "rules",
    "'每年'? first=monthday to last=monthday ('期间|之间')? n=times",
    "'每年'? first=monthday to last=monthday ('期间|之间')?",
)
def _span(first: tuple[int, int], last: tuple[int, int], n: int = 1) -> Rule:
    return c.span(first, last, n)


@zh.rule("rules", "'每年'? last=monthday '之前|以前|前' n=times", "'每年'? last=monthday '之前|以前|前'")
def _until_date(last: tuple[int, int], n: int = 1) -> Rule:
    return c.span((1, 1), last, n)


@zh.rule("rules", "'每年'? m=month '底|末' '之前|以前|前'")
def _until_month_end(m: int) -> Rule:
    return c.span((1, 1), (m, (dt.date(2023 + m // 12, m % 12 + 1, 1) - dt.timedelta(1)).day))


zh.same("rules", "rrule")

# -- limits ------------------------------------------------------------------------------------------------


@zh.rule("monthspan", "m=month", "m=monthnum")
def _one_month(m: int) -> tuple[int, ...]:
    return (m,)


@zh.rule("monthspan", "a=monthnum '月'? to b=monthnum", "a=monthnum '月'? to b=month")
def _months_between(a: int, b: int) -> tuple[int, ...]:
    return c.month_range(a, b)


@zh.rule("monthset", "parts=monthspan%and and last=monthlast", "last=monthlast")
def _monthset(last: tuple[int, ...], parts: tuple[tuple[int, ...], ...] = ()) -> tuple[int, ...]:
    return tuple(month for part in (*parts, last) for month in part)


@zh.rule("monthlast", "m=month", "a=monthnum '月|月份'? to m=month")
def _last_months(m: int, a: int | None = None) -> tuple[int, ...]:
    return (m,) if a is None else c.month_range(a, m)


zh.token(
    "alternate",
    "([单双]|奇数|偶数)月(?:份)?的?|(隔月|每隔一个?月)的?",
    lambda m: tuple(range(2 if m[1] in ("双", "偶数") else 1, 13, 2)),
    N_("单月 or 双月"),
)


@zh.rule("months", "at=here ('每年')? ms=monthset '的|期间|之间|间'?")
def _months(at: int, ms: tuple[int, ...]) -> Piece:
    if len(ms) < 2:
        raise Reject("")  # a single month is a season
    ordered = ms == tuple(range(ms[0], ms[0] + len(ms)))
    return Piece(at, "months", ms, "range" if ordered else "list")


@zh.rule("months", "at=here ('每年|每')? ms=alternate", "at=here '每' n=num '个月' '的'?")
def _alternate(at: int, ms: tuple[int, ...] = (), n: int = 1) -> Piece:
    if not ms and not 2 <= n <= 6:
        raise Reject(_("every 2 to 6 months"))
    return Piece(at, "months", ms or tuple(range(1, 13, n)), "list")


@zh.rule("months", "at=here ('自|从')? m=month ('起|开始|始|以来|之后|以后')")
def _from_month(at: int, m: int) -> Piece:
    return Piece(at, "months", tuple(range(m, 13)), "range")


@zh.rule(
    "months",
    "at=here ('截至|截止到|截止至|截止') m=month ('底|末')? ('止|为止|结束')?",
    "at=here ('到|至')? m=month ('底|末')? ('止|为止|结束')",
)
def _until_month(at: int, m: int) -> Piece:
    return Piece(at, "months", tuple(range(1, m + 1)), "range")


@zh.rule(
    "limit", "at=here ('自|从') d=limit_date ('起|开始|始|以来')?", "at=here d=limit_date ('起|开始|始')"
)
def _since(at: int, d: Any) -> Piece:
    return Piece(at, "since", d)


@zh.rule(
    "limit",
    "at=here ('截至|截止到|截止至|截止') d=limit_date ('止|为止|结束')?",
    "at=here ('到|至')? d=limit_date ('止|为止|结束')",
)
def _until(at: int, d: Any) -> Piece:
    return Piece(at, "until", d)


@zh.rule("limit_date", "d=full_date", "md=monthday")
def _limit_date(d: Any = None, md: tuple[int, int] | None = None) -> dt.date | tuple[int, int]:
    return md if md else d.date


# -- exceptions --------------------------------------------------------------------------------------------


@zh.rule("exception", "ms=monthset")
@zh.rule("exception", "s=whole_season")
def _except_months(ms: tuple[int, ...] = (), s: Season | None = None) -> Piece:
    return Piece(0, "months", c.without_months(s.months if s else ms), "except")


@zh.rule("whole_season", "s=season")
def _whole_season(s: Season) -> Season:
    if s.unit is Unit.MONTH:
        raise Reject("")
    return s


@zh.rule("exception", "day=dated")
def _except_day(day: Rule) -> Piece:
    return Piece(0, "without", (day,))


_NAME = r"[\u4e00-\u9fff]{1,12}?(?:假期?|周|月|季|期|节|日|考)"
_FESTIVAL_WORDS = {word for day in NAMED_DAYS.values() for word in day.zh}


def _period_name(m: re.Match[str]) -> Piece:
    """A period of the plan by its name; what the language has words for is not a name."""
    if any(word in m[1] for word in ("每", "除", "外", "遇", "起", "顺延")) or m[1] in _FESTIVAL_WORDS:
        raise Reject("")
    if re.fullmatch(rf"(?:{NUMERAL})月|(?:周|星期|礼拜).|工作日", m[1]):
        raise Reject("")
    return Piece(0, "without", (m[1],))


zh.token(
    "exception",
    rf"({_NAME})(?=(?:期间)?(?:[、,和及]|之外|以外|外|除外|不安排|暂停|不开展))",
    _period_name,
    N_("the name of a period"),
)
zh.token("exception", r'"([^"]+)"', _period_name, N_("the name of a period"))
zh.token("last_exception", rf"({_NAME})(?:期间)?$", _period_name, N_("the name of a period"))


@zh.rule(
    "except", "at=here '除|除了|不含|不包括|跳过' items=exception%and ('期间')? ('之外|以外|外|除外|不安排')?"
)
@zh.rule("except", "at=here items=exception%and ('期间')? ('除外|不安排|暂停|不开展')")
def _except(at: int, items: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(item._replace(at=at) for item in items)


# -- time of day and length --------------------------------------------------------------------------------


@zh.rule("clock", "part=part at=here written=written", "at=here written=written")
def _written_clock(at: int, written: tuple[int, int, int], part: Part | None = None) -> Clock:
    hour, minute, minute_at = written
    return Clock(part, hour, minute, spoken=False, at=at, minute_at=minute_at)


@zh.rule("clock", "part=part at=here spoken=spoken", "at=here spoken=spoken")
def _spoken_clock(at: int, spoken: tuple[int, int, int], part: Part | None = None) -> Clock:
    hour, minute, minute_at = spoken
    return Clock(part, hour, minute, spoken=True, at=at, minute_at=minute_at)


zh.token(
    "spoken",
    rf"({NUMERAL})(?:点钟|点整|点|时整|时(?!间|长))(?:(半)|(一|1|三|3)刻|零?({NUMERAL})分?(?!钟|小时|个|天|日|次|周|月))?",
    lambda m: (
        number(m[1]),
        30 if m[2] else 15 * number(m[3]) if m[3] else number(m[4]) if m[4] else 0,
        m.start(4) if m[4] else m.start(),
    ),
    N_("下午3点"),
)


@zh.rule("time", "start=clock")
def _start(start: Clock) -> Time:
    return c.at_time(start)


@zh.rule("time", "first=clock to last=clock")
def _range(first: Clock, last: Clock) -> Time:
    return c.time_range(first, last)


zh.token("hour", NUMERAL, lambda m: number(m[0]), N_("a number"))


@zh.rule("time", "at=here part=part first=hour to last=clock")
def _short_range(at: int, part: Part, first: int, last: Clock) -> Time:
    return c.time_range(Clock(part, first, 0, spoken=True, at=at), last)


zh.token("part_alone", rf"(?!.{{1,2}}\s*(?:{NUMERAL})\s*[点时:])", lambda m: None)


@zh.rule("time", "part_alone part=part")
def _part_of_day(part: Part) -> Time:
    return Time(part=part)


@zh.rule("time", "'全天|整天|一整天|全日'")
def _all_day() -> Time:
    return Time(all_day=True)


@zh.rule(
    "amount", "h=decimal '个'? '小时|钟头' m=num '分钟|分'", "h=decimal '个'? '小时|钟头'", "m=num '分钟|分'"
)
def _minutes(h: float = 0, m: int = 0) -> int:
    return c.minutes_of(h, m)


@zh.rule("amount", "h=num '个'? '半小时|半钟头'", "h=num '个'? '小时半'", "'半小时|半个小时|半个钟头'")
def _half_hours(h: int = 0) -> int:
    return c.minutes_of(h, 30)


@zh.rule("amount", "n=num '刻钟'")
def _quarters(n: int) -> int:
    return c.minutes_of(0, 15 * n)


@zh.rule("amount", "'半天|半日'")
def _half_day() -> int:
    return 240  # half of a working day of eight hours


zh.token(
    "whole_days", rf"({NUMERAL})(?:天|日)(?!内|之内|以内)", lambda m: number(m[1]), N_("a number of days")
)


@zh.rule("length", "at=here lasting? minutes=amount")
def _length(at: int, minutes: int) -> Piece:
    return Piece(at, "minutes", minutes)


@zh.rule("length", "at=here lasting days=whole_days")
def _long_length(at: int, days: int) -> Piece:
    return Piece(at, "days", days)


zh.words(
    "lasting",
    dict.fromkeys(
        ["时长", "历时", "为期", "持续", "用时", "会期", "每次", "每次时长", "每场", "时间", "共", "约"]
    ),
    "时长",
)

# -- holidays ----------------------------------------------------------------------------------------------

zh.token(
    "on_holiday",
    r"(?:如|若|当)?(?:遇到|遇有|遇上|碰到|适逢|遇|逢)?(?:国家|法定|公休)*(?:节假日|节日|假期|假日|放假|休息日|双休日|节假)(?:的话|时|期间|的)?,?(?:则|就(?!近)|可|一律|自动)?",
    lambda m: None,
    "遇节假日",
)


@zh.rule("holiday", "at=here on_holiday policy=policy to_workday?", "at=here policy=policy to_workday?")
def _policy(at: int, policy: Policy) -> tuple[Piece, ...]:
    return (Piece(at, "on_holiday", policy),)


zh.token(
    "to_workday", "(?:至|到)(?:下|后|前|上|最近)?(?:的)?(?:一|1)?个?工作日", lambda m: None, "至下一个工作日"
)


@zh.rule(
    "holiday",
    "at=here on_holiday policy=policy days=limit_days",
    "at=here on_holiday days=limit_days policy=policy",
    "at=here policy=policy days=limit_days",
)
def _policy_within(at: int, policy: Policy, days: int) -> tuple[Piece, ...]:
    return (Piece(at, "on_holiday", policy), Piece(at, "within", days))


@zh.rule("within", "at=here days=limit_days")
def _within(at: int, days: int) -> tuple[Piece, ...]:
    return (Piece(at, "within", days),)


@zh.rule("limit_days", "n=number_of_days '之内|以内|内'", "('不超过|最多|至多|不多于') n=number_of_days")
def _limit_days(n: int) -> int:
    return n


zh.token(
    "number_of_days",
    rf"({NUMERAL})(?:个)?(天|日|周|星期|礼拜)",
    lambda m: number(m[1]) * (1 if m[2] in "天日" else 7),
    N_("a number of days"),
)

# -- the phrase --------------------------------------------------------------------------------------------


@zh.rule("clause", "at=here rules=rules")
def _rules_clause(at: int, rules: Any) -> tuple[Piece, ...]:
    return (Piece(at, "rules", rules if isinstance(rules, tuple) else (rules,)),)


@zh.rule("clause", "at=here rule=bare_days")
def _bare_clause(at: int, rule: Rule) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (rule,), "bare day"),)


@zh.rule("clause", "at=here s=season", "at=here '每年' s=whole_season")
def _season_clause(at: int, s: Season) -> tuple[Piece, ...]:
    return (Piece(at, "season", s),)


@zh.rule("clause", "at=here n=times")
def _times_clause(at: int, n: int) -> tuple[Piece, ...]:
    return (Piece(at, "times", n),)


@zh.rule("clause", "at=here time=time")
def _time_clause(at: int, time: Time) -> tuple[Piece, ...]:
    return (Piece(at, "time", time),)


@zh.rule("clause", "p=months", "p=limit", "p=length")
def _one_piece(p: Piece) -> tuple[Piece, ...]:
    return (p,)


zh.same("clause", "seasonal", "except", "holiday", "within")


@zh.rule("phrase", "sep clauses=clause%sep sep")
def _phrase(clauses: tuple[tuple[Piece, ...], ...]) -> When:
    return c.compose([piece for clause in clauses for piece in clause])


@zh.rule(
    "exceptions",
    "sep items=exception%gap sep",
    "sep items=exception%gap gap last=last_exception",
    "sep last=last_exception",
    "sep items=except sep",
)
def _exceptions(items: tuple[Piece, ...] = (), last: Piece | None = None) -> tuple[Piece, ...]:
    return (*items, last) if last else items


@zh.rule("duration", "sep p=length sep")
def _duration(p: Piece) -> Piece:
    return p._replace(at=0)


@zh.rule("duration", "days=whole_days")
def _duration_days(days: int) -> Piece:
    return Piece(0, "days", days)
