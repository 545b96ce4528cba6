"""What may stand in a template between `{{` and `}}`: one struct a document, whose documentation is that of the placeholders.

The fields of a struct are its placeholders; tuples are what is repeated, a row or a paragraph each. From these types a
template is checked, sample values are made for trying it out, and the reference of the documentation is written.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from sanhui.i18n import N_
from sanhui.publish.placeholders import about


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What every document knows."""

    organization: Annotated[str, about(N_("the body whose plan it is"))]
    plan_title: Annotated[str, about(N_("the title of the plan"))]
    year: Annotated[int, about(N_("the year of the plan"))]
    dated: Annotated[dt.date, about(N_("the day that the document bears"))]


class Occasion(Office, frozen=True, kw_only=True):
    """A session, as it was held if that is recorded, else as the plan has it."""

    session: Annotated[str, about(N_("its name in the plan, such as weekly-study/2026-W11"))]
    title: Annotated[str, about(N_("the title of the activity"))]
    topic: Annotated[str, about(N_("the topic of this session"))]
    subject: Annotated[str, about(N_("the topic, or the title where there is none"))]
    kinds: Annotated[str, about(N_("what it counts as"))]
    when: Annotated[str, about(N_("day, weekday and time in words"))]
    day: Annotated[str, about(N_("day and weekday in words"))]
    time: Annotated[str, about(N_("from when to when"))]
    place: Annotated[str, about(N_("the place"))]
    chair: Annotated[str, about(N_("who takes the chair"))]
    speaker: Annotated[str, about(N_("who speaks"))]
    recorder: Annotated[str, about(N_("who writes the minutes"))]
    audience: Annotated[str, about(N_("who is due, in the words of the plan"))]
    observers: Annotated[str, about(N_("who attends without being due (列席)"))]
    materials: Annotated[tuple[str, ...], about(N_("study material, one a line"))]
    notes: Annotated[str, about(N_("notes of the plan"))]
    remark: Annotated[str, about(N_("that the day is provisional, if it is"))]


class Notice(Occasion, frozen=True, kw_only=True):
    """The notice of a session (会议通知)."""


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a sign-in sheet."""

    number: Annotated[int, about(N_("1, 2, 3 …"))]
    name: Annotated[str, about(N_("the name"))]
    group: Annotated[str, about(N_("the group (党小组)"))]
    remark: Annotated[str, about(N_("what is known before: a leave, an observer"))]


class SignInSheet(Occasion, frozen=True, kw_only=True):
    """The sign-in sheet of a session (签到表)."""

    signers: Annotated[tuple[Signer, ...], about(N_("everybody who is to sign, in the order of the roster"))]
    apart: Annotated[str, about(N_("who need not come, with the reason"))]
    due: Annotated[int, about(N_("how many are due (应到)"))]
    present: Annotated[int | None, about(N_("how many came (实到), once that is recorded"))]
    absent: Annotated[int | None, about(N_("how many of those due did not come, once that is recorded"))]


class MeetingRecord(Occasion, frozen=True, kw_only=True):
    """The record of a session (会议记录), with room for what people write."""

    recorded: Annotated[bool, about(N_("whether the ledger says who came"))]
    due: Annotated[int | None, about(N_("how many are due (应到); nothing without a roster"))]
    due_names: Annotated[str, about(N_("their names, joined by ;"))]
    present: Annotated[int | None, about(N_("how many came (实到), once that is recorded"))]
    present_names: Annotated[str, about(N_("their names, joined by ;"))]
    absences: Annotated[
        str, about(N_("who is absent, and why; before the session the leaves that are known"))
    ]
    votes: Annotated[tuple[str, ...], about(N_("what was voted, a sentence each"))]
    pictures: Annotated[tuple[str, ...], about(N_("the files of pictures that are attached"))]
    attachments: Annotated[tuple[str, ...], about(N_("the other files that are attached"))]


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session in the table of the year."""

    number: Annotated[int, about(N_("1, 2, 3 … through the year"))]
    date: Annotated[str, about(N_("day and weekday, short"))]
    time: Annotated[str, about(N_("from when to when"))]
    kinds: Annotated[str, about(N_("what it counts as"))]
    subject: Annotated[str, about(N_("the topic, or the title where there is none"))]
    speaker: Annotated[str, about(N_("who speaks, else who takes the chair"))]
    audience: Annotated[str, about(N_("who is due, in the words of the plan"))]
    place: Annotated[str, about(N_("the place"))]
    owner: Annotated[str, about(N_("who is responsible"))]
    materials: Annotated[str, about(N_("study material"))]
    done: Annotated[str, about(N_("what became of it (完成情况), from the ledger"))]
    remark: Annotated[str, about(N_("why it was moved or called off; notes"))]


class PlanMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the table of the year."""

    name: Annotated[str, about(N_("the month in words"))]
    rows: Annotated[tuple[PlanRow, ...], about(N_("its sessions"))]


class YearPlan(Office, frozen=True, kw_only=True):
    """The plan of the year (年度组织生活计划表)."""

    total: Annotated[str, about(N_("how many sessions there are, in words"))]
    remark: Annotated[str, about(N_("that days are provisional, if they are"))]
    months: Annotated[tuple[PlanMonth, ...], about(N_("the months that have sessions"))]
