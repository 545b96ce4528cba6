"""Lists inside the sentences of findings, cut where a sentence would become unreadable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sanhui.i18n import _, ngettext
from sanhui.schedule.model import Session
from sanhui.schedule.reasons import moved
from sanhui.wording import short_date

_MOST = 6


def several(items: Sequence[str], most: int = _MOST) -> str:
    """The items; of many the first ones, and how many more there are."""
    if len(items) <= most:
        return _(", ").join(items)
    more = len(items) - most
    text = ngettext("{items} and {more} more", "{items} and {more} more", more)
    return text.format(items=_(", ").join(items[:most]), more=more)


def days(sessions: Iterable[Session]) -> str:
    """The days of the sessions, each once: 5 Mar, 12 Mar."""
    return several(list(dict.fromkeys(short_date(session.day) for session in sessions)))


def reasons(sessions: Sequence[Session]) -> str:
    """Which sessions, and what happened to each of them: 2026-W08 (the whole week is off)."""
    text = _("{slot} ({reason})")
    return several([text.format(slot=each.slot, reason=moved(each)) for each in sessions])


def clock(session: Session) -> str:
    """The time of day, 15:00–16:30, or that it is all day."""
    if session.all_day:
        return _("all day")
    return f"{session.start:%H:%M}–{session.end:%H:%M}"
