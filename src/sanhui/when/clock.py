"""Times of day as they are said, made into times: 下午3点, 2 to 4 pm, 90 minutes."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec.structs import replace

from sanhui.i18n import _
from sanhui.when.errors import Reject
from sanhui.when.tree import Part, Time


class Clock(msgspec.Struct, frozen=True):
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
            case Part.AFTERNOON if hour == 0:
                raise Reject(_("{hour} o'clock is not in the afternoon").format(hour=hour), self.at)
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
            case Part.MORNING | Part.EARLY if hour > (12 if self.part is Part.MORNING else 11):
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
        end = replace(last, part=first.part).time(after=start)
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


def end_of(time: Time) -> str:
    """The end of a range as `time_range` reads it, 16:30 or 24:00; "" where a range cannot say the length."""
    if time.start is None or time.minutes is None:
        return ""
    end = time.start.hour * 60 + time.start.minute + time.minutes
    return f"{end // 60:02}:{end % 60:02}" if end <= 24 * 60 else ""
