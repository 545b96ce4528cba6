"""The English grammar of the `when` language; the same tree as the Chinese one, rule for rule."""

from __future__ import annotations

import datetime as dt

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
    Fixed,
    Lunar,
    Part,
    Periodic,
    Pick,
    Policy,
    Relative,
    Rule,
    Time,
    Unit,
    Weekday,
    Weekly,
    When,
    Window,
    Workday,
)

en = Grammar()
add_common(en)

# -- words -------------------------------------------------------------------------------------------------

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()

_short_months = {name[:3]: i for i, name in enumerate(MONTHS, 1)} | {"sept": 9}
_short_weekdays = {name[:3]: i for i, name in enumerate(WEEKDAYS, 1)} | {"tues": 2, "thur": 4, "thurs": 4}
en.words("month", {name: i for i, name in enumerate(MONTHS, 1)} | _short_months, N_("a month"))
en.words("weekday", {name: i for i, name in enumerate(WEEKDAYS, 1)} | _short_weekdays, N_("a weekday"))
en.words("plural_weekday", {f"{name}s": i for i, name in enumerate(WEEKDAYS, 1)}, N_("a weekday"))
en.words(
    "festival",
    {word: day.id for day in NAMED_DAYS.values() for word in day.en},
    N_("a holiday or memorial day"),
)
en.words("cardinal", {name: i for i, name in enumerate(CARDINALS, 1)} | {"a": 1, "an": 1}, N_("a number"))
en.token("digits", r"\d+(?![\d:.a-z])", lambda m: int(m[0]), N_("a number"))
en.token("decimal", r"\d+(?:\.\d+)?(?![\d:])", lambda m: float(m[0]), N_("a number"))
en.same("num", "digits", "cardinal")
en.words("ordinal_word", {name: i for i, name in enumerate(ORDINALS, 1)}, N_("first, second …"))
en.token("ordinal_digits", r"(\d+)(?:st|nd|rd|th)(?![a-z])", lambda m: int(m[1]), N_("1st, 2nd …"))
en.same("ordinal", "ordinal_word", "ordinal_digits")
en.token(
    "date_digits",
    r"(\d{1,2})(?:st|nd|rd|th)?(?![\d:.a-z])",
    lambda m: c.day_number(int(m[1])),
    N_("a day of the month"),
)
en.token("sep", r"[,;().\s]*", lambda m: None)
en.token("and", r"\s*(?:,\s*and(?![a-z])|,|and(?![a-z])|&|\+)", lambda m: None, "and")
en.token(
    "to", r"\s*(?:to(?![a-z])|until(?![a-z])|till(?![a-z])|through(?![a-z])|-{1,2})", lambda m: None, "to"
)
en.words(
    "unit",
    {
        "week": Unit.WEEK,
        "month": Unit.MONTH,
        "quarter": Unit.QUARTER,
        "half year": Unit.HALF,
        "half-year": Unit.HALF,
        "half": Unit.HALF,
        "year": Unit.YEAR,
    },
    N_("week, month, quarter, half-year or year"),
)
en.words(
    "policy",
    dict.fromkeys(["postponed", "postpone", "deferred", "moved later", "next working day"], Policy.POSTPONE)
    | dict.fromkeys(
        ["advanced", "advance", "brought forward", "bring forward", "moved earlier", "previous working day"],
        Policy.ADVANCE,
    )
    | dict.fromkeys(["moved to the nearest working day", "nearest", "nearest working day"], Policy.NEAREST)
    | dict.fromkeys(["skipped", "skip", "cancelled", "canceled", "cancel", "dropped"], Policy.SKIP)
    | dict.fromkeys(["kept", "keep", "unchanged"], Policy.KEEP),
    N_("postponed, advanced, nearest, skipped or kept"),
)
en.words(
    "part",
    {"in the early morning": Part.EARLY, "early morning": Part.EARLY}
    | {"in the morning": Part.MORNING, "morning": Part.MORNING, "mornings": Part.MORNING}
    | {"at midday": Part.NOON, "midday": Part.NOON}
    | {"in the afternoon": Part.AFTERNOON, "afternoon": Part.AFTERNOON, "afternoons": Part.AFTERNOON}
    | {"in the evening": Part.EVENING, "evening": Part.EVENING, "evenings": Part.EVENING},
    N_("a part of the day"),
)
en.say("weekdays", N_("a weekday"))
en.say("clock", N_("a time"))


