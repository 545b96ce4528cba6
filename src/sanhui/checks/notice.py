"""What a notice changed that came after the program: the sessions that moved with it."""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.checks.finding import Finding, Severity
from sanhui.days.calendar import WorkCalendar
from sanhui.days.official import official_years
from sanhui.i18n import _
from sanhui.plan.model import Plan
from sanhui.schedule.expand import expand
from sanhui.schedule.model import Session
from sanhui.wording import long_date

CODE = "moved-by-notice"
SEVERITY: Severity = "note"


def moved_by_notice(plan: Plan) -> tuple[Finding, ...]:
    """Every session whose day differs from what the plan gave before the year's notice was there.

    Before it, a year has its weekends and its days off by law, and nothing is worked in exchange (补班). That
    state was published only if the program itself does not know the year; so there is something to tell
    only while an overlay file of the plan holds the official notice of such a year. A year that the program
    knows, and local days on top of any year, move nothing here, and neither does a notice what somebody has
    given a day by hand. Pure; in order of the old day.
    """
    before = _calendar_before(plan.calendar)
    if before == plan.calendar:
        return ()
    by_hand = {change.session for change in plan.changes}
    plan = msgspec.structs.replace(plan, changes=())
    old = expand(msgspec.structs.replace(plan, calendar=before)).by_id
    new = expand(plan).by_id
    lines = {activity.id: activity.line for activity in plan.activities}
    found = []
    for each in dict.fromkeys([*old, *new]):
        was, now = old.get(each), new.get(each)
        if each not in by_hand and (was and was.date) != (now and now.date):
            session = now or was
            assert session is not None
            finding = Finding(
                severity=SEVERITY,
                code=CODE,
                message=_("“{title}” {slot}: {change}").format(
                    title=session.title, slot=session.slot, change=_change(was, now)
                ),
                remedy=_("publish the calendar again, and tell those who come"),
                sessions=(each,) if now else (),
                activity=session.activity,
                line=lines.get(session.activity),
            )
            found.append(((was or session).day, finding))
    return tuple(finding for _day, finding in sorted(found, key=lambda pair: pair[0]))


def _calendar_before(calendar: WorkCalendar) -> WorkCalendar:
    """The calendar without the notices of years that the program does not know."""
    known = official_years().keys()
    return WorkCalendar([overlay for overlay in calendar.overlays if not overlay.years - known])


def _change(was: Session | None, now: Session | None) -> str:
    """From where to where; a session may also appear or vanish."""
    origin: dt.date | None = was.date if was else None
    target: dt.date | None = now.date if now else None
    if origin and target:
        return _("from {origin} to {target}").format(origin=long_date(origin), target=long_date(target))
    if origin:
        return _("was on {origin}, has no day now").format(origin=long_date(origin))
    assert target is not None
    return _("had no day, is on {target} now").format(target=long_date(target))
