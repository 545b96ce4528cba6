"""Dates on the command line, as people say them: 下周三, 3月5日, next friday, 2026-03-05."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sanhui.cli import clock, terminal
from sanhui.i18n import _


def day_of(option: str) -> Callable[[str], dt.date]:
    """A reader for the option's value: a day. What was not written as YYYY-MM-DD is shown back in full."""

    def read(text: str) -> dt.date:
        moment = _read(option, text)
        return moment.date() if isinstance(moment, dt.datetime) else moment

    return read


def moment_of(option: str) -> Callable[[str], dt.datetime]:
    """A reader for the option's value: a day with a time of day, 00:00 when it has none."""

    def read(text: str) -> dt.datetime:
        moment = _read(option, text)
        if isinstance(moment, dt.datetime):
            return moment
        return dt.datetime.combine(moment, dt.time.min)

    return read


def in_full(moment: dt.date) -> str:
    """2026年3月11日 周三 14:00; without the time for a plain day."""
    from sanhui.wording import long_date

    if isinstance(moment, dt.datetime):
        return f"{long_date(moment.date())} {moment:%H:%M}"
    return long_date(moment)


def _read(option: str, text: str) -> dt.date | dt.datetime:
    if (iso := _iso(text)) is not None:
        return iso
    from sanhui.cli.complaints import MisreadError
    from sanhui.when.errors import WhenError
    from sanhui.when.moment import read_moment

    try:
        moment = read_moment(text, clock.now())
    except WhenError as error:
        raise MisreadError(option, error) from error
    terminal.say(_("{option} {text}: {date}").format(option=option, text=text, date=in_full(moment)))
    return moment


def _iso(text: str) -> dt.date | dt.datetime | None:
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            moment: dt.date | dt.datetime = read(text)
        except ValueError:
            continue
        if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
            return moment
    return None
