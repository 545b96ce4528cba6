"""Trees said in English: the canonical phrase, which `sanhui.when.en.read` reads back as the same tree."""

from __future__ import annotations

import datetime as dt

from msgspec import structs

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
from sanhui.wording import MONTHS, WEEKDAYS

UNITS = {
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.QUARTER: "quarter",
    Unit.HALF: "half-year",
    Unit.YEAR: "year",
}
PARTS = {
    Part.EARLY: "in the early morning",
    Part.MORNING: "in the morning",
    Part.NOON: "at midday",
    Part.AFTERNOON: "in the afternoon",
    Part.EVENING: "in the evening",
}
POLICIES = {
    Policy.POSTPONE: "postponed on holidays",
    Policy.ADVANCE: "advanced on holidays",
    Policy.NEAREST: "moved to the nearest working day on holidays",
    Policy.SKIP: "skipped on holidays",
    Policy.KEEP: "kept on holidays",
}
SEASONS = {
    (Unit.QUARTER, tuple(range(3 * q - 2, 3 * q + 1))): f"the {w} quarter"
    for q, w in enumerate(("1st", "2nd", "3rd", "4th"), 1)
} | {
    (Unit.HALF, (1, 2, 3, 4, 5, 6)): "the first half-year",
    (Unit.HALF, (7, 8, 9, 10, 11, 12)): "the second half-year",
}


def say(when: When) -> str:
    """The canonical English phrase."""
    head, limit = _rules(when)
    if when.time:
        head = f"{head} {_time(when.time)}".strip()
    tail = [
        limit,
        f"from {_limit_date(when.since)}" if when.since else "",
        f"until {_limit_date(when.until)}" if when.until else "",
        f"except {_and([_exception(item) for item in when.without])}" if when.without else "",
        POLICIES[when.on_holiday] if when.on_holiday else "",
        f"within {when.within} day{'s' if when.within != 1 else ''}" if when.within is not None else "",
    ]
    return ", ".join(part for part in (head, *tail) if part)


def _rules(when: When) -> tuple[str, str]:
    """The days, and the limit to months if it is said apart."""
    if when.months and len(when.rules) == 1:
        rule = when.rules[0]
        if isinstance(rule, Window | Periodic) and rule.month is None:
            season = SEASONS.get((rule.unit, when.months), "")
            if rule.unit is Unit.MONTH and len(when.months) == 1:
                season = MONTHS[when.months[0] - 1]
            days_alone = isinstance(rule, Periodic) and all(
                isinstance(p, Day) and p.nth > 0 for p in rule.picks
            )
            if season and isinstance(rule, Window):
                return _window(rule, season), ""
            if season and isinstance(rule, Periodic) and not days_alone:
                return f"{_picks(rule.picks)} of {season}", ""
    return _and(_days(when.rules)), "" if when.months is None else months(when.months)


def _days(rules: tuple[Rule, ...]) -> list[str]:
    """Each rule; a day behind a relative one says so, or it would be read as another base of it."""
    first = next((i for i, rule in enumerate(rules) if isinstance(rule, Relative)), len(rules))
    said = []
    for i, rule in enumerate(rules):
        if i < first or isinstance(rule, Relative):
            said.append(_rule(rule))
        else:
            said += [f"{_rule(day)} itself" for day in _one_by_one(rule)]
    return said


def _one_by_one(rule: Rule) -> list[Rule]:
    """The days of a month of the year, each as a rule: “itself” is said of one day."""
    if isinstance(rule, Periodic):
        return [structs.replace(rule, picks=(pick,)) for pick in rule.picks]
    return [rule]


def months(numbers: tuple[int, ...]) -> str:
    """A limit to some months: March to November, in March and June, except January."""
    if numbers == tuple(range(1, 13, 2)):
        return "in odd months"
    if numbers == tuple(range(2, 13, 2)):
        return "in even months"
    if len(numbers) > 1 and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{MONTHS[numbers[0] - 1]} to {MONTHS[numbers[-1] - 1]}"
    if len(numbers) >= 8:
        return "except " + _and([MONTHS[m - 1] for m in ALL_MONTHS if m not in numbers])
    return "in " + _and([MONTHS[m - 1] for m in numbers])


