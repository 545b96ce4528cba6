"""From the pieces of a phrase to its tree: what both grammars share.

A phrase is a set of pieces in any order: which days, which months, what time, what on a holiday. Each may be said once.
`compose` puts them together, `normal` gives equal meanings equal trees.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from sanhui.i18n import N_, _
from sanhui.when.errors import Contradiction, Reject
from sanhui.when.tree import (
    Day,
    Fixed,
    Lunar,
    Part,
    Periodic,
    Pick,
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

ALL_MONTHS = tuple(range(1, 13))


class Season(NamedTuple):
    """Some whole months said as one: 5月, 第四季度, 上半年. A window when it stands alone, a limit beside a rule."""

    unit: Unit
    months: tuple[int, ...]


class Piece(NamedTuple):
    """One clause of a phrase: where it stands, what it states, and with which words if that matters."""

    at: int
    field: str
    value: Any
    sort: str = ""


#: How a piece is called when it is there twice.
_NAMES = {
    "rules": N_("the days"),
    "season": N_("the season"),
    "since": N_("the beginning"),
    "until": N_("the end"),
    "time": N_("the time"),
    "minutes": N_("the length"),
    "days": N_("the length"),
    "on_holiday": N_("what happens on holidays"),
    "within": N_("how far a session may move"),
    "times": N_("how many times"),
}


def compose(pieces: Sequence[Piece]) -> When:
    """The tree of a phrase. Raises `Contradiction` when the pieces contradict each other or do not make a rule."""
    said: dict[str, Piece] = {}
    months: tuple[int, ...] = ALL_MONTHS
    without: tuple[Rule | str, ...] = ()
    for piece in pieces:
        if piece.field == "months":
            months = _intersect(months, piece)
        elif piece.field == "without":
            without += tuple(piece.value)
        elif piece.field in said:
            raise Contradiction(_("{thing} stated twice").format(thing=_(_NAMES[piece.field])), piece.at)
        else:
            said[piece.field] = piece
    rules, months = _rules(said, months, {piece.sort for piece in pieces if piece.field == "months"})

    def value(field: str) -> Any:
        return said[field].value if field in said else None

    return normal(
        When(
            rules=rules,
            months=months,
            since=value("since"),
            until=value("until"),
            without=without,
            time=_time(said),
            on_holiday=value("on_holiday"),
            within=value("within"),
        )
    )


def _intersect(months: tuple[int, ...], piece: Piece) -> tuple[int, ...]:
    left = tuple(month for month in months if month in piece.value)
    if not left:
        raise Contradiction(_("no month is left"), piece.at)
    return left


def _rules(
    said: dict[str, Piece], months: tuple[int, ...], sorts: set[str]
) -> tuple[tuple[Rule, ...], tuple[int, ...]]:
    """The rules, and the months with those of a season taken into account."""
    rules, season, times = said.get("rules"), said.get("season"), said.get("times")
    if rules and times:
        raise Contradiction(_("{thing} stated twice").format(thing=_(_NAMES["rules"])), times.at)
    if season and season.value.unit is Unit.MONTH and "except" in sorts:
        raise Contradiction(_("only in one month, and except others?"), season.at)
    if season:
        months = _intersect(months, Piece(season.at, "months", season.value.months))
    if rules:
        if rules.sort == "bare day" and (season or "range" in sorts):
            # “3月至5月10日” is a span to some and the tenth of three months to others
            raise Contradiction(_("say “every month” before the day of the month"), rules.at)
        return rules.value, months
    if season:
        return (Window(season.value.unit, times=times.value if times else 1),), months
    if times:
        raise Contradiction(_("how often in which period?"), times.at)
    raise Contradiction(_("which day? The phrase says none"), 0)


def _time(said: dict[str, Piece]) -> Time | None:
    time = said["time"].value if "time" in said else Time()
    if "minutes" in said:
        if time.minutes is not None or time.all_day:
            raise Contradiction(
                _("{thing} stated twice").format(thing=_(_NAMES["minutes"])), said["minutes"].at
            )
        time = msgspec.structs.replace(time, minutes=said["minutes"].value)
    if "days" in said:
        if time.start or time.part or time.minutes:
            raise Contradiction(_("a session of whole days has no time of day"), said["days"].at)
        time = Time(all_day=True, days=said["days"].value)
    return None if time == Time() else time


# -- normal form -------------------------------------------------------------------------------------------


def normal(when: When) -> When:
    """The same meaning in the one form that all equal phrases share.

    Lists are sorted and merged; limits that limit nothing are left out.
    """
    months = tuple(sorted(set(when.months))) if when.months is not None else ALL_MONTHS
    return msgspec.structs.replace(
        when,
        rules=_merged(when.rules),
        months=None if months == ALL_MONTHS else months,
        without=tuple(dict.fromkeys(when.without)),
        time=None if when.time == Time() else when.time,
    )


def _merged(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for rule in map(_normal_rule, rules):
        for i, other in enumerate(found):
            if joined := _join(other, rule):
                found[i] = joined
                break
        else:
            found.append(rule)
    return tuple(found)


def _normal_rule(rule: Rule) -> Rule:
    match rule:
        case Weekly():
            return msgspec.structs.replace(rule, days=tuple(sorted(set(rule.days))))
        case Periodic():
            return msgspec.structs.replace(rule, picks=tuple(sorted(set(rule.picks), key=_pick_order)))
        case Relative():
            return msgspec.structs.replace(rule, base=_normal_rule(rule.base))
        case _:
            return rule


def _pick_order(pick: Pick) -> tuple[str, int, int]:
    """Days first, then weekdays, then working days; those counted from the end after the others."""
    nth = pick.nth if pick.nth > 0 else 1000 + pick.nth
    return type(pick).__name__, nth, pick.day if isinstance(pick, Weekday) else 0


def _join(one: Rule, other: Rule) -> Rule | None:
    """Two rules as one, when they differ only in their days."""
    match one, other:
        case Weekly(), Weekly() if (one.every, one.parity) == (other.every, other.parity):
            return _normal_rule(msgspec.structs.replace(one, days=(*one.days, *other.days)))
        case Periodic(), Periodic() if (one.unit, one.month) == (other.unit, other.month):
            return _normal_rule(msgspec.structs.replace(one, picks=(*one.picks, *other.picks)))
        case _:
            return one if one == other else None


# -- meanings that need checking ---------------------------------------------------------------------------


def month_number(number: int, at: int | None = None) -> int:
    """A month, 1…12."""
    if not 1 <= number <= 12:
        raise Reject(_("there is no month {number}").format(number=number), at)
    return number


def month_number_or_none(number: int) -> int:
    """A month, 1…12; any other number is left to other readings, without a complaint."""
    if not 1 <= number <= 12:
        raise Reject("")
    return number


def quarter_number(number: int, at: int | None = None) -> int:
    """A quarter, 1…4."""
    if not 1 <= number <= 4:
        raise Reject(_("there is no quarter {number}").format(number=number), at)
    return number


def day_number(number: int) -> int:
    """A day of a month, 1…31."""
    if not 1 <= number <= 31:
        raise Reject(_("no month has a day {number}").format(number=number))
    return number


def count(number: int) -> int:
    """How many times in a period."""
    if not 1 <= number <= 366:
        raise Reject(_("count from 1"))
    return number


def month_day(month: int, day: int, at: int | None = None) -> tuple[int, int]:
    """A date without a year; 29 February is one, 30 February is none."""
    if day > calendar.monthrange(2024, month)[1]:
        raise Reject(_("month {month} has no day {day}").format(month=month, day=day), at)
    return month, day


def yearly(month: int, days: Iterable[int], at: int | None = None) -> Periodic:
    """These days of a month, every year."""
    return Periodic(Unit.YEAR, tuple(Day(month_day(month, day, at)[1]) for day in days), month=month)


def fixed(year: int, month: int, day: int, at: int | None = None) -> Fixed:
    """One date, of a year that a plan may have."""
    try:
        if 1900 <= year <= 2199:
            return Fixed(dt.date(year, month, day))
    except ValueError:
        pass
    raise Reject(_("there is no such date: {date}").format(date=f"{year}-{month}-{day}"), at)


def lunar(month: int, day: int) -> Lunar:
    """A day of the lunar calendar, whose months have 29 or 30 days."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise Reject(_("the lunar calendar has no such day"))
    return Lunar(month, day)


