"""Trees said in Chinese: the canonical phrase, which `sanhui.when.zh.read` reads back as the same tree."""

from __future__ import annotations

import datetime as dt

from sanhui.days.festivals import NAMED_DAYS
from sanhui.when.clock import end_of
from sanhui.when.normal import ALL_MONTHS
from sanhui.when.tree import (
    Daily,
    Day,
    EachHoliday,
    Festival,
    Fixed,
    Lunar,
    Part,
    Periodic,
    Pick,
    Policy,
    Recurrence,
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

DIGITS = "零一二三四五六七八九"
DAYS = "一二三四五六日"
UNITS = {
    Unit.WEEK: "每周",
    Unit.MONTH: "每月",
    Unit.QUARTER: "每季度",
    Unit.HALF: "每半年",
    Unit.YEAR: "每年",
}
PARTS = {
    Part.EARLY: "早上",
    Part.MORNING: "上午",
    Part.NOON: "中午",
    Part.AFTERNOON: "下午",
    Part.EVENING: "晚上",
}
POLICIES = {
    Policy.POSTPONE: "遇节假日顺延",
    Policy.ADVANCE: "遇节假日提前",
    Policy.NEAREST: "遇节假日就近",
    Policy.SKIP: "遇节假日取消",
    Policy.KEEP: "遇节假日不变",
}
TENTHS = {(1, 10): "上旬", (11, 20): "中旬", (21, -1): "下旬", (1, 5): "月初"}
SEASONS = {(Unit.QUARTER, tuple(range(3 * q - 2, 3 * q + 1))): f"第{DIGITS[q]}季度" for q in range(1, 5)} | {
    (Unit.HALF, (1, 2, 3, 4, 5, 6)): "上半年",
    (Unit.HALF, (7, 8, 9, 10, 11, 12)): "下半年",
}


def numeral(n: int) -> str:
    """A number below 100 in Chinese digits; longer ones in Arabic."""
    if n < 10:
        return DIGITS[n]
    if n >= 100:
        return str(n)
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def say(when: When) -> str:
    """The canonical Chinese phrase."""
    head = _rules(when)
    if when.time and (time := _time(when.time)):
        head = f"{head} {time}"
    tail = [
        f"自{_limit_date(when.since)}起" if when.since else "",
        f"截至{_limit_date(when.until)}" if when.until else "",
        f"除{'、'.join(map(_exception, when.without))}外" if when.without else "",
        POLICIES[when.on_holiday] if when.on_holiday else "",
        f"{when.within}天内" if when.within is not None else "",
    ]
    # a comma after RRULE:…BYMONTHDAY=1 would go on with its list
    comma = "；" if any(isinstance(rule, Recurrence) for rule in when.rules) else "，"
    return comma.join(part for part in (head, *tail) if part)


def _rules(when: When) -> str:
    """The days with the limit to months, said in the shortest way that reads back as the same."""
    if when.months and len(when.rules) == 1:
        rule = when.rules[0]
        season = SEASONS.get((rule.unit, when.months)) if isinstance(rule, Window | Periodic) else None
        if isinstance(rule, Window | Periodic) and rule.unit is Unit.MONTH and len(when.months) == 1:
            season = f"{when.months[0]}月"
        match rule:
            case Window(first=1, last=-1, month=None) if season:
                return f"{season}{rule.times}次"
            case Window(unit=Unit.MONTH) if season:
                return (
                    season + _bounds(rule, named_month=True) + (f"{rule.times}次" if rule.times > 1 else "")
                )
            case Periodic(month=None) if season and not _has_dates(rule):
                return season + _picks(rule.picks, in_month=rule.unit is Unit.MONTH)
            case _:
                pass
    rules = _joined(_days(when.rules))
    if when.months is None:
        return rules
    limit = months(when.months)
    # 3、6、9、12月第三个周四, but 3月至11月每月第三个周四, and 3、6月每月10日 because 6月10日 is a date
    if "、" in limit and limit.endswith("月") and not any(map(_has_dates, when.rules)):
        rules = rules.removeprefix("每月")
    return limit + rules


def _has_dates(rule: Rule) -> bool:
    """Whether it is read with 每月 before it only: numbered days of the month, and what is counted from a day."""
    if isinstance(rule, Periodic):
        return any(isinstance(pick, Day) and pick.nth > 0 for pick in rule.picks)
    return isinstance(rule, Window | Relative)


def months(numbers: tuple[int, ...]) -> str:
    """A limit to some months: 3月至11月, 3、6、9、12月, 除1月、2月外."""
    if len(numbers) == 1:
        return f"{numbers[0]}月"
    if numbers == tuple(range(1, 13, 2)):
        return "单月"
    if numbers == tuple(range(2, 13, 2)):
        return "双月"
    if numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}月至{numbers[-1]}月"
    if len(numbers) >= 8:
        return f"除{'、'.join(f'{m}月' for m in ALL_MONTHS if m not in numbers)}外，"
    return "、".join(map(str, numbers)) + "月"


def _days(rules: tuple[Rule, ...]) -> list[str]:
    """Each rule; a day before a relative one says 当天, or it would be read as another base of it."""
    last = max((i for i, rule in enumerate(rules) if isinstance(rule, Relative)), default=-1)
    return [
        _rule(rule) + ("当天" if i < last and not isinstance(rule, Relative) else "")
        for i, rule in enumerate(rules)
    ]


