"""`sanhui show` and `sanhui next`: what the plan says, in the terminal or for other programs.

The annotations are no texts, as elsewhere: Typer evaluates those of a command one by one, which takes 1 ms.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_or_today, month_in_plan
from sanhui.cli.filters import days_of, kind_of, one_form
from sanhui.cli.options import Csv, Json, Kinds, LedgerFile, PlanFile, Since, Until
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanhui.schedule.expand import Schedule
    from sanhui.schedule.model import Session


def show(
    plan: PlanFile = None,
    since: Since = None,
    until: Until = None,
    kinds: Kinds = None,
    activities: Annotated[
        list[str] | None,
        typer.Option("--activity", metavar=N_("ACTIVITY"), help=N_("Only this activity; may be repeated.")),
    ] = None,
    text: Annotated[
        str,
        typer.Option(
            "--text", metavar=N_("TEXT"), help=N_("Only sessions that mention this."), show_default=False
        ),
    ] = "",
    as_json: Json = False,
    as_csv: Csv = False,
    where_from: Annotated[
        bool,
        typer.Option(
            "--where-from",
            help=N_("Name the files that each session comes from, for a plan that extends another."),
        ),
    ] = False,
    as_year: Annotated[
        bool, typer.Option("--year", help=N_("The year as twelve small months, with a symbol a session."))
    ] = False,
    one_month: Annotated[
        str | None,
        typer.Option(
            "--month",
            metavar=N_("MONTH"),
            help=N_("One month as a wall calendar, and its sessions: 3, 3月, 2026-03, 本月."),
            show_default=False,
        ),
    ] = None,
    as_counts: Annotated[
        bool,
        typer.Option(
            "--counts", help=N_("How many sessions there are of each kind and activity; with --json too.")
        ),
    ] = False,
) -> int:
    """Print a plan's sessions, all or some."""
    from sanhui.cli.plan_file import load_schedule

    one_form(
        {"--counts": as_counts, "--json": as_json, "--csv": as_csv, "--year": as_year, "--month": one_month},
        together={("--counts", "--json")},
    )
    one_form({"--counts": as_counts, "--year": as_year, "--month": one_month, "--where-from": where_from})
    schedule = load_schedule(plan)
    chosen = _chosen(schedule, since, until, kinds or [], activities or [], text)
    if one_month is not None:
        from sanhui.publish.selection import only
        from sanhui.publish.year import wall_calendar
        from sanhui.schedule.slots import bounds

        number = month_in_plan("--month", one_month, schedule.plan)
        first, last = bounds(f"{schedule.plan.year}-{number:02}")
        chosen = only(chosen, _between(chosen.sessions, first, last))
        terminal.write_lines(wall_calendar.one_month(chosen, number, _today(chosen), terminal.room()))
    elif as_year:
        from sanhui.publish.year import wall_calendar

        terminal.write_lines(wall_calendar.year(chosen, _today(chosen), terminal.room()))
    elif as_counts:
        from sanhui.publish.year.counts import counted, counts

        if as_json:
            terminal.write_json(counts(chosen))
        else:
            terminal.write_lines(counted(chosen, terminal.room()))
    elif as_json:
        from sanhui.publish.records import to_dict

        terminal.write_json(to_dict(chosen, where_from=where_from))
    elif as_csv:
        from sanhui.publish.records import to_csv

        terminal.write(to_csv(chosen, where_from=where_from))
    else:
        from sanhui.publish.year.agenda import agenda

        terminal.write_lines(agenda(chosen, terminal.room(), where_from=where_from))
    return int(any(session.unplaceable for session in chosen.sessions))


