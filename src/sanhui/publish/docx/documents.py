"""Which documents there are, which template each takes, and their writing.

A template is the office's own, if there is one in the folder `templates` beside the plan or a plan that it extends, else the one
that comes with the program, in the plan's language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec

from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.i18n import N_, Language, _, language, speaking
from sanhui.plan.model import Plan
from sanhui.publish.docx import checking, samples
from sanhui.publish.docx.archive import parts_of, read_template
from sanhui.publish.docx.fields import MeetingRecord, Notice, SignInSheet, YearPlan
from sanhui.publish.docx.filling import TornError, filled, opened, sources
from sanhui.publish.ics.identity import stamp
from sanhui.publish.placeholders import fields_of, values_of
from sanhui.publish.report.model import Report

FOLDER = "templates"


class Document(NamedTuple):
    """One sort of documents: its name on the command line and of its template, the value that fills it, what it is."""

    name: str
    form: type[msgspec.Struct]
    about: str  # to be translated


DOCUMENTS = {
    each.name: each
    for each in (
        Document("notice", Notice, N_("the notice of a session (会议通知)")),
        Document("sign-in", SignInSheet, N_("the sign-in sheet of a session (签到表)")),
        Document("record", MeetingRecord, N_("the record of a session (会议记录)")),
        Document("plan", YearPlan, N_("the table of the year (年度组织生活计划表)")),
        Document("report", Report, N_("the report on a quarter, a half or a year")),
    )
}


def document_called(name: str, option: str = "") -> Document:
    """The document of this name; raises `InputError`."""
    if name not in DOCUMENTS:
        message = _("there is no such document")
        raise InputError(Problem(message, did_you_mean(name, DOCUMENTS), key=option, value=name))
    return DOCUMENTS[name]


def shipped(name: str, spoken: Language) -> bytes:
    """The template that comes with the program, in a language."""
    return files("sanhui.publish.docx").joinpath(FOLDER, spoken, f"{name}.docx").read_bytes()


def own(name: str, plan: Plan) -> Path | None:
    """The office's own template, if there is one: beside the plan, or beside the plans above it, the nearest first."""
    for path in (plan.path, *plan.parents):
        template = path.with_name(FOLDER) / f"{name}.docx"
        if template.is_file():
            return template
    return None


def check(path: Path, document: Document) -> None:
    """See that a template can be filled; raises `InputError` with everything that is wrong with it."""
    data = read_template(path)
    _checked(data, document, str(path))
    for value in samples.of(document.form):
        _filled(data, str(path), value, "", stamp(2026, 1), language())


def write(name: str, value: msgspec.Struct, plan: Plan, title: str, template: Path | None) -> bytes:
    """The document in the plan's language, by a template of the office or the shipped one. Raises `InputError`."""
    document = DOCUMENTS[name]
    if template is None:
        data, file = shipped(name, plan.language), f"{name}.docx"
    else:
        data, file = read_template(template), str(template)
        _checked(data, document, file)
    return _filled(data, file, value, title, stamp(plan.year, plan.revision), plan.language)


def _checked(data: bytes, document: Document, file: str) -> None:
    fields, parts = fields_of(document.form), parts_of(data)
    found: Iterable[checking.Slip] = (
        slip for raw, source in sources(opened(data, file)) for slip in checking.slips(raw, source, fields)
    )
    elsewhere = [
        Problem(
            _("marks in footnotes and comments are not filled in"), _("put them into the text"), file=file
        )
        for name in ("footnotes", "endnotes", "comments")
        if b"{{" in parts.get(f"word/{name}.xml", b"")
    ]
    problems = elsewhere + [
        Problem(
            _("{message}, in “{paragraph}”").format(message=slip.message, paragraph=slip.paragraph)
            if slip.paragraph
            else slip.message,
            slip.remedy,
            file=file,
        )
        for slip in dict.fromkeys(found)
    ]
    if problems:
        raise InputError(*problems)


def _filled(
    data: bytes, file: str, value: msgspec.Struct, title: str, at: dt.datetime, spoken: Language
) -> bytes:
    template = opened(data, file)
    try:
        with speaking(spoken):
            return filled(template, values_of(value), title, at)
    except TornError as error:
        message = _("the marks tear the document apart")
        remedy = _(
            "rows are repeated by {%tr for … %} and {%tr endfor %} in rows of their own, paragraphs by {%p for … %}"
        )
        raise InputError(Problem(message, remedy, file=file)) from error