_LIMITS = {Unit.WEEK: 1, Unit.MONTH: 5, Unit.QUARTER: 14, Unit.HALF: 27, Unit.YEAR: 53}
_LENGTHS = {Unit.WEEK: 7, Unit.MONTH: 31, Unit.QUARTER: 92, Unit.HALF: 184, Unit.YEAR: 366}


def periodic(unit: Unit, picks: Iterable[Pick], month: int | None = None, at: int | None = None) -> Periodic:
    """Picks in a period; one that no such period has is rejected (每月第六个周三)."""
    if month is not None:
        if month > unit.months:
            raise Reject(_("the period has no month {number}").format(number=month), at)
        inside = Unit.MONTH
    else:
        inside = unit
    found = tuple(picks)
    for pick in found:
        limit = _LIMITS[inside] if isinstance(pick, Weekday) else _LENGTHS[inside]
        if isinstance(pick, Workday):
            limit = min(limit, 23 if inside is Unit.MONTH else limit)
        if not 1 <= abs(pick.nth) <= limit:
            raise Reject(_("the period has no number {number}").format(number=pick.nth), at)
    return Periodic(unit, found, month)


def window(unit: Unit, first: int = 1, last: int = -1, times: int = 1, month: int | None = None) -> Window:
    """A window in a period, or in its `month`-th month; both ends are days that the longest such period has."""
    longest = _LENGTHS[Unit.MONTH if month is not None else unit]
    if not (1 <= first <= longest and (1 <= last <= longest or -longest <= last <= -1)):
        raise Reject(_("the period has no such day"))
    if 0 < last < first:
        raise Reject(_("it ends before it begins"))
    return Window(unit, first, last, times, month)


