"""What comes back every week, month, quarter, half or year, in Chinese."""

from __future__ import annotations

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, Season
from sanhui.when.errors import Reject
from sanhui.when.tree import Daily, Day, Periodic, Pick, Rule, Unit, Weekly
from sanhui.when.zh.spelt import spelt
from sanhui.when.zh.words import UNITS, zh

# -- every week, month, quarter, half, year -----------------------------------------------------------------


@zh.rule("rules", "('每|每个|每逢|逢|每周|每星期|每周的|每到')? days=weekdays")
def _weekly(days: tuple[int, ...]) -> Rule:
    return Weekly(days)


@zh.rule("rules", "n=every_weeks ('的|逢')? days=weekdays")
def _every_weeks(n: int, days: tuple[int, ...]) -> Rule:
    return Weekly(days, every=n)


@zh.rule("every_weeks", "'每' n=num '周|个周|个星期|星期|个礼拜'", "'隔周|每隔一周|隔一周|每隔1周|隔'")
def _weeks(n: int = 2) -> int:
    return c.every_weeks(n)


@zh.rule("rules", "p=parity ('的|逢')? days=weekdays")
def _by_parity(p: int, days: tuple[int, ...]) -> Rule:
    return Weekly(days, parity=p)


spelt(
    zh, "parity", "每个|每逢|每|逢? 单|双 周", lambda found: int(found.words[1] == "单"), N_("单周 or 双周")
)


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
    "every_month at=here picks=month_end",
)
def _monthly(at: int, picks: tuple[Pick, ...]) -> Rule:
    return c.periodic(Unit.MONTH, picks, at=at)


@zh.rule("bare_days", "at=here picks=picks")
def _bare_monthly(at: int, picks: tuple[Pick, ...]) -> Piece:
    dates = any(isinstance(pick, Day) and pick.nth > 0 for pick in picks)
    return Piece(at, "rules", (c.periodic(Unit.MONTH, picks, at=at),), "bare day" if dates else "bare pick")


@zh.rule("rules", "every_month bounds=window n=times", "every_month bounds=window", "bounds=window")
def _monthly_window(bounds: tuple[int, int], n: int = 1) -> Rule:
    return c.window(Unit.MONTH, *bounds, times=n)


spelt(
    zh,
    "each",
    "每一|每|各 个? 周|月|季|半年|年 度? 的|内|里|中?",
    lambda found: UNITS[found.words[2]],
    N_("每月, 每季度 …"),
)
spelt(zh, "each", "全|一 年", lambda found: Unit.YEAR, N_("每月, 每季度 …"))
spelt(zh, "each", "本? 年 度|内", lambda found: Unit.YEAR, N_("每月, 每季度 …"))
spelt(zh, "nth_month", "第 N 个? 月份|月 的?", lambda found: found.n, N_("第几个月"))
spelt(zh, "nth_month", "首 个? 月份|月 的?", lambda found: 1, N_("第几个月"))
spelt(zh, "nth_month", "最后一|末 个? 月份|月 的?", lambda found: -1, N_("第几个月"))


@zh.rule(
    "rules",
    "unit=each at=here month=nth_month picks=picks",
    "unit=each at=here month=nth_month ('底|末')",
    "unit=each at=here picks=nthpicks",
)
def in_period(
    unit: Unit, at: int = 0, month: int | None = None, picks: tuple[Pick, ...] = (Day(-1),)
) -> Rule:
    """Picks in each period, or in one month of each."""
    if month is None:
        return c.periodic(unit, picks, at=at)
    return c.periodic(unit, picks, _month_of(unit, month, at), at=at)


@zh.rule(
    "rules", "unit=each month=nth_month bounds=window n=times", "unit=each month=nth_month bounds=window"
)
@zh.rule("rules", "unit=each month=nth_month n=times")
def _window_in_period(unit: Unit, month: int, bounds: tuple[int, int] = (1, -1), n: int = 1) -> Rule:
    return c.window(unit, *bounds, times=n, month=_month_of(unit, month))


def _month_of(unit: Unit, month: int, at: int | None = None) -> int:
    """Which month of the period, from 1; the last one of a quarter is its third."""
    if unit in (Unit.WEEK, Unit.MONTH):
        raise Reject(_("a month or a week has no months"), at)
    if month > unit.months:
        raise Reject(_("the period has no month {number}").format(number=month), at)
    return unit.months if month == -1 else month


# 一月一次 is once a month to most, and 1月1次 to the grammar of months: both readings are shown.
spelt(zh, "one_period", "一 个? 周|月|季|年 度?", lambda found: UNITS[found.words[2]], N_("每月, 每季度 …"))
spelt(zh, "one_period", "半年", lambda found: Unit.HALF, N_("每月, 每季度 …"))


@zh.rule(
    "rules",
    "unit=each n=times",
    "unit=one_period n=times",
    "unit=each first=nth_day to last=nth_day n=times",
    "unit=each first=nth_day to last=nth_day",
)
def _quota(unit: Unit, n: int = 1, first: int = 1, last: int = -1) -> Rule:
    if 0 < last < first:
        raise Reject(_("it ends before it begins"))
    return c.window(unit, first, last, times=n)


spelt(zh, "nth_day", "第 N 天|日", lambda found: found.n, N_("第几天"))
spelt(zh, "nth_day", "倒数第 N 天|日", lambda found: -found.n, N_("第几天"))
spelt(zh, "nth_day", "最后一天", lambda found: -1, N_("第几天"))
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
    return c.window(Unit.QUARTER)


@zh.rule("rules", "year_end '之前|以前|前'")
def _before_year_end() -> Rule:
    return c.window(Unit.YEAR)


@zh.rule("rules", "'每季初|季初|每季度初|季度初'")
def _quarter_start() -> Rule:
    return c.window(Unit.QUARTER, 1, 10)


@zh.rule("rules", "'年初|每年初|每年年初'")
def _year_start() -> Rule:
    return c.window(Unit.YEAR, month=1)


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
    return c.window(Unit.YEAR, *bounds, times=n, month=month)


@zh.rule("year_window", "'每年' month=month n=times", "'每年' month=month")
def _yearly_month(month: int, n: int = 1) -> Rule:
    return c.window(Unit.YEAR, times=n, month=month)


zh.same("rules", "year_window")


@zh.rule("rules", "('每个|每')? '周末'")
def _weekend() -> Rule:
    raise Reject(
        _("which day of the weekend? Write {saturday} or {sunday}").format(saturday="每周六", sunday="每周日")
    )


# -- one month, quarter or half, said by its name -----------------------------------------------------------

spelt(
    zh,
    "quarter",
    "第? N 季度|季 的?",
    lambda found: c.quarter_number(found.n, found.place(1)),
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


@zh.rule(
    "seasonal",
    "at=here s=month_season picks=monthpicks",
    "at=here s=season picks=nthpicks",
    "at=here '每年' s=whole_season picks=nthpicks",
    "at=here s=month_season end=month_end",
)
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
    return (
        Piece(at, "rules", (c.window(Unit.MONTH, *bounds, times=n),)),
        Piece(at, "months", (m,), "season"),
    )


@zh.rule(
    "seasonal", "at=here s=season month=nth_month picks=picks", "at=here s=season month=nth_month ('底|末')"
)
def _month_in_season(
    at: int, s: Season, month: int, picks: tuple[Pick, ...] = (Day(-1),)
) -> tuple[Piece, ...]:
    rule = c.periodic(s.unit, picks, _month_of(s.unit, month))
    return (Piece(at, "rules", (rule,)), Piece(at, "months", s.months, "season"))
