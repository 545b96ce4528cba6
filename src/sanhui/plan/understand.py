"""From the document, which holds texts, to the plan, which holds what they mean; problems are collected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sanhui.days.calendar import WorkCalendar
from sanhui.errors import InputError
from sanhui.i18n import _
from sanhui.plan import document as form
from sanhui.plan.body import read_body, read_rules
from sanhui.plan.dating import Frame, listed, read_days
from sanhui.plan.definitions import Kind as KindTable
from sanhui.plan.definitions import Period as PeriodTable
from sanhui.plan.kinds import Kind, Lookup, shipped
from sanhui.plan.marking import marks_of
from sanhui.plan.model import Activity, Change, Particulars, Plan
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report
from sanhui.plan.tasks import check_task_ids, read_session_tasks, read_task
from sanhui.plan.texts import SLOT, check_colour, check_email, check_lines, check_url, check_zone
from sanhui.plan.timing import Defaults, read_defaults, read_reminders, read_times
from sanhui.plan.turns import read_turns
from sanhui.roster.model import Roster
from sanhui.roster.reading import read_roster
from sanhui.when.tree import When
from sanhui.wording import separate

if TYPE_CHECKING:
    from sanhui.days.overlay import Overlay


def understand(
    document: form.Document,
    data: Mapping[str, Any],
    path: Path,
    report: Report,
    bound: Mapping[KeyPath, tuple[form.Defaults, Defaults]] = MappingProxyType({}),
) -> Plan:
    """Understand a document; where something is wrong the report says what, and the plan is not to be used.

    `data` are the tables as they stand in the file, which says what is stated and what is left out. `bound` are
    the defaults of activities and tasks, by their path, for which not those of the document hold.
    """
    check_lines(data, (), report)
    head = document.plan
    frame = Frame(head.year, _periods(document.period, head.year, report))
    kinds = _kinds(document.kind, report)
    defaults = read_defaults(document.defaults, _table(data.get("defaults")), report)
    check_zone(head.timezone, ("plan", "timezone"), report)
    if head.organizer:
        check_email(head.organizer, ("plan", "organizer"), report)
    if not document.activity and not document.task:
        remedy = _("add {example}").format(
            example='[[activity]] id = "…", title = "…", kind = "…", when = "…"'
        )
        report.at_key(("activity",), _("the plan is empty: it has no activity"), remedy)
    _check_ids(document.activity, report)
    check_task_ids(document, report)
    if document.drop and not head.extends and not report.knows(("plan", "extends")):
        remedy = _("remove it, or add {example} to [plan]").format(example='extends = "base.toml"')
        report.at_key(("drop", 0), _("there is nothing to drop: the plan extends no other"), remedy)
    lookup = Lookup(kinds.values())
    stated = _tables(data.get("activity"))
    todo = _tables(data.get("task"))
    activities = tuple(
        _activity(
            activity,
            stated[number],
            number,
            frame,
            *bound.get(("activity", number), (document.defaults, defaults)),
            lookup,
            report,
        )
        for number, activity in enumerate(document.activity)
    )
    rules = read_rules(head.rules, path, report)
    return Plan(
        id=head.id,
        year=head.year,
        title=head.title,
        organization=head.organization,
        timezone=head.timezone,
        language=head.language,
        revision=head.revision,
        organizer=head.organizer,
        activities=activities,
        kinds=kinds,
        marks=marks_of(document.mark, rules or (), report),
        periods=frame.periods,
        calendar=_calendar(head.holidays, report),
        roster=_roster(head.roster, path.parent, report),
        tasks=tuple(
            read_task(
                task,
                todo[number],
                number,
                frame,
                *bound.get(("task", number), (document.defaults, defaults)),
                report,
            )
            for number, task in enumerate(document.task)
        ),
        changes=_changes(document, report),
        body=read_body(document.body, report),
        rules=rules,
        busy=tuple(path.parent / name for name in head.busy),
        path=path,
    )


def _tables(value: Any) -> list[Mapping[str, Any]]:
    """Give the elements of an array of tables, as far as they are tables."""
    return [_table(table) for table in value] if isinstance(value, list) else []


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


# -- one activity ------------------------------------------------------------------------------------------


def _activity(
    activity: form.Activity,
    stated: Mapping[str, Any],
    number: int,
    frame: Frame,
    table: form.Defaults,
    defaults: Defaults,
    lookup: Lookup,
    report: Report,
) -> Activity:
    path: KeyPath = ("activity", number)
    when = read_days(activity, stated, path, frame, report)
    if when is None:  # the fields about time are looked at all the same
        when = When(rules=())
    when = read_times(when, activity, stated, path, defaults, report)
    if activity.url:
        check_url(activity.url, (*path, "url"), report)
    return Activity(
        id=activity.id,
        title=activity.title,
        kinds=_counted(activity, path, lookup, report),
        when=when,
        minutes=defaults.minutes,
        on_holiday=when.on_holiday or defaults.on_holiday,
        within=defaults.within if when.within is None else when.within,
        working_weekends=table.working_weekends,
        place=activity.place or table.place,
        audience=_several(activity.audience or table.audience),
        observers=activity.observers,
        speakers=read_turns(activity.speakers, (*path, "speakers"), report),
        chair=read_turns(activity.chair, (*path, "chair"), report),
        recorder=read_turns(activity.recorder, (*path, "recorder"), report),
        topics=activity.topics,
        hours=activity.hours,
        materials=activity.materials,
        remind=defaults.remind
        if activity.remind is None
        else read_reminders(activity.remind, (*path, "remind"), report),
        url=activity.url,
        notes=activity.notes,
        tasks=read_session_tasks(activity.tasks, path, report),
        particulars=_particulars(activity, path, frame.year, report),
        sources=report.sources(path),
        index=report.number(path),
        line=report.line(path),
    )


def _counted(activity: form.Activity, path: KeyPath, lookup: Lookup, report: Report) -> tuple[str, ...]:
    """Give the codes of the kinds that an activity counts as, its own first."""
    codes = []
    for where, spelling in [((*path, "kind"), activity.kind), *listed(activity.also, (*path, "also"))]:
        code = lookup.code(spelling)
        if code is None:
            remedy = _("{known}; [[kind]] adds another").format(known=lookup.remedy(spelling))
            report.at_value(where, _("unknown kind of activity"), remedy)
        else:
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def _several(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    """Split one text with several names, 甲同志、乙同志; a list stays as it is."""
    if not isinstance(texts, str):
        return texts
    return tuple(separate(texts))


def _particulars(
    activity: form.Activity, path: KeyPath, year: int, report: Report
) -> Mapping[str, Particulars]:
    found = {}
    for slot, table in activity.session.items():
        where = (*path, "session", slot)
        shape = re.fullmatch(SLOT, slot)
        if shape is None:
            message = _("“{slot}” is not the name of a slot").format(slot=slot)
            report.at_key(
                where, message, _("for example 2026-W11, 2026-03, 2026-Q1; `sanhui show` lists them")
            )
        elif (
            year and abs(int(shape["year"]) - year) > 1
        ):  # a week or a holiday may belong to the year beside it
            message = _("“{slot}” is not in {year}").format(slot=slot, year=year)
            report.at_key(where, message, _("`sanhui show` lists the slots"))
        found[slot] = Particulars(
            topic=table.topic,
            speaker=table.speaker,
            chair=table.chair,
            recorder=table.recorder,
            place=table.place,
            materials=table.materials,
            notes=table.notes,
            line=report.line(where),
        )
    return found


def _check_ids(activities: Iterable[form.Activity], report: Report) -> None:
    first: dict[str, int] = {}
    for number, activity in enumerate(activities):
        other = first.setdefault(activity.id, number)
        if other != number:
            message = _("line {line} has an activity of the same id").format(
                line=report.line(("activity", other, "id"))
            )
            remedy = _("give each activity an id of its own, such as {example}").format(
                example=f"{activity.id}-2"
            )
            report.at_value(("activity", number, "id"), message, remedy)


# -- what the activities share -----------------------------------------------------------------------------


def _kinds(tables: Iterable[KindTable], report: Report) -> Mapping[str, Kind]:
    """Give the shipped kinds and the plan's own."""
    kinds = dict(shipped())
    for number, table in enumerate(tables):
        path: KeyPath = ("kind", number)
        kind = Kind(
            code=table.code,
            zh=table.zh,
            en=table.en or table.zh,
            colour=table.colour or "gray",
            symbol=table.symbol or table.zh[:1],
            aliases=table.aliases,
            study=table.study,
        )
        check_colour(kind.colour, (*path, "colour"), report)
        lookup = Lookup(kinds.values())
        keys = {"code": (table.code,), "zh": (table.zh,), "en": (table.en,), "aliases": table.aliases}
        for key, spellings in keys.items():
            taken = next((spelling for spelling in spellings if spelling and lookup.code(spelling)), None)
            if taken:
                message = _("there is a kind “{name}” already").format(name=taken)
                report.at_value((*path, key), message, _("use that one, or take another name"))
        kinds.setdefault(kind.code, kind)
    return kinds


