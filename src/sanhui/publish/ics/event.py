"""VEVENT: one session as the lines of one event; VTODO: one that has no day yet as something to be done.

An event a session is what every client understands; `series` is the other style.

The lines that sessions have in common are built and serialised by icalendar, once; each session adds its
own. That is what makes the writer fast: icalendar's components cost half a millisecond each, most of it
spent on equal values.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sanhui.plan.kinds import keep_busy
from sanhui.publish.cleaning import one_line
from sanhui.publish.ics.alarm import alarms
from sanhui.publish.ics.choices import Audience, Floating
from sanhui.publish.ics.floating import placed
from sanhui.publish.ics.identity import first_sequence, uid
from sanhui.publish.ics.opening import Opening
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.publication import Component, Name
from sanhui.publish.ics.text import escape, fold, is_address, text_line, uri
from sanhui.publish.ics.wording import description, summary
from sanhui.publish.names import kind_names
from sanhui.schedule.model import Session, Status

if TYPE_CHECKING:
    import icalendar

    from sanhui.plan.model import Plan


class EventWriter:
    """Writes the sessions of one plan as events, in the language that is being spoken.

    A floating session is an event on the last day that it may take, a task that is due by then, or nothing.
    """

    def __init__(self, plan: Plan, opening: Opening, options: Options) -> None:
        self._plan = plan
        self._opening = opening
        self._options = options
        self._shared: dict[tuple[object, ...], str] = {}

    def write(self, session: Session) -> Component | None:
        """The session's event; None if it has no day and no window to show it in, or if a subscription leaves it out."""
        day = placed(session, self._plan.calendar)
        if session.status is Status.CANCELLED and self._options.audience is Audience.SUBSCRIPTION:
            return None
        floats = session.status is Status.FLOATING
        if day is None or (floats and self._options.floating is Floating.NONE):
            return None
        todo = floats and self._options.floating is Floating.TASKS
        start, end = day
        identity = uid(self._plan.id, session.activity, session.slot)
        opening = self._opening
        name: Name = "VTODO" if todo else "VEVENT"
        lines = opening.lines(name, identity, first_sequence(session.status))
        # RFC 5545 3.8.2.3: a task is due on that day, an event ends before its DTEND
        if todo:
            lines.append(opening.moment("DUE", start))
        else:
            lines += (opening.moment("DTSTART", start), opening.moment("DTEND", end))
        lines.append(self.content(session, all_day=not isinstance(start, dt.datetime), todo=todo))
        return Component(start=opening.text(start), uid=identity, name=name, lines="\r\n".join(lines))

    def content(self, session: Session, *, all_day: bool, todo: bool = False) -> str:
        """What the session says, wherever it stands: the lines from SUMMARY to END."""
        told = description(session, self._plan, names=self._options.names)
        lines = [
            text_line("SUMMARY", summary(session)),
            text_line("DESCRIPTION", told),
            self._shared_lines(session, all_day=all_day, todo=todo),
        ]
        return "\r\n".join(lines)

    def _shared_lines(self, session: Session, *, all_day: bool, todo: bool) -> str:
        """What does not depend on the date, from LOCATION to END:VEVENT."""
        key = (
            session.title,
            session.kinds,
            session.place,
            session.url,
            session.materials,
            self._remind(session),
            session.status,
            session.provisional,
            session.all_day,
            all_day,
            todo,
        )
        if key not in self._shared:
            component = self._component(session, all_day=all_day, todo=todo)
            lines = component.content_lines(sorted=False)
            self._shared[key] = "\r\n".join(fold(line) for line in lines[1:] if line)
        return self._shared[key]

    def _component(self, session: Session, *, all_day: bool, todo: bool) -> icalendar.Component:
        """An event or a task of what sessions share: everything but the lines that `write` adds."""
        from icalendar import Event, Todo
        from icalendar.prop import vCalAddress, vInline, vUri

        cancelled = session.status is Status.CANCELLED
        component: icalendar.Component = Todo() if todo else Event()
        if session.place:
            component.add("LOCATION", vInline(escape(one_line(session.place))))
        if session.url:
            component.add("URL", vUri(uri(session.url)))
        names = ",".join(escape(one_line(name)) for name in kind_names(self._plan, session.kinds))
        if names:
            component.add("CATEGORIES", vInline(names))
        if colour := self._colour(session):
            component.add("COLOR", vInline(colour))
        component.add("STATUS", "NEEDS-ACTION" if todo else _status(session))
        idle = all_day and not (session.all_day and keep_busy(self._plan.kinds, session.kinds))
        if not todo:  # RFC 5545 3.8.2.7: a task takes no time
            component.add("TRANSP", "TRANSPARENT" if idle or cancelled else "OPAQUE")
        for material in session.materials:
            if is_address(material):
                component.add("ATTACH", vUri(uri(material)))
        if self._plan.organizer:
            name = {"CN": one_line(self._plan.organization)} if self._plan.organization else {}
            component.add("ORGANIZER", vCalAddress("mailto:" + uri(self._plan.organizer)), name)
        if not cancelled and not todo:  # an alarm counts from a start
            for alarm in alarms(self._remind(session), session.title, all_day=all_day):
                component.add_component(alarm)
        return component

    def _remind(self, session: Session) -> tuple[int, ...]:
        return session.remind if self._options.alarms is None else self._options.alarms

    def _colour(self, session: Session) -> str:
        """The CSS name of the first kind's colour (RFC 7986 5.9), empty if it has none."""
        kind = self._plan.kinds.get(session.kinds[0])
        return escape(one_line(kind.colour)) if kind else ""


def _status(session: Session) -> str:
    if session.status is Status.CANCELLED:
        return "CANCELLED"
    if session.provisional or session.status is Status.FLOATING:
        return "TENTATIVE"
    return "CONFIRMED"
