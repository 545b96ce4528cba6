"""Dates as they are said in Chinese, from the day on which they are said; the rest is the `when` language."""

from __future__ import annotations

from sanhui.i18n import N_, _
from sanhui.moment.meaning import Expression, InPeriod, InWeek, InYear, Moment, Next, Shift, dated
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, compose
from sanhui.when.errors import Reject
from sanhui.when.tree import Day, Periodic, Pick, Time, Unit, Weekly, When, Window
from sanhui.when.zh import read
from sanhui.when.zh.spelt import spelt
from sanhui.when.zh.words import WEEKDAYS

zh = read.GRAMMAR

_DAYS = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "明天": 1,
    "明日": 1,
    "次日": 1,
}
_DAYS |= {"后天": 2, "大后天": 3}
zh.words("day_word", _DAYS, "今天")
zh.token(
    "day_short", r"([昨今明])(?=[早晚上下中])", lambda m: "昨今明".index(m[1]) - 1, "今晚", first="昨今明"
)
zh.words("now_word", {"现在": 0, "此刻": 0, "刚才": 0}, "现在")

_WEEKS = {
    "上上": -2,
    "上": -1,
    "本": 0,
    "这": 0,
    "这个": 0,
    "下": 1,
    "下下": 2,
    "上个": -1,
    "下个": 1,
    "上一": -1,
    "下一": 1,
}
zh.token(
    "week_day",
    r"(上上|上|本|这|下下|下)(?:一)?个?(?:周|星期|礼拜)([一二三四五六日天])(?![点]|时(?!长|间))",
    lambda m: InWeek(_WEEKS[m[1]], WEEKDAYS[m[2]]),
    N_("a weekday"),
    first="上本这下",
)
zh.token(
    "week_ref",
    r"(上上|上|下下|下)一?个?(?:周|星期|礼拜)(?!末|[一二三四五六日天])",
    lambda m: _WEEKS[m[1]],
    "下周",
    first="上下",
)
zh.token(
    "weekend_ref",
    r"(?:上上|上|本|这|下下|下)?一?个?(?:周|星期|礼拜)末",
    lambda m: _refuse(
        _("which day of the weekend? Write {saturday} or {sunday}").format(saturday="周六", sunday="周日")
    ),
    first="上本这下周星礼",
)
zh.token(
    "month_ref",
    r"(上上|上|本|这|当|下下|下)一?个?月(?:份)?的?",
    lambda m: _WEEKS.get(m[1], 0),
    "下个月",
    first="上本这当下",
)
zh.token("quarter_ref", r"(上|本|这|下)一?个?季度?的?", lambda m: _WEEKS[m[1]], "下季度", first="上本这下")
zh.words(
    "year_ref",
    {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2},
    "明年",
)
zh.token("ago", r"之?以?(前|后)", lambda m: -1 if m[1] == "前" else 1, N_("前 or 后"), first="之以前后")
spelt(zh, "some_days", "N 个? 天|日", lambda found: Shift(days=found.n), "3天")
spelt(zh, "some_weeks", "N 个? 周|星期|礼拜", lambda found: Shift(days=7 * found.n), "两周")
spelt(zh, "some_months", "N 个月", lambda found: Shift(months=found.n), "一个月")
spelt(zh, "some_years", "N 年", lambda found: Shift(months=12 * found.n), "一年")
spelt(zh, "some_years", "半年", lambda found: Shift(months=6), "一年")
spelt(zh, "some_working_days", "N 个? 工作日", lambda found: Shift(working_days=found.n), "3个工作日")
zh.token(
    "working_day_ref",
    r"(上|下)一?个?工作日",
    lambda m: Shift(working_days=_WEEKS[m[1]]),
    "下个工作日",
    first="上下",
)
zh.token(
    "short_date",
    r"(\d{1,2})[-/.](\d{1,2})(?![\d:])",
    lambda m: (int(m[1]), int(m[2])),
    "3-5",
    first="0123456789",
)


def _refuse(message: str) -> None:
    raise Reject(message)


@zh.rule("expression", "n=day_word", "n=day_short", "n=now_word")
def _day(n: int) -> Expression:
    return Shift(days=n)


@zh.rule("expression", "weekend_ref", "it=week_day", "it=working_day_ref")
def _in_week(it: Expression | None = None) -> Expression | None:
    return it


@zh.rule("expression", "n=week_ref")
def _weeks(n: int) -> Expression:
    return Shift(days=7 * n)


@zh.rule(
    "amount_of_time",
    "it=some_days",
    "it=some_weeks",
    "it=some_months",
    "it=some_years",
    "it=some_working_days",
)
def _amount(it: Shift) -> Shift:
    return it


