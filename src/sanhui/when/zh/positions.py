"""Positions in a period, in Chinese: 第二个周三, 最后一个工作日, 上旬, 每季度2次."""

from __future__ import annotations

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.errors import Reject
from sanhui.when.tree import Day, Pick, Weekday, Workday
from sanhui.when.zh.spelt import spelt
from sanhui.when.zh.words import zh

# -- positions in a period ----------------------------------------------------------------------------------


@zh.rule("weekdays", "first=weekday", "first=weekday gap more=bareday%gap", "first=weekday to last=bareday")
def _weekdays(first: int, more: tuple[int, ...] = (), last: int | None = None) -> tuple[int, ...]:
    if last is None:
        return (first, *more)
    if last < first:
        raise Reject(_("it ends before it begins"))
    return tuple(range(first, last + 1))


spelt(zh, "nth", "第 N", lambda found: found.n, N_("第几"))
spelt(zh, "last", "倒数第|倒数 N", lambda found: -found.n, N_("倒数第几"))
zh.words("first_one", {"首": 1}, "首")
zh.words("last_one", dict.fromkeys(["最后一", "最后1", "最后", "最末一", "最末1", "最末"], -1), "最后一")
spelt(zh, "more", "第? N 个?", lambda found: found.n, N_("a number"))


@zh.rule("which", "n=nth", "n=nth '个'? and more=more%and", "n=last", "n=first_one", "n=last_one")
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


# -- windows: from one day of the month to another ----------------------------------------------------------


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
spelt(zh, "count", "N 次|场|期|回", lambda found: c.count(found.n), N_("how many times"))


@zh.rule("times", "verb n=count")
def _times(n: int) -> int:
    return n


_HELD = "召开|开展|组织|举行|举办|安排|进行|集中?"
spelt(
    zh,
    "verb",
    f"各|均|都|应|须|要? {_HELD} 至少|不少于|不低于|最少? {_HELD}",
    lambda found: None,
)
