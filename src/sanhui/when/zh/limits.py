"""Limits and exceptions, in Chinese: 3月至11月, 自3月起, 除1月、2月外."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from msgspec.structs import replace

from sanhui.days.festivals import NAMED_DAYS
from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.compose import Piece, Season
from sanhui.when.errors import Reject
from sanhui.when.tree import Rule, Unit
from sanhui.when.zh.spelt import NUMBERS, spelt
from sanhui.when.zh.words import HOLIDAYS, zh

# -- limits -------------------------------------------------------------------------------------------------


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


spelt(
    zh,
    "alternate",
    "单|双|奇数|偶数 月份|月 的?",
    lambda found: tuple(range(2 if found.words[0] in ("双", "偶数") else 1, 13, 2)),
    N_("单月 or 双月"),
)
spelt(
    zh,
    "alternate",
    "隔月|每隔一个月|每隔一月 的?",
    lambda found: tuple(range(1, 13, 2)),
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
    return md or d.date


# -- exceptions ---------------------------------------------------------------------------------------------


@zh.rule("exception", "ms=monthset")
@zh.rule("exception", "s=whole_season")
def _except_months(ms: tuple[int, ...] = (), s: Season | None = None) -> Piece:
    return Piece(0, "months", c.without_months(s.months if s else ms), "except")


@zh.rule("whole_season", "s=season")
def _whole_season(s: Season) -> Season:
    if s.unit is Unit.MONTH:
        raise Reject("")
    return s


@zh.rule("exception", "day=calendar_day", "day=named '期间'", "day=each_holiday '期间'?")
def _except_day(day: Rule) -> Piece:
    return Piece(0, "without", (day,))


@zh.rule("exception", "first=monthday to last=monthday '期间'?")
def _except_span(first: tuple[int, int], last: tuple[int, int]) -> Piece:
    return Piece(0, "without", (c.span(first, last),))


@zh.rule("exception", "m=month at=here first=day to last=day '期间'?")
def _except_days(m: int, at: int, first: int, last: int) -> Piece:
    return Piece(0, "without", (c.span(c.month_day(m, first, at), c.month_day(m, last, at)),))


@zh.rule("exception", "at=here day=itself", "at=here day=single_relative")
def _except_one_day(at: int, day: Rule) -> Piece:
    return Piece(0, "without", (c.one_left_out(day, at),))


# Of Chinese characters alone, which _bare_name sees to: compiling a range of twenty thousand takes a millisecond.
_ENDINGS = "(?:假期?|周|月|季|期|节|日|考)"
_NAME = rf".{{1,12}}?{_ENDINGS}"
_FESTIVAL_WORDS = {word for day in NAMED_DAYS.values() for word in day.zh}
_BESIDE = "^(.*?)(?:之|以)?[前后](?:的|第|最|夕|[0-9一二两三四五六七八九十])"


def _period_name(m: re.Match[str]) -> Piece:
    """A period of the plan by its name; what the language has words for is not a name."""
    if any(word in m[1] for word in ("每", "除", "外", "遇", "起", "顺延")) or m[1] in _FESTIVAL_WORDS:
        raise Reject("")
    if not m[1].strip(NUMBERS + "第个周月日") or m[1][:-1] in ("周", "星期", "礼拜"):
        raise Reject("")
    if m[1].endswith("工作日"):
        raise Reject("")
    return Piece(0, "without", (m[1],))


def _bare_name(m: re.Match[str]) -> Piece:
    """The same without quotation marks: in Chinese characters, and one of them, for 春节和国庆节 are two."""
    if m[1].endswith(HOLIDAYS) or not all("\u4e00" <= character <= "\u9fff" for character in m[1]):
        raise Reject("")
    # Most names have none of these letters, and nothing is compiled for them.
    beside = re.match(_BESIDE, m[1]) if "前" in m[1] or "后" in m[1] else None
    if beside and beside[1] in ("", "节", "节日", "假期", *_FESTIVAL_WORDS):
        raise Reject("")  # 春节前一周, or, behind a day that was read already, 前一周
    for joint in re.finditer("以及|[和与及]", m[1]) if set("和与及") & set(m[1]) else ():
        before = m[1][: joint.start()].removesuffix("期间")
        if before in _FESTIVAL_WORDS or re.search(f"{_ENDINGS}$", before):
            raise Reject("")
    return _period_name(m)


zh.token(
    "exception",
    rf"({_NAME})(?=(?:期间)?(?:[、,和与及]|以及|之外|以外|外|除外|不安排|暂停|不开展))",
    _bare_name,
    N_("the name of a period"),
    needs="、,和与及外不暂",
)
zh.token("exception", r'"([^"]+)"', _period_name, N_("the name of a period"), first='"')
zh.token("last_exception", rf"({_NAME})(?:期间)?$", _bare_name, N_("the name of a period"))


zh.token("except_word", r"除了?(?!夕)|不含|不包括|跳过", lambda m: None, "除", first="除不跳")


@zh.rule("except", "at=here except_word items=exception%and ('期间')? ('之外|以外|外|除外|不安排')?")
@zh.rule("except", "at=here items=exception%and ('期间')? ('除外|不安排|暂停|不开展')")
def _except(at: int, items: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(replace(item, at=at) for item in items)
