"""The one place that looks at the clock: everything else is told what day it is."""

from __future__ import annotations

import datetime as dt


def now(timezone: str | None = None) -> dt.datetime:
    """The time by the wall clock, without a zone: the computer's own, or that of a named time zone."""
    if timezone is None:
        return dt.datetime.now().astimezone().replace(tzinfo=None)
    from zoneinfo import ZoneInfo

    return dt.datetime.now(ZoneInfo(timezone)).replace(tzinfo=None)


def aware(timezone: str) -> dt.datetime:
    """The time in a named time zone, with it: what is written down for good."""
    from zoneinfo import ZoneInfo

    return dt.datetime.now(ZoneInfo(timezone))
