"""Dates on the command line, as people say them: 下周三, 3月5日, next friday, 2026-03-05."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from sanhui.cli import clock, terminal
from sanhui.i18n import _

if TYPE_CHECKING:
    from sanhui.plan.model import Plan


def day_of(option: str) -> Callable[[str], dt.date]:
    """A reader for the option's value, where no plan says of which year: a day, of several the nearest (1月1日).

    What was not written as YYYY-MM-DD is shown back in full.
    """

    def read(text: str) -> dt.date:
        def said() -> dt.date:
            from sanhui.moment import read_nearest

            return read_nearest(text, clock.now().date())

        return _iso(text, dt.date.fromisoformat) or _understood(option, text, said)

    return read


def moment_of(option: str) -> Callable[[str], dt.datetime]:
    """A reader for the option's value: a day with a time of day, 00:00 when it has none."""

    def read(text: str) -> dt.datetime:
        def said() -> dt.date:
            from sanhui.moment import read_moment

            return read_moment(text, clock.now())

        iso = _iso(text, dt.date.fromisoformat) or _iso(text, dt.datetime.fromisoformat)
        moment = iso or _understood(option, text, said)
        return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min)

    return read


def day_in_plan(option: str, text: str, plan: Plan) -> dt.date:
    """A day of the plan's year: 3月5日 is that day of it, also when it has gone by. Shown back like the others."""

    def said() -> dt.date:
        from sanhui.moment import read_in_year

        found = read_in_year(text, plan.year, clock.now(plan.timezone))
        if isinstance(found, dt.datetime):
            from sanhui.when.errors import WhenError

            raise WhenError(_("a day without a time of day is wanted here"), text, 0)
        return found

    return _iso(text, dt.date.fromisoformat) or _understood(option, text, said)


def day_or_today(option: str, text: str | None, plan: Plan) -> dt.date:
    """The same; today by the plan's clock where nothing was said."""
    return day_in_plan(option, text, plan) if text else clock.now(plan.timezone).date()


def month_in_plan(option: str, text: str, plan: Plan) -> int:
    """A month of the plan's year: 3, 3月, March, 2026-03, 本月. Raises BadParameter, also for another year's."""
    from sanhui.moment import read_in_year
    from sanhui.when.errors import WhenError

    said = text.strip()
    if said.isascii() and said.isdecimal() and 1 <= int(said) <= 12:
        return int(said)
    first = _iso(f"{said}-01", dt.date.fromisoformat)  # a month is where its first day is
    for phrase in (f"{said}第一天", f"first day of {said}"):
        with contextlib.suppress(WhenError):
            first = first or read_in_year(phrase, plan.year, clock.now(plan.timezone))
    if first is None:
        message = _("“{text}” is no month; such as {examples}").format(
            text=said, examples="3, 3月, March, 2026-03, 本月"
        )
        raise typer.BadParameter(message, param_hint=option)
    if first.year != plan.year:
        message = _("the plan is of {year}, and {text} is not in it").format(year=plan.year, text=said)
        raise typer.BadParameter(message, param_hint=option)
    return first.month


def in_full(moment: dt.date) -> str:
    """2026年3月11日 周三 14:00; without the time for a plain day."""
    from sanhui.wording import long_date

    if isinstance(moment, dt.datetime):
        return f"{long_date(moment.date())} {moment:%H:%M}"
    return long_date(moment)


@contextlib.contextmanager
def misread(name: str) -> Iterator[None]:
    """Let what is not understood inside the `with` block name the option or argument that it comes from."""
    from sanhui.cli.complaints import MisreadError
    from sanhui.when.errors import WhenError

    try:
        yield
    except WhenError as error:
        raise MisreadError(name, error) from error


def _understood(option: str, text: str, read: Callable[[], dt.date]) -> dt.date:
    """What was read, shown back; raises MisreadError, which names the option."""
    with misread(option):
        moment = read()
    terminal.say(_("{option} {text}: {date}").format(option=option, text=text, date=in_full(moment)))
    return moment


def _iso(text: str, read: Callable[[str], dt.date]) -> dt.date | None:
    """The moment written in the long form of ISO 8601, without a zone; None for anything else."""
    try:
        moment = read(text)
    except ValueError:
        return None
    said = [moment.isoformat()]
    if isinstance(moment, dt.datetime):
        said.append(moment.isoformat(timespec="minutes"))
    return moment if text in said and getattr(moment, "tzinfo", None) is None else None