# -- positions in a period ---------------------------------------------------------------------------------


@en.rule("weekdays", "days=weekday%and")
def _weekdays(days: tuple[int, ...]) -> tuple[int, ...]:
    return days


@en.rule("weekdays", "first=weekday to last=weekday")
def _weekday_range(first: int, last: int) -> tuple[int, ...]:
    if last < first:
        raise Reject(_("it ends before it begins"))
    return tuple(range(first, last + 1))


@en.rule("which", "n=ordinal")
def _from_start(n: int) -> int:
    return n


@en.rule("which", "'last|final'")
def _the_last() -> int:
    return -1


@en.rule(
    "which",
    "n=ordinal ('to last|to the last|last|from the end|from last')",
    "'next to last|second to last|penultimate'",
)
def _from_end(n: int = 2) -> int:
    return -n


@en.rule("anypick", "'the'? n=which 'day'?")
def _nth_day(n: int) -> Pick:
    return Day(n)


@en.rule("nthpick", "'the'? n=which day=weekday")
def _nth_weekday(n: int, day: int) -> Pick:
    return Weekday(n, day)


@en.rule("nthpick", "'the'? n=which 'working day|workday|business day'")
def _nth_workday(n: int) -> Pick:
    return Workday(n)


@en.rule("end_pick", "'the'? 'end'")
def _end() -> Pick:
    return Day(-1)


en.same("anypick", "nthpick", "end_pick")


@en.rule("picks", "items=anypick%and")
def _picks(items: tuple[Pick, ...]) -> tuple[Pick, ...]:
    return items


# -- periods -----------------------------------------------------------------------------------------------

en.words("each", dict.fromkeys(["every", "each", "a", "per", "any"]), "every")


@en.rule("frame", "each unit=unit")
def _each_period(unit: Unit) -> tuple[Unit, int | None]:
    return unit, None


@en.rule(
    "frame",
    "'the'? at=here month=ordinal 'month of' each unit=unit",
    "'the'? last=last_month 'month of' each unit=unit",
)
def _month_of_each(unit: Unit, month: int = 0, last: int = 0, at: int = 0) -> tuple[Unit, int | None]:
    if unit in (Unit.WEEK, Unit.MONTH):
        raise Reject(_("a month or a week has no months"))
    if month > unit.months:
        raise Reject(_("the period has no month {number}").format(number=month), at)
    return unit, unit.months if last else month


@en.rule("last_month", "'last|final'")
def _last_month() -> int:
    return 1


@en.rule("frame", "month=month ('every|each|of every|of each|in every') 'year'")
def _month_each_year(month: int) -> tuple[Unit, int | None]:
    return Unit.YEAR, month


en.token("q_number", r"q([1-4])(?![\da-z])", lambda m: int(m[1]), "Q1")
en.words("half_number", {"first": 1, "1st": 1, "second": 2, "2nd": 2}, N_("which half"))


@en.rule("season", "'the'? at=here q=ordinal 'quarter' ('of the year')?", "q=q_number")
def _quarter(q: int, at: int = 0) -> Season:
    c.quarter_number(q, at)
    return Season(Unit.QUARTER, tuple(range(3 * q - 2, 3 * q + 1)))


@en.rule("season", "'the'? h=half_number 'half-year|half' ('of the year|year')?")
def _half(h: int) -> Season:
    return Season(Unit.HALF, tuple(range(6 * h - 5, 6 * h + 1)))


@en.rule("season", "m=month")
def _one_month(m: int) -> Season:
    return Season(Unit.MONTH, (m,))


@en.rule("clause", "at=here 'in'? s=season")
def _season_clause(at: int, s: Season) -> tuple[Piece, ...]:
    return (Piece(at, "season", s),)


