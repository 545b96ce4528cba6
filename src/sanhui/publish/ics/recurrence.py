"""RRULE: the rule of an activity as every calendar program counts it, proved by its dates.

`sanhui.when.rrule` says what it can in the words of RFC 5545. Whether programs will find the plan's dates is asked of
dateutil, from the very DTSTART that will be written; and a rule that some programs are known to miscount is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from sanhui.when.rrule import to_rrule

if TYPE_CHECKING:
    from sanhui.when.tree import When

# Counting and ending is ours: a series ends with the plan's last date. The time of day stands in DTSTART.
_OURS = frozenset(["COUNT", "UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"])
_UNDERSTOOD = frozenset(["FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"])
_SHARE = 4  # a rule is one when at most one of so many of its dates is wrong


class Recurrence(msgspec.Struct, frozen=True):
    """A rule without an end, and the dates that it gives from the first to the last date of the plan."""

    rule: str
    dates: tuple[dt.date, ...]


def recurrence(when: When, wanted: Iterable[dt.date]) -> Recurrence | None:
    """The rule that gives the wanted dates; None if there is none, or if there are not two of them to give.

    It may give some more, which the phrase leaves out: those become EXDATEs. It may lack a few, as that of every 30th
    lacks the end of February: those are events of their own.
    """
    dates = sorted(wanted)
    text = to_rrule(replace(when, without=(), since=None, until=None))
    if text is None or len(dates) < 2:
        return None
    rule = _spelled(text)
    given = _dates(rule, dates[0], dates[-1]) if rule else ()
    if rule is None or not given:
        return None
    given = _dates(rule, given[0], dates[-1])  # from where its DTSTART will be
    right = len(set(given).intersection(dates))
    wrong = max(len(given), len(dates)) - right
    return Recurrence(rule, given) if right > 1 and wrong * _SHARE <= right else None


def _spelled(text: str) -> str | None:
    """The rule in words that programs count alike; None where there are no such.

    ical.js 2.2.1 gives every day of BYMONTHDAY=28,29,30,31;BYSETPOS=-1, all Mondays for a numbered one of the year, and
    nothing sensible for BYWEEKNO (tests/test_ics_series.py).
    """
    pairs = (part.partition("=") for part in text.removeprefix("RRULE:").split(";"))
    parts = {name: value for name, _equals, value in pairs if name not in _OURS}
    if parts.get("BYSETPOS") == "-1" and (days := parts.get("BYMONTHDAY", "")).startswith("28,"):
        del parts["BYSETPOS"]
        parts["BYMONTHDAY"] = "-1" if days.endswith(",31") else days.rpartition(",")[2]
    if not _is_safe(parts):
        return None
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _is_safe(parts: Mapping[str, str]) -> bool:
    monthly = parts["FREQ"] == "MONTHLY"
    numbered = re.search(r"\d", parts.get("BYDAY", ""))
    return (
        parts.keys() <= _UNDERSTOOD
        and ("BYSETPOS" not in parts or (monthly and "BYMONTHDAY" not in parts))
        and (not numbered or monthly or "BYMONTH" in parts)
    )


def _dates(rule: str, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    from dateutil.rrule import rrulestr

    start, end = dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time())
    return tuple(moment.date() for moment in rrulestr(rule, dtstart=start).between(start, end, inc=True))
