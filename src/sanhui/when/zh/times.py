"""Times of day and lengths, in Chinese: 下午3点, 14:30-16:00, 时长90分钟."""

from __future__ import annotations

import msgspec

from sanhui.i18n import N_
from sanhui.when.clock import Clock, at_time, minutes_of, time_range
from sanhui.when.compose import Piece
from sanhui.when.tree import Part, Time
from sanhui.when.zh.spelt import NUMBERS, Spelt, finder, spelt
from sanhui.when.zh.words import zh


@zh.rule("clock", "part=part at=here written=written", "at=here written=written")
def _written_clock(at: int, written: tuple[int, int, int], part: Part | None = None) -> Clock:
    hour, minute, minute_at = written
    return Clock(part, hour, minute, spoken=False, at=at, minute_at=minute_at)


@zh.rule("clock", "part=part at=here spoken=spoken", "at=here spoken=spoken")
def _spoken_clock(at: int, spoken: tuple[int, int, int], part: Part | None = None) -> Clock:
    hour, minute, minute_at = spoken
    return Clock(part, hour, minute, spoken=True, at=at, minute_at=minute_at)


class _Spoken(msgspec.Struct, frozen=True):
    hour: Spelt
    minutes: Spelt | None

    def end(self) -> int:
        return (self.minutes or self.hour).end()

    def meaning(self) -> tuple[int, int, int]:
        """The hour, the minute, and where the minute stands."""
        found = self.minutes
        if found is None or found.words[0] == "半":
            return self.hour.n, 30 if found else 0, self.hour.at
        return self.hour.n, found.n * (15 if "刻" in found.words else 1), found.place(found.number)


_HOUR = finder("N 点钟|点整|时整|点|时")
# The minutes may stand apart, 9 点 30 分 and 9 点 半; 9 点 30 分钟 and 9 点 半小时 have a length.
_OTHER = "钟|小时|个|天|日|次|周|月"
_MINUTES = tuple(map(finder, ("半", "一|1|三|3 刻", f"零 N 分? !{_OTHER}", f"N 分? !{_OTHER}")))
_APART = tuple(map(finder, ("半 !小|个|钟|天|日|年", "一|1|三|3 刻 !钟", "零 N 分 !钟", "N 分 !钟")))


def _spoken(text: str, at: int) -> _Spoken | None:
    hour = _HOUR(text, at)
    if hour is None:
        return None
    behind = hour.end()
    apart = behind + len(text[behind:]) - len(text[behind:].lstrip())
    ways = _MINUTES if apart == behind else _APART
    return _Spoken(hour, next(filter(None, (find(text, apart) for find in ways)), None))


zh.terminal("spoken", _spoken, _Spoken.meaning, N_("下午3点"), first=NUMBERS, needs="点时")


@zh.rule("time", "start=clock")
def _start(start: Clock) -> Time:
    return at_time(start)


@zh.rule("time", "first=clock to last=clock")
def _range(first: Clock, last: Clock) -> Time:
    return time_range(first, last)


@zh.rule("time", "at=here part=part first=num to last=clock")
def _short_range(at: int, part: Part, first: int, last: Clock) -> Time:
    return time_range(Clock(part, first, 0, spoken=True, at=at), last)


_CLOCK = finder("N 点|时|:")


def _no_clock(text: str, at: int) -> Spelt | None:
    return None if _CLOCK(text, at) else Spelt(at, ())


zh.terminal("alone", _no_clock, lambda found: None, first=" ")


@zh.rule("time", "part=part alone")
def _part_of_day(part: Part) -> Time:
    return Time(part=part)


@zh.rule("time", "'全天|整天|一整天|全日'")
def _all_day() -> Time:
    return Time(all_day=True)


@zh.rule(
    "amount", "h=decimal '个'? '小时|钟头' m=num '分钟|分'", "h=decimal '个'? '小时|钟头'", "m=num '分钟|分'"
)
def _minutes(h: float = 0, m: int = 0) -> int:
    return minutes_of(h, m)


@zh.rule("amount", "h=num '个'? '半小时|半钟头'", "h=num '个'? '小时半'", "'半小时|半个小时|半个钟头'")
def _half_hours(h: int = 0) -> int:
    return minutes_of(h, 30)


@zh.rule("amount", "n=num '刻钟'")
def _quarters(n: int) -> int:
    return minutes_of(0, 15 * n)


@zh.rule("amount", "'半天|半日'")
def _half_day() -> int:
    return 240  # half of a working day of eight hours


spelt(zh, "whole_days", "N 天|日 !内|之内|以内", lambda found: found.n, N_("a number of days"))


@zh.rule("length", "at=here lasting? minutes=amount")
def _length(at: int, minutes: int) -> Piece:
    return Piece(at, "minutes", minutes)


@zh.rule("length", "at=here lasting days=whole_days")
def _long_length(at: int, days: int) -> Piece:
    return Piece(at, "days", days)


zh.words(
    "lasting",
    dict.fromkeys(
        ["时长", "历时", "为期", "持续", "用时", "会期", "每次", "每次时长", "每场", "时间", "共", "约"]
    ),
    "时长",
)