def _joined(parts: list[str]) -> str:
    return "和".join(["、".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _rule(rule: Rule) -> str:
    match rule:
        case Daily(working=working):
            return "工作日每天" if working else "每天"
        case Weekly():
            return _weekly(rule)
        case Periodic(unit=unit, picks=picks, month=month):
            return _periodic(unit, picks, month)
        case Window():
            return _window(rule)
        case Span(first=first, last=last, times=times):
            return f"{_month_day(first)}至{_month_day(last)}" + (f"{times}次" if times > 1 else "")
        case Fixed(date=date):
            return _date(date)
        case Festival(name=name):
            return NAMED_DAYS[name].zh[0]
        case Lunar(month=month, day=day):
            return f"农历{numeral(month)}月{_lunar_day(day)}"
        case EachHoliday():
            return "每个法定节假日"
        case Relative(base=base, n=n, working=working):
            return _relative(base, n, working)
        case Recurrence(rrule=text):  # pragma: no branch - there is no other
            return f"RRULE:{text}"


def _weekly(rule: Weekly) -> str:
    days = "周" + "、".join(DAYS[day - 1] for day in rule.days)
    if rule.parity is not None:
        return f"{'单' if rule.parity else '双'}周{days}"
    return f"每{days}" if rule.every == 1 else f"每{_count(rule.every)}周{days}"


def _count(n: int) -> str:
    return "两" if n == 2 else numeral(n)


def _periodic(unit: Unit, picks: tuple[Pick, ...], month: int | None) -> str:
    if unit is Unit.YEAR and month is not None:
        if all(isinstance(pick, Day) and pick.nth > 0 for pick in picks):
            return f"{month}月" + "、".join(f"{pick.nth}日" for pick in picks)
        return f"每年{month}月" + _picks(picks, in_month=True)
    if month is not None:
        return f"{UNITS[unit]}第{numeral(month)}个月{_picks(picks, in_month=True)}"
    return UNITS[unit] + _picks(picks, in_month=unit is Unit.MONTH)


def _picks(picks: tuple[Pick, ...], in_month: bool) -> str:
    return "、".join(_pick(pick, in_month) for pick in picks)


def _pick(pick: Pick, in_month: bool) -> str:
    if isinstance(pick, Day) and in_month and pick.nth > 0:
        return f"{pick.nth}日"
    if isinstance(pick, Day) and in_month and pick.nth == -1:
        return "月底"
    which = (
        f"第{numeral(pick.nth)}"
        if pick.nth > 0
        else "最后一"
        if pick.nth == -1
        else f"倒数第{numeral(-pick.nth)}"
    )
    match pick:
        case Day():
            return f"{which}天"
        case Weekday(day=day):
            return f"{which}个周{DAYS[day - 1]}"
        case Workday():  # pragma: no branch - there is no other
            return f"{which}个工作日"


def _bounds(rule: Window, named_month: bool) -> str:
    """The window's days; 3月10日前 begins with the year, so the days of a named month are said in full."""
    bounds = (rule.first, rule.last)
    if bounds in TENTHS:
        return TENTHS[bounds]
    if rule.first == 1 and rule.last > 0 and not named_month:
        return f"{rule.last}日前"
    return f"{rule.first}日至" + ("月底" if rule.last == -1 else f"{rule.last}日")


def _window(rule: Window) -> str:
    several = f"{rule.times}次" if rule.times > 1 else ""
    whole = (rule.first, rule.last) == (1, -1)
    if rule.month is not None:
        head = (
            f"每年{rule.month}月"
            if rule.unit is Unit.YEAR
            else f"{UNITS[rule.unit]}第{numeral(rule.month)}个月"
        )
        return (
            f"{head}{rule.times}次"
            if whole
            else head + _bounds(rule, named_month=rule.unit is Unit.YEAR) + several
        )
    if whole:
        return f"{UNITS[rule.unit]}{rule.times}次"
    if rule.unit is Unit.MONTH:
        return UNITS[rule.unit] + _bounds(rule, named_month=False) + several
    last = f"第{rule.last}天" if rule.last > 0 else f"倒数第{-rule.last}天"
    return f"{UNITS[rule.unit]}第{rule.first}天至{last}{several}"


def _relative(base: Rule, n: int, working: bool) -> str:
    side = "前" if n < 0 else "后"
    n = abs(n)
    if not working:
        return f"{_rule(base)}{side}{n}天"
    if n == 1:
        return f"{_rule(base)}{side}{'最后一个' if side == '前' else '第一个'}工作日"
    return f"{_rule(base)}{side}{'第' if side == '后' else ''}{n}个工作日"


def _lunar_day(day: int) -> str:
    if day <= 10:
        return "初" + numeral(day)
    return "廿" + DIGITS[day - 20] if 20 < day < 30 else numeral(day)


def _date(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def _month_day(date: tuple[int, int]) -> str:
    return f"{date[0]}月{date[1]}日"


def _limit_date(date: dt.date | tuple[int, int]) -> str:
    return _month_day(date) if isinstance(date, tuple) else _date(date)


def _exception(item: Rule | str) -> str:
    return f"“{item}”" if isinstance(item, str) else _rule(item)


def _time(time: Time) -> str:
    if time.all_day:
        return "全天" if time.days == 1 else f"为期{time.days}天"
    start = PARTS[time.part] if time.part else f"{time.start:%H:%M}" if time.start else ""
    if time.minutes is None:
        return start
    if end := end_of(time):
        return f"{start}-{end}"
    return f"{start} 时长{time.minutes}分钟".strip()
