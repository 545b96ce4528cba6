"""A schedule as an agenda for a terminal: by month, in as many columns as there is room for.

In the language that is being spoken: whoever reads a terminal is the person at it. Nothing is cut: what has no
column of its own on a narrow screen stands under the title.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.i18n import _, ngettext
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import kind_look
from sanhui.publish.names import kind_names, sources
from sanhui.publish.terminal.columns import Cell, Line, Span, fit, folded, natural, row
from sanhui.schedule.model import Session, Status
from sanhui.schedule.reasons import moved, provisional
from sanhui.wording import enumeration, month, short_date, weekday

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Schedule


class _View(msgspec.Struct, frozen=True):
    """What every part of a row is made with: the plan, and the place that is said once, at the head."""

    plan: Plan
    usual: str = ""
    sources: Mapping[str, Sequence[str]] = {}  # by activity, if they are to be told


class _Column(msgspec.Struct, frozen=True):
    """What stands in a column, one below the other (names of `_PARTS`), and how narrow it may be made.

    `most` is as wide as it becomes where room is short; what is longer folds.
    """

    parts: tuple[str, ...]
    least: int
    most: int


def _layout(**columns: int | tuple[int, int]) -> tuple[_Column, ...]:
    return tuple(
        _Column(tuple(parts.split("_")), *(limits if isinstance(limits, tuple) else (limits, _RIGID)))
        for parts, limits in columns.items()
    )


_RIGID = 999  # a column that never folds

# From the widest to the narrowest; the first one with room enough is taken.
_LAYOUTS = (
    _layout(day=_RIGID, hours=_RIGID, kinds=8, title=24, topic=16, place=10, speaker=10, slot=_RIGID, why=30),
    _layout(day=_RIGID, hours=_RIGID, kinds=8, title_topic_why=24, place=8, speaker=10, slot=(10, 13)),
    _layout(day=_RIGID, hours=_RIGID, symbols=_RIGID, title_topic_where_why=20, slot=(10, 13)),
    _layout(day=_RIGID, start=_RIGID, title_topic_kinds_where_slot_why=10),
)


def agenda(
    schedule: Schedule,
    room: int | None,
    heading: Callable[[Session], str] | None = None,
    *,
    where_from: bool = False,
) -> list[Line]:
    """The sessions of a schedule, in its order, under the months in which they stand.

    `room` is the width of the screen in cells; without it every column is as wide as it needs. `heading`
    gives other groups than months, `where_from` tells the files that a session comes from. At the end their number
    is told.
    """
    sessions = schedule.sessions
    view = _View(schedule.plan, _usual_place(sessions), sources(schedule.plan) if where_from else {})
    if not sessions:
        return [*_head(view.plan, "", room), (), ((_("No sessions."), ""),)]
    told = [_Parts(view, session) for session in sessions]
    columns, widths, rows = _choose(told, room)
    said_once = view.usual if any("where" in column.parts for column in columns) else ""
    lines = _head(view.plan, said_once, room)
    grouped = groupby(zip(sessions, rows, strict=True), key=lambda pair: (heading or _month)(pair[0]))
    for head, group in grouped:
        lines += [(), ((head, "bold"),)]
        for _session, cells in group:
            lines += row(cells, widths)
    lines.append(())
    if any("symbols" in column.parts for column in columns):
        lines += folded(_legend(view.plan, sessions), "dim", room)
    return lines + folded(count(sessions), "", room)


def count(sessions: Sequence[Session]) -> str:
    """How many sessions there are, and how many slots are out of the ordinary."""
    held = [session for session in sessions if session.date and session.status is not Status.CANCELLED]
    cancelled = sum(session.status is Status.CANCELLED for session in sessions)
    told = [
        (len(held), ngettext("{n} session", "{n} sessions", len(held))),
        (sum(session.date != session.nominal for session in held if session.nominal), _("{n} moved")),
        (sum(session.provisional for session in held), _("{n} provisional")),
        (sum(session.status is Status.FLOATING for session in sessions), _("{n} without a day yet")),
        (sum(session.dropped for session in sessions), _("{n} dropped")),
        (sum(session.unplaceable for session in sessions), _("{n} to be settled by hand")),
        (cancelled, _("{n} cancelled")),
    ]
    return enumeration(text.format(n=n) for nth, (n, text) in enumerate(told) if n or nth == 0)


def _usual_place(sessions: Sequence[Session]) -> str:
    """Where most of the sessions are held."""
    places = Counter(session.place for session in sessions)
    place, times = places.most_common(1)[0] if places else ("", 0)
    return place if times > len(sessions) / 2 else ""


def _head(plan: Plan, place: str, room: int | None) -> list[Line]:
    lines = folded(one_line(plan.title), "bold", room)
    if place:
        said = _("Place, where none is given: {place}").format(place=one_line(place))
        lines += folded(said, "", room)
    if plan.calendar.is_provisional(plan.year):
        lines += folded(provisional(), "yellow", room)
    return lines


def _month(session: Session) -> str:
    day = session.date or session.nominal or session.first
    return "" if day is None else _("{month} {year}").format(month=month(day.month), year=day.year)


def _legend(plan: Plan, sessions: Sequence[Session]) -> str:
    """Which symbol stands for which kind, in the order of the table of kinds."""
    used = {code for session in sessions for code in session.kinds}
    shown = [code for code in plan.kinds if code in used]
    return "  ".join(
        f"{plan.kinds[code].symbol} {name}" for code, name in zip(shown, kind_names(plan, shown), strict=True)
    )


def _choose(
    told: Sequence[Mapping[str, Cell]], room: int | None
) -> tuple[list[_Column], list[int], list[list[Cell]]]:
    """The first layout that fits, without the columns that would be empty, the widths of its columns, and its rows."""
    for layout in _LAYOUTS:
        rows = [[_cell(parts, column) for column in layout] for parts in told]
        wanted = natural(rows)
        used = [nth for nth, cells in enumerate(wanted) if cells]
        columns = [layout[nth] for nth in used]
        capped = [min(wanted[nth], layout[nth].most) if room else wanted[nth] for nth in used]
        widths = fit(capped, [column.least for column in columns], room)
        if widths is not None:
            break
    else:
        widths = [min(cells, column.least) for cells, column in zip(capped, columns, strict=True)]
    return columns, widths, [[cells[nth] for nth in used] for cells in rows]


def _cell(parts: Mapping[str, Cell], column: _Column) -> Cell:
    if len(column.parts) == 1:
        return parts[column.parts[0]]
    return [span for part in column.parts for span in parts[part]]


class _Parts(dict[str, Cell]):
    """What is said of a session, by the names that the layouts use; worked out when a layout asks for it."""

    def __init__(self, view: _View, session: Session) -> None:
        super().__init__()
        self._view, self._session = view, session
        self._faded = "dim" if session.dropped or session.status is Status.CANCELLED else ""

    def __missing__(self, name: str) -> Cell:
        told: list[Span] = []
        for text, style in _PARTS[name](self._view, self._session):
            if text:
                told.append((one_line(text), style or self._faded))
        self[name] = told
        return told


# -- what can stand in a column ----------------------------------------------------------------------------


def _day(view: _View, session: Session) -> list[Span]:
    """03-11 周三; a slot without a session stands at its nominal date."""
    if session.status is Status.FLOATING:
        return [(_("open"), "cyan")]
    day = session.date or session.nominal
    return [] if day is None else [(f"{day.month:02}-{day.day:02} {weekday(day)}", "")]


def _start(view: _View, session: Session) -> list[Span]:
    if state := _state(session):
        return state
    return [(_clock(session.start), "")]


def _hours(view: _View, session: Session) -> list[Span]:
    if (state := _state(session)) or not isinstance(session.end, dt.datetime):
        return state
    until = _clock(session.end)
    if session.end.date() != session.date:
        until = f"{session.end:%m-%d} {until}"
    return [(f"{_clock(session.start)}-{until}", "")]


def _clock(moment: Any) -> str:
    """15:00; by hand, since strftime takes as long as all else of a row."""
    return f"{moment.hour:02}:{moment.minute:02}"


def _state(session: Session) -> list[Span]:
    """What stands instead of a time of day; nothing for a session that has one."""
    if session.status is Status.CANCELLED:
        return [(_("cancelled"), "")]
    if session.unplaceable:
        return [(_("unsettled"), "bold red")]
    if session.dropped:
        return [(_("none"), "")]
    if session.start is None:
        return [("", "")]
    if isinstance(session.start, dt.datetime):
        return []
    if session.days == 1:
        return [(_("all day"), "")]
    return [(_("to {date}").format(date=f"{session.last_day:%m-%d}"), "")]


def _title(view: _View, session: Session) -> list[Span]:
    if session.provisional:
        return [(_("{title} (provisional)").format(title=session.title), "")]
    return [(session.title, "")]


def _topic(view: _View, session: Session) -> list[Span]:
    return [(session.topic, "")]


def _colour(view: _View, session: Session) -> str:
    return "" if session.dropped else kind_look(view.plan.kinds, session.kinds[0]).style


def _kinds(view: _View, session: Session) -> list[Span]:
    return [(enumeration(kind_names(view.plan, session.kinds)), _colour(view, session))]


def _symbols(view: _View, session: Session) -> list[Span]:
    kinds = [view.plan.kinds[code] for code in session.kinds if code in view.plan.kinds]
    return [("".join(kind.symbol for kind in kinds), _colour(view, session))]


def _place(view: _View, session: Session) -> list[Span]:
    return [(session.place, "")]


def _speaker(view: _View, session: Session) -> list[Span]:
    return [(session.speaker, "")]


def _where(view: _View, session: Session) -> list[Span]:
    place = "" if session.place == view.usual else session.place
    return [("  ".join(filter(None, (place, session.speaker))), "dim")]


def _slot(view: _View, session: Session) -> list[Span]:
    return [(session.slot, "dim")]


def _why(view: _View, session: Session) -> list[Span]:
    """Why it does not stand where its rule says; for a floating session the days it may take."""
    style = "bold red" if session.unplaceable else "dim" if session.dropped else "yellow"
    told: list[Span] = []
    if session.status is Status.FLOATING and session.first and session.last:
        window = _("a day from {first} to {last}")
        told.append((window.format(first=short_date(session.first), last=short_date(session.last)), "cyan"))
    reason = moved(session)
    if reason and session.nominal and session.date and session.date != session.nominal:
        reason = _("{date}: {reason}").format(date=short_date(session.nominal), reason=reason)
    told.append((reason or "", style))
    if files := view.sources.get(session.activity):
        told.append((_("from {files}").format(files=enumeration(files)), "dim"))
    return told


_PARTS: dict[str, Callable[[_View, Session], list[Span]]] = {
    "day": _day,
    "start": _start,
    "hours": _hours,
    "kinds": _kinds,
    "symbols": _symbols,
    "title": _title,
    "topic": _topic,
    "place": _place,
    "speaker": _speaker,
    "where": _where,
    "slot": _slot,
    "why": _why,
}