# -- every week, month, quarter, half, year ----------------------------------------------------------------


@en.rule("rules", "('every|each|on')? days=weekdays", "'on'? days=plural_weekday%and")
def _weekly(days: tuple[int, ...]) -> Rule:
    return Weekly(days)


@en.rule("rules", "n=every_weeks 'on'? days=weekdays")
def _every_weeks(n: int, days: tuple[int, ...]) -> Rule:
    return Weekly(days, every=n)


@en.rule("rules", "'every other' days=weekdays", "'every second' days=weekdays")
def _every_other(days: tuple[int, ...]) -> Rule:
    return Weekly(days, every=2)


@en.rule(
    "every_weeks",
    "('every|each')? n=num 'weeks'",
    "'every other week|every second week|biweekly|fortnightly|every fortnight'",
)
def _weeks(n: int = 2) -> int:
    if not 1 <= n <= 26:
        raise Reject(_("every 1 to 26 weeks"))
    return n


@en.rule("rules", "('every|each|on')? days=weekdays ('in|of|on')? p=parity", "p=parity 'on'? days=weekdays")
def _by_parity(days: tuple[int, ...], p: int) -> Rule:
    return Weekly(days, parity=p)


en.words(
    "parity",
    {"odd weeks": 1, "even weeks": 0, "odd iso weeks": 1, "even iso weeks": 0},
    N_("odd weeks or even weeks"),
)


@en.rule(
    "rules",
    "'every|each|on every|on each' 'working day|workday|business day'",
    "'on working days|working days|weekdays except holidays'",
)
def _working_days() -> Rule:
    return Daily()


@en.rule("rules", "'every day|each day|daily'")
def _every_day() -> Rule:
    return Daily(working=False)


@en.rule("rules", "('every|each')? 'weekend|weekends'")
def _weekend() -> Rule:
    raise Reject(
        _("which day of the weekend? Write {saturday} or {sunday}").format(
            saturday="every Saturday", sunday="every Sunday"
        )
    )


@en.rule("periodic", "at=here ('on|at')? picks=picks 'of|in' frame=frame")
def _periodic(at: int, picks: tuple[Pick, ...], frame: tuple[Unit, int | None]) -> Periodic:
    return c.periodic(frame[0], picks, frame[1], at)


en.same("rules", "periodic")


@en.rule("clause", "at=here ('on|at')? picks=picks 'of|in' s=season")
def _in_season(at: int, picks: tuple[Pick, ...], s: Season) -> tuple[Piece, ...]:
    if s.unit is Unit.MONTH and all(isinstance(pick, Day) and pick.nth > 0 for pick in picks):
        days = [pick.nth for pick in picks]
        return (Piece(at, "rules", (c.yearly(s.months[0], map(c.day_number, days), at),)),)
    return (Piece(at, "rules", (c.periodic(s.unit, picks, at=at),)), Piece(at, "months", s.months, "season"))


@en.rule("clause", "at=here ('on|at')? picks=picks 'of|in' ms=monthlist")
def _in_months(at: int, picks: tuple[Pick, ...], ms: tuple[int, ...]) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (c.periodic(Unit.MONTH, picks, at=at),)), Piece(at, "months", ms, "list"))


@en.rule("clause", "at=here ('on|at')? picks=picks 'of|in the|of the|in' month=ordinal 'month of' s=season")
def _in_month_of_season(at: int, picks: tuple[Pick, ...], month: int, s: Season) -> tuple[Piece, ...]:
    return (
        Piece(at, "rules", (c.periodic(s.unit, picks, month, at),)),
        Piece(at, "months", s.months, "season"),
    )


# -- quotas and windows ------------------------------------------------------------------------------------


@en.rule("times", "'once'")
def _once() -> int:
    return 1


@en.rule("times", "'twice'")
def _twice() -> int:
    return 2


@en.rule("times", "n=num 'times|sessions|time'")
def _several(n: int) -> int:
    return c.count(n)


