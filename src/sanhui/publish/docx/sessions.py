"""The documents of one session as values: its notice, its sign-in sheet, its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.attendance.sign_in import SignIn
from sanhui.i18n import _, language, speaking
from sanhui.plan.marks import OBSERVER
from sanhui.publish.cleaning import one_line
from sanhui.publish.docx.fields import MeetingRecord, Notice, Signer, SignInSheet
from sanhui.publish.names import kind_names
from sanhui.publish.record.minutes import vote_said
from sanhui.schedule.reasons import provisional
from sanhui.wording import enumeration, formal_date, formal_span

if TYPE_CHECKING:
    from sanhui.ledger.documents import Document
    from sanhui.ledger.held import Held, Vote
    from sanhui.ledger.marks import Marked
    from sanhui.plan.marks import Mark
    from sanhui.rulebook.model import Rule
    from sanhui.schedule.expand import Schedule
    from sanhui.schedule.model import Session

#: What joins the names of a record (实到党员).
_BETWEEN = ";"


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What a session's documents rest on: `held` as the record or the plan has it, the marks if it was recorded."""

    schedule: Schedule
    session: Session
    held: Held
    rows: Mapping[str, Marked] = {}
    votes: Sequence[Vote] = ()
    documents: Sequence[Document] = ()
    rules: Sequence[Rule] = ()
    sign_in: SignIn | None = None  # None for a plan without a roster


def notice(basis: Basis, dated: dt.date) -> Notice:
    """The notice, in the plan's language."""
    with speaking(basis.schedule.plan.language):
        return Notice(**_occasion(basis, dated))


def sign_in_sheet(basis: Basis, dated: dt.date) -> SignInSheet:
    """The sheet: everybody who is due, then who attends without being due, each with a line to sign on."""
    sheet = basis.sign_in
    assert sheet is not None, "a plan without a roster has no sign-in sheet"
    with speaking(basis.schedule.plan.language):
        lines = [
            (each.name, each.group, _because(each.mark, each.note) if each.mark else each.note)
            for each in sheet.signers
        ]
        lines += [(name, "", _("observer")) for name in sheet.others]
        recorded = sheet.recorded
        return SignInSheet(
            **_occasion(basis, dated),
            signers=tuple(
                Signer(number=number, name=one_line(name), group=one_line(group), remark=one_line(remark))
                for number, (name, group, remark) in enumerate(lines, 1)
            ),
            apart=_listed(
                _person(each.name, _because(each.mark, each.note)) for each in sheet.apart if each.mark
            ),
            due=sheet.due,
            present=recorded.present if recorded else None,
            absent=recorded.due - recorded.present if recorded else None,
        )


def meeting_record(basis: Basis, dated: dt.date) -> MeetingRecord:
    """The record: filled in as far as somebody recorded it, else as far as it is known before."""
    plan = basis.schedule.plan
    marks, rows, sheet = plan.marks, basis.rows.values(), basis.sign_in
    with speaking(plan.language):
        if rows:
            due = [row.name for row in rows if marks[row.mark].due]
            present = [row.name for row in rows if marks[row.mark].due and marks[row.mark].present]
            away = [
                _person(row.name, _because(marks[row.mark], row.note))
                for row in rows
                if marks[row.mark].due and not marks[row.mark].present
            ]
            observers = [row.name for row in rows if row.mark == OBSERVER]
        else:
            people = (*sheet.signers, *sheet.apart) if sheet else ()
            due = [each.name for each in people if each.mark is None or each.mark.due]
            present = []
            away = [
                _person(each.name, _because(each.mark, each.note))
                for each in people
                if each.mark is not None and each.mark.due and not each.mark.present
            ]
            observers = list(sheet.others) if sheet else []
        occasion = _occasion(basis, dated)
        occasion["observers"] = enumeration(map(one_line, observers)) or occasion["observers"]
        pictures = [each.path for each in basis.documents if each.sort == "picture"]
        return MeetingRecord(
            **occasion,
            recorded=bool(rows),
            due=len(due) if rows or sheet else None,
            due_names=_BETWEEN.join(map(one_line, due)),
            present=len(present) if rows else None,
            present_names=_BETWEEN.join(map(one_line, present)),
            absences=_listed(away),
            votes=tuple(vote_said(vote, basis.held, basis.rules) for vote in basis.votes),
            pictures=tuple(pictures),
            attachments=tuple(each.path for each in basis.documents if each.path not in pictures),
        )


#: By the names of the documents.
MAKERS: Mapping[str, Callable[[Basis, dt.date], Notice | SignInSheet | MeetingRecord]] = {
    "notice": notice,
    "sign-in": sign_in_sheet,
    "record": meeting_record,
}


def _occasion(basis: Basis, dated: dt.date) -> dict[str, Any]:
    plan, session, held = basis.schedule.plan, basis.session, basis.held
    activity = next((each for each in plan.activities if each.id == session.activity), None)
    day, time = _day(basis), formal_span(held.start, held.end) if held.start else ""
    return {
        "organization": one_line(plan.organization),
        "plan_title": one_line(plan.title),
        "year": plan.year,
        "dated": dated,
        "session": session.id,
        "title": one_line(held.title),
        "topic": one_line(held.topic),
        "subject": one_line(held.topic or held.title),
        "kinds": enumeration(kind_names(plan, held.kinds)),
        "when": day + ("" if language() == "zh" or not time else ", ") + time,
        "day": day,
        "time": time,
        "place": one_line(held.place),
        "chair": one_line(held.chair),
        "speaker": one_line(session.speaker),
        "recorder": one_line(held.recorder),
        "audience": enumeration(map(one_line, session.audience)),
        "observers": enumeration(map(one_line, activity.observers)) if activity else "",
        "materials": tuple(map(one_line, session.materials)),
        "notes": session.notes.strip(),
        "remark": provisional() if session.provisional and held.entered_at is None else "",
    }


def _day(basis: Basis) -> str:
    """The day of the session, or, of one that lasts for days, the first and the last."""
    first, last = basis.held.day, basis.session.last_day
    if basis.held.start is None and basis.session.date == first and last and last > first:
        return _("{first} to {last}").format(first=formal_date(first), last=formal_date(last))
    return formal_date(first)


def _because(mark: Mark | None, note: str) -> str:
    """事假, or 事假：出差."""
    name = mark.name(language()) if mark else ""
    return _("{label}: {text}").format(label=name, text=one_line(note)) if note else name


def _person(name: str, why: str) -> str:
    return _("{text} ({note})").format(text=one_line(name), note=why)


def _listed(items: Iterable[str]) -> str:
    return _("; ").join(items)
