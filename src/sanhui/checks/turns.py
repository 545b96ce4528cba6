"""Checks of rotations: whether they are even, and whether somebody is left for every turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sanhui.checks.finding import Found, ids, live
from sanhui.checks.words import several
from sanhui.i18n import _, ngettext
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Status


def speaker_balance(schedule: Schedule) -> Iterator[Found]:
    """Those who take turns speak more or less often than one another, by more than once in the year.

    Sessions count for who speaks at them, whoever had the turn; who is named several times in a rotation
    may speak as many times as often.
    """
    for activity in schedule.plan.activities:
        if not activity.speakers.rotates:
            continue
        sessions = [each for each in live(schedule.by_activity[activity.id]) if not each.dropped]
        spoken = Counter(each.speaker for each in sessions)
        shares = Counter(activity.speakers.people)
        often = [spoken[name] / share for name, share in shares.items()]
        if max(often) - min(often) > 1:
            times = [_times(name, spoken[name]) for name in shares]
            yield Found(
                message=_("in “{title}” some speak more often than others: {times}").format(
                    title=activity.title, times=several(times, len(times))
                ),
                remedy=_("change the order of the rotation, or name speakers of single sessions"),
                sessions=ids(each for each in sessions if each.speaker in shares),
                activity=activity.id,
                line=activity.line,
            )


def nobody_left(schedule: Schedule) -> Iterator[Found]:
    """Everybody who takes turns is left out on the day of a session, so that nobody has the duty.

    Sessions that were added take no turn.
    """
    for activity in schedule.plan.activities:
        duties = {
            "speaker": (activity.speakers, _("speak")),
            "chair": (activity.chair, _("take the chair")),
            "recorder": (activity.recorder, _("write the minutes")),
        }
        for duty, (turns, verb) in duties.items():
            if not (turns.rotates and turns.leaves):
                continue
            found = [
                each
                for each in live(schedule.by_activity[activity.id])
                if not (each.dropped or each.status is Status.ADDED or getattr(each, duty))
            ]
            if found:
                yield Found(
                    message=_("“{title}” has nobody left to {duty} for {slots}").format(
                        title=activity.title, duty=verb, slots=several([each.slot for each in found])
                    ),
                    remedy=_("shorten a leave under “leave_out”, or name somebody for these sessions"),
                    sessions=ids(found),
                    activity=activity.id,
                    line=activity.line,
                )


def _times(name: str, times: int) -> str:
    return ngettext("{name} {n} time", "{name} {n} times", times).format(name=name, n=times)