@en.rule("rules", "n=times 'in'? frame=frame")
def _quota(n: int, frame: tuple[Unit, int | None]) -> Rule:
    return Window(frame[0], times=n, month=frame[1])


@en.rule("rules", "b=bounds 'of|in'? frame=frame", "n=times b=bounds 'of|in'? frame=frame")
def _window(b: tuple[int, int], frame: tuple[Unit, int | None], n: int = 1) -> Rule:
    return Window(frame[0], *b, times=n, month=frame[1])


@en.rule("clause", "at=here b=bounds 'of|in'? m=month", "at=here n=times b=bounds 'of|in'? m=month")
def _window_in_month(at: int, b: tuple[int, int], m: int, n: int = 1) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (Window(Unit.MONTH, *b, times=n),)), Piece(at, "months", (m,), "season"))


@en.rule("clause", "at=here n=times b=bounds 'of|in' ms=monthlist", "at=here b=bounds 'of|in' ms=monthlist")
def _window_in_months(at: int, b: tuple[int, int], ms: tuple[int, ...], n: int = 1) -> tuple[Piece, ...]:
    return (Piece(at, "rules", (Window(Unit.MONTH, *b, times=n),)), Piece(at, "months", ms, "list"))


@en.rule("position", "'the'? n=ordinal 'day'?", "'the'? 'last day|end'")
def _position(n: int = -1) -> int:
    return n


# “6th to last day” is one day; “6th to the last day” are many
@en.rule("day_position", "'the'? n=ordinal 'day'?", "'the last day|the end|end'")
def _day_position(n: int = -1) -> int:
    return n


@en.rule("back_position", "'the'? n=ordinal 'to last day'")
def _back_position(n: int) -> int:
    return -n


@en.rule("bounds", "'between' a=position 'and' b=position", "'from'? a=position to b=day_position")
@en.rule("bounds", "'between' a=position 'and' b=back_position")
def _bounds(a: int, b: int) -> tuple[int, int]:
    if 0 < b < a:
        raise Reject(_("it ends before it begins"))
    return a, b


@en.rule("bounds", "'by|before|no later than' b=position")
def _bounds_by(b: int) -> tuple[int, int]:
    return 1, b


@en.rule("clause", "at=here n=times")
def _times_clause(at: int, n: int) -> tuple[Piece, ...]:
    return (Piece(at, "times", n),)


@en.rule(
    "rules",
    "n=times ('between|from') first=monthday 'and|to' last=monthday",
    "('between|from') first=monthday 'and' last=monthday",
)
def _span(first: tuple[int, int], last: tuple[int, int], n: int = 1) -> Rule:
    return c.span(first, last, n)


@en.rule(
    "rules", "n=times 'by|before|no later than' last=monthday", "'by|before|no later than' last=monthday"
)
def _until_date(last: tuple[int, int], n: int = 1) -> Rule:
    return c.span((1, 1), last, n)


# -- single days -------------------------------------------------------------------------------------------


@en.rule("monthday", "at=here d=date_digits 'of'? m=month", "m=month at=here 'the'? d=date_digits")
def _month_day(at: int, d: int, m: int) -> tuple[int, int]:
    return c.month_day(m, d, at)


@en.rule("calendar_day", "md=monthday")
def _yearly_date(md: tuple[int, int]) -> Rule:
    return c.yearly(md[0], [md[1]])


en.token("year", r"(\d{4})(?![\d:])", lambda m: int(m[1]), N_("a year"))


@en.rule("calendar_day", "md=monthday ','? y=year", "date=full_date")
@en.rule("dated_day", "md=monthday ','? y=year", "date=full_date")
def _full_date(md: tuple[int, int] = (1, 1), y: int = 0, date: Fixed | None = None) -> Fixed:
    return date or c.fixed(y, *md)


@en.rule("calendar_day", "'the'? name=festival")
@en.rule("named", "'the'? name=festival")
def _festival(name: str) -> Rule:
    return Festival(name)


@en.rule("calendar_day", "'day' d=num 'of'? ('the')? 'lunar month' m=num", "'lunar' m=num '-|/' d=num")
def _lunar(m: int, d: int) -> Lunar:
    return c.lunar(m, d)


