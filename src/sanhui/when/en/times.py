"""Times of day and lengths, in English: at 15:00, from 2 to 4 pm, for 90 minutes."""

from __future__ import annotations

import string

from msgspec.structs import replace

from sanhui.i18n import N_, _
from sanhui.when import meanings as c
from sanhui.when.clock import Clock, at_time, minutes_of, time_range
from sanhui.when.compose import Piece
from sanhui.when.en.words import en
from sanhui.when.errors import Reject
from sanhui.when.tree import Part, Time

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
en.token("hour", r"(\d{1,2})(?![\d:])", lambda m: int(m[1]), N_("a time"), first=string.digits)


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


en.token("oclock", r"o'?clock", lambda m: None, "o'clock", first="o")


@en.rule("clock", "'noon'")
def _noon() -> Clock:
    return Clock(None, 12, 0, spoken=False)


@en.rule("time", "'at'? start=clock")
def _start(start: Clock) -> Time:
    return at_time(start)


@en.rule("time", "'from|between'? first=clock to last=clock", "'between' first=clock 'and' last=clock")
def _range(first: Clock, last: Clock) -> Time:
    return time_range(first, last)


@en.rule("time", "at=here 'from'? h=hour to last=clock_pm")
def _short_range(at: int, h: int, last: Clock) -> Time:
    if last.part is Part.MORNING and last.hour == 0:  # 10-12 am may end at noon or begin in the evening
        raise Reject(_("12 am is midnight: write noon, or both with am or pm"), last.at)
    first = Clock(last.part, h, 0, spoken=False, at=at)
    if last.part is Part.AFTERNOON and first.time() >= last.time():  # 11-1 pm can only begin in the morning
        first = replace(first, part=Part.MORNING)
    return time_range(first, last)


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


en.token("hours_unit", r"\s*-?(?:hours?|hrs?|h)(?![a-z])", lambda m: None, N_("hours"), first="-h")
en.token("minutes_unit", r"\s*-?(?:minutes?|mins?|min)(?![a-z])", lambda m: None, N_("minutes"), first="-m")
en.token("counted", r"(\d+(?:\.\d+)?)", lambda m: float(m[1]), N_("a number"), first=string.digits)
en.same("amount_number", "counted", "cardinal")


@en.rule(
    "amount",
    "h=amount_number hours_unit ('and')? m=amount_number minutes_unit",
    "h=amount_number hours_unit",
    "m=amount_number minutes_unit",
)
def _minutes(h: float = 0, m: float = 0) -> int:
    return minutes_of(h, round(m))


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
