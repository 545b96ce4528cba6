"""What took another course than the plan's rules: changed by hand, moved by a holiday, or held on another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from sanhui.i18n import _
from sanhui.ledger.held import Held
from sanhui.publish.changes.comparison import Became, Difference, differences, items_of
from sanhui.publish.changes.telling import headings, when
from sanhui.publish.cleaning import one_line
from sanhui.publish.report.model import ChangeRow
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.reasons import moved
from sanhui.wording import long_date


def change_rows(
    schedule: Schedule, held: Mapping[str, Held], first: dt.date, last: dt.date
) -> tuple[ChangeRow, ...]:
    """Everything of the kind in these days, in order of day."""
    rows = [*_by_hand(schedule), *_by_rule(schedule), *_in_fact(schedule, held)]
    return tuple(
        sorted((row for row in rows if first <= row.day <= last), key=lambda row: (row.day, row.session))
    )


def _by_hand(schedule: Schedule) -> Iterator[ChangeRow]:
    """The plan as it is, against the same plan without its changes."""
    plan = schedule.plan
    if not plan.changes:
        return
    bare = items_of(expand(msgspec.structs.replace(plan, changes=())))
    for each in differences(bare, items_of(schedule)):
        if not _settles(each):
            before = when(each.before) if each.before else _("(none)")
            after = when(each.after) if each.after and not each.after.cancelled else _("(none)")
            if each.became is Became.CHANGED and each.before and each.after:
                before, after = each.before.place, each.after.place
            yield ChangeRow(
                day=each.item.day,
                session=each.item.id,
                title=each.item.title,
                what=headings()[each.became],
                before=before,
                after=after,
                reason=each.item.reason,
            )


def _settles(difference: Difference) -> bool:
    """Whether a session only got the day that it had to get: that is no change of the plan."""
    before = difference.before
    return difference.became is Became.MOVED and before is not None and before.start is None


def _by_rule(schedule: Schedule) -> Iterator[ChangeRow]:
    by_hand = {change.session for change in schedule.plan.changes}
    for session in schedule.sessions:
        if session.nominal and session.steps and session.id not in by_hand:
            yield ChangeRow(
                day=session.date or session.nominal,
                session=session.id,
                title=one_line(session.title),
                what=_("By holidays") if session.date else _("No session"),
                before=long_date(session.nominal),
                after=long_date(session.date) if session.date else _("(none)"),
                reason=moved(session) or "",
            )


def _in_fact(schedule: Schedule, held: Mapping[str, Held]) -> Iterator[ChangeRow]:
    for session in schedule.sessions:
        record = held.get(session.id)
        if record is not None and session.date and record.day != session.date:
            yield ChangeRow(
                day=record.day,
                session=session.id,
                title=one_line(record.title or session.title),
                what=_("Held on another day"),
                before=long_date(session.date),
                after=long_date(record.day),
                reason=one_line(record.note),
            )