@zh.rule("amount_of_time", "minutes=amount")
def _minutes(minutes: int) -> Shift:
    return Shift(minutes=minutes)


@zh.rule("expression", "it=amount_of_time sign=ago")
def _offset(it: Shift, sign: int) -> Expression:
    return Shift(*(sign * value for value in it))


@zh.rule("expression", "n=month_ref")
def _months(n: int) -> Expression:
    return Shift(months=n)


@zh.rule("expression", "n=month_ref picks=picks", "n=month_ref picks=month_end")
def _in_month(n: int, picks: tuple[Pick, ...]) -> Expression:
    if len(picks) > 1:
        raise Reject(_("that is more than one day"))
    return InPeriod(Unit.MONTH, n, When((Periodic(Unit.MONTH, picks),)))


@zh.rule("expression", "n=month_ref bounds=inner_window")
def _window_in_month(n: int, bounds: tuple[int, int]) -> Expression:
    return InPeriod(Unit.MONTH, n, When((Window(Unit.MONTH, *bounds),)))


@zh.rule("expression", "n=quarter_ref", "n=quarter_ref '初'")
def _quarter(n: int) -> Expression:
    return InPeriod(Unit.QUARTER, n, When((Periodic(Unit.QUARTER, (Day(1),)),)))


@zh.rule("expression", "n=quarter_ref '末|底'", "n=quarter_ref picks=nthpicks")
def _in_quarter(n: int, picks: tuple[Pick, ...] = (Day(-1),)) -> Expression:
    return InPeriod(Unit.QUARTER, n, When((Periodic(Unit.QUARTER, picks[:1]),)))


@zh.rule("expression", "n=year_ref '的'? when=occasion")
def _in_year_said(n: int, when: When) -> Expression:
    return InPeriod(Unit.YEAR, n, when)


@zh.rule("expression", "y=year '的'? when=occasion")
def _in_year(y: int, when: When) -> Expression:
    return InYear(y, when)


@zh.rule("occasion", "'初|年初'")
def _year_start() -> When:
    return When((Periodic(Unit.YEAR, (Day(1),)),))


@zh.rule("occasion", "'底|末'")
def _year_end() -> When:
    return When((Periodic(Unit.YEAR, (Day(-1),)),))


@zh.rule("occasion", "clauses=occasion_clause%nothing")
def _occasion(clauses: tuple[tuple[Piece, ...], ...]) -> When:
    """A phrase of the `when` language; limits and policies are about many days, not one."""
    return compose([piece for clause in clauses for piece in clause])


zh.token("nothing", "", lambda m: None, first=" ")


@zh.rule("occasion_clause", "at=here rules=rules")
def _rules(at: int, rules: object) -> tuple[Piece, ...]:
    found = rules if isinstance(rules, tuple) else (rules,)
    if len(found) > 1 or (isinstance(found[0], Weekly) and len(found[0].days) > 1):
        raise Reject(_("that is more than one day"))
    return (Piece(at, "rules", found),)


@zh.rule("occasion_clause", "piece=bare_days")
def _bare(piece: Piece) -> tuple[Piece, ...]:
    if len(piece.value[0].picks) > 1:
        raise Reject(_("that is more than one day"))
    return (piece,)


@zh.rule("occasion_clause", "at=here s=season")
def _season(at: int, s: object) -> tuple[Piece, ...]:
    return (Piece(at, "season", s),)


zh.same("occasion_clause", "seasonal")


@zh.rule("expression", "when=occasion")
def _next(when: When) -> Expression:
    return Next(when)


@zh.rule("expression", "md=short_date")
def _short_date(md: tuple[int, int]) -> Expression:
    return Next(When((c.yearly(c.month_number(md[0]), [md[1]]),)))


@zh.rule("moment", "sep day=expression sep", "sep day=expression sep '的|t'? time=moment_time sep")
def _moment(day: Expression, time: Time | None = None) -> Moment:
    return Moment(day, time)


@zh.rule(
    "moment",
    "sep day=expression sep weekday=weekday sep",
    "sep day=expression sep weekday=weekday sep time=moment_time sep",
    "sep weekday=weekday sep day=expression sep",
    "sep weekday=weekday sep day=expression sep time=moment_time sep",
)
def _moment_with_weekday(day: Expression, weekday: int, time: Time | None = None) -> Moment:
    return Moment(dated(day), time, weekday)


@zh.rule("moment", "sep time=moment_time sep")
def _today(time: Time) -> Moment:
    return Moment(Shift(), time)


@zh.rule("moment_time", "time=time")
def _time(time: Time) -> Time | None:
    return None if time.all_day else time
