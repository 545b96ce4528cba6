"""The one place that looks at the clock: everything else is told what day it is."""

from __future__ import annotations

import datetime as dt
import os

from sanhui.i18n import _


def _moment() -> dt.datetime:
    """The time, aware; SANHUI_NOW stands in for the clock, so that an example says the same on every day."""
    said = os.environ.get("SANHUI_NOW")
    try:
        return dt.datetime.fromisoformat(said).astimezone() if said else dt.datetime.now().astimezone()
    except ValueError:
        from sanhui.errors import InputError, Problem

        raise InputError(
            Problem(
                _("this is no time"),
                _("such as {example}").format(example="2026-03-02T10:00"),
                key="SANHUI_NOW",
                value=said,
            )
        ) from None


def now(timezone: str | None = None) -> dt.datetime:
    """The time by the wall clock, without a zone: the computer's own, or that of a named time zone."""
    if timezone is None:
        return _moment().replace(tzinfo=None)
    return aware(timezone).replace(tzinfo=None)


def aware(timezone: str | None) -> dt.datetime:
    """The time in a named time zone, or the computer's own, with it: what is written down for good."""
    from zoneinfo import ZoneInfo

    return _moment().astimezone(ZoneInfo(timezone) if timezone else None)