def _periods(
    tables: Iterable[PeriodTable], year: int, report: Report
) -> Mapping[str, tuple[dt.date, dt.date]]:
    periods: dict[str, tuple[dt.date, dt.date]] = {}
    for number, table in enumerate(tables):
        path: KeyPath = ("period", number)
        if table.name in periods:
            message = _("there is a period “{name}” already").format(name=table.name)
            report.at_value((*path, "name"), message, _("take another name"))
        if table.last < table.first:
            report.at_value((*path, "to"), _("it ends before it begins"), _("exchange “from” and “to”"))
        elif year and not table.first.year <= year <= table.last.year:
            message = _("the period has no day of {year}").format(year=year)
            report.at_value((*path, "from"), message, _("correct its dates, or “year” in [plan]"))
        periods[table.name] = (table.first, table.last)
    return periods


def _calendar(names: tuple[str, ...], report: Report) -> WorkCalendar:
    overlays: list[Overlay] = []
    if not names:
        return WorkCalendar()
    from sanhui.days.overlay import read_overlay

    for number, name in enumerate(names):
        where: KeyPath = ("plan", "holidays", number)
        try:
            overlays.append(read_overlay(report.folder(where) / name))
        except InputError as error:
            report.elsewhere(where, error.problems)
    return WorkCalendar(overlays)


def _changes(document: form.Document, report: Report) -> tuple[Change, ...]:
    if not document.change:
        return ()
    from sanhui.plan.changes import read_changes  # needed by some

    ids = [activity.id for activity in document.activity]
    return read_changes(document.change, ids, document.plan.year, report)


def _roster(name: str, folder: Path, report: Report) -> Roster | None:
    if not name:
        return None
    try:
        return read_roster(folder / name)
    except InputError as error:
        report.elsewhere(("plan", "roster"), error.problems)
        return None
