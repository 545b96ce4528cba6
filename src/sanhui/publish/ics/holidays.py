"""The year's days off (休) and the weekend days worked in exchange (班), as a layer under the sessions.

One event a day, for a holiday and its 补班 days are apart, and each may be changed by a later notice. Free (TRANSP),
so that nobody seems busy; SUMMARY says it in words, X-APPLE-SPECIAL-DAY to Apple's calendars in their own
(BearstOzawa/apple-calendar-ics).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanhui.days import festivals
from sanhui.i18n import _, language
from sanhui.publish.ics.identity import holiday_uid
from sanhui.publish.ics.opening import Opening
from sanhui.publish.ics.publication import Component
from sanhui.publish.ics.text import text_line

if TYPE_CHECKING:
    from sanhui.plan.model import Plan

_DAY = dt.timedelta(days=1)


def holidays(plan: Plan, opening: Opening) -> Iterator[Component]:
    """An event for every day of the plan's year that differs from the plain week, in the language that is being spoken."""
    day = dt.date(plan.year, 1, 1)
    while day.year == plan.year:
        working = plan.calendar.is_working_weekend(day)
        holiday = plan.calendar.worked_for(day) if working else plan.calendar.holiday(day)
        if working or holiday is not None:
            yield _event(plan, opening, day, holiday, working=working)
        day += _DAY


def _event(plan: Plan, opening: Opening, day: dt.date, holiday: str | None, *, working: bool) -> Component:
    identity = holiday_uid(plan.id, day)
    provisional = plan.calendar.is_provisional(day.year)
    lines = [
        *opening.lines("VEVENT", identity, 0),
        opening.moment("DTSTART", day),
        opening.moment("DTEND", day + _DAY),
        text_line("SUMMARY", _summary(holiday, working=working, provisional=provisional)),
        f"STATUS:{'TENTATIVE' if provisional else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        f"X-APPLE-SPECIAL-DAY:{'ALTERNATE-WORKDAY' if working else 'WORK-HOLIDAY'}",
        "END:VEVENT",
    ]
    return Component(start=opening.text(day), uid=identity, lines="\r\n".join(lines))


def _summary(holiday: str | None, *, working: bool, provisional: bool) -> str:
    name = festivals.name(holiday, language()) if holiday else _("Working weekend")
    text = _("{holiday} (working day)") if working else _("{holiday} (day off)")
    text = text.format(holiday=name)
    return _("{title} (provisional)").format(title=text) if provisional else text