@en.rule("each_holiday", "('every|each')? ('public|statutory|national')? 'holiday|holidays'")
def _each_holiday() -> Rule:
    return EachHoliday()


en.same("point", "periodic")
en.same("base", "each_holiday", "calendar_day", "point")
en.same("holiday_base", "each_holiday", "named")
en.words("side", {"before": -1, "ahead of": -1, "after": 1, "following": 1}, N_("before or after"))


@en.rule(
    "relative",
    "('on|the|on the')? n=num 'working days|working day|business days|workdays' sign=side base=base",
)
def _working_days_from(n: int, sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), sign * n, True)


@en.rule(
    "relative",
    "('on|the|on the')? 'last|first|next|previous|1st' 'working day|business day|workday' sign=side base=base",
)
def _working_day_from(sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), sign, True)


@en.rule("relative", "('on|the|on the')? n=ordinal 'working day|business day|workday' sign=side base=base")
def _nth_working_day_from(n: int, sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), sign * n, True)


@en.rule("relative", "n=num 'days|day|calendar days' sign=side base=base", "'the' 'day' sign=side base=base")
def _days_from(sign: int, base: Rule, n: int = 1) -> Rule:
    return c.relative(_single(base), sign * n, False)


@en.rule("relative", "n=num 'weeks|week' sign=side base=base")
def _weeks_from(n: int, sign: int, base: Rule) -> Rule:
    return c.relative(_single(base), 7 * sign * n, False)


@en.rule("relative", "sign=side base=holiday_base")
def _next_to(sign: int, base: Rule) -> Rule:
    return c.relative(base, sign, True)


def _single(base: Rule) -> Rule:
    if isinstance(base, Periodic) and len(base.picks) > 1:
        raise Reject(_("before which of these days?"))
    return base


en.same("dated", "calendar_day", "relative")