def span(first: tuple[int, int], last: tuple[int, int], times: int = 1) -> Span:
    """A window between two dates of the year."""
    if last < first:
        raise Reject(_("it ends before it begins"))
    return Span(first, last, times)


def month_range(first: int, last: int) -> tuple[int, ...]:
    """The months from one to another, of one year."""
    if last < first:
        raise Reject(_("it ends before it begins; a plan holds one year"))
    return tuple(range(first, last + 1))


def without_months(left_out: Iterable[int]) -> tuple[int, ...]:
    """All other months."""
    gone = set(left_out)
    return tuple(month for month in ALL_MONTHS if month not in gone)


def relative(base: Rule, n: int, working: bool, at: int | None = None) -> Relative:
    """Days before or after another day."""
    if n == 0:
        raise Reject(_("count from 1"), at)
    return Relative(base, n, working)


# -- times of day ------------------------------------------------------------------------------------------


class Clock(NamedTuple):
    """A time as it was said: the part of the day, the hour and minute, and whether it was spoken (3点) or written."""

    part: Part | None
    hour: int
    minute: int
    spoken: bool
    at: int = 0
    minute_at: int = 0

    def time(self, after: dt.time | None = None) -> dt.time:
        """The time of day on the 24-hour clock; `after` is the beginning of a range that this ends.

        Raises `Reject` for an hour or minute that does not exist, or one that could be morning or afternoon.
        """
        late = self.hour > 24 or (self.hour == 24 and (self.minute or after is None))
        if late or self.minute > 59:
            said = _("there is no time {hour}:{minute:02}").format(hour=self.hour, minute=self.minute)
            raise Reject(said, self.at if late else self.minute_at)
        hour = self.hour
        match self.part:
            case Part.AFTERNOON if hour < 12:
                hour += 12
            case Part.EVENING if 4 <= hour < 12:
                hour += 12
            case Part.EVENING if hour < 4 or hour == 12:
                raise Reject(_("that is on the next day: say the date and 0:00"), self.at)
            case Part.NOON if hour < 4:
                hour += 12
            case Part.NOON if not 11 <= hour <= 14:
                raise Reject(_("{hour} o'clock is not at noon").format(hour=hour), self.at)
            case Part.MORNING | Part.EARLY if hour > 12:
                raise Reject(_("{hour} o'clock is not in the morning").format(hour=hour), self.at)
            case None if (
                self.spoken and after is not None and hour <= 12 and dt.time(hour % 24, self.minute) <= after
            ):
                hour += 12
            case None if self.spoken and after is None and 1 <= hour <= 6:
                raise Reject(
                    _("{hour} o'clock in the morning or in the afternoon? Write {early} or {late}").format(
                        hour=hour, early=f"{hour:02}:{self.minute:02}", late=f"{hour + 12}:{self.minute:02}"
                    ),
                    self.at,
                )
            case _:
                pass
        return dt.time(hour % 24, self.minute)


def at_time(clock: Clock) -> Time:
    """A start."""
    return Time(start=clock.time())


def time_range(first: Clock, last: Clock) -> Time:
    """A start and an end on the same day, as a start and a length."""
    start = first.time()
    end = last.time(after=start)
    if last.part is None and first.part is not None and end <= start:
        end = last._replace(part=first.part).time(after=start)
    minutes = (end.hour * 60 + end.minute or 24 * 60) - (start.hour * 60 + start.minute)
    if minutes <= 0:
        raise Reject(_("it ends before it begins"), last.at)
    return Time(start=start, minutes=minutes)


def minutes_of(hours: float = 0, minutes: int = 0) -> int:
    """A length in minutes."""
    total = round(hours * 60) + minutes
    if not 0 < total <= 24 * 60:
        raise Reject(_("a session lasts between a minute and a day"))
    return total
