"""What an event says: SUMMARY and DESCRIPTION, in the language that is being spoken."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from sanhui.i18n import N_, Language, _, speaking
from sanhui.publish.cleaning import clean, one_line
from sanhui.publish.ics.text import is_address
from sanhui.publish.names import kind_names
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import moved, provisional
from sanhui.wording import enumeration, long_date

if TYPE_CHECKING:
    from sanhui.plan.model import Plan


def summary(session: Session) -> str:
    """The title and the topic, on one line, and what a reader must not miss: 暂定, 待定, 已取消.

    Those are words, not only a STATUS: most clients show a tentative event like any other.
    """
    text = headline(session)
    if session.status is Status.CANCELLED:
        return _("{title} (cancelled)").format(title=text)
    if session.status is Status.FLOATING:
        return _("{title} (day to be fixed)").format(title=text)
    if session.provisional:
        return _("{title} (provisional)").format(title=text)
    return text


def headline(session: Session) -> str:
    """The title and the topic, on one line."""
    text = one_line(session.title)
    return _("{title}: {topic}").format(title=text, topic=one_line(session.topic)) if session.topic else text


def bare(text: str) -> str:
    """A SUMMARY without what `summary` says of the session's state, in whichever language it was written."""
    return _state().sub("", text)


def says_floating(text: str) -> bool:
    """Whether a SUMMARY says that its day is still to be fixed."""
    return any(text.endswith(mark) for mark in _marks(N_("{title} (day to be fixed)")))


@functools.cache
def _state() -> re.Pattern[str]:
    """What may stand behind a title, once or more: a session that floated may have been called off."""
    templates = (N_("{title} (cancelled)"), N_("{title} (day to be fixed)"), N_("{title} (provisional)"))
    marks = (mark for template in templates for mark in _marks(template))
    return re.compile(f"(?:{'|'.join(map(re.escape, marks))})+$")


def _marks(template: str) -> list[str]:
    found = []
    languages: tuple[Language, ...] = ("zh", "en")
    for spoken in languages:
        with speaking(spoken):
            found.append(_(template).format(title=""))
    return found


def description(session: Session, plan: Plan, *, names: bool) -> str:
    """What else is known, a line each: its kinds at least.

    `names` lets in who speaks and who attends: a calendar file travels far, and names of members are
    personal data.
    """
    lines = [_("Kind: {kinds}").format(kinds=enumeration(kind_names(plan, session.kinds)))]
    if names and session.speaker:
        lines.append(_("Speaker: {speaker}").format(speaker=one_line(session.speaker)))
    if names and session.audience:
        audience = enumeration(one_line(each) for each in session.audience)
        lines.append(_("For: {audience}").format(audience=audience))
    if session.hours is not None:
        lines.append(_("Hours of study: {hours}").format(hours=f"{session.hours:g}"))
    titles = [one_line(each) for each in session.materials if not is_address(each)]
    if titles:
        lines.append(_("Materials: {materials}").format(materials=enumeration(titles)))
    if session.first and session.last and session.status is Status.FLOATING:
        lines.append(
            _("A day is still to be fixed, from {first} to {last}.").format(
                first=long_date(session.first), last=long_date(session.last)
            )
        )
    if reason := moved(session):
        lines.append(one_line(reason))
    if session.provisional:
        lines.append(provisional())
    if session.notes:
        lines.append(clean(session.notes).strip("\n"))
    return "\n".join(lines)
