"""What an edited row wishes: the changes of the plan that `sanhui move`, `cancel`, `note` and `add` would make of it.

A table may say when and where a session is held, what it is about, who speaks, what is read, and what is noted. All else is
decided elsewhere, and a cell that says otherwise is refused: nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from typing import Any

import msgspec

from sanhui.edit.change import adding, cancelling, moving, noting
from sanhui.edit.rewrite import Design
from sanhui.i18n import N_, _, speaking
from sanhui.plan.model import Activity, Particulars
from sanhui.publish.year.plan_row import remarks, said
from sanhui.schedule import clock
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.schedule.sessions import time_at
from sanhui.sheets.reading import shown
from sanhui.sheets.serials import time_of_day
from sanhui.tables.dates import date_row, month_of, without_seconds
from sanhui.tables.rows import lines_of
from sanhui.when import WhenError, parse_time

#: What people write for a session that is called off.
_CALLED_OFF = frozenset({"已取消", "取消", "取消了", "cancelled", "canceled", "called off"})
#: Columns that no single session decides, and what does.
_NOT_OWNED = {
    "kind": N_("the kind is that of the activity; change it in the plan's file"),
    "audience": N_("who is due says the activity; change it in the plan's file"),
    "owner": N_("this follows from the tasks of the session, else from who takes the chair"),
}


class UnfitError(Exception):
    """A cell, by its column, that cannot be taken over, for a reason."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Wish(msgspec.Struct, frozen=True):
    """A change of the plan, with the column that asks for it; `parts` are its columns, where it has several."""

    field: str
    design: Design
    parts: tuple[Wish, ...] = ()


class _Maker:
    """Goes through the edited cells of one row; what cannot be is collected."""

    def __init__(self, schedule: Schedule, activity: Activity, session: Session | None) -> None:
        self.schedule = schedule
        self.activity = activity
        self.session = session
        self.unfit: list[UnfitError] = []
        self.own = Particulars()
        if session is not None:
            self.own = activity.particulars.get(session.slot, Particulars())

    def particulars(self, edits: Mapping[str, Any]) -> dict[str, Any]:
        """What is to be noted of the session."""
        values: dict[str, Any] = {}
        for field in edits:
            try:
                values |= self._particular(field, edits[field])
            except UnfitError as error:
                self.unfit.append(error)
        return values

    def _particular(self, field: str, cell: Any) -> dict[str, Any]:
        text = said(cell)
        match field:
            case "topic":
                return {"topic": self._emptied(field, "topic", text)}
            case "speaker":
                session = self.session
                chair = session is not None and not session.speaker and bool(session.chair)
                return {(key := "chair" if chair else "speaker"): self._emptied(field, key, text)}
            case "place" if self.session is not None and not self._changed_place():
                return {"place": self._emptied(field, "place", text)}
            case "materials":
                return {"materials": self._materials(cell)}
            case "notes":
                return {"notes": self._notes(text)}
        if field in _NOT_OWNED and self.session is not None:
            raise UnfitError(field, _(_NOT_OWNED[field]))
        return {}

    def _emptied(self, field: str, key: str, text: str) -> str:
        """A text, which may only be empty where the session has one of its own to take back."""
        if not text and self.session is not None and not getattr(self.own, key):
            raise UnfitError(field, _("this comes from the activity, and cannot be empty for one session"))
        return text

    def _materials(self, cell: Any) -> list[str]:
        """The session's own, after those of the activity, which every session has."""
        lines = lines_of(cell)
        lost = [each for each in self.activity.materials if each not in lines]
        if lost and self.session is not None:
            text = _("the activity has this for every session: {items}")
            raise UnfitError("materials", text.format(items=_(", ").join(lost)))
        return [each for each in lines if each not in self.activity.materials]

    def _notes(self, text: str) -> str:
        """What stands below the remarks that the program made, and the notes of the activity."""
        with speaking(self.schedule.plan.language):
            above = remarks(self.session) if self.session is not None else ""
        for part in filter(None, (said(above), said(self.activity.notes))):
            if text != part and not text.startswith(f"{part}\n"):
                if self.session is None:
                    continue
                reason = _("the first lines are the program's, or the activity's; write below them: {text}")
                raise UnfitError("notes", reason.format(text=shown(part)))
            text = text[len(part) :].lstrip("\n")
        return text

    def _changed_place(self) -> bool:
        """Whether a change gave the session its place, which a note would not replace."""
        assert self.session is not None
        return any(each.place for each in self.schedule.plan.changes if each.session == self.session.id)

    # -- when and where ------------------------------------------------------------------------------------

    def place(self, edits: Mapping[str, Any]) -> str:
        """The place that a change must give."""
        text = said(edits.get("place"))
        if "place" not in edits or (self.session is not None and not self._changed_place()):
            return ""
        if not text and self.session is not None:
            self.unfit.append(
                UnfitError("place", _("a session that was moved to a place cannot be without one"))
            )
        return text

    def start(self, cells: Mapping[str, Any], edits: Mapping[str, Any]) -> dt.date | dt.datetime | None:
        """The new day, or day and time; None where neither was edited, or where it cannot be."""
        try:
            if not {"date", "time"} & edits.keys():
                self._see_to_month(edits)
                return None
            return self._start(cells, edits)
        except UnfitError as error:
            self.unfit.append(error)
            return None

    def _see_to_month(self, edits: Mapping[str, Any]) -> None:
        if "month" in edits and self.session is not None:
            raise UnfitError("month", _("the month follows from the date; change the date"))

    def _start(self, cells: Mapping[str, Any], edits: Mapping[str, Any]) -> dt.date | dt.datetime | None:
        session = self.session
        day, time = session.date if session else None, None
        if "date" in edits:
            day, time = self._day(edits["date"])
            if "month" in edits and (number := month_of(edits["month"])) and number != day.month:
                raise UnfitError("month", _("the date is not in month {month}").format(month=number))
        if "time" in edits and said(edits["time"]):
            time = self._time(edits["time"])
        elif "time" in edits and session is not None and not session.all_day and session.start is not None:
            raise UnfitError("time", _("a session with a time of day cannot lose it"))
        elif time is None and session is not None and isinstance(session.start, dt.datetime):
            time = session.start.time()
        if day is None:
            raise UnfitError("time", _("the session has no day yet; write the date as well"))
        if time is None or time == self._usual(day):
            return day
        return dt.datetime.combine(day, time)

    def _usual(self, day: dt.date) -> dt.time | None:
        """The time of day that the session has on a day by its activity."""
        zone = zoneinfo.ZoneInfo(self.schedule.plan.timezone)
        start, _end = clock.span(time_at(self.activity, day), day, self.activity.minutes, zone)
        return start.time() if isinstance(start, dt.datetime) else None

    def _day(self, cell: Any) -> tuple[dt.date, dt.time | None]:
        if not said(cell):
            reason = _("a session cannot lose its day; to call it off write {word} under {column}")
            with speaking(self.schedule.plan.language):
                words = {"word": _("cancelled"), "column": _("Progress")}
            raise UnfitError("date", reason.format(**words))
        found = date_row("", cell, "", self.schedule.plan.year, own_month=False)
        if isinstance(found, str) or found.doubt:
            raise UnfitError("date", found if isinstance(found, str) else found.doubt)
        if len(found.dates) != 1 or found.when is None:
            raise UnfitError("date", _("“{text}” is no single day").format(text=shown(cell)))
        return found.dates[0], found.when.time.start if found.when.time else None

    def _time(self, cell: Any) -> dt.time | None:
        """When it begins; how long it takes is not a matter of single sessions."""
        session = self.session
        clock = time_of_day(cell)
        if clock is not None:
            return clock
        try:
            time = parse_time(without_seconds(shown(cell)))
        except WhenError as error:
            raise UnfitError(
                "time", _("“{text}”: {reason}").format(text=shown(cell), reason=error.message)
            ) from error
        if time.start is None:
            if time.all_day and time.days == 1 and session is not None and session.all_day:
                return None
            raise UnfitError(
                "time", _("whether it takes whole days says its activity; write when it begins: 15:00")
            )
        length = _minutes(session) if session is not None else self.activity.minutes
        if time.minutes not in (None, length) and length is not None:
            text = _("a session keeps its length, {n} minutes; write only when it begins: 15:00")
            raise UnfitError("time", text.format(n=length))
        return time.start