def ordinal(n: int) -> str:
    """An ordinal number: 1st, 2nd, 3rd."""
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _and(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _rule(rule: Rule) -> str:
    match rule:
        case Daily(working=working):
            return "every working day" if working else "every day"
        case Weekly():
            return _weekly(rule)
        case Periodic(unit=Unit.YEAR, month=int(month), picks=picks) if all(
            isinstance(pick, Day) and pick.nth > 0 for pick in picks
        ):
            return _and([_month_day((month, pick.nth)) for pick in picks])
        case Periodic(unit=unit, picks=picks, month=month):
            return f"{_picks(picks)} of {_frame(unit, month)}"
        case Window(unit=unit, month=month):
            return _window(rule, _frame(unit, month))
        case Span(first=first, last=last, times=times):
            several = f"{_times(times)} " if times > 1 else ""
            return f"{several}between {_month_day(first)} and {_month_day(last)}"
        case Fixed(date=date):
            return _date(date)
        case Festival(name=name):
            return NAMED_DAYS[name].en[0]
        case Lunar(month=month, day=day):
            return f"day {day} of lunar month {month}"
        case EachHoliday():
            return "every public holiday"
        case Relative(base=base, n=n, working=working):
            return _relative(base, n, working)
        case Recurrence(rrule=text):  # pragma: no branch - there is no other
            return f"RRULE:{text}"


def _weekly(rule: Weekly) -> str:
    days = _and([WEEKDAYS[day - 1] for day in rule.days])
    if rule.parity is not None:
        return f"every {days} in {'odd' if rule.parity else 'even'} weeks"
    return f"every {days}" if rule.every == 1 else f"every {rule.every} weeks on {days}"


def _frame(unit: Unit, month: int | None) -> str:
    if month is None:
        return f"every {UNITS[unit]}"
    if unit is Unit.YEAR:
        return f"{MONTHS[month - 1]} every year"
    return f"the {ordinal(month)} month of every {UNITS[unit]}"


def _picks(picks: tuple[Pick, ...]) -> str:
    """Beside weekdays and working days a day says that it is one: “15th and last working day” are two of these."""
    mixed = any(not isinstance(pick, Day) for pick in picks)
    return _and([_pick(pick, mixed) for pick in picks])


def _which(n: int) -> str:
    return ordinal(n) if n > 0 else "last" if n == -1 else f"{ordinal(-n)} to last"


def _pick(pick: Pick, mixed: bool = False) -> str:
    match pick:
        case Day(nth=n):
            return ordinal(n) if n > 0 and not mixed else f"{_which(n)} day"
        case Weekday(nth=n, day=day):
            return f"{_which(n)} {WEEKDAYS[day - 1]}"
        case Workday(nth=n):  # pragma: no branch - there is no other
            return f"{_which(n)} working day"


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def _window(rule: Window, frame: str) -> str:
    if (rule.first, rule.last) == (1, -1):
        return f"{_times(rule.times)} in {frame}"
    several = f"{_times(rule.times)} " if rule.times > 1 else ""
    last = ordinal(rule.last) if rule.last > 0 else f"{_which(rule.last)} day"
    return f"{several}between the {ordinal(rule.first)} and the {last} of {frame}"


def _relative(base: Rule, n: int, working: bool) -> str:
    side = "before" if n < 0 else "after"
    many = abs(n)
    if not working:
        return f"{many} day{'s' if many > 1 else ''} {side} {_rule(base)}"
    if many == 1:
        return f"{'last' if n < 0 else 'first'} working day {side} {_rule(base)}"
    return f"{many} working days {side} {_rule(base)}"


def _date(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _month_day(date: tuple[int, int]) -> str:
    return f"{date[1]} {MONTHS[date[0] - 1]}"


def _limit_date(date: dt.date | tuple[int, int]) -> str:
    return _month_day(date) if isinstance(date, tuple) else _date(date)


def _exception(item: Rule | str) -> str:
    if isinstance(item, Span):
        return f"{_month_day(item.first)} to {_month_day(item.last)}"
    return f'"{item}"' if isinstance(item, str) else _rule(item)


def _time(time: Time) -> str:
    if time.all_day:
        return "all day" if time.days == 1 else f"for {time.days} days"
    start = PARTS[time.part] if time.part else f"at {time.start:%H:%M}" if time.start else ""
    if time.minutes is None:
        return start
    if end := end_of(time):
        return f"from {time.start:%H:%M} to {end}"
    return f"{start} for {time.minutes} minutes".strip()
