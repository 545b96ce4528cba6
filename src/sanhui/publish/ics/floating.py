"""Where a session stands in a calendar, also one that has no day yet (待定)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    from sanhui.days.calendar import WorkCalendar


def placed(session: Session, calendar: WorkCalendar) -> tuple[dt.date, dt.date] | None:
    """Start and exclusive end, of the same type; None for a session that a calendar cannot show.

    A floating session is shown on the last working day of its window, for by then it must have been held; a
    window without one shows it on its last day; so is one that was called off while it floated. Sessions without a
    day and without a window (dropped, or to be settled by hand) are not shown.
    """
    if session.start is not None:
        if session.end is None:
            raise ValueError(f"{session.id} has a start and no end")
        return session.start, session.end
    if session.status not in (Status.FLOATING, Status.CANCELLED) or session.last is None:
        return None
    working = calendar.working_days(session.first or session.last, session.last)
    day = working[-1] if working else session.last
    return day, day + dt.timedelta(days=1)
