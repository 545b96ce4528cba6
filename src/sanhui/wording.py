"""Dates, weekdays, lengths of time and enumerations as people say them, in the language that is being spoken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sanhui.i18n import Language, language

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": tuple(name[:3] for name in WEEKDAYS),
}
_BETWEEN = str.maketrans(dict.fromkeys("，,；;", "、"))
#: The English names, which the English grammar and its phrases use too.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def weekday(day: dt.date) -> str:
    """周四, Thu."""
    return _WEEKDAYS[language()][day.weekday()]


def month(number: int) -> str:
    """3月, March."""
    return f"{number}月" if language() == "zh" else MONTHS[number - 1]


def short_month(number: int) -> str:
    """3月, Mar: where twelve stand side by side."""
    return month(number) if language() == "zh" else month(number)[:3]


def short_date(day: dt.date) -> str:
    """3月5日, 5 Mar: where the year is plain."""
    if language() == "zh":
        return f"{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def table_date(day: dt.date) -> str:
    """3月5日（周四）, 5 Mar (Thu): in a table of one year."""
    return short_date(day) + (f"（{weekday(day)}）" if language() == "zh" else f" ({weekday(day)})")


def long_date(day: dt.date) -> str:
    """2026年3月5日 周四, Thu 5 March 2026."""
    if language() == "zh":
        return f"{day.year}年{day.month}月{day.day}日 {weekday(day)}"
    return f"{weekday(day)} {day.day} {MONTHS[day.month - 1]} {day.year}"


def duration(minutes: int) -> str:
    """90分钟, 2小时, 2小时30分钟; 90 minutes, 2 hours, 2 hours 30 minutes."""
    hours, rest = divmod(minutes, 60) if minutes % 60 == 0 or minutes > 120 else (0, minutes)
    parts = [(hours, "小时", "hour"), (rest, "分钟", "minute")]
    said = [(count, zh, en) for count, zh, en in parts if count] or [parts[1]]
    if language() == "zh":
        return "".join(f"{count}{zh}" for count, zh, _en in said)
    return " ".join(f"{count} {en}{'' if count == 1 else 's'}" for count, _zh, en in said)


def full_date(day: dt.date) -> str:
    """2026年3月11日, 11 March 2026: what a document bears (GB/T 9704-2012, 7.3.5.3)."""
    if language() == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def formal_date(day: dt.date) -> str:
    """2026年3月11日（星期三）, Wednesday 11 March 2026: as a notice or a record says it."""
    if language() == "zh":
        return f"{full_date(day)}（星期{_WEEKDAYS['zh'][day.weekday()][1]}）"
    return f"{WEEKDAYS[day.weekday()]} {full_date(day)}"


def formal_time(moment: dt.datetime) -> str:
    """下午3:00, 3:00 pm."""
    half, hour = _half_day(moment), (moment.hour - 1) % 12 + 1
    return f"{half}{hour}:{moment:%M}" if language() == "zh" else f"{hour}:{moment:%M} {half}"


def formal_span(start: dt.datetime, end: dt.datetime | None) -> str:
    """下午3:00—4:30, 上午11:00—下午1:00; 3:00 pm – 4:30 pm."""
    if end is None:
        return formal_time(start)
    if language() != "zh":
        return f"{formal_time(start)} – {formal_time(end)}"
    said = formal_time(end)
    return f"{formal_time(start)}—{said.removeprefix(_half_day(start))}"


def _half_day(moment: dt.datetime) -> str:
    if language() != "zh":
        return "am" if moment.hour < 12 else "pm"
    ends = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
    return next(name for hour, name in ends if moment.hour < hour)


def enumeration(items: Iterable[str]) -> str:
    """Items as a list inside a sentence: 、 between them in Chinese."""
    return ("、" if language() == "zh" else ", ").join(items)


def separate(text: str) -> list[str]:
    """The items that one text names, whatever stands between them: 甲同志、乙同志."""
    return [word.strip() for word in text.translate(_BETWEEN).split("、") if word.strip()]
