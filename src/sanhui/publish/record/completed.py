"""完成情况: what the record says became of each session, as the plan's table and page show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sanhui.attendance.tally import tally
from sanhui.i18n import _, speaking
from sanhui.wording import short_date

if TYPE_CHECKING:
    from sanhui.attendance.record import Record
    from sanhui.ledger.marks import Marked
    from sanhui.schedule.expand import Schedule


def completed(schedule: Schedule, record: Record) -> Mapping[str, str]:
    """What to say of the sessions that were held, by id, in the plan's language.

    That it was held, on which day if that is not the plan's, and how many were due and came, if that was recorded.
    """
    plan = schedule.plan
    days = {session.id: session.date for session in schedule.sessions}
    rows: dict[str, list[Marked]] = {}
    for entry in record.entries:
        if entry.row.plan == plan.id:
            rows.setdefault(entry.row.session, []).append(entry.row)
    told: dict[str, str] = {}
    with speaking(plan.language):
        for held in record.sessions:
            if held.plan != plan.id or held.session not in days:
                continue
            said = [_("carried out")]
            if held.day != days[held.session]:
                said.append(_("held on {date}").format(date=short_date(held.day)))
            counts = tally(rows.get(held.session, ()), record.marks)
            if counts.due:
                said.append(_("{present} of {due} came").format(present=counts.present, due=counts.due))
            told[held.session] = "\n".join(said)
    return told
