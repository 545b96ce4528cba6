"""A report for people and programs: sections with paragraphs and tables, as lines of a terminal, as Markdown, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from sanhui.i18n import Language, _, speaking
from sanhui.publish.looks import LEVELS, NO_RATE
from sanhui.publish.report.model import Figures, Report
from sanhui.publish.rules.audit_files import cell as marked_up
from sanhui.publish.terminal.columns import Line, folded, table, width
from sanhui.wording import long_date

#: Raised when a key goes away or changes its meaning; new keys may come at any time.
VERSION = 1
_LEAST = 6  # cells of a column of text
_BARS = "".join(each.bar for each in (*LEVELS, NO_RATE))  # of curves


class Table(msgspec.Struct, frozen=True):
    """Heads and rows of text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """A heading with what stands below it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


def sections(report: Report, language: Language) -> tuple[Section, ...]:
    """The sections in which there is something to say, in the language of the report."""
    with speaking(language):
        return tuple(
            each for each in _sections(report) if each.paragraphs or (each.table and each.table.rows)
        )


def lines(report: Report, language: Language, room: int | None) -> list[Line]:
    """The report for a terminal."""
    with speaking(language):
        head = _head(report)
    told: list[Line] = [*folded(report.title, "bold", room), *folded(head, "dim", room)]
    for section in sections(report, language):
        told += [(), ((section.heading, "bold"),)]
        for text in section.paragraphs:
            told += folded(text, "", room)
        if section.table is not None and section.table.rows:
            told += (
                [(), *_laid_out(section.table, room)]
                if section.paragraphs
                else _laid_out(section.table, room)
            )
    return [*told, (), *folded(report.disclaimer, "dim", room)]


def markdown(report: Report, language: Language) -> str:
    """The report as Markdown; nothing that somebody typed is taken for a mark of it."""
    with speaking(language):
        head = _head(report)
    told = [f"# {marked_up(report.title)}", "", marked_up(head)]
    for section in sections(report, language):
        told += ["", f"## {marked_up(section.heading)}"]
        for text in section.paragraphs:
            told += ["", marked_up(text)]
        if section.table is not None and section.table.rows:
            rows = (section.table.heads, ["---"] * len(section.table.heads), *section.table.rows)
            told.append("")
            told += [
                "| " + " | ".join(each if each == "---" else marked_up(each) for each in row) + " |"
                for row in rows
            ]
    return "\n".join([*told, "", marked_up(report.disclaimer)]) + "\n"


def record(report: Report) -> dict[str, Any]:
    """The contract of `report --json`: the value as it is."""
    return {"version": VERSION, **msgspec.to_builtins(report)}


def _head(report: Report) -> str:
    return _("{organization}, as of {day}").format(
        organization=report.organization or report.plan_title, day=long_date(report.as_of)
    )


def _laid_out(what: Table, room: int | None) -> list[Line]:
    """Numbers to the right, and as wide as they are; text shares the rest; columns without any text are left out."""
    columns = [column for column in zip(what.heads, *what.rows, strict=True) if any(column[1:])]
    least = []
    for n, column in enumerate(columns):
        wide = max(map(width, column))
        if all(map(_is_number, column[1:])):
            columns[n] = tuple(" " * (wide - width(text)) + text if text else "" for text in column)
            least.append(wide)
        else:
            least.append(min(wide, max(_LEAST, width(column[0]))))
    heads, *rows = zip(*columns, strict=True)
    return table(heads, [[[(text, "")] for text in row] for row in rows], room, least)


def _sections(report: Report) -> Iterator[Section]:
    yield Section(_("In general"), (*report.summary, *report.remarks))
    yield Section(
        _("Sessions by kind"),
        table=Table(
            (_("Kind"), _("Planned"), _("Held"), _("Not recorded"), _("To come"), _("Called off")),
            tuple(
                (each.name, *_numbers(each.planned, each.held, each.unrecorded, each.ahead, each.cancelled))
                for each in report.kinds
            ),
        ),
    )
    yield Section(
        _("By the rules"),
        table=Table(
            (_("Rule"), _("Source"), _("Asks for"), _("Result")),
            tuple((each.name, each.source, each.asks, each.result) for each in report.rules),
        ),
    )
    yield Section(_("What is missing, and by which article"), tuple(_missing(report)))
    if report.figures is not None:
        by_group = report.by_group
        yield Section(_("Attendance by kind"), table=_attendance(_("Kind"), report.by_kind, report.figures))
        yield Section(_("Attendance by group"), table=_attendance(_("Group"), by_group, None))
    yield Section(
        _("Make-ups"),
        table=Table(
            (_("Name"), _("Session"), _("Mark"), _("Make-up")),
            tuple(
                (each.name, f"{each.day:%m-%d} {each.title}", each.mark, each.said) for each in report.makeups
            ),
        ),
    )
    yield Section(
        _("Changes and their reasons"),
        table=Table(
            (_("Session"), _("Change"), _("It was"), _("It is now"), _("Reason")),
            tuple((each.title, each.what, each.before, each.after, each.reason) for each in report.changes),
        ),
    )
    yield Section(
        _("Appendix 1: the sessions"),
        table=Table(
            (_("Date"), _("Kind"), _("Session"), _("State"), _("Were due"), _("Present"), _("Rate")),
            tuple(
                (
                    each.date,
                    each.kinds,
                    each.topic or each.title,
                    each.said,
                    _number(each.due),
                    _number(each.present),
                    each.percent,
                )
                for each in report.sessions
            ),
        ),
    )
    yield Section(_("Appendix 2: the members"), table=_members(report.members))


def _is_number(text: str) -> bool:
    return re.fullmatch(rf"(?:[\d./]+%?|–|[{_BARS}]+)?", text) is not None


def _missing(report: Report) -> Iterator[str]:
    for each in report.shortfalls:
        yield _("{rule} ({source})").format(rule=each.name, source=each.source)
        yield from (f"- {sentence}" for sentence in each.sentences)


def _attendance(head: str, rows: Sequence[Figures], total: Figures | None) -> Table:
    every = [*rows, *([msgspec.structs.replace(total, name=_("Total"))] if total and len(rows) > 1 else [])]
    heads = (head, _("Held"), _("Were due"), _("Present"), _("Rate"), _("Before"), _("Leave"), _("Absent"))
    return Table(
        (*heads, _("Curve")),
        tuple(
            (
                each.name,
                str(each.sessions),
                str(each.due),
                str(each.present),
                each.percent,
                each.before,
                *_numbers(each.leave, each.absent),
                each.curve,
            )
            for each in every
        ),
    )


def _members(rows: Iterable[Figures]) -> Table:
    heads = (_("Name"), _("Group"), _("Were due"), _("Present"), _("Rate"), _("Leave"), _("Absent"))
    return Table(
        (*heads, _("Owed"), _("Hours"), _("In the year")),
        tuple(
            (
                each.name,
                each.group,
                str(each.due),
                str(each.present),
                each.percent,
                *_numbers(each.leave, each.absent, each.owed),
                f"{each.hours:g}",
                hours_of(each),
            )
            for each in rows
        ),
    )


def hours_of(each: Figures) -> str:
    """The hours of the year so far, and those that the rules ask for: 12/32."""
    return f"{each.hours_year:g}" if each.target is None else f"{each.hours_year:g}/{each.target:g}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _numbers(*values: int) -> tuple[str, ...]:
    return tuple(str(value or "") for value in values)