@en.rule(
    "rules",
    "('on|every|each|every year on|each year on|yearly on')? days=dated%and ('every year|each year|of every year')?",
)
def _dates(days: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return days


en.same("rules", "rrule")

# -- limits ------------------------------------------------------------------------------------------------


@en.rule("monthspan", "m=month")
def _single_month(m: int) -> tuple[int, ...]:
    return (m,)


@en.rule("monthspan", "a=month to b=month")
def _months_between(a: int, b: int) -> tuple[int, ...]:
    return c.month_range(a, b)


@en.rule("monthset", "parts=monthspan%and")
@en.rule("monthlist", "parts=monthspan%and")
def _monthset(parts: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    return tuple(month for part in parts for month in part)


en.words(
    "alternate",
    {
        "odd months": tuple(range(1, 13, 2)),
        "even months": tuple(range(2, 13, 2)),
        "every other month": tuple(range(1, 13, 2)),
    },
    N_("odd months or even months"),
)


@en.rule("clause", "at=here 'in|only in|during' ms=monthset")
def _months(at: int, ms: tuple[int, ...]) -> tuple[Piece, ...]:
    if len(ms) < 2:
        raise Reject("")  # a single month is a season
    return (Piece(at, "months", ms, "list"),)


@en.rule(
    "clause",
    "at=here ('from|between')? first=month to last=month",
    "at=here 'between' first=month 'and' last=month",
)
def _from_to_month(at: int, first: int, last: int) -> tuple[Piece, ...]:
    return (Piece(at, "months", c.month_range(first, last), "range"),)


@en.rule("clause", "at=here 'in'? ms=alternate")
def _alternate(at: int, ms: tuple[int, ...]) -> tuple[Piece, ...]:
    return (Piece(at, "months", ms, "list"),)


@en.rule("clause", "at=here ('from|since|starting in|starting|beginning in') m=month ('on|onwards')?")
def _from_month(at: int, m: int) -> tuple[Piece, ...]:
    return (Piece(at, "months", tuple(range(m, 13)), "range"),)


@en.rule("clause", "at=here ('until|till|through|up to|ending in') ('the end of')? m=month")
def _until_month(at: int, m: int) -> tuple[Piece, ...]:
    return (Piece(at, "months", tuple(range(1, m + 1)), "range"),)


@en.rule("limit_date", "d=dated_day", "md=monthday")
def _limit_date(d: Fixed | None = None, md: tuple[int, int] | None = None) -> dt.date | tuple[int, int]:
    return d.date if d else md or (1, 1)


@en.rule("clause", "at=here ('from|since|starting|starting on|beginning') d=limit_date")
def _since(at: int, d: dt.date) -> tuple[Piece, ...]:
    return (Piece(at, "since", d),)


@en.rule("clause", "at=here ('until|till|through|up to') d=limit_date")
def _until(at: int, d: dt.date) -> tuple[Piece, ...]:
    return (Piece(at, "until", d),)


@en.rule("exception", "ms=monthspan", "s=season_not_month")
def _except_months(ms: tuple[int, ...] = (), s: Season | None = None) -> Piece:
    return Piece(0, "months", c.without_months(s.months if s else ms), "except")


@en.rule("season_not_month", "s=season")
def _season_not_month(s: Season) -> Season:
    if s.unit is Unit.MONTH:
        raise Reject("")
    return s


@en.rule("exception", "day=dated")
def _except_day(day: Rule) -> Piece:
    return Piece(0, "without", (day,))


en.token("exception", r'"([^"]+)"', lambda m: Piece(0, "without", (m[1],)), N_("the name of a period"))


@en.rule(
    "except", "at=here 'except|excluding|but not|except for|without|except in|except on' items=exception%and"
)
def _except(at: int, items: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(item._replace(at=at) for item in items)


# -- time of day and length --------------------------------------------------------------------------------

en.words(
    "meridiem",
    {
        "am": Part.MORNING,
        "a.m.": Part.MORNING,
        "a.m": Part.MORNING,
        "pm": Part.AFTERNOON,
        "p.m.": Part.AFTERNOON,
        "p.m": Part.AFTERNOON,
    },
    "am, pm",
)
en.token("hour", r"(\d{1,2})(?![\d:])", lambda m: int(m[1]), N_("a time"))


@en.rule("clock", "at=here t=written")
def _written(at: int, t: tuple[int, int, int]) -> Clock:
    hour, minute, minute_at = t
    return Clock(None, hour, minute, spoken=False, at=at, minute_at=minute_at)


@en.rule("clock", "at=here t=written part=meridiem", "at=here h=hour part=meridiem")
def _twelve_hours(at: int, part: Part, t: tuple[int, int, int] = (0, 0, 0), h: int | None = None) -> Clock:
    hour, minute = (h, 0) if h is not None else t[:2]
    if not 1 <= hour <= 12 or minute > 59:
        raise Reject(_("there is no time {hour}:{minute:02}").format(hour=hour, minute=minute), at)
    if hour == 12:
        hour = 0 if part is Part.MORNING else 12
    return Clock(part, hour, minute, spoken=False, at=at)


@en.rule("clock", "at=here h=hour oclock")
def _oclock(at: int, h: int) -> Clock:
    return Clock(None, h, 0, spoken=True, at=at)


en.token("oclock", r"o'?clock", lambda m: None, "o'clock")


@en.rule("clock", "'noon'")
def _noon() -> Clock:
    return Clock(None, 12, 0, spoken=False)


@en.rule("time", "'at'? start=clock")
def _start(start: Clock) -> Time:
    return c.at_time(start)


@en.rule("time", "'from|between'? first=clock to last=clock", "'between' first=clock 'and' last=clock")
def _range(first: Clock, last: Clock) -> Time:
    return c.time_range(first, last)


@en.rule("time", "at=here 'from'? h=hour to last=clock_pm")
def _short_range(at: int, h: int, last: Clock) -> Time:
    return c.time_range(Clock(last.part, h, 0, spoken=False, at=at), last)


@en.rule("clock_pm", "at=here t=written part=meridiem", "at=here h=hour part=meridiem")
def _clock_pm(at: int, part: Part, t: tuple[int, int, int] = (0, 0, 0), h: int | None = None) -> Clock:
    clock: Clock = _twelve_hours(at, part, t, h)
    return clock


@en.rule("time", "part=part")
def _part(part: Part) -> Time:
    return Time(part=part)


@en.rule("time", "'all day|all-day|the whole day'")
def _all_day() -> Time:
    return Time(all_day=True)


en.token("hours_unit", r"\s*-?(?:hours?|hrs?|h)(?![a-z])", lambda m: None, N_("hours"))
en.token("minutes_unit", r"\s*-?(?:minutes?|mins?|min)(?![a-z])", lambda m: None, N_("minutes"))
en.token("counted", r"(\d+(?:\.\d+)?)", lambda m: float(m[1]), N_("a number"))
en.same("amount_number", "counted", "cardinal")


@en.rule(
    "amount",
    "h=amount_number hours_unit ('and')? m=amount_number minutes_unit",
    "h=amount_number hours_unit",
    "m=amount_number minutes_unit",
)
def _minutes(h: float = 0, m: float = 0) -> int:
    return c.minutes_of(h, round(m))


@en.rule("amount", "'half an hour|half hour'")
def _half_hour() -> int:
    return 30


@en.rule("amount", "'half a day|half day'")
def _half_day() -> int:
    return 240  # half of a working day of eight hours


@en.rule("length", "at=here ('for|lasting')? minutes=amount")
def _length(at: int, minutes: int) -> Piece:
    return Piece(at, "minutes", minutes)


@en.rule("length", "at=here ('for|lasting') days=num 'days|day'")
def _long_length(at: int, days: int) -> Piece:
    return Piece(at, "days", c.count(days))


# -- holidays ----------------------------------------------------------------------------------------------

en.words(
    "on_holiday",
    dict.fromkeys(
        [
            "on holidays",
            "on holiday",
            "on public holidays",
            "on days off",
            "if on a holiday",
            "if it is a holiday",
            "when on a holiday",
        ]
    ),
    "on holidays",
)


@en.rule(
    "clause",
    "at=here policy=policy on_holiday?",
    "at=here on_holiday policy=policy",
    "at=here on_holiday ',' policy=policy",
)
def _policy(at: int, policy: Policy) -> tuple[Piece, ...]:
    return (Piece(at, "on_holiday", policy),)


@en.rule("clause", "at=here 'within' n=number_of_days", "at=here 'by at most|at most' n=number_of_days")
def _within(at: int, n: int) -> tuple[Piece, ...]:
    return (Piece(at, "within", n),)


@en.rule("number_of_days", "n=num 'days|day'")
def _number_of_days(n: int) -> int:
    return n


@en.rule("number_of_days", "n=num 'weeks|week'")
def _number_of_weeks(n: int) -> int:
    return 7 * n


# -- the phrase --------------------------------------------------------------------------------------------


@en.rule("clause", "at=here rules=rules")
def _rules_clause(at: int, rules: Rule | tuple[Rule, ...]) -> tuple[Piece, ...]:
    return (Piece(at, "rules", rules if isinstance(rules, tuple) else (rules,)),)


@en.rule("clause", "at=here time=time")
def _time_clause(at: int, time: Time) -> tuple[Piece, ...]:
    return (Piece(at, "time", time),)


@en.rule("clause", "p=length")
def _length_clause(p: Piece) -> tuple[Piece, ...]:
    return (p,)


@en.rule("phrase", "sep clauses=clause%sep sep")
def _phrase(clauses: tuple[tuple[Piece, ...], ...]) -> When:
    return c.compose([piece for clause in clauses for piece in clause])


en.same("clause", "except")


@en.rule("exceptions", "sep items=exception%and sep", "sep items=except sep")
def _exceptions(items: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return items


@en.rule("duration", "sep p=length sep")
def _duration(p: Piece) -> Piece:
    return p._replace(at=0)


@en.rule("duration", "days=num 'days|day'")
def _duration_days(days: int) -> Piece:
    return Piece(0, "days", c.count(days))
