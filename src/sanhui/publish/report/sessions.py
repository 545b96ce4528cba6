"""The sessions of a stretch of days, one by one and by kind: planned, held, not recorded, still to come, called off."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sanhui.attendance.record import Record
from sanhui.attendance.tally import tally
from sanhui.i18n import _
from sanhui.ledger.held import Held
from sanhui.ledger.marks import Marked
from sanhui.plan.model import Plan
from sanhui.publish.cleaning import one_line
from sanhui.publish.members.rates import percent
from sanhui.publish.names import kind_names
from sanhui.publish.report.model import Became, KindRow, SessionRow
from sanhui.rules.kept import Kept
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status
from sanhui.wording import enumeration, table_date


def of_days(schedule: Schedule, first: dt.date, last: dt.date) -> Iterator[Session]:
    """The sessions whose day lies in these days; of one without a day, the last that it may take."""
    for session in schedule.sessions:
        day = session.date or (session.last if session.status is Status.FLOATING else session.nominal)
        if not session.dropped and day is not None and first <= day <= last:
            yield session


def state_of(session: Session, held: Mapping[str, Held], as_of: dt.date) -> Became:
    """What became of a session by a day: the record tells, else the plan."""
    if session.id in held:
        return "held"
    if session.status is Status.CANCELLED:
        return "cancelled"
    over = session.date or session.last
    return "unrecorded" if over is not None and over < as_of else "ahead"


def kind_rows(
    schedule: Schedule, part: Record, held: Mapping[str, Held], first: dt.date, last: dt.date, as_of: dt.date
) -> tuple[KindRow, ...]:
    """A row a kind that is planned or was held, in the order of the table of kinds."""
    found: dict[str, Counter[str]] = {"held": Counter(_kinds(part.sessions))}
    planned = list(of_days(schedule, first, last))
    found["planned"] = Counter(_kinds(each for each in planned if each.status is not Status.CANCELLED))
    for state in ("unrecorded", "ahead", "cancelled"):
        found[state] = Counter(_kinds(each for each in planned if state_of(each, held, as_of) == state))
    plan = schedule.plan
    codes = [*plan.kinds, *(code for counted in found.values() for code in counted if code not in plan.kinds)]
    return tuple(
        KindRow(
            kind=code,
            name=kind_names(plan, [code])[0],
            **{state: counted[code] for state, counted in found.items()},
        )
        for code in dict.fromkeys(codes)
        if any(counted[code] for counted in found.values())
    )


def session_rows(
    schedule: Schedule, part: Record, kept: Kept, first: dt.date, last: dt.date, as_of: dt.date
) -> tuple[SessionRow, ...]:
    """A row a session: those that were held on these days, then what else the plan has on them; in order of day."""
    plan = schedule.plan
    marks: dict[tuple[str, str], list[Marked]] = {}
    for entry in part.entries:
        marks.setdefault((entry.row.plan, entry.row.session), []).append(entry.row)
    rows = []
    for held in part.sessions:
        planned = schedule.by_id.get(held.session) if held.plan == plan.id else None
        counts = tally(marks.get((held.plan, held.session), ()), part.marks)
        rows.append(
            SessionRow(
                session=held.session,
                day=held.day,
                date=table_date(held.day),
                kinds=enumeration(kind_names(plan, held.kinds)),
                title=one_line(held.title or held.session),
                topic=one_line(held.topic),
                place=one_line(held.place),
                chair=one_line(held.chair),
                speaker=one_line(planned.speaker) if planned else "",
                state="held",
                said=_("held"),
                due=counts.due or None,
                present=counts.present if counts.due else None,
                percent=percent(counts.rate) if counts.due else "",
                documents=len(kept.documents.get(held.session, ())) if held.plan == plan.id else 0,
            )
        )
    for session in of_days(schedule, first, last):
        state = state_of(session, kept.held, as_of)
        if state != "held":
            rows.append(_planned(session, plan, state))
    return tuple(sorted(rows, key=lambda row: (row.day or last, row.session)))


def _planned(session: Session, plan: Plan, state: Became) -> SessionRow:
    said = {"unrecorded": _("not recorded"), "ahead": _("still to come"), "cancelled": _("called off")}
    return SessionRow(
        session=session.id,
        day=session.date,
        date=table_date(session.date) if session.date else _("to be fixed"),
        kinds=enumeration(kind_names(plan, session.kinds)),
        title=one_line(session.title),
        topic=one_line(session.topic),
        place=one_line(session.place),
        chair=one_line(session.chair),
        speaker=one_line(session.speaker),
        state=state,
        said=said[state],
    )


def _kinds(items: Iterable[Session | Held]) -> Iterator[str]:
    return (code for each in items for code in each.kinds)