def wishes_of(
    session: Session | None,
    activity: str,
    cells: Mapping[str, Any],
    edits: Mapping[str, Any],
    schedule: Schedule,
    reason: str = "",
) -> tuple[tuple[Wish, ...], tuple[UnfitError, ...]]:
    """The changes that a row wishes, and which of its edited cells cannot be; of a new row all or nothing."""
    name = session.activity if session is not None else activity
    of = next(each for each in schedule.plan.activities if each.id == name)
    maker = _Maker(schedule, of, session)
    now = dt.datetime.combine(dt.date(schedule.plan.year, 1, 1), dt.time())  # ids need none
    noted = maker.particulars(edits)
    to, place = maker.start(cells, edits), maker.place(edits)
    if session is None:
        return _new(maker, of, edits, to, place, noted, reason)
    wishes: list[Wish] = []
    off = said(edits.get("done")).casefold() in _CALLED_OFF
    if "done" in edits and not off:
        if session.status is Status.CANCELLED and not said(edits["done"]):
            start = (
                session.start.replace(tzinfo=None)
                if isinstance(session.start, dt.datetime)
                else session.start
            )
            to = to or start
        else:
            text = _("what took place comes from the ledger: “sanhui held” and “sanhui attend” record it")
            maker.unfit.append(UnfitError("done", text))
    if to is not None or place:
        column = next((each for each in ("date", "time", "place", "done") if each in edits), "date")
        wishes.append(Wish(column, moving(session.id, to, now=now, place=place, reason=reason)))
    if off and session.status is not Status.CANCELLED:  # after a move, which would have it held again
        wishes.append(Wish("done", cancelling(session.id, now=now, reason=reason)))
    parts = tuple(
        Wish("speaker" if key == "chair" else key, noting(session.id, {key: value}, now=now))
        for key, value in noted.items()
    )
    if len(parts) > 1:
        wishes.append(Wish(parts[0].field, noting(session.id, noted, now=now), parts))
    else:
        wishes += parts
    return tuple(wishes), tuple(maker.unfit)


def _new(
    maker: _Maker,
    activity: Activity,
    edits: Mapping[str, Any],
    to: dt.date | dt.datetime | None,
    place: str,
    noted: dict[str, Any],
    reason: str,
) -> tuple[tuple[Wish, ...], tuple[UnfitError, ...]]:
    if "date" not in edits:
        maker.unfit.append(UnfitError("date", _("an extra session needs a day")))
    if maker.unfit or to is None:
        return (), tuple(maker.unfit)
    own = {
        "topic": activity.title,
        "place": activity.place,
    }
    told = {key: value for key, value in noted.items() if value and value != own.get(key)}
    design = adding(activity.id, to, place="" if place == activity.place else place, reason=reason, said=told)
    return (Wish("date", design),), ()


def _minutes(session: Session) -> int | None:
    if isinstance(session.start, dt.datetime) and isinstance(session.end, dt.datetime):
        return int((session.end - session.start).total_seconds() // 60)
    return None
