"""What somebody's presence comes to: there, late, gone early, or not there long enough, by the settings of the rulebook.

Late is who signs in more than `sign_in_after` minutes after the start; early goes who leaves more than `early_by` minutes
before the end; with a `present_share`, who was there for less of the session's length was absent. Late comes before early:
the times tell both.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec

from sanhui.attendance.meetings.joins import Presence, Window
from sanhui.i18n import _
from sanhui.plan.marks import ABSENT, PRESENT
from sanhui.rulebook.model import Settings

LATE, EARLY = "late", "early"


class Verdict(msgspec.Struct, frozen=True):
    """A mark by its code, and why, where the times do not say it."""

    mark: str
    note: str = ""


def window(begins: dt.datetime | None, ends: dt.datetime | None, settings: Settings) -> Window:
    """When a session was, and from when one could sign in."""
    return Window(begins, ends, begins and begins - dt.timedelta(minutes=settings.sign_in_before))


def judge(presence: Presence, when: Window, settings: Settings, came_as: str = PRESENT) -> Verdict:
    """The mark of somebody who was there. Whoever `came_as` something else, such as online, is that, late or not."""
    begins, ends = when.begins, when.ends
    if begins is None:
        return Verdict(came_as)
    if ends is not None and presence.minutes is not None and settings.present_share:
        length = (ends - begins) / dt.timedelta(minutes=1)
        if presence.minutes < Fraction(length) * settings.present_share:
            note = _("there for {n} of {of} minutes").format(n=int(presence.minutes), of=round(length))
            return Verdict(ABSENT, note)
    if came_as != PRESENT:
        return Verdict(came_as)
    if presence.arrived is not None and presence.arrived > begins + dt.timedelta(
        minutes=settings.sign_in_after
    ):
        return Verdict(LATE)
    if (
        ends is not None
        and presence.left is not None
        and presence.left < ends - dt.timedelta(minutes=settings.early_by)
    ):
        return Verdict(EARLY)
    return Verdict(PRESENT)
