"""Checks of what a plan says of its sessions: nothing that is written may be lost in silence."""

from __future__ import annotations

from collections.abc import Iterator

from sanhui.checks.finding import Found, live
from sanhui.checks.words import several
from sanhui.errors import did_you_mean
from sanhui.i18n import _, ngettext
from sanhui.schedule.expand import Schedule


def unknown_slots(schedule: Schedule) -> Iterator[Found]:
    """A table describes a session that the activity does not have: `[activity.session."2026-13"]`."""
    for activity in schedule.plan.activities:
        slots = [session.slot for session in schedule.by_activity[activity.id]]
        for slot, own in activity.particulars.items():
            if slot not in slots:
                yield Found(
                    message=_("“{title}” has no session “{slot}” that could be described").format(
                        title=activity.title, slot=slot
                    ),
                    remedy=did_you_mean(slot, slots) if slots else _("remove the table"),
                    activity=activity.id,
                    line=own.line or activity.line,
                )


def lost_particulars(schedule: Schedule) -> Iterator[Found]:
    """A table describes a session whose slot is dropped, so that nobody will read it."""
    for activity in schedule.plan.activities:
        for session in schedule.by_activity[activity.id]:
            own = activity.particulars.get(session.slot)
            if own is not None and session.dropped:
                yield Found(
                    message=_("“{title}” describes {slot}, which has no session").format(
                        title=activity.title, slot=session.slot
                    ),
                    remedy=_("put what it says under another session"),
                    sessions=(session.id,),
                    activity=activity.id,
                    line=own.line or activity.line,
                )


def unused_topics(schedule: Schedule) -> Iterator[Found]:
    """An activity has more topics than sessions."""
    for activity in schedule.plan.activities:
        held = [session for session in schedule.by_activity[activity.id] if not session.dropped]
        unused = activity.topics[len(held) :]
        if held and unused:
            message = ngettext(
                "“{title}” has topics for more than its {count} session; unused: {topics}",
                "“{title}” has topics for more than its {count} sessions; unused: {topics}",
                len(held),
            )
            yield Found(
                message=message.format(title=activity.title, count=len(held), topics=several(unused, 3)),
                remedy=_("join some topics, or remove those"),
                activity=activity.id,
                line=activity.line,
            )


def without_sessions(schedule: Schedule) -> Iterator[Found]:
    """An activity has no session in the year."""
    for activity in schedule.plan.activities:
        if all(session.dropped for session in live(schedule.by_activity[activity.id])):
            yield Found(
                message=_("“{title}” has no session in {year}").format(
                    title=activity.title, year=schedule.plan.year
                ),
                remedy=_("let “when” name days of the year, or remove the activity"),
                activity=activity.id,
                line=activity.line,
            )
