"""Single days and what lies before and after them, in Chinese."""

from __future__ import annotations

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.errors import Reject
from sanhui.when.tree import Day, EachHoliday, Festival, Lunar, Periodic, Pick, Rule, Unit
from sanhui.when.zh.periods import in_period
from sanhui.when.zh.spelt import number, spelt
from sanhui.when.zh.words import HOLIDAYS, LUNAR_MONTHS, zh

# -- single days --------------------------------------------------------------------------------------------


@zh.rule("calendar_day", "('每年')? month=month at=here days=day%gap")
def _yearly_date(month: int, at: int, days: tuple[int, ...]) -> Rule:
    return c.yearly(month, days, at)


@zh.rule("full_date", "y=year m=month at=here d=day")
def _full_date(y: int, m: int, at: int, d: int) -> Rule:
    return c.fixed(y, m, d, at)


zh.same("calendar_day", "full_date")


@zh.rule("named", "('每年|每年的|每逢|逢')? quote? name=festival quote?")
def _festival(name: str) -> Rule:
    return Festival(name)


zh.same("calendar_day", "named")


@zh.rule("calendar_day", "('每年|每逢|逢')? m=lunar_month d=lunar_day")
def _lunar(m: int, d: int) -> Lunar:
    return c.lunar(m, d)


spelt(
    zh,
    "lunar_month",
    "农历|阴历|旧历 正|冬|腊 月",
    lambda found: LUNAR_MONTHS[found.words[1]],
    N_("a month of the lunar calendar"),
)
spelt(zh, "lunar_month", "农历|阴历|旧历 N 月", lambda found: found.n, N_("a month of the lunar calendar"))
spelt(
    zh,
    "lunar_day",
    "初|廿 一|二|三|四|五|六|七|八|九|十",
    lambda found: number(found.words[1]) + (20 if found.words[0] == "廿" else 0),
    N_("a day of the lunar calendar"),
)
spelt(zh, "lunar_day", "N 日|号? !点|:|时", lambda found: found.n, N_("a day of the lunar calendar"))


zh.words("holidays", dict.fromkeys(HOLIDAYS), "法定节假日")


# -- before and after other days ----------------------------------------------------------------------------


@zh.rule(
    "each_holiday",
    "('每个|每逢|逢|每|各|各个|所有')? holidays",
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
    return in_period(unit, month=month, picks=picks)


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


@zh.rule("itself", "day=calendar_day '当天|当日|这天|那天'")
def _the_day_itself(day: Rule) -> Rule:
    return day


zh.words(
    "side",
    dict.fromkeys(["前夕", "之前", "以前", "前"], -1) | dict.fromkeys(["之后", "以后", "后"], 1),
    N_("前 or 后"),
)


@zh.rule("single_relative", "base=base sign=side at=here count=steps")
def _relative(base: Rule, sign: int, at: int, count: tuple[int, bool]) -> Rule:
    n, working = count
    return c.relative(base, sign * n, working, at)


@zh.rule("single_relative", "base=holiday_base sign=side")
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


# 春节和七一前一周 is a week before each. So a day that means itself says 当天, or stands behind: 七一前一周和春节.
@zh.rule("item", "day=itself", "day=single_relative")
def _one_day(day: Rule) -> tuple[Rule, ...]:
    return (day,)


@zh.rule("item", "days=named%and sign=side at=here count=steps", "days=named%and sign=side at=here")
def _each_relative(
    days: tuple[Rule, ...], sign: int, at: int, count: tuple[int, bool] = (1, True)
) -> tuple[Rule, ...]:
    if len(days) < 2:
        raise Reject("")  # a single one is read above
    return tuple(c.relative(day, sign * count[0], count[1], at) for day in days)


@zh.rule("rules", "days=calendar_day%and", "items=item%and", "items=item%and and days=calendar_day%and")
def _dates(items: tuple[tuple[Rule, ...], ...] = (), days: tuple[Rule, ...] = ()) -> tuple[Rule, ...]:
    return (*(day for item in items for day in item), *days)


# -- windows between dates of the year ----------------------------------------------------------------------


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
    return c.span((1, 1), c.month_end(m))


zh.same("rules", "rrule")