def upcoming(
    plan: PlanFile = None,
    days: Annotated[
        int, typer.Option("--days", min=0, max=3660, metavar="N", help=N_("How many days ahead to look."))
    ] = 14,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar=N_("DATE"),
            help=N_("The day to look ahead from, instead of today."),
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print the sessions of the coming days, and the tasks that are open."""
    from sanhui.cli.plan_file import load_schedule
    from sanhui.cli.record.todo import items
    from sanhui.publish.record.worklist import item_record, worklist
    from sanhui.publish.records import to_dict
    from sanhui.publish.selection import only
    from sanhui.publish.year.agenda import agenda
    from sanhui.schedule.model import Status

    schedule = load_schedule(plan)
    first = day_or_today("--today", today, schedule.plan)
    last = _days_later(first, days)
    near = [session for session in _between(schedule.sessions, first, last) if not session.dropped]
    near.sort(key=lambda session: session.status is Status.FLOATING)  # what has no day yet comes last
    chosen = only(schedule, near)
    # What has gone by and is not done comes first: it is what must be done next.
    todo = [
        item
        for item in items(schedule, ledger, first)
        if item.state.done is None and item.task.due is not None and item.task.due <= last
    ]
    if as_json:
        with speaking(schedule.plan.language):
            records = [item_record(item, schedule.plan) for item in todo]
        days_shown = {"from": first.isoformat(), "to": last.isoformat()}
        terminal.write_json({**to_dict(chosen), "tasks": records, **days_shown})
    else:
        room = terminal.room()
        terminal.write_lines(agenda(chosen, room, heading=lambda session: _when(session, first)))
        if todo:
            terminal.write_lines([(), ((_("To be done"), "bold"),), *worklist(todo, room)])
    return int(any(session.unplaceable for session in near))


def _today(schedule: "Schedule") -> dt.date:
    return clock.now(schedule.plan.timezone).date()


def _chosen(
    schedule: "Schedule",
    since: str | None,
    until: str | None,
    kinds: list[str],
    activities: list[str],
    text: str,
) -> "Schedule":
    """The sessions that pass all filters."""
    if not (since or until or kinds or activities or text):
        return schedule
    from sanhui.publish.selection import only

    first, last = days_of(schedule.plan, since, until, (dt.date.min, dt.date.max))
    sessions = _between(schedule.sessions, first, last)
    if kinds:
        wanted = {kind_of(schedule.plan, spelling) for spelling in kinds}
        sessions = [session for session in sessions if wanted.intersection(session.kinds)]
    if activities:
        _check_activities(schedule, activities)
        sessions = [session for session in sessions if session.activity in activities]
    if text:
        sessions = [session for session in sessions if text.casefold() in _words(session)]
    return only(schedule, sessions)


def _between(sessions: "Iterable[Session]", first: dt.date, last: dt.date) -> "list[Session]":
    """The sessions of these days: on their day or nominal day, or with a window that reaches into them."""
    found = []
    for session in sessions:
        begins = session.date or session.nominal or session.first
        ends = _last_day(session) or session.nominal or session.last
        if begins is None or ends is None or (begins <= last and ends >= first):
            found.append(session)
    return found


def _last_day(session: "Session") -> dt.date | None:
    if isinstance(session.end, dt.datetime):
        return session.end.date()
    return session.end and session.end - dt.timedelta(days=1)


def _check_activities(schedule: "Schedule", activities: list[str]) -> None:
    from sanhui.errors import InputError, Problem, did_you_mean

    known = [activity.id for activity in schedule.plan.activities]
    problems = [
        Problem(_("there is no such activity"), did_you_mean(name, known), key="--activity", value=name)
        for name in activities
        if name not in known
    ]
    if problems:
        raise InputError(*problems)


def _words(session: "Session") -> str:
    """Everything that a session says, for looking something up in it."""
    parts = (session.id, session.title, session.topic, session.place, session.speaker, session.notes)
    return "\n".join((*parts, *session.audience, *session.materials)).casefold()


def _days_later(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max


def _when(session: "Session", today: dt.date) -> str:
    """The heading of a day among those to come: how far off it is, and its date in full."""
    from sanhui.i18n import ngettext
    from sanhui.schedule.model import Status
    from sanhui.wording import long_date

    day = session.date or session.nominal
    if session.status is Status.FLOATING or day is None:
        return _("Still without a day")
    away = (day - today).days
    if away < 0:
        return _("Since {date}").format(date=long_date(day))
    near = {0: _("Today"), 1: _("Tomorrow")}.get(away) or ngettext("In {n} day", "In {n} days", away)
    return _("{near}, {date}").format(near=near.format(n=away), date=long_date(day))
